"""What can be offered to somebody who is late, with what it costs (`rules.md` §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import aging
from cobranca_cli.domain import offers as rules
from cobranca_cli.domain.agreement import chosen
from cobranca_cli.domain.agreement_plan import first_due_on
from cobranca_cli.errors import NothingToNegotiateError, WrongCustomerError, brl
from cobranca_cli.reports import score
from cobranca_cli.store.queries import accounts, ledger, lookup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence
    from datetime import date

    from cobranca_cli.domain.agreement_plan import Part
    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.settings import Settings


class ChosenItem(NamedTuple):
    """One instalment to negotiate; `number` 0 is a down payment, 0 days are not late."""

    installment_id: int
    sale_id: int | None
    number: int
    of: int
    due_on: date
    days_overdue: int
    open_cents: int
    charges_cents: int
    updated_cents: int


class OfferLine(NamedTuple):
    """`domain.offers.Offer` with its words and what to type to propose it."""

    kind: rules.Kind
    installments: int
    discount_cents: int
    total_cents: int
    down_payment_cents: int
    cost_cents: int
    present_cents: int
    first_due_on: date
    parts: list[Part]
    offer: str
    command: str


class OffersReport(NamedTuple):
    """The menu of `negotiate`, the recommended offer first.

    `original_cents` is open principal, `updated_cents` that and the charges; `contested` counts
    the instalments that are left out. `usual_month_cents` is null when it is not known.
    """

    customer_id: int
    customer: str
    segment: str
    days_late: int
    usual_month_cents: int | None
    original_cents: int
    charges_cents: int
    updated_cents: int
    first_due_on: date
    monthly_rate_bps: int
    contested: int
    items: list[ChosenItem]
    offers: list[OfferLine]

    @property
    def rows(self) -> list[OfferLine]:
        """The offers, where a table is made."""
        return self.offers


def offers(
    connection: sqlite3.Connection,
    *,
    customer: str,
    today: date,
    settings: Settings,
    sales: Sequence[str] = (),
) -> OffersReport:
    """For all that is late of the customer whom the text names, or all that is open of sales.

    Raises NothingToNegotiateError, WrongCustomerError for a sale to somebody else, and what naming
    a customer or a sale raises.
    """
    row, calendar = lookup.for_read(connection, customer), settings.calendar
    sale_ids = list(dict.fromkeys(_sale_of(connection, row, text) for text in sales))
    items, contested = _items(connection, row, today, calendar, sale_ids)
    if not items:
        raise NothingToNegotiateError(row.name, row.customer_id, sale_named=bool(sales))
    payer = _payer(connection, row.customer_id, today, settings, items)
    rate = settings.percent_bps("negotiation.monthly_rate")
    first_on = first_due_on(
        today, days=settings.number("negotiation.first_due_days"), usual=row.pay_day,
        calendar=calendar,
    )  # fmt: skip
    menu = rules.offers(
        [(item.open_cents, item.charges_cents) for item in items], payer, settings.floor,
        agreed_on=today, first_due_on=first_on, monthly_rate_bps=rate,
    )  # fmt: skip
    return OffersReport(
        row.customer_id, row.name, payer.segment, payer.days_late, payer.usual_month_cents,
        sum(item.open_cents for item in items), sum(item.charges_cents for item in items),
        sum(item.updated_cents for item in items), first_on, rate, contested, items,
        [OfferLine(*one, _words(one), _command(one, row.customer_id, sale_ids)) for one in menu],
    )  # fmt: skip


def _sale_of(connection: sqlite3.Connection, row: CustomerRow, text: str) -> int:
    state = lookup.sale(connection, text, for_reading=True)
    if state.customer_id != row.customer_id:
        raise WrongCustomerError(f"A venda {state.sale_id}", state.customer, row.name)
    return state.sale_id


def _items(
    connection: sqlite3.Connection, row: CustomerRow, today: date, calendar: Calendar,
    sale_ids: Collection[int],
) -> tuple[list[ChosenItem], int]:  # fmt: skip
    """What is chosen, oldest first, and how many others are contested; the counter has none."""
    if row.is_counter:
        return [], 0
    account = accounts.account(connection, row.customer_id, calendar)
    found, contested = chosen(account.items, today, calendar, sale_ids)
    known = [(one, ledger.state(connection, one.item.installment_id)) for one in found]
    return [
        ChosenItem(
            state.installment_id, state.sale_id, state.number, state.of, state.due_on,
            aging.days_overdue(state.due_on, today, calendar), state.open_cents,
            one.charges_cents, state.open_cents + one.charges_cents,
        )
        for one, state in known if state
    ], contested  # fmt: skip


def _payer(
    connection: sqlite3.Connection, customer_id: int, today: date, settings: Settings,
    items: list[ChosenItem],
) -> rules.Payer:  # fmt: skip
    """What was paid when it was sold says nothing of what somebody can pay in a month."""
    known = score.score_rows(
        connection, as_of=today, calendar=settings.calendar,
        tolerance_cents=settings.tolerance_cents, customer_ids=[customer_id],
    )  # fmt: skip
    paid = [
        (one.received_on, one.amount_cents)
        for one in ledger.payments(connection, customer_id=customer_id)
        if one.sale_id is None and not one.reversed
    ]
    return rules.Payer(
        known[customer_id].segment, max(item.days_overdue for item in items),
        rules.usual_month_cents(paid, today),
    )  # fmt: skip


def _words(one: rules.Offer) -> str:
    """`à vista`, `3x de R$ 33,33 (1ª de R$ 33,34)`, `entrada de R$ 30,00 + R$ 70,00`."""
    if one.kind == "a-vista":
        return "à vista"
    amounts = [part.amount_cents for part in one.parts if part.number]
    first, last = amounts[0], amounts[-1]
    down = f"entrada de {brl(one.down_payment_cents)} + " if one.down_payment_cents else ""
    times = f"{one.installments}x de " if one.installments > 1 else ""
    return f"{down}{times}{brl(last)}" + (f" (1ª de {brl(first)})" if first != last else "")


def _command(one: rules.Offer, customer_id: int, sale_ids: Sequence[int]) -> str:
    """What to type to propose it."""
    said = [f"cobranca negociar c{customer_id} --parcelas {one.installments}"]
    if one.discount_cents:
        said.append(f"--desconto {brl(one.discount_cents)[3:]}")
    if one.down_payment_cents:
        said.append(f"--entrada {brl(one.down_payment_cents)[3:]}")
    return " ".join([*said, *(f"--venda {sale_id}" for sale_id in sale_ids)])
