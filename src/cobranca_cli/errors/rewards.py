"""Discounts for paying early and points that are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.errors.base import day
from cobranca_cli.errors.rules import RefusedError

if TYPE_CHECKING:
    from datetime import date


class EarlyDiscountError(RefusedError):
    """Nothing off, or everything."""

    def __init__(self) -> None:
        super().__init__(
            "O desconto para pagar antes tem de ser maior que 0 e menor que 100%.",
            "por exemplo: cobranca antecipar Maria 5% --ate 10/12",
        )


class EarlyDayError(RefusedError):
    """A discount for paying before the sale was made."""

    def __init__(self, until_on: date, sold_on: date) -> None:
        super().__init__(
            f"O desconto seria até {day(until_on)}, antes da venda, em {day(sold_on)}.",
            "diga com --antecipado-ate um dia entre a venda e o vencimento.",
        )


class NothingEarlyError(RefusedError):
    """Somebody with nothing open that is not due yet."""

    def __init__(self, customer: str | None) -> None:
        whose = f"{customer} não tem" if customer else "Ninguém tem"
        super().__init__(
            f"{whose} parcela a vencer para pagar antes.",
            "o que venceu não se antecipa; para dar um desconto: cobranca abater PARCELA VALOR",
        )


class PointsOffError(RefusedError):
    """Giving or spending points that nobody earns."""

    def __init__(self) -> None:
        super().__init__(
            "Os pontos estão desligados.", "para ligar: cobranca ajustes points.enabled sim"
        )


class PointsTooFewError(RefusedError):
    """More points than the customer has."""

    def __init__(self, customer: str, points: int, balance: int) -> None:
        super().__init__(
            f"{customer} tem {balance} {'ponto' if balance == 1 else 'pontos'}, e não {points}.",
            "veja de onde vêm com: cobranca pontos CLIENTE",
        )
