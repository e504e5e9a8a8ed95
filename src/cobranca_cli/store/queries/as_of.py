"""What was open, and what was credit, on any day, as the book is corrected since (rules §3).

Derived backwards: what is open now plus what was posted after the day. So a recent day costs what
happened since, however long the history, and today costs nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cobranca_cli.store.queries.charges import any_agreed
from cobranca_cli.store.queries.disputes import CONTESTED
from cobranca_cli.store.queries.ledger import InstallmentState

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from cobranca_cli.store.queries.charges import ChargeRow
    from cobranca_cli.store.queries.ledger import PostingRow

Row = TypeVar("Row", "PostingRow", "ChargeRow")

_NOT_COUNTER = " NOT IN (SELECT id FROM customer WHERE is_counter = 1)"


class Scope(NamedTuple):
    """Instalments open at the end of `day` and due from `due_from` until before `due_before`.

    The counter's only when its id is asked for.
    """

    day: date
    due_from: date | None = None
    due_before: date | None = None
    customer_id: int | None = None


class Totals(NamedTuple):
    """How many customers and instalments, and what is open of them."""

    customers: int
    installments: int
    open_cents: int


class CustomerOpen(NamedTuple):
    """What one customer has open within a scope."""

    customer_id: int
    customer: str
    installments: int
    oldest_due_on: date
    open_cents: int


def open_installments(
    connection: sqlite3.Connection, scope: Scope, *, limit: int | None = None
) -> list[InstallmentState]:
    """Oldest due first, then by folded name and id."""
    source, values = _source(connection, scope)
    if limit is not None:
        # The due date of the last row wanted comes from the index alone; names, which break ties,
        # are then looked up for the rows up to that day and not for every one.
        last = connection.execute(
            f"{source} SELECT due_on FROM open_on ORDER BY due_on LIMIT 1 OFFSET :skip",
            {**values, "skip": max(limit - 1, 0)},
        ).fetchone()
        if last:
            until = date.fromisoformat(last[0]) + timedelta(days=1)
            source, values = _source(connection, scope._replace(due_before=until))
    rows = connection.execute(
        f"{source} SELECT i.id, i.sale_id, i.customer_id, c.name,"
        " coalesce(t.body, 'Acordo ' || a.id), i.number,"
        " coalesce(s.installment_count, a.installment_count), coalesce(s.sold_on, a.accepted_on),"
        " i.due_on, i.amount_cents, o.open_cents, i.agreement_id"
        " FROM open_on o JOIN installment i ON i.id = o.id JOIN customer c ON c.id = i.customer_id"
        " LEFT JOIN sale s ON s.id = i.sale_id LEFT JOIN agreement a ON a.id = i.agreement_id"
        " LEFT JOIN personal_text t"
        "  ON t.id = s.description_id AND s.customer_id NOT IN (SELECT customer_id FROM forgotten)"
        " ORDER BY o.due_on, c.name_key, o.id LIMIT :limit",
        {**values, "limit": -1 if limit is None else limit},
    )
    return [
        InstallmentState._make(
            (*row[:7], date.fromisoformat(row[7]), date.fromisoformat(row[8]), *row[9:])
        )
        for row in rows
    ]


def with_terms(connection: sqlite3.Connection, scope: Scope) -> list[tuple[int, int]]:
    """(installment_id, customer_id) of those whose sales agreed what lateness costs."""
    if not any_agreed(connection):
        return []
    source, values = _source(connection, scope)
    return connection.execute(
        f"{source} SELECT o.id, o.customer_id FROM open_on o JOIN installment i ON i.id = o.id"
        " JOIN sale_terms t ON t.sale_id = i.sale_id AND t.active = 1"
        " WHERE t.fine_bps + t.interest_bps > 0",
        values,
    ).fetchall()


def open_by_customer(
    connection: sqlite3.Connection, scope: Scope, *, limit: int | None = None
) -> list[CustomerOpen]:
    """One row per customer, the oldest due date first, then by folded name and id."""
    source, values = _source(connection, scope)
    rows = connection.execute(
        f"{source} SELECT c.id, c.name, k.installments, k.oldest, k.cents FROM"
        " (SELECT customer_id, count(*) AS installments, min(due_on) AS oldest,"
        "  sum(open_cents) AS cents FROM open_on GROUP BY customer_id) k"
        " JOIN customer c ON c.id = k.customer_id ORDER BY k.oldest, c.name_key, c.id LIMIT :limit",
        {**values, "limit": -1 if limit is None else limit},
    )
    return [
        CustomerOpen(customer_id, name, count, date.fromisoformat(oldest), cents)
        for customer_id, name, count, oldest, cents in rows
    ]


def open_by_due_day(connection: sqlite3.Connection, scope: Scope) -> list[tuple[date, int, int]]:
    """(due date, cents open, cents of them contested), oldest first: few rows for many instalments.

    The first sum includes the second.
    """
    source, values = _source(connection, scope)
    rows = connection.execute(
        f"{source} SELECT due_on, sum(open_cents),"
        f" sum(CASE WHEN id IN ({CONTESTED}) THEN open_cents ELSE 0 END)"
        " FROM open_on GROUP BY due_on ORDER BY due_on",
        values,
    )
    return [(date.fromisoformat(day), cents, contested) for day, cents, contested in rows]


def open_totals(connection: sqlite3.Connection, scope: Scope) -> Totals:
    """The whole scope, from the covering index."""
    source, values = _source(connection, scope)
    row = connection.execute(
        # Grouped in the order of an index: count(DISTINCT …) would sort every row.
        f"{source} SELECT count(*), coalesce(sum(installments), 0), coalesce(sum(cents), 0) FROM"
        " (SELECT count(*) AS installments, sum(open_cents) AS cents FROM open_on"
        "  GROUP BY customer_id)",
        values,
    ).fetchone()
    return Totals(*row)


def _source(connection: sqlite3.Connection, scope: Scope) -> tuple[str, dict[str, object]]:
    """The CTE `open_on (id, customer_id, due_on, open_cents)` of a scope, and its values."""
    where, values = _filter(scope)
    now = (
        "SELECT i.id, i.customer_id, i.due_on, i.open_cents FROM installment i"
        f" WHERE i.open_cents > 0{where}"
    )
    later = "SELECT 1 FROM posting WHERE effective_on > :day LIMIT 1"
    if connection.execute(later, values).fetchone() is None:
        return f"WITH open_on AS ({now})", values
    of_customer = (
        ""
        if scope.customer_id is None
        else " AND installment_id IN (SELECT id FROM installment WHERE customer_id = :customer_id)"
    )
    # "+": the postings are found by their day, which is what makes a recent day cheap.
    moved = (
        "SELECT installment_id, sum(amount_cents) AS cents FROM posting"
        f" WHERE effective_on > :day{of_customer} GROUP BY +installment_id"
    )
    then = (
        "SELECT i.id, i.customer_id, i.due_on, i.open_cents + m.cents"
        " FROM moved m CROSS JOIN installment i ON i.id = m.installment_id"
        f" WHERE i.open_cents + m.cents > 0{where}"
    )
    cte = (
        f"WITH moved AS MATERIALIZED ({moved}), open_on AS"
        f" ({now} AND i.id NOT IN (SELECT installment_id FROM moved) UNION ALL {then})"
    )
    return cte, values


def _filter(scope: Scope) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {"day": scope.day.isoformat()}
    where = ""
    if scope.customer_id is None:
        where += f" AND i.customer_id{_NOT_COUNTER}"
    else:
        where += " AND i.customer_id = :customer_id"
        values["customer_id"] = scope.customer_id
    if scope.due_from is not None:
        where += " AND i.due_on >= :due_from"
        values["due_from"] = scope.due_from.isoformat()
    if scope.due_before is not None:
        where += " AND i.due_on < :due_before"
        values["due_before"] = scope.due_before.isoformat()
    if scope.due_before is None or (scope.due_before - scope.day).days > 1:
        # Nothing is due before it is sold or agreed (rules §2): what was due by the day needs no
        # such look. An agreement whose acceptance was undone never was.
        where += (
            " AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.id = i.sale_id AND s.sold_on > :day)"
            " AND NOT EXISTS (SELECT 1 FROM agreement a WHERE a.id = i.agreement_id"
            "  AND coalesce(a.accepted_on, '9999') > :day)"
        )
    return where, values


def credit_cents(
    connection: sqlite3.Connection, day: date, *, customer_id: int | None = None
) -> dict[int, int]:
    """customer_id -> what they had paid by the end of `day` that settled nothing yet."""
    values = {"day": day.isoformat(), "customer_id": customer_id}
    who, moved = f"p.customer_id{_NOT_COUNTER}", ""
    if customer_id is not None:
        who = "p.customer_id = :customer_id"
        moved = " AND payment_id IN (SELECT id FROM payment WHERE customer_id = :customer_id)"
    rows = connection.execute(
        "WITH moved AS MATERIALIZED (SELECT payment_id, sum(amount_cents) AS cents FROM"
        "  (SELECT payment_id, amount_cents FROM posting"
        f"   WHERE effective_on > :day AND payment_id IS NOT NULL{moved}"
        "   UNION ALL SELECT payment_id, amount_cents FROM charge"
        f"   WHERE effective_on > :day AND payment_id IS NOT NULL{moved}"
        "   UNION ALL SELECT payment_id, amount_cents FROM refund"
        f"   WHERE effective_on > :day{moved}) GROUP BY payment_id)"
        ", now AS MATERIALIZED (SELECT id, customer_id, received_on, credit_cents FROM payment p"
        f" WHERE p.credit_cents > 0 AND {who})"
        " SELECT customer_id, sum(cents) FROM (SELECT customer_id, credit_cents AS cents FROM now"
        "  WHERE received_on <= :day AND id NOT IN (SELECT payment_id FROM moved)"
        "  UNION ALL SELECT p.customer_id, p.credit_cents + m.cents"
        "  FROM moved m CROSS JOIN payment p ON p.id = m.payment_id"
        f"  WHERE p.credit_cents + m.cents > 0 AND {who} AND p.received_on <= :day)"
        " GROUP BY customer_id",
        values,
    )
    return dict(rows.fetchall())


def received_cents(connection: sqlite3.Connection, first: date, last: date) -> int:
    """Received on the days from `first` to `last`, the counter too, without what never was.

    What bounced is taken off the day it had come in on.
    """
    span = {"first": first.isoformat(), "last": last.isoformat()}
    received = connection.execute(
        "SELECT coalesce(sum(amount_cents), 0) FROM payment"
        " WHERE received_on BETWEEN :first AND :last",
        span,
    ).fetchone()
    gone = connection.execute(
        "SELECT coalesce(sum(f.amount_cents), 0)"
        " FROM refund f CROSS JOIN payment p ON p.id = f.payment_id"
        " WHERE f.effective_on >= :first AND f.kind <> 'refund'"
        " AND p.received_on BETWEEN :first AND :last",
        span,
    ).fetchone()
    return int(received[0]) - int(gone[0])


def standing(rows: Sequence[Row]) -> list[Row]:
    """An instalment's postings or charges (all of them, by id) with the corrections taken out.

    A reversal dated as its original leaves of it what still stands, nothing when it never was; a
    reversal of a later day is an event of its own and stays, with its sign.
    """
    day_of = {row[0]: row.effective_on for row in rows}
    left = {row[0]: row.amount_cents for row in rows}
    for row in reversed(rows):  # A reversal may itself be reversed: the newest goes first.
        if row.reverses_id is not None and day_of[row.reverses_id] == row.effective_on:
            left[row.reverses_id] += left.pop(row[0])
    return [row._replace(amount_cents=left[row[0]]) for row in rows if left.get(row[0])]
