"""What customers contest: `dispute`, `resolve-dispute`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import options, says_disputes
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.money import parse_amount
from cobranca_cli.domain.text import clean_text
from cobranca_cli.errors import ResolutionAmountError

_RESOLUTIONS = {
    "manter": "kept", "keep": "kept", "abater": "discounted", "discount": "discounted",
    "cancelar": "voided", "void": "voided",
}  # fmt: skip


def parse_resolution(text: str) -> str:
    """`keep`, `discount` or `void`, also in Portuguese."""
    return options.one_of_words(text, _RESOLUTIONS, "como resolver")


Contested = Annotated[str, typer.Argument(
    metavar="PARCELA", help="O número da parcela, ou o cliente quando só uma serve.",
    show_default=False)]  # fmt: skip
Wrong = Annotated[str, typer.Argument(
    metavar="TEXTO", help="O que o cliente contesta.", show_default=False)]  # fmt: skip
How = Annotated[str, typer.Argument(
    metavar="manter|abater|cancelar", parser=parse_resolution, show_default=False,
    help="manter: vence 5 dias úteis depois de hoje; abater VALOR: o resto fica, no mesmo prazo; "
    "cancelar: o que está em aberto não se deve mais.")]  # fmt: skip
HowMuch = Annotated[int | None, typer.Argument(
    metavar="[VALOR]", parser=parse_amount, show_default=False,
    help="Quanto abater.")]  # fmt: skip
MaybeReason = Annotated[str | None, typer.Option(
    "--reason", "--motivo", metavar="TEXTO", help="Por quê; fica no histórico.")]  # fmt: skip


def dispute(ctx: typer.Context, installment: Contested, text: Wrong) -> None:
    """Freeze an instalment that a customer contests, until it is resolved."""
    from cobranca_cli.services.disputes import dispute as service

    app: AppContext = ctx.obj
    words = clean_text(text, what="o que é contestado")
    done = service(app.unit("dispute"), installment=app.choose_row(installment), text=words)
    emit_fact(app, done, lines=says_disputes.disputed(done))


def resolve_dispute(
    ctx: typer.Context,
    installment: Contested,
    how: How,
    amount: HowMuch = None,
    reason: MaybeReason = None,
) -> None:
    """Keep, discount or void what is contested."""
    from cobranca_cli.services.disputes import resolve as service

    app: AppContext = ctx.obj
    if (how == "discounted") != (amount is not None):
        raise ResolutionAmountError(given=amount is not None)
    words = reason and clean_text(reason, what="o motivo")
    done = service(
        app.unit("resolve-dispute"), installment=app.choose_row(installment), resolution=how,
        discount_cents=amount or 0, reason=words, calendar=app.settings.calendar,
    )  # fmt: skip
    emit_fact(app, done, lines=says_disputes.resolved(done))
