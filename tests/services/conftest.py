"""The services at hand, with what most tests do not care about filled in."""

from __future__ import annotations

import shutil
import sqlite3
from collections import defaultdict
from contextlib import closing, contextmanager
from datetime import date
from itertools import count

import pytest
from fixed_day import NOW, TODAY


def day(text):
    return None if text is None else date.fromisoformat(text)


class Desk:
    """Cents and ISO dates in; every call is one write on TODAY unless told otherwise."""

    def __init__(self, unit, reader):
        from cobranca_cli.store.settings import Settings

        self.unit, self.reader, self.settings = unit, reader, Settings()

    # --- Verbs ----------------------------------------------------------------------------------

    def sell(self, customer, cents, *, on="2026-11-01", due="2026-12-01", n=1, every="1m",
             rest="first", down=0, text=None, paid=(), today=TODAY, dry_run=False, late=(),
             **more):  # fmt: skip
        from cobranca_cli.domain.charges import Terms
        from cobranca_cli.domain.installments import parse_interval
        from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms
        from cobranca_cli.services.sales import record_sale

        terms = SaleTerms(
            cents, day(on), day(due), n, parse_interval(every), rest, down, text,
            late=Terms(*late),
        )  # fmt: skip
        return record_sale(
            self.unit("add-sale", today=today, dry_run=dry_run), customer=customer, terms=terms,
            paid=[PaidPart(*part) for part in paid], settings=self.settings, **more,
        )  # fmt: skip

    def pay(self, customer, cents, *, on="2026-11-20", paid=(("pix", None),), change=False,
            today=TODAY, **more):  # fmt: skip
        from cobranca_cli.domain.sale_plan import PaidPart
        from cobranca_cli.services.payments import record_payment

        return record_payment(
            self.unit("add-payment", today=today), customer=customer, amount_cents=cents,
            received_on=day(on), paid=[PaidPart(*part) for part in paid], settings=self.settings,
            give_change=change, **more,
        )  # fmt: skip

    def reverse(self, payment, *, today=TODAY):
        from cobranca_cli.services.payments import reverse_payment

        return reverse_payment(
            self.unit("reverse-payment", today=today), payment=str(payment), reason="engano"
        )

    def refund(self, customer, cents, *, today=TODAY):
        from cobranca_cli.services.payments import refund

        return refund(
            self.unit("refund", today=today), customer=customer, amount_cents=cents, method="pix",
            reason="troco",
        )  # fmt: skip

    def void(self, sale, *, keep=0, today=TODAY):
        from cobranca_cli.services.corrections import void_sale

        return void_sale(
            self.unit("void-sale", today=today), sale=str(sale), keep_cents=keep, reason="desistiu"
        )

    def discount(self, cents, *, item=None, sale=None, returned=False, reason="defeito",
                 today=TODAY):  # fmt: skip
        from cobranca_cli.services.corrections import discount

        return discount(
            self.unit("discount", today=today), installment=item and str(item),
            sale=sale and str(sale), amount_cents=cents, returned=returned, reason=reason,
        )  # fmt: skip

    def dispute(self, item, *, text="veio errado", today=TODAY):
        from cobranca_cli.services.disputes import dispute

        return dispute(self.unit("dispute", today=today), installment=str(item), text=text)

    def resolve(self, item, resolution, cents=0, *, reason=None, today=TODAY):
        from cobranca_cli.services.disputes import resolve

        return resolve(
            self.unit("resolve-dispute", today=today), installment=str(item),
            resolution=resolution, discount_cents=cents, reason=reason,
            calendar=self.settings.calendar,
        )  # fmt: skip

    def lose(self, item, *, on=None, today=TODAY):
        from cobranca_cli.services.losses import write_off

        return write_off(
            self.unit("write-off", today=today), installment=str(item), reason="sumiu", on=day(on)
        )

    def edit(self, sale=None, *, item=None, amount=None, due=None, text=None, to=None,
             today=TODAY):  # fmt: skip
        from cobranca_cli.services.edit_sale import SaleEdit, edit_sale

        return edit_sale(
            self.unit("edit-sale", today=today), sale=sale and str(sale),
            installment=item and str(item), edit=SaleEdit(amount, day(due), text, to),
            reason="engano", settings=self.settings,
        )  # fmt: skip

    def add(self, name, *, note=None, **details):
        from cobranca_cli.services.customers import Details, add_customer

        return add_customer(
            self.unit("add-customer"), details=Details(name=name, **details), note=note
        )

    def change(self, customer, *, note=None, **details):
        from cobranca_cli.services.customers import Details, edit_customer

        return edit_customer(
            self.unit("edit-customer"), customer=customer, details=Details(**details), note=note
        )

    def every(self, customer, cents, *, every="month", start="2026-11-05", times=None, until=None,
              text=None, today=TODAY):  # fmt: skip
        from cobranca_cli.domain.recurring import Agreed
        from cobranca_cli.services.recurring import add_recurring

        return add_recurring(
            self.unit("add-recurring", today=today), customer=customer, kind="service",
            agreed=Agreed(cents, every, day(start), times, day(until)), description=text,
            settings=self.settings,
        )  # fmt: skip

    def reprice(self, recurring, cents, *, since=None, today=TODAY):
        from cobranca_cli.services.recurring import change_recurring

        return change_recurring(
            self.unit("change-recurring", today=today), recurring=str(recurring),
            amount_cents=cents, from_on=day(since), settings=self.settings,
        )  # fmt: skip

    def stop(self, recurring, *, on=None, today=TODAY):
        from cobranca_cli.services.recurring import stop_recurring

        return stop_recurring(self.unit("stop-recurring", today=today), recurring=str(recurring),
                              on=day(on), settings=self.settings)  # fmt: skip

    def run(self, *, today=TODAY, dry_run=False):
        from cobranca_cli.services.recurring import run_recurring

        return run_recurring(self.unit("run-recurring", today=today, dry_run=dry_run),
                             settings=self.settings)  # fmt: skip

    def undo(self, *, redo=False):
        from cobranca_cli.services.undo import undo

        return undo(self.unit("undo"), redo=redo)

    # --- What the file says ---------------------------------------------------------------------

    def rows(self, sql, *values):
        return self.reader().execute(sql, values).fetchall()

    def content(self):
        return list(self.reader().iterdump())

    def facts(self):
        from ledger_facts import observe

        return observe(self.reader())

    def open(self):
        """{instalment: open cents}, settled ones left out."""
        return dict(self.rows("SELECT id, open_cents FROM installment WHERE open_cents > 0"))

    def credit(self):
        """{payment: credit cents}, spent ones left out."""
        return dict(self.rows("SELECT id, credit_cents FROM payment WHERE credit_cents > 0"))

    def standing(self, item):
        """[(day, kind, payment, cents)]: the sums on an instalment that did not cancel out."""
        sums = defaultdict(int)
        for on, kind, payment, cents in self.rows(
            "SELECT effective_on, kind, payment_id, amount_cents FROM posting"
            " WHERE installment_id = ?",
            item,
        ):
            sums[on, kind, payment] += cents
        return sorted((*key, cents) for key, cents in sums.items() if cents)

    @contextmanager
    def refuses(self, error):
        """The call inside raises `error` itself (no subclass) and writes nothing."""
        before = self.content()
        with pytest.raises(error) as caught:
            yield caught
        assert type(caught.value) is error
        assert self.content() == before


@pytest.fixture
def desk(unit, reader):
    """The services on a fresh file; at the end every identity of `rules.md` §3 must hold."""
    from ledger_facts import assert_identities

    desk = Desk(unit, reader)
    yield desk
    assert_identities(reader())


@pytest.fixture(scope="session")
def copies(tmp_path_factory):
    """Where books are kept, each written by the first test that wants it."""
    return tmp_path_factory.mktemp("copies")


@pytest.fixture
def kept(desk, database, copies):
    """`kept(fill)`: the desk as `fill(desk)` leaves it (done once, then copied)."""

    def make(fill):
        copy = copies / f"{fill.__module__}-{fill.__name__}.db"
        if copy.exists():
            shutil.copyfile(copy, database)
        else:
            fill(desk)
            with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as to:
                source.backup(to)
        return desk

    return make


@pytest.fixture
def fresh_desk(tmp_path):
    """Makes desks on files of their own, to be compared."""
    from cobranca_cli.store import migrate
    from cobranca_cli.store.connection import connect
    from cobranca_cli.store.unit_of_work import UnitOfWork

    numbers = count(1)

    def make():
        path = tmp_path / f"book{next(numbers)}.db"
        migrate.create(path)

        def unit(command="test", *, today=TODAY, dry_run=False):
            return UnitOfWork(path, now=NOW, today=today, command=command, dry_run=dry_run)

        return Desk(unit, lambda: connect(path, read_only=True))

    return make
