"""One instalment on any day."""

from __future__ import annotations

import pytest
from shopkeeper import REAL, day

from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.errors import InstallmentNotFoundError, InstallmentNotYetError
from cobranca_cli.reports.installment import installment


@pytest.fixture
def look(reader):
    def ask(installment_id=1, on="11-23"):
        return installment(
            reader(), installment_id=installment_id, on=day(on), calendar=BANK_CALENDAR
        )

    return ask


def test_everything_that_is_known_of_an_instalment(shop, look):
    shop.sell("Maria", 300 * REAL, "09-01", "10-03", installments=3, description="Bolo")
    shop.pay("Maria", 40 * REAL, "10-10")
    assert look()._asdict() == {
        "installment_id": 1, "sale_id": 1, "customer_id": 1, "customer": "Maria",
        "description": "Bolo", "number": 1, "of": 3, "sold_on": day("09-01"),
        "due_on": day("10-03"), "pay_until": day("10-05"), "days_overdue": 51, "days_until": None,
        "bucket": "31-60", "amount_cents": 10000, "open_cents": 6000, "fine_cents": 0,
        "interest_cents": 0, "updated_cents": 6000,
        "postings": [(day("10-10"), "payment", 4000, 1)], "disputes": [], "status": "late",
        "boleto": None, "fine_bps": 0, "interest_bps": 0, "fine_principal_cents": 0, "working": (),
        "charges": [], "early_cents": None, "early_until": None, "agreement_id": None,
    }  # fmt: skip


def test_on_each_day_it_is_open_late_or_settled(shop, look):
    shop.sell("Maria", 100 * REAL, "09-01", "10-03")  # A Saturday.
    shop.pay("Maria", 100 * REAL, "10-10")
    found = [look(on=on) for on in ("09-01", "10-05", "10-06", "10-10")]
    assert [f.status for f in found] == ["open", "open", "late", "settled"]
    assert [f.days_until for f in found] == [34, 0, None, None]
    assert [f.days_overdue for f in found] == [0, 0, 3, 0]
    assert [f.open_cents for f in found] == [10000, 10000, 10000, 0]
    assert [len(f.postings) for f in found] == [0, 0, 0, 1]


def test_before_its_sale_there_is_no_instalment(shop, look):
    shop.sell("Maria", 100 * REAL, "09-01", "10-03")
    with pytest.raises(InstallmentNotYetError) as caught:
        look(on="08-31")
    assert "01/09/2026" in (caught.value.hint or "")
    with pytest.raises(InstallmentNotFoundError):
        look(99)


def test_a_voided_instalment_says_so_on_every_day(shop, look):
    shop.sell("Maria", 100 * REAL, "09-01", "10-03")
    shop.pay("Maria", 100 * REAL, "10-10")
    shop.void(1)
    assert look(on="09-01").status == look().status == "voided"
    assert look().postings == [(day("09-01"), "void", 10000, None)]


def test_a_payment_that_never_was_leaves_no_posting(shop, look):
    shop.sell("Maria", 100 * REAL, "09-01", "10-03")
    paid = shop.pay("Maria", 100 * REAL, "10-10")
    shop.reverse(paid.payment_id)
    assert look().postings == []
    shop.undo()
    assert look().postings == [(day("10-10"), "payment", 10000, 1)]
    shop.undo(redo=True)
    assert look().postings == []


def test_a_discount_on_what_was_paid_shows_what_it_took_back(shop, look):
    shop.sell("Maria", 100 * REAL, "09-01", "10-03")
    shop.pay("Maria", 100 * REAL, "10-10")
    shop.discount(30 * REAL, installment=1)
    assert look().postings == [
        (day("10-10"), "payment", 10000, 1),
        (day("11-23"), "payment", -3000, 1),
        (day("11-23"), "discount", 3000, None),
    ]
    assert look().open_cents == look(on="10-10").open_cents == 0
    shop.undo()
    assert look().postings == [(day("10-10"), "payment", 10000, 1)]


def test_a_down_payment_is_number_zero(shop, look):
    shop.sell("Maria", 100 * REAL, "09-01", "10-03", down_payment_cents=40 * REAL, installments=2,
              paid_by=["cash"])  # fmt: skip
    found = look()
    assert (found.number, found.of, found.due_on, found.status) == (0, 2, day("09-01"), "settled")
