"""The payment slips of a sale: each open instalment with the ways to pay it (a "carnê")."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.charges import Charges
from cobranca_cli.errors import NothingForSlipsError
from cobranca_cli.messages import payment_code
from cobranca_cli.reports import charges
from cobranca_cli.store.queries import boletos, customers, ledger, lookup, slips
from cobranca_cli.store.queries import charges as queries

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3

    from cobranca_cli.store.settings import Settings


class Slip(NamedTuple):
    """One instalment; `boleto` is the bank's line, if it has one that asks `updated_cents`.

    `number` 0 is a down payment, not counted in `of`. `pix` is the code for `updated_cents`: what
    is open, and of what is late the fine and interest of the day.
    """

    installment_id: int
    sale_id: int
    description: str | None
    number: int
    of: int
    due_on: dt.date
    amount_cents: int
    open_cents: int
    fine_cents: int
    interest_cents: int
    updated_cents: int
    pix: str | None
    boleto: str | None


class Booklet(NamedTuple):
    """The slips of a sale by number on a day; `link` is the sale's page, else the business's.

    `fine_bps` and `interest_bps` (a month) are what was agreed about lateness.
    """

    sale_id: int
    customer_id: int
    customer: str
    document: str | None
    description: str | None
    sold_on: dt.date
    date: dt.date
    fine_bps: int
    interest_bps: int
    rows: list[Slip]
    open_cents: int
    updated_cents: int
    link: str | None
    warnings: list[str]


def booklet(
    connection: sqlite3.Connection, *, sale: str, today: dt.date, settings: Settings
) -> Booklet:
    """The slips of what is open of a sale, which is named by its number or by its customer.

    Without a Pix key, name and city the slips have no code, and a warning says what is missing.
    Raises NothingForSlipsError, InvalidPixKeyError, and what finding the sale raises.
    """
    state = lookup.sale(connection, sale, for_reading=True)
    if not state.open_cents:
        raise NothingForSlipsError(state.sale_id)
    row = customers.by_id(connection, state.customer_id)
    assert row is not None
    has_code = payment_code.is_ready(settings)
    items = [i for i in ledger.installments_of(connection, state.sale_id) if i.open_cents]
    ids = [item.installment_id for item in items]
    known = charges.on_day(connection, ids, today, settings.calendar)
    cost = [known.get(i.installment_id, Charges(0, 0, i.open_cents)) for i in items]
    lines = boletos.that_ask(connection, [
        item._replace(open_cents=one.updated_cents)
        for item, one in zip(items, cost, strict=True)
    ])  # fmt: skip
    rows = [
        Slip(
            item.installment_id, state.sale_id, state.description, item.number,
            state.installment_count, item.due_on, item.amount_cents, item.open_cents, *one[:3],
            payment_code.payload(
                settings, amount_cents=one.updated_cents,
                txid=payment_code.txid_of(state.customer_id, [item.installment_id]),
            ) if has_code else None,
            lines.get(item.installment_id),
        )
        for item, one in zip(items, cost, strict=True)
    ]  # fmt: skip
    return Booklet(
        state.sale_id, state.customer_id, row.name, row.document, state.description,
        state.sold_on, today, *queries.terms(connection, state.sale_id), rows, state.open_cents,
        sum(slip.updated_cents for slip in rows),
        slips.link(connection, state.sale_id) or settings["business.pay_link"] or None,
        payment_code.warnings(settings),
    )  # fmt: skip
