"""Offering what is not due yet for less, when it is paid by a day (`rules.md` §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import CounterNameError, NothingEarlyError, UntilNotAheadError
from cobranca_cli.services.terms import check_percent
from cobranca_cli.store.models import EarlyOffer
from cobranca_cli.store.queries import disputes, early, ledger, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cobranca_cli.store.queries.ledger import InstallmentState
    from cobranca_cli.store.unit_of_work import UnitOfWork


class OfferedItem(NamedTuple):
    """One instalment: `early_cents` settle it until the day, its own due date at the latest."""

    installment_id: int
    customer_id: int
    customer: str
    due_on: date
    open_cents: int
    early_cents: int
    until_on: date


class Offered(NamedTuple):
    """What early-offer shows; `discount_cents` is given up when everybody accepts."""

    discount_bps: int
    until_on: date
    items: list[OfferedItem]
    open_cents: int
    discount_cents: int


def offer(
    unit: UnitOfWork, *, customers: Sequence[str] | None, discount_bps: int, until_on: date
) -> Offered:
    """Offer all that is not due yet and that nobody contests, of these customers or of everybody.

    It takes the place of what was offered before; what was agreed with a sale stands beside it.

    Raises EarlyDiscountError, UntilNotAheadError, NothingEarlyError, CounterNameError, and the
    errors of `lookup.for_write`.
    """
    check_percent(discount_bps)
    with unit:
        if until_on < unit.today:
            raise UntilNotAheadError("O dia do desconto", until_on)
        frozen = disputes.contested(unit.connection, unit.today)
        items = []
        for name, found in _open(unit, customers):
            standing = [item for item in found if item.installment_id not in frozen]
            for item in standing:
                _put(unit, item.installment_id, discount_bps, until_on)
            offers = early.on_day(unit.connection, standing, unit.today)
            if not offers:
                raise NothingEarlyError(name)
            items += [
                OfferedItem(item.installment_id, item.customer_id, item.customer, item.due_on,
                            item.open_cents, *offers[item.installment_id])
                for item in standing
                if item.installment_id in offers
            ]  # fmt: skip
        total = sum(item.open_cents for item in items)
        cost = total - sum(item.early_cents for item in items)
        unit.what = {"installments": len(items), "amount_cents": cost}
        return Offered(discount_bps, until_on, items, total, cost)


def _open(
    unit: UnitOfWork, customers: Sequence[str] | None
) -> Iterator[tuple[str | None, list[InstallmentState]]]:
    """(name, what is not due yet) of each customer once; of everybody together without a name."""
    if customers is None:
        yield None, list(ledger.open_installments(unit.connection, due_from=unit.today))
        return
    rows = {row.customer_id: row for row in (
        lookup.for_write(unit.connection, text) for text in customers)}  # fmt: skip
    for row in rows.values():
        if row.is_counter:
            raise CounterNameError
        yield row.name, list(ledger.open_installments(
            unit.connection, due_from=unit.today, customer_id=row.customer_id
        ))  # fmt: skip


def _put(unit: UnitOfWork, installment_id: int, discount_bps: int, until_on: date) -> None:
    former = early.active_id(unit.connection, installment_id)
    if former is not None:
        unit.change("early_offer", former, "active", 1, 0)
    unit.insert(
        EarlyOffer, installment_id=installment_id, discount_bps=discount_bps, until_on=until_on
    )
