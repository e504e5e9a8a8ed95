"""Who is reminded today, with which words; who is not, why, and until when (rules §7).

The balance is asked when the text is made, so a customer who owes nothing gets nothing. Looking
records nothing: what is done is what `services.reminders` kept.
"""

from __future__ import annotations

from datetime import timedelta
from heapq import nsmallest
from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain import dunning, ladder
from cobranca_cli.domain.aging import late_cutoff
from cobranca_cli.domain.calendar import sending
from cobranca_cli.domain.pay_day import next_on
from cobranca_cli.domain.phone import is_mobile
from cobranca_cli.domain.score import MOST_GRACE_DAYS
from cobranca_cli.messages import payment_code, texts, wording
from cobranca_cli.reports import score
from cobranca_cli.reports.owner_tasks import TaskLine, line, loose_ends
from cobranca_cli.store.queries import ledger
from cobranca_cli.store.queries import reminders as queries

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence

    from cobranca_cli.domain.dunning import Decision, Person
    from cobranca_cli.reports.score import ScoreRow
    from cobranca_cli.store.queries.reminders import Around, DueCustomer
    from cobranca_cli.store.settings import Settings

LIMITATION_DAYS = 5 * 365  # At least so old is what five years have barred.


class Reminder(NamedTuple):
    """One message to one customer; `to` is E.164 or None, `total_cents` net of credit.

    `pix` is the code for the total, to go alone in a second message; at `proposta`, where a part
    will do, it has no amount. Null until a key, a name and a city are set.
    `done` are (instalment, step) pairs that sending it does or covers.
    """

    customer_id: int
    customer: str
    step: str
    channel: Literal["whatsapp", "print"]
    to: str | None
    text: str
    whatsapp_url: str | None
    pix: str | None
    pix_whatsapp_url: str | None
    installment_ids: list[int]
    total_cents: int
    done: list[tuple[int, str]]


class Withheld(NamedTuple):
    """A customer who is not reminded now; `until` is the day that frees it, when one is known."""

    customer_id: int
    customer: str
    reason: str
    until: dt.date | None


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

    def explained(self, today: dt.date) -> Decision:
        """The same decision with the steps that it does and every check."""
        return dunning.decide(self.person, today, self.rules)


def reminders(
    connection: sqlite3.Connection,
    *,
    today: dt.date,
    settings: Settings,
    customer_ids: Sequence[int] | None = None,
    step: str | None = None,
    limit: int | None = None,
    news: str = "",
) -> RemindReport:
    """One message per customer for all that is late, due today or due in the next three days.

    Highest step first, then most days late, then name. `step` keeps only that step's customers,
    `limit` only the first messages. `news` is a line of the owner's (`texts.reminder`).

    Raises TemplateError, ToneError.
    """
    tally = Tally(step)
    engine = _Engine(connection, today, settings)
    tally.keep(engine.loose_ends(customer_ids))
    found = tally.sort_out(engine.verdicts(customer_ids))
    chosen = sorted(found, key=_order) if limit is None else nsmallest(limit, found, key=_order)
    messages = [message(connection, one, today, settings, news) for one in chosen]
    return RemindReport(
        today, messages, tally.tasks,
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


def _order(one: Verdict) -> tuple[int, int, str, int]:
    height = ladder.KEYS.index(one.decision.step or "")
    return (-height, -one.days_late, one.due.name_key, one.due.customer_id)


def count(
    connection: sqlite3.Connection,
    *,
    today: dt.date,
    settings: Settings,
    customer_ids: Sequence[int] | None = None,
) -> Tally:
    """How many messages are ready, who is withheld and which tasks are open, without any text."""
    tally = Tally()
    engine = _Engine(connection, today, settings)
    tally.keep(engine.loose_ends(customer_ids))
    for _ in tally.sort_out(engine.verdicts(customer_ids)):
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
    return _Engine(connection, today, settings).verdicts(customer_ids)


class _Engine:
    """The rules of the day, and the facts that few customers have."""

    def __init__(self, connection: sqlite3.Connection, today: dt.date, settings: Settings) -> None:
        self._connection = connection
        self._today = today
        self._settings = settings
        self._around: Around = queries.around(
            connection, today=today, late_since=today - timedelta(days=dunning.MONTH_DAYS)
        )
        calendar = settings.calendar
        leaving = sending(calendar, today.year)
        named = not wording.missing_identity(settings)
        self._late_before = late_cutoff(today, calendar)
        limits = [settings.number(f"reminders.{name}")
                  for name in ("gap_days", "max_month", "compensation_days")]  # fmt: skip
        self._rules = {
            name: dunning.Rules(
                steps, calendar, leaving, settings.tolerance_cents,
                named, self._around.everybody_until, self._late_before, *limits,
            )
            for name, steps in settings.ladders.items()
        }  # fmt: skip
        self._one_start = len({rules.ladder.late[:1] for rules in self._rules.values()}) == 1
        self._pay_day, self._grace = (
            settings[f"reminders.{name}"] == "sim" for name in ("pay_day", "grace")
        )

    def loose_ends(self, customer_ids: Collection[int] | None) -> list[tuple[str, TaskLine]]:
        """What is left to the owner beside the ladder, with the folded names."""
        return loose_ends(
            self._connection, today=self._today, calendar=self._settings.calendar,
            around=self._around, customer_ids=customer_ids,
        )  # fmt: skip

    def verdicts(self, customer_ids: Collection[int] | None) -> Iterator[Verdict]:
        """What is decided for each customer with something late or due soon, by id."""
        today = self._today
        waiting: list[DueCustomer] = []  # A history costs more than a decision: all at once.
        for due in queries.due_by_customer(
            self._connection, today=today, until=today + timedelta(days=dunning.SHOWN_AHEAD),
            barred_before=today - timedelta(days=LIMITATION_DAYS),
            customer_ids=customer_ids,
        ):  # fmt: skip
            if self.depends_on_history(due):
                waiting.append(due)
            else:
                yield self.verdict(due)
        histories = self.histories([due.customer_id for due in waiting])
        for due in waiting:
            yield self.verdict(due, histories.get(due.customer_id))

    def depends_on_history(self, due: DueCustomer) -> bool:
        """Whether how they paid so far decides: by their segment's ladder, or by days of grace."""
        return self._may_have_grace(due) or self._depends_on_segment(due)

    def _may_have_grace(self, due: DueCustomer) -> bool:
        """Nothing is later than any grace, and something late was not spoken of yet."""
        late = [item for item in due.items if item.due_on < self._late_before]
        oldest = self._today - timedelta(days=MOST_GRACE_DAYS)
        return bool(
            self._grace and late and late[0].due_on >= oldest
            and not all(item.done for item in late)
        )  # fmt: skip

    def _depends_on_segment(self, due: DueCustomer) -> bool:
        near = self._today + timedelta(days=dunning.SHOWN_AHEAD)
        if self._one_start and not any(
            item.done if item.due_on < self._late_before else item.due_on <= near
            for item in due.items
        ):
            return False  # All are late, and the first contact is the same in every ladder.
        person = self._person(due)
        found = {
            (d.kind, d.step, d.until)
            for d in (
                dunning.decide(person, self._today, rules, brief=True)
                for rules in self._rules.values()
            )
        }
        return len(found) > 1

    def histories(self, customer_ids: Collection[int]) -> dict[int, ScoreRow]:
        """How these customers paid so far."""
        if not customer_ids:
            return {}
        return score.score_rows(
            self._connection, as_of=self._today, calendar=self._settings.calendar,
            tolerance_cents=self._settings.tolerance_cents, customer_ids=set(customer_ids),
        )  # fmt: skip

    def verdict(self, due: DueCustomer, history: ScoreRow | None = None) -> Verdict:
        """What is decided for one customer."""
        rules = self._rules.get(history.segment if history else "", self._rules[""])
        person = self._person(due)
        if history and self._may_have_grace(due):
            person = person._replace(always_by=history.always_by)
        decision = dunning.decide(person, self._today, rules, brief=True)
        oldest = due.items[0].due_on
        days_late = (self._today - oldest).days if oldest < self._late_before else 0
        return Verdict(due, decision, days_late, person, rules)

    def _person(self, due: DueCustomer) -> Person:
        key, around = due.customer_id, self._around
        return dunning.Person(
            due.items, around.credit_cents.get(key, 0), due.opted_out, key in around.wrong_number,
            around.paused_until.get(key), around.says_paid_on.get(key),
            around.promise_on.get(key), around.late_on.get(key, ()),
            next_on(due.pay_day, self._today - timedelta(days=1), self._settings.calendar)
            if due.pay_day and self._pay_day else None,
        )  # fmt: skip


def message(
    connection: sqlite3.Connection,
    one: Verdict,
    today: dt.date,
    settings: Settings,
    news: str = "",
) -> Reminder:
    """The message of a customer for whom one was decided. Raises TemplateError, ToneError."""
    due, decision = one.due, one.explained(today)
    assert decision.step is not None
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
        credit_cents=credit_cents, today=today, news=news,
    )  # fmt: skip
    mobile = due.phone if due.phone and is_mobile(due.phone) else None
    ids = [item.installment_id for item in items]
    pix = payment_code.payload(
        settings, amount_cents=None if decision.step == "proposta" else total_cents,
        txid=payment_code.txid_of(due.customer_id, ids),
    ) if payment_code.is_ready(settings) else None  # fmt: skip
    return Reminder(
        due.customer_id, due.customer, decision.step, "whatsapp" if mobile else "print", mobile,
        text, texts.whatsapp_link(mobile, text), pix, texts.whatsapp_link(mobile, pix),
        ids, total_cents, list(decision.done),
    )  # fmt: skip


def _warnings(settings: Settings, *, any_late: bool) -> list[str]:
    """Late messages should say who the creditor is (CDC 42-A); these steps only warn."""
    missing = wording.missing_identity(settings)
    if not missing or not any_late or settings["legal.footer"] != "late":
        return []
    listed = " e ".join([", ".join(missing[:-1]), missing[-1]] if missing[1:] else missing)
    return [f"Falta {listed} do seu negócio nos lembretes; complete com: cobranca configurar"]
