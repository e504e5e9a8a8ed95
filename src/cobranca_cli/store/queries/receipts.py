"""What payments settled: the facts of a receipt, as the book is corrected since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Part(NamedTuple):
    """One of the payments that were recorded in one go; `credit_cents` is its own leftover.

    `clears_on` is the day from which a post-dated cheque is good.
    """

    payment_id: int
    method: str
    amount_cents: int
    credit_cents: int
    clears_on: date | None


class Settled(NamedTuple):
    """What was settled of an instalment; `number` 0 is a down payment, not counted in `of`.

    `kind` is the sale's, None of an agreement. `open_cents` is what is left of it, also where it
    is owed in an agreement now: nobody has paid that.
    """

    installment_id: int
    sale_id: int | None
    description: str | None
    kind: str | None
    number: int
    of: int
    due_on: date
    paid_cents: int
    fine_cents: int
    interest_cents: int
    discount_cents: int
    open_cents: int


class Received(NamedTuple):
    """A payment of a year; cents without what was given back, and what of them was for services."""

    payment_id: int
    received_on: date
    method: str
    amount_cents: int
    services_cents: int


def parts(connection: sqlite3.Connection, payment_id: int) -> list[Part]:
    """A payment and those of the same `add-payment` or `add-sale`, but for reversed ones.

    What was paid in one go, in several ways, has one receipt.
    """
    rows = connection.execute(
        "SELECT v.payment_id, v.method, v.amount_cents, v.credit_cents,"
        " (SELECT clears_on FROM clearing WHERE payment_id = p.id AND active = 1)"
        " FROM payment_state v JOIN payment p ON p.id = v.payment_id"
        " WHERE v.reversed = 0 AND (p.id = ?1 OR p.audit_seq = (SELECT a.seq FROM payment o"
        "  JOIN audit a ON a.seq = o.audit_seq"
        "  WHERE o.id = ?1 AND a.command IN ('add-payment', 'add-sale')))"
        " ORDER BY v.payment_id",
        (payment_id,),
    )
    return [
        Part(number, method, cents, credit, date.fromisoformat(good) if good else None)
        for number, method, cents, credit, good in rows
    ]


def settled(connection: sqlite3.Connection, payment_ids: list[int]) -> list[Settled]:
    """What these payments (one act) settled, with the discounts given together with them."""
    marks = ", ".join("?" * len(payment_ids))
    given = (
        "SELECT id FROM posting WHERE kind = 'discount' AND audit_seq IN (SELECT p.audit_seq"
        " FROM payment p JOIN audit a ON a.seq = p.audit_seq"
        f" WHERE p.id IN ({marks}) AND a.command = 'add-payment')"
    )
    rows = connection.execute(
        "SELECT i.id, i.sale_id, coalesce(t.body, 'Acordo ' || a.id), s.kind, i.number,"
        " coalesce(s.installment_count, a.installment_count), i.due_on,"
        " coalesce(sum(g.amount_cents) FILTER (WHERE g.kind = 'payment'), 0),"
        " coalesce(sum(g.amount_cents) FILTER (WHERE g.kind = 'fine'), 0),"
        " coalesce(sum(g.amount_cents) FILTER (WHERE g.kind = 'interest'), 0),"
        " coalesce(sum(g.amount_cents) FILTER (WHERE g.kind = 'discount'), 0), i.open_cents"
        " + coalesce((SELECT sum(r.amount_cents) FROM posting r"
        "   WHERE r.installment_id = i.id AND r.kind = 'renegotiation'), 0)"
        " FROM (SELECT installment_id, kind, amount_cents FROM posting"
        f" WHERE payment_id IN ({marks}) OR id IN ({given}) OR reverses_id IN ({given})"
        "  UNION ALL SELECT installment_id, kind, amount_cents FROM charge"
        f" WHERE payment_id IN ({marks})) g JOIN installment i ON i.id = g.installment_id"
        " LEFT JOIN sale s ON s.id = i.sale_id LEFT JOIN agreement a ON a.id = i.agreement_id"
        " LEFT JOIN personal_text t ON t.id = s.description_id"
        " GROUP BY i.id HAVING sum(g.amount_cents) <> 0 ORDER BY i.due_on, i.id",
        payment_ids * 4,
    )
    found = [Settled(*row) for row in rows]
    return [row._replace(due_on=date.fromisoformat(str(row.due_on))) for row in found]


def received(connection: sqlite3.Connection, customer_id: int, year: int) -> list[Received]:
    """What a customer paid in a year, by day, without what went back."""
    rows = connection.execute(
        "SELECT * FROM (SELECT p.id, p.received_on, p.method,"
        " p.amount_cents - coalesce((SELECT sum(f.amount_cents) FROM refund f"
        "  WHERE f.payment_id = p.id), 0) AS kept,"
        "  coalesce((SELECT sum(g.amount_cents) FROM posting g"
        "   JOIN installment i ON i.id = g.installment_id JOIN sale s ON s.id = i.sale_id"
        "   WHERE g.payment_id = p.id AND s.kind = 'service'), 0)"
        " FROM payment p WHERE p.customer_id = ? AND p.received_on BETWEEN ? AND ?)"
        " WHERE kept > 0 ORDER BY received_on, id",
        (customer_id, f"{year:04}-01-01", f"{year:04}-12-31"),
    )
    return [Received(number, date.fromisoformat(day), *rest) for number, day, *rest in rows]


def descriptions(connection: sqlite3.Connection, payment_ids: list[int]) -> list[str]:
    """What was sold that these payments settled, each once, in the order of the sales."""
    rows = connection.execute(
        "SELECT DISTINCT s.id, t.body FROM posting g JOIN installment i ON i.id = g.installment_id"
        " JOIN sale s ON s.id = i.sale_id JOIN personal_text t ON t.id = s.description_id"
        f" WHERE g.payment_id IN ({', '.join('?' * len(payment_ids))}) GROUP BY s.id"
        " HAVING sum(g.amount_cents) <> 0 ORDER BY s.id",
        payment_ids,
    )
    return list(dict.fromkeys(text for _, text in rows))
