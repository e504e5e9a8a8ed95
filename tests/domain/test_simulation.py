"""Small lives with answers worked out by hand. September 2026: the 7th, a Monday, is a holiday."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

import pytest

from cobranca_cli.domain.aging import barred_from, late_cutoff
from cobranca_cli.domain.calendar import BANK_CALENDAR, sending
from cobranca_cli.domain.dunning import Rules, known_until
from cobranca_cli.domain.ladder import ladder, ladders
from cobranca_cli.domain.simulation import (
    Bothered,
    Day,
    History,
    Move,
    Owed,
    Silent,
    Trait,
    live,
    simulate,
)

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
LATE_ONLY = "esqueceu 3, tudo-bem 7, proposta 15"


def sep(day):
    return date(2026, 9, day)


def days(steps=LATE_ONLY, first=FIRST, last=LAST, **by_segment):
    leaving = sending(BANK_CALENDAR, first.year)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    overrides = {name.replace("_", "-"): text for name, text in by_segment.items()}
    return [
        Day(on, {
            name: Rules(found, BANK_CALENDAR, leaving, late_before=late_cutoff(on, BANK_CALENDAR))
            for name, found in ladders(steps, overrides).items()
        }, known_until(on, ladders(steps, overrides).values(), leaving))
        for on in every if leaving.is_business_day(on)
    ]  # fmt: skip


def owed(due_on, paid_on=None, number=1, cents=10_000, **more):
    moves = [Move(paid_on, cents, True)] if paid_on else []
    return Owed(number, date(2026, 8, 1), due_on, cents, moves, **more)


def lived(*items, at=None, segment="", habits=MappingProxyType({}), **known):
    return live(History(1, items, **known), Trait(segment, **habits), at or days())


def said(life):
    return [(message.on.day, message.step) for message in life.said]


def test_a_payer_after_two_weeks_is_reminded_twice():
    life = lived(owed(sep(10), sep(24)))
    # The 13th is a Sunday; four days lie between the two; the third would come on the 26th.
    assert said(life) == [(14, "esqueceu"), (18, "tudo-bem")]
    assert life.silent == {}
    assert not any(message.bothered for message in life.said)


def test_who_pays_by_themselves_right_after_was_bothered():
    (message,) = lived(owed(sep(15), sep(19))).said
    assert (message.on, message.step, message.bothered, message.on_time) == (
        sep(18), "esqueceu", True, False)  # fmt: skip


def test_who_pays_in_time_right_after_was_bothered_most():
    at = days("no-dia 0")
    (message,) = lived(owed(sep(19), sep(20)), at=at).said  # A Saturday: paid in time on Sunday.
    assert (message.on, message.bothered, message.on_time) == (sep(18), True, True)
    (message,) = lived(owed(sep(19), sep(22)), at=at).said
    assert not message.bothered


def test_nobody_is_bothered_while_something_shown_stays_open():
    (message,) = lived(owed(sep(15), sep(19)), owed(sep(16), sep(21), number=2)).said
    assert message.shown == (1, 2)
    assert not message.bothered


def test_who_pays_that_day_is_not_reminded():
    assert said(lived(owed(sep(15), sep(18)))) == []
    assert said(lived(owed(sep(18), sep(18)), at=days("antes -3, no-dia 0"))) == [(15, "antes")]


def test_what_came_back_is_open_again():
    moves = [Move(sep(16), 10_000, True), Move(sep(21), -10_000, False)]
    life = lived(owed(sep(15))._replace(moves=moves))
    assert said(life) == [(21, "esqueceu"), (25, "tudo-bem")]


def test_what_was_not_sold_yet_is_not_spoken_of():
    life = lived(owed(sep(10))._replace(known_on=sep(24)))
    assert said(life) == [(24, "esqueceu"), (28, "tudo-bem")]


def test_steps_done_before_and_late_messages_before_count():
    item = owed(date(2026, 8, 20), done={"esqueceu": date(2026, 8, 31)})
    assert said(lived(item, late_on=[date(2026, 8, 31)])) == [(4, "tudo-bem"), (14, "proposta")]
    assert said(lived(owed(date(2026, 8, 20)), late_on=[date(2026, 8, 31)]))[0] == (3, "esqueceu")


def test_four_messages_in_a_month_are_the_most():
    items = [owed(date(2026, 8, 1) + timedelta(days=n), number=n) for n in range(0, 55, 5)]
    late = [message.on for message in lived(*items).said]
    assert len(late) == 4
    assert all(b - a >= timedelta(days=3) for a, b in itertools.pairwise(late))


def test_a_task_counts_once_and_blocks_the_letter_until_it_was_really_done():
    done = {step: date(2026, 8, 1) for step in ("esqueceu", "tudo-bem", "proposta")}
    at = days("esqueceu 3, tudo-bem 7, proposta 15, conversa 30, formal 40")
    life = lived(owed(date(2026, 8, 5), done=done), at=at)
    assert (life.tasks, said(life)) == (["conversa"], [])
    assert life.silent == {1: 10_000}
    assert life.why["task"] == 18
    life = lived(owed(date(2026, 8, 5), done={**done, "conversa": sep(14)}), at=at)
    assert (life.tasks, said(life)) == (["conversa"], [(24, "formal")])


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"promises": [(sep(16), sep(30))]}, "promise"),
        ({"paused": [(sep(16), sep(25)), (sep(16), date(2026, 10, 5))]}, "paused"),
        ({"opted_out": [(sep(16), date.max)]}, "opted-out"),
        ({"wrong_number": [(sep(16), date.max)]}, "wrong-number"),
        ({"says_paid_on": [sep(16), sep(23)]}, "says-paid"),
    ],
)
def test_silence_has_its_reason_counted_in_sending_days(known, reason):
    life = lived(owed(sep(15)), **known)
    assert (life.said, life.silent, dict(life.why)) == ([], {1: 10_000}, {reason: 11})


def test_what_was_known_later_did_not_hold_before():
    assert said(lived(owed(sep(15)), opted_out=[(sep(19), date.max)])) == [(18, "esqueceu")]
    assert said(lived(owed(sep(15)), paused=[(sep(15), sep(22))])) == [
        (22, "esqueceu"), (28, "tudo-bem")]  # fmt: skip
    assert said(lived(owed(sep(15)), promises=[(sep(24), sep(30))])) == [
        (18, "esqueceu"), (22, "tudo-bem")]  # fmt: skip


@pytest.mark.parametrize("field", ["paused", "disputed"])
def test_one_item_may_be_left_out_alone(field):
    life = lived(owed(sep(15), **{field: [(sep(1), date.max)]}), owed(sep(15), number=2))
    assert [message.shown for message in life.said] == [(2,), (2,), (2,)]
    assert life.silent == {1: 10_000}
    assert dict(life.why) == {field: 11}
    life = lived(owed(sep(15), **{field: [(sep(1), sep(24))]}))
    assert (said(life), life.silent) == ([(24, "esqueceu"), (28, "tudo-bem")], {})


def test_paid_too_early_for_a_reminder_is_late_money_nobody_spoke_of():
    counts = simulate([History(1, [owed(sep(15), sep(17))])], {}, days())
    assert counts.silent == Silent(1, 1, 10_000, {"not-yet": 1})
    assert (counts.messages, counts.bothered) == (0, Bothered(0, 0, 0))


def test_own_credit_that_covers_it_is_no_silence():
    life = lived(owed(sep(15)), credit=[(sep(1), 10_000), (sep(24), -4_000)])
    assert said(life) == [(24, "esqueceu"), (28, "tudo-bem")]
    assert lived(owed(sep(15)), credit=[(sep(1), 10_000)]).silent == {}


def test_the_limitation_is_looked_at_as_of_the_day():
    old = Owed(1, date(2021, 1, 1), date(2021, 9, 15), 10_000)
    life = lived(old)
    assert said(life) == [(1, "esqueceu"), (8, "tudo-bem")]  # From the 16th on it is barred.
    paid = old._replace(moves=[Move(date(2026, 9, 2), 1_000, True)])
    assert said(lived(paid))[-1] == (16, "proposta")
    assert barred_from(date(2024, 2, 29)) == date(2029, 3, 2)  # No such day: the next one.


def test_an_early_step_goes_on_the_last_sending_day_before_its_own():
    at = days("antes -3, esqueceu 3")
    assert said(lived(owed(sep(9)), at=at))[0] == (4, "antes")  # The 6th is a Sunday, the 5th too.
    assert said(lived(owed(sep(30)), at=days("antes -10")))[0] == (18, "antes")  # Not the 20th.


def test_habits_and_pay_days_make_it_wait_as_the_engine_does():
    assert said(lived(owed(sep(15)), habits={"always_by": 5}))[0] == (21, "esqueceu")
    assert said(lived(owed(sep(15)), pay_day="22"))[0] == (22, "esqueceu")
    at = days("esqueceu 1")
    assert said(lived(owed(sep(15)), at=at))[0] == (16, "esqueceu")
    assert said(lived(owed(sep(15)), at=at, habits={"clears_late": True}))[0] == (18, "esqueceu")


def test_segments_have_their_own_ladder():
    at = days(em_dificuldade="tudo-bem não, proposta 7")
    assert said(lived(owed(sep(10)), at=at, segment="em-dificuldade")) == [
        (14, "esqueceu"), (18, "proposta")]  # fmt: skip
    assert said(lived(owed(sep(10)), at=at, segment="novo"))[1] == (18, "tudo-bem")


def test_everybody_is_added_up():
    class Case(NamedTuple):
        due_on: date
        paid_on: date | None

    cases = (Case(sep(10), sep(24)), Case(sep(15), sep(19)), Case(sep(15), sep(17)))
    histories = [History(who, [owed(*case, number=who)]) for who, case in enumerate(cases, start=1)]
    counts = simulate(histories, {1: Trait("pontual")}, days())
    assert (counts.messages, counts.customers) == (3, 2)
    assert counts.by_step == {"esqueceu": 2, "tudo-bem": 1}
    assert counts.bothered == Bothered(1, 1, 0)
    assert counts.silent == Silent(1, 1, 10_000, {"not-yet": 1})
    assert ladder(LATE_ONLY).early == ()
