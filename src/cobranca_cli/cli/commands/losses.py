"""What will not come any more, and whether it is worth the trouble: `write-off`, `decision`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import options, says_losses
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.text import clean_text

Lost = Annotated[str, typer.Argument(
    metavar="PARCELA", help="O número da parcela, ou o cliente quando só uma serve.",
    show_default=False)]  # fmt: skip


def write_off(
    ctx: typer.Context, installment: Lost, reason: options.Reason, on: options.On = None
) -> None:
    """Give up what is open of an instalment."""
    from cobranca_cli.services.losses import write_off as service

    app: AppContext = ctx.obj
    words = clean_text(reason, what="o motivo")
    item = app.choose_row(installment)
    done = service(app.unit("write-off"), installment=item, reason=words, on=on)
    emit_fact(app, done, lines=says_losses.written_off(done), warnings=done.warnings)


def decision(ctx: typer.Context, customer: options.Customer) -> None:
    """Whether going after what somebody has not paid is worth it."""
    from cobranca_cli.reports.decision import decision as report

    app: AppContext = ctx.obj
    found = report(app.reader(), customer=customer, today=app.today, settings=app.settings)
    emit_fact(app, found, lines=says_losses.decision(found))
