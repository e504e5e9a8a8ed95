"""Who is late: rules §2 and the shape of interface.md."""

from __future__ import annotations

import pytest
from shopkeeper import REAL, day

from cobranca_cli.domain.calendar import BANK_CALENDAR, Calendar
from cobranca_cli.reports.overdue import overdue

TODAY = "11-23"  # A Monday; Friday 20/11 is a bank holiday.
ROW = [
    "installment_id", "sale_id", "customer_id", "customer", "description", "number", "of",
    "due_on", "days_overdue", "bucket", "amount_cents", "open_cents", "fine_cents",
    "interest_cents", "updated_cents", "disputed", "promise_on", "last_message_on",
]  # fmt: skip
BY_CUSTOMER = [
    "customer_id", "customer", "installments", "oldest_due_on", "days_overdue", "open_cents",
    "updated_cents", "credit_cents", "last_message_on",
]  # fmt: skip


@pytest.fixture
def late(reader):
    def ask(as_of=TODAY, *, calendar=BANK_CALENDAR, **options):
        return overdue(reader(), as_of=day(as_of), calendar=calendar, **options)

    return ask


def test_an_empty_book_has_nobody_late(late, database):
    assert late() == (day(TODAY), [], 0, 0, 0, 0)
    assert late(by="customer") == (day(TODAY), [], 0, 0, 0, 0)


def test_a_row_says_all_that_is_known_of_a_late_instalment(shop, late):
    shop.sell("Maria", 300 * REAL, "09-01", "10-01", installments=3, description="Bolo")
    shop.pay("Maria", 40 * REAL, "10-05")
    report = late()
    assert list(report.rows[0]._fields) == ROW
    assert report.rows[0]._asdict() == {
        "installment_id": 1, "sale_id": 1, "customer_id": 1, "customer": "Maria",
        "description": "Bolo", "number": 1, "of": 3, "due_on": day("10-01"), "days_overdue": 53,
        "bucket": "31-60", "amount_cents": 10000, "open_cents": 6000, "fine_cents": 0,
        "interest_cents": 0, "updated_cents": 6000, "disputed": False, "promise_on": None,
        "last_message_on": None,
    }  # fmt: skip
    assert report[2:] == (1, 2, 16000, 16000)


@pytest.mark.parametrize(
    ("due_on", "last_on_time", "first_late", "days"),
    [
        ("11-23", "11-23", "11-24", 1),  # A Monday.
        ("11-19", "11-19", "11-20", 1),  # A Thursday: the holiday after it does not extend it.
        ("11-21", "11-23", "11-24", 3),  # A Saturday: Monday is on time; then the days count.
        ("11-20", "11-23", "11-24", 4),  # A bank holiday before a weekend.
    ],
)
def test_late_starts_after_the_last_day_on_time_and_counts_from_the_due_date(
    shop, late, due_on, last_on_time, first_late, days
):
    shop.sell("Maria", 100 * REAL, "11-01", due_on)
    assert late(due_on).rows == []
    assert late(last_on_time).rows == []
    assert [row.days_overdue for row in late(first_late).rows] == [days]


def test_what_was_due_on_saturday_and_paid_on_monday_was_never_late(shop, late):
    shop.sell("Maria", 100 * REAL, "11-01", "11-21")
    shop.pay("Maria", 100 * REAL, "11-23")
    assert not any(late(f"11-{number}").rows for number in range(20, 31))


def test_a_local_holiday_moves_the_last_day_on_time(shop, late):
    shop.sell("Maria", 100 * REAL, "11-01", "11-19")
    assert late("11-20").installments == 1
    assert late("11-20", calendar=Calendar(frozenset({day("11-19")}))).installments == 0


def test_the_most_days_late_come_first_and_ties_go_by_folded_name(shop, late):
    for name, due_on in [("Élia", "11-10"), ("edu", "11-10"), ("Zé", "11-05"), ("Ana", "11-12")]:
        shop.sell(name, 100 * REAL, "11-01", due_on)
    shop.sell("edu", 50 * REAL, "11-01", "11-10")
    assert [row.customer for row in late().rows] == ["Zé", "edu", "edu", "Élia", "Ana"]
    assert [row.customer for row in late(limit=2).rows] == ["Zé", "edu"]
    assert [row.customer for row in late(limit=4).rows] == ["Zé", "edu", "edu", "Élia"]
    by_customer = late(by="customer")
    assert [row.customer for row in by_customer.rows] == ["Zé", "edu", "Élia", "Ana"]


def test_a_limit_hides_rows_but_totals_cover_everything(shop, late):
    for name in ("Ana", "Bia", "Caio"):
        shop.sell(name, 100 * REAL, "09-01", "10-01", installments=2)
    for by, shown in (("installment", 2), ("customer", 2)):
        report = late(by=by, limit=2)
        assert len(report.rows) == shown
        assert report[2:] == (3, 6, 300 * REAL, 300 * REAL)


def test_min_days_narrows_rows_and_totals(shop, late):
    shop.sell("Ana", 100 * REAL, "09-01", "11-13")  # 10 days.
    shop.sell("Bia", 50 * REAL, "09-01", "11-14")  # 9 days.
    assert late(min_days=9).installments == 2
    assert late(min_days=10)[2:] == (1, 1, 100 * REAL, 100 * REAL)
    assert [row.customer for row in late(min_days=10).rows] == ["Ana"]
    assert late(min_days=0) == late(min_days=1) == late()
    assert late(min_days=10**9).rows == []
    assert late(min_days=10, by="customer").customers == 1


def test_min_days_never_makes_late_what_may_still_be_paid(shop, late):
    shop.sell("Ana", 100 * REAL, "11-01", "11-21")
    assert late("11-23", min_days=2).rows == []


def test_by_customer_sums_what_each_has_late(shop, late):
    shop.sell("Maria", 300 * REAL, "09-01", "10-01", installments=3)
    shop.sell("Zé", 70 * REAL, "09-01", "11-17")
    report = late(by="customer")
    assert list(report.rows[0]._fields) == BY_CUSTOMER
    assert report.rows[0] == (1, "Maria", 2, day("10-01"), 53, 20000, 20000, 0, None)
    assert report.rows[1] == (2, "Zé", 1, day("11-17"), 6, 7000, 7000, 0, None)
    assert report[2:] == (2, 3, 27000, 27000)


def test_one_customer_can_be_asked_for(shop, late):
    shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    shop.sell("Zé", 70 * REAL, "09-01", "10-01")
    assert late(customer_id=2)[2:] == (1, 1, 7000, 7000)
    assert [row.customer for row in late(customer_id=2, by="customer").rows] == ["Zé"]


def test_the_counter_appears_only_when_asked_for(shop, late):
    counter = shop.leave_open_at_the_counter(20 * REAL, "11-03", "11-03")
    assert late().installments == late(by="customer").customers == 0
    assert late(customer_id=counter).open_cents == 20 * REAL


# --- As of a past day, as the book is corrected since (rules §3) ----------------------------------


def test_a_payment_counts_from_its_own_day(shop, late):
    shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    shop.pay("Maria", 60 * REAL, "11-10")
    shop.pay("Maria", 40 * REAL, "11-20")
    assert [late(d).open_cents for d in ("10-01", "10-02", "11-09", "11-10", "11-19", "11-20")] == [
        0, 10000, 10000, 4000, 4000, 0,
    ]  # fmt: skip


def test_a_voided_sale_never_was(shop, late):
    sale = shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    assert late("10-15").installments == 1
    shop.void(sale.sale_id)
    assert late("10-15").installments == late().installments == 0
    shop.undo()
    assert late("10-15").installments == late().installments == 1


def test_of_a_sale_voided_in_part_the_kept_part_always_was(shop, late):
    sale = shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    shop.void(sale.sale_id, keep_cents=30 * REAL)
    assert late("10-15").open_cents == late().open_cents == 30 * REAL


def test_a_reversed_payment_never_was(shop, late):
    shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    paid = shop.pay("Maria", 100 * REAL, "10-05")
    assert late("10-15").open_cents == 0
    shop.reverse(paid.payment_id)
    assert late("10-04").open_cents == late("10-05").open_cents == late().open_cents == 100 * REAL


def test_a_discount_counts_from_its_own_day_on(shop, late):
    sale = shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    shop.discount(30 * REAL, sale=sale.sale_id, today="11-10")
    assert late("11-09").open_cents == 100 * REAL
    assert late("11-10").open_cents == late().open_cents == 70 * REAL


def test_a_corrected_due_date_and_amount_hold_for_every_day(shop, late):
    sale = shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    shop.edit(sale=sale.sale_id, due_on=day("11-01"), amount_cents=80 * REAL)
    assert late("10-15").installments == 0
    assert late("11-15").open_cents == 80 * REAL


def test_what_was_paid_before_the_sale_is_never_below_zero(shop, late):
    shop.sell("Maria", 10 * REAL, "09-01", "09-01", paid_by=["pix"])
    shop.pay("Maria", 100 * REAL, "09-10")  # All of it credit.
    shop.sell("Maria", 60 * REAL, "10-01", "10-10")
    shop.sell("Maria", 60 * REAL, "10-05", "10-12")
    assert late("10-20").open_cents == 20 * REAL
    assert [row.open_cents for row in late("10-20").rows] == [20 * REAL]


def test_a_day_to_come_shows_who_will_be_late_if_nobody_pays(shop, late):
    shop.sell("Maria", 100 * REAL, "11-01", "11-30")
    assert late().installments == 0
    assert [row.days_overdue for row in late("12-10").rows] == [10]


def test_a_credit_is_shown_beside_what_is_late_on_a_past_day(shop, late):
    first = shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    shop.pay("Maria", 100 * REAL, "10-20")
    shop.discount(100 * REAL, installment=first.installments[0].installment_id)  # Today: credit.
    assert [row.credit_cents for row in late("10-10", by="customer").rows] == [0]
    assert late(by="customer").rows == []
