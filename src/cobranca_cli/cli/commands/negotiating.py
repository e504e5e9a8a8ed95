"""Agreeing on another way to pay: `negotiate`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import options, says_negotiating
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_list

Sales = Annotated[list[str] | None, typer.Option(
    "--sale", "--venda", metavar="NÚMERO",
    help="Tudo em aberto desta venda, atrasado ou não; pode repetir. Sem isto, o que está "
    "atrasado.")]  # fmt: skip


def negotiate(ctx: typer.Context, customer: options.Customer, sale: Sales = None) -> None:
    """Show what could be offered to somebody who is late."""
    from cobranca_cli.reports.offers import offers as report

    app: AppContext = ctx.obj
    found = report(
        app.reader(), customer=customer, today=app.today, settings=app.settings, sales=sale or ()
    )
    emit_list(
        app, found, columns=("offer", "total_cents", "cost_cents", "present_cents"),
        footer=list(says_negotiating.menu(found)),
    )  # fmt: skip
