"""Shared fixtures. No test touches real data: the home is a temporary folder for every one."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import shlex
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from fixed_day import NOW, TODAY
from hypothesis import HealthCheck, settings

# `make test` looks at the same cases every time, `make check` at more of them;
# HYPOTHESIS_PROFILE=long looks for new ones.
settings.register_profile(
    "default",
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("check", settings.get_profile("default"), max_examples=40)
settings.register_profile("long", settings.get_profile("default"), max_examples=2_000,
                          derandomize=False)  # fmt: skip
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

SOURCE = str(Path(__file__).parent.parent / "src")

# Every write waits for the disk (synchronous=FULL), thousands of times in a run. Where memory has
# room the temporary folders are there, which takes a run from five minutes to one.
MEMORY = Path("/dev/shm")
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2_000_000_000:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    os.environ.setdefault("TMPDIR", str(MEMORY))


class Run(NamedTuple):
    """What one command line left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def error(self):
        return json.loads(self.err.splitlines()[-1])["error"]


# What stands for the system's schedulers: no test may reach the real ones, nor a process it starts.
STAND_INS = {
    "crontab": """#!/bin/sh
if [ -n "$FAKE_REFUSES" ]; then echo "you are not allowed to use this program" >&2; exit 1; fi
if [ "$1" = -l ]; then
  [ -f "$FAKE_CRONTAB" ] || { echo "no crontab for lucia" >&2; exit 1; }
  exec cat "$FAKE_CRONTAB"
fi
exec cat >"$FAKE_CRONTAB"
""",
    **dict.fromkeys(("systemctl", "launchctl", "schtasks"), "#!/bin/sh\nexit 1\n"),
}


@pytest.fixture(scope="session")
def stand_ins(tmp_path_factory):
    """The folder of the stand-ins."""
    folder = tmp_path_factory.mktemp("stand-ins")
    for name, text in STAND_INS.items():
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch, stand_ins):
    """An own home, a fixed day, a known window; the machine's own settings do not reach in."""
    monkeypatch.setenv("PATH", f"{stand_ins}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("FAKE_CRONTAB", str(tmp_path / "crontab"))
    folder = tmp_path / "home"
    monkeypatch.setenv("COBRANCA_HOME", str(folder))
    monkeypatch.setenv("COBRANCA_NOW", NOW.isoformat())
    monkeypatch.delenv("COBRANCA_TODAY", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    for name in [
        name
        for name in os.environ
        if name.startswith("COBRANCA_")
        and "_HOME" not in name
        and name not in ("COBRANCA_NOW", "COBRANCA_LONG", "COBRANCA_UPDATE_EXAMPLES")
    ]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "person"))  # Where `completar` writes.
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "ZDOTDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("PYTHONPATH", SOURCE)  # For the processes that tests start.
    return folder


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    """A new, current database, made by every step of the schema."""
    from cobranca_cli.store import migrate

    path = tmp_path_factory.mktemp("blank") / "cobranca.db"
    migrate.create(path)
    return path


@pytest.fixture(autouse=True)
def made_once(blank, monkeypatch):
    """A new database is a copy of `blank`: the steps, thousands of times, were a third of a run.

    Processes that tests start take every step, and so does the suite of the store.
    """
    from cobranca_cli.store import migrate

    steps = migrate._upgrade

    def upgrade(path):
        if path.stat().st_size:
            steps(path)
        else:
            shutil.copyfile(blank, path)

    monkeypatch.setattr(migrate, "_upgrade", upgrade)


@pytest.fixture
def database(home):
    """A fresh, current database."""
    from cobranca_cli.store import migrate

    path = home / "cobranca.db"
    migrate.create(path)
    return path


@pytest.fixture
def unit(database):
    """A factory of units of work: `with`-able once each, on TODAY unless told otherwise."""
    from cobranca_cli.store.unit_of_work import UnitOfWork

    def make(command="test", *, today=TODAY, dry_run=False):
        return UnitOfWork(database, now=NOW, today=today, command=command, dry_run=dry_run)

    return make


@pytest.fixture
def reader(database):
    """A fresh read-only connection."""
    from cobranca_cli.store.connection import connect

    opened = []

    def make():
        opened.append(connect(database, read_only=True))
        return opened[-1]

    yield make
    for connection in opened:
        connection.close()


@pytest.fixture
def cobranca():
    """Run one line as typed (without a terminal); it must exit with `code`."""
    from cobranca_cli.cli.main import main

    def run(line, *, code=0, stdin=""):
        arguments = shlex.split(line) if isinstance(line, str) else [str(a) for a in line]
        out, err = io.StringIO(), io.StringIO()
        keyboard, sys.stdin = sys.stdin, io.StringIO(stdin)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                found = main(arguments)
        finally:
            sys.stdin = keyboard
        assert found == code, (line, found, out.getvalue(), err.getvalue())
        return Run(found, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def figures(record_property):
    """Numbers to be added up over all tests and shown at the end, by their Portuguese labels."""

    def add(numbers):
        record_property("figures", json.dumps(numbers))

    return add


def pytest_collection_finish():
    """What thousands of tests are made of stays to the end: nobody looks through it for cycles."""
    gc.freeze()


def pytest_terminal_summary(terminalreporter):
    """The figures of docs/confiabilidade.md."""
    total = Counter()
    for report in terminalreporter.stats.get("passed", ()):
        for name, value in report.user_properties:
            if name == "figures":
                total.update(json.loads(value))
    if total:
        terminalreporter.section("figures")
        for label, number in sorted(total.items()):
            terminalreporter.write_line(f"{label}: {number}")
