"""Putting a verified copy in the place of a home's database, settings and templates.

Attachments that are missing, or were changed, come back; what else is in `documents` stays.

A database that opens is overwritten from the inside, by SQLite's backup API under its own write
lock: for every other process that is one commit. Renaming a new file over it would leave
writers at work on the old one, and hand its -wal to the new one. Only what SQLite cannot open (or
what another program made) is moved away as files. If anything fails, all is put back.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

from cobranca_cli.errors import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseUnreadableError,
    HomeUnusableError,
    RestoreHalfDoneError,
    reason_of,
)
from cobranca_cli.store import attachments, folders, migrate
from cobranca_cli.store.archive import DATABASE, SETTINGS, TEMPLATES, backup_into_file
from cobranca_cli.store.backup_files import FOLDER, stamp, sync_folder
from cobranca_cli.store.connection import connect, is_busy
from cobranca_cli.store.renaming import replace

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_TRIES = 50  # Somebody else would have to be quicker so many times in a row.
_BESIDE = ("-wal", "-shm", "-journal")
_BEYOND_HELP = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)


def replace_home(home: Path, new: Path, now: datetime) -> Path | None:
    """Put what is in the folder `new` in place; returns where the replaced things are kept.

    None when there was nothing to replace. `backups/` stays as it is, and `documents/` but for
    attachments of the copy; a home that does not exist is made (0700).

    Raises HomeUnusableError, DatabaseBusyError, OSError or sqlite3.Error, everything being as it
    was; RestoreHalfDoneError when even that could not be done.
    """
    made = _make(home)
    try:
        with folders.locked(home):
            present = [n for n in (DATABASE, SETTINGS, TEMPLATES) if os.path.lexists(home / n)]
            present += _spoilt(home, new)
            aside = _make_aside(home, now) if present else home
            moves = _Moves()
            try:
                for name in (SETTINGS, TEMPLATES):
                    moves.move(home / name, aside / name)
                    moves.move(new / name, home / name)
                _bring_attachments(home, new, aside, moves)
                _replace_database(home, new, aside, moves)
            except BaseException as error:
                _put_back(moves, aside, error)
                raise
            sync_folder(home)
            return aside if present else None
    except BaseException:
        if made:
            with contextlib.suppress(OSError):
                home.rmdir()
        raise


def _spoilt(home: Path, new: Path) -> list[str]:
    """Attachments of the copy of whose name there is something else."""
    found = (path.name for path in attachments.kept(new))
    return [name for name in found if attachments.state(home, name) == "changed"]


def _bring_attachments(home: Path, new: Path, aside: Path, moves: _Moves) -> None:
    """Those that are not there; in the place of what is not what it was, which goes aside."""
    folder = home / attachments.FOLDER
    if not os.path.lexists(folder):
        moves.move(new / attachments.FOLDER, folder)
        return
    for path in attachments.kept(new):
        state = attachments.state(home, path.name)
        if state == "changed":
            moves.move(folder / path.name, aside / path.name)
        if state != "ok":
            moves.move(path, folder / path.name)


def _make(home: Path) -> bool:
    try:
        home.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        if not home.is_dir():
            raise HomeUnusableError(str(home), "não é uma pasta") from None
        return False
    except OSError as error:
        raise HomeUnusableError(str(home), reason_of(error)) from error
    return True


def _make_aside(home: Path, now: datetime) -> Path:
    (home / FOLDER).mkdir(mode=0o700, exist_ok=True)
    count = 1
    while True:
        counter = f"-{count}" if count > 1 else ""
        aside = home / FOLDER / f"antes-de-restaurar-{stamp(now)}{counter}"
        with contextlib.suppress(FileExistsError):
            aside.mkdir(mode=0o700)
            return aside
        count += 1


class _Moves:
    """Renames that can be taken back, in the opposite order."""

    def __init__(self) -> None:
        self._done: list[tuple[Path, Path]] = []

    def move(self, source: Path, target: Path) -> None:
        """Rename, when there is something to rename."""
        if os.path.lexists(source):
            self._done.append((source, target))  # First: an interruption may come in between.
            replace(source, target)

    def take_back(self) -> None:
        """Rename back what was renamed."""
        for source, target in reversed(self._done):
            if os.path.lexists(target) and not os.path.lexists(source):
                replace(target, source)


def _put_back(moves: _Moves, aside: Path, error: BaseException) -> None:
    try:
        moves.take_back()
        if aside.name.startswith("antes-de-restaurar-"):
            (aside / DATABASE).unlink(missing_ok=True)  # A copy: the database has never left.
            aside.rmdir()
    except OSError as second:
        raise RestoreHalfDoneError(str(aside), reason_of(second)) from error


def _replace_database(home: Path, new: Path, aside: Path, moves: _Moves) -> None:
    """The last step: it happens at once or not at all."""
    database = home / DATABASE
    if os.path.lexists(database) and _replaced_inside(database, new / DATABASE, aside / DATABASE):
        return
    for suffix in ("", *_BESIDE):
        name = DATABASE + suffix
        moves.move(home / name, aside / name)
    moves.move(new / DATABASE, database)


def _replaced_inside(database: Path, new: Path, aside: Path) -> bool:
    """Copy a database of ours aside and overwrite it; False for one that SQLite cannot work on.

    Raises DatabaseBusyError when others write for longer than we wait.
    """
    try:
        if not _is_ours(database):  # Opening it to write would already change it.
            return False
        with (
            contextlib.closing(connect(database, read_only=False)) as present,
            contextlib.closing(connect(database, read_only=True)) as witness,
            contextlib.closing(connect(new, read_only=True)) as source,
        ):
            for _ in range(_TRIES):
                with contextlib.suppress(_WrittenMeanwhileError):
                    version = _copy_aside(present, witness, aside)
                    _overwrite(present, source, witness, version)
                    return True
                aside.unlink()
        raise DatabaseBusyError
    except (DatabaseDamagedError, DatabaseUnreadableError):
        return False
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise DatabaseBusyError from error
        if error.sqlite_errorcode & 0xFF not in _BEYOND_HELP:
            raise
        aside.unlink(missing_ok=True)
        return False


def _is_ours(database: Path) -> bool:
    if database.is_file() and not database.stat().st_size:
        return False  # SQLite would delete its -wal on opening it.
    with contextlib.closing(connect(database, read_only=True)) as opened:
        found = opened.execute("PRAGMA application_id").fetchone()[0]
    return bool(found == migrate.APPLICATION_ID)


class _WrittenMeanwhileError(Exception):
    """Another process wrote after the copy that is kept aside was made."""


def _copy_aside(present: sqlite3.Connection, witness: sqlite3.Connection, aside: Path) -> int:
    """Copy while nobody can write; returns what `witness` will see as long as nobody has."""
    present.execute("BEGIN IMMEDIATE")
    try:
        # By the other connection: SQLite copies from none that is in a write transaction.
        backup_into_file(witness, aside)
        return _data_version(witness)
    finally:
        present.execute("ROLLBACK")  # A connection in a transaction cannot be copied into.


def _overwrite(
    present: sqlite3.Connection,
    source: sqlite3.Connection,
    witness: sqlite3.Connection,
    version: int,
) -> None:
    """All pages of `present` become those of `source`, in one commit.

    The first page takes the write lock; only if nothing was written since `version` the others
    follow. Readers keep what they see.
    """
    locked = False

    def after_each_page(status: int, _remaining: int, _total: int) -> None:
        nonlocal locked
        if status & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise DatabaseBusyError  # Python would try for ever.
        if not locked and _data_version(witness) != version:
            raise _WrittenMeanwhileError
        locked = True

    source.execute("BEGIN")
    try:
        source.backup(present, pages=1, progress=after_each_page)
    finally:
        source.execute("ROLLBACK")


def _data_version(witness: sqlite3.Connection) -> int:
    found: int = witness.execute("PRAGMA data_version").fetchone()[0]
    return found
