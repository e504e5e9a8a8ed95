"""The verbs of the WhatsApp queue: each decides anew, and nothing is sent that was not."""

from __future__ import annotations

from datetime import date

import pytest
from fixed_day import TODAY

from cobranca_cli.errors import UntilNotAheadError
from cobranca_cli.reports.messages import messages
from cobranca_cli.reports.queue import queue
from cobranca_cli.services import queue as service
from cobranca_cli.services import undo

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def ana(desk):
    """Ana is late with two instalments, and has a mobile number; returns what is in the queue."""
    desk.sell("Ana", 15000, on="2026-11-01", due="2026-11-10", phone="+5511912345678")
    desk.sell("Ana", 5000, on="2026-11-02", due="2026-11-12")
    return item(desk)


def item(desk, today=TODAY):
    found = queue(desk.reader(), today=today, settings=desk.settings)
    return next((service.Item(made, made.text) for made in found.messages), None)


def do(desk, verb, *arguments, today=TODAY):
    return verb(desk.unit("remind-whatsapp", today=today), *arguments, settings=desk.settings)


def said(desk):
    rows = messages(desk.reader()).rows
    return [(row.status, row.text) for row in reversed(rows)]


def test_what_was_sent_is_kept_as_it_was_edited_and_not_said_again(desk, ana):
    outcome = do(desk, service.mark_sent, ana._replace(text="Oi, Ana!"))
    (row,) = messages(desk.reader()).rows
    assert (row.message_id, row.channel, row.to) == (outcome.message_id, "whatsapp", ana.made.to)
    assert said(desk) == [("recorded", "Oi, Ana!")]
    assert item(desk) is None


def test_each_message_keeps_how_much_it_asked_for(desk, ana):
    do(desk, service.approve, ana)
    held = ana._replace(approved_id=1)
    do(desk, service.mark_sent, held)
    assert desk.rows("SELECT message_id, total_cents FROM message_total") == [
        (1, 20000), (2, 20000),
    ]  # fmt: skip


def test_two_queues_never_record_the_same_step_twice(desk, ana):
    assert do(desk, service.mark_sent, ana).message_id == 1
    for verb in (service.mark_sent, service.approve, service.ask_again):
        outcome = do(desk, verb, ana)
        assert (outcome.item, outcome.message_id) == (None, None)
        assert outcome.anew.withheld[0].reason == "too-soon"
    assert len(said(desk)) == 1


@pytest.mark.parametrize("cents", [20000, 15000])
def test_a_payment_made_meanwhile_stops_it(desk, ana, cents):
    desk.pay("Ana", cents)
    for verb in (service.ask_again, service.mark_sent, service.approve):
        outcome = do(desk, verb, ana)
        assert outcome.item is None
        assert [m.total_cents for m in outcome.anew.messages] == ([5000] if cents < 20000 else [])
    assert said(desk) == []


def test_asking_keeps_nothing(desk, ana):
    unit = desk.unit("remind-whatsapp")
    outcome = service.ask_again(unit, ana, settings=desk.settings)
    assert (outcome.item, unit.committed) == (ana, False)


def test_an_approved_message_is_claimed_and_opens_on_another_day(desk, ana):
    assert do(desk, service.approve, ana._replace(text="Oi, Ana!")).message_id == 1
    assert item(desk) is None
    taken = do(desk, service.take_up, 1, today=TUESDAY).item
    assert (taken.text, taken.approved_id) == ("Oi, Ana!", 1)
    assert do(desk, service.ask_again, taken, today=TUESDAY).item == taken
    assert said(desk) == [("queued", "Oi, Ana!")]
    assert do(desk, service.mark_sent, taken, today=TUESDAY).message_id == 2
    assert said(desk) == [("recorded", "Oi, Ana!")]
    # Three days from the day on which it was sent, not from the day on which it was approved.
    late = queue(desk.reader(), today=date(2026, 11, 26), settings=desk.settings)
    assert late.withheld[0].until == date(2026, 11, 27)
    assert do(desk, service.take_up, 1, today=TUESDAY) is None


def test_nothing_further_is_said_while_an_approved_message_waits(desk, ana):
    do(desk, service.approve, ana)
    later = date(2026, 12, 23)
    assert item(desk, later) is None
    taken = do(desk, service.take_up, 1, today=later).item
    assert taken.made.step == "esqueceu"
    do(desk, service.mark_sent, taken, today=later)
    assert item(desk, date(2026, 12, 26)) is None
    assert item(desk, date(2026, 12, 27)).made.step == "tudo-bem"


def test_sending_what_was_approved_is_undone_and_redone_whole(desk, ana):
    do(desk, service.approve, ana)
    do(desk, service.mark_sent, do(desk, service.take_up, 1).item)
    undo.undo(desk.unit("undo"))
    assert said(desk) == [("queued", ana.text)]
    assert item(desk) is None
    undo.undo(desk.unit("undo"))
    assert said(desk) == []
    assert item(desk) == ana
    undo.undo(desk.unit("redo"), redo=True)
    undo.undo(desk.unit("redo"), redo=True)
    assert said(desk) == [("recorded", ana.text)]


@pytest.mark.parametrize("cents", [20000, 15000])
def test_an_approval_that_no_longer_holds_is_given_up_and_frees_its_steps(desk, ana, cents):
    do(desk, service.approve, ana)
    desk.pay("Ana", cents)
    outcome = do(desk, service.take_up, 1)
    assert (outcome.item, outcome.customer) == (None, "Ana")
    assert said(desk) == [("skipped", ana.text)]
    assert (item(desk) is None) == (cents == 20000)
    assert do(desk, service.take_up, 1) is None


def test_words_that_were_true_on_the_day_are_not_sent_on_another(desk):
    desk.sell("Bia", 5000, on="2026-11-01", due="2026-11-23", phone="+5511912345678")
    do(desk, service.approve, item(desk))
    assert "hoje" in said(desk)[0][1]
    assert do(desk, service.take_up, 1, today=TUESDAY).item is None
    assert said(desk)[0][0] == "skipped"


def test_a_payment_between_opening_and_sending_gives_the_approval_up(desk, ana):
    do(desk, service.approve, ana)
    taken = do(desk, service.take_up, 1).item
    desk.pay("Ana", 20000)
    assert do(desk, service.mark_sent, taken).message_id is None
    assert said(desk) == [("skipped", ana.text)]


def test_an_approved_text_may_be_edited_again_and_put_off(desk, ana):
    do(desk, service.approve, ana)
    again = do(desk, service.take_up, 1).item._replace(text="Oi!")
    assert do(desk, service.approve, again).message_id == 2
    assert said(desk) == [("queued", "Oi!")]
    taken = do(desk, service.take_up, 2).item
    with pytest.raises(UntilNotAheadError):
        service.later(desk.unit("pause"), taken, TODAY)
    assert said(desk) == [("queued", "Oi!")]
    service.later(desk.unit("pause"), taken, TUESDAY)
    assert said(desk) == [("skipped", "Oi!")]
    assert item(desk) is None
    assert item(desk, TUESDAY).made.done == ana.made.done


def test_withdrawing_gives_the_steps_back_and_without_an_approval_does_nothing(desk, ana):
    unit = desk.unit("remind-whatsapp")
    service.withdraw(unit, ana)
    assert not unit.committed
    do(desk, service.approve, ana)
    service.withdraw(desk.unit("remind-whatsapp"), do(desk, service.take_up, 1).item)
    assert item(desk) == ana


def test_the_code_is_kept_only_when_it_went_along(desk, ana, monkeypatch):
    monkeypatch.setattr(service, "queue", lambda *_, **_more: found._replace(messages=[made]))
    made = ana.made._replace(pix="000201")
    found = queue(desk.reader(), today=TODAY, settings=desk.settings)

    def codes():
        return desk.reader().execute("SELECT count(*) FROM message_part").fetchone()[0]

    do(desk, service.mark_sent, ana)
    assert codes() == 0
    undo.undo(desk.unit("undo"))
    do(desk, service.mark_sent, ana._replace(with_code=True))
    assert codes() == 1
