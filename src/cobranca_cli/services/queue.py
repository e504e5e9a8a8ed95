"""The WhatsApp queue: what the owner sent, approved, or put off, one customer at a time (rules §7).

Each verb is one transaction that decides anew for that one customer: what was paid, said or
promised since the message was shown stops it, and nothing is kept as sent that was not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain.audit import text_hash
from cobranca_cli.reports.queue import asked_again, queue
from cobranca_cli.services import reminders
from cobranca_cli.store.queries import queue as queries

if TYPE_CHECKING:
    from datetime import date

    from cobranca_cli.reports.reminders import Reminder, RemindReport
    from cobranca_cli.services.reminders import PauseRecord
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork


class Item(NamedTuple):
    """A message in the queue: as it was made, and the text that is said instead of it.

    `approved_id` is the message that was approved before; `with_code` says whether the Pix code
    went along, `news` is what it was made with.
    """

    made: Reminder
    text: str
    approved_id: int | None = None
    with_code: bool = False
    news: str = ""


class Outcome(NamedTuple):
    """What a verb did; without an `item` the customer stands otherwise now, as `anew` says."""

    item: Item | None
    customer: str
    anew: RemindReport
    message_id: int | None = None


def take_up(unit: UnitOfWork, message_id: int, *, settings: Settings) -> Outcome | None:
    """An approved message, when the same text would be made today; None when it waits no longer.

    Otherwise it is given up, and whoever it was for is decided anew. Raises TemplateError,
    ToneError.
    """
    with unit:
        found = queries.one_approved(unit.connection, message_id)
        if found is None:
            return None
        anew = _anew(unit, found.customer_id, message_id, settings, found.step)
        for made in anew.messages:
            if text_hash(found.salt, made.text) == found.made_hash:
                unit.dry_run = True  # It was only to ask: the approval stands.
                return Outcome(Item(made, found.text, message_id), found.customer, anew)
        return Outcome(None, found.customer, anew)


def ask_again(unit: UnitOfWork, item: Item, *, settings: Settings) -> Outcome:
    """Whether it may be opened: nothing is kept, but an approval that no longer holds is given up.

    Raises TemplateError, ToneError.
    """
    with unit:
        outcome = _again(unit, item, settings)
        unit.dry_run = unit.dry_run or outcome.item is not None  # As above.
        return outcome


def mark_sent(unit: UnitOfWork, item: Item, *, settings: Settings) -> Outcome:
    """Keep as sent, by the owner's own hand, word for word. Raises TemplateError, ToneError."""
    return _kept(unit, item, "recorded", settings)


def approve(unit: UnitOfWork, item: Item, *, settings: Settings) -> Outcome:
    """Keep to be opened later; what it says is not said by anything else meanwhile.

    Raises TemplateError, ToneError.
    """
    return _kept(unit, item, "queued", settings)


def withdraw(unit: UnitOfWork, item: Item) -> None:
    """An approved message is not sent after all: the customer is decided anew another time."""
    with unit:
        _give_up(unit, item.approved_id)
        unit.what = {"customer_id": item.made.customer_id}


def later(unit: UnitOfWork, item: Item, until_on: date) -> PauseRecord:
    """Nothing to this customer before the day `until_on`. Raises UntilNotAheadError."""
    with unit:
        _give_up(unit, item.approved_id)
        return reminders.put_off(
            unit, until_on=until_on, reason="adiado na fila", who=item.made.customer_id,
            name=item.made.customer,
        )  # fmt: skip


def _kept(
    unit: UnitOfWork, item: Item, status: Literal["queued", "recorded"], settings: Settings
) -> Outcome:
    with unit:
        outcome = _again(unit, item, settings)
        if outcome.item is None:
            return outcome
        if item.approved_id is not None:  # Its words live on, with the day on which they went.
            unit.change("message", item.approved_id, "active", 1, 0)
        made = outcome.item.made
        said = made._replace(text=item.text, pix=made.pix if item.with_code else None)
        message_id = reminders.keep(unit, said, channel="whatsapp", status=status)
        salt = queries.salt(unit.connection, message_id)
        unit.what |= {"status": status, "made": text_hash(salt, made.text)}
        return outcome._replace(message_id=message_id)


def _again(unit: UnitOfWork, item: Item, settings: Settings) -> Outcome:
    """The same message as it is made now; no item when it would be another one, or none."""
    was = item.made
    anew = _anew(unit, was.customer_id, item.approved_id, settings, was.step, item.news)
    for made in anew.messages:
        if (made.text, made.to, made.done) == (was.text, was.to, was.done):
            return Outcome(item._replace(made=made), was.customer, anew)
    return Outcome(None, was.customer, anew)


def _anew(
    unit: UnitOfWork,
    customer_id: int,
    approved_id: int | None,
    settings: Settings,
    step: str,
    news: str = "",
) -> RemindReport:
    """What is decided for one customer, as though nothing had been approved."""
    _give_up(unit, approved_id)
    unit.what = {"customer_id": customer_id}
    return queue(unit.connection, today=unit.today, settings=settings,
                 customer_ids=[customer_id], news=news, step=asked_again(step))  # fmt: skip


def _give_up(unit: UnitOfWork, approved_id: int | None) -> None:
    if approved_id is not None and queries.one_approved(unit.connection, approved_id):
        reminders.give_up(unit, approved_id, "skipped")
