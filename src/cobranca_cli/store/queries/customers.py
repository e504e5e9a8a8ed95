"""Who the customers are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


# Versions 1 and 2 knew one kind, by its English name, in a column that is hashed.
CONTACT_KIND = "CASE kind WHEN 'note' THEN 'nota' ELSE kind END"


class CustomerRow(NamedTuple):
    """One active customer, with the columns a person may edit."""

    customer_id: int
    is_counter: int
    name: str
    name_key: str
    nickname: str | None
    phone: str | None
    document: str | None
    email: str | None
    address: str | None
    referred_by: str | None
    channel: str | None
    pay_day: str | None
    opt_out: int | None
    no_news: int | None
    confirmed_on: str | None
    limit_cents: int | None
    block_reason_id: int | None


_SELECT = (
    "SELECT id, is_counter, name, name_key, nickname, phone, document, email, address,"
    " referred_by, channel, pay_day, opt_out, no_news, confirmed_on, limit_cents, block_reason_id"
    " FROM customer WHERE active = 1 AND "
)


def by_id(connection: sqlite3.Connection, customer_id: int) -> CustomerRow | None:
    """The active customer with this id."""
    row = connection.execute(_SELECT + "id = ?", (customer_id,)).fetchone()
    return None if row is None else CustomerRow(*row)


def merged_ids(connection: sqlite3.Connection, customer_id: int) -> list[int]:
    """Ids of records that were merged into this one."""
    rows = connection.execute("SELECT id FROM customer WHERE merged_into = ?", (customer_id,))
    return [merged for (merged,) in rows]


def name_key(connection: sqlite3.Connection, customer_id: int) -> str:
    """The folded name of a record, active or not."""
    row = connection.execute("SELECT name_key FROM customer WHERE id = ?", (customer_id,))
    return str(row.fetchone()[0])


def owned(connection: sqlite3.Connection, table: str, customer_id: int) -> list[int]:
    """Ids of the rows of a table that are a customer's."""
    rows = connection.execute(f"SELECT id FROM {table} WHERE customer_id = ?", (customer_id,))
    return [row_id for (row_id,) in rows]


class Former(NamedTuple):
    """A record that was merged into an active customer, by what it answered to."""

    customer_id: int
    merged_into: int
    name: str
    nickname: str | None
    document: str | None
    phone: str | None


def former(connection: sqlite3.Connection) -> list[Former]:
    """All merged records; few, so that any question about them is asked in Python."""
    rows = connection.execute(
        "SELECT id, merged_into, name, nickname, document, phone FROM customer"
        " WHERE merged_into IS NOT NULL ORDER BY id"
    )
    return [Former(*row) for row in rows]


def with_key(connection: sqlite3.Connection, key: str) -> list[CustomerRow]:
    """Customers whose whole folded name or nickname is `key`, by id."""
    rows = connection.execute(
        _SELECT + "name_key = ? UNION " + _SELECT + "nickname_key = ? ORDER BY 1", (key, key)
    )
    return [CustomerRow(*row) for row in rows]


def with_phone(connection: sqlite3.Connection, phone: str) -> list[CustomerRow]:
    """Customers with this E.164 phone, by id."""
    rows = connection.execute(_SELECT + "phone = ? ORDER BY id", (phone,))
    return [CustomerRow(*row) for row in rows]


def with_document(connection: sqlite3.Connection, document: str) -> list[CustomerRow]:
    """Customers with this compact CPF or CNPJ, by id."""
    rows = connection.execute(_SELECT + "document = ? ORDER BY id", (document,))
    return [CustomerRow(*row) for row in rows]


def with_word(connection: sqlite3.Connection, key: str) -> list[CustomerRow]:
    """Customers with a word of the name or nickname that starts with `key`, by folded name."""
    rows = connection.execute(
        _SELECT + "is_counter = 0 AND (instr(' ' || replace(name_key, '-', ' '), ' ' || ?) > 0"
        " OR instr(' ' || replace(coalesce(nickname_key, ''), '-', ' '), ' ' || ?) > 0)"
        " ORDER BY name_key, id",
        (key, key),
    )
    return [CustomerRow(*row) for row in rows]


def with_part(connection: sqlite3.Connection, key: str) -> list[CustomerRow]:
    """Customers with `key` anywhere in the name or nickname, by folded name."""
    rows = connection.execute(
        _SELECT + "is_counter = 0 AND (instr(name_key, ?) > 0"
        " OR instr(coalesce(nickname_key, ''), ?) > 0) ORDER BY name_key, id",
        (key, key),
    )
    return [CustomerRow(*row) for row in rows]


def counter(connection: sqlite3.Connection) -> CustomerRow | None:
    """The built-in "balcão", once a counter sale has made it."""
    row = connection.execute(_SELECT + "is_counter = 1").fetchone()
    return None if row is None else CustomerRow(*row)


def everybody(connection: sqlite3.Connection) -> list[CustomerRow]:
    """All customers but the counter, by folded name."""
    rows = connection.execute(_SELECT + "is_counter = 0 ORDER BY name_key, id")
    return [CustomerRow(*row) for row in rows]


def similar_keys(connection: sqlite3.Connection, key: str) -> Iterable[tuple[str, str]]:
    """(folded name, name) of customers whose name has nearly the length."""
    return connection.execute(
        "SELECT name_key, name FROM customer WHERE active = 1 AND is_counter = 0"
        " AND length(name_key) BETWEEN ? AND ?",
        (len(key) - 3, len(key) + 3),
    )


def names_starting(connection: sqlite3.Connection, prefix: str, limit: int) -> list[str]:
    """Names for the shell's completion: folded prefix of the name or of the nickname."""
    last = prefix + "\U0010ffff"
    rows = connection.execute(
        "SELECT name FROM (SELECT name, name_key FROM customer"
        "  WHERE active = 1 AND is_counter = 0 AND name_key BETWEEN ? AND ?"
        " UNION SELECT name, name_key FROM customer"
        "  WHERE active = 1 AND nickname_key IS NOT NULL AND nickname_key BETWEEN ? AND ?)"
        " ORDER BY name_key LIMIT ?",
        (prefix, last, prefix, last, limit),
    )
    return [name for (name,) in rows]


class ContactRow(NamedTuple):
    """Something noted about a customer; `reason` is why they have not paid, if they said so."""

    contact_id: int
    on: str
    kind: str
    reason: str | None
    text: str
    audit_seq: int


def contacts(connection: sqlite3.Connection, customer_id: int) -> list[ContactRow]:
    """A customer's contacts, newest first; what was undone is left out."""
    rows = connection.execute(
        f"SELECT k.id, k.contacted_on, {CONTACT_KIND}, k.reason, t.body, k.audit_seq FROM contact k"
        " JOIN personal_text t ON t.id = k.text_id"
        " WHERE k.customer_id = ? AND k.active = 1 ORDER BY k.contacted_on DESC, k.id DESC",
        (customer_id,),
    )
    return [ContactRow(*row) for row in rows]


def missing(phone: str | None, document: str | None, address: str | None) -> list[str]:
    """What is needed to reach somebody, or to charge formally (CDC 42-A), and is not known."""
    known = {"phone": phone, "document": document, "address": address}
    return [field for field, value in known.items() if not value]


def last_text_id(connection: sqlite3.Connection, customer_id: int, field: str) -> int | None:
    """The text that holds a customer's present value of a personal column, if it ever had one."""
    row = connection.execute(
        "SELECT new_value FROM change WHERE entity = 'customer' AND entity_id = ? AND field = ?"
        " ORDER BY id DESC LIMIT 1",
        (customer_id, field),
    ).fetchone()
    return None if row is None or row[0] == "null" else int(row[0])
