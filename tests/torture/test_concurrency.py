"""Many at once: all that was said to be recorded is there, once; readers see whole documents."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest
from effort import LONG, QUICK
from torture.harness import sound, state, typed

from cobranca_cli.store import connection, folders

# Real processes and real waiting: for `make ci` and `make torture`.
pytestmark = pytest.mark.slow

PROCESSES, EACH = (8, 50) if LONG else (2, 5) if QUICK else (4, 10)

# One process that types many lines; it tells what each one answered.
TYPIST = """
import contextlib, io, json, sys
from cobranca_cli.cli.main import main
sys.stdin.readline()
for line in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = int(main(line))
    print(json.dumps([code, out.getvalue(), err.getvalue()]), flush=True)
"""
# One that reads until it is told to stop.
READER = """
import contextlib, io, json, os, sys
from cobranca_cli.cli.main import main
home, until = sys.argv[1:]
count = 0
while not os.path.exists(until):
    for name in ("summary", "overdue", "customers"):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = int(main(["--home", home, name, "--json"]))
        assert code == 0, (name, code)
        found = json.loads(out.getvalue())
        if name == "summary":
            assert sum(found["buckets"].values()) == found["overdue_cents"], found
        elif name == "overdue":
            rows = found["rows"]
            assert sum(row["open_cents"] for row in rows) == found["open_cents"]
            assert len(rows) == found["installments"]
            assert len({row["customer_id"] for row in rows}) == found["customers"]
        else:
            for row in found["rows"]:
                assert not (row["open_cents"] and row["credit_cents"]), row
        count += 1
print(count)
"""


def typists(plans):
    """Run each list of lines in a process of its own, all at once; their answers in order."""
    processes = [
        subprocess.Popen([sys.executable, "-c", TYPIST, json.dumps(lines)], text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for lines in plans
    ]  # fmt: skip
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=600) for process in processes]
    assert [err for _, err in ended if err] == []
    return [[json.loads(line) for line in out.splitlines()] for out, _ in ended]


@pytest.fixture
def shop(tmp_path):
    """One customer for each process, and one for all of them."""
    home = tmp_path / "shop" / "home"
    home.parent.mkdir()
    for number in range(PROCESSES):
        typed(
            home, ["vendi", f"Cliente {number}", "9000", "--parcelas", "12", "--em", "01/01/2026"]
        )
    typed(
        home,
        ["vendi", "Todos", str(PROCESSES * EACH * 4), "--parcelas", "12", "--em", "01/01/2026"],
    )
    return home


def test_processes_that_pay_at_once_lose_nothing_and_readers_see_whole_books(
    shop, tmp_path, figures
):
    before = state(shop)
    until = tmp_path / "stop"
    readers = [
        subprocess.Popen([sys.executable, "-c", READER, str(shop), str(until)], text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2 if LONG else 1)
    ]  # fmt: skip
    answers = typists(
        [
            ["--home", str(shop), "recebi", "Todos" if n % 2 else f"Cliente {who}", "10", "--json"]
            for n in range(EACH)
        ]
        for who in range(PROCESSES)
    )
    until.touch()
    read = [reader.communicate(timeout=60) for reader in readers]
    assert [(r.returncode, err) for r, (_, err) in zip(readers, read, strict=True)] == [
        (0, "") for _ in readers
    ]

    everything = [answer for answered in answers for answer in answered]
    assert [found[0] for found in everything] == [0] * (PROCESSES * EACH)
    assert not [found for found in everything if "locked" in found[2] or "ocupado" in found[2]]
    ids = sorted(json.loads(found[1])["payment_id"] for found in everything)
    assert ids == list(range(1, PROCESSES * EACH + 1))
    after = state(shop)
    assert after.seq == before.seq + PROCESSES * EACH
    assert dict(after.rows)["payment"] == PROCESSES * EACH
    assert sum(after.sums[3:5]) == PROCESSES * EACH * 1_000 + after.sums[4]
    assert sound(shop) == []
    figures({
        "gravações ao mesmo tempo": PROCESSES * EACH,
        "… em processos": PROCESSES,
        "leituras enquanto isso": sum(int(out) for out, _ in read),
    })  # fmt: skip


@pytest.mark.slow
def test_a_credit_is_used_once_however_many_sell_at_once(shop):
    typed(shop, ["recebi", "Todos", str(PROCESSES * EACH * 4 + 100)])
    answers = typists(
        [["--home", str(shop), "vendi", "Todos", "7", "--json"] for _ in range(max(4, EACH // 4))]
        for _ in range(PROCESSES)
    )
    sold = [json.loads(found[1]) for answered in answers for found in answered]
    assert [found[0] for answered in answers for found in answered] == [0] * len(sold)
    assert sum(sale["credit_used_cents"] for sale in sold) == min(10_000, 700 * len(sold))
    assert len({sale["sale_id"] for sale in sold}) == len(sold)
    assert len({i["installment_id"] for sale in sold for i in sale["installments"]}) == len(sold)
    assert sound(shop) == []


@pytest.mark.slow
def test_sales_at_once_do_not_together_pass_a_limit(shop):
    typed(shop, ["novo-cliente", "Ana", "--limite", "100"])
    each = 6
    answers = typists(
        [["--home", str(shop), "vendi", "Ana", "7", "--json"] for _ in range(each)]
        for _ in range(PROCESSES)
    )
    codes = [found[0] for answered in answers for found in answered]
    assert codes.count(0) == min(14, PROCESSES * each)  # 14 x 7 = 98.
    assert codes.count(4) == len(codes) - codes.count(0)
    assert sound(shop) == []


@pytest.mark.slow
def test_first_writes_at_once_make_one_home(tmp_path):
    home = tmp_path / "new" / "home"
    home.parent.mkdir()
    answers = typists(
        [["--home", str(home), "vendi", f"Cliente {who}", "10", "--json"]]
        for who in range(PROCESSES)
    )
    sold = [json.loads(found[1]) for answered in answers for found in answered]
    assert sorted(sale["sale_id"] for sale in sold) == list(range(1, PROCESSES + 1))
    assert sound(home) == []
    assert [path.name for path in home.parent.iterdir()] == ["home"]


@pytest.fixture
def impatient(monkeypatch):
    """Nobody waits longer than a moment."""
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 60)
    monkeypatch.setattr(folders.lock, "__kwdefaults__", {"wait_ms": 60})


def test_a_lock_that_lasts_is_told_in_words_and_reads_go_on(shop, impatient):
    before = state(shop)
    with closing(sqlite3.connect(shop / "cobranca.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for line in (["vendi", "Todos", "10"], ["recebi", "Todos", "10"], ["desfazer", "--sim"]):
            _, out, err = typed(shop, line, code=5)
            assert out == ""
            assert "ocupado" in err
            assert "locked" not in err
        found = json.loads(typed(shop, ["recebi", "Todos", "10", "--json"], code=5)[2])
        assert found["error"]["code"] == "database_busy"
        for line in (["resumo"], ["atrasados"], ["conferir"]):
            typed(shop, line)
    assert state(shop) == before


def test_a_lock_that_keeps_even_readers_out_is_told_in_words(shop, impatient):
    with closing(sqlite3.connect(shop / "cobranca.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        for line in (["resumo"], ["vendi", "Todos", "10"], ["backup"]):
            assert "ocupado" in typed(shop, line, code=5)[2]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no locks on folders")
def test_a_first_write_that_takes_too_long_is_told_to_the_next(tmp_path, impatient):
    home = tmp_path / "new" / "home"
    home.parent.mkdir()
    with folders.locked(home.parent):
        assert "ocupado" in typed(home, ["vendi", "Ana", "10"], code=5)[2]
    typed(home, ["vendi", "Ana", "10"])


def test_who_waits_for_a_lock_goes_on_when_it_is_free(shop):
    other = sqlite3.connect(shop / "cobranca.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")

    def let_go():
        time.sleep(0.4)
        other.execute("ROLLBACK")

    waiting = threading.Thread(target=let_go)
    waiting.start()
    begun = time.monotonic()
    typed(shop, ["vendi", "Todos", "10"])
    assert time.monotonic() - begun > 0.3
    waiting.join()
    other.close()
