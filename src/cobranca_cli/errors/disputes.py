"""Disputes that are refused, and resolutions that are not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.errors.asked import NotFoundError, UsageError
from cobranca_cli.errors.base import day, shown
from cobranca_cli.errors.rules import RefusedError

if TYPE_CHECKING:
    from datetime import date


class AlreadyDisputedError(RefusedError):
    """A second dispute of an instalment whose first one is not resolved."""

    def __init__(self, installment_id: int, on: date) -> None:
        super().__init__(
            f"A parcela {installment_id} já está contestada, desde {day(on)}.",
            f"para resolver: cobranca resolver {installment_id} manter, abater VALOR ou cancelar",
        )


class NothingToDisputeError(RefusedError):
    """An instalment with nothing open: there is nothing to freeze."""

    def __init__(self, installment_id: int) -> None:
        super().__init__(
            f"A parcela {installment_id} não tem nada em aberto para contestar.",
            f"para baixar o que já foi pago: cobranca abater {installment_id} VALOR --motivo TEXTO",
        )


class NotDisputedError(RefusedError):
    """Resolving what nobody contests."""

    def __init__(self, installment_id: int) -> None:
        super().__init__(
            f"A parcela {installment_id} não está contestada.",
            f"para contestar: cobranca contestar {installment_id} TEXTO",
        )


class DisputeNotFoundError(NotFoundError):
    """This customer contests nothing."""

    def __init__(self, text: str, of: str | None = None) -> None:
        super().__init__(
            f"Não há parcela contestada de {of or shown(text)}.",
            "para contestar: cobranca contestar PARCELA TEXTO",
        )


class ResolutionAmountError(UsageError):
    """A discount without its amount, or an amount with another resolution."""

    def __init__(self, *, given: bool) -> None:
        super().__init__(
            "O valor só vai com abater." if given else "Falta quanto abater.",
            "por exemplo: cobranca resolver 31 abater 10,00",
        )
