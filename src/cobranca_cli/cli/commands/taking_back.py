"""Taking back: `undo`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.errors import NothingToUndoError
from cobranca_cli.reports import log
from cobranca_cli.store.queries import history


def undo(
    ctx: typer.Context,
    redo: Annotated[bool, typer.Option(
        "--redo", "--refazer", help="Traz de volta o que foi desfeito por último.")] = False,
) -> None:  # fmt: skip
    """Take back the latest write, or reinstate the latest undo."""
    from cobranca_cli.services.undo import undo as service

    app: AppContext = ctx.obj
    seq, what = _next_undo(app, redo=redo)
    verb = "refazer" if redo else "desfazer"
    app.confirm(f'{verb} "{what}"?')
    unit = app.unit("redo" if redo else "undo")
    done = service(unit, redo=redo, seq=seq, settings_path=app.settings_path)
    emit_fact(app, done, lines=[f"{'Refeito' if redo else 'Desfeito'}: {what}."])


def _next_undo(app: AppContext, *, redo: bool) -> tuple[int, str]:
    """The write that undo (or its redo) would touch: its number, and in words.

    Raises NothingToUndoError, NotUndoableError.
    """
    reader = app.reader()
    entry = (history.latest_to_redo if redo else history.latest_to_undo)(reader)
    if entry is None:
        raise NothingToUndoError(redo=redo)
    original = history.entry(reader, entry.undoes) if redo and entry.undoes else entry
    assert original is not None
    return entry.seq, log.describe(reader, original)
