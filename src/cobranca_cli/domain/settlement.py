"""When what was paid is in the account, and how much of it: the customer settles gross at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.money import percent_of

if TYPE_CHECKING:
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar


class Settlement(NamedTuple):
    """What a method takes: a fee in basis points, and days from the payment on."""

    fee_bps: int = 0
    settles_days: int = 0


def settle(
    amount_cents: int, paid_on: date, terms: Settlement, calendar: Calendar
) -> tuple[int, date]:
    """(what is left after the fee, the day on which it is there).

    The fee is rounded half up to cents. Days are counted as acquirers do, by the calendar, and end
    on a bank business day; what takes no days is there at once, on a Sunday too (Pix, cash).

    >>> from datetime import date
    >>> from cobranca_cli.domain.calendar import BANK_CALENDAR
    >>> net, on = settle(10_000, date(2026, 11, 13), Settlement(499, 30), BANK_CALENDAR)
    >>> net, str(on)
    (9501, '2026-12-14')
    """
    net = amount_cents - percent_of(amount_cents, terms.fee_bps)
    if not terms.settles_days:
        return net, paid_on
    return net, calendar.next_business_day(paid_on + timedelta(days=terms.settles_days))
