from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.aging import (
    BUCKETS,
    bucket,
    days_overdue,
    days_until,
    is_late,
    last_on_time_day,
    late_cutoff,
)
from cobranca_cli.domain.calendar import BANK_CALENDAR, Calendar

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
calendars = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40).map(Calendar)


@pytest.mark.parametrize(
    ("due_on", "on", "late", "overdue", "until"),
    [
        ("2026-11-19", "2026-11-19", False, 0, 0),
        ("2026-11-19", "2026-11-20", True, 1, -1),
        # Due on a holiday, a Friday: Monday is still on time, Tuesday counts from Friday.
        ("2026-11-20", "2026-11-20", False, 0, 3),
        ("2026-11-20", "2026-11-23", False, 0, 0),
        ("2026-11-20", "2026-11-24", True, 4, -1),
        # Carnaval: from Saturday to Ash Wednesday.
        ("2026-02-14", "2026-02-18", False, 0, 0),
        ("2026-02-14", "2026-02-19", True, 5, -1),
        ("2026-12-10", "2026-11-21", False, 0, 19),
    ],
)
def test_lateness_waits_for_the_next_business_day(due_on, on, late, overdue, until):
    due_on, on = date.fromisoformat(due_on), date.fromisoformat(on)
    assert is_late(due_on, on, BANK_CALENDAR) is late
    assert days_overdue(due_on, on, BANK_CALENDAR) == overdue
    assert days_until(due_on, on, BANK_CALENDAR) == until


@given(days, st.integers(-20, 20), calendars)
def test_the_cutoff_parts_late_from_on_time(on, offset, calendar):
    due_on = on + timedelta(days=offset)
    assert (due_on < late_cutoff(on, calendar)) == is_late(due_on, on, calendar)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(-30, 2), calendars)
def test_the_cutoff_holds_among_many_local_holidays(on, offset, calendar):
    due_on = on + timedelta(days=offset)
    assert (due_on < late_cutoff(on, calendar)) == is_late(due_on, on, calendar)


@given(days, days)
def test_what_is_overdue_has_no_days_left(due_on, on):
    late = is_late(due_on, on, BANK_CALENDAR)
    assert late == (on > last_on_time_day(due_on, BANK_CALENDAR))
    assert (days_overdue(due_on, on, BANK_CALENDAR) > 0) == late
    assert (days_until(due_on, on, BANK_CALENDAR) < 0) == late


@pytest.mark.parametrize(
    ("overdue", "expected"),
    [
        (1, "1-30"),
        (30, "1-30"),
        (31, "31-60"),
        (60, "31-60"),
        (61, "61-90"),
        (90, "61-90"),
        (91, "90+"),
        (5000, "90+"),
    ],
)
def test_days_overdue_fall_in_their_bucket(overdue, expected):
    assert bucket(overdue) == expected
    assert expected in BUCKETS
