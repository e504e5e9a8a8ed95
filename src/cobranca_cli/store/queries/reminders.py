"""Who has something open and due, one row per customer."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence


class DueCustomer(NamedTuple):
    """A customer (never the counter) with open instalments due until some day.

    `next_due_on` is the earliest due date from today on; `due_cents` is open principal, credit
    not deducted.
    """

    customer_id: int
    customer: str
    name_key: str
    nickname: str | None
    phone: str | None
    document: str | None
    oldest_due_on: date
    next_due_on: date | None
    due_cents: int
    credit_cents: int
    opted_out: bool


# The grouping reads a covering index alone; names come only for the customers that are left.
_DUE = """
SELECT c.id, c.name, c.name_key, c.nickname, c.phone, c.document, d.oldest, d.next, d.cents,
       (SELECT coalesce(sum(p.credit_cents), 0) FROM payment p
        WHERE p.customer_id = d.customer_id AND p.credit_cents > 0), c.opt_out IS NOT NULL
FROM (SELECT customer_id, min(due_on) AS oldest, sum(open_cents) AS cents,
             min(CASE WHEN due_on >= :today THEN due_on END) AS next
      FROM installment WHERE open_cents > 0 AND due_on <= :until {only}
      GROUP BY customer_id) d
JOIN customer c ON c.id = d.customer_id
WHERE c.is_counter = 0
"""
_ONLY = "AND customer_id IN (SELECT value FROM json_each(:ids))"


def due_by_customer(
    connection: sqlite3.Connection,
    *,
    today: date,
    until: date,
    customer_ids: Sequence[int] | None = None,
) -> Iterator[DueCustomer]:
    """Customers with open instalments due until `until` (included), in no order."""
    values = {"today": today.isoformat(), "until": until.isoformat()}
    if customer_ids is not None:
        values["ids"] = json.dumps(list(customer_ids))
    rows = connection.execute(_DUE.format(only="" if customer_ids is None else _ONLY), values)
    for row in rows:
        oldest, next_ = date.fromisoformat(row[6]), row[7] and date.fromisoformat(row[7])
        yield DueCustomer._make((*row[:6], oldest, next_, *row[8:10], bool(row[10])))
