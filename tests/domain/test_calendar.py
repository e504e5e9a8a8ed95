from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.calendar import BANK_CALENDAR, Calendar, bank_holidays

days = st.dates(date(2001, 1, 1), date(2100, 12, 31))


def easter_of(year: int) -> date:
    """Meeus/Jones/Butcher, so that dateutil is not its own witness."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize("year", range(2001, 2079))
def test_holidays_that_move_follow_easter(year):
    easter = easter_of(year)
    moving = {easter + timedelta(days=k) for k in (-48, -47, -2, 60)}
    assert moving <= bank_holidays(year)
    assert len(bank_holidays(year)) == (13 if year >= 2024 else 12) - (date(year, 4, 21) in moving)


@pytest.mark.parametrize(("year", "count"), [(2026, 249), (2027, 251)])
def test_a_year_has_the_known_number_of_business_days(year, count):
    first = date(year, 1, 1)
    days_of_year = [first + timedelta(days=k) for k in range(365)]
    assert sum(map(BANK_CALENDAR.is_business_day, days_of_year)) == count


def test_consciencia_negra_is_a_bank_holiday_from_2024():
    assert date(2023, 11, 20) not in bank_holidays(2023)
    assert date(2024, 11, 20) in bank_holidays(2024)


def test_a_local_holiday_is_no_business_day():
    founding = date(2026, 1, 26)
    calendar = Calendar(frozenset({founding}))
    assert BANK_CALENDAR.is_business_day(founding)
    assert not calendar.is_business_day(founding)
    assert calendar.next_business_day(founding) == date(2026, 1, 27)
    assert calendar.previous_business_day(founding) == date(2026, 1, 23)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-11-19", 1, "2026-11-23"),
        ("2026-11-19", 0, "2026-11-19"),
        ("2026-11-20", 0, "2026-11-23"),
        ("2026-11-23", -1, "2026-11-19"),
        ("2026-12-24", 1, "2026-12-28"),
        ("2026-12-31", 5, "2027-01-08"),
    ],
)
def test_business_days_are_counted_from_the_day_after(day, n, expected):
    assert str(BANK_CALENDAR.add_business_days(date.fromisoformat(day), n)) == expected


@given(days, st.integers(1, 40))
def test_counting_business_days_forth_and_back_returns(day, n):
    start = BANK_CALENDAR.next_business_day(day)
    there = BANK_CALENDAR.add_business_days(start, n)
    assert BANK_CALENDAR.add_business_days(there, -n) == start
    between = [start + timedelta(days=k) for k in range(1, (there - start).days + 1)]
    assert sum(map(BANK_CALENDAR.is_business_day, between)) == n


@given(days)
def test_next_and_previous_enclose_only_days_off(day):
    before, after = BANK_CALENDAR.previous_business_day(day), BANK_CALENDAR.next_business_day(day)
    assert before <= day <= after
    assert (before == after) == BANK_CALENDAR.is_business_day(day)
