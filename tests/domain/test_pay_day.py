"""The usual pay day: what people type, and the next date of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.domain.pay_day import describe, next_on, parse_pay_day
from cobranca_cli.errors import InvalidPayDayError


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("5", "5", "dia 5"), ("05", "5", "dia 5"), ("dia 10", "10", "dia 10"),
        ("todo dia 31", "31", "dia 31"), ("5º dia útil", "5u", "5º dia útil"),
        ("5o dia util", "5u", "5º dia útil"), ("5° DIA ÚTIL", "5u", "5º dia útil"),
        ("5 dia útil", "5u", "5º dia útil"), ("1u", "1u", "1º dia útil"),
    ],
)  # fmt: skip
def test_a_day_of_the_month_or_a_business_day(text, code, shown):
    assert parse_pay_day(text) == code
    assert describe(code) == shown
    assert parse_pay_day(shown) == code


@pytest.mark.parametrize(
    "text", ["0", "32", "-5", "5,5", "dia", "sexta", "24º dia útil", "0u", "5 6", "", "٥"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(InvalidPayDayError):
        parse_pay_day(text)


@pytest.mark.parametrize(
    ("code", "after", "expected"),
    [
        ("5", "2026-11-04", "2026-11-05"),
        ("5", "2026-11-05", "2026-12-05"),  # Never on the day itself.
        ("31", "2026-01-31", "2026-02-28"), ("31", "2026-02-28", "2026-03-31"),
        ("30", "2028-02-01", "2028-02-29"), ("1", "2026-12-31", "2027-01-01"),
        ("5u", "2026-10-31", "2026-11-09"),  # 02/11 is a bank holiday.
        ("5u", "2026-11-09", "2026-12-07"), ("1u", "2026-12-30", "2027-01-04"),
        ("23u", "2026-11-01", "2026-11-30"),  # November has fewer: its last one.
    ],
)  # fmt: skip
def test_the_next_pay_day(code, after, expected):
    found = next_on(code, date.fromisoformat(after), BANK_CALENDAR)
    assert found == date.fromisoformat(expected)


@given(st.dates(date(2002, 1, 1), date(2070, 1, 1)), st.integers(1, 31), st.booleans())
def test_it_comes_soon_and_only_once_a_month(after, number, business):
    code = f"{min(number, 23)}u" if business else str(number)
    found = next_on(code, after, BANK_CALENDAR)
    assert after < found <= after + timedelta(days=45)
    following = next_on(code, found, BANK_CALENDAR)
    assert (following.year, following.month) != (found.year, found.month)
    if business:
        assert BANK_CALENDAR.is_business_day(found)
