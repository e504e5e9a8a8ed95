"""Phone numbers in E.164, and the links that open WhatsApp with a draft (facts §4).

`phonenumbers` is heavy, so Brazilian numbers that are stored already are read by their shape.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cobranca_cli.errors import InvalidPhoneError

_LONGEST = 60
# What comes along when a number is copied from a contact: directional marks, odd dashes.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_TYPED = re.compile(r"\(?\+?[0-9() .\-]+")
_SEVERAL = re.compile(r"[/;,|]|\s(?:ou|e)\s|[0-9]\s*\+", re.IGNORECASE)
_BRAZILIAN = re.compile(r"\+55([1-9][1-9])(9?[0-9]{4})([0-9]{4})")
_BRAZILIAN_MOBILE = re.compile(r"\+55[1-9][1-9]9[0-9]{8}")
_NATIONAL_DIGITS = 10  # With the area code; without it a number is not reachable from elsewhere.


def parse_phone(text: str) -> str:
    """The number in E.164 (`+5511912345678`); without a `+` it is Brazilian.

    Raises InvalidPhoneError for a number that does not exist, has no area code, or is not alone.
    """
    import phonenumbers

    typed = " ".join(_DASHES.sub("-", _INVISIBLE.sub("", text[:_LONGEST])).split())
    digits = re.sub(r"[^0-9]", "", typed)
    if _SEVERAL.search(typed) and len(digits) >= _NATIONAL_DIGITS:
        raise InvalidPhoneError(text, "several")
    if len(text) > _LONGEST or not _TYPED.fullmatch(typed):
        raise InvalidPhoneError(text, "unknown")
    try:
        number = phonenumbers.parse(typed, "BR")
    except phonenumbers.NumberParseException:
        raise InvalidPhoneError(text, "unknown") from None
    national = str(number.national_number)
    if number.country_code == 55:
        if len(national) in (8, 9):
            raise InvalidPhoneError(text, "area_code")
        reachable = len(national) >= _NATIONAL_DIGITS
    else:
        # "00 55 11 ..." is read as a carrier code and then a number abroad.
        reachable = "+" in typed
    if not reachable or not phonenumbers.is_valid_number(number):
        old_mobile = number.country_code == 55 and re.fullmatch(r"[0-9]{2}[6-9][0-9]{7}", national)
        raise InvalidPhoneError(text, "ninth_digit" if old_mobile else "unknown")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_mobile(e164: str) -> bool:
    """Whether a valid number is a mobile one, so that it may have WhatsApp."""
    if e164.startswith("+55"):
        return _BRAZILIAN_MOBILE.fullmatch(e164) is not None
    import phonenumbers

    mobile = (
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    )
    return phonenumbers.number_type(phonenumbers.parse(e164)) in mobile


def format_phone(e164: str) -> str:
    """A valid number as people read it: `(11) 91234-5678`, abroad `+1 202-555-0143`."""
    if match := _BRAZILIAN.fullmatch(e164):
        return f"({match[1]}) {match[2]}-{match[3]}"
    import phonenumbers

    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    if e164.startswith("+55"):
        style = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(phonenumbers.parse(e164), style)


def whatsapp_url(e164: str | None, text: str) -> str:
    """The link that opens a WhatsApp draft of `text`; without a number WhatsApp asks to whom."""
    digits = e164.removeprefix("+") if e164 else ""
    quoted = "%0A".join(map(_quoted, text.split("\n")))
    return f"https://wa.me/{digits}" + (f"?text={quoted}" if text else "")


@lru_cache(maxsize=1_000)
def _quoted(line: str) -> str:
    """One line for an address; most messages of a run share most of their lines."""
    from urllib.parse import quote

    return quote(line, safe="")
