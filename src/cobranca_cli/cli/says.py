"""What a write says afterwards, and what it asks before: plain Portuguese lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.cli.headings import WORDS
from cobranca_cli.cli.words import Whole, of_sale, one_line
from cobranca_cli.domain.boleto import spaced
from cobranca_cli.domain.charges import Terms
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.errors import brl
from cobranca_cli.messages import agreed, wording
from cobranca_cli.store.queries import ledger, lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from cobranca_cli.cli.context import AppContext
    from cobranca_cli.domain.sale_plan import PaidPart
    from cobranca_cli.services.bouncing import Bounced
    from cobranca_cli.services.corrections import Discounted, Voided
    from cobranca_cli.services.customers import CustomerRecord
    from cobranca_cli.services.edit_sale import EditedSale
    from cobranca_cli.services.payment_receipt import PaymentReceipt
    from cobranca_cli.services.payments import RefundReceipt, Reversal
    from cobranca_cli.services.sales import SaleReceipt, SoldInstallment
    from cobranca_cli.store.unit_of_work import UnitOfWork

day = describe


def sale(receipt: SaleReceipt) -> list[str]:
    """After add-sale: what was understood, the instalments, and the text for the customer."""
    number = f"Venda {receipt.sale_id}" if receipt.sale_id else "Venda"
    lines = [f"{number}: {receipt.customer}, {brl(receipt.total_cents)}, {day(receipt.sold_on)}."]
    if receipt.created_customer:
        lines.append(f"Cliente novo: {receipt.customer} (c{receipt.customer_id}).")
    lines += _installments(receipt.installments, "paga")
    if late := wording.late_terms(Terms(receipt.fine_bps, receipt.interest_bps)):
        lines.append(f"Combinado para depois do vencimento: {late}.")
    if receipt.early and (sooner := agreed.sooner(receipt.installments, receipt.early)):
        lines.append(sooner)
    if receipt.paid_cents:
        lines.append(f"Pago na hora: {brl(receipt.paid_cents)}.")
    if receipt.discount_cents:
        lines.append(f"Desconto por pagar antes: {brl(receipt.discount_cents)}.")
    if receipt.credit_cents:
        lines.append(f"Ficou como crédito: {brl(receipt.credit_cents)}.")
    if receipt.credit_used_cents:
        lines.append(f"Crédito usado: {brl(receipt.credit_used_cents)}.")
    lines += _to_complete(receipt.customer_id, receipt.missing)
    return lines + _for_the_customer(receipt.message, receipt.whatsapp_url)


def payment(receipt: PaymentReceipt) -> list[str]:
    """After add-payment: where the money went, what is left, and the receipt's text."""
    how, number = WORDS[receipt.method], f"Recebimento {receipt.payment_id}"
    if len(receipt.payments) > 1:
        how = " e ".join(f"{brl(p.amount_cents)} ({WORDS[p.method]})" for p in receipt.payments)
        number = "Recebimentos " + " e ".join(str(p.payment_id) for p in receipt.payments)
    what = f"{receipt.customer}, {brl(receipt.amount_cents)}, {how}, {day(receipt.received_on)}"
    if receipt.clears_on:
        what += f"; o cheque é bom para {day(receipt.clears_on)}"
    lines = [f"{number}: {what}."]
    lines += [
        f"  parcela {a.installment_id} {of_sale(a.sale_id, a.agreement_id)}, "
        f"de {a.due_on:%d/%m/%Y}: "
        f"{brl(a.principal_cents + a.fine_cents + a.interest_cents)}"
        + wording.charges_within(a.fine_cents, a.interest_cents)
        + (f", desconto {brl(a.discount_cents)}" if a.discount_cents else "")
        + (f" (faltam {brl(a.open_cents)})" if a.open_cents else "")
        for a in receipt.allocations
    ]
    taken = sum(a.fine_cents + a.interest_cents for a in receipt.allocations)
    if taken and taken == sum(a.open_cents + a.written_off_cents for a in receipt.allocations):
        lines.append("Se era para perdoar os encargos: cobranca desfazer, e de novo com "
                     "--perdoar-encargos.")  # fmt: skip
    if receipt.waived_cents:
        lines.append(f"Encargos perdoados: {brl(receipt.waived_cents)}.")
    if receipt.recovered_cents:
        lines.append(f"Recuperado: {brl(receipt.recovered_cents)} de uma perda.")
    if receipt.change_cents:
        lines.append(f"Troco: {brl(receipt.change_cents)}.")
    if receipt.credit_cents:
        lines.append(f"Ficou como crédito: {brl(receipt.credit_cents)}.")
    if receipt.points:
        lines.append(f"Pontos: mais {receipt.points}, agora {receipt.points_balance}.")
    if receipt.remaining_open_cents:
        lines.append(f"Ainda em aberto: {brl(receipt.remaining_open_cents)}.")
    if receipt.status == "sent":
        return [*lines, f"O recibo foi enviado (mensagem {receipt.message_id})."]
    return lines + _for_the_customer(receipt.message, receipt.whatsapp_url)


def reversal(done: Reversal) -> list[str]:
    """After reverse-payment."""
    return [
        f"Recebimento {done.payment_id} de {done.customer} estornado: {brl(done.amount_cents)}.",
        *_balance(done.remaining_open_cents, done.credit_cents),
    ]


def bounced(done: Bounced) -> list[str]:
    """After bounce-payment."""
    what = f"Recebimento {done.payment_id} de {done.customer} devolvido em {day(done.bounced_on)}"
    return [
        f"{what}: {brl(done.amount_cents)}.",
        *_balance(done.remaining_open_cents, done.credit_cents),
    ]


def refund(given: RefundReceipt) -> list[str]:
    """After refund."""
    return [
        f"Devolvido a {given.customer}: {brl(given.amount_cents)}.",
        *_balance(0, given.credit_cents),
    ]


def voided(done: Voided) -> list[str]:
    """After void-sale."""
    part = " em parte" if done.kept_cents else ""
    what = f"Venda {done.sale_id} de {done.customer} cancelada{part}"
    lines = [f"{what}: {brl(done.voided_cents)}."]
    if done.kept_cents:
        lines.append(f"Continua valendo: {brl(done.kept_cents)}.")
    if done.freed_cents:
        lines.append(_freed(done.freed_cents))
    if done.refund_cents:
        lines.append(
            f"Arrependimento em até 7 dias, de compra a distância (CDC 49): devolva "
            f"{brl(done.refund_cents)} e anote com: cobranca devolver c{done.customer_id} "
            f"{brl(done.refund_cents)[3:]} --motivo arrependimento"
        )
    return lines + _balance(0, done.credit_cents)


def discounted(done: Discounted) -> list[str]:
    """After discount."""
    what = "Devolução" if done.returned else "Abatimento"
    of = f"na venda {done.sale_id}" if done.sale_id else "no acordo"
    lines = [f"{what} de {brl(done.amount_cents)} {of} de {done.customer}."]
    if done.freed_cents:
        lines.append(_freed(done.freed_cents))
    whole = "A venda" if done.sale_id else "O acordo"
    lines.append(f"{whole} tem agora em aberto: {brl(done.sale_open_cents)}.")
    return lines + _balance(0, done.credit_cents)


def edited_sale(edited: EditedSale) -> list[str]:
    """After edit-sale: the sale as it stands."""
    what = f" ({one_line(edited.description)})" if edited.description else ""
    return [
        f"Venda {edited.sale_id} corrigida: {edited.customer}, {brl(edited.total_cents)}{what}.",
        # Nothing open may also be passed to an agreement, or lost.
        *_installments(edited.installments, "nada em aberto"),
        *_balance(0, edited.credit_cents),
    ]


def customer(record: CustomerRecord, done: str) -> list[str]:
    """After add-customer and edit-customer."""
    lines = [f"{record.name} (c{record.customer_id}): {done}."]
    return lines + _to_complete(record.customer_id, record.missing)


def _to_complete(customer_id: int | None, missing: list[str]) -> list[str]:
    """What is not known yet of somebody, and where it goes."""
    if not missing:
        return []
    what = ", ".join(WORDS[field] for field in missing)
    return [f"Falta no cadastro: {what}. Para completar: cobranca editar-cliente c{customer_id}"]


def reversal_question(app: AppContext, payment_text: str) -> str:
    """What reverse-payment asks. Raises what finding the payment raises."""
    state = lookup.payment(app.reader(), payment_text)
    return (
        f"estornar o recebimento {state.payment_id} de {state.customer}, "
        f"{brl(state.amount_cents)}, de {day(state.received_on)}?"
    )


def bounce_question(app: AppContext, payment_text: str) -> str:
    """What bounce-payment asks. Raises what finding the payment raises."""
    state = lookup.payment(app.reader(), payment_text)
    return (
        f"anotar que o recebimento {state.payment_id} de {state.customer}, "
        f"{brl(state.amount_cents)}, de {day(state.received_on)}, foi devolvido pelo banco?"
    )


def void_question(app: AppContext, sale_text: str) -> str:
    """What void-sale asks. Raises what finding the sale raises."""
    state = lookup.sale(app.reader(), sale_text)
    return (
        f"cancelar a venda {state.sale_id} de {state.customer}, "
        f"{brl(state.total_cents)}, de {day(state.sold_on)}?"
    )


def sold_on(app: AppContext, sale_text: str | None, installment_text: str | None) -> date:
    """The day of a sale that is being corrected: relative due dates count from it."""
    reader = app.reader()
    if sale_text is not None:
        return lookup.sale(reader, sale_text).sold_on
    item = lookup.installment(reader, installment_text or "")
    state = ledger.state(reader, item.installment_id)
    assert state is not None
    return state.sold_on


def ask_change(
    app: AppContext, record: Callable[[UnitOfWork], PaymentReceipt], parts: list[PaidPart]
) -> bool:
    """On a terminal overpaid cash asks "troco ou crédito?"; elsewhere it becomes credit.

    Overpaid is what `record`, tried out, leaves as credit.
    """
    if app.yes or not app.on_terminal or not app.has_home or all(p.method != "cash" for p in parts):
        return False
    over = record(app.trial("add-payment")).credit_cents
    if not over:
        return False
    from cobranca_cli.cli.prompts import ask_one_of

    words = {"t": True, "troco": True, "c": False, "credito": False}
    return ask_one_of(f"Sobram {brl(over)}. Troco ou crédito? (t/c)", words, "c")


def _installments(items: Iterable[SoldInstallment], closed: str) -> list[str]:
    lines: list[str] = []
    for item in items:
        number = f" {item.installment_id}" if item.installment_id else ""
        name = "entrada" if not item.number else f"{item.number}/{item.of}"
        left = f"em aberto {brl(item.open_cents)}" if item.open_cents else closed
        lines.append(
            f"  parcela{number} ({name}): {brl(item.amount_cents)}, vence {day(item.due_on)}"
            + ("" if item.open_cents == item.amount_cents else f" ({left})")
        )
        if item.boleto:
            lines.append(Whole(f"    boleto {spaced(item.boleto)}"))
    return lines


def _balance(open_cents: int, credit_cents: int) -> list[str]:
    lines = []
    if open_cents:
        lines.append(f"Em aberto agora: {brl(open_cents)}.")
    if credit_cents:
        lines.append(f"Crédito do cliente: {brl(credit_cents)}.")
    return lines


def _freed(cents: int) -> str:
    """What was paid for something that is no longer owed."""
    return f"Já tinham pago {brl(cents)}: vale para o que houver em aberto, ou vira crédito."


def _for_the_customer(message: str, url: str | None) -> list[str]:
    if not message:
        return []
    return ["", "Para o cliente:", *(Whole(f"  {line}".rstrip()) for line in message.splitlines()),
            *([f"  {url}"] if url else [])]  # fmt: skip
