"""What lateness costs, where a sale agreed it: a fine once, and simple interest by the day.

A function of the dates and of the principal open on each of them; no job ever adds anything
(`rules.md` §4). Caps: fine 2 % (CDC 52 §1), interest 1 % a month (Súmula 121 STF: never on itself).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain.aging import last_on_time_day
from cobranca_cli.domain.money import half_up, percent_of
from cobranca_cli.errors import ChargesAboveCapError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar

FINE_CAP_BPS, INTEREST_CAP_BPS = 200, 100
_BPS_DAYS = 10_000 * 30  # Basis points of a month of 30 days.

Kind = Literal["interest", "fine"]
KINDS: tuple[Kind, ...] = ("interest", "fine")  # In the order of payment (CC 354).


class Terms(NamedTuple):
    """Basis points: the fine once, the interest a month. Both zero: nothing was agreed."""

    fine_bps: int = 0
    interest_bps: int = 0


class Event(NamedTuple):
    """Money that moved on a day: what was posted to an instalment, or taken from a payment."""

    effective_on: date
    amount_cents: int


class Taken(NamedTuple):
    """A charge that was received or forgiven on a day; negative when it was taken back on it."""

    on: date
    kind: Kind
    amount_cents: int


class Stretch(NamedTuple):
    """Days on which the same principal was open, the first excluded and the last included."""

    from_on: date
    to_on: date
    days: int
    principal_cents: int
    interest_cents: int


class Charges(NamedTuple):
    """What is due of each on a day, and its working ("memória de cálculo").

    `fine_cents` and `interest_cents` are net of what was received or forgiven (`fine_taken_cents`,
    `interest_taken_cents`); `updated_cents` is open principal and both. The whole fine is
    `terms.fine_bps` of `fine_principal_cents`, the whole interest the sum of the `working`.
    """

    fine_cents: int
    interest_cents: int
    updated_cents: int
    terms: Terms = Terms()
    fine_principal_cents: int = 0
    working: tuple[Stretch, ...] = ()
    fine_taken_cents: int = 0
    interest_taken_cents: int = 0

    @property
    def cents(self) -> int:
        """Both together."""
        return self.fine_cents + self.interest_cents


class History(NamedTuple):
    """All that the charges of an instalment depend on; `moves` is what was posted to it.

    `aside` is what passed to an agreement, or came back: charges count as if it never had, but
    nothing is due of what an agreement holds (`rules.md` §8).
    """

    terms: Terms
    due_on: date
    amount_cents: int
    moves: Iterable[Event]
    taken: Iterable[Taken] = ()
    aside: Iterable[Event] = ()

    def on(self, day: date, calendar: Calendar) -> Charges:
        """What is due at the end of `day`."""
        return charges(self, day, calendar)


def agreed(fine_bps: int, interest_bps: int) -> Terms:
    """Terms that the law allows. Raises ChargesAboveCapError."""
    if fine_bps > FINE_CAP_BPS:
        raise ChargesAboveCapError("fine", fine_bps)
    if interest_bps > INTEREST_CAP_BPS:
        raise ChargesAboveCapError("interest", interest_bps)
    return Terms(fine_bps, interest_bps)


def charges(history: History, on: date, calendar: Calendar) -> Charges:
    """Fine and interest due at the end of the day `on`, each stretch rounded half up to cents.

    Nothing until the last day that is still on time; what is paid by then counts as paid on the due
    date, for the fine too. After it days count from the original due date (STJ REsp 1.954.924).
    Where no principal is open nothing is due: its quittance stands for theirs (CC 323).

    >>> from datetime import date
    >>> from cobranca_cli.domain.calendar import BANK_CALENDAR
    >>> late = History(Terms(200, 100), date(2026, 11, 10), 10_000, [])
    >>> late.on(date(2026, 11, 20), BANK_CALENDAR)[:3]
    (200, 33, 10233)
    """
    on_time = last_on_time_day(history.due_on, calendar)
    by_day: dict[date, int] = {}
    for move in history.moves:
        if move.effective_on <= on:
            day = history.due_on if move.effective_on <= on_time else move.effective_on
            by_day[day] = by_day.get(day, 0) + move.amount_cents
    at_due = history.amount_cents - by_day.pop(history.due_on, 0)
    days = [day for day in sorted(by_day) if by_day[day]]
    open_cents = at_due - sum(by_day[day] for day in days)
    aside_cents = sum(part.amount_cents for part in history.aside if part.effective_on <= on)
    if on <= on_time or aside_cents:
        return Charges(0, 0, open_cents - aside_cents, history.terms)
    stretches, principal, since = [], at_due, history.due_on
    for day in dict.fromkeys((*days, on)):
        if principal and day > since:
            stretches.append(_stretch(since, day, principal, history.terms))
        principal -= by_day.get(day, 0)
        since = day
    taken: dict[Kind, int] = dict.fromkeys(KINDS, 0)
    for part in history.taken:
        taken[part.kind] += part.amount_cents if part.on <= on else 0
    fine = percent_of(at_due, history.terms.fine_bps) - taken["fine"]
    interest = sum(one.interest_cents for one in stretches) - taken["interest"]
    due = [max(0, cents) if open_cents else 0 for cents in (fine, interest)]
    return Charges(
        due[0], due[1], open_cents + sum(due), history.terms, at_due, tuple(stretches),
        taken["fine"], taken["interest"],
    )  # fmt: skip


def _stretch(since: date, until: date, principal_cents: int, terms: Terms) -> Stretch:
    days = (until - since).days
    interest = half_up(principal_cents * terms.interest_bps * days, _BPS_DAYS)
    return Stretch(since, until, days, principal_cents, interest)
