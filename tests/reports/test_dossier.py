"""A dossier of a random book: its proof holds, its facts are in it, nobody else is."""

from __future__ import annotations

import json
import random

import pytest
from fixed_day import TODAY
from shopkeeper import REAL, day

from cobranca_cli.cli.output import json_text, plain
from cobranca_cli.documents import dossier as paper
from cobranca_cli.documents import verificar
from cobranca_cli.errors import CobrancaError
from cobranca_cli.reports.dossier import dossier
from cobranca_cli.services import contacts, customers, merging, undo
from cobranca_cli.store import models

# (name, document) of people of whom no word is in another's name.
PEOPLE = (
    ("Maria Quintela", "52998224725"), ("Berenice Zauli", "11144477735"),
    ("Otacílio Wenceslau", "39053344705"), ("Yasmin Frota", "12345678909"),
)  # fmt: skip


def phone(index):
    return f"+55119{87_650_000 + index}"


@pytest.fixture
def made(reader, home, tmp_path, shop):
    """`made(customer)`: the report, and the folder that it was written into."""

    def make(customer, on=TODAY):
        found, proof = dossier(
            reader(), home, customer=customer, on=on, made_at="2026-11-23T13:00:00Z",
            settings=shop.settings,
        )  # fmt: skip
        facts = json_text(plain(found))
        files, _ = paper.sealed(found, paper.files(found, proof, facts, home, shop.settings))
        folder = tmp_path / f"dossie-{customer}"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return found, folder

    return make


def play(shop, unit, seed):
    """Some sixty writes, of which the book refuses a few."""
    chance = random.Random(seed)
    names = [name for name, _ in PEOPLE]
    for index, (name, document) in enumerate(PEOPLE):
        customers.add_customer(
            unit("add-customer"),
            details=customers.Details(name=name, document=document, phone=phone(index)),
        )
    acts = (
        lambda: shop.sell(chance.choice(names), chance.randint(1, 90) * REAL, "09-01",
                          f"{chance.randint(9, 12):02}-{chance.randint(2, 28):02}",
                          installments=chance.randint(1, 3)),
        lambda: shop.sell(chance.choice(names), 50 * REAL, "10-01", "10-10"),
        lambda: shop.pay(chance.choice(names), chance.randint(1, 60) * REAL, "11-05"),
        lambda: shop.reverse(chance.randint(1, 12)),
        lambda: shop.void(chance.randint(1, 20)),
        lambda: shop.discount(REAL, installment=chance.randint(1, 30)),
        lambda: shop.edit(sale=chance.randint(1, 20), customer=chance.choice(names)),
        lambda: shop.edit(sale=chance.randint(1, 20), description="Bolo de fubá"),
        lambda: shop.dispute(chance.randint(1, 30)),
        lambda: shop.refund(chance.choice(names), REAL),
        lambda: contacts.log_contact(unit("log-contact"), customer=chance.choice(names),
                                     text=f"falou de {chance.choice(names)}", on=TODAY),
        lambda: undo.undo(unit("undo")),
    )  # fmt: skip
    for _ in range(60):
        try:
            chance.choice(acts)()
        except CobrancaError:
            continue


@pytest.mark.parametrize("seed", range(3))
def test_whatever_was_written_the_proof_holds_and_names_nobody_else(made, shop, unit, seed):
    play(shop, unit, seed)
    for index, (name, document) in enumerate(PEOPLE):
        found, folder = made(f"c{index + 1}")
        assert (found.customer, found.debtor.document) == (name, document)
        lines = list(verificar.verify(folder))
        assert 0 < found.chain.shown < found.chain.head_seq
        assert f"{found.chain.head_seq} gravações" in lines[1]
        text = "\n".join(path.read_text("utf-8") for path in folder.iterdir())
        for other, (theirs, number) in enumerate(PEOPLE):
            if other != index:
                known = [*theirs.split(), number, phone(other)[3:], f'"c{other + 1}"']
                assert not [word for word in known if word in text], (name, theirs)


def test_a_merged_record_is_the_same_person(made, shop, unit):
    shop.sell("Maria Quintela", 50 * REAL, "10-01", "10-10")
    shop.sell("Mara Quental", 30 * REAL, "10-02", "10-12")
    shop.sell("Berenice Zauli", 30 * REAL, "10-02", "10-12")
    merging.merge_customers(unit("merge-customers"), keep="c1", other="c2")
    found, folder = made("c1")
    assert [sale.total_cents for sale in found.sales] == [5000, 3000]
    assert found.chain.shown == 3, "both sales and the merging"
    assert list(verificar.verify(folder))
    assert "Berenice" not in (folder / "dossie.txt").read_text("utf-8")


@pytest.mark.parametrize(("status", "shown"), [("proposed", False), ("cancelled", True)])
def test_an_agreement_is_told_and_its_code_is_in_no_paper_while_it_may_be_used(
    made, shop, unit, status, shown
):
    shop.sell("Maria Quintela", 50 * REAL, "10-01", "10-10")
    with unit("negotiate") as writing:
        agreement = writing.insert(
            models.Agreement, customer_id=1, proposed_on=TODAY, discount_cents=500,
            installment_count=1, text_id=writing.words("Combinamos assim", customer_id=1),
            code_salt="5a17", code_hash="c0de", code_until="2026-11-25T13:00:00Z", status=status,
            ended_on=TODAY if status == "cancelled" else None,
        )  # fmt: skip
        writing.insert(models.AgreementItem, agreement_id=agreement, installment_id=1,
                       open_cents=5000, fine_cents=0, interest_cents=0)  # fmt: skip
        writing.insert(models.AgreementPart, agreement_id=agreement, number=1,
                       due_on=day("12-10"), amount_cents=4500)  # fmt: skip
    found, folder = made("c1")
    (one,) = found.agreements
    assert (one.text, one.parts[0].amount_cents) == ("Combinamos assim", 4500)
    assert list(verificar.verify(folder))
    everything = "\n".join(path.read_text("utf-8") for path in folder.iterdir())
    assert ('"c0de"' in everything) is shown
    assert "Combinamos assim" in (folder / "dossie.txt").read_text("utf-8")
    facts = json.loads((folder / "dossie.json").read_text("utf-8"))
    assert not {"code_hash", "code_salt"} & facts["agreements"][0].keys()
