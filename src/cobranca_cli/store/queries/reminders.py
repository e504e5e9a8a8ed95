"""The facts a reminder is decided by: what is open, what was said, promised, paused, answered."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.dunning import Item

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator


class DueCustomer(NamedTuple):
    """A customer (never the counter) with items open and due until some day, oldest due first."""

    customer_id: int
    customer: str
    name_key: str
    nickname: str | None
    phone: str | None
    document: str | None
    opted_out: bool
    items: list[Item]


class Around(NamedTuple):
    """What else is known, by customer: loaded once, because few customers have any of it."""

    credit_cents: dict[int, int]
    late_on: dict[int, list[date]]
    promise_on: dict[int, date]
    paused_until: dict[int, date]
    says_paid_on: dict[int, date]
    wrong_number: set[int]
    everybody_until: date | None


# Grouped in Python: one pass over a covering index, nothing kept of who was seen.
_DUE = """
SELECT c.id, c.name, c.name_key, c.nickname, c.phone, c.document, c.opt_out IS NOT NULL,
       i.id, i.due_on, i.open_cents
FROM installment i JOIN customer c ON c.id = i.customer_id
WHERE i.open_cents > 0 AND i.due_on <= :until AND c.is_counter = 0 {only}
ORDER BY i.customer_id, i.due_on, i.id
"""
_ONLY = "AND i.customer_id IN (SELECT value FROM json_each(:ids))"


def due_by_customer(
    connection: sqlite3.Connection,
    *,
    today: date,
    until: date,
    barred_before: date,
    customer_ids: Collection[int] | None = None,
) -> Iterator[DueCustomer]:
    """Customers with open instalments due until `until` (included), by id.

    What was due before `barred_before` is asked when something was last paid of it.
    """
    values = {"until": until.isoformat()}
    if customer_ids is not None:
        values["ids"] = json.dumps(list(customer_ids))
    done = _steps(connection)
    paused = _paused_items(connection, today)
    rows = connection.execute(_DUE.format(only="" if customer_ids is None else _ONLY), values)
    for _, found in groupby(rows, key=lambda row: row[0]):
        group = list(found)
        items = [
            Item(key, due, cents, done.get(key, {}), False, paused.get(key),
                 _barred_on(connection, key, due) if due < barred_before else None)
            for *_, key, due_on, cents in group
            for due in [date.fromisoformat(due_on)]
        ]  # fmt: skip
        *who, opted_out = group[0][:7]
        yield DueCustomer._make((*who, bool(opted_out), items))


def _steps(connection: sqlite3.Connection) -> dict[int, dict[str, date]]:
    """Instalment -> step -> the day it was done, of what is still open."""
    found: dict[int, dict[str, date]] = {}
    for key, step, on in connection.execute(
        "SELECT m.installment_id, m.step, m.done_on FROM message_step m"
        " JOIN installment i ON i.id = m.installment_id WHERE m.active = 1 AND i.open_cents > 0"
    ):
        found.setdefault(key, {})[step] = date.fromisoformat(on)
    return found


def _paused_items(connection: sqlite3.Connection, today: date) -> dict[int, date]:
    return _days(
        connection,
        "SELECT installment_id, max(until_on) FROM pause WHERE active = 1 AND until_on > ?"
        " AND from_on <= ? AND installment_id IS NOT NULL GROUP BY installment_id",
        today.isoformat(), today.isoformat(),
    )  # fmt: skip


def _barred_on(connection: sqlite3.Connection, installment_id: int, due_on: date) -> date:
    """When the limitation of five years runs out; part payment restarts it once (CC 202, 206)."""
    (paid,) = connection.execute(
        "SELECT max(effective_on) FROM posting WHERE installment_id = ? AND kind = 'payment'"
        " AND amount_cents > 0",
        (installment_id,),
    ).fetchone()
    start = max(due_on, date.fromisoformat(paid)) if paid else due_on
    return start.replace(year=start.year + 5, day=min(start.day, 28) if start.month == 2 else
                         start.day)  # fmt: skip


def pauses(
    connection: sqlite3.Connection, today: date, *, customer_id: int | None,
    installment_id: int | None,
) -> list[int]:  # fmt: skip
    """Ids of the pauses of exactly this target that are in force."""
    rows = connection.execute(
        "SELECT id FROM pause WHERE active = 1 AND until_on > ? AND customer_id IS ?"
        " AND installment_id IS ?",
        (today.isoformat(), customer_id, installment_id),
    )
    return [key for (key,) in rows]


def around(connection: sqlite3.Connection, *, today: date, late_since: date) -> Around:
    """What is known of customers on a day; late messages since `late_since`."""
    credit = connection.execute(
        "SELECT customer_id, sum(credit_cents) FROM payment WHERE credit_cents > 0 GROUP BY 1"
    )
    late: dict[int, list[date]] = {}
    for who, on in connection.execute(
        "SELECT customer_id, said_on FROM message WHERE active = 1 AND is_late = 1"
        " AND status IN ('sent', 'recorded', 'uncertain') AND said_on >= ?",
        (late_since.isoformat(),),
    ):
        late.setdefault(who, []).append(date.fromisoformat(on))
    day = today.isoformat()
    everybody = connection.execute(
        "SELECT max(until_on) FROM pause WHERE active = 1 AND until_on > ?1 AND from_on <= ?1"
        " AND customer_id IS NULL AND installment_id IS NULL",
        (day,),
    ).fetchone()[0]
    return Around(
        dict(credit.fetchall()),
        late,
        _days(
            connection,
            "SELECT customer_id, max(due_on) FROM promise WHERE active = 1 AND promised_on <= ?"
            " GROUP BY 1",
            day,
        ),
        _days(
            connection,
            "SELECT customer_id, max(until_on) FROM pause WHERE active = 1 AND until_on > ?1"
            " AND from_on <= ?1 AND customer_id IS NOT NULL GROUP BY 1",
            day,
        ),
        _days(
            connection,
            "SELECT customer_id, max(contacted_on) FROM contact WHERE active = 1"
            " AND reason = 'ja-paguei' AND contacted_on <= ? GROUP BY 1",
            day,
        ),
        _wrong_numbers(connection),
        date.fromisoformat(everybody) if everybody else None,
    )


def _wrong_numbers(connection: sqlite3.Connection) -> set[int]:
    """Who said that the number is not theirs, after it was last changed."""
    rows = connection.execute(
        "SELECT k.customer_id FROM contact k WHERE k.active = 1 AND k.reason = 'numero-errado'"
        " AND k.audit_seq > coalesce((SELECT max(c.audit_seq) FROM change c"
        "  WHERE c.entity = 'customer' AND c.entity_id = k.customer_id AND c.field = 'phone'), 0)"
    )
    return {who for (who,) in rows}


def _days(connection: sqlite3.Connection, sql: str, *values: str) -> dict[int, date]:
    return {key: date.fromisoformat(on) for key, on in connection.execute(sql, values)}
