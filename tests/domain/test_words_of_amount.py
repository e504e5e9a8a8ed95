from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.words_of_amount import in_words


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (1, "um centavo"),
        (2, "dois centavos"),
        (100, "um real"),
        (101, "um real e um centavo"),
        (200, "dois reais"),
        (1400, "catorze reais"),
        (10_000, "cem reais"),
        (10_100, "cento e um reais"),
        (12_345, "cento e vinte e três reais e quarenta e cinco centavos"),
        (100_000, "mil reais"),
        (100_100, "mil e um reais"),
        (102_000, "mil e vinte reais"),
        (110_000, "mil e cem reais"),
        (110_100, "mil cento e um reais"),
        (120_000, "mil e duzentos reais"),
        (123_456, "mil duzentos e trinta e quatro reais e cinquenta e seis centavos"),
        (2_100_000, "vinte e um mil reais"),
        (20_000_000, "duzentos mil reais"),
        (100_000_000, "um milhão de reais"),
        (100_000_001, "um milhão de reais e um centavo"),
        (100_000_100, "um milhão e um reais"),
        (100_010_000, "um milhão e cem reais"),
        (100_100_000, "um milhão e mil reais"),
        (110_000_000, "um milhão e cem mil reais"),
        (200_000_000, "dois milhões de reais"),
        (230_050_000, "dois milhões trezentos mil e quinhentos reais"),
        (100_000_000_000, "um bilhão de reais"),
        (9_900_000_000, "noventa e nove milhões de reais"),
        (9_900_000_099, "noventa e nove milhões de reais e noventa e nove centavos"),
        (1_234_005_000, "doze milhões trezentos e quarenta mil e cinquenta reais"),
    ],
)
def test_an_amount_in_words(cents, words):
    assert in_words(cents) == words


WORDS = """
um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete
dezoito dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento duzentos
trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos
"""
NUMBERS = [*range(1, 20), *range(20, 100, 10), 100, *range(100, 1000, 100)]
VALUES = dict(zip(WORDS.split(), NUMBERS, strict=True))
SCALES = {"mil": 10**3, "milhão": 10**6, "milhões": 10**6, "bilhão": 10**9, "bilhões": 10**9}


def read(words):
    """The centavos that words say: the other way round, word by word."""
    cents = number = group = 0
    for word in words.split():
        if word in VALUES:
            group += VALUES[word]
        elif word in SCALES:
            number, group = number + (group or 1) * SCALES[word], 0
        elif word in ("real", "reais"):
            cents, number, group = (number + group) * 100, 0, 0
        else:
            assert word in ("e", "de", "centavo", "centavos"), word
    return cents + group


@given(st.integers(1, 10**13))
def test_the_words_say_the_amount(cents):
    assert read(in_words(cents)) == cents
