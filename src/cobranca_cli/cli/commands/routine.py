"""Every day by itself: `daily`, `schedule`."""

from __future__ import annotations

from datetime import time
from typing import Annotated

import typer

from cobranca_cli.cli import options, scheduling
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.cli.schedulers import HOWS

_ACTIONS = {
    "instalar": "install", "install": "install", "mostrar": "show", "show": "show",
    "remover": "remove", "remove": "remove", "rodar": "run", "run": "run",
}  # fmt: skip
_WHATS = {
    "diario": "daily", "daily": "daily", "resumo": "summary", "summary": "summary",
    "backup": "backup", "copia": "backup", "mensalidades": "recurring", "recurring": "recurring",
    "lembretes": "remind", "lembrar": "remind", "remind": "remind",
}  # fmt: skip


def parse_action(text: str) -> str:
    """What `schedule` does. Raises InvalidChoiceError."""
    return options.one_of_words(text, _ACTIONS, "o que fazer")


def parse_what(text: str) -> str:
    """What is scheduled. Raises InvalidChoiceError."""
    return options.one_of_words(text, _WHATS, "o que agendar")


def parse_how(text: str) -> str:
    """By which scheduler. Raises InvalidChoiceError."""
    return options.one_of_words(text, {name: name for name in HOWS}, "o agendador")


def daily(ctx: typer.Context) -> None:
    """Do what a day asks for; exit 1 when a part of it failed."""
    from cobranca_cli.cli import daily as routine

    app: AppContext = ctx.obj
    done = routine.run(app)
    warnings = done.summary.warnings if done.summary else []
    emit_fact(app, done, lines=routine.lines(done), warnings=warnings)
    if not done.ok:
        raise typer.Exit(1)


def schedule(
    ctx: typer.Context,
    action: Annotated[str, typer.Argument(
        metavar="instalar|mostrar|remover|rodar", parser=parse_action, show_default=False,
        help="rodar faz já, como o agendador faria, e guarda o que foi dito no registro.")],
    at: Annotated[time | None, typer.Option(
        "--at", "--as", metavar="HORA", parser=scheduling.parse_hour, show_default=False,
        help="A que horas, no relógio deste computador. Sem isto, às 08:00.")] = None,
    what: Annotated[str | None, typer.Option(
        "--what", "--que", metavar="diario|resumo|backup|mensalidades|lembretes",
        parser=parse_what,
        help="O que fazer. Sem isto, o diário; remover e mostrar, tudo.")] = None,
    how: Annotated[str | None, typer.Option(
        "--how", "--como", metavar="|".join(HOWS), parser=parse_how,
        help="Com que agendador. Sem isto, o que este computador tiver.")] = None,
) -> None:  # fmt: skip
    """Have it done every day by the system's own scheduler."""
    app: AppContext = ctx.obj
    if action == "run":
        ran = scheduling.run(app, what or "daily")
        lines = scheduling.run_lines(ran, on_terminal=app.on_terminal)
        emit_fact(app, ran, lines=lines)
        raise typer.Exit(ran.exit_code or 0)
    if action == "install":
        done = scheduling.install(app, what or "daily", at or scheduling.EIGHT, how)
    else:
        done = scheduling.others(app, action, what, how)
    emit_fact(app, done, lines=scheduling.lines(done, dry_run=app.dry_run), warnings=done.warnings)
