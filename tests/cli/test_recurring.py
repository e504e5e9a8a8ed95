"""What is sold by the week, month or year, as typed."""

from __future__ import annotations

import pytest
from terminal import everything

ROW = {
    "recurring_id": 1, "customer_id": 1, "customer": "Ana Conceição", "description": "Manicure",
    "kind": "service", "amount_cents": 12000, "every": "month", "start_on": "2026-10-05",
    "times": None, "until_on": None, "stopped_on": None, "next_on": "2026-10-05", "sold": 0,
    "waiting": 2, "held": 0, "waits_for": None, "active": True,
}  # fmt: skip
EMPTY = {"rows": [], "recurring": 0, "waiting": 0, "held": 0}
BLOCKED = "está com as vendas a prazo bloqueadas"


@pytest.fixture
def ana(keep):
    """Ana pays 120,00 on each 5th from October on; today is 23/11."""
    return keep([
        "novo-cliente 'Ana Conceição' --telefone '11 91234-5678'",
        "mensalidade 'ana conceicao' 120 --cada mês --inicio 05/10/2026 --descricao Manicure",
    ])  # fmt: skip


def test_the_list_in_json_is_exact(ana):
    assert ana("recurring --json").json == {"rows": [ROW], "recurring": 1, "waiting": 2, "held": 0}
    assert ana("recurring conc --json").json["recurring"] == 1
    ana("novo-cliente Bia")
    assert ana("recurring Bia --json").json == EMPTY
    assert ana("recurring Zé", code=3).out == ""
    assert ana("recurring --csv").out.splitlines()[0] == ",".join(ROW)


def test_the_list_as_a_person_reads_it(ana):
    lines = ana("mensalidades").out.splitlines()
    assert lines[0].split() == [
        "Nº", "Cliente", "Valor", "A", "cada", "Próxima", "A", "gerar", "Descrição",
    ]  # fmt: skip
    assert lines[1].split() == [
        "1", "Ana", "Conceição", "R$", "120,00", "mês", "05/10/2026", "2", "Manicure",
    ]  # fmt: skip
    assert lines[2:] == ["1 mensalidade.", "2 vendas a gerar: cobranca gerar-mensalidades"]
    assert "A gerar" not in ana("--hoje 01/10/2026 mensalidades").out
    ana("editar-cliente c1 --limite 120")
    lines = ana("mensalidades").out.splitlines()
    assert lines[1].split()[7:9] == ["2", "limite"]
    assert lines[3:] == [
        "1 venda a gerar: cobranca gerar-mensalidades",
        "1 venda à espera; quais e por quê: cobranca gerar-mensalidades --simular",
    ]
    ana("bloquear 'Ana Conceição' --motivo x")
    assert "bloqueio" in ana("mensalidades").out


def test_agreeing_in_json_and_in_words(ana):
    done = ana("add-recurring c1 50 --every year --start 2027-02-28 --times 2 --json").json
    assert done["recurring_id"] == 2
    assert done["upcoming"] == [
        {"occurs_on": "2027-02-28", "amount_cents": 5000},
        {"occurs_on": "2028-02-28", "amount_cents": 5000},
    ]
    shown = ana("mensalidade c1 50 --cada semanal --inicio sexta --ate '3 semanas'").out
    assert "R$ 50,00 toda semana, a partir de sexta, 27/11/2026, até sexta, 18/12/2026." in shown
    assert "Próximas: sexta, 27/11/2026; sexta, 04/12/2026; sexta, 11/12/2026." in shown
    assert "cobranca gerar-mensalidades" in shown


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("mensalidade c1 0 --cada mes --inicio 05/12/2026", 2),
        ("mensalidade c1 -5 --cada mes --inicio 05/12/2026", 2),
        ("mensalidade c1 10 --cada dia --inicio 05/12/2026", 2),
        ("mensalidade c1 10 --cada mes", 2),
        ("mensalidade c1 10 --inicio 05/12/2026", 2),
        ("mensalidade c1 10 --cada mes --inicio 31/02", 2),
        ("mensalidade c1 10 --cada mes --inicio 05/12/2026 --vezes 0", 2),
        ("mensalidade c1 10 --cada mes --inicio 05/12/2026 --vezes 999999999", 2),
        ("mensalidade c1 10 --cada mes --inicio 05/12/2026 --vezes 2 --ate 05/01/2027", 2),
        ("mensalidade c1 10 --cada mes --inicio 05/12/2020", 2),  # Asked about: far away.
        ("mensalidade c1 10 --cada mes --inicio 05/12/2026 --ate 2026-12-04", 4),
        ("mensalidade Ana 10 --cada mes --inicio 05/12/2026", 3),
        ("mensalidade Ninguém 10 --cada mes --inicio 05/12/2026", 3),
        ("mensalidade balcão 10 --cada mes --inicio 05/12/2026", 4),
        ("mudar-mensalidade 1", 2),
        ("mudar-mensalidade 1 10 --valor 10", 2),
        ("mudar-mensalidade 1 120", 2),
        ("mudar-mensalidade 9 10", 3),
        ("mudar-mensalidade Ana 10", 3),
        ("parar-mensalidade 9", 3),
    ],
)
def test_what_is_refused_writes_nothing(ana, home, line, code):
    ana("vendi --balcao 5 --pago")
    before = everything(home)
    refused = ana(line, code=code)
    assert refused.out == ""
    assert "Dica: " in refused.err
    assert everything(home) == before


def test_the_31st_typed_in_a_shorter_month_is_warned_of(ana):
    shown = ana("mensalidade c1 10 --cada mes --inicio 'dia 31'")
    assert "as próximas são no dia 30; para o dia 31, comece num mês que o tenha" in shown.err
    assert ana("mensalidade c1 10 --cada mes --inicio 'dia 30'").err == ""
    assert ana("mensalidade c1 10 --cada semana --inicio 'dia 31'").err == ""


def test_a_run_in_json_is_exact_and_the_next_one_does_nothing(ana, home):
    run = ana("run-recurring --json").json
    first = run["created"][0]
    message, url = first.pop("message"), first.pop("whatsapp_url")
    assert first == {
        "recurring_id": 1, "sale_id": 1, "customer_id": 1, "customer": "Ana Conceição",
        "sold_on": "2026-10-05", "due_on": "2026-10-05", "amount_cents": 12000,
        "description": "Manicure",
    }  # fmt: skip
    assert message.startswith("Oi, Ana!")
    assert url.startswith("https://wa.me/5511912345678")
    assert [sale["sold_on"] for sale in run["created"]] == ["2026-10-05", "2026-11-05"]
    assert (run["date"], run["waiting"], run["created_cents"]) == ("2026-11-23", [], 24000)
    before = everything(home)
    again = ana("run-recurring --json").json
    assert (again["created"], again["waiting"]) == ([], [])
    assert "Nada a gerar hoje" in ana("gerar-mensalidades").out
    assert everything(home) == before


def test_a_run_says_who_was_sold_to_and_who_waits(ana):
    ana("novo-cliente Bia")
    ana("mensalidade Bia 80 --cada mes --inicio 10/11/2026")
    ana("bloquear Bia --motivo 'não pagou'")
    ana("editar-cliente c1 --limite 200")
    shown = ana("gerar-mensalidades").out.splitlines()
    assert shown == [
        "1 venda, R$ 120,00:",
        "  venda 1: Ana Conceição, R$ 120,00, vence segunda, 05/10/2026 (Manicure)",
        "2 vendas à espera:",
        "  Ana Conceição, R$ 120,00, de quinta, 05/11/2026: passaria do limite (cobranca ficha c1)",
        f"  Bia, R$ 80,00, de terça, 10/11/2026: {BLOCKED} (cobranca desbloquear c2)",
        "Para lembrar os clientes: cobranca lembrar --mostrar",
    ]
    assert ana("run-recurring --json").json["waiting"] == [
        {"recurring_id": 1, "customer_id": 1, "customer": "Ana Conceição", "due_on": "2026-11-05",
         "amount_cents": 12000, "reason": "limit"},
        {"recurring_id": 2, "customer_id": 2, "customer": "Bia", "due_on": "2026-11-10",
         "amount_cents": 8000, "reason": "blocked"},
    ]  # fmt: skip
    assert ana("gerar-mensalidades").out.startswith("Nada foi gerado.\n2 vendas à espera:")
    told = ana("mensalidade Bia 10 --cada mes --inicio 10/11/2026").out
    assert f"1 venda à espera: Bia {BLOCKED}." in told


def test_the_texts_for_the_customers_are_shown_when_asked_for(ana):
    assert "Oi, Ana!" not in ana("gerar-mensalidades --simular").out
    shown = ana("gerar-mensalidades --mostrar").out
    assert "    Oi, Ana!" in shown
    assert "https://wa.me/5511912345678" in shown


def test_a_rehearsal_has_no_ids_and_writes_nothing(ana, home):
    before = everything(home)
    for line, key in (
        ("add-recurring c1 10 --every week --start 2026-12-01", "recurring_id"),
        ("run-recurring", "sale_id"),
    ):
        done = ana(f"{line} --dry-run --json").json
        assert done["dry_run"] is True
        assert done.get("created", [done])[0][key] is None
    assert ana("stop-recurring 1 --dry-run --json").json["recurring_id"] == 1
    assert everything(home) == before


def test_a_raise_and_a_stop_in_words(ana):
    ana("gerar-mensalidades")
    shown = ana("mudar-mensalidade c1 130,50 --desde 01/01/2027").out
    assert "O valor novo vale a partir de sexta, 01/01/2027." in shown
    assert "05/12/2026 (R$ 120,00); terça, 05/01/2027 (R$ 130,50)" in shown
    shown = ana("mudar-mensalidade 1 --valor 125 --desde 01/11/2026").out
    assert "1 venda desse dia em diante já estava feita e fica como está" in shown
    assert ana("stop-recurring 1 --on 2027-02-01 --json").json["stopped_on"] == "2027-02-01"
    shown = ana("parar-mensalidade 1").out
    assert "Parada: a partir de segunda, 23/11/2026 nada mais é vendido." in shown
    assert ana("parar-mensalidade 1", code=4).out == ""
    assert ana("recurring --json").json["rows"] == []
    (row,) = ana("recurring --all --json").json["rows"]
    assert (row["active"], row["next_on"], row["stopped_on"]) == (False, None, "2026-11-23")
    assert "23/11/2026" in ana("mensalidades --todas").out


def test_each_write_is_in_the_log_and_undone(ana):
    lines = ("run-recurring", "change-recurring 1 130", "stop-recurring 1")
    for line in lines:
        ana(line)
    told = [row["summary"] for row in ana("log --json").json["rows"]]
    assert told[:4] == [
        "Mensalidade 1 de Ana Conceição parada",
        "Mensalidade 1 de Ana Conceição com outro valor: R$ 130,00",
        "Mensalidades geradas: 2 vendas, R$ 240,00",
        "Mensalidade 1 para Ana Conceição: R$ 120,00",
    ]
    for _ in lines:
        ana("undo --yes")
    assert ana("recurring --json").json["rows"] == [ROW]
    assert ana("undo --yes").out.startswith("Desfeito: Mensalidade 1 para Ana")
    assert ana("recurring --all --json").json["rows"] == []
    for _ in (1, *lines):
        ana("undo --redo --yes")
    (row,) = ana("recurring --all --json").json["rows"]
    assert (row["sold"], row["amount_cents"], row["active"]) == (2, 13000, False)
    assert ana("check --json").json["ok"]


def test_where_there_is_no_book_a_run_makes_none(cobranca, home):
    assert cobranca("run-recurring --json").json["created"] == []
    assert cobranca("recurring --json").json == EMPTY
    assert not home.exists()


def test_the_sale_is_due_on_its_day_and_shows_like_any_other(ana):
    ana("gerar-mensalidades")
    rows = ana("overdue --json").json["rows"]
    assert [(row["due_on"], row["description"]) for row in rows] == [
        ("2026-10-05", "Manicure"), ("2026-11-05", "Manicure"),
    ]  # fmt: skip


def test_what_waits_shows_in_the_summary_and_on_the_card(cobranca):
    cobranca("add-customer Ana --limit 100")
    cobranca("add-recurring Ana 60 --every month --start 2026-09-10 --description Doces")
    ready, held = cobranca("summary --json").json["warnings"]
    assert "1 mensalidade venceu e ainda não virou venda" in ready
    assert "2 mensalidades esperam" in held
    assert "cobranca gerar-mensalidades" in cobranca("resumo --calado").err
    card = cobranca("customer Ana --json").json
    assert (card["recurring"][0]["waiting"], card["recurring"][0]["held"]) == (3, 2)
    assert "gerar-mensalidades" in [s["command"].split()[-1] for s in card["next_steps"]]
    assert "espera por limite" in cobranca("ficha Ana").out
    cobranca("run-recurring")
    (warning,) = cobranca("summary --json").json["warnings"]
    assert "esperam" in warning
    cobranca("add-payment Ana 60")
    cobranca("edit-customer Ana --limit 1000")
    cobranca("run-recurring")
    assert cobranca("summary --json").json["warnings"] == []
    assert "próxima 10/12/2026" in cobranca("ficha Ana").out
