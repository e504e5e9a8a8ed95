"""Papers from made-up facts: what is on them, read back by PDFium and zxing-cpp."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from fixed_day import NOW, TODAY
from pdf_reading import codes, fonts_are_inside, metadata, pages, size_mm

from cobranca_cli.documents import booklet, statement
from cobranca_cli.domain.boleto import spaced
from cobranca_cli.reports.booklet import Booklet, Slip
from cobranca_cli.store.settings import Settings

SETTINGS = Settings({
    "business.name": "Doces & Bolos *#1* [x] $y$ @z", "business.owner": "Lúcia Ferreira",
    "business.document": "52998224725", "business.city": "Campinas",
    "business.phone": "+5511912345678",
})  # fmt: skip
PIX = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR"
    "5913Fulano de Tal6008BRASILIA62070503***63041D3D"
)
# A bank's line with its published bars (vectors.json, boleto-016).
BANK = ("23793381286000782713695000063305975520000370000",
        "23799755200003700003381260007827139500006330")  # fmt: skip


class Row(NamedTuple):
    on: date
    kind: str
    text: str
    debit_cents: int
    credit_cents: int
    balance_cents: int


def slip(number, *, pix=PIX, boleto=None, of=3):
    return Slip(number, 7, "Bolo — três andares", number, of, date(2026, 12, 10), 5000, 4000,
                0, 0, 4000, pix, boleto)  # fmt: skip


def of_sale(rows, name="Maria"):
    total = sum(row.open_cents for row in rows)
    link = "https://pague.example.com/7"
    return Booklet(7, 1, name, None, "Bolo — três andares", TODAY, TODAY, 0, 0, rows, total, total,
                   link, [])  # fmt: skip


def paper(**changed):
    return {
        "customer": "Maria da Silva", "document": None, "since": None, "until": TODAY,
        "rows": [Row(date(2026, 11, 2), "sale", "Venda 7: Bolo\ncom #1 *x*", 5000, 0, 5000),
                 Row(date(2026, 11, 9), "payment", "Recebido por Pix", 0, 6000, -1000)],
        "opening_cents": 0, "open_cents": 0, "charges_cents": 0, "credit_cents": 1000,
        "aging": [], "pix": None,
        "pix_cents": 0, **changed,
    }  # fmt: skip


def test_a_slip_has_a_code_that_scans_and_copies_in_one_piece():
    made = booklet.pdf(of_sale([slip(n) for n in (0, 1, 2)]), SETTINGS, now=NOW)
    (page,) = pages(made)
    assert page.splitlines().count(PIX) == 3
    assert codes(made) == {PIX}
    for text in ("Entrada", "1 de 3", "2 de 3", "R$ 40,00", "10/12/2026", "Bolo — três andares",
                 "https://pague.example.com/7", "Doces & Bolos *#1* [x] $y$ @z", "(11) 91234-5678",
                 "CPF 529.982.247-25"):  # fmt: skip
        assert text in page


def test_a_slip_says_what_was_agreed_about_lateness():
    late = slip(2)._replace(fine_cents=80, interest_cents=13, updated_cents=4093)
    found = of_sale([slip(1), late])._replace(fine_bps=200, interest_bps=100)
    (page,) = pages(booklet.pdf(found, SETTINGS, now=NOW))
    said = " ".join(page.split())
    assert said.count("Após o vencimento: multa de 2% e juros de 1% ao mês.") == 2
    assert "Em 23/11/2026: R$ 40,93 (com multa de R$ 0,80 e juros de R$ 0,13)." in said


def test_the_bars_of_a_boleto_scan():
    line, bars = BANK
    made = booklet.pdf(of_sale([slip(1, pix=None, boleto=line)]), SETTINGS, now=NOW)
    assert codes(made, dpi=300) == {bars}
    assert spaced(line) in pages(made)[0].splitlines()


def test_sixty_slips_stand_four_a_page_and_pages_are_counted():
    rows = [slip(n, pix=None, of=60) for n in range(1, 61)]
    found = pages(booklet.pdf(of_sale(rows), SETTINGS, now=NOW))
    assert len(found) == 15
    assert all(page.count("Assinatura") == 4 for page in found)
    assert found[2].rstrip().endswith("3 de 15")


@pytest.mark.parametrize(
    "name",
    [
        '#eval("1")',
        "*a* _b_ [c] $d$ <e> @f `g` \\h //i",
        "👩🏽‍🚀 {{ x }}",
        "m" * 120,
        "x\u0301" * 20,
    ],
)
def test_a_name_is_never_markup(name):
    made = booklet.pdf(of_sale([slip(1)], name=name), SETTINGS, now=NOW)
    kept = "".join(char for char in pages(made)[0] if char.isascii() and not char.isspace())
    assert "".join(char for char in name if char.isascii() and not char.isspace()) in kept


@pytest.mark.parametrize(
    "word",
    [
        "https://pague.example.com/doces-da-lucia/venda/12345",
        "https://pague.example.com/" + "abcdefghi/" * 4,
        "123e4567-e12b-12d1-a456-426655440000",
        "um.nome.de.email.bastante.comprido@example.com",
    ],
)
def test_a_long_link_or_key_is_copied_from_a_paper_as_it_is(word):
    settings = SETTINGS.changed({"business.pay_link": word})
    made = statement.statement_pdf(paper(open_cents=1), settings, now=NOW)
    assert f"Para pagar: {word}" in pages(made)[0].splitlines()


def test_a_paper_is_a4_says_whose_it_is_and_is_the_same_every_time():
    made = statement.statement_pdf(paper(), SETTINGS, now=NOW)
    assert size_mm(made) == (210, 297)
    assert fonts_are_inside(made)
    about = metadata(made)
    assert about["Title"] == "Extrato de conta"
    assert about["Author"] == "Doces & Bolos *#1* [x] $y$ @z"
    assert about["CreationDate"].startswith("D:20261123")
    assert statement.statement_pdf(paper(), SETTINGS, now=NOW) == made


def test_a_statement_has_its_rows_and_its_balance():
    (page,) = pages(statement.statement_pdf(paper(), SETTINGS, now=NOW))
    assert {
        "Maria da Silva",
        "Até 23/11/2026",
        "com #1 *x*",
        "09/11/2026 Recebido por Pix R$ 60,00 −R$ 10,00",
        "Em aberto em 23/11/2026: R$ 0,00",
        "Crédito em 23/11/2026: R$ 10,00",
    } <= set(page.splitlines())
    assert "Saldo anterior" not in page


def test_a_long_statement_says_where_it_stands_and_how_to_pay():
    rows = [Row(date(2026, 11, 2), "sale", f"Venda {n}", 100, 0, n * 100) for n in range(1, 121)]
    made = statement.statement_pdf(
        paper(since=date(2026, 11, 1), rows=rows, opening_cents=-50, open_cents=12000,
              credit_cents=0, aging=[("em dia", 7000), ("1 a 30 dias", 5000), ("31 a 60 dias", 0)],
              pix=PIX, pix_cents=12000),
        SETTINGS.changed({"business.pay_link": "https://pague.example.com"}), now=NOW,
    )  # fmt: skip
    found = pages(made)
    assert "01/11/2026 Saldo anterior −R$ 0,50" in found[0].splitlines()
    assert all("Dia O que foi Débito Crédito Saldo" in page for page in found[:-1])
    last = found[-1].splitlines()
    assert last[-1].endswith(f"{len(found)} de {len(found)}")
    assert {"em dia R$ 70,00", "1 a 30 dias R$ 50,00", PIX} <= set(last)
    assert "31 a 60 dias" not in found[-1]
    assert "Para pagar: https://pague.example.com" in last
    assert codes(made, len(found) - 1) == {PIX}


def test_a_business_that_is_not_set_up_has_papers_all_the_same():
    made = statement.statement_pdf(paper(rows=[]), Settings(), now=NOW)
    assert pages(made)[0].splitlines()[0] == "Extrato de conta"
