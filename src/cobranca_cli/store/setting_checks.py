"""What each setting takes: a check gives the text as it is kept, or says what is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cobranca_cli.domain.words import METHOD_WORDS, first_words
from cobranca_cli.errors import (
    CHARGE_CAPS,
    ChargesAboveCapError,
    InvalidDateError,
    InvalidSettingError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_WAYS_TO_PAY = {word: kept for word, kept in METHOD_WORDS.items() if kept != "other"}
_ZONES = "um fuso como America/Sao_Paulo, America/Manaus, America/Rio_Branco, America/Noronha"


def line(text: str) -> str:
    """One line of words of the owner's."""
    from cobranca_cli.domain.text import clean_line

    return clean_line(text, what="o ajuste", limit=200)


def document(text: str) -> str:
    """A CPF or CNPJ, compact."""
    from cobranca_cli.domain.tax_id import parse_tax_id

    return parse_tax_id(text).compact


def phone(text: str) -> str:
    """A phone, as E.164."""
    from cobranca_cli.domain.phone import parse_phone

    return parse_phone(text)


def pix_key(text: str) -> str:
    """A Pix key, as it is kept."""
    from cobranca_cli.domain.pix_key import kept_key

    return kept_key(text)


def link(text: str) -> str:
    """An address that starts with https."""
    from cobranca_cli.domain.links import parse_link

    return parse_link(text)


def timezone(text: str) -> str:
    """The text itself when it names a time zone. Raises InvalidSettingError."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(text)
    except (OSError, ValueError, KeyError):  # ZoneInfoNotFoundError is a KeyError.
        raise InvalidSettingError("business.timezone", text, _ZONES) from None
    return text


def default_due(text: str) -> str:
    """A time from the day of sale, as `30 dias`. Raises InvalidSettingError."""
    from datetime import date

    from cobranca_cli.domain.dates_typed import parse_date

    start = date(2026, 1, 1)
    refused = InvalidSettingError("sales.default_due", text, "um prazo, como 30 dias")
    try:
        later = parse_date(text, today=start, mode="future") > start
    except InvalidDateError:
        raise refused from None
    if not later:
        raise refused
    return text


def amount(text: str) -> str:
    """An amount; zero too."""
    from cobranca_cli.domain.money import parse_amount

    if text.strip() not in ("0", "0,00"):
        parse_amount(text)
    return text


def price(text: str) -> str:
    """An amount above zero."""
    from cobranca_cli.domain.money import parse_amount

    parse_amount(text)
    return text


def percent(text: str) -> str:
    """A percentage."""
    from cobranca_cli.domain.money import parse_percent_bps

    parse_percent_bps(text)
    return text


def holidays(text: str) -> str:
    """The owner's own holidays, separated by commas."""
    from cobranca_cli.store.holidays import days_of_holiday

    for day in filter(None, (part.strip() for part in text.split(","))):
        days_of_holiday(day)
    return text


def one_of(words: dict[str, str]) -> Callable[[str], str]:
    """The kept word of one of `words`, which a person types in either language."""

    def check(text: str) -> str:
        from cobranca_cli.domain.text import fold

        kept = words.get(fold(text))
        if kept is None:
            listed = ", ".join(first_words(words))
            raise InvalidSettingError("", text, f"uma destas palavras: {listed}")
        return kept

    return check


def channel(check: str) -> Callable[[str], str]:
    """A check of `store/channel_settings.py`, which only these settings load."""

    def run(text: str) -> str:
        from cobranca_cli.store import channel_settings

        kept: str = getattr(channel_settings, check)(text)
        return kept

    return run


def count(least: int, most: int) -> Callable[[str], str]:
    """A whole number within bounds."""

    def check(text: str) -> str:
        typed = text.strip()
        if not typed.isdecimal() or not least <= int(typed) <= most:
            raise InvalidSettingError("", text, f"um número de {least} a {most}")
        return str(int(typed))

    return check


def folder(text: str) -> str:
    """A folder by its whole path. Raises InvalidSettingError."""
    from pathlib import Path

    try:
        whole = Path(text).expanduser().is_absolute()
    except RuntimeError:  # ~somebody who has no home here.
        whole = False
    if not whole:
        raise InvalidSettingError("", text, "uma pasta pelo caminho inteiro")
    return line(text)


def methods_of(text: str) -> list[str]:
    """The kept words of a list of ways to pay, each once; a card is debit and credit.

    Raises InvalidSettingError.
    """
    kept: list[str] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        cards = ["debit", "credit"] if part.lower() in ("cartao", "cartão") else None
        kept += cards or [one_of(_WAYS_TO_PAY)(part)]
    return list(dict.fromkeys(kept))


def methods(text: str) -> str:
    """Ways to pay; as typed."""
    methods_of(text)
    return text


def fee(text: str) -> str:
    """`4,99%` or `4,99`; a whole number is in hundredths of a percent, as it is kept."""
    if text.strip().endswith("%") or "," in text:
        from cobranca_cli.domain.money import parse_percent_bps

        text = str(parse_percent_bps(text))
    return count(0, 10_000)(text)


def charge(kind: Literal["fine", "interest"], text: str) -> str:
    """A fine or interest within the caps of the law. Raises InvalidSettingError."""
    from cobranca_cli.domain.charges import agreed
    from cobranca_cli.domain.money import parse_percent_bps

    if text:
        bps = parse_percent_bps(text)
        try:
            agreed(**{"fine_bps": 0, "interest_bps": 0, f"{kind}_bps": bps})
        except ChargesAboveCapError:
            raise InvalidSettingError(f"charges.{kind}", text, CHARGE_CAPS[kind][1]) from None
    return text


def rung(key: str, text: str) -> str:
    """Days of a step of the ladder, or `não`. Raises InvalidSettingError."""
    from cobranca_cli.domain.ladder import parse

    days = {"nao": "não", "false": "não"}.get(text.strip().lower(), text.strip())
    try:
        parse(f"{key} {days}")
    except ValueError:
        early = key in ("antes", "no-dia")
        expected = f"dias como {'-3 ou 0' if early else '7'}, ou não"
        raise InvalidSettingError(f"ladder.{key}", text, expected) from None
    return days
