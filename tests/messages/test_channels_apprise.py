"""The services that apprise knows, by its own json:// to a real server on this computer."""

from __future__ import annotations

import logging

import pytest
from servers import Web, free_port, web

from cobranca_cli.errors import ChannelNotReadyError, ExtraMissingError
from cobranca_cli.messages.channels import Letter, by_apprise, deliver
from cobranca_cli.messages.channels.by_apprise import AppriseChannel
from cobranca_cli.store.secret_values import Secret

pytest.importorskip("apprise", reason="the extra canais is not installed")
PASSWORD = "S3nha-do-Servico"
MARIA = "+5511987654321"


def channel(address, path="/envia/?:para={to}"):
    place = address.removeprefix("http://")
    return AppriseChannel("sms", "SMS", "COBRANCA_SMS_URL",
                          Secret(f"json://ana:{PASSWORD}@{place}{path}"))  # fmt: skip


def letter(to=MARIA, text="Olá, Maria! <b>1</b>"):
    return Letter(to, "", text)


def test_each_recipient_gets_a_message_of_their_own_in_e164():
    found = Web((200, {}))
    with web(found) as address:
        outcomes = list(
            deliver([letter("11 98765-4321"), letter("+12025550143")], channel(address))
        )
    assert [o.status for o in outcomes] == ["sent", "sent"]
    assert [asked.json["para"] for asked in found.requests] == [MARIA, "+12025550143"]
    assert found.requests[0].json["message"] == "Olá, Maria! <b>1</b>"


def test_a_refusal_has_failed_with_its_code_and_stops_nobody():
    found = Web((400, {"error": "x"}), (200, {}))
    with web(found) as address:
        outcomes = list(deliver([letter(), letter()], channel(address)))
    assert [o.status for o in outcomes] == ["failed", "sent"]
    assert "error=400" in outcomes[0].words


def test_no_answer_after_the_text_is_uncertain(monkeypatch):
    monkeypatch.setattr(by_apprise, "_TIMEOUT_S", 0.4)
    for answer in ("slow", "drop"):
        found = Web(answer)
        with web(found) as address:
            (outcome,) = deliver([letter()], channel(address))
        assert outcome.status == "uncertain", answer
        assert len(found.requests) == 1


def test_nobody_at_the_port_has_failed():
    (outcome,) = deliver([letter()], channel(f"http://127.0.0.1:{free_port()}"))
    assert outcome.status == "failed"
    assert "Não consegui falar" in outcome.words


def test_what_is_no_phone_fails_and_stops_nobody():
    with web(Web((200, {}))) as address:
        outcomes = list(deliver([letter("x"), letter()], channel(address)))
    assert [o.status for o in outcomes] == ["failed", "sent"]


def test_a_fixed_place_is_for_the_owner_only():
    found = Web((200, {}))
    with web(found) as address:
        fixed = channel(address, "/aviso")
        assert not fixed.reaches_customers
        outcomes = list(deliver([letter(), letter("")], fixed))
    assert [o.status for o in outcomes] == ["failed", "sent"]
    assert "{to}" in outcomes[0].words
    assert len(found.requests) == 1


@pytest.mark.parametrize("address", ["nada://x", "isto não é um endereço", "json://"])
def test_an_address_that_nobody_knows_is_refused_before_any_letter(address):
    with pytest.raises(ChannelNotReadyError) as refused:
        AppriseChannel("sms", "SMS", "COBRANCA_SMS_URL", Secret(address))
    assert "COBRANCA_SMS_URL" in refused.value.message
    assert address not in refused.value.message


def test_secrets_are_in_no_outcome_and_no_log(capfd, caplog):
    caplog.set_level(logging.DEBUG)
    with web(Web((500, {"error": PASSWORD}))) as address:
        outcomes = list(deliver([letter()], channel(address, f"/{PASSWORD}/?:para={{to}}")))
    out, err = capfd.readouterr()
    assert PASSWORD not in f"{outcomes} {out} {err}"
    assert [r for r in caplog.records if r.name.startswith(("apprise", "urllib3"))] == []


def test_without_the_extra_the_command_that_installs_it_is_named(monkeypatch):
    def missing(_name):
        raise ImportError

    monkeypatch.setattr(by_apprise, "import_module", missing)
    with pytest.raises(ExtraMissingError) as refused:
        AppriseChannel("sms", "SMS", "COBRANCA_SMS_URL", Secret("json://localhost"))
    assert ".[canais]" in refused.value.hint
