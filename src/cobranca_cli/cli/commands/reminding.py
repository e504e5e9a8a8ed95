"""Kind reminders: `remind`, `messages`, `tasks`, `why`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from cobranca_cli.cli import options, says_reminding
from cobranca_cli.cli.context import AppContext, only_one
from cobranca_cli.cli.output import emit_fact, emit_list, say
from cobranca_cli.cli.seen import at_home
from cobranca_cli.domain import promises
from cobranca_cli.domain.ladder import KEYS, PUNCTUAL
from cobranca_cli.domain.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobranca_cli.reports.owner_tasks import TaskLine
    from cobranca_cli.reports.reminders import RemindReport

_LONGEST_NEWS = 200  # Characters.
_STEPS = {key: key for key in (*KEYS, *promises.STEPS)} | {"agradecimento": PUNCTUAL}
_BECAME = {"chegou": "sent", "sent": "sent",
           "nao-chegou": "failed", "nao chegou": "failed", "failed": "failed"}  # fmt: skip


class _Tasks(NamedTuple):
    """What `tasks` shows."""

    rows: list[TaskLine]


def parse_step(text: str) -> str:
    """A step of the ladder. Raises InvalidChoiceError."""
    return options.one_of_words(text, _STEPS, "a etapa")


def parse_news(text: str) -> str:
    """One line to be put into messages; "" for none. Raises InvalidTextError."""
    return clean_line(text, what="a novidade", limit=_LONGEST_NEWS) if text else ""


def parse_became(text: str) -> str:
    """`sent` or `failed`, in either language. Raises InvalidChoiceError."""
    return options.one_of_words(text, _BECAME, "o que foi da mensagem")


Customers = Annotated[list[str] | None, typer.Argument(
    metavar="[CLIENTE]…", help="Só estes clientes; sem nenhum, todos.",
    show_default=False)]  # fmt: skip
Show = Annotated[bool, typer.Option(
    "--print", "--mostrar",
    help="Só mostra, como sem opções; nada é enviado nem registrado.")]  # fmt: skip
Record = Annotated[bool, typer.Option(
    "--record", "--registrar",
    help="Mostra e registra como enviadas: nenhuma se repete.")]  # fmt: skip
Queue = Annotated[bool, typer.Option(
    "--whatsapp", "--fila",
    help="A fila no terminal: um por um, para abrir, editar, pular ou adiar.")]  # fmt: skip
Send = Annotated[bool, typer.Option(
    "--send", "--enviar",
    help="Envia pelos canais que estão prontos, um por cliente, no horário dos ajustes."
)]  # fmt: skip
Step = Annotated[str | None, typer.Option(
    "--step", "--etapa", metavar="ETAPA", parser=parse_step,
    help=f"Só quem está nesta etapa: {', '.join(_STEPS)}.")]  # fmt: skip
News = Annotated[str, typer.Option(
    "--news", "--novidade", metavar="TEXTO", parser=parse_news, show_default=False,
    help="Uma linha sua nos lembretes de quem ainda está no prazo.")]  # fmt: skip


def remind(
    ctx: typer.Context,
    customers: Customers = None,
    show: Show = False,
    record: Record = False,
    whatsapp: Queue = False,
    send: Send = False,
    step: Step = None,
    news: News = "",
    limit: options.Limit = None,
) -> None:
    """Show one kind message for each customer with something late, due today or due soon."""
    only_one(registrar=record, whatsapp=whatsapp, enviar=send)
    only_one(mostrar=show, enviar=send)
    app: AppContext = ctx.obj
    asked = {"customer_ids": _named(app, customers), "step": step, "limit": limit,
             "news": news}  # fmt: skip
    if record:
        _record(app, asked)
    elif whatsapp and app.on_terminal and not (show or app.dry_run):
        _queue(app, asked)
    elif not (send and _sent(app, asked)):
        found = _report(whatsapp)(app.reader(), today=app.today, settings=app.settings, **asked)
        lines = says_reminding.reminders(found, named=bool(customers))
        emit_fact(app, found, lines=lines, warnings=found.warnings)


def _record(app: AppContext, asked: dict[str, Any]) -> None:
    from cobranca_cli.services.reminders import record

    done = record(app.unit("remind"), settings=app.settings, **asked)
    lines = says_reminding.reminders(done, named=bool(asked["customer_ids"]), recorded=True)
    emit_fact(app, done, lines=lines, warnings=done.warnings)


def _queue(app: AppContext, asked: dict[str, Any]) -> None:
    from cobranca_cli.cli import queue

    queue.run(app, **asked)


def _sent(app: AppContext, asked: dict[str, Any]) -> bool:
    """Whether something was done: without a channel a terminal gets the queue, else nothing."""
    from cobranca_cli.cli import sending

    if sending.remind(app, **asked):
        return True
    if app.on_terminal and not app.dry_run:
        _queue(app, asked)
        return True
    return False


def _report(whatsapp: bool) -> Callable[..., RemindReport]:
    """All reminders, or those that can go by WhatsApp."""
    from cobranca_cli.reports import queue, reminders

    return queue.queue if whatsapp else reminders.reminders


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


def _named(app: AppContext, texts: list[str] | None) -> list[int] | None:
    if not texts:
        return None
    from cobranca_cli.store.queries import lookup

    reader = app.reader()
    return [lookup.for_read(reader, text).customer_id for text in texts]


def messages(
    ctx: typer.Context, customer: options.MaybeCustomer = None, limit: options.Limit = None
) -> None:
    """List what was said to whom, newest first."""
    from cobranca_cli.reports.messages import messages as report

    app: AppContext = ctx.obj
    found = report(app.reader(), customer=customer, limit=limit)
    if app.format == "table":
        found = at_home(found, app.now)
        if customer is not None:
            say(says_reminding.word_for_word(found))
    emit_list(
        app, found, columns=says_reminding.message_columns(found),
        footer=says_reminding.messages_footer(found),
        empty="Nenhuma mensagem registrada.",
    )  # fmt: skip


def tasks(ctx: typer.Context) -> None:
    """List what the ladder leaves to the owner."""
    from cobranca_cli.reports.tally import count

    app: AppContext = ctx.obj
    found = count(app.reader(), today=app.today, settings=app.settings)
    rows = found.tasks
    emit_list(
        app, _Tasks(rows), columns=("customer", "step", "since", "text"),
        footer=says_reminding.tasks_footer(rows),
        empty="Nenhuma tarefa.",
    )  # fmt: skip


def why(ctx: typer.Context, customer: options.Customer) -> None:
    """Explain who is reminded or not, rule by rule."""
    from cobranca_cli.reports.why import why as report

    app: AppContext = ctx.obj
    found = report(app.reader(), customer=customer, today=app.today, settings=app.settings)
    emit_fact(app, found, lines=says_reminding.why(found))
