"""The one place a database file is opened."""

from __future__ import annotations

import os
import sqlite3
import time
from typing import TYPE_CHECKING

from cobranca_cli.errors import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseUnreadableError,
    DatabaseWriteError,
    PendingWritesError,
    reason_of,
)
from cobranca_cli.store import backup_files

if TYPE_CHECKING:
    from pathlib import Path, PurePath

BUSY_TIMEOUT_MS = 15_000
_WAIT_MS = 20
_ROOM = 65_536  # Bytes: twice what SQLite makes at first.


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection with every pragma the ledger relies on; a read-only one cannot write.

    `recursive_triggers` is on because without it INSERT OR REPLACE slips past the append-only
    triggers. Transactions are explicit (`isolation_level=None`).

    Raises DatabaseUnreadableError when the file cannot be opened at all, DatabaseDamagedError when
    it is not a database, DatabaseBusyError when another process keeps even readers out; on
    read-only media DatabaseWriteError, and PendingWritesError when a read needs the -wal.
    """
    mode = "ro" if read_only else "rw"
    try:
        return _open(f"{uri_of(path)}?mode={mode}", read_only=read_only)
    except sqlite3.OperationalError as error:
        if is_busy(error):  # Somebody is replacing it: an immutable read would not wait for that.
            raise DatabaseBusyError from error
        frozen = path.is_file() and not os.access(path.parent, os.W_OK)
        if frozen and not read_only:
            raise DatabaseWriteError("a pasta ou o arquivo é somente leitura") from error
        if frozen and has_pending_wal(path):
            raise PendingWritesError(str(path)) from error
        if read_only and path.exists() and not has_pending_wal(path):
            # WAL needs to create its shared-memory file; on read-only media it cannot, and a file
            # with nothing pending may then be read as it stands.
            try:
                return _open(f"{uri_of(path)}?mode=ro&immutable=1", read_only=True)
            except sqlite3.OperationalError:
                pass
        if _is_full(path):
            raise DatabaseWriteError("o disco está cheio") from error
        why = "é uma pasta" if path.is_dir() else reason_of(error)
        raise DatabaseUnreadableError(str(path), why, backup_files.newest(path.parent)) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseDamagedError(
            str(path), reason_of(error), backup_files.newest(path.parent)
        ) from error


def uri_of(path: PurePath) -> str:
    """An absolute path as SQLite reads it: no host, so a network folder of Windows is in the path.

    Not `as_uri`, with which Python 3.14 loads an HTTP client, nearly as long as Typer.
    """
    place = path.as_posix()
    for special in "%?#":
        place = place.replace(special, f"%{ord(special):02x}")
    return f"file://{place}" if place.startswith("/") else f"file:///{place}"


def is_busy(error: BaseException | None) -> bool:
    """Whether SQLite gave up waiting for another process."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL,
    )  # fmt: skip


def _open(uri: str, *, read_only: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        if not read_only:
            _use_wal(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA fullfsync = ON")  # macOS: through the disk's own memory too.
        connection.execute("PRAGMA user_version").fetchone()  # Opens the file: errors come here.
    except BaseException:
        connection.close()
        raise
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch a new file to WAL, which it then keeps.

    While another process makes the same switch SQLite says "locked" at once, whatever the busy
    timeout: so the waiting is done here.
    """
    for _ in range(BUSY_TIMEOUT_MS // _WAIT_MS):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(_WAIT_MS / 1000)
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


def _is_full(path: Path) -> bool:
    """Whether there is no room for the shared memory that even a read needs."""
    try:
        found = os.statvfs(path.parent)
    except (AttributeError, OSError):  # Windows; no such folder.
        return False
    return found.f_bavail * found.f_frsize < _ROOM


def has_pending_wal(path: Path) -> bool:
    """Whether writes may be waiting in the file beside a database."""
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0
