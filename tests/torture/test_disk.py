"""Full disks and read-only media: words, exit 5, nothing half-written; what can be read is read."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from effort import LONG, QUICK
from torture.harness import NOTHING, copied, old_home, run, sound, state, typed

from cobranca_cli.store.connection import connect
from cobranca_cli.store.unit_of_work import UnitOfWork

# Real processes and real waiting: for `make ci` and `make torture`.
pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(os.name == "nt", reason="file-size limits and mounts are of Unix")
READS = (
    ["atrasados"], ["resumo"], ["clientes"], ["extrato", "Ana Prado"], ["vendas"], ["conferir"],
    ["recebimentos"], ["historico"], ["ficha", "Ana Prado"], ["lembrar", "--mostrar"],
    ["exportar", "json", "Ana Prado", "--saida", "-"],
)  # fmt: skip
ENGLISH = ("Traceback", "database", "disk", "File too", "No space", "read-only", "rror")


@pytest.fixture
def book(tmp_path):
    """A home with a few sales, closed."""
    home = tmp_path / "book" / "home"
    home.parent.mkdir()
    typed(home, ["ajustes", "business.name", "Doces da Lúcia"])
    typed(home, ["vendi", "Ana Prado", "300", "--parcelas", "3", "--em", "01/09/2026"])
    typed(home, ["vendi", "Beto Lima", "45,50", "--em", "05/10/2026"])
    typed(home, ["recebi", "Ana Prado", "60"])
    return home


def lines(folder):
    """Writes small and large."""
    rows = [f"Cliente {n % 50},{10 + n % 90},01/09/2026,Bolo de número {n}" for n in range(400)]
    (folder / "v.csv").write_text("\n".join(["cliente,valor,data,descricao", *rows]), "utf-8")
    return (
        ["vendi", "Ana Prado", "120", "--parcelas", "12"],
        ["recebi", "Ana Prado", "30"],
        ["importar", "--vendas", str(folder / "v.csv")],
        ["ajustes", "business.owner", "Lúcia Ferreira"],
        ["backup"],
    )


def assert_told(found, *, code=5):
    """Words in Portuguese, with what to do, and nothing on stdout."""
    exit_code, out, err = found
    assert exit_code == code, (out, err)
    assert out == ""
    message, hint = err.splitlines()[-2:]
    assert message.startswith(("Não cons", "O ", "Os "))
    assert hint.startswith("Dica: ")
    assert not [word for word in ENGLISH if word in err], err


def assert_unharmed(home, before):
    assert sound(home) == []
    assert state(home) == before
    assert not list(home.glob("**/*.parte"))
    assert not list(home.glob(".cobranca-*")) + list(home.parent.glob(".cobranca-*"))


def limited(size):
    """A process in which no file may grow beyond so many bytes; it leaves no half a .pyc behind."""
    import resource

    return {
        "preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        "env": {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    }


SIZES = (0, 3_000, 30_000, 40_000, 60_000, 100_000, 190_000, 300_000) if LONG else (30_000,)


@posix
@pytest.mark.parametrize("size", SIZES)
def test_a_file_that_may_not_grow_stops_a_write_whole(book, tmp_path, figures, size):
    refused = 0
    for line in lines(tmp_path)[slice(None) if LONG else slice(1, 2 if QUICK else 3)]:
        home = copied(book, tmp_path / "twin" / "home")
        before = state(home)
        found = run(home, line, **limited(size))
        if found[0] == 0:
            assert not state(home).agrees(before)
            assert sound(home) == []
            continue
        assert_told(found)
        assert_unharmed(home, before)
        typed(home, line)  # With room again.
        assert not state(home).agrees(before)
        refused += 1
    assert refused or size >= 100_000
    figures({"gravações sem espaço": refused})


@pytest.mark.slow
@posix
@pytest.mark.parametrize("size", SIZES)
def test_a_first_write_without_room_leaves_no_home(tmp_path, figures, size):
    home = tmp_path / "first" / "home"
    home.parent.mkdir()
    line = ["vendi", "Ana Prado", "120", "--parcelas", "12"]
    found = run(home, line, **limited(size))
    if found[0]:
        assert_told(found)
        assert state(home) == NOTHING
        assert not list(home.parent.glob(".cobranca-*"))
        typed(home, line)
        figures({"gravações sem espaço": 1})
    assert state(home).seq == 1
    assert sound(home) == []


@posix
@pytest.mark.parametrize("size", SIZES)
def test_an_upgrade_without_room_leaves_the_old_file(tmp_path, figures, size):
    home = old_home(tmp_path / "old" / "home")
    before, content = state(home), (home / "cobranca.db").read_bytes()
    found = run(home, ["resumo"], **limited(size))
    if found[0]:
        assert_told(found)
        assert state(home) == before
        assert (home / "cobranca.db").read_bytes() == content
        assert not list(home.glob("backups/*")) or size > 150_000
        typed(home, ["resumo"])
        figures({"gravações sem espaço": 1})
    assert state(home).version > before.version
    assert sound(home) == []


@pytest.fixture
def disk(tmp_path):
    """A disk of its own, of 1 MB; a function that mounts it again in another way."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)],
        capture_output=True, check=False,
    ) if os.name == "posix" and os.geteuid() == 0 else None  # fmt: skip
    if mounted is None or mounted.returncode:
        pytest.skip("only root may mount a disk, and not everywhere")

    def again(how):
        subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)

    again.folder = folder
    yield again
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder, left):
    """Use up the disk but for `left` bytes."""
    with contextlib.suppress(OSError), (folder / "filler").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, shutil.disk_usage(folder).free - left))


@pytest.mark.parametrize("left", [0, 40_000, 80_000] if LONG else [0])
def test_a_full_disk_stops_a_write_whole_and_is_read(book, disk, tmp_path, figures, left):
    refused = 0
    home = copied(book, disk.folder / "home")
    expected = [typed(home, line)[1] for line in READS]
    before = state(home)
    for line in lines(tmp_path) if LONG else lines(tmp_path)[:1]:
        copied(book, home)
        fill(disk.folder, left)
        found = run(home, line)
        if found[0]:
            assert_told(found)
            refused += 1
            if not left:
                assert [run(home, read)[:2] for read in READS[:3]] == [
                    (0, out) for out in expected[:3]
                ]
        (disk.folder / "filler").unlink()
        if found[0]:
            assert_unharmed(home, before)
        else:
            assert sound(home) == []
    assert refused or left
    figures({"gravações sem espaço": refused})


@pytest.mark.parametrize("left", [0, 40_000, 150_000, 300_000] if LONG else [150_000])
def test_a_first_write_on_a_full_disk_leaves_no_home(disk, figures, left):
    home = disk.folder / "home"
    fill(disk.folder, left)
    line = ["vendi", "Ana Prado", "120", "--parcelas", "12"]
    found = run(home, line)
    if found[0]:
        assert_told(found)
        (disk.folder / "filler").unlink()
        assert state(home) == NOTHING
        assert not list(disk.folder.glob(".cobranca-*"))
        typed(home, line)
        figures({"gravações sem espaço": 1})
    assert state(home).seq == 1
    assert sound(home) == []


@pytest.fixture
def frozen(book, request):
    """The book where nothing may be written: (home, a function that freezes it)."""
    if os.name == "nt":
        pytest.skip("permissions of Unix")
    if os.geteuid() == 0:  # Whom permissions do not stop.
        disk = request.getfixturevalue("disk")
        yield copied(book, disk.folder / "home"), lambda: disk("ro")
        return

    def freeze():
        for path in book.iterdir():
            path.chmod(0o500 if path.is_dir() else 0o400)
        book.chmod(0o500)

    yield book, freeze
    book.chmod(0o700)


@pytest.mark.slow
def test_on_read_only_media_everything_is_read_and_nothing_written(frozen, tmp_path):
    home, freeze = frozen
    expected = [typed(home, line)[1] for line in READS]
    before = state(home)
    for path in home.glob("cobranca.db-*"):
        path.unlink()
    freeze()
    for line, out in zip(READS, expected, strict=True):
        assert typed(home, line)[1] == out
    for line in lines(tmp_path):
        found = run(home, line)
        assert_told(found)
        assert "leitura" in found[2] or "permissão" in found[2], found
    assert state(home) == before


@pytest.mark.slow
def test_writes_that_wait_in_a_wal_on_read_only_media_are_told(frozen, book, tmp_path):
    """Copied from a live home to a stick, say: without them the book would look older."""
    home, freeze = frozen
    with closing(connect(home / "cobranca.db", read_only=False)) as alive:
        alive.execute("UPDATE customer SET nickname = 'Nina', nickname_key = 'nina' WHERE id = 1")
        files = {name: (home / name).read_bytes() for name in ("cobranca.db", "cobranca.db-wal")}
    for name, content in files.items():
        (home / name).write_bytes(content)
    (home / "cobranca.db-shm").unlink(missing_ok=True)
    freeze()
    for line in (["resumo"], ["vendi", "Ana Prado", "10"]):
        found = run(home, line)
        assert_told(found)
        assert "-wal" in found[2] or line[0] == "vendi"
    found = run(home, ["resumo", "--json"])
    assert json.loads(found[2])["error"]["code"] == "pending_writes"
    elsewhere = copied(home, tmp_path / "elsewhere" / "home")  # As the hint says.
    elsewhere.chmod(0o700)
    for path in elsewhere.iterdir():
        path.chmod(0o600)
    assert typed(elsewhere, ["ficha", "Nina"])


def test_a_setting_and_its_record_go_together(book, monkeypatch):
    """The file is changed last: a disk that fills up in between must not leave it changed."""
    settings = book / "cobranca.toml"
    typed(book, ["ajustes", "business.city", "Campinas"])
    before, content = state(book), settings.read_bytes()

    def full(_unit):
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(UnitOfWork, "_append_audit_row", full)
        for line in (["ajustes", "business.city", "Santos"], ["desfazer", "--sim"]):
            assert "o disco está cheio" in typed(book, line, code=5)[2]
    assert settings.read_bytes() == content
    assert state(book) == before
    typed(book, ["desfazer", "--sim"])
    assert "Campinas" not in settings.read_text("utf-8")


@pytest.mark.slow
def test_an_answer_that_cannot_be_written_does_not_deny_the_write(book):
    """A full disk under a redirected output: what was recorded is recorded, and this is said."""
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    before = state(book)
    for line in (["vendi", "Ana Prado", "10"], ["vendi", "Ana Prado", "10", "--json"]):
        with open("/dev/full", "w") as full:
            process = subprocess.run(
                [sys.executable, "-m", "cobranca_cli", "--home", str(book), *line],
                stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            )  # fmt: skip
        assert process.returncode == 5
        assert "gravado" in process.stderr
        assert "historico" in process.stderr
    assert state(book).seq == before.seq + 2
