"""What is sold by the week, month or year: `add-recurring`, `recurring`, `run-recurring` …"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, cast

import typer

from cobranca_cli.cli import options
from cobranca_cli.cli import says_recurring as says
from cobranca_cli.cli.context import AppContext, only_one
from cobranca_cli.cli.output import emit_fact, emit_list
from cobranca_cli.domain.money import parse_amount
from cobranca_cli.domain.recurring import Agreed
from cobranca_cli.domain.text import clean_text
from cobranca_cli.errors import ConflictingOptionsError

if TYPE_CHECKING:
    from cobranca_cli.domain.recurring import Every

Recurring = Annotated[str, typer.Argument(
    metavar="NÚMERO", help="O número da mensalidade, ou o cliente se ele só tiver uma ativa.",
    show_default=False)]  # fmt: skip


def add_recurring(
    ctx: typer.Context,
    customer: options.Customer,
    amount: options.Amount,
    every: Annotated[str, typer.Option(
        "--every", "--cada", metavar="mes|semana|ano", parser=options.parse_every,
        help="De quanto em quanto tempo.")],
    start: Annotated[str, typer.Option(
        "--start", "--inicio", metavar="DATA",
        help="O primeiro dia; as outras caem no mesmo dia. Pode ter passado (com o ano).")],
    times: Annotated[int | None, typer.Option(
        "--times", "--vezes", metavar="N", parser=options.parse_count,
        help="Quantas vezes ao todo. Sem isto, até parar.")] = None,
    until: Annotated[str | None, typer.Option(
        "--until", "--ate", metavar="DATA", help="O último dia, contado do início.")] = None,
    description: Annotated[str | None, typer.Option(
        "--description", "--descricao", metavar="TEXTO", help="O que é vendido.")] = None,
    kind: Annotated[str, typer.Option(
        "--kind", "--tipo", metavar="TIPO", parser=options.parse_kind,
        help="servico, produto, revenda ou industria.")] = "service",
) -> None:  # fmt: skip
    """Agree on something sold every week, month or year."""
    from cobranca_cli.services.recurring import add_recurring as service

    app: AppContext = ctx.obj
    only_one(vezes=times, ate=until)
    words = clean_text(description, what="a descrição") if description else None
    first = app.typed_date(start, mode="future")
    last = app.typed_date(until, mode="future", start=first) if until else None
    who, _ = app.choose(customer)
    done = service(
        app.unit("add-recurring"), customer=who, kind=kind, description=words,
        agreed=Agreed(amount, cast("Every", every), first, times, last), settings=app.settings,
    )  # fmt: skip
    emit_fact(app, done, lines=says.added(done), warnings=says.clamped(start, done))


def recurring(
    ctx: typer.Context,
    customer: options.MaybeCustomer = None,
    all: Annotated[bool, typer.Option(
        "--all", "--todas", help="Também as que pararam ou terminaram.")] = False,
    limit: options.Limit = None,
) -> None:  # fmt: skip
    """List what is sold every week, month or year."""
    from cobranca_cli.reports.recurring import recurring as report

    app: AppContext = ctx.obj
    found = report(app.reader(), today=app.today, settings=app.settings, customer=customer,
                   stopped=all, limit=limit)  # fmt: skip
    emit_list(
        app,
        found,
        columns=says.columns(found, stopped=all),
        footer=says.footer(found),
        empty="Nenhuma mensalidade.",
    )  # fmt: skip


def change_recurring(
    ctx: typer.Context,
    recurring: Recurring,
    amount: Annotated[int | None, typer.Argument(
        metavar="[VALOR]", parser=options.parse_typed_amount, help="O valor novo.",
        show_default=False)] = None,
    amount_option: Annotated[int | None, typer.Option(
        "--amount", "--valor", metavar="VALOR", parser=parse_amount,
        help="O valor novo, dito assim.")] = None,
    since: Annotated[date | None, typer.Option(
        "--from", "--desde", metavar="DATA", parser=str, callback=options.future_date,
        help="O primeiro dia do valor novo. Sem isto, hoje.")] = None,
) -> None:  # fmt: skip
    """Sell for another amount from a day on."""
    from cobranca_cli.services.recurring import change_recurring as service

    app: AppContext = ctx.obj
    cents = _one_amount(amount, amount_option)
    done = service(app.unit("change-recurring"), recurring=recurring, amount_cents=cents,
                   from_on=since, settings=app.settings)  # fmt: skip
    emit_fact(app, done, lines=says.changed(done, since or app.today))


def stop_recurring(
    ctx: typer.Context,
    recurring: Recurring,
    on: Annotated[date | None, typer.Option(
        "--on", "--em", metavar="DATA", parser=str, callback=options.future_date,
        help="Desse dia em diante nada é vendido. Sem isto, hoje.")] = None,
) -> None:  # fmt: skip
    """Sell nothing more from a day on."""
    from cobranca_cli.services.recurring import stop_recurring as service

    app: AppContext = ctx.obj
    done = service(app.unit("stop-recurring"), recurring=recurring, on=on, settings=app.settings)
    emit_fact(app, done, lines=says.stopped(done))


def run_recurring(
    ctx: typer.Context,
    messages: Annotated[bool, typer.Option(
        "--print", "--mostrar", help="Mostra também o texto para cada cliente.")] = False,
) -> None:  # fmt: skip
    """Make a sale of every day that has come; each once."""
    from cobranca_cli.services.recurring import run_recurring as service

    app: AppContext = ctx.obj
    done = service(app.unit("run-recurring"), settings=app.settings)
    emit_fact(app, done, lines=says.generated(done, messages=messages), warnings=done.warnings)


def _one_amount(*said: int | None) -> int:
    given = [cents for cents in said if cents is not None]
    if len(given) != 1:
        raise ConflictingOptionsError(
            "Diga o valor uma vez só." if given else "Falta o valor.",
            "por exemplo: cobranca mudar-mensalidade 3 130,00",
        )
    return given[0]
