"""What is sold every week, month or year: on which days, and for how much.

Days are counted from the first one and never from the one before: the 31st is clamped to the last
day of a shorter month and comes back in the next long one (rules §2), as does 29 February.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain.calendar import LAST_YEAR
from cobranca_cli.errors import InvalidDateError, RecurringEndsBeforeStartError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Every = Literal["week", "month", "year"]

_MONTHS = {"month": 1, "year": 12}
_SHORTEST_MONTH = 28


class Agreed(NamedTuple):
    """What was agreed; at most one of `times` and `until_on` (a last day that counts)."""

    amount_cents: int
    every: Every
    start_on: date
    times: int | None = None
    until_on: date | None = None
    stopped_on: date | None = None  # Nothing is sold from that day on.
    changes: tuple[tuple[date, int], ...] = ()  # (from that day on, cents) in order of agreeing.


class Occurrence(NamedTuple):
    """One day on which it is sold, and what for."""

    occurs_on: date
    amount_cents: int


def check(agreed: Agreed) -> None:
    """Refuse what has no day at all, or one after 2199.

    Raises RecurringEndsBeforeStartError, InvalidDateError.
    """
    if agreed.until_on and agreed.until_on < agreed.start_on:
        raise RecurringEndsBeforeStartError(agreed.until_on, agreed.start_on)
    if agreed.times and _last_time(agreed).year > LAST_YEAR:
        text = f"{agreed.times} vezes desde {agreed.start_on:%d/%m/%Y}"
        raise InvalidDateError(text, "out_of_range")


def last_on(agreed: Agreed) -> date:
    """The day after which nothing is sold any more; the end of 2199 when there is no end.

    >>> last_on(Agreed(100, "month", date(2026, 1, 31), times=2))
    datetime.date(2026, 2, 28)
    """
    ends = [date(LAST_YEAR, 12, 31), _last_time(agreed)]
    if agreed.until_on:
        ends.append(agreed.until_on)
    if agreed.stopped_on:
        ends.append(agreed.stopped_on - timedelta(days=1))
    return min(ends)


def _last_time(agreed: Agreed) -> date:
    if not agreed.times:
        return date.max
    try:
        if agreed.every == "week":
            return agreed.start_on + timedelta(weeks=agreed.times - 1)
        from dateutil.relativedelta import relativedelta

        months = relativedelta(months=_MONTHS[agreed.every] * (agreed.times - 1))
        last: date = agreed.start_on + months
    except (OverflowError, ValueError):  # Beyond the year 9999.
        return date.max
    return last


def days(agreed: Agreed, *, since: date | None = None, until: date | None = None) -> Iterator[date]:
    """The days on which it is sold, in order; of `since` and `until` both count.

    >>> found = days(Agreed(100, "month", date(2026, 1, 31), times=4))
    >>> [f"{day:%d/%m}" for day in found]
    ['31/01', '28/02', '31/03', '30/04']
    >>> found = days(Agreed(100, "year", date(2024, 2, 29)), until=date(2028, 12, 31))
    >>> [f"{day:%d/%m/%y}" for day in found]
    ['29/02/24', '28/02/25', '28/02/26', '28/02/27', '29/02/28']
    """
    from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule

    start = agreed.start_on
    first = max(start, since or start)
    last = min(last_on(agreed), until or date.max)
    # Of the days 28 to 31 that a month has, the last: what the day of the start is clamped to.
    candidates = range(min(start.day, _SHORTEST_MONTH), start.day + 1)
    position = -1 if len(candidates) > 1 else None
    rule = {
        "week": lambda: rrule(WEEKLY, byweekday=start.weekday(), dtstart=_at(first),
                              until=_at(last)),
        "month": lambda: rrule(MONTHLY, bymonthday=candidates, bysetpos=position,
                               dtstart=_at(first), until=_at(last)),
        "year": lambda: rrule(YEARLY, bymonth=start.month, bymonthday=candidates,
                              bysetpos=position, dtstart=_at(first), until=_at(last)),
    }[agreed.every]()  # fmt: skip
    return (moment.date() for moment in rule)


def _at(day: date) -> datetime:
    return datetime.combine(day, time())


def amount_on(agreed: Agreed, day: date) -> int:
    """What is in force on a day: the change agreed last among those from that day or before.

    So a change holds for every later day, also in place of what had been planned for one.

    >>> agreed = Agreed(100, "week", date(2026, 1, 5), changes=((date(2026, 2, 1), 110),
    ...                 (date(2026, 4, 1), 130), (date(2026, 3, 1), 120)))
    >>> [amount_on(agreed, date(2026, month, 15)) for month in (1, 2, 3, 4)]
    [100, 110, 120, 120]
    """
    in_force = [cents for from_on, cents in agreed.changes if from_on <= day]
    return in_force[-1] if in_force else agreed.amount_cents


def unsold(
    agreed: Agreed,
    sold: Collection[date],
    *,
    since: date | None = None,
    until: date | None = None,
) -> Iterator[Occurrence]:
    """The days that are not sold yet, in order, each with the amount in force on it."""
    return (
        Occurrence(day, amount_on(agreed, day))
        for day in days(agreed, since=since, until=until)
        if day not in sold
    )


def next_unsold(agreed: Agreed, sold: Collection[date], today: date) -> Occurrence | None:
    """The next day to be sold, which may have passed; None once it has ended or was stopped."""
    if agreed.stopped_on and agreed.stopped_on <= today:
        return None
    return next(unsold(agreed, sold), None)
