"""An old notebook: `import-csv`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.cli.progress import bar
from cobranca_cli.cli.words import counted
from cobranca_cli.domain import notebook as reading
from cobranca_cli.domain.words import KIND_WORDS, METHOD_WORDS
from cobranca_cli.errors import (
    ConflictingOptionsError,
    FileTooLargeError,
    FileUnreadableError,
    InvalidPathError,
    printable,
    reason_of,
    sentence,
)

if TYPE_CHECKING:
    from cobranca_cli.services.notebook import Imported


_MOST_BYTES = 256 << 20


def import_csv(
    ctx: typer.Context,
    customers: Annotated[list[str] | None, typer.Option(
        "--customers", "--clientes", metavar="ARQUIVO",
        help="CSV de clientes: cliente, apelido, telefone, documento, email, endereco.")] = None,
    sales: Annotated[list[str] | None, typer.Option(
        "--sales", "--vendas", metavar="ARQUIVO",
        help="CSV de vendas: cliente, valor, data, vencimento, parcelas, descricao, tipo, nota.",
    )] = None,
    payments: Annotated[list[str] | None, typer.Option(
        "--payments", "--recebimentos", metavar="ARQUIVO",
        help="CSV de recebimentos: cliente, valor, data, forma, referencia.")] = None,
    skip_bad: Annotated[bool, typer.Option(
        "--skip-bad", "--pular-ruins",
        help="Importa as linhas boas e só lista as ruins.")] = False,
) -> None:  # fmt: skip
    """Import an old notebook as if it had been typed day by day; all of it or nothing."""
    app: AppContext = ctx.obj
    if not (customers or sales or payments):
        raise ConflictingOptionsError(
            "Diga ao menos um arquivo.", "por exemplo: cobranca importar --vendas vendas.csv"
        )
    done = play(app, "import-csv", customers, sales, payments, skip_bad=skip_bad)
    emit_fact(app, done, lines=lines(done), warnings=done.warnings)


def play(
    app: AppContext,
    command: str,
    customers: list[str] | None,
    sales: list[str] | None,
    payments: list[str] | None,
    *,
    skip_bad: bool = False,
) -> Imported:
    """Read the files and import them in one write."""
    from cobranca_cli.services import notebook as service

    found = service.Notebook(
        _sheets(app, "customers", customers), _sheets(app, "sales", sales),
        _sheets(app, "payments", payments),
    )  # fmt: skip
    return service.import_notebook(
        app.unit(command), notebook=found,
        default_due=lambda day: app.counted(app.settings["sales.default_due"], day),
        default_method=app.settings.default_method, skip_bad=skip_bad,
        progress=bar("Importando"),
    )  # fmt: skip


def _sheets(app: AppContext, section: str, paths: list[str] | None) -> list[reading.Sheet]:
    words = reading.Words(METHOD_WORDS, KIND_WORDS)
    return [
        reading.read(
            _bytes(path), file=printable(Path(path).name, 120), section=section, today=app.today,
            calendar=app.settings.calendar, words=words,
        )
        for path in paths or ()
    ]  # fmt: skip


def _bytes(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:  # A pipe is welcome; one without an end is not.
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise FileTooLargeError(path, _MOST_BYTES)
        return content
    except FileNotFoundError:
        raise FileUnreadableError(path, "o arquivo não existe") from None
    except OSError as error:
        raise FileUnreadableError(path, reason_of(error)) from None
    except ValueError:
        raise InvalidPathError(path) from None


def lines(done: Imported) -> list[str]:
    """After an import: what was added, known, left out."""
    added = ", ".join((
        counted(done.customers, "cliente novo", "clientes novos"), counted(done.sales, "venda"),
        counted(done.payments, "recebimento"),
    ))  # fmt: skip
    told = [f"Importados: {added}."]
    if done.updated:
        told.append(f"{counted(done.updated, 'cadastro completado', 'cadastros completados')}.")
    if done.already_known:
        known = counted(done.already_known, "linha já tinha", "linhas já tinham")
        added_any = done.customers or done.sales or done.payments or done.updated
        told = told if added_any else []
        told.append(f"{known} entrado antes; nada se repete.")
    return told + [
        f"Ficou de fora: {p.file}, linha {p.line}: {sentence(p.problem)}" for p in done.skipped
    ]
