"""A customer's open instalments and payments with money left, as working copies."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from cobranca_cli.domain.allocation import Account, Fund, Item
from cobranca_cli.domain.charges import Event, Terms
from cobranca_cli.store.queries import charges, early
from cobranca_cli.store.queries.ledger import fund_events, posting_events

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from cobranca_cli.domain.calendar import Calendar


def account(connection: sqlite3.Connection, customer_id: int, calendar: Calendar) -> Account:
    """A customer's open instalments and payments with credit, as working copies.

    The events are needed even of what is wholly open or wholly credit: on some day it may have
    been settled or spent, and not free before the day it came open or free again.
    """
    funds = connection.execute(
        "SELECT id, received_on, amount_cents, credit_cents FROM payment"
        " WHERE customer_id = ? AND credit_cents > 0",
        (customer_id,),
    ).fetchall()
    return Account(
        _items(connection, "i.open_cents > 0 AND i.customer_id = ?", customer_id),
        [
            Fund(
                payment_id=p, received_on=date.fromisoformat(day), amount_cents=amount,
                credit_cents=left, events=fund_events(connection, p),
            )
            for p, day, amount, left in funds
        ],
        calendar,
    )  # fmt: skip


def item(connection: sqlite3.Connection, installment_id: int) -> Item | None:
    """An instalment as a working copy; None when nothing of it is open."""
    return next(iter(_items(connection, "i.open_cents > 0 AND i.id = ?", installment_id)), None)


def items_of_agreement(connection: sqlite3.Connection, agreement_id: int) -> list[Item]:
    """What an agreement is about, open or not; oldest due first."""
    found = _items(
        connection,
        "i.id IN (SELECT installment_id FROM agreement_item WHERE agreement_id = ?)",
        agreement_id,
    )
    return sorted(found, key=lambda one: (one.due_on, one.installment_id))


def _items(connection: sqlite3.Connection, where: str, value: int) -> list[Item]:
    rows = connection.execute(
        "SELECT i.id, i.sale_id, coalesce(s.sold_on, a.accepted_on), i.due_on, i.amount_cents,"
        " i.open_cents, EXISTS ("
        "  SELECT 1 FROM dispute d"
        "  WHERE d.installment_id = i.id AND d.active = 1 AND d.status = 'open'),"
        " t.fine_bps, t.interest_bps, i.agreement_id"
        " FROM installment i LEFT JOIN sale s ON s.id = i.sale_id"
        " LEFT JOIN agreement a ON a.id = i.agreement_id LEFT JOIN sale_terms t"
        "  ON t.sale_id = i.sale_id AND t.active = 1 AND t.fine_bps + t.interest_bps > 0"
        f" WHERE {where}",
        (value,),
    ).fetchall()
    with_terms = [row[0] for row in rows if row[7] is not None]
    taken = charges.taken(connection, with_terms) if with_terms else {}
    known = early.discounts(connection, [row[0] for row in rows])
    aside = passed(connection, [row[0] for row in rows])
    return [
        Item(
            installment_id=i, sale_id=s, sold_on=date.fromisoformat(sold),
            due_on=date.fromisoformat(due), amount_cents=amount, open_cents=left,
            events=posting_events(connection, installment_id=i), disputed=bool(disputed),
            early=known.get(i, ()), terms=None if fine is None else Terms(fine, interest),
            taken=taken.get(i, ()),
            charged_on=charges.charged_on(connection, i) if i in taken else None,
            aside=aside.get(i, ()), agreement_id=agreement_id,
        )
        for i, s, sold, due, amount, left, disputed, fine, interest, agreement_id in rows
    ]  # fmt: skip


def passed(
    connection: sqlite3.Connection, installment_ids: Iterable[int]
) -> dict[int, list[Event]]:
    """What passed to agreements, or came back, of those instalments of which some ever did."""
    found: dict[int, list[Event]] = {}
    for key, on, cents in connection.execute(
        "SELECT installment_id, effective_on, amount_cents FROM posting"
        " WHERE kind = 'renegotiation' AND installment_id IN (SELECT value FROM json_each(?))",
        (json.dumps([*installment_ids]),),
    ):
        found.setdefault(key, []).append(Event(date.fromisoformat(on), cents))
    return found
