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
    """Promises made up to a day, the latest due first; payments that never were do not count."""
    found = connection.execute(
        "SELECT p.id, p.customer_id, c.name, p.promised_on, p.due_on, p.amount_cents FROM promise p"
        " JOIN customer c ON c.id = p.customer_id"
        " WHERE p.active = 1 AND p.promised_on <= :as_of AND (:who IS NULL OR p.customer_id = :who)"
        " ORDER BY p.due_on DESC, p.id DESC",
        {"as_of": as_of.isoformat(), "who": customer_id},
    ).fetchall()
    for key, who, name, promised_on, due_on, cents in found:
        paid = connection.execute(
            "SELECT received_on, amount_cents FROM payment_state WHERE customer_id = ?"
            " AND received_on BETWEEN ? AND ? AND NOT reversed",
            (who, promised_on, as_of.isoformat()),
        )
        yield PromiseRow(
            key, who, name, date.fromisoformat(promised_on), date.fromisoformat(due_on), cents,
            tuple((date.fromisoformat(on), amount) for on, amount in paid),
        )  # fmt: skip


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
