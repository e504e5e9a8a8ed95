"""Rules of the ledger machine for what moves the book as a whole: copies, imports, forgetting."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from ledger_facts import observe

from cobranca_cli.domain import notebook as reading
from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.domain.words import KIND_WORDS, METHOD_WORDS
from cobranca_cli.services import forgetting
from cobranca_cli.services.backup import import_json, make_backup, restore_backup
from cobranca_cli.services.notebook import Notebook, import_notebook
from cobranca_cli.store import book_json
from cobranca_cli.store.connection import connect

if TYPE_CHECKING:
    from plain_book import PlainBook

WORDS = reading.Words(METHOD_WORDS, KIND_WORDS)
lines = st.lists(
    st.tuples(st.sampled_from(["sale", "sale", "payment"]), st.integers(0, 4), st.integers(1, 900),
              st.integers(0, 40)),
    min_size=1, max_size=5,
)  # fmt: skip


class Copied(NamedTuple):
    """A backup, and all that the machine knew when it was made."""

    file: str
    book: PlainBook
    facts: object
    undoable: list
    redoable: list
    last_posting_id: int


class KeepingRules:
    """Mixed into the machine, whose attributes and methods it uses."""

    copied: Copied | None = None

    @precondition(lambda self: self.book.payments)
    @rule()
    def backup(self):
        made = make_backup(self.home, now=self.now(), keep=2)
        with self.read() as connection:
            facts = observe(connection)
        self.play_as_json()
        self.copied = Copied(made.file, self.book.copy(), facts, list(self.undoable),
                             list(self.redoable), self.last_posting_id)  # fmt: skip

    def play_as_json(self):
        """The whole book as JSON makes the same book, to the last row."""
        file, other = self.home / "livro.json", self.home.with_name(f"{self.home.name}-json")
        with self.read() as connection:
            file.write_text("\n".join(book_json.lines(connection, self.home, self.now())), "utf-8")
        import_json(other, file, now=self.now())
        with closing(connect(other / "cobranca.db", read_only=True)) as connection:
            assert "\n".join(connection.iterdump()) == self.content()
        shutil.rmtree(other)

    @precondition(lambda self: self.copied is not None)
    @rule(rehearse=st.booleans())
    def restore(self, rehearse):
        kept = self.copied
        content = self.content()
        arguments = {"now": self.now(), "passphrase": lambda: "", "approve": lambda _: None}
        restore_backup(self.home, self.home / kept.file, dry_run=True, **arguments)
        assert self.content() == content
        if rehearse:
            return
        restore_backup(self.home, self.home / kept.file, **arguments)
        self.book = kept.book.copy()  # Ids, too, go on from there.
        self.undoable, self.redoable = list(kept.undoable), list(kept.redoable)
        self.last_posting_id = kept.last_posting_id
        with self.read() as connection:
            assert observe(connection) == kept.facts

    @rule(entries=lines, new=st.booleans())
    def import_notebook(self, entries, new):
        """Lines of sales and payments, of known customers and perhaps of a new one."""
        names = {i: kept["name"] for i, kept in self.book.customers.items() if not kept["counter"]}
        ids = sorted(names)
        if new or not ids:
            names[None] = f"Cliente {self.book.next_ids['customer']}"
            ids.append(None)
        rows, first = [], self.today - timedelta(days=40)
        for number, (what, pick, cents, days) in enumerate(entries):
            customer_id = ids[pick % len(ids)]
            what = "sale" if customer_id is None else what
            day = first + timedelta(days=days)
            rows.append((day, what == "payment", number, customer_id, cents))
        sheets = {
            "customers": [],
            "sales": self.sheet("sales", [r for r in rows if not r[1]], names, first),
            "payments": self.sheet("payments", [r for r in rows if r[1]], names, first),
        }
        note = f"i{self.imports}-"
        self.imports += 1

        def on_paper(book):
            created = {}
            for day, is_payment, number, customer_id, cents in sorted(rows, key=lambda r: r[:3]):
                if customer_id is None:
                    if None not in created:
                        created[None] = book.add_customer(name=names[None])
                    customer_id = created[None]
                if is_payment:
                    payment = book.take(customer_id, day, cents, "pix", None, f"{note}{number}")
                    book.spend(payment)
                else:
                    book.enter_sale(customer_id, day, day + timedelta(days=30), cents)
            return len(created)

        expected, found = self.write(
            on_paper, import_notebook, notebook=Notebook(**sheets), default_method="pix",
            default_due=lambda day: day + timedelta(days=30), skip_bad=False,
        )  # fmt: skip
        assert (found.customers, found.sales + found.payments) == (expected, len(rows))

    def sheet(self, section, rows, names, first):
        """A sheet with these rows; the note makes every import's lines new ones."""
        if not rows:
            return []
        extra = "nota" if section == "sales" else "referencia"
        text = [f"cliente;valor;data;{extra}"]
        for day, _, number, customer_id, cents in rows:
            money = f"{cents // 100},{cents % 100:02}"
            text.append(f"{names[customer_id]};{money};{day:%d/%m/%Y};i{self.imports}-{number}")
        assert first <= self.today
        return [
            reading.read("\n".join(text).encode(), file="x.csv", section=section, today=self.today,
                         calendar=BANK_CALENDAR, words=WORDS)
        ]  # fmt: skip

    @precondition(lambda self: any(map(self.book.may_be_forgotten, self.book.customers)))
    @rule(number=st.integers(0, 7))
    def forget(self, number):
        """Nothing from before can be taken back any more."""
        ready = [i for i in sorted(self.book.customers) if self.book.may_be_forgotten(i)]
        customer_id = ready[number % len(ready)]
        self.write(
            lambda book: book.forget(customer_id), forgetting.forget,
            command="forget-customer", customer=f"c{customer_id}", force=True,
        )  # fmt: skip
        self.undoable.clear()
