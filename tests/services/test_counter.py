"""The counter: nobody owes there, and nobody has credit there (rules §3)."""

from __future__ import annotations

from datetime import date

import pytest
from fixed_day import TODAY

from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms
from cobranca_cli.errors import CounterSaleMustBePaidError
from cobranca_cli.reports.integrity import check
from cobranca_cli.services import corrections, edit_sale, payments, sales, undo
from cobranca_cli.store.queries import ledger
from cobranca_cli.store.settings import Settings


@pytest.fixture
def sold(unit):
    terms = SaleTerms(1000, TODAY, TODAY)
    return sales.record_sale(
        unit("add-sale"), customer=None, terms=terms, paid=[PaidPart("cash")], settings=Settings()
    )


def balance(connection, sold):
    (payment,) = ledger.payments(connection, customer_id=sold.customer_id)
    totals = ledger.open_totals(connection, customer_id=sold.customer_id)
    return totals[2], ledger.credit_cents(connection, sold.customer_id), bool(payment.reversed)


def test_a_counter_sale_has_no_message(sold):
    assert (sold.customer, sold.message, sold.whatsapp_url) == ("balcão", "", None)


def test_voiding_a_counter_sale_takes_its_payment_back(sold, unit, reader):
    corrections.void_sale(unit("void-sale"), sale=str(sold.sale_id), reason="erro")
    assert balance(reader(), sold) == (0, 0, True)
    assert check(reader()).ok


def test_a_part_kept_gives_back_the_rest(sold, unit, reader):
    corrections.void_sale(unit("void-sale"), sale=str(sold.sale_id), keep_cents=300, reason="x")
    assert balance(reader(), sold) == (0, 0, False)
    assert check(reader()).ok


def test_a_discount_at_the_counter_is_given_back(sold, unit, reader):
    corrections.discount(
        unit("discount"), installment=None, sale=str(sold.sale_id), amount_cents=200,
        returned=True, reason="veio quebrado",
    )  # fmt: skip
    assert balance(reader(), sold) == (0, 0, False)
    assert check(reader()).ok


@pytest.mark.parametrize(("cents", "fits"), [(800, True), (1500, False)])
def test_a_counter_sale_is_corrected_downwards_only(sold, unit, reader, cents, fits):
    edit = edit_sale.SaleEdit(amount_cents=cents)
    arguments = {"sale": str(sold.sale_id), "installment": None, "edit": edit, "reason": "x",
                 "settings": Settings()}  # fmt: skip
    if fits:
        edit_sale.edit_sale(unit("edit-sale"), **arguments)
    else:
        with pytest.raises(CounterSaleMustBePaidError):
            edit_sale.edit_sale(unit("edit-sale"), **arguments)
    assert balance(reader(), sold) == (0, 0, False)
    assert check(reader()).ok


def test_a_counter_payment_alone_cannot_be_reversed(sold, unit):
    with pytest.raises(CounterSaleMustBePaidError):
        payments.reverse_payment(unit("reverse-payment"), payment="1", reason="x")


def test_a_counter_sale_can_be_given_to_its_true_customer(sold, unit, reader):
    sales.record_sale(
        unit("add-sale"), customer="Ana", terms=SaleTerms(500, TODAY, date(2026, 12, 1)),
        paid=[], settings=Settings(),
    )  # fmt: skip
    edit = edit_sale.SaleEdit(customer="Ana")
    edit_sale.edit_sale(
        unit("edit-sale"), sale=str(sold.sale_id), installment=None, edit=edit, reason="era da Ana",
        settings=Settings(),
    )  # fmt: skip
    payment = ledger.payment(reader(), 1)
    assert (payment.customer, payment.credit_cents) == ("Ana", 0)
    assert check(reader()).ok


def test_undo_brings_a_voided_counter_sale_back(sold, unit, reader):
    corrections.void_sale(unit("void-sale"), sale=str(sold.sale_id), reason="erro")
    undo.undo(unit("undo"))
    assert balance(reader(), sold) == (0, 0, False)
    assert check(reader()).ok
