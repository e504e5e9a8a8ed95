"""When messages of the ladder leave: on sending days, within the owner's hours (rules §7)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cobranca_cli.domain.calendar import Calendar


def is_open(now: datetime, hours: tuple[int, int], calendar: Calendar) -> bool:
    """Whether messages leave at the owner's local time `now`.

    `hours` are the first and the last, which is over when it strikes; `calendar` is
    `calendar.sending`.
    """
    return calendar.is_business_day(now.date()) and hours[0] <= now.hour < hours[1]


def next_open(now: datetime, hours: tuple[int, int], calendar: Calendar) -> datetime:
    """`now` itself when messages leave, else when they next do, in the zone of `now`.

    >>> from cobranca_cli.domain.calendar import Calendar
    >>> next_open(datetime(2026, 11, 20, 18), (9, 18), Calendar()).isoformat()  # A Friday.
    '2026-11-23T09:00:00'
    """
    if is_open(now, hours, calendar):
        return now
    day = now.date()
    if now.hour >= hours[0]:
        day += timedelta(days=1)
    return datetime.combine(calendar.next_business_day(day), time(hours[0]), now.tzinfo)
