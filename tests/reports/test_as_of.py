"""What is open on any day, against a plain fold over what was posted (rules §3)."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shopkeeper import Shop

from cobranca_cli.domain import aging
from cobranca_cli.domain.calendar import Calendar
from cobranca_cli.errors import CobrancaError
from cobranca_cli.reports.installment import installment
from cobranca_cli.reports.overdue import overdue
from cobranca_cli.reports.statement import statement
from cobranca_cli.reports.upcoming import upcoming
from cobranca_cli.store import migrate
from cobranca_cli.store.connection import connect
from cobranca_cli.store.queries import as_of
from cobranca_cli.store.unit_of_work import UnitOfWork

FIRST = date(2026, 10, 5)
NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
CALENDAR = Calendar(frozenset({date(2026, 11, 12)}))
NAMES = ("Ana", "Bia", None)  # None is the counter.


def fold(connection, day):
    """(installment_id -> open, customer_id -> credit) on `day`, from the history alone."""
    text = day.isoformat()
    items = connection.execute(
        "SELECT i.id, i.amount_cents FROM installment i JOIN sale s ON s.id = i.sale_id"
        " WHERE s.sold_on <= ?", (text,),
    ).fetchall()  # fmt: skip
    open_cents = dict(items)
    for item, on, cents in connection.execute(
        "SELECT installment_id, effective_on, amount_cents FROM posting"
    ):
        if on <= text:
            open_cents[item] -= cents  # A KeyError would be a posting before its sale.
    assert all(cents >= 0 for cents in open_cents.values()), "on no day below zero"
    payments = connection.execute(
        "SELECT id, customer_id, amount_cents FROM payment WHERE received_on <= ?", (text,)
    ).fetchall()
    left = {payment: cents for payment, _, cents in payments}
    for payment, on, cents in connection.execute(
        "SELECT payment_id, effective_on, amount_cents FROM posting WHERE payment_id IS NOT NULL"
        " UNION ALL SELECT payment_id, effective_on, amount_cents FROM refund"
    ):
        if on <= text:
            left[payment] -= cents
    assert all(cents >= 0 for cents in left.values()), "no payment is overspent"
    credit = {}
    for payment, customer, _ in payments:
        if left[payment]:
            credit[customer] = credit.get(customer, 0) + left[payment]
    return {item: cents for item, cents in open_cents.items() if cents}, credit


days = st.integers(0, 49)
picks = st.integers(0, 9)
moves = st.one_of(
    st.tuples(st.just("sell"), picks, st.integers(1, 40), days, st.integers(0, 40), picks),
    st.tuples(st.just("sell"), picks, st.integers(1, 40), days, st.integers(0, 40), picks),
    st.tuples(st.just("pay"), picks, st.integers(1, 60), days),
    st.tuples(st.just("pay"), picks, st.integers(1, 60), days),
    st.tuples(st.just("void"), picks, st.sampled_from([0, 0, 3])),
    st.tuples(st.just("reverse"), picks),
    st.tuples(st.just("discount"), picks, st.integers(1, 12), days, st.booleans()),
    st.tuples(st.just("refund"), picks, st.integers(1, 5)),
    st.tuples(st.just("edit"), picks, st.one_of(st.none(), st.integers(1, 40)), days),
    st.tuples(st.just("undo"), st.booleans()),
)


class Play:
    """Plays moves in a shop that has sold to Ana and to Bia; picks are among what there is."""

    def __init__(self, shop):
        self.shop = shop
        self.sales = self.items = self.payments = 0
        for customer in NAMES[:2]:
            self.sell(customer, 9, str(FIRST), str(FIRST + timedelta(days=9)), installments=2)

    def sell(self, *values, **terms):
        done = self.shop.sell(*values, **terms)
        self.sales, self.items = done.sale_id, done.installments[-1].installment_id
        self.payments = max([self.payments, *done.payment_ids])

    def __call__(self, name, *values):
        getattr(self, "play_" + name)(*values)

    def play_sell(self, who, cents, sold, due, how):
        sold_on = FIRST + timedelta(days=sold)
        due_on = sold_on + timedelta(days=due)
        paid_by = ["cash"] if NAMES[who % 3] is None else ()
        self.sell(NAMES[who % 3], cents, str(sold_on), str(due_on), installments=1 + how % 3,
                  paid_by=paid_by)  # fmt: skip

    def play_pay(self, who, cents, on):
        done = self.shop.pay(NAMES[who % 2], cents, str(FIRST + timedelta(days=on)))
        self.payments = done.payment_id

    def play_void(self, number, keep_cents):
        self.shop.void(number % self.sales + 1, keep_cents=keep_cents)

    def play_reverse(self, number):
        self.shop.reverse(number % max(self.payments, 1) + 1)

    def play_discount(self, number, cents, on, returned):
        today = str(FIRST + timedelta(days=on))
        item = number % self.items + 1
        self.shop.discount(cents, installment=item, returned=returned, today=today)

    def play_refund(self, who, cents):
        self.shop.refund(NAMES[who % 2], cents)

    def play_edit(self, number, cents, due):
        due_on = FIRST + timedelta(days=due)
        self.shop.edit(sale=number % self.sales + 1, amount_cents=cents, due_on=due_on)

    def play_undo(self, redo):
        self.shop.undo(redo=redo)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(moves, min_size=3, max_size=14), st.lists(st.integers(-3, 70), max_size=6))
def test_every_day_is_the_fold_of_its_history(history, asked):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "home" / "cobranca.db"
        migrate.create(path)
        shop = Shop(
            lambda command, today=date(2026, 11, 23): UnitOfWork(
                path, now=NOW, today=today, command=command
            )
        )
        play = Play(shop)
        for move in history:
            with contextlib.suppress(CobrancaError):  # Refused: then nothing was written.
                play(*move)
        connection = connect(path, read_only=True)
        try:
            for day in {FIRST + timedelta(days=n) for n in (*asked, 0, 25, 48, 49)}:
                check_day(connection, day)
            for (customer_id,) in connection.execute("SELECT id FROM customer WHERE active = 1"):
                whole = statement(
                    connection, customer_id=customer_id, until=date(2027, 12, 31),
                    calendar=CALENDAR,
                )  # fmt: skip
                balance = whole.rows[-1].balance_cents if whole.rows else 0
                assert balance == whole.open_cents - whole.credit_cents
        finally:
            connection.close()


def check_day(connection, day):
    folded, credit = fold(connection, day)
    owners = dict(connection.execute("SELECT id, customer_id FROM installment"))
    counters = {i for (i,) in connection.execute("SELECT id FROM customer WHERE is_counter = 1")}
    shown = {i: cents for i, cents in folded.items() if owners[i] not in counters}

    late = overdue(connection, as_of=day, calendar=CALENDAR)
    ahead = upcoming(connection, today=day, calendar=CALENDAR, days=None)
    rows = [*late.rows, *ahead.rows]
    assert len({row.installment_id for row in rows}) == len(rows), "in one of the two lists only"
    assert {row.installment_id: row.open_cents for row in rows} == shown
    assert all(aging.is_late(row.due_on, day, CALENDAR) for row in late.rows)
    assert not any(aging.is_late(row.due_on, day, CALENDAR) for row in ahead.rows)
    assert all(row.days_overdue >= 1 and row.bucket for row in late.rows)
    assert all(row.days_until >= 0 for row in ahead.rows)
    for report in (late, ahead):
        assert report.open_cents == sum(row.open_cents for row in report.rows)
        assert report.installments == len(report.rows)
        assert report.customers == len({row.customer_id for row in report.rows})
    check_limits_and_customers(connection, day, late)

    assert as_of.credit_cents(connection, day) == {
        c: cents for c, cents in credit.items() if c not in counters
    }
    standing = {i for (i,) in connection.execute("SELECT id FROM customer WHERE active = 1")}
    for customer_id in set(owners.values()) & standing:
        found = statement(connection, customer_id=customer_id, until=day, calendar=CALENDAR)
        check_statement(connection, found, late)
        owed = sum(cents for i, cents in folded.items() if owners[i] == customer_id)
        assert (found.open_cents, found.credit_cents) == (owed, credit.get(customer_id, 0))
        assert (found.rows[-1].balance_cents if found.rows else 0) == owed - found.credit_cents
    for item_id, cents in folded.items():
        detail = installment(connection, installment_id=item_id, on=day, calendar=CALENDAR)
        assert detail.open_cents == cents
        assert detail.status in ("late", "open")
        by_day = itertools.accumulate(p.amount_cents for p in detail.postings)
        assert all(0 <= total <= detail.amount_cents for total in by_day)


def check_statement(connection, found, late):
    """Its parts add up, on any span, and it says of the day what `overdue` says."""
    own = [row for row in late.rows if row.customer_id == found.customer_id]
    assert sum(found.buckets.values()) == found.open_cents
    if found.customer_id in {row.customer_id for row in late.rows}:  # The counter is not there.
        by_bucket = dict.fromkeys(found.buckets, 0)
        for row in own:
            by_bucket["disputed" if row.disputed else row.bucket] += row.open_cents
        for bucket, cents in by_bucket.items():
            assert bucket == "not_due" or found.buckets[bucket] == cents
        assert found.overdue_cents == sum(by_bucket.values())
    for since in {found.to_on, *(row.on for row in found.rows[1::2])}:
        part = statement(
            connection, customer_id=found.customer_id, since=since, until=found.to_on,
            calendar=CALENDAR,
        )  # fmt: skip
        assert [row for row in found.rows if row.on >= since] == part.rows[1:]
        moved = sum(row.debit_cents - row.credit_cents for row in part.rows)
        assert part.opening_cents + moved == part.open_cents - part.credit_cents
        assert part[6:] == found[6:]


def check_limits_and_customers(connection, day, late):
    for limit in (1, 2):
        few = overdue(connection, as_of=day, calendar=CALENDAR, limit=limit)
        assert few.rows == late.rows[:limit]
        assert few[2:] == late[2:]
    by_customer = overdue(connection, as_of=day, calendar=CALENDAR, by="customer")
    assert by_customer[2:] == late[2:]
    for row in by_customer.rows:
        own = [r for r in late.rows if r.customer_id == row.customer_id]
        assert row.open_cents == sum(r.open_cents for r in own)
        assert row.days_overdue == max(r.days_overdue for r in own)
        alone = overdue(connection, as_of=day, calendar=CALENDAR, customer_id=row.customer_id)
        assert alone.rows == own
