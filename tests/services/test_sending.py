"""Claims and outcomes: what is kept when the world moves, or stops, while letters leave."""

from __future__ import annotations

import threading

import pytest
from fixed_day import NOW, TODAY
from servers import Post, smtp

from cobranca_cli.cli import says_sending
from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms
from cobranca_cli.messages.channels.letters import Outcome
from cobranca_cli.messages.channels.mail import MailChannel, MailServer
from cobranca_cli.messages.channels.mail_message import Sender
from cobranca_cli.messages.channels.ways import ORDER, Way, Ways
from cobranca_cli.reports.integrity import check
from cobranca_cli.reports.messages import messages
from cobranca_cli.services import (
    customers,
    handing_over,
    payments,
    reminders,
    sales,
    sending,
)
from cobranca_cli.services.customers import Details
from cobranca_cli.store.models import Customer, Installment, Sale
from cobranca_cli.store.settings import Settings

SETTINGS = Settings(
    {"business.owner": "Lúcia", "business.document": "52998224725", "business.address": "Rua A, 1"}
)
LOCAL = NOW.astimezone(SETTINGS.zone)


class Stub:
    """A channel whose answers a test makes; `during` runs while each letter is handed over."""

    name = "email"
    reaches_customers = True

    def __init__(self, during=lambda _letter: None):
        self.during = during
        self.letters = []

    def deliver(self, letters):
        for letter in letters:
            self.letters.append(letter)
            yield self.during(letter) or Outcome("sent", f"<{letter.key}@x>", "250 ok")


def by(channel):
    return Ways({channel.name: channel}, ORDER, [])


@pytest.fixture
def owe(unit):
    """Somebody with an e-mail address owes since ten days ago."""

    def make(*names, cents=10_000):
        for name in names:
            customers.add_customer(
                unit(), details=Details(name=name, email=f"{name.lower().replace(' ', '.')}@x.br")
            )
            sales.record_sale(
                unit(), customer=name, paid=[], settings=Settings(),
                terms=SaleTerms(cents, TODAY.replace(day=1), TODAY.replace(day=10)),
            )  # fmt: skip

    return make


@pytest.fixture
def pay(unit):
    def make(name, cents=10_000):
        payments.record_payment(
            unit(), customer=name, amount_cents=cents, received_on=TODAY, paid=[PaidPart("pix")],
            settings=Settings(),
        )  # fmt: skip

    return make


@pytest.fixture
def send(unit, reader):
    """Plan and send by a channel; `between` runs after the plan was made."""

    def make(channel, *, between=lambda: None, **more):
        ways = by(channel)
        connection = reader()
        planned = sending.plan(connection, now=LOCAL, settings=SETTINGS, ways=ways, **more)
        connection.close()
        between()
        return sending.send(unit, planned, settings=SETTINGS, ways=ways, progress=lambda *_: None)

    return make


@pytest.fixture
def kept(reader):
    """(customer, status) of every message, oldest first."""

    def make():
        return [(row.customer, row.status) for row in reversed(messages(reader()).rows)]

    return make


def statuses(done):
    return {m.customer: m.status for m in done.messages}


def test_what_is_paid_between_the_list_and_the_claim_is_not_asked_for(owe, pay, send, kept):
    owe("Ana", "Bia", "Caio")
    paid = []

    def during(_letter):
        if not paid:
            paid.append(pay("Bia"))

    channel = Stub(during)
    done = send(channel, between=lambda: pay("Caio"))
    assert statuses(done) == {"Ana": "sent", "Bia": "skipped", "Caio": "skipped"}
    assert [letter.to for letter in channel.letters] == ["ana@x.br"]
    assert kept() == [("Ana", "sent")]


def test_a_part_paid_meanwhile_is_not_asked_for_again(owe, pay, send, reader):
    owe("Ana")
    channel = Stub()
    send(channel, between=lambda: pay("Ana", 4_000))
    assert "R$ 60,00" in channel.letters[0].text
    assert "100,00" not in channel.letters[0].text
    rows = reader().execute("SELECT message_id, total_cents FROM message_total").fetchall()
    assert rows == [(1, 6_000)]


def test_the_next_is_claimed_only_when_it_is_known_what_became_of_the_one_before(owe, send, kept):
    owe("Ana", "Bia")
    seen = []
    send(Stub(lambda _letter: seen.append(kept())))
    assert seen == [[("Ana", "uncertain")], [("Ana", "sent"), ("Bia", "uncertain")]]


class Killed(BaseException):
    """As if the power went."""


def test_what_the_hours_overtake_waits(owe, unit, reader, kept):
    owe("Ana", "Bia", "Caio")
    clock = [NOW]

    def late(_letter):
        clock[0] = NOW.replace(hour=21, minute=0)  # 18:00 in São Paulo.

    def of_now(command):
        one = unit(command)
        one.now = clock[0]
        return one

    ways = by(Stub(late))
    planned = sending.plan(reader(), now=LOCAL, settings=SETTINGS, ways=ways)
    done = sending.send(of_now, planned, settings=SETTINGS, ways=ways, progress=lambda *_: None)
    assert statuses(done) == {"Ana": "sent", "Bia": "waiting", "Caio": "waiting"}
    assert done.sends_at == "2026-11-24T09:00:00-03:00"
    assert kept() == [("Ana", "sent")]
    text = "\n".join(says_sending.reminders(done, (9, 18)))
    assert "O resto espera: os lembretes saem de segunda a sexta" in text


def test_a_crash_while_a_letter_is_on_its_way_leaves_it_uncertain_for_good(owe, send, kept, reader):
    owe("Ana", "Bia")

    def during(letter):
        if letter.to.startswith("bia"):
            raise Killed

    with pytest.raises(Killed):
        send(Stub(during))
    assert kept() == [("Ana", "sent"), ("Bia", "uncertain")]
    again = Stub()
    send(again)
    assert again.letters == []
    assert check(reader()).ok


def test_nothing_is_kept_as_sent_that_was_not(owe, send, kept):
    owe(*"ABCDEF")
    outcomes = {
        "a": Outcome("failed", None, "550 nao"), "b": Outcome("uncertain", None, "sem resposta"),
        "e": Outcome("failed", None, "552 cheia"),
    }  # fmt: skip
    done = send(Stub(lambda letter: outcomes.get(letter.to[0])))
    assert kept() == [("A", "failed"), ("B", "uncertain"), ("C", "sent"), ("D", "sent"),
                      ("E", "failed"), ("F", "sent")]  # fmt: skip
    assert (done.sent, done.failed, done.uncertain) == (3, 2, 1)
    again = Stub()
    send(again)
    assert [letter.to for letter in again.letters] == ["a@x.br", "e@x.br"]


@pytest.mark.slow
def test_two_hundred_runs_in_a_row_send_each_message_once(owe, send, kept):
    owe("Ana", "Bia", "Caio")
    channel = Stub()
    for _ in range(200):
        send(channel)
    assert len(channel.letters) == 3
    assert kept() == [(name, "sent") for name in ("Ana", "Bia", "Caio")]


@pytest.mark.slow
def test_two_hundred_runs_in_a_row_record_each_message_once(owe, unit, reader):
    owe("Ana", "Bia", "Caio")
    ids = [reminders.record(unit(), settings=SETTINGS).message_ids for _ in range(200)]
    assert ids == [[1, 2, 3]] + [[]] * 199
    assert [row.status for row in messages(reader()).rows] == ["recorded"] * 3


def test_two_runs_at_once_send_each_message_once(owe, unit, reader, kept):
    names = [f"Cliente {n:02}" for n in range(20)]
    owe(*names)
    channels = [Stub(), Stub()]
    plan = sending.plan(reader(), now=LOCAL, settings=SETTINGS, ways=by(channels[0]))
    ended = []

    def run(channel):
        ended.append(sending.send(unit, plan, settings=SETTINGS, ways=by(channel),
                                  progress=lambda *_: None))  # fmt: skip

    threads = [threading.Thread(target=run, args=[channel]) for channel in channels]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done.sent for done in ended) == len(names)
    assert sorted(letter.to for channel in channels for letter in channel.letters) == sorted(
        f"cliente.{n:02}@x.br" for n in range(20)
    )
    assert sorted(kept()) == [(name, "sent") for name in names]


def test_what_the_owner_said_first_stands(owe, send, kept, unit):
    owe("Ana")

    def during(letter):
        handing_over.confirm(unit("confirm-message"), message=letter.key, status="sent")
        return Outcome("failed", None, "tarde demais")

    send(Stub(during))
    assert kept() == [("Ana", "sent")]


def test_a_code_goes_by_itself_after_its_message_and_not_after_one_that_failed(
    owe, send, monkeypatch, reader
):
    owe("Ana")
    plain = sending.report.message
    monkeypatch.setattr(
        sending.report, "message", lambda *given: plain(*given)._replace(pix="00020126CODE")
    )
    channel = Stub()
    channel.name = "sms"
    monkeypatch.setattr(sending, "_way", lambda *_: Way("sms", "+5511912345678"))
    answers = iter([None, Outcome("failed", None, "sem crédito")])
    channel.during = lambda _letter: next(answers)
    done = send(channel)
    assert [letter.text == "00020126CODE" for letter in channel.letters] == [False, True]
    assert statuses(done) == {"Ana": "sent"}
    (row,) = messages(reader()).rows
    assert row.words == "250 ok O código Pix não foi: sem crédito"


def test_an_e_mail_has_the_code_under_its_text_and_as_a_picture(owe, send, monkeypatch):
    owe("Ana")
    plain = sending.report.message
    monkeypatch.setattr(
        sending.report, "message", lambda *given: plain(*given)._replace(pix="00020126CODE")
    )
    channel = Stub()
    send(channel)
    (letter,) = channel.letters
    assert letter.text.endswith("\n\nPix copia e cola:\n00020126CODE")
    assert letter.image.startswith(b"\x89PNG")


def test_a_time_out_after_the_text_was_handed_over_is_uncertain_and_stays_so(owe, send, kept):
    owe("Ana")
    post = Post(slow="DATA")
    sender = Sender("l@x.br", "", "", NOW)
    with smtp(post) as port:
        done = send(MailChannel(MailServer("127.0.0.1", port, "none", "l@x.br", None, 0.3), sender))
        assert statuses(done) == {"Ana": "uncertain"}
        assert "Pode ter chegado" in done.messages[0].words
        send(MailChannel(MailServer("127.0.0.1", port, "none", "l@x.br", None, 0.3), sender))
    assert len(post.taken) == 1
    assert kept() == [("Ana", "uncertain")]


@pytest.mark.parametrize("count", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_hundreds_of_letters_go_over_one_connection_each_claimed_and_kept(
    count, unit, send, kept, figures
):
    with unit() as one:
        for name in (f"Cliente {n:03}" for n in range(count)):
            who = one.insert(Customer, name=name, name_key=name.lower(), email="c@x.br")
            sale = one.insert(
                Sale, customer_id=who, sold_on=TODAY.replace(day=1), total_cents=5_000,
                installment_count=1, interval="1m", remainder="first", kind="service",
            )  # fmt: skip
            one.insert(
                Installment, customer_id=who, sale_id=sale, number=1,
                due_on=TODAY.replace(day=10), amount_cents=5_000, open_cents=5_000,
            )  # fmt: skip
    post = Post()
    with smtp(post) as port:
        done = send(MailChannel(
            MailServer("127.0.0.1", port, "none", "l@x.br", None), Sender("l@x.br", "", "", NOW)
        ))  # fmt: skip
    assert done.sent == len(post.taken) == count
    assert post.connections == 1
    assert {status for _, status in kept()} == {"sent"}
    figures({"mensagens enviadas por uma ligação só": count})
