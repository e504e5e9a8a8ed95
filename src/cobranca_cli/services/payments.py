"""Recording what was received, taken back and given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.allocation import room_from
from cobranca_cli.domain.sale_plan import share_out
from cobranca_cli.errors import (
    ChargedLaterError,
    ChequeDayError,
    CounterNameError,
    CreditTooSmallError,
    DiscountTooLargeError,
    FutureDateError,
    NothingOpenError,
    PaymentBouncedError,
    PaymentRefundedError,
    PaymentReversedError,
    SaleVoidedError,
    WrongCustomerError,
)
from cobranca_cli.services import charges, losses, payment_receipt, points
from cobranca_cli.services.postings import (
    post,
    take_back_early,
    take_back_events,
    take_back_standing,
    use_credit,
)
from cobranca_cli.services.sales import write_payment
from cobranca_cli.store.models import Clearing, Posting, Refund
from cobranca_cli.store.queries import accounts, customers, ledger, lookup
from cobranca_cli.store.queries import charges as charge_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobranca_cli.domain.allocation import Account, Fund, Share
    from cobranca_cli.domain.sale_plan import PaidPart
    from cobranca_cli.services.payment_receipt import PaymentReceipt
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.queries.ledger import PaymentState
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork


class Reversal(NamedTuple):
    """What reverse-payment shows."""

    payment_id: int
    customer_id: int
    customer: str
    amount_cents: int
    reopened_cents: int
    credit_cents: int
    remaining_open_cents: int


class RefundReceipt(NamedTuple):
    """What refund shows."""

    customer_id: int
    customer: str
    amount_cents: int
    refund_ids: list[int]
    credit_cents: int


def record_payment(
    unit: UnitOfWork,
    *,
    customer: str,
    amount_cents: int,
    received_on: date,
    paid: list[PaidPart],
    settings: Settings,
    sale: str | None = None,
    installment: str | None = None,
    reference: str | None = None,
    payer: str | None = None,
    give_change: bool = False,
    discount_cents: int = 0,
    waive_charges: bool = False,
    clears_on: date | None = None,
) -> PaymentReceipt:
    """Record money received; oldest due first, the rest overflows, what is left is credit.

    Inside an instalment it pays interest, fine, principal (CC 354). What is contested or lost must
    be named (`rules.md` §3). `give_change` records only what is owed; a discount abates the rest.

    Raises FutureDateError, ChequeDayError, SaleVoidedError, NothingOpenError, WrongCustomerError,
    DiscountTooLargeError, ChargedLaterError, and the errors of lookups.
    """
    with unit:
        _check_days(unit, received_on, clears_on)
        row = lookup.for_write(unit.connection, customer)
        if row.is_counter:
            raise CounterNameError
        first, recovered = _targets(unit, row, sale, installment, amount_cents, received_on)
        account = accounts.account(unit.connection, row.customer_id, unit.calendar)
        owed = max(0, account.payable_cents(first, on=received_on) - discount_cents)
        owed += 0 if waive_charges else account.charges_cents(received_on, first)
        kept = min(amount_cents, owed) if give_change else amount_cents
        charged_on = {i.installment_id: i.charged_on for i in account.items if i.charged_on}
        if not kept:
            raise NothingOpenError(row.name)
        shares: list[Share] = []
        parts: list[payment_receipt.PaymentPart] = []
        for method, cents in _kept_parts(paid, amount_cents, kept, give_change=give_change):
            fund = write_payment(
                unit, customer_id=row.customer_id, received_on=received_on, amount_cents=cents,
                method=method, reference=reference, payer=payer,
            )  # fmt: skip
            parts.append(payment_receipt.PaymentPart(fund.payment_id, method, cents))
            if clears_on and method == "check":
                unit.insert(Clearing, payment_id=fund.payment_id, clears_on=clears_on)
            shares += account.receive(fund, first=first, forgive=waive_charges)
        _refuse_before_charges(shares, charged_on, received_on)
        post(unit, shares)
        cuts = _abate(unit, account, discount_cents, received_on, first)
        recovered = losses.lose_rest(unit, first, recovered)
        earned = points.earn(unit, row.customer_id, shares, settings)
        unit.what = {"customer_id": row.customer_id, "amount_cents": kept,
                     "payment_ids": [part.payment_id for part in parts]}  # fmt: skip
        return payment_receipt.made(
            unit, row, settings, received_on, parts, shares, cuts, amount_cents - kept,
            clears_on, earned,
        )._replace(recovered_cents=recovered)  # fmt: skip


def _refuse_before_charges(
    shares: list[Share], charged_on: dict[int, date], received_on: date
) -> None:
    """What charges were counted from stays as it was (rules §4)."""
    for share in shares:
        last = charged_on.get(share.installment_id, received_on)
        if last > received_on:
            raise ChargedLaterError(share.installment_id, received_on, last)


def _check_days(unit: UnitOfWork, received_on: date, clears_on: date | None) -> None:
    if received_on > unit.today:
        raise FutureDateError("O recebimento", received_on, unit.today)
    if clears_on and clears_on < unit.today:
        raise ChequeDayError(clears_on, unit.today)


def reverse_payment(unit: UnitOfWork, *, payment: str, reason: str) -> Reversal:
    """Take a payment back as if it never was, and all that it settled (`rules.md` §3).

    Raises PaymentReversedError, PaymentBouncedError, PaymentRefundedError, PaymentNotFoundError.
    """
    with unit:
        state = lookup.payment(unit.connection, payment)
        refuse_gone(unit, state)
        before = ledger.open_totals(unit.connection, customer_id=state.customer_id)[2]
        points.take_back(unit, state.customer_id, state.payment_id)
        rows = ledger.postings(unit.connection, payment_id=state.payment_id)
        take_back_early(unit, rows)
        take_back_standing(unit, rows)
        charges.take_back(unit, charge_rows.of_payment(unit.connection, state.payment_id))
        unit.insert(
            Refund,
            payment_id=state.payment_id,
            kind="reversal",
            amount_cents=state.amount_cents,
            effective_on=state.received_on,
            reason_id=unit.words(reason, customer_id=state.customer_id),
        )
        unit.flush()
        take_back_events(unit, rows)
        use_credit(unit, state.customer_id)
        after = ledger.open_totals(unit.connection, customer_id=state.customer_id)[2]
        unit.what = {
            "customer_id": state.customer_id,
            "payment_id": state.payment_id,
            "amount_cents": state.amount_cents,
        }
        return Reversal(
            state.payment_id, state.customer_id, state.customer, state.amount_cents,
            after - before, ledger.credit_cents(unit.connection, state.customer_id), after,
        )  # fmt: skip


def refuse_gone(unit: UnitOfWork, state: PaymentState) -> None:
    """Only a payment of which all still stands can be taken back.

    Raises PaymentReversedError, PaymentBouncedError, PaymentRefundedError.
    """
    gone = dict.fromkeys(("refund", "reversal", "bounce"), 0)
    for row in ledger.refunds(unit.connection, payment_id=state.payment_id):
        gone[row.kind] += row.amount_cents
    if gone["bounce"]:
        raise PaymentBouncedError(state.payment_id)
    if gone["reversal"]:
        raise PaymentReversedError(state.payment_id)
    if gone["refund"]:
        raise PaymentRefundedError(state.payment_id, gone["refund"])


def refund(
    unit: UnitOfWork, *, customer: str, amount_cents: int, method: str | None, reason: str
) -> RefundReceipt:
    """Give credit back, oldest payment first; dated today.

    With a clock set back it is dated when the credit was there, so that on no day more left a
    payment than had come in.

    Raises CreditTooSmallError and the errors of `lookup.for_write`.
    """
    with unit:
        row = lookup.for_write(unit.connection, customer)
        account = accounts.account(unit.connection, row.customer_id, unit.calendar)
        if amount_cents > account.credit_cents:
            raise CreditTooSmallError(row.name, amount_cents, account.credit_cents)
        reason_id = unit.words(reason, customer_id=row.customer_id)
        ids, left = [], amount_cents
        for fund in sorted(account.funds, key=lambda f: (f.received_on, f.payment_id)):
            cents = min(left, fund.credit_cents)
            if cents:
                left -= cents
                ids.append(
                    unit.insert(
                        Refund, payment_id=fund.payment_id, kind="refund", amount_cents=cents,
                        effective_on=max(unit.today, _free_from(fund, cents)), method=method,
                        reason_id=reason_id,
                    )
                )  # fmt: skip
        assert not left
        unit.what = {"customer_id": row.customer_id, "amount_cents": amount_cents}
        return RefundReceipt(
            row.customer_id, row.name, amount_cents, ids, account.credit_cents - amount_cents
        )


def _free_from(fund: Fund, cents: int) -> date:
    return room_from(fund.received_on, fund.amount_cents, fund.events, cents)


def _targets(
    unit: UnitOfWork,
    row: CustomerRow,
    sale: str | None,
    installment: str | None,
    cents: int,
    on: date,
) -> tuple[list[int], int]:
    """The instalments that a payment of `cents` names, checked to be this customer's and open.

    And how much of what is named had been written off and is open again from the day `on`.
    """
    connection = unit.connection
    if installment is not None:
        named = lookup.installment(connection, installment)
        what, sale_id = f"A parcela {named.installment_id}", named.sale_id
        rows = [named]
    elif sale is not None:
        state = lookup.sale(connection, sale)
        what, sale_id = f"A venda {state.sale_id}", state.sale_id
        rows = ledger.installments_of(connection, state.sale_id)
    else:
        return [], 0
    named_sale = ledger.sale(connection, sale_id) if sale_id else None
    if rows[0].customer_id != row.customer_id:
        owner = customers.by_id(connection, rows[0].customer_id)
        whose = owner.name if owner else "outro cliente"
        raise WrongCustomerError(what, whose, row.name, paid=True)
    if named_sale and named_sale.voided:
        raise SaleVoidedError(named_sale.sale_id)
    recovered = losses.recover(unit, rows[0], cents, on) if installment is not None else 0
    if not recovered and not any(r.open_cents for r in rows):
        raise NothingOpenError(what)
    return [r.installment_id for r in rows], recovered


def _kept_parts(
    paid: list[PaidPart], amount_cents: int, kept_cents: int, *, give_change: bool
) -> Iterator[tuple[str, int]]:
    """(method, cents) of each part until what is kept is reached; the rest went back as change."""
    given = share_out(paid, amount_cents, whole=True)
    if give_change:  # Out of the cash.
        given.sort(key=lambda part: part[0] == "cash")
    for method, cents in given:
        used = min(cents, kept_cents)
        kept_cents -= used
        if used:
            yield method, used


def _abate(
    unit: UnitOfWork, account: Account, cents: int, received_on: date, first: list[int]
) -> dict[int, int]:
    """Post the discount given with a payment; installment_id -> cents."""
    payable = account.payable_cents(first)
    if cents > payable:
        raise DiscountTooLargeError(cents, payable)
    cuts = account.abate(cents, received_on, first=first)
    for cut in cuts:
        unit.insert(
            Posting, installment_id=cut.installment_id, kind="discount",
            amount_cents=cut.amount_cents, effective_on=cut.effective_on,
        )  # fmt: skip
    return {cut.installment_id: cut.amount_cents for cut in cuts}
