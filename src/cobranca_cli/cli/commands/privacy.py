"""A person's own data: `forget-customer`, `export`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import options, says_privacy
from cobranca_cli.cli.context import AppContext, typed_path
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.text import clean_text

_FORMS = {"json": "json"}


def parse_form(text: str) -> str:
    """The format of an export."""
    return options.one_of_words(text, _FORMS, "o formato")


def forget_customer(
    ctx: typer.Context,
    customer: options.Customer,
    force: Annotated[bool, typer.Option(
        "--force", "--forcar", help="Apaga tudo já, sem guardar o que a lei manda.")] = False,
    reason: Annotated[str | None, typer.Option(
        "--reason", "--motivo", metavar="TEXTO",
        help="Por quê; fica no histórico. Não escreva o nome da pessoa.")] = None,
) -> None:  # fmt: skip
    """Forget a customer; the sums stay."""
    from cobranca_cli.services.forgetting import forget as service

    app: AppContext = ctx.obj
    who, _ = app.choose(customer)
    words = reason and clean_text(reason, what="o motivo")
    app.confirm(says_privacy.forget_question(app, who, force=force, reason=words))
    done = service(app.unit("forget-customer"), customer=who, force=force, reason=words)
    lines = says_privacy.forgotten(done, dry_run=app.dry_run)
    emit_fact(app, done, lines=lines, warnings=done.warnings)


def export(
    ctx: typer.Context,
    form: Annotated[str, typer.Argument(
        metavar="json", parser=parse_form, help="O formato: json.")],
    customer: options.Customer,
    output: Annotated[str | None, typer.Option(
        "--output", "--saida", metavar="ARQUIVO",
        help="Onde gravar; - mostra na tela. Sem isto, na pasta documents.")] = None,
) -> None:  # fmt: skip
    """Everything kept about one person, in one file."""
    from cobranca_cli.cli.private_file import write_json
    from cobranca_cli.reports.personal import person as report
    from cobranca_cli.store.copies import DOCUMENTS, document_name

    app: AppContext = ctx.obj
    found = report(app.reader(), customer=customer, today=app.today)
    if output == "-":
        app.format = form
        emit_fact(app, found, lines=())
        return
    own = app.home / DOCUMENTS / document_name(found.customer_id, app.today)
    path = typed_path(output) if output else own
    write_json(path, found)
    done = says_privacy.exported(found, path)
    emit_fact(app, done, lines=says_privacy.exported_lines(done))
