"""`check`: days that were sold by the week, month or year."""

from __future__ import annotations

from datetime import date

import pytest
from test_integrity import check, codes, said, tamper

from cobranca_cli.domain.recurring import Agreed
from cobranca_cli.services import customers, recurring, undo
from cobranca_cli.store.settings import Settings


@pytest.fixture
def book(unit, database):
    """Ana: monthly from 31/08, two months sold, one run undone and made again; Bia: stopped."""

    def agree(customer, cents, start):
        customers.add_customer(
            unit("add-customer"), details=customers.Details(name=customer, phone=None)
        )
        recurring.add_recurring(
            unit("add-recurring"), customer=customer, kind="service", settings=Settings(),
            agreed=Agreed(cents, "month", start),
        )  # fmt: skip

    agree("Ana", 100, date(2026, 8, 31))
    agree("Bia", 200, date(2026, 10, 5))
    run = {"settings": Settings()}
    recurring.run_recurring(unit("run-recurring", today=date(2026, 9, 30)), **run)
    undo.undo(unit("undo"))
    recurring.run_recurring(unit("run-recurring"), **run)
    recurring.stop_recurring(unit("stop-recurring"), recurring="2", on=date(2026, 11, 1), **run)
    return database


def test_a_healthy_book_is_clean_also_after_an_undo_and_a_stop_of_an_earlier_day(book):
    assert check(book).problems == []


@pytest.mark.parametrize(
    ("statements", "code", "named"),
    [
        (
            ("DROP INDEX occurrence_once",
             "UPDATE occurrence SET occurs_on = '2026-08-31' WHERE id = 4"),
            "occurrence_twice", "31/08/2026 da mensalidade 1",
        ),
        (
            ("UPDATE occurrence SET occurs_on = '2026-09-29' WHERE id = 4",),
            "occurrence_not_agreed", "29/09/2026 não é um dia da mensalidade 1",
        ),
        (
            ("UPDATE occurrence SET sale_id = 1 WHERE id = 4",),
            "occurrence_stray", "Dia de mensalidade 4",
        ),
        (
            ("UPDATE recurring SET active = 0 WHERE id = 1",),
            "occurrence_stray", "Dia de mensalidade 3",
        ),
        (
            ("UPDATE recurring SET stopped_on = NULL WHERE id = 2",),
            "value_changed", "Mensalidade 2: o fim",
        ),
        (("UPDATE recurring SET amount_cents = 5 WHERE id = 1",), "fact_changed", "mensalidade 1"),
    ],
)  # fmt: skip
def test_what_was_changed_from_outside_is_named(book, statements, code, named):
    tamper(book, *statements)
    report = check(book)
    assert code in codes(report)
    assert named in said(report)
