"""What each shell is told when its user presses TAB; the functions that ask are in `completion/`.

Nothing of this is ever run by a shell: bash and PowerShell put words into the line as they are, so
those are quoted here; zsh and fish quote by themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.cli.completion import Candidate, FilesFitError, candidates
from cobranca_cli.cli.output import tell_a_program
from cobranca_cli.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: What a shell's function takes apart at the tabs.
Row = tuple[str, ...]

_PLAIN = re.compile(r"[\w./,+%@:=-]+", re.ASCII)
_LISTING = ("9", "63", "33", "64")  # COMP_TYPE: TAB, and the ways to list.
_HELP_WIDTH = 60


class Typed(NamedTuple):
    """The last word of a bash line: what it says, how it is written, the quote still open."""

    value: str
    raw: str
    quote: str


def answer(shell: str, arguments: Sequence[str]) -> int:
    """Print what fits, one a line; exit code 1 where a file's name does."""
    try:
        tell_a_program(_FORMS[shell](arguments))
    except FilesFitError:
        return 1
    return 0


def split(line: str) -> tuple[list[str], Typed]:
    """A line up to the cursor as bash reads it: the words before, and the one being typed."""
    words: list[str] = []
    value, quote, begun, begins = "", "", False, 0
    signs = enumerate(line)
    for place, sign in signs:
        if not quote and sign.isspace():
            words += [value] if begun else []
            value, begun, begins = "", False, place + 1
            continue
        begun = True
        following = line[place + 1 : place + 2]
        if sign == quote:
            quote = ""
        elif not quote and sign in "'\"":
            quote = sign
        elif sign == "\\" and (not quote or (quote == '"' and following in '"\\$`')):
            value += following
            next(signs, None)
        else:
            value += sign
    return words, Typed(value, line[begins:], quote)


def for_bash(arguments: Sequence[str]) -> Iterable[Row]:
    """From the line up to the cursor, its part that bash will replace, and COMP_TYPE."""
    line, replaced, kind = arguments
    words, typed = split(line)
    found = candidates(words[1:], typed.value)
    head = split(typed.raw.removesuffix(replaced))[1]
    if len(found) == 1 and found[0].value.startswith(head.value):
        return [(quoted(found[0].value.removeprefix(head.value), head.quote),)]
    rests = [_rest(one.value, typed.value) for one in found]
    if None in rests:  # One number or another: nothing of them may take the name's place.
        return [("(escolha um número)",), *(_described(one, one.value, kind) for one in found)]
    ends = [replaced + quoted(rest or "", typed.quote) for rest in rests]
    if len(found) == 1:
        return [(ends[0],)]
    return [_described(one, end, kind) for one, end in zip(found, ends, strict=True)]


def _described(one: Candidate, shown: str, kind: str) -> Row:
    if kind not in _LISTING or not one.help:
        return (shown,)
    text = one.help if len(one.help) <= _HELP_WIDTH else one.help[: _HELP_WIDTH - 1] + "…"
    return (f"{shown}  ({text})",)


def quoted(text: str, quote: str = "") -> str:
    """As bash reads it back, inside an open quote or outside of any."""
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote:  # A ! stays one only outside of double quotes.
        return re.sub(r'["\\$`]', r"\\\g<0>", text).replace("!", "\"'!'\"")
    return "".join(c if not c.isascii() or _PLAIN.fullmatch(c) else "\\" + c for c in text)


def for_zsh(arguments: Sequence[str]) -> Iterable[Row]:
    """From the words without quotes, the last one up to the cursor."""
    *words, incomplete = arguments
    return _continued(candidates(words, incomplete), incomplete)


def for_fish(arguments: Sequence[str]) -> Iterable[Row]:
    """From the words without quotes, and the last one with its own."""
    *words, incomplete = arguments
    return candidates(words, split(incomplete)[1].value)


def for_powershell(arguments: Sequence[str]) -> Iterable[Row]:
    """From the words, the last one behind a `=`: PowerShell leaves out what is empty."""
    *words, incomplete = arguments
    found = candidates(words, incomplete[1:].lstrip("'\""))
    return [(_for_powershell(one.value), one.value, one.help or one.value) for one in found]


def _for_powershell(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else "'" + re.sub("['‘’‚‛]", r"\g<0>\g<0>", text) + "'"


def _rest(value: str, typed: str) -> str | None:
    """What is still to be typed of a value; None when it does not begin so."""
    begins = value[: len(typed)]
    return value[len(typed) :] if fold(begins) == fold(typed) else None


def _continued(found: list[Candidate], typed: str) -> list[Candidate]:
    """Several keep the letters that were typed: a shell would shorten `mar` to the M of Márcia."""
    rests = [_rest(one.value, typed) for one in found]
    if len(found) == 1 or None in rests:
        return found
    return [
        Candidate(typed + (rest or ""), one.help) for one, rest in zip(found, rests, strict=True)
    ]


_FORMS: dict[str, Callable[[Sequence[str]], Iterable[Row]]] = {
    "bash": for_bash,
    "zsh": for_zsh,
    "fish": for_fish,
    "powershell": for_powershell,
}
