from __future__ import annotations

import pytest

from cobranca_cli.domain.sale_plan import SaleTerms
from cobranca_cli.errors import (
    AmbiguousCustomerError,
    CounterNameError,
    CounterSaleMustBePaidError,
    CustomerNotFoundError,
    DownPaymentTooLargeError,
    DueBeforeSaleError,
    FutureDateError,
    InstallmentTooSmallError,
    InvalidInstallmentCountError,
    InvalidTextError,
    PaidAboveTotalError,
    PaidPartsDoNotAddUpError,
)

CASH = (("cash", None),)


def amounts(receipt):
    return [(i.number, i.of, str(i.due_on), i.amount_cents, i.open_cents) for i in receipt[9]]


def test_the_first_instalment_carries_the_remainder(desk):
    receipt = desk.sell("Maria", 10_000, n=3, due="2027-01-31")
    assert amounts(receipt) == [
        (1, 3, "2027-01-31", 3_334, 3_334),
        (2, 3, "2027-02-28", 3_333, 3_333),
        (3, 3, "2027-03-31", 3_333, 3_333),
    ]


def test_the_last_one_carries_it_when_asked(desk):
    receipt = desk.sell("Maria", 10_000, n=3, rest="last", every="7d")
    assert [i.amount_cents for i in receipt.installments] == [3_333, 3_333, 3_334]
    assert [i.due_on.day for i in receipt.installments] == [1, 8, 15]


def test_a_down_payment_is_instalment_zero_due_and_paid_on_the_day_of_sale(desk):
    receipt = desk.sell("Maria", 10_000, n=2, down=2_500, paid=CASH)
    assert amounts(receipt) == [
        (0, 2, "2026-11-01", 2_500, 0),
        (1, 2, "2026-12-01", 3_750, 3_750),
        (2, 2, "2027-01-01", 3_750, 3_750),
    ]
    assert (receipt.paid_cents, receipt.payment_ids) == (2_500, [1])
    assert desk.standing(1) == [("2026-11-01", "payment", 1, 2_500)]


def test_a_down_payment_may_be_paid_in_two_ways(desk):
    receipt = desk.sell("Maria", 10_000, down=2_500, paid=[("pix", 1_000), ("cash", None)])
    assert receipt.payment_ids == [1, 2]
    assert desk.rows("SELECT method, amount_cents FROM payment") == [
        ("pix", 1_000),
        ("cash", 1_500),
    ]
    assert desk.open() == {2: 7_500}


def test_a_sale_paid_at_the_counter_is_one_write_with_its_payment(desk):
    receipt = desk.sell("Maria", 4_500, paid=CASH)
    assert (receipt.paid_cents, desk.open()) == (4_500, {})
    assert desk.rows("SELECT sale_id, received_on, method FROM payment") == [
        (1, "2026-11-01", "cash")
    ]
    assert desk.rows("SELECT count(*) FROM audit") == [(1,)]


def test_what_is_paid_at_the_counter_goes_to_this_sale_not_to_older_debt(desk):
    desk.sell("Maria", 1_000, on="2026-10-01", due="2026-10-10")
    receipt = desk.sell("Maria", 5_000, n=2, paid=[("pix", 3_000)])
    assert [i.open_cents for i in receipt.installments] == [0, 2_000]
    assert desk.open() == {1: 1_000, 3: 2_000}


def test_a_sale_without_a_customer_goes_to_the_counter_once_made(desk):
    first, second = desk.sell(None, 500, paid=CASH), desk.sell(None, 700, paid=CASH)
    assert first.customer == "balcão"
    assert (first.created_customer, first.customer_id) == (False, second.customer_id)
    assert desk.rows("SELECT count(*), sum(is_counter) FROM customer") == [(1, 1)]


@pytest.mark.parametrize("paid", [(), [("cash", 400)]])
def test_a_counter_sale_must_be_wholly_paid(desk, paid):
    with desk.refuses(CounterSaleMustBePaidError):
        desk.sell(None, 500, paid=paid)


def test_credit_is_used_at_once_first_in_first_out(desk):
    desk.sell("Maria", 1_000, on="2026-10-01", due="2026-10-05")
    desk.pay("Maria", 1_300, on="2026-10-20")
    desk.pay("Maria", 400, on="2026-10-05")
    receipt = desk.sell("Maria", 600)
    # The 400 of the 5th came in first, though it was recorded last.
    assert receipt.credit_used_cents == 600
    assert desk.credit() == {1: 100}
    assert desk.standing(2) == [
        ("2026-11-01", "payment", 1, 200),
        ("2026-11-01", "payment", 2, 400),
    ]


def test_credit_settles_a_backdated_sale_on_the_day_it_came_in(desk):
    desk.add("Maria")
    desk.pay("Maria", 1_000, on="2026-11-20")
    desk.sell("Maria", 600, on="2026-10-01", due="2026-10-05")
    assert desk.standing(1) == [("2026-11-20", "payment", 1, 600)]


def test_a_down_payment_leaves_the_credit_for_the_instalments(desk):
    desk.add("Maria")
    desk.pay("Maria", 300)
    receipt = desk.sell("Maria", 1_000, down=200, paid=CASH)
    assert [i.open_cents for i in receipt.installments] == [0, 500]
    assert (receipt.paid_cents, receipt.credit_used_cents) == (200, 300)


def test_a_whole_new_name_creates_the_customer_and_the_folded_name_finds_them(desk):
    first = desk.sell("José Ávila", 100, phone="+5511912345678")
    second = desk.sell("  jose  AVILA", 100)
    assert (first.created_customer, second.created_customer) == (True, False)
    assert first.customer_id == second.customer_id
    assert desk.rows("SELECT name, phone FROM customer") == [("José Ávila", "+5511912345678")]


def test_a_phone_said_with_a_sale_is_kept(desk):
    desk.add("Maria", phone="+5511912345678")
    desk.sell("Maria", 100, phone="+5521998765432")
    assert desk.rows("SELECT phone FROM customer") == [("+5521998765432",)]


def test_a_very_similar_name_only_warns(desk):
    desk.add("Mariana Souza")
    receipt = desk.sell("Mariane Souza", 100)
    assert receipt.created_customer
    assert any("Mariana Souza" in warning for warning in receipt.warnings)


def test_new_makes_a_namesake_and_then_the_name_alone_no_longer_does(desk):
    desk.sell("Maria", 100)
    assert desk.sell("Maria", 100, new=True).customer_id == 2
    with desk.refuses(AmbiguousCustomerError) as caught:
        desk.sell("Maria", 100)
    assert caught.value.candidates == ((1, "Maria"), (2, "Maria"))
    assert desk.sell("c2", 100).customer_id == 2


def test_a_part_of_a_name_sells_to_nobody(desk):
    desk.add("Maria da Silva")
    with desk.refuses(AmbiguousCustomerError):
        desk.sell("Maria", 100)


def test_digits_alone_never_create_a_customer(desk):
    with desk.refuses(CustomerNotFoundError):
        desk.sell("77", 100)


@pytest.mark.parametrize("name", ["balcão", "BALCAO"])
def test_nobody_is_called_as_the_counter(desk, name):
    with desk.refuses(CounterNameError):
        desk.sell(name, 100)
    desk.sell(None, 100, paid=CASH)
    with desk.refuses(CounterNameError):
        desk.sell(name, 100)


@pytest.mark.parametrize(
    ("error", "cents", "arguments"),
    [
        (FutureDateError, 100, {"on": "2026-11-24"}),
        (DueBeforeSaleError, 100, {"due": "2026-10-31"}),
        (InstallmentTooSmallError, 1, {"n": 2}),
        (InvalidInstallmentCountError, 100, {"n": -1}),
        (InvalidInstallmentCountError, 100, {"n": 0}),
        (DownPaymentTooLargeError, 100, {"down": 100, "paid": CASH}),
        (DownPaymentTooLargeError, 100, {"down": 101, "paid": CASH}),
        (InstallmentTooSmallError, 100, {"down": 99, "n": 2, "paid": CASH}),
        (PaidAboveTotalError, 100, {"paid": [("pix", 101)]}),
        (PaidAboveTotalError, 100, {"paid": [("pix", 60), ("cash", 60)]}),
        (PaidPartsDoNotAddUpError, 100, {"paid": [("pix", None), ("cash", None)]}),
        (PaidPartsDoNotAddUpError, 100, {"paid": [("pix", 100), ("cash", None)]}),
        (PaidPartsDoNotAddUpError, 100, {"down": 50, "paid": [("pix", 40)]}),
        (PaidPartsDoNotAddUpError, 100, {"down": 50, "paid": [("pix", 60)]}),
    ],
)
def test_a_refused_sale_writes_nothing_not_even_its_customer(desk, error, cents, arguments):
    with desk.refuses(error):
        desk.sell("Maria", cents, **arguments)


@pytest.mark.parametrize("name", ["a\x1b[31m", "a\nb", "x" * 10_000, "\u202eairam"])
def test_a_name_that_is_no_text_is_refused(desk, name):
    with desk.refuses(InvalidTextError):
        desk.sell(name, 100)


@pytest.mark.parametrize("name", ["Bolos [red]", "{{ nome }}", "Zé 🎂", "D'Ávila & Cia"])
def test_a_printable_name_is_kept_exactly(desk, name):
    assert desk.sell(name, 100).customer == name
    assert desk.sell(name, 100).created_customer is False


def test_a_rehearsal_shows_the_same_and_writes_nothing(desk):
    before = desk.content()
    rehearsed = desk.sell("Maria", 10_000, n=3, paid=CASH, dry_run=True)
    assert desk.content() == before
    assert desk.sell("Maria", 10_000, n=3, paid=CASH) == rehearsed


def test_the_terms_are_kept_with_the_sale(desk):
    desk.sell("Maria", 10_000, n=3, every="15d", rest="last", text="Bolo de milho")
    assert desk.rows(
        "SELECT sold_on, total_cents, installment_count, interval, remainder, kind, t.body, voided"
        " FROM sale s JOIN personal_text t ON t.id = s.description_id"
    ) == [("2026-11-01", 10_000, 3, "15d", "last", "product", "Bolo de milho", 0)]
    assert SaleTerms(1, None, None).kind == "product"
