"""Agreements in numbers: what the day's reads ask of a book, most of which have none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_ANY = "SELECT EXISTS (SELECT 1 FROM agreement WHERE active = 1 AND accepted_on IS NOT NULL)"
# Over its own instalments; what another agreement took of one, or what was lost, is neither in
# course nor kept.
_STATES = """
SELECT sum(status = 'accepted' AND left > 0), sum(status = 'accepted' AND left = 0 AND gone = 0),
       sum(status = 'broken'), coalesce(sum(left), 0)
FROM (SELECT a.status,
             (SELECT coalesce(sum(i.open_cents), 0) FROM installment i
              WHERE i.agreement_id = a.id) AS left,
             (SELECT coalesce(sum(g.amount_cents), 0) FROM installment i JOIN posting g
              ON g.installment_id = i.id AND g.kind IN ('renegotiation', 'write_off')
              WHERE i.agreement_id = a.id) AS gone
      FROM agreement a WHERE a.active = 1 AND a.accepted_on IS NOT NULL)
"""
_NEXT = """
SELECT i.agreement_id, i.customer_id, c.name, min(i.due_on), i.open_cents
FROM agreement a JOIN installment i ON i.agreement_id = a.id JOIN customer c ON c.id = i.customer_id
WHERE a.active = 1 AND a.status = 'accepted' AND i.open_cents > 0
GROUP BY a.id ORDER BY 4, a.id
"""


def states(connection: sqlite3.Connection) -> tuple[int, int, int, int]:
    """(in course, kept, broken, cents open of those in course)."""
    if not connection.execute(_ANY).fetchone()[0]:
        return 0, 0, 0, 0
    in_course, kept, broken, cents = connection.execute(_STATES).fetchone()
    return in_course, kept, broken, cents


def next_due(connection: sqlite3.Connection) -> list[tuple[int, int, str, date, int]]:
    """(agreement, customer, their name, due date, cents) of the next part of each in course."""
    return [
        (key, who, name, date.fromisoformat(day), cents)
        for key, who, name, day, cents in connection.execute(_NEXT)
    ]


def late(connection: sqlite3.Connection, *, due_before: date) -> list[tuple[int, int, date]]:
    """(agreement, customer, oldest open due date) of those in course due before a day, by id."""
    rows = connection.execute(
        "SELECT a.id, a.customer_id, min(i.due_on) FROM agreement a"
        " JOIN installment i ON i.agreement_id = a.id"
        " WHERE a.status = 'accepted' AND a.active = 1 AND i.open_cents > 0 AND i.due_on < ?"
        " GROUP BY a.id ORDER BY a.id",
        (due_before.isoformat(),),
    )
    return [(key, who, date.fromisoformat(day)) for key, who, day in rows]
