"""Post-dated cheques, payments that come back, and what reaches the account."""

from __future__ import annotations

import pytest


@pytest.fixture
def book(keep):
    """Ana owes 100 due on the 10th; a cheque of the 9th, good on Friday the 27th, paid it."""
    return keep([
        "vendi Ana 100 --em 01/11/2026 --vencimento 10/11/2026",
        "recebi Ana 100 --forma cheque --bom-para sexta --em 09/11",
    ])  # fmt: skip


def promised(cobranca, today):
    rows = cobranca(["--today", today, "promises", "--json"]).json["rows"]
    return [(r["kind"], r["promise_id"], r["payment_id"], r["due_on"], r["status"]) for r in rows]


def opened(cobranca, on="2026-11-23"):
    return cobranca(["parcela", "1", "--em", on, "--json"]).json["open_cents"]


@pytest.mark.parametrize("option", ["--clears-on", "--bom-para"])
def test_a_post_dated_cheque_settles_at_once_and_is_a_promise_until_its_day(cobranca, option):
    cobranca("vendi Ana 100 --em 01/11/2026")
    paid = cobranca(f"recebi Ana 100 --forma cheque {option} 27/11/2026 --json").json
    assert (paid["clears_on"], paid["remaining_open_cents"]) == ("2026-11-27", 0)
    assert "cheque para 27/11/2026" in paid["message"]
    cheque = ("check", None, 1, "2026-11-27")
    assert promised(cobranca, "2026-11-30") == [(*cheque, "open")]
    assert promised(cobranca, "2026-12-01") == [(*cheque, "kept")]


def test_promises_and_cheques_stand_in_one_list(book):
    book("vendi Ana 30 --em 01/11/2026")
    book("promessa Ana 30/11/2026")
    assert [row[0] for row in promised(book, "2026-11-23")] == ["promise", "check"]
    found = book("promessas --json").json
    assert (found["promises"], found["open_cents"]) == (2, 13000)
    assert "cheque (recebimento 1)" in book("promessas").out
    assert "(cheque, recebimento 1)" in book("ficha Ana").out


def test_the_summary_tells_cheques_that_become_good(book):
    def soon(today):
        return book(["--today", today, "summary", "--json"]).json["checks_soon"]

    assert soon("2026-11-20") == []
    assert [row["payment_id"] for row in soon("2026-11-21")] == [1]
    assert len(soon("2026-11-30")) == 1
    assert soon("2026-12-01") == []
    assert book("summary --json").json["promises_today"] == []
    for today, said in [("23", "é bom em 27/11"), ("27", "é bom hoje"), ("28", "já é bom")]:
        out = book(f"--hoje {today}/11/2026 resumo").out
        assert f"Cheque de Ana, R$ 100,00: {said}" in out


@pytest.mark.parametrize(
    ("line", "code", "error"),
    [
        ("--forma pix --bom-para sexta", 2, "conflicting_options"),
        ("--bom-para sexta", 2, "conflicting_options"),
        ("--forma cheque --bom-para 2026-11-22", 4, "cheque_day"),
    ],
)
def test_only_a_cheque_is_good_later_and_never_before_today(book, line, code, error):
    assert book(f"recebi Ana 10 {line} --json", code=code).error["code"] == error


def test_a_cheque_of_half_a_year_ahead_is_asked_about(book):
    line = "recebi Ana 10 --forma cheque --bom-para 20/11"
    run = book(line, code=2)
    assert "o cheque é bom só em sábado, 20/11/2027?" in run.err
    book(line + " --sim")
    book("recebi Ana 10 --forma cheque --bom-para 20/03/2027")


def test_of_several_ways_only_the_cheque_waits(book):
    book("recebi Ana 50 --pago-por dinheiro:20 --pago-por cheque --bom-para hoje")
    rows = book("recebimentos --json").json["rows"]
    assert [(r["method"], r["clears_on"]) for r in rows][:2] == [
        ("check", "2026-11-23"), ("cash", None)]  # fmt: skip


@pytest.mark.parametrize("name", ["bounce-payment", "devolvido"])
def test_what_came_back_is_open_again_from_its_day_on(book, name):
    done = book(f"{name} 1 --reason 'sem fundos' --on 20/11 --yes --json").json
    assert done == {
        "payment_id": 1, "customer_id": 1, "customer": "Ana", "method": "check",
        "received_on": "2026-11-09", "bounced_on": "2026-11-20", "amount_cents": 10000,
        "reopened_cents": 10000, "credit_cents": 0, "remaining_open_cents": 10000,
    }  # fmt: skip
    assert [opened(book, f"2026-11-{day:02}") for day in (8, 9, 19, 20, 23)] == [
        10000, 0, 0, 10000, 10000]  # fmt: skip
    assert book("overdue --as-of 2026-11-19 --json").json["rows"] == []
    assert book("overdue --json").json["rows"][0]["days_overdue"] == 13
    assert book("check --json").json["ok"]


def test_it_asks_and_happens_once(book):
    run = book("devolvido 1 --motivo x", code=2)
    assert "100,00" in run.err
    assert "--sim" in run.err
    dry = book("devolvido 1 --motivo x --simular --json").json
    assert (dry["dry_run"], opened(book)) == (True, 0)
    book("devolvido Ana --motivo x --sim")
    for line in ("devolvido 1", "estornar 1"):
        assert book(f"{line} --motivo x --sim --json", code=4).error["code"] == "payment_bounced"


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        (["estornar 1 --motivo x --sim"], "payment_reversed"),
        (["recebi Ana 20", "devolver Ana 20 --motivo x"], "payment_refunded"),
    ],
)
def test_only_what_all_still_stands_can_come_back(book, lines, error):
    for line in lines:
        book(line)
    number = 2 if error == "payment_refunded" else 1
    assert book(f"devolvido {number} --motivo x --sim --json", code=4).error["code"] == error


@pytest.mark.parametrize("on", ["2026-11-08", "amanhã"])
def test_it_is_neither_of_before_the_payment_nor_of_tomorrow(book, on):
    book(f"devolvido 1 --motivo x --em {on} --sim", code=4)
    assert opened(book) == 0


def test_the_cheque_is_a_broken_promise_and_the_books_tell_it(book):
    book("devolvido 1 --motivo 'sem fundos' --em 20/11 --sim")
    assert [row[-1] for row in promised(book, "2026-11-23")] == ["broken"]
    assert [row[-1] for row in promised(book, "2026-11-19")] == ["open"]
    assert book("score Ana --explain --json").json["penalties"] == 5
    assert len(book("summary --json").json["promises_broken"]) == 1
    row = book("payments --json").json["rows"][0]
    assert (row["reversed"], row["bounced_on"], row["net_cents"]) == (True, "2026-11-20", None)
    assert "20/11/2026" in book("recebimentos").out
    rows = book("extrato Ana --json").json["rows"]
    assert [(r["on"], r["kind"], r["balance_cents"]) for r in rows] == [
        ("2026-11-01", "sale", 10000), ("2026-11-09", "payment", 0),
        ("2026-11-20", "bounce", 10000)]  # fmt: skip
    assert "Recebimento 1, de R$ 100,00, devolvido: sem fundos" in book("extrato Ana --tudo").out
    assert "Recebimento 1 de Ana devolvido pelo banco" in book("historico").out
    assert "cheque, devolvido" in book("ficha Ana").out


def test_a_promise_paid_by_what_came_back_was_not_kept(book):
    book("vendi Ana 30 --em 01/11/2026")
    book("--hoje 10/11/2026 promessa Ana 18/11/2026 30,00")
    book("--hoje 18/11/2026 recebi Ana 30 --forma pix")
    assert promised(book, "2026-11-23")[1][-1] == "kept"
    book("devolvido 2 --motivo 'Pix devolvido' --em 20/11 --sim")
    assert promised(book, "2026-11-23")[1][-1] == "broken"
    assert promised(book, "2026-11-19")[1][-1] == "kept"


def test_what_its_credit_paid_later_comes_back_as_well(cobranca):
    cobranca("vendi Ana 60 --em 01/11/2026")
    cobranca("recebi Ana 100 --em 05/11/2026 --forma cheque")
    cobranca("vendi Ana 30 --em 10/11/2026")
    done = cobranca("devolvido 1 --motivo x --em 08/11/2026 --sim --json").json
    assert (done["reopened_cents"], done["credit_cents"]) == (9000, 0)
    assert cobranca("parcela 2 --em 10/11/2026 --json").json["open_cents"] == 3000
    assert cobranca("parcela 1 --em 07/11/2026 --json").json["open_cents"] == 0
    assert cobranca("check --json").json["ok"]


def test_other_credit_takes_what_comes_open(book):
    book("recebi Ana 40 --em 12/11/2026")
    done = book("devolvido 1 --motivo x --em 20/11 --sim --json").json
    assert (done["reopened_cents"], done["remaining_open_cents"]) == (6000, 6000)
    assert [opened(book, f"2026-11-{day}") for day in (19, 20)] == [0, 6000]


@pytest.mark.parametrize(
    "later",
    ["cancelar-venda 1 --motivo x --sim", "corrigir-venda 1 --valor 60 --motivo x",
     "corrigir-venda 1 --cliente Bia --motivo x", "abater 1 30 --motivo x"],
)  # fmt: skip
def test_corrections_and_undo_after_it_leave_every_sum_right(book, later):
    book("novo-cliente Bia")
    book("devolvido 1 --motivo x --em 20/11 --sim")
    before = book("extrato Ana --json").json
    for line in (later, "desfazer --sim", "desfazer --refazer --sim", "desfazer --sim"):
        book(line)
        assert book("check --json").json["ok"], line
    assert book("extrato Ana --json").json == before
    book("desfazer --sim")
    assert opened(book) == 0
    assert promised(book, "2026-11-23")[0][-1] == "open"


def test_at_the_counter_nobody_can_owe_what_came_back(cobranca):
    cobranca("vendi --balcao 10 --pago")
    run = cobranca("devolvido 1 --motivo x --sim --json", code=4)
    assert run.error["code"] == "counter_sale_must_be_paid"


def test_payments_tell_what_reaches_the_account_and_when(cobranca):
    cobranca("ajustes payments.credit.fee_bps 4,99%")
    cobranca("ajustes payments.credit.settles_days 30")
    cobranca("ajustes payments.check.settles_days 1")
    cobranca("vendi Ana 300 --em 01/11/2026")
    cobranca("recebi Ana 100 --forma cartao --em 13/11/2026")
    cobranca("recebi Ana 50 --em 14/11/2026")
    cobranca("recebi Ana 10 --forma cheque --bom-para 27/11/2026")
    rows = cobranca("payments --json").json["rows"]
    assert [(r["method"], r["net_cents"], r["settles_on"]) for r in rows] == [
        ("check", 1000, "2026-11-30"), ("pix", 5000, "2026-11-14"),
        ("credit", 9501, "2026-12-14")]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("payments.methods", "pix, fiado", 2), ("payments.methods", "outra", 2),
        ("payments.credit.fee_bps", "101%", 2), ("payments.credit.fee_bps", "-1", 2),
        ("payments.credit.settles_days", "366", 2), ("payments.fiado.fee_bps", "1", 3),
        ("payments.cash.fee_bps", "0", 0), ("payments.credit.fee_bps", "4,99", 0),
        ("payments.methods", "Pix, cartão", 0),
    ],
)  # fmt: skip
def test_settings_of_the_ways_to_receive(cobranca, key, value, code):
    cobranca(["ajustes", key, value], code=code)
    if not code:
        assert cobranca("conferir --json").json["ok"]


def test_a_fee_is_shown_before_it_is_set_and_all_settings_tell_of_it(cobranca):
    assert cobranca("ajustes payments.debit.fee_bps").out.startswith("payments.debit.fee_bps = 0 ")
    cobranca("ajustes payments.debit.fee_bps 1,99")
    assert cobranca("ajustes payments.debit.fee_bps").out.startswith("payments.debit.fee_bps = 199")
    assert "payments.credit.fee_bps" in cobranca("ajustes").out
