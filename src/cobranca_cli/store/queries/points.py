"""Points that customers earned, were given and spent."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable


class PointsRow(NamedTuple):
    """A row of the table `points`; what is spent, and what takes points back, is below zero."""

    points_id: int
    customer_id: int
    kind: str
    points: int
    on: date
    payment_id: int | None
    sale_id: int | None
    text: str | None
    text_id: int | None
    reverses_id: int | None


_ROWS = (
    "SELECT p.id, p.customer_id, p.kind, p.points, p.effective_on, p.payment_id, p.sale_id,"
    " t.body, p.text_id, p.reverses_id"
    " FROM points p LEFT JOIN personal_text t ON t.id = p.text_id "
)


def balance(connection: sqlite3.Connection, customer_id: int) -> int:
    """What a customer has; never below zero."""
    row = connection.execute(
        "SELECT coalesce(sum(points), 0) FROM points WHERE customer_id = ?", (customer_id,)
    ).fetchone()
    return int(row[0])


def of_customer(connection: sqlite3.Connection, customer_id: int) -> list[PointsRow]:
    """A customer's rows by id."""
    return _rows(
        connection.execute(_ROWS + "WHERE p.customer_id = ? ORDER BY p.id", (customer_id,))
    )


def in_span(connection: sqlite3.Connection, span: tuple[int, int]) -> list[PointsRow]:
    """The rows of a write, by id."""
    return _rows(connection.execute(_ROWS + "WHERE p.id BETWEEN ? AND ? ORDER BY p.id", span))


def earned(
    connection: sqlite3.Connection, payment_ids: Collection[int]
) -> list[tuple[PointsRow, int]]:
    """(row, what stands of it) of what these payments earned, by id."""
    found = _rows(
        connection.execute(
            _ROWS + "WHERE p.payment_id IN (SELECT value FROM json_each(?)) ORDER BY p.id",
            (json.dumps(sorted(payment_ids)),),
        )
    )
    left: dict[int, int] = {}
    for row in reversed(found):  # A reversal, and its own, come after what they reverse.
        left[row.points_id] = row.points + left.get(row.points_id, 0)
        if row.reverses_id is not None:
            left[row.reverses_id] = left.get(row.reverses_id, 0) + left[row.points_id]
    return [
        (row, left[row.points_id])
        for row in found
        if row.reverses_id is None and left[row.points_id]
    ]


def _rows(rows: Iterable[tuple[object, ...]]) -> list[PointsRow]:
    found = [PointsRow(*row) for row in rows]  # type: ignore[arg-type]  # SQLite rows are untyped.
    return [row._replace(on=date.fromisoformat(str(row.on))) for row in found]
