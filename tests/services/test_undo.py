from __future__ import annotations

from datetime import date

import pytest
from ledger_facts import assert_restored

from cobranca_cli.errors import (
    CobrancaError,
    CustomerNotFoundError,
    NothingToUndoError,
    SaleVoidedError,
)

CASH = (("cash", None),)


def a_busy_week(desk):
    """Maria: a sale in three, 150 of 300 paid, a paid sale; João: 50 of credit."""
    desk.sell("Maria", 300, n=3, text="Bolo")
    desk.pay("Maria", 150, on="2026-11-10")
    desk.sell("Maria", 200, paid=CASH)
    desk.add("João", nickname="Jô", phone="+5511912345678")
    desk.pay("João", 50)
    desk.every("João", 30, start="2026-10-05", text="Manicure")
    desk.every("Maria", 70, every="week", start="2026-11-09", times=4)
    desk.sell("Zeca", 90, n=3, due="2026-11-02")
    desk.dispute(6)
    desk.pay("Zeca", 75)  # Settles the other two, and leaves credit beside what is contested.


@pytest.fixture
def busy(kept):
    return kept(a_busy_week)


WRITES = {
    "add-sale": lambda d: d.sell("Maria", 500, n=2, down=100, paid=CASH),
    "add-sale that uses credit": lambda d: d.sell("João", 80),
    "add-sale to somebody new": lambda d: d.sell("Ana", 500, phone="+5521998765432"),
    "add-sale at the counter": lambda d: d.sell(None, 500, paid=CASH),
    "add-sale with a new phone": lambda d: d.sell("João", 10, phone="+5521998765432"),
    "add-payment": lambda d: d.pay("Maria", 100),
    "add-payment in two ways": lambda d: d.pay("Maria", 400, paid=[("pix", 9), ("cash", None)]),
    "reverse-payment": lambda d: d.reverse(1),
    "refund": lambda d: d.refund("João", 20),
    "void-sale": lambda d: d.void(1),
    "void-sale with something kept": lambda d: d.void(1, keep=70),
    "discount": lambda d: d.discount(20, item=3),
    "discount on what was paid": lambda d: d.discount(290, sale=1),
    "return": lambda d: d.discount(150, sale=2, returned=True),
    "edit-sale: lower": lambda d: d.edit(1, amount=100),
    "edit-sale: higher": lambda d: d.edit(1, amount=900),
    "edit-sale: due": lambda d: d.edit(1, due="2027-01-31"),
    "edit-sale: words": lambda d: d.edit(1, text="Torta"),
    "edit-sale: no words": lambda d: d.edit(1, text=""),
    "edit-sale: customer": lambda d: d.edit(2, to="João"),
    "edit-sale: customer of a part paid one": lambda d: d.edit(1, to="João", amount=400),
    "edit-sale: one instalment": lambda d: d.edit(item=1, amount=40, due="2027-01-31"),
    "dispute": lambda d: d.dispute(3),
    "resolve-dispute: kept": lambda d: d.resolve(6, "kept"),
    "resolve-dispute: discounted": lambda d: d.resolve(6, "discounted", 20, reason="amassou"),
    "resolve-dispute: voided": lambda d: d.resolve(6, "voided"),
    "add-customer": lambda d: d.add("Ana", nickname="Aninha", note="oi"),
    "edit-customer": lambda d: d.change("João", name="João Lima", phone="", email="j@x.br"),
    "edit-customer: nickname": lambda d: d.change("João", nickname="Juca", note="mudou"),
    "edit-customer: no nickname": lambda d: d.change("João", nickname=""),
    "add-recurring": lambda d: d.every("João", 500, text="Faxina"),
    "change-recurring": lambda d: d.reprice(1, 40, since="2026-11-01"),
    "run-recurring that uses credit": lambda d: d.run(),
    "stop-recurring": lambda d: d.stop(1),
    "run-recurring after a stop": lambda d: d.run(today=date(2026, 12, 20)),
}


COMMANDS = {"return": "discount"}


@pytest.mark.parametrize("write", WRITES)
def test_undo_restores_everything_and_redo_reinstates_it(busy, write):
    before = busy.facts()
    WRITES[write](busy)
    after = busy.facts()
    assert after != before
    command = write.split(":")[0].split(" ")[0]
    for _ in range(3):
        undone = busy.undo()
        assert (undone.command, undone.redone) == (COMMANDS.get(write, command), False)
        assert_restored(busy.facts(), before)
        assert busy.undo(redo=True).redone
        assert_restored(busy.facts(), after)


def test_a_week_is_undone_write_by_write_and_reinstated(busy):
    seen = [busy.facts()]
    for write in WRITES.values():
        try:
            write(busy)
        except CobrancaError:
            continue  # Voided or spent a few writes before.
        seen.append(busy.facts())
    assert len(seen) > 10
    for facts in reversed(seen[:-1]):
        busy.undo()
        assert_restored(busy.facts(), facts)
    for facts in seen[1:]:
        busy.undo(redo=True)
        assert_restored(busy.facts(), facts)


def test_undo_takes_the_latest_write_that_stands(desk):
    desk.sell("Maria", 100)
    desk.sell("Maria", 200)
    assert [desk.undo().undone_seq, desk.undo().undone_seq] == [2, 1]
    with desk.refuses(NothingToUndoError):
        desk.undo()
    assert [desk.undo(redo=True).undone_seq, desk.undo(redo=True).undone_seq] == [1, 2]
    with desk.refuses(NothingToUndoError):
        desk.undo(redo=True)
    assert desk.undo().undone_seq == 2


def test_there_is_nothing_to_undo_or_redo_at_first(desk):
    with desk.refuses(NothingToUndoError):
        desk.undo()
    with desk.refuses(NothingToUndoError):
        desk.undo(redo=True)


def test_after_another_write_nothing_is_redone(desk):
    desk.sell("Maria", 100)
    desk.undo()
    desk.sell("João", 100)
    with desk.refuses(NothingToUndoError):
        desk.undo(redo=True)
    desk.undo()
    assert desk.undo(redo=True).undone_seq == 3
    with desk.refuses(NothingToUndoError):
        desk.undo(redo=True)


def test_a_customer_whose_creation_was_undone_is_not_found(desk):
    desk.sell("Maria", 100)
    desk.undo()
    for name in ("Maria", "c1"):
        with desk.refuses(CustomerNotFoundError):
            desk.pay(name, 100)
    with desk.refuses(SaleVoidedError):
        desk.void(1)
    assert desk.sell("Maria", 100).customer_id == 2


def test_each_write_undo_and_redo_is_one_audit_row(desk):
    desk.sell("Maria", 100)
    desk.pay("Maria", 40)
    desk.undo()
    desk.undo(redo=True)
    assert desk.rows("SELECT seq, command, undoes FROM audit") == [
        (1, "add-sale", None), (2, "add-payment", None), (3, "undo", 2), (4, "undo", 3),
    ]  # fmt: skip
    assert desk.open() == {1: 60}
