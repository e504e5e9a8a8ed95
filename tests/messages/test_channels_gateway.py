"""SMS by HTTP, over a real server: what is asked, and what is known when something breaks."""

from __future__ import annotations

import json

import pytest
from servers import Web, free_port, web

from cobranca_cli.messages.channels import Letter, deliver
from cobranca_cli.messages.channels.gateway import Gateway, GatewayChannel
from cobranca_cli.store.secret_values import Secret

TOKEN = "T0k3n-Muito-Secreto"
BODY = {"from": "loja", "to": "{to_digits}", "contents": [{"type": "text", "text": "{text}"}]}
GATEWAY = Gateway(
    "POST", "", {"X-API-TOKEN": "$COBRANCA_SMS_TOKEN"}, BODY, "id",
    {"COBRANCA_SMS_TOKEN": Secret(TOKEN)}, timeout_s=0.5,
)  # fmt: skip
MARIA = "+5511987654321"


def letter(to=MARIA, text="Olá, Maria!"):
    return Letter(to, "", text)


def sent(found, letters, *, tls=None, path="/v2/sms", **gateway):
    with web(found, tls=tls) as address:
        channel = GatewayChannel(GATEWAY._replace(url=address + path, **gateway))
        return list(deliver(letters, channel))


def test_a_message_goes_out_in_the_shape_of_the_gateway():
    found = Web((200, {"id": "abc-1", "direction": "OUT"}))
    (outcome,) = sent(found, [letter()])
    assert (outcome.status, outcome.provider_id) == ("sent", "abc-1")
    (asked,) = found.requests
    assert (asked.method, asked.path) == ("POST", "/v2/sms")
    assert asked.headers["X-Api-Token"] == TOKEN
    assert asked.headers["Content-Type"] == "application/json"
    assert asked.json == {"from": "loja", "to": "5511987654321",
                          "contents": [{"type": "text", "text": "Olá, Maria!"}]}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ['a", "to": "+550000', "\\", "\\u0022", '"}', "linha 1\nlinha 2",
     "{to} {text} $COBRANCA_SMS_TOKEN", "{{to}}", "%s & á 😀"],
)  # fmt: skip
def test_words_of_people_stay_inside_their_string(text):
    found = Web()
    sent(found, [letter(text=text)])
    assert found.requests[0].json == {
        "from": "loja", "to": "5511987654321", "contents": [{"type": "text", "text": text}]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("form", "expected"),
    [("{to}", MARIA), ("{to_digits}", "5511987654321"), ("{to_national}", "11987654321")],
)
def test_a_phone_in_the_form_that_the_gateway_wants(form, expected):
    found = Web()
    sent(found, [letter("(11) 98765-4321")], body={"n": form, "t": "{text}", "x": [1, None, True]})
    assert found.requests[0].json == {"n": expected, "t": "Olá, Maria!", "x": [1, None, True]}


def test_a_foreign_phone_keeps_its_country():
    found = Web()
    sent(found, [letter("+1 202-555-0143")], body={"n": "{to_national}", "t": "{text}"})
    assert found.requests[0].json["n"] == "12025550143"


def test_data_in_an_address_is_encoded():
    found = Web()
    sent(
        found, [letter(text="a&to=1 \r\nX: y")], method="GET", body=None, headers={},
        path="/envia?to={to}&text={text}&key=$COBRANCA_SMS_TOKEN",
    )  # fmt: skip
    (asked,) = found.requests
    assert asked.method == "GET"
    assert asked.path == (
        f"/envia?to=%2B5511987654321&text=a%26to%3D1%20%0D%0AX%3A%20y&key={TOKEN}"
    )
    assert "X" not in asked.headers


@pytest.mark.parametrize("to", ["", "123", "maria@example.com", "+5511987654321\r\nX: y", "11 2"])
def test_what_is_no_phone_fails_and_stops_nobody(to):
    found = Web()
    outcomes = sent(found, [letter(to), letter()])
    assert [o.status for o in outcomes] == ["failed", "sent"]
    assert len(found.requests) == 1


def test_half_a_character_fails_and_stops_nobody():
    outcomes = sent(Web(), [letter(text="\ud800"), letter()])
    assert [o.status for o in outcomes] == ["failed", "sent"]


@pytest.mark.parametrize(
    ("path", "answer", "expected"),
    [("id", {"id": 17}, "17"), ("messages.0.id", {"messages": [{"id": "x"}]}, "x"),
     ("id", {"id": None}, None), ("id", {"id": True}, None), ("id", [], None),
     ("a.b", {"a": 1}, None),
     ("id", b"OK", None), ("", {"id": "x"}, None), ("id", b"", None), ("9", [1], None),
     ("id", {"id": "\x1b[31m"}, "\\x1b[31m")],
)  # fmt: skip
def test_the_number_of_the_provider_is_read_where_the_setting_says(path, answer, expected):
    (outcome,) = sent(Web((202, answer)), [letter()], id_path=path)
    assert (outcome.status, outcome.provider_id) == ("sent", expected)


@pytest.mark.parametrize("status", [400, 403, 404, 422, 429, 500, 502, 503])
def test_a_refusal_fails_with_the_words_of_the_gateway(status):
    found = Web((status, {"error": "número inválido"}), (200, {"id": "a"}))
    outcomes = sent(found, [letter(), letter()])
    assert [o.status for o in outcomes] == ["failed", "sent"]
    assert outcomes[0].words == f'{status}: {{"error": "n\\u00famero inv\\u00e1lido"}}'
    assert found.connections == 1


def test_the_words_of_a_gateway_are_short_and_act_on_no_terminal():
    (outcome,) = sent(Web((400, b"\x1b[2J\xff" + b"x" * 500)), [letter()])
    assert len(outcome.words) <= 200
    assert "\x1b" not in outcome.words


def test_a_gateway_that_repeats_the_token_is_not_repeated():
    found = Web((400, {"error": f"bad token {TOKEN}", "id": TOKEN}), (200, {"id": TOKEN}))
    outcomes = sent(found, [letter(), letter()])
    assert TOKEN not in repr(outcomes)
    assert outcomes[1].provider_id == "•••"


def test_a_wrong_token_is_tried_three_times_and_then_said_to_all():
    found = Web((401, {"error": "unauthorized"}))
    outcomes = sent(found, [letter()] * 6)
    assert {o.status for o in outcomes} == {"failed"}
    assert "não aceitou a senha" in outcomes[5].words
    assert len(found.requests) == 3


def test_a_redirect_is_not_followed_with_the_token():
    elsewhere = Web()
    with web(elsewhere) as address:
        answer = (302, {}, [("Location", f"{address}/roubo")])
        (outcome,) = sent(Web(answer), [letter()])
    assert outcome.status == "failed"
    assert "outro endereço (302)" in outcome.words
    assert elsewhere.requests == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [("slow", "não respondeu a tempo"), ("drop", "a ligação caiu"), ("nonsense", "não se entende"),
     ((504, {}), "504")],
)  # fmt: skip
def test_no_answer_after_the_text_is_uncertain_and_is_not_sent_again(answer, words):
    found = Web(answer, (200, {"id": "b"}))
    outcomes = sent(found, [letter(), letter()])
    assert [o.status for o in outcomes] == ["uncertain", "sent"]
    assert words in outcomes[0].words
    assert len(found.requests) == 2


def test_nobody_at_the_port_has_failed():
    channel = GatewayChannel(GATEWAY._replace(url=f"http://localhost:{free_port()}/x"))
    outcomes = list(deliver([letter()] * 4, channel))
    assert {o.status for o in outcomes} == {"failed"}
    assert "ninguém atende" in outcomes[0].words


def test_a_trusted_gateway_gets_the_message(certificates):
    found = Web()
    outcomes = sent(found, [letter()] * 3, tls=certificates.context)
    assert [o.status for o in outcomes] == ["sent"] * 3


def test_a_certificate_that_nobody_vouches_for_gets_no_token(untrusted):
    found = Web()
    outcomes = sent(found, [letter()] * 2, tls=untrusted.context)
    assert {o.status for o in outcomes} == {"failed"}
    assert "em que este computador confie" in outcomes[0].words
    assert found.requests == []


def test_five_hundred_messages_go_over_one_connection():
    found = Web()
    outcomes = sent(found, [letter()] * 500)
    assert [o.status for o in outcomes] == ["sent"] * 500
    assert found.connections == 1


def test_a_gateway_that_closes_after_each_answer_gets_a_new_connection():
    found = Web((200, {"id": "a"}, [("Connection", "close")]))
    outcomes = sent(found, [letter()] * 3)
    assert [o.status for o in outcomes] == ["sent"] * 3
    assert found.connections == 3


def test_a_gateway_shows_no_token():
    assert TOKEN not in repr(GATEWAY)
    assert TOKEN not in str(GATEWAY.secrets)
    with pytest.raises(TypeError):
        json.dumps(GATEWAY.secrets)
