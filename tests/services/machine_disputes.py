"""Rules of the ledger machine for what is contested, or lost."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.services import disputes, losses


class DisputeRules:
    """Mixed into the machine, whose attributes and methods it uses."""

    @precondition(lambda self: self.book.items)
    @rule(number=st.integers(0, 7), any_item=st.booleans())
    def dispute(self, number, any_item):
        ready = sorted(i for i in self.book.items if self.book.open_of(i))
        item = self.pick("items", number) if any_item or not ready else ready[number % len(ready)]
        done = self.write(
            lambda book: book.dispute(item), disputes.dispute, installment=str(item), text="errado"
        )
        if done:
            assert (done[1].status, done[1].open_cents) == ("open", self.book.open_of(item))

    @precondition(lambda self: any(map(self.book.contests, self.book.items)))
    @rule(
        number=st.integers(0, 7), how=st.sampled_from(["kept", "discounted", "voided"]),
        tenths=st.integers(1, 11),
    )  # fmt: skip
    def resolve(self, number, how, tenths):
        ready = sorted(filter(self.book.contests, self.book.items))
        item = ready[number % len(ready)]
        cents = max(1, self.book.worth_of(item) * tenths // 10) if how == "discounted" else 0
        paid = self.book.worth_of(item) - self.book.open_of(item)
        done = self.write(
            lambda book: book.resolve(item, how, cents, self.in_five_business_days()),
            disputes.resolve, installment=str(item), resolution=how, discount_cents=cents,
            reason=None, calendar=BANK_CALENDAR,
        )  # fmt: skip
        if done:
            found, kept = done[1], self.book.items[item]
            assert (found.open_cents, found.due_on) == (self.book.open_of(item), kept["due"])
            assert found.paid_cents == paid - found.freed_cents
            assert found.credit_cents == self.book.credit_for(kept["customer"])

    @precondition(lambda self: self.book.items)
    @rule(
        number=st.integers(0, 7), any_item=st.integers(0, 5),
        days_back=st.sampled_from([None, None, 0, 3, 30, -1]),
    )  # fmt: skip
    def write_off(self, number, any_item, days_back):
        ready = sorted(i for i in self.book.items if self.book.open_of(i))
        item = ready[number % len(ready)] if ready and any_item else self.pick("items", number)
        on = None if days_back is None else self.today - timedelta(days=days_back)
        open_cents = self.book.open_of(item)
        done = self.write(
            lambda book: book.lose(item, on, self.today), losses.write_off,
            installment=str(item), reason="sumiu", on=on,
        )  # fmt: skip
        if done:
            assert done[1].amount_cents == open_cents
            owner = self.book.items[item]["customer"]
            assert done[1].remaining_open_cents == self.book.owed_by(owner)

    def in_five_business_days(self):
        day = self.today
        for _ in range(5):
            day += timedelta(days=1)
            while not BANK_CALENDAR.is_business_day(day):
                day += timedelta(days=1)
        return day
