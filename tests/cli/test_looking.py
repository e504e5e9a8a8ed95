"""The looking commands as typed: shapes of interface.md, words of a person."""

from __future__ import annotations

import csv
import io
import subprocess
import sys

import pytest

BOOK = (
    # Sale 1, instalments 1 to 3.
    "vendi 'Maria da Silva' 300 --em 1/8/2026 --vencimento 1/9/2026 --parcelas 3 --descricao Bolo",
    "vendi Élia 100 --em 01/11/2026 --vencimento 20/11/2026 --descricao Torta",  # 4: a holiday.
    "vendi Edu 55 --em 01/11/2026 --vencimento 18/11/2026",  # 5.
    "vendi Zé 70 --em 01/11/2026 --vencimento 26/11/2026",  # 6.
    "vendi --balcao 20",
    "recebi 'Maria da Silva' 150 --em 22/11/2026",
)


@pytest.fixture
def book(keep):
    return keep(BOOK)


# --- overdue --------------------------------------------------------------------------------------


def test_overdue_is_one_document_in_json(book):
    found = book("overdue --json").json
    assert list(found) == [
        "as_of", "rows", "customers", "installments", "open_cents", "updated_cents",
    ]  # fmt: skip
    assert found["as_of"] == "2026-11-23"
    assert (found["customers"], found["installments"]) == (2, 3)
    assert found["open_cents"] == found["updated_cents"] == 20500
    assert found["rows"][0] == {
        "installment_id": 2, "sale_id": 1, "customer_id": 1, "customer": "Maria da Silva",
        "description": "Bolo", "number": 2, "of": 3, "due_on": "2026-10-01",
        "days_overdue": 53, "bucket": "31-60", "amount_cents": 10000, "open_cents": 5000,
        "fine_cents": 0, "interest_cents": 0, "updated_cents": 5000, "disputed": False,
        "promise_on": None, "last_message_on": None,
    }  # fmt: skip
    assert [row["installment_id"] for row in found["rows"]] == [2, 3, 5]


def test_overdue_by_customer_in_either_language(book):
    found = book("overdue --by customer --json").json
    assert found["rows"][0] == {
        "customer_id": 1, "customer": "Maria da Silva", "installments": 2,
        "oldest_due_on": "2026-10-01", "days_overdue": 53, "open_cents": 15000,
        "updated_cents": 15000, "credit_cents": 0, "last_message_on": None,
    }  # fmt: skip
    assert (found["customers"], found["installments"], found["open_cents"]) == (2, 3, 20500)
    assert book("atrasados --por Cliente --json").json == found
    by_installment = book("overdue --json").json
    assert book("overdue --by installment --json").json == by_installment
    assert book("atrasados --por parcela --json").json == by_installment
    assert "cliente" in book("atrasados --por venda", code=2).err


def test_overdue_shows_a_table_with_the_totals_of_everything(book):
    lines = book("atrasados").out.splitlines()
    assert lines[0].split() == [
        "Cliente", "Parcela", "Vencimento", "Dias", "Em", "aberto", "Descrição",
    ]  # fmt: skip
    assert "R$ 50,00" in lines[1]
    assert "Bolo" in lines[1]
    assert lines[-1] == "2 clientes, 3 parcelas: R$ 205,00 em aberto."
    limited = book("atrasados --limite 1").out.splitlines()
    assert limited[-2:] == ["2 clientes, 3 parcelas: R$ 205,00 em aberto.", "Mostrando 1 de 3."]
    assert len(limited) == 4
    assert book("atrasados --por cliente --limite 1").out.endswith("Mostrando 1 de 2.\n")


def test_overdue_narrows_by_customer_days_and_day(book):
    assert book("overdue maria --json").json["installments"] == 2
    assert book("overdue --min-days 22 --json").json["installments"] == 2
    assert book("overdue --dias-minimos 23 --json").json["installments"] == 1
    past = book("atrasados --em-data 01/11/2026 --json").json
    assert (past["as_of"], past["open_cents"]) == ("2026-11-01", 20000)
    assert "domingo, 01/11/2026" in book("overdue --as-of 01/11/2026").out
    assert book("--hoje 01/11/2026 overdue --json").json == past


def test_nobody_late_is_said_to_the_person_and_not_in_the_data(cobranca):
    cobranca("vendi Maria 10 --vencimento hoje")
    quiet = cobranca("overdue")
    assert (quiet.out, "Ninguém está atrasado." in quiet.err) == ("", True)
    assert "Maria não tem nada em atraso." in cobranca("overdue Maria").err
    assert cobranca("overdue --json").json["rows"] == []
    assert cobranca("overdue --by customer --json").json["rows"] == []


def test_overdue_of_a_stranger_is_not_found(book):
    assert book("overdue Joaquim --json", code=3).error["code"] == "customer_not_found"


@pytest.mark.parametrize(
    "line", ["overdue --min-days -1", "overdue --limit 0", "upcoming --days x", "parcela 2 --em x"]
)
def test_what_is_no_number_or_day_is_not_understood(book, line):
    assert book(line, code=2).out == ""


# --- upcoming -------------------------------------------------------------------------------------


def test_upcoming_holds_what_is_open_and_not_late(book):
    found = book("upcoming --json").json
    assert [(r["customer"], r["days_until"], r["bucket"]) for r in found["rows"]] == [
        ("Élia", 0, None), ("Zé", 3, None),
    ]  # fmt: skip
    assert (found["customers"], found["installments"], found["open_cents"]) == (2, 2, 17000)
    assert [r["customer"] for r in book("a-vencer --dias 0 --json").json["rows"]] == ["Élia"]
    assert "2 clientes, 2 parcelas: R$ 170,00 em aberto." in book("a-vencer").out


def test_upcoming_says_when_nothing_falls_due(cobranca):
    cobranca("vendi Maria 10 --vencimento '30 dias'")
    assert "próximos 7 dias" in cobranca("upcoming").err
    assert "Nada vence hoje." in cobranca("upcoming --days 0").err


def test_lists_come_as_csv_too(book):
    rows = list(csv.DictReader(io.StringIO(book("upcoming --csv").out)))
    assert [(r["customer"], r["due_on"], r["open_cents"]) for r in rows] == [
        ("Élia", "2026-11-20", "10000"), ("Zé", "2026-11-26", "7000"),
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(book("extrato maria --csv").out)))
    assert [r["balance_cents"] for r in rows] == ["30000", "15000"]


# --- installment ----------------------------------------------------------------------------------


def test_an_instalment_in_json_and_in_words(book):
    found = book("installment 2 --json").json
    assert found["status"] == "late"
    assert found["postings"] == [
        {"on": "2026-11-22", "kind": "payment", "amount_cents": 5000, "payment_id": 2}
    ]
    words = book("parcela 2").out
    assert "Parcela 2 (2 de 3) da venda 1 (Bolo)" in words
    assert "22/11/2026      -R$ 50,00  recebido (recebimento 2)" in words
    assert "Em aberto em 23/11/2026: R$ 50,00, 53 dias de atraso." in words


def test_an_instalment_on_another_day(book):
    assert book("parcela 2 --em 01/10/2026 --json").json["status"] == "open"
    assert "em dia (hoje é o último dia)" in book("parcela 4").out
    assert "em dia até segunda, 23/11/2026" in book("parcela 4").out
    assert "em dia (faltam 3 dias)" in book("parcela 6").out
    assert "quitada" in book("parcela 1").out
    assert "quitada" not in book("parcela 1 --em 21/11/2026").out
    assert "01/11/2026" in book("parcela 4 --em 10/10/2026", code=3).err


def test_a_customer_will_do_when_only_one_instalment_fits(book):
    assert book("installment Edu --json").json["installment_id"] == 5
    assert book("installment Maria --json", code=3).error["code"] == "several_fit"
    assert book("installment 99 --json", code=3).error["code"] == "installment_not_found"


# --- summary --------------------------------------------------------------------------------------


def test_the_summary_in_json(book):
    found = book("summary --json").json
    assert list(found) == [
        "date", "received_yesterday_cents", "received_month_cents", "due_today_cents",
        "due_week_cents", "overdue_cents", "overdue_updated_cents", "overdue_customers", "buckets",
        "disputed_cents", "due_today", "promises_today", "promises_broken", "checks_soon",
        "messages_ready", "messages_withheld", "tasks", "credits_cents", "agreements",
        "warnings",
    ]  # fmt: skip
    assert found["date"] == "2026-11-23"
    assert (found["received_yesterday_cents"], found["received_month_cents"]) == (15000, 17000)
    assert (found["due_today_cents"], found["due_week_cents"]) == (10000, 17000)
    assert (found["overdue_cents"], found["overdue_customers"]) == (20500, 2)
    assert found["buckets"] == {"1-30": 15500, "31-60": 5000, "61-90": 0, "90+": 0}
    assert [r["customer"] for r in found["due_today"]] == ["Élia"]


def test_the_summary_reads_well_over_coffee(book):
    book("vendi Lia 10 --vencimento 22/11/2026 --em 22/11/2026 --pago")
    book("recebi Lia 5")
    lines = book("resumo").out.splitlines()
    assert lines[:8] == [
        "Resumo de segunda, 23/11/2026",
        "",
        "Entrou ontem: R$ 160,00. No mês: R$ 185,00.",
        "Vence hoje: R$ 100,00",
        "  Élia: R$ 100,00, Torta",
        "Nos 6 dias seguintes: R$ 70,00 (cobranca a-vencer --dias 6)",
        "Atrasado: R$ 205,00, de 2 clientes (cobranca atrasados)",
        "  até 30 dias: R$ 155,00",
    ]
    assert lines[-1] == "Clientes têm R$ 5,00 de crédito para a próxima compra."


def test_a_long_list_of_names_is_cut_in_the_summary(cobranca):
    for number in range(12):
        cobranca(f"vendi 'Cliente {number:02d}' 10 --vencimento hoje --novo")
    out = cobranca("resumo").out
    assert out.count("Cliente ") == 10
    assert "e mais 2 parcelas: cobranca a-vencer --dias 0" in out


def test_a_quiet_summary_says_nothing_when_there_is_nothing_to_say(cobranca, home):
    quiet = cobranca("resumo --calado")
    assert (quiet.out, quiet.err) == ("", "")
    assert not home.exists()
    assert "Ninguém está atrasado." in cobranca("resumo").out
    cobranca("vendi Maria 10 --vencimento 31/12/2026")
    assert cobranca("summary --quiet-if-empty").out == ""
    cobranca("vendi Maria 10 --vencimento 25/11/2026")
    assert "Nos 6 dias seguintes: R$ 10,00" in cobranca("summary --quiet-if-empty").out


# --- Everywhere -----------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["overdue --json", "upcoming --json", "summary --json"])
def test_without_a_home_a_read_gives_the_empty_document_and_creates_nothing(cobranca, home, line):
    run = cobranca(line)
    assert run.json.get("rows", []) == []
    assert str(home) in run.err
    assert not home.exists()


@pytest.mark.parametrize(
    "line",
    ["overdue --json", "upcoming", "summary --json", "statement Edu --json", "parcela 5 --json"],
)
def test_a_look_loads_nothing_heavy(book, line):
    script = (
        "import sys; from cobranca_cli.cli.main import main; main(sys.argv[1:]);"
        "print(*(m for m in ('sqlmodel', 'sqlalchemy', 'pydantic', 'rich', 'jinja2',"
        " 'phonenumbers', 'holidays') if m in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *line.split()], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == ""
