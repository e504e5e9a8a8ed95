"""A shop that writes through the services, with days as ISO text, for tests of what is read."""

from __future__ import annotations

from datetime import date

from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms, plan
from cobranca_cli.services import corrections, customers, disputes, edit_sale, payments, sales, undo
from cobranca_cli.store.settings import Settings

#: The cent: "R$ 100,00" is 100 * REAL.
REAL = 100


def day(text):
    """`11-23` is of 2026."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


class Shop:
    """`unit` is the factory of `conftest.py`; every method is one write."""

    def __init__(self, unit, settings=None):
        self.unit = unit
        self.settings = settings or Settings()

    def sell(self, customer, cents, sold_on, due_on, *, paid_by=(), **terms):
        """A sale; the customer is made when the name is new. `customer` None is the counter."""
        return sales.record_sale(
            self.unit("add-sale"), customer=customer,
            terms=SaleTerms(cents, day(sold_on), day(due_on), **terms),
            paid=[PaidPart(method) for method in paid_by], settings=self.settings,
        )  # fmt: skip

    def leave_open_at_the_counter(self, cents, sold_on, due_on):
        """What the services refuse, so that lists are seen to leave the counter out anyway."""
        terms = SaleTerms(cents, day(sold_on), day(due_on))
        with self.unit("test") as unit:
            counter = customers.counter(unit)
            sales.write_sale(unit, counter, terms, plan(terms))
        return counter

    def pay(self, customer, cents, received_on, *, method="pix", **named):
        return payments.record_payment(
            self.unit("add-payment"), customer=customer, amount_cents=cents,
            received_on=day(received_on), paid=[PaidPart(method)], settings=self.settings, **named,
        )  # fmt: skip

    def reverse(self, payment_id):
        return payments.reverse_payment(
            self.unit("reverse-payment"), payment=str(payment_id), reason="engano"
        )

    def refund(self, customer, cents, *, method="pix"):
        return payments.refund(
            self.unit("refund"), customer=customer, amount_cents=cents, method=method, reason="sim"
        )

    def void(self, sale_id, *, keep_cents=0, reason="desistiu"):
        return corrections.void_sale(
            self.unit("void-sale"), sale=str(sale_id), keep_cents=keep_cents, reason=reason
        )

    def discount(self, cents, *, sale=None, installment=None, returned=False, today=None):
        unit = self.unit("discount", today=day(today)) if today else self.unit("discount")
        return corrections.discount(
            unit, sale=sale and str(sale), installment=installment and str(installment),
            amount_cents=cents, returned=returned, reason="amassou",
        )  # fmt: skip

    def edit(self, *, sale=None, installment=None, **changes):
        return edit_sale.edit_sale(
            self.unit("edit-sale"), sale=sale and str(sale),
            installment=installment and str(installment), edit=edit_sale.SaleEdit(**changes),
            reason="digitei errado", settings=self.settings,
        )  # fmt: skip

    def dispute(self, installment):
        return disputes.dispute(
            self.unit("dispute"), installment=str(installment), text="veio errado"
        )

    def undo(self, *, redo=False):
        return undo.undo(self.unit("undo"), redo=redo)
