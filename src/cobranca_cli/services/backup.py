"""One file that holds everything, and a home made from such a file: a backup, or a JSON document.

None of it writes to the audit chain: a backup changes nothing, and a restored chain must be the one
that was backed up. A file is only called a backup after it was opened again and checked.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import (
    BackupDamagedError,
    BackupNotFoundError,
    BookNotSoundError,
    CobrancaError,
    DatabaseBusyError,
    DatabaseWriteError,
    FileUnreadableError,
    ForeignFileError,
    HomeHasDataError,
    HomeUnusableError,
    NothingToBackUpError,
    SecondPlaceError,
    SettingsFileError,
    StoreError,
    day,
    reason_of,
)
from cobranca_cli.reports.integrity import check
from cobranca_cli.store import (
    age,
    archive,
    backup_files,
    book_json,
    folders,
    migrate,
    replacement,
)
from cobranca_cli.store import settings as settings_file
from cobranca_cli.store.connection import connect, is_busy
from cobranca_cli.store.queries import forgotten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path
    from typing import IO

    from cobranca_cli.store.archive import Manifest
    from cobranca_cli.store.queries.forgotten import ForgottenRow


class BackupMade(NamedTuple):
    """What `backup` shows. `seq`, `hash`: head of the audit chain; `removed`: names."""

    file: str
    bytes: int
    made_at: str
    seq: int
    hash: str
    encrypted: bool
    removed: list[str]


class Restored(NamedTuple):
    """What `restore` shows. `kept_aside` is the folder with what was replaced, if anything."""

    file: str
    made_at: str
    program_version: str
    seq: int
    hash: str
    encrypted: bool
    kept_aside: str | None
    warnings: list[str]


class Imported(NamedTuple):
    """What `import-json` shows. `seq`, `hash`: head of the audit chain."""

    file: str
    exported_at: str
    program_version: str
    seq: int
    hash: str


def make_backup(
    home: Path,
    *,
    now: datetime,
    folder: Path | None = None,
    keep: int | None = None,
    passphrase: Callable[[], str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> BackupMade:
    """Copy database, settings and templates into one file of `folder` (default: home/backups).

    `passphrase` is asked only when the copy can be made and is to be encrypted. With `keep`, our
    oldest files of that folder beyond so many are removed, after the new one is in place.

    Raises NothingToBackUpError, BookNotSoundError, what opening the database raises,
    ExtraMissingError, DatabaseWriteError, HomeUnusableError; no file is left then.
    """
    if home.exists() and not home.is_dir():
        raise HomeUnusableError(str(home), "não é uma pasta")
    if not migrate.is_there(home / archive.DATABASE):
        raise NothingToBackUpError(str(home))
    if passphrase:
        age.library()
    migrate.ensure_current(home / archive.DATABASE)
    words = passphrase() if passphrase else None
    work = home
    if folder and words is None:  # The home's disk may be the full one.
        backup_files.make_folder(folder)
        work = folder
    folder = folder or home / backup_files.FOLDER
    with _write_errors(), folders.scratch(work) as scratch:
        packed, manifest = archive.pack(home, scratch, now)
        backup_files.make_folder(folder)
        with backup_files.new_file(folder, now, encrypted=words is not None) as new:
            _fill(new, packed, words)
            again = scratch / "again"
            again.mkdir(mode=0o700)
            _verify_new(new.part, again, words, manifest, progress)
            size = new.part.stat().st_size
            backup_files.publish(new)
        removed = backup_files.keep_newest(folder, keep, new.target) if keep else []
        backup_files.remember_elsewhere(home, new.target, now)
    return BackupMade(
        str(new.target), size, manifest.made_at, manifest.seq, manifest.hash, words is not None,
        removed,
    )  # fmt: skip


def is_needed(home: Path, *, now: datetime, second_place: Path | None = None) -> bool:
    """Whether today's newest copy in the home, or the newest in the second place, is behind.

    In the home one of today that ends where the book ends is enough. An encrypted one cannot be
    asked: the second place is behind when its newest is older than the newest in the home.
    """
    own = backup_files.listed(home / backup_files.FOLDER)
    if not own or not backup_files.made_at(own[-1]).startswith(f"{now:%Y-%m-%d}"):
        return True
    manifest, head = archive.read_manifest(own[-1]), archive.read_head(home / archive.DATABASE)
    if manifest is None or (manifest.seq, manifest.hash) != (head.seq, head.hash):
        return True
    if second_place is None:
        return False
    there = backup_files.listed(second_place)
    return not there or backup_files.made_at(there[-1]) < backup_files.made_at(own[-1])


def check_second_place(home: Path, folder: Path) -> None:
    """Raise SecondPlaceError unless it is a folder that is there, outside the home.

    It is never made here: where a disk is unplugged a folder of its name would be on this one.
    """
    if home.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise SecondPlaceError(str(folder), "fica dentro da pasta dos dados")
    if not folder.is_dir():
        raise SecondPlaceError(str(folder), "não está lá")


def restore_backup(
    home: Path,
    file: Path,
    *,
    now: datetime,
    passphrase: Callable[[], str],
    approve: Callable[[Manifest], None],
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Restored:
    """Verify a backup and put it in the place of the home's database, settings and templates.

    `passphrase` is asked when the file is encrypted, `approve` once it is known to be whole; either
    may raise. What was there is kept in `backups/antes-de-restaurar-…`; with `dry_run` all stops
    before it is touched.

    Raises BackupNotFoundError, BackupDamagedError, BackupTooNewError, PassphraseWrongError,
    ExtraMissingError, DatabaseBusyError, DatabaseWriteError, HomeUnusableError: all is as it was.
    RestoreHalfDoneError when it could not be put back.
    """
    if home.exists() and not home.is_dir():
        raise HomeUnusableError(str(home), "não é uma pasta")
    with _write_errors(), folders.scratch(home) as scratch:
        again = scratch / "again"
        again.mkdir(mode=0o700)
        manifest, encrypted = _open(file, again, passphrase, home)
        _verify_database(again, manifest, str(file), progress)
        _verify_settings(again, str(file))
        approve(manifest)
        warnings = _who_comes_back(home, again)
        aside = None if dry_run else replacement.replace_home(home, again, now)
    return Restored(
        str(file), manifest.made_at, manifest.program_version, manifest.seq, manifest.hash,
        encrypted, str(aside) if aside else None, warnings,
    )  # fmt: skip


def import_json(
    home: Path,
    file: Path,
    *,
    now: datetime,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Imported:
    """Make a home from a document of `export json`: the same rows, history and files.

    With `dry_run` all stops before the home is touched.

    Raises HomeHasDataError where there is a book, settings or templates; FileUnreadableError,
    BackupDamagedError, BackupTooNewError, DatabaseWriteError, HomeUnusableError: nothing is left.
    """
    with _regular(file) as opened, _write_errors(), _fresh(home, file) as scratch:
        again = scratch / "again"
        again.mkdir(mode=0o700)
        header = book_json.read(opened, again, str(file))
        head = archive.read_head(again / archive.DATABASE)
        problem = _first_problem(again / archive.DATABASE, progress)
        if problem is None and (head.seq, head.hash) != (header.seq, header.hash):
            problem = "o histórico não acaba onde o arquivo diz."
        if problem:
            raise BackupDamagedError(str(file), problem.rstrip("."))
        _verify_settings(again, str(file))
        if not dry_run:
            replacement.replace_home(home, again, now)
    return Imported(str(file), header.exported_at, header.program_version, header.seq, header.hash)


@contextlib.contextmanager
def _fresh(home: Path, file: Path) -> Iterator[Path]:
    """A scratch folder, where nothing was ever kept in the home."""
    if home.exists() and not home.is_dir():
        raise HomeUnusableError(str(home), "não é uma pasta")
    beside = (home / archive.SETTINGS, home / archive.TEMPLATES)
    if migrate.is_there(home / archive.DATABASE) or any(path.exists() for path in beside):
        raise HomeHasDataError(str(home), "o caderno exportado", f"importar-json {file.name}")
    with folders.scratch(home) as scratch:
        yield scratch


@contextlib.contextmanager
def _regular(file: Path) -> Iterator[IO[bytes]]:
    """A file to read that has an end. Raises FileUnreadableError."""
    try:
        if file.exists() and not file.is_file() and not file.is_dir():
            raise FileUnreadableError(str(file), "não é um arquivo comum")
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise FileUnreadableError(str(file), "o arquivo não existe") from error
    except OSError as error:
        raise FileUnreadableError(str(file), reason_of(error)) from error
    with opened:
        yield opened


def _fill(new: backup_files.NewFile, packed: Path, passphrase: str | None) -> None:
    """Write the (encrypted) zip under the temporary name, complete on the disk."""
    if passphrase is None:
        with packed.open("rb") as source:
            shutil.copyfileobj(source, new.file)
    else:
        new.file.write(age.encrypt(packed.read_bytes(), passphrase))
    backup_files.sync(new.file)
    packed.unlink()


def _verify_new(
    part: Path,
    again: Path,
    passphrase: str | None,
    manifest: Manifest,
    progress: Callable[[int, int], None] | None,
) -> None:
    """Open what was written, from the disk, as `restore` will."""
    found, _ = _open(part, again, lambda: passphrase or "", part.parent)
    if found != manifest:
        raise BackupDamagedError(str(part), "o que foi gravado não é o que se lê de volta")
    problem = _first_problem(again / archive.DATABASE, progress)
    if problem:
        raise BookNotSoundError(problem)


def _open(
    file: Path, again: Path, passphrase: Callable[[], str], home: Path
) -> tuple[Manifest, bool]:
    """Decrypt if need be and unpack into `again`: (manifest, was it encrypted)."""
    if file.exists() and not file.is_file() and not file.is_dir():  # A pipe or a device: no end.
        raise BackupDamagedError(str(file), "não é um arquivo comum")
    try:
        with file.open("rb") as opened:
            encrypted = age.is_encrypted(opened.read(64))
            opened.seek(0)
            if not encrypted:
                return archive.unpack(opened, again, str(file)), False
    except FileNotFoundError:
        raise BackupNotFoundError(str(file), backup_files.newest(home)) from None
    except IsADirectoryError:
        raise BackupDamagedError(str(file), "é uma pasta") from None
    except PermissionError as error:
        raise BackupDamagedError(str(file), reason_of(error)) from error
    age.library()
    plain = again.parent / "aberta.zip"
    plain.touch(0o600)
    plain.write_bytes(age.decrypt(file.read_bytes(), passphrase(), str(file)))
    with plain.open("rb") as opened:
        manifest = archive.unpack(opened, again, str(file))
    plain.unlink()
    return manifest, True


def _verify_database(
    again: Path, manifest: Manifest, path: str, progress: Callable[[int, int], None] | None
) -> None:
    """The unpacked database is ours, is the one the manifest names, and passes `check`.

    An older one is migrated here, on the copy, before it is checked.
    """
    database = again / archive.DATABASE
    try:
        head = archive.read_head(database)
        if not head.is_ours:
            raise BackupDamagedError(path, "o banco de dados é de outro programa")
        if head[1:] != (manifest.schema_version, manifest.seq, manifest.hash):
            raise BackupDamagedError(path, "o banco de dados não é o que o manifest.json diz")
        migrate.ensure_current(database)
        problem = _first_problem(database, progress)
    except (sqlite3.DatabaseError, ForeignFileError) as error:
        raise BackupDamagedError(path, "o banco de dados não abre") from error
    except StoreError as error:
        if isinstance(error, BackupDamagedError):
            raise
        raise BackupDamagedError(path, error.message.rstrip(".")) from error
    if problem:
        raise BackupDamagedError(path, problem.rstrip("."))


def _first_problem(database: Path, progress: Callable[[int, int], None] | None) -> str | None:
    with contextlib.closing(connect(database, read_only=True)) as opened:
        found = check(opened, progress=progress)
    return found.problems[0].message if found.problems else None


def _verify_settings(again: Path, path: str) -> None:
    try:
        settings_file.load(again / archive.SETTINGS)
    except SettingsFileError as error:
        raise BackupDamagedError(path, "não se entendem os ajustes que estão nela") from error


def _who_comes_back(home: Path, again: Path) -> list[str]:
    """Words about people who were forgotten since the copy was made (rules §12)."""
    acts = _forgotten(home / archive.DATABASE)
    if not acts:
        return []
    with contextlib.closing(connect(again / archive.DATABASE, read_only=True)) as opened:
        back = forgotten.returned(opened, acts)
    return [
        f"{name} (c{customer_id}) foi esquecido em {day(act.forgotten_on)} e volta com esta cópia; "
        f"esqueça de novo com: cobranca esquecer-cliente c{customer_id}"
        for customer_id, name, act in back
    ]


def _forgotten(database: Path) -> list[ForgottenRow]:
    """Who was forgotten in the book that is to be replaced, as far as it can be read."""
    if not database.is_file() or not database.stat().st_size:
        return []
    try:
        with contextlib.closing(connect(database, read_only=True)) as opened:
            return forgotten.everybody(opened)
    except (CobrancaError, sqlite3.DatabaseError, ValueError):
        return []  # Damaged, or from before anybody could be forgotten.


@contextlib.contextmanager
def _write_errors() -> Iterator[None]:
    """What the disk or SQLite refuse while files are written, in words."""
    try:
        yield
    except OSError as error:
        raise DatabaseWriteError(reason_of(error)) from error
    except sqlite3.OperationalError as error:
        if is_busy(error):
            raise DatabaseBusyError from error
        raise DatabaseWriteError(reason_of(error)) from error
