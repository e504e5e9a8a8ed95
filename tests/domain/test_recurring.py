"""On which days something is sold by the week, month or year, and for how much."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.recurring import (
    Agreed,
    amount_on,
    check,
    days,
    last_on,
    next_unsold,
    unsold,
)
from cobranca_cli.errors import InvalidDateError, RecurringEndsBeforeStartError


def day(text):
    return None if text is None else date.fromisoformat(text)


def agreed(every, start, **more):
    more = {key: day(value) if key != "times" else value for key, value in more.items()}
    return Agreed(100, every, day(start), **more)


@pytest.mark.parametrize(
    ("every", "start", "expected"),
    [
        ("month", "2026-01-31", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ("month", "2027-12-30", ["2027-12-30", "2028-01-30", "2028-02-29", "2028-03-30"]),
        ("month", "2026-01-29", ["2026-01-29", "2026-02-28", "2026-03-29", "2026-04-29"]),
        ("month", "2026-11-05", ["2026-11-05", "2026-12-05", "2027-01-05", "2027-02-05"]),
        ("year", "2024-02-29", ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28"]),
        ("year", "2026-05-31", ["2026-05-31", "2027-05-31", "2028-05-31", "2029-05-31"]),
        ("week", "2026-12-28", ["2026-12-28", "2027-01-04", "2027-01-11", "2027-01-18"]),
    ],
)
def test_each_day_is_counted_from_the_first(every, start, expected):
    found = list(days(agreed(every, start, times=4)))
    assert [one.isoformat() for one in found] == expected


def plain(every, start, count):
    """The same days by plain arithmetic: start + k periods, clamped to the month's last day."""
    if every == "week":
        return [start + timedelta(days=7 * k) for k in range(count)]
    found = []
    for k in range(count):
        year, month = divmod(start.year * 12 + start.month - 1 + k * (12 if every == "year" else 1),
                             12)  # fmt: skip
        last = calendar.monthrange(year, month + 1)[1]
        found.append(date(year, month + 1, min(start.day, last)))
    return found


@given(
    every=st.sampled_from(["week", "month", "year"]),
    start=st.one_of(
        st.dates(date(1996, 1, 1), date(2030, 12, 31)),
        st.sampled_from([date(2024, 2, 29), date(2026, 1, 31), date(2026, 12, 31)]),
    ),
    count=st.integers(1, 40),
    skipped=st.integers(0, 40),
)
def test_the_days_are_those_of_plain_arithmetic(every, start, count, skipped):
    expected = plain(every, start, count)
    whole = Agreed(100, every, start, times=count)
    assert list(days(whole)) == expected
    assert last_on(whole) == expected[-1]
    endless = Agreed(100, every, start)
    assert list(days(endless, until=expected[-1])) == expected
    assert list(days(endless._replace(until_on=expected[-1]))) == expected
    assert list(days(endless._replace(stopped_on=expected[-1]))) == expected[:-1]
    since = expected[min(skipped, count - 1)]
    assert list(days(whole, since=since)) == expected[min(skipped, count - 1) :]
    assert (
        next(days(endless, since=since + timedelta(days=1)))
        == plain(every, start, count + 1)[min(skipped, count - 1) + 1]
    )


def test_without_an_end_it_goes_on_to_2199():
    assert last_on(agreed("year", "2026-01-31")) == date(2199, 12, 31)
    assert list(days(agreed("year", "2198-01-31"))) == [date(2198, 1, 31), date(2199, 1, 31)]


@pytest.mark.parametrize(
    ("every", "times"), [("year", 200), ("month", 10**9), ("week", 10**9), ("week", 10_000)]
)
def test_more_times_than_there_are_years_are_refused(every, times):
    with pytest.raises(InvalidDateError, match="vezes desde 05/12/2026"):
        check(agreed(every, "2026-12-05", times=times))
    check(agreed(every, "2026-12-05", times=100))


def test_an_end_before_the_start_is_refused():
    check(agreed("week", "2026-12-05", until_on="2026-12-05"))
    with pytest.raises(RecurringEndsBeforeStartError):
        check(agreed("week", "2026-12-05", until_on="2026-12-04"))


def test_a_change_holds_from_its_day_on_in_place_of_what_was_planned_before():
    changes = ((day("2026-03-01"), 300), (day("2026-02-01"), 200), (day("2026-02-01"), 250))
    found = agreed("month", "2026-01-01")._replace(changes=changes)
    months = [amount_on(found, date(2026, month, 1)) for month in (1, 2, 3, 4)]
    assert months == [100, 250, 250, 250]


def test_what_is_not_sold_has_the_amount_of_its_day():
    found = agreed("month", "2026-01-31")._replace(changes=((day("2026-03-01"), 130),))
    left = list(unsold(found, {day("2026-01-31")}, until=day("2026-04-30")))
    assert [(one.occurs_on.isoformat(), one.amount_cents) for one in left] == [
        ("2026-02-28", 100), ("2026-03-31", 130), ("2026-04-30", 130),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stopped_on", "sold", "expected"),
    [
        (None, [], "2026-01-31"),
        (None, ["2026-01-31"], "2026-02-28"),
        (None, ["2026-02-28"], "2026-01-31"),
        ("2026-02-10", [], "2026-01-31"),
        ("2026-02-09", [], None),
        (None, ["2026-01-31", "2026-02-28", "2026-03-31"], None),
    ],
)
def test_the_next_day_is_the_first_that_is_not_sold(stopped_on, sold, expected):
    found = agreed("month", "2026-01-31", times=3, stopped_on=stopped_on)
    following = next_unsold(found, {day(one) for one in sold}, day("2026-02-09"))
    assert (following and following.occurs_on) == day(expected)
