"""Who is reminded today, at which step, of what; who is not, why, and until when (rules §7).

Pure: facts in, a decision out, with every rule that let through or withheld. A step is due when
its day is reached and not done, never because it "is today"; late steps come one at a time.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from cobranca_cli.domain.aging import late_cutoff
from cobranca_cli.domain.ladder import TASKS, TIME_BARRED, WRITE_OFF, Step
from cobranca_cli.domain.score import MOST_GRACE_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.domain.ladder import Ladder

Reason = Literal[
    "opted-out", "wrong-number", "paused", "says-paid", "promise", "disputed", "time-barred",
    "compensation", "below-tolerance", "approved", "too-soon", "too-many", "no-identity", "not-yet",
    "done",
]  # fmt: skip
#: The first of these that holds is the reason of a silence.
ORDER = {reason: at for at, reason in enumerate(get_args(Reason))}
COVERED_WITHIN = 7  # Days ahead: what a message said is not said again by itself so soon.
MONTH_DAYS = 30
PAY_DAY_WITHIN = 5  # Days: a usual pay day so near is waited for.
SAYS_PAID_DAYS, PROMISE_DAYS = 5, 1  # Business days.
SHOWN_AHEAD = 3  # What falls due in so many days stands in a message too.
NEEDS_IDENTITY = frozenset(("proposta", "formal"))
TALK, AFTER_TALK = "conversa", "formal"  # The one never goes while the other is open.
YEAR_DAYS = 365


class Item(NamedTuple):
    """An open instalment; `done` is step -> the day it was done.

    `paused_until` is the first day that is free again, `barred_on` the day on which the limitation
    has run out (CC 206 §5 I), `clears_late` says that it is paid by boleto or cheque, which show in
    the account some business days later. `charges_cents` is what lateness costs today; it is only
    looked at where what is open alone would be too little to be asked for.
    """

    installment_id: int
    due_on: date
    open_cents: int
    done: Mapping[str, date]
    disputed: bool = False
    paused_until: date | None = None
    barred_on: date | None = None
    clears_late: bool = False
    charges_cents: int = 0


class Person(NamedTuple):
    """All that is asked of a customer: items open and due soon or late, oldest due first.

    `late_on` are the days of late messages in the last month, `promise_on` the day of a promise
    that may still be kept, `says_paid_on` the day on which they said that they had paid,
    `pay_day_on` their next usual pay day (today counts), `always_by` the days late by which they
    always pay. `approved`: a message that the owner approved waits to be sent by hand; `talk`: one
    is open that no step of the ladder asked for.
    """

    items: Sequence[Item]
    credit_cents: int = 0
    opted_out: bool = False
    wrong_number: bool = False
    paused_until: date | None = None
    says_paid_on: date | None = None
    promise_on: date | None = None
    late_on: Sequence[date] = ()
    pay_day_on: date | None = None
    always_by: int | None = None
    approved: bool = False
    talk: bool = False


class Rules(NamedTuple):
    """What the owner set; `sending` says on which days messages leave."""

    ladder: Ladder
    calendar: Calendar
    sending: Calendar
    tolerance_cents: int = 500
    has_identity: bool = True
    paused_until: date | None = None  # The owner is away.
    late_before: date | None = None  # `aging.late_cutoff` of today, worked out once for many.
    gap_days: int = 3
    most_in_a_month: int = 4
    compensation_days: int = 2


class Check(NamedTuple):
    """One rule that was looked at; `until` is the first day on which it lets through.

    `detail` says what holds. A rule of single items names them; it lets through when there are
    others, and then they are left out.
    """

    rule: Reason
    passed: bool
    detail: str
    until: date | None
    installment_ids: tuple[int, ...] = ()


class Task(NamedTuple):
    """A step that the owner does, open since a day."""

    step: str
    since: date
    installment_ids: tuple[int, ...]


class Decision(NamedTuple):
    """What follows for one customer today.

    `done` are (instalment, step) pairs that the message does, those it only covers too; `next_on`
    is the first day on which the ladder has something to say again, if any.
    """

    kind: Literal["message", "task", "withheld", "nothing"]
    step: str | None
    shown: tuple[int, ...]
    done: tuple[tuple[int, str], ...]
    reason: Reason | None
    until: date | None
    next_on: date | None
    tasks: tuple[Task, ...]
    checks: tuple[Check, ...]


class _Next(NamedTuple):
    """An item's next step and the day on which it is reached; None when there is no more."""

    item: Item
    step: Step | None
    on: date | None
    late: bool


def decide(person: Person, today: date, rules: Rules, *, brief: bool = False) -> Decision:
    """One message, a task, or silence with its reason; nothing for who owes nothing now.

    `brief` leaves out what only a message or an explanation needs: `done`.
    """
    late_before = rules.late_before or late_cutoff(today, rules.calendar)
    usable, aside = _usable(person, today, rules, late_before)
    every = [_next(item, today, person, rules, late_before) for item in usable]
    near = today + timedelta(days=SHOWN_AHEAD)
    nexts = [n for n in every if n.item.due_on <= near or (n.step and n.on and n.on <= today)]
    checks = _set_aside(aside, others=bool(nexts))
    tasks = _tasks(nexts, person, today)
    talk = person.talk or any(task.step == TALK for task in tasks)
    early = {AFTER_TALK} if talk else set()
    sayable = [n for n in nexts if n.step and n.on and n.on <= today
               and not n.step.is_task and n.step.key not in early]  # fmt: skip
    freed = [check.until for check in checks if check.until]
    coming = min((*freed, *(n.on for n in every if n.on and n.on > today)), default=None)
    step = _highest(sayable, rules)
    covered = nexts and _owed(nexts, person) <= 0  # By their own credit.
    if covered or (step is None and not any(i.due_on < late_before for i in person.items)):
        return Decision("nothing", None, (), (), None, None, coming, tasks, tuple(checks))
    checks += _gates(person, today, rules, nexts, step)
    if step is None:
        checks += _silences(person, today, rules, nexts, tasks)
    checks.sort(key=lambda check: ORDER[check.rule])
    stopped = next((check for check in checks if not check.passed), None)
    if stopped is None and step is not None:
        return Decision(
            "message", step.key, tuple(n.item.installment_id for n in nexts),
            () if brief else tuple(_done(nexts, step, today, rules)), None, None, coming, tasks,
            tuple(checks),
        )  # fmt: skip
    if tasks and (stopped is None or stopped.rule in ("not-yet", "done")):
        return Decision("task", tasks[-1].step, (), (), None, None, coming, tasks, tuple(checks))
    assert stopped is not None
    return Decision(
        "withheld", step and step.key, (), (), stopped.rule, stopped.until, coming, tasks,
        tuple(checks),
    )  # fmt: skip


def known_until(today: date, ladders: Iterable[Ladder], sending: Calendar) -> date:
    """The last due date that may matter today: what is shown ahead, and every early step reached.

    A step whose day is none for sending goes on the last one before it.
    """
    first = min((step.days for steps in ladders for step in steps.early), default=0)
    next_sending = sending.next_business_day(today + timedelta(days=1))
    reached = next_sending - timedelta(days=1 + first)
    return max(reached, today + timedelta(days=SHOWN_AHEAD))


def may_have_grace(items: Sequence[Item], today: date, late_before: date) -> bool:
    """Nothing is later than any grace, and something late was not spoken of yet."""
    late = [item for item in items if item.due_on < late_before]
    oldest = today - timedelta(days=MOST_GRACE_DAYS)
    return bool(late) and late[0].due_on >= oldest and not all(item.done for item in late)


_Aside = dict[Reason, list[tuple[Item, date | None]]]


def _usable(
    person: Person, today: date, rules: Rules, late_before: date
) -> tuple[list[Item], _Aside]:
    """The items that may be spoken of, and by reason the others with the days that free them."""
    aside: _Aside = {}
    usable = []
    for item in person.items:
        reason, until = held(item, today, rules, late_before)
        if reason is None:
            usable.append(item)
        else:
            aside.setdefault(reason, []).append((item, until))
    return usable, aside


def _set_aside(aside: _Aside, *, others: bool) -> list[Check]:
    """Why items are left out; it silences the customer when there are no `others`."""
    checks = []
    for reason, found in aside.items():
        ids = tuple(item.installment_id for item, _ in found)
        detail = f"parcela{'s' if ids[1:] else ''} {', '.join(map(str, ids))}"
        until = min((until for _, until in found if until), default=None)
        checks.append(Check(reason, others, detail, until, ids))
    return checks


def held(
    item: Item, today: date, rules: Rules, late_before: date
) -> tuple[Reason | None, date | None]:
    """Why nothing is said of one item whatever its ladder says, and the day that frees it."""
    if item.paused_until and today < item.paused_until:
        return "paused", item.paused_until
    if item.disputed:
        return "disputed", None
    if item.barred_on and item.barred_on <= today:
        return "time-barred", None
    if item.clears_late and item.due_on < late_before:
        free = free_after(item.due_on, rules.compensation_days, rules.calendar)
        if today < free:
            return "compensation", free
    return None, None


def _next(item: Item, today: date, person: Person, rules: Rules, late_before: date) -> _Next:
    if item.due_on < late_before:
        return _next_late(item, person, rules)
    if today > item.due_on:  # Still on time by the business-day rule; the early steps lapsed.
        return _Next(item, None, None, False)
    for step in reversed(rules.ladder.early):
        on = rules.sending.previous_business_day(item.due_on + timedelta(days=step.days))
        if on <= today:
            done = step.key in item.done
            return _Next(item, None if done else step, None if done else on, False)
    first = rules.ladder.early[0] if rules.ladder.early else None
    if first is None or first.key in item.done:
        return _Next(item, None, None, False)
    on = rules.sending.previous_business_day(item.due_on + timedelta(days=first.days))
    return _Next(item, first, on, False)


def _next_late(item: Item, person: Person, rules: Rules) -> _Next:
    """The late step above the highest that was done, at the latest of its day and of its wait.

    Who always pays within a few days gets them before the first one. A year after all is done,
    and every year from then on, the owner is asked whether to write it off.
    """
    before = [step for step in rules.ladder.late if step.key in item.done]
    for step in rules.ladder.ahead(item.done)[:1]:
        waited = [item.done[b.key] + timedelta(days=step.days - b.days) for b in before]
        if not before and person.always_by is not None:
            waited.append(item.due_on + timedelta(days=person.always_by + 1))
        on = max((item.due_on + timedelta(days=step.days), *waited))
        return _Next(item, step, on, True)
    if not before:
        return _Next(item, None, None, True)
    asked = sum(key.startswith(WRITE_OFF) for key in item.done)
    key = f"{WRITE_OFF}-{asked + 1}" if asked else WRITE_OFF
    return _Next(item, Step(key, 0), max(item.done.values()) + timedelta(days=YEAR_DAYS), True)


def _highest(nexts: Iterable[_Next], rules: Rules) -> Step | None:
    wanted = {n.step.key for n in nexts if n.step}
    steps = (*rules.ladder.early, *rules.ladder.late)
    return next((step for step in reversed(steps) if step.key in wanted), None)


def _tasks(nexts: Iterable[_Next], person: Person, today: date) -> tuple[Task, ...]:
    """What the ladder leaves to the owner, and what it no longer asks for by itself."""
    found: dict[str, list[tuple[date, int]]] = {}
    for one in nexts:
        if one.step and one.step.is_task and one.on and one.on <= today:
            found.setdefault(one.step.key, []).append((one.on, one.item.installment_id))
    for item in person.items:
        if item.barred_on and item.barred_on <= today and TIME_BARRED not in item.done:
            found.setdefault(TIME_BARRED, []).append((item.barred_on, item.installment_id))
    return tuple(
        Task(key, min(ones)[0], tuple(number for _, number in ones)) for key, ones in found.items()
    )


def _done(
    nexts: Iterable[_Next], step: Step, today: date, rules: Rules
) -> Iterable[tuple[int, str]]:
    """What the message does: each item's own step, and for late ones all up to the message's."""
    ahead = today + timedelta(days=COVERED_WITHIN)
    top = rules.ladder.position(step.key)
    for one in nexts:
        if one.late:
            for rung in rules.ladder.ahead(one.item.done):
                comes_on = one.item.due_on + timedelta(days=rung.days)
                if rules.ladder.position(rung.key) <= top and comes_on <= ahead:
                    yield one.item.installment_id, rung.key
        elif one.step and one.on and one.on <= today:
            yield one.item.installment_id, one.step.key


def _gates(
    person: Person, today: date, rules: Rules, nexts: Sequence[_Next], step: Step | None
) -> Iterator[Check]:
    """The rules that look at the whole customer."""
    yield _plain("opted-out", not person.opted_out, "não quer receber mensagens")
    yield _plain("wrong-number", not person.wrong_number, "o número é de outra pessoa")
    away = max(filter(None, (person.paused_until, rules.paused_until)), default=None)
    yield _dated("paused", away, today, "pausa")
    paid = person.says_paid_on and free_after(person.says_paid_on, SAYS_PAID_DAYS, rules.calendar)
    yield _dated("says-paid", paid, today, "diz que já pagou")
    kept = person.promise_on and free_after(person.promise_on, PROMISE_DAYS, rules.calendar)
    yield _dated("promise", kept, today, "prometeu pagar")
    enough = _owed(nexts, person) >= rules.tolerance_cents or not nexts
    yield _plain("below-tolerance", enough, "valor pequeno")
    yield _plain("approved", not person.approved, "espera na fila do WhatsApp")
    late_on = sorted(person.late_on)
    free = late_on[-1] + timedelta(days=rules.gap_days) if late_on else None
    yield _dated("too-soon", free, today, "falamos há pouco")
    month = [on for on in late_on if (today - on).days < MONTH_DAYS]
    full = None
    if len(month) >= rules.most_in_a_month:
        full = month[-rules.most_in_a_month] + timedelta(days=MONTH_DAYS)
    yield _dated("too-many", full, today, "já foram muitas mensagens no mês")
    if step is not None and step.key in NEEDS_IDENTITY:
        yield _plain("no-identity", rules.has_identity, "faltam seus dados (CDC 42-A)")
    if step is not None and step.is_late and (on := person.pay_day_on):
        near = today < on <= today + timedelta(days=PAY_DAY_WITHIN)
        yield _dated("not-yet", on if near else None, today, "costuma receber nesse dia")


def _owed(nexts: Iterable[_Next], person: Person) -> int:
    """What a message would ask for."""
    due_cents = sum(n.item.open_cents + n.item.charges_cents for n in nexts)
    return due_cents - person.credit_cents


def _silences(
    person: Person, today: date, rules: Rules, nexts: Sequence[_Next], tasks: Sequence[Task]
) -> Iterator[Check]:
    """Why no step of the items that may be spoken of is to be said today."""
    ahead = [n for n in nexts if n.step and n.on and n.on > today]
    coming = min((n.on for n in ahead if n.on), default=None)
    if person.talk or any(task.step in TASKS for task in tasks):
        yield Check("not-yet", False, "antes é a sua vez (cobranca tarefas)", coming)
    elif all(n.step.key.startswith(WRITE_OFF) for n in ahead if n.step):
        if nexts:
            yield Check("done", False, "nada mais a dizer", coming)
    else:
        why = "ainda é cedo"
        if any(n.on == coming and _has_grace(n, rules) for n in ahead):
            days = f"{person.always_by} dia" + ("" if person.always_by == 1 else "s")
            why = f"costuma pagar até {days} depois"
        yield Check("not-yet", False, why, coming)


def _has_grace(one: _Next, rules: Rules) -> bool:
    """Whether it waits for more than its own day; nothing else puts off a first late step."""
    if one.step is None or one.on is None or one.step not in rules.ladder.late[:1]:
        return False
    return one.on > one.item.due_on + timedelta(days=one.step.days)


def _plain(rule: Reason, free: bool, detail: str) -> Check:
    return Check(rule, free, "" if free else detail, None)


def _dated(rule: Reason, until: date | None, today: date, detail: str) -> Check:
    free = until is None or until <= today
    return _plain(rule, free, detail)._replace(until=None if free else until)


def free_after(day: date, business_days: int, calendar: Calendar) -> date:
    """The first day after so many business days: until then something is waited for."""
    return calendar.add_business_days(day, business_days) + timedelta(days=1)
