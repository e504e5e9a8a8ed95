"""`export json`: everything that the file keeps about one person, and about nobody else."""

from __future__ import annotations

import json
from datetime import date

import pytest
from fixed_day import TODAY

from cobranca_cli import errors
from cobranca_cli.cli.output import plain
from cobranca_cli.domain.charges import Terms
from cobranca_cli.domain.recurring import Agreed
from cobranca_cli.domain.sale_plan import EarlyTerms, PaidPart, SaleTerms, plan
from cobranca_cli.reports.personal import person
from cobranca_cli.services import (
    corrections,
    customers,
    edit_sale,
    forgetting,
    payments,
    recurring,
    sales,
    undo,
)
from cobranca_cli.services.reminders import keep_words
from cobranca_cli.store import models
from cobranca_cli.store.settings import Settings

NAME = "Zuleide Quitéria"


@pytest.fixture
def book(unit):
    """Zuleide (c1): a sale described twice, a payment, a refund, notes; an undone sale; José."""

    def sell(name, cents, text):
        terms = SaleTerms(cents, date(2026, 11, 1), date(2026, 12, 1), description=text,
                          link="https://loja.example.com/1")  # fmt: skip
        sales.record_sale(
            unit("add-sale"), customer=name, terms=terms, paid=[], settings=Settings()
        )

    customers.add_customer(
        unit("add-customer"), note="à tardinha",
        details=customers.Details(name=NAME, phone="+5521998877665", nickname="Zuzu"),
    )  # fmt: skip
    customers.edit_customer(
        unit("edit-customer"), customer=NAME, details=customers.Details(phone="+5511912345678")
    )
    sell(NAME, 10_000, "Bolo antigo")
    edit_sale.edit_sale(
        unit("edit-sale"), sale="1", installment=None, reason="era torta", settings=Settings(),
        edit=edit_sale.SaleEdit(description="Torta"),
    )  # fmt: skip
    corrections.discount(unit("discount"), installment="1", sale=None, amount_cents=500,
                         returned=False, reason="amassou")  # fmt: skip
    payments.record_payment(
        unit("add-payment"), customer=NAME, amount_cents=10_000, received_on=date(2026, 11, 20),
        paid=[PaidPart("pix")], settings=Settings(), payer="Tia Rita", reference="E-1",
    )  # fmt: skip
    payments.refund(unit("refund"), customer=NAME, amount_cents=500, method="pix", reason="a mais")
    sell(NAME, 700, "Nunca foi")
    undo.undo(unit("undo"))
    recurring.add_recurring(
        unit("add-recurring"), customer=NAME, kind="service", description="Bolo do mês",
        agreed=Agreed(2_000, "month", date(2026, 11, 5), times=3), settings=Settings(),
    )  # fmt: skip
    recurring.change_recurring(unit("change-recurring"), recurring="1", amount_cents=2_500,
                               settings=Settings())  # fmt: skip
    recurring.stop_recurring(unit("stop-recurring"), recurring="1", on=date(2026, 11, 1),
                             settings=Settings())  # fmt: skip
    sell("José Prado", 3_300, "Coxinhas do José")


def export(reader, text=NAME):
    return person(reader(), customer=text, today=TODAY)


def bodies(reader, customer_id):
    rows = reader().execute(
        "SELECT body FROM personal_text WHERE customer_id = ? AND body <> ''", (customer_id,)
    )
    return {body for (body,) in rows}


def strings(value):
    if isinstance(value, dict):
        return {s for item in value.values() for s in strings(item)}
    if isinstance(value, list):
        return {s for item in value for s in strings(item)}
    return {value} if isinstance(value, str) else set()


def test_every_text_about_the_person_is_in_it_and_nobody_else_s(book, reader):
    said = strings(plain(export(reader)))
    assert bodies(reader, 1) <= said
    assert not bodies(reader, 2) & (said - bodies(reader, 1))


def test_every_row_about_the_person_is_in_it(book, reader):
    found = export(reader)
    connection = reader()

    def ids(sql):
        return {i for (i,) in connection.execute(sql)}

    items = [item for sale in found.sales for item in sale.installments]
    assert {s.sale_id for s in found.sales} == ids("SELECT id FROM sale WHERE customer_id = 1")
    assert {i.installment_id for i in items} == ids(
        "SELECT id FROM installment WHERE customer_id = 1"
    )
    assert {p.posting_id for i in items for p in i.postings} == ids(
        "SELECT p.id FROM posting p JOIN installment i ON i.id = p.installment_id"
        " WHERE i.customer_id = 1"
    )
    assert {p.payment_id for p in found.payments} == ids(
        "SELECT id FROM payment WHERE customer_id = 1"
    )
    assert {r.refund_id for p in found.payments for r in p.refunds} == ids(
        "SELECT f.id FROM refund f JOIN payment p ON p.id = f.payment_id WHERE p.customer_id = 1"
    )
    assert {n.contact_id for n in found.notes} == ids(
        "SELECT id FROM contact WHERE customer_id = 1"
    )


def test_what_was_agreed_offered_and_asked_is_in_it(book, unit, reader):
    day = date(2026, 12, 1)
    with unit("add-sale") as work:
        terms = SaleTerms(9_000, date(2026, 11, 2), day, late=Terms(200, 100))
        _, sold = sales.write_sale(work, 1, terms, plan(terms), EarlyTerms(500, day))
        item = sold[0].installment_id
        work.flush()
        work.insert(models.EarlyOffer, installment_id=item, discount_bps=700, until_on=day)
        agreement = work.insert(
            models.Agreement, customer_id=1, proposed_on=TODAY, discount_cents=100,
            installment_count=1, text_id=work.words("combinamos assim", customer_id=1),
            code_salt="5a17", code_hash="4a54", code_until="2026-11-25T12:00:00Z",
            proof_id=work.words("disse sim", customer_id=1),
            reason_id=work.words("não deu", customer_id=1), status="broken", ended_on=TODAY,
            accepted_on=TODAY,
        )  # fmt: skip
        work.insert(models.AgreementItem, agreement_id=agreement, installment_id=item,
                    open_cents=9_000, fine_cents=180, interest_cents=3)  # fmt: skip
        work.insert(models.AgreementPart, agreement_id=agreement, number=1, due_on=day,
                    amount_cents=9_083)  # fmt: skip
        message = keep_words(work, 1, step="esqueceu", channel="print", to=None, text="Oi, Zuleide",
                             status="recorded", total_cents=9_183)  # fmt: skip
    found = export(reader)
    sale = found.sales[-1]
    assert (sale.fine_bps, sale.interest_bps, sale.early_bps, sale.early_until) == (
        200, 100, 500, "2026-12-01")  # fmt: skip
    assert [o[2:] for o in sale.installments[0].offers] == [(700, day, True)]
    (agreed,) = found.agreements
    assert (agreed.text, agreed.proof, agreed.reason, agreed.status) == (
        "combinamos assim", "disse sim", "não deu", "broken")  # fmt: skip
    assert (agreed.items, agreed.parts) == ([(item, 9_000, 180, 3)], [(1, day, 9_083)])
    assert [(m.message_id, m.total_cents) for m in found.messages] == [(message, 9_183)]
    said = strings(plain(found))
    assert bodies(reader, 1) <= said
    assert not {"5a17", "4a54"} & said


def test_it_says_what_was_and_what_is(book, reader):
    found = export(reader)
    assert (found.identity.phone, found.identity.active) == ("+5511912345678", True)
    phones = [(c.old, c.new) for c in found.identity.changes if c.field == "phone"]
    assert phones == [(None, "+5521998877665"), ("+5521998877665", "+5511912345678")]
    assert [(s.description, s.voided) for s in found.sales] == [
        ("Torta", False), ("Nunca foi", True),
    ]  # fmt: skip
    assert {t.text for t in found.texts} == {"Bolo antigo", "era torta"}
    (payment,) = found.payments
    assert (payment.payer, payment.reference, payment.refunds[0].reason) == (
        "Tia Rita", "E-1", "a mais",
    )  # fmt: skip
    (monthly,) = found.recurring
    assert (monthly.description, monthly.stopped_on, monthly.occurrences) == (
        "Bolo do mês", "2026-11-01", [],
    )  # fmt: skip
    assert [(a.from_on, a.amount_cents, a.active) for a in monthly.amounts] == [
        (TODAY, 2_500, True),
    ]  # fmt: skip
    assert found.forgotten is None
    assert found.sales[0].at == "2026-11-23T13:00:00Z"


def test_it_is_json(book, reader):
    document = json.loads(json.dumps(plain(export(reader))))
    assert document["exported_on"] == "2026-11-23"
    assert list(document) == [
        "exported_on", "customer_id", "customer", "identity", "forgotten", "sales", "payments",
        "notes", "recurring", "messages", "promises", "disputes", "agreements", "attachments",
        "points", "texts",
    ]  # fmt: skip


def test_a_part_of_the_name_will_do(book, reader):
    assert export(reader, "zul").customer_id == 1
    with pytest.raises(errors.CustomerNotFoundError):
        export(reader, "Ninguém")


@pytest.mark.parametrize("text", ["c1", NAME, "11 91234-5678"])
def test_of_who_is_locked_it_says_what_and_until_when(book, reader, unit, text):
    forgetting.forget(unit("forget-customer"), customer=NAME, reason="pediu por mensagem")
    found = export(reader, text)
    assert found.customer == "cliente 1 (esquecido)"
    assert found.identity.phone is None
    assert found.forgotten._asdict() == {
        "forgotten_on": TODAY,
        "erase_on": date(2032, 1, 1),
        "reason": "pediu por mensagem",
        "locked": {"name": 1, "description": 3, "payer": 1, "reason": 2, "reference": 1},
    }
    assert NAME in {c.new for c in found.identity.changes}
    assert found.sales[0].description == "Torta"
    assert found.sales[0].link is None
    assert [note.text for note in found.notes] == [None]
    assert found.texts == []


def test_of_who_was_erased_only_the_figures_are_left(book, reader, unit):
    forgetting.forget(unit("forget-customer"), customer=NAME, force=True, reason="ordem judicial")
    found = export(reader, "c1")
    assert found.forgotten.erase_on is None
    assert found.forgotten.locked == {}
    said = strings(plain(found))
    assert not {s for s in said if "Zul" in s or "Torta" in s or "Rita" in s}
    assert found.sales[0].total_cents == 10_000


def test_the_counter_is_nobody(unit, reader):
    terms = SaleTerms(1_000, date(2026, 11, 1), date(2026, 11, 1))
    sales.record_sale(unit("add-sale"), customer=None, terms=terms, paid=[PaidPart("cash")],
                      settings=Settings())  # fmt: skip
    with pytest.raises(errors.CustomerNotFoundError):
        export(reader, "c1")
