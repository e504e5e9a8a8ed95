"""Attachments of sales and payments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.store.attachments import file_name

if TYPE_CHECKING:
    import sqlite3


class AttachmentRow(NamedTuple):
    """One attachment; `file` is its name in `documents`, `name` the one it came with."""

    attachment_id: int
    customer_id: int
    customer: str
    sale_id: int | None
    payment_id: int | None
    name: str
    file: str
    size_bytes: int
    sha256: str


# A row of an undone write is inactive; an emptied name is of somebody forgotten.
_ROWS = """
SELECT a.id, c.id, c.name, a.sale_id, a.payment_id, t.body, a.size_bytes, a.sha256
FROM attachment a JOIN personal_text t ON t.id = a.name_id
LEFT JOIN sale s ON s.id = a.sale_id LEFT JOIN payment p ON p.id = a.payment_id
JOIN customer c ON c.id = coalesce(s.customer_id, p.customer_id)
WHERE t.body <> ''{more} ORDER BY a.id
"""


def rows(
    connection: sqlite3.Connection, *, customer_id: int | None = None, undone: bool = False
) -> list[AttachmentRow]:
    """Those of one customer, or all, by id; with `undone` also those of undone writes."""
    more = "" if undone else " AND a.active = 1"
    if customer_id is not None:
        more += " AND c.id = :customer_id"
    found = connection.execute(_ROWS.format(more=more), {"customer_id": customer_id})
    return [AttachmentRow._make((*row[:6], file_name(row[7], row[5]), *row[6:])) for row in found]
