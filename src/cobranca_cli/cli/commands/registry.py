"""Who the customers are: `customers`, `customer`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli import options
from cobranca_cli.cli.card import card_lines
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact, emit_list, say
from cobranca_cli.cli.words import counted
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Mapping

    from cobranca_cli.reports.score import ScoreRow


Missing = Annotated[bool, typer.Option(
    "--missing", "--faltando",
    help="Só quem está sem telefone, CPF/CNPJ ou endereço, ou com dados de mais de um ano.",
)]  # fmt: skip
Rewards = Annotated[bool, typer.Option(
    "--rewards", "--merecem",
    help="Só quem merece um agradecimento, por estar em dia há meses; o mais pontual primeiro.",
)]  # fmt: skip


def customers(
    ctx: typer.Context,
    search: Annotated[
        str | None,
        typer.Option(
            "--search", "--procurar", metavar="TEXTO",
            help="Parte do nome, apelido, telefone ou CPF/CNPJ.",
        ),
    ] = None,
    missing: Missing = False,
    blocked: Annotated[
        bool, typer.Option("--blocked", "--bloqueados", help="Só quem está bloqueado.")
    ] = False,
    segment: Annotated[
        str | None,
        typer.Option("--segment", "--perfil", metavar="PERFIL", parser=options.parse_segment,
                     help="Só quem é novo, pontual, esquecido, em-dificuldade ou critico."),
    ] = None,
    rewards: Rewards = False,
    limit: options.Limit = None,
) -> None:  # fmt: skip
    """List the customers with what each has open."""
    from cobranca_cli.reports.customers import customers as report

    app: AppContext = ctx.obj
    reader = app.reader()
    found = report(
        reader, today=app.today, settings=app.settings, search=search, missing=missing,
        blocked=blocked, segment=segment, limit=limit, rewards=rewards,
        scores=_scores(app, reader) if segment or rewards or app.format != "table" else None,
    )  # fmt: skip
    if missing and app.format == "table" and found.rows:
        from cobranca_cli.cli import says_registry

        say(says_registry.to_complete(found))
        return
    footer = (
        f"{counted(found.customers, 'cliente')}; {brl(found.open_cents)} em aberto, "
        f"{brl(found.overdue_cents)} em atraso, {brl(found.credit_cents)} de crédito."
    )
    emit_list(
        app,
        found,
        columns=(
            "customer_id",
            "name",
            "phone",
            *(("score",) if segment or rewards else ()),
            "open_cents",
            "overdue_cents",
            "credit_cents",
        ),
        footer=[footer],
        empty="Nenhum cliente.",
    )


def _scores(
    app: AppContext, reader: sqlite3.Connection
) -> Callable[[Collection[int] | None], Mapping[int, ScoreRow]]:
    """Scores of some customers, or of all."""
    from cobranca_cli.reports.score import score_rows

    return lambda customer_ids: score_rows(
        reader, as_of=app.today, calendar=app.settings.calendar,
        tolerance_cents=app.settings.tolerance_cents, customer_ids=customer_ids,
    )  # fmt: skip


def customer(ctx: typer.Context, customer: options.Customer) -> None:
    """Show all about one customer."""
    from cobranca_cli.reports.customer import customer as report

    app: AppContext = ctx.obj
    card = report(app.reader(), customer=customer, today=app.today, settings=app.settings)
    emit_fact(app, card, lines=card_lines(card))
