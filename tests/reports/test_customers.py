"""The registry: `customers` and `customer`."""

from __future__ import annotations

import time
from datetime import date

import pytest

from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms
from cobranca_cli.errors import AmbiguousCustomerError, CustomerNotFoundError
from cobranca_cli.reports.customer import customer
from cobranca_cli.reports.customers import customers
from cobranca_cli.services import customers as registry
from cobranca_cli.services import payments, sales, undo
from cobranca_cli.services.customers import Details
from cobranca_cli.store.settings import Settings

TODAY = date(2026, 11, 23)


@pytest.fixture
def add(unit):
    def make(name, note=None, **details):
        unit_of_work = unit("add-customer")
        registry.add_customer(unit_of_work, details=Details(name=name, **details), note=note)

    return make


@pytest.fixture
def sell(unit):
    def make(name, cents, due, on=date(2026, 8, 1), paid=(), **terms):
        return sales.record_sale(
            unit("add-sale"), customer=name, terms=SaleTerms(cents, on, due, **terms),
            paid=list(paid), settings=Settings(),
        )  # fmt: skip

    return make


@pytest.fixture
def pay(unit):
    def make(name, cents, on=TODAY):
        payments.record_payment(
            unit("add-payment"), customer=name, amount_cents=cents, received_on=on,
            paid=[PaidPart("pix")], settings=Settings(),
        )  # fmt: skip

    return make


@pytest.fixture
def listed(reader):
    return lambda **options: customers(reader(), today=TODAY, settings=Settings(), **options)


@pytest.fixture
def card(reader):
    return lambda text: customer(reader(), customer=text, today=TODAY, settings=Settings())


def names(found):
    return [row.name for row in found.rows]


def test_an_empty_book_lists_nobody(listed):
    assert listed() == ([], 0, 0, 0, 0)


def test_names_sort_as_brazilians_expect(add, listed):
    for name in ("Zé", "Élia", "Edu", "ângela", "Ana", "Ênio"):
        add(name)
    assert names(listed()) == ["Ana", "ângela", "Edu", "Élia", "Ênio", "Zé"]


def test_the_counter_is_in_no_list_unless_asked_for_by_name(sell, listed, card):
    sell(None, 1000, TODAY, on=TODAY, paid=[PaidPart("cash")])
    assert names(listed()) == []
    assert card("balcão").name == "balcão"
    assert card("balcão").missing == []


def test_an_undone_customer_is_not_listed(add, listed, unit):
    add("Ana")
    undo.undo(unit("undo"))
    assert names(listed()) == []


def test_each_row_has_what_is_open_late_and_credit(add, sell, pay, listed):
    add("Ana", phone="+5511912345678", document="52998224725", email="a@b.com", address="Rua A")
    sell("Ana", 30000, date(2026, 9, 1), installments=3)
    sell("Ana", 5000, date(2026, 12, 1))
    pay("Ana", 12000)
    pay("Ana", 1)
    sell("Bia", 700, date(2026, 12, 1))
    pay("Bia", 1000)
    found = listed()
    assert found.rows[0]._asdict() == {
        "customer_id": 1, "name": "Ana", "phone": "+5511912345678", "document": "52998224725",
        "email": "a@b.com", "open_cents": 22999, "overdue_cents": 17999, "credit_cents": 0,
        "score": None, "segment": None, "blocked": False, "missing": [], "fill": None,
    }  # fmt: skip
    assert found.rows[1][5:8] == (0, 0, 300)
    assert found.rows[1].missing == ["phone", "document", "address"]
    assert found.rows[1].fill == (
        "cobranca editar-cliente c2 --telefone TELEFONE --documento CPF --endereco ENDEREÇO"
    )
    assert found[1:] == (2, 22999, 17999, 300)


@pytest.mark.parametrize(
    ("due", "late"),
    [
        (date(2026, 11, 23), False),  # Today is never late.
        (date(2026, 11, 21), False),  # A Saturday: today, Monday, is the last day on time.
        (date(2026, 11, 20), False),  # A bank holiday, and a Friday.
        (date(2026, 11, 19), True),
    ],
)
def test_late_is_late_by_the_calendar(sell, listed, due, late):
    sell("Ana", 100, due)
    assert listed().rows[0].overdue_cents == (100 if late else 0)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("JOSE", ["José da Silva"]), ("d'avila", ["Ana D’Ávila"]), ("zeca", ["José da Silva"]),
        ("silva", ["José da Silva"]), ("91234", ["José da Silva"]),
        ("(11) 91234-5678", ["José da Silva"]), ("(011) 91234", ["José da Silva"]),
        ("529.982", ["Ana D’Ávila"]), ("12.abc.345/01DE-35", ["Doces 24 Horas"]),
        ("24", ["Doces 24 Horas"]), ("24 horas", ["Doces 24 Horas"]),
        ("a", ["Ana D’Ávila", "José da Silva", "Doces 24 Horas"]),
        ("xyz", []), ("%", []), ("000", []), ("  ", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_search_finds_parts_of_names_phones_and_documents(add, listed, search, found):
    add("José da Silva", nickname="Zeca", phone="+5511912345678")
    add("Ana D’Ávila", document="52998224725")
    add("Doces 24 Horas", document="12ABC34501DE35", nickname="Padaria")
    everybody = ["Ana D’Ávila", "Doces 24 Horas", "José da Silva"]
    expected = everybody if found is None else sorted(found)
    assert names(listed(search=search)) == expected


def test_missing_keeps_those_of_whom_something_is_not_known(add, listed):
    add("Ana", phone="+5511912345678", document="52998224725", address="Rua A")
    add("Bia", phone="+5511912345678", document="52998224725")
    found = listed(missing=True)
    assert names(found) == ["Bia"]
    assert found.rows[0].missing == ["address"]
    assert found.customers == 1


def test_totals_cover_everybody_whatever_the_limit(sell, listed):
    for name in ("Ana", "Bia", "Caio"):
        sell(name, 100, date(2026, 9, 1))
    found = listed(limit=2)
    assert names(found) == ["Ana", "Bia"]
    assert found[1:] == (3, 300, 300, 0)


def test_ten_thousand_customers_are_listed_at_once(unit, listed):
    from cobranca_cli.store.models import Customer, Installment, Sale

    with unit() as write:
        for number in range(10_000):
            name = f"cliente {number:05}"
            customer_id = write.insert(Customer, name=name, name_key=name)
            sale_id = write.insert(
                Sale, customer_id=customer_id, sold_on=TODAY, total_cents=100,
                installment_count=1, interval="1m", remainder="first", kind="product",
            )  # fmt: skip
            write.insert(
                Installment, customer_id=customer_id, sale_id=sale_id, number=1, due_on=TODAY,
                amount_cents=100, open_cents=100,
            )  # fmt: skip
    started = time.perf_counter()
    found = listed()
    assert time.perf_counter() - started < 2  # Some 60 ms; a query per customer takes far longer.
    assert (found.customers, found.open_cents) == (10_000, 1_000_000)


def test_a_card_has_every_key_of_the_contract(add, card):
    add("Ana")
    assert set(card("Ana")._fields) >= {
        "customer_id", "name", "nickname", "phone", "document", "email", "address", "channel",
        "credit_limit_cents", "exposure_cents", "available_cents", "blocked", "blocked_reason",
        "open_cents", "overdue_cents", "credit_cents", "score", "score_class", "segment", "points",
        "missing", "promises", "disputes", "agreements", "contacts", "sales",
    }  # fmt: skip


def test_a_card_tells_all_about_a_customer(add, sell, pay, card, unit):
    add("Ana Maria", note="gosta de morango", nickname="Aninha")
    sell("Ana Maria", 30000, date(2026, 9, 1), installments=3, description="Bolo")
    sell("Ana Maria", 900, date(2026, 12, 1), on=date(2026, 11, 1), installments=1,
         down_payment_cents=400, paid=[PaidPart("cash")])  # fmt: skip
    pay("Ana Maria", 10000)
    sell("Ana Maria", 100, date(2026, 12, 1))
    undo.undo(unit("undo"))
    found = card("aninha")
    assert (found.open_cents, found.overdue_cents, found.credit_cents) == (20500, 20000, 0)
    assert found.exposure_cents == 20500
    assert [note[1:] for note in found.contacts] == [
        (TODAY, "nota", None, "gosta de morango", False)
    ]
    assert [sale[1:] for sale in found.sales] == [
        (date(2026, 11, 1), None, 900, 500, False),
        (date(2026, 8, 1), "Bolo", 30000, 20000, False),
    ]
    assert [(i.number, i.of, i.days_overdue, i.open_cents) for i in found.open_items] == [
        (2, 3, 53, 10000), (3, 3, 22, 10000), (1, 1, 0, 500),
    ]  # fmt: skip
    assert [p[1:] for p in found.last_payments] == [
        (TODAY, 10000, "pix", False, False),
        (date(2026, 11, 1), 400, "cash", False, False),
    ]  # fmt: skip


def test_credit_makes_the_exposure_negative(add, pay, card):
    add("Ana")
    pay("Ana", 500)
    assert card("ana").exposure_cents == -500


def test_a_read_takes_a_part_that_fits_one_customer(add, card):
    add("Ana Maria")
    add("Ana Paula")
    assert card("paul").name == "Ana Paula"
    with pytest.raises(AmbiguousCustomerError):
        card("ana")
    with pytest.raises(CustomerNotFoundError):
        card("xis")
