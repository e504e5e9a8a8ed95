from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.allocation import Account, Event, Fund, Item, room_from

d = date.fromisoformat


def item(installment_id, cents, *, due="2026-12-01", sold="2026-11-01", sale=1, events=(),
         disputed=False):  # fmt: skip
    return Item(
        installment_id=installment_id, sale_id=sale, sold_on=d(sold), due_on=d(due),
        amount_cents=cents, open_cents=cents - sum(e.amount_cents for e in events),
        events=list(events), disputed=disputed,
    )  # fmt: skip


def fund(payment_id, cents, *, on="2026-11-20", events=()):
    return Fund(
        payment_id=payment_id, received_on=d(on), amount_cents=cents,
        credit_cents=cents - sum(e.amount_cents for e in events), events=list(events),
    )  # fmt: skip


def event(on, cents):
    return Event(d(on), cents)


def brief(shares):
    return [(s.payment_id, s.installment_id, s.amount_cents) for s in shares]


# --- The order (CC 355; rules §3) ----------------------------------------------------------------


def test_the_oldest_due_is_settled_first_and_the_rest_overflows():
    account = Account([item(1, 100, due="2026-12-20"), item(2, 100, due="2026-12-10")], [])
    assert brief(account.receive(fund(7, 150))) == [(7, 2, 100), (7, 1, 50)]
    assert (account.open_cents, account.credit_cents) == (50, 0)


def test_what_is_left_is_credit():
    account = Account([item(1, 100)], [])
    account.receive(fund(7, 150))
    assert (account.open_cents, account.credit_cents) == (0, 50)
    assert (account.items, [f.payment_id for f in account.funds]) == ([], [7])


@pytest.mark.parametrize(
    ("items", "order"),
    [
        ([item(1, 10, due="2026-12-02"), item(2, 10, due="2026-12-01")], [2, 1]),
        ([item(1, 10, sold="2026-11-05"), item(2, 10, sold="2026-11-04")], [2, 1]),
        ([item(2, 10), item(1, 10)], [1, 2]),
        # Sales made after the payment come last, the next sale first.
        ([item(1, 10, sold="2026-11-25"), item(2, 10, due="2027-05-05")], [2, 1]),
        (
            [
                item(1, 10, sold="2026-11-25", due="2026-11-26"),
                item(2, 10, sold="2026-11-24", due="2027-05-05"),
            ],
            [2, 1],
        ),
    ],
)
def test_ties_go_by_the_day_of_sale_then_by_id(items, order):
    assert [s.installment_id for s in Account(items, []).receive(fund(7, 20))] == order


def test_named_instalments_come_first_each_by_its_own_order():
    items = [item(1, 10), item(2, 10, due="2026-12-20"), item(3, 10, due="2026-12-10")]
    shares = Account(items, []).receive(fund(7, 25), first=[2, 3])
    assert brief(shares) == [(7, 3, 10), (7, 2, 10), (7, 1, 5)]


def test_credit_is_used_first_in_first_out():
    account = Account([], [fund(1, 50, on="2026-11-20"), fund(2, 50, on="2026-11-05"),
                           fund(3, 50, on="2026-11-05")])  # fmt: skip
    assert brief(account.sell([item(1, 120)])) == [(2, 1, 50), (3, 1, 50), (1, 1, 20)]
    assert account.credit_cents == 30


def test_what_is_paid_with_a_sale_goes_to_it_and_credit_pays_the_rest():
    account = Account([], [fund(1, 30)])
    shares = account.sell([item(1, 100), item(2, 100)], [fund(2, 120, on="2026-11-01")])
    assert brief(shares) == [(2, 1, 100), (2, 2, 20), (1, 2, 30)]
    assert (account.open_cents, account.credit_cents) == (50, 0)


def test_a_payment_at_the_counter_leaves_older_debt_alone():
    account = Account([item(1, 100, due="2026-11-02")], [])
    assert brief(account.sell([item(2, 100)], [fund(7, 60)])) == [(7, 2, 60)]


def test_what_is_contested_is_paid_only_when_it_is_named():
    def account():
        return Account([item(1, 100, due="2026-11-02", disputed=True), item(2, 50)], [])

    (unnamed, named) = (account(), account())
    assert brief(unnamed.receive(fund(7, 120))) == [(7, 2, 50)]
    assert (unnamed.open_cents, unnamed.payable_cents(), unnamed.credit_cents) == (100, 0, 70)
    assert named.payable_cents([1]) == 150
    assert brief(named.receive(fund(7, 120), first=[1])) == [(7, 1, 100), (7, 2, 20)]


def test_a_discount_leaves_what_is_contested_alone_unless_it_is_named():
    account = Account([item(1, 100, due="2026-11-02", disputed=True), item(2, 50)], [])
    cuts = account.abate(50, d("2026-11-20"))
    assert [(cut.installment_id, cut.amount_cents) for cut in cuts] == [(2, 50)]
    cuts = account.abate(40, d("2026-11-20"), first=[1])
    assert [(cut.installment_id, cut.amount_cents) for cut in cuts] == [(1, 40)]


# --- The day -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "sold", "expected"),
    [
        ("2026-11-20", "2026-11-01", "2026-11-20"),
        ("2026-10-20", "2026-11-01", "2026-11-01"),
        ("2026-11-01", "2026-11-01", "2026-11-01"),
    ],
)
def test_a_share_takes_effect_on_the_later_of_payment_and_sale(received, sold, expected):
    [share] = Account([item(1, 100, sold=sold)], []).receive(fund(7, 100, on=received))
    assert share.effective_on == d(expected)


def test_a_share_waits_for_the_day_the_instalment_came_open_again():
    opened = item(1, 100, events=[event("2026-11-02", 100), event("2026-11-15", -100)])
    [share] = Account([opened], []).receive(fund(7, 100, on="2026-11-05"))
    assert share.effective_on == d("2026-11-15")


def test_a_share_waits_for_the_day_the_money_came_free_again():
    freed = fund(7, 100, on="2026-11-05",
                 events=[event("2026-11-05", 100), event("2026-11-18", -100)])  # fmt: skip
    [share] = Account([], [freed]).sell([item(1, 60)])
    assert share.effective_on == d("2026-11-18")


@pytest.mark.parametrize(
    ("events", "cents", "expected"),
    [
        # Nothing happened yet, or there was always room.
        ([], 100, "2026-11-01"),
        ([("2026-11-05", 40)], 60, "2026-11-01"),
        ([("2026-11-20", 40)], 60, "2026-11-01"),
        # Full, then open again: from that day on.
        ([("2026-11-05", 100), ("2026-11-20", -100)], 60, "2026-11-20"),
        ([("2026-11-05", 100), ("2026-11-20", -60)], 60, "2026-11-20"),
        ([("2026-11-05", 100), ("2026-11-20", -60)], 10, "2026-11-20"),
        # Part of it was free all along.
        ([("2026-11-05", 40), ("2026-11-20", -40)], 60, "2026-11-01"),
        ([("2026-11-05", 40), ("2026-11-20", -40)], 61, "2026-11-20"),
        # Taken back as if it never was: the same day, so it never was.
        ([("2026-11-05", 100), ("2026-11-05", -100)], 100, "2026-11-01"),
        # Twice full: from the last time on.
        (
            [("2026-11-05", 100), ("2026-11-08", -100), ("2026-11-10", 100), ("2026-11-20", -80)],
            80,
            "2026-11-20",
        ),
        # It comes open in two steps: from the step that makes enough room.
        ([("2026-11-05", 100), ("2026-11-08", -50), ("2026-11-20", -50)], 50, "2026-11-08"),
        ([("2026-11-05", 100), ("2026-11-08", -50), ("2026-11-20", -50)], 51, "2026-11-20"),
        # Open again before it starts to count at all.
        ([("2026-10-05", 100), ("2026-10-20", -100)], 100, "2026-11-01"),
        # The order in which events were written says nothing.
        ([("2026-11-20", -100), ("2026-11-05", 100)], 60, "2026-11-20"),
    ],
)
def test_there_is_room_from_the_day_after_which_it_always_fits(events, cents, expected):
    found = room_from(d("2026-11-01"), 100, [event(*pair) for pair in events], cents)
    assert found == d(expected)


def test_an_amount_that_never_fits_is_a_mistake_of_ours():
    with pytest.raises(AssertionError):
        room_from(d("2026-11-01"), 100, [event("2026-11-05", 60)], 50)


# --- Properties ----------------------------------------------------------------------------------

days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
cents = st.integers(1, 500)


@given(
    st.lists(st.tuples(cents, days, days), max_size=6),
    st.lists(st.tuples(cents, days), min_size=1, max_size=6),
    st.data(),
)
def test_no_cent_appears_or_disappears(sold, received, data):
    items = [
        item(i, amount, due=str(max(pair)), sold=str(min(pair)), sale=i)
        for i, (amount, *pair) in enumerate(sold, 1)
    ]
    account = Account(list(items), [])
    shares = []
    for i, (amount, on) in enumerate(received, 1):
        named = data.draw(st.sets(st.sampled_from(range(1, 7)), max_size=2))
        shares += account.receive(fund(i, amount, on=str(on)), first=named)
        assert not (account.open_cents and account.credit_cents)
    paid, owed = sum(a for a, _ in received), sum(a for a, *_ in sold)
    assert sum(s.amount_cents for s in shares) == min(paid, owed)
    assert account.open_cents == max(0, owed - paid)
    assert account.credit_cents == max(0, paid - owed)
    for one in items:
        own = [s for s in shares if s.installment_id == one.installment_id]
        assert one.amount_cents - one.open_cents == sum(s.amount_cents for s in own)
        assert all(s.effective_on >= one.sold_on for s in own)
    for share in shares:
        assert share.amount_cents > 0
        assert share.effective_on >= received[share.payment_id - 1][1]


@given(st.lists(st.tuples(cents, days), max_size=6), st.integers(1, 500), days)
def test_from_the_day_found_on_there_is_always_room_and_not_a_day_before(moves, amount, start):
    """Random moves, each followed by its opposite on a later day; so all fits in the end."""
    events = [event(str(on), c) for c, on in moves]
    events += [event("2026-12-31", -c) for c, _ in moves]
    capacity = max(amount, sum(c for c, _ in moves))
    found = room_from(start, capacity, events, amount)

    def always_fits_from(first):
        later = {first, *(e.effective_on for e in events if e.effective_on >= first)}
        return all(
            sum(e.amount_cents for e in events if e.effective_on <= on) + amount <= capacity
            for on in later
        )

    assert always_fits_from(found)
    candidates = {start, *(e.effective_on for e in events if e.effective_on > start)}
    assert not any(always_fits_from(on) for on in candidates if on < found)
