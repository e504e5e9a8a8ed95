"""A Pix code for exactly what somebody owes, for an amount, or for any amount (rules §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import NothingToPayError
from cobranca_cli.messages import payment_code
from cobranca_cli.store.queries import customers, ledger, lookup

if TYPE_CHECKING:
    import sqlite3

    from cobranca_cli.store.settings import Settings


class PixCode(NamedTuple):
    """What `pix` shows (`interface.md`); `amount_cents` null lets the payer say how much."""

    payload: str
    amount_cents: int | None
    key: str
    name: str
    city: str
    txid: str | None
    customer_id: int | None
    customer: str | None


class Owed(NamedTuple):
    """Who owes how much, and what the code of it calls itself."""

    customer_id: int
    customer: str
    cents: int
    txid: str


def pix_code(
    settings: Settings,
    owed: Owed | None,
    *,
    amount_cents: int | None = None,
    description: str | None = None,
) -> PixCode:
    """The code for what is owed, or for `amount_cents` of it; of nobody's, for any amount.

    Raises PixNotReadyError, InvalidPixKeyError, InvalidPixFieldError, NothingToPayError.
    """
    payee = payment_code.payee(settings)
    if owed and amount_cents is None:
        if owed.cents <= 0:
            raise NothingToPayError(owed.customer)
        amount_cents = owed.cents
    txid = owed.txid if owed else None
    payload = payment_code.payload(
        settings, amount_cents=amount_cents, txid=txid, description=description
    )
    return PixCode(
        payload, amount_cents, *payee, txid, owed and owed.customer_id, owed and owed.customer
    )


def owed_by(connection: sqlite3.Connection, text: str) -> Owed:
    """All that a customer has open, due or not, net of credit.

    Raises CustomerNotFoundError, AmbiguousCustomerError.
    """
    who = lookup.for_read(connection, text)
    _, _, open_cents = ledger.open_totals(connection, customer_id=who.customer_id)
    credit_cents = ledger.credit_cents(connection, who.customer_id)
    return Owed(who.customer_id, who.name, open_cents - credit_cents, f"C{who.customer_id}")


def owed_of_sale(connection: sqlite3.Connection, text: str) -> Owed:
    """What is open of a sale. Raises SaleNotFoundError and what a customer's name raises."""
    sale = lookup.sale(connection, text)
    return Owed(sale.customer_id, sale.customer, sale.open_cents, f"V{sale.sale_id}")


def owed_of_installment(connection: sqlite3.Connection, text: str) -> Owed:
    """What is open of an instalment. Raises InstallmentNotFoundError and as above."""
    item = lookup.installment(connection, text)
    who = customers.by_id(connection, item.customer_id)
    name = who.name if who else ""  # Of an undone write, which left nothing open.
    return Owed(item.customer_id, name, item.open_cents, f"P{item.installment_id}")
