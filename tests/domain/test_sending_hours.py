from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.calendar import Calendar, sending
from cobranca_cli.domain.sending_hours import is_open, next_open

ZONE = timezone(timedelta(hours=-3))
CALENDAR = sending(Calendar(), 2026)
HOURS = st.tuples(st.integers(8, 12), st.integers(13, 18))
MOMENTS = st.integers(0, 364 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes)
)


@given(MOMENTS, HOURS)
def test_the_next_opening_is_the_first_open_moment_from_now_on(now, hours):
    opens = next_open(now, hours, CALENDAR)
    assert opens >= now
    assert opens.tzinfo == now.tzinfo
    assert is_open(opens, hours, CALENDAR)
    if opens == now:
        return
    assert not is_open(now, hours, CALENDAR)
    hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    while hour < opens:
        assert not is_open(hour, hours, CALENDAR)
        hour += timedelta(hours=1)


@pytest.mark.parametrize(
    ("now", "opens"),
    [("2026-11-23T09:00", "2026-11-23T09:00"), ("2026-11-23T17:59", "2026-11-23T17:59"),
     ("2026-11-23T18:00", "2026-11-24T09:00"), ("2026-11-20T10:00", "2026-11-23T09:00"),
     ("2026-02-17T12:00", "2026-02-19T09:00"), ("2026-12-30T20:00", "2027-01-04T09:00")],
)  # fmt: skip
def test_weekends_holidays_and_the_days_that_the_states_name_are_closed(now, opens):
    found = next_open(datetime.fromisoformat(now), (9, 18), CALENDAR)
    assert found == datetime.fromisoformat(opens)
