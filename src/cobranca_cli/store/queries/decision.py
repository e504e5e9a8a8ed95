"""What was done so far about what somebody has not paid."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.store.queries.customers import CONTACT_KIND

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection
    from datetime import date


class Efforts(NamedTuple):
    """Messages that went, and talks that were written down, from a day on."""

    messages: int
    last_message_on: str | None
    talks: int
    last_talk_on: str | None


def efforts(connection: sqlite3.Connection, customer_id: int, *, since: date) -> Efforts:
    """Of one customer; a message that failed, or was skipped, went nowhere."""
    values = {"who": customer_id, "since": since.isoformat()}
    said = connection.execute(
        "SELECT count(*), max(said_on) FROM message WHERE customer_id = :who AND active = 1"
        " AND said_on >= :since AND status IN ('sent', 'recorded', 'uncertain')",
        values,
    ).fetchone()
    talked = connection.execute(
        "SELECT count(*), max(contacted_on) FROM contact WHERE customer_id = :who AND active = 1"
        " AND contacted_on >= :since"
        f" AND {CONTACT_KIND} = 'nota'",
        values,
    ).fetchone()
    return Efforts(*said, *talked)


def paid_and_open(
    connection: sqlite3.Connection, installment_ids: Collection[int]
) -> tuple[int, int]:
    """(cents paid, cents open) of the sales and agreements of these, whenever it is due."""
    row = connection.execute(
        "SELECT coalesce(sum((SELECT sum(p.amount_cents) FROM posting p"
        "  WHERE p.installment_id = i.id AND p.kind = 'payment')), 0),"
        " coalesce(sum(i.open_cents), 0)"
        " FROM installment i WHERE i.id IN (SELECT o.id FROM json_each(?1) k"
        "  JOIN installment d ON d.id = k.value JOIN installment o ON o.sale_id = d.sale_id"
        "  UNION SELECT o.id FROM json_each(?1) k JOIN installment d ON d.id = k.value"
        "  JOIN installment o ON o.agreement_id = d.agreement_id)",
        (json.dumps(sorted(installment_ids)),),
    ).fetchone()
    return int(row[0]), int(row[1])
