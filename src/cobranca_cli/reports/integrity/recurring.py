"""What was sold by the week, month or year: each day once, and only days that were agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.domain.recurring import days
from cobranca_cli.reports.integrity.problems import RESTORE, Problem, day, noun
from cobranca_cli.store.queries import recurring as queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_TWICE = """
SELECT recurring_id, occurs_on FROM occurrence WHERE active = 1
GROUP BY recurring_id, occurs_on HAVING count(*) > 1 ORDER BY 1, 2
"""
# A day and its sale come into being in one write; whose the sale is now does not matter.
_STRAY = """
SELECT o.id FROM occurrence o JOIN recurring r ON r.id = o.recurring_id
LEFT JOIN sale s ON s.id = o.sale_id
WHERE s.audit_seq IS NOT o.audit_seq OR (o.active = 1 AND r.active = 0) ORDER BY o.id
"""


def occurrences(connection: sqlite3.Connection) -> Iterator[Problem]:
    """No day was sold twice, none that was not agreed, and each with the sale of its own write."""
    for recurring_id, on in connection.execute(_TWICE):
        what = noun("recurring", recurring_id)
        yield Problem("occurrence_twice", f"{day(on)} da {what} foi vendido duas vezes.", RESTORE)
    for (occurrence_id,) in connection.execute(_STRAY):
        what = noun("occurrence", occurrence_id).capitalize()
        yield Problem("occurrence_stray", f"{what}: a venda não é a que foi gerada.", RESTORE)
    for row in queries.rows(connection):
        if row.sold:  # What was sold before a stop of an earlier day stays.
            agreed = row.agreed._replace(stopped_on=None)
            for on in sorted(row.sold.difference(days(agreed, until=max(row.sold)))):
                what = noun("recurring", row.recurring_id)
                yield Problem(
                    "occurrence_not_agreed",
                    f"{day(on.isoformat())} não é um dia da {what}, mas foi vendido.", RESTORE,
                )  # fmt: skip
