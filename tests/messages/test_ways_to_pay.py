"""Boletos and the ways to pay in the texts: each where there is room for it."""

from __future__ import annotations

import pytest
from test_texts import FULL, TODAY, Part, owed, reminded, sold

from cobranca_cli.domain.ladder import KEYS, TASKS
from cobranca_cli.messages import texts, wording
from cobranca_cli.messages.rendering import LONGEST_FOR_A_PHONE
from cobranca_cli.store.settings import Settings

LINE = "42297004080000278247226173001129610010000018084"  # R$ 180,84
OTHER = "34191750092582817081805367890000137700000013500"  # R$ 135,00
ASKED = "Se preferir pagar por boleto, é só me pedir."
WAYS = {"payments.methods": "pix, cartão, dinheiro, transferencia"}
STEPS = [key for key in KEYS if key not in TASKS]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("manner", ["voce", "senhor"])
def test_a_boleto_stands_below_what_it_pays_in_one_piece(step, manner):
    text = reminded(owed(1, 10, 18084, about="Bolo"), owed(2, 9, 500), step=step, boletos={1: LINE},
                    settings={**FULL, "reminders.manner": manner})  # fmt: skip
    lines = text.splitlines()
    (at,) = (number for number, line in enumerate(lines) if LINE in line)
    assert lines[at] == f"  Boleto: {LINE}"
    assert "180,84" in lines[at - 1]
    assert ASKED not in text
    assert len(text) <= LONGEST_FOR_A_PHONE


def test_several_of_one_day_are_not_joined_when_one_has_a_boleto():
    items = [owed(i, 10, 18084) for i in (1, 2, 3)]
    assert "3 compras" in reminded(*items)
    text = reminded(*items, boletos={2: LINE})
    assert (LINE in text, "3 compras" in text) == (True, False)


@pytest.mark.parametrize(
    ("items", "boletos"),
    [
        ([owed(i, 10 + i, 18084) for i in range(4)], dict.fromkeys(range(4), LINE)),
        ([owed(i, 10 + i, 18084) for i in range(8)], {1: LINE}),
    ],
)
def test_where_boletos_take_too_much_room_they_are_there_for_the_asking(items, boletos):
    text = reminded(*items, boletos=boletos, settings=FULL)
    assert LINE not in text
    assert ASKED in text
    assert len(text) <= LONGEST_FOR_A_PHONE


def test_the_ways_to_pay_are_one_line_below_the_pix():
    text = reminded(owed(1, 10, 500), settings={**FULL, **WAYS})
    assert "\nTambém aceito cartão, dinheiro e transferência.\n" in text
    assert "aceito" not in reminded(owed(1, 10, 500), settings=FULL)


@pytest.mark.parametrize("length", range(100, 400, 20))
def test_they_are_the_first_thing_to_go_when_a_text_is_long(length):
    settings = {**FULL, **WAYS, "business.address": "ç" * length}
    text = reminded(owed(1, 10, 18084, about="Bolo"), settings=settings, boletos={1: LINE})
    without = reminded(owed(1, 10, 18084, about="Bolo"), boletos={1: LINE},
                       settings={**settings, "payments.methods": ""})  # fmt: skip
    assert ("aceito" in text) == (len(without) + 51 <= LONGEST_FOR_A_PHONE and LINE in without)
    assert "aceito" in text or text == without


@pytest.mark.parametrize(
    ("methods", "besides_pix", "line"),
    [
        ("", True, ""), ("pix", True, ""), ("pix", False, "Aceito Pix."),
        ("dinheiro", True, "Também aceito dinheiro."),
        ("debito, cheque", True, "Também aceito cartão de débito e cheque."),
        ("cartao", True, "Também aceito cartão."),
        ("credito, pix, debito", False, "Aceito cartão e Pix."),
        ("pix, cartao, boleto, transferencia, dinheiro, cheque", True,
         "Também aceito cartão, boleto, transferência, dinheiro e cheque."),
    ],
)  # fmt: skip
def test_the_line_of_the_ways_to_pay(methods, besides_pix, line):
    settings = Settings({"payments.methods": methods} if methods else {})
    assert wording.methods_line(settings, besides_pix=besides_pix) == line


def test_a_promise_names_them_too():
    text = texts.promise_day(Settings({**FULL, **WAYS}), name="Ana", nickname=None, document=None,
                             due_on=TODAY, amount_cents=100, today=TODAY)  # fmt: skip
    assert "Também aceito cartão" in text


def test_a_confirmation_shows_the_boletos_that_ask_what_is_open():
    parts = [Part(1, 3, TODAY, 18084, 18084, LINE), Part(2, 3, TODAY, 13500, 500, OTHER),
             Part(3, 3, TODAY, 13500, 0, OTHER)]  # fmt: skip
    text = sold(*parts, total=45084, settings={**FULL, **WAYS})
    assert (LINE in text, OTHER in text) == (True, False)
    assert "Aceito Pix, cartão, dinheiro e transferência." in text


def test_a_confirmation_of_many_boletos_says_when_they_come():
    parts = [Part(n, 12, TODAY, 18084, 18084, LINE) for n in range(1, 13)]
    text = sold(*parts, total=12 * 18084, settings=FULL)
    assert LINE not in text
    assert "O boleto de cada parcela vai junto com o lembrete dela." in text
    assert len(text) <= LONGEST_FOR_A_PHONE


def test_what_is_paid_says_no_way_to_pay():
    assert "ceito" not in sold(Part(1, 1, TODAY, 500, 0), total=500, settings={**FULL, **WAYS})
