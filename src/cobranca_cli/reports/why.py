"""Why a customer is reminded or not, and when the ladder speaks next: every rule, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain import promises
from cobranca_cli.reports.verdicts import verdicts
from cobranca_cli.store.queries import ledger, lookup

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.domain import dunning
    from cobranca_cli.reports.verdicts import Verdict
    from cobranca_cli.store.settings import Settings


class RuleCheck(NamedTuple):
    """One rule that was looked at; `until` is the first day on which it lets through."""

    rule: str
    passed: bool
    detail: str
    until: date | None


class Why(NamedTuple):
    """What `why` shows (`interface.md`); `reason` is the rule that withholds."""

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
    found = next(
        verdicts(connection, today=today, settings=settings, customer_ids=[row.customer_id]), None
    )
    if found is None:
        return Why(row.customer_id, row.name, "nothing", None, None, None, None, open_cents,
                   [RuleCheck("due", False, _nothing(open_cents), None)])  # fmt: skip
    one = found.explained(today)
    return Why(
        row.customer_id, row.name, one.kind, one.step, one.reason, one.until,
        _next_on(found, one, today), open_cents,
        [RuleCheck(*check) for check in one.checks]
        + ([RuleCheck("due", False, _quiet(found), None)] if one.kind == "nothing" else []),
    )  # fmt: skip


def _next_on(found: Verdict, one: dunning.Decision, today: date) -> date | None:
    """The sending day on which something may be said again.

    That is a step that waits for a rule, or the next one; while a promise is waited for, the day
    of its courtesy.
    """
    leaving = found.rules.sending
    promise = found.promise
    if promise and one.reason == "promise":
        on = leaving.previous_business_day(promise.due_on)
        if on > today and promises.step_of(promise, on, found.rules):
            return on
    if one.step is not None and one.kind == "withheld":
        free = one.until
    else:
        free = max(filter(None, (one.next_on, one.until)), default=None)
    return free and leaving.next_business_day(free)


def _quiet(found: Verdict) -> str:
    """Why there is nothing to say of what is open."""
    if any(item.done for item in found.due.items):
        return "o que cabia agora já foi dito (cobranca mensagens)"
    return "o crédito cobre" if found.person.credit_cents else "nenhuma etapa chegou ainda"


def _nothing(open_cents: int) -> str:
    return "nada atrasado nem a vencer em 3 dias" if open_cents else "nada em aberto"
