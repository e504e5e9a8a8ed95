"""What giving something up as lost says, and whether it is worth the trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.services.losses import WrittenOff


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
