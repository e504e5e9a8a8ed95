"""`import-csv` as typed: options, shapes, problems, and the progress bar."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pytest
from terminal import at_a_terminal, everything

FILES = {
    "c.csv": "cliente;telefone\nAna;11 91234-5678\n",
    "v.csv": "cliente;valor;data;cor\nAna;100;01/10/2026;azul\nBia;50;02/10/2026;rosa\n",
    "p.csv": "cliente,valor,data,forma\nAna,30,05/10/2026,pix\n",
    "ruim.csv": "cliente;valor;data\nAna;1,234;01/10/2026\nBia;5;01/10/2026\nCaio;5;99\n",
}
ENGLISH = "import-csv --customers c.csv --sales v.csv --payments p.csv"
PORTUGUESE = "importar --clientes c.csv --vendas v.csv --recebimentos p.csv"


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("line", [ENGLISH, PORTUGUESE])
def test_the_shape_and_what_was_not_used(cobranca, line):
    run = cobranca(f"{line} --json")
    assert run.json == {
        "customers": 2, "sales": 2, "payments": 1, "already_known": 0, "skipped": [],
        "warnings": ["v.csv: a coluna cor não foi usada."], "updated": 0,
    }  # fmt: skip
    assert "coluna cor" in run.err
    assert cobranca("customer Ana --json").json["open_cents"] == 7000
    assert cobranca(f"{line} --json").json["already_known"] == 4


def test_more_files_of_a_kind_in_one_call(cobranca, tmp_path):
    (tmp_path / "v2.csv").write_text("customer,amount,date\nCaio,5,01/10/2026\n", "utf-8")
    done = cobranca("importar --vendas v.csv --vendas v2.csv --json").json
    assert (done["customers"], done["sales"]) == (3, 3)


def test_problems_name_file_and_line_and_nothing_is_imported(cobranca, home):
    run = cobranca("importar --vendas ruim.csv --clientes c.csv", code=2)
    assert "ruim.csv, linha 2: " in run.err
    assert "ruim.csv, linha 4: " in run.err
    assert "--pular-ruins" in run.err or "--skip-bad" in run.err
    assert run.out == ""
    assert not home.exists()
    error = json.loads(cobranca("importar --vendas ruim.csv --json", code=2).err)["error"]
    assert error["code"] == "notebook_problems"
    assert "linha 4" in error["message"]


@pytest.mark.parametrize("option", ["--skip-bad", "--pular-ruins"])
def test_with_skip_bad_the_good_ones_go_in_and_the_bad_ones_are_listed(cobranca, option):
    done = cobranca(f"import-csv --sales ruim.csv {option} --json").json
    assert (done["sales"], done["customers"]) == (1, 1)
    assert [(s["file"], s["line"]) for s in done["skipped"]] == [("ruim.csv", 2), ("ruim.csv", 4)]
    assert set(done["skipped"][0]) == {"file", "line", "problem"}
    assert "ruim.csv, linha 2" in cobranca(f"import-csv --sales ruim.csv {option}").out


def test_a_dry_run_counts_and_makes_no_home(cobranca, home):
    dry = cobranca(f"{ENGLISH} --dry-run --json").json
    assert not home.exists()
    assert dry == {**cobranca(f"{ENGLISH} --json").json, "dry_run": True}
    before = everything(home)
    cobranca("importar --vendas ruim.csv --pular-ruins --simular")
    assert everything(home) == before


def test_limits_and_questions_do_not_apply(cobranca, tmp_path):
    (tmp_path / "old.csv").write_text("cliente;valor;data\nAna;5;01/10/2019\n", "utf-8")
    cobranca("importar --vendas old.csv")
    assert cobranca("overdue --json").json["rows"][0]["due_on"] == "2019-10-31"


def test_the_usual_term_and_method_are_the_settings(cobranca):
    cobranca("config sales.default_due '10 dias'")
    cobranca("config payments.default_method cash")
    cobranca(ENGLISH)
    assert cobranca("sales --json").json["rows"]
    assert cobranca("overdue Ana --json").json["rows"][0]["due_on"] == "2026-10-11"


def test_undo_of_an_import_is_asked_and_takes_all_of_it(cobranca):
    cobranca(ENGLISH)
    cobranca("desfazer", code=2)
    cobranca("desfazer --sim")
    assert cobranca("customers --json").json["rows"] == []
    assert cobranca(f"{ENGLISH} --json").json["sales"] == 2


def test_at_a_terminal_a_quick_import_draws_no_bar():
    shown = at_a_terminal(PORTUGUESE.split())
    assert shown.code == 0
    assert "Importando" not in shown.text
    assert "\x1b[?25l" not in shown.raw


class Terminal(io.StringIO):
    def isatty(self):
        return True


def slow_terminal(monkeypatch):
    """A terminal on stderr, and a clock on which each look takes a second."""
    from cobranca_cli.cli import progress

    ticks = iter(range(1000))
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(ticks)))
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)  # Not in a fixture: pytest would put its own back.
    monkeypatch.setenv("TERM", "xterm-256color")
    return screen


def test_a_slow_import_draws_a_bar_and_gives_the_cursor_back(monkeypatch):
    from cobranca_cli.cli.progress import bar

    screen = slow_terminal(monkeypatch)
    progress = bar("Importando")
    for done in (0, 500, 1000):
        progress(done, 1000)
    shown = screen.getvalue()
    assert "Importando" in shown
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")


def test_what_ends_before_a_bar_was_drawn_draws_none(monkeypatch):
    from cobranca_cli.cli.progress import bar

    screen = slow_terminal(monkeypatch)
    bar("Importando")(1000, 1000)
    assert screen.getvalue() == ""
