"""Taking what was erased out of the file itself, not only out of the tables."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from cobranca_cli.store.connection import connect

if TYPE_CHECKING:
    from pathlib import Path


def zero_what_goes(connection: sqlite3.Connection) -> None:
    """From now on this connection overwrites with zeros what it deletes or shortens."""
    connection.execute("PRAGMA secure_delete = ON")


def scrub(path: Path) -> bool:
    """Rewrite the file from what it says now and empty its log; False when others are using it.

    Zeroing alone would leave older copies: pages that were split, and values changed years ago on
    connections that did not zero. A VACUUM makes every page anew; the log (`-wal`) still holds old
    pages until a checkpoint empties it. What others keep us from doing now, the next write's
    checkpoint does.
    """
    try:
        connection = connect(path, read_only=False)
        try:
            zero_what_goes(connection)
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("VACUUM")
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.OperationalError:  # Locked for longer than we wait, or no room for a copy.
        return False
    return not busy
