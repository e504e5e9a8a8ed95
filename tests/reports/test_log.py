"""The log: every write as a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms
from cobranca_cli.reports.log import describe, log
from cobranca_cli.services import corrections, customers, edit_sale, payments, sales, undo
from cobranca_cli.services.customers import Details
from cobranca_cli.store.queries import history
from cobranca_cli.store.settings import Settings

TODAY = date(2026, 11, 23)


@pytest.fixture
def ana(unit):
    """Ana, with one sale of R$ 100,00."""
    customers.add_customer(unit("add-customer"), details=Details(name="Ana Luz"))
    sell(unit, "Ana Luz", 10000)


def sell(unit, customer, cents, **options):
    sales.record_sale(
        unit("add-sale"), customer=customer, terms=SaleTerms(cents, TODAY, TODAY),
        paid=options.pop("paid", []), settings=Settings(),
    )  # fmt: skip


def pay(unit, cents, *paid):
    payments.record_payment(
        unit("add-payment"), customer="Ana Luz", amount_cents=cents, received_on=TODAY,
        paid=list(paid) or [PaidPart("pix")], settings=Settings(),
    )  # fmt: skip


@pytest.fixture
def latest(reader):
    return lambda: log(reader(), limit=1).rows[0].summary


def test_an_empty_log(reader):
    assert log(reader()) == ([], 0)


def test_a_row_tells_when_and_its_hash(ana, reader):
    found = log(reader())
    assert found.writes == 2
    assert [row.seq for row in found.rows] == [2, 1]
    row = found.rows[1]
    assert row._asdict() == {
        "seq": 1, "at": "2026-11-23T13:00:00Z", "command": "add-customer",
        "summary": "Cadastro de Ana Luz", "hash": row.hash, "undone": False,
    }  # fmt: skip
    assert len(row.hash) == 64


def test_the_limit_does_not_change_the_count(ana, reader):
    found = log(reader(), limit=1)
    assert ([row.seq for row in found.rows], found.writes) == ([2], 2)


def test_sales_and_payments_are_told(ana, unit, latest):
    assert latest() == "Venda 1 para Ana Luz: R$ 100,00"
    sell(unit, None, 3000, paid=[PaidPart("cash")])
    assert latest() == "Venda 2 no balcão: R$ 30,00"
    pay(unit, 4000)
    assert latest() == "Recebimento 2 de Ana Luz: R$ 40,00"
    pay(unit, 8000, PaidPart("pix", 5000), PaidPart("cash"))
    assert latest() == "Recebimentos 3 e 4 de Ana Luz: R$ 80,00"
    payments.refund(unit("refund"), customer="Ana Luz", amount_cents=500, method=None, reason="x")
    assert latest() == "Devolução para Ana Luz: R$ 5,00"
    payments.reverse_payment(unit("reverse-payment"), payment="2", reason="x")
    assert latest() == "Recebimento 2 de Ana Luz estornado: R$ 40,00"


def test_corrections_are_told(ana, unit, latest):
    corrections.discount(
        unit("discount"), installment=None, sale="1", amount_cents=1500, returned=False, reason="x"
    )
    assert latest() == "Abatimento na venda 1 de Ana Luz: R$ 15,00"
    edit_sale.edit_sale(
        unit("edit-sale"), sale="1", installment=None, reason="x", settings=Settings(),
        edit=edit_sale.SaleEdit(amount_cents=9000, description="Bolo"),
    )  # fmt: skip
    assert latest() == "Venda 1 de Ana Luz corrigida: valor e descrição"
    corrections.void_sale(unit("void-sale"), sale="1", reason="x")
    assert latest() == "Venda 1 de Ana Luz cancelada: R$ 90,00"


def test_the_registry_is_told(ana, unit, latest):
    edit = Details(nickname="Lu", phone="+5511912345678", email="a@b.co")
    customers.edit_customer(unit("edit-customer"), customer="Ana Luz", details=edit)
    assert latest() == "Cadastro de Ana Luz alterado: e-mail, apelido e telefone"
    customers.edit_customer(unit("edit-customer"), customer="Ana Luz", details=Details(), note="oi")
    assert latest() == "Anotação sobre Ana Luz"


def test_an_undo_and_a_redo_tell_what_they_touched(ana, unit, reader, latest):
    undo.undo(unit("undo"))
    assert latest() == "Desfeito: Venda 1 para Ana Luz: R$ 100,00"
    assert [row.undone for row in log(reader()).rows] == [False, True, False]
    undo.undo(unit("redo"), redo=True)
    assert latest() == "Refeito: Venda 1 para Ana Luz: R$ 100,00"
    assert [row.undone for row in log(reader()).rows] == [False, True, False, False]
    undo.undo(unit("undo"))
    assert latest() == "Desfeito: Venda 1 para Ana Luz: R$ 100,00"


@pytest.mark.parametrize(
    ("command", "what", "summary"),
    [
        ("import-csv", {"customers": 1, "sales": 2, "payments": 0},
         "Caderno importado: 1 cliente, 2 vendas e 0 recebimentos"),
        ("config", {"keys": ["business.name"]}, "Ajustes alterados: business.name"),
        ("setup", {"keys": ["business.name", "business.city", "business.phone"]},
         "Ajustes alterados: business.name, business.city e business.phone"),
        ("setup", {}, "Ajustes alterados"),
        ("add-sale", {"customer_id": 99, "sale_id": 7, "total_cents": 5},
         "Venda 7 para cliente 99: R$ 0,05"),
        ("add-sale", {}, "Venda ? para cliente None: valor desconhecido"),
        ("add-payment", {"customer_id": 1, "amount_cents": 5}, "Recebimento ? de Ana Luz: R$ 0,05"),
        ("juggle", {"a": 1}, "Comando juggle"),
    ],
)  # fmt: skip
def test_what_is_written_by_others_or_damaged_is_told_as_far_as_it_goes(
    ana, reader, command, what, summary
):
    row = history.AuditRow(9, "2026-11-23T13:00:00Z", command, what, [], None, "", False)
    assert describe(reader(), row) == summary


@pytest.mark.parametrize("undoes", [9, 99])
def test_an_undo_of_nothing_is_told_by_its_number(ana, reader, undoes):
    row = history.AuditRow(9, "2026-11-23T13:00:00Z", "undo", {}, [], undoes, "", False)
    assert describe(reader(), row) == f"Desfeito: registro {undoes}"
