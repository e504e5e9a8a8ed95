"""Rewards as typed: paying early, points, thanks."""

from __future__ import annotations

import pytest

EARLY = "--desconto-antecipado 5% --antecipado-ate 30/11"


@pytest.fixture
def sold(cobranca):
    def sale(more="", who="Maria", amount="100"):
        return cobranca(f"vendi {who} {amount} --vencimento 10/12 --json {more}").json

    return sale


def test_an_early_discount_is_said_in_the_confirmation(cobranca, sold):
    found = sold(EARLY)
    assert found["early"] == {"discount_bps": 500, "until_on": "2026-11-30"}
    assert "Até 30/11/2026 sai por R$ 95,00." in found["message"]
    several = sold(f"{EARLY} --parcelas 2")["message"]
    assert "Cada parcela paga até 30/11/2026 tem 5% de desconto." in several
    text = cobranca("vendi Ana 10 --early-discount 2,5 --early-until 'em 3 dias'").out
    assert "Até 26/11/2026 sai por R$ 9,75." in text


def test_a_confirmation_names_no_day_after_the_due_date(sold):
    late = "--desconto-antecipado 5% --antecipado-ate 30/12"
    found = sold(late)
    assert found["early"]["until_on"] == "2026-12-10"
    assert "Até 10/12/2026 sai por R$ 95,00." in found["message"]
    several = sold(f"{late} --parcelas 2")["message"]
    assert "paga até 30/12/2026, e até o vencimento dela, tem 5% de desconto." in several


def test_paid_early_at_the_counter_says_what_was_discount_and_what_is_left(sold):
    terms = f"{EARLY} --multa 2"
    found = sold(f"{terms} --pago-por pix:98", who="Rui")
    assert (found["discount_cents"], found["credit_cents"], found["warnings"]) == (500, 300, [])
    assert "Desconto por pagar antes: R$ 5,00" in found["message"]
    assert "como crédito para você: R$ 3,00" in found["message"]
    assert "já usado" not in found["message"]
    whole = sold(f"{terms} --pago", who="Zeca")
    assert (whole["early"], whole["discount_cents"], whole["credit_cents"]) == (None, 0, 0)
    used = sold("--multa 2", who="Rui", amount="3")  # Nothing of it can be late.
    assert (used["credit_used_cents"], used["warnings"]) == (300, [])


def test_a_discount_needs_its_day_and_a_day_its_discount(cobranca):
    for half in ("--desconto-antecipado 5%", "--antecipado-ate 30/11"):
        error = cobranca(f"vendi Maria 10 {half} --json", code=2).error
        assert error["code"] == "conflicting_options"
    cobranca(f"vendi --balcao 10 {EARLY}", code=2)


def test_paying_early_says_so_in_the_receipt(cobranca, sold):
    sold(EARLY)
    paid = cobranca("recebi Maria 95 --json").json
    assert paid["allocations"][0]["discount_cents"] == 500
    assert "com desconto de R$ 5,00 (por inteiro)" in paid["message"]


def test_the_price_of_being_early_shows_until_its_day(cobranca, sold):
    sold(EARLY)
    row = cobranca("a-vencer --dias 30 --json").json["rows"][0]
    assert (row["early_cents"], row["early_until"]) == (9500, "2026-11-30")
    assert "Pagando antes" in cobranca("a-vencer --dias 30").out
    assert "Até 30/11/2026 sai por R$ 95,00" in cobranca("parcela 1").out
    assert "até 30/11/2026 sai por R$ 95,00" in cobranca("ficha Maria").out
    later = cobranca("--hoje 01/12/2026 a-vencer --dias 30 --json").json["rows"][0]
    assert (later["early_cents"], later["early_until"]) == (None, None)
    assert "sai por" not in cobranca("--hoje 01/12/2026 parcela 1").out


def test_a_reminder_says_it_and_its_code_asks_for_less_when_it_is_all(cobranca):
    cobranca("configurar --dono Lúcia --cidade Campinas --chave-pix lucia@example.com")
    cobranca("vendi Maria 100 --vencimento 25/11")
    cobranca("antecipar Maria 5% --ate 24/11")
    (message,) = cobranca("lembrar --json").json["messages"]
    assert "• 25/11: R$ 100,00\n  Até 24/11 sai por R$ 95,00" in message["text"]
    assert ("540595.00" in message["pix"], message["total_cents"]) == (True, 10_000)
    (message,) = cobranca("--hoje 24/11/2026 lembrar --json").json["messages"]
    assert "Hoje sai por R$ 95,00" in message["text"]
    cobranca("vendi Maria 50 --vencimento 25/11")
    (message,) = cobranca("lembrar --json").json["messages"]
    assert "5406150.00" in message["pix"]
    assert "sai por R$ 95,00" in message["text"]
    (message,) = cobranca("--hoje 25/11/2026 lembrar --json").json["messages"]
    assert "sai por" not in message["text"]


def test_offering_says_what_is_given_up_and_can_be_undone(cobranca, sold):
    sold()
    sold(who="Ana")
    text = cobranca("antecipar Maria Ana 10% --ate 30/11").out
    assert "Maria, parcela 1, vence 10/12/2026: R$ 100,00; até 30/11/2026 sai por R$ 90,00" in text
    assert "você recebe R$ 180,00 e deixa de ganhar R$ 20,00" in text
    found = cobranca("early-offer --all 5 --until 30/11 --json").json
    assert (found["discount_cents"], len(found["items"])) == (1_000, 2)
    assert "Desconto para pagar antes, de 2 parcelas: até R$ 10,00" in cobranca("historico").out
    cobranca("desfazer --sim")
    assert "sai por R$ 90,00" in cobranca("parcela 1").out
    for line in ("antecipar 5% --ate 30/11", "antecipar Maria 5% --todos --ate 30/11"):
        cobranca(line, code=2)
    cobranca("conferir")


def test_many_offers_are_not_all_listed(cobranca):
    cobranca("vendi Maria 2400 --parcelas 24 --vencimento 10/12")
    assert "e mais 4 parcelas" in cobranca("antecipar Maria 5% --ate 10/12").out


@pytest.fixture
def points(cobranca):
    cobranca("ajustes points.enabled sim")
    cobranca("vendi Maria 200 --parcelas 2 --vencimento 10/12")
    return cobranca("recebi Maria 100 --json").json


def test_points_show_in_the_receipt_and_in_the_card(cobranca, points):
    assert (points["points"], points["points_balance"]) == (100, 100)
    assert "Pontos: mais 100, agora 100." in points["message"]
    assert "Pontos: 100" in cobranca("ficha Maria").out
    assert cobranca("ficha Maria --json").json["points"] == 100
    cobranca("ajustes points.enabled não")
    assert cobranca("ficha Maria --json").json["points"] is None
    text = cobranca("pontos Maria").out
    assert "100 pontos, que valem R$ 5,00 em uma venda" in text
    assert "Os pontos estão desligados" in text


def test_a_receipt_of_any_later_day_has_the_points_too(cobranca, points):
    cobranca("pontos Maria --resgatar 30 --para 'um brigadeiro'")
    found = cobranca("recibo Maria --json").json
    assert (found["points"], found["points_balance"]) == (100, 70)
    for text in (found["message"], found["text"]):
        assert "Pontos: mais 100, agora 70." in text
    cobranca("ajustes points.enabled não")
    found = cobranca("recibo Maria --json").json
    assert (found["points"], found["points_balance"]) == (None, None)
    assert "Pontos" not in found["text"]


def test_points_are_spent_and_given_as_typed(cobranca, points):
    spent = cobranca("pontos Maria --resgatar 60 --venda 1 --json").json
    assert (spent["discount_cents"], spent["balance"]) == (300, 40)
    text = cobranca("points Maria --redeem 1 --for 'um brigadeiro'").out
    assert "Maria trocou 1 ponto; agora tem 39." in text
    assert "Maria ganhou 5 pontos; agora tem 44." in (
        cobranca("pontos Maria --dar 5 --motivo 'indicou a Ana'").out)  # fmt: skip
    cobranca("estornar 1 --motivo engano --sim")
    found = cobranca("pontos Maria --json").json
    assert (found["points"], found["rows"][0]["taken_back"]) == (0, True)
    text = cobranca("pontos Maria").out
    assert "-44  tirados de volta: recebimento 1" in text
    assert "-60  desconto na venda 1" in text
    assert "+5  indicou a Ana" in text
    assert "Pontos de Maria: -60" in cobranca("historico").out
    assert "por R$ 0,50 de desconto na venda 1" not in text
    cobranca("conferir")
    cobranca("desfazer --sim")
    assert "+44  dados de volta: recebimento 1" in cobranca("pontos Maria").out


def test_points_need_their_purpose(cobranca, points):
    for line in ("--resgatar 5", "--dar 5", "--venda 1", "--motivo x", "--dar 5 --resgatar 5",
                 "--resgatar 5 --venda 1 --para bolo"):  # fmt: skip
        cobranca(f"pontos Maria {line}", code=2)
    cobranca("ajustes points.value 0", code=2)


def test_many_rows_of_points_are_not_all_listed(cobranca, points):
    for _ in range(21):
        cobranca("pontos Maria --dar 1 --motivo x")
    assert "e mais 2 linhas" in cobranca("pontos Maria").out


@pytest.fixture
def punctual(cobranca):
    """Ana paid five on time, Bia three, Rui two; Lia five on time with something late."""
    cobranca("configurar --dono Lúcia --cidade Campinas --chave-pix lucia@example.com")
    for name, count in (("Ana", 5), ("Bia", 3), ("Rui", 2), ("Lia", 5)):
        for number in range(count):
            cobranca(
                f"vendi {name} 50 --em 0{number + 1}/09/2026 --vencimento 0{number + 1}/10/2026"
            )
            cobranca(f"recebi {name} 50 --em 0{number + 1}/10/2026")
    cobranca("editar-cliente Ana --telefone '11 91234-5678'")
    cobranca("vendi Lia 50 --em 01/10/2026 --vencimento 10/11/2026")


def test_who_deserves_thanks_is_listed_the_best_first(cobranca, punctual):
    found = cobranca("clientes --merecem --json").json
    assert [row["name"] for row in found["rows"]] == ["Ana", "Bia"]
    assert found["customers"] == 2
    assert [
        row["name"] for row in cobranca("customers --rewards --limit 1 --json").json["rows"]
    ] == ["Ana"]
    assert "Pontuação" in cobranca("clientes --merecem").out
    later = cobranca("--hoje 15/06/2027 clientes --merecem --json").json
    assert later["rows"] == []


def test_thanks_ask_for_nothing_and_go_once_a_quarter(cobranca, punctual):
    found = cobranca("lembrar --etapa agradecimento --json").json
    assert [m["customer"] for m in found["messages"]] == ["Ana", "Bia"]
    ana = found["messages"][0]
    assert (ana["step"], ana["pix"], ana["total_cents"]) == ("agradecimento-pontual", None, 0)
    assert "R$" not in ana["text"]
    assert ana["whatsapp_url"]
    cobranca("vendi Ana 10 --vencimento hoje")  # What is due is not said here.
    assert "R$" not in cobranca("lembrar Ana --etapa agradecimento --mostrar").out
    cobranca("lembrar Ana --etapa agradecimento --registrar")
    assert cobranca("mensagens Ana --json").json["rows"][0]["step"] == "agradecimento-pontual"
    again = cobranca("lembrar --etapa agradecimento --json").json
    assert [m["customer"] for m in again["messages"]] == ["Bia"]
    assert again["withheld"][0]["reason"] == "thanked"
    text = cobranca("lembrar --etapa agradecimento --limite 1").out
    assert "Ana (c1): já agradecemos há menos de três meses" in text
    cobranca("desfazer --sim")
    assert "Ana" in cobranca("lembrar Ana --etapa agradecimento").out
    assert "agradecimento" not in cobranca("lembrar").out


def test_thanks_are_not_for_who_wants_no_messages_is_paused_or_contests(cobranca, punctual):
    cobranca("editar-cliente Ana --nao-lembrar")
    cobranca("pausar Bia --ate 30/11 --motivo viagem")
    found = cobranca("lembrar --etapa agradecimento --json").json
    assert [row["reason"] for row in found["withheld"]] == ["opted-out", "paused"]
    cobranca("retomar Bia")
    cobranca("vendi Bia 10")
    cobranca("contestar Bia 'veio errado'")
    found = cobranca("lembrar --etapa agradecimento --json").json
    assert (found["messages"], found["withheld"][1]["reason"]) == ([], "disputed")


def test_the_manner_of_the_settings_is_that_of_the_thanks(cobranca, punctual):
    cobranca("ajustes reminders.manner senhor")
    (message,) = cobranca("lembrar Ana --etapa agradecimento --json").json["messages"]
    assert "A sua pontualidade" in message["text"]
