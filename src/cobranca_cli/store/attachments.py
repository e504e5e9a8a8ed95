"""Files that belong to sales and payments: copies in the home's `documents`, named by their hash.

The name is the SHA-256 of what is inside plus the ending of the original name, so that the same
photo is kept once, nothing is ever overwritten by something else, and a change shows.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
from typing import TYPE_CHECKING

from cobranca_cli.errors import (
    DatabaseWriteError,
    FileTooLargeError,
    FileUnreadableError,
    OutputTakenError,
    reason_of,
)
from cobranca_cli.store.backup_files import sync, sync_folder
from cobranca_cli.store.renaming import replace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LIMIT = 20 << 20  # Bytes: photos and scans fit, films do not.
FOLDER = "documents"
NAME = re.compile(r"[0-9a-f]{64}(?:\.[a-z0-9]{1,8})?")
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")


def read(path: Path) -> bytes:
    """All of a regular file that somebody named; a pipe or device has no end and is none.

    Raises FileUnreadableError (also when it is empty), FileTooLargeError.
    """
    try:
        # Without O_NONBLOCK a pipe would be waited for.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise FileUnreadableError(str(path), "não é um arquivo comum")
            content = file.read(LIMIT + 1)
    except FileNotFoundError as error:
        raise FileUnreadableError(str(path), "o arquivo não existe") from error
    except OSError as error:
        raise FileUnreadableError(str(path), reason_of(error)) from error
    if not content:
        raise FileUnreadableError(str(path), "está vazio")
    if len(content) > LIMIT:
        raise FileTooLargeError(str(path), LIMIT)
    return content


def file_name(sha256: str, original: str) -> str:
    """The name of a copy in `documents`: the hash, and the ending when it is a plain one."""
    dot = original.rfind(".")
    ending = original[dot:].lower() if dot > 0 else ""
    return sha256 + (ending if _ENDING.fullmatch(ending) else "")


def keep(home: Path, name: str, content: bytes) -> None:
    """Write a copy (0600, folder 0700), complete on the disk, unless it is there already.

    Called by whoever holds the database's write lock: a half copy found here was left by a process
    that died, and goes.

    Raises OutputTakenError when there is something else of this name, DatabaseWriteError.
    """
    target = home / FOLDER / name
    if target.exists():
        if state(home, name) == "ok":
            return
        raise OutputTakenError(str(target))
    waiting = target.with_name(f".{name}.parte")
    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        for left in target.parent.glob(".*.parte"):
            if NAME.fullmatch(left.name[1:].removesuffix(".parte")):
                left.unlink()
        descriptor = os.open(waiting, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | _BINARY, 0o600)
        with open(descriptor, "wb") as file:
            file.write(content)
            sync(file)
        replace(waiting, target)
        sync_folder(target.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            waiting.unlink(missing_ok=True)
        raise DatabaseWriteError(reason_of(error)) from error


def state(home: Path, name: str) -> str:
    """`ok`, `missing`, or `changed` when what is inside is not what the name says."""
    digest = hashlib.sha256()
    try:
        with (home / FOLDER / name).open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "changed"
    return "ok" if digest.hexdigest() == name[:64] else "changed"


def remove(home: Path, names: Iterable[str]) -> None:
    """Take copies out of a home; one that cannot be is told by `check`, as of nobody."""
    for name in names:
        with contextlib.suppress(OSError):
            (home / FOLDER / name).unlink(missing_ok=True)


def kept(home: Path) -> list[Path]:
    """The copies in a home, by name; other documents are none of ours."""
    folder = home / FOLDER
    found = sorted(folder.iterdir()) if folder.is_dir() else ()
    return [path for path in found if NAME.fullmatch(path.name) and path.is_file()]


_BINARY = getattr(os, "O_BINARY", 0)  # Windows.
