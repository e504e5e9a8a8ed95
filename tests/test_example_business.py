"""The example business: what an independent simulation said, customer by customer; and `demo`.

tests/data/example_business.json was worked out from examples/*.csv by a program that shares no code
with ours (folded name -> open, credit and overdue cents on 2026-11-23).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXPECTED = json.loads((ROOT / "tests/data/example_business.json").read_text("utf-8"))
FILES = ["--clientes", "clientes.csv", "--vendas", "vendas.csv", "--recebimentos",
         "pagamentos.csv"]  # fmt: skip


@pytest.fixture
def imported(cobranca, monkeypatch):
    monkeypatch.chdir(ROOT / "examples")
    done = cobranca(["importar", *FILES, "--json"]).json
    assert done["skipped"] == []
    assert done["warnings"] == []
    return done


def test_the_example_is_big_enough_to_be_real(imported):
    assert imported["customers"] >= 60
    assert imported["sales"] >= 300
    assert imported["already_known"] == 0


def test_every_customer_stands_where_the_simulation_put_them(imported, cobranca):
    from cobranca_cli.domain.text import fold

    rows = cobranca("customers --json").json["rows"]
    found = {
        fold(row["name"]): {key: row[key] for key in ("open_cents", "credit_cents",
                                                      "overdue_cents")}
        for row in rows
    }  # fmt: skip
    assert len(rows) == len(EXPECTED) == 70
    assert found == EXPECTED


def test_the_lists_agree_with_one_another_and_the_books_check(imported, cobranca):
    late = cobranca("overdue --json").json
    soon = cobranca("upcoming --days 400 --json").json
    rows = cobranca("customers --json").json["rows"]
    assert late["open_cents"] == sum(row["overdue_cents"] for row in rows)
    assert late["open_cents"] + soon["open_cents"] == sum(row["open_cents"] for row in rows)
    assert cobranca("summary --json").json["overdue_cents"] == late["open_cents"]
    assert cobranca("check --json").json["ok"]


def test_a_second_import_of_the_same_files_adds_nothing(imported, cobranca):
    again = cobranca(["import-csv", "--customers", "clientes.csv", "--sales", "vendas.csv",
                      "--payments", "pagamentos.csv", "--json"]).json  # fmt: skip
    assert (again["customers"], again["sales"], again["payments"]) == (0, 0, 0)
    lines = sum(len((ROOT / "examples" / f).read_text("utf-8").splitlines()) - 1
                for f in FILES[1::2])  # fmt: skip
    assert again["already_known"] == lines


def test_the_whole_import_is_undone_at_once(imported, cobranca):
    cobranca("undo --yes")
    assert cobranca("customers --json").json["rows"] == []
    assert cobranca("check --json").json["ok"]


# --- demo --------------------------------------------------------------------------------------


def test_demo_shows_the_main_job_and_says_what_to_try(cobranca, home):
    shown = cobranca("demo").out
    for part in ("atrasados", "lembrar --mostrar", "resumo", "Experimente:", "R$ "):
        assert part in shown
    assert str(home) in shown
    assert "Traceback" not in shown
    rows = cobranca("--hoje 23/11/2026 customers --json").json["rows"]
    assert len(rows) == 70
    assert sum(row["overdue_cents"] for row in rows) == sum(
        row["overdue_cents"] for row in EXPECTED.values())  # fmt: skip
    assert cobranca("config business.name --json").json["rows"][0]["value"] == "Doces da Lúcia"
    cobranca("check")


def test_what_demo_says_to_try_works(cobranca, home):
    import shlex

    shown = cobranca("demo").out
    tries = [line.strip() for line in shown.split("Experimente:")[1].splitlines() if line.strip()]
    assert len(tries) >= 3
    for line in tries:
        words = shlex.split(line)
        assert words[0] == "cobranca"
        cobranca(words[1:])


@pytest.mark.parametrize("name", ["demo", "demonstracao"])
def test_demo_is_one_document_in_json(cobranca, name):
    run = cobranca(f"{name} --json")
    assert {"customers", "sales", "payments", "already_known", "skipped"} <= set(run.json)
    assert run.json["customers"] == 70
    assert run.err == ""


@pytest.mark.parametrize("line", ["vendi Ana 10", "config business.city Santos", "demo --json"])
def test_demo_refuses_a_home_with_data(cobranca, line):
    cobranca(line)
    before = cobranca("customers --json").json
    run = cobranca("demo --json", code=4)
    assert run.error["code"] == "home_has_data"
    assert "--pasta" in run.error["hint"]
    assert cobranca("customers --json").json == before


def test_a_dry_demo_makes_no_home(cobranca, home):
    assert cobranca("demo --dry-run --json").json["dry_run"]
    assert not home.exists()


def test_demo_is_on_its_own_day_whatever_the_day_is(cobranca, home, monkeypatch):
    monkeypatch.setenv("COBRANCA_NOW", "2031-02-28T12:00:00+00:00")
    first = cobranca("demo").out
    monkeypatch.setenv("COBRANCA_NOW", "2026-11-23T12:00:00+00:00")
    assert cobranca(["--home", str(home.with_name("other")), "demo"]).out.replace(
        "other", "home") == first  # fmt: skip


def test_demo_in_a_process_of_its_own_is_quiet_on_stderr(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "cobranca_cli", "--pasta", str(tmp_path / "x"), "demo"],
        capture_output=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"}, check=True,
    )  # fmt: skip
    assert "Experimente:" in run.stdout.decode("utf-8")
    assert b"Traceback" not in run.stderr
