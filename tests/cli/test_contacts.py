"""What was heard or said, in the card, in the life of a customer, and what follows from it."""

from __future__ import annotations

import pytest
from terminal import everything

from cobranca_cli.domain.words import DELAY_REASON_NAMES


@pytest.mark.parametrize("name", ["log-contact", "anotar"])
def test_a_note_with_a_reason(cobranca, name):
    cobranca("add-customer Ana")
    done = cobranca(f"{name} Ana 'sem dinheiro até dia 10' --motivo dificuldade --json").json
    assert done == {
        "contact_id": 1, "customer_id": 1, "customer": "Ana", "on": "2026-11-23", "kind": "nota",
        "reason": "dificuldade", "text": "sem dinheiro até dia 10", "opted_out": False,
    }  # fmt: skip
    (contact,) = cobranca("customer Ana --json").json["contacts"]
    assert (contact["kind"], contact["reason"], contact["stale"]) == (
        "nota", "dificuldade", False)  # fmt: skip
    cobranca("undo --yes")
    assert cobranca("customer Ana --json").json["contacts"] == []
    cobranca("undo --redo --yes")
    assert cobranca("customer Ana --json").json["contacts"] == [contact]
    cobranca("check")


@pytest.mark.parametrize("reason", list(DELAY_REASON_NAMES))
def test_every_reason_of_the_contract_is_known(cobranca, reason):
    cobranca("add-customer Ana")
    assert cobranca(f"log-contact Ana oi --reason {reason} --json").json["reason"] == reason
    assert cobranca("check").code == 0


def test_a_reference_or_look_up_gets_old(cobranca):
    cobranca("add-customer Ana")
    cobranca("log-contact Ana 'paga certo, diz a padaria' --kind referencia --on 24/08/2026")
    cobranca("log-contact Ana 'nada consta' --kind consulta --on 25/08/2026")
    cobranca("log-contact Ana 'nota antiga' --on 01/01/2026")
    found = cobranca("customer Ana --json").json["contacts"]
    assert [(c["kind"], c["on"], c["stale"]) for c in found] == [
        ("consulta", "2026-08-25", False), ("referencia", "2026-08-24", True),
        ("nota", "2026-01-01", False),
    ]  # fmt: skip
    assert "há mais de 90 dias" in cobranca("ficha Ana").out


def test_who_asks_for_no_more_messages_gets_none(cobranca):
    cobranca("add-sale Ana 80 --on 01/10/2026 --due 10/10/2026")
    assert len(cobranca("remind --print --json").json["messages"]) == 1
    done = cobranca("log-contact Ana 'chega de mensagem' --reason pediu-para-parar --json").json
    assert done["opted_out"] is True
    found = cobranca("remind --print --json").json
    assert found["messages"] == []
    assert [(w["customer"], w["reason"], w["until"]) for w in found["withheld"]] == [
        ("Ana", "opted-out", None)]  # fmt: skip
    assert cobranca("summary --json").json["messages_withheld"] == 1
    assert "não quer mensagens" in cobranca("ficha Ana").out
    cobranca("edit-customer Ana --opt-in")
    assert len(cobranca("remind --print --json").json["messages"]) == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("log-contact Ana", 2), ("log-contact Ana ''", 2), ("log-contact Bia oi", 3),
        ("log-contact An oi", 3), ("log-contact balcão oi", 4),
        ("log-contact Ana oi --reason preguiça", 2), ("log-contact Ana oi --kind carta", 2),
        ("log-contact Ana oi --on 2026-12-01", 4), ("log-contact Ana oi --on 31/02", 2),
    ],
)  # fmt: skip
def test_what_is_refused_leaves_everything_as_it_was(cobranca, home, line, code):
    cobranca("add-customer Ana")
    cobranca("add-sale --walk-in 5")
    before = everything(home)
    cobranca(line, code=code)
    assert everything(home) == before


def test_the_life_of_a_customer_in_one_list(cobranca):
    cobranca("--today 2026-10-01 add-customer Ana --limit 500")
    cobranca("--today 2026-10-02 add-sale Ana 100 --due 10/10/2026 --description Bolo")
    cobranca("--today 2026-10-03 add-sale Ana 60 --due 12/10/2026")
    cobranca("--today 2026-10-04 void-sale 2 --reason 'desistiu' --yes")
    cobranca("--today 2026-10-11 edit-customer Ana --limit 200")
    cobranca("--today 2026-10-12 block Ana --reason 'esperar pagar'")
    cobranca("--today 2026-10-13 log-contact Ana 'paga dia 20' --reason esqueceu")
    cobranca("--today 2026-10-20 add-payment Ana 30")
    cobranca("--today 2026-10-21 add-payment Ana 99")
    cobranca("--today 2026-10-21 reverse-payment 2 --reason 'era da Bia' --yes")
    cobranca("--today 2026-10-22 unblock Ana")
    cobranca("--today 2026-10-23 block Ana --reason 'engano'")
    cobranca("undo --yes")
    money = cobranca("statement Ana --json").json["rows"]
    assert [row["kind"] for row in money] == ["sale", "payment"]
    rows = cobranca("statement Ana --all --json").json["rows"]
    assert [(r["on"][5:], r["kind"], r["text"], r["balance_cents"]) for r in rows] == [
        ("10-01", "limit", "Limite: R$ 500,00 (era o dos ajustes)", 0),
        ("10-02", "sale", "Venda 1: Bolo", 10000),
        ("10-04", "void", "Venda 2, de R$ 60,00, cancelada: desistiu", 10000),
        ("10-11", "limit", "Limite: R$ 200,00 (era R$ 500,00)", 10000),
        ("10-12", "block", "Vendas a prazo bloqueadas: esperar pagar", 10000),
        ("10-13", "nota", "Anotação (esqueceu): paga dia 20", 10000),
        ("10-20", "payment", "Recebido por Pix", 7000),
        ("10-21", "reversal", "Recebimento 2, de R$ 99,00, estornado: era da Bia", 7000),
        ("10-22", "unblock", "Vendas a prazo liberadas", 7000),
    ]
    part = cobranca("extrato Ana --tudo --desde 12/10/2026 --para 13/10/2026 --json").json["rows"]
    assert [row["kind"] for row in part] == ["opening", "block", "nota"]


def test_a_card_says_all_on_one_screen_and_what_to_do(cobranca):
    cobranca("add-customer 'Maria da Silva' --phone 1932345678 --channel email --limit 500 "
             "--pay-day '5º dia útil' --referred-by 'Tia Bia'")  # fmt: skip
    for month in ("07", "08", "09"):
        cobranca(f"add-sale 'Maria da Silva' 100 --on 01/{month}/2026 --due 10/{month}/2026")
    cobranca("add-payment 'Maria da Silva' 100 --on 10/07/2026")
    cobranca("add-payment 'Maria da Silva' 100 --on 20/08/2026")
    shown = cobranca("ficha 'Maria da Silva'").out
    for part in (
        "Telefone: (19) 3234-5678 (fixo, sem WhatsApp)", "Prefere: e-mail",
        "Costuma pagar: 5º dia útil", "Indicação: Tia Bia",
        "Limite: R$ 500,00 ██░░░░░░░░ livre R$ 400,00",
        "1 de 3 parcelas em dia; 2 com atraso (até 74 dias",
        "Atraso usual: 10 dias", "O que fazer agora:", "cobranca lembrar c1 --mostrar",
        "cobranca editar-cliente c1 --documento CPF --endereco ENDEREÇO",
    ):  # fmt: skip
        assert part in shown, (part, shown)
    for line in shown.splitlines():
        assert len(line) <= 60 or line.strip().startswith("cobranca "), line
    card = cobranca("customer 'Maria da Silva' --json").json
    assert card["counted"] == {"installments": 3, "on_time": 1, "late": 2, "still_open": 1,
                               "worst_days": 74, "penalties": 0}  # fmt: skip
    assert card["next_steps"][0]["command"] == "cobranca lembrar c1 --mostrar"


def test_the_counter_has_no_score_and_nothing_to_do(cobranca):
    cobranca("add-sale --walk-in 5")
    card = cobranca("customer balcão --json").json
    assert (card["segment"], card["next_steps"], card["missing"]) == (None, [], [])
    assert "Perfil" not in cobranca("ficha balcão").out
