"""What is left to the owner: steps of the ladder that are a talk or a decision, and loose ends.

A loose end is no step of an instalment's: somebody says that they paid, a promise was kept in part,
two were broken in a row, something is contested, an agreement is not being kept (rules §7, §8).
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import dunning, ladder
from cobranca_cli.domain.aging import late_cutoff
from cobranca_cli.reports import promises
from cobranca_cli.store.queries import agreement_tally, ledger
from cobranca_cli.store.queries import reminders as queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.reports.promises import PromiseLine
    from cobranca_cli.store.queries.reminders import Around

_WORDS = {
    "conversa": "conversar: um telefonema, um café; ouvir o motivo e propor um jeito",
    "decisao": "decidir o que vale a pena: negociar, dar como perda, juizado "
    "(cobranca decidir {who})",
    ladder.LOOK: "conferir na conta: diz que já pagou",
    ladder.REST: "combinar uma data para o resto: a promessa foi paga em parte",
    ladder.SETTLE: "resolver antes de lembrar: contesta uma parcela",
    ladder.AGREEMENT: "conversar: um acordo tem parcela bem atrasada; esperar, combinar de novo ou "
    "romper (cobranca acordos {who})",
    ladder.TIME_BARRED: "decidir: passou do prazo de cinco anos, e a régua não pede mais; dar como "
    "perda? cobranca perda PARCELA --motivo TEXTO",
    ladder.WRITE_OFF: "decidir: há um ano sem novidade; dar como perda? "
    "cobranca perda PARCELA --motivo TEXTO",
}


class TaskLine(NamedTuple):
    """Something for the owner to do; done with `log-contact … --step`."""

    task_id: str
    customer_id: int
    customer: str
    step: str
    since: dt.date
    text: str


def line(customer_id: int, customer: str, step: str, since: dt.date) -> TaskLine:
    """The task `step` of one customer, open since a day; the yearly ones are `perda`, `perda-2` …

    A talk is asked for once, whatever asks for it.
    """
    kind = ladder.WRITE_OFF if step.startswith(ladder.WRITE_OFF) else step
    text = _WORDS[kind].format(who=f"c{customer_id}")
    return TaskLine(f"{step}-{customer_id}", customer_id, customer, kind, since, text)


def loose_ends(
    connection: sqlite3.Connection,
    *,
    today: dt.date,
    calendar: Calendar,
    around: Around,
    break_after_days: int,
) -> list[tuple[str, TaskLine]]:
    """(folded name, task) of everything that no instalment's ladder asks for, in no order."""
    done = queries.tasks_done(connection)
    found = [
        (who, step, since)
        for who, step, since in (
            *_found(connection, today, calendar, around),
            *_late_agreements(connection, today, calendar, break_after_days),
        )
        if not ((on := done.get((who, step))) and on >= since)
    ]
    names = queries.names(connection, json.dumps([who for who, _, _ in found])) if found else {}
    return [
        (names[who][1], line(who, names[who][0], step, since))
        for who, step, since in found if who in names
    ]  # fmt: skip


def _found(
    connection: sqlite3.Connection, today: dt.date, calendar: Calendar, around: Around
) -> Iterator[tuple[int, str, dt.date]]:
    """(customer, task, since), done or not."""
    for who, on in around.says_paid_on.items():
        if today < dunning.free_after(on, dunning.SAYS_PAID_DAYS, calendar):
            yield who, ladder.LOOK, on
    for who, on in around.disputed_since.items():
        yield who, ladder.SETTLE, on
    promised: dict[int, list[PromiseLine]] = {}
    for row in promises.promises(connection, as_of=today, calendar=calendar).rows:
        promised.setdefault(row.customer_id, []).append(row)
    for who, rows in promised.items():
        step = _after_promises(rows, today, calendar)
        if step and ledger.open_totals(connection, customer_id=who)[2]:
            yield who, step, dunning.free_after(rows[0].due_on, dunning.PROMISE_DAYS, calendar)


def _late_agreements(
    connection: sqlite3.Connection, today: dt.date, calendar: Calendar, days: int
) -> Iterator[tuple[int, str, dt.date]]:
    """An agreement is never broken by itself: its owner is asked (rules §8)."""
    until = min(today - dt.timedelta(days=days), late_cutoff(today, calendar))
    for _, who, due_on in agreement_tally.late(connection, due_before=until):
        yield who, ladder.AGREEMENT, due_on + dt.timedelta(days=days + 1)


def _after_promises(rows: list[PromiseLine], today: dt.date, calendar: Calendar) -> str | None:
    """What the latest promises, the latest due first, ask of the owner now."""
    latest = rows[0]
    if today <= promises.last_day(latest.due_on, calendar):
        return None
    if latest.status == "open":  # Paid in part is not broken.
        return ladder.REST
    return "conversa" if [row.status for row in rows[:2]] == ["broken", "broken"] else None
