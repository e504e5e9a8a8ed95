"""A dossier in words, section by section: the same for the plain text and for the PDF."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.documents import letterhead
from cobranca_cli.domain.charges import Terms
from cobranca_cli.domain.money import format_brl
from cobranca_cli.domain.phone import format_phone
from cobranca_cli.domain.words import (
    CONTACT_KIND_NAMES,
    DELAY_REASON_NAMES,
    DISPUTE_STATUS_NAMES,
)
from cobranca_cli.messages import wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from cobranca_cli.reports.dossier import BookMessage, Claim, Dossier
    from cobranca_cli.store.queries.dossier import BookAgreement

_MESSAGE_STATUS = {
    "queued": "aprovada, ainda não enviada", "sent": "enviada", "failed": "não enviada",
    "uncertain": "incerta", "recorded": "registrada", "skipped": "não foi preciso",
}  # fmt: skip
_CHANNELS = {"print": "cópia à mão", "whatsapp": "WhatsApp", "email": "e-mail", "sms": "SMS"}
_PROMISE_STATUS = {"open": "em aberto", "kept": "cumprida", "broken": "não cumprida"}
_AGREEMENT_STATUS = {
    "proposed": "proposto, ainda não aceito", "accepted": "aceito", "broken": "desfeito por atraso",
    "cancelled": "cancelado",
}  # fmt: skip
_REFUNDS = {"refund": "devolvido", "reversal": "estornado", "bounce": "voltou do banco"}


class Section(NamedTuple):
    """A part of the paper: paragraphs (with line feeds), then a table, the last columns sums."""

    title: str
    paragraphs: list[str]
    headings: list[str]
    rows: list[list[str]]
    amounts: int = 0
    wide: int = 0


def sections(found: Dossier, zone: tzinfo) -> list[Section]:
    """All parts, in the order in which a judge asks; those with nothing in them are left out."""
    parts = [
        _parties(found),
        *_claim(found.claim),
        _small_claims(found.claim),
        _sales(found),
        _account(found),
        _payments(found),
        _messages(found, zone),
        _promises(found),
        _disputes(found),
        *(_agreement(one) for one in found.agreements),
        _notes(found),
        _attachments(found),
        _proof(found),
    ]
    return [part for part in parts if part.paragraphs or part.rows]


def title(found: Dossier) -> str:
    """What stands over the paper and on every page."""
    return f"Dossiê de {found.customer}"


def _parties(found: Dossier) -> Section:
    one, other = found.creditor, found.debtor
    names = dict.fromkeys(filter(None, (one.name, one.business)))
    lines = {
        "Quem vendeu": [" – ".join(names), wording.document_text(one.document), one.address,
                        format_phone(one.phone) if one.phone else ""],
        "Quem comprou": [
            letterhead.person(other.name, other.document), other.address or "",
            format_phone(other.phone) if other.phone else "", other.email or "",
        ],
    }  # fmt: skip
    known = [(who, list(filter(None, parts)) or ["(sem dados)"]) for who, parts in lines.items()]
    return Section("As partes", ["\n".join([f"{who}:", *parts]) for who, parts in known], [], [])


def _claim(claim: Claim) -> Iterator[Section]:
    """What is open, then how the charges come about, instalment by instalment."""
    on = wording.full_day(claim.on)
    totals = {
        "Em aberto": claim.open_cents, "Multa": claim.fine_cents, "Juros": claim.interest_cents,
        "Crédito do cliente": -claim.credit_cents, "Total": claim.total_cents,
        "Dá para pedir (vencido, sem contestação, dentro do prazo)": claim.claimable_cents,
    }  # fmt: skip
    yield Section(
        f"Valor atualizado em {on}",
        ["\n".join(f"{what}: {format_brl(cents)}" for what, cents in totals.items() if cents)
         or "Nada em aberto."],
        ["Parcela", "Vencimento", "Prazo até", "Em aberto", "Multa", "Juros", "Total"],
        [
            [
                f"{line.installment_id}: {letterhead.installment(line)}"
                + (" (contestada)" if line.disputed else ""),
                wording.full_day(line.due_on),
                wording.full_day(line.barred_on - timedelta(days=1)),
                *map(format_brl, (line.open_cents, line.fine_cents, line.interest_cents,
                                  line.updated_cents)),
            ]
            for line in claim.lines
        ],
        amounts=4,
    )  # fmt: skip
    workings = [
        f"Parcela {line.installment_id}, vencida em {wording.full_day(line.due_on)}:\n"
        + "\n".join(line.working)
        for line in claim.lines
        if line.fine_cents or line.interest_cents
    ]
    yield Section("Memória de cálculo", workings, [], [])


def _small_claims(claim: Claim) -> Section:
    limits = claim.limits
    year = f" de {limits.year}" if limits.year else ""
    court = (
        f"Sem advogado: até {format_brl(limits.without_lawyer_cents)}. Com advogado: até "
        f"{format_brl(limits.limit_cents)} (20 e 40 salários mínimos{year}, Lei 9.099/95, "
        "arts. 3º e 9º). O microempreendedor individual pode pedir lá (art. 8º §1º II)."
    )
    barred = (
        "“Prazo até” é o último dia dos cinco anos do Código Civil (art. 206 §5º I), "
        "contados do vencimento ou do primeiro pagamento em parte depois dele."
    )
    return Section("Juizado especial", [court, barred], [], [])


def _sales(found: Dossier) -> Section:
    rows = []
    for sale in found.sales:
        parts = [item for item in found.installments if item.sale_id == sale.sale_id]
        late = wording.late_terms(Terms(sale.fine_bps, sale.interest_bps)) or "nada"
        plan = "\n".join(
            f"{'entrada' if item.number == 0 else f'parcela {item.number}'} (nº "
            f"{item.installment_id}): {wording.full_day(item.due_on)}, "
            f"{format_brl(item.amount_cents)}, em aberto {format_brl(item.open_cents)}"
            for item in parts
        )
        about = sale.description or "Venda"
        if sale.invoice:
            about += f", nota {sale.invoice}"
        if sale.voided:
            about += " (cancelada)"
        rows.append([
            f"{sale.sale_id}", wording.full_day(sale.sold_on),
            f"{about}\n{plan}\npor atraso: {late}", format_brl(sale.total_cents),
        ])  # fmt: skip
    return Section("Vendas", [], ["Nº", "Dia", "O que foi", "Valor"], rows, amounts=1, wide=2)


def _account(found: Dossier) -> Section:
    rows = [
        [wording.full_day(row.on), row.text,
         *(format_brl(cents) if cents else "" for cents in (row.debit_cents, row.credit_cents)),
         format_brl(row.balance_cents)]
        for row in found.statement.rows
    ]  # fmt: skip
    return Section(
        f"Extrato até {wording.full_day(found.statement.to_on)}", [],
        ["Dia", "O que foi", "Débito", "Crédito", "Saldo"], rows, amounts=3, wide=1,
    )  # fmt: skip


def _payments(found: Dossier) -> Section:
    rows = [
        [
            str(one.payment_id), wording.full_day(one.received_on),
            "\n".join([
                wording.method(one.method),
                *filter(None, (one.payer and f"de {one.payer}", one.reference)),
                *(f"{_REFUNDS[r.kind]} em {wording.full_day(r.effective_on)}: "
                  f"{format_brl(r.amount_cents)}" for r in one.refunds),
            ]),
            format_brl(one.amount_cents),
        ]
        for one in found.payments
    ]  # fmt: skip
    return Section("Recebimentos", [], ["Nº", "Dia", "Como", "Valor"], rows, amounts=1, wide=2)


def _messages(found: Dossier, zone: tzinfo) -> Section:
    return Section(
        "Mensagens, palavra por palavra", [_message(one, zone) for one in found.messages], [], []
    )


def _message(one: BookMessage, zone: tzinfo) -> str:
    whom = f" para {one.address}" if one.address else ""
    way = _CHANNELS.get(one.channel, one.channel)
    head = (
        f"Mensagem {one.message_id}, {_moment(one.at, zone)}, por {way}{whom}: "
        f"{_MESSAGE_STATUS[one.status]}"
    )
    parts = [
        head, one.subject and f"Assunto: {one.subject}", one.text or "(apagada)",
        one.code, one.words and f"O servidor disse: {one.words}",
        one.sha256 and f"SHA-256 do texto: {one.sha256}",
    ]  # fmt: skip
    return "\n".join(part for part in parts if part)


def _promises(found: Dossier) -> Section:
    rows = [
        [
            wording.full_day(one.promised_on), wording.full_day(one.due_on),
            "cheque" if one.kind == "check" else "promessa", _PROMISE_STATUS[one.status],
            format_brl(one.paid_cents), format_brl(one.amount_cents),
        ]
        for one in found.promises
    ]  # fmt: skip
    headings = ["Feita em", "Para", "O que foi", "Situação", "Pago", "Valor"]
    return Section("Promessas", [], headings, rows, amounts=2, wide=2)


def _disputes(found: Dossier) -> Section:
    rows = [
        [wording.full_day(one.opened_on), str(one.installment_id), one.text or "(apagado)",
         DISPUTE_STATUS_NAMES[one.status]]
        for one in found.disputes
    ]  # fmt: skip
    return Section("Contestações", [], ["Dia", "Parcela", "O que disse", "Situação"], rows, wide=2)


def _agreement(one: BookAgreement) -> Section:
    lines = [f"Proposto em {wording.full_day(one.proposed_on)}: {_AGREEMENT_STATUS[one.status]}."]
    if one.accepted_on:
        how = f"com a prova: {one.proof}" if one.proof else "pelo código dito ao cliente"
        lines.append(f"Aceito em {wording.full_day(one.accepted_on)}, {how}.")
    if one.ended_on:
        lines.append(f"Acabou em {wording.full_day(one.ended_on)}: {one.reason or 'sem motivo'}.")
    lines += [
        f"Parcela {item.installment_id}: {format_brl(item.open_cents)}, multa "
        f"{format_brl(item.fine_cents)}, juros {format_brl(item.interest_cents)}"
        for item in one.items
    ]
    lines.append(f"Desconto: {format_brl(one.discount_cents)}. Pago: {format_brl(one.paid_cents)}.")
    rows = [
        ["entrada" if part.number == 0 else str(part.number), wording.full_day(part.due_on),
         format_brl(part.amount_cents)]
        for part in one.parts
    ]  # fmt: skip
    return Section(
        f"Acordo {one.agreement_id}", ["\n".join(lines), one.text or "(texto apagado)"],
        ["Parcela", "Vencimento", "Valor"], rows, amounts=1,
    )  # fmt: skip


def _notes(found: Dossier) -> Section:
    rows = [
        [
            wording.full_day(one.contacted_on), CONTACT_KIND_NAMES.get(one.kind, one.kind),
            DELAY_REASON_NAMES.get(one.reason or "", one.reason or ""), one.text or "(apagada)",
        ]
        for one in found.notes
    ]  # fmt: skip
    return Section(
        "Conversas e anotações", [], ["Dia", "O que foi", "Motivo", "Texto"], rows, wide=3
    )


def _attachments(found: Dossier) -> Section:
    rows = [
        [
            "\n".join([
                one.name or "(nome apagado)", one.file or "a cópia não está inteira: não foi",
                f"SHA-256: {one.sha256}",
            ]),
            f"venda {one.sale_id}" if one.sale_id else f"recebimento {one.payment_id}",
        ]
        for one in found.attachments
    ]  # fmt: skip
    return Section("Anexos", [], ["Arquivo", "De"], rows)


def _proof(found: Dossier) -> Section:
    chain = found.chain
    how = (
        "Nesta pasta, com Python 3.8 ou mais novo e nada mais: python3 verificar.py\n"
        "Ele falha, e diz em qual arquivo, se um byte foi mudado ou se um arquivo falta ou sobra."
    )
    links = (
        "O caderno guarda cada gravação com o resumo (SHA-256) da anterior. São "
        f"{chain.head_seq}, e verificar.py refaz a conta de todas, da primeira à última:\n"
        f"{chain.head_hash}"
    )
    shown = (
        f"{wording.count_of(chain.shown, 'gravação fala', 'gravações falam')} só de "
        f"{found.customer}, e cadeia.json as mostra por inteiro: o que o dossiê diz delas é "
        "conferido, valor por valor. As outras também falam de outras pessoas (um caderno antigo "
        "importado, por exemplo), ou de nenhuma; delas só a ligação está aqui, e o que o dossiê "
        "diz delas é só declarado."
    )
    since = (
        "A cadeia prova que nada foi mudado depois. Que tudo já existia em certo dia, prova quem "
        "recebeu nesse dia o resumo de manifesto.json, por e-mail: python3 verificar.py RESUMO"
    )
    return Section("Como conferir", [how, links, shown, since], [], [])


def _moment(at: str, zone: tzinfo) -> str:
    """`23/11/2026 às 09:30` where the business is."""
    return f"{datetime.fromisoformat(at).astimezone(zone):%d/%m/%Y às %H:%M}"
