from __future__ import annotations

import pytest

from cobranca_cli.errors import (
    AmbiguousCustomerError,
    CounterNameError,
    CreditTooSmallError,
    CustomerNotFoundError,
    FutureDateError,
    InstallmentNotFoundError,
    NothingOpenError,
    PaidPartsDoNotAddUpError,
    PaymentNotFoundError,
    PaymentRefundedError,
    PaymentReversedError,
    SaleNotFoundError,
    SaleVoidedError,
    SeveralFitError,
    WrongCustomerError,
)

CASH = (("cash", None),)


def settled(receipt):
    return [(a.installment_id, a.principal_cents, a.open_cents) for a in receipt.allocations]


def test_oldest_due_first_then_it_overflows_and_the_rest_is_credit(desk):
    desk.sell("Maria", 1_000, due="2026-12-20")
    desk.sell("Maria", 1_000, due="2026-12-10")
    receipt = desk.pay("Maria", 1_400)
    assert settled(receipt) == [(2, 1_000, 0), (1, 400, 600)]
    assert (receipt.credit_cents, receipt.remaining_open_cents) == (0, 600)
    receipt = desk.pay("Maria", 1_000)
    assert settled(receipt) == [(1, 600, 0)]
    assert (receipt.credit_cents, receipt.remaining_open_cents) == (400, 0)
    assert desk.credit() == {2: 400}


def test_equal_due_dates_go_by_the_day_of_sale_then_by_id(desk):
    desk.sell("Maria", 100, on="2026-11-05")
    desk.sell("Maria", 100, on="2026-11-02")
    desk.sell("Maria", 100, on="2026-11-02")
    assert [i for i, *_ in settled(desk.pay("Maria", 250))] == [2, 3, 1]


def test_sales_made_by_the_day_of_the_payment_come_before_later_ones(desk):
    desk.sell("Maria", 100, on="2026-11-10", due="2026-11-11")
    desk.sell("Maria", 100, on="2026-11-01", due="2026-12-20")
    receipt = desk.pay("Maria", 150, on="2026-11-05")
    assert settled(receipt) == [(2, 100, 0), (1, 50, 50)]
    # What is left over settles the later sale on the day of that sale, not before.
    assert desk.standing(2) == [("2026-11-05", "payment", 1, 100)]
    assert desk.standing(1) == [("2026-11-10", "payment", 1, 50)]


def test_a_named_instalment_comes_first_then_it_overflows_to_the_oldest(desk):
    desk.sell("Maria", 300, n=3)
    assert settled(desk.pay("Maria", 150, installment="3")) == [(3, 100, 0), (1, 50, 50)]


def test_a_named_sale_comes_first_by_its_own_due_dates(desk):
    desk.sell("Maria", 100, due="2026-11-10")
    desk.sell("Maria", 200, n=2)
    receipt = desk.pay("Maria", 250, sale="2")
    assert settled(receipt) == [(2, 100, 0), (3, 100, 0), (1, 50, 50)]


def test_several_methods_are_several_payments_in_one_write(desk):
    desk.sell("Maria", 1_000)
    receipt = desk.pay("Maria", 900, paid=[("pix", 500), ("cash", None)])
    assert [tuple(part) for part in receipt.payments] == [(1, "pix", 500), (2, "cash", 400)]
    assert (receipt.payment_id, receipt.method, receipt.amount_cents) == (1, "pix", 900)
    assert settled(receipt) == [(1, 900, 100)]
    assert desk.rows("SELECT count(*) FROM audit") == [(2,)]


def test_change_keeps_only_what_was_owed(desk):
    desk.sell("Maria", 800)
    receipt = desk.pay("Maria", 1_000, paid=CASH, change=True)
    assert (receipt.amount_cents, receipt.change_cents, receipt.credit_cents) == (800, 200, 0)
    assert desk.rows("SELECT amount_cents FROM payment") == [(800,)]


def test_a_method_of_which_all_went_back_as_change_is_no_payment(desk):
    desk.sell("Maria", 500)
    receipt = desk.pay("Maria", 900, paid=[("pix", 500), ("cash", None)], change=True)
    assert desk.rows("SELECT method, amount_cents FROM payment") == [("pix", 500)]
    assert receipt.change_cents == 400


def test_change_of_less_than_what_is_owed_is_nothing(desk):
    desk.sell("Maria", 800)
    assert desk.pay("Maria", 300, change=True).change_cents == 0


def test_a_payment_takes_effect_on_its_own_day(desk):
    desk.sell("Maria", 800, on="2026-10-01", due="2026-10-10")
    desk.pay("Maria", 300, on="2026-10-15")
    assert desk.standing(1) == [("2026-10-15", "payment", 1, 300)]


def test_a_payment_before_its_sale_takes_effect_on_the_day_of_sale(desk):
    desk.sell("Maria", 800)
    desk.pay("Maria", 300, on="2026-10-15", installment="1")
    assert desk.standing(1) == [("2026-11-01", "payment", 1, 300)]


def test_reference_and_payer_are_kept(desk):
    desk.sell("Maria", 800)
    desk.pay("Maria", 300, reference="E123", payer="João")
    assert desk.rows("SELECT reference, payer FROM payment_state") == [("E123", "João")]


def test_money_of_somebody_who_owes_nothing_is_credit(desk):
    desk.add("Maria")
    receipt = desk.pay("Maria", 300)
    assert (settled(receipt), receipt.credit_cents) == ([], 300)


# --- Taking back ---------------------------------------------------------------------------------


def test_a_reversed_payment_never_was_on_any_day(desk):
    desk.sell("Maria", 800)
    desk.pay("Maria", 1_000)
    found = desk.reverse(1)
    assert (found.amount_cents, found.reopened_cents, found.remaining_open_cents) == (
        1_000, 800, 800,
    )  # fmt: skip
    assert (desk.open(), desk.credit(), desk.standing(1)) == ({1: 800}, {}, [])
    assert desk.rows("SELECT reversed, credit_cents FROM payment_state") == [(1, 0)]


def test_reversing_takes_back_what_the_credit_paid_too(desk):
    desk.sell("Maria", 800)
    desk.pay("Maria", 1_000)
    desk.sell("Maria", 150)
    assert desk.credit() == {1: 50}
    assert desk.reverse(1).reopened_cents == 950
    assert desk.open() == {1: 800, 2: 150}


def test_what_comes_open_again_takes_the_credit_of_other_payments(desk):
    desk.sell("Maria", 800)
    desk.pay("Maria", 800, on="2026-11-10")
    desk.pay("Maria", 500, on="2026-11-12")
    found = desk.reverse(1)
    assert (found.reopened_cents, found.credit_cents, found.remaining_open_cents) == (300, 0, 300)
    assert desk.standing(1) == [("2026-11-12", "payment", 2, 500)]


def test_the_only_standing_payment_of_a_customer_is_found_by_name(desk):
    desk.sell("Maria", 800)
    desk.pay("Maria", 100)
    assert desk.reverse("maria").payment_id == 1
    with desk.refuses(PaymentNotFoundError):
        desk.reverse("maria")
    desk.pay("Maria", 100)
    desk.pay("Maria", 100)
    with desk.refuses(SeveralFitError):
        desk.reverse("maria")


def test_a_payment_is_reversed_once(desk):
    desk.sell("Maria", 800)
    desk.pay("Maria", 100)
    desk.reverse(1)
    with desk.refuses(PaymentReversedError):
        desk.reverse(1)


def test_a_refunded_payment_cannot_never_have_been(desk):
    desk.add("Maria")
    desk.pay("Maria", 300)
    desk.refund("Maria", 100)
    with desk.refuses(PaymentRefundedError):
        desk.reverse(1)
    desk.undo()
    desk.reverse(1)
    assert desk.credit() == {}


@pytest.mark.parametrize("payment", ["1", "#7", "999999999999999999"])
def test_an_unknown_payment_is_not_found(desk, payment):
    with desk.refuses(PaymentNotFoundError):
        desk.reverse(payment)


# --- Giving back ---------------------------------------------------------------------------------


def test_credit_is_given_back_oldest_payment_first(desk):
    desk.add("Maria")
    desk.pay("Maria", 300, on="2026-11-10")
    desk.pay("Maria", 300, on="2026-11-05")
    found = desk.refund("Maria", 400)
    assert (found.amount_cents, found.credit_cents, found.refund_ids) == (400, 200, [1, 2])
    assert desk.rows("SELECT payment_id, amount_cents, effective_on, method FROM refund") == [
        (2, 300, "2026-11-23", "pix"),
        (1, 100, "2026-11-23", "pix"),
    ]
    assert desk.credit() == {1: 200}


def test_no_more_is_given_back_than_there_is(desk):
    desk.add("Maria")
    with desk.refuses(CreditTooSmallError):
        desk.refund("Maria", 1)
    desk.pay("Maria", 300)
    with desk.refuses(CreditTooSmallError):
        desk.refund("Maria", 301)


# --- Refusals ------------------------------------------------------------------------------------


@pytest.fixture
def two_customers(desk):
    """Sale 1 (open) and 2 (settled) of Maria, sale 3 of João, sale 4 of Maria voided."""
    desk.sell("Maria", 300, n=3)
    desk.sell("Maria", 100, paid=CASH)
    desk.sell("João", 100)
    desk.sell("Maria", 100)
    desk.void(4)
    return desk


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        (FutureDateError, {"on": "2026-11-24"}),
        (NothingOpenError, {"sale": "2"}),
        (NothingOpenError, {"installment": "4"}),
        (WrongCustomerError, {"sale": "3"}),
        (WrongCustomerError, {"installment": "5"}),
        (SaleVoidedError, {"sale": "4"}),
        (SaleVoidedError, {"installment": "6"}),
        (SaleNotFoundError, {"sale": "99"}),
        (InstallmentNotFoundError, {"installment": "99"}),
        (SeveralFitError, {"installment": "Maria"}),
        (PaidPartsDoNotAddUpError, {"paid": [("pix", 99)]}),
        (PaidPartsDoNotAddUpError, {"paid": [("pix", 99), ("cash", 2)]}),
        (PaidPartsDoNotAddUpError, {"paid": [("pix", None), ("cash", None)]}),
        (PaidPartsDoNotAddUpError, {"paid": [("pix", 100), ("cash", None)]}),
    ],
)
def test_a_refused_payment_writes_nothing(two_customers, error, arguments):
    with two_customers.refuses(error):
        two_customers.pay("Maria", 100, **arguments)


def test_change_for_somebody_who_owes_nothing_is_refused(desk):
    desk.add("Maria")
    with desk.refuses(NothingOpenError):
        desk.pay("Maria", 100, change=True)


def test_the_counter_pays_only_with_its_sales(desk):
    desk.sell(None, 100, paid=CASH)
    with desk.refuses(CounterNameError):
        desk.pay("balcão", 100)


def test_a_payment_needs_a_whole_name(desk):
    desk.add("Maria da Silva")
    with desk.refuses(AmbiguousCustomerError):
        desk.pay("Maria", 100)
    with desk.refuses(CustomerNotFoundError):
        desk.pay("Pedro", 100)
    assert desk.pay("maria DA silva", 100).customer == "Maria da Silva"


def test_change_comes_out_of_the_cash(desk):
    """Owed 100: 60 by cash and 50 by Pix leave 10 of change, and the Pix is whole."""
    desk.sell("Ana", 10000)
    receipt = desk.pay("Ana", 11000, paid=(("cash", 6000), ("pix", 5000)), change=True)
    assert [(p.method, p.amount_cents) for p in receipt.payments] == [("pix", 5000), ("cash", 5000)]
    assert (receipt.change_cents, receipt.credit_cents) == (1000, 0)
