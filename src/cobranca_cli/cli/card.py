"""A customer on one screen, in lines of at most 60 columns: what `customer` shows a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.cli.headings import SEGMENT_NAMES, WORDS
from cobranca_cli.cli.says_score import MEANINGS, days
from cobranca_cli.cli.words import Whole, bar, counted
from cobranca_cli.domain import pay_day
from cobranca_cli.domain.boleto import spaced
from cobranca_cli.domain.words import CONTACT_KIND_NAMES, DELAY_REASON_NAMES
from cobranca_cli.errors import brl
from cobranca_cli.messages.wording import charges_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.reports.customer import ContactLine, CustomerCard, OpenItem

_SHOWN = 10  # So that a card stays one screen; --json has everything.
_CONTACTS, _PROMISES = 5, 3
_WIDTH = 60


def card_lines(card: CustomerCard) -> Iterator[str]:
    """The whole card."""
    yield from _identity(card)
    yield ""
    yield from _money(card)
    yield from _open_items(card)
    yield from _disputes(card)
    yield from _agreements(card)
    yield from _promises(card)
    yield from _recurring(card)
    yield from _payments(card)
    yield from _punctuality(card)
    yield from _contacts(card)
    if card.next_steps:
        yield from ("", "O que fazer agora:")
    for step in card.next_steps:
        yield from _wrapped("  - ", step.text)
        yield f"    {step.command}"


def _identity(card: CustomerCard) -> Iterator[str]:
    from cobranca_cli.domain.phone import format_phone
    from cobranca_cli.domain.tax_id import format_tax_id

    yield from _wrapped("", f"{card.name} (c{card.customer_id})")
    if card.nickname:
        yield from _wrapped("Apelido: ", card.nickname)
    if card.phone:
        how = "" if card.whatsapp else " (fixo, sem WhatsApp)"
        yield f"Telefone: {format_phone(card.phone)}{how}"
    if card.document:
        yield f"CPF/CNPJ: {format_tax_id(card.document)}"
    if card.email:
        yield f"E-mail: {card.email}"
    if card.address:
        yield from _wrapped("Endereço: ", card.address)
    if card.channel:
        yield f"Prefere: {WORDS.get(card.channel, card.channel)}"
    if card.pay_day:
        yield f"Costuma pagar: {pay_day.describe(card.pay_day)}"
    if card.referred_by:
        yield from _wrapped("Indicação: ", card.referred_by)
    if card.confirmed_on:
        yield f"Dados conferidos: {card.confirmed_on:%d/%m/%Y}"
    if card.opt_out:
        yield "Não quer receber mensagens."
    elif card.no_news:
        yield "Não quer receber novidades."
    if card.missing:
        yield from _wrapped("Falta: ", ", ".join(WORDS[field] for field in card.missing))


def _money(card: CustomerCard) -> Iterator[str]:
    if card.blocked:
        why = f": {card.blocked_reason}" if card.blocked_reason else ""
        yield from _wrapped("", f"Vendas a prazo bloqueadas{why}")
    yield (
        f"Em aberto: {brl(card.open_cents)}"
        + (f", em atraso {brl(card.overdue_cents)}" if card.overdue_cents else "")
        + (f"; crédito: {brl(card.credit_cents)}" if card.credit_cents else "")
    )
    if card.updated_cents != card.open_cents:
        within = charges_within(card.fine_cents, card.interest_cents)
        yield from _wrapped("Com encargos hoje: ", brl(card.updated_cents) + within)
    if card.written_off_cents:
        yield f"Dado como perda: {brl(card.written_off_cents)}"
    if card.points is not None:
        yield f"Pontos: {card.points}"
    if card.credit_limit_cents is not None:
        used = bar(max(0, card.exposure_cents), card.credit_limit_cents)
        yield (
            f"Limite: {brl(card.credit_limit_cents)} {used} livre {brl(card.available_cents or 0)}"
        )


def _open_items(card: CustomerCard) -> Iterator[str]:
    for item in card.open_items[:_SHOWN]:
        yield from _open_item(item)
    if len(card.open_items) > _SHOWN:
        more = counted(len(card.open_items) - _SHOWN, "parcela")
        yield f"  e mais {more}: cobranca extrato c{card.customer_id}"
    if card.attachments:
        yield f"{counted(len(card.attachments), 'anexo')}: cobranca anexos c{card.customer_id}"
    if card.sales:
        yield f"{counted(len(card.sales), 'venda')} ao todo: cobranca vendas c{card.customer_id}"


def _open_item(item: OpenItem) -> Iterator[str]:
    late = f"  {counted(item.days_overdue, 'dia')} de atraso" if item.days_overdue else ""
    number = f"{item.number} de {item.of}" if item.number else "entrada"
    yield f"  {item.due_on:%d/%m/%Y}  {brl(item.open_cents):>13}  {number}{late}"
    yield from _wrapped(
        "    ", f"parcela {item.installment_id}"
        + (f", venda {item.sale_id}" if item.sale_id else "")
        + (f": {item.description}" if item.description else "")
    )  # fmt: skip
    if item.updated_cents != item.open_cents:
        yield f"    com encargos hoje: {brl(item.updated_cents)}"
    if item.early_cents and item.early_until:
        yield f"    até {item.early_until:%d/%m/%Y} sai por {brl(item.early_cents)}"
    if item.boleto:
        yield Whole(f"    {spaced(item.boleto)}")


def _disputes(card: CustomerCard) -> Iterator[str]:
    waiting = [dispute for dispute in card.disputes if dispute.status == "open"]
    if waiting:
        yield from ("", "Contestado, sem lembretes até você resolver:")
    for one in waiting:
        yield from _wrapped(
            f"  {one.opened_on:%d/%m/%Y}  ", f"parcela {one.installment_id}: {one.text}"
        )


def _agreements(card: CustomerCard) -> Iterator[str]:
    """Each with what was paid and what comes next."""
    if not card.agreements:
        return
    yield ""
    yield "Acordos:"
    for row in card.agreements[:_SHOWN]:
        paid = brl(row.total_cents)
        if row.paid_cents or row.open_cents:  # Not of one that is only proposed, or was broken.
            paid = f"{brl(row.paid_cents)} de {paid} pagos"
        coming = f"; próxima em {row.next_due_on:%d/%m/%Y}" if row.next_due_on else ""
        late = f", {counted(row.days_overdue, 'dia')} de atraso" if row.days_overdue else ""
        yield from _wrapped("  ", f"{row.agreement_id}, {row.state}: {paid}{coming}{late}")


def _promises(card: CustomerCard) -> Iterator[str]:
    if card.promises:
        yield from ("", "Promessas:")
    for one in card.promises[:_PROMISES]:
        cheque = f" (cheque, recebimento {one.payment_id})" if one.kind == "check" else ""
        yield f"  {one.due_on:%d/%m/%Y}  {brl(one.amount_cents):>13}  {WORDS[one.status]}{cheque}"
    if len(card.promises) > _PROMISES:
        more = counted(len(card.promises) - _PROMISES, "promessa")
        yield f"  e mais {more}: cobranca promessas c{card.customer_id}"


def _recurring(card: CustomerCard) -> Iterator[str]:
    if card.recurring:
        yield from ("", "Mensalidades:")
    for line in card.recurring:
        when = f"próxima {line.next_on:%d/%m/%Y}" if line.next_on else "parada"
        waits = f"; {counted(line.waiting, 'venda')} a gerar" if line.waiting else ""
        if line.waits_for:
            waits = f"; espera por {WORDS[line.waits_for]}"
        about = f" ({line.description})" if line.description else ""
        yield from _wrapped(
            "  ", f"{line.recurring_id}: {brl(line.amount_cents)} por {WORDS[line.every]}, "
            f"{when}{waits}{about}"
        )  # fmt: skip


def _payments(card: CustomerCard) -> Iterator[str]:
    if card.last_payments:
        yield from ("", "Últimos recebimentos:")
    for paid in card.last_payments:
        gone = ", devolvido" if paid.bounced else ", estornado" if paid.reversed else ""
        how = WORDS.get(paid.method, paid.method)
        yield f"  {paid.received_on:%d/%m/%Y}  {brl(paid.amount_cents):>13}  {how}{gone}"


def _punctuality(card: CustomerCard) -> Iterator[str]:
    """The score with what it comes from, the segment, and how the usual delay moves."""
    if card.segment is None:  # The counter is nobody.
        return
    yield ""
    of = card.counted
    if card.score is not None:
        yield f"Pontuação: {card.score} {bar(card.score, 100)} classe {card.score_class}"
    if of.installments:
        yield from _wrapped("  ", _reasons(card))
    yield from _wrapped(
        "Perfil: ", f"{SEGMENT_NAMES.get(card.segment, card.segment)} ({MEANINGS[card.segment]})"
    )
    if card.usual_days is not None:
        yield from _wrapped("Atraso usual: ", _usual(card))
    if card.score is not None:
        yield f"A conta: cobranca pontuacao c{card.customer_id} --explicar"


def _reasons(card: CustomerCard) -> str:
    of = card.counted
    parts = [f"{of.on_time} de {counted(of.installments, 'parcela')} em dia"]
    if of.late:
        open_ones = f", {counted(of.still_open, 'ainda aberta', 'ainda abertas')}"
        parts.append(
            f"{of.late} com atraso (até {counted(of.worst_days, 'dia')}"
            + (open_ones if of.still_open else "") + ")"
        )  # fmt: skip
    if of.penalties:
        parts.append(f"menos {of.penalties} por promessas não cumpridas")
    return "; ".join(parts)


def _usual(card: CustomerCard) -> str:
    assert card.usual_days is not None
    usual, recent = card.usual_days, card.recent_usual_days
    if recent is None or recent == usual:
        return days(usual)
    moved = "melhorando" if recent < usual else "piorando"
    return f"{days(usual)}; nos últimos 6 meses {days(recent)} ({moved})"


def _contacts(card: CustomerCard) -> Iterator[str]:
    if card.contacts:
        yield from ("", "Anotações:")
    for contact in card.contacts[:_CONTACTS]:
        yield from _wrapped(f"  {contact.on:%d/%m/%Y}  ", _contact(contact))
    if len(card.contacts) > _CONTACTS:
        more = counted(len(card.contacts) - _CONTACTS, "anotação", "anotações")
        yield f"  e mais {more}: cobranca extrato c{card.customer_id} --tudo"


def _contact(contact: ContactLine) -> str:
    about = []
    if contact.kind != "nota":
        about.append(CONTACT_KIND_NAMES.get(contact.kind, contact.kind))
    if contact.reason:
        about.append(DELAY_REASON_NAMES.get(contact.reason, contact.reason))
    if contact.stale:
        about.append("há mais de 90 dias")
    return (f"({', '.join(about)}) " if about else "") + contact.text


def _wrapped(start: str, text: str) -> Iterator[str]:
    """Lines of at most _WIDTH columns; those after the first are indented like the text."""
    from textwrap import wrap

    indent = " " * len(start)
    first = start
    for line in text.splitlines() or [""]:
        yield from wrap(line, _WIDTH, initial_indent=first, subsequent_indent=indent) or [first]
        first = indent
