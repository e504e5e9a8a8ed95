"""Writing a file about people: for the owner only, and wholly or not at all."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_json(path: Path, document: object) -> None:
    """Write a document as JSON, as `write_private` does. Raises OSError."""
    from cobranca_cli.cli.output import json_text, plain

    write_private(path, json_text(plain(document), indent=2) + "\n")


def write_private(path: Path, content: str) -> None:
    """Write UTF-8 text as 0600, in place of what was there. A missing folder is made (0700).

    A link is followed, and a device or pipe (/dev/stdout, /dev/null) is written to, never replaced.
    Raises OSError.
    """
    path = path.resolve()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a directory", str(path))
    if path.exists() and not path.is_file():
        path.write_text(content, "utf-8", newline="\n")
        return
    waiting = path.with_name(f".{path.name}.{os.getpid()}.parte")
    try:
        opened = os.open(waiting, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(opened, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
