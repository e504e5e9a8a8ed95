"""The paper of an agreement ("termo de acordo e confissão") as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.documents import letterhead, typesetting
from cobranca_cli.domain.money import format_brl
from cobranca_cli.messages import wording

if TYPE_CHECKING:
    from datetime import datetime

    from cobranca_cli.reports.agreement_paper import AgreementPaper
    from cobranca_cli.reports.agreements import AgreementView
    from cobranca_cli.store.queries.agreements import ItemRow
    from cobranca_cli.store.settings import Settings

_BY_HAND = "_" * 24
_SAME_PURCHASES = (
    "As compras continuam as mesmas: este acordo muda quando e como elas são pagas, e não cria "
    "outra obrigação no lugar delas (não há novação: Código Civil, art. 361)."
)
_NO_CHARGES = "As parcelas deste acordo não têm multa nem juros."
_EARLY = (
    "Quem paga pode quitar antes, tudo ou uma parte, sem custo nenhum "
    "(Código de Defesa do Consumidor, art. 52, § 2º)."
)
_CREDITED = "Cada pagamento conta para as compras de onde este acordo vem."
_NOTICE = (
    "Se uma parcela passar de {} de atraso, quem recebe avisa quem paga e dá um prazo para pôr em "
    "dia. Só depois desse aviso e desse prazo o acordo pode ser rompido; nada acontece sozinho."
)
_BROKEN = (
    "Rompido o acordo, voltam os valores e as datas de antes, com a multa e os juros combinados em "
    "cada venda e sem o desconto, menos tudo o que já foi pago, contado do dia de cada pagamento."
)
# CPC 784 III and § 4: what makes it a title, and nothing else does.
_TITLE = (
    "Assinado por quem paga e por duas testemunhas (Código de Processo Civil, art. 784, III), ou "
    "com assinatura eletrônica conferida por um provedor de assinatura (art. 784, § 4º, que "
    "dispensa as testemunhas), este termo é título executivo extrajudicial. Sem isso, ele é prova "
    "do acordo."
)
_ELECTRONIC = (
    "Com assinatura eletrônica conferida por um provedor, o registro dele acompanha este termo, e "
    "as linhas das testemunhas podem ficar em branco."
)


def pdf(found: AgreementPaper, settings: Settings, *, now: datetime) -> bytes:
    """Who, what was open with its working, the new plan, how it holds. Raises ExtraMissingError."""
    agreement = found.agreement
    document = wording.document_text(found.document or "")
    values = {
        "title": f"Termo de acordo e confissão nº {agreement.agreement_id}",
        "business": letterhead.letterhead(settings)._asdict(),
        "parties": [
            ["Quem recebe", letterhead.signature(settings), wording.place(settings)],
            [
                "Quem paga",
                f"{agreement.customer}\n{document or f'CPF ou CNPJ: {_BY_HAND}'}",
                found.address or f"Endereço: {_BY_HAND}",
            ],
        ],
        "before": _before(agreement),
        "items_title": f"O que estava em aberto em {_day(agreement.proposed_on)}",
        "items": _items(agreement),
        "sums": _sums(found),
        "working_title": f"A conta da multa e dos juros em {_day(agreement.proposed_on)}",
        "working": [
            [f"{letterhead.installment(item._replace(description=None))}, de {_day(item.due_on)}",
             *lines]
            for item, lines in found.working
        ],
        "plan": _plan(agreement),
        "accepted": _accepted(agreement),
        "clauses": _clauses(settings),
        "place": letterhead.place_and_day(settings, found.date),
        "signatures": [
            letterhead.signature(settings),
            f"{agreement.customer}\n{document or 'CPF ou CNPJ:'}",
            *(f"Testemunha {n}\nNome:\nCPF:" for n in (1, 2)),
        ],
        "electronic": _ELECTRONIC,
    }  # fmt: skip
    return typesetting.pdf("agreement", values, now=now)


_day = wording.full_day


def _before(found: AgreementView) -> list[str]:
    """What is acknowledged, and that it is over when it is."""
    over = {
        "kept": "Este acordo já foi cumprido.",
        "lost": "O que faltava deste acordo foi dado por perdido.",
        "renegotiated": "O que faltava deste acordo passou para outro.",
        "broken": "Este acordo foi rompido em {}.",
        "cancelled": "Este acordo foi cancelado em {}.",
    }.get(found.status)
    confession = (
        "Quem paga reconhece (é a confissão deste termo) que o que está na primeira tabela estava "
        f"em aberto com quem recebe em {_day(found.proposed_on)}. Os dois combinam pagar de outro "
        "jeito, como está abaixo."
    )
    return [*([over.format(found.ended_on and _day(found.ended_on))] if over else []), confession]


def _what(item: ItemRow) -> str:
    """`Bolo (parcela 1 de 3), venda 12`; without a description the sale alone."""
    named = item.description and item.sale_id
    return letterhead.installment(item) + (f", venda {item.sale_id}" if named else "")


def _items(found: AgreementView) -> list[list[str]]:
    rows = [
        [_what(item), _day(item.due_on),
         *map(format_brl, (item.open_cents, item.fine_cents, item.interest_cents))]
        for item in found.items
    ]  # fmt: skip
    sums = [sum(item[-3:][i] for item in found.items) for i in range(3)]
    return [*rows, ["Total", "", *map(format_brl, sums)]] if len(rows) > 1 else rows


def _sums(found: AgreementPaper) -> list[list[str]]:
    agreement = found.agreement
    parts = {
        "Em aberto": agreement.original_cents, "Multa e juros": agreement.charges_cents,
        "Desconto": -agreement.discount_cents,
    }  # fmt: skip
    return [
        *([what, format_brl(cents).replace("-", "−")] for what, cents in parts.items() if cents),
        [f"Total do acordo ({found.total_in_words})", format_brl(agreement.total_cents)],
    ]


def _plan(found: AgreementView) -> list[list[str]]:
    of = sum(1 for part in found.installments if part.number)
    rows = [
        [f"{part.number} de {of}" if part.number else "Entrada", _day(part.due_on),
         format_brl(part.amount_cents)]
        for part in found.installments
    ]  # fmt: skip
    return [*rows, ["Total", "", format_brl(found.total_cents)]] if len(rows) > 1 else rows


def _accepted(found: AgreementView) -> str:
    if found.accepted_on is None:
        return (
            f"Proposto em {_day(found.proposed_on)}. Ainda não foi aceito: passa a valer com o sim "
            "de quem paga."
        )
    how = (
        f"com esta prova: {found.proof}"
        if found.proof
        else "com o código de 6 números que só quem paga recebeu, devolvido nesse dia"
    )
    return (
        f"Proposto em {_day(found.proposed_on)} e aceito em {_day(found.accepted_on)} por quem "
        f"paga, {how}."
    )


def _clauses(settings: Settings) -> list[str]:
    days = settings.number("negotiation.break_after_days")
    late = _NOTICE.format(wording.count_of(days, "dia", "dias"))
    return [_SAME_PURCHASES, _NO_CHARGES, _EARLY, _CREDITED, late, _BROKEN, _TITLE]
