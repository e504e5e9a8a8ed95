"""The static Pix code ("copia e cola"), an EMV text of id, length and value (facts §1, rules §9).

ASCII only: readers count bytes or characters, and strict ones refuse a name with accents.
"""

from __future__ import annotations

import binascii
import re
import unicodedata
from functools import lru_cache

from cobranca_cli.domain.pix_key import kind_of
from cobranca_cli.errors import InvalidPixFieldError, InvalidPixKeyError

GUI = "br.gov.bcb.pix"
NAME_LIMIT = 25
CITY_LIMIT = 15
TXID_LIMIT = 25
NO_TXID = "***"

_TXID = re.compile(r"[A-Za-z0-9]{1,25}")
_ACCOUNT_LIMIT = 99  # A length has two digits.
# What NFKD leaves as it is: dashes, quotes, letters of other countries.
_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u00b4\u02bc", "'"), **dict.fromkeys("\u201c\u201d", '"'),
        "ß": "ss", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l",
    }
)  # fmt: skip


def encode(
    *,
    key: str,
    name: str,
    city: str,
    amount_cents: int | None = None,
    description: str | None = None,
    txid: str | None = None,
) -> str:
    """The code that pays `key`; without an amount the payer types one.

    `key` as `pix_key` writes it. `name` and `city` lose their accents and are cut at 25 and 15;
    none may be left empty. Raises InvalidPixKeyError, InvalidPixFieldError.
    """
    if kind_of(key) is None:
        raise InvalidPixKeyError(key, "unknown")
    if txid is not None and not _TXID.fullmatch(txid):
        raise InvalidPixFieldError(txid, "txid", TXID_LIMIT)
    holder, place = ascii_text(name, NAME_LIMIT), ascii_text(city, CITY_LIMIT)
    assert holder, "a code names its receiver"
    assert place, "a code names a city"
    assert amount_cents is None or amount_cents > 0, amount_cents
    account = _field("00", GUI) + _field("01", key)
    if about := ascii_text(description or ""):
        room = _ACCOUNT_LIMIT - len(account) - 4
        if len(about) > room:
            raise InvalidPixFieldError(about, "description", max(room, 0))
        account += _field("02", about)
    amount = "" if amount_cents is None else _field("54", _reais(amount_cents))
    text = (
        _field("00", "01") + _field("26", account) + _field("52", "0000") + _field("53", "986")
        + amount + _field("58", "BR") + _field("59", holder) + _field("60", place)
        + _field("62", _field("05", txid or NO_TXID)) + "6304"
    )  # fmt: skip
    return text + crc(text)


@lru_cache(maxsize=100)  # A run of codes says the same name and city.
def ascii_text(text: str, limit: int | None = None) -> str:
    """`text` without accents and what ASCII lacks, cut at `limit`, single blanks.

    >>> ascii_text("AÇAÍ DO JOÃO – MATRIZ SÃO GONÇALO", 25)
    'ACAI DO JOAO - MATRIZ SAO'
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LOOKALIKES))
    kept = "".join(char for char in plain if char.isascii() and (char.isprintable() or char == " "))
    return " ".join(kept.split())[:limit].rstrip()


def crc(text: str) -> str:
    """CRC-16/CCITT-FALSE of a code up to and including `6304`, four digits in upper case.

    >>> crc("123456789")
    '29B1'
    """
    return f"{binascii.crc_hqx(text.encode('utf-8', 'replace'), 0xFFFF):04X}"


def _field(key: str, value: str) -> str:
    assert len(value) <= _ACCOUNT_LIMIT, (key, value)
    return f"{key}{len(value):02}{value}"


def _reais(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"
