"""A calendar file (iCalendar, RFC 5545) of what has a day, for any calendar application.

Everything is an all-day event: few applications show the to-dos of a file they import. What is paid
simply is no longer in the next file; the UIDs stay, so importing again updates what is there.
"""

from __future__ import annotations

import textwrap
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cobranca_cli.domain.money import format_brl
from cobranca_cli.errors import ExtraMissingError

if TYPE_CHECKING:
    from cobranca_cli.reports.agenda import Agenda
    from cobranca_cli.store.queries.ledger import InstallmentState

_PRODUCT = "-//cobranca-cli//agenda//PT"
START = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{_PRODUCT}\r\n".encode()
_LONGEST = 80  # Characters of a name or a description, in a title that is read in a small box.


def calendar_file(found: Agenda, *, now: datetime) -> bytes:
    """The file, made at `now` (an aware instant); it begins with `START`.

    Due dates stand on the due date itself, promises on the promised day, tasks on the day since
    which they wait. Raises ExtraMissingError.
    """
    library = _icalendar()
    file = library.Calendar()
    file.add("version", "2.0")
    file.add("prodid", _PRODUCT)
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", "cobranca")
    stamp = now.astimezone(UTC).replace(microsecond=0)
    for uid, day, title in [*_due(found), *_promised(found), *_to_do(found)]:
        event = library.Event()
        event.add("uid", f"{uid}@{found.book[:16]}.cobranca")
        event.add("summary", title)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))  # The first day that is no longer in it.
        event.add("transp", "TRANSPARENT")  # The day stays free for appointments.
        event.add("dtstamp", stamp)
        event.add("last-modified", stamp)
        event.add("sequence", int(stamp.timestamp()) // 60)  # Fits 32 bits for some millennia.
        file.add_component(event)
    content: bytes = file.to_ical()
    assert content.startswith(START), "by which the next one knows that it may replace this one"
    return content


def _due(found: Agenda) -> list[tuple[str, date, str]]:
    return [
        (f"installment-{item.installment_id}", item.due_on,
         f"Vence: {_short(item.customer)}, {format_brl(item.open_cents)}{_about(item)}")
        for item in found.installments
    ]  # fmt: skip


def _promised(found: Agenda) -> list[tuple[str, date, str]]:
    """Promises, and post-dated cheques, which have the number of a payment."""
    entries = []
    for row in found.promises:
        uid, what = f"promise-{row.promise_id}", "Prometeu"
        if row.kind == "check":
            uid, what = f"check-{row.payment_id}", "Cheque bom"
        left = format_brl(row.amount_cents - row.paid_cents)
        entries.append((uid, row.due_on, f"{what}: {_short(row.customer)}, {left}"))
    return entries


def _to_do(found: Agenda) -> list[tuple[str, date, str]]:
    return [
        (f"task-{row.task_id}", row.since, f"Tarefa: {_short(row.customer)}, {row.text}")
        for row in found.tasks
    ]


def _about(item: InstallmentState) -> str:
    """` (Bolo 2/3)`, ` (Bolo, entrada)`, "" for a sale at once without a description."""
    what = _short(item.description or "")
    if item.number == 0:
        what = f"{what}, entrada" if what else "entrada"
    elif item.of > 1:
        what = f"{what} {item.number}/{item.of}".strip()
    return f" ({what})" if what else ""


def _short(text: str) -> str:
    return textwrap.shorten(text, _LONGEST, placeholder="…")


def _icalendar() -> Any:
    try:
        return import_module("icalendar")
    except ImportError:
        raise ExtraMissingError("exportar a agenda", "agenda") from None
