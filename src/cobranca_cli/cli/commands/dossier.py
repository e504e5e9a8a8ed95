"""The last resort: `dossier`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from cobranca_cli.cli import options
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact

On = Annotated[date | None, typer.Option(
    "--on", "--em", metavar="DATA", parser=str, callback=options.past_date,
    help="O dia dos valores atualizados. Sem isto, hoje.",
)]  # fmt: skip
Output = Annotated[str | None, typer.Option(
    "--output", "--saida", metavar="PASTA",
    help="Onde gravar. Sem isto, na pasta documents.",
)]  # fmt: skip


def dossier(
    ctx: typer.Context, customer: options.Customer, on: On = None, output: Output = None
) -> None:
    """Write a folder and a ZIP with everything about one customer, which anybody can check."""
    from cobranca_cli.cli import dossiers

    app: AppContext = ctx.obj
    done = dossiers.write(app, customer, on or app.today, output)
    emit_fact(app, done, lines=dossiers.lines(done), warnings=done.warnings)
