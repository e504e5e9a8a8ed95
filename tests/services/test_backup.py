"""Backups: one file, made while others write; and a home made from it, or left as it was."""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import os
import shutil
import sqlite3
import stat
import sys
import threading
import time
import types
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fixed_day import NOW

from cobranca_cli import errors
from cobranca_cli.reports.integrity import check, schema
from cobranca_cli.services.backup import make_backup, restore_backup
from cobranca_cli.store import age, archive, backup_files, connection, folders, migrate, replacement

LOCAL = NOW.astimezone(ZoneInfo("America/Sao_Paulo"))
NAME = "cobranca-2026-11-23-100000.zip"
SETTINGS = '# minha loja\n[business]\nname = "Doces da Lúcia"\n'
SENTENCE = "pão de queijo"


def two_writes(desk):
    desk.sell("Maria", 30_000, n=3)
    desk.pay("Maria", 5_000)


@pytest.fixture
def book(kept, home):
    """A home with two writes, settings, a template, and what backups leave alone."""
    desk = kept(two_writes)
    (home / "cobranca.toml").write_text(SETTINGS, "utf-8")
    (home / "templates").mkdir()
    (home / "templates" / "esqueceu.txt").write_text("Oi, {{ nome }}! Lembrete.", "utf-8")
    (home / "documents").mkdir()
    (home / "documents" / "nota.txt").write_text("papel", "utf-8")
    return desk


def copy(home, *, now=LOCAL, **more):
    return make_backup(home, now=now, **more)


def back(home, file, *, now=LOCAL, passphrase=lambda: SENTENCE, approve=lambda _: None, **more):
    return restore_backup(
        home, Path(file), now=now, passphrase=passphrase, approve=approve, **more
    )  # fmt: skip


def content(home):
    """What a home says: tables and other files; None when there is none."""
    if not home.exists():
        return None
    found = {
        str(path.relative_to(home)): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and not path.name.startswith("cobranca.db")
        and "backups" not in path.relative_to(home).parts
    }  # fmt: skip
    if (home / "cobranca.db").is_file():
        try:
            with closing(sqlite3.connect(home / "cobranca.db")) as opened:
                found["tables"] = list(opened.iterdump())
        except sqlite3.DatabaseError:
            found["tables"] = (home / "cobranca.db").read_bytes()
    return found


def names(folder):
    """Every file and folder in it, with its mode."""
    return {p.name: oct(stat.S_IMODE(p.stat().st_mode)) for p in folder.iterdir()}


def unchanged(home):
    """`content`, and that nothing half done lies about."""
    near = home if home.exists() else home.parent
    assert not [path.name for path in near.iterdir() if path.name.startswith(".cobranca")]
    kept = home / "backups"
    aside = sorted(kept.glob("antes-*")) if kept.exists() else []
    return content(home), [str(p) for p in aside]


def head(home):
    with closing(sqlite3.connect(home / "cobranca.db")) as opened:
        return opened.execute("SELECT max(seq), count(*) FROM audit").fetchone()


# --- Making ----------------------------------------------------------------------------------


def test_a_backup_is_one_file_with_everything_and_says_what_it_is(book, home):
    before = content(home)
    made = copy(home)
    assert Path(made.file) == home / "backups" / NAME
    assert made.bytes == Path(made.file).stat().st_size
    assert (made.seq, made.encrypted, made.removed) == (2, False, [])
    with zipfile.ZipFile(made.file) as opened:
        assert sorted(opened.namelist()) == [
            "cobranca.db", "cobranca.toml", "manifest.json", "templates/esqueceu.txt",
        ]  # fmt: skip
        manifest = json.loads(opened.read("manifest.json"))
        for name, sha256 in manifest.pop("members").items():
            assert hashlib.sha256(opened.read(name)).hexdigest() == sha256
        assert opened.read("cobranca.toml").decode() == SETTINGS
    assert manifest == {
        "format": 1, "program_version": "0.1.0", "schema_version": migrate.VERSION,
        "made_at": "2026-11-23T13:00:00Z", "seq": 2, "hash": made.hash,
    }  # fmt: skip
    assert content(home) == before  # Nothing was written to the book: no audit row either.


def test_the_copied_database_opens_and_is_sound(book, home, tmp_path):
    made = copy(home)
    with zipfile.ZipFile(made.file) as opened:
        opened.extract("cobranca.db", tmp_path)
    with closing(connection.connect(tmp_path / "cobranca.db", read_only=True)) as opened:
        assert check(opened).ok
        assert list(opened.iterdump()) == book.content()


def test_files_are_the_owners_alone_and_nothing_else_is_left(book, home, tmp_path):
    old = os.umask(0)
    try:
        copy(home)
        copy(home, folder=tmp_path / "usb" / "copias")
    finally:
        os.umask(old)
    assert names(home / "backups") == {NAME: "0o600", ".copia-fora": "0o600"}
    assert names(tmp_path / "usb" / "copias") == {NAME: "0o600"}
    assert names(home)["backups"] == names(tmp_path / "usb")["copias"] == "0o700"
    assert set(names(home)) - {"cobranca.db-wal", "cobranca.db-shm"} == {
        "backups", "cobranca.db", "cobranca.toml", "documents", "templates",
    }  # fmt: skip


def test_a_folder_that_is_there_keeps_its_permissions(book, home, tmp_path):
    (tmp_path / "usb").mkdir(mode=0o755)
    (tmp_path / "usb").chmod(0o755)
    copy(home, folder=tmp_path / "usb")
    assert names(tmp_path)["usb"] == "0o755"


def test_a_name_that_is_taken_gets_a_counter(book, home):
    files = [Path(copy(home).file).name for _ in range(3)]
    assert files == [NAME, NAME.replace(".zip", "-2.zip"), NAME.replace(".zip", "-3.zip")]
    assert [path.name for path in backup_files.listed(home / "backups")] == files


def test_keeping_n_removes_the_oldest_of_ours_and_nothing_else(book, home):
    folder = home / "backups"
    days = [copy(home, now=LOCAL - timedelta(days=n)) for n in (3, 2, 1)]
    others = [
        "antes-da-versao-2-de-1.db", "cobranca-2026.zip", "minha.zip", NAME + ".parte",
        "cobranca-2026-11-01-100000.zip.txt", "copia-cobranca-2026-11-01-100000.zip",
    ]  # fmt: skip
    for other in others:
        (folder / other).write_text("meu", "utf-8")
    (folder / "cobranca-2020-01-01-000000.zip").mkdir()  # A folder is no file of ours.
    made = copy(home, keep=2)
    assert made.removed == [Path(day.file).name for day in days[:2]]
    assert set(names(folder)) == {
        *others, "cobranca-2020-01-01-000000.zip", Path(days[2].file).name, NAME,
    }  # fmt: skip


def test_the_new_one_stays_even_when_its_date_is_the_oldest(book, home):
    for n in (1, 2):
        copy(home, now=LOCAL + timedelta(days=n))
    made = copy(home, keep=1)
    assert [path.name for path in backup_files.listed(home / "backups")] == [NAME]
    assert len(made.removed) == 2


def test_the_second_of_one_second_is_the_newer(book, home):
    for _ in range(11):
        copy(home)
    copy(home, keep=2)
    assert [path.name for path in backup_files.listed(home / "backups")] == [
        NAME.replace(".zip", "-11.zip"), NAME.replace(".zip", "-12.zip"),
    ]  # fmt: skip


def test_what_a_killed_backup_left_goes_with_the_next_one(book, home, tmp_path):
    folder = home / "backups"
    folder.mkdir()
    (folder / ".cobranca-2026-11-21-100000.zip.parte").write_text("meio", "utf-8")
    (folder / ".cobranca-2026-11-23-095959.zip.age.parte").write_text("em curso", "utf-8")
    (home / ".cobranca-copia-morta").mkdir()
    (home / ".cobranca-copia-morta" / "cobranca.db").write_text("meio", "utf-8")
    in_use = home / ".cobranca-copia-viva"
    in_use.mkdir()
    with folders.locked(in_use):
        copy(home)
    assert set(names(folder)) == {".cobranca-2026-11-23-095959.zip.age.parte", NAME}
    assert [path.name for path in home.glob(".cobranca*")] == [".cobranca-copia-viva"]


def test_without_a_home_there_is_nothing_to_copy(home):
    with pytest.raises(errors.NothingToBackUpError):
        copy(home)
    assert not home.exists()


def test_a_book_that_was_tampered_with_is_not_called_a_backup(book, home):
    kept = copy(home, now=LOCAL - timedelta(days=1))
    with closing(sqlite3.connect(home / "cobranca.db")) as opened:
        opened.execute("UPDATE customer SET name = 'Outra'")
        opened.commit()
    with pytest.raises(errors.BookNotSoundError):
        copy(home, keep=1)
    assert set(names(home / "backups")) == {Path(kept.file).name}


def test_settings_of_a_size_that_nobody_types_stop_it(book, home):
    (home / "templates" / "esqueceu.txt").write_bytes(b"x" * (archive.SMALL + 1))
    with pytest.raises(errors.FileTooLargeError):
        copy(home)
    assert not (home / "backups").exists()


def test_hidden_files_and_folders_among_the_templates_are_not_copied(book, home):
    (home / "templates" / ".DS_Store").write_text("x", "utf-8")
    (home / "templates" / "velhos").mkdir()
    (home / "templates" / "promoção de natal.txt").write_text("Oi", "utf-8")
    with zipfile.ZipFile(copy(home).file) as opened:
        assert {n for n in opened.namelist() if n.startswith("templates/")} == {
            "templates/esqueceu.txt", "templates/promoção de natal.txt",
        }  # fmt: skip


@pytest.mark.parametrize("step", ["_fill", "_verify_new"])
def test_a_backup_that_fails_leaves_no_file(book, home, monkeypatch, step):
    from cobranca_cli.services import backup

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, step, full)
    with pytest.raises(errors.DatabaseWriteError, match="disco está cheio"):
        copy(home)
    assert names(home / "backups") == {}
    assert not list(home.glob(".cobranca*"))


def test_what_was_written_wrongly_is_found_before_it_is_called_a_backup(book, home, monkeypatch):
    from cobranca_cli.services import backup

    def torn(new, packed, _passphrase):
        new.file.write(packed.read_bytes()[:-100])
        new.file.flush()

    monkeypatch.setattr(backup, "_fill", torn)
    with pytest.raises(errors.BackupDamagedError):
        copy(home)
    assert names(home / "backups") == {}


def write_on(home, until, sold):
    """A process that sells until it is told to stop; a sale is one transaction."""
    from cobranca_cli.cli.main import main

    os.environ["COBRANCA_HOME"] = str(home)
    sys.stdout = sys.stderr = io.StringIO()
    while not until.is_set():
        assert main(["vendi", "Ana", "10", "--sim"]) == 0
        sold.value += 1


def test_a_backup_is_sound_while_another_process_writes(book, home, tmp_path):
    context = multiprocessing.get_context("fork")
    until, sold = context.Event(), context.Value("i", 0)
    writer = context.Process(target=write_on, args=(home, until, sold))
    writer.start()
    try:
        heads = []
        patience = time.monotonic() + 60
        while len(set(heads)) < 5 and time.monotonic() < patience:
            heads.append(copy(home).seq)
    finally:
        until.set()
        writer.join(60)
    assert writer.exitcode == 0
    assert heads == sorted(heads)
    assert len(set(heads)) >= 5
    for made in backup_files.listed(home / "backups"):
        done = back(tmp_path / "novo", made, dry_run=True)  # Verifies all of it.
        assert done.seq in heads


def copy_at_once(home, barrier, results):
    barrier.wait()
    results.put(copy(home).file)


def test_two_backups_in_the_same_second_are_two_files(book, home):
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(4), context.Queue()
    runs = [context.Process(target=copy_at_once, args=(home, barrier, results)) for _ in range(4)]
    for run in runs:
        run.start()
    made = {results.get(timeout=60) for _ in runs}
    for run in runs:
        run.join(60)
    assert len(made) == 4
    assert {str(path) for path in backup_files.listed(home / "backups")} == made
    assert len(names(home / "backups")) == 4


# --- Putting back ----------------------------------------------------------------------------


def test_a_restore_brings_everything_back_and_keeps_what_was_there(book, home):
    made, before = copy(home), content(home)
    book.sell("José", 9_900)
    (home / "cobranca.toml").write_text('[business]\nname = "Outra"\n', "utf-8")
    (home / "templates" / "no-dia.txt").write_text("Hoje", "utf-8")
    replaced = content(home)
    done = back(home, made.file)
    assert content(home) == before
    assert (done.seq, done.hash, done.made_at) == (2, made.hash, "2026-11-23T13:00:00Z")
    aside = Path(done.kept_aside)
    assert aside == home / "backups" / "antes-de-restaurar-2026-11-23-100000"
    shutil.copytree(home / "documents", aside / "documents")  # Which stayed.
    assert content(aside) == replaced
    assert stat.S_IMODE(aside.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "cobranca.db").stat().st_mode) == 0o600
    unchanged(home)


def test_work_goes_on_from_the_restored_chain(book, home):
    made = copy(home)
    book.sell("José", 9_900)
    back(home, made.file)
    book.undo()  # The payment: the sale to José is not there.
    assert sum(book.open().values()) == 30_000
    with closing(connection.connect(home / "cobranca.db", read_only=True)) as opened:
        assert check(opened).ok
    book.sell("Ana", 100)
    assert head(home) == (4, 4)


def test_a_home_that_does_not_exist_is_made(book, home, tmp_path):
    made, before = copy(home), content(home)
    new = tmp_path / "outro" / "lugar"
    done = back(new, made.file)
    assert done.kept_aside is None
    before.pop("documents/nota.txt")
    assert content(new) == before
    assert names(new) == {"cobranca.db": "0o600", "cobranca.toml": "0o600", "templates": "0o700"}
    assert names(new.parent)["lugar"] == "0o700"


def test_a_home_without_settings_loses_those_of_the_replaced_one(desk, home):
    desk.sell("Maria", 100)
    made = copy(home)
    (home / "cobranca.toml").write_text(SETTINGS, "utf-8")
    (home / "templates").mkdir()
    done = back(home, made.file)
    assert not (home / "cobranca.toml").exists()
    assert not (home / "templates").exists()
    assert set(names(Path(done.kept_aside))) == {"cobranca.db", "cobranca.toml", "templates"}


def test_an_empty_book_can_be_kept_too(database, home, tmp_path):
    made = copy(home)
    assert made.seq == 0
    assert back(tmp_path / "novo", made.file).seq == 0


def test_a_dry_run_looks_at_all_of_it_and_touches_nothing(book, home, tmp_path):
    made = copy(home)
    book.sell("José", 9_900)
    before = unchanged(home)
    assert back(home, made.file, dry_run=True).kept_aside is None
    back(tmp_path / "novo", made.file, dry_run=True)
    assert unchanged(home) == before
    assert not (tmp_path / "novo").exists()


def test_a_no_leaves_everything(book, home):
    made, seen = copy(home), []
    before = unchanged(home)

    def no(manifest):
        seen.append(manifest.made_at)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back(home, made.file, approve=no)
    assert seen == ["2026-11-23T13:00:00Z"]
    assert unchanged(home) == before


def damaged_header(path):
    path.write_bytes(b"isto nao e um banco de dados\n" * 300)


def torn_off(path):
    path.write_bytes(path.read_bytes()[:5000])


def empty(path):
    path.write_bytes(b"")


def a_folder(path):
    path.unlink()
    path.mkdir()
    (path / "x").write_text("x", "utf-8")


def another_program(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("PRAGMA page_size = 1024")
        opened.execute("CREATE TABLE recipe (name TEXT)")
        opened.commit()


def newer(path):
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("PRAGMA user_version = 99")
        opened.commit()


def bad_pages(path):
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x7f" * (len(data) - 4096)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    "spoil", [damaged_header, torn_off, empty, a_folder, another_program, newer, bad_pages]
)
def test_whatever_is_in_its_place_does_not_stop_a_restore(book, home, spoil):
    made, before = copy(home), content(home)
    for suffix in ("-wal", "-shm"):
        (home / f"cobranca.db{suffix}").unlink(missing_ok=True)
    spoil(home / "cobranca.db")
    if spoil is empty:
        (home / "cobranca.db-wal").write_bytes(b"o que ficou")
    was = None if spoil is a_folder else (home / "cobranca.db").read_bytes()
    done = back(home, made.file)
    assert content(home) == before
    kept = Path(done.kept_aside) / "cobranca.db"
    assert kept.is_dir() if was is None else kept.exists()
    if spoil in (damaged_header, torn_off, empty, another_program):
        assert kept.read_bytes() == was
    if spoil is empty:
        assert (kept.parent / "cobranca.db-wal").read_bytes() == b"o que ficou"
    book.sell("Ana", 100)


# --- Files that are refused ------------------------------------------------------------------


def rewrite(source, target, *, change=None, add=(), drop=(), manifest=None):
    """A copy of a zip with members changed; sums in the manifest follow unless it is given."""
    with zipfile.ZipFile(source) as old:
        members = {name: old.read(name) for name in old.namelist() if name not in drop}
    members.update(change or {})
    members.update(dict(add))
    if manifest is not None and "manifest.json" in members:
        told = json.loads(members.pop("manifest.json"))
        told["members"] = {n: hashlib.sha256(d).hexdigest() for n, d in members.items()}
        manifest(told)
        members["manifest.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members.items():
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target


def same(_told):
    """The sums follow; nothing else changes."""


def database_where(path, sql):
    """The bytes of a zip's database after some SQL."""
    where = Path(path).parent / "mexida.db"
    with zipfile.ZipFile(path) as opened:
        where.write_bytes(opened.read("cobranca.db"))
    with closing(sqlite3.connect(where)) as opened:
        opened.execute("PRAGMA journal_mode = DELETE")
        opened.executescript(sql)
    data = where.read_bytes()
    where.unlink()
    return data


REFUSED = {
    "text": lambda f: f.write_text("não sou um zip", "utf-8"),
    "empty": lambda f: f.write_bytes(b""),
    "torn off": lambda f: f.write_bytes(f.read_bytes()[:-30]),
    "half": lambda f: f.write_bytes(f.read_bytes()[: f.stat().st_size // 2]),
    "another zip": lambda f: rewrite(f, f, drop=["cobranca.db", "manifest.json"]),
    "no database": lambda f: rewrite(f, f, drop=["cobranca.db"], manifest=same),
    "no manifest": lambda f: rewrite(f, f, drop=["manifest.json"]),
    "a member less": lambda f: rewrite(f, f, drop=["templates/esqueceu.txt"]),
    "a member more": lambda f: rewrite(f, f, add={"templates/x.txt": b"x"}.items()),
    "changed settings": lambda f: rewrite(f, f, change={"cobranca.toml": b"[business]\n"}),
    "settings nobody understands": lambda f: rewrite(
        f, f, change={"cobranca.toml": b"[business\n"}, manifest=same
    ),
    "manifest no json": lambda f: rewrite(f, f, change={"manifest.json": b"{"}),
    "manifest a list": lambda f: rewrite(f, f, change={"manifest.json": b"[]"}),
    "manifest deep": lambda f: rewrite(f, f, change={"manifest.json": b"[" * 200_000}),
    "manifest without seq": lambda f: rewrite(f, f, manifest=lambda told: told.pop("seq")),
    "another head": lambda f: rewrite(f, f, manifest=lambda told: told.update(seq=9)),
    "another hash": lambda f: rewrite(f, f, manifest=lambda told: told.update(hash="0" * 64)),
    "seq a text": lambda f: rewrite(f, f, manifest=lambda told: told.update(seq="2")),
    "members a list": lambda f: rewrite(f, f, manifest=lambda told: told.update(members=[1])),
    "no date": lambda f: rewrite(f, f, manifest=lambda told: told.update(made_at="ontem")),
    "another schema": lambda f: rewrite(f, f, manifest=lambda told: told.update(schema_version=0)),
    "another program's database": lambda f: rewrite(
        f, f, change={"cobranca.db": database_where(f, "PRAGMA application_id = 7")}, manifest=same
    ),
    "no database at all": lambda f: rewrite(
        f, f, change={"cobranca.db": b"isto nao e um banco"}, manifest=same
    ),
    "no table": lambda f: rewrite(
        f, f, change={"cobranca.db": database_where(f, "DROP TABLE audit")}, manifest=same
    ),
    "changed row": lambda f: rewrite(
        f, f,
        change={"cobranca.db": database_where(f, "UPDATE customer SET name = 'Outra'")},
        manifest=same,
    ),
    "no trigger": lambda f: rewrite(
        f, f,
        change={"cobranca.db": database_where(f, "DROP TRIGGER audit_no_delete")}, manifest=same,
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", REFUSED)
@pytest.mark.parametrize("there", [True, False], ids=["over a home", "no home"])
def test_a_damaged_file_is_refused_and_nothing_is_touched(book, home, tmp_path, damage, there):
    file = tmp_path / "copia.zip"
    shutil.move(copy(home).file, file)
    REFUSED[damage](file)
    target = home if there else tmp_path / "novo"
    before = unchanged(target)
    with pytest.raises(errors.BackupDamagedError):
        back(target, file)
    assert unchanged(target) == before


NAMES = [
    "../fora.txt", "/tmp/fora.txt", "templates/../../fora.txt", "templates\\..\\fora.txt",
    "C:\\fora.txt", "templates/C:fora.txt", "templates/", "templates/sub/x.txt", "templates/..",
    "templates/.bashrc", "templates/a\nb.txt", "segredos.env", "documents/x.pdf", "cobranca.db-wal",
    "COBRANCA.DB", "./cobranca.toml", "templates/" + "x" * 200, "",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_elsewhere_is_refused(book, home, tmp_path, name):
    file = tmp_path / "copia.zip"
    shutil.move(copy(home).file, file)
    rewrite(file, file, add=[(name, b"x")], manifest=same)
    before, around = unchanged(home), set(tmp_path.rglob("fora*"))
    with pytest.raises(errors.BackupDamagedError):
        back(home, file)
    assert unchanged(home) == before
    assert set(tmp_path.rglob("fora*")) == around
    assert not Path("/tmp/fora.txt").exists()


def test_a_name_that_is_there_twice_is_refused(book, home, tmp_path):
    file = tmp_path / "copia.zip"
    shutil.move(copy(home).file, file)
    with zipfile.ZipFile(file, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr("cobranca.toml", SETTINGS)
    with pytest.raises(errors.BackupDamagedError):
        back(home, file)


@pytest.mark.parametrize(
    ("name", "size"),
    [("cobranca.db", 64 << 20), ("cobranca.toml", 2 << 20), ("templates/x.txt", 2 << 20)],
)
def test_a_bomb_is_refused_before_it_is_unpacked(book, home, tmp_path, monkeypatch, name, size):
    file = tmp_path / "copia.zip"
    shutil.move(copy(home).file, file)
    rewrite(file, file, add=[(name, b"\0" * size)], manifest=same)
    monkeypatch.setattr(archive, "_extract", lambda *_: pytest.fail("unpacked"))
    before = unchanged(home)
    with pytest.raises(errors.BackupDamagedError, match="grande demais"):
        back(home, file)
    assert unchanged(home) == before


def test_too_many_templates_are_refused(book, home, tmp_path):
    file = tmp_path / "copia.zip"
    shutil.move(copy(home).file, file)
    rewrite(file, file, add=[(f"templates/{n}.txt", b"x") for n in range(501)], manifest=same)
    with pytest.raises(errors.BackupDamagedError):
        back(home, file)


def test_a_size_that_lies_is_found(book, home, tmp_path):
    """The directory says less than there is: what is read is what it says, and no more."""
    file = tmp_path / "copia.zip"
    shutil.move(copy(home).file, file)
    with zipfile.ZipFile(file) as opened:
        size = opened.getinfo("cobranca.db").file_size
    data = file.read_bytes()
    file.write_bytes(data.replace(size.to_bytes(4, "little"), (4096).to_bytes(4, "little")))
    assert file.read_bytes() != data
    with pytest.raises(errors.BackupDamagedError):
        back(home, file)


def test_no_room_on_the_disk_is_told_before_anything_is_written(book, home, monkeypatch):
    made = copy(home)
    usage = types.SimpleNamespace(free=10)
    monkeypatch.setattr(archive.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(errors.DatabaseWriteError, match="espaço"):
        back(home, made.file)


@pytest.mark.parametrize("field", ["format", "schema_version"])
def test_a_newer_one_is_refused(book, home, tmp_path, field):
    file = tmp_path / "copia.zip"
    shutil.move(copy(home).file, file)
    change = {field: 99, "program_version": "9.0\x1b"}
    rewrite(file, file, manifest=lambda told: told.update(change))
    before = unchanged(home)
    with pytest.raises(errors.BackupTooNewError) as refused:
        back(home, file)
    assert "\x1b" not in refused.value.message
    assert unchanged(home) == before


def test_a_file_that_is_not_there_or_no_file(book, home, tmp_path):
    made = copy(home)
    with pytest.raises(errors.BackupNotFoundError) as refused:
        back(home, tmp_path / "nada.zip")
    assert made.file in refused.value.hint
    with pytest.raises(errors.BackupDamagedError, match="é uma pasta"):
        back(home, tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read(book, home, tmp_path):
    made = copy(home)
    Path(made.file).chmod(0)
    with pytest.raises(errors.BackupDamagedError, match="permissão"):
        back(home, made.file)


def test_any_flipped_byte_is_refused_or_changes_nothing(book, home, tmp_path):
    """Bytes that mean nothing (dates, permissions) may differ; what comes back may not."""
    made, before = copy(home), content(home)
    before.pop("documents/nota.txt")
    data = Path(made.file).read_bytes()
    file, refused, tried = tmp_path / "copia.zip", 0, 0
    tail = range(len(data) - 700, len(data), 7)  # The directory of the zip.
    for place in [*range(0, len(data) - 700, 97), *tail]:
        file.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        tried += 1
        try:
            back(tmp_path / "novo", file)
        except (errors.BackupDamagedError, errors.BackupTooNewError):
            refused += 1
            assert not (tmp_path / "novo").exists()
        else:
            assert content(tmp_path / "novo") == before
            shutil.rmtree(tmp_path / "novo")
    assert refused > tried / 2


def test_an_older_one_is_brought_up_to_date_on_the_copy(book, home, tmp_path, monkeypatch):
    made = copy(home)
    known = [*migrate.files()]
    step = tmp_path / "9999_next.sql"
    step.write_text("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;\n", "utf-8")
    monkeypatch.setattr(migrate, "files", lambda: [*known, step])
    monkeypatch.setattr(migrate, "VERSION", migrate.VERSION + 1)
    monkeypatch.setattr(schema, "_shipped", schema._shipped.__wrapped__)  # It knows the old one.
    new = tmp_path / "novo"
    assert back(new, made.file).seq == 2
    with closing(sqlite3.connect(new / "cobranca.db")) as opened:
        assert migrate.user_version(opened) == migrate.VERSION
        assert opened.execute("SELECT count(*) FROM later").fetchone() == (0,)
    assert set(names(new)) == {"cobranca.db", "cobranca.toml", "templates"}


# --- When something fails on the way -----------------------------------------------------------


@pytest.mark.parametrize("failing", range(1, 5))
def test_a_failing_step_puts_the_old_home_back(book, home, monkeypatch, failing):
    made = copy(home)
    book.sell("José", 9_900)
    (home / "cobranca.toml").write_text('[business]\nname = "Outra"\n', "utf-8")
    before, real, calls = unchanged(home), os.replace, []

    def replace(source, target):
        calls.append(target)
        if len(calls) == failing:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(errors.DatabaseWriteError, match="disco está cheio"):
        back(home, made.file)
    assert unchanged(home) == before
    assert not list((home / "backups").glob("antes-*"))
    assert len(calls) > failing or failing == 1


@pytest.mark.parametrize("failing", range(1, 6))
def test_a_failing_step_puts_a_damaged_database_back(book, home, monkeypatch, failing):
    made = copy(home)
    damaged_header(home / "cobranca.db")
    before, real, calls = unchanged(home), os.replace, []

    def replace(source, target):
        calls.append(target)
        if len(calls) == failing:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(errors.DatabaseWriteError):
        back(home, made.file)
    assert unchanged(home) == before
    monkeypatch.undo()
    back(home, made.file)


@pytest.mark.parametrize("step", ["_overwrite", "backup_into_file", "sync_folder"])
@pytest.mark.parametrize(
    "problem", [OSError(5, "I/O"), KeyboardInterrupt()], ids=["disk", "ctrl-c"]
)
def test_a_database_that_cannot_be_copied_leaves_everything(book, home, monkeypatch, step, problem):
    made = copy(home)
    book.sell("José", 9_900)
    before = unchanged(home)

    def fail(*_):
        raise problem

    monkeypatch.setattr(replacement, step, fail)
    with pytest.raises((errors.DatabaseWriteError, KeyboardInterrupt)):
        back(home, made.file)
    if step != "sync_folder":  # After the last step nothing is taken back.
        assert unchanged(home) == before
    book.sell("Ana", 100)


def test_a_new_home_that_fails_is_not_left_behind(book, home, tmp_path, monkeypatch):
    made = copy(home)

    def fail(_source, _target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(errors.DatabaseWriteError):
        back(tmp_path / "novo", made.file)
    assert not (tmp_path / "novo").exists()


def test_when_even_putting_back_fails_it_says_where_things_are(book, home, monkeypatch):
    made, real, calls = copy(home), os.replace, []

    def replace(source, target):
        calls.append(target)
        if len(calls) > 2:
            raise OSError(5, "I/O")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(errors.RestoreHalfDoneError) as failed:
        back(home, made.file)
    (aside,) = (home / "backups").glob("antes-*")
    assert str(aside) in failed.value.hint
    assert (aside / "cobranca.toml").exists()


def test_a_home_that_is_a_file_is_left_alone(book, home, tmp_path):
    made = copy(home)
    (tmp_path / "x").write_text("x", "utf-8")
    with pytest.raises(errors.HomeUnusableError):
        back(tmp_path / "x", made.file)
    assert (tmp_path / "x").read_text("utf-8") == "x"


# --- Others at work --------------------------------------------------------------------------


def test_a_home_that_others_write_to_for_too_long_is_refused(book, home, monkeypatch):
    made = copy(home)
    before = unchanged(home)
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 200)
    other = sqlite3.connect(home / "cobranca.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(errors.DatabaseBusyError):
        back(home, made.file)
    other.close()
    assert unchanged(home) == before
    back(home, made.file)


def test_readers_do_not_stop_a_restore_and_keep_what_they_see(book, home):
    made = copy(home)
    book.sell("José", 9_900)
    reader = book.reader()
    reader.execute("BEGIN")
    people = "SELECT name FROM customer ORDER BY id"
    assert reader.execute(people).fetchall() == [("Maria",), ("José",)]
    back(home, made.file)
    assert reader.execute(people).fetchall() == [("Maria",), ("José",)]
    reader.execute("ROLLBACK")
    assert reader.execute(people).fetchall() == [("Maria",)]
    assert check(reader).ok


def test_who_waits_for_the_lock_writes_into_the_restored_book(book, home, monkeypatch):
    """Not into the replaced one: there the write would be lost."""
    made = copy(home)
    book.sell("José", 9_900)
    real, asked, sold = replacement._data_version, [], []
    waiter = threading.Thread(target=lambda: sold.append(book.sell("Ana", 100)))

    def look(witness):
        if len(asked) == 1:  # The second time: the write lock is ours.
            waiter.start()
            time.sleep(0.5)
            assert not sold
        asked.append(witness)
        return real(witness)

    monkeypatch.setattr(replacement, "_data_version", look)
    back(home, made.file)
    waiter.join(30)
    assert sold
    assert book.rows("SELECT name FROM customer ORDER BY id") == [("Maria",), ("Ana",)]
    assert head(home) == (3, 3)


def test_a_write_just_before_the_lock_is_kept_aside_too(book, home, monkeypatch):
    made = copy(home)
    real, sold = replacement._copy_aside, []

    def slip_in(*arguments):
        version = real(*arguments)
        if len(sold) < 3:
            sold.append(book.sell("José", 9_900))
        return version

    monkeypatch.setattr(replacement, "_copy_aside", slip_in)
    done = back(home, made.file)
    with closing(sqlite3.connect(Path(done.kept_aside) / "cobranca.db")) as kept:
        assert kept.execute("SELECT count(*) FROM sale").fetchone() == (4,)
    assert head(home) == (2, 2)


def test_a_home_that_is_never_at_rest_is_refused(book, home, monkeypatch):
    made = copy(home)
    versions = iter(range(10_000))
    before = unchanged(home)
    monkeypatch.setattr(replacement, "_data_version", lambda _: next(versions))
    with pytest.raises(errors.DatabaseBusyError):
        back(home, made.file)
    assert unchanged(home) == before


@pytest.mark.slow  # A process that writes all the while.
def test_nothing_is_lost_between_the_restores_of_a_busy_home(book, home):
    """Each sale is in the book or in exactly one of the copies kept aside."""
    made = copy(home)
    context = multiprocessing.get_context("fork")
    until, sold = context.Event(), context.Value("i", 0)
    writer = context.Process(target=write_on, args=(home, until, sold))
    writer.start()
    kept = []
    try:
        for n in range(4):
            time.sleep(0.5)
            kept.append(Path(back(home, made.file, now=LOCAL + timedelta(minutes=n)).kept_aside))
    finally:
        until.set()
        writer.join(60)
    assert writer.exitcode == 0  # It never met a file that was not there, or half a one.
    found = 0
    for folder in [*kept, home]:
        with closing(connection.connect(folder / "cobranca.db", read_only=True)) as opened:
            assert check(opened).ok
            found += opened.execute("SELECT count(*) FROM sale").fetchone()[0] - 1
    assert found == sold.value > len(kept)


def test_somebody_who_was_forgotten_and_comes_back_is_named(book, home):
    from cobranca_cli.services import forgetting

    book.add("Bia", phone="+5511912345678")
    made = copy(home)
    forgetting.forget(book.unit("forget-customer"), customer="Bia", force=True)
    done = back(home, made.file)
    assert len(done.warnings) == 1
    assert "Bia" in done.warnings[0]


# --- With a passphrase -----------------------------------------------------------------------


@pytest.fixture
def quick_age(monkeypatch):
    """pyrage takes seconds on purpose: here something as strong as a curtain."""

    class DecryptError(Exception):
        pass

    def mix(data, passphrase):
        key = hashlib.sha256(passphrase.encode()).digest() * (len(data) // 32 + 1)
        return (int.from_bytes(data, "big") ^ int.from_bytes(key[: len(data)], "big")).to_bytes(
            len(data), "big"
        )

    def encrypt(data, passphrase):
        digest = hashlib.sha256(passphrase.encode()).digest()
        return b"age-encryption.org/v1\n" + digest + mix(data, passphrase)

    def decrypt(data, passphrase):
        if data[22:54] != hashlib.sha256(passphrase.encode()).digest():
            raise DecryptError("Decryption failed")
        return mix(data[54:], passphrase)

    fake = types.ModuleType("pyrage")
    fake.DecryptError = DecryptError
    fake.passphrase = types.SimpleNamespace(encrypt=encrypt, decrypt=decrypt)
    monkeypatch.setitem(sys.modules, "pyrage", fake)
    return fake


def test_an_encrypted_copy_comes_back_with_its_passphrase_only(book, home, quick_age, caplog):
    made, before = copy(home, passphrase=lambda: SENTENCE), content(home)
    assert made.encrypted
    assert Path(made.file).name == NAME + ".age"
    assert SENTENCE.encode() not in Path(made.file).read_bytes()
    assert names(home / "backups") == {NAME + ".age": "0o600"}
    book.sell("José", 9_900)
    untouched = unchanged(home)
    with pytest.raises(errors.PassphraseWrongError):
        back(home, made.file, passphrase=lambda: "outra")
    assert unchanged(home) == untouched
    assert back(home, made.file).encrypted
    assert content(home) == before


def test_the_plain_copy_never_leaves_the_home(book, home, tmp_path, quick_age, monkeypatch):
    seen = []
    real = quick_age.passphrase.encrypt

    def watch(data, passphrase):
        seen.append([path.read_bytes() for path in (tmp_path / "usb").iterdir()])
        return real(data, passphrase)

    monkeypatch.setattr(quick_age.passphrase, "encrypt", watch)
    copy(home, folder=tmp_path / "usb", passphrase=lambda: SENTENCE)
    assert seen == [[b""]]
    assert not list(home.glob(".cobranca*"))


def test_keeping_n_counts_both_kinds(book, home, quick_age):
    first = copy(home, now=LOCAL - timedelta(days=1), passphrase=lambda: SENTENCE)
    made = copy(home, keep=1)
    assert made.removed == [Path(first.file).name]
    again = copy(home, passphrase=lambda: SENTENCE)
    assert Path(again.file).name == NAME.replace(".zip", "-2.zip.age")  # One name, one copy.


def test_without_the_library_it_says_what_to_install(book, home, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(errors.ExtraMissingError) as missing:
        copy(home, passphrase=lambda: pytest.fail("asked for nothing"))
    assert 'pip install ".[cofre]"' in missing.value.hint
    assert missing.value.exit_code == 1
    assert not (home / "backups").exists()
    file = home.parent / "x.zip.age"
    file.write_bytes(b"age-encryption.org/v1\nxxx")
    with pytest.raises(errors.ExtraMissingError):
        back(home, file, passphrase=lambda: pytest.fail("asked for nothing"))


@pytest.mark.slow
def test_real_age_files_open_with_their_passphrase_and_no_other():
    """Slow on purpose (scrypt): the one test with the library itself."""
    sealed = age.encrypt(b"tudo" * 1000, SENTENCE)
    assert age.is_encrypted(sealed)
    assert b"tudo" not in sealed
    assert age.decrypt(sealed, SENTENCE, "x") == b"tudo" * 1000
    with pytest.raises(errors.PassphraseWrongError):
        age.decrypt(sealed, "outra", "x")
    header = sealed.index(b"scrypt") + 8
    for broken in (sealed[:40], sealed[:header] + b"~" + sealed[header + 1 :]):
        with pytest.raises(errors.BackupDamagedError):
            age.decrypt(broken, SENTENCE, "x")


# --- Hints -----------------------------------------------------------------------------------


def test_damage_is_told_with_the_newest_backup(book, home):
    copy(home, now=LOCAL - timedelta(days=1))
    made = copy(home)
    damaged_header(home / "cobranca.db")
    for suffix in ("-wal", "-shm"):
        (home / f"cobranca.db{suffix}").unlink(missing_ok=True)
    with pytest.raises(errors.DatabaseDamagedError) as damaged:
        migrate.ensure_current(home / "cobranca.db")
    assert damaged.value.hint.endswith(f"cobranca restaurar {made.file}")
    (home / "backups").rename(home / "guardado")
    with pytest.raises(errors.DatabaseDamagedError) as damaged:
        migrate.ensure_current(home / "cobranca.db")
    assert damaged.value.hint.endswith("cobranca restaurar ARQUIVO")
    back(home, home / "guardado" / NAME)
