"""The file itself, and whether every table, index, trigger and view is the shipped one."""

from __future__ import annotations

from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING

from cobranca_cli.reports.integrity.problems import DAMAGED, NOUNS, RESTORE, Problem
from cobranca_cli.store import migrate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_KINDS = {"table": "a tabela", "index": "o índice", "trigger": "o gatilho", "view": "a visão"}


def file(connection: sqlite3.Connection) -> Iterator[Problem]:
    """SQLite's own checks: pages, indexes, and references to rows that are not there.

    On a read-only connection SQLite does not look at CHECKs; what ours hold is hashed (`chain`) or
    derived anew (`balances`).
    """
    for (text,) in connection.execute("PRAGMA integrity_check"):
        if text != "ok":
            yield Problem("file_damaged", f"O SQLite achou um defeito no arquivo: {text}.", DAMAGED)
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        one = NOUNS.get(table, (table,))[0]
        target = NOUNS.get(parent, ("registro do histórico" if parent == "audit" else parent,))[0]
        yield Problem(
            "reference_missing",
            f"Registro incompleto: {one} {row_id} aponta para {target} que não existe.",
            RESTORE,
        )


def schema(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What guards the rules inside the file must be there, word for word, and nothing else."""
    shipped, found = _shipped(), _objects(connection)
    for (kind, name), sql in shipped.items():
        what = f"{_KINDS[kind]} {name}"
        if (kind, name) not in found:
            yield Problem("schema_missing", f"Falta no banco de dados {what}.", RESTORE)
        elif found[kind, name] != sql:
            yield Problem(
                "schema_changed", f"No banco de dados, {what} não é como o programa fez.", RESTORE
            )
    for kind, name in found.keys() - shipped.keys():
        yield Problem(
            "schema_foreign",
            f"No banco de dados há {_KINDS.get(kind, kind)} {name}, que o programa não fez.",
            RESTORE,
        )


@cache
def _shipped() -> dict[tuple[str, str], str]:
    with closing(migrate.fresh_in_memory()) as fresh:
        return _objects(fresh)


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """(kind, name) -> SQL of all but SQLite's own."""
    rows = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master"
        " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type = 'table' DESC, name"
    )
    return {(kind, name): sql for kind, name, sql in rows}
