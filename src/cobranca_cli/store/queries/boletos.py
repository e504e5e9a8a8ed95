"""The boletos of instalments: the bank's line of each, as it stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from cobranca_cli.domain.boleto import asks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence


def lines(connection: sqlite3.Connection, installment_ids: Collection[int]) -> dict[int, str]:
    """Instalment -> the line of its boleto, of those that have one."""
    rows = connection.execute(
        "SELECT installment_id, line FROM boleto WHERE active = 1"
        " AND installment_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(installment_ids)),),
    )
    return dict(rows.fetchall())


class _Asked(Protocol):
    """An instalment with what is open of it."""

    @property
    def installment_id(self) -> int: ...
    @property
    def open_cents(self) -> int: ...


def that_ask(connection: sqlite3.Connection, items: Sequence[_Asked]) -> dict[int, str]:
    """Those that ask what the items do; one of before a discount would take too much."""
    found = lines(connection, [item.installment_id for item in items])
    return {
        item.installment_id: line
        for item in items
        if (line := found.get(item.installment_id)) and asks(line, item.open_cents)
    }


def with_one(connection: sqlite3.Connection) -> set[int]:
    """The open instalments that have a boleto."""
    rows = connection.execute(
        "SELECT b.installment_id FROM boleto b JOIN installment i ON i.id = b.installment_id"
        " WHERE b.active = 1 AND i.open_cents > 0"
    )
    return {key for (key,) in rows}


def others(connection: sqlite3.Connection, line: str, installment_id: int) -> list[int]:
    """Other instalments, of sales that stand, that have this very boleto."""
    rows = connection.execute(
        "SELECT b.installment_id FROM boleto b JOIN installment i ON i.id = b.installment_id"
        " LEFT JOIN sale s ON s.id = i.sale_id WHERE b.active = 1 AND b.line = ?"
        " AND b.installment_id <> ? AND coalesce(s.voided, 0) = 0 ORDER BY 1",
        (line, installment_id),
    )
    return [key for (key,) in rows]


def active_id(connection: sqlite3.Connection, installment_id: int) -> int | None:
    """The row of an instalment's boleto."""
    row = connection.execute(
        "SELECT id FROM boleto WHERE active = 1 AND installment_id = ?", (installment_id,)
    ).fetchone()
    return None if row is None else int(row[0])
