"""Whether the whole book is as its commands left it: file, schema, history, facts and sums."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.reports.integrity import (
    agreements,
    asked,
    attached,
    balances,
    chain,
    people,
    present,
    recurring,
    schema,
)
from cobranca_cli.reports.integrity.problems import DAMAGED, LISTED, Problem, shortened
from cobranca_cli.reports.safety import cautions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.errors import CobrancaError
    from cobranca_cli.store.copies import Copy, CopyHead

__all__ = ["LISTED", "CheckReport", "Counts", "Problem", "check"]

_EVERY = 2_000  # Rows between two calls of `progress`.
# What reading a damaged file may raise: SQLite's errors, and bytes that are no text or number.
_UNREADABLE = (sqlite3.DatabaseError, ValueError, TypeError, LookupError, OverflowError)


class Counts(NamedTuple):
    """How many rows were gone through."""

    writes: int
    customers: int
    sales: int
    installments: int
    payments: int
    postings: int
    refunds: int
    changes: int
    texts: int


class CheckReport(NamedTuple):
    """What `check` shows; `ok` when there is no problem. `notes` are to be done all the same."""

    ok: bool
    problems: list[Problem]
    checked: Counts
    notes: list[Problem]


_TABLES = (
    "audit", "customer", "sale", "installment", "payment", "posting", "refund", "change",
    "personal_text",
)  # fmt: skip
_PARTS = (
    (schema.file, "o arquivo"),
    (schema.schema, "a estrutura do banco de dados"),
    (balances.balances, "os saldos"),
    (balances.reversals, "o que foi desfeito"),
    (present.changes, "as alterações"),
    (present.states, "as alterações"),
    (present.customers, "os cadastros"),
    (present.texts, "os textos"),
    (recurring.occurrences, "as mensalidades"),
    (agreements.agreements, "os acordos"),
    (people.people, "quem foi esquecido"),
    (people.emptied, "os textos apagados"),
)


def check(
    connection: sqlite3.Connection,
    *,
    settings_problems: Sequence[tuple[str, str]] = (),
    file_problems: Sequence[CobrancaError] = (),
    heads: Sequence[CopyHead] = (),
    copies: Sequence[Copy] = (),
    home: Path | None = None,
    today: date | None = None,
    calendar: Calendar | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> CheckReport:
    """Check everything, on one snapshot of the file; nothing is repaired.

    `settings_problems` are (key, message) pairs, `file_problems` what the settings file or a
    template of the home is refused for, `heads` where the chains of backups end. `copies` are other
    files with an older state of the book, which `notes` look at (as at what is due `today`, and
    with a `calendar` at messages that asked for too much). The attachments are looked for in
    `home`, when it is given. `progress(done, total)` is called every few thousand rows. Of each
    code at most LISTED problems are told one by one.
    """
    own_snapshot = not connection.in_transaction
    if own_snapshot:
        connection.execute("BEGIN")
    try:
        counts = Counts(*(_count(connection, table) for table in _TABLES))
        meter = _Meter(sum(counts), progress)
        problems = [
            *shortened(_all(connection, meter)),
            *(
                Problem(
                    "setting", f"Ajuste {key}: {message}", f"corrija com: cobranca ajustes {key}"
                )
                for key, message in settings_problems
            ),
            *(Problem(e.code, e.message, e.hint or "") for e in file_problems),
            *shortened(_guarded(chain.cut_off(connection, heads), "as cópias")),
        ]
        notes = list(_noted(people.notes(connection, copies=copies, today=today)))
        if calendar is not None:
            notes += shortened(_noted(asked.paid_too_much(connection, calendar)))
        if home is not None:
            problems += shortened(_guarded(attached.attachments(connection, home), "os anexos"))
            notes += _guarded(attached.left_over(connection, home), "os anexos")
            notes += _cautions(connection, home, today)
    finally:
        if own_snapshot:
            connection.execute("ROLLBACK")
    return CheckReport(not problems, problems, counts, notes)


def _noted(notes: Iterator[Problem]) -> Iterator[Problem]:
    try:
        yield from notes
    except _UNREADABLE:
        return  # The check of the schema says what is missing.


def _cautions(connection: sqlite3.Connection, home: Path, today: date | None) -> Iterator[Problem]:
    try:
        found = cautions(connection, home=home, today=today, thorough=True) if today else []
    except _UNREADABLE:
        return  # As above.
    yield from (Problem(*one) for one in found)


def _all(connection: sqlite3.Connection, meter: _Meter) -> Iterator[Problem]:
    for part, what in _PARTS:
        yield from _guarded(part(connection), what)
        meter.part()
    yield from _guarded(chain.chain(connection, meter), "o histórico")
    meter.end()


def _guarded(problems: Iterator[Problem], what: str) -> Iterator[Problem]:
    """A file that is damaged or lacks a table stops one part, not the others."""
    try:
        yield from problems
    except _UNREADABLE as error:
        yield Problem("unreadable", f"Não deu para conferir {what}: {error}.", DAMAGED)


def _count(connection: sqlite3.Connection, table: str) -> int:
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except _UNREADABLE:
        return 0  # The check of the schema says what is missing.


class _Meter:
    """Counts what is done: the rows of the history, and each other part as a tenth of them."""

    def __init__(self, rows: int, progress: Callable[[int, int], None] | None) -> None:
        self._share = max(1, rows // 10)
        self._total = self._share * len(_PARTS) + rows
        self._done = self._told = 0
        self._progress = progress

    def __call__(self, rows: int) -> None:
        self._done = min(self._done + rows, self._total)
        if self._progress and self._done - self._told >= _EVERY:
            self._told = self._done
            self._progress(self._done, self._total)

    def part(self) -> None:
        """One of the other parts is done."""
        self(self._share)

    def end(self) -> None:
        """All is done."""
        if self._progress:
            self._progress(self._total, self._total)
