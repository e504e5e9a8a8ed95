"""What an instalment may be had for when it is paid early: agreed with its sale, or offered."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cobranca_cli.domain.allocation import Early
from cobranca_cli.domain.money import percent_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence


class Offer(NamedTuple):
    """What is to pay of an instalment until a day, that day included."""

    cents: int
    until_on: date


# An instalment is paid early by its due date at most; a down payment is paid with its sale.
_KNOWN = """
SELECT o.installment_id, o.discount_bps AS bps, min(o.until_on, i.due_on) AS until_on
FROM early_offer o JOIN installment i ON i.id = o.installment_id
WHERE o.active = 1 AND i.id IN (SELECT value FROM json_each(?1))
UNION ALL
SELECT i.id, t.early_bps, min(t.early_until, i.due_on)
FROM sale_terms t JOIN installment i ON i.sale_id = t.sale_id
WHERE t.active = 1 AND t.early_bps IS NOT NULL AND i.number > 0
  AND i.id IN (SELECT value FROM json_each(?1))
"""


def discounts(
    connection: sqlite3.Connection, installment_ids: Collection[int]
) -> dict[int, list[Early]]:
    """Instalment -> its discounts for being early, the greatest first, whatever day it is.

    Of what the instalment is worth: its amount less what was discounted, returned or voided. None
    where a part is given up as lost: a discount is for who pays all of it.
    """
    rows = connection.execute(
        "SELECT k.installment_id, k.bps, k.until_on, i.amount_cents - ("
        "  SELECT coalesce(sum(p.amount_cents), 0) FROM posting p"
        "  WHERE p.installment_id = i.id AND p.kind <> 'payment')"
        f" FROM ({_KNOWN}) k JOIN installment i ON i.id = k.installment_id"
        " WHERE coalesce((SELECT sum(p.amount_cents) FROM posting p"
        "  WHERE p.installment_id = i.id AND p.kind = 'write_off'), 0) = 0",
        (_ids(installment_ids),),
    )
    found: dict[int, list[Early]] = {}
    for installment_id, bps, until_on, worth_cents in rows:
        cents = percent_of(worth_cents, bps)
        if cents:
            early = Early(cents, date.fromisoformat(until_on))
            found.setdefault(installment_id, []).append(early)
    return {key: sorted(early, reverse=True) for key, early in found.items()}


class _Open(Protocol):
    """An instalment with what is open of it."""

    @property
    def installment_id(self) -> int: ...
    @property
    def open_cents(self) -> int: ...


def on_day(connection: sqlite3.Connection, items: Sequence[_Open], day: date) -> dict[int, Offer]:
    """What each may be had for on a day, of those that have a discount then."""
    known = discounts(connection, [item.installment_id for item in items])
    found = {}
    for item in items:
        for one in known.get(item.installment_id, ()):
            cents = item.open_cents - one.discount_cents
            if day <= one.until_on and cents > 0:
                found[item.installment_id] = Offer(cents, one.until_on)
                break
    return found


def given(connection: sqlite3.Connection, installment_ids: Collection[int]) -> set[int]:
    """The discounts that closed these instalments early, by the ids of their postings.

    Discounts without a reason, dated by the day of the offer: of what is offered so, such a
    discount is the offer's, also when the owner typed it with the payment.
    """
    rows = connection.execute(
        f"SELECT DISTINCT p.id FROM posting p JOIN ({_KNOWN}) k"
        " ON k.installment_id = p.installment_id AND p.effective_on <= k.until_on"
        " WHERE p.kind = 'discount' AND p.reason_id IS NULL AND p.reverses_id IS NULL",
        (_ids(installment_ids),),
    )
    return {key for (key,) in rows}


def active_id(connection: sqlite3.Connection, installment_id: int) -> int | None:
    """The row of what is offered for an instalment."""
    row = connection.execute(
        "SELECT id FROM early_offer WHERE active = 1 AND installment_id = ?", (installment_id,)
    ).fetchone()
    return None if row is None else int(row[0])


def _ids(installment_ids: Collection[int]) -> str:
    return json.dumps(sorted(installment_ids))
