"""Fine and interest: the published vectors, and the same sum done by hand, day by day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.allocation import Account, Fund, Item
from cobranca_cli.domain.calendar import BANK_CALENDAR, Calendar
from cobranca_cli.domain.charges import Event, History, Taken, Terms, agreed
from cobranca_cli.errors import ChargesAboveCapError

d = date.fromisoformat
FULL = Terms(200, 100)
DUE = d("2026-11-10")  # A Tuesday.
_FILE = Path(__file__).parents[1] / "data" / "vectors.json"
_VECTORS = json.loads(_FILE.read_text(encoding="utf-8"))["vectors"]


def vectors(category):
    return [
        pytest.param(v["input"], v["expected"], id=v["id"])
        for v in _VECTORS
        if v["category"] == category
    ]


def cents(text):
    return int(Decimal(text) * 100)


def terms(given_):
    return agreed(cents(given_["fine_pct"]), cents(given_.get("interest_pct_month", "0")))


@pytest.mark.parametrize(("given_", "expected"), vectors("late_charges"))
def test_charges_are_as_their_vector_says(given_, expected):
    history = History(terms(given_), d(given_["due"]), cents(given_["principal"]), [])
    found = history.on(d(given_["paid"]), BANK_CALENDAR)
    assert [found.fine_cents, found.interest_cents, found.updated_cents] == [
        cents(expected[key]) for key in ("fine", "interest", "total")
    ]
    assert sum(one.days for one in found.working) == expected["days_late"]


@pytest.mark.parametrize(("given_", "expected"), vectors("late_charges_policy"))
def test_what_the_law_forbids_is_refused_and_without_terms_nothing_is_due(given_, expected):
    if "error_or_cap" in expected:
        with pytest.raises(ChargesAboveCapError, match=f"até {expected['error_or_cap']}%"):
            terms(given_)
    else:
        found = History(Terms(), DUE, 10_000, []).on(d("2030-01-01"), BANK_CALENDAR)
        assert (found.fine_cents, found.interest_cents) == (0, 0)


@pytest.mark.parametrize(("given_", "expected"), vectors("partial_payment"))
def test_a_part_payment_goes_to_interest_fine_and_principal(given_, expected):
    item = late(cents(given_["principal"]), due=given_["due"], terms=terms(given_))
    account = Account([item], [])
    (paid,) = given_["payments"]
    (share,) = account.receive(fund(1, cents(paid["amount"]), on=paid["date"]))
    after = expected["after_first"]
    assert (share.interest_cents, share.fine_cents, share.amount_cents, item.open_cents) == tuple(
        cents(after[k]) for k in ("interest_paid", "fine_paid", "principal_paid", "principal_open")
    )
    found = item.charges(d(given_["as_of"]), BANK_CALENDAR)
    assert found.working[-1].days == expected["as_of"]["days"]
    assert found.interest_cents == cents(expected["as_of"]["interest"])
    assert (found.fine_cents, found.updated_cents) == (0, cents(expected["as_of"]["total_open"]))


def test_interest_above_one_per_cent_a_month_is_refused():
    with pytest.raises(ChargesAboveCapError, match="Súmula 121"):
        agreed(0, 101)


def late(amount, *, due="2026-11-10", terms=FULL, installment_id=1, sold="2026-10-01"):
    return Item(
        installment_id=installment_id, sale_id=1, sold_on=d(sold), due_on=d(due),
        amount_cents=amount, open_cents=amount, events=[], terms=terms,
    )  # fmt: skip


def fund(payment_id, amount, *, on="2026-11-20"):
    return Fund(payment_id=payment_id, received_on=d(on), amount_cents=amount, credit_cents=amount,
                events=[])  # fmt: skip


# --- The rule, case by case (rules §4) -----------------------------------------------------------


def test_what_is_paid_by_the_last_day_still_on_time_counts_as_paid_on_the_due_date():
    saturday, monday = d("2026-11-07"), d("2026-11-09")
    history = History(FULL, saturday, 10_000, [Event(monday, 4_000)])
    assert history.on(monday, BANK_CALENDAR)[:3] == (0, 0, 6_000)
    found = history.on(d("2026-11-17"), BANK_CALENDAR)
    assert (found.fine_principal_cents, found.fine_cents) == (6_000, 120)
    assert [(s.from_on, s.days, s.principal_cents) for s in found.working] == [
        (saturday, 10, 6_000)
    ]


def test_what_is_paid_after_the_day_asked_about_was_open_on_it():
    history = History(FULL, DUE, 10_000, [Event(d("2026-11-05"), 4_000)])
    open_on = [
        history.on(d(day), BANK_CALENDAR).updated_cents for day in ("2026-11-04", "2026-11-05")
    ]
    assert open_on == [10_000, 6_000]


def test_a_local_holiday_gives_its_day_of_grace():
    history = History(FULL, DUE, 10_000, [])
    assert history.on(d("2026-11-11"), Calendar(frozenset({DUE}))).updated_cents == 10_000
    assert history.on(d("2026-11-11"), BANK_CALENDAR)[:2] == (200, 3)


def test_each_stretch_of_the_same_principal_is_rounded_by_itself():
    moves = [Event(d("2026-11-11"), 5_000), Event(d("2026-11-12"), 2_500)]
    found = History(FULL, DUE, 10_000, moves).on(d("2026-11-13"), BANK_CALENDAR)
    assert [(s.days, s.principal_cents, s.interest_cents) for s in found.working] == [
        (1, 10_000, 3), (1, 5_000, 2), (1, 2_500, 1),
    ]  # fmt: skip
    assert (found.fine_cents, found.interest_cents, found.updated_cents) == (200, 6, 2_706)


def test_what_was_taken_back_on_its_own_day_never_was():
    moves = [Event(d("2026-11-15"), 3_000), Event(d("2026-11-15"), -3_000)]
    history = History(FULL, DUE, 10_000, moves)
    assert len(history.on(d("2026-11-20"), BANK_CALENDAR).working) == 1


def test_what_bounced_costs_nothing_while_it_stood():
    moves = [Event(d("2026-11-15"), 10_000), Event(d("2026-11-25"), -10_000)]
    found = History(FULL, DUE, 10_000, moves).on(d("2026-11-30"), BANK_CALENDAR)
    assert [(s.from_on.day, s.to_on.day) for s in found.working] == [(10, 15), (25, 30)]


def test_nothing_is_due_where_no_principal_is_open():
    history = History(FULL, DUE, 10_000, [Event(d("2026-11-20"), 10_000)])
    assert history.on(d("2026-11-30"), BANK_CALENDAR)[:3] == (0, 0, 0)


def test_what_is_forgiven_or_received_is_due_no_more_and_never_less_than_nothing():
    taken = [Taken(d("2026-11-15"), "fine", 300), Taken(d("2026-11-15"), "interest", 20)]
    found = History(FULL, DUE, 10_000, [], taken).on(d("2026-11-20"), BANK_CALENDAR)
    assert (found.fine_cents, found.interest_cents) == (0, 13)
    assert History(FULL, DUE, 10_000, [], taken).on(d("2026-11-14"), BANK_CALENDAR).fine_cents


# --- Payments ------------------------------------------------------------------------------------


def test_a_payment_settles_the_charges_of_each_instalment_before_the_next_one():
    first, second = late(10_000, installment_id=1), late(10_000, installment_id=2, due="2026-11-15")
    shares = Account([second, first], []).receive(fund(7, 12_000))
    assert [(s.installment_id, s.interest_cents, s.fine_cents, s.amount_cents) for s in shares] == [
        (1, 33, 200, 10_000), (2, 17, 200, 1_550),
    ]  # fmt: skip


def test_a_payment_that_is_less_than_the_charges_leaves_the_principal_alone():
    item = late(10_000)
    (share,) = Account([item], []).receive(fund(7, 100))
    assert (share.interest_cents, share.fine_cents, share.amount_cents) == (33, 67, 0)
    assert item.charges(d("2026-11-20"), BANK_CALENDAR)[:3] == (133, 0, 10_133)


def test_of_two_due_on_one_day_the_one_with_charges_goes_first():
    plain, charged = late(100, installment_id=1, terms=None), late(100, installment_id=2)
    shares = Account([plain, charged], []).receive(fund(7, 50))
    assert [share.installment_id for share in shares] == [2]


def test_what_is_let_off_takes_nothing_from_the_payment():
    item = late(10_000)
    account = Account([item], [])
    (share,) = account.receive(fund(7, 10_000), forgive=True)
    assert (share.amount_cents, share.interest_cents, share.fine_cents) == (10_000, 33, 200)
    assert (share.taken_cents, account.credit_cents, account.open_cents) == (10_000, 0, 0)


def test_credit_settles_an_instalment_after_charges_that_were_taken_of_it():
    item = late(10_000)
    account = Account([item], [])
    account.receive(fund(7, 5_000, on="2026-11-20"))
    (share,) = account.receive(fund(8, 1_000, on="2026-11-12"))
    assert share.effective_on == d("2026-11-20")


def test_what_is_contested_costs_nothing():
    item = late(10_000)
    item.disputed = True
    (share,) = Account([item], []).receive(fund(7, 10_000), first=[1])
    assert (share.amount_cents, share.taken_cents) == (10_000, 10_000)


# --- Against the sum done by hand, with Decimal and day by day ------------------------------------

amounts = st.integers(1, 99_999_999)
histories = st.builds(
    lambda fine, interest, due, amount, cuts: (fine, interest, due, amount, cuts),
    st.integers(0, 200), st.integers(0, 100),
    st.dates(d("2025-01-01"), d("2026-12-31")), amounts,
    st.lists(st.tuples(st.integers(-20, 90), st.integers(1, 1_000)), max_size=4),
)  # fmt: skip


@given(histories, st.integers(-10, 200))
def test_the_charges_are_those_of_a_sum_done_day_by_day(one, later):
    fine_bps, interest_bps, due, amount, cuts = one
    on = due + timedelta(days=later)
    moves, left = [], amount
    for day, part in sorted(cuts):
        cut = left * part // 1_000
        left -= cut
        if cut:
            moves.append(Event(due + timedelta(days=day), cut))
    found = History(Terms(fine_bps, interest_bps), due, amount, moves).on(on, BANK_CALENDAR)
    grace = due
    while not BANK_CALENDAR.is_business_day(grace):
        grace += timedelta(days=1)
    fine = interest = Decimal(0)
    open_then = amount - sum(m.amount_cents for m in moves if m.effective_on <= on)
    if on > grace and open_then:
        at_due = amount - sum(m.amount_cents for m in moves if m.effective_on <= grace)
        fine = (Decimal(at_due) * fine_bps / 10_000).quantize(Decimal(1), ROUND_HALF_UP)
        runs = []  # [principal, days]
        for n in range(1, (on - due).days + 1):
            day = due + timedelta(days=n)
            principal = at_due - sum(m.amount_cents for m in moves if grace < m.effective_on < day)
            if runs and runs[-1][0] == principal:
                runs[-1][1] += 1
            else:
                runs.append([principal, 1])
        for principal, days in runs:
            exact = Decimal(principal) * interest_bps * days / 300_000
            interest += exact.quantize(Decimal(1), ROUND_HALF_UP)
    assert (found.fine_cents, found.interest_cents) == (fine, interest)
    assert found.updated_cents == open_then + fine + interest


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30_000)), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10_000)), min_size=1, max_size=4),
    st.booleans(),
)
def test_no_cent_is_lost_whatever_is_paid_in_whatever_order(paid, owed, forgive):
    items = [
        late(amount, due=str(DUE + timedelta(days=day)), installment_id=n)
        for n, (day, amount) in enumerate(owed, 1)
    ]
    account = Account(list(items), [])
    for n, (day, amount) in enumerate(paid, 1):
        money = fund(n, amount, on=str(DUE + timedelta(days=day)))
        open_before = account.open_cents
        shares = account.receive(money, forgive=forgive)
        assert sum(s.taken_cents for s in shares) + money.credit_cents == amount
        assert open_before - account.open_cents == sum(s.amount_cents for s in shares)
        assert not (account.open_cents and account.credit_cents)
        for share in shares:
            (item,) = [i for i in items if i.installment_id == share.installment_id]
            if share.amount_cents and item.open_cents:  # Charges went first, all of them.
                assert item.charges(share.effective_on, BANK_CALENDAR).cents == 0
