"""What was agreed in a sale, instalment by instalment, as its confirmation lists it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.boleto import asks
from cobranca_cli.domain.money import format_brl, format_percent, percent_of
from cobranca_cli.messages import wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Protocol

    from cobranca_cli.domain.sale_plan import EarlyTerms

    class Agreed(Protocol):
        """An instalment right after its sale; `of` does not count a down payment (`number` 0)."""

        @property
        def number(self) -> int:
            """From 1; 0 is the down payment."""

        @property
        def of(self) -> int:
            """How many there are."""

        @property
        def due_on(self) -> date:
            """When it is due."""

        @property
        def amount_cents(self) -> int:
            """What was agreed."""

        @property
        def open_cents(self) -> int:
            """What is left of it."""

        @property
        def boleto(self) -> str | None:
            """The bank's line, digits only."""


class Planned(NamedTuple):
    """A part of a plan that is not sold yet: `Agreed` by itself."""

    number: int
    of: int
    due_on: date
    amount_cents: int
    open_cents: int
    boleto: str | None = None


_MOST_LISTED = 24  # Longer plans say "2ª a 48ª".
_FEW = 2  # Equal ones are listed one by one.


def boleto_of(item: Agreed) -> str | None:
    """The boleto that asks what is open of an instalment."""
    line = item.boleto
    return line if line and item.open_cents and asks(line, item.open_cents) else None


def with_boletos(installments: Sequence[Agreed]) -> list[str]:
    """One line each, with the boleto that pays it below."""
    return [_line(item) + wording.boleto_below(boleto_of(item)) for item in installments]


def lines(installments: Sequence[Agreed]) -> list[str]:
    """One line each, unless there are very many."""
    if len(installments) > _MOST_LISTED:
        return runs(installments)
    return [_line(item) for item in installments]


def runs(installments: Sequence[Agreed]) -> list[str]:
    """Equal ones in one line, but for two."""
    found: list[str] = []
    for (number_0, cents, left), equal in groupby(
        installments, key=lambda item: (item.number == 0, item.amount_cents, item.open_cents)
    ):
        run = list(equal)
        if number_0 or len(run) <= _FEW:
            found += [_line(item) for item in run]
        else:
            first, last = run[0], run[-1]
            days = f"{wording.full_day(first.due_on)} a {wording.full_day(last.due_on)}"
            text = f"{first.number}ª a {last.number}ª parcela, de {days}: {format_brl(cents)} cada"
            found.append(text + _left(cents, left))
    return found


def sooner(installments: Sequence[Agreed], early: EarlyTerms) -> str:
    """What paying early gives; "" when nothing is open that has it.

    Nothing has it after its own due date.
    """
    day = wording.full_day(early.until_on)
    waiting = [item for item in installments if item.number and item.open_cents]
    if len(waiting) == 1 and waiting[0].open_cents == waiting[0].amount_cents:
        cents = waiting[0].amount_cents
        less = format_brl(cents - percent_of(cents, early.discount_bps))
        return f"Até {day} sai por {less}."
    discount = format_percent(early.discount_bps)
    if any(item.due_on < early.until_on for item in waiting):
        day += ", e até o vencimento dela,"
    return f"Cada parcela paga até {day} tem {discount} de desconto." if waiting else ""


def _line(item: Agreed) -> str:
    day = wording.full_day(item.due_on)
    if item.number == 0:
        day = f"Entrada, {day}"
    elif item.of > 1:
        day = f"Parcela {item.number} de {item.of}, {day}"
    return f"{day}: {format_brl(item.amount_cents)}" + _left(item.amount_cents, item.open_cents)


def _left(amount_cents: int, open_cents: int) -> str:
    if open_cents == amount_cents:
        return ""
    return wording.still_open(open_cents) or " (já pago)"
