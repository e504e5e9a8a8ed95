"""Two records of one person become one."""

from __future__ import annotations

import pytest
from fixed_day import NOW, TODAY
from terminal import everything

from cobranca_cli.store import models
from cobranca_cli.store.unit_of_work import UnitOfWork


@pytest.fixture
def twice(keep):
    """Maria (c1) has credit, her second record (c2) something late; each knows something else."""
    return keep([
        "add-customer 'Maria da Silva' --phone 11912345678 --note 'gosta de coco'",
        ("add-customer 'Maria Silva' --nickname Mari --phone 21987654321"
        " --document 529.982.247-25 --pay-day 5 --limit 900"),
        "add-sale c2 100 --on 01/10/2026 --due 10/10/2026 --description Bolo",
        "add-payment c1 130 --on 05/10/2026",
        "log-contact c2 'vai pagar' --reason esqueceu",
    ])  # fmt: skip


def test_everything_moves_and_credit_settles_what_was_open(twice):
    done = twice("merge-customers c1 c2 --yes --json").json
    assert done == {
        "customer_id": 1, "customer": "Maria da Silva", "merged_id": 2, "merged": "Maria Silva",
        "sales": 1, "payments": 0, "contacts": 1, "recurring": 0,
        "filled": ["nickname", "document", "pay_day", "limit_cents"], "lost": ["phone"],
        "open_cents": 0, "credit_cents": 3000,
    }  # fmt: skip
    card = twice("customer c1 --json").json
    assert (card["phone"], card["document"], card["credit_limit_cents"]) == (
        "+5511912345678", "52998224725", 90000)  # fmt: skip
    assert {c["text"] for c in card["contacts"]} == {"gosta de coco", "vai pagar"}
    assert [r["name"] for r in twice("customers --json").json["rows"]] == ["Maria da Silva"]
    # Settled on the day of the payment: it always was one person.
    assert twice("overdue --as-of 04/10/2026 --json").json["open_cents"] == 0
    assert twice("overdue --as-of 20/10/2026 --json").json["open_cents"] == 0
    assert twice("statement c1 --as-of x", code=2)
    assert twice("statement c1 --json").json["credit_cents"] == 3000
    twice("check")


def test_what_was_agreed_and_asked_moves_as_well(twice, home):
    with UnitOfWork(home / "cobranca.db", now=NOW, today=TODAY, command="negotiate") as work:
        work.insert(
            models.Agreement, customer_id=2, proposed_on=TODAY, discount_cents=0,
            installment_count=1, text_id=work.words("combinado", customer_id=2), code_salt="00",
            code_hash="00", code_until="2026-11-25T12:00:00Z",
        )  # fmt: skip
        work.insert(models.AgreementItem, agreement_id=1, installment_id=1, open_cents=100,
                    fine_cents=0, interest_cents=0)  # fmt: skip
        work.insert(models.AgreementPart, agreement_id=1, number=1, due_on=TODAY, amount_cents=100)
    twice("lembrar c2 --registrar")
    twice("merge-customers c1 c2 --yes")
    found = twice("export json c1 --output -").json
    assert [a["items"][0]["open_cents"] for a in found["agreements"]] == [100]
    assert [m["total_cents"] for m in found["messages"]] == [10000]
    twice("check")


@pytest.mark.parametrize("text", ["c2", "2", "'maria SILVA'", "mari", "'(21) 98765-4321'"])
def test_what_named_the_other_record_names_the_kept_one(twice, text):
    twice("unir-clientes c1 c2 --sim")
    assert twice(f"customer {text} --json").json["customer_id"] == 1
    sale = twice(f"add-sale {text} 10 --json").json
    assert (sale["customer_id"], sale["created_customer"]) == (1, False)


def test_somebody_new_of_that_name_comes_before_the_old_record(twice):
    twice("merge-customers c1 c2 --yes")
    twice("add-sale 'Maria Silva' 10 --new")
    assert twice("customer 'Maria Silva' --json").json["customer_id"] == 3
    assert twice("customer c2 --json").json["customer_id"] == 1


def test_a_notebook_finds_them_by_the_old_name(twice, tmp_path):
    twice("merge-customers c1 c2 --yes")
    (tmp_path / "v.csv").write_text("cliente;valor;data\nMaria Silva;50;01/11/2026\n", "utf-8")
    done = twice(["import-csv", "--sales", tmp_path / "v.csv", "--json"]).json
    assert (done["customers"], done["sales"]) == (0, 1)
    assert len(twice("customers --json").json["rows"]) == 1


def test_a_merge_is_undone_and_redone_whole(twice, home):
    before = [twice(f"customer c{i} --json").json for i in (1, 2)]
    twice("merge-customers c1 c2 --yes")
    merged = twice("customer c1 --json").json
    twice("undo --yes")
    assert [twice(f"customer c{i} --json").json for i in (1, 2)] == before
    twice("undo --redo --yes")
    assert twice("customer c2 --json").json == merged
    twice("check")


def test_merges_of_merges_answer_too(twice):
    twice("add-customer Mariazinha")
    twice("merge-customers c1 c2 --yes")
    twice("merge-customers c3 c1 --yes")
    for who in ("c1", "c2", "'Maria Silva'", "Mariazinha"):
        assert twice(f"customer {who} --json").json["customer_id"] == 3
    twice("check")


def test_who_opted_out_or_is_blocked_stays_so(cobranca):
    cobranca("add-customer Ana")
    cobranca("add-customer 'Ana B' --opt-out")
    cobranca("block 'Ana B' --reason 'não pagou'")
    cobranca("merge-customers Ana 'Ana B' --yes")
    card = cobranca("customer Ana --json").json
    assert (card["opt_out"], card["blocked"], card["blocked_reason"]) == (True, True, "não pagou")


@pytest.mark.parametrize(
    ("line", "code", "error"),
    [
        ("merge-customers c1 c2", 2, "confirmation_needed"),
        ("merge-customers c1 mari --yes", 0, None),
        ("merge-customers c1 c1 --yes", 4, "same_customer"),
        ("merge-customers c1 Maria --yes", 3, "ambiguous_customer"),
        ("merge-customers c1 c9 --yes", 3, "customer_not_found"),
        ("merge-customers balcão c1 --yes", 4, "counter_name"),
        ("merge-customers c1 --yes", 2, "parameter_missing"),
    ],
)
def test_what_a_merge_refuses(twice, home, line, code, error):
    twice("add-sale --walk-in 5")
    before = everything(home)
    run = twice(f"{line} --json", code=code)
    if code:
        assert run.error["code"] == error
        assert everything(home) == before


def test_forgetting_forgets_the_merged_record_too(twice, home):
    twice("merge-customers c1 c2 --yes")
    twice("refund c1 30 --reason troco")
    whole = twice("export json c1 --output -").out
    assert "Maria Silva" in whole
    assert "+5521987654321" in whole
    twice("forget-customer c1 --force --reason 'a pedido' --yes")
    bytes_left = b"".join(p.read_bytes() for p in home.rglob("cobranca.db*"))
    for gone in (b"Maria Silva", b"Mari\x00", b"21987654321", b"52998224725", b"vai pagar"):
        assert gone not in bytes_left
    twice("check")


def test_forgetting_again_after_a_merge_changes_nothing_more(twice):
    twice("merge-customers c1 c2 --yes")
    twice("refund c1 30 --reason troco")
    twice("forget-customer c1 --force --reason pediu --yes")
    for line in ("forget-customer c1 --force --reason pediu --yes", "customer c2"):
        assert twice(f"{line} --json", code=4).error["code"] == "customer_forgotten"
    warned = twice("add-customer 'Maria Silva' --json").json["warnings"]
    assert any("esquecido" in text for text in warned)  # The merged record's name is known too.
    twice("check")


def test_a_life_tells_what_the_merged_record_lived_and_lost(twice):
    twice("edit-customer c1 --limit 100")
    twice("edit-customer c2 --channel email")
    twice("edit-customer c1 --channel telefone")
    twice("block c2 --reason 'não paga'")
    twice("unblock c2 --reason 'pagou tudo'")
    done = twice("merge-customers c1 c2 --yes --json").json
    assert {"phone", "channel", "limit_cents"} <= set(done["lost"])
    told = twice("statement c1 --all").out
    assert told.index("bloqueadas: não paga") < told.index("liberadas: pagou tudo")


def test_somebody_new_with_what_a_merged_record_answers_to_is_told_of(twice):
    twice("merge-customers c1 c2 --yes")
    expected = "Maria Silva (c2) foi unido a c1; se for a mesma pessoa, use c1."
    assert expected in twice("add-customer 'Maria Silva' --json").json["warnings"]
    assert expected in twice("add-customer Mima --phone 21987654321 --json").json["warnings"]
    assert expected not in twice("add-customer José --json").json["warnings"]
