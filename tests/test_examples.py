"""Every ```console session of examples/*.md and README.md is played; what it shows must be true.

A line `$ cobranca …` is run, one home per file, on the fixed day of the tests (another day by
`--today`). `COBRANCA_UPDATE_EXAMPLES=1 pytest tests/test_examples.py` rewrites what they show:
read the diff. The guide's own are played by test_guide.py.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from playing import SESSION, play

ROOT = Path(__file__).parent.parent
PAGES = [
    path
    for path in [ROOT / "README.md", *sorted((ROOT / "examples").glob("*.md"))]
    if path.exists() and "```console\n" in path.read_text("utf-8")
]


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
    assert {"README", "primeira_semana", "caderno_antigo", "limite", "mensalidade", "negociar"} <= {
        page.stem for page in PAGES
    }
