"""What offers and points say afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.cli.words import counted
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.domain.money import format_percent
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.services.early_offer import Offered

_MOST_LISTED = 20


def offered(done: Offered) -> Iterator[str]:
    """After early-offer: what each may be had for, and what that costs the owner."""
    yield (
        f"Desconto de {format_percent(done.discount_bps)} para o que for pago até "
        f"{describe(done.until_on)}:"
    )
    for item in done.items[:_MOST_LISTED]:
        yield (
            f"  {item.customer}, parcela {item.installment_id}, vence {item.due_on:%d/%m/%Y}: "
            f"{brl(item.open_cents)}; até {item.until_on:%d/%m/%Y} sai por {brl(item.early_cents)}"
        )
    if len(done.items) > _MOST_LISTED:
        yield f"  e mais {counted(len(done.items) - _MOST_LISTED, 'parcela')}"
    yield (
        f"Se todos aceitarem, você recebe {brl(done.open_cents - done.discount_cents)} e deixa de "
        f"ganhar {brl(done.discount_cents)}."
    )
    yield "O desconto aparece nos lembretes; para voltar atrás: cobranca desfazer"
