"""Files that are no longer what they were: words and the way back, no traceback, no new start."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import threading
import time
from contextlib import closing
from typing import NamedTuple

import pytest
from effort import LONG, QUICK
from torture.harness import copied, sound, start, state, typed

from cobranca_cli.store.connection import connect

READS = (["atrasados"], ["resumo"], ["clientes"], ["extrato", "Ana Prado"], ["historico"],
         ["lembrar", "--mostrar"], ["recebimentos"])  # fmt: skip
WRITES = (["vendi", "Ana Prado", "10"], ["recebi", "Ana Prado", "5"], ["desfazer", "--sim"])
FLIPS = 1_500 if LONG else 8 if QUICK else 25


class Book(NamedTuple):
    """A sound home, its database's bytes, and what each read says."""

    home: object
    content: bytes
    said: list[str]


@pytest.fixture(scope="module")
def first_book(tmp_path_factory):
    """Where the book is kept, written by the first test."""
    return tmp_path_factory.mktemp("first") / "home"


@pytest.fixture
def book(tmp_path, first_book):
    """A book with a row of most things and a backup of it."""
    home = tmp_path / "book" / "home"
    if not first_book.exists():
        write_book(first_book)
    shutil.copytree(first_book, home)
    content = (home / "cobranca.db").read_bytes()
    return Book(home, content, [typed(home, line)[1] for line in READS])


def write_book(home):
    typed(home, ["vendi", "Ana Prado", "300", "--parcelas", "6", "--em", "01/06/2026"])
    typed(home, ["vendi", "Beto Lima", "45,50", "--em", "05/10/2026", "--descricao", "Bolo"])
    typed(home, ["recebi", "Ana Prado", "60"])
    typed(home, ["abater", "--venda", "2", "5", "--motivo", "amassou"])
    typed(home, ["recebi", "Beto Lima", "90"])
    typed(home, ["editar-cliente", "Beto Lima", "--apelido", "Betinho"])
    typed(home, ["backup"])
    with closing(sqlite3.connect(home / "cobranca.db")) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture
def damaged(book, tmp_path):
    """A function that makes a home whose database holds these bytes."""
    target = tmp_path / "damaged" / "home"

    def make(content):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(book.home, target, ignore=shutil.ignore_patterns("*-shm", "*-wal"))
        (target / "cobranca.db").write_bytes(content)
        return target

    return make


def assert_refused(home, line, *, hint="restaurar"):
    """Exit 5, words, the way back; the file stays as it is."""
    before = (home / "cobranca.db").read_bytes()
    code, out, err = typed(home, line, code=None)
    assert code == 5, (line, code, out, err)
    assert out == ""
    assert "Traceback" not in err
    assert hint in err.splitlines()[-1], err
    assert (home / "cobranca.db").read_bytes() == before
    return err


def assert_told_or_harmless(home, book):
    """What `conferir` calls sound reads as before; else each line works, or is refused in words."""
    code, _, err = typed(home, ["conferir"], code=None)
    assert code in (0, 1, 5), err
    if code == 0:
        assert [typed(home, line)[1] for line in READS] == book.said
    for line in (*READS, *WRITES) if LONG else (*READS[:3], *WRITES):
        found, _, err = typed(home, line, code=None)
        # A name that changed is not found; a sum that changed is refused by a rule.
        assert found in (0, 5) or (code and found in (3, 4)), (line, found, err)
        assert "Traceback" not in err
        assert "no programa" not in err, (line, err)
    return code


@pytest.mark.parametrize(
    "content",
    [b"isto nao e um banco de dados\n" * 100, b"\x00" * 5_000, b"\xff" * 5_000, b"SQLite format 3",
     b"PK\x03\x04" + b"\x00" * 9_000, b"\n"],
    ids=["text", "zeros", "ones", "magic", "zip", "newline"],
)  # fmt: skip
def test_what_is_no_database_is_refused(damaged, figures, content):
    home = damaged(content)
    for line in (*READS, ["conferir"], ["backup"], *WRITES):
        assert_refused(home, line)
    figures({"arquivos danificados": 1})


def test_an_empty_file_is_no_place_to_start_over(damaged, book, figures):
    home = damaged(b"")
    for line in (*READS, ["conferir"], ["backup"], *WRITES):
        err = assert_refused(home, line)
        assert "vazio" in err
        assert next(home.glob("backups/*.zip")).name in err
    (file,) = home.glob("backups/*.zip")
    typed(home, ["restaurar", str(file), "--sim"])
    assert [typed(home, line)[1] for line in READS] == book.said
    figures({"arquivos danificados": 1})


def test_an_empty_file_does_not_cost_the_wal_beside_it(damaged):
    """SQLite deletes the -wal of a file without pages as soon as it opens it."""
    home = damaged(b"")
    wal = home / "cobranca.db-wal"
    wal.write_bytes(b"tudo o que sobrou")
    for line in (["resumo"], ["vendi", "Ana Prado", "10"]):
        assert_refused(home, line)
    assert wal.read_bytes() == b"tudo o que sobrou"


@pytest.mark.parametrize("left", ["wal", "backup"])
def test_a_database_that_is_gone_is_not_silently_begun_anew(book, left):
    """A new file would take the old -wal for its own."""
    home = book.home
    if left == "wal":
        with closing(connect(home / "cobranca.db", read_only=False)) as alive:
            alive.execute("UPDATE customer SET nickname = 'A', nickname_key = 'a' WHERE id = 1")
            wal = (home / "cobranca.db-wal").read_bytes()
        shutil.rmtree(home / "backups")
        (home / "cobranca.db-wal").write_bytes(wal)
    (home / "cobranca.db").unlink()
    before = sorted(path.name for path in home.iterdir())
    for line in (["resumo"], ["vendi", "Ana Prado", "10"], ["demo"]):
        code, out, err = typed(home, line, code=None)
        assert (code, out) == (5, "")
        assert "sumiu" in err
        assert "restaurar" in err
    assert (
        json.loads(typed(home, ["resumo", "--json"], code=5)[2])["error"]["code"] == "database_gone"
    )
    assert sorted(path.name for path in home.iterdir()) == before
    if left == "backup":
        (file,) = home.glob("backups/*.zip")
        typed(home, ["restaurar", str(file), "--sim"])
        assert [typed(home, line)[1] for line in READS] == book.said


def test_a_truncated_file_is_refused_or_found(damaged, book, figures):
    size = len(book.content)
    sizes = {1, 100, 4095, 4096, size // 2, size - 4096, size - 1}
    if LONG:
        sizes |= {15, 16, 99, 101, 512, 1024, 4097, *range(4096, size, 4096)}
    for kept in sorted(sizes):
        home = damaged(book.content[:kept])
        assert typed(home, ["conferir"], code=None)[0] in (1, 5), kept
        assert_told_or_harmless(home, book)
        if kept < 4096:
            assert_refused(damaged(book.content[:kept]), ["resumo"])
    figures({"arquivos danificados": len(sizes)})


def test_a_file_without_its_header_is_refused(damaged, book, figures):
    for gone in (16, 100, 4096):
        home = damaged(b"\x00" * gone + book.content[gone:])
        for line in (READS[0], WRITES[0]):
            assert_refused(home, line)
    figures({"arquivos danificados": 3})


def test_a_byte_that_changed_in_the_header_is_refused_or_found(damaged, book, figures):
    chance = random.Random(7)
    offsets = range(100) if LONG else chance.sample(range(100), 8)
    for offset in offsets:
        content = bytearray(book.content)
        content[offset] ^= chance.randint(1, 255)
        assert_told_or_harmless(damaged(bytes(content)), book)
    figures({"arquivos danificados": len(offsets)})


def test_bytes_that_changed_anywhere_are_refused_or_found(damaged, book, figures):
    chance = random.Random(11)
    used = [n for n, byte in enumerate(book.content) if byte]  # Most of a small file is blank.
    found = 0
    for _ in range(FLIPS):
        content = bytearray(book.content)
        for offset in chance.sample(used, chance.choice([1, 1, 1, 4])):
            content[offset] ^= 1 << chance.randrange(8)
        found += bool(assert_told_or_harmless(damaged(bytes(content)), book))
    assert found > FLIPS // 3
    figures({"arquivos danificados": FLIPS})


def test_blocks_that_changed_are_refused_or_found(damaged, book, figures):
    """A page that was lost, swapped with another, or written twice."""
    chance = random.Random(13)
    pages = len(book.content) // 4096
    tries = 200 if LONG else 6
    for _ in range(tries):
        content = bytearray(book.content)
        one, other = chance.sample(range(1, pages), 2)
        block = bytes(content[4096 * other : 4096 * other + 4096])
        lost = chance.choice([block, b"\x00" * 4096, chance.randbytes(4096)])
        content[4096 * one : 4096 * one + 4096] = lost
        assert_told_or_harmless(damaged(bytes(content)), book)
    figures({"arquivos danificados": tries})


def test_a_file_of_another_program_or_of_a_later_version_is_refused(damaged, book, figures):
    for pragma, hint in (("application_id = 1", "restaurar"), ("user_version = 999", "atualize")):
        home = damaged(book.content)
        with closing(sqlite3.connect(home / "cobranca.db")) as opened:
            opened.execute(f"PRAGMA {pragma}")
        for line in (*READS, ["conferir"], *WRITES):
            err = assert_refused(home, line, hint="Dica")
            assert hint in err.lower()
    figures({"arquivos danificados": 2})


def test_a_folder_in_its_place_is_refused(book):
    (book.home / "cobranca.db").rename(book.home / "aside")
    (book.home / "cobranca.db").mkdir()
    for line in (*READS, ["conferir"], ["backup"], *WRITES):
        code, out, err = typed(book.home, line, code=None)
        assert (code, out) == (5, ""), (line, err)
        assert "é uma pasta" in err
        assert "restaurar" in err


@pytest.mark.slow
def test_a_copy_of_a_live_home_opens_or_is_found_damaged(tmp_path, figures):
    """Copied file by file while somebody writes, as a synchroniser does it."""
    home = tmp_path / "live" / "home"
    home.parent.mkdir()
    typed(home, ["vendi", "Ana Prado", "900", "--parcelas", "12"])
    tries = 40 if LONG else 3
    until = threading.Event()

    def write():
        rows = "cliente,valor,data\n" + "".join(f"C{n},10,01/10/2026\n" for n in range(300))
        (tmp_path / "v.csv").write_text(rows)
        for _ in range(1_000):
            for line in (
                ["recebi", "Ana Prado", "1"],
                ["importar", "--vendas", str(tmp_path / "v.csv")],
                ["desfazer", "--sim"],
            ):
                if until.is_set():
                    return
                start(home, line).communicate(timeout=60)

    writer = threading.Thread(target=write)
    writer.start()
    sound_ones = 0
    try:
        for number in range(tries):
            time.sleep(0.3 + 0.07 * (number % 7))
            copy = tmp_path / "copies" / str(number)
            copy.mkdir(parents=True)
            names = ["cobranca.db", "cobranca.db-wal"]
            for name in names if number % 2 else names[::-1]:
                if (home / name).exists():
                    shutil.copy(home / name, copy / name)
            code, _, err = typed(copy, ["conferir"], code=None)
            assert code in (0, 1, 5), err
            assert code == 0 or "no programa" not in err
            sound_ones += code == 0
    finally:
        until.set()
        writer.join()
    assert sound(home) == []
    assert sound_ones
    figures({"cópias de um caderno em uso": tries})


@pytest.mark.slow
def test_a_home_that_is_moved_while_it_is_written_to_loses_nothing(book, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    for wait in (0.0, 0.05, 0.3, 0.45, 0.5, 0.55, 0.6)[:: 1 if LONG else 3]:
        home = copied(book.home, tmp_path / "moving" / "home")
        before = state(home)
        process = start(home, ["vendi", "Ana Prado", "10"])
        time.sleep(wait)
        home.rename(elsewhere)
        _, err = process.communicate(timeout=60)
        assert process.returncode in (0, 5), err
        assert "Traceback" not in err
        began_anew = home.exists()  # It came to the old place only after the move.
        assert sound(elsewhere) == []
        now = state(elsewhere)
        assert now.seq == before.seq + (process.returncode == 0 and not began_anew)
        shutil.rmtree(elsewhere)
        shutil.rmtree(home, ignore_errors=True)


def test_a_file_with_no_tables_is_no_book(damaged, figures):
    """What a program leaves that was stopped between opening a new file and filling it."""
    home = damaged(b"")
    (home / "cobranca.db").unlink()
    with closing(sqlite3.connect(home / "cobranca.db")) as opened:
        opened.execute("PRAGMA journal_mode = WAL")
    for line in (*READS, ["conferir"], *WRITES):
        assert_refused(home, line)
    figures({"arquivos danificados": 1})
