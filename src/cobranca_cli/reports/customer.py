"""One customer on one screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.aging import days_overdue, late_cutoff
from cobranca_cli.domain.charges import Charges
from cobranca_cli.domain.credit import Exposure
from cobranca_cli.domain.freshness import is_stale, unconfirmed
from cobranca_cli.domain.phone import is_mobile
from cobranca_cli.reports import charges, recurring, score
from cobranca_cli.reports.agreements import AgreementLine
from cobranca_cli.reports.agreements import lines as agreement_lines
from cobranca_cli.reports.next_steps import NextStep, next_steps
from cobranca_cli.reports.promises import promises
from cobranca_cli.store.queries import (
    attachments,
    boletos,
    books,
    disputes,
    early,
    ledger,
    lookup,
    points,
    registry,
)
from cobranca_cli.store.queries import credit as queries
from cobranca_cli.store.queries import customers as people
from cobranca_cli.store.queries import recurring as recurring_queries

if TYPE_CHECKING:
    import sqlite3

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.reports.promises import PromiseLine
    from cobranca_cli.reports.recurring import RecurringLine
    from cobranca_cli.reports.score import Counted
    from cobranca_cli.store.queries.attachments import AttachmentRow
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.queries.registry import Balance
    from cobranca_cli.store.settings import Settings

LAST_PAYMENTS = 5
_HEARD_ELSEWHERE = ("consulta", "referencia")


class ContactLine(NamedTuple):
    """A note, reference or look-up; `stale` for one of the latter too old to be relied on."""

    contact_id: int
    on: date
    kind: str
    reason: str | None
    text: str
    stale: bool


class DisputeLine(NamedTuple):
    """One dispute; `status` is open, kept, discounted or voided."""

    installment_id: int
    text: str
    opened_on: date
    status: str


class CustomerSale(NamedTuple):
    """One sale on a customer's screen."""

    sale_id: int
    sold_on: date
    description: str | None
    total_cents: int
    open_cents: int
    voided: bool


class OpenItem(NamedTuple):
    """One open instalment; `number` 0 is a down payment; 0 `days_overdue` is not late.

    `boleto` is the bank's line, digits only. Paid by `early_until` it costs `early_cents`;
    `updated_cents` is what is open with the fine and interest of today.
    """

    installment_id: int
    sale_id: int | None
    description: str | None
    number: int
    of: int
    due_on: date
    days_overdue: int
    amount_cents: int
    open_cents: int
    boleto: str | None
    fine_cents: int
    interest_cents: int
    updated_cents: int
    early_cents: int | None
    early_until: date | None


class LastPayment(NamedTuple):
    """One of the latest payments; one that bounced counts as reversed too."""

    payment_id: int
    received_on: date
    amount_cents: int
    method: str
    reversed: bool
    bounced: bool


class CustomerCard(NamedTuple):
    """What `customer` shows (`interface.md`); what later issues bring is null or empty.

    `written_off_cents` was given up and has not come back. `fine_cents` and `interest_cents` are
    those of the open items today, `updated_cents` what is open with them.
    `exposure_cents` is open less credit, below zero for who is owed money. `usual_days` is the
    median of days late, `recent_usual_days` that of what fell due in the last 6 months. Open items
    are oldest due first; `next_steps` are what the owner may do now, the first one first.
    """

    customer_id: int
    name: str
    nickname: str | None
    phone: str | None
    document: str | None
    email: str | None
    address: str | None
    channel: str | None
    credit_limit_cents: int | None
    exposure_cents: int
    available_cents: int | None
    blocked: bool
    blocked_reason: str | None
    open_cents: int
    overdue_cents: int
    credit_cents: int
    score: int | None
    score_class: str | None
    segment: str | None
    points: int | None
    missing: list[str]
    whatsapp: bool
    pay_day: str | None
    referred_by: str | None
    opt_out: bool
    no_news: bool
    confirmed_on: date | None
    usual_days: int | None
    recent_usual_days: int | None
    counted: Counted
    promises: list[PromiseLine]
    disputes: list[DisputeLine]
    agreements: list[AgreementLine]
    contacts: list[ContactLine]
    sales: list[CustomerSale]
    open_items: list[OpenItem]
    last_payments: list[LastPayment]
    recurring: list[RecurringLine]
    next_steps: list[NextStep]
    written_off_cents: int
    attachments: list[AttachmentRow]
    fine_cents: int
    interest_cents: int
    updated_cents: int


def customer(
    connection: sqlite3.Connection, *, customer: str, today: date, settings: Settings
) -> CustomerCard:
    """The one customer whom the text names, wholly or by a part.

    Raises CustomerNotFoundError or AmbiguousCustomerError.
    """
    calendar = settings.calendar
    row = lookup.for_read(connection, customer)
    money = registry.balance(
        connection, row.customer_id, late_before=late_cutoff(today, calendar),
        unconfirmed=unconfirmed(today, settings.zone),
    )  # fmt: skip
    exposure = _exposure(row, money, settings)
    scored = score.score_of(
        connection, customer=f"c{row.customer_id}", as_of=today, calendar=calendar,
        tolerance_cents=settings.tolerance_cents,
    )  # fmt: skip
    open_items = _open_items(connection, row.customer_id, today, calendar)
    card = CustomerCard(
        customer_id=row.customer_id, name=row.name, nickname=row.nickname, phone=row.phone,
        document=row.document, email=row.email, address=row.address, channel=row.channel,
        credit_limit_cents=exposure.limit_cents,
        exposure_cents=exposure.exposure_cents,
        available_cents=exposure.available_cents,
        blocked=row.block_reason_id is not None,
        blocked_reason=queries.block_reason(connection, row.customer_id),
        open_cents=money.open_cents,
        overdue_cents=money.overdue_cents,
        credit_cents=money.credit_cents,
        score=scored.score,
        score_class=scored.score_class,
        segment=scored.segment,
        points=points.balance(connection, row.customer_id) if settings.points_enabled else None,
        missing=[] if row.is_counter else money.missing,
        whatsapp=row.phone is not None and is_mobile(row.phone),
        pay_day=row.pay_day,
        referred_by=row.referred_by,
        opt_out=bool(row.opt_out),
        no_news=bool(row.no_news),
        confirmed_on=date.fromisoformat(row.confirmed_on) if row.confirmed_on else None,
        usual_days=scored.usual_days,
        recent_usual_days=score.recent_usual_days(scored),
        counted=score.counted_lines(scored),
        promises=_promises(connection, row.customer_id, today, calendar),
        disputes=_disputes(connection, row.customer_id, today),
        agreements=agreement_lines(connection, row.customer_id, today, calendar),
        contacts=_contacts(connection, row.customer_id, today),
        sales=_sales(connection, row.customer_id),
        open_items=open_items,
        last_payments=_last_payments(connection, row.customer_id),
        recurring=_recurring(connection, row.customer_id, today, settings),
        next_steps=[],
        written_off_cents=sum(ledger.written_off(connection, row.customer_id).values()),
        attachments=attachments.rows(connection, customer_id=row.customer_id),
        fine_cents=sum(item.fine_cents for item in open_items),
        interest_cents=sum(item.interest_cents for item in open_items),
        updated_cents=sum(item.updated_cents for item in open_items),
    )  # fmt: skip
    return card._replace(next_steps=[] if row.is_counter else next_steps(card))


def _exposure(row: CustomerRow, money: Balance, settings: Settings) -> Exposure:
    """What they owe against what they may; the counter has no limit."""
    limit = settings.default_limit_cents if row.limit_cents is None else row.limit_cents
    return Exposure(None if row.is_counter else limit, money.open_cents, money.credit_cents)


def _promises(
    connection: sqlite3.Connection, customer_id: int, today: date, calendar: Calendar
) -> list[PromiseLine]:
    """What they promised, the latest due first."""
    return promises(connection, as_of=today, calendar=calendar, customer_id=customer_id).rows


def _recurring(
    connection: sqlite3.Connection, customer_id: int, today: date, settings: Settings
) -> list[RecurringLine]:
    """What is sold to them by the week, month or year and has not ended."""
    rows = recurring_queries.rows(connection, customer_id=customer_id)
    found = recurring.lines(connection, rows, today=today, settings=settings)
    return [line for line in found if line.active or line.waiting]


def _disputes(connection: sqlite3.Connection, customer_id: int, today: date) -> list[DisputeLine]:
    return [
        DisputeLine(row.installment_id, row.text, row.opened_on, row.on(today).status)
        for row in disputes.of_customer(connection, customer_id)
        if row.opened_on <= today
    ]


def _contacts(connection: sqlite3.Connection, customer_id: int, today: date) -> list[ContactLine]:
    return [
        ContactLine(row.contact_id, on, row.kind, row.reason, row.text,
                    row.kind in _HEARD_ELSEWHERE and is_stale(on, today))
        for row in people.contacts(connection, customer_id)
        for on in [date.fromisoformat(row.on)]
    ]  # fmt: skip


def _sales(connection: sqlite3.Connection, customer_id: int) -> list[CustomerSale]:
    return [
        CustomerSale(
            sale.sale_id, sale.sold_on, sale.description, sale.total_cents, sale.open_cents,
            sale.voided,
        )
        for sale in books.sold(connection, customer_id=customer_id)
    ]  # fmt: skip


def _open_items(
    connection: sqlite3.Connection, customer_id: int, today: date, calendar: Calendar
) -> list[OpenItem]:
    items = list(ledger.open_installments(connection, customer_id=customer_id))
    lines = boletos.lines(connection, [item.installment_id for item in items])
    offers = early.on_day(connection, items, today)
    known = charges.on_day(connection, [item.installment_id for item in items], today, calendar)
    cost = [known.get(i.installment_id, Charges(0, 0, i.open_cents)) for i in items]
    return [
        OpenItem(
            item.installment_id, item.sale_id, item.description, item.number, item.of,
            item.due_on, days_overdue(item.due_on, today, calendar), item.amount_cents,
            item.open_cents, lines.get(item.installment_id),
            one.fine_cents, one.interest_cents, one.updated_cents,
            *offers.get(item.installment_id, (None, None)),
        )
        for item, one in zip(items, cost, strict=True)
    ]  # fmt: skip


def _last_payments(connection: sqlite3.Connection, customer_id: int) -> list[LastPayment]:
    return [
        LastPayment(
            p.payment_id,
            p.received_on,
            p.amount_cents,
            p.method,
            p.reversed,
            p.bounced_on is not None,
        )
        for p in books.received(connection, customer_id=customer_id, limit=LAST_PAYMENTS)
    ]
