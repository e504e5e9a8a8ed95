"""Taking back: `undo`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import says
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact


def undo(
    ctx: typer.Context,
    redo: Annotated[bool, typer.Option(
        "--redo", "--refazer", help="Traz de volta o que foi desfeito por último.")] = False,
) -> None:  # fmt: skip
    """Take back the latest write, or reinstate the latest undo."""
    from cobranca_cli.services.undo import undo as service

    app: AppContext = ctx.obj
    seq, what = says.next_undo(app, redo=redo)
    verb = "refazer" if redo else "desfazer"
    app.confirm(f'{verb} "{what}"?')
    unit = app.unit("redo" if redo else "undo")
    done = service(unit, redo=redo, seq=seq, settings_path=app.settings_path)
    emit_fact(app, done, lines=[f"{'Refeito' if redo else 'Desfeito'}: {what}."])
