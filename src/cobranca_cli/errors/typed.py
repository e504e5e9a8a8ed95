"""Typed values that were not understood (exit 2)."""

from __future__ import annotations

from typing import Literal

from cobranca_cli.errors.base import CobrancaError, ExitCode, brl, shown


class ValueNotUnderstoodError(CobrancaError):
    """Base of the errors about one typed value; never raised itself."""

    exit_code = ExitCode.USAGE


class InvalidAmountError(ValueNotUnderstoodError):
    """Not one of the four shapes of an amount; `readings` are what it may have meant, in cents."""

    def __init__(self, text: str, readings: tuple[int, ...] = ()) -> None:
        hint = "Escreva como 150, 150,50 ou 1.234,56."
        if readings:
            typed = [brl(cents).removeprefix("R$ ") for cents in readings]
            hint = f"Escreva {' ou '.join(typed)}."
            could_be = " ou ".join(brl(cents) for cents in readings)
            message = f"O valor {shown(text)} pode ser {could_be}."
        elif text.strip():
            message = f"Não entendi o valor {shown(text)}."
        else:
            message = "Falta o valor."
        super().__init__(message, hint)
        self.text = text
        self.readings = readings


class AmountOutOfRangeError(ValueNotUnderstoodError):
    """An amount that is zero, negative or above `limit_cents`."""

    def __init__(self, text: str, limit_cents: int) -> None:
        super().__init__(
            f"O valor {shown(text)} não serve: use mais que zero e até {brl(limit_cents)}.",
            "Escreva um valor como 150 ou 150,50, sem sinal.",
        )
        self.text = text
        self.limit_cents = limit_cents


class InvalidPercentError(ValueNotUnderstoodError):
    """Not a percentage from 0 to 100 with at most two decimals."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Não entendi a porcentagem {shown(text)}.",
            "Escreva de 0% a 100%, como 2%, 2,5% ou 0,5%.",
        )
        self.text = text


class InvalidInstallmentCountError(ValueNotUnderstoodError):
    """A number of instalments outside 1..`limit`."""

    def __init__(self, count: int, limit: int) -> None:
        super().__init__(
            f"Não dá para dividir em {count} parcelas.", f"Use de 1 a {limit} parcelas."
        )
        self.count = count
        self.limit = limit


class InvalidIntervalError(ValueNotUnderstoodError):
    """Not a positive interval between instalments, or one of more than ten years."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Não entendi o intervalo {shown(text)}.",
            "Escreva como 15d, 2 semanas, 1m, mensal, quinzenal ou semanal.",
        )
        self.text = text


DateProblem = Literal[
    "unknown", "bare_number", "no_such_day", "no_such_month", "month_first", "year", "day_of_month",
    "out_of_range",
]  # fmt: skip


class InvalidDateError(ValueNotUnderstoodError):
    """A date that was not understood, does not exist, or lies outside 1900..2199.

    `suggestion` is what may have been meant: the last day of the month for `no_such_day`, day and
    month exchanged for `month_first`, "dia 15" for `bare_number`.
    """

    def __init__(self, text: str, problem: DateProblem, suggestion: str | None = None) -> None:
        quoted = shown(text)
        usual = "Escreva como 25/12, 25/12/2026, amanhã, sexta, dia 10 ou 30 dias."
        message, hint = {
            "unknown": (f"Não entendi a data {quoted}.", usual),
            "bare_number": (f"Não entendi a data {quoted}.", f'Quis dizer "{suggestion}"?'),
            "no_such_day": (f"O dia {quoted} não existe.", f"O mês termina em {suggestion}."),
            "no_such_month": (f"O mês de {quoted} não existe.", "O dia vem primeiro: 25/12."),
            "month_first": (f"O mês de {quoted} não existe.", f"Dia primeiro: {suggestion}?"),
            "year": (f"Não entendi o ano de {quoted}.", "Escreva o ano com 2 ou 4 algarismos."),
            "day_of_month": (f"Não existe {quoted}.", "O dia do mês vai de 1 a 31."),
            "out_of_range": (f"A data {quoted} fica fora dos anos 1900 a 2199.", usual),
        }[problem]
        if problem == "unknown" and not text.strip():
            message = "Falta a data."
        super().__init__(message, hint)
        self.text = text
        self.problem = problem
        self.suggestion = suggestion


class InvalidTaxIdError(ValueNotUnderstoodError):
    """Not a CPF or CNPJ: wrong length or characters, or check digits that do not fit."""

    def __init__(self, text: str, problem: Literal["shape", "check_digits"]) -> None:
        message, hint = {
            "shape": (
                f"{shown(text)} não é um CPF nem um CNPJ.",
                "O CPF tem 11 algarismos e o CNPJ 14 caracteres, com os zeros do começo.",
            ),
            "check_digits": (
                f"O CPF ou CNPJ {shown(text)} não existe: os dígitos finais não conferem.",
                "Confira se algum número foi trocado.",
            ),
        }[problem]
        super().__init__(message, hint)
        self.text = text
        self.problem = problem


class InvalidPayDayError(ValueNotUnderstoodError):
    """Not a day of the month, nor a business day of it."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Não entendi o dia de pagar {shown(text)}.",
            'Escreva um dia do mês, como 5, ou "5º dia útil".',
        )
        self.text = text


class InvalidPhoneError(ValueNotUnderstoodError):
    """Not one valid phone number."""

    def __init__(
        self, text: str, problem: Literal["unknown", "several", "area_code", "ninth_digit"]
    ) -> None:
        message, hint = {
            "unknown": (
                f"O telefone {shown(text)} não existe.",
                "Escreva com o DDD, como (11) 91234-5678; de outro país, comece com +.",
            ),
            "several": (f"Há mais de um telefone em {shown(text)}.", "Escreva um de cada vez."),
            "area_code": (f"Falta o DDD em {shown(text)}.", "Escreva como (11) 91234-5678."),
            "ninth_digit": (
                f"O telefone {shown(text)} não existe.",
                "Celulares têm um 9 na frente: (11) 91234-5678.",
            ),
        }[problem]
        super().__init__(message, hint)
        self.text = text
        self.problem = problem


class InvalidEmailError(ValueNotUnderstoodError):
    """Not an e-mail address."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{shown(text)} não é um e-mail.", "Escreva como maria@exemplo.com.br, sem acentos."
        )
        self.text = text


class InvalidTextError(ValueNotUnderstoodError):
    """A text that is empty, too long or holds a character that is not kept.

    `what` names the field in Portuguese with its article ("o nome"); `found` is the character.
    """

    def __init__(
        self,
        what: str,
        problem: Literal["empty", "character", "line_break", "too_long"],
        *,
        found: str = "",
        length: int = 0,
        limit: int = 0,
    ) -> None:
        subject = what[:1].upper() + what[1:]
        code_point = f"U+{ord(found):04X}" if found else ""
        message, hint = {
            "empty": (f"Falta {what}.", "Escreva ao menos uma letra ou número."),
            "character": (
                f"{subject} tem um caractere invisível que não é aceito ({code_point}).",
                "Digite de novo em vez de colar.",
            ),
            "line_break": (f"{subject} não pode ter quebra de linha.", "Escreva em uma linha só."),
            "too_long": (
                f"{subject} tem {length} caracteres; o limite é {limit}.",
                "Escreva de um jeito mais curto.",
            ),
        }[problem]
        super().__init__(message, hint)
        self.what = what
        self.problem = problem
        self.found = found


class InvalidPathError(ValueNotUnderstoodError):
    """Not the name a file or folder may have."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{shown(text)} não é um nome de pasta ou arquivo.",
            "escreva o caminho por inteiro, sem ~ de outra pessoa.",
        )
        self.text = text


class InvalidLinkError(ValueNotUnderstoodError):
    """Not an https address."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{shown(text)} não é um link que dê para mandar.",
            "copie o endereço inteiro, começando com https://",
        )
        self.text = text
