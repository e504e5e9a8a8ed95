from __future__ import annotations

import pytest

from cobranca_cli.errors import (
    AmountBelowDiscountsError,
    CounterNameError,
    CounterSaleMustBePaidError,
    CustomerNotFoundError,
    DiscountTooLargeError,
    DownPaymentTooLargeError,
    DueBeforeSaleError,
    InstallmentNotFoundError,
    InstallmentTooSmallError,
    KeepTooLargeError,
    NothingToChangeError,
    SaleNotFoundError,
    SaleVoidedError,
    SeveralFitError,
)

CASH = (("cash", None),)


# --- Void ----------------------------------------------------------------------------------------


def test_a_voided_sale_never_was_from_its_own_day_on(desk):
    desk.sell("Maria", 200, n=2)
    found = desk.void(1)
    assert (found.kept_cents, found.voided_cents, found.freed_cents) == (0, 200, 0)
    assert (desk.open(), desk.standing(1)) == ({}, [("2026-11-01", "void", None, 100)])
    assert desk.rows("SELECT voided FROM sale") == [(1,)]


def test_what_was_paid_for_a_voided_sale_settles_the_rest_and_then_is_credit(desk):
    desk.sell("Maria", 1_000, due="2026-11-10")
    desk.sell("Maria", 300)
    desk.pay("Maria", 1_000, on="2026-11-12")
    found = desk.void(1)
    assert (found.freed_cents, found.credit_cents) == (1_000, 700)
    assert desk.standing(2) == [("2026-11-12", "payment", 1, 300)]


def test_what_is_kept_of_a_sale_stays_on_its_first_instalments(desk):
    desk.sell("Maria", 300, n=3)
    desk.pay("Maria", 250)
    found = desk.void(1, keep=120)
    assert (found.kept_cents, found.voided_cents, found.freed_cents) == (120, 180, 130)
    # 100 and 20 are worth paying; what had been paid there stays there.
    assert desk.standing(1) == [("2026-11-20", "payment", 1, 100)]
    assert desk.standing(2) == [("2026-11-01", "void", None, 80), ("2026-11-20", "payment", 1, 20)]
    assert desk.standing(3) == [("2026-11-01", "void", None, 100)]
    assert desk.credit() == {1: 130}
    assert desk.rows("SELECT voided, total_cents FROM sale") == [(0, 300)]


def test_a_sale_is_voided_once_but_what_is_kept_may_be_corrected(desk):
    desk.sell("Maria", 300)
    desk.void(1, keep=100)
    desk.void(1, keep=50)
    assert desk.open() == {1: 50}
    desk.void(1)
    with desk.refuses(SaleVoidedError):
        desk.void(1)


@pytest.mark.parametrize("keep", [300, 301])
def test_keeping_all_of_a_sale_voids_nothing(desk, keep):
    desk.sell("Maria", 300)
    with desk.refuses(KeepTooLargeError):
        desk.void(1, keep=keep)


def test_a_sale_is_found_by_the_customer_when_only_one_is_open(desk):
    desk.sell("Maria", 300)
    desk.sell("Maria", 100, paid=CASH)
    assert desk.void("Maria").sale_id == 1
    with desk.refuses(SaleNotFoundError):
        desk.void("Maria")
    desk.sell("Maria", 300)
    desk.sell("Maria", 300)
    with desk.refuses(SeveralFitError):
        desk.void("Maria")
    with desk.refuses(SaleNotFoundError):
        desk.void(99)
    with desk.refuses(CustomerNotFoundError):
        desk.void("Pedro")


def test_a_voided_counter_sale_takes_its_payment_with_it(desk):
    desk.sell(None, 300, paid=CASH)
    assert desk.void(1).credit_cents == 0
    assert desk.rows("SELECT reversed, credit_cents FROM payment_state") == [(1, 0)]


def test_what_is_freed_at_the_counter_went_back_over_it(desk):
    desk.sell(None, 300, paid=CASH)
    assert desk.void(1, keep=100).credit_cents == 0
    desk.discount(40, sale=1)
    assert desk.rows("SELECT kind, amount_cents, effective_on FROM refund") == [
        ("refund", 200, "2026-11-01"),
        ("refund", 40, "2026-11-23"),
    ]


def test_nothing_comes_open_at_the_counter(desk):
    desk.sell(None, 300, paid=CASH)
    with desk.refuses(CounterSaleMustBePaidError):
        desk.edit(1, amount=400)
    with desk.refuses(CounterSaleMustBePaidError):
        desk.reverse(1)


def test_a_counter_sale_may_find_its_customer(desk):
    desk.sell(None, 300, paid=CASH)
    desk.add("João")
    assert desk.edit(1, to="João").customer == "João"
    assert (desk.open(), desk.rows("SELECT customer_id FROM payment")) == ({}, [(2,)])


# --- Discounts and returns -----------------------------------------------------------------------


def test_a_discount_lowers_what_is_open_from_today_on(desk):
    desk.sell("Maria", 300)
    found = desk.discount(100, item=1)
    assert (found.installment_ids, found.freed_cents, found.sale_open_cents) == ([1], 0, 200)
    assert desk.standing(1) == [("2026-11-23", "discount", None, 100)]


def test_goods_returned_are_kept_as_a_return(desk):
    desk.sell("Maria", 300)
    assert desk.discount(100, item=1, returned=True).returned
    assert desk.standing(1) == [("2026-11-23", "return", None, 100)]


def test_a_discount_on_a_sale_takes_the_oldest_due_first(desk):
    desk.sell("Maria", 300, n=3)
    desk.edit(item=1, due="2027-06-01")
    assert desk.discount(150, sale=1).installment_ids == [2, 3]
    assert desk.open() == {1: 100, 3: 50}


def test_a_discount_takes_open_money_everywhere_before_anything_paid(desk):
    desk.sell("Maria", 300, n=3)
    desk.pay("Maria", 150)
    found = desk.discount(200, sale=1)
    # 50 + 100 were open; 50 of what was paid on the first comes back as credit.
    assert (found.freed_cents, found.credit_cents, found.sale_open_cents) == (50, 50, 0)
    assert desk.standing(1) == [
        ("2026-11-20", "payment", 1, 100),
        ("2026-11-23", "discount", None, 50),
        ("2026-11-23", "payment", 1, -50),
    ]


def test_a_discount_on_something_paid_makes_the_newest_payment_smaller(desk):
    desk.sell("Maria", 300)
    desk.pay("Maria", 200, on="2026-11-10")
    desk.pay("Maria", 100, on="2026-11-05")
    assert desk.discount(250, item=1).freed_cents == 250
    assert desk.credit() == {1: 200, 2: 50}


def test_what_a_discount_frees_settles_what_else_is_open_from_today_on(desk):
    desk.sell("Maria", 300, due="2026-11-10")
    desk.sell("Maria", 100)
    desk.pay("Maria", 300)
    found = desk.discount(150, item=1)
    assert (found.freed_cents, found.credit_cents) == (150, 50)
    assert desk.standing(2) == [("2026-11-23", "payment", 1, 100)]


def test_all_of_a_sale_may_be_given_away(desk):
    desk.sell("Maria", 300, n=2)
    assert desk.discount(300, sale=1).sale_open_cents == 0
    assert desk.rows("SELECT voided FROM sale") == [(0,)]


def test_no_more_is_given_away_than_is_still_worth(desk):
    desk.sell("Maria", 300, n=2)
    with desk.refuses(DiscountTooLargeError):
        desk.discount(151, item=1)
    desk.discount(100, item=1)
    with desk.refuses(DiscountTooLargeError):
        desk.discount(51, item=1)
    with desk.refuses(DiscountTooLargeError):
        desk.discount(201, sale=1)


def test_a_voided_or_unknown_sale_takes_no_discount(desk):
    desk.sell("Maria", 300)
    desk.void(1)
    with desk.refuses(SaleVoidedError):
        desk.discount(1, item=1)
    with desk.refuses(SaleVoidedError):
        desk.discount(1, sale=1)
    with desk.refuses(InstallmentNotFoundError):
        desk.discount(1, item=99)
    with desk.refuses(SaleNotFoundError):
        desk.discount(1, sale=99)


# --- Editing a sale ------------------------------------------------------------------------------


def test_a_new_total_is_split_again_and_what_was_paid_stays(desk):
    desk.sell("Maria", 300, n=3)
    desk.pay("Maria", 150)
    found = desk.edit(1, amount=1_000)
    assert [(i.amount_cents, i.open_cents) for i in found.installments] == [
        (334, 234), (333, 283), (333, 333),
    ]  # fmt: skip
    assert (found.total_cents, found.open_cents) == (1_000, 850)


def test_a_lower_total_frees_what_no_longer_fits(desk):
    desk.sell("Maria", 300, n=3)
    desk.pay("Maria", 150)
    found = desk.edit(1, amount=90)
    # 30 of the first, 30 of the second; the rest is freed and settles the third.
    assert [i.open_cents for i in found.installments] == [0, 0, 0]
    assert (found.credit_cents, desk.credit()) == (60, {1: 60})


def test_a_new_total_leaves_the_down_payment_alone(desk):
    desk.sell("Maria", 1_000, down=400, n=2, paid=CASH)
    found = desk.edit(1, amount=600)
    assert [i.amount_cents for i in found.installments] == [400, 100, 100]


def test_a_higher_amount_takes_the_credit_there_is(desk):
    desk.sell("Maria", 300)
    desk.pay("Maria", 350)
    found = desk.edit(1, amount=500)
    assert (found.open_cents, found.credit_cents) == (150, 0)


def test_one_instalment_may_change_and_the_total_follows(desk):
    desk.sell("Maria", 300, n=3)
    found = desk.edit(item=2, amount=150, due="2027-05-05")
    assert (found.total_cents, desk.open()) == (350, {1: 100, 2: 150, 3: 100})
    assert [str(i.due_on) for i in found.installments] == ["2026-12-01", "2027-05-05", "2027-02-01"]


def test_a_new_due_date_moves_every_instalment_from_the_first_one(desk):
    desk.sell("Maria", 400, n=3, down=100, paid=CASH)
    found = desk.edit(1, due="2027-01-31")
    assert [str(i.due_on) for i in found.installments] == [
        "2026-11-01", "2027-01-31", "2027-02-28", "2027-03-31",
    ]  # fmt: skip


def test_a_discount_keeps_its_day_and_place_when_the_amount_changes(desk):
    desk.sell("Maria", 300)
    desk.pay("Maria", 200, on="2026-11-10")
    desk.discount(100, item=1)
    desk.edit(1, amount=250)
    assert desk.standing(1) == [
        ("2026-11-10", "payment", 1, 150),
        ("2026-11-23", "discount", None, 100),
    ]
    assert desk.credit() == {1: 50}


def test_a_description_is_changed_and_taken_out(desk):
    desk.sell("Maria", 300, text="Bolo")
    assert desk.edit(1, text="Torta").description == "Torta"
    assert desk.edit(1, text="").description is None


def test_a_sale_goes_to_its_true_customer_with_what_was_paid_at_the_counter(desk):
    desk.sell("Maria", 300, paid=[("cash", 200)], text="Bolo")
    desk.add("João")
    found = desk.edit(1, to="joão")
    assert (found.customer, found.open_cents, found.description) == ("João", 100, "Bolo")
    assert desk.rows("SELECT customer_id FROM payment") == [(2,)]
    assert desk.rows("SELECT customer_id FROM installment") == [(2,)]


def test_other_payments_stay_with_the_customer_who_made_them(desk):
    desk.sell("Maria", 300)
    desk.pay("Maria", 200)
    desk.sell("Maria", 50, paid=CASH)
    desk.add("João")
    desk.edit(1, to="João")
    assert (desk.open(), desk.credit()) == ({1: 300}, {1: 200})


def test_the_new_customers_credit_pays_and_the_old_ones_debt_is_paid(desk):
    desk.sell("Maria", 300, due="2026-11-10")
    desk.sell("Maria", 100)
    desk.pay("Maria", 300)
    desk.add("João")
    desk.pay("João", 120)
    desk.edit(1, to="João")
    assert (desk.open(), desk.credit()) == ({1: 180}, {1: 200})


def test_everything_may_change_in_one_write(desk):
    desk.sell("Maria", 300, n=2)
    desk.add("João")
    found = desk.edit(1, amount=500, due="2026-12-10", text="Torta", to="João")
    assert [(str(i.due_on), i.amount_cents) for i in found.installments] == [
        ("2026-12-10", 250), ("2027-01-10", 250),
    ]  # fmt: skip
    assert (found.customer, found.description) == ("João", "Torta")


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        (NothingToChangeError, {"sale": 1}),
        (NothingToChangeError, {"sale": 1, "amount": 1_000}),
        (NothingToChangeError, {"sale": 1, "due": "2026-12-01"}),
        (NothingToChangeError, {"sale": 1, "text": ""}),
        (NothingToChangeError, {"sale": 1, "to": "Maria"}),
        (NothingToChangeError, {"item": 2, "amount": 400, "due": "2026-12-01"}),
        (DueBeforeSaleError, {"sale": 1, "due": "2026-10-31"}),
        (DueBeforeSaleError, {"item": 2, "due": "2026-10-31"}),
        (DownPaymentTooLargeError, {"sale": 1, "amount": 200}),
        (InstallmentTooSmallError, {"sale": 1, "amount": 201}),
        (AmountBelowDiscountsError, {"item": 2, "amount": 99}),
        (CounterNameError, {"sale": 1, "to": "balcão"}),
        (CustomerNotFoundError, {"sale": 1, "to": "Pedro"}),
        (SaleVoidedError, {"sale": 2, "amount": 5}),
        (SaleVoidedError, {"item": 4, "amount": 5}),
        (SaleNotFoundError, {"sale": 99, "amount": 5}),
        (InstallmentNotFoundError, {"item": 99, "amount": 5}),
    ],
)
def test_a_refused_edit_writes_nothing(desk, error, arguments):
    desk.sell("Maria", 1_000, down=200, n=2, paid=CASH)
    desk.discount(100, item=2)
    desk.sell("Maria", 100)
    desk.void(2)
    desk.sell(None, 100, paid=CASH)
    with desk.refuses(error):
        desk.edit(**arguments)


def test_what_is_kept_of_a_sale_is_less_than_it_is_still_worth(desk):
    """After a discount of 30 on 100, keeping 80 would make the sale worth more again."""
    sold = desk.sell("Ana", 10000)
    desk.discount(3000, sale=sold.sale_id)
    with desk.refuses(KeepTooLargeError):
        desk.void(sold.sale_id, keep=7000)
    desk.void(sold.sale_id, keep=6999)
