"""What disputing an instalment, and resolving that, says afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.domain.words import DISPUTE_STATUS_NAMES
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.services.disputes import DisputeRecord, ResolvedDispute


def disputed(done: DisputeRecord) -> Iterator[str]:
    """After dispute."""
    yield (
        f"Parcela {done.installment_id} de {done.customer} contestada: {brl(done.open_cents)} "
        "sem lembretes até você resolver."
    )
    yield f"Para resolver: cobranca resolver {done.installment_id} manter, abater VALOR ou cancelar"


def resolved(done: ResolvedDispute) -> Iterator[str]:
    """After resolve-dispute: what is left to pay and until when, and what stays paid."""
    yield (
        f"Contestação da parcela {done.installment_id} de {done.customer}: "
        f"{DISPUTE_STATUS_NAMES[done.status]}."
    )
    if done.discount_cents:
        yield f"Desconto: {brl(done.discount_cents)}."
    if done.voided_cents:
        yield f"Cancelado, e não se deve mais: {brl(done.voided_cents)}."
    if done.freed_cents:
        yield f"Disso já tinham pago {brl(done.freed_cents)}: vale como crédito."
    if done.paid_cents:
        yield f"O que já foi pago desta parcela continua pago: {brl(done.paid_cents)}."
    if done.credit_used_cents:
        yield f"Pago agora com o crédito do cliente: {brl(done.credit_used_cents)}."
    if done.open_cents:
        yield f"Em aberto: {brl(done.open_cents)}, vence {describe(done.due_on)}."
    if done.credit_cents:
        yield f"Crédito do cliente: {brl(done.credit_cents)}."
