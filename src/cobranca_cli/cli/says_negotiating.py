"""What negotiating says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.cli.headings import SEGMENT_NAMES
from cobranca_cli.cli.words import Whole, counted, of_sale, one_line
from cobranca_cli.domain.agreement import CODE_HOURS
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.domain.money import format_percent
from cobranca_cli.errors import brl
from cobranca_cli.reports.agreements import STATES
from cobranca_cli.store.queries import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.cli.context import AppContext
    from cobranca_cli.reports.agreements import AgreementList, AgreementView
    from cobranca_cli.reports.offers import OffersReport


def menu(found: OffersReport) -> Iterator[str]:
    """Under the table: what it is about, what its columns mean, what to type for each offer."""
    segment = SEGMENT_NAMES.get(found.segment, found.segment)
    late = f", até {counted(found.days_late, 'dia')} de atraso" if found.days_late else ""
    yield ""
    yield (
        f"{found.customer} (c{found.customer_id}, perfil {segment}): "
        f"{counted(len(found.items), 'parcela')}{late}, {_sum(found)}."
    )
    if found.contested:
        contested = counted(found.contested, "parcela contestada", "parcelas contestadas")
        yield f"Fora disso: {contested}."
    if found.usual_month_cents:
        yield f"Costuma pagar {brl(found.usual_month_cents)} por mês."
    down_on = [one.parts[0].due_on for one in found.offers if one.down_payment_cents]
    down = f"; a entrada, {describe(down_on[0])}" if down_on else ""
    yield f"Primeiro vencimento: {describe(found.first_due_on)}{down}."
    yield (
        "Você cede: o desconto. Vale hoje: o total em dinheiro de hoje, porque esperar também "
        f"custa ({format_percent(found.monthly_rate_bps)} ao mês)."
    )
    yield "Para propor, na ordem da tabela (a primeira é a sugerida):"
    yield from (Whole(f"  {one.command}") for one in found.offers)


def _sum(found: OffersReport) -> str:
    if not found.charges_cents:
        return brl(found.updated_cents)
    original, charges = brl(found.original_cents), brl(found.charges_cents)
    return f"{original} + {charges} de multa e juros = {brl(found.updated_cents)}"


def proposed(done: AgreementView) -> Iterator[str]:
    """After a proposal: the sum, the plan, the text, and the code apart from it."""
    yield f"Acordo {done.agreement_id} proposto a {done.customer}: {_of_view(done)}."
    yield from _plan(done)
    yield ""
    yield "Para o cliente:"
    yield from (Whole(f"  {line}".rstrip()) for line in done.message.splitlines())
    if done.pix:
        yield ""
        yield "Pix da primeira parte, em outra mensagem:"
        yield Whole(done.pix)
    if done.whatsapp_url:
        yield ""
        yield Whole(done.whatsapp_url)
    if done.code:
        yield ""
        yield (
            f"Código do sim: {done.code}. Diga só ao cliente, por voz ou em outra mensagem; vale "
            f"{CODE_HOURS} horas e não aparece de novo."
        )
        yield f"Quando ele devolver o código: cobranca aceitar {done.agreement_id} --codigo NÚMERO"


def accepted(done: AgreementView) -> Iterator[str]:
    """After accepting, or after a code that was wrong."""
    if done.status == "proposed":
        left = counted(done.tries_left, "tentativa")
        yield f"O código não é esse. Acordo {done.agreement_id}: {left} ainda."
        return
    yield (f"Acordo {done.agreement_id} com {done.customer} vale desde hoje: {_of_view(done)}.")
    yield from _plan(done)
    yield "As vendas saem dos lembretes; quem entra neles são as parcelas do acordo."


def shown(found: AgreementView) -> Iterator[str]:
    """One agreement: where it stands, what it is about, its plan, what was paid."""
    whom = f"{found.customer} (c{found.customer_id})"
    yield f"Acordo {found.agreement_id} com {whom}: {_state(found)}."
    yield f"Proposto em {describe(found.proposed_on)}: {_of_view(found)}."
    if found.proof:
        yield f"Prova do sim: {one_line(found.proof)}"
    yield "De onde vem:"
    for item in found.items:
        of = of_sale(item.sale_id, item.agreement_id)
        cost = item.fine_cents + item.interest_cents
        more = f" + {brl(cost)} de multa e juros" if cost else ""
        yield (
            f"  parcela {item.installment_id} {of}, de {item.due_on:%d/%m/%Y}: "
            f"{brl(item.open_cents)}{more}"
        )
    yield "Como fica:"
    yield from _plan(found)
    if found.paid_cents:
        left = f"falta {brl(found.open_cents)}" if found.status != "broken" else "vale nas vendas"
        yield f"Já pago: {brl(found.paid_cents)}; {left}."
    if found.reason:
        yield f"Motivo do fim: {one_line(found.reason)}"
    if found.status == "proposed":
        yield f"Para aceitar: cobranca aceitar {found.agreement_id} --codigo NÚMERO"


def after_signing(found: AgreementView) -> str | None:
    """What to type once the paper of a proposal is signed."""
    if found.status != "proposed":
        return None
    return f"Depois de assinado: cobranca aceitar {found.agreement_id} --prova 'termo assinado'"


def listed(found: AgreementList) -> Iterator[str]:
    """The counts under the list."""
    parts = (
        f"{found.in_course} em andamento", counted(found.kept, "cumprido"),
        counted(found.broken, "rompido"),
    )  # fmt: skip
    yield f"{counted(found.agreements, 'acordo')}: {', '.join(parts)}."
    yield f"Em aberto nos acordos: {brl(found.open_cents)}."


def break_question(app: AppContext, agreement_text: str) -> str:
    """What is about to be broken."""
    row = lookup.agreement(app.reader(), agreement_text)
    return (
        f"romper o acordo {row.agreement_id} com {row.customer}, com {brl(row.paid_cents)} pagos "
        f"de {brl(row.total_cents)}?"
    )


def ended(done: AgreementView) -> Iterator[str]:
    """After breaking or cancelling."""
    yield f"Acordo {done.agreement_id} com {done.customer} {STATES[done.status]}."
    if done.accepted_on:
        yield "As vendas voltam a valer com as datas de antes, menos o que já foi pago."
        yield f"Veja: cobranca ficha c{done.customer_id}"


def _state(found: AgreementView) -> str:
    days = {"accepted": found.accepted_on, "broken": found.ended_on, "cancelled": found.ended_on}
    since = days.get(found.status)
    return STATES[found.status] + (f" desde {describe(since)}" if since else "")


def _of_view(found: AgreementView) -> str:
    """`R$ 100,00 + R$ 2,00 de multa e juros - R$ 5,00 de desconto = R$ 97,00`."""
    charges = f" + {brl(found.charges_cents)} de multa e juros" if found.charges_cents else ""
    less = f" - {brl(found.discount_cents)} de desconto" if found.discount_cents else ""
    total = f" = {brl(found.total_cents)}" if charges or less else ""
    return f"{brl(found.original_cents)}{charges}{less}{total}"


def _plan(found: AgreementView) -> Iterator[str]:
    of = sum(1 for part in found.installments if part.number)
    for part in found.installments:
        name = f"{part.number} de {of}" if part.number else "entrada"
        number = f" (parcela {part.installment_id})" if part.installment_id else ""
        left = ""
        if part.installment_id and not found.ended_on and part.open_cents != part.amount_cents:
            left = f", falta {brl(part.open_cents)}" if part.open_cents else ", fechada"
        yield f"  {name}: {describe(part.due_on)}, {brl(part.amount_cents)}{number}{left}"
