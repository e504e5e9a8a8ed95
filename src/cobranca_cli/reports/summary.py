"""The day in one document: what came in, what falls due, what is late."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import aging
from cobranca_cli.reports import charges, promises, recurring
from cobranca_cli.reports.safety import cautions
from cobranca_cli.reports.tally import count
from cobranca_cli.reports.upcoming import UpcomingRow, due_within, upcoming
from cobranca_cli.store.queries import agreement_tally, as_of, ledger

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from cobranca_cli.reports.owner_tasks import TaskLine
    from cobranca_cli.reports.promises import PromiseLine
    from cobranca_cli.store.settings import Settings

_WEEK_DAYS = 6  # Today and the six days after it.


class NextPart(NamedTuple):
    """What is due next of an agreement in course."""

    agreement_id: int
    customer_id: int
    customer: str
    due_on: dt.date
    open_cents: int


class AgreementTally(NamedTuple):
    """How many agreements are in course, were kept and were broken; `open_cents` of the first."""

    in_course: int
    kept: int
    broken: int
    open_cents: int
    next: list[NextPart]


class Summary(NamedTuple):
    """`due_today`: today is the last on-time day; `buckets`: late cents by aging column.

    What is late and contested has a column of its own: `buckets` and `disputed_cents` add up to
    `overdue_cents`; `overdue_updated_cents` is the same with the charges of the day.

    `promises_broken` are those of customers who still owe something, bounced cheques among them;
    `checks_soon` are the cheques that are good by the end of the week and are not yet sure.
    """

    date: dt.date
    received_yesterday_cents: int
    received_month_cents: int
    due_today_cents: int
    due_week_cents: int
    overdue_cents: int
    overdue_updated_cents: int
    overdue_customers: int
    buckets: dict[str, int]
    disputed_cents: int
    due_today: list[UpcomingRow]
    promises_today: list[PromiseLine]
    promises_broken: list[PromiseLine]
    checks_soon: list[PromiseLine]
    messages_ready: int
    messages_withheld: int
    tasks: list[TaskLine]
    credits_cents: int
    agreements: AgreementTally
    warnings: list[str]


def summary(
    connection: sqlite3.Connection,
    *,
    today: dt.date,
    settings: Settings,
    home: Path | None = None,
) -> Summary:
    """The summary of the day `today`, as the book is corrected since; the month is today's.

    Of `home`, when it is given, the warnings say whether it is safe there.
    """
    calendar = settings.calendar
    yesterday = today - dt.timedelta(days=1)
    late = as_of.Scope(today, due_before=aging.late_cutoff(today, calendar))
    buckets = dict.fromkeys(aging.BUCKETS, 0)
    disputed_cents = 0
    for due_on, cents, contested in as_of.open_by_due_day(connection, late):
        buckets[aging.bucket((today - due_on).days)] += cents - contested
        disputed_cents += contested
    overdue_cents = sum(buckets.values()) + disputed_cents
    agreed = [key for key, _ in as_of.with_terms(connection, late)]
    cost = charges.on_day(connection, agreed, today, calendar)
    due_today = upcoming(connection, today=today, calendar=calendar, days=0)
    week = as_of.open_totals(connection, due_within(today, _WEEK_DAYS, calendar))
    tally = count(connection, today=today, settings=settings)
    promised = promises.promises(connection, as_of=today, calendar=calendar).rows
    waiting = [p for p in promised if p.status == "open"]
    week_end = today + dt.timedelta(days=_WEEK_DAYS)

    def owes(customer_id: int) -> bool:
        return ledger.open_totals(connection, customer_id=customer_id)[2] > 0

    return Summary(
        date=today,
        received_yesterday_cents=as_of.received_cents(connection, yesterday, yesterday),
        received_month_cents=as_of.received_cents(connection, today.replace(day=1), today),
        due_today_cents=due_today.open_cents,
        due_week_cents=week.open_cents,
        overdue_cents=overdue_cents,
        overdue_updated_cents=overdue_cents + charges.cents(cost),
        overdue_customers=as_of.open_totals(connection, late).customers,
        buckets=buckets,
        disputed_cents=disputed_cents,
        due_today=due_today.rows,
        promises_today=[p for p in waiting if p.due_on == today and p.kind == "promise"],
        promises_broken=[p for p in promised if p.status == "broken" and owes(p.customer_id)],
        checks_soon=[p for p in waiting[::-1] if p.due_on <= week_end and p.kind == "check"],
        messages_ready=tally.ready,
        messages_withheld=len(tally.withheld),
        tasks=tally.tasks,
        credits_cents=sum(as_of.credit_cents(connection, today).values()),
        agreements=_agreements(connection),
        warnings=_warnings(connection, today, settings, home),
    )


def _agreements(connection: sqlite3.Connection) -> AgreementTally:
    found = agreement_tally.states(connection)
    coming = agreement_tally.next_due(connection) if found[0] else []
    return AgreementTally(*found, [NextPart(*row) for row in coming])


def _warnings(
    connection: sqlite3.Connection, today: dt.date, settings: Settings, home: Path | None
) -> list[str]:
    """What is sold by the month and is no sale yet; whether the book is safe."""
    ready, held = recurring.to_generate(connection, today=today, settings=settings)
    found = []
    if ready:
        what = (
            "1 mensalidade venceu e ainda não virou"
            if ready == 1
            else (f"{ready} mensalidades venceram e ainda não viraram")
        )
        found.append(f"{what} venda: cobranca gerar-mensalidades")
    if held:
        what = "1 mensalidade espera" if held == 1 else f"{held} mensalidades esperam"
        found.append(f"{what} (cliente bloqueado ou limite): cobranca mensalidades")
    if home is not None:
        told = cautions(connection, home=home, today=today)
        found += [f"{one.message} Dica: {one.hint}" for one in told]
    return found


def has_news(report: Summary) -> bool:
    """Whether the day asks for anything or brought anything; old credits alone are no news."""
    return any(
        (
            report.received_yesterday_cents, report.due_week_cents, report.overdue_cents,
            report.promises_today, report.promises_broken, report.checks_soon,
            report.messages_ready, report.tasks, report.warnings,
        )
    )  # fmt: skip
