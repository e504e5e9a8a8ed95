"""`score`: from what was typed to a number that can be redone by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cobranca_cli.domain import aging
from cobranca_cli.domain.calendar import Calendar
from cobranca_cli.reports.score import ranking, score_of
from cobranca_cli.store.connection import connect

BOOK = [
    # Ana: paid on time, and 13 days late (23/09 → 06/10).
    "vendi Ana 100 --em 01/08/2026 --vencimento 10/08/2026",
    "recebi Ana 100 --em 10/08/2026",
    "vendi Ana 100 --em 01/09/2026 --vencimento 23/09/2026",
    "recebi Ana 100 --em 06/10/2026",
    # Bia: due on a Saturday and paid on the Monday is on time; the other still open, 44 days late.
    "vendi Bia 50 --em 01/10/2026 --vencimento 03/10/2026",
    "recebi Bia 50 --em 05/10/2026",
    "vendi Bia 150 --em 01/10/2026 --vencimento 10/10/2026",
    # Caio: one is due later, one was voided: nothing counts.
    "vendi Caio 30 --em 01/11/2026 --vencimento 30/12/2026",
    "vendi Caio 30 --em 01/10/2026 --vencimento 10/10/2026",
    "cancelar-venda 6 --motivo 'devolveu' --sim",
    # Davi pays in bits.
    "vendi Davi 90 --em 01/10/2026 --vencimento 09/11/2026",
    "vendi Davi 10 --em 01/10/2026 --vencimento 08/10/2026",
    "recebi Davi 10 --em 08/10/2026",
    "recebi Davi 30 --em 05/11/2026",
    "recebi Davi 30 --em 08/11/2026",
    "vendi --balcao 500",
]


@pytest.fixture
def book(keep):
    return keep(BOOK)


def test_everybody_is_ranked_and_the_counter_is_nobody(book):
    found = book("score --json").json
    by_name = {r["customer"]: r for r in found["rows"]}
    # (100 + 100 x 47/60 + 300 x 0,7) / 500 = 0,77666…
    assert (by_name["Ana"]["score"], by_name["Ana"]["segment"]) == (78, "esquecido")
    # (50 + 150 x 16/60 + 300 x 0,7) / 500 = 0,6
    assert (by_name["Bia"]["score"], by_name["Bia"]["score_class"]) == (60, "C")
    assert by_name["Caio"]["score"] is None
    assert by_name["Caio"]["segment"] == "novo"
    # (10 + 90 x 46/60 + 150 x 0,7) / 250 = 0,736
    assert (by_name["Davi"]["score"], by_name["Davi"]["segment"]) == (74, "em-dificuldade")
    assert [r["customer"] for r in found["rows"]] == ["Ana", "Davi", "Bia", "Caio"]
    assert found["customers"] == 4


def test_one_customer_with_each_part(book):
    found = book("pontuacao Ana --json").json
    assert {k: found[k] for k in ("customer", "score", "score_class", "segment", "penalties")} == {
        "customer": "Ana", "score": 78, "score_class": "B", "segment": "esquecido", "penalties": 0,
    }  # fmt: skip
    assert [
        (x["installment_id"], x["days_late"], x["punctuality"], x["weight_cents"], x["settled_on"])
        for x in found["lines"]
    ] == [(1, 0, 1.0, 10000, "2026-08-10"), (2, 13, 0.7833, 10000, "2026-10-06")]
    rows = book("score Ana --csv").out.splitlines()
    assert rows[0].startswith("installment_id,sale_id,due_on,settled_on,days_late")
    assert rows[2] == "2,2,2026-09-23,2026-10-06,13,0.7833,10000"


def test_the_working_can_be_redone_by_hand(book):
    shown = book("pontuacao Ana --explicar").out
    assert "23/09/2026  06/10/2026    13     R$ 100,00  × 0,7833  =    R$ 78,33  parcela 2" in shown
    assert "R$ 300,00 × 0,7 = R$ 210,00" in shown
    assert "soma dos pontos R$ 388,33 ÷ soma dos pesos R$ 500,00 × 100" in shown
    assert shown.rstrip().endswith("= 78")
    assert "parcela 2" not in book("pontuacao Ana").out


def test_on_any_past_day(book):
    assert book("score Ana --as-of 24/09/2026 --json").json["score"] == 82  # One day late.
    assert book("score Ana --em-data 23/09/2026 --json").json["score"] is None
    assert "em domingo, 09/08/2026" in book("score Ana --em-data 09/08/2026").out


def test_a_reversed_payment_settled_nothing(book):
    book("estornar 2 --motivo 'era da Bia' --sim")
    # 61 days late on 23/11: nothing of it counts. (100 + 210) / 500 = 0,62
    found = book("score Ana --json").json
    assert (found["score"], found["segment"]) == (62, "critico")
    book("desfazer --sim")
    assert book("score Ana --json").json["score"] == 78


def test_only_customers_of_one_segment(book):
    names = [r["name"] for r in book("customers --segment 'em dificuldade' --json").json["rows"]]
    assert names == ["Davi"]
    listed = {r["name"]: (r["score"], r["segment"]) for r in book("customers --json").json["rows"]}
    assert listed["Ana"] == (78, "esquecido")
    assert listed["Caio"] == (None, "novo")
    assert "Davi" in book("clientes --perfil em-dificuldade").out
    assert book("clientes --perfil bonzinho", code=2).err.count("pontual") == 1


@pytest.fixture
def known(cobranca):
    """Ana and Bia have a history: two things each, paid on their days."""
    for who in ("Ana", "Bia"):
        for day in ("10/09/2026", "10/10/2026"):
            cobranca(f"vendi {who} 10 --em {day} --vencimento {day}")
            cobranca(f"recebi {who} 10 --em {day}")
    return cobranca


def test_a_debt_too_old_to_be_scored_still_makes_somebody_critical(known):
    for who in ("Ana", "Bia"):
        known(f"vendi {who} 100 --em 01/01/2024 --vencimento 10/01/2024 --sim")
    known("recebi Bia 100 --em 20/11/2026")

    def segments(line):
        return {r["customer"]: r["segment"] for r in known(line).json["rows"]}

    assert segments("score --json")["Ana"] == "critico"
    assert segments("score --json")["Bia"] == "pontual"
    assert set(segments("score --as-of 19/11/2026 --json").values()) == {"critico"}
    assert known("score Ana --json").json["segment"] == "critico"


def test_what_is_paid_with_the_sale_is_no_part_payment(known):
    for cents in (20, 30):
        known(f"vendi Ana 100 --paid-by pix:{cents} --vencimento 20/12/2026")
    known("add-payment Ana 10")
    assert known("score Ana --json").json["segment"] == "pontual"
    known("add-payment Ana 10")
    assert known("score Ana --json").json["segment"] == "em-dificuldade"


def test_the_counter_has_none_and_nobody_is_said(book, cobranca):
    assert book("score balcão --json").json["score"] is None
    assert "não tem pontuação" in book("score balcão").out
    book("score ninguem", code=3)


@pytest.mark.parametrize("back", [0, 40, 200])
def test_a_ranking_and_one_by_one_agree_with_a_plain_recount(cobranca, home, back):
    cobranca("demo --json")
    day, calendar = date(2026, 11, 23) - timedelta(days=back), Calendar()
    connection = connect(home / "cobranca.db", read_only=True)
    rows = ranking(connection, as_of=day, calendar=calendar, tolerance_cents=500).rows
    assert sum(row.score is not None for row in rows) > 20
    for row in rows[::9]:
        one = score_of(connection, customer=f"c{row.customer_id}", as_of=day, calendar=calendar,
                       tolerance_cents=500)  # fmt: skip
        assert (one.score, one.segment) == (row.score, row.segment)
        assert sorted(_recounted(connection, row.customer_id, day, calendar)) == sorted(
            (line.installment_id, line.days_late) for line in one.lines
        )
    connection.close()


def _recounted(connection, customer_id, day, calendar):
    """(instalment, days late) by going through every day of its history."""
    items = connection.execute(
        "SELECT i.id, i.due_on, i.amount_cents FROM installment i JOIN sale s ON s.id = i.sale_id"
        " WHERE i.customer_id = ? AND s.voided = 0", (customer_id,),
    ).fetchall()  # fmt: skip
    for item, due, cents in items:
        due_on = date.fromisoformat(due)
        if not day.replace(year=day.year - 2) < due_on <= day:
            continue
        left, settled = cents, None
        changes = connection.execute(
            "SELECT effective_on, sum(amount_cents) FROM posting WHERE installment_id = ?"
            " AND effective_on <= ? GROUP BY 1 ORDER BY 1", (item, day.isoformat()),
        ).fetchall()  # fmt: skip
        for on, moved in changes:
            was, left = left, left - moved
            if left == 0 and was:
                settled = date.fromisoformat(on)
            elif left:
                settled = None
        late = aging.days_overdue(due_on, settled or day, calendar)
        if settled or late:
            yield item, late
