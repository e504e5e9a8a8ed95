"""Many lines in one sitting: `shell`."""

from __future__ import annotations

import typer

from cobranca_cli.cli import sitting
from cobranca_cli.cli.context import AppContext


def shell(ctx: typer.Context) -> None:
    """Take the same lines without `cobranca`, from a prompt or from a pipe."""
    app: AppContext = ctx.obj
    fixed_day = ctx.find_root().params["today"] is not None
    raise typer.Exit(sitting.hold(app, fixed_day=fixed_day))
