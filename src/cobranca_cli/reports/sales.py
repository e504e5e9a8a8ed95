"""The book of sales."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.store.queries import books, lookup

if TYPE_CHECKING:
    import sqlite3

    from cobranca_cli.store.queries.books import SoldRow


class SalesBook(NamedTuple):
    """What `sales` shows, newest first.

    `sales` (a count) and the totals cover every sale that fits, not the rows shown; voided ones
    are rows and counted, but not in `total_cents`.
    """

    rows: list[SoldRow]
    sales: int
    total_cents: int
    open_cents: int


def sales(
    connection: sqlite3.Connection, *, customer: str | None = None, limit: int | None = None
) -> SalesBook:
    """Sales of one customer, or of all; the counter's only when asked for by name.

    What an undone write had recorded is not listed. Raises CustomerNotFoundError or
    AmbiguousCustomerError.
    """
    customer_id = None if customer is None else lookup.for_read(connection, customer).customer_id
    rows = list(books.sold(connection, customer_id=customer_id, limit=limit))
    return SalesBook(rows, *books.sold_totals(connection, customer_id=customer_id))
