"""Where a sale may be paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def link(connection: sqlite3.Connection, sale_id: int) -> str | None:
    """The page where this sale can be paid, if it was given one."""
    row = connection.execute(
        "SELECT t.body FROM sale s JOIN personal_text t ON t.id = s.link_id WHERE s.id = ?",
        (sale_id,),
    ).fetchone()
    return None if row is None else row[0]
