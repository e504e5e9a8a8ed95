"""Journals, as hledger, ledger and beancount read them."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from journal_oracles import by_beancount, by_hledger, by_ledger, names, owed, text
from nasty import KEPT

from cobranca_cli.documents.journal import account_names, beancount_component, plain_component
from cobranca_cli.domain.sale_plan import SaleTerms, plan
from cobranca_cli.services import customers, sales
from cobranca_cli.services.bouncing import bounce_payment
from cobranca_cli.store import models
from cobranca_cli.store.queries.journal import Holder

LATE = (200, 100)


def installed(program):
    return pytest.mark.skipif(
        shutil.which(program) is None, reason=f"{program} is not here: apt-get install {program}"
    )


ORACLES = [
    pytest.param(by_beancount, id="beancount"),
    pytest.param(by_hledger, id="hledger", marks=installed("hledger")),
    pytest.param(by_ledger, id="ledger", marks=installed("ledger")),
]


@pytest.fixture
def everything(desk):
    """Each kind of fact once, some taken back; two people called Maria; one was forgotten."""
    desk.sell("Maria", 10_000, on="2026-11-01", due="2026-11-10", late=LATE)
    desk.add("Maria", phone="+5511912345678")
    desk.sell("c2", 9_000, on="2026-11-02", due="2026-12-02", n=3)
    desk.pay("c1", 6_000, on="2026-11-20")  # With a fine and interest.
    desk.pay("c2", 4_000, on="2026-11-03")
    desk.discount(300, item=2, reason='amassou; "x" | \\ y')
    desk.discount(200, item=3, returned=True)
    desk.undo()
    desk.lose(4)
    desk.sell("José", 5_000, on="2026-11-05", due="2026-11-06")
    desk.pay("José", 7_000, on="2026-11-06")
    bounce_payment(desk.unit("bounce-payment"), payment="3", reason="x", on=date(2026, 11, 9))
    desk.pay("José", 6_100, on="2026-11-10", paid=(("cash", None),))
    desk.refund("José", 500)
    desk.pay("José", 100, on="2026-11-11")
    desk.reverse(5)
    desk.sell("José", 800, on="2026-11-12", due="2026-11-30")
    desk.void(4, keep=300)
    return desk


@pytest.mark.parametrize("oracle", ORACLES)
def test_another_program_finds_what_everybody_owes(everything, oracle, tmp_path):
    expected = owed(everything.reader())
    assert len(expected) == 3
    assert oracle(everything.reader(), tmp_path / "journal") == expected


@pytest.mark.parametrize("oracle", ORACLES)
def test_whatever_people_are_called_and_buy_stays_words(unit, reader, oracle, tmp_path):
    nasty = [*KEPT, "Ana  Prado", "Ana Prado", "ana prado", "ANA PRADO", "Ana Prado c100",
             "Ana date:2020-01-01, type:Liability", "Ana\u00a0 Prado"]  # fmt: skip
    terms = SaleTerms(1_001, date(2026, 11, 1), date(2026, 12, 1), installments=2)
    with unit("test") as one:
        for name in nasty:
            customer_id = customers.create(one, customers.Details(name=name))
            said = terms._replace(description=name)
            sales.write_sale(one, customer_id, said, plan(said))
    expected = dict.fromkeys(range(1, len(nasty) + 1), 1_001)
    assert oracle(reader(), tmp_path / "journal") == expected


def test_every_fact_stands_there_on_its_day(everything):
    days = [line.split(" ", 3) for line in text(everything.reader(), "hledger").splitlines()
            if line[:4] == "2026"]  # fmt: skip
    assert [(on, what) for on, _, _, what in days] == [
        ("2026-11-01", "Maria | Venda 1"),
        ("2026-11-02", "Maria | Venda 2"),
        ("2026-11-03", "Maria | Recebimento 2"),
        ("2026-11-05", "José | Venda 3"),
        ("2026-11-06", "José | Recebimento 3"),
        ("2026-11-09", "José | Voltou o recebimento 3: x"),
        ("2026-11-10", "José | Recebimento 4"),
        ("2026-11-11", "José | Recebimento 5"),
        ("2026-11-11", "José | Estorno do recebimento 5: engano"),
        ("2026-11-12", "José | Venda 4"),
        ("2026-11-12", "José | Cancelado da venda 4: desistiu"),
        ("2026-11-20", "Maria | Juros por atraso na venda 1"),
        ("2026-11-20", "Maria | Multa por atraso na venda 1"),
        ("2026-11-20", "Maria | Recebimento 1"),
        ("2026-11-23", 'Maria | Desconto na venda 2: amassou, "x" / \\ y'),
        ("2026-11-23", "Maria | Devolução na venda 2: defeito"),
        ("2026-11-23", "Maria | Desfeito: Devolução na venda 2"),
        ("2026-11-23", "Maria | Perda na venda 2: sumiu"),
        ("2026-11-23", "José | Devolvido do recebimento 4: troco"),
    ]  # fmt: skip


def test_a_sale_names_the_due_date_of_each_instalment(everything):
    assert (
        '2026-11-02 * "Maria" "Venda 2"\n'
        "  Assets:Receivable:Maria-C2  30.00 BRL\n    due: 2026-12-02\n"
        "  Assets:Receivable:Maria-C2  30.00 BRL\n    due: 2027-01-02\n"
        "  Assets:Receivable:Maria-C2  30.00 BRL\n    due: 2027-02-02\n"
        "  Income:Sales  -90.00 BRL\n"
    ) in text(everything.reader(), "beancount")


def test_the_journal_of_one_customer_has_nobody_else_in_it(everything):
    found = text(everything.reader(), "ledger", customer="José")
    assert "Maria" not in found
    assert found.count("account assets:receivable:") == 1
    assert by_beancount(everything.reader()).keys() == {1, 2, 3}


def test_what_went_into_an_agreement_and_what_came_of_it_meet_in_one_account(unit, reader):
    """No command makes one yet: these are the rows that one will leave."""
    terms = SaleTerms(10_000, date(2026, 11, 1), date(2026, 11, 10))
    with unit("add-sale") as one:
        sales.write_sale(
            one, customers.create(one, customers.Details(name="Maria")), terms, plan(terms)
        )
    with unit("accept-agreement") as one:
        one.insert(models.Posting, installment_id=1, kind="renegotiation", amount_cents=10_000,
                   effective_on=date(2026, 11, 23))  # fmt: skip
        for number in (1, 2):
            one.insert(
                models.Installment, customer_id=1, number=number, amount_cents=4_500,
                open_cents=4_500, due_on=date(2026, 12, number),
            )  # fmt: skip
    assert by_beancount(reader()) == owed(reader()) == {1: 9_000}
    found = text(reader(), "hledger")
    assert "| Acordo\n    assets:receivable:Maria  45.00 BRL  ; due: 2026-12-01\n" in found
    assert "    equity:renegotiation  100.00 BRL\n" in found


def test_an_account_keeps_its_name_when_a_namesake_comes():
    people = [Holder(2, "Zé"), Holder(5, "Maria C7"), Holder(6, "Maria"), Holder(7, "Maria"),
              Holder(8, "Ze"), Holder(9, "山田太郎"), Holder(10, "***"),
              Holder(11, "C-10")]  # fmt: skip
    for count in range(len(people)):
        found = account_names(people[:count], beancount_component, "-")
        assert found.items() <= account_names(people, beancount_component, "-").items()
    assert account_names(people, beancount_component, "-") == {
        2: "Ze", 5: "Maria-C7", 6: "Maria", 7: "Maria-C7-C7", 8: "Ze-C8", 9: "C9", 10: "C10",
        11: "C-10",
    }  # fmt: skip
    assert account_names(people, plain_component, " ") == {
        2: "Zé", 5: "Maria C7", 6: "Maria", 7: "Maria C7 C7", 8: "Ze", 9: "山田太郎", 10: "C10",
        11: "C-10",
    }  # fmt: skip


def test_who_was_forgotten_is_in_no_journal(everything):
    from cobranca_cli.services.forgetting import forget

    everything.pay("c1", 4_233)
    forget(everything.unit("forget-customer"), customer="c1", force=True, reason="pediu")
    assert set(names(everything.reader(), "hledger")) == {
        "assets:receivable:cliente 1 esquecido", "assets:receivable:Maria",
        "assets:receivable:José",
    }  # fmt: skip
