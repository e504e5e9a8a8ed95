"""Kind reminders: `remind`, `messages`, `tasks`, `why`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from cobranca_cli.cli import options, says_reminding
from cobranca_cli.cli.context import AppContext, only_one
from cobranca_cli.cli.output import emit_fact, emit_list
from cobranca_cli.cli.words import counted
from cobranca_cli.domain.ladder import KEYS

if TYPE_CHECKING:
    import sqlite3

    from cobranca_cli.reports.reminders import TaskLine

_DONE = "cobranca anotar CLIENTE TEXTO --etapa ETAPA"
_STEPS = {key: key for key in KEYS}

_BECAME = {"chegou": "sent", "sent": "sent",
           "nao-chegou": "failed", "nao chegou": "failed", "failed": "failed"}  # fmt: skip


class _Tasks(NamedTuple):
    """What `tasks` shows."""

    rows: list[TaskLine]


def parse_step(text: str) -> str:
    """A step of the ladder. Raises InvalidChoiceError."""
    return options.one_of_words(text, _STEPS, "a etapa")


def parse_became(text: str) -> str:
    """`sent` or `failed`, in either language. Raises InvalidChoiceError."""
    return options.one_of_words(text, _BECAME, "o que foi da mensagem")


def remind(
    ctx: typer.Context,
    customers: Annotated[list[str] | None, typer.Argument(
        metavar="[CLIENTE]…", help="Só estes clientes; sem nenhum, todos.",
        autocompletion=options.complete_customer, show_default=False)] = None,
    show: Annotated[bool, typer.Option(
        "--print", "--mostrar", help="Só mostra; nada é enviado nem registrado.")] = False,
    record: Annotated[bool, typer.Option(
        "--record", "--registrar",
        help="Mostra e registra como enviadas: nenhuma se repete.")] = False,
    send: Annotated[bool, typer.Option(
        "--send", "--enviar",
        help="Envia pelos canais que estão prontos, um por cliente, no horário dos ajustes.",
    )] = False,
    step: Annotated[str | None, typer.Option(
        "--step", "--etapa", metavar="ETAPA", parser=parse_step,
        help=f"Só quem está nesta etapa: {', '.join(KEYS)}.")] = None,
    limit: options.Limit = None,
) -> None:  # fmt: skip
    """Show one kind message for each customer with something late, due today or due soon."""
    from cobranca_cli.reports.reminders import reminders

    app: AppContext = ctx.obj
    only_one(registrar=record, enviar=send)
    only_one(mostrar=show, enviar=send)
    reader = app.reader()
    ids = _named(reader, customers)
    if record:
        _record(app, ids, step, limit)
    elif not (send and _send(app, ids, step, limit)):
        found = reminders(reader, today=app.today, settings=app.settings, customer_ids=ids,
                          step=step, limit=limit)  # fmt: skip
        emit_fact(app, found, lines=says_reminding.reminders(found), warnings=found.warnings)


def _record(app: AppContext, ids: list[int] | None, step: str | None, limit: int | None) -> None:
    from cobranca_cli.services.reminders import record as service

    done = service(app.unit("remind"), settings=app.settings, customer_ids=ids, step=step,
                   limit=limit)  # fmt: skip
    lines = says_reminding.reminders(done, recorded=True)
    emit_fact(app, done, lines=lines, warnings=done.warnings)


def _send(app: AppContext, ids: list[int] | None, step: str | None, limit: int | None) -> bool:
    from cobranca_cli.cli import sending

    return sending.remind(app, customer_ids=ids, step=step, limit=limit)


def confirm_message(
    ctx: typer.Context,
    message: Annotated[str, typer.Argument(
        metavar="NÚMERO", help="O número da mensagem (cobranca mensagens).", show_default=False)],
    became: Annotated[str, typer.Argument(
        metavar="chegou|nao-chegou", parser=parse_became, help="O que você soube dela.",
        show_default=False)],
) -> None:  # fmt: skip
    """Say what became of a message that is uncertain."""
    from cobranca_cli.cli.says_sending import confirmed
    from cobranca_cli.services.handing_over import confirm

    app: AppContext = ctx.obj
    status: Literal["sent", "failed"] = "sent" if became == "sent" else "failed"
    done = confirm(app.unit("confirm-message"), message=message, status=status)
    emit_fact(app, done, lines=confirmed(done))


def _named(reader: sqlite3.Connection, texts: list[str] | None) -> list[int] | None:
    if not texts:
        return None
    from cobranca_cli.store.queries import lookup

    return [lookup.for_read(reader, text).customer_id for text in texts]


def messages(
    ctx: typer.Context, customer: options.MaybeCustomer = None, limit: options.Limit = None
) -> None:
    """List what was said to whom, newest first."""
    from cobranca_cli.reports.messages import messages as report

    app: AppContext = ctx.obj
    found = report(app.reader(), customer=customer, limit=limit)
    emit_list(
        app, found, columns=says_reminding.message_columns(found),
        footer=says_reminding.messages_footer(found),
        empty="Nenhuma mensagem registrada.",
    )  # fmt: skip


def tasks(ctx: typer.Context) -> None:
    """List what the ladder leaves to the owner."""
    from cobranca_cli.reports.reminders import count

    app: AppContext = ctx.obj
    found = count(app.reader(), today=app.today, settings=app.settings)
    rows = [row for _, row in sorted(found.tasks)]
    emit_list(
        app, _Tasks(rows), columns=("customer", "step", "since", "text"),
        footer=[f"{counted(len(rows), 'tarefa')}. Feita uma: {_DONE}"],
        empty="Nenhuma tarefa.",
    )  # fmt: skip


def why(ctx: typer.Context, customer: options.Customer) -> None:
    """Explain who is reminded or not, rule by rule."""
    from cobranca_cli.reports.why import why as report

    app: AppContext = ctx.obj
    found = report(app.reader(), customer=customer, today=app.today, settings=app.settings)
    emit_fact(app, found, lines=says_reminding.why(found))
