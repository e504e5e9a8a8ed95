"""`add-customer` and `edit-customer` as typed; the contract's shape."""

from __future__ import annotations

import pytest
from terminal import everything

WHOLE = (
    "'Maria da Silva' {nickname} Mari {phone} '(11) 91234-5678' {document} 529.982.247-25 "
    "--email maria@Example.com {address} 'Rua das Acácias, 123' {note} 'só WhatsApp'"
)
ENGLISH = {n: f"--{n}" for n in ("nickname", "phone", "document", "address", "note")}
PORTUGUESE = {
    "nickname": "--apelido", "phone": "--telefone", "document": "--documento",
    "address": "--endereco", "note": "--anotacao",
}  # fmt: skip
RECORD = {
    "customer_id": 1, "name": "Maria da Silva", "nickname": "Mari", "phone": "+5511912345678",
    "document": "52998224725", "email": "maria@example.com", "address": "Rua das Acácias, 123",
    "channel": None, "credit_limit_cents": None, "missing": [], "warnings": [],
    "whatsapp": True, "pay_day": None, "referred_by": None, "opt_out": False, "confirmed_on": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "options"), [("add-customer", ENGLISH), ("novo-cliente", PORTUGUESE)]
)
def test_a_whole_record_in_either_language(cobranca, name, options):
    assert cobranca(f"{name} {WHOLE.format(**options)} --json").json == RECORD
    card = cobranca("customer mari --json").json
    assert [contact["text"] for contact in card["contacts"]] == ["só WhatsApp"]


def test_a_name_alone_is_enough_and_what_is_missing_is_said(cobranca):
    assert cobranca("add-customer Ana --json").json == {
        **dict.fromkeys(RECORD), "customer_id": 1, "name": "Ana",
        "missing": ["phone", "document", "address"], "warnings": [], "whatsapp": False,
        "opt_out": False,
    }  # fmt: skip
    shown = cobranca("novo-cliente Bia").out
    assert "Bia" in shown
    assert "telefone, CPF/CNPJ, endereço" in shown


def test_empty_values_of_a_new_customer_are_none(cobranca):
    empty = "--apelido '' --telefone '' --documento '' --email '' --endereco ''"
    record = cobranca(f"novo-cliente Ana {empty} --json").json
    assert [record[key] for key in ("nickname", "phone", "document", "email", "address")] == (
        [None] * 5)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("ANA --json", "nome"),
        ("Bia --apelido aninha --json", "apelido"),
        ("Bia --telefone '11 91234-5678' --json", "telefone"),
        ("Bia --documento 529.982.247-25 --json", "documento"),
        ("'Ana Maira' --json", "Ana Maria"),
    ],
)
def test_what_somebody_else_has_too_only_warns(cobranca, line, warning):
    cobranca("add-customer Ana --nickname Aninha --phone 11912345678 --document 52998224725")
    cobranca("add-customer 'Ana Maria'")
    run = cobranca(f"add-customer {line}")
    assert any(warning in text for text in run.json["warnings"])
    assert run.err.startswith("Aviso: ")


@pytest.mark.parametrize("name", ["edit-customer", "editar-cliente"])
@pytest.mark.parametrize("who", ["c1", "'maria da silva'", "mari", "11912345678"])
def test_only_what_is_said_changes_and_the_empty_text_takes_out(cobranca, name, who):
    cobranca(f"add-customer {WHOLE.format(**ENGLISH)}")
    changed = cobranca(f"{name} {who} --name 'Maria Souza' --phone '' --nickname '' --json").json
    assert changed == {
        **RECORD, "name": "Maria Souza", "phone": None, "nickname": None, "missing": ["phone"],
        "whatsapp": False,
    }  # fmt: skip
    again = cobranca(f"{name} c1 --nome Maria --documento '' --email '' --endereco '' --json").json
    assert (again["document"], again["email"], again["address"]) == (None, None, None)
    cobranca("recebi 'Maria da Silva' 5", code=3)


@pytest.mark.parametrize(
    ("line", "code", "error"),
    [
        ("add-customer", 2, "parameter_missing"),
        ("add-customer ''", 2, "invalid_text"),
        ("add-customer Balcão", 4, "counter_name"),
        ("add-customer Bia --phone 1234-5678", 2, "invalid_phone"),
        ("add-customer Bia --document 529.982.247-26", 2, "invalid_tax_id"),
        ("add-customer Bia --email bia", 2, "invalid_email"),
        ("edit-customer", 2, "parameter_missing"),
        ("edit-customer 'Ana Souza'", 2, "nothing_to_change"),
        ("edit-customer 'Ana Souza' --name 'Ana Souza'", 2, "nothing_to_change"),
        ("edit-customer 'Ana Souza' --name ''", 2, "invalid_text"),
        ("edit-customer Ana --phone 11912345678", 3, "ambiguous_customer"),
        ("edit-customer Bia --phone 11912345678", 3, "customer_not_found"),
        ("edit-customer c9 --phone 11912345678", 3, "customer_not_found"),
        ("edit-customer balcão --phone 11912345678", 4, "counter_name"),
    ],
)
def test_what_the_registry_refuses(cobranca, home, line, code, error):
    cobranca("add-customer 'Ana Souza'")
    cobranca("vendi --balcao 5")
    before = everything(home)
    run = cobranca(f"{line} --json", code=code)
    assert (run.out, run.error["code"]) == ("", error)
    assert run.error["hint"]
    assert everything(home) == before


def test_a_dry_run_shows_the_same_document_without_the_new_id(cobranca, home):
    dry = cobranca("add-customer Ana --note oi --dry-run --json").json
    assert not home.exists()
    wet = cobranca("add-customer Ana --note oi --json").json
    assert dry == {**wet, "customer_id": None, "dry_run": True}
    before = everything(home)
    edited = cobranca("edit-customer Ana --name Bia --simular --json").json
    assert (edited["customer_id"], edited["name"], edited["dry_run"]) == (1, "Bia", True)
    assert everything(home) == before


@pytest.mark.parametrize(
    "name",
    ["[red]Bia[/red]", "{{ 7*7 }}", "Zé 🎂 👨‍👩‍👧", "D’Ávila & Filhos", "%s {0}",
     "Ana; DROP TABLE sale", "=SOMA(A1)", "=2+2", "'; --", "a" * 120],
)  # fmt: skip
def test_printable_names_are_kept_exactly_and_found_again(cobranca, name):
    assert cobranca(["vendi", name, "10", "--json"]).json["customer"] == name
    assert cobranca(["customer", name, "--json"]).json["name"] == name
    assert name in cobranca("customers").out
    cobranca("check")


def test_names_sort_as_brazilians_expect(cobranca):
    for name in ("Zé", "Élia", "Edu", "ana", "Ágata"):
        cobranca(["add-customer", name])
    rows = cobranca("customers --json").json["rows"]
    assert [row["name"] for row in rows] == ["Ágata", "ana", "Edu", "Élia", "Zé"]
