"""Kind reminders: `remind`, `messages`, `tasks`, `why`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cobranca_cli.cli import options, says_reminding
from cobranca_cli.cli.context import AppContext, only_one
from cobranca_cli.cli.output import emit_fact, emit_list
from cobranca_cli.cli.words import counted
from cobranca_cli.domain.ladder import KEYS
from cobranca_cli.domain.text import clean_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from cobranca_cli.reports.owner_tasks import TaskLine
    from cobranca_cli.reports.reminders import RemindReport

_DONE = "cobranca anotar CLIENTE TEXTO --etapa ETAPA"
_LONGEST_NEWS = 200  # Characters.
_STEPS = {key: key for key in KEYS}


class _Tasks(NamedTuple):
    """What `tasks` shows."""

    rows: list[TaskLine]


def parse_step(text: str) -> str:
    """A step of the ladder. Raises InvalidChoiceError."""
    return options.one_of_words(text, _STEPS, "a etapa")


def parse_news(text: str) -> str:
    """One line to be put into messages; "" for none. Raises InvalidTextError."""
    return clean_line(text, what="a novidade", limit=_LONGEST_NEWS) if text else ""


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
    whatsapp: Annotated[bool, typer.Option(
        "--whatsapp", "--fila",
        help="A fila no terminal: um por um, para abrir, editar, pular ou adiar.")] = False,
    step: Annotated[str | None, typer.Option(
        "--step", "--etapa", metavar="ETAPA", parser=parse_step,
        help=f"Só quem está nesta etapa: {', '.join(KEYS)}.")] = None,
    news: Annotated[str, typer.Option(
        "--news", "--novidade", metavar="TEXTO", parser=parse_news, show_default=False,
        help="Uma linha sua nos lembretes de quem ainda está no prazo.")] = "",
    limit: options.Limit = None,
) -> None:  # fmt: skip
    """Show one kind message for each customer with something late, due today or due soon."""
    only_one(registrar=record, whatsapp=whatsapp)
    app: AppContext = ctx.obj
    reader = app.reader()
    ids = _named(reader, customers)
    if whatsapp and app.on_terminal and not (show or app.dry_run):
        from cobranca_cli.cli import queue

        queue.run(app, customer_ids=ids, step=step, limit=limit, news=news)
        return
    if record:
        from cobranca_cli.services.reminders import record as service

        done = service(app.unit("remind"), settings=app.settings, customer_ids=ids, step=step,
                       limit=limit, news=news)  # fmt: skip
        emit_fact(app, done, lines=says_reminding.reminders(done, recorded=True),
                  warnings=done.warnings)  # fmt: skip
        return
    found = _report(whatsapp)(reader, today=app.today, settings=app.settings, customer_ids=ids,
                              step=step, limit=limit, news=news)  # fmt: skip
    emit_fact(app, found, lines=says_reminding.reminders(found), warnings=found.warnings)


def _report(whatsapp: bool) -> Callable[..., RemindReport]:
    """All reminders, or those that can go by WhatsApp."""
    from cobranca_cli.reports import queue, reminders

    return queue.queue if whatsapp else reminders.reminders


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
        app, found, columns=("message_id", "at", "customer", "step", "channel", "status"),
        footer=[f"{counted(found.messages, 'mensagem', 'mensagens')}."],
        empty="Nenhuma mensagem registrada.",
    )  # fmt: skip


def tasks(ctx: typer.Context) -> None:
    """List what the ladder leaves to the owner."""
    from cobranca_cli.reports.reminders import count

    app: AppContext = ctx.obj
    found = count(app.reader(), today=app.today, settings=app.settings)
    rows = found.tasks
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
