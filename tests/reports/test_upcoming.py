"""What falls due: everything open that is not late (rules §2)."""

from __future__ import annotations

import pytest
from shopkeeper import REAL, day
from test_overdue import ROW

from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.reports.overdue import overdue
from cobranca_cli.reports.upcoming import upcoming


@pytest.fixture
def ahead(reader):
    def ask(today="11-23", **options):
        return upcoming(reader(), today=day(today), calendar=BANK_CALENDAR, **options)

    return ask


def test_an_empty_book_has_nothing_to_come(ahead, database):
    assert ahead() == (day("11-23"), [], 0, 0, 0, 0)


def test_a_row_is_the_row_of_overdue_with_the_days_left(shop, ahead):
    shop.sell("Maria", 300 * REAL, "11-01", "11-25", installments=3, description="Bolo")
    report = ahead()
    assert list(report.rows[0]._fields) == [*ROW, "days_until", "early_cents", "early_until"]
    assert report.rows[0]._asdict() == {
        "installment_id": 1, "sale_id": 1, "customer_id": 1, "customer": "Maria",
        "description": "Bolo", "number": 1, "of": 3, "due_on": day("11-25"), "days_overdue": 0,
        "bucket": None, "amount_cents": 10000, "open_cents": 10000, "fine_cents": 0,
        "interest_cents": 0, "updated_cents": 10000, "disputed": False, "promise_on": None,
        "last_message_on": None, "days_until": 2,
        "early_cents": None, "early_until": None,
    }  # fmt: skip
    assert report[2:] == (1, 1, 10000, 10000)


@pytest.mark.parametrize(
    ("due_on", "today", "days_until"),
    [
        ("11-23", "11-23", 0),
        ("11-20", "11-23", 0),  # A bank holiday before a weekend: Monday is the last day.
        ("11-20", "11-20", 3),
        ("11-21", "11-21", 2),  # A Saturday, asked on it.
        ("11-27", "11-23", 4),
        ("11-28", "11-23", 7),  # A Saturday: until Monday, 30/11.
    ],
)
def test_the_days_left_go_to_the_last_day_on_time(shop, ahead, due_on, today, days_until):
    shop.sell("Maria", 100 * REAL, "11-01", due_on)
    assert [row.days_until for row in ahead(today, days=days_until).rows] == [days_until]
    assert days_until == 0 or ahead(today, days=days_until - 1).rows == []


def test_on_a_saturday_nothing_has_its_last_day(shop, ahead):
    shop.sell("Maria", 100 * REAL, "11-01", "11-21")
    assert ahead("11-21", days=0).rows == []
    assert ahead("11-23", days=0).installments == 1


def test_the_oldest_comes_first_and_everything_is_counted(shop, ahead):
    shop.sell("Zé", 100 * REAL, "11-01", "11-24")
    shop.sell("Ana", 50 * REAL, "11-01", "11-30")
    shop.sell("Élia", 50 * REAL, "11-01", "11-24")
    shop.sell("Edu", 50 * REAL, "11-01", "12-31")
    report = ahead()
    assert [row.customer for row in report.rows] == ["Élia", "Zé", "Ana"]
    assert report[2:] == (3, 3, 20000, 20000)
    assert ahead(days=None).installments == ahead(days=10**9).installments == 4


def test_the_counter_never_appears(shop, ahead):
    shop.leave_open_at_the_counter(20 * REAL, "11-23", "11-23")
    assert ahead(days=None).rows == []


def test_on_a_past_day_a_sale_of_a_later_day_was_not_yet_made(shop, ahead):
    shop.sell("Maria", 100 * REAL, "11-10", "12-10")
    shop.sell("Maria", 50 * REAL, "11-01", "12-01")
    assert ahead("11-05", days=None).open_cents == 50 * REAL
    shop.pay("Maria", 50 * REAL, "11-12")
    assert ahead("11-05", days=None).open_cents == 50 * REAL
    assert ahead("11-11", days=None).open_cents == 150 * REAL
    assert ahead("11-12", days=None).open_cents == 100 * REAL


def test_the_day_after_the_last_day_it_moves_to_overdue(shop, ahead, reader):
    shop.sell("Maria", 100 * REAL, "11-01", "11-21")
    for today, is_late in [("11-21", False), ("11-23", False), ("11-24", True)]:
        late = overdue(reader(), as_of=day(today), calendar=BANK_CALENDAR)
        assert (late.installments, ahead(today, days=None).installments) == (is_late, not is_late)
