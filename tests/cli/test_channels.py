"""`channels` as typed: what is missing, a test to the owner, and settings that hold no secret."""

from __future__ import annotations

import json

import pytest
from servers import Post, Web, smtp, web
from terminal import everything

PASSWORD = "S3nha-Muito-Secreta"
HEADERS = '{"X-API-TOKEN": "$COBRANCA_SMS_TOKEN"}'
BODY = '{"to": "{to_digits}", "text": "{text}"}'


def row(run, channel):
    return next(row for row in run.json["rows"] if row["channel"] == channel)


@pytest.fixture
def mail(cobranca):
    """A server for e-mail on this computer, and the settings that lead there."""
    post = Post()
    with smtp(post) as port:
        for key, value in (("host", "localhost"), ("port", port), ("security", "nenhuma"),
                           ("from", "lucia@example.com")):  # fmt: skip
            cobranca(["ajustes", f"email.{key}", value])
        cobranca("configurar --nome 'Doces da Lúcia' --telefone '19 91234-5678'")
        yield post


@pytest.fixture
def sms(cobranca, monkeypatch):
    """A gateway on this computer, and the settings that lead there."""
    found = Web((200, {"id": "abc-1"}))
    monkeypatch.setenv("COBRANCA_SMS_TOKEN", PASSWORD)
    with web(found) as address:
        for key, value in (("url", f"{address}/sms"), ("headers", HEADERS), ("body", BODY),
                           ("id_path", "id")):  # fmt: skip
            cobranca(["ajustes", f"sms.{key}", value])
        cobranca("configurar --telefone '19 98765-4321'")
        yield found


def test_a_new_home_tells_what_each_channel_lacks_and_makes_nothing(cobranca, home):
    run = cobranca("channels --json")
    assert [row["channel"] for row in run.json["rows"]] == [
        "link", "email", "sms", "whatsapp", "telegram", "other"
    ]  # fmt: skip
    assert set(run.json["rows"][0]) == {
        "channel", "name", "configured", "via", "reaches_customers", "missing"
    }  # fmt: skip
    assert row(run, "link")["configured"]
    assert row(run, "email")["missing"] == [
        "o ajuste email.host", "o ajuste email.from", "a senha COBRANCA_EMAIL_PASSWORD"
    ]  # fmt: skip
    assert "falta o ajuste email.host" in cobranca("canais").out
    assert not home.exists()


@pytest.mark.parametrize("line", ["canais teste email", "channels test e-mail", "canais testar"])
def test_a_test_reaches_the_owner_and_the_book_hears_nothing(cobranca, home, mail, line):
    before = everything(home)
    out = cobranca(line).out
    assert "E-mail para lucia@example.com: enviado" in out
    (taken,) = mail.taken
    assert taken.recipients == ["lucia@example.com"]
    assert "Doces da Lúcia funciona" in taken.message.get_body(("plain",)).get_content()
    assert everything(home) == before


def test_a_test_in_json_and_the_answers_address(cobranca, mail):
    cobranca("ajustes email.reply_to respostas@example.com")
    (found,) = cobranca("canais teste email --json").json["rows"]
    assert (found["channel"], found["to"], found["status"]) == (
        "email", "respostas@example.com", "sent"
    )  # fmt: skip
    assert found["provider_id"] == mail.taken[0].message["Message-ID"]


def test_a_test_that_fails_is_exit_1_with_the_words_of_the_server(cobranca, mail):
    mail.answers["lucia@example.com"] = "550 5.1.1 nao existe"
    run = cobranca("canais teste", code=1)
    assert "não foi enviado. 550 5.1.1 nao existe" in run.out
    assert cobranca("canais teste --json", code=1).json["rows"][0]["status"] == "failed"


def test_all_channels_are_tried_when_none_is_named(cobranca, mail, sms):
    rows = cobranca("canais teste --json").json["rows"]
    assert [(row["channel"], row["status"]) for row in rows] == [("email", "sent"), ("sms", "sent")]
    assert rows[1]["provider_id"] == "abc-1"
    assert sms.requests[0].json["to"] == "5519987654321"
    assert sms.requests[0].headers["X-Api-Token"] == PASSWORD
    assert "SMS para (19) 98765-4321: enviado" in cobranca("canais teste sms").out


def test_an_sms_needs_the_phone_of_the_owner(cobranca, sms):
    cobranca("configurar --telefone ''")
    assert "business.phone" in cobranca("canais teste sms", code=4).err


def test_a_service_of_apprise_is_tried_at_its_fixed_place(cobranca, monkeypatch):
    pytest.importorskip("apprise", reason="the extra canais is not installed")
    found = Web((200, {}))
    with web(found) as address:
        monkeypatch.setenv("COBRANCA_OTHER_URL", f"json://{address[7:]}/{PASSWORD}")
        listed = cobranca("canais")
        tried = cobranca("canais teste outro")
    assert "Outro serviço: pronto (só para você" in listed.out
    assert "Outro serviço: enviado" in tried.out
    assert len(found.requests) == 1
    assert PASSWORD not in "".join((*listed[1:], *tried[1:]))


def test_an_address_that_apprise_does_not_know_fails_beside_the_others(cobranca, mail, monkeypatch):
    pytest.importorskip("apprise", reason="the extra canais is not installed")
    monkeypatch.setenv("COBRANCA_TELEGRAM_URL", f"nada://{PASSWORD}")
    rows = cobranca("canais teste --json", code=1).json["rows"]
    assert [row["status"] for row in rows] == ["sent", "failed"]
    assert PASSWORD not in json.dumps(rows)


def test_only_a_server_on_this_computer_may_go_without_safety(cobranca):
    cobranca("ajustes email.from lucia@example.com")
    cobranca("ajustes email.security nenhuma")
    cobranca("ajustes email.host smtp.example.com")
    missing = row(cobranca("canais --json"), "email")["missing"]
    assert any("só um servidor neste computador" in one for one in missing)
    assert "a senha COBRANCA_EMAIL_PASSWORD" in missing


def test_settings_edited_by_hand_are_told_and_not_used(cobranca, home):
    home.mkdir(mode=0o700)
    (home / "cobranca.toml").write_text(
        "[email]\nhost = 'a b'\nport = 99999\nsecurity = 'muita'\nfrom = 'a@b.com\\n'\n"
        "[sms]\nurl = 'http://longe.example.com'\n"
        f"headers = '{{\"Authorization\": \"{PASSWORD}\"}}'\n"
        "body = '{'\n", "utf-8",
    )  # fmt: skip
    run = cobranca("canais --json")
    assert [len(row(run, name)["missing"]) for name in ("email", "sms")] == [5, 5]
    assert PASSWORD not in run.out
    for line in ("canais", "canais teste email", "canais teste sms"):
        told = cobranca(line, code=0 if line == "canais" else 4)
        assert PASSWORD not in told.out + told.err


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [("sms.headers", {"X-API-TOKEN": PASSWORD}, 4), ("sms.headers", {"Authorization": PASSWORD}, 4),
     ("sms.headers", {"A": "$X\r\nB: c"}, 2), ("sms.headers", {"A\n": "$X"}, 2),
     ("sms.headers", {"Host": "$X"}, 2), ("sms.headers", [PASSWORD], 2), ("sms.headers", 1, 2),
     ("sms.body", {"token": PASSWORD, "text": "{text}"}, 4),
     ("sms.body", {"a": {"senha": PASSWORD}}, 4),
     ("sms.body", {"nome": "{nome}"}, 2), ("sms.body", PASSWORD, 2)],
)  # fmt: skip
def test_settings_refuse_a_secret_and_do_not_repeat_it(cobranca, home, key, value, code):
    run = cobranca(["ajustes", key, json.dumps(value)], code=code)
    assert PASSWORD not in run.out + run.err
    assert not home.exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [("sms.url", "http://longe.example.com"), ("sms.url", "ftp://x.example.com"),
     ("sms.url", "//x"),
     ("sms.url", "https://{to}.example.com"), ("sms.url", "https://x.example.com/#a"),
     ("sms.url", "https://x.example.com:99999999/"), ("sms.url", "https://[x/"),
     ("sms.url", "https:///x"),
     ("sms.url", "https://x.example.com/{nome}"), ("sms.url", "https://x.example.com/á"),
     ("sms.headers", "X-API-TOKEN: " + PASSWORD), ("sms.body", "[" * 2000),
     ("sms.body", "9" * 1999), ("sms.method", "DELETE"), ("sms.id_path", "a..b"),
     ("email.host", "a b"), ("email.host", "x\ny"),
     ("email.host", "-x"), ("email.port", "0"), ("email.port", "65536"), ("email.port", "²"),
     ("email.from", "Lúcia <a@b.com>"), ("email.from", "a@b.com\r\nBcc: c@d.com"),
     ("email.security", "talvez"), ("email.user", "lúcia")],
)  # fmt: skip
def test_what_the_settings_of_channels_refuse(cobranca, home, key, value):
    run = cobranca(["ajustes", key, value], code=2)
    assert PASSWORD not in run.out + run.err
    assert not home.exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [("sms.url", f"https://ana:{PASSWORD}@x.example.com"),
     ("sms.url", f"https://x.example.com/?token={PASSWORD}")],
)  # fmt: skip
def test_an_address_takes_no_secret(cobranca, key, value):
    run = cobranca(["ajustes", key, value], code=4)
    assert PASSWORD not in run.out + run.err


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [("sms.url", "http://127.0.0.1:8080/x?n={to}&k=$COBRANCA_K", None),
     ("sms.method", "put", "PUT"),
     ("sms.headers", '{ "Accept":"text/plain", "Authorization": "Bearer $COBRANCA_K" }',
      '{"Accept": "text/plain", "Authorization": "Bearer $COBRANCA_K"}'),
     ("sms.body", '{"token":"$COBRANCA_K","n":1,"á":"{text} é"}',
      '{"token": "$COBRANCA_K", "n": 1, "á": "{text} é"}'),
     ("email.host", "SMTP.Example.com", "smtp.example.com"), ("email.port", "0587", "587"),
     ("email.security", "ssl", "tls"), ("email.from", "Lucia@Example.COM", "Lucia@example.com")],
)  # fmt: skip
def test_what_the_settings_of_channels_keep(cobranca, key, value, kept):
    cobranca(["ajustes", key, value])
    assert cobranca(["ajustes", key, "--json"]).json["rows"][0]["value"] == (kept or value)


@pytest.mark.parametrize("line", ["canais agora", "canais teste fax", "canais teste link"])
def test_a_word_that_is_no_channel_is_told(cobranca, line):
    assert "Dica: Use uma destas" in cobranca(line, code=2).err
