"""An amount in words, as receipts want it; why not num2words: docs/decisions.md, 2026-11-26."""

from __future__ import annotations

_UNITS = (
    "", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze",
    "doze", "treze", "catorze", "quinze", "dezesseis", "dezessete", "dezoito", "dezenove",
)  # fmt: skip
_TENS = (
    "", "", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa",
)  # fmt: skip
_HUNDREDS = (
    "", "cento", "duzentos", "trezentos", "quatrocentos", "quinhentos", "seiscentos", "setecentos",
    "oitocentos", "novecentos",
)  # fmt: skip
_SCALES = (
    ("", ""), ("mil", "mil"), ("milhão", "milhões"), ("bilhão", "bilhões"), ("trilhão", "trilhões"),
)  # fmt: skip


def in_words(cents: int) -> str:
    """Centavos in Portuguese, as in a cheque.

    >>> in_words(123456)
    'mil duzentos e trinta e quatro reais e cinquenta e seis centavos'
    >>> in_words(1), in_words(100), in_words(110000)
    ('um centavo', 'um real', 'mil e cem reais')
    >>> in_words(100_000_000), in_words(110_000_000)
    ('um milhão de reais', 'um milhão e cem mil reais')
    """
    assert 0 < cents < 10 ** (3 * len(_SCALES) + 2), cents
    reais, centavos = divmod(cents, 100)
    parts = []
    if reais:
        of = " de" if reais % 1_000_000 == 0 else ""  # After millões: "dois milhões de reais".
        parts.append(f"{_number(reais)}{of} {'real' if reais == 1 else 'reais'}")
    if centavos:
        parts.append(f"{_number(centavos)} {'centavo' if centavos == 1 else 'centavos'}")
    return " e ".join(parts)


def _number(number: int) -> str:
    """Groups of three digits; the last takes an "e" when it is round or below a hundred."""
    groups = []
    for one, several in _SCALES:
        number, group = divmod(number, 1000)
        if group:
            name = "" if group == 1 and one == "mil" else _below_a_thousand(group)
            groups.append((group, f"{name} {one if group == 1 else several}".strip()))
    (last, words), *higher = groups
    if not higher:
        return words
    joint = " e " if last < 100 or last % 100 == 0 else " "
    return " ".join(text for _, text in reversed(higher)) + joint + words


def _below_a_thousand(number: int) -> str:
    if number == 100:
        return "cem"
    hundreds, rest = divmod(number, 100)
    tens, units = (0, rest) if rest < len(_UNITS) else divmod(rest, 10)
    return " e ".join(filter(None, (_HUNDREDS[hundreds], _TENS[tens], _UNITS[units])))
