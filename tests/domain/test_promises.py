"""A courtesy on the promised day, a question after it: once each, and kindly out of the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cobranca_cli.domain import promises
from cobranca_cli.domain.calendar import BANK_CALENDAR, sending
from cobranca_cli.domain.dunning import Item, Person, Rules
from cobranca_cli.domain.ladder import ladder
from cobranca_cli.domain.promises import Promised

RULES = Rules(ladder(), BANK_CALENDAR, sending(BANK_CALENDAR, 2026))
LATE = Item(1, date(2026, 11, 3), 10_000, {})
FRIDAY, SUNDAY = date(2026, 11, 27), date(2026, 11, 29)


def said(promise, day):
    return promises.step_of(promise, day, RULES)


def promised(due_on=FRIDAY, *, on=date(2026, 11, 20), paid=0, steps=()):
    return Promised(1, on, due_on, 10_000, paid, frozenset(steps))


def days_of(promise, step):
    """The days of two months on which this step is due."""
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(60)]
    return [day for day in days if day >= promise.promised_on and said(promise, day) == step]


def test_the_courtesy_belongs_to_the_day_itself():
    assert days_of(promised(), "promessa") == [FRIDAY]


def test_of_a_day_without_sending_it_goes_on_the_last_one_before():
    assert days_of(promised(SUNDAY), "promessa")[0] == FRIDAY
    assert days_of(promised(SUNDAY), "promessa")[-1] == SUNDAY  # Reached and not done.


@pytest.mark.parametrize(
    "promise",
    [promised(steps=["promessa"]), promised(paid=10_000), promised(on=FRIDAY),
     promised(SUNDAY, on=SUNDAY)],
)  # fmt: skip
def test_no_courtesy_when_it_was_said_or_paid_or_promised_today(promise):
    assert days_of(promise, "promessa") == []


def test_the_question_comes_after_one_more_business_day_and_lapses():
    days = days_of(promised(), "promessa-passou")
    assert days[0] == date(2026, 12, 1)  # Monday was its last day.
    assert days[-1] == date(2026, 11, 30) + timedelta(days=promises.ASKED_WITHIN)


@pytest.mark.parametrize(
    "promise", [promised(paid=100), promised(steps=["promessa", "promessa-passou"])]
)
def test_what_was_paid_in_part_or_asked_already_is_not_asked_about(promise):
    assert days_of(promise, "promessa-passou") == []


def decided(day, promise=None, **facts):
    person = Person([LATE], promise_on=FRIDAY)._replace(**facts)
    return promises.decide(person, day, RULES, promise or promised())


def test_the_courtesy_is_said_although_the_promise_silences_the_ladder():
    found = decided(FRIDAY)
    assert (found.kind, found.step, found.done, found.reason) == ("message", "promessa", (), None)
    assert decided(FRIDAY - timedelta(days=1)).reason == "promise"


def test_the_question_takes_the_place_of_the_ladders_message_once():
    assert decided(date(2026, 12, 1)).step == "promessa-passou"
    asked = promised(steps=["promessa-passou"])
    assert decided(date(2026, 12, 1), asked, late_on=[date(2026, 12, 1)]).reason == "too-soon"
    assert decided(date(2026, 12, 4), asked, late_on=[date(2026, 12, 1)]).step == "esqueceu"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [({"opted_out": True}, "opted-out"), ({"wrong_number": True}, "wrong-number"),
     ({"paused_until": date(2026, 12, 30)}, "paused"),
     ({"items": [LATE._replace(disputed=True)]}, "disputed"),
     ({"items": [LATE._replace(open_cents=100)]}, "below-tolerance")],
)  # fmt: skip
@pytest.mark.parametrize("day", [FRIDAY, date(2026, 12, 1)])
def test_whoever_is_left_in_peace_hears_nothing_of_a_promise(facts, reason, day):
    found = decided(day, **facts)
    assert (found.kind, found.step in promises.STEPS) == ("withheld", False)
    assert found.reason in (reason, "promise")


def test_a_question_waits_for_the_gap_and_a_courtesy_does_not():
    assert decided(FRIDAY, late_on=[FRIDAY - timedelta(days=1)]).step == "promessa"
    assert decided(date(2026, 12, 1), late_on=[date(2026, 11, 30)]).reason == "too-soon"


def test_who_owes_nothing_hears_nothing():
    assert decided(FRIDAY, credit_cents=10_000).kind == "nothing"
