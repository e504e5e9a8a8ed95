"""Writing a file about people: for the owner only, and wholly or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from typing import IO, TYPE_CHECKING

from cobranca_cli.errors import OutputTakenError
from cobranca_cli.store.renaming import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def write_json(path: Path, document: object) -> None:
    """Write a document as JSON, as `write_private` does, over nothing but an earlier one.

    Raises OutputTakenError, OSError.
    """
    from cobranca_cli.cli.output import json_text, plain

    content = json_text(plain(document), indent=2) + "\n"
    start = content[: content.index(":")]  # The brace and the first key: whose file it is.
    write_over_own(path, content.encode(), start.encode())


def write_over_own(path: Path, content: bytes | Iterable[bytes], start: bytes) -> None:
    """`write_private`, over nothing but an empty file or one that begins with `start` too.

    `content` may come in parts. Raises OutputTakenError, OSError, what making a part raises.
    """
    refuse_taken(path, start)
    with private(path) as file:
        file.writelines([content] if isinstance(content, bytes) else content)


def refuse_taken(path: Path, start: bytes) -> None:
    """Raise OutputTakenError where there is a file with something else than what begins so."""
    target = path.resolve()
    if target.is_file() and target.stat().st_size:
        with target.open("rb") as file:
            if file.read(len(start)) != start:
                raise OutputTakenError(str(path))


def write_private(path: Path, content: bytes) -> None:
    """Write a whole file as `private` does. Raises OSError."""
    with private(path) as file:
        file.write(content)


@contextlib.contextmanager
def private(path: Path, *, as_open_as_before: bool = False) -> Iterator[IO[bytes]]:
    """A file (0600) to write, in place of what was there once the block is left without an error.

    A missing folder is made (0700). A link is followed, and a device or pipe (/dev/stdout,
    /dev/null) is written to, never replaced. `as_open_as_before`: a file of somebody else's keeps
    its permissions. Raises OSError.
    """
    path = path.resolve()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a directory", str(path))
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    waiting = path.with_name(f".{path.name}.{os.getpid()}.parte")
    try:
        opened = os.open(waiting, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(opened, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if as_open_as_before and path.exists():
            shutil.copymode(path, waiting)
        replace(waiting, path)
    finally:
        waiting.unlink(missing_ok=True)
