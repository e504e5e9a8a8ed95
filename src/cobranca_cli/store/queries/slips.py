"""How the instalments of a sale may be paid, beside Pix."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def boletos(connection: sqlite3.Connection, sale_id: int) -> dict[int, str]:
    """The bank's lines (47 or 48 digits) of a sale's boletos, by instalment."""
    rows = connection.execute(
        "SELECT b.installment_id, b.line FROM boleto b"
        " JOIN installment i ON i.id = b.installment_id"
        " WHERE i.sale_id = ? AND b.active = 1",
        (sale_id,),
    )
    return dict(rows.fetchall())


def link(connection: sqlite3.Connection, sale_id: int) -> str | None:
    """The page where this sale can be paid, if it was given one."""
    row = connection.execute(
        "SELECT t.body FROM sale s JOIN personal_text t ON t.id = s.link_id WHERE s.id = ?",
        (sale_id,),
    ).fetchone()
    return None if row is None else row[0]
