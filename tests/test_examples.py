"""Every ```console session of examples/*.md and README.md is played; what it shows must be true.

A line `$ cobranca …` is run, one home per file, on the fixed day of the tests (another day by
`--today`). `COBRANCA_UPDATE_EXAMPLES=1 pytest tests/test_examples.py` rewrites what they show:
read the diff.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from pathlib import Path

import pytest

from cobranca_cli.cli.main import main

ROOT = Path(__file__).parent.parent
PAGES = [
    path
    for path in [ROOT / "README.md", *sorted((ROOT / "examples").glob("*.md"))]
    if path.exists() and "```console\n" in path.read_text("utf-8")
]
SESSION = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
USUAL_HOME = "~/.local/share/cobranca"


def lines_of(session):
    """The typed lines and the comments of a session; a line ending in a backslash goes on."""
    typed = session.splitlines()
    while typed:
        line = typed.pop(0)
        if line.startswith("$ "):
            while line.endswith("\\"):
                line += "\n" + typed.pop(0)
            yield line
        elif line.startswith("# "):
            yield line


def play(session, home):
    """A session with what its lines show now; sessions with other programs stay as they are."""
    lines = list(lines_of(session))
    if not all(line.startswith(("$ cobranca", "# ")) for line in lines):
        return session
    shown = []
    for line in lines:
        shown.append(line + "\n")
        if line.startswith("# "):
            continue
        screen = io.StringIO()
        with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
            code = main(shlex.split(line.removeprefix("$ cobranca").replace("\\\n", " ")))
        shown.append(screen.getvalue().replace(str(home), USUAL_HOME))
        if code:
            shown.append(f"[código de saída {int(code)}]\n")
    return "".join(shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_sessions_show_what_really_happens(page, home, tmp_path, monkeypatch):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr("secrets.randbelow", lambda _: 481516)  # The code of an agreement.
    written = page.read_text("utf-8")
    actual = SESSION.sub(lambda match: play(match[0], home), written)
    if os.environ.get("COBRANCA_UPDATE_EXAMPLES"):
        page.write_text(actual, "utf-8")
        written = actual
    assert actual == written


def test_there_are_sessions_to_play():
    assert {"primeira_semana", "caderno_antigo", "limite", "mensalidade", "negociar"} <= {
        page.stem for page in PAGES
    }
