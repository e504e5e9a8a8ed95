"""What users of other systems complained about, each a test of reminders here.

Sources are public issues: N Invoice Ninja, E ERPNext, OCA the Odoo community's modules, B Kill
Bill; the number is the lesson's. Those that other tests hold already are not repeated:

 2 a cron every minute: `test_sending` (200 runs, two at once), `test_regua` (recorded once)
12 pauses of a customer, an instalment, everybody: `test_regua.test_a_pause_holds_until_its_day…`
10 what is paid above goes to the next oldest, the rest is credit and is told: `test_receiving`
13 a day that was agreed on silences: `test_regua.test_a_promise_silences…`, `test_regua_timing`
27 only what remains is asked for, anew at the door: `test_regua.test_a_payment_ends_it…`,
   `test_sending.test_what_is_paid_between_the_list_and_the_claim…`
29 every send ends in a state that is seen: `test_sending.test_a_refused_address…`,
   `…test_an_answer_that_never_comes…`
36 money that is still at the bank: `test_regua_timing.test_a_boleto_may_still_be_on_its_way`
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from servers import Post, smtp
from test_sending import set_mail

from cobranca_cli.domain.pix_reading import decode

IDENTITY = "configurar --nome Doces --dono Lúcia --documento 52998224725 --endereco 'Rua A, 1'"


@pytest.fixture
def book(keep):
    """The owner is known, and so are Ana's e-mail address and mobile phone."""
    return keep([IDENTITY, "novo-cliente Ana --email ana@example.com --telefone '11 91234-5678'"])


@pytest.fixture
def mail(book):
    post = Post()
    with smtp(post) as port:
        set_mail(book, port)
        yield post


def said(run):
    return [(m["customer"], m["step"]) for m in run.json["messages"]]


def test_01_after_silence_one_message_each_and_the_gentle_one_first(book, mail):
    """N#2183, N#637: a day without cron lost the reminder; the second one came first."""
    for due in ("30/10", "03/11", "16/11"):
        book(f"vendi Ana 50 --em 01/10/2026 --vencimento {due}/2026")
    book("vendi Bia 70 --em 01/10/2026 --vencimento 05/11/2026")
    found = book("--today 2026-11-24 lembrar --enviar --json")
    assert said(found) == [("Ana", "esqueceu")]  # Three weeks after the first step's day.
    assert len(found.json["messages"][0]["installment_ids"]) == 3
    assert said(book("--today 2026-11-24 lembrar --registrar --json")) == [("Bia", "esqueceu")]
    assert said(book("--today 2026-12-15 lembrar --enviar --json")) == [("Ana", "tudo-bem")]
    assert said(book("--today 2026-12-15 lembrar --registrar --json")) == [("Bia", "tudo-bem")]
    assert len(mail.taken) == 2


@pytest.fixture
def charged(book):
    """Ana's R$ 100,00 of 10/11, with a fine and interest; on the 23rd R$ 102,43."""
    book(f"{IDENTITY} --cidade Natal --chave-pix ana@example.com")
    book("vendi Ana 100 --em 01/10/2026 --vencimento 10/11/2026 --multa 2 --juros 1")
    return book


def test_03_a_fine_is_counted_and_never_added(charged):
    """N#2330: the late fee of 10 % was added again every hour."""
    for _ in range(3):
        charged("lembrar --registrar")
        charged("resumo")
        assert charged("parcela 1 --json").json["updated_cents"] == 10243
    assert charged("parcela 1 --em 23/12/2026 --json").json["fine_cents"] == 200
    assert charged("extrato Ana --json").json["rows"][-1]["kind"] == "sale"  # Nothing was booked.


def test_04_with_a_fine_every_place_tells_the_same_amount(charged):
    """N ui#2445, N#11380, N#10263: charged though cleared; reminders without the fee."""

    def told():
        messages = charged("lembrar Ana --json").json["messages"]
        return {
            *(row["updated_cents"] for row in charged("atrasados Ana --json").json["rows"]),
            *(m["total_cents"] for m in messages),
            *(decode(m["pix"]).amount_cents for m in messages),
            charged("pix Ana --json").json["amount_cents"],
            charged("resumo --json").json["overdue_updated_cents"],
            charged("ficha Ana --json").json["updated_cents"],
            charged("carta Ana --json").json["total_cents"],
            charged("carne 1 --json").json["updated_cents"],
            sum(charged("extrato Ana --json").json[key] for key in ("open_cents", "charges_cents")),
        }

    assert told() == {10243}
    charged("recebi Ana 50")
    assert told() == {5243}
    charged("recebi Ana 52,43")
    assert charged("resumo --json").json["overdue_updated_cents"] == 0
    assert said(charged("lembrar --json")) == []


def test_05_interest_is_by_the_day_explained_and_as_the_law_allows(charged):
    """N#11118, N#4020: a flat fee whatever the days, the country's law and the words not ours."""
    days = ("11/11", "21/11", "10/12")
    found = [charged(f"parcela 1 --em {day}/2026 --json").json["interest_cents"] for day in days]
    assert found == [3, 37, 100]
    assert "juros: R$ 100,00 × 1% × 13/30 = R$ 0,43" in charged("parcela 1").out
    assert "CDC, art. 52" in charged("vendi Ana 10 --multa 10", code=4).err


def test_15_interest_does_not_go_away_with_the_principal(charged):
    """E#58220: who paid the principal alone owed nothing any more, and nobody was asked."""
    run = charged("recebi Ana 100")
    assert "--perdoar-encargos" in run.out
    assert charged("parcela 1 --json").json["open_cents"] == 243
    charged("desfazer --sim")
    charged("recebi Ana 100 --perdoar-encargos")
    assert charged("parcela 1 --json").json["updated_cents"] == 0


def test_04_every_place_tells_the_same_amount(book):
    """N ui#2445, N#11380, N#10263: what the reminder asks was not what the invoice said."""
    book(f"{IDENTITY} --cidade Natal --chave-pix ana@example.com")
    book("vendi Ana 100 --em 01/10/2026 --vencimento 10/11/2026 --parcelas 2 --intervalo 7d")
    book("recebi Ana 20,01")
    (message,) = book("lembrar Ana --json").json["messages"]
    late = book("atrasados Ana --json").json
    assert message["total_cents"] == late["open_cents"] == late["updated_cents"] == 7999
    assert decode(message["pix"]).amount_cents == 7999
    assert book("pix Ana --json").json["amount_cents"] == 7999
    assert book("extrato Ana --json").json["open_cents"] == 7999
    assert "R$ 79,99" in message["text"]


@pytest.mark.parametrize(
    ("now", "step"),
    [("2026-11-24T02:30:00+00:00", []), ("2026-11-24T13:00:00+00:00", [("Ana", "esqueceu")])],
)
def test_06_a_day_is_the_owners_day(book, monkeypatch, now, step):
    """N#8665, N#8672, N#792, N#8974: due a day off, sent an hour late, by the server's zone.

    Half past eleven at night of the 23rd in São Paulo is the 24th in Greenwich.
    """
    book("vendi Ana 50 --em 01/11/2026 --vencimento 21/11/2026")
    monkeypatch.setenv("COBRANCA_NOW", now)
    assert said(book("lembrar --json")) == step


@pytest.mark.parametrize("days", [1, 2, 27])
def test_07_nothing_is_said_the_morning_after_a_sale(book, days):
    """N#9312: a "past due" e-mail the day after the invoice was made."""
    book("vendi Ana 50 --vencimento 23/12/2026")
    morning = date(2026, 11, 23) + timedelta(days=days)
    if days == 27:  # Three days before: the first step that names its day.
        assert said(book(f"--today {morning} lembrar --json")) == [("Ana", "antes")]
        book("ajustes ladder.antes nao")
    found = book(f"--today {morning} lembrar --json").json
    assert (found["messages"], found["tasks"], found["withheld"]) == ([], [], [])


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("lembrar --registrar", "2026-11-27"),
        ("promessa Ana 27/11", "2026-11-27"),
        ("pausar Ana --ate 30/11/2026 --motivo viagem", "2026-11-30"),
        ("pausar --todos --ate 30/11/2026 --motivo praia", "2026-11-30"),
        ("anotar Ana 'fiz o Pix' --motivo ja-paguei", "2026-12-01"),
    ],
)
def test_08_the_next_contact_has_a_day_and_a_because(book, line, until):
    """N#11160: reminders never began and no next date was shown."""
    book("vendi Ana 50 --em 01/11/2026 --vencimento 10/11/2026")
    book(line)
    found = book("por-que Ana --json").json
    assert (found["decision"], found["next_on"]) == ("withheld", until)
    assert [c["detail"] for c in found["checks"] if not c["passed"]]
    day = date.fromisoformat(until)
    assert f"{day:%d/%m/%Y}" in book("por-que Ana").out
    assert said(book(f"--today {until} lembrar Ana --json"))


def test_09_what_they_paid_too_much_comes_off(book):
    """N#4732: a reminder for the whole invoice although the customer had credit."""
    book("recebi Ana 30 --em 01/11/2026")
    book("vendi Ana 100 --em 02/11/2026 --vencimento 10/11/2026")
    (message,) = book("lembrar --json").json["messages"]
    assert message["total_cents"] == 7000
    assert "R$ 70,00" in message["text"]
    assert "100,00" not in message["text"]
    book("recebi Ana 200")
    book("vendi Ana 130 --em 03/11/2026 --vencimento 11/11/2026")
    assert said(book("lembrar --json")) == []


def test_17_each_item_shows_what_is_left_of_it(book):
    """E PR#46770: of two invoices, what was open of one was taken from the other."""
    for cents, due in ((30, 8), (40, 9), (50, 10)):
        book(f"vendi Ana {cents} --em 01/11/2026 --vencimento {due:02}/11/2026")
    book("recebi Ana 15 --parcela 2")
    book("contestar 3 'veio errado'")
    (message,) = book("lembrar --json").json["messages"]
    assert (message["installment_ids"], message["total_cents"]) == ([1, 2], 5500)
    lines = message["text"].splitlines()
    assert "• 08/11: R$ 30,00" in lines
    assert "• 09/11: R$ 25,00" in lines


def test_18_what_is_due_today_is_not_late(book):
    """E PR#45685, laravel-boleto#533: dunning, or a fine, on the due day itself."""
    book("vendi Ana 50 --em 01/11/2026 --vencimento 23/11/2026 --multa 2")
    assert said(book("lembrar --json")) == [("Ana", "no-dia")]
    assert book("atrasados --json").json["rows"] == []
    assert book("parcela 1 --json").json["updated_cents"] == 5000
    assert book("parcela 1 --em 24/11/2026 --json").json["fine_cents"] == 100
    assert said(book("--today 2026-11-24 lembrar --json")) == []  # Late, and too early to say so.
    assert len(book("--today 2026-11-24 atrasados --json").json["rows"]) == 1
    assert said(book("--today 2026-11-26 lembrar --json")) == [("Ana", "esqueceu")]


def test_19_an_instalment_is_late_by_itself(book):
    """E#26969, OCA PR#374: a sale was late only when its last instalment was."""
    book("vendi Ana 90 --em 01/10/2026 --vencimento 10/11/2026 --parcelas 3")
    (message,) = book("lembrar --json").json["messages"]
    assert (message["step"], message["installment_ids"]) == ("esqueceu", [1])
    assert message["total_cents"] == 3000


def test_28_a_limit_of_messages_says_until_when_and_silences_nobody_else(book):
    """OCA#460: reminding of one invoice silenced the others, and nobody knew."""
    book("vendi Ana 50 --em 01/11/2026 --vencimento 10/11/2026")
    book("lembrar --registrar")
    book("vendi Ana 20 --em 01/11/2026 --vencimento 19/11/2026")
    book("vendi Bia 20 --em 01/11/2026 --vencimento 10/11/2026")
    found = book("lembrar --json")
    assert said(found) == [("Bia", "esqueceu")]
    assert found.json["withheld"] == [
        {"customer_id": 1, "customer": "Ana", "reason": "too-soon", "until": "2026-11-26"}
    ]
    (message,) = book("--today 2026-11-26 lembrar Ana --json").json["messages"]
    assert message["installment_ids"] == [1, 2]


def test_30_a_part_that_is_paid_neither_skips_nor_repeats_a_step(book):
    """B#2297, B#472, B#535: a partial payment made the next state be skipped."""
    book("vendi Ana 100 --em 01/11/2026 --vencimento 10/11/2026")
    steps = []
    for today in ("2026-11-23", "2026-11-27", "2026-12-05"):
        found = book(f"--today {today} lembrar --registrar --json")
        steps += [(m["step"], m["total_cents"]) for m in found.json["messages"]]
        book(f"--today {today} recebi Ana 10")
    assert steps == [("esqueceu", 10000), ("tudo-bem", 9000), ("proposta", 8000)]
    book("--today 2026-12-05 recebi Ana 70")
    assert said(book("--today 2027-02-01 lembrar --json")) == []
    book("--today 2027-02-01 estornar 4 --motivo 'voltou' --sim")
    tasks = book("--today 2027-02-01 tarefas --json").json["rows"]
    assert [task["step"] for task in tasks] == ["conversa"]  # Goes on where it stood.


@pytest.mark.parametrize("credit", [False, True])
def test_33_where_nothing_is_owed_nothing_is_said(book, mail, credit):
    """odoo#165199: a follow-up "in need of action" with a balance of 0.00."""
    book("vendi Ana 50 --em 01/11/2026 --vencimento 10/11/2026")
    book("promessa Ana 24/11")
    book("recebi Ana 50" if not credit else "recebi Ana 80 --parcela 1")
    for today in ("2026-11-24", "2026-11-26", "2026-12-24"):
        for way in ("--mostrar", "--enviar", "--registrar"):
            found = book(f"--today {today} lembrar Ana {way} --json").json
            assert (found["messages"], found["tasks"], found["withheld"]) == ([], [], [])
    assert mail.taken == []
    assert book("por-que Ana --json").json["decision"] == "nothing"


def test_35_who_wants_no_messages_gets_none_on_any_path(book, mail):
    """glific#5748: the opt-out held on one path and not on another."""
    book("vendi Ana 50 --em 01/11/2026 --vencimento 10/11/2026")
    book("promessa Ana 24/11 20")
    book("anotar Ana 'não quero mensagens' --motivo pediu-para-parar")
    for today in ("2026-11-24", "2026-11-26", "2027-01-19"):
        for way in ("--mostrar", "--registrar", "--enviar", "--whatsapp"):
            found = book(f"--today {today} lembrar Ana {way} --json").json
            assert found["messages"] == []
            assert [row["reason"] for row in found["withheld"]] == ["opted-out"]
    paid = book("recebi Ana 10 --enviar --json").json
    assert paid["message_id"] is None
    assert mail.taken == []
    assert book("mensagens --json").json["rows"] == []


def test_35_there_is_a_most_for_each_debt(book):
    """tendenci#1382: reminders every day, for ever, until they were reported as spam."""
    book("vendi Ana 50 --em 01/11/2026 --vencimento 10/11/2026")
    day, steps = date(2026, 11, 7), []
    for _ in range(26):
        found = book(f"--today {day} lembrar Ana --registrar --json")
        steps += [step for _, step in said(found)]
        for task in found.json["tasks"]:
            book(f"--today {day} anotar Ana 'falamos' --etapa {task['step']}")
        day += timedelta(days=15)
    assert steps == ["antes", "esqueceu", "tudo-bem", "proposta", "formal"]
