"""Promises, pauses and tasks that are refused (exit 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.errors.base import day, shown
from cobranca_cli.errors.rules import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
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


class LadderOrderError(RefusedError):
    """Two steps of the ladder in the wrong order, or on one day.

    `one` and `after` are (step, days from the due date), in the order in which they must come.
    """

    def __init__(self, segment: str, one: tuple[str, int], after: tuple[str, int]) -> None:
        self.key = _ladder_key(segment, after[0])
        first = _ladder_key(segment, one[0])
        super().__init__(
            f"Na régua, {first} (dia {one[1]}) tem de vir antes de {self.key} (dia {after[1]}).",
            f"mude um dos dois, por exemplo: cobranca ajustes {self.key} {one[1] + 1}"
            if one[1] + 1 <= 0 or after[1] > 0
            else f"mude um dos dois, por exemplo: cobranca ajustes {first} {after[1] - 1}",
        )


class LadderStartError(RefusedError):
    """A ladder with late messages and without the gentle one that is always the first.

    `said` are its late steps that are messages.
    """

    def __init__(self, segment: str, first: str, said: Sequence[str]) -> None:
        self.key = _ladder_key(segment, first)
        super().__init__(
            f"O primeiro lembrete de um atraso é sempre {first}, e sem ele a régua começaria por "
            f"{said[0]}.",
            f"dê um dia a ele: cobranca ajustes {self.key} 3; ou desligue antes "
            f"{', '.join(said)}, como em: cobranca ajustes {_ladder_key(segment, said[0])} não",
        )


def _ladder_key(segment: str, step: str) -> str:
    return ".".join(filter(None, ("ladder", segment, step)))


class PeriodReversedError(RefusedError):
    """A period that ends before it begins."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            f"O período começa em {day(first)} e termina antes, em {day(last)}.",
            "escreva primeiro o dia em que ele começa.",
        )


class PeriodTooLongError(RefusedError):
    """A period longer than can be gone through day by day."""

    def __init__(self, first: date, last: date, years: int) -> None:
        super().__init__(
            f"De {day(first)} a {day(last)} são mais de {years} anos.",
            "escolha um período menor, como um ano.",
        )


class StepNotOpenError(RefusedError):
    """A step of the owner's that nothing waits for."""

    def __init__(self, step: str) -> None:
        super().__init__(
            f"Este cliente não tem a tarefa {shown(step)} em aberto.",
            "as que estão em aberto: cobranca tarefas",
        )
