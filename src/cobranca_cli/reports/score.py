"""Who pays how punctually: one customer line by line, or everybody ranked (rules §6)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import aging
from cobranca_cli.domain import score as rules
from cobranca_cli.reports import promises
from cobranca_cli.store.queries import lookup
from cobranca_cli.store.queries import score as queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.store.queries.score import DueRow


class ScoreLine(NamedTuple):
    """One counted instalment; `settled_on` is null while it is open or when it was written off."""

    installment_id: int
    sale_id: int | None
    due_on: date
    settled_on: date | None
    days_late: int
    punctuality: float
    weight_cents: int


class CustomerScore(NamedTuple):
    """One customer's score with its parts (`interface.md`).

    `penalties` are points off; `usual_days` is the median of days late. The prior is three virtual
    instalments of `prior_weight_cents` in all, at 0,7.
    """

    as_of: date
    customer_id: int
    customer: str
    score: int | None
    score_class: str | None
    segment: str | None
    usual_days: int | None
    lines: list[ScoreLine]
    prior_weight_cents: int
    penalties: int


class ScoreRow(NamedTuple):
    """One customer of the ranking; `always_by` is the days late by which they always pay.

    `recent_on_time` counts instalments of the last six months that were settled on time.
    """

    customer_id: int
    customer: str
    score: int | None
    score_class: str | None
    segment: str
    installments: int
    usual_days: int | None
    always_by: int | None
    recent_on_time: int


class Ranking(NamedTuple):
    """Everybody but the counter: the best first, those without a score last, by name."""

    as_of: date
    rows: list[ScoreRow]
    customers: int


def score_of(
    connection: sqlite3.Connection,
    *,
    customer: str,
    as_of: date,
    calendar: Calendar,
    tolerance_cents: int,
) -> CustomerScore:
    """The score of the one customer whom the text names, wholly or by a part; the counter has none.

    Raises CustomerNotFoundError or AmbiguousCustomerError.
    """
    row = lookup.for_read(connection, customer)
    if row.is_counter:
        return CustomerScore(as_of, row.customer_id, row.name, None, None, None, None, [], 0, 0)
    days = _Days(as_of, calendar)
    found = _counted(sorted(_due(connection, as_of, [row.customer_id]), key=_by_due_date), days)
    parts = [(late, due.amount_cents) for due, late in found]
    old = queries.older(connection, until=rules.months_before(as_of, rules.MONTHS), as_of=as_of,
                        customer_ids=[row.customer_id])  # fmt: skip
    trouble = rules.Trouble(
        _long_late(found) + old.get(row.customer_id, 0),
        queries.part_payments(
            connection, after=rules.months_before(as_of, rules.PART_PAYMENT_MONTHS), as_of=as_of,
            customer_ids=[row.customer_id],
        ).get(row.customer_id, 0),
        *_unkept(connection, as_of, calendar)(row.customer_id),
    )  # fmt: skip
    points = rules.score(parts, broken=trouble.broken_promises)
    weight = sum(cents for _, cents in parts)
    return CustomerScore(
        as_of, row.customer_id, row.name, points, rules.score_class(points),
        rules.segment(parts, trouble, tolerance_cents=tolerance_cents), rules.usual_days(parts),
        [_line(due, late) for due, late in found],
        rules.prior_weight(weight, len(parts)),
        rules.penalties(trouble.broken_promises),
    )  # fmt: skip


class Counted(NamedTuple):
    """What a score comes from, in numbers of instalments; `penalties` are points off."""

    installments: int
    on_time: int
    late: int
    still_open: int
    worst_days: int
    penalties: int


def counted_lines(found: CustomerScore) -> Counted:
    """A score's reasons; `late` counts what was settled late and what is late and open."""
    days = [line.days_late for line in found.lines]
    return Counted(
        len(days), days.count(0), sum(1 for late in days if late),
        sum(1 for line in found.lines if line.settled_on is None), max(days, default=0),
        found.penalties,
    )  # fmt: skip


def recent_usual_days(found: CustomerScore) -> int | None:
    """The median of days late of what fell due in the last months; None when nothing did."""
    since = rules.months_before(found.as_of, rules.PART_PAYMENT_MONTHS)
    return rules.usual_days(
        [(line.days_late, line.weight_cents) for line in found.lines if line.due_on > since]
    )


def counted(
    connection: sqlite3.Connection, customer_id: int, *, as_of: date, calendar: Calendar
) -> int:
    """How many instalments of a customer count; fewer than two are no history."""
    return len(_counted(_due(connection, as_of, [customer_id]), _Days(as_of, calendar)))


def ranking(
    connection: sqlite3.Connection, *, as_of: date, calendar: Calendar, tolerance_cents: int
) -> Ranking:
    """Everybody's score."""
    scores = score_rows(connection, as_of=as_of, calendar=calendar, tolerance_cents=tolerance_cents)
    rows = sorted(
        scores.values(), key=lambda row: (row.score is None, -(row.score or 0))
    )  # A stable sort: by name among equals.
    return Ranking(as_of, rows, len(rows))


def score_rows(
    connection: sqlite3.Connection,
    *,
    as_of: date,
    calendar: Calendar,
    tolerance_cents: int,
    customer_ids: Collection[int] | None = None,
) -> dict[int, ScoreRow]:
    """The row of each customer but the counter (or of these only), by id, in a few questions."""
    days = _Days(as_of, calendar)
    part_payments = queries.part_payments(
        connection, after=rules.months_before(as_of, rules.PART_PAYMENT_MONTHS), as_of=as_of,
        customer_ids=customer_ids,
    )  # fmt: skip
    unkept = _unkept(connection, as_of, calendar)
    old = queries.older(connection, until=rules.months_before(as_of, rules.MONTHS), as_of=as_of,
                        customer_ids=customer_ids)  # fmt: skip
    due: dict[int, list[DueRow]] = {}
    for row in _due(connection, as_of, customer_ids):
        due.setdefault(row.customer_id, []).append(row)
    recent = rules.months_before(as_of, rules.PART_PAYMENT_MONTHS).isoformat()
    rows = {}
    for customer_id, name in queries.people(connection):
        if customer_ids is not None and customer_id not in customer_ids:
            continue
        found = _counted(due.get(customer_id, ()), days)
        parts = [(late, item.amount_cents) for item, late in found]
        trouble = rules.Trouble(
            _long_late(found) + old.get(customer_id, 0),
            part_payments.get(customer_id, 0),
            *unkept(customer_id),
        )
        points = rules.score(parts, broken=trouble.broken_promises)
        rows[customer_id] = ScoreRow(
            customer_id, name, points, rules.score_class(points),
            rules.segment(parts, trouble, tolerance_cents=tolerance_cents), len(parts),
            rules.usual_days(parts),
            rules.always_by([late for item, late in found if item.settled_on or item.written_off]),
            sum(1 for item, late in found
                if item.settled_on and item.settled_on > recent and not late),
        )  # fmt: skip
    return rows


def _unkept(
    connection: sqlite3.Connection, as_of: date, calendar: Calendar
) -> Callable[[int], tuple[int, int]]:
    """Of a customer: (promises and agreements broken, agreements in course) on a day."""
    promised = promises.broken(connection, as_of=as_of, calendar=calendar)
    agreed, in_course = queries.agreements(connection, as_of=as_of)
    return lambda who: (promised.get(who, 0) + agreed.get(who, 0), int(who in in_course))


class _Days:
    """Days late by ISO texts; the calendar is asked once a due date, not once an instalment."""

    def __init__(self, as_of: date, calendar: Calendar) -> None:
        self.as_of = as_of.isoformat()
        self._calendar = calendar
        self._on_time: dict[str, str] = {}
        self._ordinals: dict[str, int] = {}

    def late(self, due_on: str, on: str) -> int:
        """Days from the due date, 0 for what was paid (or still may be) without being late."""
        if on <= due_on:
            return 0
        last = self._on_time.get(due_on)
        if last is None:
            found = aging.last_on_time_day(date.fromisoformat(due_on), self._calendar)
            last = self._on_time[due_on] = found.isoformat()
        return 0 if on <= last else self._ordinal(on) - self._ordinal(due_on)

    def _ordinal(self, day: str) -> int:
        found = self._ordinals.get(day)
        if found is None:
            found = self._ordinals[day] = date.fromisoformat(day).toordinal()
        return found


def _due(
    connection: sqlite3.Connection, as_of: date, customer_ids: Collection[int] | None
) -> Iterable[DueRow]:
    after = rules.months_before(as_of, rules.MONTHS)
    return queries.due(connection, after=after, as_of=as_of, customer_ids=customer_ids)


def _counted(rows: Iterable[DueRow], days: _Days) -> list[tuple[DueRow, int]]:
    """(row, days late) of what counts: written off, settled, or late and open."""
    found = []
    for row in rows:
        if row.written_off:
            found.append((row, rules.WORST_DAYS))
            continue
        late = days.late(row.due_on, row.settled_on or days.as_of)
        if row.settled_on or late:
            found.append((row, late))
    return found


def _by_due_date(row: DueRow) -> tuple[str, int]:
    return row.due_on, row.installment_id


def _long_late(found: list[tuple[DueRow, int]]) -> int:
    return sum(row.open_cents for row, late in found if late >= rules.WORST_DAYS)


def _line(row: DueRow, late: int) -> ScoreLine:
    settled = None if row.written_off or not row.settled_on else date.fromisoformat(row.settled_on)
    punctuality = (rules.WORST_DAYS - min(late, rules.WORST_DAYS)) / rules.WORST_DAYS
    return ScoreLine(
        row.installment_id, row.sale_id, date.fromisoformat(row.due_on), settled, late,
        round(punctuality, 4), row.amount_cents,
    )  # fmt: skip
