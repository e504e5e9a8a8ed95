"""Which instalments a payment settles, and from which day.

Oldest due first (CC 355; ties: day of sale, then id), overflow to the next, the rest is the
customer's credit. What is contested is paid only when it is named: credit and undisputed open money
never coexist (`rules.md` §3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.domain.charges import Charges, Event, History, Taken, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar

__all__ = ["Account", "Cut", "Event", "Fund", "Item", "Share", "room_from", "settle"]


class Early(NamedTuple):
    """How much less an instalment costs when it is paid by a day, that day included."""

    discount_cents: int
    until_on: date


class Share(NamedTuple):
    """A part of one payment that settles (part of) one instalment: charges, then principal.

    Charges `forgiven` with it take nothing from the payment. Of no payment, it is the discount
    that closes an instalment paid early (`rules.md` §5).
    """

    payment_id: int | None
    installment_id: int
    amount_cents: int
    effective_on: date
    interest_cents: int = 0
    fine_cents: int = 0
    forgiven: bool = False

    @property
    def taken_cents(self) -> int:
        """What the payment gave for it."""
        charges = 0 if self.forgiven else self.interest_cents + self.fine_cents
        return self.amount_cents + charges


class Cut(NamedTuple):
    """A discount on one instalment."""

    installment_id: int
    amount_cents: int
    effective_on: date


class Item:
    """An open instalment, as a working copy. `events` are its postings so far.

    `early` are the discounts that it may be had with, the greatest first; `terms` are of what
    lateness costs. `taken` is what was received or forgiven of it so far, and `charged_on` the last
    day on which a payment gave some. `aside` are those of its postings by which it passed to an
    agreement or came back. It is of a sale, or of an agreement since the day `sold_on`.
    """

    __slots__ = (
        "agreement_id", "amount_cents", "aside", "charged_on", "disputed", "due_on", "early",
        "events", "installment_id", "open_cents", "sale_id", "sold_on", "taken", "terms",
    )  # fmt: skip

    def __init__(self, *, installment_id: int, sale_id: int | None, sold_on: date, due_on: date,
                 amount_cents: int, open_cents: int, events: list[Event],
                 disputed: bool = False, early: Sequence[Early] = (), terms: Terms | None = None,
                 taken: Iterable[Taken] = (), charged_on: date | None = None,
                 aside: Sequence[Event] = (), agreement_id: int | None = None) -> None:  # fmt: skip
        self.installment_id = installment_id
        self.sale_id = sale_id
        self.agreement_id = agreement_id
        self.aside = aside
        self.sold_on = sold_on
        self.due_on = due_on
        self.amount_cents = amount_cents
        self.open_cents = open_cents
        self.events = events
        self.disputed = disputed
        self.early = early
        self.terms = terms
        self.taken = list(taken)
        self.charged_on = charged_on

    def charges(self, on: date, calendar: Calendar) -> Charges:
        """What lateness costs by a day; nothing while it is contested (`rules.md` §8)."""
        if self.terms is None or self.disputed:
            return Charges(0, 0, self.open_cents)
        moves = [*self.events, *(Event(e.effective_on, -e.amount_cents) for e in self.aside)]
        history = History(self.terms, self.due_on, self.amount_cents, moves, self.taken, self.aside)
        return history.on(on, calendar)

    def discount_on(self, day: date) -> Early | None:
        """The discount that paying the rest on `day` earns; what was paid after its day does not.

        >>> from datetime import date as d
        >>> item = Item(installment_id=1, sale_id=1, sold_on=d(2026, 1, 1), due_on=d(2026, 2, 1),
        ...             amount_cents=100, open_cents=100, events=[],
        ...             early=[Early(5, d(2026, 1, 9))])
        >>> item.discount_on(d(2026, 1, 9)).discount_cents, item.discount_on(d(2026, 1, 10))
        (5, None)
        """
        day = max(day, self.charged_on or day)
        for one in self.early:
            later = sum(e.amount_cents for e in self.events if e.effective_on > one.until_on)
            if day <= one.until_on and not later and one.discount_cents < self.open_cents:
                return one
        return None


class Fund:
    """A payment with money left, as a working copy. `events` is what was taken from it so far."""

    __slots__ = ("amount_cents", "credit_cents", "events", "payment_id", "received_on")

    def __init__(self, *, payment_id: int, received_on: date, amount_cents: int,
                 credit_cents: int, events: list[Event]) -> None:  # fmt: skip
        self.payment_id = payment_id
        self.received_on = received_on
        self.amount_cents = amount_cents
        self.credit_cents = credit_cents
        self.events = events


class Account:
    """What one customer has open and what is left of their payments.

    Mutable on purpose: an import plays a whole notebook on it, one command a single move.
    """

    __slots__ = ("calendar", "funds", "items")

    def __init__(
        self, items: list[Item], funds: list[Fund], calendar: Calendar = BANK_CALENDAR
    ) -> None:
        self.items = items
        self.funds = funds
        self.calendar = calendar

    @property
    def open_cents(self) -> int:
        """What the customer owes, due or not."""
        return sum(item.open_cents for item in self.items)

    def payable_cents(self, first: Iterable[int] = (), *, on: date | None = None) -> int:
        """What a payment that names `first` can settle: all but what is contested and not named.

        Paid `on` a day it takes so much less as is given for paying early.
        """
        items = self._payable(set(first))
        early = [item.discount_on(on) for item in items] if on else []
        return sum(item.open_cents for item in items) - sum(
            one.discount_cents for one in early if one
        )

    def charges_cents(self, on: date, first: Iterable[int] = ()) -> int:
        """What lateness costs, by a day, on all that such a payment can settle."""
        return sum(item.charges(on, self.calendar).cents for item in self._payable(set(first)))

    @property
    def credit_cents(self) -> int:
        """What was received and settles nothing yet."""
        return sum(fund.credit_cents for fund in self.funds)

    def sell(self, items: Iterable[Item], funds: Iterable[Fund] = ()) -> list[Share]:
        """Add a sale's instalments and what was paid for it at the counter.

        Credit, if any, is used at once on what that leaves open, first in first out.
        """
        own = list(items)
        self.items.extend(own)
        shares = []
        for fund in funds:
            self.funds.append(fund)
            shares += self._spend(fund, {item.installment_id for item in own})
        return shares + self.use_credit()

    def receive(
        self, fund: Fund, *, first: Iterable[int] = (), forgive: bool = False
    ) -> list[Share]:
        """Add a payment: to the instalments named in `first`, then the others; the rest stays.

        With `forgive` the charges of what it reaches are let off.
        """
        self.funds.append(fund)
        return [*self._spend(fund, set(first), forgive=forgive), *self.use_credit()]

    def abate(self, cents: int, on: date, *, first: Iterable[int] = ()) -> list[Cut]:
        """Discount what is open, in the order in which a payment of that day would settle it.

        The caller sees to it that `cents` is not above what is payable.
        """
        cuts: list[Cut] = []
        named = set(first)
        for item in sorted(self._payable(named), key=lambda i: _order(i, on, named)):
            cut = min(cents, item.open_cents)
            if cut:
                start = max(on, item.sold_on)
                day = max(start, room_from(start, item.amount_cents, item.events, cut))
                item.events.append(Event(day, cut))
                item.open_cents -= cut
                cents -= cut
                cuts.append(Cut(item.installment_id, cut, day))
        self.items = [item for item in self.items if item.open_cents]
        assert not cents, "no more than is open"
        return cuts

    def use_credit(self) -> list[Share]:
        """Let no credit lie beside undisputed open money: oldest payment first (FIFO)."""
        shares: list[Share] = []
        if self.items and self.funds:
            for fund in sorted(self.funds, key=lambda f: (f.received_on, f.payment_id)):
                shares += self._spend(fund, frozenset())
        self.funds = [fund for fund in self.funds if fund.credit_cents]
        assert not (self.funds and self._payable(frozenset())), "no credit beside what it can pay"
        return shares

    def _payable(self, named: set[int] | frozenset[int]) -> list[Item]:
        return [i for i in self.items if not i.disputed or i.installment_id in named]

    def _spend(
        self, fund: Fund, first: set[int] | frozenset[int], *, forgive: bool = False
    ) -> list[Share]:
        before = fund.credit_cents
        shares: list[Share] = []
        for item in sorted(self._payable(first), key=lambda i: _order(i, fund.received_on, first)):
            if not fund.credit_cents:
                break
            shares += _settled_early(fund, item) or [
                settle(fund, item, self.calendar, forgive=forgive)
            ]
        self.items = [item for item in self.items if item.open_cents]
        paid = sum(share.taken_cents for share in shares if share.payment_id is not None)
        assert paid + fund.credit_cents == before
        return shares


def _order(
    item: Item, received_on: date, first: set[int] | frozenset[int]
) -> tuple[bool, bool, date, bool, date, int]:
    """Named ones, then sales made by the payment's day, oldest due first; then the next sales.

    Of two due on one day the one with charges goes first (CC 355: the more onerous).
    """
    later = item.sold_on > received_on
    days = (item.sold_on, item.due_on) if later else (item.due_on, item.sold_on)
    costs_nothing = item.terms is None and not later
    named_later = item.installment_id not in first
    return (named_later, later, days[0], costs_nothing, days[1], item.installment_id)


def settle(fund: Fund, item: Item, calendar: Calendar, *, forgive: bool = False) -> Share:
    """Spend what is left of a payment on an instalment: interest, fine, principal (CC 354).

    From the first day on which the payment, the sale and room on both are there, and not before
    charges that were taken already: what these were counted from stays as it was. With `forgive`
    the charges are let off. Both copies are changed.
    """
    day = max(fund.received_on, item.sold_on, item.charged_on or item.sold_on)
    while True:
        due = item.charges(day, calendar)
        taken = min(fund.credit_cents, item.open_cents + (0 if forgive else due.cents))
        principal = taken if forgive else max(0, taken - due.cents)
        later = max(day, _fits_from(fund, item, principal, taken))
        if later == day:
            break
        day = later
    interest = due.interest_cents if forgive else min(taken, due.interest_cents)
    fine = due.fine_cents if forgive else taken - principal - interest
    if interest or fine:
        item.taken += [Taken(day, "interest", interest), Taken(day, "fine", fine)]
        item.charged_on = item.charged_on if forgive else day
    _move(fund, item, day, principal, taken)
    return Share(fund.payment_id, item.installment_id, principal, day, interest, fine, forgive)


def _settled_early(fund: Fund, item: Item) -> list[Share]:
    """What closes an instalment with its discount for being early; nothing when it does not.

    The discount is of the day on which the last of the money came. Never late: no charges.
    """
    one = item.discount_on(fund.received_on)
    if one is None:
        return []
    cents = item.open_cents - one.discount_cents
    if fund.credit_cents < cents or _fits_from(fund, item, cents, cents) > one.until_on:
        return []
    paid_on = _fits_from(fund, item, cents, cents)
    _move(fund, item, paid_on, cents, cents)
    by_day = _by_day(item.events)
    last = max(day for day in by_day if by_day[day] and day <= one.until_on)
    day = room_from(last, item.amount_cents, item.events, one.discount_cents)
    item.events.append(Event(day, one.discount_cents))
    item.open_cents = 0
    return [
        Share(fund.payment_id, item.installment_id, cents, paid_on),
        Share(None, item.installment_id, one.discount_cents, day),
    ]


def _fits_from(fund: Fund, item: Item, principal_cents: int, taken_cents: int) -> date:
    return max(
        fund.received_on,
        item.sold_on,
        room_from(item.sold_on, item.amount_cents, item.events, principal_cents),
        room_from(fund.received_on, fund.amount_cents, fund.events, taken_cents),
    )


def _move(fund: Fund, item: Item, day: date, principal_cents: int, taken_cents: int) -> None:
    if principal_cents:
        item.events.append(Event(day, principal_cents))
    fund.events.append(Event(day, taken_cents))
    item.open_cents -= principal_cents
    fund.credit_cents -= taken_cents


def room_from(start: date, capacity_cents: int, events: list[Event], amount_cents: int) -> date:
    """The first day from which `amount_cents` more fits on every later day.

    For an instalment that came open again that is the day it did, so that `--as-of` any day is
    never below zero (`rules.md` §3).

    >>> from datetime import date as d
    >>> room_from(d(2026, 1, 1), 100, [Event(d(2026, 1, 5), 100), Event(d(2026, 1, 20), -100)], 60)
    datetime.date(2026, 1, 20)
    """
    if not events or sum(e.amount_cents for e in events if e.amount_cents > 0) + amount_cents <= (
        capacity_cents
    ):
        return start
    by_day = _by_day(events)
    room, blocked = capacity_cents, False
    for day in sorted(by_day):
        room -= by_day[day]
        if room < amount_cents:
            blocked = True
        elif blocked:
            start, blocked = max(start, day), False
    assert not blocked, "the amount must fit at the end"
    return start


def _by_day(events: Iterable[Event]) -> dict[date, int]:
    by_day: dict[date, int] = {}
    for event in events:
        by_day[event.effective_on] = by_day.get(event.effective_on, 0) + event.amount_cents
    return by_day
