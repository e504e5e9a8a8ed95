"""What the ladder would have said in days that have passed (rules §7). Pure: facts in, counts out.

Each customer is lived through by themselves, one sending day after the other: their items as they
stood at the end of that day, what they had said by then, and the messages that the simulation
itself sent before. What was paid is what was really paid, whatever had really been said by then.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import dunning
from cobranca_cli.domain.aging import LIMITATION_YEARS, barred_from, is_late
from cobranca_cli.domain.pay_day import next_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cobranca_cli.domain.dunning import Decision, Rules

ANYWAY_DAYS = 2  # Paid so soon after a message, it needed none.

#: The first day on which something holds, and the first on which it does not any more.
Span = tuple[date, date]


class Move(NamedTuple):
    """What a day's postings took off an instalment (negative: brought back)."""

    on: date
    cents: int
    is_payment: bool


class Owed(NamedTuple):
    """An instalment; `moves` oldest first, `done` is step -> the day it was really done.

    `done` holds what was done before the simulation begins, and the owner's tasks of any day.
    """

    installment_id: int
    known_on: date
    due_on: date
    amount_cents: int
    moves: Sequence[Move] = ()
    done: Mapping[str, date] = {}
    paused: Sequence[Span] = ()
    disputed: Sequence[Span] = ()

    def open_cents(self, on: date) -> int:
        """What was open at the end of a day."""
        return self.amount_cents - sum(move.cents for move in self.moves if move.on <= on)

    @property
    def settled_on(self) -> date | None:
        """Since when nothing is open any more."""
        settled = self.moves and sum(move.cents for move in self.moves) == self.amount_cents
        return self.moves[-1].on if settled else None

    def barred_on(self, on: date) -> date | None:
        """When the limitation ran out, as it looked on a day."""
        if self.due_on.year + LIMITATION_YEARS > on.year:
            return None
        paid = (move.on for move in self.moves if move.is_payment and self.due_on < move.on <= on)
        return barred_from(next(paid, self.due_on))


class History(NamedTuple):
    """A customer: `promises` are (promised on, for the day), `credit` (day, cents more or less).

    `late_on` are the days of the late messages of the month before the simulation.
    """

    customer_id: int
    items: Sequence[Owed]
    credit: Sequence[tuple[date, int]] = ()
    promises: Sequence[tuple[date, date]] = ()
    says_paid_on: Sequence[date] = ()
    late_on: Sequence[date] = ()
    paused: Sequence[Span] = ()
    opted_out: Sequence[Span] = ()
    wrong_number: Sequence[Span] = ()
    pay_day: str | None = None


class Trait(NamedTuple):
    """How a customer paid before the simulation; `clears_late`: by boleto or cheque."""

    segment: str = ""
    always_by: int | None = None
    clears_late: bool = False


class Day(NamedTuple):
    """A sending day, with the rules that held on it by segment, "" for everybody else.

    `until` is the last due date that matters on it (`dunning.known_until`).
    """

    on: date
    rules: Mapping[str, Rules]
    until: date


class Said(NamedTuple):
    """A message; `bothered`: all that it showed was settled `ANYWAY_DAYS` later or sooner.

    `on_time`: and without having been late.
    """

    on: date
    step: str
    shown: tuple[int, ...]
    bothered: bool
    on_time: bool


class Life(NamedTuple):
    """What became of one customer; `silent` is instalment -> the most that was open while late.

    Silent is what was late and never in a message while it was; `why` counts the days by reason.
    """

    said: list[Said]
    tasks: list[str]
    silent: dict[int, int]
    why: Counter[str]


class Bothered(NamedTuple):
    """Messages that nobody had needed, and to how many customers."""

    messages: int
    customers: int
    on_time: int


class Silent(NamedTuple):
    """Late money of which nothing was said; `days` is reason -> days of customers."""

    customers: int
    installments: int
    open_cents: int
    days: dict[str, int]


class Counts(NamedTuple):
    """The sum over everybody."""

    messages: int
    customers: int
    by_step: dict[str, int]
    tasks: dict[str, int]
    bothered: Bothered
    silent: Silent


def simulate(
    histories: Iterable[History], traits: Mapping[int, Trait], days: Sequence[Day]
) -> Counts:
    """Everybody's life under the rules of these days; `traits` by customer."""
    lives = [live(history, traits.get(history.customer_id, Trait()), days) for history in histories]
    said = [message for life in lives for message in life.said]
    bothered = [message for message in said if message.bothered]
    quiet = [life for life in lives if life.silent]
    return Counts(
        len(said),
        sum(1 for life in lives if life.said),
        dict(Counter(message.step for message in said)),
        dict(Counter(step for life in lives for step in life.tasks)),
        Bothered(
            len(bothered),
            sum(1 for life in lives if any(message.bothered for message in life.said)),
            sum(message.on_time for message in bothered),
        ),
        Silent(
            len(quiet),
            sum(len(life.silent) for life in quiet),
            sum(sum(life.silent.values()) for life in quiet),
            dict(sum((life.why for life in quiet), Counter[str]())),
        ),
    )


def live(history: History, trait: Trait, days: Sequence[Day]) -> Life:
    """One customer's life."""
    past = _Past(history, trait)
    for day in days:
        past.live(day.on, day.rules.get(trait.segment, day.rules[""]), day.until)
    return past.ended()


class _Past:
    """What has happened so far to one customer."""

    def __init__(self, history: History, trait: Trait) -> None:
        self._history, self._trait = history, trait
        self._items = {item.installment_id: item for item in history.items}
        self._until = {key: item.settled_on or date.max for key, item in self._items.items()}
        self._done = {key: dict(item.done) for key, item in self._items.items()}
        self._late_on = list(history.late_on)
        self._open_tasks: set[str] = set()
        self._spoken_of: set[int] = set()  # While late.
        self._quiet: list[tuple[date, int, int, str]] = []  # Day, instalment, cents, reason.
        self.said: list[Said] = []
        self.tasks: list[str] = []

    def live(self, on: date, rules: Rules, until: date) -> None:
        """One day more."""
        items = self._open(on, until)
        if not items:
            self._open_tasks.clear()
            return
        person = self._person(items, on, rules)
        decision = dunning.decide(person, on, rules, brief=True)
        opened = {task.step for task in decision.tasks}
        self.tasks += sorted(opened - self._open_tasks)
        self._open_tasks = opened
        if decision.kind == "message":
            self._say(dunning.decide(person, on, rules), on, rules)
        if decision.kind != "nothing":
            self._note_late(items, decision, on, rules)

    def ended(self) -> Life:
        """What it came to."""
        silent: dict[int, int] = {}
        days = set()
        for on, key, cents, reason in self._quiet:
            if key not in self._spoken_of:
                silent[key] = max(cents, silent.get(key, 0))
                days.add((on, reason))
        return Life(self.said, self.tasks, silent, Counter(reason for _, reason in days))

    def _open(self, on: date, until: date) -> list[dunning.Item]:
        """The items open at the end of the day and due by `until`, oldest due first."""
        found = []
        for key, item in self._items.items():
            if item.due_on > until or item.known_on > on or self._until[key] <= on:
                continue
            cents = item.open_cents(on)
            if cents > 0:
                done = {step: day for step, day in self._done[key].items() if day <= on}
                found.append(
                    dunning.Item(
                        key, item.due_on, cents, done, held_until(item.disputed, on) is not None,
                        held_until(item.paused, on), item.barred_on(on), self._trait.clears_late,
                    )
                )  # fmt: skip
        return found

    def _person(self, items: Sequence[dunning.Item], on: date, rules: Rules) -> dunning.Person:
        """What was known of the customer on the day."""
        known = self._history
        before = on - timedelta(days=1)
        graced = dunning.may_have_grace(items, on, rules.late_before or on)
        return dunning.Person(
            items,
            sum(cents for day, cents in known.credit if day <= on),
            held_until(known.opted_out, on) is not None,
            held_until(known.wrong_number, on) is not None,
            held_until(known.paused, on),
            max((day for day in known.says_paid_on if day <= on), default=None),
            max((due_on for said_on, due_on in known.promises if said_on <= on), default=None),
            [day for day in self._late_on if (on - day).days < dunning.MONTH_DAYS],
            next_on(known.pay_day, before, rules.calendar) if known.pay_day else None,
            self._trait.always_by if graced else None,
        )

    def _say(self, decision: Decision, on: date, rules: Rules) -> None:
        assert decision.step is not None
        for key, step in decision.done:
            self._done[key][step] = on
        if rules.ladder.position(decision.step) >= 0:
            self._late_on.append(on)
        shown = [self._items[key] for key in decision.shown]
        soon = on + timedelta(days=ANYWAY_DAYS)
        settled = [self._until[item.installment_id] for item in shown]
        bothered = all(day <= soon for day in settled)
        on_time = bothered and not any(
            is_late(item.due_on, day, rules.calendar)
            for item, day in zip(shown, settled, strict=True)
        )
        self.said.append(Said(on, decision.step, decision.shown, bothered, on_time))

    def _note_late(
        self, items: Iterable[dunning.Item], decision: Decision, on: date, rules: Rules
    ) -> None:
        """Which late items stand in today's message, and why the others do not."""
        for item in items:
            if not is_late(item.due_on, on, rules.calendar):
                continue
            if item.installment_id in decision.shown:
                self._spoken_of.add(item.installment_id)
            else:
                why = _reason(item, decision, on, rules)
                self._quiet.append((on, item.installment_id, item.open_cents, why))


def _reason(item: dunning.Item, decision: Decision, on: date, rules: Rules) -> str:
    """Why an item is not in a message: its own reason, else its customer's."""
    own, _ = dunning.held(item, on, rules, rules.late_before or on)
    return own or decision.reason or decision.kind


def held_until(spans: Iterable[Span], on: date) -> date | None:
    """The end of what holds on a day, the latest if several do."""
    return max((until for since, until in spans if since <= on < until), default=None)
