"""What could be meant by the first letters or digits of a name or number; a few rows each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3

MOST = 50


class Named(NamedTuple):
    """An active customer by the name or nickname that fits; `alone` when nobody else has it."""

    customer_id: int
    name: str
    fitting: str
    alone: bool
    open_cents: int


class Numbered(NamedTuple):
    """A sale, instalment, payment or recurring sale; `on` is its ISO day."""

    number: int
    customer: str
    about: str | None
    cents: int
    on: str


_CUSTOMERS = """
SELECT f.id, f.name, f.fitting,
       (SELECT count(*) FROM customer o WHERE o.active = 1 AND o.name_key = f.key)
       + (SELECT count(*) FROM customer o WHERE o.active = 1 AND o.nickname_key = f.key
          AND o.name_key <> f.key) = 1,
       (SELECT coalesce(sum(i.open_cents), 0) FROM installment i
        WHERE i.customer_id = f.id AND i.open_cents > 0)
FROM (SELECT id, name, name AS fitting, name_key AS key FROM customer
      WHERE active = 1 AND is_counter = 0 AND name_key BETWEEN :first AND :last
      UNION ALL
      SELECT id, name, nickname, nickname_key FROM customer
      WHERE active = 1 AND nickname_key BETWEEN :first AND :last
        AND name_key NOT BETWEEN :first AND :last
      ORDER BY key, id LIMIT :most) f
ORDER BY f.key, f.id
"""
_NUMBERED = {
    "sale": "SELECT sale_id, customer, description, total_cents, sold_on FROM sale_state"
    " WHERE voided = 0 AND instr(sale_id, ?) = 1 ORDER BY sale_id DESC",
    "installment": "SELECT installment_id, customer, description, open_cents, due_on"
    " FROM open_installment WHERE instr(installment_id, ?) = 1 ORDER BY due_on, installment_id",
    "payment": "SELECT payment_id, customer, reference, amount_cents, received_on"
    " FROM payment_state WHERE reversed = 0 AND instr(payment_id, ?) = 1"
    " ORDER BY payment_id DESC",
    "agreement": "SELECT a.id, c.name, r.body, (SELECT sum(p.amount_cents) FROM agreement_part p"
    " WHERE p.agreement_id = a.id), a.proposed_on FROM agreement a"
    " JOIN customer c ON c.id = a.customer_id LEFT JOIN personal_text r ON r.id = a.reason_id"
    " WHERE a.active = 1 AND instr(a.id, ?) = 1 ORDER BY a.id DESC",
    "recurring": "SELECT r.id, c.name, t.body, r.amount_cents, r.start_on FROM recurring r"
    " JOIN customer c ON c.id = r.customer_id AND c.active = 1"
    " LEFT JOIN personal_text t ON t.id = r.description_id"
    " WHERE r.active = 1 AND r.stopped_on IS NULL AND instr(r.id, ?) = 1 ORDER BY r.id",
}


def customers(connection: sqlite3.Connection, prefix: str) -> list[Named]:
    """By a folded prefix of the name, else of the nickname; by what fits."""
    values = {"first": prefix, "last": prefix + "\U0010ffff", "most": MOST}
    return [Named(*row) for row in connection.execute(_CUSTOMERS, values)]


def numbered(connection: sqlite3.Connection, what: str, digits: str) -> list[Numbered]:
    """Of `sale`, `installment`, `payment` or `recurring`, those whose id starts so.

    Only what can still be acted on: open instalments, the first to fall due first; sales and
    payments that stand, the newest first.
    """
    rows = connection.execute(f"{_NUMBERED[what]} LIMIT {MOST}", (digits,))
    return [Numbered(*row) for row in rows]
