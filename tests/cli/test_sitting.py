"""The `caderno`: many lines in one run, from a pipe and at a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal import at_a_terminal

from cobranca_cli.cli.typed_lines import QuoteOpenError, begin, quoted, split

# --- Words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("vendi d'Ávila 50", ["vendi", "d'Ávila", "50"]),
        ("vendi Dona d'Ávila 50", ["vendi", "Dona", "d'Ávila", "50"]),
        ('vendi "Dona d\'Ávila" 50', ["vendi", "Dona d'Ávila", "50"]),
        ("vendi 'Dona d'Ávila' 50", ["vendi", "Dona d'Ávila", "50"]),
        ("vendi “Dona d’Ávila” 50", ["vendi", "Dona d’Ávila", "50"]),
        ("vendi Ana --descricao='pão de mel'", ["vendi", "Ana", "--descricao=pão de mel"]),
        ("anotar Ana 'x' \"\"", ["anotar", "Ana", "x", ""]),
        (r"backup --para C:\copias\$HOME *", ["backup", "--para", r"C:\copias\$HOME", "*"]),
        ("  ", []),
    ],
)
def test_a_line_is_parted_as_a_person_means_it(line, words):
    assert split(line) == words


@pytest.mark.parametrize(
    "line", ['vendi "Maria 50', "vendi 'Dona d'Ávila 50", "vendi x '", 'x --descricao="pão']
)
def test_a_quote_that_stays_open_is_asked_about(line):
    with pytest.raises(QuoteOpenError):
        split(line)


def test_the_word_at_the_cursor_is_known_with_its_quote():
    assert begin("recebi Mar") == (["recebi"], "Mar", 3)
    assert begin('recebi "Maria d') == (["recebi"], "Maria d", 8)
    assert begin("recebi Ana --forma=p") == (["recebi", "Ana"], "--forma=p", 9)
    assert begin("recebi ") == (["recebi"], "", 0)


@given(st.text("aé -='\"“”‘’\\\\$", max_size=9))
def test_what_a_completion_writes_is_read_back_as_one_word(value):
    written = quoted(value)
    if written is not None:
        assert split(f"ficha {written} 5") == ["ficha", value, "5"]
    else:
        assert not value or set(value) & set("\"'“”‘’")


# --- From a pipe --------------------------------------------------------------------------------


def test_lines_from_a_pipe_are_runs_of_their_own(cobranca):
    lines = ["# o dia de hoje", 'vendi "Dona d\'Ávila" 100', "", "cobranca recebi d'Ávila 30 --sim"]
    run = cobranca("caderno", code=3, stdin="\n".join([*lines, "vendi Ana 1"]))
    assert "Parei na linha 4" in run.err
    assert "d'Ávila 30" in run.err
    cobranca("shell", stdin='recebi "Dona d\'Ávila" 30\nrecebimentos\nsair\nvendi Ana 1\n')
    assert [row["name"] for row in cobranca("customers --json").json["rows"]] == ["Dona d'Ávila"]
    assert cobranca("payments --json").json["rows"][0]["amount_cents"] == 3_000


def test_a_line_that_is_not_understood_stops_a_pipe_with_its_code(cobranca, home):
    for line, code in (('vendi "Ana 5', 2), ("vendii Ana 5", 2), ("ficha Zé", 3)):
        assert "Dica: " in cobranca("caderno", code=code, stdin=line).err
    assert "nada para desfazer" in cobranca("caderno", code=3, stdin="d\n").err
    assert not home.exists()
    assert "já está no caderno" in cobranca("caderno", stdin="caderno\n").err


def test_the_day_given_holds_for_every_line_else_each_has_its_own(cobranca, monkeypatch):
    cobranca("--hoje ontem caderno", stdin="vendi Ana 1\nvendi Ana 2\n")
    from cobranca_cli.cli import sitting

    def at_midnight(before, line):
        monkeypatch.setenv("COBRANCA_NOW", "2026-11-24T00:01:00-03:00")
        return run(before, line)

    run = sitting._run
    monkeypatch.setattr(sitting, "_run", at_midnight)
    cobranca("caderno", stdin="vendi Ana 3\n")
    days = {row["total_cents"]: row["sold_on"] for row in cobranca("sales --json").json["rows"]}
    assert days == {100: "2026-11-22", 200: "2026-11-22", 300: "2026-11-24"}


def test_pasted_lines_are_runs_of_their_own_up_to_the_first_that_fails(cobranca, home, capsys):
    from cobranca_cli.cli import sitting

    pasted = "vendi Ana 1\nvendi Bia 2\nd --sim\nrecebi Zé 3\nvendi Caio 4"
    assert sitting._take(["--home", str(home)], pasted) == ""
    assert "Parei na linha 4" in capsys.readouterr().err
    assert [row["name"] for row in cobranca("customers --json").json["rows"]] == ["Ana"]


# --- At a terminal ------------------------------------------------------------------------------


def at_the_prompt(*types):
    return at_a_terminal(["caderno"], types=types, PROMPT_TOOLKIT_NO_CPR="1")


@pytest.mark.slow  # One process, and a person's dozen lines.
def test_a_sitting_at_a_terminal(cobranca, home):
    cobranca("vendi 'Maria da Silva' 100")
    shown = at_the_prompt(
        ("caderno>", 'vendi "Dona d\'Ávila" 50'),  # An entry, an error, and it goes on.
        ("Venda 2", "vendi Dona d'Ávila"),
        ("não foi entendido]", "recebi Mari 30"),  # A part of a name is asked about.
        ("É este?", "1"),
        ("Recebimento 1", "vendi Zé 9\x03"),  # Ctrl-C drops the line.
        ("caderno>", "vendi Bia 7"),
        ("Venda 3", "d"),
        ("(s/n)", "s"),
        ("Desfeito", "?"),
        ("ajuda COMANDO", "1"),  # The menu's number begins the line.
        ("vendi", "Caio 5"),
        ("Venda 4", "sair"),
    )
    assert shown.code == 0
    assert "Desde que você abriu: 2 vendas, R$ 55,00; 1 recebimento, R$ 30,00." in shown.text
    assert {row["name"] for row in cobranca("customers --json").json["rows"]} == {
        "Maria da Silva", "Dona d'Ávila", "Caio",
    }  # fmt: skip
    assert {path.name for path in home.iterdir() if path.is_file()} <= {
        "cobranca.db", "cobranca.db-wal", "cobranca.db-shm",
    }  # fmt: skip  # Nothing of what was typed stays anywhere.


@pytest.mark.slow  # As above.
def test_the_prompt_completes_with_what_is_open_beside_the_name(cobranca, home):
    """A part of a name would be asked about: the whole one stood in the line."""
    cobranca("vendi 'Maria da Silva' 70")
    shown = at_the_prompt(
        ("caderno>", "recebi mar\t"),  # Too quick for the menu: the next Tab finds it there.
        ("Silva", "\t"), ('"Maria', " 30"), ("Recebimento 1", "sair"),
    )  # fmt: skip
    assert "R$ 70,00 em aberto" in shown.text
    assert "É este?" not in shown.text


def test_the_totals_leave_out_what_was_taken_back(cobranca, home, reader):
    from cobranca_cli.reports.sitting import Entered, entered, mark

    cobranca("vendi Ana 100")
    since = mark(reader())
    for line in ("vendi Ana 50", "vendi Ana 40", "vendi Ana 20", "recebi Ana 5", "recebi Ana 6",
                 "cancelar-venda 2 --motivo x --manter 10 --sim", "estornar 1 --motivo x --sim",
                 "cancelar-venda 3 --motivo x --sim"):  # fmt: skip
        cobranca(line)
    assert entered(reader(), since) == Entered(2, 30_00, 1, 6_00)
