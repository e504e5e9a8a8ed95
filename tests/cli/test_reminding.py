from __future__ import annotations

import json

import pytest

URL = "https://wa.me/5511912345678?text="


@pytest.fixture
def book(cobranca):
    """Ana late for long, Bia for a while and without a phone, Caio for too little money."""
    cobranca(["vendi", "Ana Souza", "150", "--em", "01/11/2026", "--vencimento", "10/11/2026",
              "--telefone", "11 91234-5678"])  # fmt: skip
    cobranca(["vendi", "[red]Bia {{ 7*7 }}", "80", "--em", "01/11/2026",
              "--vencimento", "17/11/2026"])  # fmt: skip
    cobranca(["vendi", "Caio", "2", "--em", "01/11/2026", "--vencimento", "10/11/2026"])
    return cobranca


def test_each_customer_has_a_header_the_text_and_the_link(book):
    lines = book("remind --print").out.splitlines()
    assert lines[0] == "--- Ana Souza (c1), etapa esqueceu, (11) 91234-5678"
    assert lines[2] == "Oi, Ana! Tudo bem?"
    assert "• 10/11: R$ 150,00" in lines
    assert any(line.startswith(URL + "Oi%2C%20Ana") for line in lines)
    assert "--- [red]Bia {{ 7*7 }} (c2), etapa esqueceu, sem celular" in lines
    assert lines[-4:] == [
        "Sem lembrete agora:",
        "  Caio (c3): falta menos que o mínimo dos ajustes",
        "Nada foi enviado nem registrado.",
        "Para mandar um por um, em um terminal: cobranca lembrar --whatsapp",
    ]


def test_the_json_document_has_the_keys_of_the_contract(book):
    found = book("lembrar --mostrar --json").json
    assert set(found) >= {"date", "messages", "tasks", "withheld"}
    assert (found["date"], found["tasks"]) == ("2026-11-23", [])
    ana, bia = found["messages"]
    assert {**ana, "text": "", "whatsapp_url": ""} == {
        "customer_id": 1, "customer": "Ana Souza", "step": "esqueceu", "channel": "whatsapp",
        "to": "+5511912345678", "text": "", "whatsapp_url": "", "pix": None,
        "pix_whatsapp_url": None, "installment_ids": [1], "total_cents": 15000,
        "done": [[1, "esqueceu"]], "promise_id": None, "message_id": None, "status": None,
        "words": None,
    }  # fmt: skip
    assert ana["whatsapp_url"].startswith(URL)
    assert (bia["channel"], bia["to"], bia["whatsapp_url"]) == ("print", None, None)
    assert found["withheld"] == [
        {"customer_id": 3, "customer": "Caio", "reason": "below-tolerance", "until": None}
    ]


def test_without_print_nothing_is_sent_either(book, database_bytes):
    before = database_bytes()
    assert book("remind").out == book("remind --print").out
    assert database_bytes() == before


@pytest.fixture
def database_bytes(home):
    return lambda: (home / "cobranca.db").read_bytes()


def test_customers_step_and_limit_choose(book):
    def names(line):
        return [m["customer"] for m in book(f"remind --json {line}").json["messages"]]

    assert names("ana") == ["Ana Souza"]
    assert names("bia c1") == ["Ana Souza", "[red]Bia {{ 7*7 }}"]
    assert names("caio") == []
    assert names("--step esqueceu") == ["Ana Souza", "[red]Bia {{ 7*7 }}"]
    assert names("--etapa Tudo-Bem") == []
    assert names("--limit 1") == ["Ana Souza"]
    assert "E mais 1 mensagem; sem --limite" in book("remind --limite 1").out


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("remind Zuleica", 3, "Zuleica"),
        ("remind --step processo", 2, "antes, no-dia, esqueceu, tudo-bem"),
        ("remind --limit 0", 2, "maior que zero"),
        ("remind --sende", 2, "--send"),
    ],
)
def test_what_is_not_understood_is_said(book, line, code, says):
    assert says in book(line, code=code).err


def test_a_broken_template_is_a_clear_error(book, home):
    (home / "templates").mkdir(exist_ok=True)
    (home / "templates" / "esqueceu.txt").write_text("Oi\n{{ cliente|nada }}", "utf-8")
    run = book("remind --print", code=1)
    assert run.out == ""
    assert run.err.startswith("O modelo de mensagem esqueceu, linha 2: ")
    assert "Dica: " in run.err
    assert json.loads(book("remind --json", code=1).err)["error"]["code"] == "template"
    (home / "templates" / "esqueceu.txt").write_text("Oi, {{ cliente }}!", "utf-8")
    assert "\nOi, [red]Bia!\n" in book("remind --print").out


def test_news_go_to_who_is_in_time_and_are_the_owners_words(book):
    book("vendi Duda 50 --vencimento 25/11/2026")
    news = "Sábado tem bolo de milho."
    shown = book(["lembrar", "--novidade", news, "--json"]).json["messages"]
    assert [m["step"] for m in shown if news in m["text"]] == ["antes"]
    assert 'A novidade não soa gentil: "calote"' in book("remind --news 'sem calote'", code=1).err
    assert "novidade" in book(["remind", "--news", "a\nb"], code=2).err
    book(["remind", "--record", "--news", news])
    assert news in book("mensagens Duda --json").json["rows"][0]["text"]


def test_an_empty_home_reminds_nobody(cobranca):
    assert cobranca("remind --print --json").json == {
        "date": "2026-11-23", "messages": [], "tasks": [], "withheld": [],
        "messages_ready": 0, "warnings": [],
    }  # fmt: skip
    assert cobranca("remind").out.splitlines() == [
        "Ninguém para lembrar hoje.", "Nada foi enviado nem registrado.",
    ]  # fmt: skip


def test_the_missing_identity_is_warned_of_on_stderr(book):
    assert "Aviso: Falta o nome, o CPF ou CNPJ e o endereço" in book("remind").err
