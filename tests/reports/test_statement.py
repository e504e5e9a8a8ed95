"""A customer's account, line by line."""

from __future__ import annotations

import pytest
from shopkeeper import REAL, day

from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.errors import ConflictingOptionsError, CustomerNotFoundError
from cobranca_cli.reports.statement import statement


@pytest.fixture
def account(reader):
    def ask(customer_id=1, *, since=None, until="2027-12-31"):
        found = statement(
            reader(), customer_id=customer_id, since=since and day(since), until=day(until),
            calendar=BANK_CALENDAR,
        )  # fmt: skip
        last = found.rows[-1].balance_cents if found.rows else 0
        assert last == found.open_cents - found.credit_cents, "the lines add up"
        moved = sum(row.debit_cents - row.credit_cents for row in found.rows)
        assert found.opening_cents + moved == last, "opening + movements = closing"
        assert sum(found.buckets.values()) == found.open_cents
        return found

    return ask


def lines(found):
    return [
        (f"{row.on:%m-%d}", row.kind, row.debit_cents - row.credit_cents, row.balance_cents)
        for row in found.rows
    ]


def test_sales_payments_and_the_balance_after_each(shop, account):
    shop.sell("Maria", 300 * REAL, "09-01", "10-03", installments=3, description="Bolo")
    shop.pay("Maria", 40 * REAL, "10-10", payer="João", reference="nota 7")
    shop.sell("Maria", 50 * REAL, "10-10", "11-10", down_payment_cents=10 * REAL, installments=1,
              paid_by=["cash"])  # fmt: skip
    found = account()
    assert lines(found) == [
        ("09-01", "sale", 30000, 30000),
        ("10-10", "sale", 5000, 35000),
        ("10-10", "payment", -4000, 31000),
        ("10-10", "payment", -1000, 30000),
    ]
    assert [row.text for row in found.rows] == [
        "Venda 1: Bolo (3 parcelas)",
        "Venda 2 (entrada + 1 parcela)",
        "Recebido por Pix de João (nota 7)",
        "Recebido em dinheiro",
    ]
    assert (found.customer, found.open_cents, found.credit_cents) == ("Maria", 30000, 0)
    assert list(found.rows[0]._fields) == [
        "on", "kind", "text", "debit_cents", "credit_cents", "balance_cents",
    ]  # fmt: skip


def test_a_voided_sale_and_a_reversed_payment_do_not_appear(shop, account):
    shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    shop.sell("Maria", 50 * REAL, "09-05", "10-05")
    paid = shop.pay("Maria", 120 * REAL, "10-10")
    shop.void(1)
    assert lines(account()) == [
        ("09-05", "sale", 5000, 5000), ("10-10", "payment", -12000, -7000),
    ]  # fmt: skip
    shop.reverse(paid.payment_id)
    assert lines(account()) == [("09-05", "sale", 5000, 5000)]
    shop.undo()
    shop.undo()
    assert [kind for _, kind, _, _ in lines(account())] == ["sale", "sale", "payment"]


def test_of_a_sale_voided_in_part_the_rest_remains(shop, account):
    shop.sell("Maria", 100 * REAL, "09-01", "10-01", description="Bolo")
    shop.void(1, keep_cents=30 * REAL)
    found = account()
    assert lines(found) == [("09-01", "sale", 10000, 10000), ("09-01", "void", -7000, 3000)]
    assert found.rows[1].text == "Venda 1: cancelada em parte"


def test_discounts_returns_and_refunds_have_their_own_day(shop, account):
    shop.sell("Maria", 100 * REAL, "09-01", "10-01", installments=2)
    shop.pay("Maria", 100 * REAL, "10-01")
    shop.discount(60 * REAL, sale=1)  # Of both instalments: one line.
    shop.discount(10 * REAL, installment=2, returned=True)
    shop.refund("Maria", 20 * REAL)
    found = account()
    assert lines(found) == [
        ("09-01", "sale", 10000, 10000),
        ("10-01", "payment", -10000, 0),
        ("11-23", "discount", -6000, -6000),
        ("11-23", "return", -1000, -7000),
        ("11-23", "refund", 2000, -5000),
    ]
    assert [row.text for row in found.rows[2:]] == [
        "Desconto na venda 1", "Devolução da venda 1", "Devolvido por Pix",
    ]  # fmt: skip
    assert found.credit_cents == 5000
    shop.undo()
    shop.undo(redo=True)
    assert account() == found


def test_a_span_starts_with_the_balance_before_it(shop, account):
    shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    shop.pay("Maria", 40 * REAL, "10-01")
    shop.sell("Maria", 50 * REAL, "11-01", "11-10")
    assert lines(account(since="10-01")) == [
        ("10-01", "opening", 0, 10000), ("10-01", "payment", -4000, 6000),
        ("11-01", "sale", 5000, 11000),
    ]  # fmt: skip
    assert lines(account(since="08-01", until="09-30")) == [
        ("08-01", "opening", 0, 0), ("09-01", "sale", 10000, 10000),
    ]  # fmt: skip
    assert account(until="09-30").open_cents == 10000
    assert lines(account(since="11-15")) == [("11-15", "opening", 0, 11000)]
    assert account(until="08-31").rows == []


def test_what_is_open_is_told_by_how_late_it_is(shop, account):
    for cents, due_on in ((1, "11-24"), (2, "11-23"), (4, "11-20"), (8, "11-19"), (16, "10-24"),
                          (32, "10-23"), (64, "09-23"), (128, "08-20")):  # fmt: skip
        shop.sell("Maria", cents, "08-01", due_on)
    found = account(until="11-23")
    assert found.buckets == {
        "not_due": 1 + 2 + 4, "1-30": 8 + 16, "31-60": 32, "61-90": 64, "90+": 128, "disputed": 0,
    }  # fmt: skip
    assert found.overdue_cents == 8 + 16 + 32 + 64 + 128
    shop.dispute(1)
    shop.dispute(6)
    found = account(until="11-23")
    assert found.buckets == {
        "not_due": 2 + 4, "1-30": 8 + 16, "31-60": 0, "61-90": 64, "90+": 128, "disputed": 1 + 32,
    }  # fmt: skip
    assert found.overdue_cents == 8 + 16 + 32 + 64 + 128


def test_a_span_that_ends_before_it_begins_is_refused(shop, account):
    shop.sell("Maria", 100 * REAL, "09-01", "10-01")
    with pytest.raises(ConflictingOptionsError):
        account(since="10-02", until="10-01")


def test_the_counter_has_a_statement_and_a_stranger_has_none(shop, account):
    sale = shop.sell(None, 20 * REAL, "11-03", "11-03", paid_by=["cash"])
    assert lines(account(sale.customer_id)) == [
        ("11-03", "sale", 2000, 2000), ("11-03", "payment", -2000, 0),
    ]  # fmt: skip
    with pytest.raises(CustomerNotFoundError):
        account(99)


def test_a_sale_given_to_its_true_customer_leaves_the_other_statement(shop, account):
    shop.sell("Maria", 100 * REAL, "09-01", "10-01", description="Bolo")
    shop.sell("Ana", 10 * REAL, "09-01", "10-01")
    shop.edit(sale=1, customer="Ana")
    assert account(1).rows == []
    assert [row.text for row in account(2).rows] == ["Venda 1: Bolo", "Venda 2"]
