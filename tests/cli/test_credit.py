"""Limits, blocks and what is kept about a customer, as typed."""

from __future__ import annotations

import pytest
from terminal import everything


@pytest.fixture
def limited(cobranca):
    """Ana may owe R$ 500,00 and owes R$ 450,00."""
    cobranca("add-customer Ana --limit 500")
    cobranca("add-sale Ana 450 --due 10/12/2026")
    return cobranca


def test_a_sale_past_the_limit_is_refused_with_the_formula(limited, home):
    before = everything(home)
    refused = limited("add-sale Ana 100 --json", code=4)
    assert refused.error["code"] == "limit_exceeded"
    for part in ("R$ 450,00", "R$ 100,00", "R$ 550,00", "limite R$ 500,00", "R$ 50,00"):
        assert part in refused.error["message"]
    assert "--entrada" in refused.error["hint"]
    assert everything(home) == before


def test_what_still_fits_is_sold_and_a_payment_frees_the_limit(limited):
    limited("add-sale Ana 50")
    limited("add-sale Ana 0,01", code=4)
    limited("add-payment Ana 30")
    card = limited("customer Ana --json").json
    assert (card["credit_limit_cents"], card["exposure_cents"], card["available_cents"]) == (
        50000, 47000, 3000)  # fmt: skip
    limited("add-sale Ana 30,01", code=4)
    limited("add-sale Ana 30")


@pytest.mark.parametrize(
    "line",
    [
        "add-sale Ana 999 --paid",
        "add-sale Ana 999 --paid-by pix:900 --paid-by cash",
        "add-sale Ana 150 --down-payment 100",
        "add-sale Ana 150 --paid-by pix:100",
    ],
)
def test_what_is_paid_at_once_is_never_refused(limited, line):
    limited(line)


def test_credit_counts_as_money_of_theirs(cobranca):
    cobranca("add-customer Ana --limit 100")
    cobranca("add-payment Ana 50")
    assert cobranca("customer Ana --json").json["available_cents"] == 15000
    cobranca("add-sale Ana 150,01", code=4)
    assert cobranca("add-sale Ana 150 --json").json["credit_used_cents"] == 5000


def test_the_hint_says_what_can_be_typed(limited):
    """What passes the limit is asked for at once: all of a down payment, or of the sale."""
    hint = limited("add-sale Ana 200 --down-payment 100 --json", code=4).error["hint"]
    assert "Peça R$ 150,00 de entrada (--entrada)" in hint
    limited("add-sale Ana 200 --down-payment 150 --json")
    full = limited("add-sale Ana 80 --json", code=4).error["hint"]
    assert "--pago" in full
    assert "--entrada" not in full
    limited("config credit.default_limit 30")
    new = limited("add-sale Bia 40 --json", code=4).error["hint"]
    assert "cobranca ajustes credit.default_limit VALOR" in new
    assert "editar-cliente" not in new


@pytest.mark.parametrize("line", ["edit-sale 1 --amount 600", "edit-sale 2 --customer Ana"])
def test_a_correction_past_the_limit_is_made_and_told(limited, line):
    limited("add-sale Bia 100")
    done = limited(f"{line} --reason engano --json").json
    assert len(done["warnings"]) == 1
    assert "Ana passou do limite" in done["warnings"][0]
    assert "limite R$ 500,00" in done["warnings"][0]
    less = limited("edit-sale 1 --amount 400 --reason engano --json").json
    assert less["warnings"] == []


def test_a_correction_for_somebody_blocked_is_made_and_told(limited):
    limited("block Ana --reason 'não paga'")
    assert "Ana está com as vendas a prazo bloqueadas" in (
        limited("edit-sale 1 --amount 460 --reason engano").err
    )
    assert limited("edit-sale 1 --due 20/12/2026 --reason engano --json").json["warnings"] == []


def test_why_somebody_is_blocked_is_in_the_history(limited):
    limited("block Ana --reason 'não paga'")
    limited("unblock Ana --reason 'pagou tudo'")
    told = [row["summary"] for row in limited("log --json").json["rows"]]
    assert told[:2] == [
        "Vendas a prazo liberadas para Ana: pagou tudo",
        "Vendas a prazo bloqueadas para Ana: não paga",
    ]


def test_the_settings_limit_is_for_who_has_none_of_their_own(cobranca):
    cobranca("config credit.default_limit 200")
    cobranca("add-sale Ana 200")
    cobranca("add-sale Ana 1", code=4)
    assert cobranca("customer Ana --json").json["credit_limit_cents"] == 20000
    cobranca("edit-customer Ana --limit 300")
    cobranca("add-sale Ana 100")
    cobranca("edit-customer Ana --limit ''")
    assert cobranca("customer Ana --json").json["credit_limit_cents"] == 20000
    cobranca("edit-customer Ana --limit 0")
    assert cobranca("customer Ana --json").json["available_cents"] == 0
    cobranca("config credit.default_limit ''")
    cobranca("add-sale Bia 9999")


def test_an_import_asks_for_no_limit(cobranca, tmp_path):
    cobranca("add-customer Ana --limit 10")
    cobranca("block Ana --reason x")
    (tmp_path / "v.csv").write_text("cliente;valor;data\nAna;50;01/11/2026\n", "utf-8")
    assert cobranca(["import-csv", "--sales", tmp_path / "v.csv", "--json"]).json["sales"] == 1


def test_an_override_sells_and_keeps_why(limited):
    sale = limited("add-sale Ana 100 --override 'é minha irmã' --json").json
    assert "limite" in sale["warnings"][0]
    contacts = limited("customer Ana --json").json["contacts"]
    assert [(c["kind"], c["text"]) for c in contacts] == [("override", "é minha irmã")]
    assert limited("vendi Ana 1 --mesmo-assim 'idem'").code == 0
    limited("undo --yes")
    assert len(limited("customer Ana --json").json["contacts"]) == 1
    limited("check")


def test_an_override_that_was_not_needed_leaves_nothing(cobranca):
    sale = cobranca("add-sale Ana 100 --override 'à toa' --json").json
    assert sale["warnings"] == []
    assert cobranca("customer Ana --json").json["contacts"] == []


@pytest.mark.parametrize(("block", "unblock"), [("block", "unblock"), ("bloquear", "desbloquear")])
def test_a_blocked_customer_buys_only_what_is_paid_at_once(cobranca, block, unblock):
    cobranca("add-sale Ana 10")
    done = cobranca(f"{block} Ana --reason 'não paga' --json").json
    assert done == {"customer_id": 1, "customer": "Ana", "blocked": True,
                    "blocked_reason": "não paga"}  # fmt: skip
    refused = cobranca("add-sale Ana 20 --json", code=4)
    assert refused.error["code"] == "customer_blocked"
    assert "não paga" in refused.error["message"]
    cobranca("add-sale Ana 20 --paid")
    cobranca("add-sale Ana 20 --override 'pagou por fora'")
    card = cobranca("customer Ana --json").json
    assert (card["blocked"], card["blocked_reason"]) == (True, "não paga")
    assert [r["name"] for r in cobranca("customers --blocked --json").json["rows"]] == ["Ana"]
    cobranca(f"{block} Ana --reason outro", code=4)
    assert cobranca(f"{unblock} Ana --json").json["blocked"] is False
    cobranca(f"{unblock} Ana", code=4)
    cobranca("add-sale Ana 20")
    cobranca("undo --yes")
    cobranca("undo --yes")  # The unblocking.
    cobranca("add-sale Ana 20", code=4)
    cobranca("check")


@pytest.mark.parametrize("line", ["block balcão --reason x", "unblock balcão"])
def test_the_counter_is_never_blocked(cobranca, line):
    cobranca("add-sale --walk-in 10")
    cobranca(line, code=4)


def test_selling_to_who_is_late_only_warns(cobranca):
    cobranca("add-sale Ana 80 --on 01/10/2026 --due 10/10/2026")
    sale = cobranca("add-sale Ana 10 --json").json
    assert sale["warnings"] == ["Ana tem R$ 80,00 em atraso há 44 dias."]
    assert cobranca("add-sale Ana 10 --paid --json").json["warnings"] == []
    cobranca("add-payment Ana 80")
    assert cobranca("add-sale Ana 10 --json").json["warnings"] == []


def test_a_part_at_once_is_suggested_for_who_has_no_history(cobranca):
    cobranca("config credit.prepay_above 100")
    assert cobranca("add-sale Ana 100 --json").json["warnings"] == []
    (warning,) = cobranca("add-sale Bia 100,01 --json").json["warnings"]
    assert "entrada" in warning
    assert cobranca("add-sale Caio 150 --down-payment 50 --json").json["warnings"] == []


def test_the_usual_pay_day_is_when_it_falls_due_unless_said(cobranca):
    cobranca("add-customer Ana --pay-day 5")
    cobranca("add-customer Bia --dia-de-pagar '5º dia útil'")

    def due(line):
        return [i["due_on"] for i in cobranca(f"{line} --json").json["installments"]]

    assert due("add-sale Ana 30") == ["2026-12-05"]
    assert due("add-sale Bia 30") == ["2026-12-07"]
    assert due("add-sale Ana 30 --due 20/12") == ["2026-12-20"]
    assert due("add-sale Ana 30 --installments 3") == ["2026-12-05", "2027-01-05", "2027-02-05"]
    assert due("add-sale Ana 30 --on 05/11/2026") == ["2026-12-05"]
    assert due("add-sale Ana 30 --paid") == ["2026-11-23"]
    cobranca("edit-customer Ana --pay-day ''")
    assert due("add-sale Ana 30") == ["2026-12-23"]


def test_all_that_is_kept_about_a_customer_shows_and_goes(cobranca):
    cobranca("add-customer Ana --channel zap --pay-day 'dia 10' --opt-out --referred-by 'Tia Bia' "
             "--limit 250,00")  # fmt: skip
    card = cobranca("customer Ana --json").json
    keys = ("channel", "pay_day", "opt_out", "referred_by", "credit_limit_cents", "confirmed_on")
    assert [card[key] for key in keys] == ["whatsapp", "10", True, "Tia Bia", 25000, None]
    cobranca("editar-cliente Ana --canal '' --dia-de-pagar '' --pode-lembrar --indicado-por '' "
             "--limite '' --confirmado")  # fmt: skip
    card = cobranca("customer Ana --json").json
    assert [card[key] for key in keys] == [None, None, False, None, None, "2026-11-23"]
    cobranca("edit-customer Ana --confirmed --opt-in", code=2)  # Nothing new.
    cobranca("undo --yes")
    cobranca("undo --yes")
    assert cobranca("customers --json").json["rows"] == []
    cobranca("undo --redo --yes")
    assert cobranca("customer Ana --json").json["referred_by"] == "Tia Bia"
    cobranca("check")


def test_data_that_nobody_confirmed_for_a_year_is_listed_with_the_command(cobranca):
    whole = "--phone '11 91234-5678' --document 529.982.247-25 --address 'Rua A, 1'"
    cobranca(f"--today 2025-11-23 add-customer Ana {whole}")
    cobranca("--today 2025-11-24 add-customer Bia --phone '11 91234-5679'")
    found = cobranca("customers --missing --json").json["rows"]
    assert [(r["name"], r["missing"]) for r in found] == [
        ("Ana", ["confirmed"]), ("Bia", ["document", "address"]),
    ]  # fmt: skip
    assert found[0]["fill"] == "cobranca editar-cliente c1 --confirmado"
    cobranca(found[0]["fill"].removeprefix("cobranca "))
    assert [r["name"] for r in cobranca("customers --missing --json").json["rows"]] == ["Bia"]
    shown = cobranca("clientes --faltando").out
    assert "cobranca editar-cliente c2 --documento CPF --endereco ENDEREÇO" in shown
    later = cobranca("--today 2027-11-23 customers --missing --json").json["rows"]
    assert [r["name"] for r in later] == ["Ana", "Bia"]
