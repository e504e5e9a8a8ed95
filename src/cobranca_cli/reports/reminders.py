"""Who is reminded today, with which words; who is not, why, and until when (rules §7).

The balance is asked when the text is made, so a customer who owes nothing gets nothing. Looking
records nothing: what is done is what `services.reminders` kept.
"""

from __future__ import annotations

from datetime import timedelta
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import dunning, ladder, promises
from cobranca_cli.domain.aging import late_cutoff
from cobranca_cli.domain.calendar import sending
from cobranca_cli.domain.phone import is_mobile
from cobranca_cli.messages import texts, wording
from cobranca_cli.reports import score
from cobranca_cli.store.queries import ledger
from cobranca_cli.store.queries import promises as promise_queries
from cobranca_cli.store.queries import reminders as queries

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence

    from cobranca_cli.domain.dunning import Decision, Person
    from cobranca_cli.domain.promises import Promised
    from cobranca_cli.store.queries.reminders import Around, DueCustomer
    from cobranca_cli.store.settings import Settings

LIMITATION_YEARS = 5


class Reminder(NamedTuple):
    """One message to one customer; `to` is E.164 or None, `total_cents` net of credit.

    `done` are (instalment, step) pairs that sending it does or covers; of a promise's message,
    `promise_id` is what it is about. `message_id`, `status` and the server's `words` are those of
    one that was sent, or is about to be (`services.sending`).
    """

    customer_id: int
    customer: str
    step: str
    channel: str
    to: str | None
    text: str
    whatsapp_url: str | None
    pix: str | None
    pix_whatsapp_url: str | None
    installment_ids: list[int]
    total_cents: int
    done: list[tuple[int, str]]
    promise_id: int | None = None
    message_id: int | None = None
    status: str | None = None
    words: str | None = None


class Withheld(NamedTuple):
    """A customer who is not reminded now; `until` is the day that frees it, when one is known."""

    customer_id: int
    customer: str
    reason: str
    until: dt.date | None


class TaskLine(NamedTuple):
    """Something for the owner to do; done with `log-contact … --step`."""

    task_id: str
    customer_id: int
    customer: str
    step: str
    since: dt.date
    text: str


class RemindReport(NamedTuple):
    """What `remind` shows (`interface.md`). `messages_ready` counts beyond a limit."""

    date: dt.date
    messages: list[Reminder]
    tasks: list[TaskLine]
    withheld: list[Withheld]
    messages_ready: int
    warnings: list[str]


class Verdict(NamedTuple):
    """A customer with what was decided, in brief, and what it was decided by."""

    due: DueCustomer
    decision: Decision
    days_late: int
    person: Person
    rules: dunning.Rules
    promise: Promised | None

    def explained(self, today: dt.date) -> Decision:
        """The same decision with the steps that it does and every check."""
        return promises.decide(self.person, today, self.rules, self.promise)


def reminders(
    connection: sqlite3.Connection,
    *,
    today: dt.date,
    settings: Settings,
    customer_ids: Sequence[int] | None = None,
    step: str | None = None,
    limit: int | None = None,
) -> RemindReport:
    """One message per customer for all that is late, due today or due in the next three days.

    Highest step first, then most days late, then name. `step` keeps only that step's customers,
    `limit` only the first messages.

    Raises TemplateError, ToneError.
    """
    tally = Tally(step)
    found = tally.sort_out(verdicts(connection, today=today, settings=settings,
                                    customer_ids=customer_ids))  # fmt: skip
    chosen = sorted(found, key=_order) if limit is None else nsmallest(limit, found, key=_order)
    messages = [message(connection, one, today, settings) for one in chosen]
    return RemindReport(
        today, messages, [row for _, row in sorted(tally.tasks)],
        [row for _, row in sorted(tally.withheld)], tally.ready,
        _warnings(settings, any_late=tally.any_late),
    )  # fmt: skip


class Tally:
    """What is known once everybody has been looked at; the customers themselves are not kept."""

    def __init__(self, step: str | None = None) -> None:
        self._step = step
        self.ready = 0
        self.any_late = False
        self.withheld: list[tuple[str, Withheld]] = []  # With the folded name, to sort by.
        self.tasks: list[tuple[str, TaskLine]] = []

    def sort_out(self, found: Iterator[Verdict]) -> Iterator[Verdict]:
        """Those with a message, in no order, one at a time; the others are counted and kept."""
        for one in found:
            due, decision = one.due, one.decision
            self.tasks += [
                (due.name_key, _task(due, task)) for task in decision.tasks
                if self._step in (None, task.step)
            ]  # fmt: skip
            if self._step not in (None, decision.step):
                continue
            if decision.kind == "message":
                self.ready += 1
                self.any_late = self.any_late or one.days_late > 0
                yield one
            elif decision.kind == "withheld" and decision.reason:
                row = Withheld(due.customer_id, due.customer, decision.reason, decision.until)
                self.withheld.append((due.name_key, row))


_TASKS = {
    "conversa": "conversar: um telefonema, um café; ouvir o motivo e propor um jeito",
    "decisao": "decidir o que vale a pena: negociar, dar como perda, juizado",
}


def _task(due: DueCustomer, task: dunning.Task) -> TaskLine:
    return TaskLine(
        f"{task.step}-{due.customer_id}", due.customer_id, due.customer, task.step, task.since,
        _TASKS[task.step],
    )  # fmt: skip


_HEIGHTS = (*ladder.KEYS, *promises.STEPS)


def _order(one: Verdict) -> tuple[int, int, str, int]:
    height = _HEIGHTS.index(one.decision.step or "")
    return (-height, -one.days_late, one.due.name_key, one.due.customer_id)


def count(connection: sqlite3.Connection, *, today: dt.date, settings: Settings) -> Tally:
    """How many messages are ready, who is withheld and which tasks are open, without any text."""
    tally = Tally()
    for _ in tally.sort_out(verdicts(connection, today=today, settings=settings)):
        pass
    return tally


def verdicts(
    connection: sqlite3.Connection,
    *,
    today: dt.date,
    settings: Settings,
    customer_ids: Collection[int] | None = None,
) -> Iterator[Verdict]:
    """What is decided for each customer with something late or due soon, by id."""
    engine = _Engine(connection, today, settings)
    waiting: list[DueCustomer] = []
    for due in queries.due_by_customer(
        connection, today=today, until=today + timedelta(days=dunning.SHOWN_AHEAD),
        barred_before=today.replace(year=today.year - LIMITATION_YEARS, day=min(today.day, 28)),
        customer_ids=customer_ids,
    ):  # fmt: skip
        if engine.depends_on_segment(due):
            waiting.append(due)
        else:
            yield engine.verdict(due)
    segments = engine.segments([due.customer_id for due in waiting])
    for due in waiting:
        yield engine.verdict(due, segments.get(due.customer_id, ""))


class _Engine:
    """The rules of the day, and the facts that few customers have."""

    def __init__(self, connection: sqlite3.Connection, today: dt.date, settings: Settings) -> None:
        self._connection = connection
        self._today = today
        self._settings = settings
        self._around: Around = queries.around(
            connection, today=today, late_since=today - timedelta(days=dunning.MONTH_DAYS)
        )
        self._promised = promise_queries.latest(
            connection, today=today, since=today - timedelta(days=promises.REMEMBERED)
        )
        calendar = settings.calendar
        leaving = sending(calendar, today.year)
        named = not wording.missing_identity(settings)
        self._late_before = late_cutoff(today, calendar)
        ladders = ladder.ladders(ladder.SHIPPED, ladder.SHIPPED_BY_SEGMENT)
        self._rules = {
            name: dunning.Rules(
                steps, calendar, leaving, settings.tolerance_cents,
                named, self._around.everybody_until, self._late_before,
            )
            for name, steps in ladders.items()
        }  # fmt: skip

    def depends_on_segment(self, due: DueCustomer) -> bool:
        """Whether the ladders of the segments decide differently: the segment costs a history."""
        near = self._today + timedelta(days=dunning.SHOWN_AHEAD)
        if not any(
            item.done if item.due_on < self._late_before else item.due_on <= near
            for item in due.items
        ):
            return False  # All are late, and the first contact is the same for everybody.
        person = self._person(due)
        found = {
            (d.kind, d.step, d.until)
            for d in (
                dunning.decide(person, self._today, rules, brief=True)
                for rules in self._rules.values()
            )
        }
        return len(found) > 1

    def segments(self, customer_ids: Collection[int]) -> dict[int, str]:
        """The segments of these customers."""
        if not customer_ids:
            return {}
        rows = score.score_rows(
            self._connection, as_of=self._today, calendar=self._settings.calendar,
            tolerance_cents=self._settings.tolerance_cents, customer_ids=set(customer_ids),
        )  # fmt: skip
        return {key: row.segment for key, row in rows.items()}

    def verdict(self, due: DueCustomer, segment: str = "") -> Verdict:
        """What is decided for one customer."""
        rules = self._rules.get(segment, self._rules[""])
        person = self._person(due)
        promise = self._promised.get(due.customer_id)
        decision = promises.decide(person, self._today, rules, promise, brief=True)
        oldest = due.items[0].due_on
        days_late = (self._today - oldest).days if oldest < self._late_before else 0
        return Verdict(due, decision, days_late, person, rules, promise)

    def _person(self, due: DueCustomer) -> Person:
        key, around = due.customer_id, self._around
        return dunning.Person(
            due.items, around.credit_cents.get(key, 0), due.opted_out, key in around.wrong_number,
            around.paused_until.get(key), around.says_paid_on.get(key),
            around.promise_on.get(key), around.late_on.get(key, ()),
        )  # fmt: skip


def message(
    connection: sqlite3.Connection, one: Verdict, today: dt.date, settings: Settings
) -> Reminder:
    """The message of a customer for whom one was decided. Raises TemplateError, ToneError."""
    due, decision = one.due, one.explained(today)
    assert decision.step is not None
    if decision.step in promises.STEPS:
        return _about_promise(one, today, settings)
    shown = set(decision.shown)
    items = [
        item
        for item in ledger.open_installments(
            connection, customer_id=due.customer_id,
            due_until=today + timedelta(days=dunning.SHOWN_AHEAD),
        )
        if item.installment_id in shown
    ]  # fmt: skip
    credit_cents = ledger.credit_cents(connection, due.customer_id)
    total_cents = sum(item.open_cents for item in items) - credit_cents
    text = texts.reminder(
        settings, step=decision.step, name=due.customer, nickname=due.nickname,
        document=due.document, items=items, total_cents=total_cents,
        credit_cents=credit_cents, today=today,
    )  # fmt: skip
    mobile = due.phone if due.phone and is_mobile(due.phone) else None
    return Reminder(
        due.customer_id, due.customer, decision.step, "whatsapp" if mobile else "print", mobile,
        text, texts.whatsapp_link(mobile, text), None, None,
        [item.installment_id for item in items], total_cents, list(decision.done),
    )  # fmt: skip


def _about_promise(one: Verdict, today: dt.date, settings: Settings) -> Reminder:
    due, promise, step = one.due, one.promise, one.decision.step
    assert promise is not None
    assert step is not None
    cents = promise.left_cents
    if step == promises.DAY:
        text = texts.promise_day(
            settings, name=due.customer, nickname=due.nickname, document=due.document,
            due_on=promise.due_on, amount_cents=cents, today=today, any_late=one.days_late > 0,
        )  # fmt: skip
    else:
        text = texts.promise_passed(
            settings, name=due.customer, nickname=due.nickname, document=due.document,
            due_on=promise.due_on, amount_cents=cents, today=today,
        )  # fmt: skip
    mobile = due.phone if due.phone and is_mobile(due.phone) else None
    return Reminder(
        due.customer_id, due.customer, step, "whatsapp" if mobile else "print", mobile, text,
        texts.whatsapp_link(mobile, text), None, None, [], cents, [], promise.promise_id,
    )  # fmt: skip


def _warnings(settings: Settings, *, any_late: bool) -> list[str]:
    """Late messages should say who the creditor is (CDC 42-A); these steps only warn."""
    missing = wording.missing_identity(settings)
    if not missing or not any_late or settings["legal.footer"] != "late":
        return []
    listed = " e ".join([", ".join(missing[:-1]), missing[-1]] if missing[1:] else missing)
    return [f"Falta {listed} do seu negócio nos lembretes; complete com: cobranca configurar"]
