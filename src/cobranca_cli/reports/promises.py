"""Promises to pay: kept, broken, or still open (rules §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.store.queries import promises as queries

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.store.queries.promises import ChequeRow, PromiseRow

GRACE_DAYS = 1  # Business days after the promised one.
Status = Literal["open", "kept", "broken"]


class PromiseLine(NamedTuple):
    """One promise (`interface.md`); `paid_cents` is what came since it was made, in time.

    A post-dated cheque is one as well (`kind` check), due on the day it is good: it has a
    `payment_id` in place of a `promise_id`, and is paid once that day has passed without a bounce.
    """

    promise_id: int | None
    customer_id: int
    customer: str
    promised_on: date
    due_on: date
    amount_cents: int
    paid_cents: int
    status: Status
    kind: Literal["promise", "check"]
    payment_id: int | None


class PromiseList(NamedTuple):
    """What `promises` shows, the latest due first; the counts cover all."""

    rows: list[PromiseLine]
    promises: int
    open_cents: int


def promises(
    connection: sqlite3.Connection,
    *,
    as_of: date,
    calendar: Calendar,
    customer_id: int | None = None,
    limit: int | None = None,
) -> PromiseList:
    """Promises as they stood on a day, post-dated cheques among them."""
    found = _lines(connection, as_of, calendar, customer_id)
    waiting = sum(max(0, r.amount_cents - r.paid_cents) for r in found if r.status == "open")
    return PromiseList(found[:limit], len(found), waiting)


def broken(connection: sqlite3.Connection, *, as_of: date, calendar: Calendar) -> dict[int, int]:
    """Customer -> promises broken by that day, and cheques bounced."""
    counts: dict[int, int] = {}
    for row in _lines(connection, as_of, calendar, None):
        if row.status == "broken":
            counts[row.customer_id] = counts.get(row.customer_id, 0) + 1
    return counts


def last_day(due_on: date, calendar: Calendar) -> date:
    """The last day on which a promise may still be kept."""
    return calendar.add_business_days(due_on, GRACE_DAYS)


def _lines(
    connection: sqlite3.Connection, as_of: date, calendar: Calendar, customer_id: int | None
) -> list[PromiseLine]:
    found = [
        _line(row, as_of, calendar)
        for row in queries.rows(connection, as_of=as_of, customer_id=customer_id)
    ]
    found += [
        _cheque(row, as_of, calendar)
        for row in queries.cheques(connection, as_of=as_of, customer_id=customer_id)
    ]
    return sorted(found, key=lambda line: line.due_on, reverse=True)


def _cheque(row: ChequeRow, as_of: date, calendar: Calendar) -> PromiseLine:
    status: Status = "kept" if as_of > last_day(row.clears_on, calendar) else "open"
    if row.bounced:
        status = "broken"
    return PromiseLine(
        None, row.customer_id, row.customer, row.received_on, row.clears_on, row.amount_cents,
        row.amount_cents if status == "kept" else 0, status, "check", row.payment_id,
    )  # fmt: skip


def _line(row: PromiseRow, as_of: date, calendar: Calendar) -> PromiseLine:
    """Kept when all of it came in time; paid in part is not broken: the rest asks for a date."""
    last = last_day(row.due_on, calendar)
    paid = sum(cents for on, cents in row.paid if on <= last)
    status: Status = "open"
    if paid >= row.amount_cents:
        status = "kept"
    elif as_of > last and not paid:
        status = "broken"
    return PromiseLine(
        row.promise_id, row.customer_id, row.customer, row.promised_on, row.due_on,
        row.amount_cents, paid, status, "promise", None,
    )  # fmt: skip
