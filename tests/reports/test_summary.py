"""The day in one document."""

from __future__ import annotations

import pytest
from shopkeeper import REAL, day

from cobranca_cli.reports.summary import AgreementTally, Summary, has_news, summary
from cobranca_cli.store.settings import Settings


@pytest.fixture
def sum_up(reader):
    def ask(today="11-23"):
        return summary(reader(), today=day(today), settings=Settings())

    return ask


def test_an_empty_book_has_no_news(sum_up, database):
    report = sum_up()
    assert report == Summary(
        date=day("11-23"), received_yesterday_cents=0, received_month_cents=0, due_today_cents=0,
        due_week_cents=0, overdue_cents=0, overdue_updated_cents=0, overdue_customers=0,
        buckets={"1-30": 0, "31-60": 0, "61-90": 0, "90+": 0}, disputed_cents=0, due_today=[],
        promises_today=[], promises_broken=[], checks_soon=[], messages_ready=0,
        messages_withheld=0, tasks=[], credits_cents=0,
        agreements=AgreementTally(0, 0, 0, 0, []), warnings=[],
    )  # fmt: skip
    assert not has_news(report)


def test_what_came_in_yesterday_and_this_month(shop, sum_up):
    shop.sell("Maria", 500 * REAL, "09-01", "12-31")
    for cents, received_on in [(1, "10-31"), (20, "11-01"), (300, "11-22"), (4000, "11-23")]:
        shop.pay("Maria", cents, received_on)
    shop.sell(None, 50000, "11-22", "11-22", paid_by=["cash"])
    report = sum_up()
    assert report.received_yesterday_cents == 50300
    assert report.received_month_cents == 54320
    assert sum_up("12-01").received_month_cents == 0


def test_a_reversed_payment_was_not_received_but_a_refunded_one_was(shop, sum_up):
    shop.sell("Maria", 100 * REAL, "11-01", "12-31")
    wrong = shop.pay("Maria", 30 * REAL, "11-22")
    shop.pay("Maria", 120 * REAL, "11-22")
    shop.reverse(wrong.payment_id)
    shop.refund("Maria", 20 * REAL)
    assert sum_up().received_yesterday_cents == sum_up().received_month_cents == 120 * REAL
    shop.undo()
    shop.undo()
    assert sum_up().received_yesterday_cents == 150 * REAL


def test_due_today_is_what_has_its_last_day_today(shop, sum_up):
    shop.sell("Maria", 10 * REAL, "11-01", "11-20")  # A holiday: Monday is its last day.
    shop.sell("Ana", 20 * REAL, "11-01", "11-23")
    shop.sell("Zé", 40 * REAL, "11-01", "11-27")
    shop.sell("Bia", 80 * REAL, "11-01", "11-28")  # A Saturday: its last day is in a week.
    report = sum_up()
    assert [row.customer for row in report.due_today] == ["Maria", "Ana"]
    assert report.due_today_cents == 30 * REAL
    assert report.due_week_cents == 70 * REAL
    assert report.overdue_cents == 0
    assert has_news(report)


def test_what_is_late_by_bucket(shop, sum_up):
    for name, cents, due_on in [
        ("Maria", 1, "11-22"), ("Maria", 2, "11-19"), ("Maria", 20, "10-24"),
        ("Ana", 300, "10-23"), ("Ana", 4000, "09-24"), ("Zé", 50000, "09-23"),
        ("Zé", 600000, "08-25"), ("Zé", 7000000, "08-24"),
    ]:  # fmt: skip
        shop.sell(name, cents, "08-01", due_on)
    report = sum_up()
    assert report.buckets == {"1-30": 22, "31-60": 4300, "61-90": 650000, "90+": 7000000}
    assert report.overdue_cents == sum(report.buckets.values())
    assert report.overdue_customers == 3


def test_credits_are_of_customers_and_alone_they_are_no_news(shop, sum_up):
    shop.sell("Maria", 10 * REAL, "09-01", "09-01")
    shop.pay("Maria", 15 * REAL, "09-02")
    counter = shop.sell(None, 20 * REAL, "09-03", "09-03", paid_by=["cash"])
    shop.void(counter.sale_id)  # What the counter "has" is nobody's.
    assert sum_up().credits_cents == 5 * REAL
    assert not has_news(sum_up())


def test_on_a_past_day_the_summary_is_of_that_day(shop, sum_up):
    shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    shop.pay("Maria", 130 * REAL, "10-10")
    assert sum_up("10-09").overdue_cents == 100 * REAL
    assert sum_up("10-09").credits_cents == 0
    assert sum_up("10-11").overdue_cents == 0
    assert sum_up("10-11").received_yesterday_cents == 130 * REAL
    assert sum_up("10-11").credits_cents == 30 * REAL
    assert sum_up("10-01").due_today_cents == 100 * REAL


def test_messages_are_counted_without_making_their_texts(shop, sum_up):
    shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    report = sum_up()
    assert report.messages_ready + report.messages_withheld == 1
