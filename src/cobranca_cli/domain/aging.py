"""How late an instalment is on a given day.

Rules §2: late starts the day after the due date. Due on a non-business day, it may be paid on the
next business day without being late (CC 132 §1); still open after that, the days count from the
original due date (STJ REsp 1.954.924). Days are calendar days.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar

#: The columns of an aging report, in order, for what is late; what is not has its own.
BUCKETS = ("1-30", "31-60", "61-90", "90+")
LIMITATION_YEARS = 5  # CC 206 §5 I.


def last_on_time_day(due_on: date, calendar: Calendar) -> date:
    """The last day on which paying is not late: the due date or the next business day."""
    return calendar.next_business_day(due_on)


def is_late(due_on: date, on: date, calendar: Calendar) -> bool:
    """Whether what was due on `due_on` is late on the day `on`; on the due date it never is."""
    return on > due_on and on > last_on_time_day(due_on, calendar)


def late_cutoff(on: date, calendar: Calendar) -> date:
    """The first due date that is not late on the day `on`.

    `due_on < late_cutoff(on)` exactly when `is_late(due_on, on)`, so that SQL can compare with a
    date. What fell due after the last business day before `on` may still be paid on time.
    """
    one_day = timedelta(days=1)
    return calendar.previous_business_day(on - one_day) + one_day


def days_overdue(due_on: date, on: date, calendar: Calendar) -> int:
    """Days from the original due date, 0 when not late."""
    return (on - due_on).days if is_late(due_on, on, calendar) else 0


def days_until(due_on: date, on: date, calendar: Calendar) -> int:
    """Days left to pay on time: 0 is today, negative once late."""
    return (last_on_time_day(due_on, calendar) - on).days


def bucket(days: int) -> str:
    """The aging column for a number of days overdue, which must be at least 1.

    >>> [bucket(days) for days in (1, 30, 31, 90, 91)]
    ['1-30', '1-30', '31-60', '61-90', '90+']
    """
    assert days >= 1, "what is not late has no bucket"
    return BUCKETS[min((days - 1) // 30, len(BUCKETS) - 1)]


def barred_from(start: date) -> date:
    """The day after the limitation has run out, from the due date or a part payment since.

    Only the first part payment after the due date restarts it (CC 132 §3, 202, 206 §5 I).
    """
    if (start.month, start.day) == (2, 29):  # What falls on a missing day falls on the next one.
        start += timedelta(days=1)
    return start.replace(year=start.year + LIMITATION_YEARS) + timedelta(days=1)
