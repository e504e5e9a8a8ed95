"""Charges as typed: what was agreed, what is owed on a day, how it comes about."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from pdf_reading import pages

from cobranca_cli.domain.pix_reading import decode

SALE = "vendi Maria 100 --em 10/11/2026 --vencimento 10/11/2026 --multa 2 --juros 1%"
ON = "--today 20/11/2026"


@pytest.fixture
def late(keep):
    """Maria's R$ 100,00 of 10/11, agreed with charges, and José's R$ 50,00 without."""
    return keep([
        "ajustes business.pix_key lia@example.com",
        "setup --name 'Doces da Lia' --city Campinas",
        SALE,
        "vendi José 50 --em 10/11/2026 --vencimento 12/11/2026",
    ])  # fmt: skip


def test_what_was_agreed_is_told_to_the_customer_and_kept(cobranca):
    sale = cobranca(f"{SALE} --json").json
    assert (sale["fine_bps"], sale["interest_bps"]) == (200, 100)
    assert "• Depois do vencimento: multa de 2% e juros de 1% ao mês" in sale["message"]


def test_the_settings_hold_for_new_sales_and_zero_switches_one_off(cobranca):
    cobranca("ajustes charges.fine 2%")
    cobranca("ajustes charges.interest 0,5")
    usual = cobranca("vendi Maria 10 --json").json
    assert (usual["fine_bps"], usual["interest_bps"]) == (200, 50)
    off = cobranca("vendi Maria 10 --multa 0 --juros 0 --json").json
    assert (off["fine_bps"], off["interest_bps"], "vencimento:" in off["message"]) == (0, 0, False)
    assert cobranca("vendi Maria 10 --pago --json").json["fine_bps"] == 0


@pytest.mark.parametrize(
    ("line", "exit_code", "law"),
    [
        ("ajustes charges.fine 2,01%", 2, "CDC, art. 52, §1º"),
        ("ajustes charges.interest 1,5", 2, "Súmula 121"),
        ("vendi Maria 10 --multa 10", 4, "CDC, art. 52, §1º"),
        ("vendi Maria 10 --juros 1,01", 4, "Súmula 121"),
    ],
)
def test_above_the_cap_it_is_refused_with_the_law(cobranca, line, exit_code, law):
    run = cobranca(line, code=exit_code)
    assert law in run.err


def test_an_instalment_shows_its_working_line_by_line(late):
    shown = late(f"{ON} parcela 1").out
    assert "  multa: R$ 100,00 × 2% = R$ 2,00\n  juros: R$ 100,00 × 1% × 10/30 = R$ 0,33" in shown
    assert "Com encargos em 20/11/2026: R$ 102,33." in shown
    found = late("parcela 1 --on 20/11/2026 --json").json
    assert (found["fine_cents"], found["interest_cents"], found["updated_cents"]) == (
        200,
        33,
        10233,
    )
    assert found["working"] == [
        {"from_on": "2026-11-10", "to_on": "2026-11-20", "days": 10, "principal_cents": 10000,
         "interest_cents": 33}
    ]  # fmt: skip
    assert late("parcela 1 --on 10/11/2026 --json").json["updated_cents"] == 10000


def test_a_part_payment_starts_another_stretch(late):
    late("recebi Maria 50 --em 20/11/2026")
    lines = late("parcela 1 --on 23/11/2026").out.splitlines()
    assert lines[lines.index("  multa: R$ 100,00 × 2% = R$ 2,00") :] == [
        "  multa: R$ 100,00 × 2% = R$ 2,00",
        "  juros: R$ 100,00 × 1% × 10/30 = R$ 0,33",
        "  juros: R$ 52,33 × 1% × 3/30 = R$ 0,05",
        "  20/11/2026       -R$ 0,33  juros (recebimento 1)",
        "  20/11/2026       -R$ 2,00  multa (recebimento 1)",
        "Com encargos em 23/11/2026: R$ 52,38.",
    ]


def test_overdue_says_what_is_owed_with_charges(late):
    found = late(f"{ON} overdue --json").json
    assert [
        (r["open_cents"], r["fine_cents"], r["interest_cents"], r["updated_cents"])
        for r in found["rows"]
    ] == [(10000, 200, 33, 10233), (5000, 0, 0, 5000)]
    assert (found["open_cents"], found["updated_cents"]) == (15000, 15233)
    assert late(f"{ON} overdue --limit 1 --json").json["updated_cents"] == 15233
    by_customer = late(f"{ON} overdue --by customer --json").json
    assert [r["updated_cents"] for r in by_customer["rows"]] == [10233, 5000]
    assert "R$ 150,00 em aberto, R$ 152,33 com encargos." in late(f"{ON} overdue").out
    assert late("--today 10/11/2026 upcoming --json").json["updated_cents"] == 15000


def test_a_reminder_and_its_code_ask_the_amount_of_the_day(late):
    maria, jose = sorted(
        late(f"{ON} remind --print --json").json["messages"], key=lambda m: m["customer_id"]
    )
    assert "• 10/11: R$ 102,33 (R$ 100,00 + encargos)\n" in maria["text"]
    assert "O valor com os encargos combinados vale para hoje, 20/11." in maria["text"]
    assert (maria["total_cents"], decode(maria["pix"]).amount_cents) == (10233, 10233)
    assert "encargos" not in jose["text"]
    assert jose["total_cents"] == 5000


def test_the_day_and_the_customers_card_tell_both_amounts(late):
    found = late(f"{ON} resumo --json").json
    assert (found["overdue_cents"], found["overdue_updated_cents"]) == (15000, 15233)
    assert "Atrasado: R$ 150,00 (R$ 152,33 com encargos), de 2" in late(f"{ON} resumo").out
    card = late(f"{ON} ficha Maria --json").json
    (item,) = card["open_items"]
    for row in (card, item):
        assert (row["fine_cents"], row["interest_cents"], row["updated_cents"]) == (200, 33, 10233)
    shown = late(f"{ON} ficha Maria").out
    assert "Com encargos hoje: R$ 102,33 (com multa de R$ 2,00 e juros" in shown
    assert "    com encargos hoje: R$ 102,33" in shown
    assert "ncargos" not in late(f"{ON} ficha José").out


def test_slips_say_what_was_agreed_and_ask_the_amount_of_the_day(late):
    found = late(f"{ON} carne 1 --json").json
    (slip,) = found["rows"]
    assert (found["fine_bps"], found["interest_bps"], found["date"]) == (200, 100, "2026-11-20")
    assert (slip["open_cents"], slip["updated_cents"]) == (10000, found["updated_cents"])
    assert decode(slip["pix"]).amount_cents == slip["updated_cents"] == 10233
    says = "Após o vencimento: multa de 2% e juros de 1% ao mês."
    assert f"{says} Em 20/11/2026: R$ 102,33" in late(f"{ON} carne 1").out
    assert f"{says}\n" in late("--today 10/11/2026 carne 1").out
    assert "Após" not in late("carne 2").out


def test_who_promises_all_is_asked_it_with_charges(late):
    made = late(f"{ON} promessa Maria 25/11 --json").json
    assert (made["open_cents"], made["updated_cents"]) == (10000, 10233)
    assert made["amount_cents"] == 10233  # Whoever pays it earlier has kept it as well.
    (message,) = late("--today 25/11/2026 lembrar Maria --json").json["messages"]
    assert (message["step"], message["total_cents"]) == ("promessa", 10233)
    assert "R$ 102,33" in message["text"]
    assert decode(message["pix"]).amount_cents == 10233
    late("recebi Maria 102,33 --em 20/11/2026")
    (kept,) = late("promessas Maria --json").json["rows"]
    assert kept["status"] == "kept"


def test_more_may_be_promised_than_is_due_today_and_never_more_than_will_be(late):
    assert late(f"{ON} promessa Maria 25/11 102,40 --json").json["amount_cents"] == 10240
    run = late(f"{ON} promessa Maria 25/11 200")
    assert "Só haverá R$ 102,50 a pagar; anotei essa quantia." in run.out
    late(f"{ON} promessa Maria 25/11 50")
    assert "R$ 102,33 (R$ 100,00 + encargos)" in late(f"{ON} promessa Maria 25/11 50").out


@pytest.mark.parametrize(("price", "asked"), [("4,80", False), ("4,95", True)])
def test_what_is_too_little_to_ask_for_counts_charges_as_the_message_does(cobranca, price, asked):
    cobranca(f"vendi Ana {price} --em 01/11/2026 --vencimento 10/11/2026 --multa 2")
    found = cobranca("lembrar --json").json
    assert [m["total_cents"] for m in found["messages"]] == ([505] if asked else [])
    assert [row["reason"] for row in found["withheld"]] == ([] if asked else ["below-tolerance"])
    assert cobranca("por-que Ana --json").json["decision"] == ("message" if asked else "withheld")


def test_several_in_one_line_carry_their_charges(late):
    for day in range(2, 9):
        late(f"vendi Maria 10 --em {day:02}/11/2026 --vencimento {day:02}/11/2026 --multa 2")
    (maria, _) = late(f"{ON} remind --print --json").json["messages"]
    total = maria["total_cents"]
    assert f"R$ {total / 100:.2f} (R$ 170,00 + encargos)".replace(".", ",", 1) in maria["text"]


@pytest.mark.parametrize("what", ["Maria", "--sale 1", "--installment 1"])
def test_the_code_is_for_the_amount_of_the_day_and_says_so(late, what):
    run = late(f"{ON} pix {what}")
    assert decode(run.out.strip()).amount_cents == 10233
    assert "Com R$ 2,33 de encargos; o valor vale para 20/11." in run.err
    found = late(f"{ON} pix {what} --json").json
    assert (found["charges_cents"], found["holds_on"]) == (233, "2026-11-20")
    plain = late(f"{ON} pix José --json").json
    assert (plain["amount_cents"], plain["charges_cents"], plain["holds_on"]) == (5000, 0, None)


def test_a_payment_says_what_of_it_were_charges(late):
    paid = late("recebi Maria 50 --em 20/11/2026 --json").json
    (part,) = paid["allocations"]
    assert (part["principal_cents"], part["fine_cents"], part["interest_cents"]) == (4767, 200, 33)
    words = "R$ 50,00 (com multa de R$ 2,00 e juros de R$ 0,33)"
    assert words in paid["message"]
    assert words in late("recibo 1").out
    receipt = late("recibo 1 --json").json
    assert (receipt["items"][0]["fine_cents"], receipt["refunded_cents"]) == (200, 0)
    shown = late("extrato Maria").out
    assert "Encargos por atraso na venda 1" in shown


def test_a_receipt_shows_how_the_charges_that_were_paid_came_about(late, tmp_path):
    late("recebi Maria 50 --em 20/11/2026")
    late("recebi Maria 40")
    first, second = (late(f"recibo {n} --json").json for n in (1, 2))
    fine = "10/11/2026, multa: R$ 100,00 × 2% = R$ 2,00"
    interest = "10/11/2026, juros: R$ 100,00 × 1% × 10/30 = R$ 0,33"
    assert first["working"] == [fine, interest]
    assert second["working"] == [
        fine, interest, "10/11/2026, juros: R$ 52,33 × 1% × 3/30 = R$ 0,05",
        "10/11/2026, já recebido ou perdoado: -R$ 2,33",
    ]  # fmt: skip
    assert f"Encargos combinados na venda:\n{fine}\n{interest}" in late("recibo 1").out
    late(["recibo", "1", "--pdf", tmp_path / "r.pdf"])
    (page,) = pages((tmp_path / "r.pdf").read_bytes())
    assert "com multa de R$ 2,00 e juros de R$ 0,33" in " ".join(page.split())
    assert interest in page
    late("recebi José 50")
    assert late("recibo 3 --json").json["working"] == []
    assert "Encargos" not in late("recibo 3").out


def test_charges_are_forgiven_when_asked(late):
    run = late("recebi Maria 100 --em 20/11/2026 --perdoar-encargos")
    assert "Encargos perdoados: R$ 2,33." in run.out
    assert late("recebi José 50 --waive-charges --json").json["waived_cents"] == 0
    assert late("conferir --json").json["ok"]


def test_charges_that_went_with_a_bounced_payment_read_so(late):
    late("recebi Maria 50 --em 20/11/2026")
    late("devolvido 1 --motivo x --sim")
    assert "R$ 2,00  de volta: multa (recebimento 1)" in late("--hoje 24/11/2026 parcela 1").out


def test_a_letter_shows_how_the_charges_come_about(late):
    late("setup --owner Lia --document 529.982.247-25 --address 'Rua A, 1'")
    found = late(f"{ON} carta Maria --json").json
    assert found["total_cents"] == 10233
    assert found["working"] == [
        "10/11/2026, multa: R$ 100,00 × 2% = R$ 2,00",
        "10/11/2026, juros: R$ 100,00 × 1% × 10/30 = R$ 0,33",
    ]
    assert "10/11/2026, multa: R$ 100,00 × 2% = R$ 2,00" in late(f"{ON} carta Maria").out


def test_a_boleto_for_less_than_is_owed_is_not_shown(late):
    asks_18084 = "42297004080000278247226173001129416260000018084"
    whoever_pays_says = "23794150099001980167035000211405700000000000000"
    for line, amount, shown in ((asks_18084, "180,84", False), (whoever_pays_says, "70", True)):
        late(
            f"vendi Rui {amount} --em 10/11/2026 --vencimento 10/11/2026 --multa 2 --boleto {line}"
        )
        text = late(f"{ON} remind Rui --print --json").json["messages"][0]["text"]
        assert (line in text) is shown


def test_what_is_contested_costs_nothing(late):
    late("contestar 1 'veio errado'")
    (row, _) = late("overdue --json").json["rows"]
    assert (row["disputed"], row["updated_cents"]) == (True, 10000)


def test_a_mensalidade_is_sold_with_the_charges_of_the_settings(cobranca):
    cobranca("ajustes charges.fine 1%")
    cobranca("novo-cliente Maria")
    cobranca("mensalidade Maria 90 --cada mes --inicio 05/11/2026")
    (made,) = cobranca("gerar-mensalidades --json").json["created"]
    assert "multa de 1%" in made["message"]
    assert cobranca("overdue --json").json["rows"][0]["fine_cents"] == 90


def test_all_that_is_kept_about_a_person_has_the_charges(late, tmp_path):
    late("recebi Maria 50 --em 20/11/2026")
    late(f"exportar json Maria --saida {tmp_path / 'maria.json'}")
    (sale,) = json.loads((tmp_path / "maria.json").read_text("utf-8"))["sales"]
    assert (sale["fine_bps"], sale["interest_bps"]) == (200, 100)
    assert [c["amount_cents"] for c in sale["installments"][0]["charges"]] == [33, 200]


def test_the_account_tells_what_it_is_with_charges(late):
    found = late(f"{ON} extrato Maria --json").json
    assert (found["open_cents"], found["charges_cents"]) == (10000, 233)
    assert "R$ 100,00 em aberto (R$ 102,33 com encargos)" in late(f"{ON} extrato Maria").out
    text = late(f"{ON} extrato Maria --whatsapp --json").json["text"]
    assert "Em aberto hoje: R$ 102,33 (R$ 100,00 + encargos)" in text
    assert late("extrato Maria --ate 10/11/2026 --json").json["charges_cents"] == 0


def test_who_pays_just_the_principal_is_told_how_to_forgive_the_rest(late):
    assert "--perdoar-encargos" in late("recebi Maria 100 --em 20/11/2026").out
    assert "--perdoar-encargos" not in late("recebi José 50 --em 20/11/2026").out


def test_an_own_confirmation_that_does_not_say_what_was_agreed_is_told(cobranca, home):
    (home / "templates").mkdir(parents=True)
    home.chmod(0o700)
    (home / "templates" / "venda.txt").write_text("Oi, {{ cliente }}! Total: {{ total }}", "utf-8")
    assert "{{ encargos }}" in cobranca(SALE).err
    assert "{{ encargos }}" not in cobranca("vendi Maria 10").err


def test_a_message_that_asked_too_much_and_was_paid_is_a_note_of_check(late):
    late(f"{ON} lembrar Maria --registrar")
    late("recebi Maria 102,33 --em 22/11/2026")
    late("corrigir-venda 1 --valor 60 --motivo 'era menos' --sim")
    run = late("conferir")
    assert "Tudo certo" in run.out
    assert "Aviso: A mensagem 1, de 20/11/2026, pediu R$ 102,33 a Maria" in run.err
    assert "cobranca devolver c1 4" in run.err
    (note,) = late("conferir --json").json["notes"]
    assert note["code"] == "asked_too_much"
    late("ajustes calendar.holidays 24/12")
    late("conferir")


@pytest.mark.parametrize(
    ("tampering", "code"),
    [
        ("UPDATE sale_terms SET active = 0", "charge_not_agreed"),
        ("UPDATE charge SET amount_cents = amount_cents + 1 WHERE kind = 'fine'", "credit_wrong"),
        ("UPDATE charge SET effective_on = '2026-10-01'", "too_early"),
        ("UPDATE charge SET reverses_id = 1 WHERE id = 2", "reversal_wrong"),
    ],
)
def test_check_names_charges_that_were_changed_from_outside(late, home, tampering, code):
    late("recebi Maria 50")
    with closing(sqlite3.connect(home / "cobranca.db")) as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(tampering)
        connection.commit()
    found = late("conferir --json", code=1).json
    assert code in {problem["code"] for problem in found["problems"]}
