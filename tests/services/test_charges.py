"""Charges in the ledger: paid, forgiven, taken back; and lived at random."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from effort import LONG, QUICK
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from journal_oracles import by_beancount, owed
from ledger_facts import assert_identities, assert_restored, observe

from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.domain.charges import Terms
from cobranca_cli.domain.installments import Interval
from cobranca_cli.domain.sale_plan import EarlyTerms, PaidPart, SaleTerms
from cobranca_cli.errors import ChargedLaterError, CobrancaError
from cobranca_cli.reports import integrity
from cobranca_cli.reports.overdue import overdue
from cobranca_cli.reports.statement import statement
from cobranca_cli.services import (
    agreements,
    agreements_ended,
    bouncing,
    corrections,
    disputes,
    edit_sale,
    losses,
    merging,
    payments,
    sales,
    undo,
)
from cobranca_cli.store import migrate
from cobranca_cli.store.connection import connect
from cobranca_cli.store.queries import as_of
from cobranca_cli.store.queries import charges as queries
from cobranca_cli.store.settings import Settings
from cobranca_cli.store.unit_of_work import UnitOfWork

FULL = (200, 100)


@pytest.fixture
def late(desk):
    """Maria owes R$ 100,00 since 10/11; on the 20th it is R$ 102,33."""
    desk.sell("Maria", 10_000, on="2026-11-01", due="2026-11-10", late=FULL)
    return desk


def charges(desk):
    """[(instalment, kind, payment, day, cents)]: what did not cancel out."""
    return desk.rows(
        "SELECT installment_id, kind, payment_id, effective_on, sum(amount_cents) FROM charge"
        " GROUP BY 1, 2, 3, 4 HAVING sum(amount_cents) <> 0 ORDER BY 1, 2, 3"
    )


def due(desk, on, item=1):
    found = queries.histories(desk.reader(), [item])[item].on(date.fromisoformat(on), BANK_CALENDAR)
    return found[:3]


def whole(desk):
    assert_identities(desk.reader())
    assert integrity.check(desk.reader()).problems == []


def test_terms_are_kept_with_a_sale_that_can_be_late(desk):
    desk.sell("Maria", 100, late=FULL)
    desk.sell("Maria", 100, late=FULL, paid=[("cash", None)])
    desk.sell("Maria", 100)
    assert desk.rows("SELECT sale_id, fine_bps, interest_bps FROM sale_terms") == [(1, 200, 100)]


def test_a_payment_gives_interest_then_fine_then_principal(late):
    receipt = late.pay("Maria", 5_000)
    (part,) = receipt.allocations
    assert (part.interest_cents, part.fine_cents, part.principal_cents) == (33, 200, 4_767)
    assert (part.open_cents, receipt.credit_cents, receipt.waived_cents) == (5_233, 0, 0)
    assert charges(late) == [
        (1, "fine", 1, "2026-11-20", 200), (1, "interest", 1, "2026-11-20", 33),
    ]  # fmt: skip
    assert due(late, "2026-11-30") == (0, 17, 5_250)
    whole(late)


def test_all_of_it_leaves_nothing_open_and_what_is_above_is_credit(late):
    assert late.pay("Maria", 10_300).credit_cents == 67
    assert (late.open(), late.credit()) == ({}, {1: 67})
    whole(late)


def test_change_is_given_beyond_principal_and_charges(late):
    receipt = late.pay("Maria", 11_000, change=True)
    assert (receipt.amount_cents, receipt.change_cents) == (10_233, 767)


def test_charges_may_be_forgiven_with_a_payment(late):
    receipt = late.pay("Maria", 10_000, waive_charges=True)
    assert (receipt.waived_cents, receipt.remaining_open_cents) == (233, 0)
    assert charges(late) == [
        (1, "fine", None, "2026-11-20", 200), (1, "interest", None, "2026-11-20", 33),
    ]  # fmt: skip
    whole(late)


def test_what_was_forgiven_with_a_part_is_asked_no_more(late):
    late.pay("Maria", 4_000, waive_charges=True)
    assert due(late, "2026-11-30") == (0, 20, 6_020)


def test_a_payment_before_one_that_took_charges_is_refused(late):
    late.pay("Maria", 100, on="2026-11-20")
    with late.refuses(ChargedLaterError):
        late.pay("Maria", 100, on="2026-11-19")
    late.sell("Maria", 500, due="2026-11-05")  # Due first, and without charges: what it settles.
    late.pay("Maria", 500, on="2026-11-19")
    late.pay("Maria", 100, on="2026-11-20")
    whole(late)


@pytest.mark.parametrize("waive", [False, True])
def test_a_reversed_payment_takes_its_charges_with_it(late, waive):
    before = due(late, "2026-11-20")
    late.pay("Maria", 6_000, waive_charges=waive)
    late.reverse(1)
    assert (charges(late), due(late, "2026-11-20"), late.credit()) == ([], before, {})
    whole(late)


@pytest.mark.parametrize("waive", [False, True])
def test_undo_and_redo_restore_every_cent(late, waive):
    before = late.facts()
    late.pay("Maria", 6_000, waive_charges=waive)
    after = late.facts()
    late.undo()
    assert_restored(late.facts(), before)
    late.undo(redo=True)
    assert late.facts().items == after.items
    assert late.facts().days == after.days
    whole(late)


def test_what_bounced_is_due_again_from_that_day(late):
    from cobranca_cli.services.bouncing import bounce_payment

    late.pay("Maria", 10_233)
    bounce_payment(late.unit("bounce-payment"), payment="1", reason="sem fundos",
                   on=date(2026, 11, 23))  # fmt: skip
    assert due(late, "2026-11-22") == (0, 0, 0)
    # The fine again, the ten days before, and one since; nothing for the days it stood.
    assert due(late, "2026-11-24") == (200, 36, 10_236)
    whole(late)
    late.undo()
    assert due(late, "2026-11-24") == (0, 0, 0)
    whole(late)


def test_a_bounce_undone_after_other_writes_were_is_not_there_any_more(late):
    from cobranca_cli.services.bouncing import bounce_payment

    late.pay("Maria", 500)
    bounce_payment(late.unit("bounce-payment"), payment="1", reason="sem fundos",
                   on=date(2026, 11, 23))  # fmt: skip
    late.void(1)
    late.undo()
    late.undo()
    assert late.void(1).freed_cents == 500
    assert late.credit() == {1: 500}
    whole(late)


def test_a_voided_sale_frees_the_charges_too(late):
    late.pay("Maria", 10_233)
    assert late.void(1).freed_cents == 10_233
    assert (late.credit(), charges(late)) == ({1: 10_233}, [])
    whole(late)


def test_a_sale_kept_in_part_was_so_from_the_start_for_its_charges_too(late):
    late.pay("Maria", 10_233)
    late.void(1, keep=5_000)
    assert (late.open(), late.credit()) == ({}, {1: 5_116})  # 50,00 + 1,00 + 0,17.
    whole(late)


def test_a_corrected_amount_or_due_date_counts_the_charges_again(late):
    late.pay("Maria", 10_233)
    late.edit(1, amount=5_000)
    assert (late.open(), late.credit()) == ({}, {1: 5_116})
    late.edit(1, due="2026-11-20")
    assert (late.open(), late.credit(), charges(late)) == ({}, {1: 5_233}, [])
    whole(late)


def test_what_is_contested_costs_nothing_and_starts_again_from_its_new_day(late):
    late.dispute(1)
    (part,) = late.pay("Maria", 1_000, installment="1").allocations
    assert (part.interest_cents, part.fine_cents, part.principal_cents) == (0, 0, 1_000)
    late.resolve(1, "kept")
    assert due(late, "2026-11-27") == (0, 0, 9_000)
    whole(late)


def test_the_account_shows_what_was_given_for_charges(late):
    late.pay("Maria", 5_000)
    found = statement(late.reader(), customer_id=1, until=date(2026, 11, 23),
                      calendar=BANK_CALENDAR)  # fmt: skip
    assert [(row.kind, row.debit_cents, row.credit_cents) for row in found.rows] == [
        ("sale", 10_000, 0), ("charge", 233, 0), ("payment", 0, 5_000),
    ]  # fmt: skip
    assert found.rows[-1].balance_cents == found.open_cents == 5_233


def test_a_bounced_payment_does_not_stand_in_the_way_of_an_earlier_one(late):
    from cobranca_cli.services.bouncing import bounce_payment

    late.pay("Maria", 5_000, on="2026-11-20")
    bounce_payment(late.unit("bounce-payment"), payment="1", reason="x", on=date(2026, 11, 23))
    (part,) = late.pay("Maria", 1_000, on="2026-11-15").allocations
    assert (part.interest_cents, part.fine_cents) == (17, 200)
    whole(late)


def test_a_book_without_terms_is_asked_for_them_once_and_for_nothing_else(desk):
    desk.sell("Maria", 10_000, on="2026-11-01", due="2026-11-10")
    reader, asked = desk.reader(), []
    reader.set_trace_callback(asked.append)
    overdue(reader, as_of=date(2026, 11, 23), calendar=BANK_CALENDAR)
    reader.set_trace_callback(None)
    of_charges = [sql for sql in asked if "sale_terms" in sql or "FROM charge" in sql]
    assert [sql.split("(")[0] for sql in of_charges] == ["SELECT EXISTS "]


def test_paid_early_it_costs_less_and_paid_late_more(desk):
    early = EarlyTerms(500, date(2026, 11, 5))
    for who in ("Maria", "Rui"):
        desk.sell(who, 10_000, on="2026-11-01", due="2026-11-10", late=FULL, early=early)
    assert desk.rows("SELECT fine_bps, early_bps FROM sale_terms") == [(200, 500)] * 2
    (part,) = desk.pay("Maria", 9_500, on="2026-11-05").allocations
    assert (part.discount_cents, part.fine_cents, part.interest_cents) == (500, 0, 0)
    (part,) = desk.pay("Rui", 10_233, on="2026-11-20").allocations
    assert (part.discount_cents, part.fine_cents, part.interest_cents) == (0, 200, 33)
    assert (desk.open(), desk.credit()) == ({}, {})
    for payment, open_after in ((1, {1: 10_000}), (2, {1: 10_000, 2: 10_000})):
        desk.reverse(payment)
        assert desk.open() == open_after
        whole(desk)
    assert (charges(desk), due(desk, "2026-11-20")) == ([], (200, 33, 10_233))


def test_charges_alone_earn_no_points_and_a_loss_is_not_before_them(late):
    late.settings = late.settings.changed({"points.enabled": "sim"})
    assert late.pay("Maria", 100, on="2026-11-20").points == 0
    assert late.lose(1, on="2026-11-15").written_off_on == date(2026, 11, 20)
    whole(late)


def test_a_sale_that_credit_settles_agrees_no_charges_that_nobody_was_told_of(desk):
    desk.sell("Maria", 100)
    payment = desk.pay("Maria", 1_100, on="2026-11-01").payment_id
    desk.sell("Maria", 600, late=FULL)
    assert desk.rows("SELECT count(*) FROM sale_terms") == [(0,)]
    desk.sell("Maria", 600, late=FULL)  # The credit is not enough: it may be late.
    assert desk.rows("SELECT count(*) FROM sale_terms") == [(1,)]
    desk.reverse(payment)


# --- At random -----------------------------------------------------------------------------------

FIRST_DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
picks = st.integers(0, 7)
back = st.sampled_from([0, 0, 1, 5, 20, 45])
cents = st.sampled_from([1, 100, 3_333, 10_000, 99_999])


def past(connection, today):
    """What each customer had open on days before today: breaking an agreement changes none."""
    return [
        as_of.open_totals(connection, as_of.Scope(today - timedelta(days=n), customer_id=who))[2]
        for n in (1, 5, 20, 40)
        for who in (1, 2)
    ]


class ChargesMachine(RuleBasedStateMachine):
    """Any write in any order: every identity, every past day, and undo to the cent."""

    empty = None
    names = count(1)

    @initialize()
    def open_a_fresh_file(self):
        self.home = self.empty.with_name(f"charges{next(self.names)}")
        self.home.mkdir()
        self.path = self.home / "cobranca.db"
        shutil.copy(self.empty, self.path)
        self.idle = connect(self.path, read_only=True)
        self.idle.execute("SELECT count(*) FROM audit").fetchone()
        self.today, self.done = FIRST_DAY, []
        self.sell(0, 10_000, 40, 10, 2, True)

    def teardown(self):
        self.idle.close()
        shutil.rmtree(self.home)

    def read(self):
        return closing(connect(self.path, read_only=True))

    def ids(self, table):
        with self.read() as connection:
            return [row[0] for row in connection.execute(f"SELECT id FROM {table} ORDER BY id")]

    def pick(self, table, number):
        ids = self.ids(table)
        return ids[number % len(ids)]

    def write(self, service, **arguments):
        """A refusal writes nothing; whatever else comes is an error."""
        with self.read() as connection:
            before = observe(connection)
        unit = UnitOfWork(self.path, now=NOW, today=self.today, command=service.__name__)
        try:
            found = service(unit, **arguments)
        except CobrancaError:
            with self.read() as connection:
                assert observe(connection) == before
            return None
        self.done.append(before)
        return found

    @rule(days=st.sampled_from([1, 5, 30]))
    def another_day(self, days):
        self.today += timedelta(days=days)

    @rule(who=st.integers(0, 1), cents=cents, days_back=st.sampled_from([5, 40, 70]),
          ahead=st.sampled_from([0, 5, 10]), n=st.integers(1, 3), agreed=st.booleans(),
          early=st.sampled_from([None, 0, 8]))  # fmt: skip
    def sell(self, who, cents, days_back, ahead, n, agreed, early=None):
        sold_on = self.today - timedelta(days=days_back)
        terms = SaleTerms(
            max(cents, n), sold_on, sold_on + timedelta(days=ahead), n, Interval("day", 7),
            late=Terms(200, 100) if agreed else Terms(),
        )  # fmt: skip
        less = None if early is None else EarlyTerms(1_000, sold_on + timedelta(days=early))
        self.write(sales.record_sale, customer=f"Cliente {who}", terms=terms, paid=[],
                   settings=Settings(), early=less)  # fmt: skip

    @rule(number=picks, tenths=st.integers(1, 13), days_back=back, named=st.booleans(),
          two=st.booleans(), waive=st.sampled_from([False, False, True]),
          change=st.sampled_from([False, False, True]))  # fmt: skip
    def pay(self, number, tenths, days_back, named, two, waive, change):
        item = self.pick("installment", number)
        with self.read() as connection:
            (customer,), (owed,) = (
                connection.execute(sql, (item,)).fetchone()
                for sql in (
                    "SELECT customer_id FROM installment WHERE id = ?",
                    "SELECT sum(open_cents) FROM installment WHERE id = ?",
                )
            )
        amount = max(2, owed * tenths // 10)
        parts = [PaidPart("cash", amount // 2), PaidPart("pix")] if two else [PaidPart("pix")]
        self.write(
            payments.record_payment, customer=f"c{customer}", amount_cents=amount,
            received_on=self.today - timedelta(days=days_back), paid=parts, settings=Settings(),
            installment=str(item) if named else None, waive_charges=waive, give_change=change,
        )  # fmt: skip

    @precondition(lambda self: self.ids("payment"))
    @rule(number=picks)
    def reverse(self, number):
        self.write(payments.reverse_payment, payment=str(self.pick("payment", number)), reason="x")

    @precondition(lambda self: self.ids("payment"))
    @rule(number=picks, days_back=back)
    def bounce(self, number, days_back):
        self.write(bouncing.bounce_payment, payment=str(self.pick("payment", number)), reason="x",
                   on=self.today - timedelta(days=days_back))  # fmt: skip

    @rule(number=picks, tenths=st.sampled_from([0, 4, 9]))
    def void(self, number, tenths):
        sale = self.pick("sale", number)
        with self.read() as connection:
            total = connection.execute("SELECT total_cents FROM sale WHERE id = ?", (sale,))
            keep = total.fetchone()[0] * tenths // 10
        self.write(corrections.void_sale, sale=str(sale), keep_cents=keep, reason="x")

    @rule(number=picks, cents=cents)
    def discount(self, number, cents):
        self.write(
            corrections.discount, installment=str(self.pick("installment", number)), sale=None,
            amount_cents=cents, returned=False, reason="x",
        )  # fmt: skip

    @rule(number=picks, days_back=back)
    def lose(self, number, days_back):
        self.write(losses.write_off, installment=str(self.pick("installment", number)), reason="x",
                   on=self.today - timedelta(days=days_back))  # fmt: skip

    @rule(number=picks, amount=st.one_of(st.none(), cents), later=st.sampled_from([None, -9, 30]))
    def edit(self, number, amount, later):
        item = self.pick("installment", number)
        day = later and self.today + timedelta(days=later)
        self.write(
            edit_sale.edit_sale, sale=None, installment=str(item), reason="x",
            edit=edit_sale.SaleEdit(amount, day or None), settings=Settings(),
        )  # fmt: skip

    @rule(number=picks, who=st.integers(0, 1))
    def give(self, number, who):
        self.write(
            edit_sale.edit_sale, sale=str(self.pick("sale", number)), installment=None, reason="x",
            edit=edit_sale.SaleEdit(customer=f"Cliente {who}"), settings=Settings(),
        )  # fmt: skip

    @rule(number=picks)
    def contest(self, number):
        self.write(disputes.dispute, installment=str(self.pick("installment", number)), text="x")

    @rule(number=picks, how=st.sampled_from(["kept", "discounted", "voided"]), cents=cents)
    def resolve(self, number, how, cents):
        self.write(
            disputes.resolve, installment=str(self.pick("installment", number)), resolution=how,
            discount_cents=cents if how == "discounted" else 0, calendar=BANK_CALENDAR,
        )  # fmt: skip

    @rule(who=st.integers(0, 1), cents=cents)
    def refund(self, who, cents):
        self.write(payments.refund, customer=f"Cliente {who}", amount_cents=cents, method=None,
                   reason="x")  # fmt: skip

    @rule(number=picks, n=st.integers(1, 3), less=st.sampled_from([None, "10%", "0,01"]),
          down=st.sampled_from([None, "30%"]), ahead=st.sampled_from([0, 7]),
          named=st.booleans(), at_once=st.sampled_from([True, True, False]))  # fmt: skip
    def agree(self, number, n, less, down, ahead, named, at_once):
        sale = self.pick("sale", number)
        with self.read() as connection:
            (customer,) = connection.execute(
                "SELECT customer_id FROM sale WHERE id = ?", (sale,)
            ).fetchone()
        terms = agreements.TypedTerms(n, less, down, self.today + timedelta(days=ahead))
        done = self.write(
            agreements.propose, customer=f"c{customer}", terms=terms, settings=Settings(),
            sales=[str(sale)] if named else [],
        )  # fmt: skip
        if done and at_once:
            self.write(agreements.accept, agreement=str(done.agreement_id), code=done.code)

    @precondition(lambda self: self.ids("agreement"))
    @rule(number=picks, how=st.sampled_from(["accept", "break", "break", "cancel"]))
    def end(self, number, how):
        agreement = str(self.pick("agreement", number))
        if how == "accept":
            self.write(agreements.accept, agreement=agreement, proof="x")
        elif how == "break":
            with self.read() as connection:
                before = past(connection, self.today)
            self.write(agreements_ended.break_agreement, agreement=agreement, reason="x")
            with self.read() as connection:
                assert past(connection, self.today) == before
        else:
            self.write(agreements_ended.cancel_agreement, agreement=agreement, reason="x")

    @rule()
    def merge(self):
        self.write(merging.merge_customers, keep="Cliente 0", other="Cliente 1")

    @precondition(lambda self: self.done)
    @rule(redo=st.booleans())
    def undo(self, redo):
        with self.read() as connection:
            after = observe(connection)
        undo.undo(UnitOfWork(self.path, now=NOW, today=self.today, command="undo"))
        with self.read() as connection:
            assert_restored(observe(connection), self.done[-1])
        if not redo:
            self.done.pop()
            return
        undo.undo(UnitOfWork(self.path, now=NOW, today=self.today, command="undo"), redo=True)
        with self.read() as connection:
            now = observe(connection)
        assert (now.items, now.payments, now.days) == (after.items, after.payments, after.days)

    @invariant()
    def every_identity_holds(self):
        with self.read() as connection:
            assert_identities(connection)
            assert integrity.check(connection).problems == []
            if len(self.done) % 8 == 7:
                assert by_beancount(connection) == owed(connection)
            for (customer,) in connection.execute("SELECT id FROM customer WHERE active = 1"):
                for day in (self.today, self.today - timedelta(days=15)):
                    found = statement(connection, customer_id=customer, until=day,
                                      calendar=BANK_CALENDAR)  # fmt: skip
                    balance = found.rows[-1].balance_cents if found.rows else 0
                    assert balance == found.open_cents - found.credit_cents


def test_charges_at_random_keep_every_identity(tmp_path):
    machine = type("Machine", (ChargesMachine,), {"empty": tmp_path / "empty.db"})
    migrate.create(machine.empty)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=60 * LONG if LONG else 3 if QUICK else 6,
            stateful_step_count=40 if LONG else 20,
            deadline=None,
            derandomize=not LONG,
            database=None,
            report_multiple_bugs=False,
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
