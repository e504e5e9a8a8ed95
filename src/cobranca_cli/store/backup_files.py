"""The backup files of a folder: their names, the newest, and the one way to make a new one.

A name says when the copy was made, in the business's zone, and counts when two are made in one
second: `cobranca-2026-11-23-100000.zip`, `cobranca-2026-11-23-100000-2.zip.age`.
"""

from __future__ import annotations

import contextlib
import os
import re
from datetime import date, timedelta
from typing import IO, TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import HomeUnusableError, reason_of
from cobranca_cli.store.renaming import replace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

FOLDER = "backups"
_ELSEWHERE = ".copia-fora"  # Beside them: the day on which one was last made outside the home.
_STAMP = "%Y-%m-%d-%H%M%S"
# Not compiled here: every command imports this for a hint that hardly any shows.
_NAME = r"cobranca-(\d{4}-\d{2}-\d{2}-\d{6})(?:-([1-9]\d{0,8}))?\.zip(?:\.age)?"
_UNFINISHED = r"\.cobranca-(\d{4}-\d{2}-\d{2}-\d{6})(?:-\d+)?\.zip(?:\.age)?\.parte"
_ABANDONED = timedelta(days=1)  # What was begun so long ago was begun by a process that died.


class NewFile(NamedTuple):
    """A backup being written: `file` under the temporary name `part`, to be called `target`."""

    file: IO[bytes]
    part: Path
    target: Path


def stamp(now: datetime) -> str:
    """`2026-11-23-100000`: the part of a name that says when."""
    return now.strftime(_STAMP)


def listed(folder: Path) -> list[Path]:
    """Our files in a folder, oldest first; nothing else is ever listed."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        match = re.fullmatch(_NAME, path.name)
        if match and path.is_file():
            found.append(((match[1], int(match[2] or 1), path.name), path))
    return [path for _, path in sorted(found)]


def newest(home: Path) -> str | None:
    """The newest backup in a home's own folder, for a hint; None when there is none."""
    with contextlib.suppress(OSError):
        return str(listed(home / FOLDER)[-1]) if listed(home / FOLDER) else None
    return None


def made_at(path: Path) -> str:
    """The stamp in the name of one of our files; stamps sort as their instants do."""
    match = re.fullmatch(_NAME, path.name)
    assert match is not None, path
    return match[1]


def remember_elsewhere(home: Path, made: Path, now: datetime) -> None:
    """Keep on which day a copy was made, when it was made outside the home; else do nothing.

    The place itself may be a disk that is not there when somebody asks how old the copy is.
    """
    if home.resolve() in made.resolve().parents:
        return
    folder = home / FOLDER
    waiting = folder / f"{_ELSEWHERE}.parte"
    with contextlib.suppress(
        OSError
    ):  # The home's disk is full, say: the copy is made all the same.
        folder.mkdir(mode=0o700, exist_ok=True)
        opened = os.open(waiting, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with open(opened, "w", encoding="utf-8") as file:
            file.write(f"{now.date()}\n")
        replace(waiting, folder / _ELSEWHERE)


def elsewhere_on(home: Path) -> date | None:
    """The day on which a copy was last made outside the home; None when none ever was."""
    with contextlib.suppress(OSError, ValueError):
        return date.fromisoformat((home / FOLDER / _ELSEWHERE).read_text("utf-8", "replace")[:10])
    return None


def make_folder(folder: Path) -> None:
    """Make a folder for backups (0700); one that is there stays as it is.

    Raises HomeUnusableError.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise HomeUnusableError(str(folder), reason_of(error)) from error


@contextlib.contextmanager
def new_file(folder: Path, now: datetime, *, encrypted: bool) -> Iterator[NewFile]:
    """A new file (0600) under a temporary name, gone at the end unless `publish` was called.

    Whoever has made the temporary name owns the final one: two processes in one second get two.
    """
    _remove_abandoned(folder, now)
    opened = _take_name(folder, now, ".zip.age" if encrypted else ".zip")
    try:
        yield opened
    finally:
        opened.file.close()
        opened.part.unlink(missing_ok=True)


def publish(new: NewFile) -> None:
    """Give the finished file its name, once its bytes and the name are on the disk."""
    new.file.close()  # Windows renames nothing that is open.
    replace(new.part, new.target)
    sync_folder(new.target.parent)


def keep_newest(folder: Path, keep: int, new: Path) -> list[str]:
    """Remove our oldest files beyond `keep`, never `new`; returns the names of those removed."""
    found = [path for path in listed(folder) if path.name != new.name]
    removed = []
    for path in found[: max(0, len(found) - (keep - 1))]:
        with contextlib.suppress(FileNotFoundError):  # Another backup was quicker.
            path.unlink()
            removed.append(path.name)
    return removed


def sync(file: IO[bytes]) -> None:
    """Make what was written to a file survive a power cut."""
    file.flush()
    os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """`sync` for a file that was written and closed, as by SQLite."""
    with path.open("r+b") as file:  # Windows refuses to sync what is open for reading only.
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a change of names in a folder survive a power cut, where the system can."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # Some network and FAT drives do not know how.
            os.fsync(opened)
    finally:
        os.close(opened)


def _take_name(folder: Path, now: datetime, suffix: str) -> NewFile:
    count = 1
    while True:
        counter = f"-{count}" if count > 1 else ""
        stem = f"cobranca-{stamp(now)}{counter}"
        target, part = folder / f"{stem}{suffix}", folder / f".{stem}{suffix}.parte"
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | _BINARY, 0o600)
            # Looked at now that nobody else can be making it.
            if not _taken(folder, stem):
                return NewFile(open(descriptor, "w+b"), part, target)
            os.close(descriptor)
            part.unlink()
        count += 1


def _taken(folder: Path, stem: str) -> bool:
    return any((folder / f"{stem}{suffix}").exists() for suffix in (".zip", ".zip.age"))


def _remove_abandoned(folder: Path, now: datetime) -> None:
    for path in folder.iterdir():
        match = re.fullmatch(_UNFINISHED, path.name)
        if match and match[1] < stamp(now - _ABANDONED):
            with contextlib.suppress(OSError):
                path.unlink()


_BINARY = getattr(os, "O_BINARY", 0)  # Windows.
