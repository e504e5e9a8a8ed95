"""What is sold every week, month or year, and which of its days were sold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from cobranca_cli.domain.recurring import Agreed

if TYPE_CHECKING:
    import sqlite3


class RecurringRow(NamedTuple):
    """One recurring sale of an active customer, with its changes and the days that were sold."""

    recurring_id: int
    customer_id: int
    customer: str
    description: str | None
    kind: str
    agreed: Agreed
    sold: frozenset[date]


def rows(
    connection: sqlite3.Connection,
    *,
    recurring_id: int | None = None,
    customer_id: int | None = None,
) -> list[RecurringRow]:
    """All by id, or the one with this id, or those of a customer; stopped ones included."""
    where, value = "", None
    if recurring_id is not None:
        where, value = " AND r.id = ?", recurring_id
    elif customer_id is not None:
        where, value = " AND r.customer_id = ?", customer_id
    values = () if value is None else (value,)
    found = connection.execute(
        "SELECT r.id, r.customer_id, c.name, t.body, r.kind, r.amount_cents, r.every, r.start_on,"
        " r.times, r.until_on, r.stopped_on FROM recurring r"
        " JOIN customer c ON c.id = r.customer_id AND c.active = 1"
        " LEFT JOIN personal_text t ON t.id = r.description_id"
        f" WHERE r.active = 1{where} ORDER BY r.id",
        values,
    ).fetchall()
    more = "x.from_on, x.amount_cents"
    changes = _by_recurring(connection, "recurring_amount", more, where, values)
    sold = _by_recurring(connection, "occurrence", "x.occurs_on", where, values)
    return [
        RecurringRow(
            key, customer, name, description, kind,
            Agreed(cents, every, date.fromisoformat(start), times, _day(until), _day(stopped),
                   tuple((date.fromisoformat(on), new) for on, new in changes.get(key, ()))),
            frozenset(date.fromisoformat(on) for (on,) in sold.get(key, ())),
        )
        for key, customer, name, description, kind, cents, every, start, times, until, stopped
        in found
    ]  # fmt: skip


def _by_recurring(
    connection: sqlite3.Connection, table: str, columns: str, where: str, values: tuple[int, ...]
) -> dict[int, list[tuple[Any, ...]]]:
    """What stands of a table for the same recurring sales, in the order of writing."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for key, *more in connection.execute(
        f"SELECT x.recurring_id, {columns} FROM {table} x"
        " JOIN recurring r ON r.id = x.recurring_id"
        f" WHERE x.active = 1{where} ORDER BY x.id",
        values,
    ):
        found.setdefault(key, []).append(tuple(more))
    return found


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
