"""A book in a folder of its own, real `cobranca` processes that are killed, and what is left.

What a command does is known beforehand: the same line is run, unharmed, on a twin of the home.
After a kill the home must be exactly as before, or have exactly the twin's figures.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cobranca_cli.cli.main import main
from cobranca_cli.errors import ExitCode
from cobranca_cli.reports.integrity import check
from cobranca_cli.services.backup import restore_backup
from cobranca_cli.store import backup_files, migrate
from cobranca_cli.store.connection import connect

DATA = Path(__file__).parent.parent / "data"
NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
# What a killed process may leave beside the files that have a meaning; the next one takes it away.
LEFTOVERS = ("cobranca.db-wal", "cobranca.db-shm", "cobranca.toml.novo")
_SUMS = (("sale", "total_cents"), ("installment", "amount_cents"), ("installment", "open_cents"),
         ("payment", "amount_cents"), ("payment", "credit_cents"), ("posting", "amount_cents"),
         ("refund", "amount_cents"))  # fmt: skip


class State(NamedTuple):
    """A home in figures. `head` alone differs between two runs of one command: words are salted."""

    head: str | None
    version: int = 0
    seq: int = 0
    rows: tuple[tuple[str, int], ...] = ()
    sums: tuple[int, ...] = ()
    settings: str = ""
    backups: int = 0

    def agrees(self, other):
        """Whether both are the work of the same commands."""
        return self._replace(head=None) == other._replace(head=None)


NOTHING = State(None)


def state(home):
    """The figures of a home; NOTHING when there is no database."""
    database = home / "cobranca.db"
    if not database.exists():
        return NOTHING
    with closing(connect(database, read_only=True)) as opened:
        opened.execute("BEGIN")
        tables = [
            name
            for (name,) in opened.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]
        head = opened.execute("SELECT hash, seq FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        settings = home / "cobranca.toml"
        return State(
            *(head or ("", 0))[:1],
            migrate.user_version(opened),
            (head or ("", 0))[1],
            tuple((t, opened.execute(f"SELECT count(*) FROM {t}").fetchone()[0]) for t in tables),
            tuple(
                opened.execute(f"SELECT coalesce(sum({column}), 0) FROM {table}").fetchone()[0]
                for table, column in _SUMS
            ),
            settings.read_text("utf-8") if settings.exists() else "",
            len(backup_files.listed(home / "backups")),
        )


def sound(home):
    """Open the database as a command does and check all of it; a list of problems."""
    database = home / "cobranca.db"
    if not database.exists():
        return []
    migrate.ensure_current(database)
    with closing(connect(database, read_only=True)) as opened:
        return [problem.message for problem in check(opened, home=home).problems]


class Answered(list):
    """A line that asks, as it does at a terminal, with the `keys` that are then typed."""

    def __init__(self, arguments, keys):
        super().__init__(arguments)
        self.keys = keys


class _Window(io.StringIO):
    def isatty(self):
        return True


# A process that takes its pipes for a terminal.
_AT_A_TERMINAL = """
import io, sys
from cobranca_cli.cli.main import run
sys.stdin = io.StringIO(sys.argv.pop(1))
sys.stdin.isatty = sys.stdout.isatty = lambda: True
run()
"""


def typed(home, arguments, *, code=0):
    """Run a line in this process; returns what it said. It must exit with `code`, if given."""
    asks = isinstance(arguments, Answered)
    out, err = (_Window if asks else io.StringIO)(), io.StringIO()
    keyboard, sys.stdin = sys.stdin, _Window(arguments.keys) if asks else sys.stdin
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            found = int(main(["--home", str(home), *arguments]))
    finally:
        sys.stdin = keyboard
    gc.collect(1)  # Readers are closed when they are forgotten, and they may be in a cycle.
    assert code is None or found == code, (arguments, found, out.getvalue(), err.getvalue())
    return found, out.getvalue(), err.getvalue()


def start(home, arguments, **more):
    """A real process running a line."""
    program = ["-m", "cobranca_cli"]
    if isinstance(arguments, Answered):
        program = ["-c", _AT_A_TERMINAL, arguments.keys]
    return subprocess.Popen(
        [sys.executable, *program, "--home", str(home), *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more,
    )  # fmt: skip


def run(home, arguments, **more):
    """Run a line in a process of its own: (exit code, stdout, stderr)."""
    process = start(home, arguments, **more)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def copied(home, target):
    """A twin of a home that nobody is using, with what was left of killed processes."""
    shutil.rmtree(target, ignore_errors=True)
    if home.exists():
        shutil.copytree(home, target, ignore=shutil.ignore_patterns("*-shm"))
    return target


class Timing(NamedTuple):
    """How long a command takes, and how long from when it first touches a file, in seconds."""

    total: float
    acting: float


def touched(home):
    """Changes whenever a file of the home, or beside it, does."""
    found = []
    for folder in (home.parent, home, home / "backups"):
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    seen = entry.stat(follow_symlinks=False)
                    found.append((entry.name, seen.st_size, seen.st_mtime_ns))
    return found


def until_touched(process, home, before):
    """Wait until the process does something to the files, or ends."""
    while process.poll() is None and touched(home) == before:
        time.sleep(0.0002)


def timed(home, arguments):
    """Run a line unharmed and measure it; None when a rule refuses it, as the book stands."""
    before = touched(home)
    begun = time.monotonic()
    process = start(home, arguments)
    until_touched(process, home, before)
    first = time.monotonic()
    _, err = process.communicate(timeout=120)
    if process.returncode in (ExitCode.NOT_FOUND, ExitCode.REFUSED):
        return None
    assert process.returncode == 0, (arguments, err)
    end = time.monotonic()
    return Timing(end - begun, end - first)


def strike(home, arguments, timing, chance):
    """Start a line and SIGKILL it at a random moment; whether it was still running.

    One time in four the moment is anywhere in its life; else it is after the first touch of a file.
    """
    before = touched(home)
    process = start(home, arguments)
    if chance.random() < 0.25:
        time.sleep(chance.uniform(0, timing.total))
    else:
        until_touched(process, home, before)
        time.sleep(chance.uniform(0, timing.acting))
    process.kill()
    _, err = process.communicate(timeout=120)
    assert process.returncode in (0, -signal.SIGKILL), (arguments, process.returncode, err)
    return process.returncode != 0


def assert_only_known_names(home):
    """Nothing in a home but its files and what `LEFTOVERS` says."""
    allowed = {"cobranca.db", "cobranca.toml", "templates", "backups", "documents", *LEFTOVERS}
    found = {path.name for path in home.iterdir()} if home.exists() else set()
    assert not {name for name in found - allowed if not name.startswith(".cobranca-")}
    for path in home.glob("backups/*"):
        unfinished = path.name.startswith(".") and ".parte" in path.name
        assert unfinished or path.name.startswith(("cobranca-", "antes-")), path


def assert_backups_whole(home, tmp_path):
    """Whatever has a backup's name can be restored; whatever was put aside can be opened."""
    for file in backup_files.listed(home / "backups"):
        restore_backup(tmp_path / "nowhere", file, now=NOW, passphrase=str, approve=lambda _: None,
                       dry_run=True)  # fmt: skip
    for file in home.glob("backups/antes-da-versao-*.db"):
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert migrate.user_version(opened) < migrate.VERSION


def old_home(home, version=1):
    """A home as a program of an earlier version leaves it: in WAL mode, closed."""
    home.mkdir(mode=0o700, parents=True)
    with closing(sqlite3.connect(home / "cobranca.db")) as opened:
        opened.execute("PRAGMA journal_mode = WAL")
        opened.executescript((DATA / f"schema_v{version}.sql").read_text("utf-8"))
    (home / "cobranca.db").chmod(0o600)
    return home
