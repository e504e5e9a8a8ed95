"""Correcting a sale: as if it had been recorded so from the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from cobranca_cli.domain.installments import parse_interval, schedule, split
from cobranca_cli.errors import (
    AmountBelowDiscountsError,
    CounterNameError,
    DownPaymentDayError,
    DownPaymentTooLargeError,
    DueBeforeSaleError,
    InAgreementError,
    NothingToChangeError,
    SaleVoidedError,
)
from cobranca_cli.services import boletos, credit
from cobranca_cli.services.corrections import (
    has_charges,
    move_due,
    post_others,
    put_again,
    repost,
    standing_others,
)
from cobranca_cli.services.postings import refuse_corrections, take_off, use_credit
from cobranca_cli.services.sales import SoldInstallment
from cobranca_cli.store.queries import ledger, lookup
from cobranca_cli.store.queries.boletos import lines as boleto_lines

if TYPE_CHECKING:
    from datetime import date
    from typing import Literal

    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.queries.ledger import (
        InstallmentRow,
        PaymentState,
        PostingRow,
        SaleState,
    )
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork


class SaleEdit(NamedTuple):
    """What changes; None = as it was. `due_on` is of instalment 1 unless one is named.

    `boleto` is of the instalment named; "" takes it off.
    """

    amount_cents: int | None = None
    due_on: date | None = None
    description: str | None = None
    customer: str | None = None
    boleto: str | None = None


class EditedSale(NamedTuple):
    """What edit-sale shows."""

    sale_id: int
    customer_id: int
    customer: str
    sold_on: date
    description: str | None
    total_cents: int
    open_cents: int
    credit_cents: int
    installments: list[SoldInstallment]
    warnings: list[str]


def edit_sale(
    unit: UnitOfWork, *, sale: str | None, installment: str | None, edit: SaleEdit, reason: str,
    settings: Settings,
) -> EditedSale:  # fmt: skip
    """Correct a sale, or one instalment of it (amount, due date and boleto only).

    A new total is split again; a new due date moves every instalment. What had been paid stays on
    the sale as far as it fits, the rest is freed; open money takes whatever credit there is. A
    limit that is passed so, or a block, is a warning.

    Raises SaleVoidedError, DueBeforeSaleError, AmountBelowDiscountsError, NothingToChangeError, …
    """
    with unit:
        state, only = _named(unit, sale, installment)
        if state.voided:
            raise SaleVoidedError(state.sale_id)
        if not any(value is not None for value in edit):
            raise NothingToChangeError("diga o que muda: --valor, --vencimento, --descricao …")
        items = ledger.installments_of(unit.connection, state.sale_id)
        if any(value is not None for value in (edit.due_on, edit.amount_cents, edit.customer)):
            refuse_corrections(unit, f"A venda {state.sale_id}", items)
        buyer = lookup.for_write(unit.connection, edit.customer or f"c{state.customer_id}")
        before = credit.exposure_of(unit, buyer, settings)
        changed = False
        if edit.due_on is not None:
            changed |= _move_due(unit, state, items, only, edit.due_on)
        if edit.amount_cents is not None:
            changed |= _change_amount(unit, state, items, only, edit.amount_cents)
        if edit.description is not None and (edit.description or None) != state.description:
            _describe(unit, state, state.customer_id, edit.description or None)
            changed = True
        if edit.boleto is not None and only is not None:
            changed |= boletos.put(unit, only.installment_id, edit.boleto or None)
        owners = {state.customer_id}
        if edit.customer is not None:
            owners.add(_change_customer(unit, state, buyer))
        elif not changed:
            raise NothingToChangeError(f"a venda {state.sale_id} já está assim.")
        for customer_id in sorted(owners):
            use_credit(unit, customer_id)
        unit.what = {
            "sale_id": state.sale_id,
            "customer_id": state.customer_id,
            "fields": sorted(f for f, v in edit._asdict().items() if v is not None),
            "reason": unit.words(reason, customer_id=state.customer_id),
        }
        return _edited(unit, state.sale_id, credit.corrected(unit, buyer, before, settings))


def _named(
    unit: UnitOfWork, sale: str | None, installment: str | None
) -> tuple[SaleState, InstallmentRow | None]:
    if installment is None:
        assert sale is not None
        return lookup.sale(unit.connection, sale), None
    item = lookup.installment(unit.connection, installment)
    if item.agreement_id is not None:
        raise InAgreementError(f"A parcela {item.installment_id}", item.agreement_id, own=True)
    assert item.sale_id is not None
    state = ledger.sale(unit.connection, item.sale_id)
    assert state is not None
    return state, item


def _move_due(
    unit: UnitOfWork,
    state: SaleState,
    items: list[InstallmentRow],
    only: InstallmentRow | None,
    due_on: date,
) -> bool:
    """Move one due date, or all of them from the first on; says whether any differs."""
    if due_on < state.sold_on:
        raise DueBeforeSaleError(due_on, state.sold_on)
    if only is not None and not only.number:
        raise DownPaymentDayError(only.installment_id)
    if only is not None:
        days = {only.installment_id: due_on}
    else:
        numbered = [item for item in items if item.number]
        days = dict(
            zip(
                (item.installment_id for item in numbered),
                schedule(due_on, len(numbered), parse_interval(state.interval)),
                strict=True,
            )
        )
    moved = False
    for item in items:
        day = days.get(item.installment_id, item.due_on)
        if day != item.due_on:
            move_due(unit, item, day)
            moved = True
    return moved


def _change_amount(
    unit: UnitOfWork,
    state: SaleState,
    items: list[InstallmentRow],
    only: InstallmentRow | None,
    amount_cents: int,
) -> bool:
    """Change one amount, or split a new total again; says whether any amount differs."""
    if only is not None:
        total = state.total_cents - only.amount_cents + amount_cents
        amounts = {only.installment_id: amount_cents}
    else:
        total = amount_cents
        down = sum(item.amount_cents for item in items if not item.number)
        if total <= down:
            raise DownPaymentTooLargeError(down, total)
        numbered = [item.installment_id for item in items if item.number]
        remainder = cast("Literal['first', 'last']", state.remainder)
        shares = split(total - down, len(numbered), remainder=remainder)
        amounts = dict(zip(numbered, shares, strict=True))
    changed = False
    for item in items:
        new = amounts.get(item.installment_id, item.amount_cents)
        if new != item.amount_cents:
            _set_amount(unit, item, new)
            changed = True
    if total != state.total_cents:
        unit.change("sale", state.sale_id, "total_cents", state.total_cents, total)
    return changed


def _set_amount(unit: UnitOfWork, item: InstallmentRow, new_cents: int) -> None:
    """Change an amount; postings that no longer fit on some day are made again."""
    rows = ledger.postings(unit.connection, installment_id=item.installment_id)
    if _peak(rows) <= new_cents and not has_charges(unit, item):
        unit.change_amount(item.installment_id, item.amount_cents, new_cents)
        return
    abated = sum(cents for _, cents in standing_others(rows))
    if new_cents < abated:
        raise AmountBelowDiscountsError(new_cents, abated)
    with put_again(unit, item):
        unit.change_amount(item.installment_id, item.amount_cents, new_cents)


def _peak(rows: list[PostingRow]) -> int:
    """The most that was ever posted at the end of a day."""
    peak = total = 0
    days = sorted({row.effective_on for row in rows})
    for day in days:
        total += sum(row.amount_cents for row in rows if row.effective_on == day)
        peak = max(peak, total)
    return peak


def _describe(unit: UnitOfWork, state: SaleState, customer_id: int, text: str | None) -> None:
    old_id = unit.connection.execute(
        "SELECT description_id FROM sale WHERE id = ?", (state.sale_id,)
    ).fetchone()[0]
    new_id = unit.words(text, customer_id=customer_id)
    unit.change("sale", state.sale_id, "description_id", old_id, new_id)


def _change_customer(unit: UnitOfWork, state: SaleState, row: CustomerRow) -> int:
    """Give the sale to its true customer; what was paid with it at the counter goes along."""
    if row.is_counter:
        raise CounterNameError
    if row.customer_id == state.customer_id:
        raise NothingToChangeError(f"a venda {state.sale_id} já é de {row.name}.")
    items = ledger.installments_of(unit.connection, state.sale_id)
    paid: dict[int, dict[int, int]] = {}
    for item in items:
        rows = ledger.postings(unit.connection, installment_id=item.installment_id)
        paid[item.installment_id] = take_off(unit, item.installment_id)
        post_others(unit, standing_others(rows))
    unit.change("sale", state.sale_id, "customer_id", state.customer_id, row.customer_id)
    unit.change_many(
        "installment", "customer_id",
        [(item.installment_id, state.customer_id, row.customer_id) for item in items],
    )  # fmt: skip
    moved = {
        payment.payment_id
        for payment in ledger.payments(unit.connection, customer_id=state.customer_id)
        if payment.sale_id == state.sale_id and _settles_nothing(unit, payment)
    }
    unit.change_many(
        "payment", "customer_id", [(p, state.customer_id, row.customer_id) for p in sorted(moved)]
    )
    for item in items:
        own = {p: cents for p, cents in paid[item.installment_id].items() if p in moved}
        repost(unit, item.installment_id, own)
    present = ledger.sale(unit.connection, state.sale_id)
    if present and present.description:  # The words follow the person they are about.
        _describe(unit, state, row.customer_id, present.description)
    return row.customer_id


def _settles_nothing(unit: UnitOfWork, payment: PaymentState) -> bool:
    """It stands on no instalment; a part of it may have been given back."""
    refunds = ledger.refunds(unit.connection, payment_id=payment.payment_id)
    refunded = sum(row.amount_cents for row in refunds)
    return not payment.reversed and payment.credit_cents + refunded == payment.amount_cents


def _edited(unit: UnitOfWork, sale_id: int, warnings: list[str]) -> EditedSale:
    state = ledger.sale(unit.connection, sale_id)
    assert state is not None
    items = ledger.installments_of(unit.connection, sale_id)
    ids = [item.installment_id for item in items]
    lines = boleto_lines(unit.connection, ids)
    return EditedSale(
        state.sale_id, state.customer_id, state.customer, state.sold_on, state.description,
        state.total_cents, state.open_cents,
        ledger.credit_cents(unit.connection, state.customer_id),
        [
            SoldInstallment(i.installment_id, i.number, state.installment_count, i.due_on,
                            i.amount_cents, i.open_cents, lines.get(i.installment_id))
            for i in items
        ],
        warnings + boletos.warnings(unit, ids),
    )  # fmt: skip
