"""Whatever is written through the services leaves a book that `check` finds clean."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.installments import Interval
from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms
from cobranca_cli.errors import CobrancaError
from cobranca_cli.reports import integrity
from cobranca_cli.reports.customers import customers as list_customers
from cobranca_cli.reports.log import log
from cobranca_cli.reports.payments import payments as list_payments
from cobranca_cli.reports.sales import sales as list_sales
from cobranca_cli.services import bouncing, corrections, customers, edit_sale, payments, sales, undo
from cobranca_cli.store import migrate
from cobranca_cli.store.connection import connect
from cobranca_cli.store.settings import Settings
from cobranca_cli.store.unit_of_work import UnitOfWork

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
NAMES = ("Ana Luz", "Bia", "Zé D'Ávila")

names = st.sampled_from(NAMES)
ids = st.integers(1, 6).map(str)
cents = st.integers(1, 9_000)
days = st.sampled_from([0, 0, 1, 10, 40, 90]).map(lambda back: TODAY - timedelta(days=back))
ops = st.one_of(
    st.tuples(st.just("sell"), st.one_of(names, st.none()), cents, days, st.integers(1, 4),
              st.integers(0, 3), st.booleans()),
    st.tuples(st.just("pay"), names, cents, days, st.one_of(st.none(), ids)),
    st.tuples(st.just("void"), ids, st.sampled_from([0, 0, 500])),
    st.tuples(st.just("discount"), ids, cents, st.booleans(), st.booleans()),
    st.tuples(st.just("edit"), ids, st.one_of(st.none(), cents), st.one_of(st.none(), days),
              st.sampled_from([None, None, "Torta", ""]), st.one_of(st.none(), names)),
    st.tuples(st.just("edit_one"), ids, cents),
    st.tuples(st.just("reverse"), ids),
    st.tuples(st.just("bounce"), ids, days),
    st.tuples(st.just("refund"), names, cents),
    st.tuples(st.just("person"), names, st.sampled_from(["", "Nininha", None]),
              st.sampled_from(["", "+5511912345678", None]), st.sampled_from([None, "nota"])),
    st.tuples(st.just("undo")), st.tuples(st.just("undo")), st.tuples(st.just("redo")),
)  # fmt: skip


class Writer:
    """Plays operations; what the rules refuse is skipped."""

    def __init__(self, path):
        self.path = path

    def unit(self, command):
        return UnitOfWork(self.path, now=NOW, today=TODAY, command=command)

    def play(self, op):
        with suppress(CobrancaError):
            getattr(self, op[0])(*op[1:])

    def sell(self, customer, total, on, installments, down, paid):
        terms = SaleTerms(
            total, on, on + timedelta(days=30), installments, Interval("day", 7),
            down_payment_cents=total * down // 10, description="Bolo",
        )  # fmt: skip
        sales.record_sale(
            self.unit("add-sale"), customer=customer, terms=terms, new=False,
            paid=[PaidPart("cash")] if paid or customer is None else [], settings=Settings(),
        )  # fmt: skip

    def pay(self, customer, amount, on, sale):
        payments.record_payment(
            self.unit("add-payment"), customer=customer, amount_cents=amount, received_on=on,
            paid=[PaidPart("pix")], settings=Settings(), sale=sale, payer="Tia",
        )  # fmt: skip

    def void(self, sale, keep):
        corrections.void_sale(self.unit("void-sale"), sale=sale, keep_cents=keep, reason="x")

    def discount(self, number, amount, returned, whole):
        corrections.discount(
            self.unit("discount"), sale=number if whole else None, amount_cents=amount,
            installment=None if whole else number, returned=returned, reason="x",
        )  # fmt: skip

    def edit(self, sale, amount, due, text, customer):
        edit_sale.edit_sale(
            self.unit("edit-sale"), sale=sale, installment=None, reason="x", settings=Settings(),
            edit=edit_sale.SaleEdit(amount, due, text, customer),
        )  # fmt: skip

    def edit_one(self, installment, amount):
        edit_sale.edit_sale(
            self.unit("edit-sale"), sale=None, installment=installment, reason="x",
            settings=Settings(),
            edit=edit_sale.SaleEdit(amount),
        )  # fmt: skip

    def reverse(self, payment):
        payments.reverse_payment(self.unit("reverse-payment"), payment=payment, reason="x")

    def bounce(self, payment, on):
        bouncing.bounce_payment(self.unit("bounce-payment"), payment=payment, reason="x", on=on)

    def refund(self, customer, amount):
        payments.refund(
            self.unit("refund"), customer=customer, amount_cents=amount, method=None, reason="x"
        )

    def person(self, customer, nickname, phone, note):
        details = customers.Details(nickname=nickname, phone=phone)
        customers.edit_customer(
            self.unit("edit-customer"), customer=customer, details=details, note=note
        )

    def undo(self):
        undo.undo(self.unit("undo"))

    def redo(self):
        undo.undo(self.unit("undo"), redo=True)


@given(st.lists(ops, min_size=5, max_size=22))
def test_a_random_history_is_clean_and_the_lists_agree_with_the_book(history):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cobranca.db"
        migrate.create(path)
        writer = Writer(path)
        for number, name in enumerate(NAMES, 1):
            writer.sell(name, 3_000 * number, TODAY - timedelta(days=20), number, 0, False)
            writer.pay(name, 4_000, TODAY - timedelta(days=5), None)  # Ana's leaves a credit.
        for op in history:
            writer.play(op)
        connection = connect(path, read_only=True)
        try:
            assert integrity.check(connection).problems == []
            assert_the_lists_agree(connection)
        finally:
            connection.close()


def assert_the_lists_agree(connection):
    """Rows add up to the totals; what is not listed (undone, the counter's) holds no money."""
    book, taken = list_sales(connection), list_payments(connection, settings=Settings())
    everybody = list_customers(connection, today=TODAY, settings=Settings())
    open_cents, credit = (
        connection.execute(
            f"SELECT coalesce(sum({column}), 0) FROM {table} JOIN customer c ON c.id = customer_id"
            " WHERE NOT is_counter"
        ).fetchone()[0]
        for table, column in (("installment", "open_cents"), ("payment", "credit_cents"))
    )
    assert book.open_cents == sum(row.open_cents for row in book.rows) == open_cents
    assert everybody.open_cents == open_cents
    assert taken.credit_cents == sum(row.credit_cents for row in taken.rows) == credit
    assert everybody.credit_cents == credit
    assert (book.sales, taken.payments) == (len(book.rows), len(taken.rows))
    assert book.total_cents == sum(
        row.total_cents - row.voided_cents for row in book.rows if not row.voided
    )
    assert taken.amount_cents == sum(row.amount_cents for row in taken.rows if not row.reversed)
    assert all("?" not in row.summary for row in log(connection).rows)
