"""What was agreed about lateness, and what was received or forgiven of it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.charges import Event, History, Taken, Terms

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from cobranca_cli.domain.charges import Kind


class ChargeRow(NamedTuple):
    """A row of the table `charge`; without a payment it was forgiven."""

    charge_id: int
    installment_id: int
    kind: Kind
    amount_cents: int
    effective_on: date
    payment_id: int | None
    reverses_id: int | None


_ROW = (
    "SELECT c.id, c.installment_id, c.kind, c.amount_cents, c.effective_on, c.payment_id,"
    " c.reverses_id FROM charge c "
)
# The charges of a payment: what it gave, and what was forgiven in the same write. Reversals
# follow their originals.
_OF_PAYMENT = """
WITH RECURSIVE own(id) AS (
    SELECT id FROM charge WHERE payment_id = :payment
    UNION SELECT c.id FROM charge c JOIN payment p ON p.id = :payment
    WHERE c.payment_id IS NULL AND c.reverses_id IS NULL AND c.audit_seq = p.audit_seq
    UNION SELECT c.id FROM own JOIN charge c ON c.reverses_id = own.id)
"""


def any_agreed(connection: sqlite3.Connection) -> bool:
    """Whether there is any sale with terms: without one nothing else is asked."""
    return bool(connection.execute(
        "SELECT EXISTS (SELECT 1 FROM sale_terms WHERE active = 1 AND fine_bps + interest_bps > 0)"
    ).fetchone()[0])  # fmt: skip


def terms(connection: sqlite3.Connection, sale_id: int) -> Terms:
    """What was agreed with a sale; nothing where nothing was."""
    row = connection.execute(
        "SELECT fine_bps, interest_bps FROM sale_terms WHERE active = 1 AND sale_id = ?", (sale_id,)
    ).fetchone()
    return Terms(*row or ())


def histories(
    connection: sqlite3.Connection, installment_ids: Iterable[int], *, until_seq: int | None = None
) -> dict[int, History]:
    """What the charges depend on, of those instalments whose sales agreed them.

    With `until_seq` as the book stood after that write (`audit.seq`), whatever came later.
    """
    if installment_ids == [] or not any_agreed(connection):
        return {}
    rows = connection.execute(
        "SELECT i.id, t.fine_bps, t.interest_bps, i.due_on, i.amount_cents"
        " FROM json_each(?) k JOIN installment i ON i.id = k.value"
        " JOIN sale_terms t ON t.sale_id = i.sale_id AND t.active = 1"
        " WHERE t.fine_bps + t.interest_bps > 0",
        (json.dumps([*installment_ids]),),
    ).fetchall()
    ids = [row[0] for row in rows]
    moves: dict[int, list[Event]] = {key: [] for key in ids}
    aside: dict[int, list[Event]] = {key: [] for key in ids}
    for key, on, cents, passed in connection.execute(
        "SELECT installment_id, effective_on, amount_cents, kind = 'renegotiation' FROM posting"
        " WHERE installment_id IN (SELECT value FROM json_each(?))"
        " AND audit_seq <= coalesce(?, audit_seq)",
        (json.dumps(ids), until_seq),
    ):
        (aside if passed else moves)[key].append(Event(date.fromisoformat(on), cents))
    parts = taken(connection, ids, until_seq=until_seq)
    return {
        key: History(Terms(fine, interest), date.fromisoformat(due), cents, moves[key],
                     parts.get(key, ()), aside[key])
        for key, fine, interest, due, cents in rows
    }  # fmt: skip


def taken(
    connection: sqlite3.Connection, installment_ids: Iterable[int], *, until_seq: int | None = None
) -> dict[int, list[Taken]]:
    """What was received or forgiven of instalments, with its days; `until_seq` as above."""
    found: dict[int, list[Taken]] = {}
    for key, on, kind, cents in connection.execute(
        "SELECT installment_id, effective_on, kind, amount_cents FROM charge"
        " WHERE installment_id IN (SELECT value FROM json_each(?))"
        " AND audit_seq <= coalesce(?, audit_seq) ORDER BY id",
        (json.dumps([*installment_ids]), until_seq),
    ):
        found.setdefault(key, []).append(Taken(date.fromisoformat(on), kind, cents))
    return found


def charged_on(connection: sqlite3.Connection, installment_id: int) -> date | None:
    """The last day on which payments gave charges of an instalment that stand today."""
    row = connection.execute(
        "SELECT max(d.effective_on) FROM (SELECT payment_id, effective_on FROM charge"
        "  WHERE installment_id = ?1 AND payment_id IS NOT NULL"
        "  GROUP BY payment_id, effective_on HAVING sum(amount_cents) > 0) d"
        " WHERE (SELECT sum(amount_cents) FROM charge c"
        "  WHERE c.payment_id = d.payment_id AND c.installment_id = ?1) > 0",
        (installment_id,),
    ).fetchone()
    return None if row[0] is None else date.fromisoformat(row[0])


def of_installment(connection: sqlite3.Connection, installment_id: int) -> list[ChargeRow]:
    """Every row of an instalment by id."""
    return _rows(connection.execute(
        _ROW + "WHERE c.installment_id = ? ORDER BY c.id", (installment_id,)
    ))  # fmt: skip


def of_payment(connection: sqlite3.Connection, payment_id: int) -> list[ChargeRow]:
    """Every row by id of what a payment gave, and of what was forgiven in the same write."""
    return _rows(connection.execute(
        _OF_PAYMENT + _ROW + "WHERE c.id IN (SELECT id FROM own) ORDER BY c.id",
        {"payment": payment_id},
    ))  # fmt: skip


def in_span(connection: sqlite3.Connection, span: tuple[int, int]) -> list[ChargeRow]:
    """The rows with ids in a span, ends included, by id."""
    return _rows(connection.execute(_ROW + "WHERE c.id BETWEEN ? AND ? ORDER BY c.id", span))


def _rows(rows: Iterable[tuple[object, ...]]) -> list[ChargeRow]:
    found = [ChargeRow(*row) for row in rows]  # type: ignore[arg-type]  # SQLite rows are untyped.
    return [row._replace(effective_on=date.fromisoformat(str(row.effective_on))) for row in found]
