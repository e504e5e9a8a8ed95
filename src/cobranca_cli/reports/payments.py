"""The book of payments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.store.queries import books, lookup

if TYPE_CHECKING:
    import sqlite3

    from cobranca_cli.store.queries.books import ReceivedRow


class PaymentsBook(NamedTuple):
    """What `payments` shows, newest first.

    `payments` (a count) and the totals cover every payment that fits, not the rows shown;
    reversed ones are rows and counted, but not in `amount_cents`.
    """

    rows: list[ReceivedRow]
    payments: int
    amount_cents: int
    credit_cents: int


def payments(
    connection: sqlite3.Connection, *, customer: str | None = None, limit: int | None = None
) -> PaymentsBook:
    """Payments of one customer, or of all; the counter's only when asked for by name.

    What an undone write had recorded is not listed. Raises CustomerNotFoundError or
    AmbiguousCustomerError.
    """
    customer_id = None if customer is None else lookup.for_read(connection, customer).customer_id
    rows = list(books.received(connection, customer_id=customer_id, limit=limit))
    return PaymentsBook(rows, *books.received_totals(connection, customer_id=customer_id))
