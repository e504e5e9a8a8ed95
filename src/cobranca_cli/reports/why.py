"""Why a customer is reminded or not, and when the ladder speaks next: every rule, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.reports.verdicts import verdicts
from cobranca_cli.store.queries import ledger, lookup

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.domain import dunning
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
        verdicts(connection, today=today, settings=settings,
                           customer_ids=[row.customer_id]),
        None,
    )  # fmt: skip
    if found is None:
        return Why(row.customer_id, row.name, "nothing", None, None, None, None, open_cents,
                   [RuleCheck("due", False, _nothing(open_cents), None)])  # fmt: skip
    one = found.explained(today)
    return Why(
        row.customer_id, row.name, one.kind, one.step, one.reason, one.until,
        _next_on(one), open_cents,
        [RuleCheck(*check) for check in one.checks],
    )  # fmt: skip


def _next_on(one: dunning.Decision) -> date | None:
    """When something may be said again: a step that waits for a rule, or the next one."""
    if one.step is not None and one.kind == "withheld":
        return one.until
    return max(filter(None, (one.next_on, one.until)), default=None)


def _nothing(open_cents: int) -> str:
    return "nada atrasado nem a vencer em 3 dias" if open_cents else "nada em aberto"
