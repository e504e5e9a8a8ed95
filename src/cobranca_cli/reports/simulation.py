"""What the ladder would have said in a period, and whom it would have bothered for nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import dunning, simulation
from cobranca_cli.domain.aging import late_cutoff
from cobranca_cli.domain.calendar import sending
from cobranca_cli.domain.ladder import KEYS
from cobranca_cli.domain.simulation import Bothered, Day, Silent, Trait
from cobranca_cli.errors import FutureDateError, PeriodReversedError, PeriodTooLongError
from cobranca_cli.reports import score
from cobranca_cli.reports.verdicts import rules_of
from cobranca_cli.store.queries import simulation as queries
from cobranca_cli.store.queries.reminders import clearing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from cobranca_cli.domain.simulation import Span
    from cobranca_cli.store.settings import Settings

MOST_YEARS = 3


class Sent(NamedTuple):
    """The ladder's messages that really left in the period."""

    messages: int
    by_step: dict[str, int]


class Simulation(NamedTuple):
    """What `ladder --simulate` shows.

    `customers` would have got a message; `tasks` is step -> how many would have opened; `sent` is
    null when nothing really left. Segments are those of the day `first`.
    """

    first: date
    last: date
    sending_days: int
    messages: int
    customers: int
    by_step: dict[str, int]
    tasks: dict[str, int]
    bothered: Bothered
    silent: Silent
    sent: Sent | None


def simulate(
    connection: sqlite3.Connection, *, first: date, last: date, today: date, settings: Settings
) -> Simulation:
    """Each sending day from `first` to `last` lived again, under these settings.

    A customer's segment and habits are those of `first` for the whole period: a score a day for
    everybody would cost more than all the rest. Steps and late messages from before `first` are
    the real ones; from then on they are the simulation's own. Tasks are done when they really were.

    Raises FutureDateError, PeriodReversedError, PeriodTooLongError, and what the ladder raises.
    """
    if last > today:
        raise FutureDateError("O fim da simulação", last, today)
    if first > last:
        raise PeriodReversedError(first, last)
    if last >= _years_later(first):
        raise PeriodTooLongError(first, last, MOST_YEARS)
    period = queries.Period(first, last, settings.zone)
    days = _days(period, settings, queries.everybody_paused(connection, settings.zone))
    histories = list(
        queries.histories(
            connection, period, until=max((day.until for day in days), default=last),
            month_days=dunning.MONTH_DAYS, pay_days=settings.says_yes("reminders.pay_day"),
        )
    )  # fmt: skip
    traits = _traits(connection, first, settings, {one.customer_id for one in histories})
    counts = simulation.simulate(histories, traits, days)
    sent = _in_order(queries.really_sent(connection, period), KEYS)
    reasons = sorted(counts.silent.days, key=lambda reason: -counts.silent.days[reason])
    return Simulation(
        first, last, len(days), counts.messages, counts.customers,
        _in_order(counts.by_step, KEYS), _in_order(counts.tasks, (*KEYS, *counts.tasks)),
        counts.bothered,
        counts.silent._replace(days=_in_order(counts.silent.days, reasons)),
        Sent(sum(sent.values()), sent) if sent else None,
    )  # fmt: skip


def _years_later(first: date) -> date:
    return first.replace(year=first.year + MOST_YEARS, day=min(first.day, 28))


def _in_order(counts: dict[str, int], keys: Sequence[str]) -> dict[str, int]:
    return {key: counts[key] for key in keys if key in counts}


def _days(period: queries.Period, settings: Settings, away: Sequence[Span]) -> list[Day]:
    """The sending days of the period, each with the rules of that day."""
    calendar, ladders = settings.calendar, settings.ladders
    leaving = {
        year: sending(calendar, year) for year in range(period.first.year, period.last.year + 1)
    }
    steps = list(ladders.values())
    found = []
    for number in range((period.last - period.first).days + 1):
        on = period.first + timedelta(days=number)
        if (days := leaving[on.year]).is_business_day(on):
            away_until, late_before = simulation.held_until(away, on), late_cutoff(on, calendar)
            rules = {
                name: one._replace(paused_until=away_until, late_before=late_before)
                for name, one in rules_of(settings, calendar, days).items()
            }
            found.append(Day(on, rules, dunning.known_until(on, steps, days)))
    return found


def _traits(
    connection: sqlite3.Connection, first: date, settings: Settings, customer_ids: set[int]
) -> dict[int, Trait]:
    """How each customer paid before the period."""
    grace = settings.says_yes("reminders.grace")
    slow = clearing(connection, first)
    rows = score.score_rows(
        connection, as_of=first, calendar=settings.calendar,
        tolerance_cents=settings.tolerance_cents, customer_ids=customer_ids,
    )  # fmt: skip
    return {
        who: Trait(row.segment, row.always_by if grace else None, who in slow)
        for who, row in rows.items()
    }
