"""Forgetting a person: how long the books are kept, and how somebody who comes back is noticed.

Sources: rules §12 (LGPD art. 16 I and 18 VI: what the law has us keep is kept, locked); the
limitation of a debt is five years from its due date (CC 206 §5 I).
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

YEARS_KEPT = 5
# Twenty bits: hardly ever wrong among a few hundred people, and yet thousands of phones and
# documents share each value, so that trying all numbers does not tell whose it was.
_HEX_DIGITS = 5


def pseudonym(customer_id: int) -> str:
    """What a forgotten customer is called everywhere.

    >>> pseudonym(12)
    'cliente 12 (esquecido)'
    """
    return f"cliente {customer_id} (esquecido)"


def erase_on(last_on: date | None, last_due_on: date | None) -> date | None:
    """The first day on which nothing has to be kept any more; None when there is nothing to keep.

    `last_on` is the day of the last sale or payment, `last_due_on` the latest due date.

    >>> erase_on(date(2026, 11, 23), date(2026, 12, 23))
    datetime.date(2032, 1, 1)
    >>> erase_on(date(2026, 11, 23), date(2028, 2, 29))
    datetime.date(2033, 3, 2)
    """
    if last_on is None:
        return None
    books = date(last_on.year + YEARS_KEPT + 1, 1, 1)
    return max(books, _years_later(last_due_on) + timedelta(1)) if last_due_on else books


def fingerprint(salt: str, kind: str, value: str) -> str:
    """A short salted hash of a folded name, an E.164 phone or a compact document."""
    return hashlib.sha256(f"{salt}:{kind}:{value}".encode()).hexdigest()[:_HEX_DIGITS]


def _years_later(day: date) -> date:
    try:
        return day.replace(year=day.year + YEARS_KEPT)
    except ValueError:  # 29 February: the day after the 28th (CC 132 §3).
        return date(day.year + YEARS_KEPT, 3, 1)
