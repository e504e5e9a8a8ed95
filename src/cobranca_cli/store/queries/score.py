"""The facts of a score: what was due in a span of days, and when it was settled, on any day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date


class DueRow(NamedTuple):
    """One instalment as of a day; dates are ISO text (a ranking reads a hundred thousand).

    `amount_cents` is without what was voided or renegotiated.

    `settled_on` is the day on which open reached 0, None while something is open.
    """

    customer_id: int
    installment_id: int
    sale_id: int | None
    due_on: str
    settled_on: str | None
    amount_cents: int
    open_cents: int
    written_off: bool


# Folded in Python: joining what SQL folds costs three times as much over a hundred thousand rows.
_DUE = """
SELECT customer_id, id, sale_id, due_on, amount_cents FROM installment
WHERE due_on > :after AND due_on <= :as_of{only}
"""
_MOVED = """
SELECT installment_id, effective_on, amount_cents FROM posting
WHERE effective_on <= :as_of{only} ORDER BY installment_id, effective_on
"""
_SPECIAL = """
SELECT installment_id, sum(CASE WHEN kind = 'write_off' THEN amount_cents ELSE 0 END),
       sum(CASE WHEN kind <> 'write_off' THEN amount_cents ELSE 0 END)
FROM posting WHERE kind IN ('void', 'renegotiation', 'write_off') AND effective_on <= :as_of{only}
GROUP BY installment_id
"""
# Contested on the day, or voided because of it (rules §8: no harm).
_LEFT_OUT = """
SELECT installment_id FROM dispute WHERE active = 1 AND opened_on <= :as_of
 AND (resolved_on IS NULL OR resolved_on > :as_of OR status = 'voided')
"""
_WHO = "customer_id IN (SELECT value FROM json_each(:who))"
_THEIRS = f" AND installment_id IN (SELECT id FROM installment WHERE {_WHO})"
_OLDER = f"""
SELECT customer_id, sum(amount_cents - coalesce((
         SELECT sum(g.amount_cents) FROM posting g
         WHERE g.installment_id = installment.id AND g.effective_on <= :as_of), 0))
FROM installment
WHERE due_on <= :until{{only}} AND id NOT IN ({_LEFT_OUT}) AND id IN (
  SELECT id FROM installment WHERE open_cents > 0 AND due_on <= :until
  UNION SELECT installment_id FROM posting WHERE effective_on > :as_of)
GROUP BY customer_id
"""
# A payment that left everything it went to partly open. What is paid with a sale, at the counter,
# is a down payment however it was typed.
_PARTS = """
SELECT p.customer_id, count(*) FROM payment p
WHERE p.received_on > :after AND p.received_on <= :as_of AND p.sale_id IS NULL{of_payment}
  AND EXISTS (SELECT 1 FROM posting g WHERE g.payment_id = p.id
              GROUP BY g.installment_id HAVING sum(g.amount_cents) > 0)
  AND NOT EXISTS (
    SELECT 1 FROM posting g JOIN installment i ON i.id = g.installment_id
    WHERE g.payment_id = p.id AND i.amount_cents <= (
      SELECT sum(x.amount_cents) FROM posting x
      WHERE x.installment_id = g.installment_id AND x.effective_on <= g.effective_on))
GROUP BY p.customer_id
"""
_PEOPLE = "SELECT id, name FROM customer WHERE active = 1 AND is_counter = 0 ORDER BY name_key, id"


def due(
    connection: sqlite3.Connection,
    *,
    after: date,
    as_of: date,
    customer_ids: Collection[int] | None = None,
) -> Iterator[DueRow]:
    """What was due after a day and up to `as_of`, in no order.

    Voided, renegotiated and contested left out.
    """
    some = customer_ids is not None
    given = {"after": after.isoformat(), "as_of": as_of.isoformat(), "who": _ids(customer_ids)}
    theirs = _THEIRS if some else ""
    settled = _settled(connection.execute(_MOVED.format(only=theirs), given))
    special = {
        installment_id: (lost, gone)
        for installment_id, lost, gone in connection.execute(_SPECIAL.format(only=theirs), given)
    }
    left_out = {key for (key,) in connection.execute(_LEFT_OUT, given)}
    rows = connection.execute(_DUE.format(only=f" AND {_WHO}" if some else ""), given)
    for who, installment_id, sale_id, due_on, cents in rows:
        moved, last_on = settled.get(installment_id, (0, None))
        lost, gone = special.get(installment_id, (0, 0))
        if gone < cents and installment_id not in left_out:
            left = cents - moved
            yield DueRow(who, installment_id, sale_id, due_on, None if left else last_on,
                         cents - gone, left, lost > 0)  # fmt: skip


def older(
    connection: sqlite3.Connection,
    *,
    until: date,
    as_of: date,
    customer_ids: Collection[int] | None = None,
) -> dict[int, int]:
    """Customer -> cents that were still open on a day of what was due up to `until`.

    Asked of what is open now or was moved after that day: nothing else can have been open.
    """
    rows = connection.execute(
        _OLDER.format(only="" if customer_ids is None else f" AND {_WHO}"),
        {"until": until.isoformat(), "as_of": as_of.isoformat(), "who": _ids(customer_ids)},
    )
    return {who: cents for who, cents in rows if cents}


def _settled(rows: Iterable[tuple[int, str, int]]) -> dict[int, tuple[int, str | None]]:
    """Installment id -> (its postings' sum, the last day that moved it); rows by id, then day.

    A day whose postings add up to nothing (a payment and its reversal) did not happen; after the
    last one that did, what is open stays as it is.
    """
    found: dict[int, tuple[int, str | None]] = {}
    present, day, moved = 0, "", 0
    total, last_on = 0, None
    for installment_id, on, cents in rows:
        if installment_id == present and on == day:
            moved += cents
            continue
        if moved:
            total, last_on = total + moved, day
        if installment_id != present:
            found[present] = (total, last_on)
            present, total, last_on = installment_id, 0, None
        day, moved = on, cents
    found[present] = (total + moved, day if moved else last_on)
    return found


def part_payments(
    connection: sqlite3.Connection,
    *,
    after: date,
    as_of: date,
    customer_ids: Collection[int] | None = None,
) -> dict[int, int]:
    """How many payments of each customer after a day and up to `as_of` settled nothing wholly."""
    sql = _PARTS.format(of_payment="" if customer_ids is None else f" AND p.{_WHO}")
    rows = connection.execute(sql, {"after": after.isoformat(), "as_of": as_of.isoformat(),
                                    "who": _ids(customer_ids)})  # fmt: skip
    return dict(rows.fetchall())


def agreements(connection: sqlite3.Connection, *, as_of: date) -> tuple[dict[int, int], set[int]]:
    """(customer -> agreements broken by a day, customers with one in course then)."""
    values = {"day": as_of.isoformat()}
    broken = connection.execute(
        "SELECT customer_id, count(*) FROM agreement WHERE active = 1 AND status = 'broken'"
        " AND ended_on <= :day GROUP BY customer_id",
        values,
    )
    in_course = connection.execute(
        "SELECT DISTINCT a.customer_id FROM agreement a JOIN installment i ON i.agreement_id = a.id"
        " WHERE a.active = 1 AND a.accepted_on <= :day AND (a.status = 'accepted'"
        "  AND i.open_cents > 0 OR a.ended_on > :day)",
        values,
    )
    return dict(broken.fetchall()), {who for (who,) in in_course}


def _ids(customer_ids: Collection[int] | None) -> str:
    return json.dumps(sorted(customer_ids or ()))


def people(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """(customer_id, name) of everybody but the counter, by folded name."""
    return connection.execute(_PEOPLE).fetchall()
