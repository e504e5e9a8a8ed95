"""What can be offered for which instalments, at their updated amount (rules §8)."""

from __future__ import annotations

import pytest
from shopkeeper import REAL, day

from cobranca_cli.domain.charges import Terms
from cobranca_cli.errors import NothingToNegotiateError, WrongCustomerError
from cobranca_cli.reports.offers import offers
from cobranca_cli.reports.overdue import overdue
from cobranca_cli.store.settings import Settings

TODAY = day("11-23")


@pytest.fixture
def ask(reader):
    def ask(customer="Maria", *, sales=(), **changed):
        settings = Settings({f"negotiation.{key}": text for key, text in changed.items()})
        return offers(reader(), customer=customer, today=TODAY, settings=settings, sales=sales)

    return ask


def test_all_that_is_late_is_offered_at_what_it_is_worth_today(shop, ask, reader):
    shop.sell("Maria", 305 * REAL, "09-01", "10-01", installments=3, late=Terms(200, 100))
    shop.sell("Maria", 100 * REAL, "09-01", "10-20")
    shop.dispute(4)
    found = ask()
    late = overdue(reader(), as_of=TODAY, calendar=Settings().calendar).rows
    assert [(item.installment_id, item.updated_cents, item.days_overdue) for item in found.items] \
        == [(row.installment_id, row.updated_cents, row.days_overdue)
            for row in late if not row.disputed]  # fmt: skip
    assert (found.original_cents, found.charges_cents, found.updated_cents, found.contested) == (
        20_334, 661, 20_995, 1)  # fmt: skip
    assert (found.segment, found.days_late, found.usual_month_cents) == ("esquecido", 53, None)
    assert [(one.offer, one.command) for one in found.offers] == [
        ("à vista", "cobranca negociar c1 --parcelas 1 --desconto 10,50"),
        ("2x de R$ 104,97 (1ª de R$ 104,98)", "cobranca negociar c1 --parcelas 2"),
        ("3x de R$ 69,98 (1ª de R$ 69,99)", "cobranca negociar c1 --parcelas 3"),
        ("entrada de R$ 63,00 + 3x de R$ 48,98 (1ª de R$ 48,99)",
         "cobranca negociar c1 --parcelas 3 --entrada 63,00"),
    ]  # fmt: skip
    assert str(found.first_due_on) == "2026-11-30"


def test_with_sales_all_that_is_open_of_them_is_offered_and_nothing_else(shop, ask):
    shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    shop.sell("Maria", 90 * REAL, "11-01", "12-01", installments=2)
    shop.sell("Ana", 90 * REAL, "11-01", "12-01")
    found = ask(sales=["2", "2"])
    assert [item.installment_id for item in found.items] == [2, 3]
    assert (found.updated_cents, found.days_late) == (90 * REAL, 0)
    assert found.offers[1].command == "cobranca negociar c1 --parcelas 2 --venda 2"
    with pytest.raises(WrongCustomerError):
        ask(sales=["3"])


def test_what_is_not_late_or_contested_or_settled_is_nothing_to_negotiate(shop, ask):
    shop.sell("Maria", 100 * REAL, "11-01", "11-23")
    shop.sell("Ana", 100 * REAL, "10-01", "10-10")
    shop.dispute(2)
    shop.sell("Bia", 100 * REAL, "10-01", "10-10", paid_by=["pix"])
    shop.leave_open_at_the_counter(100 * REAL, "10-01", "10-10")
    for customer, sales in (("Maria", ()), ("Ana", ()), ("Bia", ("3",)), ("balcão", ())):
        with pytest.raises(NothingToNegotiateError):
            ask(customer, sales=sales)


def test_how_they_pay_and_the_settings_shape_the_menu(shop, ask):
    for month in ("08", "09", "10"):
        shop.sell("Maria", 60 * REAL, f"{month}-01", f"{month}-10")
        shop.pay("Maria", 60 * REAL, f"{month}-10")
        shop.sell("Maria", 500 * REAL, f"{month}-02", f"{month}-02", paid_by=["pix"])
    shop.sell("Maria", 240 * REAL, "10-01", "11-10")
    assert ask().usual_month_cents == 60 * REAL
    assert [one.installments for one in ask().offers] == [1, 2, 3, 4, 4]
    narrow = ask(max_installments="2", max_discount="0", monthly_rate="0", first_due_days="0")
    assert [(one.offer, one.present_cents) for one in narrow.offers] == [
        ("à vista", 240 * REAL), ("2x de R$ 120,00", 240 * REAL),
        ("entrada de R$ 72,00 + 2x de R$ 84,00", 240 * REAL),
    ]  # fmt: skip
    assert narrow.offers[0].command == "cobranca negociar c1 --parcelas 1"
    assert narrow.first_due_on == TODAY
