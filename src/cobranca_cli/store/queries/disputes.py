"""What customers contest, instalment by instalment, as it was known on any day (rules §8)."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

# Instalments contested at the end of the day :day; resolved on it, they are so no more.
CONTESTED = (
    "SELECT installment_id FROM dispute WHERE active = 1 AND opened_on <= :day"
    " AND (resolved_on IS NULL OR resolved_on > :day)"
)


class OpenDispute(NamedTuple):
    """One dispute to be resolved; `text` is what is wrong."""

    dispute_id: int
    installment_id: int
    customer_id: int
    customer: str
    opened_on: date
    text: str
    open_cents: int


class DisputeRow(NamedTuple):
    """One dispute that stands; `status` is open, kept, discounted or voided."""

    dispute_id: int
    installment_id: int
    text: str
    opened_on: date
    status: str
    resolved_on: date | None

    def on(self, day: date) -> DisputeRow:
        """As it was known at the end of a day."""
        if self.resolved_on is None or self.resolved_on <= day:
            return self
        return self._replace(status="open", resolved_on=None)


def open_disputes(
    connection: sqlite3.Connection, customer_ids: Collection[int] | None = None
) -> list[OpenDispute]:
    """What waits for the owner, oldest first: contested now, with something still open."""
    rows = connection.execute(
        "SELECT d.id, i.id, c.id, c.name, d.opened_on, t.body, i.open_cents FROM dispute d"
        " JOIN installment i ON i.id = d.installment_id JOIN customer c ON c.id = i.customer_id"
        " JOIN personal_text t ON t.id = d.text_id"
        " WHERE d.active = 1 AND d.status = 'open' AND i.open_cents > 0"
        " AND (:who IS NULL OR c.id IN (SELECT value FROM json_each(:who)))"
        " ORDER BY d.opened_on, d.id",
        {"who": None if customer_ids is None else json.dumps(sorted(customer_ids))},
    )
    return [
        OpenDispute._make((*row[:4], date.fromisoformat(row[4]), *row[5:]))
        for row in rows.fetchall()
    ]


def contested(connection: sqlite3.Connection, day: date) -> set[int]:
    """Instalments contested at the end of a day; few, however long the book."""
    return {key for (key,) in connection.execute(CONTESTED, {"day": day.isoformat()})}


def of_installment(connection: sqlite3.Connection, installment_id: int) -> list[DisputeRow]:
    """An instalment's disputes, oldest first; at most the last one is open."""
    return _rows(connection, "d.installment_id = ?", installment_id)


def of_customer(connection: sqlite3.Connection, customer_id: int) -> list[DisputeRow]:
    """A customer's disputes, oldest first."""
    return _rows(connection, "i.customer_id = ?", customer_id)


def _rows(connection: sqlite3.Connection, where: str, value: int) -> list[DisputeRow]:
    rows = connection.execute(
        "SELECT d.id, i.id, t.body, d.opened_on, d.status, d.resolved_on FROM dispute d"
        " JOIN installment i ON i.id = d.installment_id JOIN personal_text t ON t.id = d.text_id"
        f" WHERE d.active = 1 AND {where} ORDER BY d.id",
        (value,),
    )
    return [
        DisputeRow(key, item, text, date.fromisoformat(opened), status,
                   date.fromisoformat(resolved) if resolved else None)
        for key, item, text, opened, status, resolved in rows.fetchall()
    ]  # fmt: skip
