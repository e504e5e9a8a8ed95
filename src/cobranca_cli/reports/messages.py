"""What was said to whom, word for word."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.store.queries import lookup
from cobranca_cli.store.queries import messages as queries

if TYPE_CHECKING:
    import sqlite3


class MessageLine(NamedTuple):
    """One message (`interface.md`); `sha256` is of its text, null once that was forgotten.

    `words` are what the server said of it.
    """

    message_id: int
    at: str
    customer_id: int
    customer: str
    step: str
    channel: str
    to: str | None
    status: str
    text: str | None
    sha256: str | None
    provider_id: str | None
    words: str | None


class MessageList(NamedTuple):
    """What `messages` shows, newest first; the counts cover all."""

    rows: list[MessageLine]
    messages: int
    uncertain: int


def messages(
    connection: sqlite3.Connection, *, customer: str | None = None, limit: int | None = None
) -> MessageList:
    """All messages, or those to one customer.

    Raises CustomerNotFoundError or AmbiguousCustomerError.
    """
    who = lookup.for_read(connection, customer).customer_id if customer else None
    rows = [
        MessageLine(*row[:9], _digest(row.text), row.provider_id, row.words)
        for row in queries.messages(connection, customer_id=who, limit=limit)
    ]
    count, uncertain = connection.execute(
        "SELECT count(*), count(*) FILTER (WHERE status = 'uncertain') FROM message"
        " WHERE active = 1 AND (?1 IS NULL OR customer_id = ?1)",
        (who,),
    ).fetchone()
    return MessageList(rows, int(count), int(uncertain))


def _digest(text: str | None) -> str | None:
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()
