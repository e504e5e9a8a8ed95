"""Bank business days in Brazil: Monday to Friday, save bank holidays and the owner's local ones.

Equals ANBIMA's list for 2001-2078 (facts §7; basis Res. CMN 4.880/2020). Ash Wednesday, 24/12 and
31/12 are business days.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

#: The years in which a ledger's dates may lie.
FIRST_YEAR, LAST_YEAR = 1900, 2199

_ONE_DAY = timedelta(days=1)
_FIXED = ((1, 1), (4, 21), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (12, 25))  # (month, day)
_CONSCIENCIA_NEGRA_SINCE = 2024  # Lei 14.759/2023
# Days from Easter: Carnaval Monday and Tuesday, Good Friday, Corpus Christi.
_ASH_WEDNESDAY = 46  # Days before Easter.
_AROUND_EASTER = (-48, -47, -2, 60)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The days of `year`, weekends included, on which banks do not work."""
    from dateutil.easter import easter

    sunday = easter(year)
    days = {date(year, month, day) for month, day in _FIXED}
    days.update(sunday + timedelta(days=offset) for offset in _AROUND_EASTER)
    if year >= _CONSCIENCIA_NEGRA_SINCE:
        days.add(date(year, 11, 20))
    return frozenset(days)


class Calendar(NamedTuple):
    """Bank business days less `local`, the holidays of the owner's state and town."""

    local: frozenset[date] = frozenset()

    def is_business_day(self, day: date) -> bool:
        """Whether banks work on `day`."""
        return day.weekday() < 5 and day not in bank_holidays(day.year) and day not in self.local

    def next_business_day(self, day: date) -> date:
        """`day` itself when it is a business day, else the first one after it."""
        while not self.is_business_day(day):
            day += _ONE_DAY
        return day

    def previous_business_day(self, day: date) -> date:
        """`day` itself when it is a business day, else the last one before it."""
        while not self.is_business_day(day):
            day -= _ONE_DAY
        return day

    def add_business_days(self, day: date, n: int) -> date:
        """The n-th business day after `day`, which does not count; before it for a negative `n`.

        Zero gives `next_business_day(day)`: the answer is always a business day.
        """
        if n == 0:
            return self.next_business_day(day)
        step = _ONE_DAY if n > 0 else -_ONE_DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_business_day(day):
                day += step
        return day


def sending(calendar: Calendar, year: int) -> Calendar:
    """The days of about this year on which messages leave (rules §7).

    Bank days less 24/12, 31/12 and Ash Wednesday: what the state laws found ask for.
    """
    from dateutil.easter import easter

    years = range(year - 1, year + 2)
    kept = {date(y, 12, day) for y in years for day in (24, 31)}
    ashes = {easter(y) - timedelta(days=_ASH_WEDNESDAY) for y in years}
    return Calendar(calendar.local | kept | ashes)


#: The calendar of an owner who has set no local holidays.
BANK_CALENDAR = Calendar()
