"""The registry with its money: every customer's balances in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.store.queries import customers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from cobranca_cli.domain.freshness import Unconfirmed


class Balance(NamedTuple):
    """An active customer with what is open, late and credit.

    `unconfirmed`: their data was neither kept nor confirmed for a year.
    """

    customer_id: int
    name: str
    phone: str | None
    document: str | None
    email: str | None
    address: str | None
    open_cents: int
    overdue_cents: int
    credit_cents: int
    blocked: bool
    unconfirmed: bool

    @property
    def missing(self) -> list[str]:
        """What is needed to reach them or to charge formally and is not known, or is not sure."""
        found = customers.missing(self.phone, self.document, self.address)
        return [*found, "confirmed"] if self.unconfirmed else found


class Search(NamedTuple):
    """Parts to look for, each in its own columns; "" looks for nothing there."""

    key: str = ""  # Folded: name and nickname.
    digits: str = ""  # Phone.
    document: str = ""  # Compact CPF or CNPJ.


_SELECT = """
SELECT c.id, c.name, c.phone, c.document, c.email, c.address,
       coalesce(o.open_cents, 0), coalesce(o.overdue_cents, 0), coalesce(k.credit_cents, 0),
       c.block_reason_id IS NOT NULL,
       coalesce(c.confirmed_on <= :confirmed_by,
                (SELECT at FROM audit WHERE seq = c.audit_seq) < :created_before)
FROM customer c
LEFT JOIN (SELECT customer_id, sum(open_cents) AS open_cents,
                  sum(CASE WHEN due_on < :cutoff THEN open_cents END) AS overdue_cents
           FROM installment WHERE open_cents > 0{only} GROUP BY customer_id) o
       ON o.customer_id = c.id
LEFT JOIN (SELECT customer_id, sum(credit_cents) AS credit_cents
           FROM payment WHERE credit_cents > 0{only} GROUP BY customer_id) k
       ON k.customer_id = c.id
WHERE c.active = 1 AND {where}
ORDER BY c.name_key, c.id
"""
_FITS = """c.is_counter = 0 AND (:any = 1
  OR (:key <> '' AND (instr(c.name_key, :key) > 0
                      OR instr(coalesce(c.nickname_key, ''), :key) > 0))
  OR (:digits <> '' AND instr(coalesce(c.phone, ''), :digits) > 0)
  OR (:document <> '' AND instr(coalesce(c.document, ''), :document) > 0))"""


def balances(
    connection: sqlite3.Connection,
    *,
    late_before: date,
    unconfirmed: Unconfirmed,
    search: Search | None = None,
) -> Iterator[Balance]:
    """All customers but the counter, by folded name; what was due before `late_before` is late."""
    sql = _SELECT.format(only="", where=_FITS)
    values = {
        "cutoff": late_before.isoformat(), "any": search is None, **unconfirmed._asdict()
    }  # fmt: skip
    rows = connection.execute(sql, {**values, **(search or Search())._asdict()})
    return (Balance(*row) for row in rows)


def balance(
    connection: sqlite3.Connection, customer_id: int, *, late_before: date, unconfirmed: Unconfirmed
) -> Balance:
    """One active customer's, the counter's too."""
    sql = _SELECT.format(only=" AND customer_id = :customer_id", where="c.id = :customer_id")
    values = {
        "cutoff": late_before.isoformat(), "customer_id": customer_id, **unconfirmed._asdict()
    }  # fmt: skip
    return Balance(*connection.execute(sql, values).fetchone())
