"""What customers promise, and when nobody is to be reminded: `promise`, `promises`, `pause`, …"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from cobranca_cli.cli import options, says_reminding, seen
from cobranca_cli.cli.context import AppContext, only_one
from cobranca_cli.cli.output import emit_fact, emit_list
from cobranca_cli.cli.words import counted
from cobranca_cli.domain.text import clean_text
from cobranca_cli.errors import ConflictingOptionsError, brl

Day = Annotated[str, typer.Argument(
    metavar="DIA", help="Até quando: sexta, dia 10, 15/12.", show_default=False)]  # fmt: skip
Until = Annotated[date, typer.Option(
    "--until", "--ate", metavar="DATA", parser=str, callback=options.future_date,
    help="O primeiro dia em que os lembretes voltam.")]  # fmt: skip
Everybody = Annotated[bool, typer.Option("--all", "--todos", help="Todos os clientes.")]
Installment = Annotated[str | None, typer.Option(
    "--installment", "--parcela", metavar="NÚMERO", help="Só esta parcela.")]  # fmt: skip


def promise(
    ctx: typer.Context,
    customer: options.Customer,
    day: Day,
    amount: Annotated[int | None, typer.Argument(
        metavar="[VALOR]", parser=options.parse_typed_amount, show_default=False,
        help="Quanto; sem isto, tudo o que está em aberto.")] = None,
) -> None:  # fmt: skip
    """Keep a promise to pay; nothing is said before its day."""
    from cobranca_cli.services.reminders import promise as service

    app: AppContext = ctx.obj
    due_on = app.typed_date(day, mode="future")
    who, _ = app.choose(customer)
    done = service(app.unit("promise"), customer=who, due_on=due_on, amount_cents=amount)
    emit_fact(app, done, lines=says_reminding.promised(done, amount))


def promises(
    ctx: typer.Context, customer: options.MaybeCustomer = None, limit: options.Limit = None
) -> None:
    """List promises, and post-dated cheques: open, kept, broken."""
    from cobranca_cli.reports.promises import promises as report
    from cobranca_cli.store.queries import lookup

    app: AppContext = ctx.obj
    reader = app.reader()
    who = lookup.for_read(reader, customer).customer_id if customer else None
    found = report(reader, as_of=app.today, calendar=app.settings.calendar, customer_id=who,
                   limit=limit)  # fmt: skip
    emit_list(
        app, found if app.format != "table" else seen.with_cheques_named(found),
        columns=("promise_id", "kind", "customer", "due_on", "amount_cents", "paid_cents",
                 "status"),
        footer=[f"{counted(found.promises, 'promessa')}; {brl(found.open_cents)} a receber."],
        empty="Nenhuma promessa.",
    )  # fmt: skip


def pause(
    ctx: typer.Context,
    until: Until,
    reason: options.Reason,
    customer: options.MaybeCustomer = None,
    installment: Installment = None,
    everybody: Everybody = False,
) -> None:
    """Stop reminding a customer, of an instalment, or everybody, until a day."""
    from cobranca_cli.services.reminders import pause as service

    app: AppContext = ctx.obj
    words = clean_text(reason, what="o motivo")
    _one_target(customer, installment, everybody=everybody)
    who = app.choose(customer)[0] if customer else None
    done = service(app.unit("pause"), until_on=until, reason=words, customer=who,
                   installment=installment)  # fmt: skip
    emit_fact(app, done, lines=says_reminding.paused(done))


def resume(
    ctx: typer.Context,
    customer: options.MaybeCustomer = None,
    installment: Installment = None,
    everybody: Everybody = False,
) -> None:
    """End a pause."""
    from cobranca_cli.services.reminders import resume as service

    app: AppContext = ctx.obj
    _one_target(customer, installment, everybody=everybody)
    who = app.choose(customer)[0] if customer else None
    done = service(app.unit("resume"), customer=who, installment=installment)
    emit_fact(app, done, lines=says_reminding.paused(done))


def _one_target(customer: str | None, installment: str | None, *, everybody: bool) -> None:
    only_one(CLIENTE=customer, parcela=installment, todos=everybody)
    if not (customer or installment or everybody):
        raise ConflictingOptionsError(
            "Diga para quem: um cliente, --parcela NÚMERO ou --todos.",
            "por exemplo: cobranca pausar Maria --ate 'dia 10' --motivo viagem",
        )
