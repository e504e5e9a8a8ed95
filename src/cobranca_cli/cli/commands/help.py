"""`help [COMMAND | TOPIC] [--all]`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import help as help_texts
from cobranca_cli.cli import topics
from cobranca_cli.cli.output import json_text, say
from cobranca_cli.cli.table import BY_NAME
from cobranca_cli.cli.usage_errors import CommandUnknownError
from cobranca_cli.domain.text import fold


def help_command(
    topic: Annotated[str | None, typer.Argument(
        metavar="[COMANDO|ASSUNTO]",
        help="Um comando, em português ou inglês; ou dinheiro, datas, regua, lei.")] = None,
    everything: Annotated[bool, typer.Option("--all", "--tudo", help="Mostra todos.")] = False,
    as_json: Annotated[bool, typer.Option(
        "--json", help="Responde em JSON, para programas.")] = False,
) -> None:  # fmt: skip
    """Help about a command or a topic, the everyday commands, or all."""
    text = help_texts.everything() if everything else _help(topic)
    say([json_text({"topic": topic, "text": text}, indent=2) if as_json else text])


def _help(topic: str | None) -> str:
    if topic is None:
        return help_texts.everyday()
    name = fold(topic)
    line = BY_NAME.get(name)
    texts = [help_texts.of_topic(topics.text(name))] if name in topics.TOPICS else []
    if line is not None:
        from cobranca_cli.cli.main import build

        texts.append(help_texts.of_command(line, build(line, name), f"cobranca {name}"))
    if not texts:
        raise CommandUnknownError(topic, [*BY_NAME, *topics.TOPICS])
    return "\n\n".join(texts)
