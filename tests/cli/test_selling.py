"""`add-sale` with every option, as typed; the keys and values of the contract."""

from __future__ import annotations

import pytest
from terminal import everything

KEYS = {
    "sale_id", "customer_id", "customer", "created_customer", "sold_on", "total_cents",
    "credit_used_cents", "paid_cents", "payment_ids", "installments", "message", "whatsapp_url",
    "warnings",
}  # fmt: skip


def installments(document):
    return [(i["number"], i["due_on"], i["amount_cents"], i["open_cents"])
            for i in document["installments"]]  # fmt: skip


@pytest.fixture
def sold(cobranca):
    """The document of an `add-sale` line."""
    return lambda line: cobranca(f"add-sale {line} --json").json


def test_a_plain_sale_is_due_in_thirty_days_and_makes_the_customer(sold):
    sale = sold("'Maria da Silva' 150,00")
    assert set(sale) >= KEYS
    assert {**sale, "message": "", "installments": []} == {
        "sale_id": 1, "customer_id": 1, "customer": "Maria da Silva", "created_customer": True,
        "sold_on": "2026-11-23", "total_cents": 15000, "credit_used_cents": 0, "paid_cents": 0,
        "payment_ids": [], "installments": [], "message": "", "whatsapp_url": None, "warnings": [],
        "missing": ["phone", "document", "address"], "fine_bps": 0, "interest_bps": 0,
        "early": None,
        "discount_cents": 0,
        "credit_cents": 0,
    }  # fmt: skip
    assert sale["installments"] == [
        {"installment_id": 1, "number": 1, "of": 1, "due_on": "2026-12-23",
         "amount_cents": 15000, "open_cents": 15000, "boleto": None}
    ]  # fmt: skip
    assert "R$ 150,00" in sale["message"]
    assert "Me avise se algo estiver diferente" in sale["message"]


def test_case_and_accents_do_not_make_another_customer(sold, cobranca):
    sold("'José  Antônio' 10")
    again = sold("'jose antonio' 20")
    assert (again["created_customer"], again["customer_id"]) == (False, 1)
    assert len(cobranca("customers --json").json["rows"]) == 1


def test_the_remainder_goes_to_the_first_instalment_or_to_the_last(sold):
    first = sold("Ana 100 --installments 3 --due 10/12/2026")
    assert installments(first) == [
        (1, "2026-12-10", 3334, 3334), (2, "2027-01-10", 3333, 3333), (3, "2027-02-10", 3333, 3333),
    ]  # fmt: skip
    last = sold("Ana 100 --parcelas 3 --vencimento 10/12/2026 --resto ultima")
    assert [i["amount_cents"] for i in last["installments"]] == [3333, 3333, 3334]
    assert sold("Ana 100 --installments 3 --remainder last")["installments"][2][
        "amount_cents"] == 3334  # fmt: skip


@pytest.mark.parametrize(
    ("interval", "second", "third"),
    [
        ("--interval 7d", "2027-02-07", "2027-02-14"),
        ("--intervalo 15d", "2027-02-15", "2027-03-02"),
        ("--interval 1w", "2027-02-07", "2027-02-14"),
        ("--interval 1m", "2027-02-28", "2027-03-31"),  # From the first due date, never chained.
        ("--intervalo 2m", "2027-03-31", "2027-05-31"),
        ("--intervalo mensal", "2027-02-28", "2027-03-31"),
        ("", "2027-02-28", "2027-03-31"),
    ],
)
def test_intervals_count_from_the_first_due_date(sold, interval, second, third):
    sale = sold(f"Ana 90 --installments 3 --due 31/01/2027 {interval}")
    assert [i["due_on"] for i in sale["installments"]] == ["2027-01-31", second, third]


@pytest.mark.parametrize(("typed", "cents"), [("30", 3000), ("30,50", 3050), ("50%", 5000)])
@pytest.mark.parametrize("option", ["--down-payment", "--entrada"])
def test_a_down_payment_is_instalment_zero_paid_on_the_day_of_sale(
    sold, cobranca, option, typed, cents
):
    sale = sold(f"Ana 100 {option} {typed} --installments 2 --due 10/12/2026 --method cash")
    assert installments(sale)[0] == (0, "2026-11-23", cents, 0)
    assert {i["of"] for i in sale["installments"]} == {2}
    assert sum(i["amount_cents"] for i in sale["installments"]) == 10000
    assert (sale["paid_cents"], sale["payment_ids"]) == (cents, [1])
    assert cobranca("payments --json").json["rows"][0]["method"] == "cash"


def test_a_down_payment_may_be_paid_in_several_ways(sold, cobranca):
    sale = sold("Ana 100 --entrada 40 --pago-por pix:15 --pago-por dinheiro")
    assert sale["paid_cents"] == 4000
    paid = {(r["method"], r["amount_cents"]) for r in cobranca("payments --json").json["rows"]}
    assert paid == {("pix", 1500), ("cash", 2500)}


@pytest.mark.parametrize("option", ["--paid", "--pago"])
def test_paid_means_all_of_it_in_cash_and_due_today(sold, cobranca, option):
    sale = sold(f"Ana 100 {option}")
    assert installments(sale) == [(1, "2026-11-23", 10000, 0)]
    assert (sale["paid_cents"], sale["payment_ids"]) == (10000, [1])
    assert cobranca("payments --json").json["rows"][0]["method"] == "cash"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("--paid-by pix", [("pix", 10000)]),
        ("--pago-por pix:30 --pago-por dinheiro", [("cash", 7000), ("pix", 3000)]),
        ("--paid-by debit:60 --paid-by check:40", [("check", 4000), ("debit", 6000)]),
        ("--pago-por 'cartão de crédito'", [("credit", 10000)]),
        ("--pago-por transferência:99,99", [("transfer", 9999)]),
    ],
)
def test_several_methods_at_the_counter(sold, cobranca, parts, expected):
    sale = sold(f"Ana 100 {parts}")
    rows = cobranca("payments --json").json["rows"]
    assert sorted((r["method"], r["amount_cents"]) for r in rows) == expected
    assert sale["paid_cents"] == sum(cents for _, cents in expected)
    assert sum(i["open_cents"] for i in sale["installments"]) == 10000 - sale["paid_cents"]


def test_a_sale_paid_in_part_leaves_the_rest_due_as_usual(sold):
    sale = sold("Ana 100 --paid-by pix:40")
    assert installments(sale) == [(1, "2026-12-23", 10000, 6000)]


@pytest.mark.parametrize("option", ["--walk-in", "--balcao"])
def test_a_sale_over_the_counter_needs_no_customer_and_is_in_no_list(sold, cobranca, option):
    sale = sold(f"{option} 25,50")
    assert (sale["customer"], sale["paid_cents"], sale["message"]) == ("balcão", 2550, "")
    assert sale["whatsapp_url"] is None
    assert cobranca("customers --json").json["rows"] == []
    assert sold(f"{option} 10 --pago-por pix")["paid_cents"] == 1000


def test_relative_due_dates_count_from_the_day_of_sale(sold):
    assert installments(sold("Ana 10 --on 01/11/2026 --due '10 dias'"))[0][1] == "2026-11-11"
    assert installments(sold("Ana 10 --em ontem --vencimento 'dia 5'"))[0][1] == "2026-12-05"
    assert sold("Ana 10 --em 20/11")["sold_on"] == "2026-11-20"
    assert installments(sold("Ana 10 --em 20/11"))[0][1] == "2026-12-20"


def test_an_old_due_date_without_the_day_of_sale_dates_the_sale_on_it(cobranca):
    run = cobranca("vendi Ana 50 --vencimento 10/11/2026 --json")
    assert (run.json["sold_on"], run.json["installments"][0]["due_on"]) == (
        "2026-11-10", "2026-11-10")  # fmt: skip
    assert len(run.json["warnings"]) == 1
    assert "10/11/2026" in run.json["warnings"][0]
    assert run.err.startswith("Aviso: ")


def test_kind_invoice_and_description_are_kept(sold, cobranca, home):
    sold("Ana 10 --description 'Bolo [red] {{ 1 }} 🎂' --kind serviço --invoice 'NF 42'")
    sold("Ana 10 --descricao Torta --tipo industria --nota 43")
    tables = "\n".join(everything(home)["tables"])
    assert "Bolo [red] {{ 1 }} 🎂" in tables
    sales = cobranca("sales --json").json["rows"]
    assert [(s["kind"], s["invoice"]) for s in sales] == [("industry", "43"), ("service", "NF 42")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("commerce", "commerce"), ("revenda", "commerce"), ("produto", "product"),
     ("Service", "service"), ("INDÚSTRIA", "industry")],
)  # fmt: skip
def test_kinds_in_either_language(sold, cobranca, typed, kept):
    sold(f"Ana 10 --kind {typed}")
    assert cobranca("sales --json").json["rows"][0]["kind"] == kept


def test_the_phone_is_kept_and_makes_the_link(sold, cobranca):
    sale = sold("Ana 10 --phone '(11) 91234-5678'")
    assert sale["whatsapp_url"].startswith("https://wa.me/5511912345678?text=")
    assert sold("ana 10 --telefone '21 99876-5432'")["whatsapp_url"].startswith(
        "https://wa.me/5521998765432?")  # fmt: skip
    assert cobranca("customer Ana --json").json["phone"] == "+5521998765432"


def test_new_makes_a_namesake_and_a_plain_sale_then_asks_which(sold, cobranca):
    sold("Ana 10")
    assert sold("Ana 20 --new")["customer_id"] == 2
    run = cobranca("vendi Ana 30 --json", code=3)
    assert run.error["code"] == "ambiguous_customer"
    assert "c1 Ana" in run.error["message"]
    assert "c2 Ana" in run.error["message"]
    assert sold("c2 30")["customer_id"] == 2
    assert sold("2 30")["customer_id"] == 2
    assert sold("An 10 --novo")["customer"] == "An"


def test_the_same_words_in_another_order_are_a_similar_name(cobranca):
    cobranca("add-customer 'Maria da Silva'")
    warned = cobranca("add-sale 'Silva Maria da' 10 --json").json["warnings"]
    assert warned == ["Há um nome muito parecido: Maria da Silva."]
    assert cobranca("add-customer 'Casa 2' --json").json["warnings"] == []


def test_a_very_similar_name_only_warns(sold):
    sold("'Mariana Souza' 10")
    sale = sold("'Mariana Sousa' 10")
    assert sale["created_customer"]
    assert "Mariana Souza" in sale["warnings"][0]


def test_credit_is_used_by_the_next_sale_at_once(sold, cobranca):
    sold("Ana 10")
    cobranca("add-payment Ana 50")
    sale = sold("Ana 100 --installments 2")
    assert sale["credit_used_cents"] == 4000
    assert [i["open_cents"] for i in sale["installments"]] == [1000, 5000]
    assert sale["paid_cents"] == 0


def test_a_far_date_needs_a_yes(cobranca, home):
    run = cobranca("vendi Ana 10 --vencimento 25/12/2028", code=2)
    assert "25/12/2028" in run.err
    assert "--sim" in run.err
    assert not home.exists()
    for yes in ("--yes", "--sim"):
        cobranca(f"vendi Ana 10 --vencimento 25/12/2028 {yes}")


def test_what_was_understood_is_said_with_the_weekday(cobranca):
    shown = cobranca("vendi 'Maria da Silva' 1.234,5 --vencimento 27/11 --em ontem").out
    for part in ("R$ 1.234,50", "domingo, 22/11/2026", "sexta, 27/11/2026", "Maria da Silva"):
        assert part in shown


@pytest.mark.parametrize(
    ("line", "code", "error"),
    [
        ("", 2, "conflicting_options"),
        ("Ana", 2, "conflicting_options"),
        ("Ana 10 --paid --paid-by pix", 2, "conflicting_options"),
        ("Ana 10 --paid --down-payment 5", 2, "conflicting_options"),
        ("Ana 10 --method pix", 2, "conflicting_options"),
        ("Ana 10 --walk-in 10", 2, "conflicting_options"),
        ("Ana 10 --down-payment 10", 4, "down_payment_too_large"),
        ("Ana 10 --down-payment 100%", 2, None),
        ("Ana 10 --paid-by fiado", 2, "invalid_choice"),
        ("Ana 10 --paid-by pix --paid-by dinheiro", 4, "paid_parts_do_not_add_up"),
        ("Ana 10 --paid-by pix:11", 4, "paid_above_total"),
        ("--walk-in 10 --paid-by pix:9", 4, "counter_sale_must_be_paid"),
        ("balcão 10", 4, "counter_name"),
        ("Ana 10 --kind fiado", 2, "invalid_choice"),
        ("Ana 10 --remainder meio", 2, "invalid_choice"),
        ("Ana 10 --installments 2 --interval 0d", 2, "invalid_interval"),
        ("Ana 10 --installments 1000", 2, "invalid_installment_count"),
        ("Ana 10 --phone 123", 2, "invalid_phone"),
        ("99 10", 3, "customer_not_found"),
        ("'11 91234-5678' 10", 3, "customer_not_found"),
    ],
)
def test_what_a_sale_refuses(cobranca, home, line, code, error):
    run = cobranca(f"add-sale {line} --json", code=code)
    assert run.out == ""
    assert error in (None, run.error["code"])
    assert run.error["hint"]
    assert not home.exists()


def test_a_dry_run_shows_the_same_document_without_new_ids(sold, cobranca, home):
    dry = sold("Ana 100 --entrada 10 --parcelas 2 --dry-run")
    assert not home.exists()
    wet = sold("Ana 100 --entrada 10 --parcelas 2")
    wet.update(sale_id=None, customer_id=None, payment_ids=[None])
    for item in wet["installments"]:
        item["installment_id"] = None
    assert dry == {**wet, "dry_run": True}
    before = everything(home)
    again = sold("Ana 100 --simular")
    assert (again["customer_id"], again["sale_id"]) == (1, None)  # She is known by now.
    assert everything(home) == before
    shown = cobranca("vendi Ana 100 --simular")
    assert "nada foi gravado" in shown.err
    assert "None" not in shown.out
    assert everything(home) == before


@pytest.mark.parametrize("text", ["99", "c99", "C 99", "11 91234-5678", "529.982.247-25", "+55 11"])
def test_a_number_is_never_the_name_of_a_new_customer(cobranca, home, text):
    cobranca(["vendi", text, "10"], code=0 if text == "C 99" else 3)
    assert home.exists() == (text == "C 99")


@pytest.mark.parametrize("name", ["🎂", "A1", "3 Irmãos", "{{"])
def test_anything_else_is(sold, name):
    assert sold(f"'{name}' 10")["customer"] == name
