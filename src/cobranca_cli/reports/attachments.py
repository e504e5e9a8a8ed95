"""The files that belong to sales and payments, and whether each is still there and whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.store import attachments as files
from cobranca_cli.store.queries import attachments as queries
from cobranca_cli.store.queries import lookup

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


class AttachmentLine(NamedTuple):
    """One attachment; `status` is ok, missing or changed, `of` what it belongs to, in words."""

    attachment_id: int
    customer_id: int
    customer: str
    sale_id: int | None
    payment_id: int | None
    name: str
    file: str
    size_bytes: int
    sha256: str
    status: str
    of: str


class AttachmentList(NamedTuple):
    """What `attachments` shows, by id; `attachments` counts them."""

    rows: list[AttachmentLine]
    attachments: int


def attachments(
    connection: sqlite3.Connection, home: Path, *, customer: str | None = None
) -> AttachmentList:
    """Those of the customer whom the text names, or all.

    Raises CustomerNotFoundError or AmbiguousCustomerError.
    """
    customer_id = None if customer is None else lookup.for_read(connection, customer).customer_id
    rows = [
        AttachmentLine(
            *row,
            files.state(home, row.file),
            f"venda {row.sale_id}" if row.sale_id else f"recebimento {row.payment_id}",
        )
        for row in queries.rows(connection, customer_id=customer_id)
    ]
    return AttachmentList(rows, len(rows))
