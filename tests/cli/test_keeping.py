"""`backup` and `restaurar` as typed."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from terminal import at_a_terminal

from cobranca_cli.cli.main import build
from cobranca_cli.cli.table import BY_NAME
from cobranca_cli.errors.keeping import PASSPHRASE_VARIABLE

SENTENCE = "goiabada com queijo"


@pytest.fixture
def book(cobranca, home):
    cobranca("vendi 'Maria da Silva' 300 --parcelas 3")
    cobranca("configurar --nome 'Doces da Lúcia'")
    return home


def customers(cobranca):
    return [row["name"] for row in cobranca("clientes --json").json["rows"]]


def test_a_copy_and_back_in_json(cobranca, book, tmp_path):
    made = cobranca("backup --json").json
    assert made == {
        "file": str(book / "backups" / "cobranca-2026-11-23-100000.zip"),
        "bytes": Path(made["file"]).stat().st_size,
        "made_at": "2026-11-23T13:00:00Z",
        "seq": 2,
        "hash": cobranca("historico --json").json["rows"][0]["hash"],
        "encrypted": False,
        "removed": [],
    }
    cobranca("vendi José 10")
    done = cobranca(["restore", made["file"], "--yes", "--json"]).json
    assert done == {
        "file": made["file"], "made_at": made["made_at"], "program_version": "0.1.0",
        "seq": 2, "hash": made["hash"], "encrypted": False, "warnings": [],
        "kept_aside": str(book / "backups" / "antes-de-restaurar-2026-11-23-100000"),
    }  # fmt: skip
    assert customers(cobranca) == ["Maria da Silva"]
    assert cobranca("conferir --json").json["ok"]
    assert len(cobranca("historico --json").json["rows"]) == 2  # No row for either.


def test_undo_after_a_restore_goes_on_from_the_restored_chain(cobranca, book):
    made = cobranca("backup --json").json
    cobranca("vendi José 10")
    cobranca(["restaurar", made["file"], "--sim"])
    assert cobranca("desfazer --sim --json").json["undone_seq"] == 2
    assert cobranca("desfazer --sim --json").json["undone_seq"] == 1


def test_what_a_person_reads(cobranca, book, tmp_path):
    run = cobranca(["backup", "--para", str(tmp_path / "usb"), "--manter", "2"])
    file = tmp_path / "usb" / "cobranca-2026-11-23-100000.zip"
    assert run.out.startswith(f"Cópia feita e conferida: {file}\n")
    assert "2 registros" in run.out
    cobranca(["backup", "--to", str(tmp_path / "usb"), "--keep", "2"])
    run = cobranca(["backup", "--to", str(tmp_path / "usb"), "--keep", "2"])
    assert "Apagadas por serem mais antigas: cobranca-2026-11-23-100000.zip." in run.out
    (newest,) = (tmp_path / "usb").glob("*-3.zip")
    run = cobranca(["restaurar", str(newest), "--sim"])
    assert "De volta: cópia de 23/11/2026 às 10:00, com 2 registros" in run.out
    assert "O que havia antes está guardado em" in run.out


def test_a_relative_folder_and_file_are_those_of_the_shell(cobranca, book, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cobranca("backup --para copias --json").json["file"].startswith(str(tmp_path / "copias"))
    cobranca("restaurar copias/cobranca-2026-11-23-100000.zip --sim")


def test_a_dry_run_only_looks(cobranca, book):
    made = cobranca("backup --json").json
    cobranca("vendi José 10")
    run = cobranca(["restaurar", made["file"], "--simular", "--json"])
    assert (run.json["dry_run"], run.json["seq"], run.json["kept_aside"]) == (True, 2, None)
    assert "está inteira" in cobranca(["restaurar", made["file"], "--simular"]).out
    assert customers(cobranca) == ["José", "Maria da Silva"]


def test_without_a_terminal_a_restore_needs_a_yes(cobranca, book):
    made = cobranca("backup --json").json
    cobranca("vendi José 10")
    run = cobranca(["restaurar", made["file"], "--json"], code=2)
    assert run.error["code"] == "confirmation_needed"
    assert "23/11/2026 às 10:00 (2 registros)" in run.error["message"]
    assert customers(cobranca) == ["José", "Maria da Silva"]


def test_a_terminal_is_asked(cobranca, book):
    made = cobranca("backup --json").json
    cobranca("vendi José 10")
    screen = at_a_terminal(["restaurar", made["file"]], types=[("(s/n)", "n")])
    assert screen.code == 130
    assert customers(cobranca) == ["José", "Maria da Silva"]
    screen = at_a_terminal(["restaurar", made["file"]], types=[("(s/n)", "sim")])
    assert screen.code == 0, screen.text
    assert customers(cobranca) == ["Maria da Silva"]


def test_a_backup_has_neither_dry_run_nor_yes():
    """It writes nothing of the book: there is nothing to simulate or to ask."""
    options = {name for p in build(BY_NAME["backup"]).params for name in p.opts}
    assert "--json" in options
    assert not options & {"--dry-run", "--yes"}


def test_without_a_home_there_is_nothing_to_copy(cobranca, home):
    assert cobranca("backup --json", code=3).error["code"] == "nothing_to_back_up"
    assert not home.exists()


def test_a_restore_makes_the_home(cobranca, book, tmp_path):
    made = cobranca("backup --json").json
    new = tmp_path / "nova" / "pasta"
    assert cobranca(["--pasta", new, "restaurar", made["file"]], code=2).err
    assert not new.exists()
    cobranca(["--pasta", new, "restaurar", made["file"], "--sim"])
    rows = cobranca(["--pasta", new, "clientes", "--json"]).json["rows"]
    assert [row["name"] for row in rows] == ["Maria da Silva"]


def test_broken_settings_do_not_stop_a_restore(cobranca, book):
    made = cobranca("backup --json").json
    for text in ("[business\n", "[business]\ntimezone = 'Lua'\n"):
        (book / "cobranca.toml").write_text(text, "utf-8")
        cobranca("resumo", code=2 if "Lua" in text else 5)
        cobranca(["restaurar", made["file"], "--sim"])
        assert "Doces da Lúcia" in cobranca("ajustes business.name").out


# --- Damage, and the way back ----------------------------------------------------------------


def test_damage_met_while_reading_names_the_newest_copy(cobranca, book):
    cobranca("vendi José 10")
    made = cobranca("backup --json").json
    with sqlite3.connect(book / "cobranca.db") as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.close()
    data = bytearray((book / "cobranca.db").read_bytes())
    data[8192:] = b"\x7f" * (len(data) - 8192)
    (book / "cobranca.db").write_bytes(bytes(data))
    for line in ("atrasados", "clientes", "historico"):
        run = cobranca(["--pasta", book, line, "--json"], code=5)
        assert run.error["code"] == "database_damaged"
        assert run.error["hint"].endswith(f"cobranca restaurar {made['file']}")
        assert cobranca([f"--home={book}", line, "--json"], code=5).error == run.error
    cobranca(["restaurar", made["file"], "--sim"])
    assert cobranca("conferir --json").json["ok"]


def test_a_file_of_another_program_is_told_with_the_way_back(cobranca, book):
    made = cobranca("backup --json").json
    (book / "cobranca.db").unlink()
    with sqlite3.connect(book / "cobranca.db") as opened:
        opened.execute("CREATE TABLE recipe (name TEXT)")
    opened.close()
    run = cobranca("atrasados --json", code=5)
    assert run.error["code"] == "foreign_file"
    assert made["file"] in run.error["hint"]


# --- Passphrases -----------------------------------------------------------------------------


def test_without_a_terminal_the_passphrase_comes_from_the_environment(cobranca, book, monkeypatch):
    pytest.importorskip("pyrage", reason="needs the extra `cofre`")
    monkeypatch.delenv(PASSPHRASE_VARIABLE, raising=False)
    for empty in (None, "", "  "):
        if empty is not None:
            monkeypatch.setenv(PASSPHRASE_VARIABLE, empty)
        run = cobranca("backup --cifrar --json", code=2)
        assert run.error["code"] == "passphrase_needed"
        assert PASSPHRASE_VARIABLE in run.error["hint"]
    assert not (book / "backups").exists()


def test_without_the_library_it_says_what_to_install(cobranca, book, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyrage", None)
    run = cobranca("backup --encrypt --json", code=1)
    assert run.error["code"] == "extra_missing"
    assert 'pip install ".[cofre]"' in run.error["hint"]


@pytest.mark.slow
def test_a_passphrase_is_asked_twice_and_never_shown_or_kept(cobranca, book, monkeypatch):
    """Slow on purpose (scrypt): the whole way with the library itself, at a terminal."""
    pytest.importorskip("pyrage", reason="needs the extra `cofre`")
    first, again = "Senha da cópia", "A mesma senha"
    screen = at_a_terminal(
        ["backup", "--cifrar"],
        types=[(first, SENTENCE), (again, "goiaba"), (first, SENTENCE), (again, SENTENCE)],
    )  # fmt: skip
    assert screen.code == 0, screen.text
    assert "não são iguais" in screen.text
    assert "Guarde bem a senha" in screen.text
    assert SENTENCE not in screen.text
    (file,) = (book / "backups").iterdir()
    assert file.name == "cobranca-2026-11-23-100000.zip.age"
    kept = [path for path in book.rglob("*") if path.is_file()]
    assert not [path for path in kept if SENTENCE.encode() in path.read_bytes()]
    cobranca("vendi José 10")
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "goiaba")
    run = cobranca(["restaurar", str(file), "--sim", "--json"], code=2)
    assert run.error["code"] == "passphrase_wrong"
    monkeypatch.setenv(PASSPHRASE_VARIABLE, SENTENCE)
    assert cobranca(["restaurar", str(file), "--sim", "--json"]).json["encrypted"]
    assert customers(cobranca) == ["Maria da Silva"]
