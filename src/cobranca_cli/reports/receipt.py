"""The receipt of what was paid in one go, and of all that was received in a year (rules §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.charges import Taken
from cobranca_cli.domain.words_of_amount import in_words
from cobranca_cli.errors import (
    CounterNameError,
    NothingReceivedError,
    PaymentBouncedError,
    PaymentReversedError,
)
from cobranca_cli.messages import texts, wording
from cobranca_cli.store.queries import charges, customers, ledger, lookup, receipts
from cobranca_cli.store.queries import points as point_queries

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3

    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.queries.receipts import Part, Received
    from cobranca_cli.store.settings import Settings


class Settled(NamedTuple):
    """What was paid of one instalment; what is left of it today, and what was given up."""

    installment_id: int
    sale_id: int | None
    description: str | None
    number: int
    of: int
    due_on: dt.date
    principal_cents: int
    fine_cents: int
    interest_cents: int
    discount_cents: int
    open_cents: int
    written_off_cents: int

    @property
    def paid_cents(self) -> int:
        """Principal and charges."""
        return self.principal_cents + self.fine_cents + self.interest_cents


class Receipt(NamedTuple):
    """What was received, from whom, for what, and what is left open on the day of issue.

    `payments` are the parts of what was paid in one go, in several ways. `payer` is who paid for
    the customer. `credit_cents` and `refunded_cents` are what of it settles nothing: kept as
    credit, or given back; `written_off_cents` is what was given up of the customer's. `working` is
    how the charges that were paid came about, line by line. `points` are those that it earned, and
    `points_balance` what there is now; null while points are off. `message` is the text for
    WhatsApp, "" when its template is broken.
    """

    payment_id: int
    customer_id: int
    customer: str | None
    document: str | None
    payer: str | None
    received_on: dt.date
    issued_on: dt.date
    amount_cents: int
    amount_in_words: str
    payments: list[Part]
    reference: str | None
    items: list[Settled]
    credit_cents: int
    refunded_cents: int
    remaining_open_cents: int
    written_off_cents: int
    working: list[str]
    points: int | None
    points_balance: int | None
    message: str
    whatsapp_url: str | None
    warnings: list[str]


class Earned(NamedTuple):
    """The points that payments earned, and what there is now."""

    points: int
    balance: int


class Month(NamedTuple):
    """What was received in a month (1 to 12), and what of it was for services."""

    month: int
    amount_cents: int
    services_cents: int
    payments: list[Received]


class AnnualReceipt(NamedTuple):
    """All that was received of a customer in a year, without what was given back."""

    customer_id: int
    customer: str
    document: str | None
    year: int
    issued_on: dt.date
    months: list[Month]
    total_cents: int
    total_in_words: str
    services_cents: int
    descriptions: list[str]


def receipt(
    connection: sqlite3.Connection, *, payment: str, today: dt.date, settings: Settings
) -> Receipt:
    """The receipt of a payment, which is named by its number or by its customer.

    A sale at the counter has nobody's name. Raises PaymentReversedError, PaymentBouncedError, and
    what finding raises.
    """
    state = lookup.payment(connection, payment, for_reading=True)
    if state.reversed:
        rows = ledger.refunds(connection, payment_id=state.payment_id)
        bounced = sum(row.amount_cents for row in rows if row.kind == "bounce")
        raise (PaymentBouncedError if bounced else PaymentReversedError)(state.payment_id)
    row = customers.by_id(connection, state.customer_id)
    assert row is not None
    parts = receipts.parts(connection, state.payment_id)
    ids = [part.payment_id for part in parts]
    lost = ledger.written_off(connection, row.customer_id)
    items = [
        Settled(s.installment_id, s.sale_id, s.description, s.number, s.of, s.due_on, s.paid_cents,
                s.fine_cents, s.interest_cents, s.discount_cents, s.open_cents,
                lost.get(s.installment_id, 0))
        for s in receipts.settled(connection, ids)
    ]  # fmt: skip
    total, credit = sum(p.amount_cents for p in parts), sum(p.credit_cents for p in parts)
    left = 0 if row.is_counter else ledger.open_totals(connection, customer_id=row.customer_id)[2]
    points = _points(connection, row, ids, settings)
    warnings: list[str] = []
    message = ""
    with texts.unless_broken(warnings):
        message = texts.payment_receipt(
            settings, name=row.name, nickname=row.nickname, received_on=state.received_on,
            amount_cents=total, methods=[part.method for part in parts], allocations=items,
            remaining_open_cents=left, credit_cents=credit, written_off_cents=sum(lost.values()),
            clears_on=next((part.clears_on for part in parts if part.clears_on), None),
            points=points,
        )  # fmt: skip
    return Receipt(
        state.payment_id, row.customer_id, None if row.is_counter else row.name, row.document,
        state.payer, state.received_on, today, total, in_words(total), parts, state.reference,
        items, credit, total - credit - sum(item.paid_cents for item in items), left,
        sum(lost.values()), _working(connection, items, ids, settings), points and points.points,
        points and points.balance, message, texts.whatsapp_link(row.phone, message), warnings,
    )  # fmt: skip


def _points(
    connection: sqlite3.Connection, row: CustomerRow, payment_ids: list[int], settings: Settings
) -> Earned | None:
    if not settings.points_enabled or row.is_counter:
        return None
    earned = sum(left for _, left in point_queries.earned(connection, payment_ids))
    return Earned(earned, point_queries.balance(connection, row.customer_id))


def _working(
    connection: sqlite3.Connection,
    items: list[Settled],
    payment_ids: list[int],
    settings: Settings,
) -> list[str]:
    """How the charges came about that these payments gave, on the day on which they did."""
    charged = [item.installment_id for item in items if item.fine_cents or item.interest_cents]
    lines = []
    for key, history in charges.histories(connection, charged).items():
        rows = charges.of_installment(connection, key)
        day = max(row.effective_on for row in rows if row.payment_id in payment_ids)
        before = history._replace(taken=[
            Taken(row.effective_on, row.kind, row.amount_cents)
            for row in rows if row.payment_id not in payment_ids
        ])  # fmt: skip
        lines += [
            f"{wording.full_day(history.due_on)}, {line}"
            for line in wording.whole_working(before.on(day, settings.calendar))
        ]
    return lines


def annual_receipt(
    connection: sqlite3.Connection, *, customer: str, year: int, today: dt.date
) -> AnnualReceipt:
    """One receipt for a year, month by month.

    Raises CounterNameError, NothingReceivedError, CustomerNotFoundError, AmbiguousCustomerError.
    """
    row = lookup.for_read(connection, customer)
    if row.is_counter:
        raise CounterNameError
    found = receipts.received(connection, row.customer_id, year)
    if not found:
        raise NothingReceivedError(row.name, year)
    months = []
    for month in range(1, 13):
        paid = [one for one in found if one.received_on.month == month]
        if paid:
            months.append(Month(month, sum(p.amount_cents for p in paid),
                                sum(p.services_cents for p in paid), paid))  # fmt: skip
    total = sum(month.amount_cents for month in months)
    return AnnualReceipt(
        row.customer_id, row.name, row.document, year, today, months, total, in_words(total),
        sum(month.services_cents for month in months),
        receipts.descriptions(connection, [one.payment_id for one in found]),
    )  # fmt: skip
