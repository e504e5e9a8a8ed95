"""Boletos as typed: read, kept with instalments, compared, and where they show."""

from __future__ import annotations

import pytest

LINE = "42297004080000278247226173001129610010000018084"  # R$ 180,84, 23/02/2025 or 04/07/2000.
SPACED = "42297.00408 00002.782472 26173.001129 6 10010000018084"
OTHER = "34191750092582817081805367890000137700000013500"  # R$ 135,00
OPEN = "23794150099001980167035000211405700000000000000"  # No amount, no due date.
OWN = "42297004080000278247226173001129416260000018084"  # R$ 180,84, 10/11/2026.
OWN_SPACED = "42297.00408 00002.782472 26173.001129 4 16260000018084"
UTILITY = "838600000050096000190009000801782309000343062712"


@pytest.fixture
def sell(cobranca):
    def sold(amount="180,84", *more, due="10/11/2026"):
        more = ("--vencimento", due, *more)
        return cobranca(["vendi", "Ana", amount, "--em", "01/11/2026", "--json", *more]).json

    return sold


def line_of(cobranca, installment=1):
    return cobranca(f"parcela {installment} --json").json["boleto"]


def test_reading_a_boleto_says_what_it_asks(cobranca):
    found = cobranca(["read-boleto", SPACED, "--json"]).json
    assert found == {
        "valid": True, "errors": [], "kind": "bank", "line": LINE,
        "barcode": "42296100100000180847004000002782472617300112", "bank": "422",
        "amount_cents": 18084, "due_on": "2025-02-23", "due_on_other_cycle": "2000-07-04",
    }  # fmt: skip
    text = cobranca(["ler-boleto", found["barcode"]]).out
    assert "R$ 180,84" in text
    assert "Vencimento: 23/02/2025 (ou 04/07/2000)" in text
    assert LINE in text
    text = cobranca(["ler-boleto", "--", OPEN]).out
    assert "Valor: quem paga diz" in text
    assert "Vencimento" not in text
    assert "conta ou tributo" in cobranca(f"ler-boleto {UTILITY}").out


def test_the_cycle_is_the_one_nearest_to_the_day_of_reading(cobranca):
    found = cobranca(["--today", "2001-01-01", "read-boleto", LINE, "--json"]).json
    assert (found["due_on"], found["due_on_other_cycle"]) == ("2000-07-04", "2025-02-23")


def test_a_wrong_boleto_exits_1_with_the_document_on_stdout(cobranca):
    run = cobranca(["read-boleto", "1" + LINE[1:], "--json"], code=1)
    assert (run.json["valid"], run.json["barcode"], run.err) == (False, None, "")
    assert "campo 1" in run.json["errors"][0]
    assert "campo 1" in cobranca(["ler-boleto", "1" + LINE[1:]], code=1).out


def test_boletos_go_to_the_instalments_in_order_the_down_payment_left_out(cobranca, sell):
    sale = sell("541,68", "--entrada", "225,84", "--parcelas", "2", "--boleto", OWN_SPACED,
                due="11/11/2026")  # fmt: skip
    assert [i["boleto"] for i in sale["installments"]] == [None, OWN, None]
    assert (line_of(cobranca, 2), line_of(cobranca, 3)) == (OWN, None)
    assert sale["warnings"] == [
        (
            "o boleto da parcela 2 é de R$ 180,84, e estão em aberto R$ 157,92: "
            "ele fica fora das mensagens."
        ),
        "o boleto da parcela 2 vence em 10/11/2026, e a parcela em 11/11/2026.",
    ]


def test_what_agrees_does_not_warn_and_is_said_to_the_customer(sell):
    sale = sell("180,84", "--boleto", OWN)
    assert sale["warnings"] == []
    assert OWN in sale["message"]
    assert not any("boleto" in text for text in sell("77", "--boleto", OPEN)["warnings"])


def test_the_same_boleto_twice_is_warned_of(cobranca, sell):
    sell("180,84", "--boleto", OWN)
    warning = "o boleto da parcela 2 é o mesmo da parcela 1."
    assert warning in sell("180,84", "--boleto", OWN)["warnings"]
    for sale in (1, 2):
        cobranca(f"cancelar-venda {sale} --motivo x --sim")
    assert sell("180,84", "--boleto", OWN)["warnings"] == []


@pytest.mark.parametrize(
    ("boletos", "code", "error"),
    [
        ([LINE, OTHER], 4, "too_many_boletos"),
        ([UTILITY], 4, "utility_boleto"),
        ([LINE[:-1]], 2, "invalid_boleto"),
        ([""], 2, "invalid_boleto"),
    ],
)
def test_what_is_no_boleto_of_ours_is_refused(cobranca, home, boletos, code, error):
    given = [part for line in boletos for part in ("--boleto", line)]
    run = cobranca(["vendi", "Ana", "10", *given, "--json"], code=code)
    assert run.error["code"] == error
    assert not home.exists()


def test_at_the_counter_nobody_pays_by_boleto(cobranca):
    cobranca(["vendi", "--balcao", "10", "--boleto", LINE], code=2)


def test_a_boleto_is_put_changed_and_taken_off_and_undo_goes_back(cobranca, sell):
    sell()

    def put(line):
        return cobranca(["edit-sale", "--installment", "1", "--boleto", line, "--reason", "x",
                         "--json"]).json  # fmt: skip

    assert put(OWN)["installments"][0]["boleto"] == OWN
    assert put(OTHER)["warnings"][0].startswith("o boleto da parcela 1 é de R$ 135,00")
    assert put("")["installments"][0]["boleto"] is None
    for expected in (OTHER, OWN, None):
        cobranca("desfazer --sim")
        assert line_of(cobranca) == expected
    cobranca("desfazer --refazer --sim")
    assert line_of(cobranca) == OWN
    assert cobranca("conferir --json").json["ok"]
    run = cobranca(["corrigir-venda", "--parcela", "1", "--boleto", OWN, "--motivo", "x"], code=2)
    assert "já está assim" in run.err
    run = cobranca(["corrigir-venda", "1", "--boleto", OWN, "--motivo", "x"], code=2)
    assert "--parcela NÚMERO" in run.err


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("corrigir-venda --parcela 1 --valor 180 --motivo x", "estão em aberto R$ 180,00"),
        ("corrigir-venda 1 --vencimento 12/11/2026 --motivo x", "e a parcela em 12/11/2026"),
        ("abater 1 0,84 --motivo x", "estão em aberto R$ 180,00"),
        ("recebi Ana 80,84", "estão em aberto R$ 100,00"),
    ],
)
def test_what_changes_later_is_compared_again(cobranca, sell, command, says):
    sell("180,84", "--boleto", OWN)
    assert "Aviso: o boleto da parcela 1 " in (run := cobranca(command)).err
    assert says in run.err


def test_a_paid_instalment_asks_nothing(cobranca, sell):
    sell("180,84", "--boleto", OWN)
    assert cobranca("recebi Ana 180,84 --json").json["warnings"] == []


def test_a_reminder_has_the_boleto_while_it_asks_the_same(cobranca, sell):
    sell("180,84", "--boleto", OWN)

    def text():
        return cobranca("remind --print --json").json["messages"][0]["text"]

    assert f"\n  Boleto: {OWN}\n" in text()
    cobranca("recebi Ana 1")
    assert OWN not in text()
    cobranca("desfazer --sim")
    assert OWN in text()
    cobranca("corrigir-venda --parcela 1 --boleto '' --motivo x")
    assert "oleto" not in text()


def test_what_is_paid_by_boleto_has_some_business_days_to_clear(cobranca):
    cobranca("ajustes reminders.compensation_days 5")
    for name, more in (("Ana", ["--boleto", OWN]), ("Bia", [])):
        cobranca(["vendi", name, "180,84", "--em", "01/11/2026", "--vencimento", "10/11/2026",
                  *more])  # fmt: skip
    found = cobranca("--today 2026-11-16 remind --json").json
    assert [m["customer"] for m in found["messages"]] == ["Bia"]
    assert [(w["customer"], w["reason"], w["until"]) for w in found["withheld"]] == [
        ("Ana", "compensation", "2026-11-18")]  # fmt: skip


def test_it_shows_on_the_card_with_the_instalment_and_in_what_is_kept_of_a_person(
    cobranca, sell, tmp_path
):
    sell("180,84", "--boleto", OWN)
    assert OWN_SPACED in cobranca("ficha Ana").out
    assert OWN_SPACED in cobranca("parcela 1").out
    assert cobranca("ficha Ana --json").json["open_items"][0]["boleto"] == OWN
    assert OWN not in cobranca("extrato Ana").out
    file = tmp_path / "ana.json"
    cobranca(["exportar", "json", "Ana", "--saida", file])
    assert OWN in file.read_text("utf-8")
