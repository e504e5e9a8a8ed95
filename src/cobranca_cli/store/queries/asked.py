"""What messages asked for, beside what was due on their day as the book is corrected since."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


class Asked(NamedTuple):
    """A message that may have asked for too much.

    `open_cents` is the principal that was due then, of the instalments that it may have been about.
    """

    message_id: int
    audit_seq: int
    customer_id: int
    customer: str
    said_on: date
    total_cents: int
    open_cents: int
    installment_ids: list[int]


class Paid(NamedTuple):
    """What came after a message and before the next one, by what it settled.

    `surplus_cents` of it went beyond what was due by then, `due_cents` did not. `returned_cents` is
    what the customer was given back since, `credit_cents` what they have now.
    """

    surplus_cents: int
    due_cents: int
    returned_cents: int
    credit_cents: int


_SAID = "m.active = 1 AND m.status IN ('sent', 'recorded', 'uncertain')"
# A message is about what is late or due within three days (`dunning.SHOWN_AHEAD`), or was spoken of
# by then; one about a promise, about everything. What was posted on its own day may be later.
_ASKED = f"""
SELECT m.id, m.audit_seq, m.customer_id, c.name, m.said_on, t.total_cents,
       coalesce(sum(i.amount_cents - coalesce((
         SELECT sum(p.amount_cents) FROM posting p
         WHERE p.installment_id = i.id AND p.effective_on < m.said_on), 0)), 0) AS due_cents,
       json_group_array(i.id) FILTER (WHERE i.id IS NOT NULL)
FROM message_total t JOIN message m ON m.id = t.message_id JOIN customer c ON c.id = m.customer_id
LEFT JOIN installment i ON i.customer_id = m.customer_id
 AND (i.due_on <= date(m.said_on, '+3 days')
      OR EXISTS (SELECT 1 FROM message_step s
                 WHERE s.installment_id = i.id AND s.done_on <= m.said_on)
      OR EXISTS (SELECT 1 FROM message_about b
                 WHERE b.message_id = m.id AND b.promise_id IS NOT NULL))
 AND (EXISTS (SELECT 1 FROM sale s WHERE s.id = i.sale_id AND s.sold_on <= m.said_on)
      OR EXISTS (SELECT 1 FROM agreement a
                 WHERE a.id = i.agreement_id AND a.accepted_on <= m.said_on))
WHERE {_SAID} AND m.customer_id NOT IN (SELECT customer_id FROM forgotten)
GROUP BY m.id HAVING t.total_cents > due_cents OR EXISTS (
  SELECT 1 FROM payment p WHERE p.customer_id = m.customer_id AND p.received_on < m.said_on
  AND p.audit_seq > m.audit_seq)
ORDER BY m.id
"""
# A buyer who takes a sale back in time (CDC 49) owed it until then, whatever day the void has.
_REGRETTED = """
SELECT coalesce(sum(p.amount_cents), 0) FROM posting p JOIN personal_text t ON t.id = p.reason_id
WHERE p.kind = 'void' AND p.effective_on < :day AND lower(t.body) LIKE 'arrepend%'
  AND p.installment_id IN (SELECT value FROM json_each(:ids))
"""
_NEXT = f"""
SELECT m.said_on, m.audit_seq FROM message m JOIN message_total t ON t.message_id = m.id
WHERE {_SAID} AND m.customer_id = :who AND m.said_on > :day ORDER BY m.said_on, m.id LIMIT 1
"""
# What is paid at the counter is for the sale that is made there.
_PAID = """
WITH paid AS (
  SELECT p.id, p.received_on, p.amount_cents FROM payment p JOIN payment_state v
    ON v.payment_id = p.id AND NOT v.reversed
  WHERE p.customer_id = :who AND p.sale_id IS NULL
    AND (p.received_on, p.audit_seq) > (:day, :seq)
    AND (p.received_on, p.audit_seq) < (:next_day, :next_seq)),
due AS (
  SELECT g.amount_cents FROM (
    SELECT payment_id, installment_id, amount_cents FROM posting
    UNION ALL SELECT payment_id, installment_id, amount_cents FROM charge) g
  JOIN paid p ON p.id = g.payment_id JOIN installment i ON i.id = g.installment_id
  WHERE i.due_on <= date(p.received_on, '+3 days')
     OR i.id IN (SELECT value FROM json_each(:ids)))
SELECT (SELECT coalesce(sum(amount_cents), 0) FROM paid)
       - (SELECT coalesce(sum(amount_cents), 0) FROM due),
       (SELECT coalesce(sum(amount_cents), 0) FROM due),
       (SELECT coalesce(sum(f.amount_cents), 0) FROM refund f JOIN payment p ON p.id = f.payment_id
        WHERE p.customer_id = :who AND f.kind = 'refund' AND f.effective_on >= :day),
       (SELECT coalesce(sum(credit_cents), 0) FROM payment
        WHERE customer_id = :who AND credit_cents > 0)
"""


def doubtful(connection: sqlite3.Connection) -> Iterator[Asked]:
    """Messages above the principal then due, or with an older payment kept later, by id."""
    for *row, said_on, total, cents, ids in connection.execute(_ASKED).fetchall():
        day = date.fromisoformat(said_on)
        yield Asked._make((*row, day, total, cents, json.loads(ids)))


def regretted_cents(connection: sqlite3.Connection, asked: Asked) -> int:
    """What of it was taken back later by a buyer who may (CDC 49)."""
    values = {"day": asked.said_on.isoformat(), "ids": json.dumps(asked.installment_ids)}
    return int(connection.execute(_REGRETTED, values).fetchone()[0])


def paid_after(connection: sqlite3.Connection, asked: Asked) -> Paid:
    """What the customer paid in answer to a message."""
    day = asked.said_on.isoformat()
    following = connection.execute(_NEXT, {"who": asked.customer_id, "day": day}).fetchone()
    next_day, next_seq = following or ("9999-12-31", 0)
    row = connection.execute(
        _PAID,
        {
            "who": asked.customer_id, "day": day, "seq": asked.audit_seq, "next_day": next_day,
            "next_seq": next_seq, "ids": json.dumps(asked.installment_ids),
        },
    ).fetchone()  # fmt: skip
    return Paid(*row)
