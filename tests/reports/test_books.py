"""The books of sales and payments."""

from __future__ import annotations

from datetime import date

import pytest

from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms
from cobranca_cli.errors import CustomerNotFoundError
from cobranca_cli.reports.payments import payments as report
from cobranca_cli.reports.sales import sales as list_sales
from cobranca_cli.services import corrections, payments, sales, undo
from cobranca_cli.store.settings import Settings

TODAY = date(2026, 11, 23)


def list_payments(connection, **asked):
    return report(connection, settings=Settings(), **asked)


@pytest.fixture
def sell(unit):
    def make(name, cents, on=TODAY, paid=(), **terms):
        return sales.record_sale(
            unit("add-sale"), customer=name, terms=SaleTerms(cents, on, TODAY, **terms),
            paid=list(paid), settings=Settings(),
        )  # fmt: skip

    return make


@pytest.fixture
def pay(unit):
    def make(name, cents, on=TODAY, **details):
        return payments.record_payment(
            unit("add-payment"), customer=name, amount_cents=cents, received_on=on,
            paid=[PaidPart("pix")], settings=Settings(), **details,
        )  # fmt: skip

    return make


def test_empty_books(reader):
    assert list_sales(reader()) == ([], 0, 0, 0)
    assert list_payments(reader()) == ([], 0, 0, 0)


def test_a_sale_is_listed_with_what_is_paid_and_open(sell, pay, reader):
    sell("Ana", 30000, date(2026, 8, 1), installments=3, description="Bolo", kind="service",
         invoice="NF 12")  # fmt: skip
    pay("Ana", 10500)
    assert list_sales(reader()).rows[0]._asdict() == {
        "sale_id": 1, "customer_id": 1, "customer": "Ana", "sold_on": date(2026, 8, 1),
        "description": "Bolo", "total_cents": 30000, "paid_cents": 10500, "open_cents": 19500,
        "installments": 3, "kind": "service", "invoice": "NF 12", "voided": False,
        "voided_cents": 0,
    }  # fmt: skip


def test_sales_are_newest_first_and_totals_cover_all(sell, reader):
    sell("Ana", 100, date(2026, 8, 1))
    sell("Ana", 200, date(2026, 9, 1))
    sell("Bia", 400, date(2026, 9, 1))
    book = list_sales(reader(), limit=2)
    assert [row.sale_id for row in book.rows] == [3, 2]
    assert book[1:] == (3, 700, 700)
    mine = list_sales(reader(), customer="ana")
    assert [row.sale_id for row in mine.rows] == [2, 1]
    assert mine[1:] == (2, 300, 300)


def test_a_voided_sale_is_listed_marked_and_not_in_the_total(sell, reader, unit):
    sell("Ana", 100)
    sell("Ana", 200)
    corrections.void_sale(unit("void-sale"), sale="1", reason="x")
    book = list_sales(reader())
    assert [(row.sale_id, row.voided) for row in book.rows] == [(2, False), (1, True)]
    assert book[1:] == (2, 200, 200)


def test_a_sale_of_an_undone_write_is_not_listed_until_redone(sell, reader, unit):
    sell("Ana", 100, paid=[PaidPart("cash", 60)])
    undo.undo(unit("undo"))
    assert list_sales(reader()) == ([], 0, 0, 0)
    assert list_payments(reader()) == ([], 0, 0, 0)
    undo.undo(unit("redo"), redo=True)
    assert list_sales(reader())[1:] == (1, 100, 40)
    assert list_payments(reader())[1:] == (1, 60, 0)


def test_the_counter_is_listed_only_when_asked_for_by_name(sell, reader):
    sell("Ana", 100)
    sell(None, 900, paid=[PaidPart("cash")])
    assert list_sales(reader())[1:] == (1, 100, 100)
    assert list_payments(reader())[1:] == (0, 0, 0)
    assert list_sales(reader(), customer="Balcão").rows[0].total_cents == 900
    assert list_payments(reader(), customer="balcao").rows[0].customer == "balcão"


def test_nobody_of_that_name_is_an_error(reader):
    with pytest.raises(CustomerNotFoundError):
        list_sales(reader(), customer="Ana")
    with pytest.raises(CustomerNotFoundError):
        list_payments(reader(), customer="Ana")


def test_a_payment_is_listed_with_its_own_leftover(sell, pay, reader):
    sell("Ana", 100, date(2026, 8, 1))
    pay("Ana", 130, date(2026, 9, 1), reference="E123", payer="Tia Lu")
    assert list_payments(reader()).rows[0]._asdict() == {
        "payment_id": 1, "customer_id": 1, "customer": "Ana", "received_on": date(2026, 9, 1),
        "amount_cents": 130, "method": "pix", "reference": "E123", "payer": "Tia Lu",
        "reversed": False, "credit_cents": 30, "clears_on": None, "bounced_on": None,
        "net_cents": 130, "settles_on": date(2026, 9, 1),
    }  # fmt: skip


def test_payments_are_newest_first_and_reversed_ones_marked(sell, pay, reader, unit):
    sell("Ana", 1000, date(2026, 8, 1))
    sell("Bia", 1000, date(2026, 8, 1))
    pay("Ana", 100, date(2026, 9, 1))
    pay("Ana", 200, date(2026, 10, 1))
    pay("Bia", 400, date(2026, 9, 15))
    payments.reverse_payment(unit("reverse-payment"), payment="1", reason="x")
    book = list_payments(reader())
    assert [(row.payment_id, row.reversed) for row in book.rows] == [
        (2, False), (3, False), (1, True),
    ]  # fmt: skip
    assert book[1:] == (3, 600, 0)
    assert list_payments(reader(), customer="ana", limit=1)[1:] == (2, 200, 0)
    assert len(list_payments(reader(), limit=1).rows) == 1


def test_an_undone_reversal_is_no_reversal(sell, pay, reader, unit):
    sell("Ana", 1000)
    pay("Ana", 100)
    payments.reverse_payment(unit("reverse-payment"), payment="1", reason="x")
    undo.undo(unit("undo"))
    assert list_payments(reader()).rows[0].reversed is False
    assert list_payments(reader())[1:] == (1, 100, 0)


def test_what_is_cancelled_of_a_sale_is_no_longer_in_the_total(sell, unit, reader):
    from cobranca_cli.services.corrections import void_sale

    sell("Ana", 50000, date(2026, 8, 1))
    void_sale(unit("void-sale"), sale="1", keep_cents=10000, reason="desistiu do resto")
    book = list_sales(reader())
    assert (book.rows[0].voided, book.rows[0].voided_cents) == (False, 40000)
    assert (book.total_cents, book.open_cents) == (10000, 10000)
