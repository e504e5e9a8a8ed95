"""`help [COMMAND] [--all]`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import help as help_texts
from cobranca_cli.cli.output import say
from cobranca_cli.cli.table import BY_NAME
from cobranca_cli.cli.usage_errors import CommandUnknownError


def help_command(
    topic: Annotated[str | None, typer.Argument(
        metavar="[COMANDO]", help="O comando, em português ou inglês.")] = None,
    everything: Annotated[bool, typer.Option("--all", "--tudo", help="Mostra todos.")] = False,
) -> None:  # fmt: skip
    """Help about a command, the everyday ones, or all."""
    if topic is None:
        say([help_texts.everything() if everything else help_texts.everyday()])
        return
    line = BY_NAME.get(topic)
    if line is None:
        raise CommandUnknownError(topic)
    from cobranca_cli.cli.main import build

    say([help_texts.of_command(line, build(line, topic), f"cobranca {topic}")])
