"""When the ladder waits: pay days, learned grace, compensation, own settings; and loose ends."""

from __future__ import annotations

import pytest


@pytest.fixture
def book(cobranca):
    """Ana owes 100,00 since the 10th of November; today is Monday the 23rd."""
    cobranca("add-sale Ana 100 --on 01/11/2026 --due 10/11/2026")
    return cobranca


def decided(cobranca, today="2026-11-23", who="Ana"):
    found = cobranca(f"--today {today} why {who} --json").json
    return found["decision"], found["step"] or found["reason"], found["until"]


def held(cobranca, today="2026-11-23", who="Ana"):
    found = cobranca(f"--today {today} why {who} --json").json
    return found["reason"], found["until"]


def tasks(cobranca, today="2026-11-23"):
    rows = cobranca(f"--today {today} tasks --json").json["rows"]
    return [(row["customer"], row["step"], row["since"]) for row in rows]


def test_a_pay_day_within_five_days_is_waited_for(book):
    book("edit-customer Ana --pay-day 28")
    assert held(book) == ("not-yet", "2026-11-28")
    assert "costuma receber nesse dia" in book("por-que Ana").out
    assert decided(book, "2026-11-28") == ("message", "esqueceu", None)
    assert decided(book, "2026-11-22")[:2] == ("message", "esqueceu")  # Six days are too far.
    book("config reminders.pay_day nao")
    assert decided(book) == ("message", "esqueceu", None)


def test_a_reminder_before_the_due_date_does_not_wait_for_a_pay_day(cobranca):
    cobranca("add-customer Bia --pay-day 28")
    cobranca("add-sale Bia 50 --due 26/11/2026")
    assert decided(cobranca, who="Bia") == ("message", "antes", None)


def paid_late(cobranca, *days):
    """Three instalments of last summer, each paid so many days late."""
    for month, late in zip(("06", "07", "08", "09"), days, strict=False):
        cobranca(f"add-sale Ana 100 --on 01/{month}/2026 --due 03/{month}/2026")
        cobranca(f"add-payment Ana 100 --on {3 + late:02}/{month}/2026")


def test_who_always_pays_a_few_days_late_hears_nothing_before(cobranca):
    paid_late(cobranca, 5, 0, 4)
    cobranca("add-sale Ana 100 --on 01/11/2026 --due 18/11/2026")
    assert held(cobranca) == ("not-yet", "2026-11-24")  # The sixth day.
    assert "costuma pagar até 5 dias depois" in cobranca("por-que Ana").out
    assert decided(cobranca, "2026-11-24") == ("message", "esqueceu", None)
    cobranca("config reminders.grace nao")
    assert decided(cobranca) == ("message", "esqueceu", None)


@pytest.mark.parametrize("days", [(5, 0), (5, 0, 11), (1, 1, 2)])
def test_no_habit_no_grace(cobranca, days):
    """Two instalments are no habit, eleven days are no grace, and three days wait anyway."""
    paid_late(cobranca, *days)
    cobranca("add-sale Ana 100 --on 01/11/2026 --due 18/11/2026")
    assert decided(cobranca)[:2] == ("message", "esqueceu")


def test_something_older_that_is_still_open_ends_the_grace(cobranca):
    paid_late(cobranca, 5, 0, 4)
    cobranca("add-sale Ana 100 --on 01/11/2026 --due 18/11/2026")
    cobranca("add-sale Ana 70 --on 01/11/2026 --due 11/11/2026")
    assert decided(cobranca)[:2] == ("message", "esqueceu")


def test_a_boleto_may_still_be_on_its_way(cobranca):
    """Due on Thursday, Friday is a holiday: Monday and Tuesday are the bank's."""
    cobranca("config ladder.esqueceu 1")
    cobranca("add-sale Ana 50 --on 01/10/2026 --due 05/10/2026")
    cobranca("add-payment Ana 50 --on 05/10/2026 --method boleto")
    cobranca("add-sale Ana 100 --on 01/11/2026 --due 19/11/2026")
    assert held(cobranca) == ("compensation", "2026-11-25")
    assert decided(cobranca, "2026-11-25") == ("message", "esqueceu", None)
    cobranca("config reminders.compensation_days 0")
    assert decided(cobranca) == ("message", "esqueceu", None)


def test_who_paid_in_another_way_since_has_nothing_on_its_way(cobranca):
    cobranca("config ladder.esqueceu 1")
    for day, method in (("05", "boleto"), ("06", "pix")):
        cobranca(f"add-sale Ana 50 --on 01/10/2026 --due {day}/10/2026")
        cobranca(f"add-payment Ana 50 --on {day}/10/2026 --method {method}")
    cobranca("add-sale Ana 100 --on 01/11/2026 --due 19/11/2026")
    assert decided(cobranca) == ("message", "esqueceu", None)


def test_a_payment_that_never_was_says_nothing_of_the_way_they_pay(cobranca):
    cobranca("config ladder.esqueceu 1")
    for day, method in (("05", "boleto"), ("06", "pix")):
        cobranca(f"add-sale Ana 50 --on 01/10/2026 --due {day}/10/2026")
        cobranca(f"add-payment Ana 50 --on {day}/10/2026 --method {method}")
    cobranca("add-sale Ana 100 --on 01/11/2026 --due 19/11/2026")
    cobranca("reverse-payment 2 --reason engano --yes")
    assert held(cobranca)[0] is None  # The 50,00 of October came open again: it is spoken of.
    cobranca("pause --installment 2 --until 30/12/2026 --reason depois")
    assert held(cobranca)[0] == "paused"
    checks = cobranca("why Ana --json").json["checks"]
    assert [c["until"] for c in checks if c["rule"] == "compensation"] == ["2026-11-25"]
    cobranca("reverse-payment 1 --reason engano --yes")
    checks = cobranca("why Ana --json").json["checks"]
    assert [c for c in checks if c["rule"] == "compensation"] == []


def test_the_owners_own_ladder_gap_and_maximum_decide(book):
    for key, days in {"em-dificuldade.proposta": 25, "tudo-bem": 14, "esqueceu": 13}.items():
        book(f"config ladder.{key} {days}")
    book("config ladder.esqueceu 14", code=4)  # No two steps on one day.
    assert held(book, "2026-11-22") == ("not-yet", "2026-11-23")
    book("config reminders.gap_days 10")
    book("config reminders.max_month 1")
    book("remind --record")
    assert held(book, "2026-11-28")[0] == "too-soon"
    assert held(book, "2026-12-04") == ("too-many", "2026-12-23")


def test_a_segments_own_ladder(book, home):
    with (home / "cobranca.toml").open("a", encoding="utf-8") as file:
        file.write("[ladder.novo]\nesqueceu = 14\ntudo-bem = 21\nproposta = 28\n")
    assert held(book) == ("not-yet", "2026-11-24")
    assert "ladder.novo.esqueceu = 14" in book("ajustes").out
    book("config ladder.novo.esqueceu ''")
    assert decided(book)[:2] == ("message", "esqueceu")


def test_who_says_that_they_paid_is_looked_up_by_the_owner(book):
    book("log-contact Ana 'disse que fez um Pix' --reason ja-paguei")
    assert held(book) == ("says-paid", "2026-12-01")
    assert tasks(book) == [("Ana", "conferir", "2026-11-23")]
    book("log-contact Ana 'nada na conta' --step conferir")
    assert tasks(book) == []
    assert decided(book)[:2] == ("message", "esqueceu")
    book("undo --yes")
    assert tasks(book) == [("Ana", "conferir", "2026-11-23")]
    assert tasks(book, "2026-12-01") == []  # Five business days: the ladder goes on.


def test_the_rest_of_a_promise_asks_for_a_day(book):
    book("promise Ana 24/11")
    book("--today 2026-11-24 add-payment Ana 40")
    assert tasks(book, "2026-11-25") == []
    assert tasks(book, "2026-11-26") == [("Ana", "resto", "2026-11-26")]
    book("--today 2026-11-26 log-contact Ana 'dia 5' --step resto")
    assert tasks(book, "2026-11-26") == []
    book("undo --yes")
    book("--today 2026-11-26 promise Ana 05/12")
    assert tasks(book, "2026-11-26") == []


def test_two_broken_promises_in_a_row_ask_for_a_talk(book):
    book("promise Ana 24/11")
    assert tasks(book, "2026-11-26") == []
    book("--today 2026-11-26 promise Ana 27/11")
    assert tasks(book, "2026-12-01") == [("Ana", "conversa", "2026-12-01")]
    book("--today 2026-12-01 log-contact Ana 'café' --step conversa")
    assert tasks(book, "2026-12-01") == []


def test_a_talk_about_broken_promises_keeps_formal_back(book):
    book("setup --owner Lúcia --document 52998224725 --address 'Rua A, 1'")
    for key in ("tudo-bem", "proposta", "conversa", "decisao"):
        book(f"config ladder.{key} nao")
    book("config ladder.formal 10")
    book("remind --record")
    for today, day in (("2026-11-24", "25/11"), ("2026-11-27", "28/11")):
        book(f"--today {today} promise Ana {day}")
    assert decided(book, "2026-12-01")[:2] == ("message", "promessa-passou")
    book("--today 2026-12-01 remind --record")
    assert held(book, "2026-12-07") == ("not-yet", None)
    assert "antes é a sua vez" in book("--today 2026-12-07 por-que Ana").out
    book("--today 2026-12-07 log-contact Ana 'um café' --step conversa")
    assert decided(book, "2026-12-07")[:2] == ("message", "formal")


def test_a_year_after_all_is_said_the_owner_is_asked_about_a_loss(book):
    for key in ("antes", "no-dia", "tudo-bem", "proposta", "conversa", "formal", "decisao"):
        book(f"config ladder.{key} nao")
    book("remind --record")
    assert held(book, "2027-11-22") == ("done", "2027-11-23")
    assert tasks(book, "2027-11-22") == []
    assert tasks(book, "2027-11-23") == [("Ana", "perda", "2027-11-23")]
    book("--today 2027-11-30 log-contact Ana 'espero mais um ano' --step perda")
    assert tasks(book, "2027-11-30") == []
    assert tasks(book, "2028-11-29") == [("Ana", "perda", "2028-11-29")]
    book("--today 2028-11-29 log-contact Ana 'mais um' --step perda")
    assert tasks(book, "2029-11-29") == [("Ana", "perda", "2029-11-29")]


def test_after_five_years_there_is_a_task_and_no_message(book):
    assert decided(book, "2031-11-10")[:2] == ("message", "esqueceu")
    assert held(book, "2031-11-11")[0] == "time-barred"
    assert tasks(book, "2031-11-11") == [("Ana", "prescricao", "2031-11-11")]
    book("--today 2031-11-11 log-contact Ana 'fica por isso' --step prescricao")
    assert tasks(book, "2031-11-11") == []
    assert held(book, "2031-11-11")[0] == "time-barred"


def test_the_first_part_payment_restarts_the_five_years_and_no_other(cobranca):
    cobranca("add-sale Ana 100 --on 01/02/2016 --due 10/02/2016 --yes")
    for day in ("10/03/2017", "10/04/2018"):
        cobranca(f"--today 01/01/2020 recebi Ana 10 --em {day} --yes")
    assert held(cobranca, "2022-03-10")[0] is None
    assert held(cobranca, "2022-03-11")[0] == "time-barred"
    cobranca("--today 01/01/2020 estornar 1 --motivo engano --yes")  # It never was.
    assert held(cobranca, "2023-04-10")[0] is None
    assert held(cobranca, "2023-04-11")[0] == "time-barred"


def test_the_first_reason_of_the_order_is_the_one_that_is_told(book):
    book("pause --installment 1 --until 30/11 --reason viagem")
    assert held(book)[0] == "paused"
    book("log-contact Ana 'não quero mensagens' --reason pediu-para-parar")
    assert held(book)[0] == "opted-out"


def test_an_early_step_goes_on_the_last_sending_day_before_its_own(cobranca):
    """Due on Tuesday the 24th; three days before is a Saturday, the 20th a holiday: the 19th."""
    cobranca("add-sale Bia 50 --on 01/11/2026 --due 24/11/2026")
    assert decided(cobranca, "2026-11-18", "Bia") == ("nothing", None, None)
    assert decided(cobranca, "2026-11-19", "Bia") == ("message", "antes", None)


def test_an_early_step_of_the_owners_own_is_seen_from_afar(cobranca):
    cobranca("add-sale Bia 50 --on 01/11/2026 --due 30/11/2026")
    cobranca("add-sale Bia 70 --on 01/11/2026 --due 08/12/2026")
    assert decided(cobranca, who="Bia") == ("nothing", None, None)
    cobranca("config ladder.antes -7")
    (message,) = cobranca("remind --print --json").json["messages"]
    assert (message["step"], message["total_cents"]) == ("antes", 5000)  # December is far yet.


def test_who_wants_no_news_gets_the_reminder_without_them(cobranca):
    for name in ("Bia", "Caio"):
        cobranca(f"add-sale {name} 50 --on 01/11/2026 --due 25/11/2026")
    cobranca("edit-customer Bia --no-news")
    news = "Domingo tem feira na praça."
    found = {m["customer"]: m["text"] for m in cobranca(["remind", "--news", news, "--json"]).json[
        "messages"]}  # fmt: skip
    assert (news in found["Bia"], news in found["Caio"]) == (False, True)
    assert "Não quer receber novidades" in cobranca("ficha Bia").out
    cobranca("editar-cliente Bia --com-novidades")
    assert news in cobranca(["remind", "Bia", "--news", news]).out
