"""What a payment settled, as the owner and the customer are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.money import format_brl
from cobranca_cli.messages import texts
from cobranca_cli.services import boletos
from cobranca_cli.store.queries import ledger

if TYPE_CHECKING:
    from datetime import date

    from cobranca_cli.domain.allocation import Share
    from cobranca_cli.services.points import Earned
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork


class Allocation(NamedTuple):
    """What one payment settled of one instalment, what is left of it, and what was given up."""

    installment_id: int
    sale_id: int | None
    number: int
    due_on: date
    principal_cents: int
    fine_cents: int
    interest_cents: int
    discount_cents: int
    open_cents: int
    written_off_cents: int
    agreement_id: int | None


class PaymentPart(NamedTuple):
    """One of several methods paid in one go."""

    payment_id: int
    method: str
    amount_cents: int


class PaymentReceipt(NamedTuple):
    """What add-payment shows (`interface.md`); of several methods, `payment_id` is the first's.

    `clears_on` is the day from which a cheque is good, `waived_cents` the charges that were
    forgiven with it; `points` are what it earned, and `points_balance` what there is now, null
    while points are off; `message_id` and `status` are those of a receipt that was sent;
    `recovered_cents` is what had been written off.
    """

    payment_id: int
    customer_id: int
    customer: str
    received_on: date
    amount_cents: int
    method: str
    allocations: list[Allocation]
    credit_cents: int
    remaining_open_cents: int
    message: str
    whatsapp_url: str | None
    payments: list[PaymentPart]
    change_cents: int
    warnings: list[str]
    clears_on: date | None
    waived_cents: int
    points: int | None
    points_balance: int | None
    message_id: int | None = None
    status: str | None = None
    recovered_cents: int = 0


def made(
    unit: UnitOfWork,
    row: CustomerRow,
    settings: Settings,
    received_on: date,
    parts: list[PaymentPart],
    shares: list[Share],
    cuts: dict[int, int],
    change_cents: int,
    clears_on: date | None,
    earned: Earned | None,
) -> PaymentReceipt:
    """What a payment did, once all of it is posted, and the message that says so."""
    own_ids = {part.payment_id for part in parts}
    own = [share for share in shares if share.payment_id in own_ids]
    for share in shares:
        if share.payment_id is None:
            cuts[share.installment_id] = cuts.get(share.installment_id, 0) + share.amount_cents
    connection = unit.connection
    touched = dict.fromkeys((*(share.installment_id for share in own), *cuts))
    lost = ledger.written_off(connection, row.customer_id)
    allocations = [
        _allocation(unit, key, [s for s in own if s.installment_id == key], cuts.get(key, 0),
                    lost.get(key, 0))
        for key in touched
    ]  # fmt: skip
    total = sum(part.amount_cents for part in parts)
    remaining = ledger.open_totals(connection, customer_id=row.customer_id)[2]
    credit = total - sum(share.taken_cents for share in own)
    warnings = boletos.amount_warnings(unit, touched.keys())
    if credit and lost:
        items = ", ".join(map(str, lost))
        warnings.append(f"há {format_brl(sum(lost.values()))} dados como perda (parcela {items}): "
                        "só um recebimento com --parcela paga isso.")  # fmt: skip
    message = ""
    with texts.unless_broken(warnings):
        message = texts.payment_receipt(
            settings, name=row.name, nickname=row.nickname, received_on=received_on,
            amount_cents=total, methods=[part.method for part in parts],
            allocations=allocations, remaining_open_cents=remaining, credit_cents=credit,
            written_off_cents=sum(lost.values()),
            clears_on=clears_on, points=earned,
        )  # fmt: skip
    return PaymentReceipt(
        parts[0].payment_id, row.customer_id, row.name, received_on, total, parts[0].method,
        allocations, credit, remaining, message, texts.whatsapp_link(row.phone, message),
        parts, change_cents, warnings, clears_on,
        sum(share.interest_cents + share.fine_cents for share in own if share.forgiven),
        earned and earned.points, earned and earned.balance,
    )  # fmt: skip


def _allocation(
    unit: UnitOfWork, installment_id: int, shares: list[Share], discount_cents: int, lost_cents: int
) -> Allocation:
    item = ledger.installment(unit.connection, installment_id)
    assert item is not None
    given = [share for share in shares if not share.forgiven]
    return Allocation(
        installment_id, item.sale_id, item.number, item.due_on,
        sum(s.amount_cents for s in shares), sum(s.fine_cents for s in given),
        sum(s.interest_cents for s in given), discount_cents, item.open_cents,
        lost_cents, item.agreement_id,
    )  # fmt: skip
