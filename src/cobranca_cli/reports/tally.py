"""Who is ready, who is withheld and what is left to the owner, counted without making any text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.reports.owner_tasks import TaskLine, line
from cobranca_cli.reports.verdicts import Engine

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterator, Sequence

    from cobranca_cli.reports.verdicts import Verdict
    from cobranca_cli.store.settings import Settings


class Withheld(NamedTuple):
    """A customer who is not reminded now; `until` is the day that frees it, when one is known."""

    customer_id: int
    customer: str
    reason: str
    until: dt.date | None


class Tally:
    """What is known once everybody has been looked at; the customers themselves are not kept."""

    def __init__(self, step: str | None = None) -> None:
        self._step = step
        self.ready = 0
        self.any_late = False
        self.withheld: list[tuple[str, Withheld]] = []  # With the folded name, to sort by.
        self._tasks: dict[str, tuple[str, TaskLine]] = {}

    def keep(self, tasks: list[tuple[str, TaskLine]]) -> None:
        """Tasks with the folded name; a talk is asked for once, whatever asks for it."""
        for name_key, task in tasks:
            if self._step in (None, task.step):
                self._tasks.setdefault(task.task_id, (name_key, task))

    @property
    def tasks(self) -> list[TaskLine]:
        """What is left to the owner, by name."""
        return [task for _, task in sorted(self._tasks.values())]

    def sort_out(self, found: Iterator[Verdict]) -> Iterator[Verdict]:
        """Those with a message, in no order, one at a time; the others are counted and kept."""
        for one in found:
            due, decision = one.due, one.decision
            self.keep([
                (due.name_key, line(due.customer_id, due.customer, task.step, task.since))
                for task in decision.tasks
            ])  # fmt: skip
            if self._step not in (None, decision.step):
                continue
            if decision.kind == "message":
                self.ready += 1
                self.any_late = self.any_late or one.days_late > 0
                yield one
            elif decision.kind == "withheld" and decision.reason:
                row = Withheld(due.customer_id, due.customer, decision.reason, decision.until)
                self.withheld.append((due.name_key, row))


def count(
    connection: sqlite3.Connection,
    *,
    today: dt.date,
    settings: Settings,
    customer_ids: Sequence[int] | None = None,
) -> Tally:
    """How many messages are ready, who is withheld and which tasks are open, without any text."""
    tally = Tally()
    engine = Engine(connection, today, settings)
    tally.keep(engine.loose_ends(customer_ids))
    for _ in tally.sort_out(engine.verdicts(customer_ids)):
        pass
    return tally
