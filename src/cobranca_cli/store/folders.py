"""Folders: taking turns on one, and a private one for work that must not be seen half done."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from cobranca_cli.errors import DatabaseBusyError
from cobranca_cli.store.connection import BUSY_TIMEOUT_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCRATCH = ".cobranca-copia-"


def lock(folder: Path, *, wait_ms: int = BUSY_TIMEOUT_MS) -> int | None:
    """Lock a folder against other processes until the descriptor is closed (`unlock`).

    None on Windows, which has no locks on folders. Raises DatabaseBusyError after `wait_ms`.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    until = time.monotonic() + wait_ms / 1000
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise DatabaseBusyError from None
                time.sleep(0.02)
            else:
                return descriptor
    except BaseException:
        os.close(descriptor)
        raise


def unlock(descriptor: int | None) -> None:
    """Let the next process take its turn."""
    if descriptor is not None:
        os.close(descriptor)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """`lock` for the length of a block."""
    descriptor = lock(folder)
    try:
        yield
    finally:
        unlock(descriptor)


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())


@contextlib.contextmanager
def scratch(home: Path) -> Iterator[Path]:
    """A folder (0700) on the home's own disk, gone at the end; what a killed process left goes too.

    It stays locked while it is in use, so that nobody takes it for a leftover.
    """
    near = nearest(home)
    with locked(near):
        for left in near.glob(f"{_SCRATCH}*"):
            _remove_if_left(left)
        folder = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=near))
        in_use = lock(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        unlock(in_use)


def _remove_if_left(folder: Path) -> None:
    with contextlib.suppress(DatabaseBusyError, OSError):
        in_use = lock(folder, wait_ms=0)
        if in_use is not None:
            shutil.rmtree(folder, ignore_errors=True)
            unlock(in_use)
