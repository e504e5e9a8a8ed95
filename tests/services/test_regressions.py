"""Faults that the state machine found, each as the shortest history that showed it."""

from __future__ import annotations

from datetime import date

import pytest

from cobranca_cli.errors import NothingToChangeError, NothingToUndoError

CASH = (("cash", None),)
EARLIER = date(2026, 11, 13)  # A clock set back, as `--today` does.


def test_an_edit_that_changes_nothing_is_refused_and_never_stands_in_the_way_of_undo(desk):
    """It left an audit row with nothing in it to undo: undo took it back for ever."""
    desk.sell("Maria", 100)
    with desk.refuses(NothingToChangeError):
        desk.edit(1, amount=100, due="2026-12-01")
    desk.undo()
    with desk.refuses(NothingToUndoError):
        desk.undo()


def test_a_payment_made_smaller_by_a_discount_can_be_reversed(desk):
    """The part that the discount took went before there was room: the CHECK stopped it."""
    desk.sell("Maria", 300, n=2, paid=CASH)
    desk.discount(100, item=1)
    desk.reverse(1)
    assert desk.open() == {1: 50, 2: 150}
    assert desk.standing(1) == [("2026-11-23", "discount", None, 100)]


def test_a_payment_of_something_given_away_wholly_can_be_reversed(desk):
    desk.sell("Maria", 300, paid=CASH)
    desk.discount(300, item=1)
    desk.reverse(1)
    assert (desk.open(), desk.credit()) == ({}, {})
    assert desk.standing(1) == [("2026-11-23", "discount", None, 300)]


@pytest.mark.parametrize("spent", ["nothing", "a part", "all", "given back"])
@pytest.mark.parametrize("how", ["void", "keep", "edit", "customer"])
def test_what_a_discount_freed_may_be_spent_before_the_sale_is_corrected(desk, spent, how):
    """Taking the sale's postings back borrowed credit that was no longer there."""
    desk.sell("Maria", 300, paid=CASH)
    desk.discount(300 if how == "customer" else 200, item=1)
    if spent == "given back":
        desk.refund("Maria", 200)
    elif spent != "nothing":
        desk.sell("Maria", 120 if spent == "a part" else 900)
    desk.add("João")
    before = desk.facts()
    if how == "customer":
        desk.edit(1, to="João")
    elif how == "edit":
        desk.edit(1, amount=210)
    else:
        desk.void(1, keep=50 if how == "keep" else 0)
    desk.undo()
    assert desk.facts().days == before.days


def test_what_was_cancelled_is_not_made_smaller_once_more(desk):
    """A cancelled event looked like a standing payment to the next discount."""
    desk.sell("Maria", 100)
    desk.pay("Maria", 50, on="2026-11-10")
    desk.pay("Maria", 50, on="2026-11-12")
    desk.discount(50, item=1)
    desk.edit(item=1, amount=90)
    assert desk.credit() == {1: 10, 2: 50}
    desk.discount(10, item=1)
    assert desk.credit() == {1: 20, 2: 50}


def test_money_that_came_free_on_a_day_settles_nothing_before_it(desk):
    """Of a payment that was wholly credit again, the days were not looked at."""
    desk.sell("Maria", 100, on="2026-11-01", due="2026-11-01", paid=CASH)
    desk.discount(100, item=1)
    desk.sell("Maria", 100, on="2026-11-05")
    assert desk.standing(2) == [("2026-11-23", "payment", 1, 100)]


def test_with_a_clock_set_back_a_refund_waits_for_its_credit(desk):
    desk.add("Maria")
    desk.pay("Maria", 100, on="2026-11-20")
    desk.refund("Maria", 60, today=EARLIER)
    assert desk.rows("SELECT effective_on FROM refund") == [("2026-11-20",)]


def test_undo_does_not_change_which_payment_a_discount_makes_smaller(desk):
    """It was the posting made last; a reversal and its undo make postings again."""
    desk.sell("Maria", 100)
    desk.pay("Maria", 50, on="2026-11-10")
    desk.pay("Maria", 50, on="2026-11-12")
    desk.reverse(1)
    desk.undo()
    desk.discount(50, item=1)
    assert desk.credit() == {2: 50}


def test_the_reason_of_a_discount_survives_a_corrected_amount(desk):
    desk.sell("Maria", 300)
    desk.pay("Maria", 200)
    desk.discount(100, item=1, reason="chegou amassado")
    desk.edit(1, amount=250)
    assert desk.rows(
        "SELECT t.body FROM posting p LEFT JOIN personal_text t ON t.id = p.reason_id"
        " WHERE p.kind = 'discount' AND p.amount_cents > 0 ORDER BY p.id"
    ) == [("chegou amassado",), ("chegou amassado",)]


def test_what_was_paid_at_the_counter_goes_along_though_a_part_was_given_back(desk):
    """The whole of it stayed behind: who had paid owed again."""
    desk.sell("Maria", 300, paid=CASH)
    desk.discount(100, item=1)
    desk.refund("Maria", 100)
    desk.add("João")
    desk.edit(1, to="João")
    assert (desk.open(), desk.credit()) == ({}, {})
    assert desk.rows("SELECT customer_id FROM payment") == [(2,)]


def test_what_a_discount_frees_at_the_counter_was_received_and_went_back_that_day(desk):
    """The payment was marked as one that never was, though it had been in the till."""
    desk.sell(None, 300, paid=CASH)
    desk.discount(300, sale=1)
    assert desk.rows("SELECT kind, amount_cents, effective_on FROM refund") == [
        ("refund", 300, "2026-11-23")
    ]
    assert desk.rows("SELECT reversed, credit_cents FROM payment_state") == [(0, 0)]
