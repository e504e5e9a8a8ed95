"""Kind reminders: `remind`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli import options
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.cli.words import counted
from cobranca_cli.domain.dunning import STEP_KEYS
from cobranca_cli.domain.phone import format_phone
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from cobranca_cli.reports.reminders import Reminder, RemindReport, Withheld
    from cobranca_cli.store.settings import Settings

_STEPS = {key: key for key in STEP_KEYS}


def parse_step(text: str) -> str:
    """A step of the ladder. Raises InvalidChoiceError."""
    return options.one_of_words(text, _STEPS, "a etapa")


def remind(
    ctx: typer.Context,
    customers: Annotated[list[str] | None, typer.Argument(
        metavar="[CLIENTE]…", help="Só estes clientes; sem nenhum, todos.",
        autocompletion=options.complete_customer, show_default=False)] = None,
    show: Annotated[bool, typer.Option(  # noqa: ARG001  # As yet there is no other way.
        "--print", "--mostrar", help="Só mostra; nada é enviado nem registrado.")] = False,
    step: Annotated[str | None, typer.Option(
        "--step", "--etapa", metavar="ETAPA", parser=parse_step,
        help=f"Só quem está nesta etapa: {', '.join(STEP_KEYS)}.")] = None,
    limit: options.Limit = None,
) -> None:  # fmt: skip
    """Show one kind message for each customer with something late, due today or due soon."""
    from cobranca_cli.reports.reminders import reminders

    app: AppContext = ctx.obj
    reader = app.reader()
    found = reminders(
        reader, today=app.today, settings=app.settings, customer_ids=_named(reader, customers),
        step=step, limit=limit,
    )  # fmt: skip
    emit_fact(app, found, lines=_lines(found, app.settings), warnings=found.warnings)


def _named(reader: sqlite3.Connection, texts: list[str] | None) -> list[int] | None:
    if not texts:
        return None
    from cobranca_cli.store.queries import lookup

    return [lookup.for_read(reader, text).customer_id for text in texts]


def _lines(found: RemindReport, settings: Settings) -> Iterator[str]:
    for message in found.messages:
        yield from _message(message)
    if not found.messages:
        yield "Ninguém para lembrar hoje."
    more = found.messages_ready - len(found.messages)
    if more:
        yield f"E mais {counted(more, 'mensagem', 'mensagens')}; sem --limite aparecem todas."
    if found.withheld:
        yield "Sem lembrete agora:"
    for row in found.withheld:
        yield f"  {row.customer} (c{row.customer_id}): {_reason(row, settings)}"
    yield "Nada foi enviado nem registrado."


def _message(message: Reminder) -> Iterator[str]:
    phone = format_phone(message.to) if message.to else "sem celular"
    yield f"--- {message.customer} (c{message.customer_id}), etapa {message.step}, {phone}"
    yield ""
    yield message.text
    yield ""
    if message.whatsapp_url:
        yield message.whatsapp_url
        yield ""


def _reason(row: Withheld, settings: Settings) -> str:
    if row.reason == "not-yet":
        return f"ainda é cedo, só em {row.until:%d/%m/%Y}"
    return f"deve menos que {brl(settings.tolerance_cents)}"
