"""What offers and points say afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.cli.words import counted, one_line
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.domain.money import format_percent
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.reports.points import PointsLine, PointsReport
    from cobranca_cli.services.early_offer import Offered
    from cobranca_cli.services.points import PointsWritten

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


def points(found: PointsReport) -> Iterator[str]:
    """What they have and how it came, the latest first."""
    worth = f", que valem {brl(found.worth_cents)} em uma venda" if found.points else ""
    yield f"{found.customer} (c{found.customer_id}): {counted(found.points, 'ponto')}{worth}."
    for row in found.rows[:_MOST_LISTED]:
        yield f"  {row.on:%d/%m/%Y}  {row.points:>+6}  {_how(row)}"
    if len(found.rows) > _MOST_LISTED:
        yield f"  e mais {counted(len(found.rows) - _MOST_LISTED, 'linha')} (--json mostra todas)"
    if not found.enabled:
        yield "Os pontos estão desligados; para ligar: cobranca ajustes points.enabled sim"


def _how(row: PointsLine) -> str:
    if row.payment_id:
        what = f"recebimento {row.payment_id}"
    elif row.sale_id:
        what = f"desconto na venda {row.sale_id}"
    else:
        what = one_line(row.text or "")
    if row.taken_back:
        return f"{'tirados' if row.points < 0 else 'dados'} de volta: {what}"
    return what


def points_written(done: PointsWritten) -> Iterator[str]:
    """After giving or spending."""
    how = f"ganhou {done.points}" if done.points > 0 else f"trocou {-done.points}"
    what = f" por {brl(done.discount_cents)} de desconto na venda {done.sale_id}"
    yield (
        f"{done.customer} {how} {'ponto' if abs(done.points) == 1 else 'pontos'}"
        f"{what if done.sale_id else ''}; agora tem {done.balance}."
    )
