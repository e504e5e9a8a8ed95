"""What the hostile tests share."""

from __future__ import annotations

import re
import shlex
import shutil

import pytest
from places import BOOK

from cobranca_cli.documents import statement, typesetting

ACTS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


@pytest.fixture
def deep(tmp_path, monkeypatch):
    """A folder so deep that no `../..` leads out of the test's own; also the person's own home."""
    folder = tmp_path / "/".join("abcdefgh")
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def first_book(tmp_path_factory):
    """Where the book of the tests is kept, written by the first that wants it."""
    return tmp_path_factory.mktemp("livro") / "home"


@pytest.fixture
def book(cobranca, home, first_book, deep, monkeypatch):
    """Ana owes 100, late; Rui has paid; Zeca never bought. Papers are made in no time."""
    monkeypatch.setattr(
        statement, "statement_pdf", lambda data, *_, **__: typesetting.START + str(data).encode()
    )
    if not first_book.exists():
        for line in BOOK:
            cobranca(["--home", first_book, *shlex.split(line)])
    shutil.copytree(first_book, home)
    return home


@pytest.fixture
def attempt(capfd):
    """Run one line; its code, and what it showed, which must be harmless to a terminal."""
    import contextlib
    import io
    import sys

    from cobranca_cli.cli.main import main

    def run(arguments, stdin=""):
        out, err = io.StringIO(), io.StringIO()
        keyboard, sys.stdin = sys.stdin, io.StringIO(stdin)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = main(arguments)
        finally:
            sys.stdin = keyboard
        told = out.getvalue(), err.getvalue()
        assert not ACTS.search("".join(told)), (arguments, told)
        assert "Algo deu errado" not in told[1], (arguments, told)
        "".join(told).encode()  # No lone surrogates either.
        return (code, *told)

    return run
