from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.money import (
    MAX_AMOUNT_CENTS,
    format_brl,
    parse_amount,
    parse_percent_bps,
    percent_of,
)
from cobranca_cli.errors import (
    AmountOutOfRangeError,
    InvalidAmountError,
    InvalidPercentError,
)

amounts = st.integers(1, MAX_AMOUNT_CENTS)
number_like = st.text("0123456789.,-+ R$%eE\u00a0reais\u0661\uff11", max_size=20)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("brl 10", 1000),
        ("r$10,5", 1050),
        ("1 real", 100),
        ("R$\u00a050,00 REAIS", 5000),
        ("\u00a012.5\u00a0", 1250),
        ("007", 700),
        ("1,234,567.8", 123456780),
        ("99.999.999,99", MAX_AMOUNT_CENTS),
        ("0.01", 1),
        ("0" * 50 + "5", 500),
    ],
)
def test_the_four_shapes_are_read(text, cents):
    assert parse_amount(text) == cents


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1,234", (123, 123400)),
        ("10,000", (1000, 1000000)),
        ("0.500", (50, 50000)),
        ("1.2345", (123, 1234500)),
        ("1.234,567", (123456, 123456700)),
        ("1 234,56", (123456,)),
        ("R$ 1,234 reais", (123, 123400)),
        ("10 20", ()),
        ("abc", ()),
        ("10..0", ()),
        ("1e3", ()),
        ("+10", ()),
        ("1_000", ()),
        ("\u0661\u0662", ()),
        ("\uff11\uff10", ()),
        ("50 reais 30", ()),
        ("1real0", ()),
        ("R$", ()),
        ("reais", ()),
        ("R$ R$ 10", ()),
        ("nan", ()),
        ("10%", ()),
        ("9" * 70 + ",000", ()),
    ],
)
def test_any_other_shape_is_refused_with_its_readings(text, readings):
    with pytest.raises(InvalidAmountError) as caught:
        parse_amount(text)
    assert caught.value.readings == readings


def test_an_ambiguous_amount_says_what_it_could_be():
    with pytest.raises(InvalidAmountError) as caught:
        parse_amount("1,234")
    assert caught.value.message == 'O valor "1,234" pode ser R$ 1,23 ou R$ 1.234,00.'
    assert caught.value.hint == "Escreva 1,23 ou 1.234,00."
    assert caught.value.code == "invalid_amount"


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "0,00",
        "-10",
        "- 1.234,56",
        "\u22125",
        "100.000.000",
        "99999999999",
        "9" * 5000,
        "100000000,00",
    ],
)
def test_zero_negatives_and_fortunes_are_out_of_range(text):
    with pytest.raises(AmountOutOfRangeError):
        parse_amount(text)


@given(amounts)
def test_what_is_shown_can_be_typed_back(cents):
    assert parse_amount(format_brl(cents)) == cents
    reais, centavos = divmod(cents, 100)
    assert parse_amount(f"{reais}.{centavos:02d}") == cents
    assert parse_amount(f"{reais:,}.{centavos:02d}") == cents


@given(amounts)
def test_every_suggested_reading_can_be_typed(cents):
    with pytest.raises(InvalidAmountError) as caught:
        parse_amount(f"{cents},000")
    for reading in caught.value.readings:
        assert parse_amount(format_brl(reading)) == reading


@given(st.text() | number_like)
def test_amounts_and_percentages_are_read_or_refused(text):
    with suppress(InvalidAmountError, AmountOutOfRangeError):
        assert 1 <= parse_amount(text) <= MAX_AMOUNT_CENTS
    with suppress(InvalidPercentError):
        assert 0 <= parse_percent_bps(text) <= 10_000


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (0, "R$ 0,00"),
        (5, "R$ 0,05"),
        (123456, "R$ 1.234,56"),
        (-100, "-R$ 1,00"),
        (MAX_AMOUNT_CENTS, "R$ 99.999.999,99"),
        (-5, "-R$ 0,05"),
    ],
)
def test_amounts_are_shown_the_brazilian_way(cents, shown):
    assert format_brl(cents) == shown


@pytest.mark.parametrize(
    ("text", "bps"),
    [
        ("2", 200),
        ("2%", 200),
        ("2,5%", 250),
        ("0.5%", 50),
        (" 2,25 % ", 225),
        ("0", 0),
        ("100%", 10000),
        ("0,01%", 1),
        ("33,3", 3330),
    ],
)
def test_percentages_are_basis_points(text, bps):
    assert parse_percent_bps(text) == bps


@pytest.mark.parametrize(
    "text", ["", "%", "-2%", "100,01%", "101", "0,333%", "2%%", "dois", "1.000", "\u0662%", "2 5"]
)
def test_what_is_not_a_percentage_is_refused(text):
    with pytest.raises(InvalidPercentError):
        parse_percent_bps(text)


@pytest.mark.parametrize(
    ("cents", "bps", "part"),
    [(2525, 200, 51), (10000, 200, 200), (50, 100, 1), (49, 100, 0), (-50, 100, -1), (100, 0, 0)],
)
def test_half_a_centavo_rounds_up(cents, bps, part):
    assert percent_of(cents, bps) == part


@given(amounts, st.integers(0, 10_000))
def test_a_percentage_is_within_half_a_centavo(cents, bps):
    error = percent_of(cents, bps) - Fraction(cents * bps, 10_000)
    assert Fraction(-1, 2) < error <= Fraction(1, 2)
