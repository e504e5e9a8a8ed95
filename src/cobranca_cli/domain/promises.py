"""What is said about a promise to pay, and when: a courtesy on its day, a question after it.

Rules §7 and §8. Either takes the place of the ladder's message for that customer on that day.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import dunning

if TYPE_CHECKING:
    from datetime import date

    from cobranca_cli.domain.dunning import Decision, Person, Rules

DAY, PASSED = "promessa", "promessa-passou"
STEPS = (DAY, PASSED)
ASKED_WITHIN = 15  # Days after it was broken; later the ladder speaks for itself.
REMEMBERED = ASKED_WITHIN + 15  # Days after the promised one on which nothing is said any more.
# What withholds the ladder and not these; a question counts as a late message, a courtesy does not.
_LETS_PASS = {
    DAY: {"promise", "approved", "no-identity", "not-yet", "done", "too-soon", "too-many"},
    PASSED: {"promise", "approved", "no-identity", "not-yet", "done"},
}


class Promised(NamedTuple):
    """A customer's latest promise; `paid_cents` came since it was made, `said` are its steps."""

    promise_id: int
    promised_on: date
    due_on: date
    amount_cents: int
    paid_cents: int
    said: frozenset[str]

    @property
    def left_cents(self) -> int:
        """What is still missing of it."""
        return max(0, self.amount_cents - self.paid_cents)


def step_of(promise: Promised, today: date, rules: Rules) -> str | None:
    """What is due to be said about a promise today, once ever.

    The courtesy belongs to its day, or the last sending day before it, and never to the day on
    which the promise was made. What was paid in part is not asked about.
    """
    if promise.promised_on < today <= promise.due_on:
        on = rules.sending.previous_business_day(promise.due_on)
        return DAY if on <= today and promise.left_cents and DAY not in promise.said else None
    last = rules.calendar.add_business_days(promise.due_on, dunning.PROMISE_DAYS)
    if promise.paid_cents or PASSED in promise.said:
        return None
    return PASSED if last < today <= last + timedelta(days=ASKED_WITHIN) else None


def decide(
    person: Person, today: date, rules: Rules, promise: Promised | None, *, brief: bool = False
) -> Decision:
    """`dunning.decide`, or a message about the promise where nothing else speaks against it."""
    step = promise and step_of(promise, today, rules)
    if step is None:
        return dunning.decide(person, today, rules, brief=brief)
    found = dunning.decide(person, today, rules)
    free = _LETS_PASS[step]
    if found.kind == "nothing" or any(not c.passed and c.rule not in free for c in found.checks):
        return found
    checks = tuple(check._replace(passed=True, until=None) for check in found.checks)
    return found._replace(kind="message", step=step, shown=(), done=(), reason=None, until=None,
                          checks=checks)  # fmt: skip
