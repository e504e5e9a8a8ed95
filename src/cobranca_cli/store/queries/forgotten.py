"""Who was forgotten, what is still kept about a person, and whether somebody came back."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from cobranca_cli.domain.audit import PERSONAL_FIELDS
from cobranca_cli.domain.forgetting import fingerprint
from cobranca_cli.domain.text import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping


class ForgottenRow(NamedTuple):
    """The act in force for one customer; `at` is its UTC instant.

    `erase_on` is the day on which the locked rest goes; None when nothing is left.
    """

    customer_id: int
    forgotten_on: date
    erase_on: date | None
    salt: str
    fingerprints: tuple[str, ...]
    reason_id: int | None
    at: str


_SELECT = (
    "SELECT f.customer_id, f.forgotten_on, f.erase_on, f.salt, f.fingerprints, f.reason_id, a.at"
    " FROM forgotten f JOIN audit a ON a.seq = f.audit_seq"
    " WHERE f.id IN (SELECT max(id) FROM forgotten GROUP BY customer_id)"
)


def everybody(connection: sqlite3.Connection) -> list[ForgottenRow]:
    """The act in force for each customer who was forgotten, by id."""
    return [_row(row) for row in connection.execute(_SELECT + " ORDER BY f.customer_id")]


def of(connection: sqlite3.Connection, customer_id: int) -> ForgottenRow | None:
    """The act in force for this customer, if any."""
    row = connection.execute(_SELECT + " AND f.customer_id = ?", (customer_id,)).fetchone()
    return None if row is None else _row(row)


def _row(row: tuple[Any, ...]) -> ForgottenRow:
    customer_id, forgotten_on, erase_on, salt, marks, reason_id, at = row
    return ForgottenRow(
        customer_id, date.fromisoformat(forgotten_on), erase_on and date.fromisoformat(erase_on),
        salt, tuple(json.loads(marks)), reason_id, at,
    )  # fmt: skip


# --- Somebody comes back -----------------------------------------------------------------------


class Memory:
    """The fingerprints of who was forgotten, for many questions; each value is hashed once."""

    def __init__(self, rows: Iterable[ForgottenRow]) -> None:
        self._by: dict[tuple[str, str], list[ForgottenRow]] = {}
        for row in rows:
            for known in row.fingerprints:
                self._by.setdefault((row.salt, known), []).append(row)
        self._salts = {salt for salt, _ in self._by}

    def matching(self, values: Mapping[str, str | None]) -> list[ForgottenRow]:
        """Who may be meant by these details (`name`, `nickname`, `phone`, `document`), by id."""
        found = {
            row.customer_id: row
            for salt in self._salts
            for kind, value in _hashed_values(values)
            for row in self._by.get((salt, fingerprint(salt, kind, value)), ())
        }
        return [found[key] for key in sorted(found)]


def fingerprints(salt: str, values: Mapping[str, str | None]) -> list[str]:
    """What is remembered of a person's `name`, `nickname`, `phone` and `document`."""
    return sorted({fingerprint(salt, kind, value) for kind, value in _hashed_values(values)})


def returned(
    connection: sqlite3.Connection, rows: Iterable[ForgottenRow]
) -> list[tuple[int, str, ForgottenRow]]:
    """(customer_id, name, act) of active customers of a restored book who had been forgotten.

    `rows` are those of the book that it replaces.
    """
    memory = Memory(rows)
    people = connection.execute(
        "SELECT id, name, nickname, phone, document FROM customer"
        " WHERE active = 1 AND is_counter = 0 ORDER BY id"
    )
    return [
        (customer_id, name, act)
        for customer_id, name, nickname, phone, document in people
        for act in memory.matching(
            {"name": name, "nickname": nickname, "phone": phone, "document": document}
        )
    ]


def _hashed_values(values: Mapping[str, str | None]) -> list[tuple[str, str]]:
    kinds = {"name": "name", "nickname": "name", "phone": "phone", "document": "document"}
    return [
        (kind, fold(value) if kind == "name" else value)
        for field, kind in kinds.items()
        if (value := values.get(field))
    ]


# --- What is kept about a person ---------------------------------------------------------------

# (text id, what it says) of the facts that are a customer's now; `{of}` is = or <>.
_OF_FACTS = """
SELECT description_id, 'description' FROM sale WHERE customer_id {of} ?1
UNION ALL SELECT invoice_id, 'invoice' FROM sale WHERE customer_id {of} ?1
UNION ALL SELECT link_id, 'link' FROM sale WHERE customer_id {of} ?1
UNION ALL SELECT reference_id, 'reference' FROM payment WHERE customer_id {of} ?1
UNION ALL SELECT payer_id, 'payer' FROM payment WHERE customer_id {of} ?1
UNION ALL SELECT g.reason_id, 'reason' FROM posting g
  JOIN installment i ON i.id = g.installment_id WHERE i.customer_id {of} ?1
UNION ALL SELECT f.reason_id, 'reason' FROM refund f
  JOIN payment p ON p.id = f.payment_id WHERE p.customer_id {of} ?1
UNION ALL SELECT text_id, 'note' FROM contact WHERE customer_id {of} ?1
UNION ALL SELECT text_id, 'message' FROM message WHERE customer_id {of} ?1
UNION ALL SELECT address_id, 'address' FROM message WHERE customer_id {of} ?1
UNION ALL SELECT words_id, 'message' FROM message WHERE customer_id {of} ?1
UNION ALL SELECT t.text_id, 'message' FROM message_part t
  JOIN message m ON m.id = t.message_id WHERE m.customer_id {of} ?1
UNION ALL SELECT d.text_id, 'note' FROM dispute d
  JOIN installment i ON i.id = d.installment_id WHERE i.customer_id {of} ?1
UNION ALL SELECT text_id, 'message' FROM agreement WHERE customer_id {of} ?1
UNION ALL SELECT proof_id, 'note' FROM agreement WHERE customer_id {of} ?1
UNION ALL SELECT reason_id, 'reason' FROM agreement WHERE customer_id {of} ?1
UNION ALL SELECT text_id, 'note' FROM points WHERE customer_id {of} ?1
UNION ALL SELECT a.name_id, 'note' FROM attachment a JOIN sale s ON s.id = a.sale_id
  WHERE s.customer_id {of} ?1
UNION ALL SELECT a.name_id, 'note' FROM attachment a JOIN payment p ON p.id = a.payment_id
  WHERE p.customer_id {of} ?1
UNION ALL SELECT text_id, 'note' FROM promise WHERE customer_id {of} ?1
UNION ALL SELECT reason_id, 'note' FROM pause WHERE customer_id {of} ?1
UNION ALL SELECT description_id, 'description' FROM recurring WHERE customer_id {of} ?1
"""
_OF_FORMER_DESCRIPTIONS = """
SELECT CAST(c.old_value AS INTEGER), 'other' FROM change c JOIN sale s ON s.id = c.entity_id
WHERE c.entity = 'sale' AND c.field = 'description_id' AND c.old_value <> 'null'
  AND s.customer_id {of} ?1
"""
# Of a customer's own record, and of those that were merged into it.
_RECORDS = "SELECT ?1 UNION SELECT id FROM customer WHERE merged_into = ?1"
_OF_RECORD = (
    "SELECT CAST(new_value AS INTEGER), field FROM change WHERE entity = 'customer'"
    f" AND entity_id IN ({_RECORDS}) AND new_value <> 'null' AND field IN {PERSONAL_FIELDS}"
)


def texts(connection: sqlite3.Connection, customer_id: int) -> dict[int, str]:
    """{text id: what it says} of everything about a person that is not emptied, by id.

    What it says is a column of `customer`, description, invoice, link, reference, payer, reason,
    note, or other (reasons of corrections, former descriptions). A sale that was moved takes its
    words along: they are its present owner's.
    """
    mine: dict[int, str] = {}
    theirs = f"SELECT id FROM personal_text WHERE customer_id IN ({_RECORDS})"
    others = set(_facts(connection, "<>", customer_id))
    for text_id in _ids(connection, theirs, customer_id) - others:
        mine[text_id] = "other"
    mine.update(connection.execute(_OF_RECORD, (customer_id,)))
    mine.update(_facts(connection, "=", customer_id))
    kept = _ids(connection, "SELECT t.id FROM json_each(?) j JOIN personal_text t ON t.id = j.value"
                " WHERE t.body <> ''", json.dumps(sorted(mine)))  # fmt: skip
    return {text_id: mine[text_id] for text_id in sorted(kept)}


def _facts(connection: sqlite3.Connection, of: str, customer_id: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for sql in (_OF_FORMER_DESCRIPTIONS, _OF_FACTS):
        rows = connection.execute(sql.format(of=of), (customer_id,))
        found.update({text_id: kind for text_id, kind in rows if text_id is not None})
    return found


def _ids(connection: sqlite3.Connection, sql: str, value: object) -> set[int]:
    return {text_id for (text_id,) in connection.execute(sql, (value,))}


def last_days(connection: sqlite3.Connection, customer_id: int) -> tuple[date | None, date | None]:
    """(day of the last sale or payment, latest due date) of what stands."""
    last_on, last_due_on = connection.execute(
        "SELECT max(day), max(due) FROM ("
        " SELECT s.sold_on AS day, i.due_on AS due FROM sale s JOIN installment i"
        "  ON i.sale_id = s.id WHERE s.customer_id = ?1 AND s.voided = 0"
        " UNION ALL SELECT a.accepted_on, i.due_on FROM agreement a JOIN installment i"
        "  ON i.agreement_id = a.id WHERE a.customer_id = ?1 AND a.active = 1"
        " UNION ALL SELECT received_on, NULL FROM payment_state"
        "  WHERE customer_id = ?1 AND NOT reversed"
        " UNION ALL SELECT f.effective_on, NULL FROM refund f JOIN payment_state p"
        "  ON p.payment_id = f.payment_id WHERE p.customer_id = ?1 AND NOT p.reversed)",
        (customer_id,),
    ).fetchone()
    return (
        date.fromisoformat(last_on) if last_on else None,
        date.fromisoformat(last_due_on) if last_due_on else None,
    )


def mentions(
    connection: sqlite3.Connection, name_key: str, of: Iterable[int]
) -> list[tuple[int, int | None]]:
    """(text id, its customer) of other texts with this folded name in them, as whole words.

    `of` are the texts of the person; a namesake's own name is no mention.
    """
    known = set(of)
    known |= {
        int(value)
        for (value,) in connection.execute(
            "SELECT new_value FROM change WHERE entity = 'customer' AND field IN"
            " ('name', 'nickname') AND new_value <> 'null'"
        )
    }
    return [
        (text_id, customer_id)
        for text_id, customer_id, body in connection.execute(
            "SELECT id, customer_id, body FROM personal_text WHERE body <> '' ORDER BY id"
        )
        if text_id not in known and holds_words(body, name_key)
    ]


def holds_words(text: str, key: str) -> bool:
    """Whether a text holds these folded words, next to each other."""
    folded = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    wanted = "".join(c if c.isalnum() else " " for c in key).split()
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(folded)} "
