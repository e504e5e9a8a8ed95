"""Points: earned on time, taken back with their payment, given, spent; never below zero."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from fixed_day import TODAY

from cobranca_cli import errors
from cobranca_cli.domain.sale_plan import EarlyTerms
from cobranca_cli.store.settings import Settings


@pytest.fixture
def desk(desk):
    desk.settings = Settings({"points.enabled": "sim"})
    return desk


@pytest.fixture
def verbs(desk):
    from cobranca_cli.services import points

    def do(verb, customer="Maria", count=10, **more):
        return getattr(points, verb)(
            desk.unit("points"), customer=customer, points=count, settings=desk.settings, **more
        )

    return do


def balance(desk, customer=1):
    from cobranca_cli.store.queries import points

    return points.balance(desk.reader(), customer)


def sound(desk):
    from cobranca_cli.reports.integrity import check

    return check(desk.reader()).problems == []


def test_one_for_each_whole_real_paid_on_time(desk):
    desk.sell("Maria", 10_099)
    paid = desk.pay("Maria", 10_099)
    assert (paid.points, paid.points_balance) == (100, 100)
    assert "Pontos: mais 100, agora 100." in paid.message
    assert desk.rows("SELECT kind, payment_id, effective_on FROM points") == [
        ("earned", 1, "2026-11-20")
    ]


def test_only_what_settles_earns_with_all_that_was_paid_before(desk):
    desk.sell("Maria", 10_000)
    assert desk.pay("Maria", 4_000).points == 0
    assert desk.pay("Maria", 6_000).points == 100


def test_the_last_day_on_time_earns_and_the_next_does_not(desk):
    desk.sell("Maria", 5_000, due="2026-11-21")  # A Saturday: until Monday.
    desk.sell("João", 5_000, due="2026-11-19")
    assert desk.pay("Maria", 5_000, on="2026-11-23").points == 50
    assert desk.pay("João", 5_000, on="2026-11-20").points == 0


def test_a_discount_earns_nothing_and_what_is_left_does(desk):
    desk.sell("Maria", 10_000, early=EarlyTerms(500, date(2026, 11, 30)))
    assert desk.pay("Maria", 9_500).points == 95


def test_money_at_the_counter_earns_but_not_of_nobody(desk):
    desk.sell("Maria", 5_000, paid=[("cash", None)])
    assert balance(desk) == 50
    desk.sell(None, 5_000, paid=[("cash", None)])
    assert desk.rows("SELECT count(*) FROM points") == [(1,)]


def test_without_the_setting_nothing_is_earned(desk):
    desk.settings = Settings()
    desk.sell("Maria", 5_000)
    paid = desk.pay("Maria", 5_000)
    assert (paid.points, paid.points_balance, "Pontos" in paid.message) == (None, None, False)
    assert balance(desk) == 0


def test_they_go_with_any_payment_that_helped_and_come_back_with_the_undo(desk):
    desk.sell("Maria", 20_000, n=2)
    desk.pay("Maria", 4_000)
    desk.pay("Maria", 16_000)
    assert balance(desk) == 200
    desk.reverse(1)  # Its 40,00 are paid by the other now, which leaves the second open.
    assert balance(desk) == 100
    desk.undo()
    assert balance(desk) == 200
    desk.reverse(2)
    assert balance(desk) == 0
    assert sound(desk)


def test_what_was_spent_stays_spent_when_the_payment_goes(desk, verbs):
    desk.sell("Maria", 10_000)
    desk.pay("Maria", 10_000)
    verbs("spend", count=70, on="um bolo")
    desk.reverse(1)
    assert balance(desk) == 0
    desk.undo()
    assert balance(desk) == 30
    desk.undo()
    assert balance(desk) == 100


def test_undoing_a_payment_takes_its_points_and_redoing_gives_them(desk):
    desk.sell("Maria", 10_000)
    desk.pay("Maria", 10_000)
    for expected in (0, 100, 0):
        desk.undo(redo=expected == 100)
        assert balance(desk) == expected
    assert sound(desk)


def test_a_bounce_takes_them_too(desk):
    from cobranca_cli.services.bouncing import bounce_payment

    desk.sell("Maria", 10_000)
    desk.pay("Maria", 10_000)
    bounce_payment(desk.unit("bounce-payment"), payment="1", reason="sem fundos")
    assert balance(desk) == 0
    assert desk.pay("Maria", 10_000, on="2026-11-23").points == 100


def test_spent_on_a_sale_they_are_a_discount_with_its_reason(desk, verbs):
    desk.sell("Maria", 10_000, n=2)
    verbs("give", count=1_200, reason="aniversário")
    done = verbs("spend_on_sale", count=1_100, sale="1")
    assert (done.discount_cents, done.balance, done.points) == (5_500, 100, -1_100)
    assert desk.open() == {2: 4_500}
    assert desk.standing(1) == [("2026-11-23", "discount", None, 5_000)]
    desk.undo()
    assert (desk.open(), balance(desk)) == ({1: 5_000, 2: 5_000}, 1_200)
    assert sound(desk)


def test_what_does_not_fit_is_refused(desk, verbs):
    desk.sell("Maria", 1_000)
    desk.sell("João", 1_000)
    verbs("give", count=500, reason="natal")
    for error, verb, count, more in (
        (errors.PointsTooFewError, "spend", 501, {"on": "bolo"}),
        (errors.PointsTooFewError, "spend_on_sale", 501, {"sale": "1"}),
        (errors.DiscountTooLargeError, "spend_on_sale", 201, {"sale": "1"}),
        (errors.WrongCustomerError, "spend_on_sale", 100, {"sale": "2"}),
    ):
        with desk.refuses(error):
            verbs(verb, count=count, **more)
    desk.void(1)
    with desk.refuses(errors.SaleVoidedError):
        verbs("spend_on_sale", count=100, sale="1")
    desk.settings = Settings()
    with desk.refuses(errors.PointsOffError):
        verbs("give", reason="natal")


@pytest.mark.parametrize("seed", range(3))
def test_a_life_of_points_never_has_fewer_than_none(desk, verbs, seed):
    chance = random.Random(seed)
    for _ in range(3):
        desk.sell("Maria", 9_000, n=3)
    acts = [
        lambda: desk.pay("Maria", chance.choice([1_000, 3_000, 6_500]),
                         on=str(TODAY - timedelta(days=chance.randrange(9)))),
        lambda: desk.reverse(chance.randrange(1, 15)),
        lambda: verbs("give", count=10, reason="x"),
        lambda: verbs("spend", count=chance.choice([5, 40]), on="x"),
        lambda: verbs("spend_on_sale", count=20, sale=str(chance.randrange(1, 5))),
        lambda: desk.sell("Maria", 2_000),
        lambda: desk.undo(redo=chance.random() < 0.3),
    ]  # fmt: skip
    for _ in range(30):
        try:
            chance.choice(acts)()
        except errors.CobrancaError:
            continue
        assert balance(desk) >= 0
    assert sound(desk)


def test_the_words_of_points_are_exported_and_forgotten_with_the_person(desk, verbs):
    from cobranca_cli.reports.personal import person
    from cobranca_cli.services.forgetting import forget

    desk.add("Maria")
    verbs("give", count=7, reason="indicou a prima Zilda")
    (row,) = person(desk.reader(), customer="Maria", today=TODAY).points
    assert (row.points, row.text) == (7, "indicou a prima Zilda")
    forget(desk.unit("forget-customer"), customer="Maria", reason="pediu")
    assert "Zilda" not in "".join(desk.content())
    assert balance(desk) == 7
    assert sound(desk)


def test_points_go_along_when_two_records_are_one_person(desk, verbs):
    from cobranca_cli.services.merging import merge_customers

    desk.add("Maria")
    desk.add("Mariana")
    verbs("give", "Maria", 5, reason="natal")
    verbs("give", "Mariana", 8, reason="natal")
    merge_customers(desk.unit("merge-customers"), keep="Maria", other="Mariana")
    assert balance(desk) == 13
    desk.undo()
    assert (balance(desk), balance(desk, 2)) == (5, 8)


def test_what_was_given_up_in_part_earns_nothing(desk):
    desk.sell("Maria", 10_000)
    desk.lose(1)
    assert desk.pay("Maria", 3_000, on="2026-11-23", installment="1").points == 0
    assert desk.pay("Maria", 7_000, on="2026-11-23", installment="1").points == 100
    assert sound(desk)
