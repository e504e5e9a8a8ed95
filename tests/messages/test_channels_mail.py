"""E-mail, over a real SMTP server: what arrives, and what is known when something does not."""

from __future__ import annotations

import base64
import re
import threading
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from fixed_day import NOW
from hypothesis import given
from hypothesis import strategies as st
from servers import Post, free_port, smtp

from cobranca_cli.messages.channels import Letter, deliver
from cobranca_cli.messages.channels.letters import NotSendableError
from cobranca_cli.messages.channels.mail import MailChannel, MailServer
from cobranca_cli.messages.channels.mail_message import Sender, html_of, prepared
from cobranca_cli.store.secret_values import Secret

PASSWORD = "S3nha-Muito-Secreta"
FROM = "lucia@doces.example"
SENDER = Sender(FROM, "Doces da Lúcia", "atendimento@doces.example", NOW)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
# aiosmtpd says that a login without TLS is unsafe: here it never leaves the computer.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


def letter(to="maria@example.com", **more):
    given = {"subject": "Um lembrete, João", "text": "Olá, Maria!\n\nVence amanhã."} | more
    return Letter(to, **given)


def channel(
    port, *, security="none", password=None, host="127.0.0.1", timeout_s=0.6, sender=SENDER
):
    server = MailServer(host, port, security, FROM, password and Secret(password), timeout_s)
    return MailChannel(server, sender)


def sent(post, letters, **options):
    """The outcomes of these letters over a server that does what `post` says."""
    ours = {k: options.pop(k) for k in ("security", "host", "timeout_s", "sender") if k in options}
    given = options.pop("given", options.get("password"))
    with smtp(post, **options) as port:
        return list(deliver(letters, channel(port, password=given, **ours)))


# --- What arrives ------------------------------------------------------------------------------


def test_a_letter_arrives_with_both_parts_and_the_words_as_they_were_written():
    post = Post()
    (outcome,) = sent(post, [letter(key="mensagem 7")])
    assert (outcome.status, outcome.words, outcome.refused) == ("sent", "250 na fila", ())
    (taken,) = post.taken
    message = taken.message
    assert (taken.sender, taken.recipients) == (FROM, ["maria@example.com"])
    assert message["Subject"] == "Um lembrete, João"
    assert message["From"] == f"Doces da Lúcia <{FROM}>"
    assert message["To"] == "maria@example.com"
    assert message["Reply-To"] == "atendimento@doces.example"
    assert message["Message-ID"] == outcome.provider_id
    assert message["Date"].datetime == NOW.replace(microsecond=0)
    plain, page = message.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == "Olá, Maria!\n\nVence amanhã.\n"
    assert page.get_content_type() == "text/html"
    assert "<p>Olá, Maria!</p>\n<p>Vence amanhã.</p>" in page.get_content().replace("\r\n", "\n")
    assert taken.content.isascii()
    assert max(map(len, taken.content.splitlines())) <= 998


def test_the_answer_goes_to_the_sender_or_to_whom_the_letter_says():
    post = Post()
    own = SENDER._replace(reply_to="")
    sent(post, [letter(), letter(reply_to="outra@example.com")], sender=own)
    assert [t.message["Reply-To"] for t in post.taken] == [FROM, "outra@example.com"]


@pytest.mark.parametrize(
    "business",
    ["", "Bolos, Doces " * 9 + '"e mais" Ltda', "Pão & Cia., de São João", 'Casa "do Bolo"',
     "Ação <b>", "a@b.com", "名前", "Ç" * 110,
     "Doces, Salgados e Bolos da Dona Lúcia Ferreira de Araújo Conceição, Confeitaria Ltda"],
)  # fmt: skip
def test_any_name_of_a_business_stays_one_name(business):
    post = Post()
    (outcome,) = sent(post, [letter()], sender=SENDER._replace(business=business))
    assert outcome.status == "sent"
    raw = message_from_bytes(post.taken[0].content)["From"]  # policy.default of 3.11 adds blanks.
    name, address = parseaddr(raw)
    assert (str(make_header(decode_header(name))), address) == (business, FROM)


@pytest.mark.parametrize(
    "subject", ["Olá 😀 João", "é" * 200, "=?utf-8?q?x?=", "R$ 10,00: 50% – a;b"]
)
def test_a_subject_in_any_writing_arrives_as_it_was(subject):
    post = Post()
    sent(post, [letter(subject=subject)])
    found = str(post.taken[0].message["Subject"])
    assert found == ("x" if subject.startswith("=?") else subject)


def test_the_code_of_the_pix_is_shown_inside_the_page():
    post = Post()
    sent(post, [letter(image=PNG), letter(image=PNG, html='<p>Pix</p><img src="cid:pix">')])
    for taken in post.taken:
        page, image = [p for p in taken.message.walk() if not p.is_multipart()][1:]
        assert image.get_content() == PNG
        assert image.get_content_disposition() == "inline"
        assert f'src="cid:{image["Content-ID"].strip("<>")}"' in page.get_content()
    assert html_of("a", None).count("img") == 0


def test_words_of_people_are_no_markup_in_the_page():
    post = Post()
    sent(post, [letter(text='<script>alert(1)</script> & "aspas"\nlinha 2\n.\n.ponto\nfim')])
    plain, page = post.taken[0].message.iter_parts()
    assert "<script>" not in page.get_content()
    assert "&lt;script&gt;" in page.get_content()
    assert plain.get_content().splitlines()[1:] == ["linha 2", ".", ".ponto", "fim"]


def test_the_same_letter_keeps_its_message_id_and_another_has_another():
    ids = [prepared(found, SENDER).message_id for found in (
        letter(key="7"), letter(key="7"), letter(key="8"), letter("ana@example.com", key="7"),
        letter(), letter(),
    )]  # fmt: skip
    assert ids[0] == ids[1]
    assert len(set(ids)) == 5
    assert all(re.fullmatch(r"<[0-9a-f]+@doces\.example>", found) for found in ids)


# --- Nothing gets into a header ----------------------------------------------------------------

INJECTED = ["a\r\nBcc: x@evil.example", "a\nBcc: x@evil.example", "a\rBcc: x", "a\x00b", "a\u2028b",
            "a\x0bb", "a\x85b", "\ud800"]  # fmt: skip


@pytest.mark.parametrize("text", INJECTED)
@pytest.mark.parametrize("field", ["subject", "to", "reply_to", "copies"])
def test_a_header_is_never_injected(field, text):
    post = Post()
    value = (text,) if field == "copies" else text
    (outcome, after) = sent(post, [letter()._replace(**{field: value}), letter()])
    assert (outcome.status, outcome.provider_id) == ("failed", None)
    assert after.status == "sent"
    assert len(post.taken) == 1
    assert b"evil" not in post.taken[0].content


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=200))
def test_whatever_is_written_there_are_only_our_headers(subject, business, text):
    sender = SENDER._replace(business=" ".join(re.sub(r"[^ -~À-ÿ]", "", business).split()))
    try:
        mail = prepared(letter(subject=subject, text=text), sender)
    except NotSendableError:
        return
    head = mail.content.split(b"\r\n\r\n")[0]
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    assert sorted(names) == sorted(
        [b"From", b"To", b"Reply-To", b"Subject", b"Date", b"Message-ID", b"MIME-Version",
         b"Content-Type"]
    )  # fmt: skip
    assert b"\r\n.\r\n" not in mail.content
    assert b"\n" not in mail.content.replace(b"\r\n", b"")


def test_a_page_that_cannot_be_sent_fails_and_stops_nobody():
    outcomes = sent(Post(), [letter(html="\ud800"), letter(text=""), letter()])
    assert [o.status for o in outcomes] == ["failed", "failed", "sent"]


# --- What is refused ---------------------------------------------------------------------------


def test_a_refused_recipient_fails_with_the_words_of_the_server_and_stops_nobody():
    post = Post(answers={"nao@example.com": "550 5.1.1 usuario nao existe"})
    outcomes = sent(post, [letter("nao@example.com"), letter()])
    assert [o.status for o in outcomes] == ["failed", "sent"]
    assert outcomes[0].words.startswith("550 5.1.1")
    assert outcomes[0].provider_id is None
    assert post.connections == 1


def test_a_refused_copy_keeps_its_code_and_the_letter_is_sent():
    post = Post(answers={"copia@example.com": "552 5.2.2 caixa cheia"})
    (outcome,) = sent(post, [letter(copies=("copia@example.com", "outra@example.com"))])
    assert outcome.status == "sent"
    (refusal,) = outcome.refused
    assert (refusal.to, refusal.code) == ("copia@example.com", 552)
    assert "a cópia para copia@example.com foi recusada: 552 5.2.2 caixa cheia" in outcome.words
    assert post.taken[0].recipients == ["maria@example.com", "outra@example.com"]


def test_a_letter_that_its_person_does_not_get_goes_to_nobody():
    post = Post(answers={"maria@example.com": "550 nao"})
    (outcome,) = sent(post, [letter(copies=("copia@example.com",))])
    assert (outcome.status, post.taken) == ("failed", [])


@pytest.mark.parametrize("answer", ["554 5.7.1 parece spam", "452 4.3.1 sem lugar"])
def test_a_text_that_the_server_refuses_has_failed(answer):
    (outcome, second) = sent(Post(data=answer), [letter(), letter()])
    assert (outcome.status, outcome.words[:3]) == ("failed", answer[:3])
    assert second.status == "failed"


def test_a_sender_that_the_server_refuses_has_failed():
    (outcome,) = sent(Post(answers={FROM: "550 5.7.1 remetente desconhecido"}), [letter()])
    assert (outcome.status, outcome.words[:3]) == ("failed", "550")


def test_the_words_of_a_server_are_short_and_act_on_no_terminal():
    post = Post(data="554 \x1b[31m" + "x" * 400)
    (outcome,) = sent(post, [letter()])
    assert len(outcome.words) <= 200
    assert "\x1b" not in outcome.words
    assert "\\x1b" in outcome.words


# --- When nobody knows -------------------------------------------------------------------------


def test_no_answer_after_the_text_is_uncertain_and_the_next_gets_a_new_connection():
    post = Post(slow="DATA")
    started = sent(post, [letter(key="1")])
    assert started[0].status == "uncertain"
    assert started[0].provider_id == post.taken[0].message["Message-ID"]
    assert "não respondeu a tempo" in started[0].words


def test_a_connection_that_drops_after_the_text_is_uncertain():
    post = Post(drop="DATA")
    outcomes = sent(post, [letter(), letter("ana@example.com")])
    assert [o.status for o in outcomes] == ["uncertain", "uncertain"]
    assert "a ligação caiu" in outcomes[0].words
    assert len(post.taken) == post.connections == 2  # Neither was sent again.


@pytest.mark.parametrize(("how", "words"), [("slow", "não respondeu"), ("drop", "caiu")])
def test_before_the_text_it_has_failed(how, words):
    (outcome,) = sent(Post(**{how: "MAIL"}), [letter()])
    assert (outcome.status, outcome.provider_id) == ("failed", None)
    assert words in outcome.words


def test_a_server_that_closes_after_some_letters_gets_a_new_connection():
    post = Post(close_after=2)
    outcomes = sent(post, [letter(f"p{n}@example.com") for n in range(5)])
    assert [o.status for o in outcomes] == ["sent"] * 5
    assert [t.recipients[0] for t in post.taken] == [f"p{n}@example.com" for n in range(5)]
    assert post.connections == 3


# --- No connection -----------------------------------------------------------------------------


def test_nobody_at_the_port_is_tried_three_times_and_then_said_to_all():
    outcomes = list(deliver([letter()] * 6, channel(free_port())))
    assert {o.status for o in outcomes} == {"failed"}
    assert "ninguém atende" in outcomes[0].words
    assert len(outcomes) == 6


def test_a_server_that_does_not_exist_is_words():
    (outcome,) = deliver([letter()], channel(25, host="nao-existe.invalid"))
    assert outcome.status == "failed"
    assert "nao-existe.invalid:25" in outcome.words
    assert "não foi encontrado" in outcome.words


def test_starttls_that_is_not_offered_sends_nothing():
    post = Post()
    outcomes = sent(post, [letter(), letter()], password=PASSWORD, security="starttls")
    assert [o.status for o in outcomes] == ["failed", "failed"]
    assert "STARTTLS" in outcomes[0].words
    assert (post.logins, post.taken, post.connections) == ([], [], 1)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_safe_connection_logs_in_and_sends(security, certificates):
    post = Post()
    (outcome,) = sent(
        post, [letter()], password=PASSWORD, security=security, **{security: certificates.context}
    )
    assert outcome.status == "sent"
    assert [given.password for given in post.logins] == [PASSWORD.encode()]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_words_and_nothing_is_said(security, untrusted):
    post = Post()
    outcomes = sent(
        post, [letter()] * 2, password=PASSWORD, security=security, **{security: untrusted.context}
    )
    assert [o.status for o in outcomes] == ["failed", "failed"]
    assert "o certificado dele não é de ninguém em que este computador confie" in outcomes[0].words
    assert (post.logins, post.taken) == ([], [])


def test_a_certificate_of_another_server_is_words(certificates):
    post = Post()
    (outcome,) = sent(post, [letter()], security="tls", tls=certificates.of_another)
    assert "é de outro endereço" in outcome.words
    assert post.taken == []


def test_tls_at_a_port_without_it_is_words():
    (outcome,) = sent(Post(), [letter()], security="tls")
    assert outcome.status == "failed"
    assert "porta" in outcome.words or "a tempo" in outcome.words


def test_a_wrong_password_is_asked_once_and_never_shown(certificates):
    post = Post()
    outcomes = sent(
        post, [letter()] * 4, password=PASSWORD, given="Errada-123", security="starttls",
        starttls=certificates.context,
    )  # fmt: skip
    assert [o.status for o in outcomes] == ["failed"] * 4
    assert "não aceitou o usuário e a senha (535" in outcomes[0].words
    assert "Errada-123" not in repr(outcomes)
    assert post.taken == []
    assert post.connections == 1


def test_a_server_that_repeats_the_password_is_not_repeated():
    post = Post(data=f"554 recusado: {PASSWORD}")
    (outcome,) = sent(post, [letter()], password=PASSWORD)
    assert outcome.words == "554 recusado: •••"


def test_a_login_that_is_not_offered_is_words():
    (outcome,) = sent(Post(), [letter()], given=PASSWORD)
    assert "não aceita usuário e senha" in outcome.words


# --- Many --------------------------------------------------------------------------------------


@pytest.mark.slow  # Sixty of them, through the service: tests/services/test_sending.py.
def test_five_hundred_letters_go_over_one_connection():
    post = Post(answers={"p250@example.com": "550 nao"})
    outcomes = sent(post, [letter(f"p{n}@example.com", key=str(n)) for n in range(500)])
    assert post.connections == 1
    assert len(post.taken) == 499
    assert [n for n, o in enumerate(outcomes) if o.status != "sent"] == [250]
    assert len({o.provider_id for o in outcomes}) == 500


def test_a_letter_is_asked_for_only_after_the_outcome_of_the_one_before():
    seen = []

    def letters():
        for n in range(3):
            seen.append(f"letter {n}")
            yield letter()

    with smtp(Post()) as port:
        for outcome in deliver(letters(), channel(port)):
            seen.append(outcome.status)
    assert seen == ["letter 0", "sent", "letter 1", "sent", "letter 2", "sent"]


def test_leaving_early_closes_the_connection():
    gone = threading.Event()
    post = Post()
    with smtp(post) as port:
        outcomes = deliver((letter() for _ in range(9)), channel(port))
        assert next(outcomes).status == "sent"
        outcomes.close()
        gone.set()
    assert gone.is_set()
    assert len(post.taken) == 1


def test_no_letter_opens_no_connection():
    post = Post()
    assert sent(post, []) == []
    assert post.connections == 0


def test_a_channel_shows_no_password():
    found = channel(25, password=PASSWORD)
    assert PASSWORD not in f"{found.server!r} {found.server} {vars(found)}"
