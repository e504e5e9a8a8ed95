"""What the law or the order of things forbids about late charges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cobranca_cli.errors.base import day, percent
from cobranca_cli.errors.rules import RefusedError

if TYPE_CHECKING:
    from datetime import date

#: What the law allows at most, and where it says so.
CHARGE_CAPS = {
    "fine": ("A multa", "até 2% (CDC, art. 52, §1º)", "--multa 2"),
    "interest": (
        "O juro", "até 1% ao mês, simples (Súmula 121 do STF: juros sobre juros não)", "--juros 1",
    ),
}  # fmt: skip


class ChargesAboveCapError(RefusedError):
    """More than a fine of 2 % or interest of 1 % a month (rules §4)."""

    def __init__(self, kind: Literal["fine", "interest"], bps: int) -> None:
        what, cap, example = CHARGE_CAPS[kind]
        super().__init__(
            f"{what} de {percent(bps)} passa do que a lei permite: {cap}.",
            f"diga o que foi combinado, como {example}; 0 é sem encargos.",
        )


class ChargedLaterError(RefusedError):
    """A payment dated before one that took charges of the same instalment (rules §4)."""

    def __init__(self, installment_id: int, received_on: date, charged_on: date) -> None:
        super().__init__(
            f"Em {day(charged_on)} já houve encargos pagos da parcela {installment_id}; um "
            f"recebimento de {day(received_on)} mudaria a conta deles.",
            "estorne primeiro o que veio depois (cobranca recebimentos; cobranca estornar NÚMERO), "
            "ou use a data dele.",
        )
