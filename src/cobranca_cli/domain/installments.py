"""How a total becomes instalments, and when each is due.

Sources: rules §1 (split) and §2 (schedule), facts §8.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain.calendar import LAST_YEAR
from cobranca_cli.domain.text import fold
from cobranca_cli.errors import (
    InstallmentTooSmallError,
    InvalidDateError,
    InvalidInstallmentCountError,
    InvalidIntervalError,
)

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

MAX_INSTALLMENTS = 999

_MAX_DAYS = 3_650
_MAX_MONTHS = 120
_COUNTED = re.compile(r"([0-9]{1,4}) ?([a-z]+)")
_UNITS: dict[str, tuple[Literal["day", "month"], int]] = {
    **dict.fromkeys(("d", "dia", "dias"), ("day", 1)),
    **dict.fromkeys(("s", "w", "semana", "semanas"), ("day", 7)),
    **dict.fromkeys(("m", "mes", "meses"), ("month", 1)),
    **dict.fromkeys(("a", "ano", "anos"), ("month", 12)),
}


class Interval(NamedTuple):
    """The time between two instalments: `step` days or months."""

    unit: Literal["day", "month"]
    step: int

    @property
    def code(self) -> str:
        """As it is kept and typed: `15d`, `1m`."""
        return f"{self.step}{self.unit[0]}"


_NAMED = {
    "diario": Interval("day", 1),
    "semanal": Interval("day", 7),
    "quinzenal": Interval("day", 15),
    "mensal": Interval("month", 1),
    "bimestral": Interval("month", 2),
    "trimestral": Interval("month", 3),
    "semestral": Interval("month", 6),
    "anual": Interval("month", 12),
}


def split(
    total_cents: int, count: int, *, remainder: Literal["first", "last"] = "first"
) -> list[int]:
    """`count` shares in cents that add up to the total; one of them carries the whole remainder.

    >>> split(10000, 6)
    [1670, 1666, 1666, 1666, 1666, 1666]

    Raises InvalidInstallmentCountError outside 1..999 and InstallmentTooSmallError when a share
    would be under one cent.
    """
    if not 1 <= count <= MAX_INSTALLMENTS:
        raise InvalidInstallmentCountError(count, MAX_INSTALLMENTS)
    share, left = divmod(total_cents, count)
    if share < 1:
        raise InstallmentTooSmallError(total_cents, count)
    shares = [share] * count
    shares[0 if remainder == "first" else -1] += left
    assert sum(shares) == total_cents
    return shares


def parse_interval(text: str) -> Interval:
    """The interval in `15d`, `2s` or `2w` (weeks), `1m`, `1a` (years) or its Portuguese words.

    >>> parse_interval("2 semanas"), parse_interval("mensal")
    (Interval(unit='day', step=14), Interval(unit='month', step=1))

    Raises InvalidIntervalError for anything else, zero, and more than ten years.
    """
    folded = fold(text) if len(text) <= 40 else ""
    if named := _NAMED.get(folded):
        return named
    match = _COUNTED.fullmatch(folded)
    if match is None or match[2] not in _UNITS:
        raise InvalidIntervalError(text)
    unit, size = _UNITS[match[2]]
    step = int(match[1]) * size
    if not 1 <= step <= (_MAX_DAYS if unit == "day" else _MAX_MONTHS):
        raise InvalidIntervalError(text)
    return Interval(unit, step)


def schedule(first_due_on: date, count: int, interval: Interval) -> list[date]:
    """The due dates, each counted from the first one and never from the one before.

    31/01 is followed by 28/02 and then by 31/03 (rules §2). Raises InvalidDateError when the last
    one lies after 2199.
    """
    if count == 1:
        return [first_due_on]
    try:
        if interval.unit == "day":
            days = [first_due_on + timedelta(days=interval.step * k) for k in range(count)]
        else:
            days = [first_due_on + _months(interval.step * k) for k in range(count)]
    except (OverflowError, ValueError):
        days = [date.max]
    if days and days[-1].year > LAST_YEAR:
        raise InvalidDateError(f"{count} parcelas desde {first_due_on:%d/%m/%Y}", "out_of_range")
    return days


@cache
def _months(count: int) -> relativedelta:
    """Built once for an import's hundred thousand sales."""
    from dateutil.relativedelta import relativedelta

    return relativedelta(months=count)
