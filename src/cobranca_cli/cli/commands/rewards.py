"""Rewards for paying early and on time: `early-offer`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from cobranca_cli.cli import options, says_rewards
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.money import parse_percent_bps
from cobranca_cli.errors import ConflictingOptionsError

Until = Annotated[date, typer.Option(
    "--until", "--ate", metavar="DATA", parser=str, callback=options.future_date,
    help="O último dia do desconto.")]  # fmt: skip
Everybody = Annotated[bool, typer.Option("--all", "--todos", help="A todos os clientes.")]
WhoAndPercent = Annotated[list[str], typer.Argument(
    metavar="[CLIENTE]… %", show_default=False, autocompletion=options.complete_customer,
    help="Os clientes e o desconto, como Maria 5%; com --todos, só o desconto.")]  # fmt: skip


def early_offer(
    ctx: typer.Context, offer: WhoAndPercent, until: Until, everybody: Everybody = False
) -> None:
    """Offer what is not due yet for less, when it is paid by a day."""
    from cobranca_cli.services.early_offer import offer as service

    app: AppContext = ctx.obj
    *names, percent = offer
    if bool(names) == everybody:
        raise ConflictingOptionsError(
            "Diga a quem: um ou mais clientes, ou --todos.",
            "por exemplo: cobranca antecipar Maria 5% --ate 10/12",
        )
    bps = parse_percent_bps(percent)
    who = None if everybody else [app.choose(name)[0] for name in names]
    done = service(app.unit("early-offer"), customers=who, discount_bps=bps, until_on=until)
    emit_fact(app, done, lines=says_rewards.offered(done))
