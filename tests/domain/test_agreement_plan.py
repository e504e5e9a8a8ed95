"""An agreement's instalments, its first due date, and the owner's floor (rules §8)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.agreement_plan import Floor, beyond_floor, first_due_on, plan
from cobranca_cli.domain.calendar import BANK_CALENDAR, Calendar
from cobranca_cli.errors import (
    DownPaymentTooLargeError,
    InstallmentTooSmallError,
    InvalidInstallmentCountError,
    UntilNotAheadError,
)

AGREED, DUE = date(2026, 11, 23), date(2027, 1, 31)
FLOOR = Floor(1_000, 6, 3_000)


def planned(total_cents, *, first=DUE, **terms):
    parts = plan(total_cents, agreed_on=AGREED, first_due_on=first, **terms)
    return [(p.number, str(p.due_on), p.amount_cents) for p in parts]


def test_months_count_from_the_first_due_date_and_the_first_carries_the_remainder():
    assert planned(10_000, installments=3) == [
        (1, "2027-01-31", 3_334),
        (2, "2027-02-28", 3_333),
        (3, "2027-03-31", 3_333),
    ]


@pytest.mark.parametrize(
    ("first", "terms", "down_on"),
    [
        (DUE, {}, "2026-11-25"),
        (DUE, {"down_due_on": date(2026, 12, 1)}, "2026-12-01"),
        (AGREED, {}, "2026-11-23"),  # Never after the first instalment.
    ],
)
def test_a_down_payment_comes_two_days_after_unless_said_otherwise(first, terms, down_on):
    found = planned(10_000, first=first, down_payment_cents=3_333, **terms)
    assert found == [(0, down_on, 3_333), (1, str(first), 6_667)]


@pytest.mark.parametrize(
    ("error", "total_cents", "terms"),
    [
        (UntilNotAheadError, 100, {"first": date(2026, 11, 22)}),
        (DownPaymentTooLargeError, 100, {"down_payment_cents": 100}),
        (InstallmentTooSmallError, 1, {"installments": 2}),
        (InvalidInstallmentCountError, 100, {"installments": 0}),
    ],
)
def test_terms_that_do_not_work_are_refused(error, total_cents, terms):
    with pytest.raises(error):
        planned(total_cents, **terms)


@given(st.integers(1, 10**10), st.integers(1, 60), st.integers(0, 10**9))
def test_the_parts_are_the_total_to_the_cent(rest, count, down):
    total = max(rest, count) + down
    found = planned(total, installments=count, down_payment_cents=down)
    assert sum(cents for *_, cents in found) == total
    assert [number for number, *_ in found] == list(range(0 if down else 1, count + 1))
    assert [due for _, due, _ in found] == sorted(due for _, due, _ in found)


@pytest.mark.parametrize(
    ("today", "usual", "expected"),
    [
        ("2026-11-23", None, "2026-11-30"),
        ("2026-11-21", None, "2026-11-30"),  # A Saturday a week on: Monday.
        ("2026-11-23", "30", "2026-11-30"),  # The very day.
        ("2026-11-23", "5", "2026-12-05"),
        ("2026-11-23", "5u", "2026-12-07"),
        ("2026-11-24", "24", "2026-12-24"),  # Thirty days from today: still waited for.
        ("2026-11-30", "31", "2026-12-07"),  # Thirty-one: not.
    ],
)
def test_the_first_due_date_waits_for_the_usual_pay_day(today, usual, expected):
    found = first_due_on(date.fromisoformat(today), days=7, usual=usual, calendar=BANK_CALENDAR)
    assert str(found) == expected


def test_a_local_holiday_moves_the_first_due_date():
    calendar = Calendar(frozenset({date(2026, 11, 30)}))
    assert first_due_on(AGREED, days=7, usual=None, calendar=calendar) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("total_cents", "terms", "warned"),
    [
        (9_000, {}, []),
        (8_999, {}, ["o desconto de R$ 10,01 passa de 10% (R$ 10,00), o maior dos seus ajustes"]),
        (10_000, {"installments": 3}, []),
        (10_000, {"installments": 4}, [
            "parcelas de R$ 25,00 ficam abaixo de R$ 30,00, a menor dos seus ajustes"]),
        (10_000, {"installments": 2, "down_payment_cents": 1_000}, []),
        (10_000, {"down_payment_cents": 9_000}, [
            "parcelas de R$ 10,00 ficam abaixo de R$ 30,00, a menor dos seus ajustes"]),
    ],
)  # fmt: skip
def test_typed_terms_beyond_the_floor_are_warned_of(total_cents, terms, warned):
    parts = plan(total_cents, agreed_on=AGREED, first_due_on=DUE, **terms)
    assert beyond_floor(parts, FLOOR, updated_cents=10_000) == warned


def test_too_many_instalments_are_warned_of_and_what_is_small_at_once_is_not():
    parts = plan(70_000, agreed_on=AGREED, first_due_on=DUE, installments=7)
    (warning,) = beyond_floor(parts, FLOOR, updated_cents=70_000)
    assert warning == "7 parcelas são mais que 6, o máximo dos seus ajustes"
    small = plan(500, agreed_on=AGREED, first_due_on=DUE)
    assert beyond_floor(small, FLOOR, updated_cents=500) == []
