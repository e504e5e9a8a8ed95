"""Typer's own complaints, said in Portuguese.

Typer 0.26 and later carry a private Click, so its exceptions are told apart by class name and
attributes; the base class is reached through the public `typer.BadParameter`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import typer

from cobranca_cli.cli.table import BY_NAME
from cobranca_cli.domain.money import MAX_AMOUNT_CENTS
from cobranca_cli.domain.text import fold
from cobranca_cli.errors import AmountOutOfRangeError, CobrancaError, UsageError, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What stands before the command, with what follows each.
ROOT_OPTIONS = {"--home": "PASTA", "--pasta": "PASTA", "--today": "DATA", "--hoje": "DATA"}
# BadParameter -> UsageError -> ClickException.
CLICK_ERROR: type[Exception] = typer.BadParameter.__mro__[2]


class CommandUnknownError(UsageError):
    """No command has this name."""

    def __init__(self, name: str, known: Iterable[str] = BY_NAME) -> None:
        near = nearest(name, known)
        hint = (
            "você quis dizer " + " ou ".join(near) + "?"
            if near
            else "veja os comandos com: cobranca ajuda --tudo"
        )
        super().__init__(f"Não existe o comando {shown(name)}.", hint)


class OptionUnknownError(UsageError):
    """The command has no such option."""

    def __init__(self, name: str, near: list[str], command: str) -> None:
        hint = (
            "você quis dizer " + " ou ".join(near) + "?"
            if near
            else f"veja as opções com: {command} --ajuda"
        )
        super().__init__(f"Não existe a opção {shown(name)} aqui.", hint)


class OptionMisplacedError(UsageError):
    """An option of the program itself, typed after the command."""

    def __init__(self, name: str, value: str, command: str) -> None:
        program, _, rest = command.partition(" ")
        super().__init__(
            f"A opção {name} vem antes do comando.", f"escreva: {program} {name} {value} {rest} …"
        )


class ParameterMissingError(UsageError):
    """A required argument or option was not given."""

    def __init__(self, name: str, command: str, example: str | None) -> None:
        super().__init__(f"Falta {name}.", f"por exemplo: {example or command + ' --ajuda'}")


class ArgumentUnexpectedError(UsageError):
    """More words than the command takes."""

    def __init__(self, words: str, command: str, example: str | None) -> None:
        shows_how = example if example and "'" in example else None
        super().__init__(
            f"Não sei o que fazer com {shown(words)}.",
            "ponha entre aspas o que tem espaços, "
            + (f"por exemplo: {shows_how}" if shows_how else
               f'como "Maria da Silva"; veja {command} --ajuda'),
        )  # fmt: skip


class OptionValueError(UsageError):
    """An option without its value, or a value it does not take."""

    def __init__(self, name: str, command: str) -> None:
        super().__init__(f"A opção {name} veio sem um valor que sirva.", f"veja: {command} --ajuda")


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The one or two of `known` that may have been meant; case and accents are no slip."""
    from difflib import get_close_matches  # Only mistakes are to pay for it.

    folded = {fold(one): one for one in known}
    key = fold(name)
    found = [key] if key in folded else get_close_matches(key, folded, 2, 0.7)
    return [folded[one] for one in found]


def translate(error: Any, arguments: Sequence[str] = ()) -> CobrancaError:
    """The Portuguese error for one of Typer's (any ClickException) about a command line."""
    ctx = getattr(error, "ctx", None)
    command = ctx.command_path if ctx else "cobranca"
    kind = type(error).__name__
    name = str(getattr(error, "option_name", "") or "")
    if kind == "NoSuchOption":
        if re.match(r"-[\d,.]", name):
            return AmountOutOfRangeError(name, MAX_AMOUNT_CENTS)
        if name in ROOT_OPTIONS:
            return OptionMisplacedError(name, ROOT_OPTIONS[name], command)
        known = [o for p in ctx.command.params for o in getattr(p, "opts", ())] if ctx else []
        near = nearest(name, [o for o in known if o.startswith("--")])
        return OptionUnknownError(name, near, command)
    line = BY_NAME.get(ctx.command.name) if ctx else None
    example = line and line.example
    if kind == "MissingParameter":
        return ParameterMissingError(_said(error.param), command, example)
    if kind == "BadOptionUsage":  # Typer does not say of which command.
        named = next((word for word in arguments if word in BY_NAME), "COMANDO")
        return OptionValueError(name, command if ctx else f"cobranca {named}")
    found = re.search(r"unexpected extra argument\S* \((.*)\)", error.message, re.DOTALL)
    if found:
        return ArgumentUnexpectedError(found[1], command, example)
    found = re.search(r"No such command (['\"])(.*)\1", error.message, re.DOTALL)
    if found:
        return CommandUnknownError(found[2])
    return OptionValueError(_said(getattr(error, "param", None)) or "dada", command)


def _said(parameter: Any) -> str:
    """`--motivo` or CLIENTE: how a person knows a parameter."""
    if parameter is None:
        return ""
    if parameter.param_type_name == "argument":
        return (
            str(parameter.metavar or parameter.name)
            .strip("[]")
            .removesuffix("|-")
            .replace("|", " ou ")
        )
    return str(parameter.opts[-1])
