"""What was changed about a customer, or called off, by writes that stand; with their instants."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from cobranca_cli.store.queries import history

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


class StateChange(NamedTuple):
    """One changed column of a customer (or of a record merged into them): plain values.

    `text` is the body of the text that the new value names, of a block.
    """

    seq: int
    at: str
    entity_id: int
    field: str
    old: Any
    new: Any
    text: str | None


class CalledOff(NamedTuple):
    """A sale that was voided or a payment that was reversed."""

    seq: int
    at: str
    row_id: int
    amount_cents: int
    reason: str | None


class DisputeTold(NamedTuple):
    """One dispute, with the writes that opened and resolved it."""

    installment_id: int
    text: str
    opened_on: date
    opened_seq: int
    status: str
    resolved_on: date | None
    resolved_seq: int | None


_STATES = """
SELECT a.seq, a.at, c.entity_id, c.field, c.old_value, c.new_value,
       CASE c.field WHEN 'block_reason_id' THEN
         (SELECT nullif(body, '') FROM personal_text
          WHERE id = CASE c.new_value WHEN 'null' THEN json_extract(a.what, '$.reason_id')
                     ELSE CAST(c.new_value AS INTEGER) END) END
FROM change c JOIN audit a ON a.seq = c.audit_seq
WHERE c.entity = 'customer' AND a.undoes IS NULL AND (
  c.entity_id IN (SELECT :who UNION SELECT id FROM customer WHERE merged_into = :who)
  AND c.field IN ('limit_cents', 'block_reason_id', 'opt_out', 'no_news')
  OR c.field = 'merged_into' AND c.new_value = CAST(:who AS TEXT))
ORDER BY c.id
"""
# A sale is wholly void by a change of its own; why, its postings say.
_VOIDED = """
SELECT a.seq, a.at, s.id, s.total_cents,
       (SELECT nullif(t.body, '') FROM installment i JOIN posting g ON g.installment_id = i.id
        JOIN personal_text t ON t.id = g.reason_id
        WHERE i.sale_id = s.id AND g.kind = 'void' AND g.audit_seq = a.seq LIMIT 1)
FROM sale s JOIN change c ON c.entity = 'sale' AND c.entity_id = s.id AND c.field = 'voided'
JOIN audit a ON a.seq = c.audit_seq
WHERE s.customer_id = :who AND c.new_value = '1' AND a.undoes IS NULL ORDER BY c.id
"""
_REVERSED = """
SELECT a.seq, a.at, p.id, p.amount_cents,
       (SELECT nullif(body, '') FROM personal_text WHERE id = f.reason_id)
FROM payment p JOIN refund f ON f.payment_id = p.id JOIN audit a ON a.seq = f.audit_seq
WHERE p.customer_id = :who AND f.kind = 'reversal' AND f.amount_cents > 0 AND a.undoes IS NULL
ORDER BY f.id
"""


_BOUNCED = """
SELECT a.seq, f.effective_on, p.id, p.amount_cents,
       (SELECT nullif(body, '') FROM personal_text WHERE id = f.reason_id)
FROM payment p JOIN refund f ON f.payment_id = p.id JOIN audit a ON a.seq = f.audit_seq
WHERE p.customer_id = :who AND f.kind = 'bounce' AND f.reverses_id IS NULL ORDER BY f.id
"""


_LOST = """
SELECT a.seq, g.effective_on, i.id, g.amount_cents,
       (SELECT nullif(body, '') FROM personal_text WHERE id = g.reason_id)
FROM installment i JOIN posting g ON g.installment_id = i.id JOIN audit a ON a.seq = g.audit_seq
WHERE i.customer_id = :who AND g.kind = 'write_off' AND g.reverses_id IS NULL
  AND a.command = 'write-off' ORDER BY g.id
"""


def states(connection: sqlite3.Connection, customer_id: int) -> Iterator[StateChange]:
    """Changes of limit, block and opt-out, and merges, in the order of writing."""
    for seq, at, entity_id, field, old, new, text in _standing(connection, _STATES, customer_id):
        yield StateChange(seq, at, entity_id, field, json.loads(old), json.loads(new), text)


def voided(connection: sqlite3.Connection, customer_id: int) -> Iterator[CalledOff]:
    """Sales that were wholly voided, in the order of writing."""
    return (CalledOff(*row) for row in _standing(connection, _VOIDED, customer_id))


def reversed_payments(connection: sqlite3.Connection, customer_id: int) -> Iterator[CalledOff]:
    """Payments that never were, in the order of writing."""
    return (CalledOff(*row) for row in _standing(connection, _REVERSED, customer_id))


def bounced_payments(connection: sqlite3.Connection, customer_id: int) -> Iterator[CalledOff]:
    """Payments that came back, in the order of writing; `at` is the day on which they did."""
    return (CalledOff(*row) for row in _standing(connection, _BOUNCED, customer_id))


def written_off(connection: sqlite3.Connection, customer_id: int) -> Iterator[CalledOff]:
    """Instalments that were given up, in the order of writing; `at` is the day."""
    return (CalledOff(*row) for row in _standing(connection, _LOST, customer_id))


def disputes(connection: sqlite3.Connection, customer_id: int) -> Iterator[DisputeTold]:
    """What the customer contested, oldest first."""
    rows = connection.execute(
        "SELECT i.id, t.body, d.opened_on, d.audit_seq, d.status, d.resolved_on,"
        " (SELECT max(c.audit_seq) FROM change c WHERE c.entity = 'dispute'"
        "  AND c.entity_id = d.id AND c.field = 'resolved_on')"
        " FROM dispute d JOIN installment i ON i.id = d.installment_id"
        " JOIN personal_text t ON t.id = d.text_id"
        " WHERE d.active = 1 AND i.customer_id = ? ORDER BY d.id",
        (customer_id,),
    )
    for item, text, opened_on, opened, status, resolved_on, resolved in rows:
        yield DisputeTold(
            item, text, date.fromisoformat(opened_on), opened, status,
            date.fromisoformat(resolved_on) if resolved_on else None, resolved,
        )  # fmt: skip


def _standing(
    connection: sqlite3.Connection, sql: str, customer_id: int
) -> Iterator[tuple[Any, ...]]:
    """Rows (the write's seq first) of writes whose effect was not taken back."""
    undone = history.undone_seqs(connection)
    return (row for row in connection.execute(sql, {"who": customer_id}) if row[0] not in undone)
