"""Who may not buy on trust: `block`, `unblock`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import options
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.text import clean_text


def block(ctx: typer.Context, customer: options.Customer, reason: options.Reason) -> None:
    """Sell nothing on trust to a customer."""
    from cobranca_cli.services.credit import block as service

    app: AppContext = ctx.obj
    why = clean_text(reason, what="o motivo")
    who, _ = app.choose(customer)
    done = service(app.unit("block"), customer=who, reason=why)
    emit_fact(app, done, lines=[f"{done.customer}: vendas a prazo bloqueadas ({why})."])


def unblock(
    ctx: typer.Context,
    customer: options.Customer,
    reason: Annotated[str | None, typer.Option(
        "--reason", "--motivo", metavar="TEXTO", help="Por quê; fica no histórico.")] = None,
) -> None:  # fmt: skip
    """Sell on trust again."""
    from cobranca_cli.services.credit import unblock as service

    app: AppContext = ctx.obj
    why = clean_text(reason, what="o motivo") if reason else None
    who, _ = app.choose(customer)
    done = service(app.unit("unblock"), customer=who, reason=why)
    emit_fact(app, done, lines=[f"{done.customer}: vendas a prazo liberadas."])
