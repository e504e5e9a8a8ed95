"""What negotiating says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.cli.headings import SEGMENT_NAMES
from cobranca_cli.cli.words import Whole, counted
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.domain.money import format_percent
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    from collections.abc import Iterator

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
