from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain import dunning
from cobranca_cli.domain.aging import is_late, late_cutoff
from cobranca_cli.domain.calendar import BANK_CALENDAR

days = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def step_of(due_on, on):
    step = dunning.reached(due_on, on, late_before=late_cutoff(on, BANK_CALENDAR))
    return step and step.key


@pytest.mark.parametrize(
    ("due_on", "on", "step"),
    [
        ("2026-11-27", "2026-11-23", None),  # Four days ahead.
        ("2026-11-26", "2026-11-23", "antes"),
        ("2026-11-24", "2026-11-23", "antes"),
        ("2026-11-23", "2026-11-23", "no-dia"),
        # Due on a Sunday or on the holiday before it: on time until Monday, and no longer "today".
        ("2026-11-22", "2026-11-23", None),
        ("2026-11-20", "2026-11-23", None),
        # Late, and the first late step not reached.
        ("2026-11-19", "2026-11-20", None),
        ("2026-11-17", "2026-11-19", None),
        ("2026-11-17", "2026-11-20", "esqueceu"),
        ("2026-11-16", "2026-11-22", "esqueceu"),
        ("2026-11-16", "2026-11-23", "tudo-bem"),
        ("2020-01-02", "2026-11-23", "tudo-bem"),  # Never beyond, however old.
        # Due on the Saturday of Carnaval, late only from Thursday: five days at once.
        ("2026-02-14", "2026-02-18", None),
        ("2026-02-14", "2026-02-19", "esqueceu"),
    ],
)
def test_a_step_is_reached_by_the_days_from_the_due_date(due_on, on, step):
    assert step_of(date.fromisoformat(due_on), date.fromisoformat(on)) == step


@given(days, st.integers(-10, 40))
def test_only_what_is_late_reaches_a_late_step(due_on, after):
    on = due_on + timedelta(days=after)
    step = dunning.reached(due_on, on, late_before=late_cutoff(on, BANK_CALENDAR))
    if step is not None:
        assert step.is_late == is_late(due_on, on, BANK_CALENDAR)
        assert step.day(due_on) <= on


@given(days, st.integers(0, 60))
def test_once_late_a_step_is_never_lost(due_on, after):
    on = due_on + timedelta(days=after)
    before, later = (
        dunning.reached(due_on, day, late_before=late_cutoff(day, BANK_CALENDAR))
        for day in (on, on + timedelta(days=1))
    )
    if before is not None and before.is_late:
        assert dunning.highest([before, later]) == later


@given(days, days)
def test_no_step_is_missed_by_looking_only_at_what_is_due_soon(due_on, on):
    if step_of(due_on, on) is not None:
        assert due_on <= dunning.last_due_shown(on)


def test_the_highest_step_of_none_is_none():
    assert dunning.highest([None, None]) is None
    assert dunning.highest([dunning.LADDER[1], None, dunning.LADDER[0]]).key == "no-dia"
    assert dunning.STEP_KEYS == ("antes", "no-dia", "esqueceu", "tudo-bem")
