"""The reminder ladder: which step an open instalment has reached, from facts alone (rules §7).

Days count from the due date. A late step is only for what is late (rules §2), a step before or on
the due date lapses once that has passed. Nothing here knows what was already said.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Step(NamedTuple):
    """One rung; `days` from the due date, negative before it."""

    key: str
    days: int

    @property
    def is_late(self) -> bool:
        """Whether only late instalments reach it."""
        return self.days > 0

    def day(self, due_on: date) -> date:
        """The day on which an instalment due on `due_on` reaches this step."""
        return due_on + timedelta(days=self.days)


#: In the order in which they come.
LADDER = (Step("antes", -3), Step("no-dia", 0), Step("esqueceu", 3), Step("tudo-bem", 7))
STEP_KEYS = tuple(step.key for step in LADDER)
FIRST_LATE_STEP = next(step for step in LADDER if step.is_late)
# The highest first.
_LATE = tuple(step for step in reversed(LADDER) if step.is_late)
_BEFORE = tuple(step for step in reversed(LADDER) if not step.is_late)


def last_due_shown(on: date) -> date:
    """The last due date for which a step can have been reached on the day `on`."""
    return on - timedelta(days=LADDER[0].days)


def reached(due_on: date, on: date, *, late_before: date) -> Step | None:
    """The highest step that an open instalment has reached on the day `on`, or None.

    `late_before` is `aging.late_cutoff(on, …)`: what was due before it is late. Late for less
    than the first late step's days, or due on a holiday that has passed and not late yet: None.
    """
    if due_on < late_before:
        steps = _LATE
    elif due_on >= on:
        steps = _BEFORE
    else:
        return None
    days = (on - due_on).days
    return next((step for step in steps if step.days <= days), None)


def highest(steps: Iterable[Step | None]) -> Step | None:
    """The step that comes last in the ladder, None when there is none."""
    return max((step for step in steps if step is not None), key=_days, default=None)


def _days(step: Step) -> int:
    return step.days
