"""When who is reminded: `ladder`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import says_ladder
from cobranca_cli.cli.context import AppContext, typed_path
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.store.settings import load_trial


def ladder(
    ctx: typer.Context,
    simulate: Annotated[tuple[str, str] | None, typer.Option(
        "--simulate", "--simular", metavar="DE ATÉ",
        help="O que a régua teria feito de um dia até outro, com o que foi pago de verdade.",
        show_default=False)] = None,
    settings: Annotated[str | None, typer.Option(
        "--settings", "--ajustes", metavar="ARQUIVO",
        help="Com os ajustes deste arquivo, em vez dos de agora; nada é mudado.")] = None,
) -> None:  # fmt: skip
    """Show the ladder of reminders in time, or live a past period again with it."""
    app: AppContext = ctx.obj
    tried = load_trial(typed_path(settings), app.settings) if settings else app.settings
    if simulate is None:
        from cobranca_cli.reports.ladder import ladder as report

        found = report(tried)
        emit_fact(app, found, lines=says_ladder.picture(found))
        return
    from cobranca_cli.reports.simulation import simulate as replay

    first, last = (app.typed_date(text, mode="past") for text in simulate)
    lived = replay(app.reader(), first=first, last=last, today=app.today, settings=tried)
    emit_fact(app, lived, lines=says_ladder.simulated(lived, settings_file=settings))
