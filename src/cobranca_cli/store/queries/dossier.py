"""What a dossier needs besides what `personal` finds: whose rows are whose, and who else is."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from cobranca_cli.domain.audit import HASHED, Entry
from cobranca_cli.store.queries import customers, personal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from cobranca_cli.store.queries.kept import KeptCharge, KeptPosting

# The tables that a table's rows belong to, by their columns: `installment_id` is an instalment's.
PARENTS: dict[str, dict[str, str]] = {
    table: {column: column[:-3] for column in columns if column[:-3] in HASHED}
    for table, columns in HASHED.items()
}


class BookSale(NamedTuple):
    """One sale; `fine_bps` and `interest_bps` (a month) are what was agreed about lateness."""

    sale_id: int
    at: str
    sold_on: date
    total_cents: int
    kind: str
    invoice: str | None
    description: str | None
    link: str | None
    fine_bps: int
    interest_bps: int
    voided: bool


class BookInstallment(NamedTuple):
    """One instalment as the book has it, of a sale or of an agreement; `at` is a UTC instant."""

    installment_id: int
    at: str
    sale_id: int | None
    agreement_id: int | None
    number: int
    due_on: date
    amount_cents: int
    open_cents: int
    boleto: str | None
    postings: list[KeptPosting]
    charges: list[KeptCharge]


class BookAgreementItem(NamedTuple):
    """An instalment as it stood on the day of the proposal."""

    installment_id: int
    open_cents: int
    fine_cents: int
    interest_cents: int


class BookAgreementPart(NamedTuple):
    """One part of the plan; `number` 0 is the down payment."""

    number: int
    due_on: date
    amount_cents: int


class BookAgreement(NamedTuple):
    """One agreement; without a `proof` it was accepted by its code, which is not shown.

    `paid_cents` is what its own instalments received.
    """

    agreement_id: int
    at: str
    proposed_on: date
    discount_cents: int
    installment_count: int
    text: str | None
    status: str
    accepted_on: date | None
    proof: str | None
    ended_on: date | None
    reason: str | None
    paid_cents: int
    items: list[BookAgreementItem]
    parts: list[BookAgreementPart]


class Known(NamedTuple):
    """How somebody else may be named in a text."""

    name_key: str
    nickname_key: str | None
    phone: str | None
    document: str | None
    email: str | None


def records(connection: sqlite3.Connection, customer_id: int) -> list[int]:
    """Ids of a customer's record and of those that were merged into it."""
    return [customer_id, *customers.merged_ids(connection, customer_id)]


def own(connection: sqlite3.Connection, ids: list[int]) -> dict[str, set[int]]:
    """Table -> ids of its rows that belong to these customers, directly or by what they are of."""
    found: dict[str, set[int]] = {"customer": set(ids)}
    for table, parents in PARENTS.items():
        if table == "customer":
            continue
        found[table] = {
            row_id
            for column, parent in parents.items()
            if found.get(parent)
            for (row_id,) in connection.execute(
                f"SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(found[parent])),),
            )
        }
    return found


def others(connection: sqlite3.Connection, ids: list[int]) -> list[Known]:
    """Everybody else who ever was in the book, but the counter and whom it has forgotten."""
    rows = connection.execute(
        "SELECT name_key, nickname_key, phone, document, email FROM customer"
        " WHERE is_counter = 0 AND id NOT IN (SELECT value FROM json_each(?))"
        " AND id NOT IN (SELECT customer_id FROM forgotten)",
        (json.dumps(ids),),
    )
    return [Known(*row) for row in rows]


def text_bodies(connection: sqlite3.Connection, text_ids: list[int]) -> dict[int, str]:
    """Text id -> its words."""
    rows = connection.execute(
        "SELECT id, body FROM personal_text WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(text_ids),),
    )
    return dict(rows.fetchall())


def entries(connection: sqlite3.Connection) -> Iterator[tuple[Entry, str]]:
    """(write, its hash), from the first to the last."""
    for *values, digest in connection.execute(
        f"SELECT {', '.join(Entry._fields)}, hash FROM audit ORDER BY seq"
    ):
        yield Entry(*values), digest


def rows(
    connection: sqlite3.Connection, table: str, span: tuple[int, int]
) -> list[tuple[Any, ...]]:
    """The rows with ids in a span (ends included), as they are hashed, by id."""
    return connection.execute(
        f"SELECT {', '.join(HASHED[table])} FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id", span
    ).fetchall()


def changed(connection: sqlite3.Connection) -> Iterator[tuple[int, str, int, str]]:
    """(write, table, id, column) of every change."""
    return connection.execute("SELECT audit_seq, entity, entity_id, field FROM change ORDER BY id")


def sales(connection: sqlite3.Connection, customer_id: int) -> list[BookSale]:
    """All of a customer's, voided ones included, by id."""
    return [
        BookSale(**{name: getattr(sale, name) for name in BookSale._fields})
        for sale in personal.sales(connection, customer_id)
    ]


def written_at(connection: sqlite3.Connection, customer_id: int) -> str:
    """The UTC instant of a record's making."""
    row = connection.execute(
        "SELECT a.at FROM customer c JOIN audit a ON a.seq = c.audit_seq WHERE c.id = ?",
        (customer_id,),
    ).fetchone()
    return str(row[0])


def installments(connection: sqlite3.Connection, customer_id: int) -> list[BookInstallment]:
    """All of a customer's, by due date."""
    found = connection.execute(
        "SELECT i.id, a.at, i.sale_id, i.agreement_id, i.number, i.due_on, i.amount_cents,"
        " i.open_cents,"
        " (SELECT line FROM boleto WHERE installment_id = i.id AND active = 1)"
        " FROM installment i JOIN audit a ON a.seq = i.audit_seq"
        " WHERE i.customer_id = ? ORDER BY i.due_on, i.id",
        (customer_id,),
    ).fetchall()
    return [
        BookInstallment(
            key, at, sale, agreement, number, date.fromisoformat(due), cents, left, line,
            *personal.moves(connection, key),
        )
        for key, at, sale, agreement, number, due, cents, left, line in found
    ]  # fmt: skip


def agreements(connection: sqlite3.Connection, customer_id: int) -> list[BookAgreement]:
    """A customer's agreements that stand, proposed ones included, by id."""
    found = connection.execute(
        "SELECT g.id, a.at, g.proposed_on, g.discount_cents, g.installment_count,"
        " nullif(t.body, ''), g.status, g.accepted_on, nullif(p.body, ''), g.ended_on,"
        " nullif(r.body, ''),"
        " (SELECT coalesce(sum(o.amount_cents), 0) FROM posting o JOIN installment i"
        "  ON i.id = o.installment_id WHERE i.agreement_id = g.id AND o.kind = 'payment')"
        " FROM agreement g JOIN audit a ON a.seq = g.audit_seq"
        " JOIN personal_text t ON t.id = g.text_id"
        " LEFT JOIN personal_text p ON p.id = g.proof_id"
        " LEFT JOIN personal_text r ON r.id = g.reason_id"
        " WHERE g.customer_id = ? AND g.active = 1 ORDER BY g.id",
        (customer_id,),
    ).fetchall()
    return [
        BookAgreement(
            key, at, date.fromisoformat(on), discount, count, text, status, _day(accepted), proof,
            _day(ended), reason, paid, _agreement_items(connection, key),
            _agreement_parts(connection, key),
        )
        for key, at, on, discount, count, text, status, accepted, proof, ended, reason, paid
        in found
    ]  # fmt: skip


def _agreement_items(connection: sqlite3.Connection, agreement_id: int) -> list[BookAgreementItem]:
    found = connection.execute(
        "SELECT installment_id, open_cents, fine_cents, interest_cents FROM agreement_item"
        " WHERE agreement_id = ? ORDER BY id",
        (agreement_id,),
    )
    return [BookAgreementItem(*row) for row in found]


def _agreement_parts(connection: sqlite3.Connection, agreement_id: int) -> list[BookAgreementPart]:
    found = connection.execute(
        "SELECT number, due_on, amount_cents FROM agreement_part WHERE agreement_id = ?"
        " ORDER BY number",
        (agreement_id,),
    )
    return [
        BookAgreementPart(number, date.fromisoformat(due), cents) for number, due, cents in found
    ]


def pending_agreements(connection: sqlite3.Connection) -> set[int]:
    """Ids of agreements whose code may still be used: its hash is in no paper."""
    found = connection.execute("SELECT id FROM agreement WHERE status = 'proposed'")
    return {key for (key,) in found}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
