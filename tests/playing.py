"""Sessions of the pages, played in this process: what a reader types, and what they would see."""

from __future__ import annotations

import contextlib
import io
import re
import shlex

from cobranca_cli.cli.main import main

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


def screen_of(arguments):
    """The exit code of a command line, and all that it shows."""
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
        code = main(arguments)
    return int(code), screen.getvalue()


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
        code, screen = screen_of(shlex.split(line.removeprefix("$ cobranca").replace("\\\n", " ")))
        shown.append(screen.replace(str(home), USUAL_HOME))
        if code:
            shown.append(f"[código de saída {code}]\n")
    return "".join(shown)
