"""What points a customer has, and where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.store.queries import lookup
from cobranca_cli.store.queries import points as queries

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.store.settings import Settings


class PointsLine(NamedTuple):
    """Points earned with a payment, given or spent (below zero); `taken_back` undoes an earlier."""

    on: date
    kind: str
    points: int
    payment_id: int | None
    sale_id: int | None
    text: str | None
    taken_back: bool


class PointsReport(NamedTuple):
    """What `points` shows: what they have, what it is worth as a discount, and how it came."""

    customer_id: int
    customer: str
    enabled: bool
    points: int
    worth_cents: int
    rows: list[PointsLine]


def points(connection: sqlite3.Connection, *, customer: str, settings: Settings) -> PointsReport:
    """Of the one customer whom the text names, wholly or by a part; the latest first.

    Raises CustomerNotFoundError or AmbiguousCustomerError.
    """
    row = lookup.for_read(connection, customer)
    found = queries.of_customer(connection, row.customer_id)
    balance = sum(line.points for line in found)
    return PointsReport(
        row.customer_id, row.name, settings.points_enabled, balance, balance * settings.point_cents,
        [
            PointsLine(line.on, line.kind, line.points, line.payment_id, line.sale_id, line.text,
                       line.reverses_id is not None)
            for line in reversed(found)
        ],
    )  # fmt: skip
