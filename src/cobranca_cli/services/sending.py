"""Reminders that leave by themselves (rules §7): claimed, handed over, and what became of each.

Three steps for every message, none of which holds the book while a server is waited for. It is
claimed in a transaction of its own, where everything is decided anew; handed to a channel; and what
became of it is kept in another transaction. Whatever breaks in between leaves it uncertain: shown,
and never sent again blindly.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import sending_hours
from cobranca_cli.domain.calendar import sending
from cobranca_cli.domain.text import fold
from cobranca_cli.messages import qr, texts
from cobranca_cli.messages.channels.letters import Letter
from cobranca_cli.reports import reminders as report
from cobranca_cli.services import handing_over
from cobranca_cli.services.reminders import keep
from cobranca_cli.store.queries import customers
from cobranca_cli.store.queries import messages as queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from cobranca_cli.messages.channels.ways import Way, Ways
    from cobranca_cli.reports.owner_tasks import TaskLine
    from cobranca_cli.reports.reminders import Reminder, RemindReport, Withheld
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork

COMMAND = "remind-send"
MOST_FAILURES = 3  # Of one customer on one day.
_NO_LONGER = "Algo mudou enquanto as outras saíam, e não foi preciso."


class SendReport(NamedTuple):
    """What `remind --send` shows: `remind`'s document with what became of each message.

    A message's `status` is waiting (not sent: out of hours by now, or a dry run), sent, failed,
    uncertain, or skipped: there was nothing left to say. `sends_at` is when messages leave next, in
    ISO with the owner's offset; null while they do.
    """

    date: date
    messages: list[Reminder]
    tasks: list[TaskLine]
    withheld: list[Withheld]
    messages_ready: int
    warnings: list[str]
    sends_at: str | None
    sent: int
    failed: int
    uncertain: int


def plan(
    connection: sqlite3.Connection,
    *,
    now: datetime,
    settings: Settings,
    ways: Ways,
    customer_ids: Sequence[int] | None = None,
    step: str | None = None,
    limit: int | None = None,
    news: str = "",
) -> SendReport:
    """What would be sent now, to whom and by which channel; nothing is. `now` is local time.

    Who has no address, or was not reached three times today, does not count for `limit`.

    Raises TemplateError, ToneError.
    """
    today = now.date()
    found = report.reminders(connection, today=today, settings=settings, customer_ids=customer_ids,
                             step=step, news=news)  # fmt: skip
    failures = queries.failures(connection, on=today)
    ready: list[Reminder] = []
    withheld = list(found.withheld)
    for one in found.messages:
        way = _way(connection, one, ways)
        if way is None:
            withheld.append(report.Withheld(one.customer_id, one.customer, "no-address", None))
        elif failures.get(one.customer_id, 0) >= MOST_FAILURES:
            tomorrow = today + timedelta(days=1)
            withheld.append(report.Withheld(one.customer_id, one.customer, "failed", tomorrow))
        else:
            ready.append(one._replace(channel=way.channel, to=way.to, status="waiting"))
    withheld.sort(key=lambda row: (fold(row.customer), row.customer_id))
    return SendReport(
        today, ready[:limit], found.tasks, withheld, len(ready), [*found.warnings, *ways.warnings],
        _sends_at(now, settings), 0, 0, 0,
    )  # fmt: skip


def send(
    units: Callable[[str], UnitOfWork],
    planned: SendReport,
    *,
    settings: Settings,
    ways: Ways,
    progress: Callable[[int, int], None],
    news: str = "",
) -> SendReport:
    """Send what is planned, all of a channel over one connection; a failure stops no other.

    `units` makes the transaction of a command. Each customer is decided anew when it is their
    turn: what was paid, said or paused meanwhile is not said.

    Raises TemplateError, ToneError, and what a write raises; what was handed over by then is kept.
    """
    became: dict[int, Reminder] = {}
    for channel in ways.channels.values():
        group = [one for one in planned.messages if one.channel == channel.name]
        claims = _claims(units, group, settings=settings, ways=ways, news=news, became=became,
                         progress=lambda: progress(len(became), len(planned.messages)))  # fmt: skip
        handing_over.hand_over(units, COMMAND, claims, channel)
    messages = [became[one.customer_id] for one in planned.messages]
    said = [one.status for one in messages]
    late = _sends_at(_local_time(units, settings), settings) if "waiting" in said else None
    return planned._replace(
        messages=messages, sends_at=late, sent=said.count("sent"), failed=said.count("failed"),
        uncertain=said.count("uncertain"),
    )  # fmt: skip


def _claims(
    units: Callable[[str], UnitOfWork],
    group: Sequence[Reminder],
    *,
    settings: Settings,
    ways: Ways,
    news: str,
    became: dict[int, Reminder],
    progress: Callable[[], None],
) -> Iterator[handing_over.Claim]:
    """One claim after the other; each is in `became` once it is known what became of it."""
    for planned in group:
        if _sends_at(_local_time(units, settings), settings) is not None:  # It took that long.
            became[planned.customer_id] = planned
            continue
        one = _claimed(units(COMMAND), planned, settings=settings, ways=ways, news=news)
        if one is None or one.message_id is None:
            became[planned.customer_id] = planned._replace(status="skipped", words=_NO_LONGER)
        else:
            claim = handing_over.Claim(
                one.message_id, one.customer_id, _letters(one, texts.subject(settings, one.step))
            )
            yield claim
            became[planned.customer_id] = one._replace(
                status=claim.outcome.status, words=claim.outcome.words
            )
        progress()


def _local_time(units: Callable[[str], UnitOfWork], settings: Settings) -> datetime:
    """What time it has become."""
    return units(COMMAND).now.astimezone(settings.zone)


def _claimed(
    unit: UnitOfWork, planned: Reminder, *, settings: Settings, ways: Ways, news: str
) -> Reminder | None:
    """The customer's message as it is decided now, kept as uncertain; None when there is none."""
    who = planned.customer_id
    with unit:
        connection = unit.connection
        found: RemindReport = report.reminders(
            connection, today=unit.today, settings=settings, customer_ids=[who], news=news,
            step=planned.step,
        )  # fmt: skip
        if not found.messages:
            return None
        if queries.failures(connection, on=unit.today).get(who, 0) >= MOST_FAILURES:
            return None
        (one,) = found.messages
        way = _way(connection, one, ways)
        if way is None or way.channel != planned.channel:
            return None
        message_id = keep(unit, one, channel=way.channel, status="uncertain", to=way.to,
                          subject=_subject_kept(settings, one.step, way))  # fmt: skip
        unit.what = {"customer_id": who, "message_id": message_id, "status": "uncertain"}
    return one._replace(channel=way.channel, to=way.to, message_id=message_id)


def _letters(one: Reminder, subject: str) -> list[Letter]:
    """The message, and the Pix code by itself in a second one (people copy whole messages).

    An e-mail has both, and the code as a picture.
    """
    to, key = one.to or "", str(one.message_id)
    if not one.pix:
        return [Letter(to, subject, one.text, key=key)]
    if one.channel == "email":
        text = f"{one.text}\n\nPix copia e cola:\n{one.pix}"
        return [Letter(to, subject, text, image=qr.png(one.pix), key=key)]
    return [Letter(to, subject, text, key=key) for text in (one.text, one.pix)]


def _subject_kept(settings: Settings, step: str, way: Way) -> str | None:
    """Only an e-mail shows it."""
    return texts.subject(settings, step) if way.channel == "email" else None


def _way(connection: sqlite3.Connection, one: Reminder, ways: Ways) -> Way | None:
    row = customers.by_id(connection, one.customer_id)
    return None if row is None else ways.to(row, one.step)


def _sends_at(now: datetime, settings: Settings) -> str | None:
    calendar = sending(settings.calendar, now.year)
    hours = settings.send_hours
    if sending_hours.is_open(now, hours, calendar):
        return None
    return sending_hours.next_open(now, hours, calendar).isoformat()
