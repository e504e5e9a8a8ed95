"""The book of payments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.sale_plan import METHODS
from cobranca_cli.domain.settlement import settle
from cobranca_cli.store.queries import books, lookup

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.store.settings import Settings


class PaymentLine(NamedTuple):
    """One payment (`interface.md`); `credit_cents` is its own leftover.

    One that bounced counts as reversed too. `net_cents` is in the account from `settles_on` on, by
    the method's settings; null for what was reversed.
    """

    payment_id: int
    customer_id: int
    customer: str
    received_on: date
    amount_cents: int
    method: str
    reference: str | None
    payer: str | None
    reversed: bool
    credit_cents: int
    clears_on: date | None
    bounced_on: date | None
    net_cents: int | None
    settles_on: date | None


class PaymentsBook(NamedTuple):
    """What `payments` shows, newest first.

    `payments` (a count) and the totals cover every payment that fits, not the rows shown;
    reversed ones are rows and counted, but not in `amount_cents`.
    """

    rows: list[PaymentLine]
    payments: int
    amount_cents: int
    credit_cents: int


def payments(
    connection: sqlite3.Connection,
    *,
    settings: Settings,
    customer: str | None = None,
    limit: int | None = None,
) -> PaymentsBook:
    """Payments of one customer, or of all; the counter's only when asked for by name.

    What an undone write had recorded is not listed. Raises CustomerNotFoundError or
    AmbiguousCustomerError.
    """
    customer_id = None if customer is None else lookup.for_read(connection, customer).customer_id
    calendar = settings.calendar
    terms = {method: settings.settlement(method) for method in METHODS}
    rows = []
    for row in books.received(connection, customer_id=customer_id, limit=limit):
        net_cents, settles_on = settle(
            row.amount_cents, row.clears_on or row.received_on, terms[row.method], calendar
        )
        rows.append(PaymentLine(*row, *((None, None) if row.reversed else (net_cents, settles_on))))
    return PaymentsBook(rows, *books.received_totals(connection, customer_id=customer_id))
