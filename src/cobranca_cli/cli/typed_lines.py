"""Lines of the `caderno` as words: what a shell would do, without its surprises.

Blanks part words. A quote (also “ ”, from a telephone) opens one only at its beginning or behind
`--opção=`, and closes it only before a blank: the apostrophe of d'Ávila is a letter. Nothing else
means anything, and a quote that stays open is asked about, never guessed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cobranca_cli.errors import UsageError

_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_OPTION = r"(?P<option>--[^\s=]+=)?"
_QUOTED = "|".join(f"{a}(?P<q{n}>.*?){b}" for n, (a, b) in enumerate(_QUOTES.items()))
_WORD = re.compile(rf"{_OPTION}(?:{_QUOTED})(?!\S)|(?P<bare>\S+)", re.DOTALL)
_OPEN = re.compile(rf"{_OPTION}(?P<quote>[{''.join(_QUOTES)}])(?P<rest>.*)", re.DOTALL)


class QuoteOpenError(UsageError):
    """A quote that opens a word and closes none."""

    def __init__(self, text: str) -> None:
        from cobranca_cli.errors import shown

        super().__init__(
            f"Faltou fechar as aspas de {shown(text)}.",
            'um nome com espaços fica entre aspas, como "Dona d\'Ávila".',
        )


class Begun(NamedTuple):
    """A line up to the cursor: whole words, the one being typed, and its length as written."""

    words: list[str]
    incomplete: str
    length: int


def split(line: str) -> list[str]:
    """The words of a line. Raises QuoteOpenError."""
    begun = begin(line + " ")
    if begun.length:
        raise QuoteOpenError(begun.incomplete.strip())
    return begun.words


def begin(line: str) -> Begun:
    """The words of a line that is being typed; an open quote belongs to the last."""
    words: list[str] = []
    place = 0
    while place < len(line):
        if line[place].isspace():
            place += 1
            continue
        found = _WORD.match(line, place)
        assert found is not None  # Whatever is no blank is at least a bare word.
        still_open = _OPEN.fullmatch(line, place) if found["bare"] else None
        if still_open:
            typed = (still_open["option"] or "") + still_open["rest"]
            return Begun(words, typed, len(line) - place)
        value = found["bare"] or (found["option"] or "") + next(
            found[f"q{n}"] for n in range(len(_QUOTES)) if found[f"q{n}"] is not None
        )
        if found.end() == len(line):
            return Begun(words, value, len(line) - place)
        words.append(value)
        place = found.end()
    return Begun(words, "", 0)


def quoted(value: str) -> str | None:
    """As `split` reads it back; None for what no quote can hold."""
    option, equals, text = value.partition("=") if value.startswith("--") else ("", "", value)
    for before, after in (("", ""), *_QUOTES.items()):
        written = f"{option}{equals}{before}{text}{after}"
        begun = begin(written + " ")
        if begun == Begun([value], "", 0):
            return written
    return None
