"""Everything kept about one person (LGPD art. 18 II), in one document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from cobranca_cli.domain.audit import PERSONAL_FIELDS
from cobranca_cli.errors import CustomerNotFoundError
from cobranca_cli.store.queries import customers, forgotten, history, lookup, points
from cobranca_cli.store.queries import personal as kept

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.store.queries.kept import (
        KeptAgreement,
        KeptAttachment,
        KeptDispute,
        KeptMessage,
        KeptNote,
        KeptPayment,
        KeptPromise,
        KeptRecurring,
        KeptSale,
        KeptText,
    )
    from cobranca_cli.store.queries.points import PointsRow


class IdentityChange(NamedTuple):
    """One value that was written into the record; null texts are none, or erased since."""

    at: str
    command: str
    field: str
    old: str | None
    new: str | None


class Identity(NamedTuple):
    """The record as it is now."""

    name: str
    nickname: str | None
    phone: str | None
    document: str | None
    email: str | None
    address: str | None
    referred_by: str | None
    channel: str | None
    pay_day: str | None
    opt_out: bool
    no_news: bool
    confirmed_on: str | None
    limit_cents: int | None
    blocked_reason: str | None
    merged_into: int | None
    active: bool
    changes: list[IdentityChange]


class LockedPerson(NamedTuple):
    """Since when a person is forgotten, what is still locked, and until when.

    `erase_on` null: nothing is left. `locked` counts texts by what they say.
    """

    forgotten_on: date
    erase_on: date | None
    reason: str | None
    locked: dict[str, int]


class Person(NamedTuple):
    """What `export json CUSTOMER` writes. Rows of undone writes are kept, and so are here."""

    exported_on: date
    customer_id: int
    customer: str
    identity: Identity
    forgotten: LockedPerson | None
    sales: list[KeptSale]
    payments: list[KeptPayment]
    notes: list[KeptNote]
    recurring: list[KeptRecurring]
    messages: list[KeptMessage]
    promises: list[KeptPromise]
    disputes: list[KeptDispute]
    agreements: list[KeptAgreement]
    attachments: list[KeptAttachment]
    points: list[PointsRow]
    texts: list[KeptText]


def person(connection: sqlite3.Connection, *, customer: str, today: date) -> Person:
    """The one customer whom the text names, wholly or by a part; also who was forgotten.

    Raises CustomerNotFoundError or AmbiguousCustomerError.
    """
    customer_id = _whom(connection, customer)
    row = connection.execute(
        f"SELECT {', '.join(PERSONAL_FIELDS)}, channel, pay_day, opt_out IS NOT NULL,"
        " no_news IS NOT NULL, confirmed_on, limit_cents,"
        " (SELECT body FROM personal_text t WHERE t.id = block_reason_id),"
        " merged_into, active FROM customer WHERE id = ?",
        (customer_id,),
    ).fetchone()
    return Person(
        exported_on=today,
        customer_id=customer_id,
        customer=row[0],
        identity=_identity(row, _changes(connection, customer_id)),
        forgotten=_forgotten(connection, customer_id),
        sales=kept.sales(connection, customer_id),
        payments=kept.payments(connection, customer_id),
        notes=kept.notes(connection, customer_id),
        recurring=kept.recurring(connection, customer_id),
        messages=kept.messages(connection, customer_id),
        promises=kept.promises(connection, customer_id),
        disputes=kept.disputes(connection, customer_id),
        agreements=kept.agreements(connection, customer_id),
        attachments=kept.attachments(connection, customer_id),
        points=points.of_customer(connection, customer_id),
        texts=kept.other_texts(connection, customer_id),
    )


def _identity(row: tuple[Any, ...], changes: list[IdentityChange]) -> Identity:
    *values, merged_into, active = row
    found = Identity._make((*values, merged_into, bool(active), changes))
    return found._replace(opt_out=bool(found.opt_out), no_news=bool(found.no_news))


def _whom(connection: sqlite3.Connection, text: str) -> int:
    if not lookup.whole(connection, text):
        gone = lookup.gone(connection, text)
        if len(gone) == 1:
            return gone[0]
    row = lookup.for_read(connection, text)
    if row.is_counter:
        raise CustomerNotFoundError(text)
    return row.customer_id


def _changes(connection: sqlite3.Connection, customer_id: int) -> list[IdentityChange]:
    rows = connection.execute(
        "SELECT a.at, a.command, c.field, c.old_value, c.new_value FROM change c"
        " JOIN audit a ON a.seq = c.audit_seq"
        " WHERE c.entity = 'customer' AND c.entity_id IN"
        " (SELECT ?1 UNION SELECT id FROM customer WHERE merged_into = ?1) ORDER BY c.id",
        (customer_id,),
    ).fetchall()
    return [
        IdentityChange(at, command, field, *(_said(connection, field, v) for v in (old, new)))
        for at, command, field, old, new in rows
    ]


def _said(connection: sqlite3.Connection, field: str, value: str) -> str | None:
    """A change's value as text: a personal column's change holds the id of a text."""
    plain: Any = json.loads(value)
    if plain is None or field not in PERSONAL_FIELDS:
        return None if plain is None else str(plain)
    return history.text(connection, plain) or None


def _forgotten(connection: sqlite3.Connection, customer_id: int) -> LockedPerson | None:
    act = forgotten.of(connection, customer_id)
    if act is None:
        return None
    locked: dict[str, int] = {}
    if act.erase_on:
        alias = customers.last_text_id(connection, customer_id, "name")
        for text_id, kind in forgotten.texts(connection, customer_id).items():
            if text_id != alias:
                locked[kind] = locked.get(kind, 0) + 1
    return LockedPerson(
        act.forgotten_on, act.erase_on, history.text(connection, act.reason_id) or None, locked
    )
