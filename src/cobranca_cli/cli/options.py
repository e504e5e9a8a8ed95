"""Parameters more than one command takes, and the parsers behind them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.domain.money import parse_amount
from cobranca_cli.domain.text import fold
from cobranca_cli.domain.words import (
    EVERY_WORDS,
    KIND_WORDS,
    METHOD_WORDS,
    SENDING_WORDS,
    first_words,
)
from cobranca_cli.errors import InvalidAmountError, InvalidChoiceError, ValueNotUnderstoodError

if TYPE_CHECKING:
    from cobranca_cli.domain.sale_plan import PaidPart


def past_date(ctx: typer.Context, value: str | None) -> date | None:
    """A typed date of something that happened (callback of `--on`, `--as-of`)."""
    if value is None or ctx.resilient_parsing:
        return None
    day: date = ctx.obj.typed_date(value, mode="past")
    return day


def future_date(ctx: typer.Context, value: str | None) -> date | None:
    """A typed date of something to come."""
    if value is None or ctx.resilient_parsing:
        return None
    day: date = ctx.obj.typed_date(value, mode="future")
    return day


def parse_typed_amount(text: str) -> int:
    """`parse_amount`; a word in its place is most often a name without its quotes, or `R$ 50`."""
    try:
        return parse_amount(text)
    except InvalidAmountError as error:
        if text.strip().upper() == "R$":
            error.hint = 'Escreva só o número, como 50, ou tudo entre aspas: "R$ 50".'
        elif text.strip() and not any(c.isdigit() for c in text):
            error.hint = (
                'Um nome com espaços vai entre aspas, como "Maria da Silva"; depois dele, o valor.'
            )
        raise


def parse_method(text: str) -> str:
    """A payment method in English or Portuguese ("dinheiro", "cartão de crédito")."""
    return one_of_words(text, METHOD_WORDS, "a forma de pagamento")


def parse_channel(text: str) -> str:
    """A channel that sends by itself. Raises InvalidChoiceError."""
    return one_of_words(text, SENDING_WORDS, "o canal")


def parse_kind(text: str) -> str:
    """A sale's kind in English or Portuguese ("serviço", "produto")."""
    return one_of_words(text, KIND_WORDS, "o tipo")


def parse_every(text: str) -> str:
    """How often, in English or Portuguese ("mês", "semanal")."""
    return one_of_words(text, EVERY_WORDS, "de quanto em quanto tempo")


def parse_segment(text: str) -> str:
    """A segment of payers ("crítico", "em dificuldade")."""
    from cobranca_cli.domain.score import SEGMENTS

    words = {word: kept for kept in SEGMENTS for word in (kept, kept.replace("-", " "))}
    return one_of_words(text, words, "o perfil")


def parse_paid_part(text: str) -> PaidPart:
    """`METHOD` or `METHOD:AMOUNT`, as `pix:50,00` or `dinheiro`."""
    from cobranca_cli.domain.sale_plan import PaidPart

    method, colon, amount = text.partition(":")
    return PaidPart(parse_method(method), parse_amount(amount) if colon else None)


def parse_count(text: str) -> int:
    """A positive whole number."""
    number = text.strip()
    if not (number.isascii() and number.isdigit() and 1 <= len(number) <= 9 and int(number)):
        raise NotACountError(text)
    return int(number)


def parse_code(text: str) -> str:
    """The code that accepts an agreement; what cannot be one is no wrong try."""
    from cobranca_cli.domain.acceptance_code import DIGITS

    code = "".join(text.split()).replace("-", "")
    if not (code.isascii() and code.isdigit() and len(code) == DIGITS):
        raise NotACodeError(DIGITS)
    return code


class NotACodeError(ValueNotUnderstoodError):
    """Not as many figures as a code has."""

    def __init__(self, length: int) -> None:
        super().__init__(
            f"Um código tem {length} números.", "escreva como o cliente devolveu, como 123456."
        )


class NotACountError(ValueNotUnderstoodError):
    """Not a whole number from 1 on."""

    def __init__(self, text: str) -> None:
        from cobranca_cli.errors import shown

        super().__init__(
            f"{shown(text)} não é um número inteiro maior que zero.", "escreva como 1, 2 ou 10."
        )


def parse_year(text: str) -> int:
    """A year in four digits. Raises NotAYearError."""
    year = text.strip()
    if not (year.isascii() and year.isdigit() and len(year) == 4 and int(year) >= 1900):
        raise NotAYearError(text)
    return int(year)


class NotAYearError(ValueNotUnderstoodError):
    """Not a year in four digits."""

    def __init__(self, text: str) -> None:
        from cobranca_cli.errors import shown

        super().__init__(f"{shown(text)} não é um ano.", "escreva com quatro números, como 2026.")


def parse_part(text: str) -> str:
    """Checks an amount or a percentage such as `50%`; `money.part_of` makes cents of it."""
    if text.strip().endswith("%"):
        from cobranca_cli.domain.money import parse_percent_bps

        if not 0 < parse_percent_bps(text) < 10_000:
            raise InvalidAmountError(text)
    else:
        parse_amount(text)
    return text


def needed(customer: str | None, command: str) -> str:
    """The customer, where `command` as typed has no other reading. Raises ParameterMissingError."""
    if customer is None:
        from cobranca_cli.cli.table import BY_NAME
        from cobranca_cli.cli.usage_errors import ParameterMissingError

        line = BY_NAME[command]
        raise ParameterMissingError("CLIENTE", f"cobranca {line.name_pt}", line.example)
    return customer


def one_of_words(text: str, words: dict[str, str], what: str) -> str:
    """The kept word for a typed one, case and accents ignored. Raises InvalidChoiceError."""
    found = words.get(fold(text))
    if found is None:
        raise InvalidChoiceError(what, text, first_words(words))
    return found


Customer = Annotated[
    str,
    typer.Argument(
        metavar="CLIENTE", help="Nome, apelido, número (c12), telefone ou CPF/CNPJ.",
        show_default=False,
    ),
]  # fmt: skip
MaybeCustomer = Annotated[
    str | None,
    typer.Argument(
        metavar="[CLIENTE]", help="Nome, apelido, número (c12), telefone ou CPF/CNPJ.",
        show_default=False,
    ),
]  # fmt: skip
Amount = Annotated[
    int,
    typer.Argument(metavar="VALOR", parser=parse_typed_amount, help="Como 150, 150,50 ou 1.234,56.",
                   show_default=False),
]  # fmt: skip
On = Annotated[
    date | None,
    typer.Option("--on", "--em", metavar="DATA", parser=str, callback=past_date,
                 help="Quando foi: 25/12, ontem, sexta, dia 10. Sem isto, hoje."),
]  # fmt: skip
Reason = Annotated[
    str, typer.Option("--reason", "--motivo", metavar="TEXTO", help="Por quê; fica no histórico.")
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", "--limite", metavar="N", parser=parse_count,
                 help="Mostra no máximo N linhas; os totais contam tudo."),
]  # fmt: skip
