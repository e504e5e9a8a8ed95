"""What moved a customer's balance, as the book is corrected since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class SoldEntry(NamedTuple):
    """A sale that stands; `installments` does not count a down payment."""

    sale_id: int
    sold_on: date
    total_cents: int
    description: str | None
    installments: int
    has_down_payment: bool


class AgreedEntry(NamedTuple):
    """An agreement that was accepted; `installments` does not count a down payment."""

    agreement_id: int
    accepted_on: date
    total_cents: int
    installments: int
    has_down_payment: bool


class AbatedEntry(NamedTuple):
    """What a day's postings other than payments took off a sale or an agreement."""

    sale_id: int | None
    on: date
    kind: str
    amount_cents: int
    agreement_id: int | None


class ReceivedEntry(NamedTuple):
    """A payment that was not taken back; `clears_on` is a post-dated cheque's."""

    payment_id: int
    on: date
    amount_cents: int
    method: str
    payer: str | None
    reference: str | None
    clears_on: date | None


class ChargedEntry(NamedTuple):
    """What payments gave on a day for lateness in a sale; negative when it was taken back."""

    sale_id: int
    on: date
    amount_cents: int


class ReturnedEntry(NamedTuple):
    """Money given back on a day, or a payment that bounced; `method` when there was but one."""

    on: date
    kind: str
    amount_cents: int
    method: str | None


def sold(connection: sqlite3.Connection, customer_id: int) -> list[SoldEntry]:
    """Sales by day and id."""
    rows = connection.execute(
        "SELECT s.id, s.sold_on, s.total_cents, t.body, s.installment_count,"
        " EXISTS (SELECT 1 FROM installment i WHERE i.sale_id = s.id AND i.number = 0)"
        " FROM sale s LEFT JOIN personal_text t ON t.id = s.description_id"
        " WHERE s.customer_id = ? AND s.voided = 0 ORDER BY s.sold_on, s.id",
        (customer_id,),
    )
    return [
        SoldEntry(sale_id, date.fromisoformat(day), cents, text, count, bool(down))
        for sale_id, day, cents, text, count, down in rows
    ]


def agreed(connection: sqlite3.Connection, customer_id: int) -> list[AgreedEntry]:
    """Agreements that were accepted, by day and id."""
    rows = connection.execute(
        "SELECT a.id, a.accepted_on, sum(i.amount_cents - coalesce((SELECT sum(g.amount_cents)"
        "  FROM posting g WHERE g.installment_id = i.id AND g.kind = 'void'"
        "  AND g.effective_on <= a.accepted_on), 0)),"
        " a.installment_count, min(i.number) = 0"
        " FROM agreement a JOIN installment i ON i.agreement_id = a.id"
        " WHERE i.customer_id = ? AND a.accepted_on IS NOT NULL"
        " GROUP BY a.id ORDER BY a.accepted_on, a.id",
        (customer_id,),
    )
    return [
        AgreedEntry(agreement_id, date.fromisoformat(day), cents, count, bool(down))
        for agreement_id, day, cents, count, down in rows
    ]


def abated(connection: sqlite3.Connection, customer_id: int) -> list[AbatedEntry]:
    """By sale or agreement, day and kind; what was taken back as if it never was sums to nothing.

    What is void of an agreement from its first day on is left out here, and of `agreed`.
    """
    rows = connection.execute(
        "SELECT i.sale_id, g.effective_on, g.kind, sum(g.amount_cents), i.agreement_id"
        " FROM installment i LEFT JOIN sale s ON s.id = i.sale_id"
        " LEFT JOIN agreement a ON a.id = i.agreement_id"
        " JOIN posting g ON g.installment_id = i.id"
        " WHERE i.customer_id = ? AND coalesce(s.voided, 0) = 0 AND g.kind <> 'payment'"
        " AND (g.kind <> 'void' OR a.id IS NULL OR g.effective_on > a.accepted_on)"
        " GROUP BY i.sale_id, i.agreement_id, g.effective_on, g.kind"
        " HAVING sum(g.amount_cents) <> 0 ORDER BY g.effective_on, i.sale_id, i.agreement_id",
        (customer_id,),
    )
    return [AbatedEntry(sale_id, date.fromisoformat(day), *rest) for sale_id, day, *rest in rows]


def received(connection: sqlite3.Connection, customer_id: int) -> list[ReceivedEntry]:
    """Payments by day and id, without those reversed."""
    rows = connection.execute(
        "SELECT p.id, p.received_on, p.amount_cents, p.method, y.body, r.body, k.clears_on"
        " FROM payment p LEFT JOIN clearing k ON k.payment_id = p.id AND k.active = 1"
        " LEFT JOIN personal_text y ON y.id = p.payer_id"
        " LEFT JOIN personal_text r ON r.id = p.reference_id"
        " WHERE p.customer_id = ? AND coalesce((SELECT sum(f.amount_cents) FROM refund f"
        "  WHERE f.payment_id = p.id AND f.kind = 'reversal'), 0) = 0"
        " ORDER BY p.received_on, p.id",
        (customer_id,),
    )
    return [
        ReceivedEntry(*row)._replace(
            on=date.fromisoformat(row[1]), clears_on=date.fromisoformat(row[6]) if row[6] else None
        )
        for row in rows
    ]


def charged(connection: sqlite3.Connection, customer_id: int) -> list[ChargedEntry]:
    """By day and sale; what was taken back as if it never was sums to nothing."""
    rows = connection.execute(
        "SELECT i.sale_id, c.effective_on, sum(c.amount_cents)"
        " FROM charge c JOIN installment i ON i.id = c.installment_id"
        " WHERE i.customer_id = ? AND c.payment_id IS NOT NULL GROUP BY i.sale_id, c.effective_on"
        " HAVING sum(c.amount_cents) <> 0 ORDER BY c.effective_on, i.sale_id",
        (customer_id,),
    )
    return [ChargedEntry(sale_id, date.fromisoformat(day), cents) for sale_id, day, cents in rows]


def returned(connection: sqlite3.Connection, customer_id: int) -> list[ReturnedEntry]:
    """By day and kind; what was taken back as if it never was sums to nothing."""
    rows = connection.execute(
        "SELECT f.effective_on, f.kind, sum(f.amount_cents),"
        " CASE WHEN count(DISTINCT f.method) = 1 THEN max(f.method) END"
        " FROM payment p JOIN refund f ON f.payment_id = p.id"
        " WHERE p.customer_id = ? AND f.kind <> 'reversal'"
        " GROUP BY f.effective_on, f.kind HAVING sum(f.amount_cents) <> 0 ORDER BY 1, 2",
        (customer_id,),
    )
    return [ReturnedEntry(date.fromisoformat(day), *rest) for day, *rest in rows]
