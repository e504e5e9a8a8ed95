"""The facts of days that have passed, for `domain.simulation`: who owed what, and what was said.

The book as it is corrected since, by effective dates, as in `as_of.py`; cancelled sales are left
out. What has no effective date (a wish for no messages, a pause that was ended) counts from the
day on which it was written.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.simulation import History, Move, Owed
from cobranca_cli.store.queries import as_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from cobranca_cli.domain.simulation import Span

_ITEMS = """
SELECT i.id, i.customer_id, coalesce(s.sold_on, a.accepted_on) AS since, i.due_on, i.amount_cents
FROM installment i JOIN customer c ON c.id = i.customer_id
LEFT JOIN sale s ON s.id = i.sale_id LEFT JOIN agreement a ON a.id = i.agreement_id
WHERE i.due_on <= :until AND since <= :last AND coalesce(s.voided, 0) = 0 AND c.is_counter = 0
  AND (i.open_cents > 0 OR i.id IN (SELECT installment_id FROM posting WHERE effective_on > :first))
ORDER BY i.customer_id, i.due_on, i.id
"""


class Period(NamedTuple):
    """From `first` to `last`, both included; `zone` gives instants their day."""

    first: date
    last: date
    zone: ZoneInfo


def histories(
    connection: sqlite3.Connection,
    period: Period,
    *,
    until: date,
    month_days: int,
    pay_days: bool,
) -> Iterator[History]:
    """Customers with something due by `until` and open in the period, by id; never the counter.

    `month_days` is how far back late messages count, `pay_days` whether those of now are wanted.
    """
    values = {
        "first": period.first.isoformat(), "last": period.last.isoformat(),
        "until": until.isoformat(),
    }  # fmt: skip
    rows = connection.execute(_ITEMS, values).fetchall()
    ids = {"ids": json.dumps([row[0] for row in rows])}
    moves, done = _moves(connection, ids), _done(connection, ids, period.first)
    disputed = _disputed(connection)
    pauses = _Pauses(connection, period.zone)
    items: dict[int, list[Owed]] = defaultdict(list)
    for key, who, sold_on, due_on, cents in rows:
        items[who].append(
            Owed(key, date.fromisoformat(sold_on), date.fromisoformat(due_on), cents,
                 moves.get(key, ()), done.get(key, {}), pauses.of_item.get(key, ()),
                 disputed.get(key, ()))
        )  # fmt: skip
    credit = _credit(connection, period.first)
    promises = _by_customer(
        connection, "SELECT customer_id, promised_on, due_on FROM promise WHERE active = 1"
    )
    said = _by_customer(
        connection,
        "SELECT customer_id, contacted_on FROM contact WHERE active = 1 AND reason = 'ja-paguei'",
    )
    late = _by_customer(
        connection,
        "SELECT customer_id, said_on FROM message WHERE active = 1 AND is_late = 1"
        " AND status IN ('sent', 'recorded', 'uncertain') AND said_on >= ? AND said_on < ?",
        (period.first - timedelta(days=month_days)).isoformat(), values["first"],
    )  # fmt: skip
    opted_out = _opted_out(connection, period.zone)
    wrong = _wrong_numbers(connection, period.zone)
    usual = dict(connection.execute(
        "SELECT id, pay_day FROM customer WHERE pay_day IS NOT NULL"
    )) if pay_days else {}  # fmt: skip
    for who, owed in items.items():
        yield History(
            who, owed, credit.get(who, ()), [(since, until) for since, until in promises[who]],
            [on for (on,) in said[who]], [on for (on,) in late[who]],
            pauses.of_customer.get(who, ()), opted_out.get(who, ()), wrong.get(who, ()),
            usual.get(who),
        )  # fmt: skip


def everybody_paused(connection: sqlite3.Connection, zone: ZoneInfo) -> Sequence[Span]:
    """When the owner was away."""
    return _Pauses(connection, zone).of_everybody


def really_sent(connection: sqlite3.Connection, period: Period) -> dict[str, int]:
    """Step -> messages that left in the period, whatever they were about."""
    rows = connection.execute(
        "SELECT step, count(*) FROM message WHERE active = 1"
        " AND status IN ('sent', 'recorded', 'uncertain') AND said_on BETWEEN ? AND ? GROUP BY 1",
        (period.first.isoformat(), period.last.isoformat()),
    )
    return dict(rows.fetchall())


def _moves(connection: sqlite3.Connection, ids: dict[str, str]) -> dict[int, list[Move]]:
    found: dict[int, list[Move]] = {}
    for key, on, cents, is_payment in connection.execute(
        "SELECT installment_id, effective_on, sum(amount_cents),"
        " max(kind = 'payment' AND amount_cents > 0) FROM posting"
        " WHERE installment_id IN (SELECT value FROM json_each(:ids))"
        " GROUP BY 1, 2 HAVING sum(amount_cents) <> 0 ORDER BY 1, 2",
        ids,
    ):
        found.setdefault(key, []).append(Move(date.fromisoformat(on), cents, bool(is_payment)))
    return found


def _done(
    connection: sqlite3.Connection, ids: dict[str, str], first: date
) -> dict[int, dict[str, date]]:
    """Steps done before the period, and the owner's tasks on any day."""
    found: dict[int, dict[str, date]] = {}
    for key, step, on in connection.execute(
        "SELECT installment_id, step, done_on FROM message_step WHERE active = 1"
        " AND (done_on < :first OR contact_id IS NOT NULL)"
        " AND installment_id IN (SELECT value FROM json_each(:ids))",
        {**ids, "first": first.isoformat()},
    ):
        found.setdefault(key, {})[step] = date.fromisoformat(on)
    return found


def _credit(connection: sqlite3.Connection, first: date) -> dict[int, list[tuple[date, int]]]:
    """What each customer had to their credit the day before, and what changed it since."""
    before = first - timedelta(days=1)
    found = {
        who: [(before, cents)] for who, cents in as_of.credit_cents(connection, before).items()
    }
    for who, on, cents in connection.execute(
        "SELECT customer_id, day, sum(cents) FROM ("
        "  SELECT customer_id, received_on AS day, amount_cents AS cents FROM payment"
        "  WHERE received_on >= :first"
        "  UNION ALL SELECT p.customer_id, o.effective_on, -o.amount_cents FROM posting o"
        "   JOIN payment p ON p.id = o.payment_id WHERE o.effective_on >= :first"
        "  UNION ALL SELECT p.customer_id, c.effective_on, -c.amount_cents FROM charge c"
        "   JOIN payment p ON p.id = c.payment_id WHERE c.effective_on >= :first"
        "  UNION ALL SELECT p.customer_id, r.effective_on, -r.amount_cents FROM refund r"
        "   JOIN payment p ON p.id = r.payment_id WHERE r.effective_on >= :first)"
        " GROUP BY 1, 2 HAVING sum(cents) <> 0",
        {"first": first.isoformat()},
    ):
        found.setdefault(who, []).append((date.fromisoformat(on), cents))
    return found


def _disputed(connection: sqlite3.Connection) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for key, since, until in connection.execute(
        "SELECT installment_id, opened_on, resolved_on FROM dispute WHERE active = 1"
    ):
        end = date.fromisoformat(until) if until else date.max
        found.setdefault(key, []).append((date.fromisoformat(since), end))
    return found


class _Pauses:
    """Every pause, until its end or until it was ended."""

    def __init__(self, connection: sqlite3.Connection, zone: ZoneInfo) -> None:
        self.of_customer: dict[int, list[Span]] = {}
        self.of_item: dict[int, list[Span]] = {}
        self.of_everybody: list[Span] = []
        for who, item, since, until, ended_at in connection.execute(
            "SELECT p.customer_id, p.installment_id, p.from_on, p.until_on,"
            " (SELECT max(a.at) FROM change c JOIN audit a ON a.seq = c.audit_seq"
            "  WHERE c.entity = 'pause' AND c.entity_id = p.id AND c.field = 'active'"
            "  AND p.active = 0) FROM pause p"
        ):
            end = date.fromisoformat(until)
            if ended_at:
                end = min(end, _day(ended_at, zone))
            span = (date.fromisoformat(since), end)
            if who is not None:
                self.of_customer.setdefault(who, []).append(span)
            elif item is not None:
                self.of_item.setdefault(item, []).append(span)
            else:
                self.of_everybody.append(span)


def _opted_out(connection: sqlite3.Connection, zone: ZoneInfo) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for who, value, at in connection.execute(
        "SELECT c.entity_id, c.new_value, a.at FROM change c JOIN audit a ON a.seq = c.audit_seq"
        " WHERE c.entity = 'customer' AND c.field = 'opt_out' ORDER BY c.id"
    ):
        spans = found.setdefault(who, [])
        if json.loads(value):
            spans.append((_day(at, zone), date.max))
        elif spans:
            spans[-1] = (spans[-1][0], _day(at, zone))
    return found


def _wrong_numbers(connection: sqlite3.Connection, zone: ZoneInfo) -> dict[int, list[Span]]:
    """From when a number was known to be somebody else's until it was changed."""
    found: dict[int, list[Span]] = {}
    for who, since, changed_at in connection.execute(
        "SELECT k.customer_id, k.contacted_on,"
        " (SELECT min(a.at) FROM change c JOIN audit a ON a.seq = c.audit_seq"
        "  WHERE c.entity = 'customer' AND c.entity_id = k.customer_id AND c.field = 'phone'"
        "  AND c.audit_seq > k.audit_seq)"
        " FROM contact k WHERE k.active = 1 AND k.reason = 'numero-errado'"
    ):
        end = _day(changed_at, zone) if changed_at else date.max
        found.setdefault(who, []).append((date.fromisoformat(since), end))
    return found


def _by_customer(
    connection: sqlite3.Connection, sql: str, *values: str
) -> defaultdict[int, list[tuple[date, ...]]]:
    """Rows of a customer and days."""
    found: defaultdict[int, list[tuple[date, ...]]] = defaultdict(list)
    for who, *days in connection.execute(sql, values):
        found[who].append(tuple(date.fromisoformat(day) for day in days))
    return found


def _day(at: str, zone: ZoneInfo) -> date:
    return datetime.fromisoformat(at).astimezone(zone).date()
