"""What is sold every week, month or year: the next day of each, and what waits to be sold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.credit import refusal
from cobranca_cli.domain.recurring import amount_on, next_unsold, unsold
from cobranca_cli.store.queries import credit, lookup
from cobranca_cli.store.queries import recurring as queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date

    from cobranca_cli.domain.credit import Refusal
    from cobranca_cli.store.queries.recurring import RecurringRow
    from cobranca_cli.store.settings import Settings


class RecurringLine(NamedTuple):
    """One recurring sale; `amount_cents` is in force on `next_on`, or today when there is none.

    `next_on` is the first day not sold yet, which may have passed; null (and not `active`) once
    it has ended or was stopped. `sold` counts its sales, `waiting` the days up to today that are
    none yet, and `held` those of them that run-recurring would not sell now, for the reason in
    `waits_for`.
    """

    recurring_id: int
    customer_id: int
    customer: str
    description: str | None
    kind: str
    amount_cents: int
    every: str
    start_on: date
    times: int | None
    until_on: date | None
    stopped_on: date | None
    next_on: date | None
    sold: int
    waiting: int
    held: int
    waits_for: Refusal | None
    active: bool


class RecurringList(NamedTuple):
    """What `recurring` shows; the counts cover all that fit, not the rows shown."""

    rows: list[RecurringLine]
    recurring: int
    waiting: int
    held: int


class Due(NamedTuple):
    """A day up to today that is not sold yet, and why it may not be."""

    row: RecurringRow
    occurs_on: date
    amount_cents: int
    refusal: Refusal | None


def recurring(
    connection: sqlite3.Connection,
    *,
    today: date,
    settings: Settings,
    customer: str | None = None,
    stopped: bool = False,
    limit: int | None = None,
) -> RecurringList:
    """What will still be sold, of all or of one customer, by id; with `stopped` also the rest.

    Raises CustomerNotFoundError or AmbiguousCustomerError.
    """
    who = lookup.for_read(connection, customer).customer_id if customer else None
    rows = queries.rows(connection, customer_id=who)
    found = [
        line
        for line in lines(connection, rows, today=today, settings=settings)
        if stopped or line.active or line.waiting
    ]
    waiting, held = sum(line.waiting for line in found), sum(line.held for line in found)
    return RecurringList(found[:limit], len(found), waiting, held)


def lines(
    connection: sqlite3.Connection, rows: list[RecurringRow], *, today: date, settings: Settings
) -> list[RecurringLine]:
    """The lines of these rows, which must be all that their customers have."""
    waiting: dict[int, list[Due]] = {}
    for one in due(connection, rows, today=today, settings=settings):
        waiting.setdefault(one.row.recurring_id, []).append(one)
    return [_line(row, waiting.get(row.recurring_id, []), today) for row in rows]


def to_generate(
    connection: sqlite3.Connection, *, today: date, settings: Settings
) -> tuple[int, int]:
    """(days that a run would make sales, days that wait for something) of all customers."""
    found = due(connection, queries.rows(connection), today=today, settings=settings)
    held = sum(one.refusal is not None for one in found)
    return len(found) - held, held


def _line(row: RecurringRow, waiting: list[Due], today: date) -> RecurringLine:
    agreed = row.agreed
    found = next_unsold(agreed, row.sold, today)
    next_on = found.occurs_on if found else None
    held = [one.refusal for one in waiting if one.refusal]
    return RecurringLine(
        row.recurring_id, row.customer_id, row.customer, row.description, row.kind,
        amount_on(agreed, next_on or today), agreed.every, agreed.start_on, agreed.times,
        agreed.until_on, agreed.stopped_on, next_on, len(row.sold), len(waiting), len(held),
        held[0] if held else None, next_on is not None,
    )  # fmt: skip


def due(
    connection: sqlite3.Connection,
    rows: Iterable[RecurringRow],
    *,
    today: date,
    settings: Settings,
) -> list[Due]:
    """Every day up to today that is not sold yet, in the order in which it will be.

    Each is judged as if those before it had become sales: what a customer may still owe shrinks.
    """
    found = [
        Due(row, day, cents, None)
        for row in rows
        for day, cents in unsold(row.agreed, row.sold, until=today)
    ]
    if not found:
        return []
    found.sort(key=lambda one: (one.occurs_on, one.row.recurring_id))
    standings = credit.standings(
        connection, (one.row.customer_id for one in found),
        default_limit_cents=settings.default_limit_cents,
    )  # fmt: skip
    judged = []
    for one in found:
        standing = standings[one.row.customer_id]
        why = refusal(standing.exposure, one.amount_cents, blocked=standing.blocked)
        judged.append(one._replace(refusal=why))
        if why is None:
            standings[one.row.customer_id] = standing._replace(
                exposure=standing.exposure.after(one.amount_cents)
            )
    return judged
