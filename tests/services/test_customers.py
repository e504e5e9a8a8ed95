from __future__ import annotations

import pytest

from cobranca_cli.errors import (
    AmbiguousCustomerError,
    CounterNameError,
    CustomerNotFoundError,
    NothingToChangeError,
)

PHONE, OTHER = "+5511912345678", "+5521998765432"


def test_a_new_customer_is_kept_with_all_that_was_said(desk):
    record = desk.add(
        "José Ávila", nickname="Zé", phone=PHONE, document="52998224725", email="z@x.br",
        address="Rua A, 1", note="prima da Ana",
    )  # fmt: skip
    assert record[:7] == (1, "José Ávila", "Zé", PHONE, "52998224725", "z@x.br", "Rua A, 1")
    assert (record.missing, record.warnings) == ([], [])
    assert desk.rows("SELECT name_key, nickname_key FROM customer") == [("jose avila", "ze")]
    assert desk.rows(
        "SELECT kind, contacted_on, body FROM contact k JOIN personal_text t ON t.id = k.text_id"
    ) == [("nota", "2026-11-23", "prima da Ana")]


def test_what_is_missing_to_reach_somebody_is_named(desk):
    assert desk.add("Maria").missing == ["phone", "document", "address"]


@pytest.mark.parametrize(
    ("details", "part"),
    [
        ({"name": "josé ávila"}, "nome"),
        ({"name": "Zé"}, "nome"),
        ({"name": "Ana", "nickname": "ze"}, "apelido"),
        ({"name": "Ana", "phone": PHONE}, "telefone"),
        ({"name": "Ana", "document": "52998224725"}, "documento"),
        ({"name": "José Avilla"}, "parecido"),
    ],
)
def test_what_somebody_else_has_already_only_warns(desk, details, part):
    desk.add("Jose Avila", nickname="Zé", phone=PHONE, document="52998224725")
    record = desk.add(**details)
    assert record.customer_id == 2
    assert any(part in warning for warning in record.warnings), record.warnings


@pytest.mark.parametrize("name", ["balcão", "Balcao"])
def test_the_counters_name_is_taken(desk, name):
    with desk.refuses(CounterNameError):
        desk.add(name)


def test_the_counter_itself_is_not_edited(desk):
    desk.sell(None, 100, paid=[("cash", None)])
    with desk.refuses(CounterNameError):
        desk.change("c1", phone=PHONE)


def test_only_what_is_said_changes_and_an_empty_text_takes_out(desk):
    desk.add("Maria", nickname="Mari", phone=PHONE, email="m@x.br")
    record = desk.change("maria", nickname="", phone=OTHER)
    assert record[1:6] == ("Maria", None, OTHER, None, "m@x.br")
    assert desk.rows("SELECT nickname_key FROM customer") == [(None,)]
    with desk.refuses(CustomerNotFoundError):
        desk.change("Mari Lu", phone=PHONE)


def test_a_new_name_is_found_and_the_old_one_is_not(desk):
    desk.add("Maria")
    desk.change("Maria", name="Mariana")
    assert desk.rows("SELECT name, name_key FROM customer") == [("Mariana", "mariana")]
    assert desk.change("mariana", phone=PHONE).customer_id == 1
    with desk.refuses(AmbiguousCustomerError):
        desk.change("Maria", phone=OTHER)  # Only the beginning of a name by now.


def test_a_note_alone_is_a_change(desk):
    desk.add("Maria")
    desk.change("Maria", note="mudou de casa")
    assert desk.rows("SELECT body FROM personal_text t JOIN contact k ON k.text_id = t.id") == [
        ("mudou de casa",)
    ]


@pytest.mark.parametrize("details", [{}, {"phone": PHONE}, {"name": "Maria"}, {"nickname": ""}])
def test_an_edit_that_says_nothing_new_writes_nothing(desk, details):
    desk.add("Maria", phone=PHONE)
    with desk.refuses(NothingToChangeError):
        desk.change("Maria", **details)


def test_taking_somebody_elses_phone_warns_but_ones_own_does_not(desk):
    desk.add("Maria", phone=PHONE)
    desk.add("Ana")
    assert desk.change("Ana", phone=PHONE).warnings
    assert desk.change("Maria", nickname="Mari", phone=PHONE).warnings == []


@pytest.mark.parametrize("text", ["1", "c1", "C1", "jose avila", "ZE", "(11) 91234-5678",
                                  "529.982.247-25", "52998224725"])  # fmt: skip
def test_a_write_takes_an_id_a_name_a_nickname_a_phone_or_a_document(desk, text):
    desk.add("José Ávila", nickname="Zé", phone=PHONE, document="52998224725")
    assert desk.change(text, note="oi").customer_id == 1


def test_every_value_is_remembered_as_a_text_that_can_be_forgotten(desk):
    desk.add("Maria", phone=PHONE)
    desk.change("Maria", phone=OTHER)
    assert desk.rows(
        "SELECT field, (SELECT body FROM personal_text WHERE id = old_value),"
        " (SELECT body FROM personal_text WHERE id = new_value) FROM change ORDER BY id"
    ) == [("name", None, "Maria"), ("phone", None, PHONE), ("phone", PHONE, OTHER)]
