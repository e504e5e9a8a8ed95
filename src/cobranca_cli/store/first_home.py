"""The first write of a home: made aside, and moved into place only once it is committed.

A refused first command so leaves no empty book behind. Two first commands at once take turns on
a lock of the nearest folder that exists; the second one finds the home that the first one made.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Self

from cobranca_cli.errors import (
    DatabaseBusyError,
    DatabaseWriteError,
    HomeUnusableError,
    reason_of,
)
from cobranca_cli.store import folders, migrate
from cobranca_cli.store.connection import has_pending_wal

_SCRATCH = ".cobranca-primeira-"


class FirstHome:
    """A scratch database beside the home-to-be; `publish` moves it there, `discard` drops it."""

    def __init__(self, database: Path) -> None:
        self._target = database
        self._lock: int | None = None
        self._scratch: Path | None = None

    @classmethod
    def prepare(cls, database: Path) -> Self | None:
        """Lock and make the scratch database; None when another process made the home first.

        Raises HomeUnusableError when the folder cannot be written, DatabaseBusyError when
        another first write takes too long.
        """
        first = cls(database)
        try:
            near = folders.nearest(database.parent)
            first._lock = folders.lock(near)
            if database.exists():
                first.discard()
                return None
            if first._lock is not None:  # Nobody else is at work here: what is left was abandoned.
                for left in near.glob(f"{_SCRATCH}*"):
                    shutil.rmtree(left, ignore_errors=True)
            first._scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=near))
            migrate.create(first.database)
        except OSError as error:
            first.discard()
            raise HomeUnusableError(str(database.parent), reason_of(error)) from error
        except BaseException:
            first.discard()
            raise
        return first

    @property
    def database(self) -> Path:
        """The scratch database."""
        assert self._scratch is not None
        return self._scratch / self._target.name

    def publish(self) -> None:
        """Move the committed, closed database into the home (0700), never over another one."""
        try:
            self._target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._target.exists():
                raise DatabaseBusyError
            if has_pending_wal(self.database):  # Closing it could not bring it all into one file.
                raise DatabaseWriteError("o disco está cheio ou falhou")
            self.database.rename(self._target)
        except OSError as error:
            raise HomeUnusableError(str(self._target.parent), reason_of(error)) from error
        finally:
            self.discard()

    def discard(self) -> None:
        """Drop the scratch and let the next first write take its turn."""
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None
        folders.unlock(self._lock)
        self._lock = None
