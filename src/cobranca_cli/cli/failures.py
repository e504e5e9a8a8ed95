"""What went wrong below us (SQLite, the operating system, ourselves), in words."""

from __future__ import annotations

import os
import sqlite3

from cobranca_cli.errors import (
    CobrancaError,
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseWriteError,
    StoreError,
    reason_of,
)


class DefectError(CobrancaError):
    """Something that should never happen: a defect of the program itself."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            f"Algo deu errado no programa ({type(error).__name__}: {error}).",
            "nada foi gravado; repita com COBRANCA_DEBUG=1 e conte para quem cuida do programa.",
        )


class FileSystemError(StoreError):
    """The operating system refused a file."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Não consigo usar {path or 'um arquivo'}: {why}.",
            "confira se você pode ler e gravar na pasta, e se há espaço no disco.",
        )


def explain(error: Exception) -> CobrancaError:
    """The error to show. With COBRANCA_DEBUG set, the exception itself is raised again."""
    if os.environ.get("COBRANCA_DEBUG"):
        raise error
    cause = getattr(error, "orig", error)  # SQLAlchemy wraps what sqlite3 raised.
    if isinstance(cause, sqlite3.DatabaseError):
        return _from_sqlite(cause) or DefectError(error)
    if isinstance(error, OSError):
        return FileSystemError(str(error.filename or ""), reason_of(error))
    return DefectError(error)


def _from_sqlite(error: sqlite3.DatabaseError) -> CobrancaError | None:
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return DatabaseBusyError()
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return DatabaseDamagedError("cobranca.db", reason_of(error))
    reason = reason_of(error)
    return DatabaseWriteError(reason) if reason != str(error) else None
