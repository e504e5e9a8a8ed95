"""What was written, by which command, and what of it stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from cobranca_cli.errors import NotUndoableError

if TYPE_CHECKING:
    import sqlite3

# Commands whose writes are never taken back, and nothing from before them (interface: "Not
# undoable, and says so"): what left the house or the file cannot be called back.
NOT_UNDOABLE = {
    "backup": "uma cópia de segurança foi feita",
    "erase-forgotten": "terminou o prazo de guardar dados de clientes esquecidos",
    "export": "os dados foram exportados",
    "forget-customer": "um cliente foi esquecido",
    "receipt-send": "uma mensagem foi enviada",
    "remind-send": "uma mensagem foi enviada",
    "restore": "uma cópia de segurança foi trazida de volta",
}
# Undo goes on to the write before: a code that was wrong stays counted.
PASSED_OVER = ("wrong-code",)


class AuditRow(NamedTuple):
    """One write command; `undone` says whether its effect was taken back.

    `row_runs` are (table, first id, last id) of its rows, in the order of writing.
    """

    seq: int
    at: str
    command: str
    what: dict[str, Any]
    row_runs: list[tuple[str, int, int]]
    undoes: int | None
    hash: str
    undone: bool


class ChangeRow(NamedTuple):
    """One changed column; values are plain (parsed from JSON)."""

    change_id: int
    entity: str
    entity_id: int
    field: str
    old_value: Any
    new_value: Any


_SELECT = "SELECT seq, at, command, what, row_runs, undoes, hash FROM audit "


def first_hash(connection: sqlite3.Connection) -> str:
    """The hash of the first write, which names this book and no other; "" before it."""
    row = connection.execute("SELECT hash FROM audit ORDER BY seq LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def undone_seqs(connection: sqlite3.Connection) -> set[int]:
    """Writes whose effect is taken back: undone, and the undoing not redone."""
    taken: dict[int, int] = {}
    for seq, undoes in connection.execute(
        "SELECT seq, undoes FROM audit WHERE undoes IS NOT NULL ORDER BY seq"
    ):
        taken[undoes] = seq
    standing: dict[int, bool] = {}

    def stands(seq: int) -> bool:
        if seq not in standing:
            standing[seq] = seq not in taken or not stands(taken[seq])
        return standing[seq]

    return {seq for seq in taken if not stands(seq)}


def entries(connection: sqlite3.Connection, *, limit: int | None = None) -> list[AuditRow]:
    """Writes, newest first."""
    undone = undone_seqs(connection)
    rows = connection.execute(
        _SELECT + "ORDER BY seq DESC LIMIT ?", (-1 if limit is None else limit,)
    )
    return [_row(row, undone) for row in rows]


def latest_to_undo(connection: sqlite3.Connection) -> AuditRow | None:
    """The latest write that is not undone and is no undo, nor one of PASSED_OVER.

    Raises NotUndoableError when it is one of NOT_UNDOABLE.
    """
    undone = undone_seqs(connection)
    for row in connection.execute(_SELECT + "WHERE undoes IS NULL ORDER BY seq DESC"):
        if row[0] not in undone:
            found = _row(row, undone)
            if found.command in PASSED_OVER:
                continue
            if found.command in NOT_UNDOABLE:
                raise NotUndoableError(found.seq, NOT_UNDOABLE[found.command])
            return found
    return None


def latest_to_redo(connection: sqlite3.Connection) -> AuditRow | None:
    """The latest undo that stands, when nothing but undos and redos came after it."""
    undone = undone_seqs(connection)
    for row in connection.execute(_SELECT + "ORDER BY seq DESC"):
        found = _row(row, undone)
        if found.undoes is None:
            if not found.undone:
                return None
        elif not found.undone:
            original = entry(connection, found.undoes)
            if original and original.undoes is None:  # Else it is a redo.
                return found
    return None


def _row(row: tuple[Any, ...], undone: set[int]) -> AuditRow:
    seq, at, command, what, runs, undoes, digest = row
    return AuditRow(
        seq, at, command, json.loads(what),
        [(table, first, last) for table, first, last in json.loads(runs)],
        undoes, digest, seq in undone,
    )  # fmt: skip


def entry(connection: sqlite3.Connection, seq: int) -> AuditRow | None:
    """One write."""
    row = connection.execute(_SELECT + "WHERE seq = ?", (seq,)).fetchone()
    return None if row is None else _row(row, undone_seqs(connection))


def changes(connection: sqlite3.Connection, span: tuple[int, int]) -> list[ChangeRow]:
    """Changed columns with ids in a span (ends included), in order."""
    return [
        ChangeRow(i, entity, entity_id, field, json.loads(old), json.loads(new))
        for i, entity, entity_id, field, old, new in connection.execute(
            "SELECT id, entity, entity_id, field, old_value, new_value FROM change"
            " WHERE id BETWEEN ? AND ? ORDER BY id",
            span,
        )
    ]


def text(connection: sqlite3.Connection, text_id: int | None) -> str | None:
    """The body of a personal text; None for none, "" once it was forgotten."""
    if text_id is None:
        return None
    row = connection.execute("SELECT body FROM personal_text WHERE id = ?", (text_id,)).fetchone()
    return None if row is None else str(row[0])
