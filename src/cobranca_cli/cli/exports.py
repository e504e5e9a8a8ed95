"""The forms of `export`: each reads, writes one file (0600) and says what is in it."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.cli import says_privacy
from cobranca_cli.cli.context import typed_path
from cobranca_cli.cli.output import emit_fact, say
from cobranca_cli.cli.words import counted
from cobranca_cli.errors import ConflictingOptionsError
from cobranca_cli.store.copies import DOCUMENTS, book_name, calendar_name, document_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cobranca_cli.cli.context import AppContext


# In one row with others, whose number is whose.
_HEADINGS = {
    "customer_id": "Cliente nº", "payment_id": "Recebimento", "sold_on": "Vendido em",
    "received_on": "Recebido em", "number": "Parcela nº", "installment_id": "Código da parcela",
    "nickname": "Apelido",
}  # fmt: skip
_KINDS = {
    "sale": "venda", "agreement": "acordo", "payment": "recebimento", "discount": "desconto",
    "return": "devolução", "void": "cancelamento", "write_off": "perda",
    "renegotiation": "foi para um acordo", "fine": "multa", "interest": "juros",
    "refund": "dinheiro devolvido", "reversal": "estorno", "bounce": "recebimento que voltou",
}  # fmt: skip


class CalendarShown(NamedTuple):
    """What a calendar holds and where it went; `ics` is the text of one for the screen."""

    path: str | None
    customer_id: int | None
    customer: str | None
    installments: int
    promises: int
    tasks: int
    ics: str | None


class BookShown(NamedTuple):
    """Where the whole book went; null where there is none yet."""

    path: str | None


class SheetsShown(NamedTuple):
    """Which files hold the sheets; none where there is nothing yet."""

    paths: list[str]
    customer_id: int | None
    customer: str | None


class JournalShown(NamedTuple):
    """What a journal holds and where it went; `journal` is the text of one for the screen."""

    path: str | None
    customer_id: int | None
    customer: str | None
    accounts: int
    journal: str | None


def everything(app: AppContext, customer: str | None, output: str | None) -> None:
    """The whole book, or all about one person. Raises OutputTakenError, OSError."""
    if customer is None:
        _book(app, output)
    else:
        _person(app, customer, output)


def _book(app: AppContext, output: str | None) -> None:
    from datetime import UTC

    from cobranca_cli.cli.private_file import write_over_own
    from cobranca_cli.store.book_json import START, lines

    content = lines(app.reader(), app.home, app.now.astimezone(UTC))
    if output == "-":
        say(content)
        return
    path = _path(app, book_name(None, ".json"), output) if output or app.has_home else None
    if path:
        write_over_own(path, (f"{line}\n".encode() for line in content), START)
    done = BookShown(str(path) if path else None)
    emit_fact(app, done, lines=_book_lines(done))


def _book_lines(done: BookShown) -> Iterator[str]:
    yield "O caderno inteiro, com o histórico, os ajustes, os modelos e os anexos."
    if done.path:
        yield f"Gravado em {done.path}"
        yield "Em outra pasta: cobranca --pasta PASTA_NOVA importar-json ARQUIVO"


def _person(app: AppContext, customer: str, output: str | None) -> None:
    from cobranca_cli.cli.private_file import write_json
    from cobranca_cli.reports.personal import person as report

    found = report(app.reader(), customer=customer, today=app.today)
    if output == "-":
        app.format = "json"
        emit_fact(app, found, lines=())
        return
    path = _path(app, document_name(found.customer_id, app.today), output)
    write_json(path, found)
    done = says_privacy.exported(found, path)
    emit_fact(app, done, lines=says_privacy.exported_lines(done))


def calendar(app: AppContext, customer: str | None, output: str | None) -> None:
    """Due dates, promises and tasks. Raises ExtraMissingError, OutputTakenError, OSError."""
    from cobranca_cli.cli.private_file import write_over_own
    from cobranca_cli.documents.calendar import START, calendar_file
    from cobranca_cli.reports.agenda import agenda as report

    found = report(app.reader(), today=app.today, settings=app.settings, customer=customer)
    content = calendar_file(found, now=app.now)
    path = None
    if output != "-" and (output or app.has_home):  # Where nothing is, a read makes nothing.
        path = _path(app, calendar_name(found.customer_id), output)
        write_over_own(path, content, START)
    done = CalendarShown(
        str(path) if path else None, found.customer_id, found.customer, len(found.installments),
        len(found.promises), len(found.tasks), content.decode() if output == "-" else None,
    )  # fmt: skip
    emit_fact(app, done, lines=_calendar_lines(done))


def _calendar_lines(done: CalendarShown) -> Iterator[str]:
    if done.ics is not None:
        yield from done.ics.splitlines()
        return
    counts = ", ".join((
        counted(done.installments, "vencimento"), counted(done.promises, "promessa"),
        counted(done.tasks, "tarefa"),
    ))  # fmt: skip
    yield f"Agenda{f' de {done.customer}' if done.customer else ''}: {counts}."
    if done.path:
        yield f"Gravada em {done.path}"


def journal(app: AppContext, customer: str | None, output: str | None, *, form: str) -> None:
    """What customers bought and paid, for plain text accounting. Raises OutputTakenError, OSError.

    The file is written as the book is read: no size of it fills the memory.
    """
    from cobranca_cli.cli.private_file import write_over_own
    from cobranca_cli.documents.journal import journal_file, start
    from cobranca_cli.reports.journal import journal as report

    found = report(app.reader(), customer=customer)
    content = journal_file(found, form)
    path = None
    shown = None
    if output == "-":
        if app.format != "json":
            say(part.decode().removesuffix("\n") for part in content)
            return
        shown = b"".join(content).decode()
    elif output or app.has_home:
        path = _path(app, book_name(found.customer_id, f".{form}"), output)
        write_over_own(path, content, start(form))
    done = JournalShown(
        str(path) if path else None, found.customer_id, found.customer, len(found.holders), shown
    )
    emit_fact(app, done, lines=_journal_lines(done, form))


def _journal_lines(done: JournalShown, form: str) -> Iterator[str]:
    whose = done.customer or counted(done.accounts, "cliente")
    yield f"Diário para o {form}: {whose}."
    if done.path:
        yield f"Gravado em {done.path}"


def csv(app: AppContext, customer: str | None, output: str | None) -> None:
    """One CSV file for each sheet, into a folder. Raises OutputTakenError, OSError."""
    from cobranca_cli.cli.csv_text import csv_lines
    from cobranca_cli.cli.private_file import private, refuse_taken
    from cobranca_cli.reports.sheets import workbook as report

    _refuse_screen(output, "São vários arquivos, que não cabem na tela.")
    found = report(app.reader(), customer=customer)
    files = []
    if output or app.has_home:
        folder = typed_path(output) if output else app.home / DOCUMENTS
        starts = [next(csv_lines(sheet.fields, ())).encode() for sheet in found.sheets]
        files = [
            folder / book_name(found.customer_id, f"-{sheet.name.lower()}.csv")
            for sheet in found.sheets
        ]
        for file, start in zip(files, starts, strict=True):  # All of them before the first.
            refuse_taken(file, start)
        with ExitStack() as all_or_none:
            for file, sheet in zip(files, found.sheets, strict=True):
                opened = all_or_none.enter_context(private(file))
                lines = csv_lines(sheet.fields, sheet.rows)
                opened.writelines(line.encode() for line in lines)
    done = SheetsShown([str(file) for file in files], found.customer_id, found.customer)
    emit_fact(app, done, lines=_sheets_lines(done))


def xlsx(app: AppContext, customer: str | None, output: str | None) -> None:
    """An Excel workbook. Raises ExtraMissingError, OutputTakenError, OSError."""
    from cobranca_cli.cli.headings import HEADINGS, WORDS
    from cobranca_cli.cli.private_file import private, refuse_taken
    from cobranca_cli.documents import spreadsheet
    from cobranca_cli.reports.sheets import workbook as report

    _refuse_screen(output, "Uma planilha não cabe na tela.")
    found = report(app.reader(), customer=customer)
    files = []
    if output or app.has_home:
        files = [_path(app, book_name(found.customer_id, ".xlsx"), output)]
        refuse_taken(files[0], spreadsheet.START)
        with private(files[0]) as file:
            spreadsheet.write(
                file, found, headings=HEADINGS | _HEADINGS, words=WORDS | _KINDS, now=app.now
            )
    done = SheetsShown([str(file) for file in files], found.customer_id, found.customer)
    emit_fact(app, done, lines=_sheets_lines(done))


def _refuse_screen(output: str | None, why: str) -> None:
    if output == "-":
        raise ConflictingOptionsError(why, "diga onde gravar, ou tire --saida.")


def _sheets_lines(done: SheetsShown) -> Iterator[str]:
    yield f"Planilhas de {done.customer or 'todo o caderno'}."
    for path in done.paths:
        yield f"Gravado em {path}"


def _path(app: AppContext, name: str, output: str | None) -> Path:
    """Where a person said, else of this name in the home's own folder for documents."""
    return typed_path(output) if output else app.home / DOCUMENTS / name


FORMS: dict[str, Callable[[AppContext, str | None, str | None], None]] = {
    "json": everything, "ics": calendar, "csv": csv, "xlsx": xlsx,
    **{form: partial(journal, form=form) for form in ("hledger", "ledger", "beancount")},
}  # fmt: skip
