"""A program at a real (pseudo) terminal, and what is in a home, for tests that compare."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import pty
import re
import select
import signal
import sqlite3
import struct
import sys
import termios
import time
from pathlib import Path
from typing import NamedTuple

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_PATIENCE_S = 60
# One process has imported what most lines need, and a run is a fork of it: a start takes hundredths
# of a second, not half of one.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["cobranca_cli.cli.main", "cobranca_cli.services.sales", "rich.table",
                               "rich.prompt"])  # fmt: skip


class Screen(NamedTuple):
    """What a terminal showed: as sent, and as read by a person."""

    code: int
    raw: str

    @property
    def text(self):
        return _ESCAPES.sub("", self.raw).replace("\r\n", "\n")


def at_a_terminal(arguments, *, types=(), enter_afterwards=False, columns=100, **environment):
    """Run `cobranca ARGUMENTS` in a terminal `columns` wide.

    `types` are (what is waited for, what is then typed) pairs, in order, with Enter after each but
    a Tab; `enter_afterwards` answers further questions with Enter.
    """
    control, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LINES")}
    env |= {"TERM": "xterm-256color", **environment}
    ready, sitting = _FORKS.Pipe()
    process = _FORKS.Process(
        target=_as_from_a_shell,
        args=(sitting, os.ttyname(terminal), Path.cwd(), list(arguments), env),
    )
    process.start()
    sitting.close()
    try:
        ready.recv()
        os.close(terminal)  # From here on the end of the program hangs up.
        raw = _talk(control, list(types), enter_afterwards)
        process.join(_PATIENCE_S)
        return Screen(process.exitcode, raw)
    finally:
        if process.is_alive():
            os.killpg(process.pid, signal.SIGKILL)
        os.close(control)


def _as_from_a_shell(sitting, name, folder, arguments, environment):
    """Become the program that a shell started at this terminal, where Ctrl-C reaches it."""
    os.setsid()
    terminal = os.open(name, os.O_RDWR)
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for number in range(3):
        os.dup2(terminal, number)
    os.close(terminal)
    sitting.send(None)
    sitting.close()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdin, sys.stdout, sys.stderr = map(_stream, range(3), "rww")
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    sys.argv = ["cobranca", *arguments]
    from cobranca_cli.cli.main import run

    run()


def _stream(number, mode):
    return open(number, mode, encoding="utf-8", errors="surrogateescape", closefd=False)


def _talk(control, types, enter_afterwards):
    """Read until the program ends, typing each answer when its question is there."""
    seen, answered, until = b"", 0, time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        ready, _, _ = select.select([control], [], [], 0.5)
        if not ready:
            continue
        try:
            data = os.read(control, 65536)
        except OSError:  # Linux: the other side is closed.
            break
        if not data:
            break
        seen += data
        while types and types[0][0] in seen[answered:].decode("utf-8", "replace"):
            answered = len(seen)
            typed = types.pop(0)[1].encode()
            os.write(control, typed if typed.endswith(b"\t") else typed + b"\n")
        if enter_afterwards and not types and seen[answered:].rstrip(b" ").endswith(b":"):
            answered = len(seen)
            os.write(control, b"\n")
    else:
        raise AssertionError(f"no end: {seen.decode('utf-8', 'replace')}")
    assert not types, (types, seen.decode("utf-8", "replace"))
    return seen.decode("utf-8", "replace")


def everything(home):
    """Every row of every table and every other file of a home; None when there is none."""
    if not home.exists():
        return None
    found = {"files": {p.name: p.read_bytes() for p in home.iterdir()
                       if p.is_file() and not p.name.startswith("cobranca.db")}}  # fmt: skip
    database = home / "cobranca.db"
    if not database.exists():
        return found
    connection = sqlite3.connect(database)
    try:
        found["tables"] = list(connection.iterdump())
    finally:
        connection.close()
    return found
