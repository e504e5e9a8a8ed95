from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.installments import (
    MAX_INSTALLMENTS,
    Interval,
    parse_interval,
    schedule,
    split,
)
from cobranca_cli.errors import (
    ExitCode,
    InstallmentTooSmallError,
    InvalidDateError,
    InvalidInstallmentCountError,
    InvalidIntervalError,
)

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(st.integers(1, MAX_INSTALLMENTS), st.integers(0, 10**8), st.sampled_from(["first", "last"]))
def test_shares_add_up_and_one_carries_the_remainder(count, more, remainder):
    total_cents = count + more
    shares = split(total_cents, count, remainder=remainder)
    assert sum(shares) == total_cents
    assert len(shares) == count
    others = shares[1:] if remainder == "first" else shares[:-1]
    assert set(others) <= {total_cents // count}
    assert min(shares) >= 1


def test_a_share_under_one_cent_is_refused():
    with pytest.raises(InstallmentTooSmallError) as caught:
        split(2, 3)
    assert (caught.value.total_cents, caught.value.count) == (2, 3)
    assert caught.value.exit_code == ExitCode.REFUSED
    assert caught.value.message.startswith("R$ 0,02 em 3 parcelas")
    with pytest.raises(InstallmentTooSmallError):
        split(0, 1)


@pytest.mark.parametrize("count", [0, -1, 1000, 10**9])
def test_a_count_out_of_range_is_not_understood(count):
    with pytest.raises(InvalidInstallmentCountError):
        split(10**9, count)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("7d", Interval("day", 7)),
        ("15D", Interval("day", 15)),
        ("1w", Interval("day", 7)),
        ("2s", Interval("day", 14)),
        ("1m", Interval("month", 1)),
        ("2 m", Interval("month", 2)),
        ("1a", Interval("month", 12)),
        ("15 dias", Interval("day", 15)),
        ("1 dia", Interval("day", 1)),
        ("2 semanas", Interval("day", 14)),
        ("1 mês", Interval("month", 1)),
        (" 3 MESES ", Interval("month", 3)),
        ("1 ano", Interval("month", 12)),
        ("mensal", Interval("month", 1)),
        ("Semanal", Interval("day", 7)),
        ("quinzenal", Interval("day", 15)),
        ("diário", Interval("day", 1)),
    ],
)
def test_intervals_are_read(text, interval):
    assert parse_interval(text) == interval


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0d",
        "-7d",
        "15",
        "d",
        "1x",
        "1,5m",
        "3651d",
        "121m",
        "11a",
        "9999999d",
        "1 m 2 d",
        "mensalmente às vezes",
        "+7d",
    ],
)
def test_what_is_not_an_interval_is_refused(text):
    with pytest.raises(InvalidIntervalError):
        parse_interval(text)


@given(st.text() | st.text("0123456789 dswma", max_size=8))
def test_intervals_are_read_or_refused(text):
    with suppress(InvalidIntervalError):
        assert parse_interval(text).step >= 1


@given(days, st.integers(1, 60), st.integers(1, 12))
def test_a_monthly_schedule_keeps_its_day_where_the_month_has_it(first, count, step):
    dues = schedule(first, count, Interval("month", step))
    assert dues[0] == first
    assert dues == sorted(set(dues))
    for k, due in enumerate(dues):
        months = first.year * 12 + first.month - 1 + k * step
        assert (due.year, due.month) == (months // 12, months % 12 + 1)
        assert due.day == first.day or due.day == min(first.day, due.day) >= 28


@given(days, st.integers(1, 60), st.integers(1, 60))
def test_a_daily_schedule_is_evenly_spaced(first, count, step):
    dues = schedule(first, count, Interval("day", step))
    assert {(b - a).days for a, b in pairwise(dues)} <= {step}


@pytest.mark.parametrize("interval", [Interval("month", 120), Interval("day", 3650)])
@pytest.mark.parametrize("count", [20, 999])
def test_a_schedule_that_ends_after_2199_is_refused(interval, count):
    with pytest.raises(InvalidDateError):
        schedule(date(2026, 11, 21), count, interval)
