"""Negotiating as typed: the menu, a proposal, its acceptance and its end."""

from __future__ import annotations

import contextlib
import io
import re

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


PROPOSE = "negociar Maria --parcelas 2"
VIEW = [
    "agreement_id", "customer_id", "customer", "status", "proposed_on", "accepted_on", "ended_on",
    "original_cents", "charges_cents", "discount_cents", "total_cents", "down_payment_cents",
    "paid_cents", "open_cents", "installments", "items", "proof", "reason", "message",
    "tries_left", "code_until", "code", "pix", "whatsapp_url", "pix_whatsapp_url", "warnings",
]  # fmt: skip


def other(code):
    """Another code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def open_cents(run):
    return run("clientes --json").json["open_cents"]


@pytest.mark.parametrize(
    ("line", "plan", "discount"),
    [
        ("negociar Maria --parcelas 2", [(1, "2026-12-05", 5122), (2, "2027-01-05", 5121)], 0),
        ("negotiate Maria --discount 10%", [(1, "2026-12-05", 9219)], 1024),
        ("negociar Maria --desconto 2,43", [(1, "2026-12-05", 10_000)], 243),
        (
            "negotiate Maria --down-payment 40 --installments 2",
            [(0, "2026-11-25", 4000), (1, "2026-12-05", 3122), (2, "2027-01-05", 3121)],
            0,
        ),
        (
            "negociar Maria --entrada 50% --primeira 10/12/2026",
            [(0, "2026-11-25", 5122), (1, "2026-12-10", 5121)],
            0,
        ),
        ("negotiate Maria --first-due 2026-12-20", [(1, "2026-12-20", 10_243)], 0),
    ],
)
def test_terms_are_typed_in_either_language_as_an_amount_or_a_percentage(
    book, line, plan, discount
):
    done = book(f"{line} --json").json
    parts = [(p["number"], p["due_on"], p["amount_cents"]) for p in done["installments"]]
    assert parts == plan
    assert done["discount_cents"] == discount
    assert done["total_cents"] == 10_243 - discount == sum(cents for *_, cents in parts)


def test_sales_that_are_named_are_agreed_as_a_whole_late_or_not(book):
    done = book("negociar Maria --venda 1 --venda 2 --parcelas 3 --json").json
    assert [item["sale_id"] for item in done["items"]] == [1, 2]
    assert done["total_cents"] == 15_243


def test_terms_that_make_no_plan_are_refused(book):
    for line, code in (
        ("negociar Maria --desconto 102,43", 4),
        ("negociar Maria --entrada 102,43", 4),
        ("negociar Maria --parcelas 0", 2),
        ("negociar Maria --primeira 2026-11-20", 4),
        ("negociar Maria --parcelas 2 --venda 9", 3),
        ("negociar Ninguém --parcelas 2", 3),
    ):
        assert book(line, code=code).out == ""
    assert book("acordos --json").json["agreements"] == 0


def test_a_proposal_has_the_shape_that_scripts_rely_on(book):
    done = book(f"{PROPOSE} --desconto 5% --json").json
    assert list(done) == VIEW
    assert done["status"] == "proposed"
    assert re.fullmatch("[0-9]{6}", done["code"])
    assert done["code"] not in done["message"]
    assert (done["original_cents"], done["charges_cents"]) == (10_000, 243)
    assert done["installments"][0] == {
        "number": 1, "due_on": "2026-12-05", "amount_cents": 4866, "installment_id": None,
        "open_cents": 4866,
    }  # fmt: skip
    assert done["items"] == [{
        "installment_id": 1, "sale_id": 1, "agreement_id": None, "description": None, "number": 1,
        "of": 1, "due_on": "2026-11-10", "open_cents": 10_000, "fine_cents": 200,
        "interest_cents": 43,
    }]  # fmt: skip
    shown = book("agreement 1 --json").json
    assert list(shown) == [*VIEW, "pdf"]
    assert shown["code"] is None
    accepted = book(f"aceitar 1 --codigo {done['code']} --json").json
    assert list(accepted) == VIEW
    assert [p["installment_id"] for p in accepted["installments"]] == [3, 4]
    assert (accepted["status"], accepted["code"]) == ("accepted", None)
    (row,) = book("acordos Maria --json").json["rows"]
    assert list(row) == [
        "agreement_id", "customer_id", "customer", "status", "agreed_on", "total_cents",
        "paid_cents", "open_cents", "next_due_on", "days_overdue", "state",
    ]  # fmt: skip


def test_the_code_is_told_once_and_is_nowhere_in_the_home(book, home):
    done = book(f"{PROPOSE} --json").json
    book(f"aceitar 1 --codigo {other(done['code'])}", code=1)
    book(f"aceitar 1 --codigo {done['code']}")
    alone = re.compile(b"(?<![0-9a-f])" + done["code"].encode() + b"(?![0-9a-f])")
    found = [path.name for path in home.rglob("*") if path.is_file()
             and alone.search(path.read_bytes())]  # fmt: skip
    assert found == []
    for line in ("acordo 1", "historico", "historico --json", "exportar json Maria"):
        assert not alone.search(book(line).out.encode())


def test_a_proposal_on_the_screen_has_the_code_apart_from_the_text(book):
    lines = book(PROPOSE).out.splitlines()
    assert lines[0] == (
        "Acordo 1 proposto a Maria: R$ 100,00 + R$ 2,43 de multa e juros = R$ 102,43."
    )
    code = re.search("Código do sim: ([0-9]{6})[.]", lines[-2])[1]
    assert all(code not in line for line in lines[:-2])
    assert lines[-1].endswith("cobranca aceitar 1 --codigo NÚMERO")
    # The code may be typed in two halves, as it is told.
    assert "vale desde hoje" in book(["aceitar", "1", "--codigo", f"{code[:3]} {code[3:]}"]).out


def test_a_dry_run_proposes_and_accepts_nothing_and_has_no_code(book):
    done = book(f"{PROPOSE} --simular --json").json
    assert (done["agreement_id"], done["code"], done["dry_run"]) == (None, None, True)
    assert "Código" not in book(f"{PROPOSE} --simular").out
    assert book("acordos --json").json["rows"] == []
    book(PROPOSE)
    done = book("aceitar 1 --prova sim --simular --json").json
    assert done["agreement_id"] == 1
    assert [part["installment_id"] for part in done["installments"]] == [None, None]
    assert book("acordo 1 --json").json["status"] == "proposed"


def test_five_wrong_codes_lock_it_and_undo_does_not_open_it(book):
    code = book(f"{PROPOSE} --json").json["code"]
    for left in (4, 3, 2, 1, 0):
        run = book(f"aceitar 1 --codigo {other(code)} --json", code=1)
        assert (run.json["tries_left"], run.json["status"]) == (left, "proposed")
    error = book(f"aceitar 1 --codigo {code} --json", code=4).error
    assert error["code"] == "code_locked"
    assert "digitado errado 5 vezes" in error["message"]
    assert "--prova" in error["hint"]
    # The latest that can be undone is the proposal itself: with it the code goes.
    assert "Acordo 1" in book("desfazer --sim").out
    book(f"aceitar 1 --codigo {code}", code=3)
    book("desfazer --refazer --sim")
    book(f"aceitar 1 --codigo {code}", code=4)
    assert book("aceitar 1 --prova 'assinado no balcão' --json").json["status"] == "accepted"


def test_a_code_is_good_for_48_hours(book, monkeypatch):
    code = book(f"{PROPOSE} --json").json["code"]
    monkeypatch.setenv("COBRANCA_NOW", "2026-11-25T13:00:01+00:00")
    error = book(f"aceitar 1 --codigo {code} --json", code=4).error
    assert (error["code"], "passou de 48 horas" in error["message"]) == ("code_locked", True)
    monkeypatch.setenv("COBRANCA_NOW", "2026-11-25T13:00:00+00:00")
    assert book(f"aceitar 1 --codigo {code} --json").json["accepted_on"] == "2026-11-25"


def test_what_cannot_be_a_code_is_no_wrong_try(book):
    book(PROPOSE)
    for typed in ("12345", "1234567", "abcdef", "١٢٣٤٥٦", ""):
        assert "6 números" in book(["aceitar", "1", "--codigo", typed], code=2).err
    assert book("acordo 1 --json").json["tries_left"] == 5


def test_it_is_accepted_by_a_code_or_a_proof_not_by_both_or_neither(book):
    code = book(f"{PROPOSE} --json").json["code"]
    assert "Falta dizer como" in book("aceitar 1", code=2).err
    assert "não os dois" in book(f"aceitar 1 --codigo {code} --prova sim", code=2).err
    done = book("accept-agreement Maria --proof 'áudio de 23/11' --json").json
    assert (done["proof"], done["accepted_on"]) == ("áudio de 23/11", "2026-11-23")
    assert "Prova do sim: áudio de 23/11" in book("acordo 1").out
    assert book("aceitar 1 --prova sim --json", code=4).error["code"] == "agreement_state"


def test_an_agreement_that_is_not_there_is_not_found(book):
    for line in ("acordo 9", "aceitar 9 --prova x", "romper 9 --motivo x --sim",
                 "cancelar-acordo 9 --motivo x", "acordo Maria"):  # fmt: skip
        assert book(f"{line} --json", code=3).error["code"] == "agreement_not_found"
    assert book("acordo Ninguém --json", code=3).error["code"] == "customer_not_found"


def test_once_it_holds_its_instalments_stand_where_the_sales_stood(book):
    assert open_cents(book) == 15_000
    book(PROPOSE)
    assert open_cents(book) == 15_000
    book("aceitar 1 --prova sim")
    assert open_cents(book) == 15_243
    assert book("atrasados --json").json["rows"] == []
    due = book("a-vencer --dias 60 --json").json["rows"]
    assert [(row["due_on"], row["open_cents"]) for row in due] == [
        ("2026-12-05", 5122), ("2026-12-10", 5000), ("2027-01-05", 5121),
    ]  # fmt: skip
    assert "parcela 3 do acordo 1, de 05/12/2026: R$ 20,00" in book("recebi Maria 20").out
    assert "Já pago: R$ 20,00; falta R$ 82,43." in book("acordo 1").out


def test_breaking_is_asked_about_and_gives_the_sales_back_less_what_was_paid(book):
    book(PROPOSE)
    book("aceitar 1 --prova sim")
    book("recebi Maria 51,22")
    error = book("romper 1 --motivo 'parou de pagar' --json", code=2).error
    assert error["code"] == "confirmation_needed"
    assert "romper o acordo 1 com Maria, com R$ 51,22 pagos de R$ 102,43?" in error["message"]
    done = book("romper 1 --motivo 'parou de pagar' --sim --json").json
    assert (done["status"], done["ended_on"], done["reason"]) == (
        "broken", "2026-11-23", "parou de pagar")  # fmt: skip
    # 2,43 of it were for the lateness of the sale, as if the agreement had never been.
    assert book("parcela 1 --json").json["open_cents"] == 5121
    assert open_cents(book) == 10_121
    assert "Motivo do fim: parou de pagar" in book("acordo 1").out
    own = book("parcela 3").out
    assert "-R$ 51,22  saiu do acordo" in own
    assert "R$ 0,00, fora do acordo." in own
    assert book("romper 1 --motivo x --sim --json", code=4).error["code"] == "agreement_state"
    book("desfazer --sim")
    assert book("acordo 1 --json").json["status"] == "accepted"
    assert book("conferir").code == 0


def test_it_is_cancelled_before_a_payment_and_not_after(book):
    book(PROPOSE)
    assert book("cancelar-acordo 1 --motivo desistiu --json").json["status"] == "cancelled"
    book(PROPOSE)
    book("aceitar 2 --prova sim")
    book("recebi Maria 10")
    error = book("cancelar-acordo 2 --motivo desistiu --json", code=4).error
    assert (error["code"], "cobranca romper 2" in error["hint"]) == ("agreement_paid", True)
    book("desfazer --sim")
    book("cancel-agreement 2 --reason desistiu")
    assert open_cents(book) == 15_000


def test_an_agreement_may_be_negotiated_anew(book):
    book(PROPOSE)
    book("aceitar 1 --prova sim")
    late = "--hoje=10/12/2026"
    done = book(f"{late} negociar Maria --parcelas 3 --json").json
    assert [(item["agreement_id"], item["number"]) for item in done["items"]] == [(1, 1), (1, 2)]
    assert (done["charges_cents"], done["total_cents"]) == (0, 10_243)
    book(f"{late} aceitar 2 --prova sim")
    assert book(f"{late} acordo 1 --json").json["status"] == "renegotiated"
    run = book(f"{late} romper 1 --motivo x --sim", code=4)
    assert "passou para outro acordo" in run.err
    book(f"{late} romper 2 --motivo x --sim")
    assert book(f"{late} acordo 1 --json").json["status"] == "accepted"


def test_what_passed_to_an_agreement_or_was_given_up_is_not_called_paid(book):
    book(PROPOSE)
    book("aceitar 1 --prova sim")
    assert "(nada em aberto)" in book("corrigir-venda 1 --descricao Bolo --motivo x").out
    book("perda 3 --motivo sumiu")
    book("perda 4 --motivo sumiu")
    assert "dado por perdido" in book("acordos").out
    assert "cobranca recebi CLIENTE" in book("romper 1 --motivo x --sim", code=4).err


def test_a_sale_of_somebody_else_is_no_payment_for_them(book):
    book("vendi 'Rita Sá' 10 --novo")
    error = book("negociar 'Rita Sá' --venda 1 --json", code=4).error
    assert error["hint"] == "Veja os números com: cobranca vendas 'Rita Sá'"


def test_agreements_go_with_a_customer_who_is_merged(book):
    book("novo-cliente Mariazinha")
    book(PROPOSE)
    book("unir-clientes Mariazinha Maria --sim")
    done = book("aceitar 1 --prova sim --json").json
    assert (done["customer"], done["customer_id"]) == ("Mariazinha", 2)
    assert book("acordos Maria --json").json["rows"][0]["customer"] == "Mariazinha"
    assert book("conferir").code == 0


def test_who_is_forgotten_leaves_an_agreement_without_words(book, home):
    book(PROPOSE)
    book("aceitar 1 --prova 'áudio da Zuleica'")
    book("recebi Maria 152,43")
    book("esquecer-cliente Maria --sim")
    done = book("acordo 1 --json").json
    assert (done["status"], done["paid_cents"]) == ("kept", 10_243)
    assert done["message"] == ""
    assert not done["proof"]
    assert b"Zuleica" not in (home / "cobranca.db").read_bytes()
    assert book("conferir").code == 0
