"""A payment that came back: a cheque without funds, a card purchase contested, a Pix returned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import (
    BounceBeforePaymentError,
    FutureDateError,
)
from cobranca_cli.services import charges, points
from cobranca_cli.services.payments import refuse_gone
from cobranca_cli.services.postings import (
    later_events,
    reverse,
    standing,
    take_back_early,
    use_credit,
)
from cobranca_cli.store.models import Refund
from cobranca_cli.store.queries import charges as charge_rows
from cobranca_cli.store.queries import ledger, lookup

if TYPE_CHECKING:
    from datetime import date

    from cobranca_cli.store.queries.ledger import PaymentState
    from cobranca_cli.store.unit_of_work import UnitOfWork


class Bounced(NamedTuple):
    """What bounce-payment shows; `reopened_cents` is what is open more than before."""

    payment_id: int
    customer_id: int
    customer: str
    method: str
    received_on: date
    bounced_on: date
    amount_cents: int
    reopened_cents: int
    credit_cents: int
    remaining_open_cents: int


def bounce_payment(
    unit: UnitOfWork, *, payment: str, reason: str, on: date | None = None
) -> Bounced:
    """Open again, on the day `on` (ships today), all that the payment settles (`rules.md` §3).

    Until that day it stays paid: a later event, where `reverse_payment` is a correction. What its
    credit paid later is taken back as well, as if it had never been paid.

    Raises PaymentBouncedError, PaymentReversedError, PaymentRefundedError, FutureDateError,
    BounceBeforePaymentError, PaymentNotFoundError.
    """
    with unit:
        day = on or unit.today
        if day > unit.today:
            raise FutureDateError("A devolução", day, unit.today)
        state = lookup.payment(unit.connection, payment)
        refuse_gone(unit, state)
        if day < state.received_on:
            raise BounceBeforePaymentError(state.payment_id, day, state.received_on)
        before = ledger.open_totals(unit.connection, customer_id=state.customer_id)[2]
        points.take_back(unit, state.customer_id, state.payment_id)
        _take_back(unit, state, day, unit.words(reason, customer_id=state.customer_id))
        use_credit(unit, state.customer_id)
        after = ledger.open_totals(unit.connection, customer_id=state.customer_id)[2]
        unit.what = {
            "customer_id": state.customer_id,
            "payment_id": state.payment_id,
            "amount_cents": state.amount_cents,
        }
        return Bounced(
            state.payment_id, state.customer_id, state.customer, state.method, state.received_on,
            day, state.amount_cents, after - before,
            ledger.credit_cents(unit.connection, state.customer_id), after,
        )  # fmt: skip


def _take_back(unit: UnitOfWork, state: PaymentState, day: date, reason_id: int | None) -> None:
    """From `day` on the payment settles nothing, on no later day either.

    In the order of `reverse_payment`, so that the database finds 0 <= open <= amount and
    0 <= credit <= payment after every row.
    """
    rows = ledger.postings(unit.connection, payment_id=state.payment_id)
    take_back_early(unit, rows, on=day)
    for row, cents in standing(rows):
        reverse(unit, row, cents, on=day)
    unit.flush()
    charges.take_back(unit, charge_rows.of_payment(unit.connection, state.payment_id), on=day)
    unit.insert(
        Refund, payment_id=state.payment_id, kind="bounce", amount_cents=state.amount_cents,
        effective_on=day, reason_id=reason_id,
    )  # fmt: skip
    unit.flush()
    for row, event, taken in later_events(rows):
        if event.effective_on > day:  # It made smaller what has been settling nothing since.
            reverse(unit, row, taken, on=day)
            reverse(unit, event, -taken)
    unit.flush()
