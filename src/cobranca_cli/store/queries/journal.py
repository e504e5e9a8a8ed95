"""Every fact that moved what customers owe, one by one, as the book is corrected since.

Each fact is one query, by day and id, read row by row: a million instalments never lie in memory
together. What somebody owes is their open principal less their credit; that a payment settles an
instalment moves nothing between the two, so such postings are no facts here.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

SALE, AGREEMENT, PAYMENT = "sale", "agreement", "payment"


class Movement(NamedTuple):
    """What one fact did to one customer's account; the sum of `parts` > 0: they owe more.

    `on` is an ISO date. `number` is the id of the sale, payment, posting …; `parts` are (due date
    or None, cents); `about` is what it belongs to: a sale's or payment's id, None of an agreement.
    `method` is how money moved, when it did. `words` are somebody's, None of who was forgotten.
    """

    on: str
    order: int
    number: int
    kind: str
    customer_id: int
    parts: tuple[tuple[str | None, int], ...]
    about: int | None = None
    method: str | None = None
    words: str | None = None


class Holder(NamedTuple):
    """A customer for whom there is a fact."""

    customer_id: int
    name: str


_HIDDEN = "{}.customer_id NOT IN (SELECT customer_id FROM forgotten)"
_WORDS = "LEFT JOIN personal_text {0} ON {0}.id = {1} AND " + _HIDDEN.format("{2}")
_WHO = "(:who IS NULL OR {}.customer_id = :who)"

_SOLD = (
    "SELECT s.sold_on, s.id, s.customer_id, t.body, i.due_on, i.amount_cents"
    " FROM sale s JOIN installment i ON i.sale_id = s.id"
    f" {_WORDS.format('t', 's.description_id', 's')}"
    f" WHERE {_WHO.format('s')} ORDER BY s.sold_on, s.id, i.number"
)
# Instalments without a sale came of an agreement, in the write that renegotiated the others.
_AGREED = (
    "SELECT d.day, i.audit_seq, i.customer_id, NULL, i.due_on, i.amount_cents FROM installment i"
    " JOIN (SELECT audit_seq, min(effective_on) AS day FROM posting"
    "       WHERE kind = 'renegotiation' AND reverses_id IS NULL GROUP BY audit_seq) d"
    "   ON d.audit_seq = i.audit_seq"
    f" WHERE i.sale_id IS NULL AND {_WHO.format('i')} ORDER BY d.day, i.audit_seq, i.number"
)
_ABATED = (
    "SELECT g.effective_on, 2, g.id, g.kind, i.customer_id, -g.amount_cents, i.sale_id, NULL,"
    " t.body FROM posting g JOIN installment i ON i.id = g.installment_id"
    f" {_WORDS.format('t', 'g.reason_id', 'i')}"
    f" WHERE g.kind <> 'payment' AND {_WHO.format('i')} ORDER BY g.effective_on, g.id"
)
_CHARGED = (
    "SELECT c.effective_on, 3, c.id, c.kind, i.customer_id, c.amount_cents, i.sale_id, NULL, NULL"
    " FROM charge c JOIN installment i ON i.id = c.installment_id"
    f" WHERE c.payment_id IS NOT NULL AND {_WHO.format('i')} ORDER BY c.effective_on, c.id"
)
_RECEIVED = (
    "SELECT p.received_on, 4, p.id, 'payment', p.customer_id, -p.amount_cents, p.id, p.method,"
    " y.body FROM payment p"
    f" {_WORDS.format('y', 'coalesce(p.payer_id, p.reference_id)', 'p')}"
    f" WHERE {_WHO.format('p')} ORDER BY p.received_on, p.id"
)
_RETURNED = (
    "SELECT f.effective_on, 5, f.id, f.kind, p.customer_id, f.amount_cents, p.id,"
    " coalesce(f.method, p.method), t.body FROM refund f JOIN payment p ON p.id = f.payment_id"
    f" {_WORDS.format('t', 'f.reason_id', 'p')}"
    f" WHERE {_WHO.format('p')} ORDER BY f.effective_on, f.id"
)


def movements(connection: sqlite3.Connection, customer_id: int | None) -> list[Iterator[Movement]]:
    """One iterator for each kind of fact, each by day and id; None: of everybody."""
    who = {"who": customer_id}
    return [
        _of_installments(connection.execute(_SOLD, who), 0, SALE),
        _of_installments(connection.execute(_AGREED, who), 1, AGREEMENT),
        *(
            _one_by_one(connection.execute(sql, who))
            for sql in (_ABATED, _CHARGED, _RECEIVED, _RETURNED)
        ),
    ]


def holders(connection: sqlite3.Connection, customer_id: int | None) -> list[Holder]:
    """Who has an account, by id: whoever bought or paid something."""
    rows = connection.execute(
        "SELECT c.id, c.name FROM customer c WHERE (:who IS NULL OR c.id = :who) AND c.id IN"
        " (SELECT customer_id FROM sale UNION SELECT customer_id FROM payment) ORDER BY c.id",
        {"who": customer_id},
    )
    return [Holder(*row) for row in rows]


def first_day(connection: sqlite3.Connection) -> str | None:
    """The ISO day of the book's first fact."""
    found: str | None = connection.execute(
        "SELECT min(day) FROM (SELECT min(sold_on) AS day FROM sale"
        " UNION ALL SELECT min(received_on) FROM payment)"
    ).fetchone()[0]
    return found


def _of_installments(rows: sqlite3.Cursor, order: int, kind: str) -> Iterator[Movement]:
    """Rows of one sale or agreement after the other, one part for each instalment."""
    for (day, number, customer_id, words), group in groupby(rows, itemgetter(0, 1, 2, 3)):
        parts = tuple((due_on, cents) for *_, due_on, cents in group)
        yield Movement(day, order, number, kind, customer_id, parts, number, None, words)


def _one_by_one(rows: sqlite3.Cursor) -> Iterator[Movement]:
    for day, order, number, kind, customer_id, cents, *rest in rows:
        yield Movement(day, order, number, kind, customer_id, ((None, cents),), *rest)
