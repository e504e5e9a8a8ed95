"""What was written since a moment: the totals of a sitting at the `caderno`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Mark(NamedTuple):
    """The last sale and payment of a moment; 0 for none."""

    sale_id: int
    payment_id: int


class Entered(NamedTuple):
    """What was written after a mark and still stands."""

    sales: int
    sold_cents: int
    payments: int
    received_cents: int


def mark(connection: sqlite3.Connection) -> Mark:
    """Where the book ends now."""
    found = connection.execute(
        "SELECT (SELECT coalesce(max(id), 0) FROM sale), (SELECT coalesce(max(id), 0) FROM payment)"
    )
    return Mark(*found.fetchone())


def entered(connection: sqlite3.Connection, since: Mark) -> Entered:
    """Sales less what was cancelled of them, and payments that are neither reversed nor bounced."""
    sales = connection.execute(
        "SELECT count(*), coalesce(sum(total_cents), 0) - (SELECT coalesce(sum(p.amount_cents), 0)"
        "  FROM posting p JOIN installment i ON i.id = p.installment_id"
        "  JOIN sale s ON s.id = i.sale_id"
        "  WHERE p.kind = 'void' AND s.voided = 0 AND s.id > :sale_id)"
        " FROM sale WHERE voided = 0 AND id > :sale_id",
        since._asdict(),
    )
    payments = connection.execute(
        "SELECT count(*), coalesce(sum(amount_cents), 0) FROM payment_state"
        " WHERE reversed = 0 AND payment_id > :payment_id",
        since._asdict(),
    )
    return Entered(*sales.fetchone(), *payments.fetchone())
