"""Who is late, since when, and how much (rules §2: lateness is per instalment)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, overload

from cobranca_cli.domain import aging
from cobranca_cli.reports import charges
from cobranca_cli.store.queries import as_of as queries
from cobranca_cli.store.queries import disputes, promises, reminders

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.domain.charges import Charges
    from cobranca_cli.store.queries.ledger import InstallmentState


# Longer than any ledger: such a number of days finds nothing, and no date leaves the calendar.
LONGEST_DAYS = 150_000


class OverdueRow(NamedTuple):
    """One late instalment; `number` 0 is the down payment, which `of` does not count.

    `promise_on` is the day that the customer promised last, while it lies ahead;
    `last_message_on` the day of the last message to them.
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


class OverdueReport(NamedTuple):
    """Late instalments; the counts and totals cover also the rows that a limit hides."""

    as_of: date
    rows: list[OverdueRow]
    customers: int
    installments: int
    open_cents: int
    updated_cents: int


class OverdueCustomer(NamedTuple):
    """What one customer has late; the days are of the oldest instalment."""

    customer_id: int
    customer: str
    installments: int
    oldest_due_on: date
    days_overdue: int
    open_cents: int
    updated_cents: int
    credit_cents: int
    last_message_on: date | None


class OverdueByCustomer(NamedTuple):
    """Late customers; the counts and totals cover also the rows that a limit hides."""

    as_of: date
    rows: list[OverdueCustomer]
    customers: int
    installments: int
    open_cents: int
    updated_cents: int


@overload
def overdue(
    connection: sqlite3.Connection, *, as_of: date, calendar: Calendar,
    customer_id: int | None = None, by: Literal["installment"] = "installment",
    min_days: int | None = None, limit: int | None = None,
) -> OverdueReport: ...  # fmt: skip
@overload
def overdue(
    connection: sqlite3.Connection, *, as_of: date, calendar: Calendar,
    customer_id: int | None = None, by: str, min_days: int | None = None, limit: int | None = None,
) -> OverdueReport | OverdueByCustomer: ...  # fmt: skip
def overdue(
    connection: sqlite3.Connection,
    *,
    as_of: date,
    calendar: Calendar,
    customer_id: int | None = None,
    by: str = "installment",
    min_days: int | None = None,
    limit: int | None = None,
) -> OverdueReport | OverdueByCustomer:
    """What is late on the day `as_of`, as the book is corrected since; most days late first.

    `min_days` narrows rows and totals, `limit` only the rows. `by` is "installment" or
    "customer". The counter is left out unless its id is given.
    """
    due_before = aging.late_cutoff(as_of, calendar)
    if min_days is not None:
        due_before = min(due_before, as_of - timedelta(days=min(min_days, LONGEST_DAYS) - 1))
    scope = queries.Scope(as_of, due_before=due_before, customer_id=customer_id)
    agreed = dict(queries.with_terms(connection, scope))
    cost = charges.on_day(connection, [*agreed], as_of, calendar)
    if by == "customer":
        more: dict[int, int] = {}
        for key, one in cost.items():
            more[agreed[key]] = more.get(agreed[key], 0) + one.cents
        return _by_customer(connection, scope, more, limit)
    totals = queries.open_totals(connection, scope)
    items = queries.open_installments(connection, scope, limit=limit)
    known = Marks.on(connection, as_of, items)
    return OverdueReport(
        as_of,
        [
            open_row(item, (as_of - item.due_on).days, known, cost.get(item.installment_id))
            for item in items
        ],
        *totals, totals.open_cents + charges.cents(cost),
    )  # fmt: skip


def _by_customer(
    connection: sqlite3.Connection, scope: queries.Scope, more: dict[int, int], limit: int | None
) -> OverdueByCustomer:
    """`more` is customer -> cents of charges; of everybody, whatever the limit."""
    found = queries.open_by_customer(connection, scope, limit=limit)
    if limit is None:  # They are their own totals: nothing is counted twice.
        totals = queries.Totals(
            len(found), sum(c.installments for c in found), sum(c.open_cents for c in found)
        )
    else:
        totals = queries.open_totals(connection, scope)
    credits_ = queries.credit_cents(connection, scope.day, customer_id=scope.customer_id)
    said = reminders.last_messages(connection, scope.day, [c.customer_id for c in found])
    rows = [
        OverdueCustomer(
            c.customer_id, c.customer, c.installments, c.oldest_due_on,
            (scope.day - c.oldest_due_on).days, c.open_cents,
            c.open_cents + more.get(c.customer_id, 0), credits_.get(c.customer_id, 0),
            said.get(c.customer_id),
        )
        for c in found
    ]  # fmt: skip
    return OverdueByCustomer(scope.day, rows, *totals, totals.open_cents + sum(more.values()))


class Marks(NamedTuple):
    """What else is known of open instalments, and of whose they are, on a day."""

    disputed: set[int]
    promise_on: dict[int, date]
    last_message_on: dict[int, date]

    @classmethod
    def on(
        cls, connection: sqlite3.Connection, day: date, items: Iterable[InstallmentState]
    ) -> Marks:
        """In one question each."""
        who = {item.customer_id for item in items}
        return cls(
            disputes.contested(connection, day), promises.ahead(connection, day, who),
            reminders.last_messages(connection, day, who),
        )  # fmt: skip


def open_row(
    item: InstallmentState, days_overdue: int, known: Marks, cost: Charges | None = None
) -> OverdueRow:
    """The row of an open instalment; 0 days is not late and has no bucket."""
    return OverdueRow(
        item.installment_id, item.sale_id, item.customer_id, item.customer, item.description,
        item.number, item.of, item.due_on, days_overdue,
        aging.bucket(days_overdue) if days_overdue else None,
        item.amount_cents, item.open_cents,
        cost.fine_cents if cost else 0, cost.interest_cents if cost else 0,
        item.open_cents + (cost.cents if cost else 0),
        disputed=item.installment_id in known.disputed,
        promise_on=known.promise_on.get(item.customer_id),
        last_message_on=known.last_message_on.get(item.customer_id),
    )  # fmt: skip
