"""The decision for one customer, rule by rule (rules §7)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain import dunning
from cobranca_cli.domain.aging import is_late
from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.domain.dunning import Item, Person, Rules, decide
from cobranca_cli.domain.ladder import SHIPPED_BY_SEGMENT, ladder

TODAY = date(2026, 11, 23)  # A Monday.
RULES = Rules(ladder(), BANK_CALENDAR, BANK_CALENDAR)
KEYS = [step.key for step in (*RULES.ladder.early, *RULES.ladder.late)]


def ago(days):
    return TODAY - timedelta(days=days)


def item(days, done=(), number=1, cents=10_000, **more):
    """Due so many days ago; `done` is step -> days ago."""
    steps = {key: ago(when) for key, when in dict(done).items()}
    return Item(number, ago(days), cents, steps, **more)


def decided(*items, rules=RULES, today=TODAY, **more):
    return decide(Person(items, **more), today, rules)


@pytest.mark.parametrize(
    ("days", "done", "kind", "step"),
    [
        (-4, {}, "nothing", None),
        (-3, {}, "message", "antes"),
        (-1, {"antes": 2}, "nothing", None),
        (0, {"antes": 3}, "message", "no-dia"),
        (0, {"no-dia": 0}, "nothing", None),
        (2, {}, "nothing", None),  # Due on a Saturday: Monday is still on time.
        (4, {}, "message", "esqueceu"),  # Thursday the 19th.
        (200, {}, "message", "esqueceu"),  # A first contact is always the gentle one.
        (200, {"esqueceu": 3}, "withheld", None),
        (200, {"esqueceu": 4}, "message", "tudo-bem"),
        (200, {"esqueceu": 12, "tudo-bem": 7}, "withheld", None),
        (200, {"esqueceu": 12, "tudo-bem": 8}, "message", "proposta"),
        (200, {"esqueceu": 27, "tudo-bem": 23, "proposta": 15}, "task", "conversa"),
        (
            200,
            {"esqueceu": 42, "tudo-bem": 38, "proposta": 30, "conversa": 15},
            "message",
            "formal",
        ),
        (
            200,
            {"esqueceu": 60, "tudo-bem": 60, "proposta": 60, "conversa": 30, "formal": 15},
            "task",
            "decisao",
        ),
        (300, dict.fromkeys(KEYS, 1), "withheld", None),
        (7, {"esqueceu": 4}, "message", "tudo-bem"),
        (10, {"esqueceu": 4}, "message", "tudo-bem"),
        (10, {"esqueceu": 3}, "withheld", None),
    ],
)
def test_one_item_climbs_one_step_at_a_time(days, done, kind, step):
    found = decided(item(days, done))
    assert (found.kind, found.step) == (kind, step)


def test_an_old_debt_reaches_formal_no_sooner_than_day_42():
    done, said = {}, []
    for day in range(60):
        today = TODAY + timedelta(days=day)
        found = decide(Person([Item(1, ago(200), 10_000, dict(done))]), today, RULES)
        if found.kind == "message":
            done.update({step: today for _, step in found.done})
            said.append((day, found.step))
        if found.tasks:
            done[found.tasks[0].step] = today
            said.append((day, found.tasks[0].step))
    assert said == [(0, "esqueceu"), (4, "tudo-bem"), (12, "proposta"), (27, "conversa"),
                    (42, "formal"), (57, "decisao")]  # fmt: skip


def test_a_task_that_is_open_keeps_formal_back():
    done = {"esqueceu": 90, "tudo-bem": 80, "proposta": 70}
    found = decided(item(200, done))
    assert (found.kind, found.step) == ("task", "conversa")
    assert found.tasks[0].since == ago(55)  # 15 days after the proposal.


def test_a_talk_about_one_instalment_keeps_formal_back_for_all_of_them():
    spoken = {"esqueceu": 60, "tudo-bem": 55, "proposta": 45}
    ready = item(80, {**spoken, "conversa": 20}, 1)
    found = decided(ready, item(60, spoken, 2))
    assert (found.kind, found.step, found.done) == ("task", "conversa", ())
    assert decided(ready, item(60, {**spoken, "conversa": 1}, 2)).step == "formal"
    assert decided(ready, item(60, spoken, 2), item(9, {}, 3)).step == "esqueceu"
    found = decided(ready, talk=True)  # Two broken promises ask for one, too.
    assert (found.kind, found.reason, found.step) == ("withheld", "not-yet", None)


def test_a_step_that_was_passed_over_is_never_gone_back_to():
    done = {"esqueceu": 8, "proposta": 4}  # On a segment's ladder, which is theirs no more.
    found = decided(item(12, done))
    assert (found.kind, found.step, found.next_on) == ("withheld", None, ago(-19))
    assert found.reason == "not-yet"


def test_a_task_of_one_item_keeps_formal_back_for_another():
    """A talk is with the customer, and a message must not do it in passing."""
    talked = {"esqueceu": 90, "tudo-bem": 80, "proposta": 70, "conversa": 20}
    waiting = {"esqueceu": 60, "tudo-bem": 50, "proposta": 40}
    found = decided(item(200, talked, 1), item(150, waiting, 2))
    assert (found.kind, found.step) == ("task", "conversa")
    found = decided(item(200, talked, 1), item(150, waiting, 2), item(5, {}, 3))
    assert (found.kind, found.step) == ("message", "esqueceu")
    assert found.done == ((3, "esqueceu"),)


def test_a_step_that_was_missing_is_not_gone_back_to():
    """Who left the ladder of `em-dificuldade` after its proposal hears no `tudo-bem` any more."""
    done = {"esqueceu": 20, "proposta": 16}
    found = decided(item(30, done))
    assert (found.kind, found.next_on) == ("withheld", ago(-7))  # `conversa`: 20 + 7 days.
    found = decided(item(31, {"esqueceu": 40, "proposta": 35}, 1), item(60, {"esqueceu": 8}, 2))
    assert [step for number, step in found.done if number == 1] == []


def test_one_message_at_the_highest_step_covers_the_others():
    found = decided(item(30, {"esqueceu": 20}, 1), item(5, {}, 2), item(9, {}, 3), item(-2, {}, 4))
    assert (found.kind, found.step) == ("message", "tudo-bem")
    assert found.shown == (1, 2, 3, 4)
    assert set(found.done) == {
        (1, "tudo-bem"), (2, "esqueceu"), (2, "tudo-bem"), (3, "esqueceu"), (3, "tudo-bem"),
        (4, "antes"),
    }  # fmt: skip


def test_what_comes_later_than_a_week_is_not_covered():
    done = {"esqueceu": 30, "tudo-bem": 25}
    found = decided(item(40, done, 1), item(5, {}, 2))
    assert found.step == "proposta"
    assert (2, "proposta") not in found.done  # Its day is ten days ahead.
    assert {(2, "esqueceu"), (2, "tudo-bem"), (1, "proposta")} == set(found.done)


def test_three_silent_weeks_make_one_message():
    found = decided(item(25, {}, 1), item(18, {}, 2), item(11, {}, 3))
    assert (found.step, len(found.shown)) == ("esqueceu", 3)
    assert set(found.done) == {(1, "esqueceu"), (2, "esqueceu"), (3, "esqueceu")}


@pytest.mark.parametrize(
    ("more", "reason", "until"),
    [
        ({"opted_out": True}, "opted-out", None),
        ({"wrong_number": True}, "wrong-number", None),
        ({"paused_until": date(2026, 12, 1)}, "paused", date(2026, 12, 1)),
        ({"says_paid_on": TODAY}, "says-paid", date(2026, 12, 1)),
        ({"promise_on": date(2026, 11, 27)}, "promise", date(2026, 12, 1)),
        ({"promise_on": date(2026, 11, 18)}, None, None),
        ({"credit_cents": 9_600}, "below-tolerance", None),
        ({"approved": True, "late_on": [ago(2)]}, "approved", None),
        ({"late_on": [ago(2)]}, "too-soon", ago(-1)),
        ({"late_on": [ago(3)]}, None, None),
        ({"late_on": [ago(d) for d in (29, 20, 10, 5)]}, "too-many", ago(-1)),
        ({"late_on": [ago(d) for d in (30, 20, 10, 5)]}, None, None),
        ({"opted_out": True, "late_on": [ago(1)], "promise_on": TODAY}, "opted-out", None),
    ],
)
def test_the_first_rule_that_holds_is_the_reason(more, reason, until):
    found = decided(item(10), **more)
    assert (found.kind == "message") == (reason is None)
    assert (found.reason, found.until) == (reason, until)
    failed = [check.rule for check in found.checks if not check.passed]
    assert failed[:1] == ([reason] if reason else [])


def test_an_item_that_is_set_aside_does_not_silence_the_others():
    found = decided(item(10, {}, 1, disputed=True), item(10, {}, 2))
    assert (found.kind, found.shown) == ("message", (2,))
    for more, reason in (
        ({"disputed": True}, "disputed"), ({"paused_until": ago(-5)}, "paused"),
        ({"barred_on": TODAY}, "time-barred"),
    ):  # fmt: skip
        found = decided(item(10, {}, 1, **more))
        assert (found.kind, found.reason) == ("withheld", reason)
        assert [check.rule for check in found.checks if not check.passed] == [reason]


def test_the_details_tell_only_what_is_so():
    def details(found):
        return [(c.rule, c.passed, c.detail) for c in found.checks if c.detail]

    assert details(decided(item(10))) == []
    assert details(decided(item(10, {}, 1, disputed=True), item(10, {}, 2))) == [
        ("disputed", True, "parcela 1")
    ]
    late = decided(item(40, {"esqueceu": 30, "tudo-bem": 26, "proposta": 16}))
    assert details(late) == [("not-yet", False, "antes é a sua vez (cobranca tarefas)")]
    assert details(decided(item(4), always_by=1)) == []
    assert details(decided(item(5), always_by=6)) == [
        ("not-yet", False, "costuma pagar até 6 dias depois")
    ]
    spoken = decided(item(5, {"esqueceu": 1}), always_by=6)
    assert details(spoken) == [("not-yet", False, "ainda é cedo")]


def test_the_owner_being_away_silences_everybody():
    found = decided(item(10), rules=RULES._replace(paused_until=ago(-7)))
    assert (found.reason, found.until) == ("paused", ago(-7))


def test_a_proposal_needs_to_say_who_asks():
    nameless = RULES._replace(has_identity=False)
    assert decided(item(10), rules=nameless).kind == "message"
    found = decided(item(40, {"esqueceu": 30, "tudo-bem": 20}), rules=nameless)
    assert (found.reason, found.step) == ("no-identity", "proposta")


def test_segments_have_their_own_ladder():
    own = {name: RULES._replace(ladder=ladder(override=text))
           for name, text in SHIPPED_BY_SEGMENT.items()}  # fmt: skip
    assert decided(item(-3), rules=own["pontual"]).kind == "nothing"
    assert decided(item(0), rules=own["pontual"]).step == "no-dia"
    found = decided(item(10, {"esqueceu": 4}), rules=own["em-dificuldade"])
    assert found.step == "proposta"


@pytest.mark.parametrize(
    ("due_on", "today", "step"),
    [
        ("2026-11-28", "2026-11-25", "antes"),
        ("2026-11-24", "2026-11-20", "antes"),  # The 21st is a Saturday, the 20th a holiday …
        ("2026-11-24", "2026-11-19", "antes"),  # … so Thursday the 19th.
        ("2026-11-24", "2026-11-18", None),
        ("2026-11-22", "2026-11-19", "no-dia"),  # Due on a Sunday after a holiday.
        ("2026-11-22", "2026-11-23", None),
    ],
)
def test_an_early_step_goes_on_the_last_sending_day_before(due_on, today, step):
    found = decide(Person([Item(1, date.fromisoformat(due_on), 100_00, {})]),
                   date.fromisoformat(today), RULES)  # fmt: skip
    assert found.step == step


done_steps = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 90), max_size=5)
items = st.lists(st.tuples(st.integers(-3, 400), done_steps), min_size=1, max_size=5)


@given(items, st.lists(st.integers(0, 40), max_size=5))
def test_whatever_the_history_nothing_is_said_twice_and_every_silence_has_a_reason(found, late):
    people = [item(days, done, number) for number, (days, done) in enumerate(found)]
    today = decided(*people, late_on=[ago(d) for d in late])
    known = {(i.installment_id, step) for i in people for step in i.done}
    assert not known & set(today.done)
    assert len(set(today.done)) == len(today.done)
    if today.kind == "message":
        assert today.step
        assert {i for i, _ in today.done} <= set(today.shown)
        assert today.step in {step for _, step in today.done}
        for number, step in today.done:
            late_step = step not in ("antes", "no-dia")
            assert late_step == is_late(people[number].due_on, TODAY, BANK_CALENDAR)
        after = [
            i._replace(
                done={**i.done, **{s: TODAY for n, s in today.done if n == i.installment_id}}
            )
            for i in people
        ]
        again = decided(*after, late_on=[ago(d) for d in late])
        assert again.kind != "message"  # A cron every minute says nothing twice.
    elif today.kind == "withheld":
        assert today.reason
        assert today.until is None or today.until > TODAY


def test_the_reasons_are_those_of_the_rules():
    from typing import get_args

    assert set(get_args(dunning.Reason)) >= {"opted-out", "promise", "too-many", "done"}
