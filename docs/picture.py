"""`terminal.svg`: what the program shows for the example business; `make docs` draws it anew.

The lines are typed and their answers drawn as they come, at a fixed hour and in a fixed window.
"""

from __future__ import annotations

import contextlib
import io
import shlex
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock
from xml.sax.saxutils import escape

from cobranca_cli.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURE = Path(__file__).with_name("terminal.svg")
NOW, COLUMNS = "2026-11-23T10:00:00-03:00", 84
# `head` keeps what a reader sees at first of a long answer.
LINES = (
    "cobranca atrasados --por cliente --limite 5",
    "cobranca lembrar 'Igor Falcão' --mostrar | head -n 12",
    "cobranca recebi 'Igor Falcão' 195 | head -n 3",
    "cobranca resumo | tail -n 8",
)
WIDTH, HEIGHT, SIZE, MARGIN = 8.4, 20, 14, 20  # Of a character and around all, in pixels.
STYLE = f"""
  .window {{ fill: #1e2430 }}
  text {{ font-family: 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: {SIZE}px;
    fill: #d8dee9; white-space: pre }}
  .typed {{ fill: #a3be8c; font-weight: bold }}
"""


def typed_and_shown() -> Iterator[tuple[str, bool]]:
    """Each line of the terminal, and whether a person typed it."""
    here = {"COBRANCA_NOW": NOW, "COLUMNS": str(COLUMNS), "NO_COLOR": "1"}
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict("os.environ", here):
        home = Path(folder) / "home"
        shown(["--home", str(home), "demo"])
        for line in LINES:
            command, _, cut = line.partition(" | ")
            answer = shown(["--home", str(home), *shlex.split(command)[1:]])
            count = int(cut.rpartition(" ")[2] or len(answer))
            yield f"$ {line}", True
            for text in answer[-count:] if cut.startswith("tail") else answer[:count]:
                yield text, False
            yield "", False


def shown(arguments: list[str]) -> list[str]:
    """What one command line writes to the terminal."""
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
        code = main(arguments)
    assert not code, screen.getvalue()
    return screen.getvalue().splitlines()


def picture() -> str:
    """The SVG. Every line has its width written down, so that any font gives the same columns."""
    lines = list(typed_and_shown())[:-1]
    width, height = COLUMNS * WIDTH + 2 * MARGIN, len(lines) * HEIGHT + 2 * MARGIN
    size = f'width="{width:.0f}" height="{height}"'
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" {size}',
        ' role="img">',
        "<title>Quem está atrasado, um lembrete gentil, um recebimento e o resumo do dia</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="window" {size} rx="10"/>',
    ]
    for number, (text, is_typed) in enumerate(lines):
        if text:
            drawn.append(
                f'<text x="{MARGIN}" y="{MARGIN + (number + 0.75) * HEIGHT:.0f}"'
                f' textLength="{len(text) * WIDTH:.1f}" lengthAdjust="spacingAndGlyphs"'
                f' xml:space="preserve" class="{"typed" if is_typed else "shown"}">'
                f"{escape(text)}</text>"
            )
    return "\n".join([*drawn, "</svg>", ""])


if __name__ == "__main__":
    PICTURE.write_text(picture(), "utf-8")
