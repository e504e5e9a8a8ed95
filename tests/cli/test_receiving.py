"""`add-payment`, `payments`, `reverse-payment` and `refund` as typed; the contract's shapes."""

from __future__ import annotations

import pytest
from terminal import everything

KEYS = {
    "payment_id", "customer_id", "customer", "received_on", "amount_cents", "method",
    "allocations", "credit_cents", "remaining_open_cents", "message", "whatsapp_url",
}  # fmt: skip


@pytest.fixture
def book(keep):
    """Ana owes 30, 30 and 30 (sale 1, instalments 1 to 3) and 50 (sale 2, instalment 4)."""
    return keep([
        ("vendi 'Ana Souza' 90 --parcelas 3 --vencimento 10/10/2026 --em 10/09/2026"
        " --telefone '11 91234-5678'"),
        "vendi 'Ana Souza' 50 --vencimento 20/10/2026 --em 01/10/2026",
    ])  # fmt: skip


@pytest.fixture
def received(book):
    return lambda line: book(f"add-payment {line} --json").json


def allocations(document):
    return [(a["installment_id"], a["principal_cents"], a["open_cents"])
            for a in document["allocations"]]  # fmt: skip


def test_the_oldest_due_is_paid_first_and_the_rest_overflows(received):
    paid = received("'ana souza' 55")
    assert set(paid) >= KEYS
    assert paid["allocations"] == [
        {"installment_id": 1, "sale_id": 1, "number": 1, "due_on": "2026-10-10",
         "principal_cents": 3000, "fine_cents": 0, "interest_cents": 0, "discount_cents": 0,
         "open_cents": 0, "written_off_cents": 0, "agreement_id": None},
        {"installment_id": 4, "sale_id": 2, "number": 1, "due_on": "2026-10-20",
         "principal_cents": 2500, "fine_cents": 0, "interest_cents": 0, "discount_cents": 0,
         "open_cents": 2500, "written_off_cents": 0, "agreement_id": None},
    ]  # fmt: skip
    assert (paid["payment_id"], paid["customer_id"], paid["customer"]) == (1, 1, "Ana Souza")
    assert (paid["received_on"], paid["amount_cents"], paid["method"]) == (
        "2026-11-23", 5500, "pix")  # fmt: skip
    assert (paid["credit_cents"], paid["remaining_open_cents"]) == (0, 8500)
    assert "R$ 55,00" in paid["message"]
    assert paid["whatsapp_url"].startswith("https://wa.me/5511912345678?text=")


def test_what_is_left_over_is_credit(received):
    paid = received("'Ana Souza' 150")
    assert (paid["credit_cents"], paid["remaining_open_cents"]) == (1000, 0)
    assert sum(a["principal_cents"] for a in paid["allocations"]) == 14000


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("--sale 2", [(4, 5000, 0), (1, 1000, 2000)]),
        ("--venda 2", [(4, 5000, 0), (1, 1000, 2000)]),
        ("--installment 3", [(3, 3000, 0), (1, 3000, 0)]),
        ("--parcela 3", [(3, 3000, 0), (1, 3000, 0)]),
    ],
)
def test_what_is_named_is_paid_first(received, option, expected):
    assert allocations(received(f"'Ana Souza' 60 {option}")) == expected


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("pix", "pix"), ("dinheiro", "cash"), ("cash", "cash"), ("débito", "debit"),
     ("'cartão de crédito'", "credit"), ("boleto", "boleto"), ("TED", "transfer"),
     ("depósito", "deposit"), ("cheque", "check"), ("check", "check"), ("outra", "other")],
)  # fmt: skip
def test_methods_in_either_language(received, typed, kept):
    assert received(f"'Ana Souza' 1 --method {typed}")["method"] == kept
    assert received(f"'Ana Souza' 1 --forma {typed}")["method"] == kept


def test_several_methods_in_one_go_are_one_receipt(received, book):
    paid = received("'Ana Souza' 60 --paid-by pix:20 --pago-por dinheiro")
    assert (paid["amount_cents"], paid["payment_id"]) == (6000, 1)
    rows = book("payments --json").json["rows"]
    assert [(r["payment_id"], r["method"], r["amount_cents"]) for r in rows] == [
        (2, "cash", 4000), (1, "pix", 2000)]  # fmt: skip
    book("undo --yes")
    assert all(r["reversed"] for r in book("payments --json").json["rows"])


def test_reference_payer_and_day_are_kept(received, book):
    paid = received("'Ana Souza' 10 --on sexta --reference E123 --payer 'Zé Souza'")
    assert paid["received_on"] == "2026-11-20"
    received("'Ana Souza' 10 --em 01/11 --referencia 'por conta' --pagador Bia")
    rows = book("recebimentos 'Ana Souza' --json").json["rows"]
    assert {
        "payment_id", "customer_id", "customer", "received_on", "amount_cents", "method",
        "reference", "payer", "reversed", "credit_cents",
    } <= set(rows[0])  # fmt: skip
    assert [(r["received_on"], r["reference"], r["payer"]) for r in rows] == [
        ("2026-11-20", "E123", "Zé Souza"), ("2026-11-01", "por conta", "Bia")]  # fmt: skip


@pytest.mark.parametrize("option", ["--change", "--troco"])
def test_change_keeps_only_what_was_owed(received, option):
    paid = received(f"'Ana Souza' 200 --method cash {option}")
    assert (paid["amount_cents"], paid["credit_cents"], paid["change_cents"]) == (14000, 0, 6000)


def test_without_a_terminal_overpaid_cash_becomes_credit(received):
    paid = received("'Ana Souza' 150 --forma dinheiro")
    assert (paid["amount_cents"], paid["credit_cents"], paid["change_cents"]) == (15000, 1000, 0)


@pytest.mark.parametrize("who", ["c1", "1", "'ANA  SOUZA'", "'(11) 91234-5678'", "11912345678"])
def test_a_customer_by_number_name_or_phone(received, who):
    assert received(f"{who} 1")["customer"] == "Ana Souza"


def test_a_customer_by_nickname_or_document(received, book):
    book("editar-cliente c1 --apelido Aninha --documento 529.982.247-25")
    for who in ("aninha", "529.982.247-25", "52998224725"):
        assert received(f"{who} 1")["customer"] == "Ana Souza"


@pytest.mark.parametrize(
    ("line", "code", "error"),
    [
        ("Ana 10", 3, "ambiguous_customer"),
        ("Zuleica 10", 3, "customer_not_found"),
        ("'Ana Sousa' 10", 3, "customer_not_found"),
        ("'Ana Souza'", 2, "parameter_missing"),
        ("", 2, "parameter_missing"),
        ("'Ana Souza' 10 --sale 1 --installment 1", 2, "conflicting_options"),
        ("'Ana Souza' 10 --method pix --paid-by pix", 2, "conflicting_options"),
        ("'Ana Souza' 10 --sale 9", 3, "sale_not_found"),
        ("'Ana Souza' 10 --installment 99", 3, "installment_not_found"),
        ("'Ana Souza' 10 --paid-by pix:11", 4, "paid_parts_do_not_add_up"),
        ("'Ana Souza' 10 --paid-by pix:4", 4, "paid_parts_do_not_add_up"),
        ("'Ana Souza' 10 --on amanhã", 4, "future_date"),
        ("'Ana Souza' 10 --method fiado", 2, "invalid_choice"),
        ("'Ana Souza' 10 20", 2, "argument_unexpected"),
    ],
)
def test_what_a_payment_refuses(book, home, line, code, error):
    before = everything(home)
    run = book(f"add-payment {line} --json", code=code)
    assert (run.out, run.error["code"]) == ("", error)
    assert run.error["hint"]
    assert everything(home) == before


def test_a_name_that_nearly_fits_is_suggested(book):
    assert "Ana Souza" in book("recebi 'Ana Sousa' 10", code=3).err


def test_reversing_reopens_what_was_paid_and_needs_a_yes(received, book, home):
    received("'Ana Souza' 60")
    before = everything(home)
    run = book("reverse-payment 1 --reason engano", code=2)
    assert "60,00" in run.err
    assert "--sim" in run.err
    assert everything(home) == before
    done = book("estornar 1 --motivo engano --sim --json").json
    assert (done["payment_id"], done["amount_cents"], done["reopened_cents"]) == (1, 6000, 6000)
    assert book("customer c1 --json").json["open_cents"] == 14000
    assert book("payments --json").json["rows"][0]["reversed"]


def test_reversing_takes_back_what_its_credit_paid(received, book):
    received("'Ana Souza' 200")
    assert book("vendi 'Ana Souza' 40 --json").json["credit_used_cents"] == 4000
    done = book("reverse-payment 1 --reason engano --yes --json").json
    assert (done["reopened_cents"], done["credit_cents"]) == (18000, 0)


@pytest.mark.parametrize("name", ["refund", "devolver"])
def test_credit_is_given_back(received, book, home, name):
    received("'Ana Souza' 200")
    given = book(f"{name} 'Ana Souza' 25 --method pix --reason sobra --json").json
    assert (given["amount_cents"], given["credit_cents"]) == (2500, 3500)
    before = everything(home)
    assert book(f"{name} 'Ana Souza' 36 --reason sobra --json", code=4).error["code"] == (
        "credit_too_small")  # fmt: skip
    assert "--motivo" in book(f"{name} 'Ana Souza' 3", code=2).err
    assert everything(home) == before


def test_dry_runs_show_the_same_and_write_nothing(received, book, home):
    before = everything(home)
    dry = received("'Ana Souza' 200 --dry-run")
    assert everything(home) == before
    wet = received("'Ana Souza' 200")
    wet["payments"] = [{**part, "payment_id": None} for part in wet["payments"]]
    assert dry == {**wet, "payment_id": None, "dry_run": True}
    for line in ("refund 'Ana Souza' 5 --reason x", "reverse-payment 1 --reason x"):
        before = everything(home)
        dry = book(f"{line} --simular --json").json
        assert everything(home) == before
        wet = book(f"{line} --yes --json").json
        assert dry == {**wet, "dry_run": True, **({"refund_ids": [None]} if "refund_ids" in wet
                                                  else {})}  # fmt: skip
        book("undo --yes")


def test_what_was_done_is_said(received, book):
    shown = book("recebi 'Ana Souza' 150 --pago-por pix:50 --pago-por dinheiro --em ontem").out
    for part in ("R$ 150,00", "Pix", "dinheiro", "domingo, 22/11/2026", "R$ 10,00"):
        assert part in shown


def test_an_empty_reference_is_none(received, book):
    received("'Ana Souza' 10 --reference '' --payer ''")
    row = book("payments --json").json["rows"][0]
    assert (row["reference"], row["payer"]) == (None, None)
