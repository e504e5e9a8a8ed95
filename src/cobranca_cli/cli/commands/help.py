"""`help [COMMAND] [--all]`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import help as help_texts
from cobranca_cli.cli.output import json_text, say
from cobranca_cli.cli.table import BY_NAME
from cobranca_cli.cli.usage_errors import CommandUnknownError


def help_command(
    topic: Annotated[str | None, typer.Argument(
        metavar="[COMANDO]", help="O comando, em português ou inglês.")] = None,
    everything: Annotated[bool, typer.Option("--all", "--tudo", help="Mostra todos.")] = False,
    as_json: Annotated[bool, typer.Option(
        "--json", help="Responde em JSON, para programas.")] = False,
) -> None:  # fmt: skip
    """Help about a command, the everyday ones, or all."""
    text = help_texts.everything() if everything else _help(topic)
    say([json_text({"topic": topic, "text": text}, indent=2) if as_json else text])


def _help(topic: str | None) -> str:
    if topic is None:
        return help_texts.everyday()
    line = BY_NAME.get(topic)
    if line is None:
        raise CommandUnknownError(topic)
    from cobranca_cli.cli.main import build

    return help_texts.of_command(line, build(line, topic), f"cobranca {topic}")
