"""The books of sales and payments, newest first, without what an undone write left behind."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.store.queries import history

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


class SoldRow(NamedTuple):
    """One sale of the book: what payments settle of it, and what was cancelled of it."""

    sale_id: int
    customer_id: int
    customer: str
    sold_on: date
    description: str | None
    total_cents: int
    paid_cents: int
    open_cents: int
    installments: int
    kind: str
    invoice: str | None
    voided: bool
    voided_cents: int


class ReceivedRow(NamedTuple):
    """One payment of the book; `credit_cents` is its own leftover.

    One that bounced counts as reversed too; `bounced_on` says when. `clears_on` is a cheque's.
    """

    payment_id: int
    customer_id: int
    customer: str
    received_on: date
    amount_cents: int
    method: str
    reference: str | None
    payer: str | None
    reversed: bool
    credit_cents: int
    clears_on: date | None
    bounced_on: date | None


# Two texts each: one that may be either would read the whole table for one customer.
_STANDS = "{table}.audit_seq NOT IN (SELECT value FROM json_each(:undone))"
_EVERYBODY = " AND {table}.customer_id NOT IN (SELECT id FROM customer WHERE is_counter = 1)"
_ONE = " AND {table}.customer_id = :customer_id"

_SALES = """
SELECT v.sale_id, v.customer_id, v.customer, v.sold_on, v.description, v.total_cents,
       (SELECT coalesce(sum(p.amount_cents), 0) FROM installment i
        JOIN posting p ON p.installment_id = i.id
        WHERE i.sale_id = v.sale_id AND p.kind = 'payment'),
       v.open_cents, v.installment_count, v.kind, v.invoice, v.voided,
       (SELECT coalesce(sum(p.amount_cents), 0) FROM installment i
        JOIN posting p ON p.installment_id = i.id
        WHERE i.sale_id = v.sale_id AND p.kind = 'void')
FROM (SELECT id FROM sale WHERE {listed} ORDER BY sold_on DESC, id DESC LIMIT :limit) k
JOIN sale_state v ON v.sale_id = k.id
ORDER BY v.sold_on DESC, v.sale_id DESC
"""
_SALES_TOTALS = """
SELECT count(*),
       coalesce(sum(total_cents) FILTER (WHERE voided = 0), 0)
       - (SELECT coalesce(sum(p.amount_cents), 0) FROM posting p
          JOIN installment i ON i.id = p.installment_id JOIN sale ON sale.id = i.sale_id
          WHERE p.kind = 'void' AND sale.voided = 0 AND {listed}),
       (SELECT coalesce(sum(i.open_cents), 0) FROM installment i JOIN sale ON sale.id = i.sale_id
        WHERE i.open_cents > 0 AND {listed})
FROM sale WHERE {listed}
"""
_PAYMENTS = """
SELECT v.payment_id, v.customer_id, v.customer, v.received_on, v.amount_cents, v.method,
       v.reference, v.payer, v.reversed, v.credit_cents,
       (SELECT clears_on FROM clearing WHERE payment_id = v.payment_id AND active = 1),
       (SELECT effective_on FROM refund WHERE payment_id = v.payment_id AND kind = 'bounce'
        GROUP BY effective_on HAVING sum(amount_cents) > 0)
FROM (SELECT id FROM payment WHERE {listed}
      ORDER BY received_on DESC, id DESC LIMIT :limit) k
JOIN payment_state v ON v.payment_id = k.id
ORDER BY v.received_on DESC, v.payment_id DESC
"""
_PAYMENTS_TOTALS = """
SELECT count(*), coalesce(sum(amount_cents), 0) - (
         SELECT coalesce(sum(f.amount_cents), 0)
         FROM refund f JOIN payment ON payment.id = f.payment_id
         WHERE f.kind <> 'refund' AND {listed}),
       coalesce(sum(credit_cents), 0)
FROM payment WHERE {listed}
"""


def sold(
    connection: sqlite3.Connection, *, customer_id: int | None = None, limit: int | None = None
) -> Iterator[SoldRow]:
    """Sales, newest first, voided ones too; of one customer or of all but the counter."""
    for row in _rows(connection, _SALES, "sale", customer_id, limit):
        found = SoldRow(*row)
        yield found._replace(sold_on=date.fromisoformat(row[3]), voided=bool(found.voided))


def sold_totals(
    connection: sqlite3.Connection, *, customer_id: int | None = None
) -> tuple[int, int, int]:
    """(sales, total_cents without the voided, open_cents) of the same sales."""
    row = _rows(connection, _SALES_TOTALS, "sale", customer_id).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def received(
    connection: sqlite3.Connection, *, customer_id: int | None = None, limit: int | None = None
) -> Iterator[ReceivedRow]:
    """Payments, newest first, reversed ones too; of one customer or of all but the counter."""
    for row in _rows(connection, _PAYMENTS, "payment", customer_id, limit):
        *_, clears_on, bounced_on = row
        yield ReceivedRow(*row)._replace(
            received_on=date.fromisoformat(row[3]), reversed=bool(row[8]),
            clears_on=date.fromisoformat(clears_on) if clears_on else None,
            bounced_on=date.fromisoformat(bounced_on) if bounced_on else None,
        )  # fmt: skip


def received_totals(
    connection: sqlite3.Connection, *, customer_id: int | None = None
) -> tuple[int, int, int]:
    """(payments, amount_cents without the reversed, credit_cents) of the same payments."""
    row = _rows(connection, _PAYMENTS_TOTALS, "payment", customer_id).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def _rows(
    connection: sqlite3.Connection,
    sql: str,
    table: str,
    customer_id: int | None,
    limit: int | None = None,
) -> sqlite3.Cursor:
    listed = (_STANDS + (_EVERYBODY if customer_id is None else _ONE)).format(table=table)
    values = {
        "undone": json.dumps(sorted(history.undone_seqs(connection))),
        "customer_id": customer_id,
        "limit": -1 if limit is None else limit,
    }
    return connection.execute(sql.format(listed=listed), values)
