"""What went wrong below us (SQLite, the operating system, ourselves), in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from cobranca_cli.cli.context import DATABASE, find_home
from cobranca_cli.errors import (
    CobrancaError,
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseWriteError,
    StoreError,
    printable,
    reason_of,
)
from cobranca_cli.store import backup_files
from cobranca_cli.store.connection import is_busy


class DefectError(CobrancaError):
    """Something that should never happen: a defect of the program itself."""

    def __init__(self, error: BaseException, *, written: bool = False) -> None:
        super().__init__(
            f"Algo deu errado no programa ({type(error).__name__}: {error}).",
            "o que você mandou já estava gravado (veja com: cobranca historico); não repita, "
            "e conte para quem cuida do programa." if written else
            "nada foi gravado; repita com COBRANCA_DEBUG=1 e conte para quem cuida do programa.",
        )  # fmt: skip


class FileSystemError(StoreError):
    """The operating system refused a file."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Não consigo usar {printable(path, 200) or 'um arquivo'}: {why}.",
            "confira se você pode ler e gravar na pasta, e se há espaço no disco.",
        )


def home_named(arguments: Sequence[str]) -> Path | None:
    """The home of a command line that failed, for a hint about its backups; None for no path."""
    named = None
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        option, equals, value = word.partition("=")
        if option in ("--home", "--pasta"):
            named = value if equals else following
            break
    try:
        return find_home(named)
    except CobrancaError:
        return None


def explain(error: Exception, home: Path | None = None, *, written: bool = False) -> CobrancaError:
    """The error to show; `home` is where backups may be, `written` what this run has done.

    With COBRANCA_DEBUG set, the exception itself is raised again.
    """
    if os.environ.get("COBRANCA_DEBUG"):
        raise error
    cause = getattr(error, "orig", error)  # SQLAlchemy wraps what sqlite3 raised.
    if isinstance(cause, sqlite3.DatabaseError):
        return _from_sqlite(cause, home) or _damaged(home) or DefectError(error, written=written)
    if isinstance(error, OSError):
        return FileSystemError(str(error.filename or ""), reason_of(error))
    return _damaged(home) or DefectError(error, written=written)


def _damaged(home: Path | None) -> CobrancaError | None:
    """Whether the program may have stumbled over a book that is not as it was left."""
    if home is None or not (home / DATABASE).is_file():
        return None
    from contextlib import closing

    from cobranca_cli.reports.integrity import check
    from cobranca_cli.store.connection import connect

    try:
        with closing(connect(home / DATABASE, read_only=True)) as opened:
            problems = check(opened).problems
    except Exception:  # noqa: BLE001  # Whatever is wrong here, the first error is what to tell.
        return None
    if not problems:
        return None
    newest = backup_files.newest(home)
    return DatabaseDamagedError(str(home / DATABASE), problems[0].message.rstrip("."), newest)


def _from_sqlite(error: sqlite3.DatabaseError, home: Path | None) -> CobrancaError | None:
    text = str(error).lower()
    if is_busy(error):
        return DatabaseBusyError()
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        newest = backup_files.newest(home) if home else None
        return DatabaseDamagedError("cobranca.db", reason_of(error), newest)
    reason = reason_of(error)
    return DatabaseWriteError(reason) if reason != str(error) else None
