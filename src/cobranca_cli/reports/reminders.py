"""Who may be reminded today, with which words, and who is not and why (rules §7).

From facts alone: nothing that was said before is known yet. The balance is asked when the text is
made, so a customer who owes nothing gets nothing.
"""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain import dunning
from cobranca_cli.domain.aging import late_cutoff
from cobranca_cli.domain.phone import is_mobile
from cobranca_cli.messages import texts, wording
from cobranca_cli.store.queries import ledger
from cobranca_cli.store.queries.reminders import DueCustomer, due_by_customer

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterator, Sequence

    from cobranca_cli.store.settings import Settings

Reason = Literal["opted-out", "below-tolerance", "not-yet"]


class Reminder(NamedTuple):
    """One message to one customer; `to` is E.164 or None, `total_cents` net of credit."""

    customer_id: int
    customer: str
    step: str
    channel: Literal["whatsapp", "print"]
    to: str | None
    text: str
    whatsapp_url: str | None
    pix: str | None
    pix_whatsapp_url: str | None
    installment_ids: list[int]
    total_cents: int


class Withheld(NamedTuple):
    """A customer who is not reminded now; `until` is the day that frees it, when one is known."""

    customer_id: int
    customer: str
    reason: Reason
    until: dt.date | None


class RemindReport(NamedTuple):
    """What `remind` shows (`interface.md`). `messages_ready` counts beyond a limit.

    No step of this ladder asks anything of the owner, so there are no tasks.
    """

    date: dt.date
    messages: list[Reminder]
    tasks: tuple[()]
    withheld: list[Withheld]
    messages_ready: int
    warnings: list[str]


class _Ready(NamedTuple):
    due: DueCustomer
    step: dunning.Step
    days_late: int


class _Tally:
    """What is known once everybody has been looked at; the customers themselves are not kept."""

    def __init__(self) -> None:
        self.ready = 0
        self.any_late = False
        self.withheld: list[tuple[str, Withheld]] = []  # With the folded name, to sort by.


def reminders(
    connection: sqlite3.Connection,
    *,
    today: dt.date,
    settings: Settings,
    customer_ids: Sequence[int] | None = None,
    step: str | None = None,
    limit: int | None = None,
) -> RemindReport:
    """One message per customer for all that is late, due today or due in the next three days.

    Highest step first, then most days late, then name. `step` keeps only that step's customers
    (who wait for their first late step count for it), `limit` only the first messages.

    Raises TemplateError.
    """
    tally = _Tally()
    found = _sorted_out(connection, today, settings, tally, customer_ids=customer_ids, step=step)
    chosen = sorted(found, key=_order) if limit is None else nsmallest(limit, found, key=_order)
    messages = [_message(connection, one, today, settings) for one in chosen]
    withheld = [row for _, row in sorted(tally.withheld)]
    warnings = _warnings(settings, any_late=tally.any_late)
    return RemindReport(today, messages, (), withheld, tally.ready, warnings)


def _order(ready: _Ready) -> tuple[int, int, str, int]:
    return (-ready.step.days, -ready.days_late, ready.due.name_key, ready.due.customer_id)


def count(connection: sqlite3.Connection, *, today: dt.date, settings: Settings) -> tuple[int, int]:
    """(messages ready, customers withheld) today, without making any text."""
    tally = _Tally()
    for _ in _sorted_out(connection, today, settings, tally):
        pass
    return tally.ready, len(tally.withheld)


def _sorted_out(
    connection: sqlite3.Connection,
    today: dt.date,
    settings: Settings,
    tally: _Tally,
    *,
    customer_ids: Sequence[int] | None = None,
    step: str | None = None,
) -> Iterator[_Ready]:
    """Customers to remind, in no order, one at a time; `tally` counts them and keeps the rest."""
    late_before = late_cutoff(today, settings.calendar)
    tolerance_cents = settings.tolerance_cents
    first_late = dunning.FIRST_LATE_STEP
    for due in due_by_customer(
        connection, today=today, until=dunning.last_due_shown(today), customer_ids=customer_ids
    ):
        found = dunning.highest(
            dunning.reached(day, today, late_before=late_before)
            for day in (due.oldest_due_on, due.next_due_on) if day
        )  # fmt: skip
        is_late = due.oldest_due_on < late_before
        total_cents = due.due_cents - due.credit_cents
        if (
            total_cents <= 0
            or not (found or is_late)
            or step not in (None, (found or first_late).key)
        ):
            continue
        if due.opted_out or total_cents < tolerance_cents:
            reason: Reason = "opted-out" if due.opted_out else "below-tolerance"
            row = Withheld(due.customer_id, due.customer, reason, None)
            tally.withheld.append((due.name_key, row))
        elif found:
            days_late = (today - due.oldest_due_on).days if is_late else 0
            tally.ready += 1
            tally.any_late = tally.any_late or found.is_late
            yield _Ready(due, found, days_late)
        else:
            until = first_late.day(due.oldest_due_on)
            row = Withheld(due.customer_id, due.customer, "not-yet", until)
            tally.withheld.append((due.name_key, row))


def _message(
    connection: sqlite3.Connection, ready: _Ready, today: dt.date, settings: Settings
) -> Reminder:
    due = ready.due
    items = list(
        ledger.open_installments(
            connection, customer_id=due.customer_id, due_until=dunning.last_due_shown(today)
        )
    )
    total_cents = sum(item.open_cents for item in items) - due.credit_cents
    text = texts.reminder(
        settings, step=ready.step.key, name=due.customer, nickname=due.nickname,
        document=due.document, items=items, total_cents=total_cents,
        credit_cents=due.credit_cents, today=today,
    )  # fmt: skip
    mobile = due.phone if due.phone and is_mobile(due.phone) else None
    return Reminder(
        due.customer_id, due.customer, ready.step.key, "whatsapp" if mobile else "print", mobile,
        text, texts.whatsapp_link(mobile, text), None, None,
        [item.installment_id for item in items], total_cents,
    )  # fmt: skip


def _warnings(settings: Settings, *, any_late: bool) -> list[str]:
    """Late messages should say who the creditor is (CDC 42-A); these steps only warn."""
    missing = wording.missing_identity(settings)
    if not missing or not any_late or settings["legal.footer"] != "late":
        return []
    listed = " e ".join([", ".join(missing[:-1]), missing[-1]] if missing[1:] else missing)
    return [f"Falta {listed} do seu negócio nos lembretes; complete com: cobranca configurar"]
