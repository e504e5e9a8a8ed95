"""Keeping what was said, what was promised, and when nobody is to be reminded (rules §7, §8)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain import ladder, promises
from cobranca_cli.errors import (
    CounterNameError,
    NothingOpenError,
    NotPausedError,
    PromiseTooFarError,
    StepNotOpenError,
    UntilNotAheadError,
)
from cobranca_cli.reports import charges
from cobranca_cli.reports import reminders as report
from cobranca_cli.reports.tally import count
from cobranca_cli.reports.verdicts import verdicts
from cobranca_cli.store.models import (
    Message,
    MessageAbout,
    MessagePart,
    MessageStep,
    MessageTotal,
    Pause,
    Promise,
)
from cobranca_cli.store.queries import ledger, lookup
from cobranca_cli.store.queries import promises as promise_queries
from cobranca_cli.store.queries import reminders as queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobranca_cli.reports.owner_tasks import TaskLine
    from cobranca_cli.reports.reminders import RemindReport
    from cobranca_cli.reports.tally import Withheld
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork

PROMISE_DAYS = 45
#: What counts for the gap between late messages and for the most of a month.
LATE = frozenset((*ladder.KEYS, promises.PASSED)) - {"antes", "no-dia"}


class Recorded(NamedTuple):
    """What `remind --record` shows: the messages that were kept as sent, by their ids."""

    date: date
    messages: list[report.Reminder]
    tasks: list[TaskLine]
    withheld: list[Withheld]
    messages_ready: int
    warnings: list[str]
    message_ids: list[int]


class PromiseRecord(NamedTuple):
    """What `promise` shows; `instead_of` is the day of one that it takes the place of.

    `updated_cents` is what is open with the charges of today.
    """

    promise_id: int
    customer_id: int
    customer: str
    due_on: date
    amount_cents: int
    open_cents: int
    updated_cents: int
    instead_of: date | None


class PauseRecord(NamedTuple):
    """What `pause` and `resume` show; `customer` null with `installment_id` null is everybody."""

    customer_id: int | None
    customer: str | None
    installment_id: int | None
    until_on: date | None


def record(
    unit: UnitOfWork,
    *,
    settings: Settings,
    customer_ids: Sequence[int] | None = None,
    step: str | None = None,
    limit: int | None = None,
    news: str = "",
) -> Recorded:
    """Keep today's messages as sent, word for word, with the steps that they do.

    Decided anew inside the transaction: what was paid or said meanwhile is not said again.

    Raises TemplateError, ToneError; then nothing of it is kept.
    """
    with unit:
        found: RemindReport = report.reminders(
            unit.connection, today=unit.today, settings=settings, customer_ids=customer_ids,
            step=step, limit=limit, news=news,
        )  # fmt: skip
        ids = [keep(unit, one, channel="print", status="recorded") for one in found.messages]
        unit.what = {"messages": len(ids)}
        return Recorded(*found, message_ids=ids)


def keep(
    unit: UnitOfWork,
    one: report.Reminder,
    *,
    channel: str,
    status: Literal["queued", "uncertain", "recorded"],
    to: str | None = None,
    subject: str | None = None,
) -> int:
    """Inside a write: a message word for word, with the steps that it does; returns its id.

    `to` is where it goes, when that is not the reminder's own. A message that is about to be handed
    to a server is kept as uncertain: should we never hear of it again, that is what it is.
    """
    who = one.customer_id
    message_id = keep_words(
        unit, who, step=one.step, channel=channel, to=to or one.to, text=one.text, status=status,
        subject=subject, code=one.pix, total_cents=one.total_cents,
    )  # fmt: skip
    for installment_id, step in one.done:
        unit.insert(MessageStep, installment_id=installment_id, step=step, done_on=unit.today,
                    message_id=message_id)  # fmt: skip
    if one.promise_id is not None:
        unit.insert(MessageAbout, message_id=message_id, step=one.step, promise_id=one.promise_id)
    return message_id


def keep_words(
    unit: UnitOfWork,
    customer_id: int,
    *,
    step: str,
    channel: str,
    to: str | None,
    text: str,
    status: Literal["queued", "uncertain", "recorded"],
    subject: str | None = None,
    code: str | None = None,
    total_cents: int | None = None,
) -> int:
    """Inside a write: what is said to a customer, word for word; returns the message's id.

    `total_cents` is what it asks for; None for what asks for nothing, as a receipt.
    """
    message_id = unit.insert(
        Message,
        customer_id=customer_id,
        step=step,
        channel=channel,
        said_on=unit.today,
        is_late=int(step in LATE),
        address_id=unit.words(to, customer_id=customer_id),
        text_id=unit.words(text, customer_id=customer_id),
        status=status,
    )
    if total_cents is not None:
        unit.insert(MessageTotal, message_id=message_id, total_cents=total_cents)
    for kind, words in (("subject", subject), ("code", code)):
        if words:
            unit.insert(MessagePart, message_id=message_id, kind=kind,
                        text_id=unit.words(words, customer_id=customer_id))  # fmt: skip
    return message_id


def give_up(unit: UnitOfWork, message_id: int, status: Literal["failed", "skipped"]) -> None:
    """Inside a write: a queued or uncertain message was not said; what it did is to do again."""
    (before,) = unit.connection.execute(
        "SELECT status FROM message WHERE id = ?", (message_id,)
    ).fetchone()
    unit.change("message", message_id, "status", before, status)
    for table in ("message_step", "message_about"):
        rows = unit.connection.execute(
            f"SELECT id FROM {table} WHERE message_id = ? AND active = 1", (message_id,)
        ).fetchall()
        unit.change_many(table, "active", [(key, 1, 0) for (key,) in rows])


def finish_task(
    unit: UnitOfWork, *, customer_id: int, step: str, contact_id: int, settings: Settings
) -> None:
    """Inside a write: a contact does a task, of the ladder for every item that waits for it.

    Raises StepNotOpenError when the customer has no such task.
    """
    found = count(unit.connection, today=unit.today, settings=settings,
                         customer_ids=[customer_id])  # fmt: skip
    if step not in [task.step for task in found.tasks]:
        raise StepNotOpenError(step)
    for verdict in verdicts(unit.connection, today=unit.today, settings=settings,
                                   customer_ids=[customer_id]):  # fmt: skip
        for task in verdict.decision.tasks:
            if task.step == step or (step == ladder.WRITE_OFF and task.step.startswith(step)):
                for installment_id in task.installment_ids:
                    unit.insert(
                        MessageStep, installment_id=installment_id, step=task.step,
                        done_on=unit.today, contact_id=contact_id,
                    )  # fmt: skip
    unit.change("contact", contact_id, "step", None, step)  # A column of version 5.


def promise(
    unit: UnitOfWork, *, customer: str, due_on: date, amount_cents: int | None = None
) -> PromiseRecord:
    """A day, at most 45 ahead, on which a customer will pay so much.

    Ships all that is open with the charges of today, so that who pays it earlier has kept it too;
    at most what will be due on that day. It takes the place of one that was still waited for: who
    says another day in time has broken nothing.

    Raises UntilNotAheadError, PromiseTooFarError, NothingOpenError, CounterNameError, and the
    errors of `lookup.for_write`.
    """
    with unit:
        row = lookup.for_write(unit.connection, customer)
        if row.is_counter:
            raise CounterNameError
        if due_on < unit.today:
            raise UntilNotAheadError("O dia prometido", due_on)
        if due_on > unit.today + timedelta(days=PROMISE_DAYS):
            raise PromiseTooFarError(due_on, PROMISE_DAYS)
        open_cents = ledger.open_totals(unit.connection, customer_id=row.customer_id)[2]
        if not open_cents:
            raise NothingOpenError(row.name)
        updated_cents, most_cents = (
            open_cents + charges.of_customer(unit.connection, row.customer_id, day, unit.calendar)
            for day in (unit.today, due_on)
        )
        cents = min(amount_cents or updated_cents, most_cents)
        moved = _waited_for(unit, row.customer_id)
        unit.change_many("promise", "active", [(key, 1, 0) for key, _ in moved])
        promise_id = unit.insert(Promise, customer_id=row.customer_id, promised_on=unit.today,
                                 due_on=due_on, amount_cents=cents)  # fmt: skip
        unit.what = {"customer_id": row.customer_id, "amount_cents": cents}
        instead_of = max((on for _, on in moved), default=None)
        return PromiseRecord(
            promise_id, row.customer_id, row.name, due_on, cents, open_cents, updated_cents,
            instead_of,
        )  # fmt: skip


def _waited_for(unit: UnitOfWork, customer_id: int) -> list[tuple[int, date]]:
    """(id, day) of promises whose day has not passed and that were not kept yet."""
    rows = promise_queries.rows(
        unit.connection, as_of=unit.today, customer_id=customer_id, due_since=unit.today
    )
    return [
        (row.promise_id, row.due_on)
        for row in rows
        if sum(cents for _, cents in row.paid) < row.amount_cents
    ]


def pause(
    unit: UnitOfWork,
    *,
    until_on: date,
    reason: str,
    customer: str | None = None,
    installment: str | None = None,
) -> PauseRecord:
    """Remind nobody, a customer, or of an instalment, before the day `until_on`.

    Raises UntilNotAheadError, CounterNameError, and the errors of lookups.
    """
    with unit:
        who, name, item = _target(unit, customer, installment)
        return put_off(unit, until_on=until_on, reason=reason, who=who, name=name, item=item)


def put_off(
    unit: UnitOfWork,
    *,
    until_on: date,
    reason: str,
    who: int | None,
    name: str | None,
    item: int | None = None,
) -> PauseRecord:
    """Inside a write: a pause of the customer `who`, of the instalment `item`, or of everybody.

    Raises UntilNotAheadError.
    """
    if until_on <= unit.today:
        raise UntilNotAheadError("O fim da pausa", until_on)
    unit.insert(
        Pause, customer_id=who, installment_id=item, from_on=unit.today, until_on=until_on,
        reason_id=unit.words(reason, customer_id=who),
    )  # fmt: skip
    unit.what = {"customer_id": who, "installment_id": item}
    return PauseRecord(who, name, item, until_on)


def resume(
    unit: UnitOfWork, *, customer: str | None = None, installment: str | None = None
) -> PauseRecord:
    """End the pauses in force of nobody in particular, a customer, or an instalment.

    Raises NotPausedError, and the errors of lookups.
    """
    with unit:
        who, name, item = _target(unit, customer, installment)
        ids = queries.pauses(unit.connection, unit.today, customer_id=who, installment_id=item)
        if not ids:
            raise NotPausedError
        unit.change_many("pause", "active", [(key, 1, 0) for key in ids])
        unit.what = {"customer_id": who, "installment_id": item}
        return PauseRecord(who, name, item, None)


def _target(
    unit: UnitOfWork, customer: str | None, installment: str | None
) -> tuple[int | None, str | None, int | None]:
    """(customer_id, name, installment_id) of whom or what is meant; all None is everybody."""
    if installment is not None:
        item = lookup.installment(unit.connection, installment)
        return None, None, item.installment_id
    if customer is None:
        return None, None, None
    row = lookup.for_write(unit.connection, customer)
    if row.is_counter:
        raise CounterNameError
    return row.customer_id, row.name, None
