"""`negotiate` as typed."""

from __future__ import annotations

import contextlib
import io

import pytest


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def book(keep):
    """Maria is late with 100 and has 50 to come; she usually pays on the 5th."""
    return keep([
        "novo-cliente Maria --dia-de-pagar 5",
        "vendi Maria 100 --em 01/11/2026 --vencimento 10/11/2026 --multa 2 --juros 1",
        "vendi Maria 50 --em 01/11/2026 --vencimento 10/12/2026",
    ])  # fmt: skip


def test_the_menu_is_a_table_with_what_each_offer_costs_and_what_to_type(book):
    lines = book("negociar Maria").out.splitlines()
    assert lines[0].split() == ["Oferta", "Total", "Você", "cede", "Vale", "hoje"]
    assert [" ".join(line.split()) for line in lines[1:4]] == [
        "à vista R$ 97,31 R$ 5,12 R$ 96,92",
        "2x de R$ 51,21 (1ª de R$ 51,22) R$ 102,43 R$ 0,00 R$ 101,51",
        "3x de R$ 34,14 (1ª de R$ 34,15) R$ 102,43 R$ 0,00 R$ 100,99",
    ]
    assert "R$ 100,00 + R$ 2,43 de multa e juros = R$ 102,43." in lines[6]
    assert lines[7] == "Primeiro vencimento: sábado, 05/12/2026; a entrada, quarta, 25/11/2026."
    assert [line.strip() for line in lines[-4:]] == [
        "cobranca negociar c1 --parcelas 1 --desconto 5,12",
        "cobranca negociar c1 --parcelas 2",
        "cobranca negociar c1 --parcelas 3",
        "cobranca negociar c1 --parcelas 2 --entrada 31,00",
    ]


def test_the_menu_as_json_conserves_money(book):
    found = book("negotiate Maria --json").json
    assert (found["original_cents"], found["charges_cents"], found["updated_cents"]) == (
        10_000, 243, 10_243)  # fmt: skip
    assert "rows" not in found
    assert [one["kind"] for one in found["offers"]] == [
        "a-vista", "parcelado", "parcelado", "entrada"]  # fmt: skip
    for one in found["offers"]:
        assert sum(part["amount_cents"] for part in one["parts"]) == one["total_cents"]
        assert one["total_cents"] + one["cost_cents"] == 10_243
        assert one["cost_cents"] == one["discount_cents"]
    assert [item["sale_id"] for item in book("negotiate Maria --sale 2 --json").json["items"]] == [
        2
    ]


def test_a_narrow_window_breaks_words_and_never_what_is_typed(book, monkeypatch):
    from cobranca_cli.cli.main import main

    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("NO_COLOR")
    screen = Terminal()
    with contextlib.redirect_stdout(screen):
        assert main(["negociar", "Maria"]) == 0
    lines = screen.getvalue().splitlines()
    assert max(map(len, lines)) <= 60
    assert "  cobranca negociar c1 --parcelas 2 --entrada 31,00" in lines
    assert any(line.split()[:2] == ["Oferta", "Total"] for line in lines)
