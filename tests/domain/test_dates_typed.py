from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cobranca_cli.domain.calendar import Calendar
from cobranca_cli.domain.dates_typed import (
    describe,
    format_date,
    parse_date,
    short_date,
    weekday_name,
)
from cobranca_cli.errors import InvalidDateError

TODAY = date(2026, 11, 21)  # A Saturday.
dates = st.dates(date(1901, 1, 1), date(2198, 12, 31))
modes = st.sampled_from(["future", "past"])
pieces = st.sampled_from(
    [
        "hoje",
        "sexta",
        "sab",
        "-feira",
        "proxima",
        "que vem",
        "dia",
        "10",
        "31",
        "+",
        "15",
        "dias",
        "úteis",
        "em",
        "daqui a",
        "semanas",
        "mês",
        "anos",
        "/",
        "-",
        ".",
        "2026",
        "29/02",
        "99",
        "º",
        "0",
        "\u00b2",
        "\u0661",
        "9999999999",
    ]
)
words = st.lists(pieces, max_size=6).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
)


@pytest.mark.parametrize(
    ("text", "today", "mode", "expected"),
    [
        ("anteontem", "2026-11-21", "past", "2026-11-19"),
        ("Depois  de AMANHA", "2026-11-21", "future", "2026-11-23"),
        ("sex", "2026-11-21", "future", "2026-11-27"),
        ("terça feira", "2026-11-21", "future", "2026-11-24"),
        ("próximo domingo", "2026-11-21", "future", "2026-11-22"),
        ("sexta-feira que vem", "2026-11-21", "future", "2026-11-27"),
        ("próxima sexta", "2026-11-21", "past", "2026-11-27"),
        ("domingo", "2026-11-21", "past", "2026-11-15"),
        ("dia 31", "2026-11-21", "future", "2026-11-30"),
        ("dia 31", "2027-02-28", "future", "2027-02-28"),
        ("dia 31", "2026-11-21", "past", "2026-10-31"),
        ("dia 30", "2027-02-27", "past", "2027-01-30"),
        ("dia 1º", "2026-12-21", "future", "2027-01-01"),
        ("dia 25", "2027-01-21", "past", "2026-12-25"),
        ("dia 21", "2026-11-21", "past", "2026-11-21"),
        ("21/11", "2026-11-21", "future", "2026-11-21"),
        ("21/11", "2026-11-21", "past", "2026-11-21"),
        ("22/11", "2026-11-21", "past", "2025-11-22"),
        ("5.1", "2026-11-21", "future", "2027-01-05"),
        ("05-01", "2026-11-21", "future", "2027-01-05"),
        ("10.12.2026", "2026-11-21", "future", "2026-12-10"),
        ("29/02", "2027-11-21", "future", "2028-02-29"),
        ("1/1/99", "2026-11-21", "future", "2099-01-01"),
        ("31/12/1900", "2026-11-21", "past", "1900-12-31"),
        ("2026-12-10", "2026-11-21", "future", "2026-12-10"),
        ("+0", "2026-11-21", "future", "2026-11-21"),
        ("+15 dias", "2026-11-21", "future", "2026-12-06"),
        ("em 30 dias", "2026-11-21", "future", "2026-12-21"),
        ("daqui a 2 semanas", "2026-11-21", "future", "2026-12-05"),
        ("1 dia", "2026-11-21", "future", "2026-11-22"),
        ("3 meses", "2026-11-30", "future", "2027-02-28"),
        ("1 ano", "2028-02-29", "future", "2029-02-28"),
        ("1 dia útil", "2026-11-19", "future", "2026-11-23"),
        ("em 5 dias úteis", "2026-12-24", "future", "2027-01-04"),
    ],
)
def test_dates_are_read_from_the_given_day(text, today, mode, expected):
    day = parse_date(text, today=date.fromisoformat(today), mode=mode)
    assert day.isoformat() == expected


@pytest.mark.parametrize(
    ("text", "problem", "suggestion"),
    [
        ("", "unknown", None),
        ("xpto", "unknown", None),
        ("mês que vem", "unknown", None),
        ("15", "bare_number", "dia 15"),
        ("45", "unknown", None),
        ("10/12-2026", "unknown", None),
        ("2026/12/10", "unknown", None),
        ("1\u00b2/10", "unknown", None),
        ("\uff11\uff10/12", "unknown", None),
        ("10/12/2026 15h", "unknown", None),
        ("-3 dias", "unknown", None),
        ("x" * 61, "unknown", None),
        ("31/02", "no_such_day", "28/02/2027"),
        ("29/02/2027", "no_such_day", "28/02/2027"),
        ("29/02", "no_such_day", "28/02/2027"),
        ("2027-02-29", "no_such_day", "28/02/2027"),
        ("0/10", "no_such_day", "31/10/2027"),
        ("12/25", "month_first", "25/12"),
        ("10/13/2026", "month_first", "13/10"),
        ("2/30", "no_such_month", None),
        ("13/13", "no_such_month", None),
        ("10/0", "no_such_month", None),
        ("2026-13-13", "no_such_month", None),
        ("10/12/202", "year", None),
        ("10/12/2", "year", None),
        ("dia 0", "day_of_month", None),
        ("dia 32", "day_of_month", None),
        ("10/12/1899", "out_of_range", None),
        ("10/12/2200", "out_of_range", None),
        ("0000-01-01", "out_of_range", None),
        ("+999999999 dias", "out_of_range", None),
        ("+999999", "out_of_range", None),
        ("99999 semanas", "out_of_range", None),
        ("999999 meses", "out_of_range", None),
        ("9999 anos", "out_of_range", None),
        ("999999 dias úteis", "out_of_range", None),
        ("50000 dias úteis", "out_of_range", None),
        ("200 anos", "out_of_range", None),
    ],
)
def test_what_is_not_a_date_is_refused_with_a_reason(text, problem, suggestion):
    with pytest.raises(InvalidDateError) as caught:
        parse_date(text, today=TODAY, mode="future")
    assert (caught.value.problem, caught.value.suggestion) == (problem, suggestion)


def test_the_day_comes_first():
    with pytest.raises(InvalidDateError) as caught:
        parse_date("12/25", today=TODAY, mode="future")
    assert caught.value.message == 'O mês de "12/25" não existe.'
    assert caught.value.hint == "Dia primeiro: 25/12?"


def test_business_days_skip_the_local_holidays():
    calendar = Calendar(frozenset({date(2026, 11, 23)}))
    assert parse_date("1 dia útil", today=TODAY, mode="future", calendar=calendar) == date(
        2026, 11, 24
    )


@given(dates, dates, modes)
def test_what_is_shown_can_be_typed_back(day, today, mode):
    for shown in (format_date(day), day.isoformat(), f"{day.day}.{day.month}.{day.year}"):
        assert parse_date(shown, today=today, mode=mode) == day


@given(dates, modes, st.integers(0, 6))
def test_a_weekday_is_within_a_week_and_never_today(today, mode, number):
    name = weekday_name(date(2026, 11, 23) + timedelta(days=number))
    day = parse_date(name, today=today, mode=mode)
    distance = (day - today).days
    assert 1 <= (distance if mode == "future" else -distance) <= 7
    assert weekday_name(day) == name


@given(dates, modes, st.integers(1, 31))
def test_a_day_of_the_month_is_the_nearest_one(today, mode, number):
    """Against a walk, day by day, in the mode's direction."""
    step = timedelta(days=1 if mode == "future" else -1)
    walked = today
    while walked.day != min(number, _days_in_month(walked)):
        walked += step
    assert parse_date(f"dia {number}", today=today, mode=mode) == walked


@given(dates, modes, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_day_and_month_is_the_nearest_one(today, mode, other):
    day = parse_date(short_date(other), today=today, mode=mode)
    assert (day.day, day.month) == (other.day, other.month)
    distance = (day - today).days
    assert 0 <= (distance if mode == "future" else -distance) <= 366


@given(st.text() | words, dates, modes)
@example("dia 31", date(2199, 12, 31), "future")
@example("1/1", date(1900, 1, 1), "past")
def test_dates_are_read_or_refused(text, today, mode):
    with suppress(InvalidDateError):
        assert 1900 <= parse_date(text, today=today, mode=mode).year <= 2199


def test_a_date_is_described_with_its_weekday():
    assert describe(date(2026, 11, 27)) == "sexta, 27/11/2026"
    assert short_date(date(2026, 1, 5)) == "05/01"
    assert [weekday_name(date(2026, 11, 23) + timedelta(days=k)) for k in range(7)] == [
        "segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo",
    ]  # fmt: skip


def _days_in_month(day: date) -> int:
    return ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day
