"""One transaction a command: all of it with its audit row, or none of it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from datetime import date

import pytest

from cobranca_cli.domain import audit
from cobranca_cli.store.models import Change, Customer, ImportKey, Installment, Payment, Posting

TABLES = ("audit", *audit.HASHED)


@pytest.fixture
def counts(reader):
    """How many rows each table has, from outside the transaction."""

    def count():
        connection = reader()
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in TABLES
        }

    return count


def add(work, name="Maria", key="maria"):
    return work.insert(Customer, name=name, name_key=key)


def test_a_write_leaves_its_rows_and_one_audit_row(unit, counts):
    before = counts()
    with unit() as work:
        add(work)
        add(work, "José", "jose")
    after = counts()
    assert after == {**before, "customer": 2, "audit": 1}


def test_a_write_that_raises_leaves_nothing(unit, counts):
    before = counts()
    with pytest.raises(ZeroDivisionError), unit() as work:
        add(work)
        work.flush()
        work.words("um segredo")
        assert work.connection.execute("SELECT count(*) FROM customer").fetchone()[0] == 1
        raise ZeroDivisionError
    assert counts() == before


def test_an_interrupted_write_leaves_nothing(unit, counts):
    before = counts()
    with pytest.raises(KeyboardInterrupt), unit() as work:
        add(work)
        work.flush()
        raise KeyboardInterrupt
    assert counts() == before


def test_a_dry_run_does_everything_and_leaves_nothing(unit, counts, reader):
    before = counts()
    with unit(dry_run=True) as work:
        add(work)
        assert work.connection.execute("SELECT name FROM customer").fetchone()[0] == "Maria"
    assert counts() == before
    with unit() as work:
        assert add(work) == 1  # The id was not used up.
    assert reader().execute("SELECT seq FROM audit").fetchall() == [(1,)]


def test_a_write_that_writes_nothing_leaves_no_audit_row(unit, counts):
    before = counts()
    with unit():
        pass
    assert counts() == before


def test_a_refused_row_takes_the_whole_write_with_it(unit, counts):
    before = counts()
    with pytest.raises(Exception, match="CHECK"), unit() as work:
        add(work)
        add(work, name="", key="")
    assert counts() == before


def test_a_reader_sees_a_write_only_when_it_is_whole(unit, counts):
    with unit() as work:
        add(work)
        work.flush()
        assert counts()["customer"] == 0
    assert counts()["customer"] == 1


def test_a_second_writer_waits_and_sees_what_the_first_wrote(unit, database):
    """BEGIN IMMEDIATE: balances are read under the write lock, so none is decided on old ones."""
    with unit() as work:
        other = sqlite3.connect(database, isolation_level=None, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
        add(work)
    with unit() as work:
        assert add(work) == 2


ADD = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from cobranca_cli.store.models import Customer
from cobranca_cli.store.unit_of_work import UnitOfWork

for _ in range(5):
    unit = UnitOfWork(Path(sys.argv[1]), now=datetime(2026, 11, 23, tzinfo=UTC),
                      today=date(2026, 11, 23), command="test")
    with unit:
        unit.insert(Customer, name=sys.argv[2], name_key=sys.argv[2])
"""


@pytest.mark.slow
def test_writers_in_four_processes_lose_nothing_and_keep_one_chain(database, reader):
    processes = [
        subprocess.Popen([sys.executable, "-c", ADD, str(database), f"p{number}"])
        for number in range(4)
    ]
    assert [process.wait(timeout=120) for process in processes] == [0] * 4
    connection = reader()
    assert connection.execute("SELECT count(*), max(id) FROM customer").fetchone() == (20, 20)
    assert_chain(connection)
    assert connection.execute("SELECT max(seq) FROM audit").fetchone() == (20,)


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def assert_chain(connection):
    """Every hash made again with the standard library alone, as a third person would."""
    previous = "0" * 64
    rows = connection.execute(
        "SELECT seq, at, command, what, row_runs, rows_hash, undoes, prev_hash, hash"
        " FROM audit ORDER BY seq"
    ).fetchall()
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    for *entry, stored in rows:
        assert entry[7] == previous
        assert hashlib.sha256(canonical(entry).encode()).hexdigest() == stored
        previous = stored


def test_the_hash_of_a_write_covers_its_rows_and_the_write_before(unit, reader):
    for number in range(3):
        with unit(f"command-{number}") as work:
            add(work, f"Cliente {number}", f"cliente {number}")
            work.what = {"customer_id": number + 1}
    connection = reader()
    assert_chain(connection)
    for seq, rows_hash, runs in connection.execute("SELECT seq, rows_hash, row_runs FROM audit"):
        line = json.dumps(["customer", seq, seq, 0, 1], separators=(",", ":")) + "\n"
        assert rows_hash == hashlib.sha256(line.encode()).hexdigest()
        assert json.loads(runs) == [["customer", seq, seq]]


def test_every_row_carries_the_number_of_its_write(unit, reader):
    for name in ("Maria", "José"):
        with unit() as work:
            customer_id = add(work, name, name.lower())
            work.words("palavras", customer_id=customer_id)
            work.change("customer", customer_id, "active", 1, 0)
    connection = reader()
    for table in ("customer", "personal_text", "change"):
        assert connection.execute(f"SELECT audit_seq FROM {table} ORDER BY id").fetchall() == [
            (1,), (2,),
        ]  # fmt: skip


def test_a_change_is_remembered_beside_the_new_value(unit, reader):
    with unit() as work:
        customer_id = add(work)
    with unit() as work:
        work.change("customer", customer_id, "active", 1, 0)
    connection = reader()
    assert connection.execute("SELECT active FROM customer").fetchone() == (0,)
    assert connection.execute(
        "SELECT entity, entity_id, field, old_value, new_value FROM change"
    ).fetchall() == [("customer", customer_id, "active", "1", "0")]


def test_words_about_a_person_are_kept_apart_under_a_salted_hash(unit, reader):
    with unit() as work:
        first, second = work.words("igual"), work.words("igual")
        assert work.words(None) is None
    rows = reader().execute("SELECT id, salt, sha256, body FROM personal_text").fetchall()
    assert [row[0] for row in rows] == [first, second]
    assert rows[0][1:3] != rows[1][1:3]
    for _, salt, digest, body in rows:
        assert digest == hashlib.sha256((salt + body).encode()).hexdigest()


def test_runs_are_in_the_order_of_writing(unit, reader):
    """Undo goes through them backwards, so a payment spent late must stand after it."""
    with unit() as work:
        customer_id = add(work)
        installment_id = work.insert(
            Installment, customer_id=customer_id, number=1, due_on=date(2026, 12, 1),
            amount_cents=500, open_cents=500,
        )  # fmt: skip
        work.flush()
        payment_id = work.insert(
            Payment, customer_id=customer_id, received_on=date(2026, 11, 1), amount_cents=500,
            method="pix", credit_cents=500,
        )  # fmt: skip
        work.insert(
            Posting, installment_id=installment_id, kind="payment", amount_cents=500,
            effective_on=date(2026, 11, 1), payment_id=payment_id,
        )  # fmt: skip
        assert work.waiting() == 2
        assert work.connection.execute("SELECT open_cents FROM installment").fetchone() == (0,)
        assert work.waiting() == 0
        work.change("customer", customer_id, "active", 1, 0)
    runs = json.loads(reader().execute("SELECT row_runs FROM audit").fetchone()[0])
    assert [run[0] for run in runs] == ["customer", "installment", "payment", "posting", "change"]


def test_an_instalment_may_become_dearer_or_cheaper_with_what_is_open(unit, reader):
    with unit() as work:
        customer_id = add(work)
        installment_id = work.insert(
            Installment, customer_id=customer_id, number=1, due_on=date(2026, 12, 1),
            amount_cents=500, open_cents=500,
        )  # fmt: skip
        work.change_amount(installment_id, 500, 700)
    row = reader().execute("SELECT amount_cents, open_cents FROM installment").fetchone()
    assert row == (700, 700)


def test_a_large_write_goes_in_batches_and_is_one_audit_row(unit, counts):
    with unit() as work:
        for number in range(3_000):
            work.insert(ImportKey, key=str(number))
    after = counts()
    assert after["import_key"] == 3_000
    assert after["audit"] == 1


def test_every_table_that_is_written_is_hashed():
    from cobranca_cli.store import unit_of_work

    assert list(unit_of_work.TABLES) != []
    assert set(unit_of_work.TABLES) == set(audit.HASHED)
    assert Change in unit_of_work.TABLES.values()
