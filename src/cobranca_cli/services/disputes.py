"""What a customer contests: frozen until the owner keeps, discounts or voids it (rules §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.allocation import room_from
from cobranca_cli.errors import (
    AlreadyDisputedError,
    DiscountTooLargeError,
    NotDisputedError,
    NothingToDisputeError,
)
from cobranca_cli.services import corrections
from cobranca_cli.services.postings import use_credit
from cobranca_cli.store.models import Dispute, Posting
from cobranca_cli.store.queries import disputes as queries
from cobranca_cli.store.queries import ledger, lookup

if TYPE_CHECKING:
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.store.queries.disputes import DisputeRow
    from cobranca_cli.store.queries.ledger import InstallmentRow, InstallmentState
    from cobranca_cli.store.unit_of_work import UnitOfWork

KEPT_DAYS = 5  # Business days after which what stays owed is due.


class DisputeRecord(NamedTuple):
    """What dispute shows."""

    dispute_id: int
    installment_id: int
    customer_id: int
    customer: str
    text: str
    opened_on: date
    status: str
    open_cents: int


class ResolvedDispute(NamedTuple):
    """What resolve-dispute shows.

    `freed_cents` is what had been paid of a discount and is credit now, `paid_cents` what payments
    had settled and stays so, `credit_used_cents` the credit that went to what came free to be paid;
    `open_cents` is what is left to pay, by `due_on`.
    """

    dispute_id: int
    installment_id: int
    customer_id: int
    customer: str
    text: str
    opened_on: date
    status: str
    open_cents: int
    resolved_on: date
    due_on: date
    discount_cents: int
    voided_cents: int
    freed_cents: int
    paid_cents: int
    credit_used_cents: int
    credit_cents: int


def dispute(unit: UnitOfWork, *, installment: str, text: str) -> DisputeRecord:
    """Freeze an instalment: no reminders, no unnamed payments, no harm to the score.

    Raises AlreadyDisputedError, NothingToDisputeError, and the errors of `lookup.installment`.
    """
    with unit:
        item = lookup.installment(unit.connection, installment)
        found = _standing(unit, item.installment_id)
        if found:
            raise AlreadyDisputedError(item.installment_id, found.opened_on)
        if not item.open_cents:
            raise NothingToDisputeError(item.installment_id)
        dispute_id = unit.insert(
            Dispute,
            installment_id=item.installment_id,
            opened_on=unit.today,
            text_id=unit.words(text, customer_id=item.customer_id),
        )
        unit.what = {"customer_id": item.customer_id, "installment_id": item.installment_id}
        return DisputeRecord(
            dispute_id, item.installment_id, item.customer_id, _sale(unit, item).customer, text,
            unit.today, "open", item.open_cents,
        )  # fmt: skip


def resolve(
    unit: UnitOfWork,
    *,
    installment: str,
    resolution: str,
    discount_cents: int = 0,
    reason: str | None = None,
    calendar: Calendar,
) -> ResolvedDispute:
    """Settle what is contested: `kept`, `discounted` by a part, or what is open `voided`.

    What stays is due 5 business days from today, when it was due before that, as if it had been so
    from the start: a correction, like every other due date. A down payment keeps its day. Credit is
    used at once on what is no longer contested. What was paid stays paid.

    Raises NotDisputedError, DisputeNotFoundError, DiscountTooLargeError.
    """
    with unit:
        item = lookup.disputed(unit.connection, installment)
        found = _standing(unit, item.installment_id)
        if found is None:
            raise NotDisputedError(item.installment_id)
        sale = _sale(unit, item)
        unit.change("dispute", found.dispute_id, "status", "open", resolution)
        unit.change("dispute", found.dispute_id, "resolved_on", None, unit.today.isoformat())
        reason_id = unit.words(reason, customer_id=item.customer_id)
        freed = voided = 0
        if resolution == "voided":
            voided = item.open_cents
            _void(unit, item, sale, reason_id)
        else:
            if resolution == "discounted":
                freed = _discount(unit, item, sale, discount_cents, reason_id)
            _postpone(unit, item, calendar.add_business_days(unit.today, KEPT_DAYS))
        rows = ledger.postings(unit.connection, installment_id=item.installment_id)
        used = use_credit(unit, item.customer_id)
        unit.what = {
            "customer_id": item.customer_id,
            "installment_id": item.installment_id,
            "resolution": resolution,
            "reason_id": reason_id,
        }
        after = ledger.installment(unit.connection, item.installment_id)
        assert after is not None
        return ResolvedDispute(
            found.dispute_id, item.installment_id, item.customer_id, sale.customer, found.text,
            found.opened_on, resolution, after.open_cents, unit.today, after.due_on,
            discount_cents, voided, freed,
            sum(row.amount_cents for row in rows if row.kind == "payment"),
            sum(share.amount_cents for share in used),
            ledger.credit_cents(unit.connection, item.customer_id),
        )  # fmt: skip


def _standing(unit: UnitOfWork, installment_id: int) -> DisputeRow | None:
    rows = queries.of_installment(unit.connection, installment_id)
    return next((row for row in rows if row.status == "open"), None)


def _sale(unit: UnitOfWork, item: InstallmentRow) -> InstallmentState:
    state = ledger.state(unit.connection, item.installment_id)
    assert state is not None
    return state


def _discount(
    unit: UnitOfWork,
    item: InstallmentRow,
    sale: InstallmentState,
    cents: int,
    reason_id: int | None,
) -> int:
    worth = corrections.worth_of(unit, item)
    if cents > worth:
        raise DiscountTooLargeError(cents, worth)
    return corrections.abate(unit, item, sale.sold_on, cents, "discount", reason_id)


def _void(
    unit: UnitOfWork, item: InstallmentRow, sale: InstallmentState, reason_id: int | None
) -> None:
    """Void what is open as if it had been so from the start; of a sale wholly void, the sale."""
    if not item.open_cents:
        return
    events = ledger.posting_events(unit.connection, installment_id=item.installment_id)
    unit.insert(
        Posting, installment_id=item.installment_id, kind="void", amount_cents=item.open_cents,
        effective_on=room_from(sale.sold_on, item.amount_cents, events, item.open_cents),
        reason_id=reason_id,
    )  # fmt: skip
    sold = sale.sale_id and ledger.sale(unit.connection, sale.sale_id)
    if sold and ledger.voided_cents(unit.connection, sold.sale_id) == sold.total_cents:
        unit.change("sale", sold.sale_id, "voided", 0, 1)


def _postpone(unit: UnitOfWork, item: InstallmentRow, due_on: date) -> None:
    if item.number and item.due_on < due_on:
        corrections.move_due(unit, item, due_on)
