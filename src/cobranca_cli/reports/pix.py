"""A Pix code for exactly what somebody owes, for an amount, or for any amount (rules §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import NothingToPayError
from cobranca_cli.messages import payment_code
from cobranca_cli.reports import charges
from cobranca_cli.store.queries import customers, ledger, lookup

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.store.settings import Settings


class PixCode(NamedTuple):
    """What `pix` shows (`interface.md`); `amount_cents` null lets the payer say how much.

    `charges_cents` of it are what lateness costs on the day `holds_on`, null without any.
    """

    payload: str
    amount_cents: int | None
    key: str
    name: str
    city: str
    txid: str | None
    customer_id: int | None
    customer: str | None
    charges_cents: int
    holds_on: date | None


class Owed(NamedTuple):
    """Who owes how much, and what the code of it calls itself."""

    customer_id: int
    customer: str
    cents: int
    txid: str
    charges_cents: int = 0


def pix_code(
    settings: Settings,
    owed: Owed | None,
    *,
    today: date,
    amount_cents: int | None = None,
    description: str | None = None,
) -> PixCode:
    """The code for what is owed, or for `amount_cents` of it; of nobody's, for any amount.

    Raises PixNotReadyError, InvalidPixKeyError, InvalidPixFieldError, NothingToPayError.
    """
    payee = payment_code.payee(settings)
    charges_cents = 0
    if owed and amount_cents is None:
        if owed.cents <= 0:
            raise NothingToPayError(owed.customer)
        amount_cents, charges_cents = owed.cents, owed.charges_cents
    txid = owed.txid if owed else None
    payload = payment_code.payload(
        settings, amount_cents=amount_cents, txid=txid, description=description
    )
    return PixCode(
        payload, amount_cents, *payee, txid, owed and owed.customer_id, owed and owed.customer,
        charges_cents, today if charges_cents else None,
    )  # fmt: skip


def owed_by(connection: sqlite3.Connection, text: str, today: date, calendar: Calendar) -> Owed:
    """All that a customer has open, due or not, with what lateness costs today, net of credit.

    Raises CustomerNotFoundError, AmbiguousCustomerError.
    """
    who = lookup.for_read(connection, text)
    _, _, open_cents = ledger.open_totals(connection, customer_id=who.customer_id)
    credit_cents = ledger.credit_cents(connection, who.customer_id)
    more = charges.of_customer(connection, who.customer_id, today, calendar)
    return Owed(
        who.customer_id, who.name, open_cents + more - credit_cents, f"C{who.customer_id}", more
    )


def owed_of_sale(
    connection: sqlite3.Connection, text: str, today: date, calendar: Calendar
) -> Owed:
    """What is open of a sale, and charges.

    Raises SaleNotFoundError and what a customer's name raises.
    """
    sale = lookup.sale(connection, text)
    items = ledger.installments_of(connection, sale.sale_id)
    cost = charges.on_day(connection, (i.installment_id for i in items), today, calendar)
    more = charges.cents(cost)
    return Owed(sale.customer_id, sale.customer, sale.open_cents + more, f"V{sale.sale_id}", more)


def owed_of_installment(
    connection: sqlite3.Connection, text: str, today: date, calendar: Calendar
) -> Owed:
    """What is open of an instalment, and charges. Raises InstallmentNotFoundError and as above."""
    item = lookup.installment(connection, text)
    who = customers.by_id(connection, item.customer_id)
    name = who.name if who else ""  # Of an undone write, which left nothing open.
    more = charges.cents(charges.on_day(connection, [item.installment_id], today, calendar))
    return Owed(item.customer_id, name, item.open_cents + more, f"P{item.installment_id}", more)
