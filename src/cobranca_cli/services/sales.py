"""Recording sales."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import pay_day
from cobranca_cli.domain.allocation import Fund, Item
from cobranca_cli.domain.charges import Terms
from cobranca_cli.domain.sale_plan import SaleTerms, plan, share_out
from cobranca_cli.domain.text import only_a_number
from cobranca_cli.errors import (
    AmbiguousCustomerError,
    CounterNameError,
    CounterSaleMustBePaidError,
    CustomerNotFoundError,
    FutureDateError,
)
from cobranca_cli.messages import texts, wording
from cobranca_cli.services import boletos as keep_boletos
from cobranca_cli.services import credit, customers, points
from cobranca_cli.services import terms as agreed
from cobranca_cli.services.postings import post
from cobranca_cli.store.models import Installment, Payment, Sale
from cobranca_cli.store.queries import accounts, forgotten, ledger, lookup
from cobranca_cli.store.queries import customers as customer_queries
from cobranca_cli.store.queries import early as early_queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobranca_cli.domain.allocation import Share
    from cobranca_cli.domain.sale_plan import EarlyTerms, PaidPart, PlannedInstallment
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork


class SoldInstallment(NamedTuple):
    """An instalment right after the sale; `of` does not count a down payment (`number` 0).

    `boleto` is the bank's line, digits only.
    """

    installment_id: int
    number: int
    of: int
    due_on: date
    amount_cents: int
    open_cents: int
    boleto: str | None = None


class AtCounter(NamedTuple):
    """What was paid with a sale, how much less it cost for being early, what became credit."""

    paid_cents: int = 0
    discount_cents: int = 0
    left_cents: int = 0


class SaleReceipt(NamedTuple):
    """What add-sale shows (`interface.md`); `missing` is an addition: what to ask who owes.

    `fine_bps` and `interest_bps` are what was agreed about lateness, basis points;
    `discount_cents` closed what was paid early at the counter, `credit_cents` is what was left.
    """

    sale_id: int
    customer_id: int
    customer: str
    created_customer: bool
    sold_on: date
    total_cents: int
    credit_used_cents: int
    paid_cents: int
    payment_ids: list[int]
    installments: list[SoldInstallment]
    message: str
    whatsapp_url: str | None
    warnings: list[str]
    missing: list[str]
    fine_bps: int
    interest_bps: int
    early: EarlyTerms | None
    discount_cents: int
    credit_cents: int


def record_sale(
    unit: UnitOfWork,
    *,
    customer: str | None,
    terms: SaleTerms,
    paid: list[PaidPart],
    settings: Settings,
    new: bool = False,
    phone: str | None = None,
    override: str | None = None,
    default_due: bool = False,
    boletos: Sequence[str] = (),
    early: EarlyTerms | None = None,
    warnings: list[str] | None = None,
) -> SaleReceipt:
    """Record a sale, its instalments, and what was paid at the counter, in one write.

    `customer` None is a sale at the counter ("balcão"), wholly paid. A whole new name creates the
    customer. What is paid goes to this sale; the customer's credit is used next. `override` is why
    a limit or block does not matter this once. With `default_due` it is due on the customer's next
    usual pay day. `boletos` are of the first instalments. `early` is what paying early gives.

    Raises FutureDateError, EarlyDayError, LimitExceededError, AmbiguousCustomerError, …
    """
    with unit:
        warnings = list(warnings or ())
        if terms.sold_on > unit.today:
            raise FutureDateError("A venda", terms.sold_on, unit.today)
        planned = plan(terms)
        parts = share_out(paid, terms.down_payment_cents or terms.total_cents,
                          whole=bool(terms.down_payment_cents))  # fmt: skip
        paid_cents = sum(cents for _, cents in parts)
        early = early if paid_cents < terms.total_cents else None  # Nothing of it can be early.
        if customer is None and paid_cents < terms.total_cents:
            raise CounterSaleMustBePaidError(terms.total_cents - paid_cents)
        buyer, created = _buyer(unit, customer, new=new, phone=phone, warnings=warnings)
        terms = _unless_settled(unit, buyer, terms, paid_cents)
        if default_due and buyer.pay_day:
            due_on = pay_day.next_on(buyer.pay_day, terms.sold_on, settings.calendar)
            planned = plan(terms := terms._replace(first_due_on=due_on))
        early = early and early.up_to(planned[-1].due_on)
        if customer is not None:
            warnings += credit.allow(
                unit, buyer, financed_cents=terms.total_cents - paid_cents, paid_cents=paid_cents,
                is_new=created, settings=settings, override=override,
            )  # fmt: skip
        sale_id, items, funds, shares = _write(unit, buyer, terms, planned, parts, early, settings)
        keep_boletos.put_in_order(unit, [i.installment_id for i in items], planned, boletos)
        sold = sold_installments(terms, items, planned, boletos)
        warnings += keep_boletos.warnings(unit, [i.installment_id for i in items])
        unit.what = {"customer_id": buyer.customer_id, "sale_id": sale_id,
                     "total_cents": terms.total_cents}  # fmt: skip
        at_counter = _at_counter(shares, funds)
        message = confirmation(settings, buyer, terms, sold, at_counter, warnings, early)
        return SaleReceipt(
            sale_id, buyer.customer_id, buyer.name, created, terms.sold_on, terms.total_cents,
            _credit_used(shares, items, funds), paid_cents, [fund.payment_id for fund in funds],
            sold, message, texts.whatsapp_link(buyer.phone, message), warnings,
            _missing(buyer, sold), *terms.late, early, *at_counter[1:],
        )  # fmt: skip


def _unless_settled(
    unit: UnitOfWork, buyer: CustomerRow, terms: SaleTerms, paid_cents: int
) -> SaleTerms:
    """Without charges for what is settled at once: nobody is told of them (CDC 54-B)."""
    credit_cents = ledger.credit_cents(unit.connection, buyer.customer_id)
    settled = paid_cents + credit_cents >= terms.total_cents
    return terms._replace(late=Terms()) if settled else terms


def _write(
    unit: UnitOfWork, buyer: CustomerRow, terms: SaleTerms, planned: list[PlannedInstallment],
    parts: list[tuple[str, int]], early: EarlyTerms | None, settings: Settings,
) -> tuple[int, list[Item], list[Fund], list[Share]]:  # fmt: skip
    """The sale, its payments, and where their money and the customer's credit went."""
    customer_id = buyer.customer_id
    account = accounts.account(unit.connection, customer_id, unit.calendar)
    sale_id, items = write_sale(unit, customer_id, terms, planned, early)
    if early:
        known = early_queries.discounts(unit.connection, [i.installment_id for i in items])
        for item in items:
            item.early = known.get(item.installment_id, ())
    funds = [
        write_payment(
            unit, customer_id=customer_id, received_on=terms.sold_on, amount_cents=cents,
            method=method, sale_id=sale_id,
        )
        for method, cents in parts
    ]  # fmt: skip
    shares = account.sell(items, funds)
    post(unit, shares)
    points.earn(unit, customer_id, shares, settings)
    return sale_id, items, funds, shares


def sold_installments(
    terms: SaleTerms, items: list[Item], planned: list[PlannedInstallment],
    boletos: Sequence[str] = (),
) -> list[SoldInstallment]:  # fmt: skip
    """The instalments as they stand once what was paid and the credit are posted."""
    of_number = dict(enumerate(boletos, 1))
    return [
        SoldInstallment(i.installment_id, p.number, terms.installments, p.due_on,
                        p.amount_cents, i.open_cents, of_number.get(p.number))
        for i, p in zip(items, planned, strict=True)
    ]  # fmt: skip


def confirmation(
    settings: Settings, buyer: CustomerRow, terms: SaleTerms, sold: list[SoldInstallment],
    at_counter: AtCounter, warnings: list[str], early: EarlyTerms | None = None,
) -> str:  # fmt: skip
    """The text for the customer; empty at the counter, and (warned of) when the template fails."""
    message = ""
    if not buyer.is_counter:  # At the counter there is nobody to write to.
        with texts.unless_broken(warnings):
            message = texts.sale_confirmation(
                settings, name=buyer.name, nickname=buyer.nickname, terms=terms,
                installments=sold, early=early, **at_counter._asdict(),
            )  # fmt: skip
            charges = wording.late_terms(terms.late)
            if charges not in message and any(item.open_cents for item in sold):
                warnings.append(f"a confirmação não diz o que foi combinado ({charges}): o seu "
                                "modelo precisa de {{ encargos }}.")  # fmt: skip
    return message


def _missing(buyer: CustomerRow, sold: list[SoldInstallment]) -> list[str]:
    """What should be known of somebody who owes; nothing of who paid at once."""
    if buyer.is_counter or not any(item.open_cents for item in sold):
        return []
    return customer_queries.missing(buyer.phone, buyer.document, buyer.address)


def _at_counter(shares: list[Share], funds: list[Fund]) -> AtCounter:
    return AtCounter(
        sum(fund.amount_cents for fund in funds),
        sum(share.amount_cents for share in shares if share.payment_id is None),
        sum(fund.credit_cents for fund in funds),
    )


def _credit_used(shares: list[Share], items: list[Item], funds: list[Fund]) -> int:
    """Cents of this sale that older payments settled."""
    own = {fund.payment_id for fund in funds}
    sold = {item.installment_id for item in items}
    return sum(
        s.amount_cents
        for s in shares
        if s.payment_id not in (None, *own) and s.installment_id in sold
    )


def write_sale(
    unit: UnitOfWork, customer_id: int, terms: SaleTerms, planned: list[PlannedInstallment],
    early: EarlyTerms | None = None,
) -> tuple[int, list[Item]]:  # fmt: skip
    """Insert the sale and its instalments; returns the id and the open items."""
    invoice_id = unit.words(terms.invoice, customer_id=customer_id)
    sale_id = unit.insert(
        Sale,
        customer_id=customer_id,
        sold_on=terms.sold_on,
        total_cents=terms.total_cents,
        installment_count=terms.installments,
        interval=terms.interval.code,
        remainder=terms.remainder,
        kind=terms.kind,
        invoice_id=invoice_id,
        description_id=unit.words(terms.description, customer_id=customer_id),
        link_id=unit.words(terms.link, customer_id=customer_id),
    )
    agreed.agree(unit, sale_id, terms.late, sold_on=terms.sold_on, early=early)
    if invoice_id is not None:  # A column of version 3: hashed through its change.
        unit.remember_change("sale", sale_id, "invoice_id", None, invoice_id)
    items = []
    for part in planned:
        installment_id = unit.insert(
            Installment,
            customer_id=customer_id,
            sale_id=sale_id,
            number=part.number,
            due_on=part.due_on,
            amount_cents=part.amount_cents,
            open_cents=part.amount_cents,
        )
        items.append(
            Item(
                installment_id=installment_id, sale_id=sale_id, sold_on=terms.sold_on,
                due_on=part.due_on, amount_cents=part.amount_cents,
                open_cents=part.amount_cents, events=[],
                terms=terms.late if any(terms.late) else None,
            )
        )  # fmt: skip
    return sale_id, items


def write_payment(
    unit: UnitOfWork,
    *,
    customer_id: int,
    received_on: date,
    amount_cents: int,
    method: str,
    sale_id: int | None = None,
    reference: str | None = None,
    payer: str | None = None,
) -> Fund:
    """Insert a payment, wholly credit as yet; returns it as a fund to spend."""
    payment_id = unit.insert(
        Payment,
        customer_id=customer_id,
        sale_id=sale_id,
        received_on=received_on,
        amount_cents=amount_cents,
        method=method,
        reference_id=unit.words(reference, customer_id=customer_id),
        payer_id=unit.words(payer, customer_id=customer_id),
        credit_cents=amount_cents,
    )
    return Fund(
        payment_id=payment_id, received_on=received_on, amount_cents=amount_cents,
        credit_cents=amount_cents, events=[],
    )  # fmt: skip


def _buyer(
    unit: UnitOfWork, text: str | None, *, new: bool, phone: str | None, warnings: list[str]
) -> tuple[CustomerRow, bool]:
    """The customer a sale is for, made when the name is new: (row, created)."""
    connection = unit.connection
    if text is None:
        row = customer_queries.by_id(connection, customers.counter(unit))
        if row is None:  # Made a moment ago: only now sent.
            row = customer_queries.counter(unit.connection)
        assert row is not None
        return row, False
    found = [] if new else lookup.whole(connection, text)
    if len(found) > 1:
        raise AmbiguousCustomerError(text, _names(found), may_create=True)
    if found and found[0].is_counter:
        raise CounterNameError
    if found:
        if phone and phone != found[0].phone:
            customers.set_personal(unit, found[0].customer_id, "phone", phone)
            found[0] = found[0]._replace(phone=phone)
        return found[0], False
    if only_a_number(text):  # Digits alone never make a customer (rules §3).
        raise CustomerNotFoundError(text)
    name = customers.clean_name(text)
    if not new:
        near = lookup.parts(connection, text)
        if near:
            raise AmbiguousCustomerError(text, _names(near), may_create=True)
        warnings += [
            f"Há um nome muito parecido: {other}."
            for other in lookup.similar_names(connection, text)
        ]
    details = customers.Details(name=name, phone=phone)
    warnings += customers.comebacks(forgotten.Memory(forgotten.everybody(connection)), details)
    customer_id = customers.create(unit, details)
    row = customer_queries.by_id(unit.connection, customer_id)
    assert row is not None
    return row, True


def _names(rows: list[CustomerRow]) -> list[tuple[int, str]]:
    return [(row.customer_id, row.name) for row in rows]
