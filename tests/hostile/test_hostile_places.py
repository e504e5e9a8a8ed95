"""Nasty strings through every option and argument of every command."""

from __future__ import annotations

import pytest
from effort import LONG as LONG_RUN
from effort import QUICK
from nasty import EVERYTHING, KEPT, LONG, REFUSED, kept
from places import KINDS, PLACES
from terminal import everything

from cobranca_cli.domain.text import only_a_number

KEEPS = {"line", "text", "new", "setting"}  # Kinds of places where a string stays as it is.


def some(place):
    """In a long run every string, else a share of them: each meets some place of every kind.

    A tenth of them where they are kept, else a twentieth; in a quick run a third of that.

    A file that is named may be written, so nothing outside the test's own folder is ever named.
    """
    every = 1 if LONG_RUN else (10 if place.kind in KEEPS else 20) * (3 if QUICK else 1)
    strings = [t for t in EVERYTHING if place.kind != "path" or t[:1] not in ("/", "~")]
    return strings[PLACES.index(place) % every :: every]


def test_every_place_that_takes_a_word_is_in_the_suite():
    assert {(p.command, p.name) for p in PLACES} == {
        (command, name) for command, names in KINDS.items() for name in names
    }


def test_there_are_enough_strings():
    assert len(set(EVERYTHING)) == len(EVERYTHING) >= 120
    assert min(len(KEPT), len(REFUSED)) > 40
    assert LONG


@pytest.mark.parametrize("place", PLACES, ids=lambda p: f"{p.command}-{p.name}")
def test_a_nasty_string_is_kept_or_refused(place, book, attempt, figures):
    before = everything(book)
    strings = some(place)
    figures({"lugares onde se digita": 1, "… textos hostis digitados neles": len(strings)})
    for text in strings:
        expected, more = codes(place, text), ()
        if expected == {0} and place.kind != "search":
            more = ("--dry-run",)
        line = place.line(text, *more)
        code, out, err = attempt(line)
        assert code in expected, (line, code, out, err)
        if code > 1:  # 1 is an answer: a template that is looked at and not found kind.
            assert out == "", (line, out)
            assert "Dica: " in err or '"hint": "' in err, (line, err)
            assert max(map(len, err.splitlines())) < 700, line
    assert everything(book) == before


def codes(place, text):
    """The exit codes that this string may have in this place."""
    if place.command == "check-template" and text == "-":
        return {1}  # Nothing comes from standard input: an empty text.
    if place.command in ("read-pix", "read-boleto"):
        return {1}  # Whatever it is, it is no code.
    if (place.command, place.name) == ("pix", "description"):
        return {2} if kept(text, one_line=True) is None else {0, 2}  # What is too long is refused.
    if place.name == "link" and text.startswith("https://"):
        return {0}
    if place.name == "address" and place.kind == "line":
        return of_setting(text)  # The same 200 characters.
    return CODES[place.kind](text)


def of_line(text):
    return {2} if kept(text, one_line=True) is None else {0}


def of_new(text):
    return {3} if only_a_number(text) else of_line(text)


def of_text(text):
    return {2} if kept(text, one_line=False) is None else {0}


def of_setting(text):
    fits = text in KEPT or (len(text) <= 200 and "\n" not in text and "\r" not in text)
    return {2} if text in REFUSED or not fits else {0}


# By kind of place: the exit codes that a nasty string may have there.
CODES = {
    "line": of_line,
    "text": of_text,
    "new": of_new,
    "setting": of_setting,
    "who": lambda _: {2, 3},
    "number": lambda _: {2, 3},
    "search": lambda _: {0},
    "word": lambda _: {2, 3},
    "path": lambda _: {0, 2, 3, 5},
}
