"""What customers promised to pay and when, and what they paid since."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.promises import Promised

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator


class PromiseRow(NamedTuple):
    """One promise that stands, with the days and cents of the customer's payments since it."""

    promise_id: int
    customer_id: int
    customer: str
    promised_on: date
    due_on: date
    amount_cents: int
    paid: tuple[tuple[date, int], ...]


class ChequeRow(NamedTuple):
    """A post-dated cheque that stands or bounced; as good as a promise until its day."""

    payment_id: int
    customer_id: int
    customer: str
    received_on: date
    clears_on: date
    amount_cents: int
    bounced: bool


# What a payment lost by a day because it never was, or bounced.
_GONE = (
    "(SELECT coalesce(sum(f.amount_cents), 0) FROM refund f WHERE f.payment_id = p.id"
    " AND f.kind = '{kind}' AND f.effective_on <= :as_of)"
)
_STANDS = f"{_GONE.format(kind='reversal')} + {_GONE.format(kind='bounce')} = 0"


def ahead(
    connection: sqlite3.Connection, day: date, customer_ids: Collection[int]
) -> dict[int, date]:
    """Customer -> the latest day promised by the day `day`, where it had not passed."""
    found = connection.execute(
        "SELECT customer_id, max(due_on) FROM promise WHERE active = 1 AND promised_on <= :day"
        " AND due_on >= :day AND customer_id IN (SELECT value FROM json_each(:who)) GROUP BY 1",
        {"day": day.isoformat(), "who": json.dumps(sorted(customer_ids))},
    )
    return {who: date.fromisoformat(on) for who, on in found}


# Neither what was paid before it on the same day, nor what another sale took at the counter.
_PAID = f"""
SELECT p.received_on, p.amount_cents
FROM promise q JOIN payment p ON p.customer_id = q.customer_id
WHERE q.id = :promise AND p.received_on BETWEEN q.promised_on AND :as_of AND p.sale_id IS NULL
  AND (p.received_on > q.promised_on OR p.audit_seq > q.audit_seq) AND {_STANDS}
"""


def rows(
    connection: sqlite3.Connection,
    *,
    as_of: date,
    customer_id: int | None = None,
    due_since: date = date.min,
) -> Iterator[PromiseRow]:
    """Promises made up to a day, the latest due first.

    Payments that never were, or bounced by that day, do not count.
    """
    day = as_of.isoformat()
    found = connection.execute(
        "SELECT p.id, p.customer_id, c.name, p.promised_on, p.due_on, p.amount_cents FROM promise p"
        " JOIN customer c ON c.id = p.customer_id"
        " WHERE p.active = 1 AND p.promised_on <= :as_of AND p.due_on >= :since"
        " AND (:who IS NULL OR p.customer_id = :who) ORDER BY p.due_on DESC, p.id DESC",
        {"as_of": day, "since": due_since.isoformat(), "who": customer_id},
    ).fetchall()
    for key, who, name, promised_on, due_on, cents in found:
        paid = connection.execute(_PAID, {"promise": key, "as_of": day})
        yield PromiseRow(
            key, who, name, date.fromisoformat(promised_on), date.fromisoformat(due_on), cents,
            tuple((date.fromisoformat(on), amount) for on, amount in paid),
        )  # fmt: skip


def cheques(
    connection: sqlite3.Connection, *, as_of: date, customer_id: int | None = None
) -> list[ChequeRow]:
    """Post-dated cheques received up to a day, the latest good first; not those that never were."""
    rows = connection.execute(
        f"SELECT p.id, p.customer_id, c.name, p.received_on, k.clears_on, p.amount_cents,"
        f" {_GONE.format(kind='bounce')} > 0"
        " FROM clearing k JOIN payment p ON p.id = k.payment_id"
        " JOIN customer c ON c.id = p.customer_id"
        " WHERE k.active = 1 AND p.received_on <= :as_of"
        f" AND {_GONE.format(kind='reversal')} = 0 AND (:who IS NULL OR p.customer_id = :who)"
        " ORDER BY k.clears_on DESC, p.id DESC",
        {"as_of": as_of.isoformat(), "who": customer_id},
    )
    return [
        ChequeRow(
            key, who, name, date.fromisoformat(on), date.fromisoformat(good), cents, bool(gone)
        )
        for key, who, name, on, good, cents, gone in rows
    ]


def latest(connection: sqlite3.Connection, *, today: date, since: date) -> dict[int, Promised]:
    """Customer -> the promise that falls due last, of those due since a day."""
    said: dict[int, set[str]] = {}
    for key, step in connection.execute(
        "SELECT promise_id, step FROM message_about WHERE active = 1 AND promise_id IS NOT NULL"
    ):
        said.setdefault(key, set()).add(step)
    found: dict[int, Promised] = {}
    for row in rows(connection, as_of=today, due_since=since):
        paid_cents = sum(cents for _, cents in row.paid)
        promise = Promised(row.promise_id, row.promised_on, row.due_on, row.amount_cents,
                           paid_cents, frozenset(said.get(row.promise_id, ())))  # fmt: skip
        found.setdefault(row.customer_id, promise)
    return found
