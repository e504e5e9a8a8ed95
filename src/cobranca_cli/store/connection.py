"""The one place a database file is opened."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from cobranca_cli.errors import DatabaseDamagedError, DatabaseUnreadableError, reason_of

if TYPE_CHECKING:
    from pathlib import Path

BUSY_TIMEOUT_MS = 15_000


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection with every pragma the ledger relies on; a read-only one cannot write.

    `recursive_triggers` is on because without it INSERT OR REPLACE slips past the append-only
    triggers. Transactions are explicit (`isolation_level=None`).

    Raises DatabaseUnreadableError when the file cannot be opened at all, DatabaseDamagedError when
    it is not a database.
    """
    mode = "ro" if read_only else "rw"
    try:
        return _open(f"{path.as_uri()}?mode={mode}", read_only=read_only)
    except sqlite3.OperationalError as error:
        if read_only and path.exists() and not _has_pending_wal(path):
            # WAL needs to create its shared-memory file; on read-only media it cannot, and a file
            # with nothing pending may then be read as it stands.
            try:
                return _open(f"{path.as_uri()}?mode=ro&immutable=1", read_only=True)
            except sqlite3.OperationalError:
                pass
        raise DatabaseUnreadableError(str(path), reason_of(error)) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseDamagedError(str(path), reason_of(error)) from error


def _open(uri: str, *, read_only: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA user_version").fetchone()  # Opens the file: errors come here.
    except BaseException:
        connection.close()
        raise
    return connection


def _has_pending_wal(path: Path) -> bool:
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0
