"""What is decided for each customer today: a message, a task, silence; and by which facts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import dunning, promises
from cobranca_cli.domain.aging import late_cutoff
from cobranca_cli.domain.calendar import sending
from cobranca_cli.domain.pay_day import next_on
from cobranca_cli.messages import wording
from cobranca_cli.reports import charges, score
from cobranca_cli.reports.owner_tasks import loose_ends
from cobranca_cli.store.queries import charges as charge_queries
from cobranca_cli.store.queries import promises as promise_queries
from cobranca_cli.store.queries import reminders as queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.domain.dunning import Decision, Person
    from cobranca_cli.domain.promises import Promised
    from cobranca_cli.reports.owner_tasks import TaskLine
    from cobranca_cli.reports.score import ScoreRow
    from cobranca_cli.store.queries.reminders import Around, DueCustomer
    from cobranca_cli.store.settings import Settings

LIMITATION_DAYS = 5 * 365  # At least so old is what five years have barred.


class Verdict(NamedTuple):
    """A customer with what was decided, in brief, and what it was decided by."""

    due: DueCustomer
    decision: Decision
    days_late: int
    person: Person
    rules: dunning.Rules
    promise: Promised | None
    known_until: date  # The last due date that was looked at.

    @property
    def left_of_promise_cents(self) -> int:
        """What is missing of their latest promise."""
        return self.promise.left_cents if self.promise else 0

    def explained(self, today: date) -> Decision:
        """The same decision with the steps that it does and every check."""
        return promises.decide(self.person, today, self.rules, self.promise)


def verdicts(
    connection: sqlite3.Connection,
    *,
    today: date,
    settings: Settings,
    customer_ids: Collection[int] | None = None,
) -> Iterator[Verdict]:
    """What is decided for each customer with something late or due soon, by id."""
    return Engine(connection, today, settings).verdicts(customer_ids)


def rules_of(settings: Settings, calendar: Calendar, leaving: Calendar) -> dict[str, dunning.Rules]:
    """What the owner set, by segment, and "" for everybody else; the day's own facts are left out.

    `leaving` is `calendar.sending`. Raises InvalidSettingError, and what the ladder raises.
    """
    limits = [settings.number(f"reminders.{name}")
              for name in ("gap_days", "max_month", "compensation_days")]  # fmt: skip
    named = not wording.missing_identity(settings)
    return {
        name: dunning.Rules(steps, calendar, leaving, settings.tolerance_cents, named,
                            None, None, *limits)
        for name, steps in settings.ladders.items()
    }  # fmt: skip


class Engine:
    """The rules of the day, and the facts that few customers have."""

    def __init__(self, connection: sqlite3.Connection, today: date, settings: Settings) -> None:
        self._connection = connection
        self._today = today
        self._settings = settings
        self._around: Around = queries.around(
            connection, today=today, late_since=today - timedelta(days=dunning.MONTH_DAYS)
        )
        self._promised = promise_queries.latest(
            connection, today=today, since=today - timedelta(days=promises.REMEMBERED)
        )
        self._calendar = settings.calendar
        self._late_before = late_cutoff(today, self._calendar)
        leaving = sending(self._calendar, today.year)
        self._rules = {
            name: rules._replace(paused_until=self._around.everybody_until,
                                 late_before=self._late_before)
            for name, rules in rules_of(settings, self._calendar, leaving).items()
        }  # fmt: skip
        ladders = [rules.ladder for rules in self._rules.values()]
        self._until = dunning.known_until(today, ladders, leaving)
        self._one_start = len({steps.late[:1] for steps in ladders}) == 1
        self._loose_ends = loose_ends(
            connection, today=today, calendar=self._calendar, around=self._around,
            break_after_days=settings.number("negotiation.break_after_days"),
        )  # fmt: skip
        self._talks = {
            task.customer_id for _, task in self._loose_ends if task.step == dunning.TALK
        }
        self._pay_day = settings.says_yes("reminders.pay_day")
        self._grace = settings.says_yes("reminders.grace")
        self._charges = charge_queries.any_agreed(connection)

    def loose_ends(self, customer_ids: Collection[int] | None) -> list[tuple[str, TaskLine]]:
        """What is left to the owner beside the ladder, with the folded names."""
        if customer_ids is None:
            return self._loose_ends
        return [one for one in self._loose_ends if one[1].customer_id in customer_ids]

    def verdicts(self, customer_ids: Collection[int] | None) -> Iterator[Verdict]:
        """What is decided for each customer with something late or due soon, by id."""
        waiting: list[DueCustomer] = []  # A history costs more than a decision: all at once.
        for due in self._due(self._until, customer_ids):
            if self.depends_on_history(due):
                waiting.append(due)
            else:
                yield self.verdict(due)
        histories = self.histories([due.customer_id for due in waiting])
        for due in waiting:
            yield self.verdict(due, histories.get(due.customer_id))

    def of_one(self, customer_id: int) -> Verdict | None:
        """What is decided for one customer by all that is open; None when nothing is."""
        found = self._due(date.max, [customer_id])
        histories = self.histories([customer_id])
        return next((self.verdict(due, histories.get(customer_id)) for due in found), None)

    def _due(self, until: date, customer_ids: Collection[int] | None) -> Iterator[DueCustomer]:
        found = queries.due_by_customer(
            self._connection, today=self._today, until=until,
            barred_before=self._today - timedelta(days=LIMITATION_DAYS),
            customer_ids=customer_ids,
        )  # fmt: skip
        return map(self._with_charges, found) if self._charges else found

    def _with_charges(self, due: DueCustomer) -> DueCustomer:
        """What lateness costs, asked of the few who owe so little that it decides."""
        late = [item for item in due.items if item.due_on < self._late_before]
        plain = sum(
            item.open_cents
            for item in late
            if not (item.disputed or item.paused_until or item.barred_on or item.clears_late)
        )
        credit_cents = self._around.credit_cents.get(due.customer_id, 0)
        if plain - credit_cents >= max(1, self._settings.tolerance_cents):
            return due
        ids = [item.installment_id for item in late]
        cost = charges.on_day(self._connection, ids, self._today, self._calendar)
        return due._replace(items=[
            item._replace(charges_cents=cost[item.installment_id].cents)
            if item.installment_id in cost else item
            for item in due.items
        ])  # fmt: skip

    def depends_on_history(self, due: DueCustomer) -> bool:
        """Whether how they paid so far decides: by their segment's ladder, or by days of grace."""
        return self._may_have_grace(due) or self._depends_on_segment(due)

    def _may_have_grace(self, due: DueCustomer) -> bool:
        return self._grace and dunning.may_have_grace(due.items, self._today, self._late_before)

    def _depends_on_segment(self, due: DueCustomer) -> bool:
        if self._one_start and not any(
            item.done or item.due_on >= self._late_before for item in due.items
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
            self._connection, as_of=self._today, calendar=self._calendar,
            tolerance_cents=self._settings.tolerance_cents, customer_ids=set(customer_ids),
        )  # fmt: skip

    def verdict(self, due: DueCustomer, history: ScoreRow | None = None) -> Verdict:
        """What is decided for one customer."""
        rules = self._rules.get(history.segment if history else "", self._rules[""])
        person = self._person(due)
        if history and self._may_have_grace(due):
            person = person._replace(always_by=history.always_by)
        promise = self._promised.get(due.customer_id)
        decision = promises.decide(person, self._today, rules, promise, brief=True)
        oldest = due.items[0].due_on
        days_late = (self._today - oldest).days if oldest < self._late_before else 0
        return Verdict(due, decision, days_late, person, rules, promise, self._until)

    def _person(self, due: DueCustomer) -> Person:
        key, around = due.customer_id, self._around
        return dunning.Person(
            due.items, around.credit_cents.get(key, 0), due.opted_out, key in around.wrong_number,
            around.paused_until.get(key), around.says_paid_on.get(key),
            around.promise_on.get(key), around.late_on.get(key, ()),
            next_on(due.pay_day, self._today - timedelta(days=1), self._calendar)
            if due.pay_day and self._pay_day else None,
            approved=key in around.approved, talk=key in self._talks,
        )  # fmt: skip
