"""The régua lived at random: whatever happens, what rules §7 says holds after every step.

The default is quick; `COBRANCA_LONG=1` plays thousands of steps (`COBRANCA_LONG=20`: twenty times
as many), as is done before a release.
"""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import closing
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import NamedTuple

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
from machine_reports import is_late
from regua_facts import (
    assert_first_contact_is_gentle,
    assert_may_be_said,
    assert_once,
    read,
)

from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.domain.installments import Interval
from cobranca_cli.domain.ladder import DONE_BY_CONTACT
from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms
from cobranca_cli.errors import CobrancaError
from cobranca_cli.messages.channels.letters import Outcome
from cobranca_cli.messages.channels.ways import ORDER, Ways
from cobranca_cli.reports import reminders as report
from cobranca_cli.reports import tally
from cobranca_cli.reports.integrity import check
from cobranca_cli.reports.messages import messages
from cobranca_cli.reports.promises import promises
from cobranca_cli.reports.queue import queue
from cobranca_cli.services import (
    contacts,
    customers,
    disputes,
    handing_over,
    payments,
    receipts,
    reminders,
    sales,
    sending,
    setup,
    undo,
)
from cobranca_cli.services import queue as desk
from cobranca_cli.services.customers import Details
from cobranca_cli.store import migrate
from cobranca_cli.store import settings as settings_file
from cobranca_cli.store.connection import connect
from cobranca_cli.store.queries import history
from cobranca_cli.store.queries.queue import approved
from cobranca_cli.store.settings import Settings
from cobranca_cli.store.unit_of_work import UnitOfWork

FIRST_DAY = date(2026, 11, 23)
EDITED = "Oi!"
ZONE = Settings().zone
OWNER = {"business.owner": "Lúcia", "business.document": "52998224725",
         "business.address": "Rua A, 1"}  # fmt: skip
PEOPLE = (
    Details(name="Ana", email="ana@x.br"),
    Details(name="Bia", phone="+5511912345678"),
    Details(name="Caio", email="caio@x.br", phone="+5521998765432"),
)

picks = st.integers(0, 7)
whom = st.integers(1, len(PEOPLE))
days_on = st.sampled_from([1, 1, 2, 7, 30])
runs = st.lists(st.sampled_from([0, 1, 1, 2, 3, 4, 4, 8, 15, 15, 21, 30]), min_size=1, max_size=4)
outcomes = st.lists(
    st.tuples(
        st.sampled_from(["sent", "sent", "failed", "uncertain"]),
        st.sampled_from(["", "", "", "", "pay", "confirm", "deny", "record", "opt-out"]),
    ),
    min_size=3, max_size=3,
)  # fmt: skip
KEPT_SETTINGS = [
    ("ladder.proposta", ["", "12", "20"]), ("ladder.tudo-bem", ["", "não", "9"]),
    ("ladder.conversa", ["", "não"]), ("ladder.esqueceu", ["", "5"]),
    ("reminders.gap_days", ["", "1", "6", "6"]), ("reminders.max_month", ["", "2"]),
]  # fmt: skip
reasons = st.sampled_from(["ja-paguei", "numero-errado", "pediu-para-parar", "esqueceu"])
changes = st.sampled_from([(key, text) for key, texts in KEPT_SETTINGS for text in texts])


class Moment(NamedTuple):
    """The file as it was, and what had been said (message -> status, text)."""

    file: bytes
    said: dict


class Written(NamedTuple):
    """A write that may be taken back, by its number."""

    seq: int
    before: Moment
    after: Moment


class Stub:
    """A channel that asks the machine what becomes of each letter."""

    reaches_customers = True

    def __init__(self, name, hand_over):
        self.name, self._hand_over = name, hand_over

    def deliver(self, letters):
        for letter in letters:
            yield self._hand_over(letter)


class ReguaMachine(RuleBasedStateMachine):
    """Each rule is something that the owner, a customer or a server does."""

    empty = None  # A home with the people and the settings, copied for each run.
    figures = None  # A counter for all runs.
    names = count(1)

    @initialize()
    def open_a_fresh_file(self):
        self.home = self.empty.with_name(f"run{next(self.names)}")
        shutil.copytree(self.empty, self.home)
        self.path, self.file = self.home / "cobranca.db", self.home / "cobranca.toml"
        # Stays open, idle: else each close of the last one writes the whole log back.
        self.idle = connect(self.path, read_only=True)
        self.idle.execute("SELECT count(*) FROM audit").fetchone()
        self.today = FIRST_DAY
        self.said, self.writes = {}, 0
        self.undoable, self.redoable = [], []
        self.fresh, self.fates = {}, iter(())

    def teardown(self):
        assert check(self.idle).ok
        self.idle.close()
        shutil.rmtree(self.home)

    # --- Reading and writing --------------------------------------------------------------------

    @property
    def settings(self):
        return settings_file.load(self.file)

    def now(self):
        return datetime.combine(self.today, time(10), ZONE) + timedelta(seconds=self.writes)

    def unit(self, command="machine"):
        return UnitOfWork(self.path, now=self.now(), today=self.today, command=command)

    def read(self):
        return closing(connect(self.path, read_only=True))

    def book(self):
        with self.read() as connection:
            return read(connection)

    def moment(self):
        return Moment(self.idle.serialize(), dict(self.said))

    def seq(self):
        return self.idle.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()[0]

    def write(self, service, *arguments, then=lambda _done: None, command="machine", **more):
        """Do it; None when it was refused, which writes nothing. `then` keeps what it said."""
        before, seq = self.moment(), self.seq()
        self.writes += 1
        try:
            done = service(self.unit(command), *arguments, **more)
        except CobrancaError:
            assert self.seq() == seq
            return None
        then(done)
        if self.seq() > seq:
            self.undoable.append(Written(self.seq(), before, self.moment()))
            self.redoable.clear()
            self.figures["registros da régua sorteados e conferidos"] += 1
        return done

    def forget_what_cannot_be_undone(self):
        """What left cannot be called back, nor anything from before it."""
        marks = ",".join(f"'{name}'" for name in history.NOT_UNDOABLE)
        (barrier,) = self.idle.execute(
            f"SELECT coalesce(max(seq), 0) FROM audit WHERE command IN ({marks})"
        ).fetchone()
        self.undoable = [one for one in self.undoable if one.seq > barrier]
        if barrier == self.seq():
            self.redoable.clear()

    # --- Time, money, talk ----------------------------------------------------------------------

    @rule(days=days_on)
    def another_day(self, days):
        self.today += timedelta(days=days)

    @rule(
        who=whom, cents=st.sampled_from([300, 5_000, 10_001]), n=st.integers(1, 3),
        due=st.sampled_from([-200, -40, -10, -6, -5, -4, -1, 0, 3, 5, 20]), clears=st.booleans(),
    )  # fmt: skip
    def add_sale(self, who, cents, n, due, clears):
        first = self.today + timedelta(days=due)
        terms = SaleTerms(cents, min(first, self.today), first, n, Interval("day", 15))
        paid = [PaidPart("boleto", 1)] if clears and who == 2 else []
        self.write(sales.record_sale, customer=f"c{who}", terms=terms, paid=paid,
                   settings=self.settings)  # fmt: skip

    @rule(who=whom, tenths=st.sampled_from([2, 5, 10, 10, 12]), back=st.sampled_from([0, 0, 3]),
          receipt=st.booleans(), fates=outcomes)  # fmt: skip
    def pay(self, who, tenths, back, receipt, fates):
        owed = sum(row[2] for row in self.book().items.values() if row[0] == who)
        done = self.write(
            payments.record_payment, customer=f"c{who}", amount_cents=max(1, owed * tenths // 10),
            received_on=self.today - timedelta(days=back), paid=[PaidPart("pix")],
            settings=self.settings,
        )  # fmt: skip
        if receipt and done:
            self.fates = iter(fates)
            found = receipts.send_receipt(self.unit, done, settings=self.settings, ways=self.ways())
            if found.message_id:
                assert self.said[found.message_id][0] == self.book().messages[found.message_id][3]
            self.forget_what_cannot_be_undone()
            self.fresh.clear()

    @rule(number=picks)
    def reverse(self, number):
        ids = [i for (i,) in self.idle.execute(
            "SELECT payment_id FROM payment_state WHERE NOT reversed")]  # fmt: skip
        if ids:
            self.write(payments.reverse_payment, payment=str(ids[number % len(ids)]),
                       reason="engano")  # fmt: skip

    @rule(who=whom, days=st.sampled_from([0, 1, 4, 10]), cents=st.sampled_from([None, 2_000]))
    def promise(self, who, days, cents):
        self.write(reminders.promise, customer=f"c{who}", amount_cents=cents,
                   due_on=self.today + timedelta(days=days))  # fmt: skip

    @rule(what=st.sampled_from(["all", "customer", "item", "item"]), number=picks,
          days=st.sampled_from([1, 3, 20]), end=st.booleans())  # fmt: skip
    def pause_or_resume(self, what, number, days, end):
        items = sorted(self.book().items)
        target = {}
        if what == "customer":
            target["customer"] = f"c{1 + number % len(PEOPLE)}"
        elif what == "item":
            if not items:
                return
            target["installment"] = str(items[-1 - number % len(items)])
        if end:
            self.write(reminders.resume, **target)
        else:
            self.write(reminders.pause, until_on=self.today + timedelta(days=days), reason="feira",
                       **target)  # fmt: skip

    @rule(number=picks)
    def dispute(self, number):
        items = [i for i, row in self.book().items.items() if row[2]]
        if items:
            self.write(disputes.dispute, installment=str(items[-1 - number % len(items)]),
                       text="veio errado")  # fmt: skip

    @rule(number=picks, how=st.sampled_from(["kept", "discounted", "voided"]))
    def resolve(self, number, how):
        ready = sorted(self.book().disputed)
        if ready:
            self.write(
                disputes.resolve, installment=str(ready[number % len(ready)]), resolution=how,
                discount_cents=100 if how == "discounted" else 0, reason=None,
                calendar=BANK_CALENDAR,
            )  # fmt: skip

    @rule(who=whom, back=st.sampled_from([0, 0, 2]), reason=reasons)
    def hear(self, who, back, reason):
        self.write(contacts.log_contact, customer=f"c{who}", text="disse", reason=reason,
                   on=self.today - timedelta(days=back))  # fmt: skip

    @rule(who=whom, phone=st.sampled_from([None, "+5511955554444", "+5511955553333"]),
          opt_out=st.sampled_from([None, None, None, 1]))  # fmt: skip
    def correct(self, who, phone, opt_out):
        """Mostly: who wanted no messages wants them again."""
        self.write(customers.edit_customer, customer=f"c{who}", details=Details(phone=phone),
                   states={"opt_out": opt_out})  # fmt: skip

    @rule(number=picks)
    def do_a_task(self, number):
        with self.read() as connection:
            tasks = tally.count(connection, today=self.today, settings=self.settings).tasks
        ready = [task for task in tasks if task.step in DONE_BY_CONTACT]
        if not ready:
            return
        task = ready[number % len(ready)]
        assert self.write(contacts.log_contact, customer=f"c{task.customer_id}", text="feito",
                          step=task.step, settings=self.settings)  # fmt: skip
        with self.read() as connection:
            left = tally.count(connection, today=self.today, settings=self.settings).tasks
        assert (task.customer_id, task.step) not in [(t.customer_id, t.step) for t in left]

    @rule(change=changes)
    def change_a_setting(self, change):
        self.write(setup.change_settings, path=self.file, settings=self.settings,
                   changes=dict([change]))  # fmt: skip

    # --- Saying something -----------------------------------------------------------------------

    @rule(days=runs)
    def record(self, days):
        """`remind --record` on some days from now on."""
        for passed in days:
            self.today += timedelta(days=passed)
            self.record_now()

    def record_now(self):
        def keep(done):
            for key, one in zip(done.message_ids, done.messages, strict=True):
                self.say(key, "recorded", one.text)

        done = self.write(reminders.record, then=keep, settings=self.settings)
        book = self.book()
        for key, one in zip(done.message_ids, done.messages, strict=True):
            assert_may_be_said(book, key, one, self.today, self.settings)

    def say(self, message_id, status, text):
        assert message_id not in self.said
        self.said[message_id] = (status, text)
        self.figures["mensagens da régua sorteadas e conferidas"] += 1

    def ways(self):
        stubs = {name: Stub(name, self.hand_over) for name in ("email", "sms")}
        return Ways(stubs, ORDER, [])

    def hand_over(self, letter):
        """What the server answers; and what happens in the house meanwhile."""
        key = int(letter.key)
        book = self.fresh[key] = self.book()
        assert book.messages[key][3:] == ("uncertain", letter.text, letter.to)
        self.say(key, "uncertain", letter.text)
        status, meanwhile = next(self.fates, ("sent", ""))
        self.happen(meanwhile, key, book.messages[key][0])
        if self.said[key][0] == "uncertain":
            self.said[key] = (status, letter.text)
        return Outcome(status, None, "250")

    def happen(self, what, message_id, who):
        if what == "pay":
            self.write(payments.record_payment, customer=f"c{who % len(PEOPLE) + 1}",
                       amount_cents=4_000, received_on=self.today, paid=[PaidPart("pix")],
                       settings=self.settings)  # fmt: skip
        elif what in ("confirm", "deny"):
            self.confirm_one(message_id, "sent" if what == "confirm" else "failed")
        elif what == "record":
            self.record_now()
        elif what == "opt-out":
            self.write(contacts.log_contact, customer=f"c{who % len(PEOPLE) + 1}", text="disse",
                       reason="pediu-para-parar")  # fmt: skip

    @rule(days=runs, fates=outcomes,
          between=st.sampled_from(["", "", "", "pay", "record", "opt-out"]))  # fmt: skip
    def send(self, days, fates, between):
        """`remind --send` on some days from now on; `between`: after it was listed who gets one."""
        for passed in days:
            self.today += timedelta(days=passed)
            self.send_now(fates, between)

    def send_now(self, fates, between):
        ways = self.ways()
        with self.read() as connection:
            plan = sending.plan(connection, now=self.now(), settings=self.settings, ways=ways)
        if plan.sends_at is not None:
            return
        self.happen(between, 0, 1)
        self.fates = iter(fates)
        self.writes += 1
        done = sending.send(self.unit, plan, settings=self.settings, ways=ways,
                            progress=lambda *_: None)  # fmt: skip
        for one in done.messages:
            if one.message_id:
                book = self.fresh.pop(one.message_id)
                assert_may_be_said(book, one.message_id, one, self.today, self.settings)
                failed = [
                    m
                    for m in book.messages.values()
                    if (m[0], m[2], m[3]) == (one.customer_id, self.today, "failed")
                ]
                assert len(failed) < 3
            else:
                assert one.status == "skipped"
        assert not self.fresh
        self.forget_what_cannot_be_undone()

    def confirm_one(self, message_id, status):
        def keep(_done):
            self.said[message_id] = (status, self.said[message_id][1])

        self.write(handing_over.confirm, then=keep, message=str(message_id), status=status)

    @precondition(lambda self: any(s == "uncertain" for s, _ in self.said.values()))
    @rule(number=picks, status=st.sampled_from(["sent", "failed"]))
    def confirm(self, number, status):
        ids = sorted(i for i, (s, _) in self.said.items() if s == "uncertain")
        self.confirm_one(ids[number % len(ids)], status)

    @rule(
        number=picks, do=st.sampled_from(["sent", "approve", "approve", "later"]),
        edited=st.booleans(), between=st.sampled_from(["", "", "pay", "pay", "record"]),
    )  # fmt: skip
    def queue(self, number, do, edited, between):
        with self.read() as connection:
            found = queue(connection, today=self.today, settings=self.settings).messages
        if found:
            made = found[number % len(found)]
            self.happen(between, 0, 1)
            self.decide(desk.Item(made, EDITED if edited else made.text), do)

    @precondition(lambda self: any(s == "queued" for s, _ in self.said.values()))
    @rule(number=picks, do=st.sampled_from(["sent", "sent", "withdraw", "later", "approve"]),
          days=st.sampled_from([0, 1, 1, 7]))  # fmt: skip
    def open_an_approved_one(self, number, do, days):
        self.today += timedelta(days=days)
        with self.read() as connection:
            ids = approved(connection)
        assert ids == sorted(i for i, (s, _) in self.said.items() if s == "queued")
        key = ids[number % len(ids)]

        def keep(outcome):
            if outcome.item is None:
                self.said[key] = ("skipped", self.said[key][1])

        outcome = self.write(desk.take_up, key, then=keep, settings=self.settings)
        if outcome.item is not None:
            assert outcome.item.text == self.said[key][1]
            self.decide(outcome.item, do)

    def decide(self, item, do):
        """One key of the queue, typed."""
        old = item.approved_id

        def give_up(_done):
            if old is not None:
                self.said[old] = ("skipped", self.said[old][1])

        def keep(outcome):
            if outcome.message_id is None:
                give_up(outcome)
                return
            self.said.pop(old, None)
            self.say(outcome.message_id, "recorded" if do == "sent" else "queued", item.text)

        if do == "withdraw":
            self.write(desk.withdraw, item, then=give_up)
        elif do == "later":
            self.write(desk.later, item, self.today + timedelta(days=2), then=give_up)
        else:
            verb = desk.mark_sent if do == "sent" else desk.approve
            outcome = self.write(verb, item, then=keep, settings=self.settings)
            if outcome.message_id:
                assert item.text in (EDITED, outcome.item.made.text), "true when it was shown"
                assert_may_be_said(self.book(), outcome.message_id, outcome.item.made, self.today,
                                   self.settings)  # fmt: skip

    # --- Taking back ----------------------------------------------------------------------------

    @rule(times=st.integers(1, 3))
    def take_back(self, times):
        for _ in range(times):
            if not self.undoable:
                with pytest.raises(CobrancaError):
                    undo.undo(self.unit(), settings_path=self.file)
                return
            one = self.undoable.pop()
            assert undo.undo(self.unit(), settings_path=self.file).undone_seq == one.seq
            self.redoable.append(one)
            self.is_as(one.before)

    @rule(times=st.integers(1, 3))
    def reinstate(self, times):
        for _ in range(times):
            if not self.redoable:
                with pytest.raises(CobrancaError):
                    undo.undo(self.unit(), redo=True, settings_path=self.file)
                return
            one = self.redoable.pop()
            undo.undo(self.unit(), redo=True, settings_path=self.file)
            self.undoable.append(one)
            self.is_as(one.after)

    def is_as(self, moment):
        """Today the file says what the one of that moment would say today."""
        self.said = dict(moment.said)
        then = self.home / "then.db"
        then.write_bytes(moment.file)
        with self.read() as now, closing(connect(then, read_only=True)) as past:
            assert self.derived(now) == self.derived(past)

    def derived(self, connection):
        given = {"today": self.today, "settings": self.settings}
        return (
            report.reminders(connection, **given),
            queue(connection, **given),
            messages(connection),
            promises(connection, as_of=self.today, calendar=BANK_CALENDAR),
            approved(connection),
        )

    # --- After every step -----------------------------------------------------------------------

    @invariant()
    def everything_holds(self):
        book = self.book()
        assert {i: (m[3], m[4]) for i, m in book.messages.items()} == self.said
        assert_once(book)
        assert_first_contact_is_gentle(book)
        self.nobody_is_passed_over_in_silence(book)
        if self.writes % 10 == 9:
            assert check(self.idle).ok

    def nobody_is_passed_over_in_silence(self, book):
        """Who is late and not covered by credit gets a message, is a task or is withheld."""
        with self.read() as connection:
            found = tally.count(connection, today=self.today, settings=self.settings)
        late = {row[0] for row in book.items.values()
                if row[2] and is_late(row[1].isoformat(), self.today)}  # fmt: skip
        told = {row.customer_id for _, row in found.withheld} | {t.customer_id for t in found.tasks}
        owes = {who for who in late if not book.credit.get(who, (0,))[0]}
        assert len(owes - told) <= found.ready


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """A home where the owner is known and three people are customers."""
    home = tmp_path_factory.mktemp("people") / "home"
    home.mkdir()
    path = home / "cobranca.db"
    migrate.create(path)

    def unit():
        return UnitOfWork(path, now=datetime.combine(FIRST_DAY, time(9), ZONE), today=FIRST_DAY,
                          command="restore")  # fmt: skip

    for details in PEOPLE:
        customers.add_customer(unit(), details=details)
        terms = SaleTerms(20_000, FIRST_DAY - timedelta(60), FIRST_DAY - timedelta(20), 2,
                          Interval("day", 18))  # fmt: skip
        sales.record_sale(unit(), customer=details.name, terms=terms, paid=[], settings=Settings())
    setup.change_settings(unit(), path=home / "cobranca.toml", settings=Settings(), changes=OWNER)
    return home


def test_the_regua_keeps_its_rules_whatever_happens(people, figures):
    machine = type("Machine", (ReguaMachine,), {"empty": people, "figures": Counter()})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=60 * LONG if LONG else 4 if QUICK else 8,
            stateful_step_count=80 if LONG else 30,
            deadline=None,
            derandomize=not LONG,
            database=None,
            report_multiple_bugs=False,
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
    figures(machine.figures)
