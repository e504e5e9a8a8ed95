"""One transaction: everything a service writes is kept with its audit row, or none of it."""

from __future__ import annotations

import os
from datetime import UTC, date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import event, insert
from sqlalchemy.pool import NullPool
from sqlmodel import create_engine

from cobranca_cli.domain import audit
from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.store import models
from cobranca_cli.store.connection import connect

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlmodel import SQLModel

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.store.first_home import FirstHome

# Parents before children: the order in which waiting rows are sent, and in which they are hashed.
TABLES: dict[str, type[SQLModel]] = {
    "customer": models.Customer,
    "personal_text": models.PersonalText,
    "sale": models.Sale,
    "agreement": models.Agreement,
    "agreement_item": models.AgreementItem,
    "agreement_part": models.AgreementPart,
    "installment": models.Installment,
    "payment": models.Payment,
    "posting": models.Posting,
    "refund": models.Refund,
    "change": models.Change,
    "contact": models.Contact,
    "import_key": models.ImportKey,
    "forgotten": models.Forgotten,
    "recurring": models.Recurring,
    "recurring_amount": models.RecurringAmount,
    "occurrence": models.Occurrence,
    "message": models.Message,
    "message_step": models.MessageStep,
    "promise": models.Promise,
    "pause": models.Pause,
    "message_about": models.MessageAbout,
    "message_part": models.MessagePart,
    "dispute": models.Dispute,
    "boleto": models.Boleto,
    "clearing": models.Clearing,
    "sale_terms": models.AgreedTerms,
    "charge": models.Charge,
    "early_offer": models.EarlyOffer,
    "points": models.Points,
    "attachment": models.Attachment,
    "message_total": models.MessageTotal,
}
_NAMES = {model: name for name, model in TABLES.items()}
DATES = {
    name: columns
    for name, model in TABLES.items()
    if (
        columns := [
            n for n, field in model.model_fields.items() if field.annotation in (date, date | None)
        ]
    )
}


# The seq and the ids that nobody has yet, in one row.
_NEXT = "SELECT (SELECT coalesce(max(seq), 0) + 1 FROM audit), " + ", ".join(
    f"(SELECT coalesce(max(id), 0) + 1 FROM {name})" for name in TABLES
)


class UnitOfWork:
    """`with unit:` is one BEGIN IMMEDIATE … COMMIT, one write command, one audit row.

    Rows are given their ids here (nobody else can insert meanwhile) and sent in batches, so that
    one sale and a hundred thousand take the same path. With `dry_run` everything is done and
    then rolled back. `first` is the home to be published on commit, when there is none yet.
    A unit is used once.
    """

    def __init__(self, path: Path, *, now: datetime, today: date, command: str,
                 dry_run: bool = False, first: FirstHome | None = None,
                 calendar: Callable[[], Calendar] = lambda: BANK_CALENDAR) -> None:  # fmt: skip
        self.path = path
        self.now = now.astimezone(UTC)
        self.today = today
        self.command = command
        self._calendar = calendar
        self.dry_run = dry_run
        self._first = first
        self.what: dict[str, Any] = {}
        self.undoes: int | None = None
        self.committed = False
        self.first_ids: dict[str, int] = {}
        self._last_step: Callable[[], object] | None = None
        self._waiting: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        self._waiting_rows = 0
        self._runs: list[tuple[str, int, int]] = []

    def __enter__(self) -> Self:
        self._connection = _engine(self.path).connect()
        self._transaction = self._connection.begin()
        raw = self._raw()
        try:
            self.seq: int
            self.seq, *first_ids = raw.execute(_NEXT).fetchone()
        except BaseException:
            self._close(keep=False)
            raise
        self.first_ids = dict(zip(TABLES, first_ids, strict=True))
        self._next_ids = dict(self.first_ids)
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        try:
            if error is None:
                self.flush()
                wrote = self._append_audit_row()
                if not self.dry_run and (wrote or self._last_step is not None):
                    self._commit()
                    if self._last_step is not None:
                        self._last_step()
        finally:
            self._close(keep=self.committed)  # Rolls back whatever was not committed.

    def _commit(self) -> None:
        raw = self._raw()
        try:
            self._transaction.commit()
        except KeyboardInterrupt:  # Before SQLite's own commit, or after it?
            self.committed = not raw.in_transaction
            raise
        self.committed = True

    def _close(self, *, keep: bool) -> None:
        self._connection.close()
        if self._first is not None:
            (self._first.publish if keep else self._first.discard)()

    @property
    def calendar(self) -> Calendar:
        """The days by which lateness is counted. Raises InvalidSettingError."""
        return self._calendar()

    @property
    def connection(self) -> sqlite3.Connection:
        """The same transaction, for the read model's functions; waiting rows are sent first."""
        self.flush()
        return self._raw()

    def insert(self, model: type[SQLModel], **values: Any) -> int:
        """Give the row its id and keep it for the next batch; returns the id."""
        name = _NAMES[model]
        row_id = self._next_ids[name]
        self._next_ids[name] = row_id + 1
        row = {**_defaults(model), **values, "id": row_id, "audit_seq": self.seq}
        assert len(row) == len(model.model_fields), f"{name} has no such column, or misses one"
        for column in DATES.get(name, ()):
            row[column] = row[column] and row[column].isoformat()
        self._waiting[name].append(row)
        self._waiting_rows += 1
        return row_id

    def words(self, text: str | None, *, customer_id: int | None = None) -> int | None:
        """Keep words about a person where they can be forgotten; returns the text's id."""
        if text is None:
            return None
        salt = os.urandom(16).hex()
        return self.insert(
            models.PersonalText,
            customer_id=customer_id,
            salt=salt,
            sha256=audit.text_hash(salt, text),
            body=text,
        )

    def change(self, entity: str, entity_id: int, field: str, old: object, new: object) -> None:
        """Set one column of one row and remember what it was.

        `old` and `new` are plain values; dates as ISO text. For a customer's personal columns
        use `change_personal`.
        """
        self.change_many(entity, field, [(entity_id, old, new)])

    def change_many(
        self, entity: str, field: str, changes: list[tuple[int, object, object]]
    ) -> None:
        """`change` for many rows: (id, old, new) triples."""
        self.flush()
        self._raw().executemany(
            f"UPDATE {entity} SET {field} = ? WHERE id = ?", [(new, i) for i, _, new in changes]
        )
        for entity_id, old, new in changes:
            self.remember_change(entity, entity_id, field, old, new)
        self.flush()  # In its place among the rows: undo goes through them backwards.

    def change_amount(self, installment_id: int, old_cents: int, new_cents: int) -> None:
        """`change` of an instalment's amount; what is open moves with it."""
        self.flush()
        self._raw().execute(
            "UPDATE installment SET amount_cents = ?1, open_cents = open_cents + ?1 - amount_cents"
            " WHERE id = ?2",
            (new_cents, installment_id),
        )
        self.remember_change("installment", installment_id, "amount_cents", old_cents, new_cents)
        self.flush()

    def remember_change(
        self, entity: str, entity_id: int, field: str, old: object, new: object
    ) -> None:
        """Only the `change` row, for a column that something else has set."""
        self.insert(
            models.Change,
            entity=entity,
            entity_id=entity_id,
            field=field,
            old_value=audit.canonical(old),
            new_value=audit.canonical(new),
        )

    def after_commit(self, step: Callable[[], object]) -> None:
        """What is to be done outside of the database once the write is committed, and only then."""
        self._last_step = step

    def flush(self) -> None:
        """Send waiting rows, parents first."""
        self._waiting_rows = 0
        for name, rows in self._waiting.items():
            if rows:
                self._waiting[name] = []
                # The driver's own executemany: SQLAlchemy's handling of parameters would cost an
                # import of a hundred thousand lines more than SQLite itself.
                self._connection.exec_driver_sql(_insert(name), rows)
                self._runs.append((name, rows[0]["id"], rows[-1]["id"]))

    def waiting(self) -> int:
        """How many rows have not been sent yet."""
        return self._waiting_rows

    def _raw(self) -> sqlite3.Connection:
        raw = self._connection.connection.dbapi_connection
        assert raw is not None
        return raw  # type: ignore[return-value]  # SQLAlchemy types the DBAPI, not sqlite3.

    def _append_audit_row(self) -> bool:
        if not self._runs and self.undoes is None:
            return False  # Nothing was written: nothing to account for, not even a new home.
        raw = self._raw()
        head = raw.execute("SELECT hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        written = {name for name, _, _ in self._runs}
        entry = audit.Entry(
            seq=self.seq,
            at=self.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            command=self.command,
            what=audit.canonical(self.what),
            row_runs=audit.canonical(self._runs),
            rows_hash=audit.rows_hash(
                (name, row)
                for name in audit.HASHED
                if name in written
                for row in raw.execute(
                    f"SELECT {', '.join(audit.HASHED[name])} FROM {name} WHERE id >= ? ORDER BY id",
                    (self.first_ids[name],),
                )
            ),
            undoes=self.undoes,
            prev_hash=head[0] if head else audit.GENESIS,
        )
        self._connection.execute(
            insert(models.Audit), [{**entry._asdict(), "hash": audit.entry_hash(entry)}]
        )
        return True


@cache
def _defaults(model: type[SQLModel]) -> dict[str, Any]:
    return {n: f.default for n, f in model.model_fields.items() if not f.is_required()}


def _insert(name: str) -> str:
    columns = list(TABLES[name].model_fields)
    return (
        f"INSERT INTO {name} ({', '.join(columns)})"
        f" VALUES ({', '.join(':' + column for column in columns)})"
    )


@lru_cache(maxsize=4)  # Many writes in one process: the caderno, an import, the tests.
def _engine(path: Path) -> Engine:
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path, read_only=False), poolclass=NullPool
    )
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _begin_immediate(connection: Connection) -> None:
    # A plain BEGIN would take the write lock at the first INSERT, after we had read balances.
    # Issued on the raw connection before SQLAlchemy's first connect it would be rolled back.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
