"""How long what is known about a customer may be trusted before it is asked again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

REFERENCE_DAYS = 90  # What was heard elsewhere about somebody says little after this.


class Unconfirmed(NamedTuple):
    """Whose data is to be confirmed: last on that day or before, or kept before that instant.

    Both as text, as they are stored, so that SQL compares and nothing else (`design.md` §2).
    """

    confirmed_by: str
    created_before: str


def unconfirmed(today: date, zone: ZoneInfo) -> Unconfirmed:
    """Who was neither kept nor confirmed in the last 12 months.

    >>> from zoneinfo import ZoneInfo
    >>> unconfirmed(date(2028, 2, 29), ZoneInfo("America/Sao_Paulo"))
    Unconfirmed(confirmed_by='2027-02-28', created_before='2027-03-01T03:00:00Z')
    """
    day = min(today.day, 28) if today.month == 2 else today.day  # February.
    last = date(today.year - 1, today.month, day)
    midnight = datetime.combine(last + timedelta(days=1), datetime.min.time(), zone)
    return Unconfirmed(last.isoformat(), f"{midnight.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")


def is_stale(heard_on: date, today: date) -> bool:
    """Whether a reference or credit look-up is too old to be relied on."""
    return (today - heard_on).days > REFERENCE_DAYS
