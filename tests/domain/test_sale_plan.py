from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.installments import Interval
from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms, plan, share_out
from cobranca_cli.errors import (
    DownPaymentTooLargeError,
    DueBeforeSaleError,
    InstallmentTooSmallError,
    InvalidInstallmentCountError,
    PaidAboveTotalError,
    PaidPartsDoNotAddUpError,
)

SOLD, DUE = date(2026, 11, 23), date(2027, 1, 31)


def planned(total_cents, **more):
    return [
        (p.number, str(p.due_on), p.amount_cents)
        for p in plan(SaleTerms(total_cents, SOLD, DUE, **more))
    ]


def test_one_instalment_is_the_whole_sale():
    assert planned(10_000) == [(1, "2027-01-31", 10_000)]


def test_months_count_from_the_first_due_date_never_from_the_one_before():
    assert planned(10_000, installments=3) == [
        (1, "2027-01-31", 3_334),
        (2, "2027-02-28", 3_333),
        (3, "2027-03-31", 3_333),
    ]


def test_the_remainder_goes_to_the_last_when_asked():
    found = planned(10_000, installments=3, remainder="last", interval=Interval("day", 15))
    assert found == [(1, "2027-01-31", 3_333), (2, "2027-02-15", 3_333), (3, "2027-03-02", 3_334)]


def test_a_down_payment_comes_off_first_as_instalment_zero_on_the_day_of_sale():
    assert planned(10_000, installments=2, down_payment_cents=3_333) == [
        (0, "2026-11-23", 3_333),
        (1, "2027-01-31", 3_334),
        (2, "2027-02-28", 3_333),
    ]


@pytest.mark.parametrize(
    ("error", "total_cents", "terms"),
    [
        (DownPaymentTooLargeError, 100, {"down_payment_cents": 100}),
        (DownPaymentTooLargeError, 100, {"down_payment_cents": 150}),
        (InstallmentTooSmallError, 1, {"installments": 2}),
        (InstallmentTooSmallError, 100, {"installments": 2, "down_payment_cents": 99}),
        (InvalidInstallmentCountError, 100, {"installments": 0}),
        (InvalidInstallmentCountError, 100, {"installments": -3}),
        (InvalidInstallmentCountError, 10_000, {"installments": 1_000}),
    ],
)
def test_terms_that_do_not_work_are_refused(error, total_cents, terms):
    with pytest.raises(error):
        planned(total_cents, **terms)


def test_a_due_date_before_the_sale_is_refused_and_the_day_itself_is_not():
    with pytest.raises(DueBeforeSaleError):
        plan(SaleTerms(100, SOLD, date(2026, 11, 22)))
    assert plan(SaleTerms(100, SOLD, SOLD))[0].due_on == SOLD


@given(st.integers(1, 10**10), st.integers(1, 60), st.integers(0, 10**9), st.booleans())
def test_instalments_and_down_payment_add_up_to_the_total(rest, count, down, first):
    total = max(rest, count) + down
    found = plan(
        SaleTerms(
            total, SOLD, DUE, count, remainder="first" if first else "last",
            down_payment_cents=down,
        )
    )  # fmt: skip
    assert sum(p.amount_cents for p in found) == total
    assert [p.number for p in found] == list(range(0 if down else 1, count + 1))
    assert [p.due_on for p in found] == sorted(p.due_on for p in found)
    assert all(p.amount_cents >= 1 for p in found)


@pytest.mark.parametrize(
    ("parts", "total_cents", "whole", "expected"),
    [
        ([], 100, False, []),
        ([], 100, True, []),
        ([("pix", None)], 100, True, [("pix", 100)]),
        ([("pix", 100)], 100, True, [("pix", 100)]),
        ([("pix", 30)], 100, False, [("pix", 30)]),
        ([("pix", 30), ("cash", None)], 100, False, [("pix", 30), ("cash", 70)]),
        ([("pix", None), ("cash", 30)], 100, True, [("pix", 70), ("cash", 30)]),
        ([("pix", 30), ("pix", 70)], 100, True, [("pix", 30), ("pix", 70)]),
    ],
)
def test_the_part_without_an_amount_takes_the_rest(parts, total_cents, whole, expected):
    assert share_out([PaidPart(*p) for p in parts], total_cents, whole=whole) == expected


@pytest.mark.parametrize(
    ("error", "parts", "whole"),
    [
        (PaidAboveTotalError, [("pix", 101)], False),
        (PaidAboveTotalError, [("pix", 101), ("cash", None)], False),
        (PaidPartsDoNotAddUpError, [("pix", 101)], True),
        (PaidPartsDoNotAddUpError, [("pix", 99)], True),
        (PaidPartsDoNotAddUpError, [("pix", None), ("cash", None)], True),
        (PaidPartsDoNotAddUpError, [("pix", None), ("cash", None)], False),
        (PaidPartsDoNotAddUpError, [("pix", 100), ("cash", None)], False),
    ],
)
def test_parts_that_do_not_add_up_are_refused(error, parts, whole):
    with pytest.raises(error) as caught:
        share_out([PaidPart(*p) for p in parts], 100, whole=whole)
    assert type(caught.value) is error
