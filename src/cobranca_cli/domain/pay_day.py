"""The day of the month on which a customer usually pays: a date, or the nth bank business day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cobranca_cli.errors import InvalidPayDayError

if TYPE_CHECKING:
    from cobranca_cli.domain.calendar import Calendar

_LAST_DAY, _LAST_BUSINESS_DAY = 31, 23
_DAY = re.compile(r"(?:todo )?(?:dia )?([0-9]{1,2})")
_BUSINESS_DAY = re.compile(r"([0-9]{1,2}) ?(?:u|[oºª°]? ?dia util)")


def parse_pay_day(text: str) -> str:
    """`5` for a day of the month, `5u` for the 5th business day, as they are kept.

    >>> [parse_pay_day(text) for text in ("5", "dia 05", "5º dia útil", "5u")]
    ['5', '5', '5u', '5u']

    Raises InvalidPayDayError.
    """
    from cobranca_cli.domain.text import fold

    typed = " ".join(fold(text).split())
    if match := _BUSINESS_DAY.fullmatch(typed):
        if 1 <= int(match[1]) <= _LAST_BUSINESS_DAY:
            return f"{int(match[1])}u"
    elif (match := _DAY.fullmatch(typed)) and 1 <= int(match[1]) <= _LAST_DAY:
        return str(int(match[1]))
    raise InvalidPayDayError(text)


def describe(code: str) -> str:
    """`dia 5` or `5º dia útil`."""
    return f"{code[:-1]}º dia útil" if code.endswith("u") else f"dia {code}"


def next_on(code: str, after: date, calendar: Calendar) -> date:
    """The first such day after `after`; in a shorter month its last day, or last business day."""
    month = after.replace(day=1)
    while True:
        found = _in_month(code, month, calendar)
        if found > after:
            return found
        month = _next_month(month)


def _in_month(code: str, month: date, calendar: Calendar) -> date:
    last = _next_month(month) - timedelta(days=1)
    if not code.endswith("u"):
        return month.replace(day=min(int(code), last.day))
    found = calendar.add_business_days(month - timedelta(days=1), int(code[:-1]))
    return min(found, calendar.previous_business_day(last))


def _next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)
