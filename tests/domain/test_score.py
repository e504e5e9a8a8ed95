"""The score and the segments, worked by hand (rules §6)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain import score
from cobranca_cli.domain.score import Trouble

PARTS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 10_000_000)), min_size=2, max_size=30
)


def by_the_rule(parts, broken=0):
    """Word for word: weights, a prior of three of the average size at 0,7, half up."""
    weight = sum(cents for _, cents in parts)
    average = Fraction(weight, len(parts))
    total = sum(cents * max(Fraction(0), 1 - Fraction(days, 60)) for days, cents in parts)
    value = 100 * (total + 3 * average * Fraction(7, 10)) / (weight + 3 * average)
    value -= min(20, 5 * broken)
    return min(100, max(0, int(value + Fraction(1, 2)))) if value > 0 else 0


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], None),
        ([(0, 10_000)], None),
        # (2 x 100 + 3 x 100 x 0,7) / 5 = 82
        ([(0, 10_000), (0, 10_000)], 82),
        # (0,5 + 1 + 2,1) / 5 = 0,72
        ([(30, 10_000), (0, 10_000)], 72),
        # (0 + 0 + 2,1) / 5 = 0,42
        ([(60, 10_000), (90, 10_000)], 42),
        # Weighted: 300 on time and 100 at 60 days; (300 + 600 x 0,7) / 1000 = 0,72
        ([(0, 30_000), (60, 10_000)], 72),
        # 22 on time: (22 + 2,1) / 25 = 0,964
        ([(0, 500)] * 22, 96),
    ],
)
def test_scores_worked_by_hand(parts, expected):
    assert score.score(parts) == expected


def test_half_a_point_is_rounded_up():
    # (1 + (60 - 9) / 60 + 2,1) / 5 = 0,79 exactly; one day of 60 is 1/3 of a point here.
    assert score.score([(0, 100), (9, 100)]) == 79
    # n = 7, all on time: (7 + 2,1) / 10 = 91; with 3 days: 91 - 0,5 = 90,5.
    assert score.score([(0, 100)] * 6 + [(3, 100)]) == 91


@pytest.mark.parametrize(("broken", "off"), [(0, 0), (1, 5), (4, 20), (9, 20)])
def test_broken_promises_cost_five_each_and_twenty_at_most(broken, off):
    assert score.penalties(broken) == off
    assert score.score([(0, 1)] * 22, broken=broken) == 96 - off


@given(PARTS, st.integers(0, 6))
def test_it_is_the_rule_within_bounds_in_any_order(parts, broken):
    found = score.score(parts, broken=broken)
    assert found == by_the_rule(parts, broken) == score.score(parts[::-1], broken=broken)
    assert 0 <= found <= 100


@given(PARTS, st.data())
def test_paying_later_never_helps(parts, data):
    place = data.draw(st.integers(0, len(parts) - 1))
    days, cents = parts[place]
    later = [*parts[:place], (days + data.draw(st.integers(1, 90)), cents), *parts[place + 1 :]]
    assert score.score(later) <= score.score(parts)


@pytest.mark.parametrize(
    ("points", "name"),
    [(100, "A"), (90, "A"), (89, "B"), (75, "B"), (74, "C"), (55, "C"), (54, "D"), (0, "D"),
     (None, None)],
)  # fmt: skip
def test_classes(points, name):
    assert score.score_class(points) == name


ON_TIME = [(0, 10_000)] * 5


@pytest.mark.parametrize(
    ("parts", "trouble", "expected"),
    [
        ([(0, 10_000)], Trouble(), "novo"),
        ([(0, 10_000)], Trouble(long_late_cents=50_000), "novo"),
        (ON_TIME, Trouble(), "pontual"),
        (ON_TIME, Trouble(long_late_cents=500), "pontual"),  # Not more than the tolerance.
        (ON_TIME, Trouble(long_late_cents=501), "critico"),
        ([(60, 10_000)] * 4, Trouble(), "critico"),  # (0 + 2,1) / 7 = 30: D.
        (ON_TIME, Trouble(part_payments=1), "pontual"),
        (ON_TIME, Trouble(part_payments=2), "em-dificuldade"),
        (ON_TIME, Trouble(broken_promises=1), "em-dificuldade"),
        (ON_TIME, Trouble(agreements=1), "em-dificuldade"),
        ([(0, 1), (1, 1), (2, 1)], Trouble(), "esquecido"),
        ([(0, 1), (0, 1), (9, 1)], Trouble(), "pontual"),
        ([(0, 1), (1, 1)], Trouble(), "pontual"),  # A median of half a day.
        ([(10, 1)] * 5, Trouble(), "esquecido"),
        ([(20, 1)] * 5, Trouble(), "esquecido"),  # Nobody who pays 20 days late is punctual.
    ],
)
def test_segments_in_their_order(parts, trouble, expected):
    assert score.segment(parts, trouble, tolerance_cents=500) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [([], None), ([3], 3), ([1, 2], 2), ([5, 0, 9], 5), ([0, 0, 1, 1], 1)]
)
def test_the_usual_delay_is_the_median_half_up(days, expected):
    assert score.usual_days([(day, 1) for day in days]) == expected


def test_months_before_keep_to_the_end_of_a_month():
    assert score.months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert score.months_before(date(2026, 11, 23), 24) == date(2024, 11, 23)


@given(st.dates(date(1900, 1, 1), date(9999, 12, 31)), st.integers(0, 600))
def test_months_before_are_those_of_dateutil(day, months):
    assert score.months_before(day, months) == day - relativedelta(months=months)
