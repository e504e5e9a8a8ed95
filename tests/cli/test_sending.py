"""`remind --send`, receipts and notices over real servers on this computer."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from servers import Post, Web, free_port, smtp, web

OWNER = (
    "configurar --nome 'Doces da Lúcia' --dono 'Lúcia Prado' --documento 529.982.247-25"
    " --endereco 'Rua A, 1' --telefone '19 91234-5678'"
)
LATE = "--em 01/11/2026 --vencimento 10/11/2026"
BODY = '{"to": "{to_digits}", "text": "{text}"}'


@pytest.fixture
def book(keep):
    """Ana has an e-mail address, Bia a mobile phone, Caio neither; all are late."""
    return keep([
        OWNER,
        "novo-cliente 'Ana Souza' --email ana@example.com",
        "novo-cliente Bia --telefone '11 91234-5678'",
        *(f"vendi {name} 100 {LATE}" for name in ("'Ana Souza'", "Bia", "Caio")),
    ])  # fmt: skip


def set_mail(cobranca, port):
    found = {"host": "localhost", "port": port, "security": "nenhuma",
             "from": "lucia@example.com", "reply_to": "loja@example.com"}  # fmt: skip
    for key, value in found.items():
        cobranca(["ajustes", f"email.{key}", value])


@pytest.fixture
def mail(book):
    post = Post()
    with smtp(post) as port:
        set_mail(book, port)
        yield post


@pytest.fixture
def sms(book):
    found = Web((200, {"id": "abc-1"}))
    with web(found) as address:
        for key, value in (("url", f"{address}/sms"), ("body", BODY), ("id_path", "id")):
            book(["ajustes", f"sms.{key}", value])
        yield found


def rows(home, sql):
    with closing(sqlite3.connect(home / "cobranca.db")) as opened:
        return opened.execute(sql).fetchall()


def became(run):
    return [(m["customer"], m["channel"], m["status"]) for m in run.json["messages"]]


# --- What goes where ------------------------------------------------------------------------------


def test_each_goes_by_a_channel_that_reaches_them_and_is_kept_word_for_word(book, mail, sms, home):
    run = book("remind --send --json")
    assert became(run) == [("Ana Souza", "email", "sent"), ("Bia", "sms", "sent")]
    assert (run.json["sent"], run.json["failed"], run.json["uncertain"]) == (2, 0, 0)
    assert run.json["sends_at"] is None
    assert [(w["customer"], w["reason"]) for w in run.json["withheld"]] == [("Caio", "no-address")]
    (taken,) = mail.taken
    assert taken.message["Subject"] == "Lembrete de Doces da Lúcia"
    assert taken.message["Reply-To"] == "loja@example.com"
    assert taken.recipients == ["ana@example.com"]
    (asked,) = sms.requests
    assert asked.json["to"] == "5511912345678"

    ana, bia = run.json["messages"]
    kept = {m["message_id"]: m for m in book("messages --json").json["rows"]}
    assert kept[ana["message_id"]]["provider_id"] == taken.message["Message-ID"]
    assert kept[ana["message_id"]]["to"] == "ana@example.com"
    assert kept[bia["message_id"]]["provider_id"] == "abc-1"
    assert kept[bia["message_id"]]["text"] == bia["text"] == asked.json["text"]
    assert kept[ana["message_id"]]["words"] == ana["words"] == "250 na fila"
    assert rows(home, "SELECT command, count(*) FROM audit WHERE command LIKE '%send' GROUP BY 1"
                ) == [("remind-send", 4)]  # fmt: skip
    assert book("conferir --json").json["ok"]
    assert [m["customer"] for m in book("remind --print --json").json["messages"]] == ["Caio"]
    assert [r["summary"] for r in book("log --limit 2 --json").json["rows"]] == [
        f"Mensagem {bia['message_id']} para Bia: enviada",
        f"Mensagem {bia['message_id']} para Bia: a caminho",
    ]


def test_the_same_is_never_sent_twice_and_is_not_taken_back(book, mail):
    assert "Ana Souza (c1), esqueceu: enviada por e-mail para ana@example.com." in book(
        "lembrar --enviar").out  # fmt: skip
    assert book("remind --send").out.splitlines()[0] == "Ninguém para lembrar agora."
    assert len(mail.taken) == 1
    run = book("undo --yes --json", code=4)
    assert run.error["code"] == "not_undoable"
    assert "uma mensagem foi enviada" in run.error["message"]


def test_the_customers_own_channel_comes_first_then_the_owners_order(book, mail, sms):
    book("editar-cliente Bia --email bia@example.com")
    planned = book("remind --send --dry-run --json")
    assert became(planned) == [("Ana Souza", "email", "waiting"), ("Bia", "email", "waiting")]
    book("ajustes reminders.channels sms,email")
    assert became(book("remind --send --dry-run --json"))[1] == ("Bia", "sms", "waiting")
    book("editar-cliente Bia --canal email")
    assert became(book("remind --send --dry-run --json"))[1] == ("Bia", "email", "waiting")
    assert "Bia (c2), esqueceu: vai por e-mail para bia@example.com." in book(
        "remind --send --dry-run").out  # fmt: skip
    assert mail.taken == []
    assert book("messages --json").json["rows"] == []
    book("ajustes reminders.channels sms,telegram")
    assert book("remind --send --dry-run --json").json["warnings"] == [
        "Telegram, dos ajustes, não envia a clientes ainda"
    ]


def test_a_landline_gets_no_sms(book, sms):
    book("editar-cliente Bia --telefone '11 3333-4444'")
    run = book("remind --send --json")
    assert became(run) == []
    assert {w["customer"]: w["reason"] for w in run.json["withheld"]} == dict.fromkeys(
        ("Ana Souza", "Bia", "Caio"), "no-address"
    )


def test_who_has_no_address_takes_no_place_of_a_limit(book, sms):
    run = book("remind --send --limit 1 --json")
    assert became(run) == [("Bia", "sms", "sent")]
    assert run.json["messages_ready"] == 1


def test_without_a_channel_it_is_shown_and_nothing_is_kept(book):
    run = book("remind --send")
    assert "Nenhum canal envia sozinho ainda" in run.err
    assert run.out.startswith("--- Ana Souza (c1), etapa esqueceu")
    assert book("messages --json").json["rows"] == []


def test_print_record_and_send_exclude_each_other(book):
    assert "--registrar e --enviar" in book("remind --record --send", code=2).err


# --- When ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "at"),
    [("2026-11-23T08:59", "2026-11-23T09:00:00-03:00"),
     ("2026-11-23T18:00", "2026-11-24T09:00:00-03:00"),
     ("2026-11-28T10:00", "2026-11-30T09:00:00-03:00"),
     ("2026-12-24T10:00", "2026-12-28T09:00:00-03:00")],
)  # fmt: skip
def test_out_of_hours_nothing_leaves_and_it_says_when_it_will(book, mail, monkeypatch, now, at):
    monkeypatch.setenv("COBRANCA_NOW", now)
    run = book("remind --send --json")
    assert run.json["sends_at"] == at
    assert became(run)[0] == ("Ana Souza", "email", "waiting")
    assert run.json["messages"][0]["message_id"] is None
    out = book("remind --send").out
    assert "os lembretes saem de segunda a sexta, das 9 às 18; o próximo horário é " in out
    assert mail.taken == []
    assert book("messages --json").json["rows"] == []


def test_the_hours_are_the_owners(book, mail, monkeypatch):
    monkeypatch.setenv("COBRANCA_NOW", "2026-11-23T08:30")
    book("ajustes reminders.send_hours 8-12")
    assert became(book("remind --send --json")) == [("Ana Souza", "email", "sent")]


# --- What does not go well ----------------------------------------------------------------------


def test_a_refused_address_stops_no_other_and_is_tried_three_times_a_day(book, mail):
    book("editar-cliente Bia --email bia@example.com")
    mail.answers["ana@example.com"] = "550 5.1.1 nao existe"
    run = book("remind --send --json", code=1)
    assert became(run) == [("Ana Souza", "email", "failed"), ("Bia", "email", "sent")]
    assert run.json["messages"][0]["words"].startswith("550 5.1.1 nao existe")
    assert mail.connections == 1
    for _ in range(2):
        assert became(book("remind --send --json", code=1)) == [("Ana Souza", "email", "failed")]
    run = book("remind --send --json")
    assert became(run) == []
    (ana,) = (w for w in run.json["withheld"] if w["customer"] == "Ana Souza")
    assert (ana["reason"], ana["until"]) == ("failed", "2026-11-24")
    assert "não deu certo três vezes hoje" in book("remind --send").out
    assert "não enviada" in book("mensagens").out
    mail.answers.clear()
    assert became(book("--today 2026-11-24 remind --send --json"))[0][2] == "sent"
    assert book("conferir --json").json["ok"]


def test_no_server_is_told_and_nothing_is_sent_for_sure(book):
    set_mail(book, free_port())
    run = book("remind --send", code=1)
    assert "Ana Souza (c1), esqueceu: não foi por e-mail para ana@example.com. Não consegui" in (
        run.out)  # fmt: skip
    (row,) = book("messages --json").json["rows"]
    assert row["status"] == "failed"
    assert "Não consegui entregar" in row["words"]


def test_an_answer_that_never_comes_is_uncertain_until_the_owner_says(book, mail):
    mail.drop = "DATA"
    run = book("remind --send --json", code=1)
    assert became(run) == [("Ana Souza", "email", "uncertain")]
    mail.drop = None
    assert became(book("remind --send --json")) == []  # Never again by itself.
    shown = book("mensagens").out
    assert "incerta" in shown
    assert "cobranca confirmar-mensagem NÚMERO chegou|nao-chegou" in shown
    number = run.json["messages"][0]["message_id"]
    done = book(f"confirm-message {number} sent --json")
    assert done.json == {"message_id": number, "customer_id": 1, "customer": "Ana Souza",
                         "step": "esqueceu", "status": "sent"}  # fmt: skip
    assert "já se sabe" in book(f"confirmar-mensagem {number} chegou", code=4).err
    book("undo --yes")
    assert book("messages --json").json["rows"][0]["status"] == "uncertain"
    assert "não chegou" in book(f"confirmar-mensagem {number} nao-chegou").out
    book("undo --yes")
    book(f"confirmar-mensagem {number} nao-chegou")
    assert became(book("remind --send --json")) == [("Ana Souza", "email", "sent")]
    assert book("conferir --json").json["ok"]


@pytest.mark.parametrize(("line", "code"), [("99 chegou", 3), ("x chegou", 3), ("1 talvez", 2)])
def test_a_message_that_is_not_there_cannot_be_confirmed(book, line, code):
    book(f"confirmar-mensagem {line}", code=code)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_wrong_password_is_tried_once_and_everybody_waits(book, monkeypatch):
    post = Post()
    monkeypatch.setenv("COBRANCA_EMAIL_PASSWORD", "errada")
    book("editar-cliente Bia --email bia@example.com")
    with smtp(post, password="certa") as port:
        set_mail(book, port)
        run = book("remind --send --json", code=1)
    assert [status for *_, status in became(run)] == ["failed", "failed"]
    assert post.connections == 1
    assert "errada" not in run.out + book("messages --json").out


# --- Receipts ------------------------------------------------------------------------------------


def test_a_receipt_is_sent_at_any_hour_and_a_thank_you_when_all_is_paid(book, mail, monkeypatch):
    monkeypatch.setenv("COBRANCA_NOW", "2026-11-22T22:00")
    run = book("recebi 'Ana Souza' 40 --enviar --json")
    assert run.json["status"] == "sent"
    assert [t.message["Subject"] for t in mail.taken] == ["Recibo de Doces da Lúcia"]
    assert "O recibo foi enviado (mensagem 2)." in book("recebi 'Ana Souza' 1 --enviar").out
    run = book("recebi 'Ana Souza' 59 --enviar --json")
    assert run.json["warnings"] == []
    kept = book("messages --json").json["rows"]
    assert [(m["step"], m["status"]) for m in kept] == [
        ("agradecimento", "sent"), ("recibo", "sent"), ("recibo", "sent"), ("recibo", "sent")
    ]  # fmt: skip
    assert kept[1]["message_id"] == run.json["message_id"]
    assert kept[1]["text"] == run.json["message"]
    assert book("undo --yes", code=4).err
    assert book("conferir --json").json["ok"]


def test_a_payment_stands_whatever_becomes_of_its_receipt(book, mail):
    run = book("recebi Caio 10 --enviar --json")
    assert (run.json["message_id"], run.json["status"]) == (None, None)
    assert any("o recibo não foi: Caio" in warning for warning in run.json["warnings"])
    mail.answers["ana@example.com"] = "550 nao"
    run = book("recebi 'Ana Souza' 100 --enviar --json")
    assert run.json["status"] == "failed"
    assert "a mensagem 1 não foi: 550 nao" in run.json["warnings"][0]
    assert [m["step"] for m in book("messages --json").json["rows"]] == ["recibo"]
    assert [row["customer"] for row in book("payments --json").json["rows"]] == [
        "Ana Souza",
        "Caio",
    ]


def test_without_a_channel_or_against_their_will_no_receipt_goes(book):
    run = book("recebi 'Ana Souza' 10 --enviar")
    assert "Aviso: o recibo não foi: Nenhum canal envia sozinho" in run.err
    with smtp(Post()) as port:
        set_mail(book, port)
        book("editar-cliente 'Ana Souza' --nao-lembrar")
        assert "pediu para não receber" in book("recebi 'Ana Souza' 10 --enviar").err
    run = book("recebi 'Ana Souza' 10 --json")
    assert (run.json["message_id"], run.json["status"]) == (None, None)


def test_a_receipt_never_goes_to_a_number_that_is_somebody_elses(book, sms):
    book("anotar Bia 'não conhece' --motivo numero-errado")
    assert "o recibo não foi: Bia" in book("recebi Bia 10 --enviar").err
    assert sms.requests == []


def test_a_receipt_that_is_only_tried_is_not_sent(book, mail):
    run = book("recebi 'Ana Souza' 10 --enviar --simular --json")
    assert run.json["status"] is None
    assert mail.taken == []


# --- The owner's summary ------------------------------------------------------------------------


def test_the_summary_goes_to_the_owner_and_leaves_no_trace(book, mail, sms):
    run = book("resumo --avisar")
    assert run.out == "Resumo enviado por e-mail para loja@example.com.\n"
    (taken,) = mail.taken
    assert taken.message["Subject"].startswith("Resumo de ")
    assert "Atrasado: R$ 300,00" in taken.message.get_body(("plain",)).get_content()
    assert book("summary --notify --channel sms --json").json["status"] == "sent"
    assert sms.requests[0].json["to"] == "5519912345678"
    assert book("messages --json").json["rows"] == []


def test_a_quiet_day_sends_nothing(cobranca, home):
    cobranca("configurar --nome Doces")
    with smtp(Post()) as port:
        set_mail(cobranca, port)
        run = cobranca("summary --notify --quiet-if-empty")
    assert (run.out, run.err) == ("", "")


def test_a_notice_that_does_not_go_is_an_error_with_its_words(book):
    set_mail(book, free_port())
    run = book("resumo --avisar", code=1)
    assert run.out == ""
    assert "O aviso por e-mail não saiu: Não consegui" in run.err
    book("ajustes email.host ''")
    assert "Falta" in book("resumo --avisar", code=4).err


# --- Promises ------------------------------------------------------------------------------------


def test_a_promise_is_recalled_on_its_day_and_asked_about_after_it_once_each(book, mail):
    def sent(today):
        return [(m["step"], m["status"]) for m in book(
            f"--today {today} remind 'Ana Souza' --send --json").json["messages"]]  # fmt: skip

    book("promessa 'Ana Souza' 27/11 60")
    assert sent("2026-11-23") == sent("2026-11-26") == []
    assert sent("2026-11-27") == [("promessa", "sent")]
    assert "R$ 60,00" in mail.taken[0].message.get_body(("plain",)).get_content()
    assert sent("2026-11-27") == sent("2026-11-30") == []
    assert book("--today 2026-12-01 por-que 'Ana Souza' --json").json["step"] == "promessa-passou"
    assert sent("2026-12-01") == [("promessa-passou", "sent")]
    assert sent("2026-12-01") == sent("2026-12-03") == []  # It counts for the gap of three days.
    assert sent("2026-12-04") == [("esqueceu", "sent")]
    assert book("conferir --json").json["ok"]


def test_a_promise_that_was_kept_is_not_spoken_of(book, mail):
    book("promessa 'Ana Souza' 27/11 60")
    book("--today 2026-11-25 recebi 'Ana Souza' 60")
    run = book("--today 2026-11-27 remind 'Ana Souza' --json")
    assert run.json["messages"] == []


def test_thanks_are_sent_like_reminders_and_only_once(book, mail):
    book("novo-cliente Dora --email dora@example.com")
    for number in ("1", "2", "3"):
        days = f"--em 0{number}/09/2026 --vencimento 0{number}/10/2026"
        book(f"vendi Dora 50 {days}")
        book(f"recebi Dora 50 --em 0{number}/10/2026")
    run = book("lembrar --etapa agradecimento --enviar --json")
    assert became(run) == [("Dora", "email", "sent")]
    (taken,) = mail.taken
    assert taken.message["Subject"] == "Agradecimento de Doces da Lúcia"
    assert book("lembrar --etapa agradecimento --enviar --json").json["messages"] == []
    assert len(mail.taken) == 1
