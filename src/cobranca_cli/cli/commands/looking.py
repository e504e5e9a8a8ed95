"""Looking: `overdue`, `upcoming`, `installment`, `summary`, `statement`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli import options, seen
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact, emit_list
from cobranca_cli.errors import ConflictingOptionsError

if TYPE_CHECKING:
    import sqlite3

    from cobranca_cli.store.queries.customers import CustomerRow

_BY = {
    "parcela": "installment", "installment": "installment",
    "cliente": "customer", "customer": "customer",
}  # fmt: skip


def parse_by(text: str) -> str:
    """`customer` or `installment`, also in Portuguese."""
    return options.one_of_words(text, _BY, "--por")


def parse_days(text: str) -> int:
    """A number of days from 0 on."""
    return 0 if text.strip() == "0" else options.parse_count(text)


def _named(connection: sqlite3.Connection, customer: str) -> CustomerRow:
    from cobranca_cli.store.queries import lookup  # The list of everybody looks for no name.

    return lookup.for_read(connection, customer)


def overdue(
    ctx: typer.Context,
    customer: options.MaybeCustomer = None,
    as_of: Annotated[date | None, typer.Option(
        "--as-of", "--em-data", metavar="DATA", parser=str, callback=options.past_date,
        help="Como o caderno estava neste dia. Sem isto, hoje.")] = None,
    by: Annotated[str, typer.Option(
        "--by", "--por", metavar="parcela|cliente", parser=parse_by,
        help="Uma linha por parcela ou por cliente.")] = "parcela",
    min_days: Annotated[int | None, typer.Option(
        "--min-days", "--dias-minimos", metavar="N", parser=parse_days,
        help="Só o que está atrasado há N dias ou mais.")] = None,
    limit: options.Limit = None,
) -> None:  # fmt: skip
    """List what is late, most days late first."""
    from cobranca_cli.reports.overdue import overdue as report

    app: AppContext = ctx.obj
    connection = app.reader()
    who = _named(connection, customer) if customer else None
    found = report(
        connection, as_of=as_of or app.today, calendar=app.settings.calendar,
        customer_id=who and who.customer_id, by=by, min_days=min_days, limit=limit,
    )  # fmt: skip
    emit_list(
        app,
        found,
        columns=seen.overdue_columns(found, by),
        footer=seen.overdue_footer(found, app.today),
        empty=f"{who.name} não tem nada em atraso." if who else "Ninguém está atrasado.",
    )


def upcoming(
    ctx: typer.Context,
    days: Annotated[int | None, typer.Option(
        "--days", "--dias", metavar="N", parser=parse_days,
        help="Até quantos dias adiante; 0 é só hoje. Sem isto, 7.")] = None,
) -> None:  # fmt: skip
    """List what falls due in the next days, oldest first."""
    from cobranca_cli.reports.upcoming import upcoming as report

    app: AppContext = ctx.obj
    ahead = seen.UPCOMING_DAYS if days is None else days
    found = report(app.reader(), today=app.today, calendar=app.settings.calendar, days=ahead)
    emit_list(
        app,
        found,
        columns=seen.upcoming_columns(found),
        footer=seen.upcoming_footer(found),
        empty=f"Nada vence nos próximos {ahead} dias." if ahead else "Nada vence hoje.",
    )


def installment(
    ctx: typer.Context,
    installment: Annotated[str, typer.Argument(
        metavar="PARCELA", help="O número da parcela, ou o cliente quando só há uma em aberto.",
        )],
    on: Annotated[date | None, typer.Option(
        "--on", "--em", metavar="DATA", parser=str, callback=options.past_date,
        help="Como estava neste dia. Sem isto, hoje.")] = None,
) -> None:  # fmt: skip
    """Show one instalment on a day, with everything that was posted to it."""
    from cobranca_cli.reports.installment import installment as report
    from cobranca_cli.store.queries import lookup

    app: AppContext = ctx.obj
    connection = app.reader()
    day = on or app.today
    found = report(
        connection,
        installment_id=lookup.installment(connection, installment, for_reading=True).installment_id,
        on=day,
        calendar=app.settings.calendar,
    )
    emit_fact(app, found, lines=seen.installment(found, day))


def summary(
    ctx: typer.Context,
    quiet_if_empty: Annotated[bool, typer.Option(
        "--quiet-if-empty", "--calado",
        help="Não escreve nada quando não há nada a dizer.")] = False,
    notify: Annotated[bool, typer.Option(
        "--notify", "--avisar", help="Envia o resumo a você, em vez de mostrar.")] = False,
    channel: Annotated[str | None, typer.Option(
        "--channel", "--canal", metavar="CANAL", parser=options.parse_channel,
        help="Com --avisar, por onde; sem isto, o primeiro que estiver pronto.")] = None,
) -> None:  # fmt: skip
    """Show the day: what came in, what falls due, what is late."""
    from cobranca_cli.reports.summary import has_news
    from cobranca_cli.reports.summary import summary as report

    app: AppContext = ctx.obj
    if channel and not notify:
        raise ConflictingOptionsError("--canal só vai com --avisar.", "junte --avisar.")
    if quiet_if_empty and not app.has_home:
        return
    found = report(app.reader(), today=app.today, settings=app.settings, home=app.home)
    if quiet_if_empty and not has_news(found):
        return
    if notify:
        from cobranca_cli.cli.sending import notify as send

        lines = [*seen.summary(found), *(f"Aviso: {warning}" for warning in found.warnings)]
        send(app, lines, channel=channel)
    else:
        emit_fact(app, found, lines=seen.summary(found), warnings=found.warnings)


def statement(
    ctx: typer.Context,
    customer: options.MaybeCustomer = None,
    since: Annotated[date | None, typer.Option(
        "--from", "--desde", metavar="DATA", parser=str, callback=options.past_date,
        help="O primeiro dia; o que veio antes vira o saldo anterior.")] = None,
    until: Annotated[date | None, typer.Option(
        "--to", "--ate", "--para", metavar="DATA", parser=str, callback=options.past_date,
        help="O último dia. Sem isto, hoje.")] = None,
    everything: Annotated[bool, typer.Option(
        "--all", "--tudo",
        help="Também anotações, bloqueios, limites e o que foi cancelado.")] = False,
    pdf: Annotated[str | None, typer.Option(
        "--pdf", metavar="ARQUIVO",
        help="Grava em um PDF; com --todos-os-clientes, o nome da pasta.")] = None,
    whatsapp: Annotated[bool, typer.Option(
        "--whatsapp", help="Um texto curto para mandar ao cliente, com o link.")] = False,
    everybody: Annotated[bool, typer.Option(
        "--everybody", "--todos-os-clientes",
        help="Um PDF de cada cliente, em uma pasta.")] = False,
) -> None:  # fmt: skip
    """Show a customer's sales and payments with the balance after each."""
    from cobranca_cli.cli import statements

    app: AppContext = ctx.obj
    asked = statements.Asked(
        since, until or app.today, everything=everything, pdf=pdf, whatsapp=whatsapp
    )
    if everybody:
        statements.of_everybody(app, customer, asked)
    else:
        statements.of_one(app, customer, asked)
