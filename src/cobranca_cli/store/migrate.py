"""Bring a database file up to date. Plain sqlite3, so that any command can afford it.

`PRAGMA user_version` is the number of the last schema file applied. Steps run in one transaction;
before an upgrade, under its write lock, the file is copied to `backups/` with SQLite's own backup
API, and a failing step leaves the old file as it was (SQLite rolls the transaction back).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from cobranca_cli.errors import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseEmptyError,
    DatabaseGoneError,
    DatabaseTooNewError,
    ForeignFileError,
    HomeUnusableError,
    UpgradeFailedError,
    reason_of,
)
from cobranca_cli.store import backup_files
from cobranca_cli.store.connection import connect, has_pending_wal, is_busy
from cobranca_cli.store.renaming import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = Path(__file__).parent / "schema"
VERSION = 8  # The number of the last schema file; a test compares it with the folder.
APPLICATION_ID = 1129267794


def ensure_current(path: Path) -> None:
    """Upgrade the file at `path`; costs two PRAGMAs when there is nothing to do.

    A file with nothing in it is no book of ours, nor a place to start one: what was in it is gone.

    Raises DatabaseTooNewError, ForeignFileError, DatabaseDamagedError, DatabaseUnreadableError,
    DatabaseEmptyError, UpgradeFailedError.
    """
    if path.is_file() and path.stat().st_size == 0:  # SQLite would delete its -wal on opening it.
        raise DatabaseEmptyError(str(path), backup_files.newest(path.parent))
    found = _version_at(path)
    if found == 0:
        raise DatabaseEmptyError(str(path), backup_files.newest(path.parent))
    if found < VERSION:
        _upgrade(path)


def is_there(path: Path) -> bool:
    """Whether there is a database file.

    Raises DatabaseGoneError when there is none but its -wal or copies of it are left: a new file
    would take in that -wal, and hide that the old one is gone.
    """
    if path.exists():
        return True
    newest = backup_files.newest(path.parent)
    if newest or has_pending_wal(path):
        raise DatabaseGoneError(str(path), newest)
    return False


def _version_at(path: Path) -> int:
    connection = connect(path, read_only=True)
    try:
        found = _version_of_ours(connection, path)
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise DatabaseBusyError from error
        raise DatabaseDamagedError(
            str(path), reason_of(error), backup_files.newest(path.parent)
        ) from error
    finally:
        connection.close()
    if found > VERSION:
        raise DatabaseTooNewError(str(path), found, VERSION)
    return found


def create(path: Path) -> None:
    """Make the home (0700) and an empty, current database (0600); keeps one that is there.

    Raises HomeUnusableError when the folder cannot be made or written, and what `ensure_current`
    raises for a file that holds something.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise HomeUnusableError(str(path.parent), reason_of(error)) from error
    if _version_at(path) < VERSION:
        _upgrade(path)


def fresh_in_memory() -> sqlite3.Connection:
    """An empty, current database in memory: what a read sees where there is no home yet."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _apply(connection, 0)
    return connection


def tables_only(connection: sqlite3.Connection, version: int) -> None:
    """The tables of a version in an empty file; no trigger is in the way of rows as they are."""
    for file in files()[:version]:
        for statement in _statements(file.read_text("utf-8")):
            connection.execute(statement)


def complete(connection: sqlite3.Connection, version: int) -> None:
    """Make of `tables_only` a current database, triggers and views included."""
    _apply(connection, version)


def files() -> list[Path]:
    """The numbered schema files, in order."""
    return sorted(SCHEMA.glob("[0-9]*.sql"))


def user_version(connection: sqlite3.Connection) -> int:
    """The number of the last schema file applied; 0 for an empty file."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def _version_of_ours(connection: sqlite3.Connection, path: Path) -> int:
    connection.execute("BEGIN")  # One snapshot: another process may be creating the file now.
    found = user_version(connection)
    if connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
        return found
    if found or connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise ForeignFileError(str(path), backup_files.newest(path.parent))
    return 0


def _upgrade(path: Path) -> None:
    connection = connect(path, read_only=False)
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            found = user_version(connection)  # Again, now that nobody else can migrate.
            if found > VERSION:
                raise DatabaseTooNewError(str(path), found, VERSION)
            if found < VERSION:
                if found:
                    _copy_aside(path, found)
                _apply_or_say(connection, path, found)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # On a full disk SQLite has rolled back already.
                connection.execute("ROLLBACK")
            raise
    finally:
        connection.close()


def _apply_or_say(connection: sqlite3.Connection, path: Path, found: int) -> None:
    try:
        _apply(connection, found)
    except sqlite3.Error as error:
        if reason_of(error) != str(error):  # The disk's doing, not that of a step.
            raise
        raise UpgradeFailedError(str(path), found, VERSION, str(error)) from error


def _apply(connection: sqlite3.Connection, found: int) -> None:
    for kind in ("view", "trigger"):
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = ?", (kind,)
        ).fetchall():
            connection.execute(f'DROP {kind} "{name}"')
    for file in [*files()[found:], SCHEMA / "views.sql", SCHEMA / "triggers.sql"]:
        for statement in _statements(file.read_text("utf-8")):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _statements(script: str) -> Iterator[str]:
    """One SQL statement at a time: `executescript` would commit the open transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    assert not statement.strip() or statement.lstrip().startswith("--"), statement


def _copy_aside(path: Path, found: int) -> None:
    """A copy (0600) of what is committed, complete on the disk before it gets its name."""
    backups = path.parent / backup_files.FOLDER
    backups.mkdir(mode=0o700, exist_ok=True)
    target = backups / f"antes-da-versao-{VERSION}-de-{found}.db"
    part = backups / f".{target.name}.parte"
    for left in (part, part.with_name(part.name + "-journal")):  # By a process that was killed.
        left.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        source, copy = connect(path, read_only=True), sqlite3.connect(part)
        try:
            source.backup(copy)
        finally:
            copy.close()
            source.close()
        backup_files.sync_file(part)
        replace(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    backup_files.sync_folder(backups)
