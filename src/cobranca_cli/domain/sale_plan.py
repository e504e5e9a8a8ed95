"""A sale's terms turned into instalments (`rules.md` §1, §2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain.charges import Terms
from cobranca_cli.domain.installments import Interval, schedule, split
from cobranca_cli.errors import (
    DownPaymentTooLargeError,
    DueBeforeSaleError,
    PaidAboveTotalError,
    PaidPartsDoNotAddUpError,
)

if TYPE_CHECKING:
    from datetime import date

KINDS = ("commerce", "industry", "service", "product")
METHODS = (
    "pix", "cash", "debit", "credit", "boleto", "transfer", "deposit", "check", "other",
)  # fmt: skip


class SaleTerms(NamedTuple):
    """What was agreed. `first_due_on` is of instalment 1; a down payment is due on `sold_on`."""

    total_cents: int
    sold_on: date
    first_due_on: date
    installments: int = 1
    interval: Interval = Interval("month", 1)
    remainder: Literal["first", "last"] = "first"
    down_payment_cents: int = 0
    description: str | None = None
    kind: str = "product"
    invoice: str | None = None
    link: str | None = None  # The business's own page to pay at, https.
    late: Terms = Terms()  # What lateness costs.


class EarlyTerms(NamedTuple):
    """So much less (basis points) for each instalment that is paid by a day, that day included."""

    discount_bps: int
    until_on: date

    def up_to(self, due_on: date) -> EarlyTerms:
        """The same, where nothing is due after `due_on`: nobody is early then."""
        return self._replace(until_on=min(self.until_on, due_on))


class PlannedInstallment(NamedTuple):
    """One instalment to be; `number` 0 is the down payment."""

    number: int
    due_on: date
    amount_cents: int


def plan(terms: SaleTerms) -> list[PlannedInstallment]:
    """The down payment (if any), then 1..N; the amounts add up to the total.

    Raises DueBeforeSaleError, DownPaymentTooLargeError, InstallmentTooSmallError.
    """
    if terms.first_due_on < terms.sold_on:
        raise DueBeforeSaleError(terms.first_due_on, terms.sold_on)
    rest = terms.total_cents - terms.down_payment_cents
    if rest <= 0:
        raise DownPaymentTooLargeError(terms.down_payment_cents, terms.total_cents)
    days = schedule(terms.first_due_on, terms.installments, terms.interval)
    amounts = split(rest, terms.installments, remainder=terms.remainder)
    planned = [
        PlannedInstallment(number, due_on, cents)
        for number, (due_on, cents) in enumerate(zip(days, amounts, strict=True), 1)
    ]
    if terms.down_payment_cents:
        planned.insert(0, PlannedInstallment(0, terms.sold_on, terms.down_payment_cents))
    assert sum(p.amount_cents for p in planned) == terms.total_cents
    return planned


class PaidPart(NamedTuple):
    """One `--paid-by METHOD[:AMOUNT]`; without an amount it takes what the others leave."""

    method: str
    amount_cents: int | None = None


def share_out(parts: list[PaidPart], total_cents: int, *, whole: bool) -> list[tuple[str, int]]:
    """(method, cents) of each part; with `whole` they must add up to the total.

    >>> share_out([PaidPart("pix", 3000), PaidPart("cash")], 10000, whole=True)
    [('pix', 3000), ('cash', 7000)]

    Raises PaidAboveTotalError, or PaidPartsDoNotAddUpError also when two parts have no amount or
    nothing is left for the one that has none.
    """
    named = sum(part.amount_cents or 0 for part in parts)
    if named > total_cents:
        error = PaidPartsDoNotAddUpError if whole else PaidAboveTotalError
        raise error(named, total_cents)
    rest = total_cents - named
    without = sum(part.amount_cents is None for part in parts)
    if without > 1 or (without and not rest) or (whole and parts and rest and not without):
        raise PaidPartsDoNotAddUpError(named, total_cents)
    return [
        (part.method, rest if part.amount_cents is None else part.amount_cents) for part in parts
    ]
