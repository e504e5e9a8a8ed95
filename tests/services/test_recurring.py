"""What is sold every week, month or year: agreed, changed, stopped, and each day sold once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from fixed_day import TODAY

from cobranca_cli.domain.credit import Exposure
from cobranca_cli.errors import (
    AmbiguousCustomerError,
    CounterNameError,
    CustomerNotFoundError,
    NothingToChangeError,
    RecurringActiveError,
    RecurringEndedError,
    RecurringEndsBeforeStartError,
    RecurringNotFoundError,
    SeveralFitError,
)
from cobranca_cli.reports.recurring import recurring
from cobranca_cli.services import credit, forgetting
from cobranca_cli.services.customers import Details, edit_customer
from cobranca_cli.store.queries.credit import Standing, standings
from cobranca_cli.store.settings import Settings


@pytest.fixture
def ana(desk):
    """Ana, who pays 100 on the 5th of each month from October on."""
    desk.add("Ana", phone="+5511912345678")
    desk.every("Ana", 100, start="2026-10-05", text="Manicure")
    return desk


def sold(run):
    return [(row.due_on.isoformat(), row.customer, row.amount_cents) for row in run.created]


def waiting(run):
    return [(row.due_on.isoformat(), row.customer, row.reason) for row in run.waiting]


def limit(desk, customer, cents):
    edit_customer(
        desk.unit("edit-customer"), customer=customer, details=Details(),
        states={"limit_cents": cents},
    )  # fmt: skip


def block(desk, customer):
    credit.block(desk.unit("block"), customer=customer, reason="não pagou")


def unblock(desk, customer):
    credit.unblock(desk.unit("unblock"), customer=customer)


def lines(desk, *, today=TODAY, **more):
    return recurring(desk.reader(), today=today, settings=desk.settings, **more).rows


# --- Agreeing ----------------------------------------------------------------------------------


def test_agreeing_sells_nothing_and_tells_the_next_days(desk):
    desk.add("Ana")
    done = desk.every("Ana", 100, start="2026-12-31", times=3)
    assert [(day.isoformat(), cents) for day, cents in done.upcoming] == [
        ("2026-12-31", 100), ("2027-01-31", 100), ("2027-02-28", 100),
    ]  # fmt: skip
    assert (done.next_on, done.waiting, done.active) == (date(2026, 12, 31), 0, True)
    assert desk.rows("SELECT count(*) FROM sale") == [(0,)]


def test_it_needs_a_customer_named_whole(desk):
    desk.add("Ana Souza")
    desk.sell(None, 100, paid=[("cash", None)])
    for name, error in (
        ("Ana", AmbiguousCustomerError), ("Zé", CustomerNotFoundError),
        ("balcão", CounterNameError),
    ):  # fmt: skip
        with desk.refuses(error):
            desk.every(name, 100)
    with desk.refuses(RecurringEndsBeforeStartError):
        desk.every("Ana Souza", 100, start="2026-12-05", until="2026-12-04")


# --- Generating --------------------------------------------------------------------------------


def test_missed_months_are_caught_up_each_on_its_own_day_and_only_once(ana):
    run = ana.run()
    assert sold(run) == [("2026-10-05", "Ana", 100), ("2026-11-05", "Ana", 100)]
    assert [row.sold_on for row in run.created] == [row.due_on for row in run.created]
    assert "Manicure" in run.created[0].message
    assert run.created[0].whatsapp_url.startswith("https://wa.me/5511912345678?text=")
    assert run.created_cents == 200
    before = ana.content()
    assert ana.run().created == []
    assert ana.content() == before, "nothing due writes nothing, not even an audit row"
    assert sold(ana.run(today=date(2026, 12, 5))) == [("2026-12-05", "Ana", 100)]
    assert ana.rows("SELECT sold_on, total_cents, kind, installment_count FROM sale") == [
        ("2026-10-05", 100, "service", 1), ("2026-11-05", 100, "service", 1),
        ("2026-12-05", 100, "service", 1),
    ]  # fmt: skip
    assert ana.rows("SELECT due_on, open_cents FROM installment") == [
        ("2026-10-05", 100), ("2026-11-05", 100), ("2026-12-05", 100),
    ]  # fmt: skip


def test_the_day_itself_is_sold_and_the_next_is_not(ana):
    ana.run()
    assert sold(ana.run(today=date(2026, 12, 4))) == []
    assert sold(ana.run(today=date(2026, 12, 5))) == [("2026-12-05", "Ana", 100)]


def test_credit_is_used_at_once_by_the_oldest_day(ana):
    ana.pay("Ana", 150, on="2026-11-01")
    ana.run()
    assert ana.open() == {2: 50}
    assert ana.credit() == {}
    assert ana.standing(1) == [("2026-11-01", "payment", 1, 100)]
    assert ana.standing(2) == [("2026-11-05", "payment", 1, 50)]


def test_a_rehearsal_shows_the_same_and_writes_nothing(ana):
    before = ana.content()
    rehearsed = ana.run(dry_run=True)
    assert ana.content() == before
    assert ana.run() == rehearsed


def test_a_sale_that_was_voided_or_given_to_another_is_not_generated_again(ana):
    ana.run()
    ana.void(1)
    ana.add("Bia")
    ana.edit(2, to="Bia")
    assert ana.run().created == []
    assert lines(ana)[0].sold == 2


def test_an_undone_run_is_made_again_and_a_redone_one_is_not(ana):
    ana.run()
    ana.undo()
    assert lines(ana)[0].waiting == 2
    ana.undo(redo=True)
    assert ana.run().created == []
    ana.undo()
    assert sold(ana.run()) == [("2026-10-05", "Ana", 100), ("2026-11-05", "Ana", 100)]
    assert ana.rows("SELECT sale_id, active FROM occurrence") == [(1, 0), (2, 0), (3, 1), (4, 1)]
    assert ana.rows("SELECT id FROM sale WHERE voided = 1") == [(1,), (2,)]


def test_times_and_until_end_it(desk):
    desk.add("Ana")
    desk.every("Ana", 100, start="2026-11-01", times=2, every="week")
    desk.every("Ana", 200, start="2026-11-01", until="2026-11-08", every="week")
    assert len(desk.run().created) == 4
    assert lines(desk) == []
    found = lines(desk, stopped=True)
    assert [(row.next_on, row.active, row.sold) for row in found] == [(None, False, 2)] * 2
    assert desk.run(today=date(2027, 11, 1)).created == []


# --- Waiting -----------------------------------------------------------------------------------


def test_the_days_of_who_is_blocked_wait_and_come_on_their_own_day(ana):
    block(ana, "Ana")
    ana.add("Bia")
    ana.every("Bia", 50)
    run = ana.run()
    assert sold(run) == [("2026-11-05", "Bia", 50)]
    assert waiting(run) == [("2026-10-05", "Ana", "blocked"), ("2026-11-05", "Ana", "blocked")]
    assert [(row.waiting, row.waits_for) for row in lines(ana)] == [(2, "blocked"), (0, None)]
    before = ana.content()
    assert len(ana.run().waiting) == 2
    assert ana.content() == before
    unblock(ana, "Ana")
    assert [row[0] for row in sold(ana.run())] == ["2026-10-05", "2026-11-05"]


def test_what_a_blocked_customer_s_credit_covers_is_sold(ana):
    ana.pay("Ana", 150)
    block(ana, "Ana")
    run = ana.run()
    assert sold(run) == [("2026-10-05", "Ana", 100)]
    assert waiting(run) == [("2026-11-05", "Ana", "blocked")]


def test_days_past_the_limit_wait_until_a_payment_frees_it(ana):
    limit(ana, "Ana", 150)
    run = ana.run()
    assert sold(run) == [("2026-10-05", "Ana", 100)]
    assert waiting(run) == [("2026-11-05", "Ana", "limit")]
    assert lines(ana)[0].waits_for == "limit"
    assert (lines(ana)[0].waiting, lines(ana)[0].held) == (1, 1)
    ana.pay("Ana", 50)
    assert lines(ana)[0].waits_for is None
    assert [row[0] for row in sold(ana.run())] == ["2026-11-05"]


def test_a_smaller_one_that_still_fits_goes_before_one_that_does_not(ana):
    limit(ana, "Ana", 130)
    ana.every("Ana", 30, start="2026-11-06")
    run = ana.run()
    assert sold(run) == [("2026-10-05", "Ana", 100), ("2026-11-06", "Ana", 30)]
    assert waiting(run) == [("2026-11-05", "Ana", "limit")]


def test_the_settings_limit_holds_for_who_has_none(ana):
    ana.settings = Settings({"credit.default_limit": "1,50"})
    assert waiting(ana.run()) == [("2026-11-05", "Ana", "limit")]


def test_what_waits_after_a_stop_may_be_given_up(ana):
    block(ana, "Ana")
    assert (ana.stop(1).waiting, ana.stop(1, on="2026-11-01").waiting) == (2, 1)
    assert [row.active for row in lines(ana)] == [False], "what waits is never hidden"
    with ana.refuses(RecurringEndedError):
        ana.stop(1)
    ana.stop(1, on="2026-10-05")
    assert lines(ana) == []


# --- Changing and stopping ---------------------------------------------------------------------


def test_a_change_is_for_what_is_not_sold_yet(ana):
    ana.run(today=date(2026, 10, 20))
    done = ana.reprice(1, 130, since="2026-10-01")
    assert (done.amount_cents, done.kept) == (130, 1)
    assert sold(ana.run()) == [("2026-11-05", "Ana", 130)]
    ana.reprice("Ana", 150)
    ana.reprice("Ana", 160, since="2027-01-01")
    assert sold(ana.run(today=date(2027, 1, 5))) == [
        ("2026-12-05", "Ana", 150), ("2027-01-05", "Ana", 160),
    ]  # fmt: skip
    assert ana.rows("SELECT total_cents FROM sale WHERE id = 1") == [(100,)]


def test_a_change_to_what_it_is_already_is_refused(ana):
    for since in (None, "2027-01-01"):
        with ana.refuses(NothingToChangeError):
            ana.reprice(1, 100, since=since)
    ana.reprice(1, 130, since="2027-01-01")
    with ana.refuses(NothingToChangeError):
        ana.reprice(1, 130, since="2027-02-01")
    ana.reprice(1, 100)  # In place of what was planned for January.
    assert lines(ana, today=date(2027, 2, 1))[0].amount_cents == 100


def test_from_a_stop_on_nothing_is_sold(ana):
    ana.run()
    assert ana.stop("Ana", on="2027-01-05").active
    assert sold(ana.run(today=date(2027, 6, 1))) == [("2026-12-05", "Ana", 100)]
    done = ana.rows("SELECT stopped_on FROM recurring")
    assert done == [("2027-01-05",)]
    assert lines(ana, today=date(2027, 6, 1)) == []


def test_a_stop_may_come_earlier_but_not_twice(ana):
    ana.stop(1, on="2027-03-01")
    for on in ("2027-03-01", "2027-04-01"):
        with ana.refuses(RecurringEndedError):
            ana.stop(1, on=on)
    assert ana.stop(1, on="2026-11-01").kept == 0
    with ana.refuses(RecurringEndedError):
        ana.stop(1)
    with ana.refuses(RecurringEndedError):
        ana.reprice(1, 130)


def test_a_stop_keeps_what_was_sold(ana):
    ana.run()
    assert ana.stop(1, on="2026-11-01").kept == 1
    assert ana.open() == {1: 100, 2: 100}


def test_it_is_named_by_number_or_by_a_customer_with_one_that_is_active(ana):
    with ana.refuses(RecurringNotFoundError):
        ana.stop(2)
    ana.every("Ana", 50, every="week")
    with ana.refuses(SeveralFitError):
        ana.stop("Ana")
    ana.stop("#1")
    assert ana.stop("ana").recurring_id == 2
    with ana.refuses(RecurringNotFoundError):
        ana.stop("Ana")


# --- Others ------------------------------------------------------------------------------------


def test_who_has_one_is_not_forgotten_before_it_is_stopped(ana):
    ana.add("Bia")
    ana.every("Bia", 50, start="2026-12-05", text="Escova da Bia")
    with ana.refuses(RecurringActiveError):
        forgetting.forget(ana.unit("forget-customer"), customer="Bia")
    ana.stop("Bia")
    done = forgetting.forget(ana.unit("forget-customer"), customer="Bia", reason="pediu")
    assert done.erased["description"] == 1
    assert [row.customer for row in lines(ana, stopped=True)] == ["Ana"]
    assert ana.rows("SELECT 1 FROM personal_text WHERE body LIKE '%Escova%'") == []


def test_what_waits_of_a_stopped_one_is_named_with_its_first_day(ana):
    ana.add("Bia")
    ana.every("Bia", 50, start="2026-09-05", text="Escova da Bia")
    ana.stop("Bia")
    with pytest.raises(RecurringActiveError) as refused:
        forgetting.forget(ana.unit("forget-customer"), customer="Bia")
    assert "parar-mensalidade 2 --em 05/09/2026" in refused.value.hint


def test_a_broken_template_of_the_owner_s_is_warned_of_once(ana, home):
    (home / "templates").mkdir()
    (home / "templates" / "venda.txt").write_text("{{ isto_nao_existe }}", "utf-8")
    ana.settings = Settings(templates=home / "templates")
    run = ana.run()
    assert [row.message for row in run.created] == ["", ""]
    assert len(run.warnings) == 1


def test_how_somebody_stands_is_asked_of_all_at_once(ana):
    ana.add("Bia")
    ana.pay("Bia", 70)
    limit(ana, "Bia", 500)
    block(ana, "Ana")
    ana.run(today=date(2026, 10, 1))
    found = standings(ana.reader(), [1, 2, 2], default_limit_cents=900)
    assert found == {
        1: Standing(True, Exposure(900, 0, 0)), 2: Standing(False, Exposure(500, 0, 70)),
    }  # fmt: skip


def test_many_customers_are_one_write(desk):
    for number in range(30):
        desk.add(f"Freguesa {number}")
        desk.every(f"Freguesa {number}", 100 + number, start="2026-09-30")
    run = desk.run(today=TODAY + timedelta(days=1))
    assert len(run.created) == 60
    assert run.created_cents == 2 * sum(range(100, 130))
    assert desk.rows("SELECT command FROM audit ORDER BY seq DESC LIMIT 1") == [("run-recurring",)]
    desk.undo()
    assert desk.open() == {}
