"""Rewards for paying early and on time: `early-offer`, `points`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from cobranca_cli.cli import options, says_rewards
from cobranca_cli.cli.context import AppContext, only_one
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.money import parse_percent_bps
from cobranca_cli.domain.text import clean_text
from cobranca_cli.errors import ConflictingOptionsError

Until = Annotated[date, typer.Option(
    "--until", "--ate", metavar="DATA", parser=str, callback=options.future_date,
    help="O último dia do desconto.")]  # fmt: skip
Everybody = Annotated[bool, typer.Option("--all", "--todos", help="A todos os clientes.")]
WhoAndPercent = Annotated[list[str], typer.Argument(
    metavar="[CLIENTE]… %", show_default=False,
    help="Os clientes e o desconto, como Maria 5%; com --todos, só o desconto.")]  # fmt: skip

Redeem = Annotated[int | None, typer.Option(
    "--redeem", "--resgatar", metavar="N", parser=options.parse_count,
    help="Quantos pontos trocar; com --venda ou --para.")]  # fmt: skip
Sale = Annotated[str | None, typer.Option(
    "--sale", "--venda", metavar="NÚMERO", help="A venda que fica mais barata.")]  # fmt: skip
For = Annotated[str | None, typer.Option(
    "--for", "--para", metavar="TEXTO", help="Pelo que os pontos foram trocados.")]  # fmt: skip
Give = Annotated[int | None, typer.Option(
    "--give", "--dar", metavar="N", parser=options.parse_count,
    help="Quantos pontos dar de presente; com --motivo.")]  # fmt: skip
Reason = Annotated[str | None, typer.Option(
    "--reason", "--motivo", metavar="TEXTO", help="Por que os pontos foram dados.")]  # fmt: skip


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


def points(
    ctx: typer.Context,
    customer: options.Customer,
    redeem: Redeem = None,
    sale: Sale = None,
    on: For = None,
    give: Give = None,
    reason: Reason = None,
) -> None:
    """Show a customer's points, give some, or spend them."""
    app: AppContext = ctx.obj
    _fits_together(redeem, sale=sale, on=on, give=give, reason=reason)
    if redeem is None and give is None:
        _show(app, customer)
        return
    from cobranca_cli.services import points as service

    words = clean_text(on or reason or "", what="o que foi") if on or reason else ""
    who, _ = app.choose(customer)
    unit, settings = app.unit("points"), app.settings
    if sale:
        done = service.spend_on_sale(unit, customer=who, points=redeem or 0, sale=sale,
                                     settings=settings)  # fmt: skip
    elif redeem:
        done = service.spend(unit, customer=who, points=redeem, on=words, settings=settings)
    else:
        done = service.give(unit, customer=who, points=give or 0, reason=words, settings=settings)
    emit_fact(app, done, lines=says_rewards.points_written(done), warnings=done.warnings)


def _show(app: AppContext, customer: str) -> None:
    from cobranca_cli.reports.points import points as report

    found = report(app.reader(), customer=customer, settings=app.settings)
    emit_fact(app, found, lines=says_rewards.points(found))


def _fits_together(
    redeem: int | None, *, sale: str | None, on: str | None, give: int | None, reason: str | None
) -> None:
    """Spending says on what, giving says why; each alone."""
    only_one(resgatar=redeem, dar=give)
    only_one(venda=sale, para=on)
    if (redeem is None) == bool(sale or on) or (give is None) == bool(reason):
        raise ConflictingOptionsError(
            "Resgatar vai com --venda ou --para, e dar com --motivo.",
            "por exemplo: cobranca pontos Maria --resgatar 100 --venda 12, ou --dar 50 --motivo "
            "aniversário",
        )
