"""The menu of offers: its order by segment, its sums, and the owner's floor (rules §8)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.agreement_plan import Floor, beyond_floor
from cobranca_cli.domain.money import percent_of
from cobranca_cli.domain.offers import Payer, offers, present_cents, usual_month_cents
from cobranca_cli.domain.score import SEGMENTS

TODAY, DUE = date(2026, 11, 23), date(2026, 11, 30)
FLOOR = Floor(1_000, 6, 3_000)


def menu(cents=30_000, segment="pontual", *, days=12, usual=None, floor=FLOOR, rate=100):
    found = offers(
        [(cents, 0)], Payer(segment, days, usual), floor,
        agreed_on=TODAY, first_due_on=DUE, monthly_rate_bps=rate,
    )  # fmt: skip
    return [(o.kind, o.installments, o.discount_cents, o.down_payment_cents) for o in found]


AT_ONCE, AT_ONCE_CHEAP = ("a-vista", 1, 1_500, 0), ("a-vista", 1, 3_000, 0)
CASH_FIRST = [
    AT_ONCE, ("parcelado", 2, 0, 0), ("parcelado", 3, 0, 0), ("entrada", 3, 0, 9_000),
]  # fmt: skip


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        *((segment, CASH_FIRST) for segment in ("pontual", "esquecido", "novo")),
        ("critico", [AT_ONCE_CHEAP, ("entrada", 2, 0, 15_000), ("parcelado", 2, 0, 0)]),
        ("em-dificuldade", [("parcelado", 6, 0, 0), ("parcelado", 3, 0, 0),
                            ("entrada", 6, 0, 3_000), AT_ONCE]),
    ],
)  # fmt: skip
def test_the_segment_decides_the_order_and_how_the_menu_begins(segment, expected):
    assert menu(segment=segment) == expected


def test_two_months_late_is_the_whole_discount():
    assert menu(segment="novo", days=59)[0] == AT_ONCE
    assert menu(segment="novo", days=60)[0] == AT_ONCE_CHEAP


@pytest.mark.parametrize(
    ("segment", "usual", "counts"),
    [
        ("pontual", 7_500, [2, 3, 4]),
        ("pontual", 15_000, [2, 3]),  # Two fit.
        ("pontual", 4_999, [2, 3]),  # Not even six fit: as if it were not known.
        ("critico", 7_500, [2, 4]),
        ("em-dificuldade", 7_500, [4, 2]),
        ("em-dificuldade", 4_999, [6, 3]),
        ("em-dificuldade", 40_000, [2]),
    ],
)
def test_what_they_usually_pay_in_a_month_picks_a_number_of_instalments(segment, usual, counts):
    found = menu(segment=segment, usual=usual)
    assert [count for kind, count, *_ in found if kind == "parcelado"] == counts


def test_a_small_amount_is_only_offered_at_once_whatever_the_smallest_instalment_is():
    assert menu(2_000) == [("a-vista", 1, 100, 0)]
    assert menu(1, "critico", floor=Floor(10_000, 6, 1)) == [("a-vista", 1, 0, 0)]


def test_charges_are_part_of_what_is_offered():
    (at_once, *_) = offers(
        [(10_000, 233), (5_000, 100)], Payer("critico", 90), FLOOR,
        agreed_on=TODAY, first_due_on=DUE, monthly_rate_bps=100,
    )  # fmt: skip
    assert (at_once.cost_cents, at_once.total_cents) == (1_533, 13_800)


@given(
    st.lists(st.tuples(st.integers(1, 10**8), st.integers(0, 10**6)), min_size=1, max_size=4),
    st.sampled_from(SEGMENTS), st.integers(0, 400), st.none() | st.integers(0, 10**7),
    st.builds(Floor, st.integers(0, 10_000), st.integers(1, 60), st.integers(0, 10**6)),
    st.integers(0, 10_000),
)  # fmt: skip
def test_money_is_conserved_and_the_floor_never_crossed(items, segment, days, usual, floor, rate):
    updated = sum(map(sum, items))
    found = offers(
        items, Payer(segment, days, usual), floor,
        agreed_on=TODAY, first_due_on=DUE, monthly_rate_bps=rate,
    )  # fmt: skip
    assert len({(o.kind, o.installments) for o in found}) == len(found) <= 6
    for one in found:
        amounts = [part.amount_cents for part in one.parts]
        assert sum(amounts) == one.total_cents == updated - one.cost_cents
        assert one.cost_cents == one.discount_cents <= percent_of(updated, floor.max_discount_bps)
        assert 0 < one.present_cents <= one.total_cents or one.total_cents < 10
        assert one.discount_cents == 0 or one.kind == "a-vista"
        assert beyond_floor(one.parts, floor, updated_cents=updated) == []
        if len(amounts) > 1:  # The down payment, too, is no smaller than an instalment may be.
            assert min(amounts) >= max(floor.min_installment_cents, 1)
        assert one.installments == len(amounts) - bool(one.down_payment_cents)
        assert one.down_payment_cents == (amounts[0] if one.kind == "entrada" else 0)


def test_the_present_value_is_simple_and_each_part_is_rounded_half_up():
    found = offers([(9_000, 0)], Payer("pontual", 1), FLOOR, agreed_on=TODAY, first_due_on=TODAY,
                   monthly_rate_bps=100)  # fmt: skip
    by_hand = [3_000, 2_970, 2_940]  # 3.000 / 1,01 = 2.970,30; 61 days: 3.000 / 1,02033 = 2.940,2.
    assert present_cents(found[2].parts, TODAY, 100) == sum(by_hand) == found[2].present_cents
    assert present_cents(found[2].parts, TODAY, 0) == 9_000


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        ([], None),
        ([("2026-09-05", 100), ("2026-10-05", 200)], None),
        ([("2026-09-05", 100), ("2026-10-05", 200), ("2026-10-06", 1), ("2026-11-23", 300)], 200),
        ([("2026-05-23", 100), ("2026-10-05", 200), ("2026-11-05", 300)], None),  # Too long ago.
        ([("2026-10-05", 200), ("2026-11-05", 300), ("2026-12-05", 100)], None),  # Not yet.
    ],
)
def test_a_usual_month_is_the_average_of_the_months_with_payments(paid, expected):
    days = [(date.fromisoformat(day), cents) for day, cents in paid]
    assert usual_month_cents(days, TODAY) == expected
