"""Sales that were recorded wrongly, called off, or made cheaper afterwards."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.allocation import Fund, room_from, settle
from cobranca_cli.domain.text import fold
from cobranca_cli.errors import (
    DiscountTooLargeError,
    KeepTooLargeError,
    SaleVoidedError,
)
from cobranca_cli.services import boletos
from cobranca_cli.services.postings import (
    post,
    refuse_corrections,
    standing,
    take_off,
    use_credit,
)
from cobranca_cli.store.models import Posting
from cobranca_cli.store.queries import accounts, ledger, lookup
from cobranca_cli.store.queries.charges import charged_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobranca_cli.store.queries.ledger import InstallmentRow, PostingRow, SaleState
    from cobranca_cli.store.unit_of_work import UnitOfWork

REGRET = timedelta(days=7)


class Voided(NamedTuple):
    """What void-sale shows; `refund_cents` is to be given back (CDC 49), credit till then."""

    sale_id: int
    customer_id: int
    customer: str
    total_cents: int
    kept_cents: int
    voided_cents: int
    freed_cents: int
    credit_cents: int
    refund_cents: int


class Discounted(NamedTuple):
    """What discount shows: `freed_cents` is what had been paid already and is credit now."""

    sale_id: int | None
    customer_id: int
    customer: str
    amount_cents: int
    returned: bool
    installment_ids: list[int]
    freed_cents: int
    sale_open_cents: int
    credit_cents: int
    warnings: list[str]


def void_sale(unit: UnitOfWork, *, sale: str, keep_cents: int = 0, reason: str) -> Voided:
    """Take a sale back as if it had been for `keep_cents` (ships 0); what was paid is freed.

    Dated as the sale, a correction (`rules.md` §3). What is kept stays on the first instalments;
    freed money settles whatever else is open, and the rest becomes credit.

    Raises SaleVoidedError, KeepTooLargeError, SaleNotFoundError, InAgreementError.
    """
    with unit:
        state = _standing_sale(unit, sale)
        items = ledger.installments_of(unit.connection, state.sale_id)
        refuse_corrections(unit, f"A venda {state.sale_id}", items)
        worth = sum(worth_of(unit, item, lost=True) for item in items)
        if keep_cents >= worth:
            raise KeepTooLargeError(keep_cents, worth)
        reason_id = unit.words(reason, customer_id=state.customer_id)
        left, freed = keep_cents, 0
        for item in items:
            kept = min(left, item.amount_cents)
            left -= kept
            freed += _void(unit, item, state.sold_on, kept, reason_id)
        if not keep_cents:
            unit.change("sale", state.sale_id, "voided", 0, 1)
        use_credit(unit, state.customer_id)
        unit.what = {
            "customer_id": state.customer_id,
            "sale_id": state.sale_id,
            "voided_cents": state.total_cents - keep_cents,
        }
        credit_cents = ledger.credit_cents(unit.connection, state.customer_id)
        return Voided(
            state.sale_id, state.customer_id, state.customer, state.total_cents, keep_cents,
            state.total_cents - keep_cents, freed, credit_cents,
            min(freed, credit_cents) if _regrets(reason, state.sold_on, unit.today) else 0,
        )  # fmt: skip


def _regrets(reason: str, sold_on: date, today: date) -> bool:
    """Whether a buyer at a distance takes the sale back in time (CDC 49: seven days)."""
    return fold(reason).startswith("arrepend") and today - sold_on <= REGRET


def discount(
    unit: UnitOfWork,
    *,
    installment: str | None,
    sale: str | None,
    amount_cents: int,
    returned: bool,
    reason: str,
) -> Discounted:
    """Make an instalment (or a sale, oldest due first) cheaper from today on.

    What is open is abated first. On what was paid already the payment is posted again, smaller,
    and the difference becomes credit (`rules.md` §3).

    Raises DiscountTooLargeError, SaleVoidedError, and the errors of lookups.
    """
    with unit:
        if installment is not None:
            item = lookup.installment(unit.connection, installment)
            items, sale_id = [item], item.sale_id
        else:
            assert sale is not None
            sale_id = _standing_sale(unit, sale).sale_id
            items = sorted(
                ledger.installments_of(unit.connection, sale_id),
                key=lambda i: (i.due_on, i.installment_id),
            )
        if sale_id is not None:
            _standing_sale(unit, str(sale_id))
        state = ledger.state(unit.connection, items[0].installment_id)
        assert state is not None
        worth = {item.installment_id: worth_of(unit, item) for item in items}
        if amount_cents > sum(worth.values()):
            raise DiscountTooLargeError(amount_cents, sum(worth.values()))
        cuts = _cuts(items, worth, amount_cents)
        reason_id = unit.words(reason, customer_id=state.customer_id)
        kind = "return" if returned else "discount"
        freed = sum(
            abate(unit, item, state.sold_on, cuts[item.installment_id], kind, reason_id)
            for item in items
            if item.installment_id in cuts
        )
        use_credit(unit, state.customer_id)
        unit.what = {
            "customer_id": state.customer_id,
            "sale_id": sale_id,
            "amount_cents": amount_cents,
        }
        return Discounted(
            sale_id, state.customer_id, state.customer, amount_cents, returned,
            sorted(cuts), freed, ledger.open_beside(unit.connection, items[0]),
            ledger.credit_cents(unit.connection, state.customer_id),
            boletos.amount_warnings(unit, cuts),
        )  # fmt: skip


def _cuts(items: list[InstallmentRow], worth: dict[int, int], amount_cents: int) -> dict[int, int]:
    """installment_id -> cents to abate: open money first on all of them, then what was paid."""
    cuts: dict[int, int] = {}
    left = amount_cents
    for room in (
        {i.installment_id: i.open_cents for i in items},
        {i.installment_id: worth[i.installment_id] - i.open_cents for i in items},
    ):
        for item_id, cents in room.items():
            cut = min(left, cents)
            left -= cut
            if cut:
                cuts[item_id] = cuts.get(item_id, 0) + cut
    return cuts


def _standing_sale(unit: UnitOfWork, text: str) -> SaleState:
    state = lookup.sale(unit.connection, text)
    if state.voided:
        raise SaleVoidedError(state.sale_id)
    return state


def worth_of(unit: UnitOfWork, item: InstallmentRow, *, lost: bool = False) -> int:
    """What an instalment is worth: its amount less discounts, returns and the like.

    With `lost`, what was written off counts as well: it was sold, and can be called off.
    """
    kept = ("payment", "write_off") if lost else ("payment",)
    rows = ledger.postings(unit.connection, installment_id=item.installment_id)
    return item.amount_cents - sum(r.amount_cents for r in rows if r.kind not in kept)


def _void(
    unit: UnitOfWork, item: InstallmentRow, sold_on: date, kept_cents: int, reason_id: int | None
) -> int:
    """Leave `kept_cents` of an instalment, as if it had been so from the day of sale."""
    paid = take_off(unit, item.installment_id)
    gone = item.amount_cents - kept_cents
    if gone:
        unit.insert(
            Posting, installment_id=item.installment_id, kind="void", amount_cents=gone,
            effective_on=sold_on, reason_id=reason_id,
        )  # fmt: skip
    back = repost(unit, item.installment_id, paid)
    return sum(paid.values()) - back


def repost(unit: UnitOfWork, installment_id: int, paid: dict[int, int]) -> int:
    """Let payments settle again what is open of an instalment that was emptied, oldest first.

    `paid` is payment_id -> cents that stood there before; returns what they gave now, charges
    included.
    """
    payments = [ledger.payment(unit.connection, payment_id) for payment_id in paid]
    given = 0
    for payment in sorted((p for p in payments if p), key=lambda p: (p.received_on, p.payment_id)):
        item = accounts.item(unit.connection, installment_id)
        if item is None:
            break
        fund = Fund(
            payment_id=payment.payment_id, received_on=payment.received_on,
            amount_cents=payment.amount_cents, credit_cents=paid[payment.payment_id],
            events=ledger.fund_events(unit.connection, payment.payment_id),
        )  # fmt: skip
        share = settle(fund, item, unit.calendar)
        post(unit, [share])
        given += share.taken_cents
    return given


@contextmanager
def put_again(unit: UnitOfWork, item: InstallmentRow) -> Iterator[None]:
    """Empty an instalment while it is corrected, then put back what fits, charges counted anew."""
    others = standing_others(ledger.postings(unit.connection, installment_id=item.installment_id))
    paid = take_off(unit, item.installment_id)
    yield
    post_others(unit, others)
    repost(unit, item.installment_id, paid)


def has_charges(unit: UnitOfWork, item: InstallmentRow) -> bool:
    """Whether payments gave charges of it: a correction counts them anew."""
    return charged_on(unit.connection, item.installment_id) is not None


def move_due(unit: UnitOfWork, item: InstallmentRow, due_on: date) -> None:
    """Another due date, as if it had been so from the start."""
    with put_again(unit, item) if has_charges(unit, item) else nullcontext():
        unit.change("installment", item.installment_id, "due_on", item.due_on.isoformat(),
                    due_on.isoformat())  # fmt: skip


def standing_others(rows: list[PostingRow]) -> list[tuple[PostingRow, int]]:
    """(posting, cents) of what is no payment and stands: discounts, returns, kept voids."""
    return [(row, cents) for row, cents in standing(rows) if row.kind != "payment" and cents]


def post_others(unit: UnitOfWork, others: list[tuple[PostingRow, int]]) -> None:
    """Post them again, each on its own day and with its own reason."""
    for row, cents in others:
        (reason_id,) = unit.connection.execute(
            "SELECT reason_id FROM posting WHERE id = ?", (row.posting_id,)
        ).fetchone()
        unit.insert(
            Posting, installment_id=row.installment_id, kind=row.kind, amount_cents=cents,
            effective_on=row.effective_on, reason_id=reason_id,
        )  # fmt: skip


def abate(
    unit: UnitOfWork, item: InstallmentRow, sold_on: date, cents: int, kind: str,
    reason_id: int | None,
) -> int:  # fmt: skip
    """Post a discount or return of `cents`, dated today; returns what had been paid of it.

    It never precedes its sale, nor the day from which it fits, even with a clock set back.
    """
    freed = max(0, cents - item.open_cents)
    _shrink_payments(unit, item, freed)
    events = ledger.posting_events(unit.connection, installment_id=item.installment_id)
    unit.insert(
        Posting, installment_id=item.installment_id, kind=kind, amount_cents=cents,
        effective_on=max(unit.today, room_from(sold_on, item.amount_cents, events, cents)),
        reason_id=reason_id,
    )  # fmt: skip
    return freed


def _shrink_payments(unit: UnitOfWork, item: InstallmentRow, cents: int) -> None:
    """Take `cents` back from the newest payments on an instalment, as an event of today."""
    rows = ledger.postings(unit.connection, installment_id=item.installment_id)
    paid = [(row, left) for row, left in standing(rows) if row.kind == "payment" and left]
    # By the payment, not by the posting: undo and redo make postings again, in another order.
    newest_last = sorted(paid, key=lambda pair: _payment_order(unit, pair[0]))
    for row, left in reversed(newest_last):
        cut = min(cents, left)
        cents -= cut
        if cut:
            unit.insert(
                Posting, installment_id=item.installment_id, kind="payment", amount_cents=-cut,
                effective_on=max(unit.today, row.effective_on), payment_id=row.payment_id,
                reverses_id=row.posting_id,
            )  # fmt: skip
    assert not cents


def _payment_order(unit: UnitOfWork, row: PostingRow) -> tuple[date, int, int]:
    assert row.payment_id is not None
    payment = ledger.payment(unit.connection, row.payment_id)
    assert payment is not None
    return payment.received_on, payment.payment_id, row.posting_id
