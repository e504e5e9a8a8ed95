"""The forms of `export`: each reads, writes one file (0600) and says what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.cli import options, says_privacy
from cobranca_cli.cli.context import typed_path
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.cli.words import counted
from cobranca_cli.store.copies import DOCUMENTS, calendar_name, document_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cobranca_cli.cli.context import AppContext


class CalendarShown(NamedTuple):
    """What a calendar holds and where it went; `ics` is the text of one for the screen."""

    path: str | None
    customer_id: int | None
    customer: str | None
    installments: int
    promises: int
    tasks: int
    ics: str | None


def person(app: AppContext, customer: str | None, output: str | None) -> None:
    """Everything about one person. Raises ParameterMissingError, OutputTakenError, OSError."""
    from cobranca_cli.cli.private_file import write_json
    from cobranca_cli.reports.personal import person as report

    who = options.needed(customer, "export")
    found = report(app.reader(), customer=who, today=app.today)
    if output == "-":
        app.format = "json"
        emit_fact(app, found, lines=())
        return
    own = app.home / DOCUMENTS / document_name(found.customer_id, app.today)
    path = typed_path(output) if output else own
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
    own = app.home / DOCUMENTS / calendar_name(found.customer_id)
    path = None
    if output != "-" and (output or app.has_home):  # Where nothing is, a read makes nothing.
        path = typed_path(output) if output else own
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


FORMS: dict[str, Callable[[AppContext, str | None, str | None], None]] = {
    "json": person, "ics": calendar,
}  # fmt: skip
