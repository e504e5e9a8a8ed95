"""Promises, pauses and tasks that are refused (exit 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.errors.base import day, shown
from cobranca_cli.errors.rules import RefusedError

if TYPE_CHECKING:
    from datetime import date


class UntilNotAheadError(RefusedError):
    """A day that should lie ahead and does not."""

    def __init__(self, what: str, on: date) -> None:
        super().__init__(f"{what} ({day(on)}) já passou.", "diga um dia de amanhã em diante.")


class PromiseTooFarError(RefusedError):
    """A promise for a day too far ahead (rules §8)."""

    def __init__(self, on: date, count: int) -> None:
        super().__init__(
            f"Uma promessa vale para até {count} dias adiante, e {day(on)} é depois disso.",
            "combine um dia mais perto, ou mude o vencimento com cobranca corrigir-venda.",
        )


class NotPausedError(RefusedError):
    """Resuming what is not paused."""

    def __init__(self) -> None:
        super().__init__(
            "Não há pausa em vigor para isto.",
            "quem está em pausa aparece em: cobranca lembrar --mostrar",
        )


class StepNotOpenError(RefusedError):
    """A step of the owner's that nothing waits for."""

    def __init__(self, step: str) -> None:
        super().__init__(
            f"Este cliente não tem a tarefa {shown(step)} em aberto.",
            "as que estão em aberto: cobranca tarefas",
        )
