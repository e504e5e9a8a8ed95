"""`edit-sale`, `void-sale`, `discount`, `undo` and `undo --redo` as typed."""

from __future__ import annotations

import pytest
from terminal import everything


@pytest.fixture
def book(keep):
    """Ana: sale 1 of 90,00 in three, of which 40,00 are paid. Bia: sale 2 of 50,00, open."""
    return keep([
        "vendi 'Ana Souza' 90 --parcelas 3 --vencimento 10/10/2026 --em 10/09/2026",
        "recebi 'Ana Souza' 40",
        "vendi Bia 50 --vencimento 20/12/2026",
    ])  # fmt: skip


def totals(book, who):
    card = book(f"customer {who} --json").json
    return card["open_cents"], card["credit_cents"]


@pytest.mark.parametrize("name", ["edit-sale", "corrigir-venda"])
@pytest.mark.parametrize(
    ("options", "open_and_credit"),
    [
        ("1 --amount 120 --reason x", (8000, 0)),
        ("1 --valor 30 --motivo x", (0, 1000)),
        ("--installment 3 --amount 10 --reason x", (3000, 0)),
        ("--parcela 3 --valor 60 --motivo x", (8000, 0)),
    ],
)
def test_a_corrected_amount_moves_what_is_open(book, name, options, open_and_credit):
    edited = book(f"{name} {options} --json").json
    assert {"sale_id", "customer_id", "customer", "total_cents", "open_cents", "credit_cents",
            "installments"} <= set(edited)  # fmt: skip
    assert totals(book, "c1") == open_and_credit
    assert sum(i["amount_cents"] for i in edited["installments"]) == edited["total_cents"]


def test_a_corrected_due_date_moves_them_all_or_only_one(book):
    all_of_them = book("edit-sale 1 --due 31/10/2026 --reason x --json").json["installments"]
    assert [i["due_on"] for i in all_of_them] == ["2026-10-31", "2026-11-30", "2026-12-31"]
    only_one = book("corrigir-venda --parcela 2 --vencimento 5/12/2026 --motivo x --json").json
    assert [i["due_on"] for i in only_one["installments"]] == [
        "2026-10-31", "2026-12-05", "2026-12-31"]  # fmt: skip


def test_relative_due_dates_of_a_correction_count_from_the_sale(book):
    edited = book("edit-sale 1 --due '10 dias' --reason x --json").json
    assert edited["installments"][0]["due_on"] == "2026-09-20"


def test_description_and_customer_are_corrected(book):
    book("edit-sale 2 --description 'Torta' --reason x")
    assert book("sales Bia --json").json["rows"][0]["description"] == "Torta"
    book("corrigir-venda 2 --descricao '' --motivo x")
    assert book("sales Bia --json").json["rows"][0]["description"] is None
    assert book("edit-sale 2 --customer 'Ana Souza' --reason x --json").json["customer_id"] == 1
    assert (totals(book, "c1"), totals(book, "c2")) == ((10000, 0), (0, 0))


def test_a_sale_by_its_only_customer_when_one_fits(book):
    assert book("edit-sale Bia --amount 60 --reason x --json").json["sale_id"] == 2


@pytest.mark.parametrize(
    "line",
    [
        "edit-sale Ana --amount 60 --reason x",
        "void-sale Ana --reason x --yes",
        "discount --sale Ana 5 --reason x",
        "reverse-payment Ana --reason x --yes",
        "recebi 'Ana Souza' 5 --venda Ana",
    ],
)
def test_a_part_of_a_name_is_not_enough_for_a_write(book, home, line):
    before = everything(home)
    run = book(f"{line} --json", code=3)
    assert run.error["code"] == "ambiguous_customer"
    assert "c1 Ana Souza" in run.error["message"]
    assert everything(home) == before


def test_voiding_asks_and_frees_what_was_paid(book, home):
    before = everything(home)
    run = book("void-sale 1 --reason desistiu", code=2)
    assert "Ana Souza" in run.err
    assert "--sim" in run.err
    assert everything(home) == before
    done = book("cancelar-venda 1 --motivo desistiu --sim --json").json
    assert (done["sale_id"], done["voided_cents"], done["freed_cents"]) == (1, 9000, 4000)
    assert totals(book, "c1") == (0, 4000)
    assert book("sales c1 --json").json["rows"][0]["voided"]


@pytest.mark.parametrize("option", ["--keep 25", "--manter 25"])
def test_a_part_of_a_voided_sale_may_be_kept(book, option):
    done = book(f"void-sale 1 {option} --reason x --yes --json").json
    assert (done["kept_cents"], done["voided_cents"]) == (2500, 6500)
    assert totals(book, "c1") == (0, 1500)


@pytest.mark.parametrize(
    ("line", "open_and_credit"),
    [
        ("discount 3 10 --reason x", (4000, 0)),
        ("abater --venda 1 15 --motivo x", (3500, 0)),
        ("discount --sale 1 70 --reason x", (0, 2000)),
        ("abater 1 30 --motivo x --devolvido", (2000, 0)),  # Paid: goes to the next ones.
        ("discount 1 30 --reason x --returned", (2000, 0)),
    ],
)
def test_discounts_and_returns_also_on_what_is_paid(book, line, open_and_credit):
    done = book(f"{line} --json").json
    assert {"sale_id", "customer", "amount_cents", "returned", "credit_cents"} <= set(done)
    assert done["returned"] == ("devolvido" in line or "returned" in line)
    assert totals(book, "c1") == open_and_credit


@pytest.mark.parametrize(
    ("line", "code", "error"),
    [
        ("edit-sale 2 --reason x", 2, "nothing_to_change"),
        ("edit-sale 2 --amount 60", 2, "parameter_missing"),
        ("edit-sale --amount 60 --reason x", 2, "conflicting_options"),
        ("edit-sale 2 --installment 4 --amount 6 --reason x", 2, "conflicting_options"),
        ("edit-sale --installment 4 --description a --reason x", 2, "conflicting_options"),
        ("edit-sale 2 --due 01/11/2026 --reason x", 4, "due_before_sale"),
        ("edit-sale 2 --amount 0 --reason x", 2, "amount_out_of_range"),
        ("edit-sale 2 --customer Zuleica --reason x", 3, "customer_not_found"),
        ("edit-sale 9 --amount 6 --reason x", 3, "sale_not_found"),
        ("edit-sale 2 --amount 6 --reason ''", 2, "invalid_text"),
        ("void-sale 2 --keep 50 --reason x --yes", 4, "keep_too_large"),
        ("void-sale 2 --yes", 2, "parameter_missing"),
        ("discount 4 51 --reason x", 4, "discount_too_large"),
        ("discount 4 --reason x", 2, "conflicting_options"),
        ("discount --sale 2 4 5 --reason x", 2, "conflicting_options"),
        ("discount 99 5 --reason x", 3, "installment_not_found"),
        ("discount 4 5", 2, "parameter_missing"),
        ("undo", 2, "confirmation_needed"),
        ("undo --redo --yes", 3, "nothing_to_undo"),
    ],
)
def test_what_a_correction_refuses(book, home, line, code, error):
    before = everything(home)
    run = book(f"{line} --json", code=code)
    assert (run.out, run.error["code"]) == ("", error)
    assert run.error["hint"]
    assert everything(home) == before


@pytest.mark.parametrize(
    "line",
    [
        "edit-sale 1 --amount 30 --due 1/11/2026 --description a --reason x",
        "edit-sale 2 --customer c1 --reason x",
        "void-sale 1 --reason x",
        "void-sale 1 --keep 5 --reason x",
        "discount --sale 1 70 --reason x",
        "edit-customer c1 --phone '11 91234-5678' --nickname Aninha",
        "reverse-payment 1 --reason x",
        "add-sale Nova 10 --paid",
        "add-customer Outra --note oi",
    ],
)
def test_a_dry_run_writes_nothing_and_undo_takes_it_all_back(book, home, line):
    def seen():
        names = ("customers", "sales", "payments", "overdue", "upcoming", "statement c1")
        return [book(f"{name} --json").json for name in names]

    before, shown = everything(home), seen()
    dry = book(f"{line} --dry-run --json").json
    assert dry["dry_run"] is True
    assert everything(home) == before
    wet = book(f"{line} --yes --json").json
    assert set(wet) | {"dry_run"} == set(dry)
    written = seen()
    dry_undo = book("undo --dry-run --json").json
    assert seen() == written
    done = book("undo --yes --json").json
    assert dry_undo == {**done, "seq": None, "dry_run": True}
    active = seen()
    if not line.startswith(("void-sale", "add-sale", "reverse", "edit-sale")):
        assert active == shown
    assert [row["open_cents"] for row in active[0]["rows"]] == [
        row["open_cents"] for row in shown[0]["rows"]]  # fmt: skip
    assert active[3:5] == shown[3:5]
    book("desfazer --refazer --sim")
    assert [row["open_cents"] for row in seen()[0]["rows"]] == [
        row["open_cents"] for row in written[0]["rows"]]  # fmt: skip
    book("conferir")


def test_undo_goes_back_one_write_at_a_time_and_says_which(book):
    assert "Bia" in book("undo --yes").out
    assert totals(book, "c1") == (5000, 0)
    assert "40,00" in book("desfazer --sim").out
    assert totals(book, "c1") == (9000, 0)
    assert "40,00" in book("undo --redo --yes").out
    assert totals(book, "c1") == (5000, 0)
    for _ in range(2):
        book("undo --yes")
    assert book("undo --yes", code=3).err.startswith("Não há nada para desfazer")
    assert book("customers --json").json["rows"] == []
    book("check")


def test_redo_only_right_after_an_undo(book):
    book("undo --yes")
    book("vendi Caio 10")
    assert book("undo --redo --yes --json", code=3).error["code"] == "nothing_to_undo"


def test_settings_are_undone_in_their_file(book, home):
    book("config sales.default_due '15 dias'")
    book("undo --yes")
    assert "15 dias" not in (home / "cobranca.toml").read_text("utf-8")
    assert book("vendi Bia 5 --json").json["installments"][0]["due_on"] == "2026-12-23"
