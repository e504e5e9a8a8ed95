"""Why a customer is reminded or not, and when the ladder speaks next: every rule, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain import promises
from cobranca_cli.reports.verdicts import Engine
from cobranca_cli.store.queries import ledger, lookup

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.domain import dunning
    from cobranca_cli.reports.verdicts import Verdict
    from cobranca_cli.store.settings import Settings

#: What ends, if no day ends it, with the next instalment's step.
_UNTIL_MORE = frozenset(("below-tolerance", "not-yet", "done"))


class RuleCheck(NamedTuple):
    """One rule that was looked at (`dunning.Check`)."""

    rule: str
    passed: bool
    detail: str
    until: date | None
    installment_ids: tuple[int, ...] = ()


class Why(NamedTuple):
    """What `why` shows (`interface.md`); `reason` is the rule that withholds.

    `next_on` is the day of the next contact, as far as it is known today.
    """

    customer_id: int
    customer: str
    decision: Literal["message", "task", "withheld", "nothing"]
    step: str | None
    reason: str | None
    until: date | None
    next_on: date | None
    open_cents: int
    checks: list[RuleCheck]


def why(connection: sqlite3.Connection, *, customer: str, today: date, settings: Settings) -> Why:
    """The reasoning about the one customer whom the text names.

    Raises CustomerNotFoundError or AmbiguousCustomerError.
    """
    row = lookup.for_read(connection, customer)
    open_cents = ledger.open_totals(connection, customer_id=row.customer_id)[2]
    found = Engine(connection, today, settings).of_one(row.customer_id)
    if found is None:
        return Why(row.customer_id, row.name, "nothing", None, None, None, None, open_cents,
                   [RuleCheck("due", False, "nada em aberto", None)])  # fmt: skip
    one = found.explained(today)
    checks = [RuleCheck(*check) for check in one.checks]
    if one.kind == "nothing":
        checks.append(RuleCheck("due", False, _quiet(found), one.next_on))
    return Why(
        row.customer_id, row.name, one.kind, one.step, one.reason, one.until,
        _next_on(found, one, today), open_cents,
        checks,
    )  # fmt: skip


def _next_on(found: Verdict, one: dunning.Decision, today: date) -> date | None:
    """The first sending day on which something may be said: no rule holds, and a step is reached.

    While a promise is waited for, the day of its courtesy. None when that waits for something else
    than a day.
    """
    leaving = found.rules.sending
    if one.kind == "message":
        return leaving.next_business_day(today)
    if found.promise and one.reason == "promise":
        on = leaving.previous_business_day(found.promise.due_on)
        if on > today and promises.step_of(found.promise, on, found.rules):
            return on
    holding = [check for check in one.checks if not (check.passed or check.installment_ids)]
    if any(check.until is None and check.rule not in _UNTIL_MORE for check in holding):
        return None
    days = [check.until for check in holding]
    if one.step is None or None in days:
        days.append(one.next_on)
    free = max(filter(None, days), default=None)
    return leaving.next_business_day(free) if free else None


def _quiet(found: Verdict) -> str:
    """Why there is nothing to say of what is open."""
    if any(item.done for item in found.due.items):
        return "o que cabia agora já foi dito (cobranca mensagens)"
    return "o crédito cobre" if found.person.credit_cents else "nenhuma etapa chegou ainda"
