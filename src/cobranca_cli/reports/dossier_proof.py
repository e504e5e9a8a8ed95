"""Which writes of the chain a dossier shows: those with rows of its customer alone.

The others stay links: their hashes are in the chain, and nothing else of them is anybody's to see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cobranca_cli.domain.audit import GENESIS, HASHED
from cobranca_cli.reports.integrity import chain
from cobranca_cli.store.queries import dossier as queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from cobranca_cli.domain.audit import Entry
    from cobranca_cli.reports.integrity.chain import Befores

_TO_WHOM = ("customer_id", "merged_into")  # Columns whose changes name another customer.


class Link(NamedTuple):
    """One write; `rows` are [table, *columns as first written], None when it is not to be shown."""

    entry: Entry
    rows: list[list[Any]] | None


class Proof(NamedTuple):
    """All links, and (table, id, column) of what a write that is not shown changed."""

    links: list[Link]
    head_seq: int
    head_hash: str
    unproven: list[tuple[str, int, str]]

    @property
    def shown(self) -> int:
        """How many writes are shown with their rows."""
        return sum(link.rows is not None for link in self.links)


class Ours(NamedTuple):
    """Whose rows may be shown: ids by table, and texts of theirs that name somebody else."""

    ids: dict[str, set[int]]
    withheld: Collection[int]
    pending: set[int]  # Agreements whose code may still be used.

    def row(self, table: str, row: dict[str, Any]) -> bool:
        """Whether a row, as it was first written, is about this customer and nobody else."""
        if table == "change":
            return self._change(row)
        if row["id"] not in self.ids[table]:
            return False
        if table == "personal_text":  # Of a sale that was moved its words may be another's.
            return row["id"] not in self.withheld
        if table == "agreement" and row["id"] in self.pending:
            return False
        return all(
            row[column] is None or row[column] in self.ids[parent]
            for column, parent in queries.PARENTS[table].items()
        )

    def _change(self, row: dict[str, Any]) -> bool:
        entity, entity_id = row["entity"], row["entity_id"]
        if entity == "agreement" and entity_id in self.pending:
            return False
        if row["field"] in _TO_WHOM:
            values = {row["old_value"], row["new_value"]} - {"null"}
            if not values <= {str(one) for one in self.ids["customer"]}:
                return False
        return entity_id in self.ids.get(entity, ())


def proof(connection: sqlite3.Connection, ours: Ours) -> Proof:
    """The whole chain, with the rows of the writes that are this customer's alone."""
    befores = chain.read_befores(connection)
    links, head, hidden = [], GENESIS, set()
    for entry, digest in queries.entries(connection):
        rows = _rows(connection, entry, ours, befores)
        links.append(Link(entry, rows))
        head = digest
        if rows is None:
            hidden.add(entry.seq)
    unproven = [
        (table, key, column)
        for seq, table, key, column in queries.changed(connection)
        if seq in hidden and key in ours.ids.get(table, ())
    ]
    return Proof(links, len(links), head, unproven)


def _rows(
    connection: sqlite3.Connection, entry: Entry, ours: Ours, befores: Befores
) -> list[list[Any]] | None:
    spans = chain.row_spans(entry.row_runs)
    found: list[list[Any]] = []
    for table in HASHED:
        if table not in spans:
            continue
        first, last = spans[table]
        if table != "change" and not {first, last} <= ours.ids[table]:
            return None  # Most writes are others': nothing of them is read.
        for present in queries.rows(connection, table, (first, last)):
            row = chain.as_written(table, present, befores)
            if not ours.row(table, dict(zip(HASHED[table], row, strict=True))):
                return None
            found.append([table, *row])
    return found or None
