"""Pix keys: which kind one is, and the one way in which it is written (facts §1).

As in the BCB's DICT: CPF and CNPJ without punctuation, a phone as `+55` with its area code, an
e-mail in lower case (at most 77 characters), a random key (EVP) as a UUID in lower case.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from cobranca_cli.domain.phone import parse_phone
from cobranca_cli.domain.tax_id import format_tax_id, parse_tax_id
from cobranca_cli.domain.text import clean_email
from cobranca_cli.errors import (
    InvalidEmailError,
    InvalidPhoneError,
    InvalidPixKeyError,
    InvalidTaxIdError,
)

KeyKind = Literal["cpf", "cnpj", "phone", "email", "evp"]

KEY_LIMIT = 77
_SHAPES: dict[KeyKind, re.Pattern[str]] = {
    "cpf": re.compile(r"[0-9]{11}"),
    "cnpj": re.compile(r"[0-9A-Z]{12}[0-9]{2}"),
    "phone": re.compile(r"\+[1-9][0-9]{2,15}"),
    "email": re.compile(r"(?=.{3,77}\Z)[^\s@A-Z]+@[^\s@A-Z]+"),
    "evp": re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
}
_BRAZILIAN = re.compile(r"\+55[1-9][0-9]{9,10}")
_WRITTEN_CPF = re.compile(r"[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-[0-9]{2}")
# Eleven digits that begin with an area code in use and a mobile's 9: also a phone without +55.
_MOBILE = re.compile(
    r"(?:1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])9[0-9]{8}"
)
_FEWEST_DIGITS = 8  # Of a phone without its area code.
_PUNCTUATION = re.compile(r"[\s.\-/]")


class PixKey(NamedTuple):
    """A valid key; `value` as it goes into a code."""

    kind: KeyKind
    value: str


def parse_key(text: str) -> PixKey:
    """The key in `text`, as people write it.

    Eleven digits can be a CPF or a phone without +55: what could be both is refused, because the
    money would go to somebody else. Raises InvalidPixKeyError.
    """
    typed = text.strip()
    compact = _PUNCTUATION.sub("", typed)
    if "@" in typed:
        return _email(text)
    if _SHAPES["evp"].fullmatch(typed.lower()):
        return PixKey("evp", typed.lower())
    if _SHAPES["cnpj"].fullmatch(compact.upper()) or _WRITTEN_CPF.fullmatch(typed):
        return _tax_id(text)
    if _SHAPES["cpf"].fullmatch(typed):
        if not _MOBILE.fullmatch(typed):
            return _tax_id(text)
        try:
            _tax_id(text)
        except InvalidPixKeyError:
            return _phone(text)
        raise InvalidPixKeyError(text, "two_kinds")
    if sum(char.isdigit() for char in typed) < _FEWEST_DIGITS or any(map(str.isalpha, typed)):
        raise InvalidPixKeyError(text, "unknown")
    return _phone(text)


def kept_key(text: str) -> str:
    """A typed key as the settings keep it, so that it reads back as the same one.

    That is its value; a CPF that could also be a phone keeps its dots, which tell them apart.
    Raises InvalidPixKeyError.
    """
    key = parse_key(text)
    both = key.kind == "cpf" and _MOBILE.fullmatch(key.value)
    return format_tax_id(key.value) if both else key.value


def value_of(kept: str) -> str:
    """What goes into a code of a key from the settings, whose file is also edited by hand.

    One that `kept_key` wrote is only looked at: its check digits and area code were checked then,
    and the libraries for it take longer than a report. Raises InvalidPixKeyError.
    """
    if _WRITTEN_CPF.fullmatch(kept):
        return _PUNCTUATION.sub("", kept)
    if _BRAZILIAN.fullmatch(kept) or _SHAPES["cnpj"].fullmatch(kept):
        return kept
    if _SHAPES["cpf"].fullmatch(kept) and not _MOBILE.fullmatch(kept):
        return kept
    return parse_key(kept).value


def kind_of(value: str) -> KeyKind | None:
    """The kind of a key as codes hold it, by its shape alone; None when it is no key."""
    return next((kind for kind, shape in _SHAPES.items() if shape.fullmatch(value)), None)


def _email(text: str) -> PixKey:
    try:
        address = clean_email(text).lower()
    except InvalidEmailError:
        raise InvalidPixKeyError(text, "unknown") from None
    if len(address) > KEY_LIMIT:
        raise InvalidPixKeyError(text, "too_long")
    return PixKey("email", address)


def _tax_id(text: str) -> PixKey:
    try:
        return PixKey(*parse_tax_id(text))
    except InvalidTaxIdError as error:
        shape = error.problem == "shape"
        raise InvalidPixKeyError(text, "unknown" if shape else "check_digits") from None


def _phone(text: str) -> PixKey:
    try:
        number = parse_phone(text)
    except InvalidPhoneError:
        number = ""
    if not _BRAZILIAN.fullmatch(number):
        raise InvalidPixKeyError(text, "phone")
    return PixKey("phone", number)
