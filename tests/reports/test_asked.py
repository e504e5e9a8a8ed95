"""A message that asked for more than was due, and was paid, is named (CDC 42)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from shopkeeper import REAL, day

from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.domain.charges import Terms
from cobranca_cli.reports import integrity
from cobranca_cli.services import reminders

SAID = date(2026, 11, 12)
LATER = SAID + timedelta(days=2)


@pytest.fixture
def remind(shop):
    """What is due is asked of Maria on the 12th, or another day; returns how much."""

    def record(today=SAID):
        done = reminders.record(shop.unit("remind-record", today=today), settings=shop.settings)
        return [m.total_cents for m in done.messages]

    return record


@pytest.fixture
def notes(reader):
    def look():
        found = integrity.check(reader(), calendar=BANK_CALENDAR)
        assert found.ok
        return found.notes

    return look


@pytest.fixture
def sold(shop):
    """Maria bought for R$ 100,00, due on the 5th."""
    return shop.sell("Maria", 100 * REAL, "11-01", "11-05")


def test_who_was_asked_too_much_and_paid_it_gets_it_back(shop, sold, remind, notes):
    assert remind() == [10_000]
    shop.pay("Maria", 100 * REAL, "11-14")
    assert notes() == []
    shop.edit(sale=sold.sale_id, amount_cents=70 * REAL)
    (note,) = notes()
    assert note.code == "asked_too_much"
    assert note.message == (
        "A mensagem 1, de 12/11/2026, pediu R$ 100,00 a Maria e o certo era R$ 70,00; "
        "R$ 30,00 a mais foram pagos."
    )
    assert note.hint == (
        "devolva: cobranca devolver c1 30,00 --motivo 'pedido a mais'. A lei manda devolver em "
        "dobro, a não ser por engano justificável (CDC, art. 42)."
    )
    shop.refund("Maria", 10 * REAL)
    assert "R$ 20,00 a mais" in notes()[0].message
    shop.refund("Maria", 20 * REAL)
    assert notes() == []
    shop.undo()
    assert len(notes()) == 1


def test_a_payment_that_had_been_forgotten_makes_a_message_too_much(shop, sold, remind, notes):
    remind()
    shop.pay("Maria", 100 * REAL, "11-14")
    shop.pay("Maria", 40 * REAL, "11-10")  # Found in the account only now.
    (note,) = notes()
    assert "o certo era R$ 60,00; R$ 40,00 a mais" in note.message
    shop.refund("Maria", 40 * REAL)
    assert notes() == []


def test_a_forgotten_payment_that_left_less_to_pay_is_none(shop, sold, remind, notes):
    remind()
    shop.pay("Maria", 60 * REAL, "11-14")
    shop.pay("Maria", 40 * REAL, "11-10")
    assert notes() == []


def test_what_was_too_much_and_has_settled_something_else_is_told(shop, sold, remind, notes):
    remind()
    shop.sell("Maria", 50 * REAL, "11-02", "12-20")
    shop.pay("Maria", 100 * REAL, "11-14")
    shop.edit(sale=sold.sale_id, amount_cents=70 * REAL)
    (note,) = notes()
    assert "R$ 30,00 a mais" in note.message
    assert note.hint.startswith("já pagou outra coisa; conte ao cliente: cobranca extrato c1.")


@pytest.mark.parametrize("paid", [0, 70])
def test_what_was_asked_and_not_paid_is_no_mistake_to_mend(shop, sold, remind, notes, paid):
    remind()
    if paid:
        shop.pay("Maria", paid * REAL, "11-14")
    shop.edit(sale=sold.sale_id, amount_cents=70 * REAL)
    assert notes() == []


def _discount(shop, sold):
    shop.discount(30 * REAL, sale=sold.sale_id)


def _void(shop, sold):
    shop.void(sold.sale_id, reason="arrependimento")


def _reverse(shop, sold):
    shop.reverse(1)


@pytest.mark.parametrize("what", [_discount, _void, _reverse])
def test_what_was_agreed_or_happened_later_is_none(shop, sold, remind, notes, what):
    remind()
    shop.pay("Maria", 100 * REAL, "11-14")
    what(shop, sold)
    assert notes() == []


def test_what_was_bought_or_paid_by_themselves_later_is_none(shop, sold, remind, notes):
    """Asked for R$ 100,00 where it was R$ 70,00, and paid R$ 70,00; then lives on."""
    remind()
    shop.edit(sale=sold.sale_id, amount_cents=70 * REAL)
    shop.pay("Maria", 70 * REAL, "11-14")
    shop.sell("Maria", 80 * REAL, "11-15", "11-20")
    shop.pay("Maria", 80 * REAL, "11-20")
    shop.sell("Maria", 90 * REAL, "11-21", "12-31", paid_by=["pix"])
    assert notes() == []


def test_money_of_the_day_itself_and_credit_make_none(shop, sold, remind, notes):
    shop.pay("Maria", 20 * REAL, "11-12")
    assert remind() == [8_000]
    shop.pay("Maria", 30 * REAL, "11-12")  # Came in before the message, was typed after it.
    shop.pay("Maria", 120 * REAL, "11-14")  # Seventy too much, of their own.
    assert notes() == []


def test_the_charges_of_the_day_are_due_and_those_of_another_due_date_are_not(shop, remind, notes):
    sale = shop.sell("Maria", 100 * REAL, "11-01", "11-05", late=Terms(200, 100))
    (asked,) = remind()
    assert asked == 10_223
    shop.pay("Maria", asked, "11-12")
    assert notes() == []
    shop.edit(installment=sale.installments[0].installment_id, due_on=day("11-30"))
    (note,) = notes()  # It was spoken of: only its charges were not due.
    assert "pediu R$ 102,23 a Maria e o certo era R$ 100,00; R$ 2,23 a mais" in note.message


def test_each_message_answers_for_what_was_paid_until_the_next(shop, sold, remind, notes):
    remind()
    remind(date(2026, 11, 19))
    shop.pay("Maria", 100 * REAL, "11-20")
    shop.edit(sale=sold.sale_id, amount_cents=70 * REAL)
    assert [note.message[:13] for note in notes()] == ["A mensagem 2,"]


def test_who_was_forgotten_is_named_nowhere_and_an_undone_message_never_was(
    shop, sold, remind, notes
):
    remind()
    shop.undo()
    shop.pay("Maria", 100 * REAL, "11-14")
    shop.edit(sale=sold.sale_id, amount_cents=70 * REAL)
    assert notes() == []
