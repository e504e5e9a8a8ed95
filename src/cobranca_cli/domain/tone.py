"""The tone of what is said to a customer: words that a kind reminder does without (rules §7).

A text is read as a person would read it (`tone_reading`), word by word; at each word the rules
that begin with it are tried (`tone_words`, `tone_manner`). The work is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.tone_manner import MANNER
from cobranca_cli.domain.tone_reading import Reading, read, spelled_out
from cobranca_cli.domain.tone_words import FAMILIES, WORDS, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_RULES = (*WORDS, *MANNER)
_KEY = 7  # Rules are found by the first letters of a word and the next one, at most so many.
_SEEN_AROUND = 70  # Characters on either side that may make a word innocent.
_BETWEEN = r"[^a-z0-9.!?\n]{1,4}"  # Two words of one sentence.
_WORD = re.compile(r"([a-z0-9]+)(?=[^a-z0-9]*([a-z0-9]*))")  # With the next one.
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")  # No rule reaches beyond one.
_LETTERS = re.compile(r"[a-z]+(?: [a-z]+)?(?![?*{])")  # What every way to begin begins with.
_NUMBER = "0"  # Stands for a word that begins with a digit.

_CAPITALS = re.compile(r"(?<![^\W_])[^\W\d_a-z]{4,}(?![^\W_])")
_MARKS = re.compile(r"[!❗](?:[ ?]?[!❗])+|[‼⁉]")
_ROMAN = re.compile(r"[IVXLCDM]+")
_NO_SENTENCE = re.compile(r"[/@_\\]|www\.|\d{3}", re.IGNORECASE)  # Addresses, codes.
_CALM = "uma frase normal, sem maiúsculas seguidas nem “!!”"
ACRONYMS = frozenset(
    ("CNPJ", "LTDA", "EIRELI", "DANFE", "DARF", "ICMS", "ISSQN", "INSS", "FGTS", "IPTU", "IPVA",
     "IRPF", "IRPJ", "CNAE", "DASN", "SIMEI", "NFCE", "NFSE", "SEBRAE", "SENAI", "SENAC", "SESC",
     "DETRAN", "LGPD", "ANATEL", "ANVISA", "INMETRO", "SEDEX", "APAE", "UNIMED", "BNDES",
     "BACEN", "FEBRABAN", "SICOOB", "SICREDI", "BRADESCO", "ITAU", "ITAÚ", "NUBANK", "BANRISUL",
     "ENEM", "UFMG", "UFRJ", "UFSC", "UFRGS", "UFPE", "UFBA", "UNESP", "UNICAMP", "FIFA", "NASA",
     "MASP", "SAMU", "HTTP", "HTTPS", "WIFI", "HDMI", "JPEG", "RSVP")
)  # fmt: skip

#: A formal letter may say what the law calls things, as a fact.
FORMAL_ALLOWED = (
    "em mora", "constituição em mora", "constituído em mora", "notificação extrajudicial",
    "termos da lei", "artigo 397 do Código Civil", "conforme a lei",
)  # fmt: skip


class Finding(NamedTuple):
    """Words that do not sound kind: where they start (line and column from 1), what was found.

    `start` and `end` are their place in the text; `family` is a key of `FAMILIES`, `suggestion`
    a gentler wording.
    """

    line: int
    column: int
    found: str
    family: str
    suggestion: str
    start: int
    end: int

    @property
    def family_name(self) -> str:
        """What the family is called in Portuguese."""
        return FAMILIES[self.family]


class Tone(NamedTuple):
    """What was found, and apart from it what stands in names, descriptions and other values."""

    findings: list[Finding]
    in_values: list[Finding]


def lint(text: str, *, allowed: Iterable[str] = (), masked: Iterable[str] = ()) -> list[Finding]:
    """The findings that make a text unfit to be sent, in the order of the text.

    `allowed` are words and phrases of the owner's own choice, compared without case and accents;
    `masked` are values that came from data, as they stand in the text: they are never a finding.
    """
    return listen(text, allowed=allowed, masked=masked).findings


def listen(text: str, *, allowed: Iterable[str] = (), masked: Iterable[str] = ()) -> Tone:
    """Like `lint`, and also what was found inside the masked values, which only warns."""
    reading = read(text)
    said = list(_without_parts(_said(reading)))
    heard = _merged((start, end) for start, end, *_ in said)
    found = sorted([*said, *(one for one in _shouted(text) if not _inside(*one[:2], heard))])
    if not found:
        return Tone([], [])
    folded = [read(phrase).text.strip() for phrase in allowed]
    fine = _merged(_allowed_places(reading, folded)) if any(folded) else []
    values = _merged(_value_places(text, masked))
    breaks = [index for index, char in enumerate(text) if char == "\n"]
    tone = Tone([], [])
    for start, end, family, suggestion in found:
        if _inside(start, end, fine):
            continue
        line = bisect_left(breaks, start)
        column = start - (breaks[line - 1] if line else -1)
        one = Finding(line + 1, column, text[start:end], family, suggestion, start, end)
        # "Oi, Yahoo!" before a mark of the template's own is nobody's shout.
        from_data = _touches if family == "shouting" else _inside
        (tone.in_values if from_data(start, end, values) else tone.findings).append(one)
    return tone


_Found = tuple[int, int, str, str]  # start, end, family, suggestion


def _without_parts(found: Iterable[_Found]) -> Iterator[_Found]:
    """Without what lies inside something longer, or is found twice."""
    longest = sorted(found, key=lambda one: (one[0], -one[1]))
    reached = -1
    for one in longest:
        if one[1] > reached:
            reached = one[1]
            yield one


def _merged(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside(start: int, end: int, places: list[tuple[int, int]]) -> bool:
    before = bisect_right(places, start, key=lambda place: place[0])
    return before > 0 and end <= places[before - 1][1]


def _touches(start: int, end: int, places: list[tuple[int, int]]) -> bool:
    before = bisect_left(places, end, key=lambda place: place[0])
    return before > 0 and start < places[before - 1][1]


def _value_places(text: str, masked: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the values stand as whole words; a single letter or digit is none."""
    values = {line.strip() for value in masked for line in (value, *value.splitlines())}
    longest = sorted(
        (v for v in values if len(v) > 1 or (not v.isalnum() and v)), key=len, reverse=True
    )
    if longest:
        either = "|".join(map(re.escape, longest))
        for found in re.finditer(rf"(?<![^\W_])(?:{either})(?![^\W_])", text, re.IGNORECASE):
            yield found.span()


def _allowed_places(reading: Reading, phrases: list[str]) -> Iterator[tuple[int, int]]:
    for phrase in filter(None, phrases):
        start = reading.text.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            around = reading.text[start - 1 : start] + reading.text[end : end + 1]
            if not any(char.isalnum() for char in around):
                yield reading.places[start], reading.places[end - 1] + 1
            start = reading.text.find(phrase, end)


def _said(reading: Reading) -> Iterator[_Found]:
    text, places = reading
    for sentence in _SENTENCE.finditer(text):
        yield from _placed(_heard(sentence[0]), places, sentence.start())
    for hidden in spelled_out(reading):
        yield from _placed(_heard(hidden.text), hidden.places, 0)


def _placed(
    heard: Iterable[tuple[int, int, Rule]], places: Sequence[int], offset: int
) -> Iterator[_Found]:
    for start, end, rule in heard:
        first, last = places[offset + start], places[offset + end - 1] + 1
        yield first, last, rule.family, rule.suggestion


@lru_cache(maxsize=2_000)
def _heard(sentence: str) -> list[tuple[int, int, Rule]]:
    """(start, end, rule) in one sentence; most messages of a run say the same ones."""
    return [
        (*span, way.rule)
        for word in _WORD.finditer(sentence)
        for way in _ways_from(_NUMBER if word[1][0].isdigit() else f"{word[1]} {word[2]}"[:_KEY])
        if (span := way.span(sentence, word.start()))
    ]


class _Way(NamedTuple):
    """A rule's words, and what must stand before them; all is compiled when it is met."""

    before: str
    words: str
    rule: Rule

    def span(self, text: str, start: int) -> tuple[int, int] | None:
        """Where the rule's words stand, when they begin with the word at `start`."""
        first = start
        if self.before:
            left = _before(self.before).search(text, max(0, start - _SEEN_AROUND), start)
            if left is None:
                return None
            first = left.start()
        found = _words(self.words).match(text, start)
        if found is None:
            return None
        unless = self.rule.unless
        if unless and _unless(unless).search(_sentence(text, first, found.end())):
            return None
        return first, found.end()


@cache
def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{spaced(pattern)})(?![a-z0-9])")


@cache
def _before(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{spaced(pattern)}){_BETWEEN}\Z")


@cache
def _unless(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{spaced(pattern)})")


def _sentence(text: str, start: int, end: int) -> str:
    """The words with what stands around them in the same sentence."""
    left = re.split(r"[.!?\n]", text[max(0, start - _SEEN_AROUND) : start])[-1]
    right = re.split(r"[.!?\n]", text[end : end + _SEEN_AROUND], maxsplit=1)[0]
    return left + text[start:end] + right


@lru_cache(maxsize=4_000)
def _ways_from(beginning: str) -> list[_Way]:
    """What may begin with a word that, with the next one, begins so."""
    index = _index()
    keys = (beginning[:length] for length in range(1, len(beginning) + 1))
    return [way for key in keys for way in index.get(key, ())]


@cache
def _index() -> dict[str, list[_Way]]:
    """First letters -> the patterns that begin with them, of one word or of two."""
    found: dict[str, list[_Way]] = {}
    for rule in _RULES:
        for pattern in rule.patterns:
            before, _, words = pattern.rpartition(" > ")
            for key, beginnings in _by_key(words).items():
                found.setdefault(key, []).append(_Way(before, "|".join(beginnings), rule))
    return found


def _by_key(words: str) -> dict[str, list[str]]:
    """A pattern's ways to begin, by the letters that they begin with."""
    found: dict[str, list[str]] = {}
    for way in _ways(words):
        letters = _LETTERS.match(way)
        assert letters is not None or way.startswith(r"\d"), way
        key = letters[0][:_KEY] if letters else _NUMBER
        found.setdefault(key, []).append(way)
    return found


def _ways(words: str) -> Iterator[str]:
    """`(?:a|b)c` -> `ac`, `bc`, until every way begins with a letter."""
    if not words.startswith("(?:"):
        yield words
        return
    depth, cuts = 0, [2]
    for place, char in enumerate(words):
        depth += (char == "(") - (char == ")")
        if (char == "|" and depth == 1) or depth == 0:
            cuts.append(place)
        if depth == 0:
            break
    rest = words[cuts[-1] + 1 :]
    for start, end in pairwise(cuts):
        yield from _ways(words[start + 1 : end] + rest.removeprefix("?"))
    if rest.startswith("?"):
        yield from _ways(rest[1:].lstrip(" "))


def spaced(pattern: str) -> str:
    """A pattern of the rules as a regular expression: a blank is what stands between two words.

    `~` in place of a blank lets up to three other words stand there.
    """
    some_words = rf"(?:{_BETWEEN}[a-z0-9$%]{{1,20}}){{0,3}}{_BETWEEN}"
    return pattern.replace(" ?", f"(?:{_BETWEEN})?").replace(" ", _BETWEEN).replace("~", some_words)


def _shouted(text: str) -> Iterator[_Found]:
    for marks in _MARKS.finditer(text):
        yield *marks.span(), "shouting", _CALM
    start = end = -1
    for word in _CAPITALS.finditer(text):
        if not word[0].isupper() or word[0] in ACRONYMS or _ROMAN.fullmatch(word[0]):
            continue
        if _is_no_sentence(text, *word.span()):
            continue
        if start >= 0 and text[end : word.start()].strip(" ,") == "" and word.start() - end < 3:
            end = word.end()
            continue
        if start >= 0:
            yield start, end, "shouting", _CALM
        start, end = word.span()
    if start >= 0:
        yield start, end, "shouting", _CALM


def _is_no_sentence(text: str, start: int, end: int) -> bool:
    """Whether the word is part of an address or a code, as `BR.GOV.BCB.PIX0136`."""
    before = text[max(0, start - 40) : start].split(" ")[-1].split("\n")[-1]
    after = text[end : end + 40].split(" ")[0].split("\n")[0]
    return bool(_NO_SENTENCE.search(before + text[start:end] + after))
