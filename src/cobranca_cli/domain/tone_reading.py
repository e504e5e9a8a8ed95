"""A text as a careful reader sees it: folded, with the place of every letter, tricks undone.

Case, accents, invisible characters and look-alike letters of other alphabets are gone, digits
inside words are letters again (`d1vida`), and a letter typed many times is typed once. What was
spelled out (`S.P.C.`, `d í v i d a`, `dí-vi-da`) is read once more as one word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Reading(NamedTuple):
    """Folded text; letter `i` of it stands at `places[i]` of the original (one place more).

    Blank lines are line feeds, any other run of blanks is one blank, or two when it was longer.
    """

    text: str
    places: Sequence[int]


# Letters of other alphabets that look like ours.
_LOOK_ALIKES = dict(
    zip("аеіорсухкмтнвѕјԁαεικνορτυхѵ", "aeiopcyxkmthbsjdaeiknoptuxv", strict=True)
) | {"ı": "i", "ø": "o", "ł": "l", "đ": "d"}
_DIGITS = str.maketrans("013457@$", "oieastas")
# The digit comes first, so that only digits are looked at.
_DIGIT_IN_A_WORD = re.compile(
    r"[013457@$](?:(?<=[a-z].)(?=[a-z])"
    r"|(?<=[13457@])(?<![a-z0-9$].)(?=[a-z]{3})"
    r"|(?<=[a-z]{3}[013@])(?![\w@.]))"
)
# What can be folded letter for letter, which is nearly every message.
_LETTERS = {
    plain: "".join(part for part in unicodedata.normalize("NFKD", plain) if part.isascii()).lower()
    for plain in map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x180)))
}
_PLAIN = {letter: folded for letter, folded in _LETTERS.items() if len(folded) == 1}
_PLAIN |= {letter: letter for letter in "ªº•–—“”‘’…«»·°–"} | {"\n": " "}
_TABLE = str.maketrans(_PLAIN)
_NOT_PLAIN = re.compile(f"[^{re.escape(''.join(_PLAIN))}]| {{3}}|(?i:([A-Za-zÀ-ſ])\\1\\1)")
_BLANK_LINE = re.compile(r"[ \n]*\n[ \n]*\n[ \n]*")
_PARTS = re.compile(r"\s+|([^\W\d_])\1{2,}|.", re.DOTALL)
# Letters one by one, and pieces of words: glued together by what people put between them.
_SPELLED = re.compile(r"(?<![a-z0-9])[a-z](?:(?: ?[.\-_*·/|~,] ?| )[a-z](?![a-z0-9])){2,80}")
_IN_PIECES = re.compile(r"(?<![a-z0-9])[a-z]{1,20}(?:(?:[.*_·|~'’]|- ?)[a-z]{1,20}){1,12}")


def read(text: str) -> Reading:
    """The folded text; its places never decrease."""
    if _NOT_PLAIN.search(text):
        reading = _part_by_part(text)
    else:
        marked = _BLANK_LINE.sub(lambda found: "\r" * len(found[0]), text)
        folded = marked.translate(_TABLE).replace("\r", "\n")
        reading = Reading(folded, range(len(text) + 1))
    return reading._replace(text=_DIGIT_IN_A_WORD.sub(_as_letter, reading.text))


def _as_letter(digit: re.Match[str]) -> str:
    return digit[0].translate(_DIGITS)


def _part_by_part(text: str) -> Reading:
    letters: list[str] = []
    places: list[int] = []
    for part in _PARTS.finditer(text):
        if part[0].isspace():
            breaks = part[0].count("\n")
            folded = "\n" if breaks > 1 else " " * min(len(part[0]), 2)
        else:
            folded = _folded(part[1] or part[0])
        letters += folded
        places += [part.start()] * len(folded)
    return Reading("".join(letters), [*places, len(text)])


def spelled_out(reading: Reading) -> Iterator[Reading]:
    """Each stretch that hides a word between dots, hyphens or blanks, as one word."""
    for found in _SPELLED.finditer(reading.text):
        whole = _joined(reading, found)
        # "a d í v i d a": an article may stand before it, "e" behind.
        for start, end in ((0, None), (1, None), (2, None), (0, -1)):
            yield Reading(whole.text[start:end], _places(whole, start, end))
    for found in _IN_PIECES.finditer(reading.text):
        yield _joined(reading, found)


def _places(whole: Reading, start: int, end: int | None) -> Sequence[int]:
    last = len(whole.text) if end is None else len(whole.text) + end
    return whole.places[start : last + 1]


def _joined(reading: Reading, found: re.Match[str]) -> Reading:
    kept = [i for i in range(*found.span()) if reading.text[i].isalnum()]
    places = [*(reading.places[i] for i in kept), reading.places[kept[-1]] + 1]
    return Reading("".join(reading.text[i] for i in kept), places)


@lru_cache(maxsize=4_000)
def _folded(char: str) -> str:
    """One character without case and accent; "" for what nobody sees."""
    if char.isascii():
        return char.lower()
    if char in "\u2028\u2029\u0085":
        return "\n"
    kept = [
        _LOOK_ALIKES.get(part, part)
        for part in unicodedata.normalize("NFKD", char).casefold()
        if unicodedata.category(part) not in ("Mn", "Cf", "Me")
    ]
    return "".join(kept)
