"""CPF and CNPJ, the alphanumeric CNPJ included (IN RFB 2.229/2024; facts §2)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from cobranca_cli.errors import InvalidTaxIdError

_PUNCTUATION = re.compile(r"[\s.\-/]")
_CPF = re.compile(r"[0-9]{11}")
_CNPJ = re.compile(r"[0-9A-Z]{12}[0-9]{2}")
_LONGEST = 40


class TaxId(NamedTuple):
    """A valid CPF (11 digits) or CNPJ (14 characters, upper case), without punctuation."""

    kind: Literal["cpf", "cnpj"]
    compact: str


def parse_tax_id(text: str) -> TaxId:
    """The CPF or CNPJ in `text`, with or without its punctuation, in any case.

    A missing leading zero is never guessed, and repeated digits (111.111.111-11) are refused
    although their check digits fit. Raises InvalidTaxIdError.
    """
    from validate_docbr import CNPJ, CPF

    compact = _PUNCTUATION.sub("", text[:_LONGEST])
    compact = compact.upper() if compact.isascii() else ""
    kind: Literal["cpf", "cnpj"]
    if len(text) <= _LONGEST and _CPF.fullmatch(compact):
        kind, fits = "cpf", CPF().validate(compact)
    elif len(text) <= _LONGEST and _CNPJ.fullmatch(compact):
        kind, fits = "cnpj", CNPJ().validate(compact)
    else:
        raise InvalidTaxIdError(text, "shape")
    if not fits or len(set(compact)) == 1:
        raise InvalidTaxIdError(text, "check_digits")
    return TaxId(kind, compact)


def format_tax_id(compact: str) -> str:
    """A compact CPF or CNPJ with its usual punctuation.

    >>> format_tax_id("52998224725"), format_tax_id("12ABC34501DE35")
    ('529.982.247-25', '12.ABC.345/01DE-35')
    """
    c = compact
    if len(c) == 11:
        return f"{c[:3]}.{c[3:6]}.{c[6:9]}-{c[9:]}"
    assert len(c) == 14, "neither a CPF nor a CNPJ"
    return f"{c[:2]}.{c[2:5]}.{c[5:8]}/{c[8:12]}-{c[12:]}"
