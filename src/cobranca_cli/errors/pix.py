"""Pix keys and codes that are not made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cobranca_cli.errors.base import shown
from cobranca_cli.errors.rules import RefusedError
from cobranca_cli.errors.typed import ValueNotUnderstoodError

if TYPE_CHECKING:
    from collections.abc import Sequence


class InvalidPixKeyError(ValueNotUnderstoodError):
    """Not a Pix key of any kind, or one that two kinds share."""

    def __init__(
        self,
        text: str,
        problem: Literal["unknown", "check_digits", "phone", "two_kinds", "too_long"],
    ) -> None:
        quoted = shown(text, 80)
        message, hint = {
            "unknown": (
                f"{quoted} não é uma chave Pix.",
                "escreva um CPF, CNPJ, celular com DDD, e-mail ou a chave aleatória do seu banco.",
            ),
            "check_digits": (
                f"A chave Pix {quoted} não existe: os dígitos finais do CPF ou CNPJ não conferem.",
                "confira se algum número foi trocado.",
            ),
            "phone": (
                f"A chave Pix {quoted} não existe como telefone.",
                "escreva com o DDD, como +55 11 91234-5678.",
            ),
            "two_kinds": (
                f"A chave Pix {quoted} pode ser um CPF e também um celular.",
                "escreva o CPF com os pontos (529.982.247-25) ou o celular com +55 na frente.",
            ),
            "too_long": (
                f"A chave Pix {quoted} é comprida demais.",
                "um e-mail que é chave Pix tem até 77 caracteres.",
            ),
        }[problem]
        super().__init__(message, hint)
        self.text = text
        self.problem = problem


class InvalidPixFieldError(ValueNotUnderstoodError):
    """A description or identifier that a Pix code does not take; `limit` in characters."""

    def __init__(self, text: str, problem: Literal["description", "txid"], limit: int) -> None:
        message, hint = {
            "description": (
                f"A descrição {shown(text)} não cabe no código Pix.",
                f"com a sua chave cabem {limit} letras, sem acentos.",
            ),
            "txid": (
                f"O identificador {shown(text)} não serve para um código Pix.",
                f"use de 1 a {limit} letras sem acento e algarismos.",
            ),
        }[problem]
        super().__init__(message, hint)
        self.problem = problem


class PixNotReadyError(RefusedError):
    """A code needs a key, a name and a city; `missing` are (what to type, what it is) pairs."""

    def __init__(self, missing: Sequence[tuple[str, str]]) -> None:
        *others, last = (what for _, what in missing)
        listed = " e ".join(filter(None, (", ".join(others), last)))
        command = " ".join(["cobranca configurar", *(option for option, _ in missing)])
        super().__init__(f"Para fazer um código Pix falta {listed}.", f"diga com: {command}")


class NothingToPayError(RefusedError):
    """A code for what is open, and nothing is."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} não tem nada a pagar.", "para um valor qualquer: cobranca pix --valor VALOR"
        )
