"""What a customer contests, as typed: frozen until it is kept, discounted or voided (rules §8)."""

from __future__ import annotations

from contextlib import closing

import pytest

from cobranca_cli.store.connection import connect
from cobranca_cli.store.queries.disputes import open_disputes

BOOK = (
    "vendi 'Ana Souza' 40 --em 01/10/2026 --vencimento 10/10/2026",  # Instalment 1.
    "vendi 'Ana Souza' 90 --parcelas 3 --em 01/10/2026 --vencimento 12/10/2026",  # 2 to 4.
    "vendi Bia 50 --em 01/11/2026 --vencimento 10/11/2026",  # 5.
    "--hoje 2026-11-20 contestar 1 '[red]veio {{ sem }} cobertura'",
)


@pytest.fixture
def book(keep):
    return keep(BOOK)


def test_the_task_says_what_resolves_it(book):
    book("contestar 5 errado")
    shown = " ".join(book("lembrar Bia").out.split())
    assert "cobranca resolver c2 manter, abater VALOR ou cancelar" in shown
    assert "--etapa resolver" not in shown


def test_a_dispute_is_one_document_in_json(book):
    assert book("contestar Bia 'chegou tarde' --json").json == {
        "dispute_id": 2, "installment_id": 5, "customer_id": 2, "customer": "Bia",
        "text": "chegou tarde", "opened_on": "2026-11-23", "status": "open", "open_cents": 5000,
    }  # fmt: skip
    found = book("resolve-dispute Bia discount 10 --reason 'foi tarde mesmo' --json").json
    assert found == {
        "dispute_id": 2, "installment_id": 5, "customer_id": 2, "customer": "Bia",
        "text": "chegou tarde", "opened_on": "2026-11-23", "status": "discounted",
        "open_cents": 4000, "resolved_on": "2026-11-23", "due_on": "2026-11-30",
        "discount_cents": 1000, "voided_cents": 0, "freed_cents": 0, "paid_cents": 0,
        "credit_used_cents": 0, "credit_cents": 0,
    }  # fmt: skip


def test_what_is_typed_next_is_said(book):
    said = book("contestar 5 'chegou tarde'").out.splitlines()
    assert said == [
        "Parcela 5 de Bia contestada: R$ 50,00 sem lembretes até você resolver.",
        "Para resolver: cobranca resolver 5 manter, abater VALOR ou cancelar",
    ]
    assert book("resolver Bia manter").out.splitlines() == [
        "Contestação da parcela 5 de Bia: mantida.",
        "Em aberto: R$ 50,00, vence segunda, 30/11/2026.",
    ]
    said = book("anotar Bia 'não gostou' --motivo insatisfacao").out
    assert "cobranca contestar PARCELA TEXTO" in said


def test_only_what_is_contested_is_not_reminded_of(book):
    (ana, bia) = book("lembrar --mostrar --json").json["messages"]
    assert (ana["installment_ids"], bia["installment_ids"]) == ([2, 3], [5])
    book("contestar 5 'chegou tarde'")
    withheld = book("lembrar --mostrar --json").json["withheld"]
    assert [(row["customer"], row["reason"]) for row in withheld] == [("Bia", "disputed")]
    assert "contestação: segura, parcela 5" in book("por-que Bia").out
    book("resolver 5 cancelar")
    assert book("lembrar --mostrar --json").json["withheld"] == []


def test_a_promise_is_recalled_without_what_is_contested_since(book):
    book("promessa 'Ana Souza' 25/11")
    before = book("--today 2026-11-25 lembrar Ana --json").json["messages"][0]
    book("contestar 2 'veio outro'")
    (after,) = book("--today 2026-11-25 lembrar Ana --json").json["messages"]
    assert (before["step"], after["step"]) == ("promessa", "promessa")
    frozen = book("parcela 2 --json").json["open_cents"]
    assert after["total_cents"] == before["total_cents"] - frozen


def test_money_that_names_nothing_goes_to_what_is_not_contested(book):
    paid = book("recebi 'Ana Souza' 100 --json").json
    assert [row["installment_id"] for row in paid["allocations"]] == [2, 3, 4]
    assert (paid["credit_cents"], paid["remaining_open_cents"]) == (1000, 4000)
    book("conferir")
    # Overpaid cash goes back as far as what is not contested is paid; and nothing else is open.
    assert book("recebi 'Ana Souza' 10 --forma dinheiro --troco", code=4).out == ""
    named = book("recebi 'Ana Souza' 5 --parcela 1 --json").json
    assert [row["open_cents"] for row in named["allocations"]] == [3500]
    said = book("resolver 1 manter").out
    assert "O que já foi pago desta parcela continua pago: R$ 5,00." in said
    assert "Pago agora com o crédito do cliente: R$ 10,00." in said
    assert "Em aberto: R$ 25,00, vence segunda, 30/11/2026." in said
    book("conferir")


def test_a_void_takes_what_is_open_and_leaves_what_was_paid(book):
    book("recebi 'Ana Souza' 15 --parcela 1")
    found = book("resolver 1 cancelar --json").json
    assert (found["status"], found["due_on"]) == ("voided", "2026-10-10")
    assert (found["open_cents"], found["voided_cents"], found["paid_cents"]) == (0, 2500, 1500)
    assert book("parcela 1 --json").json["status"] == "settled"
    book("contestar 5 'nunca chegou'")
    book("resolver 5 cancelar")
    assert book("parcela 5 --json").json["status"] == "voided"
    assert [row["voided"] for row in book("vendas --json").json["rows"]] == [True, False, False]
    book("conferir")


def test_a_discount_of_more_than_is_open_frees_what_was_paid(book):
    book("recebi 'Ana Souza' 30 --parcela 1")
    found = book("resolver 1 abater 25 --json").json
    assert (found["freed_cents"], found["paid_cents"]) == (1500, 1500)
    assert (found["credit_used_cents"], found["open_cents"]) == (1500, 0)  # Of instalment 2.
    assert book("parcela 2 --json").json["open_cents"] == 1500
    book("conferir")


def test_a_due_date_ahead_stays_and_a_down_payment_keeps_its_day(book):
    book("vendi Caio 100 --entrada 30 --vencimento 30/12/2026")
    book("contestar 7 'não é isso'")
    assert book("resolver 7 manter --json").json["due_on"] == "2026-12-30"
    payment = book("recebimentos Caio --json").json["rows"][0]["payment_id"]
    book(f"estornar {payment} --motivo engano --sim")
    book("contestar 6 'não é isso'")
    assert book("resolver 6 manter --json").json["due_on"] == "2026-11-23"


def test_lists_mark_it_and_the_summary_gives_it_a_column_of_its_own(book):
    rows = book("atrasados --json").json["rows"]
    assert [(r["installment_id"], r["disputed"]) for r in rows] == [
        (1, True), (2, False), (5, False), (3, False),
    ]  # fmt: skip
    assert "Contestada" in book("atrasados").out
    assert "Contestada" not in book("atrasados Bia").out
    day = book("resumo --json").json
    assert day["overdue_cents"] == sum(day["buckets"].values()) + 4000 == 15000
    assert day["disputed_cents"] == 4000
    assert "contestado, sem lembretes até você resolver: R$ 40,00" in book("resumo").out
    assert [r["open_cents"] for r in book("atrasados --por cliente --json").json["rows"]] == [
        10000, 5000,
    ]  # fmt: skip


def test_a_promise_and_the_last_message_stand_in_the_lists(book):
    book("--hoje 2026-11-20 promessa Bia 2026-11-20")
    book("promessa Bia 2026-11-27")
    book("promessa 'Ana Souza' 2026-11-25")
    book("desfazer --sim")
    book("lembrar 'Ana Souza' --mostrar --registrar")
    rows = {row["installment_id"]: row for row in book("atrasados --json").json["rows"]}
    assert [rows[i]["promise_on"] for i in (2, 5)] == [None, "2026-11-27"]
    assert [rows[i]["last_message_on"] for i in (1, 2, 5)] == ["2026-11-23", "2026-11-23", None]
    rows = book("atrasados --por cliente --json").json["rows"]
    assert [row["last_message_on"] for row in rows] == ["2026-11-23", None]
    rows = {
        row["installment_id"]: row
        for row in book("atrasados --em-data 2026-11-20 --json").json["rows"]
    }
    assert (rows[5]["promise_on"], rows[2]["last_message_on"]) == ("2026-11-20", None)


def test_the_card_and_the_instalment_show_it(book):
    card = book("ficha Ana --json").json
    assert card["disputes"] == [
        {"installment_id": 1, "text": "[red]veio {{ sem }} cobertura", "opened_on": "2026-11-20",
         "status": "open"}
    ]  # fmt: skip
    assert [step["command"] for step in card["next_steps"][:2]] == [
        "cobranca resolver 1 manter", "cobranca lembrar c1 --mostrar",
    ]  # fmt: skip
    assert "  20/11/2026  parcela 1: [red]veio {{ sem }} cobertura" in book("ficha Ana").out
    assert "Contestada em 20/11/2026: [red]veio {{ sem }} cobertura" in book("parcela 1").out
    book("resolver 1 manter")
    assert "  mantida em 23/11/2026" in book("parcela 1").out
    assert "Contestado" not in book("ficha Ana").out
    assert book("ficha Ana --json").json["disputes"][0]["status"] == "kept"


def test_past_days_say_what_was_known_then_and_the_due_date_is_corrected(book):
    def on(day):
        found = book(f"parcela 1 --em {day} --json").json
        return [dispute["status"] for dispute in found["disputes"]], found["days_overdue"]

    assert (on("2026-11-19"), on("2026-11-20")) == (([], 40), (["open"], 41))
    book("resolver 1 manter")
    assert (on("2026-11-19"), on("2026-11-20")) == (([], 0), (["open"], 0))
    assert on("2026-11-23") == (["kept"], 0)
    late = book("--hoje 2026-12-03 parcela 1 --json").json
    assert (late["days_overdue"], late["due_on"]) == (3, "2026-11-30")
    rows = book("atrasados --em-data 2026-11-20 --json").json["rows"]
    assert [row["disputed"] for row in rows] == [False] * 3  # 1 is no longer late that day.


def test_a_dispute_does_no_harm_to_the_score(book):
    def lines(day="2026-11-23"):
        found = book(f"pontuacao Ana --em-data {day} --json").json
        return [(line["installment_id"], line["days_late"]) for line in found["lines"]]

    assert lines("2026-11-19") == [(1, 40), (2, 38), (3, 7)]
    assert lines() == [(2, 42), (3, 11)]
    book("resolver 1 cancelar")
    assert lines() == [(2, 42), (3, 11)]
    book("desfazer --sim")
    book("resolver 1 manter")
    assert lines() == [(2, 42), (3, 11)]  # Not due yet.
    book("recebi 'Ana Souza' 40 --parcela 1")
    assert book("--hoje 2026-12-01 pontuacao Ana --json").json["lines"][-1]["days_late"] == 0


def test_undo_takes_back_a_resolution_whole(book):
    book("recebi 'Ana Souza' 100")
    before = [book(line).out for line in ("parcela 1", "extrato Ana", "ficha Ana", "resumo")]
    for how in ("manter", "abater 10", "cancelar"):
        book(f"resolver 1 {how}")
        assert book("parcela 1").out != before[0]
        book("desfazer --sim")
        after = [book(line).out for line in ("parcela 1", "extrato Ana", "ficha Ana", "resumo")]
        assert after == before
        book("desfazer --refazer --sim")
        book("desfazer --sim")
    book("conferir")


def test_an_undone_dispute_is_none(book):
    book("desfazer --sim")
    assert book("ficha Ana --json").json["disputes"] == []
    assert book("lembrar Ana --mostrar --json").json["messages"][0]["installment_ids"] == [1, 2, 3]
    book("contestar 1 outra vez", code=2)
    book("contestar 1 'outra vez'")


def test_life_log_and_export_tell_it(book, tmp_path):
    book("resolver 1 abater 10 --motivo 'sem cobertura'")
    texts = [row["text"] for row in book("extrato Ana --tudo --json").json["rows"]]
    assert "Contestou a parcela 1: [red]veio {{ sem }} cobertura" in texts
    assert "Contestação da parcela 1: resolvida com desconto" in texts
    summaries = [row["summary"] for row in book("historico --json").json["rows"]]
    assert summaries[:2] == [
        "Contestação da parcela 1 de Ana Souza: resolvida com desconto: sem cobertura",
        "Parcela 1 de Ana Souza contestada",
    ]
    file = tmp_path / "ana.json"
    book(["exportar", "json", "Ana", "--saida", str(file)])
    assert '"[red]veio {{ sem }} cobertura"' in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("contestar 1 'de novo'", 4), ("contestar 99 errado", 3), ("contestar 5 ''", 2),
        ("contestar 'Ana Souza' errado", 3), ("contestar 5", 2), ("resolver 5 manter", 4),
        ("resolver Bia manter", 3), ("resolver 99 manter", 3), ("resolver 1 manter 10", 2),
        ("resolver 1 abater", 2), ("resolver 1 abater 40,01", 4), ("resolver 1 perdoar", 2),
        ("resolver 1 abater 0", 2), ("resolver 1 cancelar 5", 2),
        ("contestar 5 errado --simular", 0), ("resolver 1 cancelar --simular", 0),
    ],
)  # fmt: skip
def test_what_is_refused_or_only_simulated_leaves_everything_as_it_was(book, home, line, code):
    before = (home / "cobranca.db").read_bytes()
    book(line, code=code)
    assert (home / "cobranca.db").read_bytes() == before


def test_what_waits_for_the_owner_has_something_open(book, home):
    book("contestar Bia 'chegou tarde'")

    def waiting(*ids):
        with closing(connect(home / "cobranca.db", read_only=True)) as connection:
            return [row[1:4] for row in open_disputes(connection, ids or None)]

    assert waiting() == [(1, 1, "Ana Souza"), (5, 2, "Bia")]
    assert waiting(2) == [(5, 2, "Bia")]
    book("recebi Bia 50 --parcela 5")
    assert waiting(2) == []
    book("estornar Bia --motivo engano --sim")
    assert waiting(2) == [(5, 2, "Bia")]
    book("resolver Bia cancelar")
    assert waiting() == [(1, 1, "Ana Souza")]
