"""Agreements in the ledger: what they hold, what comes back, and whose code opens them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_facts import assert_identities, assert_restored, observe

from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.errors import (
    AgreementNotYetError,
    AgreementOutdatedError,
    AgreementPaidError,
    AgreementStateError,
    CodeLockedError,
    InAgreementError,
    NothingLeftToAgreeError,
    NothingToNegotiateError,
)
from cobranca_cli.reports import integrity
from cobranca_cli.reports.charges import on_day
from cobranca_cli.reports.score import score_of
from cobranca_cli.reports.statement import statement
from cobranca_cli.services import agreements, agreements_ended
from cobranca_cli.services.agreements import TypedTerms
from cobranca_cli.services.undo import undo
from cobranca_cli.store.queries import agreement_tally
from cobranca_cli.store.queries import reminders as reminder_queries

FULL = (200, 100)


def propose(desk, n=2, *, less=None, down=None, first="2026-12-01", sales=(), today="2026-11-23",
            who="Maria"):  # fmt: skip
    return agreements.propose(
        desk.unit("negotiate", today=date.fromisoformat(today)), customer=who,
        terms=TypedTerms(n, less, down, first and date.fromisoformat(first)),
        settings=desk.settings, sales=sales,
    )  # fmt: skip


def accept(desk, number=1, *, code=None, proof="áudio", today="2026-11-23"):
    return agreements.accept(
        desk.unit("accept-agreement", today=date.fromisoformat(today)), agreement=str(number),
        code=code, proof=None if code else proof,
    )  # fmt: skip


def broken(desk, number=1, *, today):
    return agreements_ended.break_agreement(
        desk.unit("break-agreement", today=date.fromisoformat(today)), agreement=str(number),
        reason="parou",
    )  # fmt: skip


def cancelled(desk, number=1, *, today="2026-11-23"):
    return agreements_ended.cancel_agreement(
        desk.unit("cancel-agreement", today=date.fromisoformat(today)), agreement=str(number),
        reason="não",
    )  # fmt: skip


def owed(desk, on):
    """{instalment: (open, with charges)} of what is open, on a day at least as late as all."""
    day = date.fromisoformat(on)
    rows = desk.rows("SELECT id, open_cents FROM installment WHERE open_cents > 0 ORDER BY id")
    cost = on_day(desk.reader(), [key for key, _ in rows], day, BANK_CALENDAR)
    return {key: (cents, cost[key].updated_cents if key in cost else cents) for key, cents in rows}


def whole(desk):
    assert_identities(desk.reader())
    assert integrity.check(desk.reader()).problems == []


@pytest.fixture
def late(desk):
    """Maria owes three times R$ 100,00, since 10/08, 10/09 and 10/10, with charges."""
    desk.sell("Maria", 30_000, on="2026-08-01", due="2026-08-10", n=3, late=FULL)
    return desk


def test_a_proposal_changes_nothing_and_names_the_updated_amount(late):
    before = owed(late, "2026-11-23")
    done = propose(late, 3, less="10%", down="30,00")
    updated = sum(cents for _, cents in before.values())
    assert owed(late, "2026-11-23") == before
    assert (done.original_cents, done.original_cents + done.charges_cents) == (30_000, updated)
    assert done.total_cents == updated - done.discount_cents
    assert done.total_cents == sum(part.amount_cents for part in done.installments)
    assert [part.number for part in done.installments] == [0, 1, 2, 3]
    assert (done.down_payment_cents, done.status, len(done.code)) == (3_000, "proposed", 6)
    assert done.discount_cents == (updated + 5) // 10
    whole(late)


def test_accepted_it_takes_the_place_of_what_it_was_made_about(late):
    total = propose(late, 2).total_cents
    done = accept(late)
    assert (done.status, done.accepted_on) == ("accepted", date(2026, 11, 23))
    assert sum(cents for cents, _ in owed(late, "2026-11-23").values()) == total
    assert late.rows("SELECT sum(open_cents) FROM installment WHERE sale_id = 1") == [(0,)]
    # Nothing more is due of what it holds, whenever it is asked.
    assert on_day(late.reader(), [1], date(2027, 3, 1), BANK_CALENDAR)[1].updated_cents == 0
    whole(late)


def test_only_the_code_that_was_told_opens_it_and_five_wrong_ones_lock_it(late):
    code = propose(late).code
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for left in (4, 3, 2):
        found = accept(late, code=wrong)
        assert (found.status, found.tries_left) == ("proposed", left)
    undone = undo(late.unit("undo"))  # It goes past the wrong codes.
    assert undone.command == "negotiate"
    undo(late.unit("redo"), redo=True)
    accept(late, code=wrong)
    accept(late, code=wrong)
    with pytest.raises(CodeLockedError):
        accept(late, code=code)
    assert accept(late, proof="assinou aqui").status == "accepted"
    whole(late)


def test_a_dry_run_tells_nobody_which_code_is_right(late):
    code = propose(late).code
    for typed in (code, f"{(int(code) + 1) % 10**6:06}"):
        unit = late.unit("accept-agreement", dry_run=True)
        assert agreements.accept(unit, agreement="1", code=typed).status == "accepted"
    assert late.rows("SELECT status, code_tries FROM agreement") == [("proposed", 0)]


def test_an_agreement_is_neither_accepted_nor_ended_before_its_day(late):
    propose(late)
    for early in (lambda: accept(late, today="2026-11-22"),
                  lambda: cancelled(late, today="2026-11-22")):  # fmt: skip
        with pytest.raises(AgreementNotYetError):
            early()
    accept(late, today="2026-11-24")
    for early in (lambda: broken(late, today="2026-11-23"),
                  lambda: cancelled(late, today="2026-11-23")):  # fmt: skip
        with pytest.raises(AgreementNotYetError):
            early()
    whole(late)


def test_the_code_is_nowhere_in_the_file(late):
    code = propose(late).code
    accept(late, code=f" {code[:3]} {code[3:]} ")
    late.reader().execute("SELECT 1").fetchone()
    dump = "\n".join(late.reader().iterdump())
    salts = late.rows("SELECT code_salt, code_hash FROM agreement")[0]
    for random in salts:  # Six digits may stand in a hash by chance.
        dump = dump.replace(random, "")
    hashes = [h for row in late.rows("SELECT hash, rows_hash, prev_hash FROM audit") for h in row]
    hashes += [h for row in late.rows("SELECT salt, sha256 FROM personal_text") for h in row]
    for random in hashes:
        dump = dump.replace(random, "")
    assert code not in dump


def test_after_48_hours_or_once_something_moved_it_cannot_be_accepted(late):
    code = propose(late).code
    unit = late.unit("accept-agreement", today=date(2026, 11, 25))
    unit.now = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)
    with pytest.raises(CodeLockedError):
        agreements.accept(unit, agreement="1", code=code)
    late.pay("Maria", 100, on="2026-11-24", today=date(2026, 11, 24))
    with pytest.raises(AgreementOutdatedError):
        accept(late, today="2026-11-25")
    propose(late, first="2026-11-30", today="2026-11-25")
    with pytest.raises(AgreementOutdatedError):
        accept(late, 2, today="2026-12-01")
    whole(late)


def test_what_is_contested_stays_out_and_nothing_late_is_nothing_to_negotiate(late):
    late.dispute(2)
    done = propose(late)
    assert [item.installment_id for item in done.items] == [1, 3]
    nameless, left_out = done.warnings
    assert nameless.startswith("Falta o nome, o CPF ou CNPJ e o endereço do seu negócio na ")
    assert left_out == "1 parcela contestada fica de fora"
    late.sell("Ana", 100)
    with pytest.raises(NothingToNegotiateError):
        propose(late, who="Ana")
    assert propose(late, who="Ana", sales=["2"]).total_cents == 100
    with pytest.raises(NothingLeftToAgreeError):
        propose(late, less="400,00")


def test_broken_it_leaves_what_would_be_owed_without_it(late):
    """Payments count from their own days, charges from the original dates (rules §8)."""
    propose(late, 3)
    accept(late)
    for on in ("2026-12-01", "2027-01-15"):
        late.pay("Maria", 7_000, on=on, today=date(2027, 1, 15))
    done = broken(late, today="2027-02-10")
    assert (done.status, done.open_cents, done.paid_cents) == ("broken", 0, 14_000)
    twin = owed(late, "2027-02-10")
    whole(late)
    undo(late.unit("undo"))
    assert accept_is_in_course(late)
    broken(late, today="2027-02-10")
    assert owed(late, "2027-02-10") == twin


def accept_is_in_course(desk):
    return desk.rows("SELECT status FROM agreement WHERE id = 1") == [("accepted",)]


payments_ = st.lists(st.tuples(st.integers(0, 80), st.integers(1, 9_000)), max_size=4).map(
    lambda found: sorted(found)
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(paid=payments_, n=st.integers(1, 4), agreed=st.booleans(), first=st.integers(0, 3_000))
def test_broken_it_is_as_if_it_had_never_been(fresh_desk, paid, n, agreed, first):
    """The same sale and payments with and without an agreement: owed alike on the day it breaks."""
    ends = date(2027, 3, 1)
    books = []
    for with_agreement in (True, False):
        desk = fresh_desk()
        desk.sell("Maria", 30_000, on="2026-08-01", due="2026-08-10", n=3,
                  late=FULL if agreed else ())  # fmt: skip
        if first:
            desk.pay("Maria", first, on="2026-09-20")
        if with_agreement:
            propose(desk, n)
            accept(desk)
        for days, cents in paid:
            on = date(2026, 11, 23) + timedelta(days=days)
            desk.pay("Maria", cents, on=on.isoformat(), today=on)
        if with_agreement:
            before = observe(desk.reader())
            if desk.rows("SELECT sum(open_cents) FROM installment WHERE agreement_id = 1")[0][0]:
                broken(desk, today=ends.isoformat())
                undo(desk.unit("undo", today=ends))
                assert_restored(observe(desk.reader()), before)
                undo(desk.unit("redo", today=ends), redo=True)
            else:
                return  # It was kept.
        whole(desk)
        books.append((owed(desk, ends.isoformat()), desk.rows(
            "SELECT sum(amount_cents) FROM charge WHERE payment_id IS NOT NULL")))  # fmt: skip
    assert books[0] == books[1]


def test_cancelled_before_any_payment_it_leaves_no_trace_in_the_score(late):
    before = owed(late, "2026-11-23")
    propose(late)
    accept(late)
    cancelled(late, "Maria")
    assert owed(late, "2026-11-23") == before
    assert penalties(late) == 0
    propose(late)
    accept(late, 2)
    late.pay("Maria", 100, on="2026-11-23")
    with pytest.raises(AgreementPaidError):
        cancelled(late, 2)
    broken(late, 2, today="2026-11-24")
    assert penalties(late) == 5
    with pytest.raises(AgreementStateError):
        broken(late, 2, today="2026-11-24")
    whole(late)


def penalties(desk):
    return score_of(
        desk.reader(), customer="Maria", as_of=date(2026, 11, 24), calendar=BANK_CALENDAR,
        tolerance_cents=500,
    ).penalties  # fmt: skip


def test_an_agreement_can_be_negotiated_anew_whole_and_each_given_back(late):
    propose(late, 3, first="2026-11-25")
    accept(late)
    late.pay("Maria", 5_000, on="2026-12-05", today=date(2026, 12, 5))
    second = propose(late, 6, today="2026-12-20", first="2026-12-28")
    assert [item.agreement_id for item in second.items] == [1, 1, 1]
    accept(late, 2, today="2026-12-20")
    states = late.rows("SELECT id, status FROM agreement")
    assert states == [(1, "accepted"), (2, "accepted")]
    with pytest.raises(AgreementStateError, match="outro acordo"):
        broken(late, 1, today="2026-12-21")
    late.pay("Maria", 3_000, on="2026-12-28", today=date(2026, 12, 28))
    whole(late)
    broken(late, 2, today="2027-02-20")
    whole(late)
    broken(late, 1, today="2027-02-21")
    whole(late)
    assert late.rows("SELECT sum(open_cents) FROM installment WHERE agreement_id IS NOT NULL") == [
        (0,)
    ]
    paid = late.rows("SELECT sum(amount_cents) FROM posting WHERE payment_id IS NOT NULL")[0][0]
    charged = late.rows("SELECT sum(amount_cents) FROM charge")[0][0]
    assert paid + charged == 8_000


def test_what_an_agreement_was_made_about_is_not_changed_from_the_start(late):
    late.add("Ana")
    propose(late)
    accept(late)
    for again in (
        lambda: late.void(1),
        lambda: late.edit(1, amount=20_000),
        lambda: late.edit(item=2, due="2026-12-24"),
        lambda: late.edit(item=4, amount=1),
        lambda: late.edit(1, to="Ana"),
    ):
        with pytest.raises(InAgreementError):
            again()
    late.edit(1, text="Bolo")  # Words may change.
    late.discount(100, item=4)
    broken(late, today="2026-11-24")
    with pytest.raises(InAgreementError):
        late.void(1)
    whole(late)


def test_kept_once_all_is_paid_and_in_course_again_when_a_payment_was_none(late):
    done = propose(late, 1)
    accept(late)
    payment = late.pay("Maria", done.total_cents, on="2026-11-23").payment_id
    found = agreements_view(late)
    assert (found.status, found.open_cents) == ("kept", 0)
    late.reverse(payment)
    assert agreements_view(late).status == "accepted"
    whole(late)


def agreements_view(desk):
    from cobranca_cli.reports.agreements import agreement

    return agreement(desk.reader(), "1")


def test_the_five_years_start_anew_when_it_is_accepted_even_if_it_breaks(late):
    def barred():
        return reminder_queries.barred_on(late.reader(), 1, date(2026, 8, 10))

    assert barred() == date(2031, 8, 11)
    propose(late)
    accept(late)
    assert barred() == date(2031, 11, 24)
    undo(late.unit("undo"))
    assert barred() == date(2031, 8, 11)
    undo(late.unit("redo"), redo=True)
    broken(late, today="2026-12-24")
    assert barred() == date(2031, 11, 24)


def test_two_agreements_may_hold_parts_of_one_instalment_and_each_gives_back_its_own(desk):
    """A cheque that bounces opens what it had paid; the first one goes on holding the rest."""
    from cobranca_cli.services.bouncing import bounce_payment

    desk.sell("Maria", 10_000, on="2026-08-01", due="2026-08-10", late=FULL)
    desk.pay("Maria", 3_000, on="2026-08-05")
    propose(desk, 2)
    accept(desk)
    bounce_payment(desk.unit("bounce-payment"), payment="1", reason="sem fundos",
                   on=date(2026, 11, 23))  # fmt: skip
    assert propose(desk, 1, first="2026-12-20").original_cents == 3_000
    accept(desk, 2)
    whole(desk)
    for first, left in ((2, 3_000), (1, 7_000)):
        broken(desk, first, today="2026-11-24")
        whole(desk)
        assert dict(desk.rows("SELECT id, open_cents FROM installment WHERE sale_id = 1")) == {
            1: left
        }
        undo(desk.unit("undo"))
    desk.pay("Maria", 1_000, on="2026-11-24", today=date(2026, 11, 24), installment="4")
    broken(desk, 2, today="2026-11-25")
    broken(desk, 1, today="2026-11-25")
    assert desk.rows("SELECT open_cents FROM installment WHERE id = 1") == [(9_000,)]
    whole(desk)


def test_what_was_given_up_of_an_agreement_is_not_kept_and_comes_back_when_it_breaks(late):
    total = propose(late, 2).total_cents
    accept(late)
    late.lose(4)
    assert agreements_view(late).status == "accepted"
    late.undo()
    for item in (4, 5):
        late.lose(item)
    assert agreements_view(late).status == "lost"
    assert agreement_tally.states(late.reader()) == (0, 0, 0, 0)
    with pytest.raises(AgreementStateError, match="perdido"):
        broken(late, today="2026-11-24")
    late.pay("Maria", 100, on="2026-11-23", installment="5")
    late.undo()
    late.undo()
    broken(late, today="2026-11-24")
    assert late.rows("SELECT sum(amount_cents) FROM posting WHERE kind = 'write_off'") == [(0,)]
    assert sum(late.open().values()) == 30_000 < total
    whole(late)


def test_what_was_cancelled_after_a_cheque_bounced_is_still_shown_as_it_stood(desk):
    """It was owed, or paid, until the bounce: neither a sale nor an agreement is hidden."""
    from cobranca_cli.services.bouncing import bounce_payment

    desk.sell("Maria", 10_000, on="2026-08-01", due="2026-08-10")
    desk.sell("Maria", 5_000, on="2026-08-01", due="2026-08-10")
    propose(desk, 1, sales=["2"], today="2026-11-10")
    accept(desk, today="2026-11-10")
    for item, payment in ((1, "1"), (3, "2")):
        desk.pay("Maria", desk.open()[item], on="2026-11-12", installment=str(item))
        bounce_payment(desk.unit("bounce-payment"), payment=payment, reason="x",
                       on=date(2026, 11, 20))  # fmt: skip
        desk.dispute(item)
        desk.resolve(item, "voided")
    for day in ("2026-11-09", "2026-11-11", "2026-11-15", "2026-11-23"):
        found = statement(desk.reader(), customer_id=1, until=date.fromisoformat(day),
                          calendar=BANK_CALENDAR)  # fmt: skip
        assert found.rows[-1].balance_cents == found.open_cents - found.credit_cents
    assert {row.text for row in found.rows if row.kind == "void"} == {
        "Venda 1: cancelada em parte", "Acordo 1: cancelado em parte",
    }  # fmt: skip
    whole(desk)
