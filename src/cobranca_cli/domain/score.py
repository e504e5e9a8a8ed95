"""How punctual a customer is, as a number that a person can redo by hand (rules §6).

Integers all the way: a part is (days late, weight in cents), and the only rounding is the last.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

WORST_DAYS = 60  # From here on an instalment counts nothing; a written-off one counts as this.
ENOUGH = 2  # Fewer counted instalments make no score.
MONTHS = 24  # Instalments due this long ago or less are counted.
PART_PAYMENT_MONTHS = 6
PRIOR_COUNT, PRIOR_TENTHS = 3, 7  # Three virtual instalments of the average size, at p = 0,7.
PENALTY, WORST_PENALTY = 5, 20
HABIT, MOST_GRACE_DAYS = 3, 10  # Instalments; days.
FORGETFUL_DAYS = 1  # A median from here on is "usually late".
_ONE_DAY = timedelta(days=1)
_CLASSES = ((90, "A"), (75, "B"), (55, "C"), (0, "D"))

SEGMENTS = ("novo", "critico", "em-dificuldade", "esquecido", "pontual")

#: (days late, weight in cents) of one counted instalment.
Part = tuple[int, int]


class Trouble(NamedTuple):
    """What a segment asks beyond the score: cents open for 60 days or more, and broken things.

    `broken_promises` counts agreements too, `agreements` those in course.
    """

    long_late_cents: int = 0
    part_payments: int = 0
    broken_promises: int = 0
    agreements: int = 0


def months_before(day: date, months: int) -> date:
    """The same day so many months ago, or the last one of a shorter month.

    As dateutil's relativedelta has it, which the daily reads would load for this alone (1.3 ms).
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    earlier = day.replace(year=year, month=month + 1, day=min(day.day, 28))
    while earlier.day < day.day and (later := earlier + _ONE_DAY).month == earlier.month:
        earlier = later
    return earlier


def penalties(broken: int) -> int:
    """Points off for broken promises and agreements: 5 each, 20 at most."""
    return min(PENALTY * broken, WORST_PENALTY)


def score(parts: Sequence[Part], *, broken: int = 0) -> int | None:
    """0 to 100, rounded half up; None for fewer than two counted instalments.

    With W the sum of weights, n their number and p = (60 - days) / 60, never below 0:
    100 x (sum of weight x p + 3 x W/n x 0,7) / (W + 3 x W/n), less the penalties.

    >>> score([(0, 10_000), (0, 10_000)])
    82
    >>> score([(30, 10_000), (0, 10_000)])
    72
    """
    count = len(parts)
    if count < ENOUGH:
        return None
    weight = sum(cents for _, cents in parts)
    on_time = sum(cents * (WORST_DAYS - min(days, WORST_DAYS)) for days, cents in parts)
    # The formula above with numerator and denominator multiplied by 60 x n.
    above = 100 * on_time * count + 10 * PRIOR_COUNT * PRIOR_TENTHS * WORST_DAYS * weight
    below = WORST_DAYS * weight * (count + PRIOR_COUNT)
    above -= penalties(broken) * below
    return min(100, max(0, (2 * above + below) // (2 * below)))


def prior_weight(weight_cents: int, count: int) -> int:
    """What the three virtual instalments weigh, rounded half up; only to be shown."""
    return (2 * PRIOR_COUNT * weight_cents + count) // (2 * count) if count else 0


def score_class(points: int | None) -> str | None:
    """A from 90, B from 75, C from 55, D below."""
    if points is None:
        return None
    return next(name for least, name in _CLASSES if points >= least)


def usual_days(parts: Sequence[Part]) -> int | None:
    """The median of days late, rounded half up; None for nobody's instalments."""
    return (_twice_the_median(parts) + 1) // 2 if parts else None


def _twice_the_median(parts: Sequence[Part]) -> int:
    # `statistics` imports random, decimal and fractions: a seventh of a reading command's start.
    days = sorted(days for days, _ in parts)
    return days[(len(days) - 1) // 2] + days[len(days) // 2]


def always_by(days_late: Sequence[int]) -> int | None:
    """The days late by which somebody always pays, of what they settled; None when that is no rule.

    Fewer than three instalments are no habit, and more than ten days are no grace.

    >>> always_by([5, 0, 3]), always_by([5, 0]), always_by([11, 0, 0])
    (5, None, None)
    """
    worst = max(days_late, default=0)
    return worst if len(days_late) >= HABIT and worst <= MOST_GRACE_DAYS else None


def segment(parts: Sequence[Part], trouble: Trouble, *, tolerance_cents: int) -> str:
    """The first of SEGMENTS that fits; who usually pays late is never `pontual`."""
    points = score(parts, broken=trouble.broken_promises)
    if points is None:
        return "novo"
    if trouble.long_late_cents > tolerance_cents or score_class(points) == "D":
        return "critico"
    if trouble.broken_promises or trouble.agreements or trouble.part_payments >= ENOUGH:
        return "em-dificuldade"
    return "esquecido" if _twice_the_median(parts) >= 2 * FORGETFUL_DAYS else "pontual"
