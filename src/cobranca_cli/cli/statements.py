"""Statements as typed: on the screen, as a text for WhatsApp, as a PDF, of everybody at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.cli import seen
from cobranca_cli.cli.context import only_one, typed_path
from cobranca_cli.cli.options import needed
from cobranca_cli.cli.output import emit_fact, emit_list
from cobranca_cli.cli.words import counted
from cobranca_cli.domain.text import fold
from cobranca_cli.errors import ConflictingOptionsError
from cobranca_cli.store.queries import lookup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from cobranca_cli.cli.context import AppContext
    from cobranca_cli.reports.statement import Statement, StatementRow

_LONGEST_NAME = 60  # Of a customer in a file's name; any file system takes 255 bytes.


class Asked(NamedTuple):
    """What was typed besides the customer; `pdf` is a file, of everybody a folder."""

    since: date | None
    until: date
    everything: bool
    pdf: str | None
    whatsapp: bool


class StatementShown(NamedTuple):
    """A statement with what was made of it: the text and its link, the file."""

    customer_id: int
    customer: str
    from_on: date | None
    to_on: date
    opening_cents: int
    rows: list[StatementRow]
    open_cents: int
    overdue_cents: int
    credit_cents: int
    buckets: dict[str, int]
    charges_cents: int
    written_off_cents: int
    text: str | None
    whatsapp_url: str | None
    pdf: str | None


class StatementFile(NamedTuple):
    """A statement of one of many, and the file it went to."""

    customer_id: int
    customer: str
    open_cents: int
    overdue_cents: int
    credit_cents: int
    pdf: str


class StatementFiles(NamedTuple):
    """The statements of everybody, by name, and the sums of them."""

    from_on: date | None
    to_on: date
    folder: str
    rows: list[StatementFile]
    statements: int
    open_cents: int
    overdue_cents: int
    credit_cents: int


def of_one(app: AppContext, customer: str | None, asked: Asked) -> None:
    """Show one customer's statement in the form asked for, or write it.

    Raises ParameterMissingError, what the report raises, TemplateError, ToneError,
    OutputTakenError, ExtraMissingError.
    """
    from cobranca_cli.reports.statement import statement as report

    only_one(tudo=asked.everything, whatsapp=asked.whatsapp)  # A note of the owner's stays here.
    only_one(tudo=asked.everything, pdf=asked.pdf)
    connection = app.reader()
    who = lookup.for_read(connection, needed(customer, "statement"))
    found = report(
        connection, customer_id=who.customer_id, since=asked.since, until=asked.until,
        calendar=app.settings.calendar,
        everything_in=app.settings.zone if asked.everything else None,
    )  # fmt: skip
    text = url = path = None
    if asked.whatsapp:
        from cobranca_cli.reports.statement_forms import message

        text, url = message(connection, found, settings=app.settings, today=app.today)
    if asked.pdf is not None:
        path = str(_write(app, connection, found, typed_path(asked.pdf)))
    done = StatementShown(*found, text, url, path)
    if app.format != "csv" and (text or path):
        emit_fact(app, done, lines=_lines(done))
        return
    emit_list(
        app,
        done if app.format != "table" else seen.without_zeros(done),
        columns=seen.STATEMENT,
        footer=seen.statement_footer(done, app.today),
        empty=f"{who.name}: nenhuma venda e nenhum recebimento.",
    )


def of_everybody(app: AppContext, customer: str | None, asked: Asked) -> None:
    """Write everybody's statement into a folder, one file each; over nothing but such files.

    Raises ConflictingOptionsError, OutputTakenError (nothing is written then), ExtraMissingError.
    """
    from cobranca_cli.cli.private_file import refuse_taken
    from cobranca_cli.cli.progress import bar
    from cobranca_cli.documents.typesetting import START
    from cobranca_cli.reports.statement_forms import everybody

    only_one(todos_os_clientes=True, whatsapp=asked.whatsapp)
    only_one(todos_os_clientes=True, tudo=asked.everything)
    if customer is not None or not asked.pdf:
        raise ConflictingOptionsError(
            "--todos-os-clientes grava um PDF de cada um em uma pasta.",
            "escreva sem o nome: cobranca extrato --todos-os-clientes --pdf PASTA",
        )
    folder = typed_path(asked.pdf)
    connection = app.reader()
    found = list(everybody(connection, since=asked.since, until=asked.until, settings=app.settings))
    paths = [folder / _file_name(one) for one in found]
    for path in paths:
        refuse_taken(path, START)
    progress = bar("Fazendo os extratos")
    for number, (one, path) in enumerate(zip(found, paths, strict=True), 1):
        _write(app, connection, one, path)
        progress(number, len(found))
    rows = [
        StatementFile(x.customer_id, x.customer, x.open_cents, x.overdue_cents, x.credit_cents,
                      str(path))
        for x, path in zip(found, paths, strict=True)
    ]  # fmt: skip
    sums = (sum(getattr(row, key) for row in rows) for key in
            ("open_cents", "overdue_cents", "credit_cents"))  # fmt: skip
    done = StatementFiles(asked.since, asked.until, str(folder), rows, len(rows), *sums)
    emit_list(
        app, done, columns=("customer", "open_cents", "credit_cents"),
        footer=[f"{counted(len(rows), 'extrato')} em {folder}"],
        empty="Ninguém comprou nem pagou nesse período.",
    )  # fmt: skip


def _write(app: AppContext, connection: sqlite3.Connection, found: Statement, path: Path) -> Path:
    from cobranca_cli.cli.private_file import write_over_own
    from cobranca_cli.documents.statement import statement_pdf
    from cobranca_cli.documents.typesetting import START
    from cobranca_cli.reports.statement_forms import paper

    data = paper(connection, found, settings=app.settings, today=app.today)
    write_over_own(path, statement_pdf(data, app.settings, now=app.now), START)
    return path


def _lines(done: StatementShown) -> Iterator[str]:
    if done.text:
        yield done.text
        yield ""
        yield done.whatsapp_url or "Sem celular no cadastro: copie o texto acima."
    if done.pdf:
        yield f"Extrato de {done.customer} gravado em {done.pdf}"


def _file_name(found: Statement) -> str:
    """`extrato-c12-maria-da-silva.pdf`: only letters, digits and dashes, whoever it is."""
    name = re.sub("[^a-z0-9]+", "-", fold(found.customer))[:_LONGEST_NAME].strip("-")
    return "-".join(filter(None, ("extrato", f"c{found.customer_id}", name))) + ".pdf"
