"""What every command shares: help, clock, home, answers, questions, and the terminal."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys

import pytest
from terminal import at_a_terminal, everything

from cobranca_cli.cli.table import COMMANDS

NAMES = [name for line in COMMANDS for name in (line.name, line.name_pt)]
TYPERS_OWN = re.compile(
    r"\b(usage|options?|arguments?|error|missing|show this message|default|required|no such"
    r"|invalid|try|commands?|exit|and exit|install|completion)\b(?!/)",
    re.IGNORECASE,
)
READS = ("overdue", "upcoming", "customers", "sales", "payments", "log", "remind", "summary")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


# --- Help ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_a_command_is_portuguese_and_has_an_example(cobranca, home, name):
    shown = cobranca(f"{name} --help").out
    assert shown.startswith(f"Uso: cobranca {name}")
    assert "\nExemplo:\n  cobranca " in shown
    names_of_options = re.compile(r"--[a-z-]+|https?:\S+")
    english = TYPERS_OWN.findall(names_of_options.sub("", shown))
    assert english == []
    assert cobranca(f"help {name}").out.endswith(shown)
    assert cobranca(f"{name} --ajuda").out == shown
    assert not home.exists()


@pytest.mark.parametrize("line", ["", "--help", "--ajuda", "-h", "help", "ajuda"])
def test_the_short_help_is_everyday_and_portuguese(cobranca, home, line):
    shown = cobranca(line).out
    assert shown == cobranca("--help").out
    everyday = [c for c in COMMANDS if c.everyday]
    assert len(everyday) <= 16
    for command in everyday:
        names = ", ".join(dict.fromkeys((command.name_pt, command.name)))
        assert f"  {names} " in shown
    assert TYPERS_OWN.findall(re.sub(r"--[a-z-]+", "", shown)) == []
    assert not home.exists()


@pytest.mark.parametrize("line", ["help --all", "ajuda --tudo"])
def test_the_long_help_names_everything_in_both_languages(cobranca, line):
    shown = cobranca(line).out
    for name in NAMES:
        assert re.search(rf"\b{re.escape(name)}\b", shown), name


def test_the_example_of_every_help_is_understood(cobranca, home, tmp_path, monkeypatch):
    """Parsed and refused at most for what a fresh home does not have."""
    import shlex

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    for command in COMMANDS:
        if command.name == "demo":
            continue
        arguments = shlex.split(command.example.removeprefix("cobranca "))
        from cobranca_cli.cli.main import main

        asks = command.name in ("undo", "reverse-payment", "bounce-payment", "void-sale")
        refuses = {
            "refund": 4, "import-csv": 5, "import-json": 5, "channels": 4, "pix": 4, "read-pix": 1,
            "read-boleto": 1, "letter": 4, "decision": 4, "negotiate": 4, "points": 4,
        }.get(command.name, 0)  # fmt: skip
        assert main(arguments) in (0, 2 if asks else 0, 3, refuses), command.name


@pytest.mark.parametrize("names", [("dinheiro", "money"), ("datas", "dates"), ("régua", "ladder"),
                                   ("lei", "law")])  # fmt: skip
def test_a_topic_is_explained_and_its_examples_work(cobranca, names):
    """In their order on one home; what stands behind two blanks is no part of a line."""
    shown = cobranca(f"ajuda {names[0]}").out
    assert shown.split("\nUso: ")[0] == cobranca(f"help {names[1]}").out.split("\nUso: ")[0]
    assert all(len(line) <= 95 for line in shown.splitlines())
    lines = [line.strip() for line in shown.split("\nUso: ")[0].splitlines()]
    examples = [line for line in lines if line.startswith("cobranca ")]
    assert len(examples) > 5
    if names[0] in ("régua", "lei"):
        cobranca("vendi Ana 50 --em 01/10/2026 --vencimento 10/10/2026")
    for line in examples:
        cobranca(re.split(" {2,}", line)[0].removeprefix("cobranca "))


@pytest.mark.parametrize("name", NAMES)
def test_every_option_has_an_english_and_a_portuguese_name(name):
    from cobranca_cli.cli.main import build
    from cobranca_cli.cli.table import BY_NAME

    same = {"--boleto", "--json", "--csv", "--email", "--link", "--limit", "--pdf", "--png", "--qr",
            "--svg", "--whatsapp"}  # fmt: skip
    for option in build(BY_NAME[name]).params:
        if option.param_type_name == "option" and not set(option.opts) & same:
            assert len([o for o in option.opts if o.startswith("--")]) >= 2, option.opts
            assert option.help, option.opts


# --- Not understood --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "error", "says"),
    [
        ("vendii Ana 10", "command_unknown", "dizer vendi"),
        ("overdu", "command_unknown", "dizer overdue"),
        ("RECEBÍ Ana 10", "command_unknown", r"dizer recebi\?"),
        ("atrazados", "command_unknown", "dizer atrasados"),
        ("ajuda dinheir", "command_unknown", "dizer dinheiro"),
        ("vendi Ana 10 --descrição x", "option_unknown", r"dizer --descricao\?"),
        ("vendi Ana 10 --instalments 3", "option_unknown", "dizer --installments"),
        ("xyzzy", "command_unknown", "ajuda"),
        ("vendi Ana 10 --vencimeto sexta", "option_unknown", "--vencimento"),
        ("vendi Ana 10 --xyzzy", "option_unknown", "--help|--ajuda"),
        ("--xyzzy resumo", "option_unknown", "--help|--ajuda"),
        ("atrasados --hoje 01/01", "option_misplaced", "cobranca --hoje DATA atrasados"),
        ("add-sale Ana 10 --home /tmp", "option_misplaced", "cobranca --home PASTA add-sale"),
        ("recebi Ana", "parameter_missing", "VALOR"),
        ("recebi", "parameter_missing", "CLIENTE"),
        ("estornar 1", "parameter_missing", "--motivo"),
        ("reverse-payment", "parameter_missing", ""),
        ("vendi Maria da Silva 150", "invalid_amount", "aspas"),
        ("recebi Maria da Silva 150", "invalid_amount", "aspas"),
        ("recebi Maria R$ 150", "invalid_amount", "só o número"),
        ("resumo agora", "argument_unexpected", "agora"),
        ("vendi Ana 10 20", "argument_unexpected", "20"),
        ("vendi Ana 10 --pago=sim", None, ""),
    ],
)
def test_wrong_words_are_met_in_portuguese_with_a_hint(cobranca, home, line, error, says):
    run = cobranca(f"{line} --json", code=2)
    assert error in (None, run.error["code"])
    assert run.error["hint"]
    assert (run.out, home.exists()) == ("", False)
    in_words = cobranca(line, code=2).err
    assert re.search(says, in_words)
    assert "\nDica: " in in_words
    assert TYPERS_OWN.findall(re.sub(r"--[a-z-]+", "", in_words)) == []


@pytest.mark.parametrize("line", ["vendi Ana 10 --vencimento", "--hoje", "--pasta", "vendi --yes=a",
                                  "help vendii", "resumo --xyzzy"])  # fmt: skip
def test_an_option_without_its_value_is_named(cobranca, line):
    shown = cobranca(line, code=2).err
    assert "\nDica: " in shown
    assert TYPERS_OWN.findall(re.sub(r"--[a-z-]+", "", shown)) == []


def test_errors_in_words_end_with_a_hint(cobranca):
    lines = cobranca("recebi Ana 1,234", code=2).err.splitlines()
    assert lines == ['O valor "1,234" pode ser R$ 1,23 ou R$ 1.234,00.',
                     "Dica: Escreva 1,23 ou 1.234,00."]  # fmt: skip


# --- The clock -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2026-11-10", "2026-11-10"), ("10/11/2026", "2026-11-10"), ("10/11", "2026-11-10"),
     ("ontem", "2026-11-22"), ("sexta", "2026-11-20"), ("'dia 10'", "2026-11-10"),
     ("hoje", "2026-11-23"), ("31/12/2030", "2030-12-31"), ("amanhã", "2026-11-24")],
)  # fmt: skip
@pytest.mark.parametrize("option", ["--today", "--hoje"])
def test_today_in_any_form(cobranca, option, typed, day):
    assert cobranca(f"{option} {typed} summary --json").json["date"] == day


def test_today_by_the_environment_and_by_option_which_wins(cobranca, monkeypatch):
    monkeypatch.setenv("COBRANCA_TODAY", "10/11/2026")
    assert cobranca("summary --json").json["date"] == "2026-11-10"
    assert cobranca("--today 2026-11-12 summary --json").json["date"] == "2026-11-12"
    assert cobranca("vendi Ana 1 --json").json["sold_on"] == "2026-11-10"
    monkeypatch.setenv("COBRANCA_TODAY", "nunca")
    assert cobranca("summary --json", code=2).error["code"] == "invalid_date"


def test_the_instant_is_set_and_today_moves_only_its_day(cobranca, monkeypatch):
    monkeypatch.setenv("COBRANCA_NOW", "2026-01-31T23:30:00-03:00")
    cobranca("--today 28/01/2026 vendi Ana 1")
    assert cobranca("log --json").json["rows"][0]["at"] == "2026-01-29T02:30:00Z"
    monkeypatch.setenv("COBRANCA_NOW", "2026-02-01T02:30:00Z")
    assert cobranca("summary --json").json["date"] == "2026-01-31"
    monkeypatch.setenv("COBRANCA_NOW", "2026-02-01 02:30")  # Without a zone: the business's.
    assert cobranca("summary --json").json["date"] == "2026-02-01"
    monkeypatch.setenv("COBRANCA_NOW", "agora")
    assert cobranca("summary", code=2).err.startswith('Não entendi a data "agora"')


# --- The home --------------------------------------------------------------------------------


@pytest.mark.parametrize("line", READS)
def test_a_read_of_a_missing_home_creates_nothing_and_is_empty(cobranca, home, line):
    run = cobranca(f"{line} --json")
    assert isinstance(run.json, dict)
    assert "Ainda não há nada" in run.err
    assert str(home) in run.err
    assert not home.exists()
    for key in ("rows", "messages", "withheld"):
        assert run.json.get(key, []) == []
    assert cobranca(line).err


def test_a_missing_home_has_nobody_in_it(cobranca, home):
    for line in ("customer Ana", "statement Ana", "recebi Ana 10", "installment 1", "undo --yes"):
        cobranca(line, code=3)
    assert not home.exists()


@pytest.mark.parametrize("option", ["--home", "--pasta"])
def test_the_home_by_option_wins_over_the_environment(cobranca, home, tmp_path, option):
    other = tmp_path / "outra" / "pasta"
    cobranca([option, str(other), "vendi", "Ana", "10"])
    assert (other / "cobranca.db").exists()
    assert not home.exists()
    assert cobranca(["customers", "--json"]).json["rows"] == []
    assert cobranca([option, str(other), "customers", "--json"]).json["rows"]


@pytest.mark.parametrize("line", ["vendi Ana 10", "atrasados", "setup --name A", "demo", "config"])
def test_a_home_that_is_a_file_is_left_alone(cobranca, home, line):
    home.write_text("não sou uma pasta", "utf-8")
    if line != "config":
        run = cobranca(f"{line} --json", code=5)
        assert run.error["code"] == "home_unusable"
        assert run.out == ""
    assert home.read_text("utf-8") == "não sou uma pasta"


def test_home_and_files_are_the_owners_alone(cobranca, home):
    old = os.umask(0)
    try:
        cobranca("vendi Ana 10")
        cobranca("setup --name Lúcia")
        import sqlite3

        connection = sqlite3.connect(home / "cobranca.db", isolation_level=None)
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM audit").fetchone()
        cobranca("vendi Ana 10")
        names = {p.name: mode(p) for p in home.iterdir() if p.is_file()}
        connection.close()
    finally:
        os.umask(old)
    assert mode(home) == 0o700
    assert {"cobranca.db", "cobranca.db-wal", "cobranca.db-shm", "cobranca.toml"} <= set(names)
    assert set(names.values()) == {0o600}


# --- Answers ---------------------------------------------------------------------------------


@pytest.fixture
def book(keep):
    return keep([
        "vendi 'Maria da Silva' 100 --em 01/10/2026 --vencimento 10/10/2026",
        "vendi 'Maria Souza' 50 --em 01/10/2026 --vencimento 15/10/2026",
    ])  # fmt: skip


def test_json_is_one_utf8_document_on_stdout_whatever_the_console(book):
    run = subprocess.run(
        [sys.executable, "-m", "cobranca_cli", "clientes", "--json"], capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=True,
    )  # fmt: skip
    assert json.loads(run.stdout.decode("utf-8"))["rows"][0]["name"] == "Maria da Silva"
    assert run.stderr == b""


def test_piped_output_is_plain_and_warnings_are_not_in_it(book):
    run = book("vendi 'Maria Sousa' 10")
    assert "Aviso" not in run.out
    assert run.err.startswith("Aviso: ")
    assert "\x1b" not in book("atrasados").out


def test_csv_is_only_for_lists_and_json_for_all(book):
    for line in COMMANDS:
        if line.kind == "list":
            arguments = " c1" if line.name == "statement" else ""
            assert "," in book(f"{line.name}{arguments} --csv").out
        else:
            assert book(f"{line.name} --csv", code=2).err


def test_a_reader_that_goes_away_is_no_error(book):
    run = subprocess.run(
        f"'{sys.executable}' -m cobranca_cli ajuda --all | head -1; echo ${{PIPESTATUS[0]}}",
        shell=True, capture_output=True, text=True, check=True, executable="/bin/bash",
    )  # fmt: skip
    assert run.stdout.splitlines()[1] == "0"
    assert run.stderr == ""


# --- A person at a terminal ------------------------------------------------------------------


def test_on_a_terminal_a_table_has_colours_and_rules_unless_not_wanted(book):
    drawn = at_a_terminal(["atrasados"])
    assert "Maria da Silva" in drawn.text
    assert "─" in drawn.text
    assert "\x1b[" in drawn.raw
    plain = at_a_terminal(["atrasados"], NO_COLOR="1")
    assert "\x1b[" not in plain.raw
    assert "Maria da Silva" in plain.text


def test_a_narrow_window_keeps_every_column_by_stacking(book):
    shown = at_a_terminal(["atrasados"], columns=30).text
    for line in ("Cliente: Maria da Silva", "Vencimento: 10/10/2026", "Em aberto: R$ 100,00"):
        assert line in shown
    assert "─" not in shown


def test_a_part_of_a_name_becomes_a_numbered_question(book):
    paid = at_a_terminal(["recebi", "Maria", "10"], types=[("Qual", "9"), ("Qual", "2")])
    assert "1. Maria da Silva" in paid.text
    assert "2. Maria Souza" in paid.text
    assert "novo cliente" not in paid.text
    assert paid.code == 0
    assert book("payments --json").json["rows"][0]["customer"] == "Maria Souza"


def test_the_last_number_is_a_new_customer(book):
    sold = at_a_terminal(["vendi", "Maria", "10"], types=[("Qual", "3")])
    assert '3. novo cliente "Maria"' in sold.text
    assert sold.code == 0
    assert book("customer c3 --json").json["name"] == "Maria"


def test_namesakes_are_told_apart_by_their_numbers(book):
    book("vendi 'Maria Souza' 10 --novo")
    paid = at_a_terminal(["recebi", "maria souza", "10"], types=[("Qual", "2")])
    assert "c2" in paid.text
    assert "c3" in paid.text
    assert book("payments --json").json["rows"][0]["customer_id"] == 3


def test_giving_up_a_question_writes_nothing(book, home):
    before = everything(home)
    gone = at_a_terminal(["recebi", "Maria", "10"], types=[("Qual", "")])
    assert gone.code == 130
    assert "nada foi gravado" in gone.text
    assert "Traceback" not in gone.text
    assert everything(home) == before


def test_an_input_that_ends_at_a_question_is_giving_up(book, home):
    before = everything(home)
    gone = at_a_terminal(["recebi", "Maria", "10"], types=[("Qual", "\x04")])
    assert (gone.code, everything(home)) == (130, before)
    assert "nada foi gravado" in gone.text


def test_an_interruption_after_the_commit_does_not_deny_it(book, monkeypatch):
    from cobranca_cli.cli.commands import sales

    def interrupted(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(sales, "emit_fact", interrupted)
    assert "nada foi gravado" in book("vendi 'Maria Souza' 10 --simular", code=130).err
    told = book("vendi 'Maria Souza' 10", code=130).err
    assert "já estava gravado" in told
    assert "cobranca historico" in told
    assert len(book("sales --json").json["rows"]) == 3


def test_a_damaged_module_is_not_taken_for_a_person_who_gave_up(book, monkeypatch):
    from cobranca_cli.cli.commands import sales

    def cut_short(*_args, **_kwargs):
        raise EOFError("marshal data too short")

    monkeypatch.setattr(sales, "emit_fact", cut_short)
    told = book("vendi 'Maria Souza' 10 --simular", code=1).err
    assert "marshal data too short" in told
    assert "Nada foi gravado" in told
    assert "já estava gravado" in book("vendi 'Maria Souza' 10", code=1).err


@pytest.mark.parametrize(
    ("answer", "kept", "credit"),
    [("t", 5000, 0), ("c", 6000, 1000), ("troco", 5000, 0), ("", 6000, 1000)],
)
def test_overpaid_cash_is_asked_about(book, answer, kept, credit):
    paid = at_a_terminal(["recebi", "Maria Souza", "60", "--forma", "dinheiro"],
                         types=[("roco ou cr", answer)])  # fmt: skip
    assert "R$ 10,00" in paid.text
    row = book("payments --json").json["rows"][0]
    assert (row["amount_cents"], row["credit_cents"]) == (kept, credit)


def test_overpaid_pix_and_a_given_yes_are_not_asked_about(book):
    assert at_a_terminal(["recebi", "Maria Souza", "60"]).code == 0
    assert at_a_terminal(["recebi", "Maria Souza", "60", "--forma", "dinheiro", "--sim"]).code == 0


@pytest.mark.parametrize(("answer", "code"), [("s", 0), ("SIM", 0), ("n", 130), ("", 130)])
def test_undo_shows_what_and_asks(book, home, answer, code):
    before = everything(home)
    run = at_a_terminal(["desfazer"], types=[("(s/n)", answer)])
    assert run.code == code
    assert "Maria Souza" in run.text
    assert (everything(home) == before) == bool(code)


def test_only_a_clear_answer_counts(book):
    run = at_a_terminal(["desfazer"], types=[("(s/n)", "talvez"), ("(s/n)", "sim")])
    assert run.code == 0


def test_without_a_terminal_questions_are_refused_and_with_json_too(book, home):
    before = everything(home)
    for line in ("undo", "void-sale 1 --reason x", "recebi 'Maria Souza' 1 --em 01/01/2020"):
        assert "--sim" in book(line, code=2).err
    run = at_a_terminal(["desfazer", "--json"])
    assert run.code == 2
    assert everything(home) == before


def test_a_date_over_a_year_away_is_asked_about(book):
    run = at_a_terminal(["vendi", "Ana", "10", "--vencimento", "25/12/2028"],
                        types=[("(s/n)", "s")])  # fmt: skip
    assert "segunda, 25/12/2028" in run.text
    assert run.code == 0


def test_the_guided_setup_at_a_real_terminal_is_left_and_taken_up_again(cobranca, home):
    """Question by question: tests/cli/test_guided.py."""
    cobranca("setup --city Campinas")
    run = at_a_terminal(["configurar"], types=[("ome do neg", "Doces"), ("eu nome", "\x03")])
    assert run.code == 130
    assert "já estava gravado" in run.text
    run = at_a_terminal(["configurar"], types=[("eu nome", "Lúcia")],
                        enter_afterwards=True)  # fmt: skip
    assert run.code == 0
    assert "Nome do negócio, como" not in run.text
    assert "Cidade [Campinas]:" in run.text
    rows = {r["key"]: r["value"] for r in cobranca("config --json").json["rows"]}
    assert (rows["business.name"], rows["business.owner"]) == ("Doces", "Lúcia")
    assert not (home / ".configurar").exists()


def test_bare_on_a_terminal_shows_the_first_steps_and_then_the_day(cobranca, home):
    shown = at_a_terminal([]).text
    assert shown.count("\n  ") >= 3
    assert "cobranca vendi" in shown
    assert not home.exists()
    cobranca("vendi 'Maria da Silva' 100 --em 01/10/2026 --vencimento 10/10/2026")
    shown = at_a_terminal([], types=[("caderno>", "\x04")], PROMPT_TOOLKIT_NO_CPR="1").text
    assert "segunda, 23/11/2026" in shown
    assert "R$ 100,00" in shown
    assert "Até logo!" in shown


def test_a_topic_fits_the_window_and_its_examples_stay_whole(cobranca, monkeypatch):
    monkeypatch.setattr("cobranca_cli.cli.help._width", lambda: 50)
    lines = cobranca("ajuda lei").out.splitlines()
    prose = [line for line in lines if not line.startswith(" ")]
    assert max(map(len, prose)) <= 50
    assert any(line.startswith("  cobranca configurar --documento ") for line in lines)
