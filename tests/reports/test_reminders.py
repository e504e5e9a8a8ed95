from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from urllib.parse import unquote

import pytest

from cobranca_cli.domain.pix_reading import decode
from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms
from cobranca_cli.errors import TemplateError
from cobranca_cli.reports.reminders import reminders
from cobranca_cli.reports.tally import count
from cobranca_cli.services import customers, payments, sales
from cobranca_cli.store.settings import Settings

TODAY = date(2026, 11, 23)  # A Monday; due since Thursday is late, since Friday is not yet.
FULL = Settings(
    {"business.owner": "Lúcia", "business.document": "52998224725", "business.address": "Rua A, 1"}
)


@pytest.fixture
def owe(unit):
    """Someone owes an amount since some days ago (negative: in some days)."""

    def make(name, days, cents=10_000, *, phone=None, paid=0, installments=1, sold=None):
        due = TODAY - timedelta(days=days)
        sold = sold or min(due, TODAY) - timedelta(days=1)
        sale = sales.record_sale(
            unit(), customer=name, phone=phone, paid=[], settings=Settings(),
            terms=SaleTerms(cents, sold, due, installments),
        )  # fmt: skip
        if paid:
            pay(name, paid, sale=str(sale.sale_id))
        return [part.installment_id for part in sale.installments]

    def pay(name, cents, **more):
        payments.record_payment(
            unit(), customer=name, amount_cents=cents, received_on=TODAY,
            paid=[PaidPart("pix")], settings=Settings(), **more,
        )  # fmt: skip

    return make


@pytest.fixture
def report(reader):
    def make(settings=FULL, today=TODAY, **more):
        connection = reader()
        found = reminders(connection, today=today, settings=settings, **more)
        if not more:
            tally = count(connection, today=today, settings=settings)
            assert (tally.ready, len(tally.withheld)) == (
                found.messages_ready, len(found.withheld),
            )  # fmt: skip
        return found

    return make


def test_an_empty_book_reminds_nobody(report):
    assert report() == (TODAY, [], [], [], 0, [])


def test_the_shape_is_the_contract(owe, report):
    ids = owe("Ana", 8, phone="+5511912345678", paid=2500)
    found = report()
    (message,) = found.messages
    assert message._asdict() | {"text": "", "whatsapp_url": ""} == {
        "customer_id": 1, "customer": "Ana", "step": "esqueceu", "channel": "whatsapp",
        "to": "+5511912345678", "text": "", "whatsapp_url": "", "pix": None,
        "pix_whatsapp_url": None, "installment_ids": ids, "total_cents": 7500,
        "done": [(ids[0], "esqueceu")], "promise_id": None, "message_id": None, "status": None,
        "words": None,
    }  # fmt: skip
    assert message.whatsapp_url.startswith("https://wa.me/5511912345678?text=Oi%2C%20Ana")
    assert found.tasks == []
    assert "R$ 75,00" in message.text  # What remains, not what was sold.
    assert "100,00" not in message.text


@pytest.mark.parametrize(("phone", "channel"), [(None, "print"), ("+551133334444", "print")])
def test_without_a_mobile_number_the_text_is_for_printing(owe, report, phone, channel):
    owe("Ana", 8, phone=phone)
    (message,) = report().messages
    assert (message.channel, message.to, message.whatsapp_url) == (channel, None, None)


@pytest.mark.parametrize(
    ("days", "step"),
    [(-4, None), (-3, "antes"), (-1, "antes"), (0, "no-dia"), (1, None), (3, None), (5, "esqueceu"),
     (6, "esqueceu"), (7, "esqueceu"), (1500, "esqueceu")],
)  # fmt: skip
def test_a_first_contact_is_the_gentle_one_however_late(owe, report, days, step):
    owe("Ana", days)
    found = report()
    assert [m.step for m in found.messages] == ([step] if step else [])
    assert found.withheld == []  # Friday was a holiday: due on it or later is still on time.


def test_one_message_holds_all_that_is_late_due_today_and_due_soon(owe, report):
    owe("Ana", -4)  # Not this one.
    soon = owe("Ana", -3, 3000)
    today = owe("Ana", 0, 2000)
    on_time = owe("Ana", 3, 500)  # Due on the holiday: no step of its own, but due.
    late = owe("Ana", 10, 1000)
    (message,) = report().messages
    assert message.step == "esqueceu"
    assert message.installment_ids == [*late, *on_time, *today, *soon]
    assert message.total_cents == 6500
    assert "Total: R$ 65,00" in message.text


def test_parts_of_one_sale_count_each_by_itself(owe, report):
    first, second, _ = owe("Ana", 31, 30_000, installments=3)  # Due 23/10, 23/11, 23/12.
    (message,) = report().messages
    assert message.installment_ids == [first, second]
    assert "parcela 1 de 3" in message.text


def test_who_owes_nothing_gets_nothing(owe, report):
    owe("Ana", 20, 5000, paid=5000)
    owe("Bia", 20, 5000, paid=6000)  # And a credit.
    assert report().messages == []
    assert report().withheld == []


def test_the_counter_is_never_reminded(owe, report, unit):
    sales.record_sale(
        unit(), customer=None, paid=[PaidPart("cash")], settings=Settings(),
        terms=SaleTerms(5000, TODAY, TODAY),
    )  # fmt: skip
    assert report().messages == []


def test_credit_comes_off_the_total_and_covers_it(owe, report, database):
    """Credit and open money meet only around a dispute, so the book is bent by hand here."""
    import sqlite3

    owe("Ana", 8, 10_000)
    owe("Bia", 8, 10_000)
    connection = sqlite3.connect(database)
    for customer_id, cents in ((1, 4_000), (2, 10_000)):
        connection.execute(
            "INSERT INTO payment (audit_seq, customer_id, received_on, amount_cents, method,"
            " credit_cents) VALUES (1, ?1, '2026-11-20', ?2, 'pix', ?2)", (customer_id, cents),
        )  # fmt: skip
    connection.commit()
    connection.close()
    (message,) = report().messages
    assert (message.customer, message.total_cents) == ("Ana", 6000)
    assert "já com o seu crédito de R$ 40,00: R$ 60,00" in message.text
    assert report().withheld == []


def test_small_totals_wait_for_more(owe, report):
    owe("Ana", 8, 499)
    owe("Bia", 8, 250)
    owe("Bia", -2, 250)
    found = report()
    assert [m.customer for m in found.messages] == ["Bia"]
    assert found.withheld == [(1, "Ana", "below-tolerance", None)]
    none = Settings({**FULL._values, "reminders.tolerance": "0"})
    assert len(report(none).messages) == 2


def test_late_for_less_than_three_days_waits_and_says_until_when(owe, report):
    owe("Ana", 4)  # Thursday.
    day = TODAY - timedelta(days=3)
    owe("Bia", 4)
    owe("Bia", 3, sold=TODAY - timedelta(days=9))
    found = report(today=day)
    assert found.messages[0].customer == "Bia"  # What is due on the day has its own message.
    assert found.messages[0].step == "no-dia"
    assert found.withheld == [(1, "Ana", "not-yet", date(2026, 11, 22))]
    assert [m.step for m in report(today=date(2026, 11, 22)).messages] == ["esqueceu"] * 2


def test_the_highest_step_comes_first_then_the_latest_then_the_name(owe, report):
    for name, days in (("Edu", 0), ("Zé", 5), ("Élia", 6), ("Beto", 6), ("Ana", -1), ("Caio", 90)):
        owe(name, days)
    order = ["Caio", "Beto", "Élia", "Zé", "Edu", "Ana"]
    assert [m.customer for m in report().messages] == order
    found = report(limit=2)
    assert [m.customer for m in found.messages] == order[:2]
    assert found.messages_ready == 6


def test_customers_and_steps_can_be_chosen(owe, report):
    for name, days in (("Ana", 5), ("Bia", 9), ("Caio", 0)):
        owe(name, days)
    owe("Davi", 8, 100)
    assert [m.customer for m in report(customer_ids=[3, 1]).messages] == ["Ana", "Caio"]
    assert report(customer_ids=[3, 1]).withheld == []
    assert [m.customer for m in report(step="esqueceu").messages] == ["Bia", "Ana"]
    assert [w.customer for w in report(step="esqueceu").withheld] == ["Davi"]
    assert report(step="no-dia").withheld == []
    assert report(customer_ids=[]).messages == []


def test_nicknames_documents_and_hostile_words_reach_the_text(owe, report, unit):
    owe("Sol", 8)
    customers.edit_customer(unit(), customer="Sol", details=customers.Details(
        name="Padaria Sol", document="11222333000181"))  # fmt: skip
    owe("Dona Maria {{ 7*7 }}", 8)
    owe("[red] {% raw %}", 8)
    sales.record_sale(
        unit(), customer="José Lima", paid=[], settings=Settings(),
        terms=SaleTerms(900, date(2026, 11, 1), date(2026, 11, 9), description="{{ 7*7 }} [b]"),
    )  # fmt: skip
    customers.edit_customer(
        unit(), customer="José Lima", details=customers.Details(nickname="{{ 7*7 }}")
    )
    found = {m.customer: m.text for m in report().messages}
    assert found["Padaria Sol"].startswith("Oi, Padaria Sol!")
    assert found["Dona Maria {{ 7*7 }}"].startswith("Oi, Maria!")
    assert found["[red] {% raw %}"].startswith("Oi, [red]!")
    assert found["José Lima"].startswith("Oi, {{ 7*7 }}!")
    assert "R$ 9,00 ({{ 7*7 }} [b])" in found["José Lima"]


def test_what_the_law_asks_for_is_missed_only_when_someone_is_late(owe, report):
    owe("Ana", -1)
    assert report(Settings()).warnings == []
    owe("Ana", 8)
    (warning,) = report(Settings()).warnings
    assert warning.startswith("Falta o nome, o CPF ou CNPJ e o endereço")
    assert report(Settings({"legal.footer": "formal"})).warnings == []
    assert report().warnings == []


def test_a_bad_template_of_the_home_is_an_error_that_names_it(owe, report, tmp_path):
    owe("Ana", 8)
    (tmp_path / "esqueceu.txt").write_text("Oi\n{{ clinte }}", "utf-8")
    with pytest.raises(TemplateError, match="esqueceu, linha 2"):
        report(Settings(templates=tmp_path))


def test_counting_never_loads_the_template_engine(owe, database):
    owe("Ana", 8)
    code = (
        "import sys; from pathlib import Path; from datetime import date\n"
        "from cobranca_cli.store.connection import connect\n"
        "from cobranca_cli.store.settings import Settings\n"
        "from cobranca_cli.reports.tally import count\n"
        "c = connect(Path(sys.argv[1]), read_only=True)\n"
        "print(count(c, today=date(2026, 11, 23), settings=Settings()).ready)\n"
        "print([m for m in ('jinja2', 'phonenumbers', 'rich', 'sqlmodel') if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(database)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n[]\n"


PAYABLE = Settings(
    {"business.owner": "Lúcia", "business.document": "52998224725", "business.address": "Rua A, 1",
     "business.city": "Maceió", "business.pix_key": "52998224725"}
)  # fmt: skip


def test_the_code_is_for_exactly_what_is_asked(owe, report):
    (one,) = owe("Ana", 8, phone="+5511912345678", paid=2500)
    owe("Bia", 8, 1000)
    owe("Bia", 9, 500)
    found = {m.customer: (m, decode(m.pix)) for m in report(PAYABLE).messages}
    ana, code = found["Ana"]
    assert (code.amount_cents, code.txid, code.city) == (7500, f"P{one}", "Maceio")
    assert unquote(ana.pix_whatsapp_url) == "https://wa.me/5511912345678?text=" + ana.pix
    bia, code = found["Bia"]
    assert (code.amount_cents, code.txid) == (1500, f"C{bia.customer_id}")
    assert bia.pix_whatsapp_url is None


@pytest.mark.parametrize("key", ["business.pix_key", "business.owner", "business.city"])
def test_without_a_key_a_name_or_a_city_there_is_no_code(owe, report, key):
    owe("Ana", 8)
    values = {name: PAYABLE[name] for name in ("business.pix_key", "business.owner",
                                               "business.city") if name != key}  # fmt: skip
    (message,) = report(Settings(values)).messages
    assert (message.pix, message.pix_whatsapp_url) == (None, None)
    assert "a seguir" not in message.text
