"""The audit chain, and the facts of every write against the hash it left.

Each write names the rows that it inserted (`row_runs`) and left one SHA-256 over them. Rows that
changed since are hashed with the values that they had then, to which `change` rows lead.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cobranca_cli.domain import audit
from cobranca_cli.reports import log
from cobranca_cli.reports.integrity.problems import RESTORE, Problem, day, noun
from cobranca_cli.store.queries.history import AuditRow

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from cobranca_cli.reports.integrity.problems import Tick
    from cobranca_cli.store.copies import CopyHead

_Row = tuple[Any, ...]
_Span = tuple[int, int]
#: (table, id) -> (audit_seq, column, value before) of each later change, in order.
Befores = dict[tuple[str, int], list[tuple[int, str, object]]]

# Changes that are hashed elsewhere (settings) or held by salted hashes (words about people).
_HASHED_CHANGES = (
    "SELECT entity, entity_id, audit_seq, field, old_value FROM change WHERE entity <> 'setting'"
    f" AND NOT (entity = 'customer' AND field IN {audit.PERSONAL_FIELDS}) ORDER BY id"
)


class _Found:
    """What is not as it must be in one write's rows: (table, first id, last id) of each run."""

    def __init__(self) -> None:
        # No write accounts for these: (table, id, the write that they name).
        self.extra: list[tuple[str, int, int]] = []
        self.missing: list[tuple[str, int, int]] = []
        self.moved: list[tuple[str, int, int]] = []  # They name another write.


class _Stream:
    """The rows of one table by id, taken in step with the writes; one row in memory at a time."""

    def __init__(self, connection: sqlite3.Connection, table: str, tick: Tick) -> None:
        columns = ", ".join(audit.HASHED[table])
        self.table = table
        self._rows = iter(connection.execute(f"SELECT {columns} FROM {table} ORDER BY id"))
        self._tick = tick
        self._next: _Row | None = next(self._rows, None)

    def take(self, span: _Span, seq: int, found: _Found) -> Iterator[_Row]:
        """The rows whose ids lie in the span (ends included), which write `seq` inserted."""
        expected, last = span
        self.skip(expected, found)
        while self._next is not None and self._next[0] <= last:
            row = self._next
            if row[0] > expected:
                found.missing.append((self.table, expected, row[0] - 1))
            if row[1] != seq:
                found.moved.append((self.table, row[0], row[0]))
            expected = row[0] + 1
            self._advance()
            yield row
        if expected <= last:
            found.missing.append((self.table, expected, last))

    def skip(self, end: int | None, found: _Found) -> None:
        """Go past rows before `end` (None: all that is left), which no write accounts for."""
        while self._next is not None and (end is None or self._next[0] < end):
            found.extra.append((self.table, self._next[0], self._next[1]))
            self._advance()

    def _advance(self) -> None:
        self._next = next(self._rows, None)
        self._tick(1)


def chain(connection: sqlite3.Connection, tick: Tick) -> Iterator[Problem]:
    """Every link of the chain, and every fact row against the write that inserted it."""
    befores = read_befores(connection)
    streams = {table: _Stream(connection, table, tick) for table in audit.HASHED}
    previous, expected = audit.GENESIS, 1
    for *values, digest in connection.execute(
        "SELECT seq, at, command, what, row_runs, rows_hash, undoes, prev_hash, hash"
        " FROM audit ORDER BY seq"
    ):
        entry = audit.Entry(*values)
        yield from _link(connection, entry, digest, previous, expected)
        yield from _facts(connection, entry, streams, befores)
        previous, expected = digest, entry.seq + 1
    rest = _Found()
    for stream in streams.values():
        stream.skip(None, rest)
    yield from _extra(rest)


def cut_off(connection: sqlite3.Connection, heads: Iterable[CopyHead]) -> Iterator[Problem]:
    """Whether the chain still holds where each backup's ended: its end can be cut off unseen."""
    for copy in heads:
        row = connection.execute("SELECT hash FROM audit WHERE seq = ?", (copy.seq,)).fetchone()
        if copy.seq and (row is None or row[0] != copy.hash):
            what = "já não está aqui" if row is None else "aqui é outro"
            yield Problem(
                "history_cut",
                f"A cópia {copy.name} tem o registro {copy.seq} do histórico, que {what}.",
                "se trouxe de volta de propósito uma cópia mais antiga, guarde as mais novas em "
                "outro lugar; senão, " + RESTORE,
            )


def _link(
    connection: sqlite3.Connection, entry: audit.Entry, digest: str, previous: str, expected: int
) -> Iterator[Problem]:
    """One row of `audit`: its own hash, and whether it continues the one before."""
    if entry.seq != expected:
        gone = f"o registro {expected}"
        if entry.seq - expected > 1:
            gone = f"os registros {expected} a {entry.seq - 1}"
        yield Problem("audit_missing", f"Falta no histórico {gone}.", RESTORE)
    elif entry.prev_hash != previous:
        before = f"o {entry.seq - 1}" if entry.seq > 1 else "o começo"
        yield Problem(
            "chain_broken",
            f"No histórico, {_told(connection, entry)} não continua {before}: "
            "um dos dois foi trocado.",
            RESTORE,
        )
    if audit.entry_hash(entry) != digest:
        yield Problem(
            "audit_changed", f"No histórico, {_told(connection, entry)} foi mudado.", RESTORE
        )


def _facts(
    connection: sqlite3.Connection,
    entry: audit.Entry,
    streams: dict[str, _Stream],
    befores: Befores,
) -> Iterator[Problem]:
    """The rows of one write: none missing, none too many, none of another write, none changed."""
    spans = row_spans(entry.row_runs)
    found = _Found()
    rows = (
        (table, as_written(table, row, befores))
        for table in audit.HASHED
        if table in spans
        for row in streams[table].take(spans[table], entry.seq, found)
    )
    fits = audit.rows_hash(rows) == entry.rows_hash
    yield from _extra(found)
    for table, first, last in found.missing:
        verb = "Falta" if first == last else "Faltam"
        yield Problem(
            "fact_missing",
            f"{verb} {noun(table, first, last)}, d{_told(connection, entry)}.",
            RESTORE,
        )
    for table, first, _ in found.moved:
        yield Problem(
            "fact_moved",
            f"{noun(table, first).capitalize()} foi trocado: era d{_told(connection, entry)}.",
            RESTORE,
        )
    if not fits and not found.missing and not found.moved:
        places = ", ".join(noun(table, *span) for table, span in spans.items())
        yield Problem(
            "fact_changed",
            f"Algo foi mudado ou trocado de lugar n{_told(connection, entry)}: confira {places}.",
            RESTORE,
        )


def as_written(table: str, row: _Row, befores: Befores) -> _Row:
    """A row of HASHED's columns with the values that it had when its write ended."""
    later = befores.get((table, row[0]))
    if not later:
        return row
    columns = audit.HASHED[table]
    values, restored = list(row), set()
    for seq, field, old in later:
        if seq > row[1] and field in columns and field not in restored:
            restored.add(field)
            values[columns.index(field)] = old
    return tuple(values)


def read_befores(connection: sqlite3.Connection) -> Befores:
    """What every column held before each of its later changes."""
    found: Befores = {}
    for entity, entity_id, seq, field, old in connection.execute(_HASHED_CHANGES):
        found.setdefault((entity, entity_id), []).append((seq, field, _parsed(old)))
    return found


def row_spans(row_runs: str) -> dict[str, _Span]:
    """Table -> first and last id, from the runs as written; what makes no sense is left out."""
    runs = _parsed(row_runs)
    spans: dict[str, _Span] = {}
    for run in runs if isinstance(runs, list) else ():
        match run:
            case [str(table), int(first), int(last)] if table in audit.HASHED:
                low, high = spans.get(table, (first, last))
                spans[table] = (min(low, first), max(high, last))
            case _:
                pass
    return spans


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None  # Not as any write left it; its hash does not fit either.


def _extra(found: _Found) -> Iterator[Problem]:
    for table, row_id, seq in found.extra:
        yield Problem(
            "fact_extra",
            f"{noun(table, row_id).capitalize()}: não foi gravado por nenhum comando (diz ser do "
            f"registro {seq}).",
            RESTORE,
        )


def _told(connection: sqlite3.Connection, entry: audit.Entry) -> str:
    """`o registro 12, de 23/11/2026 (Venda 3 para Maria: R$ 30,00)`; `d` or `n` may go before."""
    what = _parsed(entry.what)
    row = AuditRow(
        entry.seq, entry.at, entry.command, what if isinstance(what, dict) else {}, [],
        entry.undoes, "", False,
    )  # fmt: skip
    try:
        summary = log.describe(connection, row)
    except (ValueError, TypeError, RecursionError):  # Of a row that makes no sense any more.
        summary = entry.command
    return f"o registro {entry.seq}, de {day(entry.at)} ({summary})"
