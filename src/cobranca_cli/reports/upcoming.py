"""What is open and not late: what falls due in the next days ("a vencer")."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import aging
from cobranca_cli.reports.overdue import LONGEST_DAYS, Marks, open_row
from cobranca_cli.store.queries import as_of as queries
from cobranca_cli.store.queries import early

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar


class UpcomingRow(NamedTuple):
    """A row of `overdue`, and the days left to pay on time (0 = today is the last one).

    Paid by `early_until` it costs `early_cents`; null without a discount for that.
    """

    installment_id: int
    sale_id: int | None
    customer_id: int
    customer: str
    description: str | None
    number: int
    of: int
    due_on: date
    days_overdue: int
    bucket: str | None
    amount_cents: int
    open_cents: int
    fine_cents: int
    interest_cents: int
    updated_cents: int
    disputed: bool
    promise_on: date | None
    last_message_on: date | None
    days_until: int
    early_cents: int | None
    early_until: date | None


class UpcomingReport(NamedTuple):
    """What falls due, with counts and totals."""

    as_of: date
    rows: list[UpcomingRow]
    customers: int
    installments: int
    open_cents: int
    updated_cents: int


def upcoming(
    connection: sqlite3.Connection,
    *,
    today: date,
    calendar: Calendar,
    days: int | None = 7,
) -> UpcomingReport:
    """Open instalments with the last on-time day from today to `days` later (None = or any later).

    Oldest due first. What fell due on a weekend and may be paid today without being late is here,
    not in `overdue`: every open instalment is in exactly one of the two (rules §2).
    """
    scope = due_within(today, days, calendar)
    totals = queries.open_totals(connection, scope)
    items = queries.open_installments(connection, scope)
    known = Marks.on(connection, today, items)
    offers = early.on_day(connection, items, today)
    rows = [
        UpcomingRow(
            *open_row(item, 0, known), aging.days_until(item.due_on, today, calendar),
            *offers.get(item.installment_id, (None, None)),
        )
        for item in items
    ]  # fmt: skip
    return UpcomingReport(today, rows, *totals, totals.open_cents)


def due_within(today: date, days: int | None, calendar: Calendar) -> queries.Scope:
    """What is not late on `today` and has its last on-time day at most `days` later.

    That day is the due date or the next business day, so it is by the day L exactly when the due
    date is not after the last business day up to L: a date that SQL can compare with.
    """
    due_before = None
    if days is not None and days < LONGEST_DAYS:
        last = calendar.previous_business_day(today + timedelta(days=days))
        due_before = last + timedelta(days=1)
    return queries.Scope(today, aging.late_cutoff(today, calendar), due_before)
