"""Dates as people type them, and as they read them (facts §9 "Date", rules §2).

The day always comes first: `12/25` is an error and never Christmas. `mode` is "future" for due
dates and "past" for sales and payments; it decides what an incomplete date means.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from cobranca_cli.domain.calendar import BANK_CALENDAR, FIRST_YEAR, LAST_YEAR, Calendar
from cobranca_cli.domain.text import fold
from cobranca_cli.errors import InvalidDateError

Mode = Literal["future", "past"]

_LONGEST = 60
_WEEKDAYS = ("segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo")
_ABBREVIATED = {fold(name)[:3]: number for number, name in enumerate(_WEEKDAYS)}
_NAMED = {
    "anteontem": -2,
    "antes de ontem": -2,
    "ontem": -1,
    "hoje": 0,
    "amanha": 1,
    "depois de amanha": 2,
}
_WEEKDAY = re.compile(
    r"(proxim[ao] )?"
    r"(?:(seg|ter|qua|qui|sex|segunda|terca|quarta|quinta|sexta)(?:[ -]feira)?"
    r"|(sab|dom|sabado|domingo))"
    r"( que vem)?"
)
_DAY_OF_MONTH = re.compile(r"dia ([0-9]{1,2})o?")  # "dia 1º" folds to "dia 1o".
_BARE_DAY = re.compile(r"[1-9]|[12][0-9]|3[01]")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]{1,4}))?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_RELATIVE = re.compile(
    r"(?:\+ ?|em |daqui (?:a )?)?([0-9]+) ?(dias? uteis|dia util|dias?|semanas?|mes|meses|anos?)"
)
_PLUS_DAYS = re.compile(r"\+ ?([0-9]+)")
_MOST_DIGITS = 6  # Nothing before 2200 is further away than 110 000 days.


class _Typed(NamedTuple):
    """What was typed, and what it is read against."""

    text: str
    folded: str
    today: date
    mode: Mode
    calendar: Calendar


def parse_date(text: str, *, today: date, mode: Mode, calendar: Calendar = BANK_CALENDAR) -> date:
    """The day meant by `text` on the day `today`; `calendar` is for "3 dias úteis".

    `hoje`, `sexta`, `próxima sexta`, `dia 10`, `25/12`, `25/12/26`, `2026-12-25`, `+15`,
    `30 dias`, `daqui a 2 semanas`, `1 mês`, `3 dias úteis`. Words that look ahead (`amanhã`,
    `próxima sexta`, `30 dias`) do so in the past mode too; the caller refuses the result.

    Raises InvalidDateError, which says what was wrong, also for years outside 1900..2199.
    """
    if len(text) > _LONGEST or any(c.isnumeric() and not c.isascii() for c in text):
        raise InvalidDateError(text, "unknown")
    typed = _Typed(text, fold(text), today, mode, calendar)
    try:
        day = (
            _named(typed)
            or _weekday(typed)
            or _day_of_month(typed)
            or _iso(typed)
            or _day_first(typed)
            or _relative(typed)
        )
    except (OverflowError, ValueError):  # Of date arithmetic that leaves the years 1..9999.
        raise InvalidDateError(text, "out_of_range") from None
    if day is None:
        if _BARE_DAY.fullmatch(typed.folded):
            raise InvalidDateError(text, "bare_number", f"dia {typed.folded}")
        raise InvalidDateError(text, "unknown")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidDateError(text, "out_of_range")
    return day


def weekday_name(day: date) -> str:
    """`sexta`, without "-feira"."""
    return _WEEKDAYS[day.weekday()]


def format_date(day: date) -> str:
    """`27/11/2026`."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def short_date(day: date) -> str:
    """`27/11`."""
    return f"{day.day:02d}/{day.month:02d}"


def describe(day: date) -> str:
    """`sexta, 27/11/2026`: how a typed date is echoed (rules §2)."""
    return f"{weekday_name(day)}, {format_date(day)}"


def _named(typed: _Typed) -> date | None:
    days = _NAMED.get(typed.folded)
    return None if days is None else typed.today + timedelta(days=days)


def _weekday(typed: _Typed) -> date | None:
    """The next such day strictly after today; in the past mode the last one strictly before."""
    match = _WEEKDAY.fullmatch(typed.folded)
    if match is None:
        return None
    looks_ahead = match[1] is not None or match[4] is not None
    wanted = _ABBREVIATED[(match[2] or match[3])[:3]]
    if typed.mode == "past" and not looks_ahead:
        return typed.today - timedelta(days=(typed.today.weekday() - wanted - 1) % 7 + 1)
    return typed.today + timedelta(days=(wanted - typed.today.weekday() - 1) % 7 + 1)


def _day_of_month(typed: _Typed) -> date | None:
    """The next day with that number, today included; a short month gives its last day."""
    match = _DAY_OF_MONTH.fullmatch(typed.folded)
    if match is None:
        return None
    number = int(match[1])
    if not 1 <= number <= 31:
        raise InvalidDateError(typed.text, "day_of_month")
    today = typed.today
    here = _clamped(today.year, today.month, number)
    if typed.mode == "future" and here < today:
        return _clamped(today.year + today.month // 12, today.month % 12 + 1, number)
    if typed.mode == "past" and here > today:
        before = today.replace(day=1) - timedelta(days=1)
        return _clamped(before.year, before.month, number)
    return here


def _iso(typed: _Typed) -> date | None:
    match = _ISO.fullmatch(typed.folded)
    if match is None:
        return None
    return _existing(typed, int(match[3]), int(match[2]), int(match[1]))


def _day_first(typed: _Typed) -> date | None:
    """`D/M` is the nearest such day in the mode's direction, today included; `YY` is 20YY."""
    match = _DAY_FIRST.fullmatch(typed.folded)
    if match is None:
        return None
    day, month, year_digits = int(match[1]), int(match[3]), match[4]
    if year_digits is None:
        today = (typed.today.month, typed.today.day)
        year = typed.today.year
        if typed.mode == "future" and (month, day) < today:
            year += 1
        elif typed.mode == "past" and (month, day) > today:
            year -= 1
    elif len(year_digits) == 2:
        year = 2000 + int(year_digits)
    elif len(year_digits) == 4:
        year = int(year_digits)
    else:
        raise InvalidDateError(typed.text, "year")
    return _existing(typed, day, month, year)


def _relative(typed: _Typed) -> date | None:
    """A number of days, weeks, months, years or bank business days after today."""
    match = _RELATIVE.fullmatch(typed.folded) or _PLUS_DAYS.fullmatch(typed.folded)
    if match is None:
        return None
    if len(match[1]) > _MOST_DIGITS:
        raise InvalidDateError(typed.text, "out_of_range")
    amount = int(match[1])
    unit = match[2] if match.re is _RELATIVE else "dias"
    if unit.endswith(("uteis", "util")):
        if typed.today.year + amount // 366 > LAST_YEAR:
            raise InvalidDateError(typed.text, "out_of_range")
        return typed.calendar.add_business_days(typed.today, amount)
    if unit.startswith("dia"):
        return typed.today + timedelta(days=amount)
    if unit.startswith("semana"):
        return typed.today + timedelta(weeks=amount)
    from dateutil.relativedelta import relativedelta

    if unit.startswith("mes"):
        return typed.today + relativedelta(months=amount)
    return typed.today + relativedelta(years=amount)


def _existing(typed: _Typed, day: int, month: int, year: int) -> date:
    """That date, or an InvalidDateError that says what may have been meant."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidDateError(typed.text, "out_of_range")
    if not 1 <= month <= 12:
        # Swapped as in the United States? 2000 is a leap year, so 29/02 may be suggested.
        if 1 <= day <= 12 and 1 <= month <= _last_day(2000, day):
            raise InvalidDateError(typed.text, "month_first", f"{month:02d}/{day:02d}")
        raise InvalidDateError(typed.text, "no_such_month")
    last = _last_day(year, month)
    if not 1 <= day <= last:
        raise InvalidDateError(typed.text, "no_such_day", format_date(date(year, month, last)))
    return date(year, month, day)


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, _last_day(year, month)))


def _last_day(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
