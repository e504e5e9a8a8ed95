"""Text that people type: what is kept, and how names are compared.

Source: rules §12. Text from people never becomes markup, control codes or a header, so what could
is refused here, at the door; everything printable (brackets, `{{`, emoji) is kept as it was typed.
"""

from __future__ import annotations

import re
import unicodedata

from cobranca_cli.errors import InvalidEmailError, InvalidTextError

CUSTOMER_ID = re.compile(r"[cC]?([0-9]{1,15})")
NAME_LIMIT = 120
TEXT_LIMIT = 2_000

_DIGITS_ONLY = re.compile(r"[0-9+() ./-]*[0-9][0-9+() ./-]*")
# Typographic apostrophes; the accute accent must go before NFKD turns it into a blank.
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4\u0060", "'"))
_ZERO_WIDTH_JOINER = "\u200d"  # Holds emoji like the family together.
# England, Scotland, Wales: a black flag, a region in invisible tag letters, an end tag.
_TAG_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
# Letters and symbols by category that nevertheless show nothing.
_BLANK_LOOKING = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_LINE_BREAKS = "\r\n\u0085\u2028\u2029"
_NO_LETTER = "\ufffd"  # For a byte of a command line that is no text: SQLite keeps none.
_OUTER_BLANKS = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_OUTER_BLANKS += "\u202f\u205f\u3000"

_EMAIL_LIMIT = 254
_EMAIL = re.compile(
    r"(?P<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)"
    r"@(?P<domain>(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?)"
)


def fold(text: str) -> str:
    """What two texts share when a Brazilian reads them as the same; also the key to sort by.

    No case, no accents, no invisible joiners, plain apostrophes, single blanks.

    >>> fold("  José   D\u2019Ávila ")
    "jose d'avila"
    >>> sorted(["Zé", "Élia", "Edu"], key=fold)
    ['Edu', 'Élia', 'Zé']
    """
    text = text.translate(_APOSTROPHES)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        kept = (
            c if unicodedata.category(c) != "Cs" else _NO_LETTER
            for c in decomposed
            if unicodedata.category(c) not in ("Mn", "Cf")
        )
        # Folding may itself leave something to decompose, hence the second normalization.
        text = unicodedata.normalize("NFKD", "".join(kept).casefold())
    return " ".join(text.casefold().split())


def only_a_number(text: str) -> bool:
    """Whether `text` can only be an id (`c12` too), a phone or a document: never a new name."""
    return bool(CUSTOMER_ID.fullmatch(text.strip()) or _DIGITS_ONLY.fullmatch(text))


def refuse_controls(text: str, *, what: str) -> None:
    """For text that only names something: what could not be part of any name is refused.

    Raises InvalidTextError.
    """
    for char in _TAG_FLAG.sub("", text):
        if char in _LINE_BREAKS:
            raise InvalidTextError(what, "line_break")
        if not _is_kept(char):
            raise InvalidTextError(what, "character", found=char)


def clean_line(text: str, *, what: str, limit: int = NAME_LIMIT) -> str:
    """One line as typed, without its outer blanks; `limit` counts characters.

    `what` names the field for the message, with its article: "o nome".
    Raises InvalidTextError when empty, too long, or holding a control, bidi or invisible character.
    """
    return _clean(text, what=what, limit=limit, line_breaks=False)


def clean_text(text: str, *, what: str, limit: int = TEXT_LIMIT) -> str:
    """Like `clean_line`, but line breaks are kept; CRLF and CR become `\\n`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _clean(text, what=what, limit=limit, line_breaks=True)


def clean_email(text: str) -> str:
    """The address without outer blanks, its domain in lower case; at most 254 characters.

    ASCII only: an accent is nearly always a slip, and few servers would deliver it.
    Raises InvalidEmailError.
    """
    address = text.strip(_OUTER_BLANKS)
    match = _EMAIL.fullmatch(address) if len(address) <= _EMAIL_LIMIT else None
    if match is None:
        raise InvalidEmailError(text)
    return f"{match['local']}@{match['domain'].lower()}"


def _clean(text: str, *, what: str, limit: int, line_breaks: bool) -> str:
    for char in _TAG_FLAG.sub("", text):
        if char == "\n" and line_breaks:
            continue
        if char in _LINE_BREAKS:
            raise InvalidTextError(what, "line_break")
        if not _is_kept(char):
            raise InvalidTextError(what, "character", found=char)
    cleaned = text.strip(_OUTER_BLANKS + "\n")
    if not any(_is_visible(char) for char in cleaned):
        raise InvalidTextError(what, "empty")
    if len(cleaned) > limit:
        raise InvalidTextError(what, "too_long", length=len(cleaned), limit=limit)
    return cleaned


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Cn":
        return _is_new_emoji(char)
    return category not in ("Cc", "Cf", "Cs", "Zl", "Zp") or char == _ZERO_WIDTH_JOINER


def _is_visible(char: str) -> bool:
    category = unicodedata.category(char)
    return char not in _BLANK_LOOKING and (category[0] in "LNPS" or category in ("Co", "Cn"))


def _is_new_emoji(char: str) -> bool:
    """Unassigned in this Python's Unicode, but in a block that only emoji will ever fill."""
    return 0x1F000 <= ord(char) <= 0x1FFFD
