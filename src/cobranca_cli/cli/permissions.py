"""Whether the home and its files are for the owner only (rules §12: home 0700, files 0600)."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FOLDERS = ("backups", "documents")  # Copies of the book, and documents about people.


def warning(home: Path, *files: Path) -> str | None:
    """One line about what others may read, with the command that closes it; None when all is well.

    `files` are looked at beside what lies in the folders of copies and documents; what does not
    exist is passed over. Windows has no such permissions.
    """
    if os.name != "posix":
        return None
    wide = [str(path) for path in (home, *files, *_inside(home)) if _is_wide(path)]
    if not wide:
        return None
    import shlex

    more = f" e mais {len(wide) - 1}" if wide[1:] else ""
    return (
        f"Aviso: outras pessoas deste computador podem ler {wide[0]}{more}. "
        f"Feche com: chmod -R go= {shlex.quote(str(home))}"
    )


def _inside(home: Path) -> Iterator[Path]:
    for name in _FOLDERS:
        folder = home / name
        try:
            yield folder
            yield from folder.iterdir()
        except OSError:
            continue


def _is_wide(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    except OSError:
        return False
