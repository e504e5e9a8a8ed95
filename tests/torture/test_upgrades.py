"""An upgrade keeps a copy, happens once, and when it fails the old file is as it was."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from effort import LONG
from torture.harness import old_home, sound, state, typed

from cobranca_cli.store import migrate
from cobranca_cli.store.connection import connect

OLD = range(1, migrate.VERSION)
EVERY = range(1, migrate.VERSION + 1)


@pytest.fixture
def old(tmp_path):
    """A function that makes a home of an earlier version: (home, its rows, its bytes)."""

    def make(version=1):
        home = old_home(tmp_path / "old" / "home", version)
        return home, facts(home / "cobranca.db"), (home / "cobranca.db").read_bytes()

    return make


def facts(path):
    """All rows of all tables."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as opened:
        tables = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return {
            name: opened.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
            for (name,) in tables.fetchall()
        }


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """A program whose next version has a step that cannot be done."""
    folder = tmp_path / "schema"
    shutil.copytree(migrate.SCHEMA, folder)
    (folder / "9999_broken.sql").write_text(
        "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;\n"
        "UPDATE customer SET name = 'trocado';\nSELECT nonsense;\n"
    )
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "SCHEMA", folder)
        patched.setattr(migrate, "VERSION", migrate.VERSION + 1)
        yield patched


@pytest.mark.parametrize("version", OLD)
def test_before_an_upgrade_the_old_file_is_kept_beside(old, figures, version):
    home, rows, _ = old(version)
    typed(home, ["resumo"])
    assert sound(home) == []
    (copy,) = (home / "backups").iterdir()
    assert copy.name == f"antes-da-versao-{migrate.VERSION}-de-{version}.db"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    assert facts(copy) == rows
    with closing(sqlite3.connect(copy)) as opened:
        assert migrate.user_version(opened) == version
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    figures({"atualizações de versão": 1})


@pytest.mark.parametrize("version", EVERY)
def test_every_earlier_version_is_opened_written_and_sound(old, version):
    home, rows, _ = old(version)
    seq = state(home).seq
    assert json.loads(typed(home, ["clientes", "--json"])[1])["rows"]
    typed(home, ["vendi", "Ana Nova", "10"])
    assert sound(home) == []
    assert state(home).seq == seq + 1
    after = facts(home / "cobranca.db")
    for table in ("audit", "posting", "payment"):
        assert [row[: len(rows[table][0])] for row in after[table]][: len(rows[table])] == rows[
            table
        ]


@pytest.mark.parametrize("version", EVERY)
def test_a_failing_step_leaves_the_old_file_byte_for_byte(old, broken, version):
    home, rows, content = old(version)
    for line in (["resumo"], ["vendi", "Ana", "10"], ["resumo"]):
        code, out, err = typed(home, line, code=None)
        assert (code, out) == (5, ""), err
        assert f"da versão {version}" in err
        assert "Nada foi mudado" in err
    assert (home / "cobranca.db").read_bytes() == content
    assert facts(home / "cobranca.db") == rows
    (copy,) = (home / "backups").iterdir()  # Three attempts, one copy.
    assert facts(copy) == rows
    broken.undo()  # The old program goes on with it.
    typed(home, ["vendi", "Ana Nova", "10"])
    assert sound(home) == []


@pytest.mark.parametrize("damage", ["half", "garbage", "journal"])
def test_a_copy_that_was_left_half_done_is_made_anew(old, damage):
    """By a process that was killed while it copied."""
    home, rows, content = old()
    (home / "backups").mkdir(mode=0o700)
    part = home / "backups" / f".antes-da-versao-{migrate.VERSION}-de-1.db.parte"
    part.write_bytes(b"lixo" * 999 if damage == "garbage" else content[: len(content) // 2])
    if damage == "journal":
        part.with_name(part.name + "-journal").write_bytes(b"lixo" * 999)
    typed(home, ["resumo"])
    (copy,) = (home / "backups").iterdir()
    assert facts(copy) == rows


def test_who_comes_late_does_not_copy_what_is_already_new(old, monkeypatch):
    """Two processes see the old version; the copy must be of the old file all the same."""
    home, rows, _ = old()
    path = home / "cobranca.db"
    seen = migrate._version_at
    late = threading.Event()

    def slow(where):
        found = seen(where)
        if threading.current_thread() is not threading.main_thread():
            late.wait(20)
        return found

    monkeypatch.setattr(migrate, "_version_at", slow)
    other = threading.Thread(target=migrate.ensure_current, args=(path,))
    other.start()
    migrate.ensure_current(path)
    late.set()
    other.join()
    (copy,) = (home / "backups").iterdir()
    assert facts(copy) == rows
    assert sound(home) == []


def test_a_copy_that_cannot_be_made_stops_the_upgrade(old):
    home, _, content = old()
    (home / "backups").write_text("no lugar da pasta")
    code, out, err = typed(home, ["resumo"], code=None)
    assert (code, out) == (5, ""), err
    assert "Dica" in err
    assert (home / "cobranca.db").read_bytes() == content


def test_a_newer_program_that_was_quicker_is_respected(old, monkeypatch):
    from cobranca_cli import errors

    home, _, _ = old()
    path = home / "cobranca.db"
    connect_ = migrate.connect

    def after_the_other(where, *, read_only):
        opened = connect_(where, read_only=read_only)
        if not read_only:
            opened.execute("PRAGMA user_version = 999")
        return opened

    monkeypatch.setattr(migrate, "connect", after_the_other)
    with pytest.raises(errors.DatabaseTooNewError):
        migrate.ensure_current(path)
    with closing(connect(path, read_only=True)) as opened:
        assert migrate.user_version(opened) == 999


SIX = """
import sys
from cobranca_cli.cli.main import main
sys.stdin.readline()
sys.exit(main(["--home", sys.argv[1], *sys.argv[2:]]))
"""


@pytest.mark.slow  # A dozen processes, as in tests/store/test_schema.py.
@pytest.mark.parametrize("attempt", range(8 if LONG else 1))
def test_six_processes_at_once_upgrade_once(old, figures, attempt):
    home, rows, _ = old()
    lines = [
        ["resumo"],
        ["atrasados"],
        ["conferir"],
        ["vendi", "Ana", "10"],
        ["resumo"],
        ["vendas"],
    ]
    processes = [
        subprocess.Popen([sys.executable, "-c", SIX, str(home), *line], text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for line in lines
    ]  # fmt: skip
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    ended = [(process.communicate(timeout=60), process.returncode) for process in processes]
    assert [code for _, code in ended] == [0] * 6, ended
    (copy,) = (home / "backups").iterdir()
    assert facts(copy) == rows
    assert sound(home) == []
    figures({"atualizações de versão": 1})
