"""What is given up as lost, and what comes back of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.allocation import room_from
from cobranca_cli.errors import FutureDateError, InstallmentNotYetError, NothingToWriteOffError, day
from cobranca_cli.services.postings import reverse, standing
from cobranca_cli.store.models import Posting
from cobranca_cli.store.queries import ledger, lookup, reminders
from cobranca_cli.store.queries.charges import charged_on

if TYPE_CHECKING:
    from datetime import date

    from cobranca_cli.store.queries.ledger import InstallmentRow
    from cobranca_cli.store.unit_of_work import UnitOfWork

NEAR = timedelta(days=180)  # Before the limitation: time enough to still go to court.


class WrittenOff(NamedTuple):
    """What write-off shows; `barred_on` is the day from which the limitation has run out."""

    installment_id: int
    sale_id: int | None
    customer_id: int
    customer: str
    written_off_on: date
    amount_cents: int
    barred_on: date
    remaining_open_cents: int
    warnings: list[str]


def write_off(
    unit: UnitOfWork, *, installment: str, reason: str, on: date | None = None
) -> WrittenOff:
    """Give up what is open of an instalment on the day `on` (ships today), a later event.

    It asks nothing any more and counts as paid 60 days late; it can come back by a payment that
    names it (`recover`). The sale stays sold: revenue is what was sold (`rules.md` §11).

    Raises FutureDateError, InstallmentNotYetError, NothingToWriteOffError, and what
    `lookup.installment` raises.
    """
    with unit:
        if on and on > unit.today:
            raise FutureDateError("A perda", on, unit.today)
        item = lookup.installment(unit.connection, installment)
        sale = ledger.state(unit.connection, item.installment_id)
        assert sale is not None
        if on and on < sale.sold_on:
            raise InstallmentNotYetError(item.installment_id, sale.sold_on, on)
        if not item.open_cents:
            raise NothingToWriteOffError(item.installment_id)
        events = ledger.posting_events(unit.connection, installment_id=item.installment_id)
        lost_on = max(
            on or unit.today,
            room_from(sale.sold_on, item.amount_cents, events, item.open_cents),
            charged_on(unit.connection, item.installment_id) or sale.sold_on,
        )
        reason_id = unit.words(reason, customer_id=item.customer_id)
        unit.insert(
            Posting, installment_id=item.installment_id, kind="write_off",
            amount_cents=item.open_cents, effective_on=lost_on, reason_id=reason_id,
        )  # fmt: skip
        unit.what = {
            "customer_id": item.customer_id,
            "installment_id": item.installment_id,
            "amount_cents": item.open_cents,
            "reason_id": reason_id,
        }
        barred_on = reminders.barred_on(unit.connection, item.installment_id, item.due_on)
        return WrittenOff(
            item.installment_id, sale.sale_id, item.customer_id, sale.customer, lost_on,
            item.open_cents, barred_on,
            ledger.open_totals(unit.connection, customer_id=item.customer_id)[2],
            _warnings(barred_on, unit.today),
        )  # fmt: skip


def _warnings(barred_on: date, today: date) -> list[str]:
    warning = None
    if barred_on <= today:
        warning = (
            f"O prazo de cinco anos para pedir na Justiça acabou em {day(barred_on)}; o cliente "
            "ainda pode pagar por vontade dele."
        )
    elif barred_on - today <= NEAR:
        warning = (
            f"O prazo de cinco anos está perto do fim: só antes de {day(barred_on)} ainda dá para "
            "pedir na Justiça. Se mudar de ideia: cobranca desfazer"
        )
    return [warning] if warning else []


def lose_rest(unit: UnitOfWork, installment_ids: list[int], cents: int) -> int:
    """What is left open of `cents` just lifted is lost as before; returns how much came back.

    Charges go before it, so a payment may reach less than was lifted for it.
    """
    for installment_id in installment_ids if cents else ():
        item = ledger.installment(unit.connection, installment_id)
        assert item is not None
        left = min(cents, item.open_cents)
        cents -= left
        for row in reversed(ledger.postings(unit.connection, installment_id=installment_id)):
            if row.kind == "write_off" and row.amount_cents < 0:
                again = min(left, -row.amount_cents)
                reverse(unit, row, -again)
                left -= again
    unit.flush()
    return cents


def recover(unit: UnitOfWork, item: InstallmentRow, cents: int, on: date) -> int:
    """Lift as much of a loss as a payment of `cents` on the day `on` pays; returns how much.

    What is open goes first. The reversal is an event of that day: until then it was lost.
    """
    left = back = max(0, cents - item.open_cents)
    for row, lost in standing(ledger.postings(unit.connection, installment_id=item.installment_id)):
        lifted = min(left, lost) if row.kind == "write_off" else 0
        reverse(unit, row, lifted, on=on)
        left -= lifted
    unit.flush()
    return back - left
