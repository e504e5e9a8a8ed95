"""Slips of the hand: nothing is guessed, nothing is lost, and the answer stays readable."""

from __future__ import annotations

import json

import pytest
from terminal import at_a_terminal, everything


def test_anything_but_change_or_credit_is_asked_again(cobranca, home):
    cobranca("vendi 'Maria Souza' 150")
    screen = at_a_terminal(
        ["recebi", "Maria Souza", "200", "--forma", "dinheiro"],
        types=[("Troco ou crédito", "?"), ("Troco ou crédito", "clear"),
               ("Troco ou crédito", "TROCO")],
    )  # fmt: skip
    assert screen.code == 0
    assert screen.text.count("Troco ou crédito") == 3
    (row,) = cobranca("payments --json").json["rows"]
    assert (row["amount_cents"], row["credit_cents"]) == (15000, 0)


@pytest.mark.parametrize(
    ("dates", "due_on"),
    [
        ("--on 20/11 --due 19/11", None),
        ("--on 10/11/2026 --due 9/11", None),
        ("--on 10.11.2026 --due 1-6", None),
        ("--on 20/11 --due 20/11", "2026-11-20"),
        ("--on 20/11 --due 21/11", "2026-11-21"),
        ("--on 23/11 --due 10/01", "2027-01-10"),
        ("--on 20/11 --due 20/04", "2027-04-20"),
        ("--on 20/11 --due 2027-11-19 --yes", "2027-11-19"),
        ("--due 19/11", "2027-11-19"),  # Today is the 23rd: the next one, as everywhere.
    ],
)
def test_a_due_date_just_before_the_sale_is_a_slip_not_next_year(cobranca, home, dates, due_on):
    run = cobranca(f"add-sale Ana 10 {dates} --json", code=0 if due_on else 4)
    if due_on:
        assert run.json["installments"][0]["due_on"] == due_on
    else:
        assert run.error["code"] == "due_before_sale"
        assert not home.exists()


@pytest.mark.parametrize("break_", ["\n", "\t", "\x1b", "\u200b", "\u202e", "\r"])
@pytest.mark.parametrize("command", ["add-sale", "add-payment", "customer", "statement"])
def test_a_name_with_a_control_character_names_nobody(cobranca, home, command, break_):
    cobranca("add-sale 'Maria Silva' 10")
    before = everything(home)
    amount = ["10"] if command.startswith("add") else []
    run = cobranca([command, f"Maria{break_}Silva", *amount, "--json"], code=2)
    assert run.error["code"] == "invalid_text"
    assert everything(home) == before


@pytest.mark.parametrize("text", ["987654", "11912345678", "c99"])
def test_digits_alone_are_no_new_customer_even_when_told_so(cobranca, home, text):
    cobranca(f"add-sale {text} 10 --new", code=3)
    assert not home.exists()


@pytest.mark.parametrize(
    ("today", "due", "asks"),
    [
        ("2026-11-23", "2027-11-23", False), ("2026-11-23", "2027-11-24", True),
        ("2027-11-23", "2028-11-23", False), ("2027-11-23", "2028-11-24", True),
        ("2028-02-29", "2029-02-28", False), ("2028-02-29", "2029-03-01", True),
    ],
)  # fmt: skip
def test_over_a_year_away_is_asked_about_to_the_day(cobranca, today, due, asks):
    cobranca(f"--today {today} add-sale Ana 10 --due {due}", code=2 if asks else 0)
    cobranca(f"--today {today} add-sale Ana 10 --due {due} --yes")


@pytest.mark.parametrize("option", ["--phone 11912345678", "--new", "--override x"])
def test_the_counter_takes_nothing_that_is_a_customers(cobranca, home, option):
    assert cobranca(f"add-sale --walk-in 5 {option} --json", code=2).error["hint"]
    assert not home.exists()


def test_cash_above_the_price_of_being_early_is_change(cobranca):
    cobranca("vendi Maria 100 --desconto-antecipado 5% --antecipado-ate 30/11")
    screen = at_a_terminal(
        ["recebi", "Maria", "100", "--forma", "dinheiro"], types=[("Troco ou crédito", "t")]
    )
    assert "Sobram R$ 5,00" in screen.text
    assert "Troco: R$ 5,00." in screen.text


def test_cash_that_pays_what_is_named_and_its_charges_leaves_no_change_to_ask_about(cobranca):
    cobranca("vendi Maria 100 --em 01/10/2026 --vencimento 09/10/2026 --multa 2")
    cobranca("vendi Maria 10 --em 01/10/2026 --vencimento 09/10/2026")
    cobranca("perda 1 --motivo sumiu")
    cobranca("contestar 2 'veio errado'")
    for amount, item in (("102", "1"), ("10", "2")):
        line = ["recebi", "Maria", amount, "--forma", "dinheiro", "--parcela", item]
        screen = at_a_terminal(line, types=[])
        assert (screen.code, "Sobram" in screen.text) == (0, False)


def test_an_option_without_its_value_points_to_the_commands_own_help(cobranca):
    assert "cobranca vendi --ajuda" in cobranca("vendi Ana 10 --parcelas", code=2).err
    assert "cobranca overdue --ajuda" in cobranca("overdue --limit", code=2).err


def test_an_error_in_json_is_all_that_a_program_reads(cobranca, home):
    assert json.loads(cobranca("statement Maria --json", code=3).err)["error"]["hint"]
    home.mkdir(mode=0o755)
    cobranca("add-sale Ana 10 --json")
    home.chmod(0o755)
    run = cobranca("add-payment Bia 10 --json", code=3)
    assert json.loads(run.err)["error"]["code"] == "customer_not_found"
    assert "Aviso" in cobranca("overdue --json").err
    assert "Aviso" in cobranca("overdue").err


def test_help_speaks_json_too(cobranca):
    found = cobranca("help vendi --json").json
    assert found["topic"] == "vendi"
    assert "--vencimento" in found["text"]
    assert cobranca("ajuda --json").json["topic"] is None


def test_a_registry_line_that_says_something_else_is_told(cobranca, tmp_path):
    cobranca("add-customer Bia --phone 11912345678")
    (tmp_path / "c.csv").write_text(
        "cliente,telefone,endereco\nBia,21987654321,Rua Z\nana,11912345670,\nAna,11912345671,\n",
        "utf-8",
    )
    done = cobranca(["import-csv", "--customers", tmp_path / "c.csv", "--json"]).json
    assert (done["customers"], done["already_known"], done["updated"]) == (1, 2, 1)
    assert [w.split(":")[0] for w in done["warnings"]] == ["c.csv, linha 2", "c.csv, linha 4"]
    assert "+5521987654321" in done["warnings"][0]
    assert cobranca("customer Bia --json").json["address"] == "Rua Z"


def test_a_part_of_a_name_is_asked_about_where_a_sale_is_meant(cobranca, home):
    cobranca("vendi 'Maria Souza' 10")
    cobranca("vendi 'Ana Souza' 20")
    screen = at_a_terminal(
        ["cancelar-venda", "souza", "--motivo", "x"], types=[("Qual deles", "1"), ("(s/n)", "s")]
    )
    assert screen.code == 0, screen.text
    assert [r["open_cents"] for r in cobranca("customers --json").json["rows"]] == [0, 1000]


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_help_and_footers_break_between_words(cobranca, home, columns):
    cobranca("vendi 'Maria Souza' 150 --em 01/10/2026 --vencimento 10/10/2026")
    for line in (["vendi", "--ajuda"], ["--ajuda"], ["clientes"], ["atrasados"]):
        shown = at_a_terminal(line, columns=columns).text.splitlines()
        # What is to be typed stays in one piece, to be copied.
        long = [row for row in shown if len(row) > columns and not row.startswith("  cobranca ")]
        assert long == [], line
