from __future__ import annotations

from datetime import date

import pytest

from cobranca_cli.messages import wording
from cobranca_cli.store.queries.ledger import InstallmentState
from cobranca_cli.store.settings import Settings

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "nickname", "document", "greeting"),
    [
        ("Maria da Silva", None, None, "Maria"),
        ("Maria da Silva", "Mariazinha do 12", None, "Mariazinha do 12"),
        ("Dona Maria da Silva", None, None, "Maria"),
        ("DONA MARIA", None, None, "MARIA"),
        ("D. Zefa", None, None, "Zefa"),
        ("Seu Zé", None, None, "Zé"),
        ("Sr. João Lima", None, None, "João"),
        ("Sra Ana", None, None, "Ana"),
        ("Dr. Caio", None, None, "Caio"),
        ("Dra. Bia Reis", None, None, "Bia"),
        ("Sr. Dr. Caio", None, None, "Caio"),
        ("Dona", None, None, "Dona"),
        ("Élia", None, "52998224725", "Élia"),
        ("D'Ávila Souza", None, None, "D'Ávila"),
        ("Joana Sá", None, None, "Joana"),
        ("Padaria Sol Nascente", None, "11222333000181", "Padaria Sol Nascente"),
        ("Padaria Sol Nascente", "Sol", "11222333000181", "Sol"),
        ("Bom Pão Ltda.", None, None, "Bom Pão Ltda."),
        ("Bom Pão LTDA", None, None, "Bom Pão LTDA"),
        ("José Souza ME", None, None, "José Souza ME"),
        ("Café Forte S.A.", None, None, "Café Forte S.A."),
        ("Café Forte S/A", None, None, "Café Forte S/A"),
        ("Doces EIRELI", None, None, "Doces EIRELI"),
        ("{{ 7*7 }}", None, None, "{{ 7*7 }}"),
        ("🎂 Maria", None, None, "🎂 Maria"),
        ("[red] Ana", None, None, "[red]"),
    ],
)
def test_people_are_greeted_by_what_they_are_called(name, nickname, document, greeting):
    assert wording.greeting_name(name, nickname, document) == greeting


def item(i, due, cents, *, number=1, of=1, sold=date(2026, 11, 3), about=None):
    return InstallmentState(i, i, 1, "x", about, number, of, sold, due, cents * 2, cents)


def lines(*items, on_time=frozenset()):
    return wording.owed_lines(items, TODAY, on_time)


def test_each_item_has_its_date_and_what_remains():
    assert lines(
        item(1, date(2025, 12, 30), 100, number=0, of=2),
        item(2, date(2026, 11, 10), 8050, number=2, of=3, about="Bolo  de\ncenoura"),
        item(3, TODAY, 123456),
        item(4, date(2026, 11, 25), 500),
        on_time=frozenset((3, 4)),
    ) == [
        "30/12/2025: R$ 1,00 (entrada)",
        "10/11: R$ 80,50 (parcela 2 de 3, Bolo de cenoura)",
        "hoje, 23/11: R$ 1.234,56",
        "25/11: R$ 5,00, ainda no prazo",
    ]


def test_a_long_description_is_cut():
    (line,) = lines(item(1, TODAY, 100, about="bolo " * 400))
    assert len(line) < 100
    assert line.endswith("…)")


def test_several_purchases_with_one_due_date_are_one_line():
    due = date(2026, 12, 5)
    bought = [item(n, due, 1000, sold=date(2026, 11, 2 + n)) for n in range(1, 4)]
    assert lines(*bought) == ["3 compras de 03/11 a 05/11: R$ 30,00 (para 05/12)"]
    assert lines(*bought[:2]) == ["05/12: R$ 10,00", "05/12: R$ 10,00"]
    assert lines(item(9, TODAY, 500), *bought, item(10, due, 700, number=1, of=2)) == [
        "hoje, 23/11: R$ 5,00",
        "3 compras de 03/11 a 05/11: R$ 30,00 (para 05/12)",
        "05/12: R$ 7,00 (parcela 1 de 2)",
    ]


def test_more_than_six_items_are_one_line():
    bought = [item(n, date(2026, 12, n), 500, sold=date(2026, 11, n)) for n in range(3, 10)]
    assert lines(*bought) == ["7 compras de 03/11 a 09/11: R$ 35,00"]
    assert len(lines(*bought[:6])) == 6
    parts = [item(n, date(2026, n, 10), 500, number=n, of=12) for n in range(3, 11)]
    assert lines(*parts) == ["8 parcelas de 10/03 a 10/10: R$ 40,00"]


def test_the_same_day_is_said_once():
    same = [item(n, date(2026, 12, n), 500) for n in range(1, 8)]
    assert lines(*same) == ["7 compras de 03/11: R$ 35,00"]


def test_one_and_many():
    assert wording.count_of(1, "parcela", "parcelas") == "1 parcela"
    assert wording.count_of(2, "parcela", "parcelas") == "2 parcelas"


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({}, ""),
        ({"business.owner": "Lúcia Prado"}, "Lúcia Prado"),
        ({"business.name": "Doces", "business.owner": "Doces"}, "Doces"),
        ({"business.document": "52998224725"}, "CPF 529.982.247-25"),
        ({"business.document": "11.222.333/0001-81"}, "CNPJ 11.222.333/0001-81"),
        ({"business.document": "12abc34501de35"}, "CNPJ 12.ABC.345/01DE-35"),
        ({"business.document": "meu cpf"}, "meu cpf"),
        ({"business.city": "Campinas"}, "Campinas"),
        ({"business.address": "Rua A, 1, campinas", "business.city": "Campinas"},
         "Rua A, 1, campinas"),
        (
            {"business.owner": "Lúcia", "business.name": "Doces",
             "business.document": "52998224725", "business.address": "Rua A,\n  1",
             "business.city": "Campinas"},
            "Lúcia – Doces – CPF 529.982.247-25 – Rua A, 1, Campinas",
        ),
    ],
)  # fmt: skip
def test_the_identity_line_holds_what_is_set_and_no_hole(values, line):
    assert wording.identity_line(Settings(values)) == line


def test_what_the_law_asks_for_and_is_not_set_is_named():
    assert wording.missing_identity(Settings()) == ["o nome", "o CPF ou CNPJ", "o endereço"]
    assert wording.missing_identity(Settings({"business.name": "Doces"})) == [
        "o CPF ou CNPJ", "o endereço",
    ]  # fmt: skip
