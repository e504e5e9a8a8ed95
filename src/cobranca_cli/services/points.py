"""Points for paying on time: earned with payments, given, spent (`rules.md` §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.aging import last_on_time_day
from cobranca_cli.errors import (
    CounterNameError,
    DiscountTooLargeError,
    PointsOffError,
    PointsTooFewError,
    SaleVoidedError,
    WrongCustomerError,
)
from cobranca_cli.services import boletos
from cobranca_cli.services.postings import standing
from cobranca_cli.store.models import Points, Posting
from cobranca_cli.store.queries import accounts, customers, ledger, lookup
from cobranca_cli.store.queries import points as queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cobranca_cli.domain.allocation import Share
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.queries.ledger import PostingRow
    from cobranca_cli.store.queries.points import PointsRow
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork

_CENTS_A_POINT = 100  # One for each whole real.


class Earned(NamedTuple):
    """What a payment earned, and what the customer has now."""

    points: int
    balance: int


class PointsWritten(NamedTuple):
    """What `points` shows after giving or spending; `points` spent are below zero."""

    customer_id: int
    customer: str
    points: int
    balance: int
    sale_id: int | None
    discount_cents: int
    warnings: list[str]


def earn(
    unit: UnitOfWork, customer_id: int, shares: Iterable[Share], settings: Settings
) -> Earned | None:
    """Inside a write: one point for each whole real of what it settled on time; None when off.

    An instalment counts when all of it was paid by its last day on time, with what earlier payments
    had paid of it, and goes with the payment that settled it. Nobody earns at the counter, nor with
    an agreement (it was late before), nor where a part is given up as lost.
    """
    whose = customers.by_id(unit.connection, customer_id)
    if not settings.points_enabled or whose is None or whose.is_counter:
        return None
    settled_by = {
        s.installment_id: s.payment_id
        for s in shares
        if s.payment_id is not None and s.amount_cents  # Of charges alone nothing is settled.
    }
    lost = ledger.written_off(unit.connection, customer_id)
    total = 0
    for installment_id, payment_id in settled_by.items():
        item = ledger.installment(unit.connection, installment_id)
        assert item is not None
        if item.agreement_id is not None or installment_id in lost:
            continue  # It was late before it was agreed anew; or a part of it was given up.
        rows = _paid(unit, installment_id)
        settled_on = max(row.effective_on for row, _ in rows)
        last_day = last_on_time_day(item.due_on, settings.calendar)
        points = sum(cents for _, cents in rows) // _CENTS_A_POINT
        if points and not item.open_cents and settled_on <= last_day:
            total += points
            unit.insert(
                Points, customer_id=customer_id, kind="earned", points=points,
                effective_on=settled_on, payment_id=payment_id,
            )  # fmt: skip
    return Earned(total, queries.balance(unit.connection, customer_id))


def _paid(unit: UnitOfWork, installment_id: int) -> list[tuple[PostingRow, int]]:
    """What stands of payments on an instalment."""
    rows = ledger.postings(unit.connection, installment_id=installment_id)
    return [(row, left) for row, left in standing(rows) if row.kind == "payment" and left]


def take_back(unit: UnitOfWork, customer_id: int, payment_id: int) -> None:
    """Inside a write, before a payment goes: the points of all that it helped to settle go too.

    Of an instalment that another payment settled, the points of that one. What was spent meanwhile
    stays spent: nobody has fewer than none.
    """
    rows = ledger.postings(unit.connection, payment_id=payment_id)
    gone = [row for row, _ in queries.earned(unit.connection, [payment_id])]
    for installment_id in {row.installment_id for row, left in standing(rows) if left}:
        paid = _paid(unit, installment_id)
        points = sum(cents for _, cents in paid) // _CENTS_A_POINT
        others = {row.payment_id for row, _ in paid if row.payment_id not in (None, payment_id)}
        others_earned = queries.earned(unit.connection, [key for key in others if key])
        gone += [row for row, left in others_earned if left == points and row not in gone][:1]
    left = {row.points_id: cents for row, cents in queries.earned(
        unit.connection, {row.payment_id for row in gone if row.payment_id})}  # fmt: skip
    for row in gone:
        had = queries.balance(unit.connection, customer_id)
        reverse(unit, row, min(left[row.points_id], had))


def reverse(unit: UnitOfWork, row: PointsRow, points: int) -> None:
    """Inside a write: the opposite of so much of a row, dated as the row; zero writes nothing."""
    if points:
        unit.insert(
            Points, customer_id=row.customer_id, kind=row.kind, points=-points,
            effective_on=row.on, payment_id=row.payment_id, sale_id=row.sale_id,
            text_id=row.text_id, reverses_id=row.points_id,
        )  # fmt: skip


def give(
    unit: UnitOfWork, *, customer: str, points: int, reason: str, settings: Settings
) -> PointsWritten:
    """Give points for something else than paying.

    Raises PointsOffError, CounterNameError, and the errors of `lookup.for_write`.
    """
    with unit:
        row = _whose(unit, customer, settings)
        return _write(unit, row, "given", points, reason)


def spend(
    unit: UnitOfWork, *, customer: str, points: int, on: str, settings: Settings
) -> PointsWritten:
    """Spend points on something named.

    Raises PointsOffError, PointsTooFewError, CounterNameError, and the errors of lookups.
    """
    with unit:
        row = _whose(unit, customer, settings, spends=points)
        return _write(unit, row, "spent", -points, on)


def spend_on_sale(
    unit: UnitOfWork, *, customer: str, points: int, sale: str, settings: Settings
) -> PointsWritten:
    """Spend points as a discount on what is open of a sale, oldest due first, dated today.

    Raises PointsOffError, PointsTooFewError, SaleVoidedError, WrongCustomerError,
    DiscountTooLargeError, CounterNameError, and the errors of lookups.
    """
    with unit:
        row = _whose(unit, customer, settings, spends=points)
        state = lookup.sale(unit.connection, sale)
        if state.voided:
            raise SaleVoidedError(state.sale_id)
        if state.customer_id != row.customer_id:
            raise WrongCustomerError(f"A venda {state.sale_id}", state.customer, row.name)
        cents = points * settings.point_cents
        if cents > state.open_cents:
            raise DiscountTooLargeError(cents, state.open_cents)
        account = accounts.account(unit.connection, row.customer_id, unit.calendar)
        items = ledger.installments_of(unit.connection, state.sale_id)
        reason = f"{points} pontos"
        cuts = account.abate(cents, unit.today, first=[item.installment_id for item in items])
        for cut in cuts:
            unit.insert(
                Posting, installment_id=cut.installment_id, kind="discount",
                amount_cents=cut.amount_cents, effective_on=cut.effective_on,
                reason_id=unit.words(reason, customer_id=row.customer_id),
            )  # fmt: skip
        done = _write(unit, row, "spent", -points, None, sale_id=state.sale_id)
        warnings = boletos.amount_warnings(unit, [cut.installment_id for cut in cuts])
        return done._replace(discount_cents=cents, warnings=warnings)


def _whose(unit: UnitOfWork, customer: str, settings: Settings, *, spends: int = 0) -> CustomerRow:
    row = lookup.for_write(unit.connection, customer)
    if row.is_counter:
        raise CounterNameError
    if not settings.points_enabled:
        raise PointsOffError
    had = queries.balance(unit.connection, row.customer_id)
    if spends > had:
        raise PointsTooFewError(row.name, spends, had)
    return row


def _write(
    unit: UnitOfWork, row: CustomerRow, kind: str, points: int, text: str | None,
    *, sale_id: int | None = None,
) -> PointsWritten:  # fmt: skip
    unit.insert(
        Points, customer_id=row.customer_id, kind=kind, points=points, effective_on=unit.today,
        sale_id=sale_id, text_id=unit.words(text, customer_id=row.customer_id),
    )  # fmt: skip
    unit.what = {"customer_id": row.customer_id, "points": points}
    balance = queries.balance(unit.connection, row.customer_id)
    return PointsWritten(row.customer_id, row.name, points, balance, sale_id, 0, [])
