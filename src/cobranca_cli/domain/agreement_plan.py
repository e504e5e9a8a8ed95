"""An agreement's terms turned into instalments, and the owner's floor for them (`rules.md` §8)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import pay_day, sale_plan
from cobranca_cli.domain.money import format_percent, percent_of
from cobranca_cli.errors import UntilNotAheadError, brl

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar

Part = sale_plan.PlannedInstallment  # An agreement's instalments have the shape of a sale's.

DOWN_PAYMENT_DAYS = 2  # From the proposal, unless another day is said.
PAY_DAY_WITHIN = 30  # Days in which the usual pay day must come for the first due date to wait.


class Floor(NamedTuple):
    """How far the owner goes: discount in basis points of the updated amount, amounts in cents.

    The smallest instalment is asked of each instalment of a plan in several parts; a down payment
    is none, nor is what is paid at once.
    """

    max_discount_bps: int
    max_installments: int
    min_installment_cents: int


def first_due_on(today: date, *, days: int, usual: str | None, calendar: Calendar) -> date:
    """The first due date when none is said, `days` after today or a little later.

    The first usual pay day (a code of `pay_day`) from then on when it comes within 30 days from
    today, else the first business day from then on.

    >>> from datetime import date
    >>> from cobranca_cli.domain.calendar import BANK_CALENDAR
    >>> for usual in (None, "5", "25"):  # Saturday 28/11/2026 is the earliest.
    ...     print(first_due_on(date(2026, 11, 21), days=7, usual=usual, calendar=BANK_CALENDAR))
    2026-11-30
    2026-12-05
    2026-11-30
    """
    earliest = today + timedelta(days=days)
    if usual:
        found = pay_day.next_on(usual, earliest - timedelta(days=1), calendar)
        if found <= today + timedelta(days=PAY_DAY_WITHIN):
            return found
    return calendar.next_business_day(earliest)


def plan(
    total_cents: int,
    *,
    agreed_on: date,
    first_due_on: date,
    installments: int = 1,
    down_payment_cents: int = 0,
    down_due_on: date | None = None,
) -> list[Part]:
    """The down payment (number 0, if any), then 1..N by the month; the amounts are the total.

    The down payment comes off first, the remainder of the division goes on instalment 1, and each
    due date is counted from the first. Without a day of its own the down payment is due two days
    after `agreed_on`, never after the first instalment.

    >>> from datetime import date
    >>> terms = {"agreed_on": date(2027, 1, 20), "first_due_on": date(2027, 1, 31)}
    >>> for part in plan(10_000, installments=2, down_payment_cents=3_333, **terms):
    ...     print(part.number, part.due_on, part.amount_cents)
    0 2027-01-22 3333
    1 2027-01-31 3334
    2 2027-02-28 3333

    Raises UntilNotAheadError when the first due date lies before `agreed_on`, and
    DownPaymentTooLargeError, InstallmentTooSmallError, InvalidInstallmentCountError.
    """
    if first_due_on < agreed_on:
        raise UntilNotAheadError("O primeiro vencimento", first_due_on)
    down_on = down_due_on or agreed_on + timedelta(days=DOWN_PAYMENT_DAYS)
    return sale_plan.plan(
        sale_plan.SaleTerms(
            total_cents, min(down_on, first_due_on), first_due_on, installments,
            down_payment_cents=down_payment_cents,
        )
    )  # fmt: skip


def beyond_floor(parts: Sequence[Part], floor: Floor, *, updated_cents: int) -> list[str]:
    """What an owner is warned of who typed terms beyond their own floor; nothing is refused.

    >>> from datetime import date
    >>> terms = {"agreed_on": date(2027, 1, 20), "first_due_on": date(2027, 1, 31)}
    >>> for line in beyond_floor(
    ...     plan(8_500, installments=3, **terms), Floor(1_000, 2, 3_000), updated_cents=10_000
    ... ):
    ...     print(line)
    o desconto de R$ 15,00 passa de 10% (R$ 10,00), o maior dos seus ajustes
    3 parcelas são mais que 2, o máximo dos seus ajustes
    parcelas de R$ 28,33 ficam abaixo de R$ 30,00, a menor dos seus ajustes
    """
    discount = updated_cents - sum(part.amount_cents for part in parts)
    greatest = percent_of(updated_cents, floor.max_discount_bps)
    numbered = [part.amount_cents for part in parts if part.number]
    most, least = floor.max_installments, floor.min_installment_cents
    found = []
    if discount > greatest:
        percent = format_percent(floor.max_discount_bps)
        found.append(
            f"o desconto de {brl(discount)} passa de {percent} ({brl(greatest)}), "
            "o maior dos seus ajustes"
        )
    if len(numbered) > most:
        found.append(f"{len(numbered)} parcelas são mais que {most}, o máximo dos seus ajustes")
    if len(parts) > 1 and min(numbered) < least:
        found.append(
            f"parcelas de {brl(min(numbered))} ficam abaixo de {brl(least)}, "
            "a menor dos seus ajustes"
        )
    return found
