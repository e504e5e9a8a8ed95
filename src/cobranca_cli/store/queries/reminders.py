"""The facts a reminder is decided by: what is open, what was said, promised, paused, answered."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.aging import barred_from
from cobranca_cli.domain.dunning import Item
from cobranca_cli.store.queries.boletos import with_one
from cobranca_cli.store.queries.disputes import contested
from cobranca_cli.store.queries.history import undone_seqs

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
    email: str | None
    channel: str | None
    pay_day: str | None
    no_news: bool
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
    disputed_since: dict[int, date]
    approved: set[int]


# Grouped in Python: one pass over a covering index, nothing kept of who was seen.
_DUE = """
SELECT c.id, c.name, c.name_key, c.nickname, c.phone, c.document, c.email, c.channel,
       c.pay_day, c.no_news IS NOT NULL, c.opt_out IS NOT NULL,
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

    What was due before `barred_before` is asked when something was first paid of it since.
    """
    values = {"until": until.isoformat()}
    if customer_ids is not None:
        values["ids"] = json.dumps(list(customer_ids))
    done = _steps(connection)
    paused = _paused_items(connection, today)
    slow, disputed = clearing(connection, today), contested(connection, today)
    by_boleto = with_one(connection)
    rows = connection.execute(_DUE.format(only="" if customer_ids is None else _ONLY), values)
    for customer_id, found in groupby(rows, key=lambda row: row[0]):
        group = list(found)
        items = [
            Item(key, due, cents, done.get(key, {}), key in disputed, paused.get(key),
                 barred_on(connection, key, due) if due < barred_before else None,
                 customer_id in slow or key in by_boleto)
            for *_, key, due_on, cents in group
            for due in [date.fromisoformat(due_on)]
        ]  # fmt: skip
        *who, no_news, opted_out = group[0][:11]
        yield DueCustomer._make((*who, bool(no_news), bool(opted_out), items))


def _steps(connection: sqlite3.Connection) -> dict[int, dict[str, date]]:
    """Instalment -> step -> the day it was done, of what is still open."""
    found: dict[int, dict[str, date]] = {}
    for key, step, on in connection.execute(
        "SELECT installment_id, step, done_on FROM message_step WHERE active = 1"
        " AND installment_id IN (SELECT id FROM installment WHERE open_cents > 0)"
    ):
        found.setdefault(key, {})[step] = date.fromisoformat(on)
    return found


def clearing(connection: sqlite3.Connection, day: date) -> set[int]:
    """Who paid by boleto or cheque the last time: it shows in the account some days later."""
    rows = connection.execute(
        "SELECT customer_id, max(received_on) FROM payment_state"
        " WHERE method IN ('boleto', 'check') AND received_on <= ? AND NOT reversed"
        " GROUP BY customer_id",
        (day.isoformat(),),
    ).fetchall()
    later = (
        "SELECT 1 FROM payment_state WHERE customer_id = ? AND received_on > ?"
        " AND received_on <= ? AND NOT reversed"
    )
    return {
        who
        for who, on in rows
        if not connection.execute(later, (who, on, day.isoformat())).fetchone()
    }


def _paused_items(connection: sqlite3.Connection, today: date) -> dict[int, date]:
    return _days(
        connection,
        "SELECT installment_id, max(until_on) FROM pause WHERE active = 1 AND until_on > ?"
        " AND from_on <= ? AND installment_id IS NOT NULL GROUP BY installment_id",
        today.isoformat(), today.isoformat(),
    )  # fmt: skip


def barred_on(connection: sqlite3.Connection, installment_id: int, due_on: date) -> date:
    """The day from which five years have barred an instalment (`aging.barred_from`).

    They start anew with the first part payment or agreement after the due date (CC 202 VI): an
    agreement that was broken acknowledged it all the same.
    """
    (known,) = connection.execute(
        "SELECT min(o.effective_on) FROM posting o WHERE o.installment_id = ?"
        " AND o.kind IN ('payment', 'renegotiation') AND o.effective_on > ? AND o.amount_cents >"
        "  (SELECT coalesce(sum(-r.amount_cents), 0) FROM posting r WHERE r.reverses_id = o.id"
        "   AND (o.kind = 'payment' OR r.effective_on = o.effective_on))",
        (installment_id, due_on.isoformat()),
    ).fetchone()
    start = date.fromisoformat(known) if known else due_on
    return barred_from(start)


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


def last_messages(
    connection: sqlite3.Connection, day: date, customer_ids: Collection[int]
) -> dict[int, date]:
    """Customer -> the day of the last message to them that left, or may have, by a day."""
    found = connection.execute(
        "SELECT customer_id, max(said_on) FROM message WHERE active = 1"
        " AND status IN ('sent', 'recorded', 'uncertain') AND said_on <= ?"
        " AND customer_id IN (SELECT value FROM json_each(?)) GROUP BY 1",
        (day.isoformat(), json.dumps(sorted(customer_ids))),
    )
    return {who: date.fromisoformat(on) for who, on in found}


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
            "SELECT k.customer_id, max(k.contacted_on) FROM contact k WHERE k.active = 1"
            " AND k.reason = 'ja-paguei' AND k.contacted_on <= ? AND NOT EXISTS ("
            "  SELECT 1 FROM contact d WHERE d.customer_id = k.customer_id AND d.active = 1"
            "  AND d.step = 'conferir' AND d.id > k.id) GROUP BY 1",
            day,
        ),
        wrong_numbers(connection),
        date.fromisoformat(everybody) if everybody else None,
        _days(
            connection,
            "SELECT i.customer_id, min(d.opened_on) FROM dispute d"
            " JOIN installment i ON i.id = d.installment_id"
            " WHERE d.active = 1 AND d.status = 'open' AND d.opened_on <= ?"
            " AND i.open_cents > 0 GROUP BY 1",
            day,
        ),
        {who for (who,) in connection.execute(
            "SELECT customer_id FROM message WHERE active = 1 AND status = 'queued'"
        )},
    )  # fmt: skip


def tasks_done(connection: sqlite3.Connection) -> dict[tuple[int, str], date]:
    """(customer, task) -> the last day on which a contact did it."""
    rows = connection.execute(
        "SELECT customer_id, step, max(contacted_on) FROM contact"
        " WHERE step IS NOT NULL AND active = 1 GROUP BY 1, 2"
    )
    return {(who, step): date.fromisoformat(on) for who, step, on in rows}


def names(connection: sqlite3.Connection, ids: str) -> dict[int, tuple[str, str]]:
    """Customer -> (name, folded name), by a JSON list of ids; not of who is gone."""
    rows = connection.execute(
        "SELECT id, name, name_key FROM customer WHERE active = 1 AND is_counter = 0"
        " AND id IN (SELECT value FROM json_each(?))",
        (ids,),
    )
    return {key: (name, name_key) for key, name, name_key in rows}


def wrong_numbers(connection: sqlite3.Connection) -> set[int]:
    """Who said that the number is not theirs, after it was last changed for good."""
    heard = dict(
        connection.execute(
            "SELECT customer_id, max(audit_seq) FROM contact WHERE active = 1"
            " AND reason = 'numero-errado' GROUP BY 1"
        ).fetchall()
    )
    if not heard:
        return set()
    changes = connection.execute(
        "SELECT c.entity_id, c.audit_seq FROM change c JOIN audit a ON a.seq = c.audit_seq"
        " WHERE c.entity = 'customer' AND c.field = 'phone' AND a.undoes IS NULL"
        " AND c.entity_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(heard)),),
    )
    undone = undone_seqs(connection)
    return set(heard) - {who for who, seq in changes if seq > heard[who] and seq not in undone}


def _days(connection: sqlite3.Connection, sql: str, *values: str) -> dict[int, date]:
    return {key: date.fromisoformat(on) for key, on in connection.execute(sql, values)}


def last_said(connection: sqlite3.Connection, step: str, *, since: date) -> set[int]:
    """The customers to whom a message of this step went, or may have gone, after a day."""
    rows = connection.execute(
        "SELECT customer_id FROM message WHERE step = ? AND active = 1 AND said_on > ?"
        " AND status IN ('sent', 'recorded', 'uncertain')",
        (step, since.isoformat()),
    )
    return {key for (key,) in rows}
