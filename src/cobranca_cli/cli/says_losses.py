"""What giving something up as lost says, and whether it is worth the trouble."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cobranca_cli.cli.words import counted
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.reports.decision import Decision
    from cobranca_cli.services.losses import WrittenOff

_WORTH = {
    "yes": "sim, o que dá para pedir vale bem mais que o seu tempo.",
    "little": "pouco: o que dá para pedir mal paga o seu tempo.",
    "no": "não: hoje não há o que compense pedir.",
    "unknown": "depende de quanto vale a sua hora.",
}


def written_off(done: WrittenOff) -> Iterator[str]:
    """After write-off: it asks nothing any more, and how it can come back."""
    yield (
        f"Parcela {done.installment_id} de {done.customer}: {brl(done.amount_cents)} dados como "
        f"perda em {describe(done.written_off_on)}; sem lembretes daqui em diante."
    )
    yield (
        f"Se um dia pagar: cobranca recebi c{done.customer_id} VALOR "
        f"--parcela {done.installment_id}"
    )
    if done.remaining_open_cents:
        yield f"Continua em aberto: {brl(done.remaining_open_cents)}."


def decision(found: Decision) -> Iterator[str]:
    """The facts, the answer with its reasons, and the three ways with what to type."""
    yield f"{found.customer} (c{found.customer_id}): {brl(found.open_cents)} vencidos"
    yield (
        f"Desde {describe(found.oldest_due_on)} ({counted(found.days_overdue, 'dia')} de atraso); "
        f"prazo de cinco anos até {found.barred_on - timedelta(days=1):%d/%m/%Y}."
    )
    yield f"Já pago destas vendas: {brl(found.paid_cents)} ({found.recovery_percent} %)."
    tried = (
        counted(found.messages, "mensagem", "mensagens"), counted(found.talks, "conversa"),
        counted(found.promises_kept, "promessa cumprida", "promessas cumpridas"),
        counted(found.promises_broken, "não cumprida", "não cumpridas"),
    )  # fmt: skip
    yield f"Até agora: {', '.join(tried)}."
    yield ""
    yield f"Vale a pena? {_WORTH[found.worth].capitalize()}"
    yield from (f"  - {reason}" for reason in found.reasons)
    if found.hour_cents is None:
        yield "  - para contar o seu tempo: cobranca ajustes business.hour_value 40,00"
    yield ""
    yield "Caminhos:"
    for way in found.ways:
        yield f"  - {way.text}"
        yield f"    {way.command}"
