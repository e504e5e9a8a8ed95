from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain import boleto
from cobranca_cli.domain.boleto import decode, due_days, factor_of, parse_boleto, spaced
from cobranca_cli.errors import InvalidBoletoError, UtilityBoletoError

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "vectors.json").read_text("utf-8"))
TODAY = date(2026, 11, 21)
KINDS = {"bancario": "bank", "arrecadacao": "utility"}
LINE = "42297004080000278247226173001129610010000018084"
UTILITY = "838600000050096000190009000801782309000343062712"


def of(category):
    return [v for v in VECTORS["vectors"] if v["category"] == category]


@pytest.mark.parametrize("vector", of("boleto"), ids=lambda v: v["id"])
def test_a_published_boleto_is_read_as_published(vector):
    found = decode(vector["input"], near=date.fromisoformat(vector["reference_date"]))
    expected = vector["expected"]
    assert found.valid == expected["valid"]
    assert bool(found.errors) != found.valid
    if not found.valid:
        assert (found.barcode, found.line, found.amount_cents, found.due_on) == (None,) * 4
        return
    days = {found.due_on, found.due_on_other_cycle} - {None}
    assert (found.kind, found.barcode, found.line) == (
        KINDS[expected["kind"]], expected["barcode"], expected["line"])  # fmt: skip
    assert (found.bank, found.amount_cents) == (expected.get("bank"), expected["amount_cents"])
    assert (found.due_on and found.due_on.isoformat()) == expected.get("due_date")
    assert {day.isoformat() for day in days} == {
        expected[key] for key in ("due_cycle1", "due_cycle2") if key in expected
    }


@pytest.mark.parametrize("vector", of("boleto_factor"), ids=lambda v: v["id"])
def test_the_factor_of_a_published_day(vector):
    due_on = date.fromisoformat(vector["input"]["due_date"])
    assert f"{factor_of(due_on):04}" == vector["expected"]["factor"]


@given(st.dates(date(2000, 7, 3), date(2049, 10, 13)), st.integers(-4_499, 4_499))
def test_a_due_date_comes_back_from_its_factor_to_who_reads_it_near_that_day(due_on, away):
    near = due_on + timedelta(days=away)
    found, other = due_days(factor_of(due_on), near)
    assert found == due_on
    assert abs((other - due_on).days) == 9_000


def test_a_factor_below_a_thousand_was_used_once():
    assert due_days(999, TODAY) == (date(2000, 7, 2), None)
    assert factor_of(date(2000, 7, 2)) == 999
    assert due_days(0, TODAY) == (None, None)


digits = st.integers(0, 9).map(str)


def barcodes(length):
    return st.lists(digits, min_size=length, max_size=length).map("".join)


@st.composite
def bank_lines(draw):
    body = draw(barcodes(43).filter(lambda text: text[0] != "8"))
    barcode = body[:4] + str(boleto._bank_mod_11(body)) + body[4:]
    return boleto._line_of(barcode, "bank"), barcode


@st.composite
def utility_lines(draw):
    body = "8" + draw(digits) + draw(st.sampled_from("6789")) + draw(barcodes(40))
    barcode = body[:3] + str(boleto._check_of(body)(body)) + body[3:]
    return boleto._line_of(barcode, "utility"), barcode


@given(st.one_of(bank_lines(), utility_lines()), st.lists(st.integers(0, 46), max_size=6))
def test_a_line_and_its_barcode_say_the_same_with_any_blanks_between(pair, places):
    line, barcode = pair
    found = decode(line, near=TODAY)
    assert (found.valid, found.line, found.barcode) == (True, line, barcode)
    assert decode(barcode, near=TODAY) == found
    typed = line
    for place in places:
        typed = typed[:place] + (" ", ".", "-", "\u00a0", "\n", "  ")[place % 6] + typed[place:]
    assert decode(typed, near=TODAY) == found


@given(bank_lines(), st.integers(0, 31), st.integers(1, 9))
def test_one_wrong_digit_is_found_and_its_field_named(pair, place, more):
    line, _ = pair
    wrong = line[:place] + str((int(line[place]) + more) % 10) + line[place + 1 :]
    found = decode(wrong, near=TODAY)
    assert not found.valid
    if wrong[0] != "8":
        number = 1 + (place > 9) + (place > 20)
        assert [f"campo {number} (" in error for error in found.errors] == [True]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "vazia"), (" . ", "vazia"),
        ("12x4", '"x"'), ("١" * 47, "não é número"), ("４" * 47, "não é número"),
        (LINE[:-1], "tem 46 números"), (LINE + "1", "tem 48 números"),
        ("8" + LINE[1:], "começa com 8"), ("5" * 48, "tem 48 números"),
        ("1" + LINE[1:], "campo 1 (1229700408)"),
        (LINE[:-1] + "5", "dígito geral (6)"), (LINE[:32] + "7" + LINE[33:], "dígito geral (7)"),
        (UTILITY[:-1] + "9", "bloco 4 (000343062719)"),
        ("811" + UTILITY[3:], "terceiro número (1)"),
        ("0" * 47, "dígito geral (0)"), ("0" * 44, "dígito geral (0)"),
        ("8" * 44, "dígito geral (8)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(typed, says):
    found = decode(typed, near=TODAY)
    assert not found.valid
    assert says in found.errors[0]
    with pytest.raises(InvalidBoletoError, match="não serve"):
        parse_boleto(typed)


def test_two_wrong_fields_are_both_named():
    found = decode("1" + LINE[1:20] + "0" + LINE[21:], near=TODAY)
    assert len(found.errors) == 2


def test_only_a_banks_boleto_is_an_instalments():
    assert parse_boleto(decode(LINE, near=TODAY).barcode) == LINE
    assert parse_boleto(spaced(LINE)) == LINE
    with pytest.raises(UtilityBoletoError):
        parse_boleto(UTILITY)


def test_a_quantity_is_no_amount():
    body = "827" + "00000001234" + "0" * 29
    barcode = body[:3] + str(boleto._check_of(body)(body)) + body[3:]
    found = decode(barcode, near=TODAY)
    assert (found.valid, found.amount_cents, found.bank) == (True, None, None)
