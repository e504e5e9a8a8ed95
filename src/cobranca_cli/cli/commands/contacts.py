"""What was heard or said: `log-contact`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import options, says_registry
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.ladder import DONE_BY_CONTACT
from cobranca_cli.domain.text import clean_text
from cobranca_cli.domain.words import CONTACT_KIND_WORDS, DELAY_REASON_WORDS


def parse_reason(text: str) -> str:
    """Why somebody has not paid."""
    return options.one_of_words(text, DELAY_REASON_WORDS, "o motivo")


def parse_kind(text: str) -> str:
    """What kind of contact it was."""
    return options.one_of_words(text, CONTACT_KIND_WORDS, "o tipo")


def parse_task(text: str) -> str:
    """A step of the ladder that is the owner's."""
    return options.one_of_words(text, {key: key for key in DONE_BY_CONTACT}, "a tarefa")


def log_contact(
    ctx: typer.Context,
    customer: options.Customer,
    text: Annotated[str, typer.Argument(
        metavar="TEXTO", help="O que foi dito ou ouvido.", show_default=False)],
    reason: Annotated[str | None, typer.Option(
        "--reason", "--motivo", metavar="MOTIVO", parser=parse_reason,
        help="Por que ainda não pagou: esqueceu, dificuldade, insatisfacao, desacordo, ja-paguei, "
             "numero-errado, pediu-para-parar (não recebe mais mensagens) ou outro.")] = None,
    kind: Annotated[str, typer.Option(
        "--kind", "--tipo", metavar="TIPO", parser=parse_kind,
        help="nota; consulta (de crédito, feita em outro lugar) ou referencia (a palavra de outra "
             "loja): o texto é o resultado.")] = "nota",
    step: Annotated[str | None, typer.Option(
        "--step", "--etapa", metavar="ETAPA", parser=parse_task,
        help=f"A tarefa que isto cumpre: {', '.join(DONE_BY_CONTACT)}.")] = None,
    on: options.On = None,
) -> None:  # fmt: skip
    """Keep what was heard or said, with its day."""
    from cobranca_cli.services.contacts import log_contact as service

    app: AppContext = ctx.obj
    words = clean_text(text, what="a anotação")
    who, _ = app.choose(customer)
    done = service(
        app.unit("log-contact"), customer=who, text=words, kind=kind, reason=reason, on=on,
        step=step, settings=app.settings,
    )  # fmt: skip
    emit_fact(app, done, lines=says_registry.contact(done))
