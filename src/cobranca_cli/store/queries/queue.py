"""Messages that the owner approved and that are still to be sent by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection


class Approved(NamedTuple):
    """A queued WhatsApp message, word for word; a text that was forgotten is "".

    `made_hash` is `audit.text_hash(salt, …)` of the text as it was made, before it was edited.
    """

    message_id: int
    customer_id: int
    customer: str
    step: str
    text: str
    salt: str
    made_hash: str


_APPROVED = """
SELECT m.id, m.customer_id, c.name, m.step, t.body, t.salt,
       coalesce(json_extract(a.what, '$.made'), '')
FROM message m
JOIN customer c ON c.id = m.customer_id
JOIN personal_text t ON t.id = m.text_id
JOIN audit a ON a.seq = m.audit_seq
WHERE m.active = 1 AND m.status = 'queued' AND m.channel = 'whatsapp' {only}
ORDER BY m.id
"""


def approved(
    connection: sqlite3.Connection,
    *,
    customer_ids: Collection[int] | None = None,
    step: str | None = None,
) -> list[int]:
    """The ids of the approved messages, oldest first; those to some customers, or at a step."""
    only = "AND (:ids IS NULL OR m.customer_id IN (SELECT value FROM json_each(:ids)))"
    only += " AND (:step IS NULL OR m.step = :step)"
    ids = None if customer_ids is None else json.dumps(list(customer_ids))
    found = connection.execute(_APPROVED.format(only=only), {"ids": ids, "step": step})
    return [row[0] for row in found]


def one_approved(connection: sqlite3.Connection, message_id: int) -> Approved | None:
    """One approved message; None when it is no longer waiting."""
    sql = _APPROVED.format(only="AND m.id = ?")
    row = connection.execute(sql, (message_id,)).fetchone()
    return None if row is None else Approved._make(row)


def salt(connection: sqlite3.Connection, message_id: int) -> str:
    """The salt of a message's text."""
    (found,) = connection.execute(
        "SELECT t.salt FROM message m JOIN personal_text t ON t.id = m.text_id WHERE m.id = ?",
        (message_id,),
    ).fetchone()
    return str(found)
