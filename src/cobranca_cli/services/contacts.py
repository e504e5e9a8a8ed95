"""What was heard or said: notes, reasons for a delay, references and credit look-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import CounterNameError, FutureDateError
from cobranca_cli.services.reminders import finish_task
from cobranca_cli.store.models import Contact
from cobranca_cli.store.queries import lookup

if TYPE_CHECKING:
    from datetime import date

    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork

_ASKED_TO_STOP = "pediu-para-parar"


class ContactRecord(NamedTuple):
    """What log-contact shows; `opted_out`: they get no messages from now on."""

    contact_id: int
    customer_id: int
    customer: str
    on: date
    kind: str
    reason: str | None
    text: str
    opted_out: bool


def log_contact(
    unit: UnitOfWork,
    *,
    customer: str,
    text: str,
    kind: str = "nota",
    reason: str | None = None,
    on: date | None = None,
    step: str | None = None,
    settings: Settings | None = None,
) -> ContactRecord:
    """Keep a note, a reference or a look-up (whose outcome is the text) of the day `on`.

    `step` is the task of the ladder that this does (with the settings it is decided by). Who
    asked to get no more messages gets none from this write on (rules §7).

    Raises FutureDateError, CounterNameError, StepNotOpenError, and what `lookup.for_write` raises.
    """
    with unit:
        day = on or unit.today
        if day > unit.today:
            raise FutureDateError("A anotação", day, unit.today)
        row = lookup.for_write(unit.connection, customer)
        if row.is_counter:
            raise CounterNameError
        contact_id = write(unit, row.customer_id, text, kind=kind, reason=reason, on=day)
        opted_out = bool(row.opt_out)
        if reason == _ASKED_TO_STOP and not opted_out:
            unit.change("customer", row.customer_id, "opt_out", None, 1)
            opted_out = True
        if step and settings:
            finish_task(unit, customer_id=row.customer_id, step=step, contact_id=contact_id,
                        settings=settings)  # fmt: skip
        unit.what = {"customer_id": row.customer_id, "kind": kind, "reason": reason, "step": step}
        return ContactRecord(
            contact_id, row.customer_id, row.name, day, kind, reason, text, opted_out
        )


def write(
    unit: UnitOfWork,
    customer_id: int,
    text: str,
    *,
    kind: str = "nota",
    reason: str | None = None,
    on: date | None = None,
) -> int:
    """Insert a contact of today (or `on`); returns its id."""
    contact_id = unit.insert(
        Contact,
        customer_id=customer_id,
        kind=kind,
        contacted_on=on or unit.today,
        text_id=unit.words(text, customer_id=customer_id),
    )
    if reason:  # A column of version 3: hashed through its change.
        unit.change("contact", contact_id, "reason", None, reason)
    return contact_id
