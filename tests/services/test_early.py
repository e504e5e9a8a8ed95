"""Paying early: the discount that closes an instalment, and how it goes with its payment."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from fixed_day import TODAY

from cobranca_cli import errors
from cobranca_cli.domain.sale_plan import EarlyTerms

FIVE = EarlyTerms(500, date(2026, 11, 30))
LATER = date(2026, 12, 5)


@pytest.fixture
def offer(desk):
    from cobranca_cli.services.early_offer import offer as service

    def offered(*customers, bps=1000, until=FIVE.until_on, today=TODAY):
        return service(desk.unit("early-offer", today=today), customers=customers or None,
                       discount_bps=bps, until_on=until)  # fmt: skip

    return offered


def sound(desk):
    from cobranca_cli.reports.integrity import check

    return check(desk.reader()).problems == []


def test_the_discounted_amount_paid_in_time_closes_the_instalment(desk):
    desk.sell("Maria", 10_000, early=FIVE)
    paid = desk.pay("Maria", 9_500)
    assert desk.standing(1) == [("2026-11-20", "discount", None, 500),
                                ("2026-11-20", "payment", 1, 9_500)]  # fmt: skip
    assert (paid.allocations[0].discount_cents, paid.credit_cents) == (500, 0)
    assert not desk.open()


def test_one_cent_less_does_not_and_payments_are_summed(desk):
    desk.sell("Maria", 10_000, early=FIVE)
    desk.pay("Maria", 9_499)
    assert desk.open() == {1: 501}
    desk.pay("Maria", 1, on="2026-11-23")
    assert not desk.open()
    assert ("2026-11-23", "discount", None, 500) in desk.standing(1)


def test_the_day_itself_counts_and_the_next_does_not(desk):
    desk.sell("Maria", 10_000, early=FIVE)
    desk.sell("João", 10_000, early=FIVE)
    desk.pay("Maria", 9_500, on="2026-11-30", today=LATER)
    desk.pay("João", 9_500, on="2026-12-01", today=LATER)
    assert desk.open() == {2: 500}


def test_what_came_after_the_day_earns_nothing_also_when_it_was_written_first(desk):
    desk.sell("Maria", 10_000, early=FIVE)
    desk.pay("Maria", 5_000, on="2026-12-02", today=LATER)
    desk.pay("Maria", 4_500, on="2026-11-20", today=LATER)
    assert desk.open() == {1: 500}


def test_the_discount_is_of_the_day_on_which_the_last_money_came(desk):
    desk.sell("Maria", 10_000, early=FIVE)
    desk.pay("Maria", 5_000, on="2026-11-22")
    desk.pay("Maria", 4_500, on="2026-11-05")
    assert ("2026-11-22", "discount", None, 500) in desk.standing(1)


def test_what_is_above_overflows_to_the_next_and_then_is_credit(desk):
    desk.sell("Maria", 20_000, n=2, early=FIVE)
    desk.pay("Maria", 10_000)
    assert desk.open() == {2: 9_500}
    desk.pay("Maria", 9_500)  # 90,00 are enough: 95,00 of 100,00 were to pay.
    assert not desk.open()
    assert sum(desk.credit().values()) == 500


def test_a_down_payment_has_no_discount(desk):
    sold = desk.sell("Maria", 10_000, down=4_000, paid=[("cash", 4_000)], early=FIVE)
    assert [item.open_cents for item in sold.installments] == [0, 6_000]
    desk.pay("Maria", 5_700)
    assert not desk.open()


def test_change_is_given_over_the_discounted_amount(desk):
    desk.sell("Maria", 10_000, early=FIVE)
    paid = desk.pay("Maria", 10_000, paid=[("cash", None)], change=True)
    assert (paid.amount_cents, paid.change_cents, paid.credit_cents) == (9_500, 500, 0)


def test_the_due_date_ends_it_even_when_the_day_is_later(desk):
    desk.sell("Maria", 10_000, due="2026-11-25", early=FIVE)
    desk.pay("Maria", 9_500, on="2026-11-26", today=LATER)
    assert desk.open() == {1: 500}


def test_the_discount_is_of_what_it_is_worth_after_a_return(desk):
    desk.sell("Maria", 10_000, early=FIVE)
    desk.discount(2_000, item=1, returned=True)
    desk.pay("Maria", 7_600)
    assert not desk.open()


def test_reversing_a_payment_takes_the_discount_back_whichever_closed_it(desk):
    desk.sell("Maria", 10_000, early=FIVE)
    desk.pay("Maria", 5_000)
    desk.pay("Maria", 4_500, on="2026-11-21")
    closed = desk.facts()
    desk.reverse(1)
    assert desk.open() == {1: 5_500}
    assert desk.standing(1) == [("2026-11-21", "payment", 2, 4_500)]
    desk.undo()
    assert desk.facts() == closed
    desk.undo(redo=True)
    assert desk.open() == {1: 5_500}
    assert sound(desk)


def test_undoing_the_payment_and_redoing_it_is_exact(desk):
    desk.sell("Maria", 10_000, early=FIVE)
    desk.pay("Maria", 9_600)
    after = desk.facts()
    desk.undo()
    assert (desk.open(), desk.standing(1)) == ({1: 10_000}, [])
    desk.undo(redo=True)
    assert desk.facts() == after
    assert sound(desk)


def test_a_payment_that_bounced_takes_the_discount_from_that_day_on(desk):
    from cobranca_cli.services.bouncing import bounce_payment

    desk.sell("Maria", 10_000, early=FIVE)
    desk.pay("Maria", 9_500, on="2026-11-10")
    bounce_payment(desk.unit("bounce-payment"), payment="1", reason="sem fundos",
                   on=date(2026, 11, 20))  # fmt: skip
    assert desk.open() == {1: 10_000}
    assert ("2026-11-20", "discount", None, -500) in desk.standing(1)
    desk.pay("Maria", 9_500, on="2026-11-22")
    assert not desk.open()
    desk.edit(1, amount=9_000)  # All of it is posted again.
    desk.void(1)
    assert not desk.open()
    assert sound(desk)


def test_a_discount_with_a_reason_stays_when_the_payment_is_reversed(desk):
    desk.sell("Maria", 10_000, early=FIVE)
    desk.discount(1_000, item=1)
    desk.pay("Maria", 8_550)
    desk.reverse(1)
    assert desk.open() == {1: 9_000}


def test_an_offer_is_for_what_is_not_due_and_says_what_it_costs(desk, offer):
    desk.sell("Maria", 10_000, due="2026-11-10")
    desk.sell("Maria", 20_000, n=2, due="2026-11-25")
    desk.sell("João", 5_000)
    desk.sell("Ana", 5_000)
    desk.dispute(5)
    found = offer()
    assert [(i.installment_id, i.early_cents, str(i.until_on)) for i in found.items] == [
        (2, 9_000, "2026-11-25"), (4, 4_500, "2026-11-30"), (3, 9_000, "2026-11-30")
    ]  # fmt: skip
    assert (found.open_cents, found.discount_cents) == (25_000, 2_500)


def test_a_newer_offer_takes_the_place_of_the_former_until_it_is_undone(desk, offer):
    desk.sell("Maria", 10_000)
    offer("Maria", bps=2000)
    before = desk.facts()
    assert offer("Maria", "c1").items[0].early_cents == 9_000
    assert desk.rows("SELECT discount_bps, active FROM early_offer") == [(2000, 0), (1000, 1)]
    desk.undo()
    assert desk.facts() == before
    desk.pay("Maria", 8_000)
    assert not desk.open()
    assert sound(desk)


def test_the_better_of_an_offer_and_of_what_was_agreed_holds(desk, offer):
    desk.sell("Maria", 10_000, early=FIVE)
    offer("Maria", bps=300)
    desk.pay("Maria", 9_500)
    assert not desk.open()


def test_nothing_to_offer_is_refused(desk, offer):
    desk.sell("Maria", 10_000, due="2026-11-10")
    for error, names, more in (
        (errors.NothingEarlyError, ["Maria"], {}),
        (errors.NothingEarlyError, [], {}),
        (errors.UntilNotAheadError, ["Maria"], {"until": date(2026, 11, 22)}),
        (errors.EarlyDiscountError, ["Maria"], {"bps": 0}),
        (errors.EarlyDiscountError, ["Maria"], {"bps": 10_000}),
        (errors.CustomerNotFoundError, ["Zé"], {}),
    ):
        with desk.refuses(error):
            offer(*names, **more)
    with desk.refuses(errors.EarlyDayError):
        desk.sell("Maria", 100, early=EarlyTerms(500, date(2026, 10, 31)))


@pytest.mark.parametrize("seed", range(4))
def test_a_life_with_early_payments_always_closes(desk, offer, seed):
    chance = random.Random(seed)
    for number in range(3):
        desk.sell(f"Cliente {number}", 10_000, n=3, early=FIVE if number else None)
    for _ in range(25):
        name = f"Cliente {chance.randrange(3)}"
        on = str(TODAY - timedelta(days=chance.randrange(15)))
        acts = [
            lambda: desk.pay(name, chance.choice([1_000, 3_166, 3_167, 6_000]), on=on),  # noqa: B023  # Called at once.
            lambda: desk.reverse(chance.randrange(1, 12)),
            lambda: desk.discount(chance.choice([50, 500]), item=chance.randrange(1, 10)),
            lambda: desk.edit(chance.randrange(1, 4), amount=chance.choice([9_000, 12_000])),
            lambda: offer(name, bps=chance.choice([300, 1000])),  # noqa: B023  # Called at once.
            lambda: desk.sell(name, 4_000, early=FIVE),  # noqa: B023  # Called at once.
            lambda: desk.undo(redo=chance.random() < 0.3),
        ]
        try:
            chance.choice(acts)()
        except errors.CobrancaError:
            continue
    assert sound(desk)


def test_a_part_of_a_loss_that_comes_back_earns_no_discount_and_all_of_it_does(desk):
    desk.sell("Maria", 10_000, early=FIVE)
    desk.lose(1)
    paid = desk.pay("Maria", 3_000, on="2026-11-23", installment="1")
    assert (paid.allocations[0].discount_cents, paid.credit_cents) == (0, 0)
    assert desk.standing(1) == [("2026-11-23", "payment", 1, 3_000),
                                ("2026-11-23", "write_off", None, 7_000)]  # fmt: skip
    paid = desk.pay("Maria", 7_000, on="2026-11-23", installment="1")
    assert (paid.allocations[0].discount_cents, paid.credit_cents) == (500, 500)
    assert sound(desk)
