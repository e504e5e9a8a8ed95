"""The ladder in use: recorded once, left in peace for a reason, promises, pauses, tasks."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import get_args

import pytest
from terminal import everything

from cobranca_cli.cli import says_reminding
from cobranca_cli.domain import dunning
from cobranca_cli.domain.pix_reading import decode

IDENTITY = "setup --name Doces --owner Lúcia --document 52998224725 --address 'Rua A, 1'"


@pytest.fixture
def book(keep):
    """Ana is 44 days late, Bia owes today, Caio nothing."""
    return keep([
        IDENTITY,
        "add-sale Ana 100 --on 01/10/2026 --due 10/10/2026 --phone 11912345678",
        "add-sale Bia 50 --on 01/11/2026 --due 23/11/2026",
        "add-customer Caio",
    ])  # fmt: skip


def messages(cobranca, line="remind", today=None):
    found = cobranca(f"{f'--today {today}' if today else ''} {line} --json").json
    return [(m["customer"], m["step"]) for m in found["messages"]]


def test_what_was_recorded_is_never_said_again(book, home):
    assert messages(book) == [("Ana", "esqueceu"), ("Bia", "no-dia")]
    done = book("lembrar --mostrar --registrar --json").json
    assert done["message_ids"] == [1, 2]
    before = everything(home)
    for _ in range(20):  # A cron every minute.
        assert messages(book) == []
        assert book("remind --record --json").json["message_ids"] == []
    assert everything(home) == before
    assert messages(book, today="2026-11-26") == [("Bia", "esqueceu")]
    assert messages(book, today="2026-11-27") == [("Ana", "tudo-bem"), ("Bia", "esqueceu")]
    book("check")


def test_messages_are_kept_word_for_word(book):
    said = book("remind Ana --record --json").json["messages"][0]
    (row,) = book("messages --json").json["rows"]
    assert (row["customer"], row["step"], row["channel"], row["status"], row["to"]) == (
        "Ana", "esqueceu", "print", "recorded", "+5511912345678")  # fmt: skip
    assert row["text"] == said["text"]
    assert row["sha256"] == hashlib.sha256(said["text"].encode()).hexdigest()
    assert "registrada" in book("mensagens Ana").out
    assert book("messages Bia --json").json["rows"] == []


def test_a_record_is_undone_whole_and_redone(book):
    book("remind --record")
    book("undo --yes")
    assert messages(book) == [("Ana", "esqueceu"), ("Bia", "no-dia")]
    assert book("messages --json").json["rows"] == []
    book("undo --redo --yes")
    assert messages(book) == []
    book("check")


def test_a_rehearsal_keeps_nothing(book, home):
    before = everything(home)
    dry = book("remind --record --dry-run --json").json
    assert dry["message_ids"] == [None, None]
    assert everything(home) == before


def test_the_ladder_to_its_end_with_the_owners_tasks(book):
    day, said = date(2026, 11, 23), []
    for _ in range(70):
        found = book(f"--today {day} remind Ana --record --json").json
        said += [(str(day), m["step"]) for m in found["messages"]]
        for task in found["tasks"]:
            said.append((str(day), task["step"]))
            book(f"--today {day} log-contact Ana 'conversamos' --step {task['step']}")
        day += timedelta(days=1)
    assert said == [
        ("2026-11-23", "esqueceu"), ("2026-11-27", "tudo-bem"), ("2026-12-05", "proposta"),
        ("2026-12-20", "conversa"), ("2027-01-04", "formal"), ("2027-01-19", "decisao"),
    ]  # fmt: skip
    why = book(f"--today {day} why Ana --json").json
    assert (why["decision"], why["reason"]) == ("withheld", "done")
    book("check")


def test_a_task_waits_until_it_is_done(book):
    for today in ("2026-11-23", "2026-11-27", "2026-12-05"):
        book(f"--today {today} remind Ana --record")
    (task,) = book("--today 2027-02-01 tasks --json").json["rows"]
    assert (task["customer"], task["step"], task["since"]) == ("Ana", "conversa", "2026-12-20")
    assert messages(book, "remind Ana", today="2027-02-01") == []
    assert book("--today 2027-02-01 why Ana --json").json["decision"] == "task"
    assert "conversar" in book("--today 2027-02-01 tarefas").out
    assert book("--today 2027-02-01 summary --json").json["tasks"][0]["step"] == "conversa"
    book("--today 2027-02-01 log-contact Ana 'tomamos um café' --step decisao", code=4)
    book("--today 2027-02-01 anotar Ana 'tomamos um café' --etapa conversa")
    assert book("--today 2027-02-01 tasks --json").json["rows"] == []
    book("undo --yes")
    assert len(book("--today 2027-02-01 tasks --json").json["rows"]) == 1


def test_a_payment_ends_it_and_a_part_shows_what_remains(book):
    book("add-payment Ana 30")
    (message,) = book("remind Ana --json").json["messages"]
    assert message["total_cents"] == 7000
    assert "R$ 70,00" in message["text"]
    book("add-payment Ana 70")
    assert messages(book, "remind Ana") == []
    assert book("why Ana --json").json["decision"] == "nothing"


def test_a_promise_silences_until_the_day_after_and_is_kept_or_broken(book):
    done = book("promise Ana 27/11 --json").json
    assert (done["due_on"], done["amount_cents"]) == ("2026-11-27", 10000)
    found = book("remind Ana --json").json
    assert [(w["reason"], w["until"]) for w in found["withheld"]] == [("promise", "2026-12-01")]
    (row,) = book("promises --json").json["rows"]
    assert (row["status"], row["amount_cents"]) == ("open", 10000)
    assert book("--today 2026-11-27 summary --json").json["promises_today"][0]["customer"] == "Ana"
    assert messages(book, "remind Ana", today="2026-12-01") == [("Ana", "promessa-passou")]
    assert book("--today 2026-12-01 promises --json").json["rows"][0]["status"] == "broken"
    assert len(book("--today 2026-12-01 summary --json").json["promises_broken"]) == 1
    book("--today 2026-11-30 add-payment Ana 40")
    assert book("--today 2026-12-01 promises --json").json["rows"][0]["status"] == "open"
    book("--today 2026-11-30 add-payment Ana 60")
    assert book("--today 2026-12-01 promessas --json").json["rows"][0]["status"] == "kept"


def test_only_what_comes_after_a_promise_keeps_it(book):
    book("recebi Ana 40")
    book("promessa Ana 25/11 60")
    book("--today 24/11/2026 vendi Ana 60 --pago")  # Something else, paid at the counter.
    (row,) = book("--today 24/11/2026 promessas --json").json["rows"]
    assert (row["paid_cents"], row["status"]) == (0, "open")
    assert "R$ 60,00" in book("--today 25/11/2026 lembrar Ana").out
    assert messages(book, "lembrar Ana", "2026-11-27") == [("Ana", "promessa-passou")]
    assert book("--today 27/11/2026 promessas --json").json["rows"][0]["status"] == "broken"
    book("recebi Ana 60")
    assert book("promessas --json").json["rows"][0]["status"] == "kept"


def test_a_broken_promise_costs_points(book):
    for month in ("08", "09"):
        book(f"add-sale Ana 100 --on 01/{month}/2026 --due 10/{month}/2026 --yes")
        book(f"add-payment Ana 100 --on 10/{month}/2026")
    before = book("--today 2026-12-01 score Ana --json").json
    book("promise Ana 27/11 10")
    after = book("--today 2026-12-01 score Ana --json").json
    assert (before["penalties"], after["penalties"]) == (0, 5)
    assert after["score"] == before["score"] - 5
    assert after["segment"] == "em-dificuldade"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("promise Ana 22/11/2026", 4), ("promise Ana 2027-02-01", 4), ("promise Caio amanhã", 4),
        ("promise Zé amanhã", 3), ("promise balcão amanhã", 4), ("promise Ana amanhã 0", 2),
        ("pause Ana --until 2026-11-23 --reason x", 4), ("pause --until amanhã --reason x", 2),
        ("pause Ana --all --until amanhã --reason x", 2), ("pause Ana --reason x", 2),
        ("pause Ana --until amanhã", 2), ("pause --installment 99 --until amanhã --reason x", 3),
        ("resume Ana", 4), ("resume", 2), ("log-contact Ana oi --step esqueceu", 2),
        ("why", 2), ("why Zé", 3), ("messages Zé", 3),
    ],
)  # fmt: skip
def test_what_is_refused_leaves_everything_as_it_was(book, home, line, code):
    book("add-sale --walk-in 5")
    before = everything(home)
    assert book(f"{line} --json", code=code).error["hint"]
    assert everything(home) == before


@pytest.mark.parametrize(
    ("target", "left"),
    [("Ana", ["Bia"]), ("--installment 1", ["Bia"]), ("--all", [])],
)
def test_a_pause_holds_until_its_day_and_can_end_earlier(book, target, left):
    book(f"pausar {target} --ate 01/12/2026 --motivo 'viagem'")
    assert [name for name, _ in messages(book)] == left
    reasons = {w["reason"] for w in book("remind --json").json["withheld"]}
    assert reasons == {"paused"}
    assert "Ana" in [name for name, _ in messages(book, today="2026-12-01")]
    book(f"retomar {target}")
    assert len(messages(book)) == 2
    book("undo --yes")
    assert [name for name, _ in messages(book)] == left
    book("check")


@pytest.mark.parametrize(
    ("line", "reason"),
    [("--reason ja-paguei", "says-paid"), ("--reason numero-errado", "wrong-number"),
     ("--reason pediu-para-parar", "opted-out")],
)  # fmt: skip
def test_what_the_customer_said_decides(book, line, reason):
    book(f"log-contact Ana 'ela disse' {line}")
    assert [w["reason"] for w in book("remind Ana --json").json["withheld"]] == [reason]
    why = book("why Ana --json").json
    assert (why["decision"], why["reason"]) == ("withheld", reason)
    if reason == "wrong-number":
        book("edit-customer Ana --phone 11912345679")
        assert messages(book, "remind Ana") == [("Ana", "esqueceu")]
    if reason == "says-paid":
        assert why["until"] == "2026-12-01"


def test_a_phone_that_was_changed_and_put_back_is_still_the_wrong_one(book):
    book("log-contact Ana 'é o vizinho' --reason numero-errado")
    book("edit-customer Ana --phone 11912345679")
    book("undo --yes")
    assert [w["reason"] for w in book("remind Ana --json").json["withheld"]] == ["wrong-number"]
    book("undo --redo --yes")
    assert messages(book, "remind Ana") == [("Ana", "esqueceu")]


def test_why_shows_each_rule_and_the_next_day(book):
    book("remind --record")
    found = book("why Ana --json").json
    assert found["next_on"] == "2026-11-27"
    assert [c["rule"] for c in found["checks"] if not c["passed"]] == ["too-soon", "not-yet"]
    shown = book("por-que Ana").out
    assert "  pedido para parar: passa" in shown
    assert set(says_reminding.RULE_NAMES) == set(get_args(dunning.Reason)) | {"due"}
    assert "falamos há pouco (passa em 26/11/2026)" in shown
    assert "Próximo contato possível: sexta, 27/11/2026." in shown
    assert "recebe hoje" in book("--today 2026-11-27 por-que Ana").out
    assert "nada em aberto" in book("por-que Caio").out


@pytest.mark.parametrize(
    ("lines", "next_on"),
    [
        (["pausar Ana --ate 28/11/2026 --motivo viagem"], "2026-11-30"),  # The 28th is a Saturday.
        (["anotar Ana pagou --motivo ja-paguei", "promessa Ana 11/12"], "2026-12-15"),
        (["pausar Ana --ate 10/12 --motivo viagem", "editar-cliente Ana --nao-lembrar"], None),
        (["contestar 1 errado"], None),
        ([], "2026-11-23"),
    ],
)
def test_the_next_contact_waits_for_every_rule_and_a_day_for_sending(book, lines, next_on):
    for line in lines:
        book(line)
    assert book("por-que Ana --json").json["next_on"] == next_on


def test_the_next_contact_is_known_long_before_anything_is_due(cobranca):
    cobranca("vendi Ana 100 --vencimento 15/01/2027")
    why = cobranca("por-que Ana --json").json
    assert (why["decision"], why["next_on"]) == ("nothing", "2027-01-12")
    assert "nenhuma etapa chegou ainda" in cobranca("por-que Ana").out
    for _ in range(6):  # Who pays on time is not told before the day.
        cobranca("vendi Ana 10 --em 01/10/2026 --vencimento 10/10/2026")
        cobranca("recebi Ana 10 --em 09/10/2026")
    assert cobranca("por-que Ana --json").json["next_on"] == "2027-01-15"


def test_a_proposal_without_the_owners_data_is_withheld(cobranca):
    cobranca("add-sale Ana 100 --on 01/10/2026 --due 10/10/2026")
    for today in ("2026-11-23", "2026-11-27"):
        cobranca(f"--today {today} remind --record")
    found = cobranca("--today 2026-12-05 remind --json").json
    assert [w["reason"] for w in found["withheld"]] == ["no-identity"]
    cobranca(IDENTITY)
    assert messages(cobranca, today="2026-12-05") == [("Ana", "proposta")]


def test_a_proposal_takes_any_part_so_its_code_has_no_amount(cobranca):
    cobranca(f"{IDENTITY} --city Natal --pix-key ana@example.com")
    cobranca("add-sale Ana 100 --on 01/10/2026 --due 10/10/2026")
    cents = []
    for today in ("2026-11-23", "2026-11-27", "2026-12-05"):
        (message,) = cobranca(f"--today {today} remind --record --json").json["messages"]
        cents.append(decode(message["pix"]).amount_cents)
    assert (message["step"], cents) == ("proposta", [10000, 10000, None])


def test_segments_have_their_own_ladder(cobranca):
    for month in ("07", "08", "09"):
        cobranca(f"add-sale Ana 100 --on 01/{month}/2026 --due 10/{month}/2026")
        cobranca(f"add-payment Ana 100 --on 10/{month}/2026")
    cobranca("add-sale Ana 100 --due 26/11/2026")
    cobranca("add-sale Bia 100 --due 26/11/2026")
    assert messages(cobranca) == [("Bia", "antes")]  # Ana is punctual: nothing beforehand.
    assert messages(cobranca, today="2026-11-26") == [("Ana", "no-dia"), ("Bia", "no-dia")]


def test_forgetting_takes_what_was_said_along(book, home):
    text = book("remind Ana --record --json").json["messages"][0]["text"]
    book("promise Ana amanhã")
    book("add-payment Ana 100")
    whole = book("export json Ana --output -").json
    assert [m["text"] for m in whole["messages"]] == [text]
    assert whole["promises"][0]["due_on"] == "2026-11-24"
    book("forget-customer Ana --force --reason pedido --yes")
    left = b"".join(path.read_bytes() for path in home.glob("cobranca.db*"))
    assert "Na correria é fácil esquecer".encode() not in left
    assert book("messages --json").json["rows"][0]["text"] is None
    book("check")


def test_the_card_shows_what_was_promised(book):
    book("promise Ana 27/11 80,00")
    (row,) = book("customer Ana --json").json["promises"]
    assert (row["due_on"], row["amount_cents"], row["status"]) == ("2026-11-27", 8000, "open")
    assert "  27/11/2026       R$ 80,00  em aberto" in book("ficha Ana").out


def test_another_day_said_in_time_takes_the_place_of_the_first(book):
    book("promise Ana 27/11")
    done = book("promise Ana 03/12 60,00 --json").json
    assert (done["instead_of"], done["due_on"]) == ("2026-11-27", "2026-12-03")
    (row,) = book("promises --json").json["rows"]
    assert (row["due_on"], row["amount_cents"]) == ("2026-12-03", 6000)
    book("undo --yes")
    (row,) = book("promises --json").json["rows"]
    assert row["due_on"] == "2026-11-27"
    assert "no lugar da promessa de 27/11/2026" in book("promessa Ana 'dia 5'").out
    book("--today 2026-12-08 promise Ana 10/12")  # Too late for that: it was broken.
    assert len(book("--today 2026-12-08 promises --json").json["rows"]) == 2
    book("check")
