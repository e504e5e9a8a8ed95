"""Write tests/data/schema_vN.sql: a small book of the present version, with a row of everything.

Run it once before a version is released, as `python tests/store/dump_schema.py`; afterwards the
file is history and only `test_schema.py` reads it.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from cobranca_cli.domain.recurring import Agreed
from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms
from cobranca_cli.services import (
    corrections,
    customers,
    edit_sale,
    forgetting,
    merging,
    payments,
    recurring,
    reminders,
    sales,
    undo,
)
from cobranca_cli.store import migrate
from cobranca_cli.store.models import (
    AgreedTerms,
    Agreement,
    AgreementItem,
    AgreementPart,
    Boleto,
    Charge,
    Clearing,
    Dispute,
    EarlyOffer,
    ImportKey,
    MessageAbout,
    MessagePart,
    Points,
)
from cobranca_cli.store.settings import Settings
from cobranca_cli.store.unit_of_work import UnitOfWork

DATA = Path(__file__).parent.parent / "data"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


def fill(path):
    """Sales, payments, corrections, a refund, an undo, an import key, somebody locked; invented."""
    own = Settings({"business.name": "Doces da Lúcia"})

    def unit(command):
        return UnitOfWork(path, now=NOW, today=TODAY, command=command)

    def sell(customer, cents, sold_on, due_on, paid=(), **more):
        terms = SaleTerms(total_cents=cents, sold_on=sold_on, first_due_on=due_on, **more)
        return sales.record_sale(
            unit("add-sale"), customer=customer, terms=terms, paid=list(paid), settings=own
        )

    customers.add_customer(
        unit("add-customer"),
        details=customers.Details(name="Maria d'Ávila", nickname="Mariazinha",
                                  phone="+5511912345678", email="maria@exemplo.com.br"),
        note="Prefere mensagem à tarde.",
    )  # fmt: skip
    sell("Maria d'Ávila", 10000, date(2026, 9, 1), date(2026, 10, 1), installments=3,
         description="Bolo de casamento")  # fmt: skip
    sell("José 😀 [red]", 5000, date(2026, 11, 2), date(2026, 11, 30))
    sell(None, 1500, date(2026, 11, 3), date(2026, 11, 3), [PaidPart("cash", None)])
    payments.record_payment(
        unit("add-payment"), customer="Maria d'Ávila", amount_cents=4000,
        received_on=date(2026, 10, 5), paid=[PaidPart("pix", None)], settings=own,
        payer="João", reference="E123",
    )  # fmt: skip
    payments.record_payment(
        unit("add-payment"), customer="José 😀 [red]", amount_cents=6000,
        received_on=date(2026, 11, 5), paid=[PaidPart("cash", None)], settings=own,
    )  # fmt: skip
    payments.refund(unit("refund"), customer="José 😀 [red]", amount_cents=1000, method="pix",
                    reason="pagou a mais")  # fmt: skip
    corrections.discount(unit("discount"), installment="2", sale=None, amount_cents=500,
                         returned=False, reason="amassou")  # fmt: skip
    edit_sale.edit_sale(
        unit("edit-sale"), sale="2", installment=None,
        edit=edit_sale.SaleEdit(amount_cents=5500), reason="faltou a vela",
        settings=own,
    )  # fmt: skip
    undo.undo(unit("undo"))
    with unit("import-csv") as work:
        work.insert(ImportKey, key="0" * 64)
    recurring.add_recurring(
        unit("add-recurring"), customer="Maria d'Ávila", kind="service", settings=own,
        agreed=Agreed(8000, "month", date(2026, 10, 31), times=12), description="Doces do mês",
    )  # fmt: skip
    recurring.change_recurring(unit("change-recurring"), recurring="1", amount_cents=9000,
                               from_on=date(2026, 11, 1), settings=own)  # fmt: skip
    recurring.run_recurring(unit("run-recurring"), settings=own)
    customers.edit_customer(
        unit("edit-customer"),
        customer="c2",
        details=customers.Details(),
        states={"limit_cents": 90_000, "channel": "whatsapp", "pay_day": "5u"},
    )
    customers.add_customer(unit("add-customer"), details=customers.Details(name="José Dois"))
    merging.merge_customers(unit("merge-customers"), keep="c2", other="José Dois")
    reminders.pause(unit("pause"), until_on=date(2026, 12, 1), reason="viagem", customer="c2")
    reminders.record(unit("remind"), settings=own)
    reminders.promise(unit("promise"), customer="c1", due_on=date(2026, 11, 27))
    with unit("dispute") as work:
        work.insert(Dispute, installment_id=2, opened_on=TODAY, text_id=work.words("veio errado"))
        work.insert(Boleto, installment_id=3, line="0" * 47)
        work.insert(Clearing, payment_id=1, clears_on=TODAY)
        work.insert(AgreedTerms, sale_id=1, fine_bps=200, interest_bps=100)
        work.insert(Charge, installment_id=1, kind="fine", amount_cents=5, effective_on=TODAY)
        work.insert(EarlyOffer, installment_id=3, discount_bps=500, until_on=TODAY)
        work.insert(Points, customer_id=1, kind="given", points=10, effective_on=TODAY)
        work.insert(
            Agreement,
            customer_id=1,
            proposed_on=TODAY,
            discount_cents=0,
            installment_count=1,
            text_id=work.words("combinado"),
            code_salt="00",
            code_hash="00",
            code_until="2026-11-25T12:00:00Z",
        )
        work.insert(AgreementItem, agreement_id=1, installment_id=3, open_cents=100,
                    fine_cents=0, interest_cents=0)  # fmt: skip
        work.insert(AgreementPart, agreement_id=1, number=1, due_on=TODAY, amount_cents=100)
        work.insert(MessageAbout, message_id=1, step="promessa", promise_id=1)
        work.insert(MessagePart, message_id=1, kind="code", text_id=work.words("0002"))
    customers.add_customer(
        unit("add-customer"), details=customers.Details(name="Ana Prado", phone="+5511987654321"),
        note="Mudou de cidade.",
    )  # fmt: skip
    sell("Ana Prado", 2000, date(2026, 11, 3), date(2026, 11, 3), [PaidPart("pix", None)],
         description="Torta")  # fmt: skip
    forgetting.forget(unit("forget-customer"), customer="Ana Prado", reason="pediu por mensagem")


def dump(path):
    """The file as SQL, with what `iterdump` leaves out."""
    connection = sqlite3.connect(path)
    lines = [
        "PRAGMA foreign_keys = OFF;",
        *connection.iterdump(),
        f"PRAGMA application_id = {migrate.APPLICATION_ID};",
        f"PRAGMA user_version = {migrate.user_version(connection)};",
    ]
    connection.close()
    return "\n".join(lines) + "\n"


def main():
    """Make the book in a temporary folder and write the dump of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "home" / "cobranca.db"
        migrate.create(path)
        fill(path)
        target = DATA / f"schema_v{migrate.VERSION}.sql"
        target.write_text(dump(path), "utf-8")
    sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()
