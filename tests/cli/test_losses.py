"""What is given up as lost, and what comes back of it."""

from __future__ import annotations

from datetime import date

import pytest
from terminal import at_a_terminal

from cobranca_cli.reports import owner_tasks


@pytest.fixture
def book(keep):
    """Ana owes 100 (paid 30 of it), due on 10 November; Bia owes 50 since 2021."""
    return keep([
        "vendi Ana 100 --em 01/11/2026 --vencimento 10/11/2026",
        "recebi Ana 30 --em 12/11/2026",
        "vendi Bia 50 --em 01/12/2021 --vencimento 01/12/2021 --sim",
    ])  # fmt: skip


def test_a_loss_closes_the_instalment_and_nothing_asks_for_it(book):
    done = book("perda 1 --motivo 'mudou de cidade' --json").json
    assert (done["amount_cents"], done["written_off_on"]) == (7000, "2026-11-23")
    assert (done["remaining_open_cents"], done["barred_on"]) == (0, "2031-11-13")
    found = book("parcela 1 --json").json
    assert (found["status"], found["open_cents"]) == ("written_off", 0)
    assert "perda" in book("parcela 1").out
    assert book("atrasados Ana --json").json["rows"] == []
    assert book("lembrar Ana --mostrar --json").json["messages"] == []
    assert book("conferir --json").json["ok"]
    # Until then it was open, and the account says so.
    assert book("atrasados Ana --em 20/11/2026 --json", code=2)
    assert book("atrasados Ana --as-of 20/11/2026 --json").json["open_cents"] == 7000


def test_statement_life_log_and_card_show_a_loss_with_its_reason(book):
    book("write-off 1 --reason 'mudou de cidade' --on 20/11/2026")
    rows = book("extrato Ana --json").json["rows"]
    assert [(r["on"], r["kind"], r["balance_cents"]) for r in rows][-1] == (
        "2026-11-20", "write_off", 0)  # fmt: skip
    assert "mudou de cidade" in book("extrato Ana --tudo").out
    assert "dada como perda: R$ 70,00: mudou de cidade" in book("historico --limite 1").out
    assert "Dado como perda: R$ 70,00" in book("ficha Ana").out
    assert book("ficha Ana --json").json["written_off_cents"] == 7000


def test_the_score_counts_a_loss_as_sixty_days_late(book):
    book("perda 1 --motivo sumiu")
    (line,) = book("pontuacao Ana --explicar --json").json["lines"]
    assert (line["days_late"], line["settled_on"]) == (60, None)


def test_a_loss_comes_back_by_a_payment_that_names_it(book):
    book("perda 1 --motivo sumiu --em 15/11/2026")
    paid = book("recebi Ana 50 --parcela 1 --json").json
    assert (paid["recovered_cents"], paid["credit_cents"]) == (5000, 0)
    assert paid["remaining_open_cents"] == 0
    posted = book("parcela 1 --json").json["postings"]
    kinds = [(p["on"], p["kind"], p["amount_cents"]) for p in posted]
    assert kinds[1:] == [
        ("2026-11-15", "write_off", 7000), ("2026-11-23", "write_off", -5000),
        ("2026-11-23", "payment", 5000),
    ]  # fmt: skip
    assert "Perda recuperada" in book("extrato Ana").out
    said = book("recebi Ana 30 --parcela 1")
    assert "Recuperado: R$ 20,00 de uma perda." in said.out
    assert "Ficou como crédito: R$ 10,00." in said.out
    assert book("conferir --json").json["ok"]


@pytest.mark.parametrize(("paid", "back", "lost"), [(5000, 4846, 2154), (100, 0, 7000)])
def test_what_a_payment_of_a_loss_gives_for_charges_leaves_as_much_lost(cobranca, paid, back, lost):
    cobranca("vendi Ana 70 --em 01/11/2026 --vencimento 09/11/2026 --multa 2 --juros 1")
    cobranca("perda 1 --motivo sumiu --em 15/11/2026")  # R$ 1,40 and R$ 0,14 are due till then.
    found = cobranca(["recebi", "Ana", f"{paid / 100:.2f}", "--parcela", "1", "--json"]).json
    (part,) = found["allocations"]
    assert found["recovered_cents"] == back == part["principal_cents"]
    assert (part["open_cents"], part["written_off_cents"]) == (0, lost)
    assert "juros: " in cobranca("parcela 1").out
    assert cobranca("conferir --json").json["ok"]
    cobranca("desfazer --sim")
    assert "juros: " not in cobranca("parcela 1").out
    assert cobranca("ficha Ana --json").json["written_off_cents"] == 7000


def test_nothing_says_that_what_was_given_up_was_paid(book):
    book("perda 1 --motivo sumiu")
    texts = book("recebi Ana 40 --parcela 1").out, book("recibo 2").out, book("extrato Ana").out
    for text in (*texts, book("extrato Ana --whatsapp").out):
        assert not any(
            word in text for word in ("por inteiro", "tudo certo", "nada mais", "quitado")
        )


def test_a_payment_that_names_nothing_leaves_a_loss_alone(book):
    book("perda 1 --motivo sumiu")
    paid = book("recebi Ana 50 --json").json
    assert (paid["recovered_cents"], paid["credit_cents"]) == (0, 5000)
    assert "há R$ 70,00 dados como perda (parcela 1)" in paid["warnings"][0]


def test_a_loss_and_its_recovery_are_undone_and_redone_to_the_cent(book):
    book("perda 1 --motivo sumiu --em 15/11/2026")
    lost = book("parcela 1 --json").json
    book("recebi Ana 50 --parcela 1")
    back = book("parcela 1 --json").json
    book("desfazer --sim")
    assert book("parcela 1 --json").json == lost
    book("desfazer --refazer --sim")
    again = book("parcela 1 --json").json
    assert again["open_cents"] == back["open_cents"] == 0
    book("desfazer --sim")
    book("desfazer --sim")
    assert book("parcela 1 --json").json["open_cents"] == 7000
    assert book("conferir --json").json["ok"]


def test_a_recovery_that_is_taken_back_leaves_its_money_open(book):
    book("perda 1 --motivo sumiu --em 15/11/2026")
    book("recebi Ana 50 --parcela 1")
    assert book("estornar 2 --motivo engano --sim --json").json["remaining_open_cents"] == 5000
    book("cancelar-venda 1 --motivo desistiu --sim")
    assert book("parcela 1 --json").json["status"] == "voided"
    assert book("conferir --json").json["ok"]


def test_a_sale_that_was_lost_can_still_be_called_off(book):
    book("perda 1 --motivo sumiu")
    assert book("cancelar-venda 1 --motivo devolveu --sim --json").json["voided_cents"] == 10000
    assert book("conferir --json").json["ok"]


@pytest.mark.parametrize(
    ("today", "said"),
    [("2026-01-05", ""), ("2026-11-23", "perto do fim"), ("2026-12-02", "acabou em 02/12/2026")],
)
def test_the_limitation_of_five_years_is_warned_of_near_it_and_past_it(book, today, said):
    warnings = book(["--today", today, "perda", "2", "--motivo", "x", "--json"]).json["warnings"]
    assert len(warnings) == bool(said)
    assert said in "".join(warnings)


def test_a_loss_is_of_a_day_between_the_sale_and_today(book):
    assert book("perda 1 --motivo x --em 31/10/2026", code=3)
    assert book("perda 1 --motivo x --em 2026-11-24", code=4)


def test_the_tasks_that_ask_for_a_decision_name_the_command(book):
    rows = book(["--today", "2027-11-26", "tarefas", "--json"]).json["rows"]
    said = {r["step"]: r["text"] for r in rows}
    lasting = owner_tasks.line(1, "Ana", "perda-2", date(2027, 11, 26)).text
    for text in (said["prescricao"], lasting):
        assert "cobranca perda PARCELA --motivo TEXTO" in text


def test_cash_for_a_loss_is_not_taken_for_change(book):
    book("perda 1 --motivo sumiu")
    screen = at_a_terminal(["recebi", "Ana", "50", "--parcela", "1", "--forma", "dinheiro"])
    assert screen.code == 0
    assert "Troco" not in screen.text
    assert "Recuperado: R$ 50,00" in screen.text


# --- Is it worth it? ----------------------------------------------------------------------------


def decided(book, line="decidir Ana --json"):
    return book(line).json


def test_a_decision_says_what_is_due_what_was_tried_and_three_ways_on(book):
    book("anotar Ana 'vem falar na sexta'")
    book("ajustes business.hour_value 10,00")
    found = decided(book)
    assert (found["open_cents"], found["claimable_cents"]) == (7000, 7000)
    assert (found["oldest_due_on"], found["days_overdue"]) == ("2026-11-10", 13)
    assert found["barred_on"] == "2031-11-13"
    assert (found["paid_cents"], found["recovery_percent"]) == (3000, 30)
    assert (found["messages"], found["talks"], found["last_talk_on"]) == (0, 1, "2026-11-23")
    assert (found["hour_cents"], found["hours"], found["cost_cents"]) == (1000, 3, 3000)
    assert found["worth"] == "little"
    assert [(way["key"], way["command"]) for way in found["ways"]] == [
        ("negotiate", "cobranca negociar c1"),
        ("write-off", "cobranca perda 1 --motivo TEXTO"),
        ("small-claims", "cobranca dossie c1"),
    ]
    assert [item["installment_id"] for item in found["items"]] == [1]
    said = book("decidir Ana").out
    assert "Vale a pena? Pouco" in said
    assert "3 h do seu tempo custam R$ 30,00; dá para pedir R$ 70,00" in said


@pytest.mark.parametrize(
    ("hour", "hours", "verdict"),
    [("7,77", "3", "yes"), ("20,00", "3", "little"), ("10,00", "7", "no"), ("", "3", "unknown")],
)
def test_the_answer_weighs_what_can_be_claimed_against_the_hours(book, hour, hours, verdict):
    book(["ajustes", "business.hours_per_case", hours])
    if hour:
        book(["ajustes", "business.hour_value", hour])
    assert decided(book)["worth"] == verdict
    assert ("business.hour_value 40,00" in book("decidir Ana").out) == (verdict == "unknown")


def test_the_small_claims_limits_come_from_the_table_or_the_setting(book):
    claims = decided(book)["small_claims"]
    assert (claims["year"], claims["without_lawyer_cents"]) == (2026, 3_242_000)
    assert claims["limit_cents"] == 6_484_000
    later = book(["--today", "2027-01-10", "decidir", "Ana", "--json"]).json["small_claims"]
    assert later == claims
    book("ajustes legal.minimum_wage 1,00")
    found = decided(book)
    assert found["small_claims"]["year"] is None
    assert [way["key"] for way in found["ways"]] == ["negotiate", "write-off"]
    book("ajustes legal.minimum_wage 2,00")
    assert "com advogado (até R$ 80,00)" in book("decidir Ana").out


def test_what_is_barred_or_contested_cannot_be_claimed(book):
    book("contestar 1 'veio errado'")
    found = decided(book)
    assert (found["claimable_cents"], found["worth"]) == (0, "no")
    assert "R$ 70,00 estão contestados: resolva isso antes" in found["reasons"]
    assert [way["key"] for way in found["ways"]] == ["write-off"]
    barred = book(["--today", "2026-12-02", "decidir", "Bia", "--json"]).json
    assert (barred["claimable_cents"], barred["worth"]) == (0, "no")
    assert "passaram do prazo" in "".join(barred["reasons"])
    assert "acaba logo" in "".join(decided(book, "decidir Bia --json")["reasons"])


def test_promises_kept_and_broken_are_weighed_too(book):
    book("promessa Bia 24/11/2026")
    broken = book(["--today", "2026-11-30", "decidir", "Bia", "--json"]).json
    assert (broken["promises_kept"], broken["promises_broken"]) == (0, 1)
    assert "não cumpriu a maior parte do que prometeu" in broken["reasons"]


def test_nothing_due_leaves_nothing_to_decide(book):
    book("vendi Caio 10 --vencimento 30/12/2026")
    assert book("decidir Caio --json", code=4).error["code"] == "nothing_due"


def test_the_task_of_deciding_names_the_command():
    assert "cobranca decidir c3" in owner_tasks.line(3, "Ana", "decisao", date(2026, 11, 23)).text


# --- Regret (CDC 49) ----------------------------------------------------------------------------


def test_who_regrets_in_time_is_given_back_what_was_paid(book):
    book("vendi Duda 80 --em 16/11/2026 --pago")
    run = book("cancelar-venda 3 --motivo Arrependimento --sim")
    command = "devolver c3 80,00 --motivo arrependimento"
    assert f"devolva R$ 80,00 e anote com: cobranca {command}" in " ".join(run.out.split())
    assert book(command)


@pytest.mark.parametrize(
    ("sold", "reason", "cents"),
    [("16/11/2026", "arrependimento", 8000), ("15/11/2026", "arrependimento", 0),
     ("16/11/2026", "engano", 0)],
)  # fmt: skip
def test_regret_is_seven_days_and_says_so_itself(book, sold, reason, cents):
    book(f"vendi Duda 80 --em {sold} --pago")
    assert book(f"cancelar-venda 3 --motivo {reason} --sim --json").json["refund_cents"] == cents
