"""What was said to whom, word for word, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from datetime import date


class MessageRow(NamedTuple):
    """One message that stands, word for word; a text that was forgotten is None."""

    message_id: int
    at: str
    customer_id: int
    customer: str
    step: str
    channel: str
    to: str | None
    status: str
    text: str | None
    provider_id: str | None
    words: str | None


_SELECT = """
SELECT m.id, a.at, m.customer_id, c.name, m.step, m.channel, nullif(d.body, ''), m.status,
       nullif(t.body, ''), m.provider_id, nullif(w.body, '')
FROM message m
JOIN customer c ON c.id = m.customer_id JOIN audit a ON a.seq = m.audit_seq
JOIN personal_text t ON t.id = m.text_id
LEFT JOIN personal_text d ON d.id = m.address_id LEFT JOIN personal_text w ON w.id = m.words_id
WHERE m.active = 1
"""


def messages(
    connection: sqlite3.Connection, *, customer_id: int | None = None, limit: int | None = None
) -> list[MessageRow]:
    """What was said, newest first."""
    rows = connection.execute(
        f"{_SELECT} AND (:who IS NULL OR m.customer_id = :who) ORDER BY m.id DESC LIMIT :limit",
        {"who": customer_id, "limit": -1 if limit is None else limit},
    )
    return [MessageRow(*row) for row in rows]


def by_number(connection: sqlite3.Connection, text: str) -> MessageRow | None:
    """The message of a typed number."""
    number = text.strip().removeprefix("#")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    row = connection.execute(f"{_SELECT} AND m.id = ?", (int(number),)).fetchone()
    return None if row is None else MessageRow(*row)


def failures(connection: sqlite3.Connection, *, on: date) -> dict[int, int]:
    """Customer -> messages of a day that did not go."""
    rows = connection.execute(
        "SELECT customer_id, count(*) FROM message WHERE active = 1 AND status = 'failed'"
        " AND said_on = ? GROUP BY 1",
        (on.isoformat(),),
    )
    return dict(rows.fetchall())
