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


def rows(
    connection: sqlite3.Connection, *, as_of: date, customer_id: int | None = None
) -> Iterator[PromiseRow]:
    """Promises made up to a day, the latest due first.

    Payments that never were, or bounced by that day, do not count.
    """
    found = connection.execute(
        "SELECT p.id, p.customer_id, c.name, p.promised_on, p.due_on, p.amount_cents FROM promise p"
        " JOIN customer c ON c.id = p.customer_id"
        " WHERE p.active = 1 AND p.promised_on <= :as_of AND (:who IS NULL OR p.customer_id = :who)"
        " ORDER BY p.due_on DESC, p.id DESC",
        {"as_of": as_of.isoformat(), "who": customer_id},
    ).fetchall()
    for key, who, name, promised_on, due_on, cents in found:
        paid = connection.execute(
            "SELECT received_on, amount_cents FROM payment p WHERE customer_id = :who"
            f" AND received_on BETWEEN :promised_on AND :as_of AND {_STANDS}",
            {"who": who, "promised_on": promised_on, "as_of": as_of.isoformat()},
        )
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
    found = connection.execute(
        "SELECT p.customer_id, p.id, p.promised_on, p.due_on, p.amount_cents,"
        " (SELECT coalesce(sum(s.amount_cents), 0) FROM payment_state s WHERE NOT s.reversed"
        "  AND s.customer_id = p.customer_id AND s.received_on BETWEEN p.promised_on AND :today)"
        " FROM promise p WHERE p.active = 1 AND p.promised_on <= :today AND p.due_on >= :since"
        " ORDER BY p.due_on, p.id",
        {"today": today.isoformat(), "since": since.isoformat()},
    )
    return {
        who: Promised(key, date.fromisoformat(promised_on), date.fromisoformat(due_on), cents, paid,
                      frozenset(said.get(key, ())))
        for who, key, promised_on, due_on, cents, paid in found
    }  # fmt: skip
