"""The ways to send: `channels`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli import options
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.phone import format_phone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.messages.channels import ChannelList
    from cobranca_cli.messages.channels.to_owner import Notice
    from cobranca_cli.messages.channels.trial_letter import TrialList

_ACTIONS = dict.fromkeys(("teste", "testar", "test"), "test")


def parse_action(text: str) -> str:
    """`teste`, in either language. Raises InvalidChoiceError."""
    return options.one_of_words(text, _ACTIONS, "o que fazer com os canais:")


def channels(
    ctx: typer.Context,
    action: Annotated[str | None, typer.Argument(
        metavar="[teste]", parser=parse_action, show_default=False,
        help="Envia uma mensagem de teste a você mesmo.")] = None,
    channel: Annotated[str | None, typer.Argument(
        metavar="[CANAL]", parser=options.parse_channel, show_default=False,
        help="email, sms, whatsapp, telegram ou outro; sem isto, todos os que estão prontos.",
    )] = None,
) -> None:  # fmt: skip
    """List the channels, or send a test to the owner; exit 1 when it was not taken."""
    from cobranca_cli.messages.channels import states
    from cobranca_cli.store.secret_values import Secrets

    app: AppContext = ctx.obj
    secrets = Secrets(app.home)
    if action is None:
        found = states(app.settings, secrets)
        emit_fact(app, found, lines=_listed(found))
        return
    from cobranca_cli.messages.channels.trial_letter import try_channels

    done = try_channels(app.settings, secrets, channel=channel, now=app.now)
    emit_fact(app, done, lines=_tried(done))
    if not done.all_sent:
        raise typer.Exit(1)


def _listed(found: ChannelList) -> Iterator[str]:
    for row in found.rows:
        name = row.name[:1].upper() + row.name[1:]
        if row.via == "link":
            yield f"{name}: pronto (abre no seu WhatsApp; quem envia é você)"
        elif row.configured:
            where = "" if row.reaches_customers else " (só para você: leva sempre ao mesmo lugar)"
            yield f"{name}: pronto{where}"
        else:
            yield f"{name}: falta {'; '.join(row.missing)}"
    if any(row.configured and row.via != "link" for row in found.rows):
        yield "Experimente com: cobranca canais teste"


def _tried(done: TrialList) -> Iterator[str]:
    for row in done.rows:
        yield f"{_subject(row)}: {_result(row)}"


def _subject(row: Notice) -> str:
    name = row.name[:1].upper() + row.name[1:]
    if not row.to:
        return name
    return f"{name} para {row.to if row.channel == 'email' else format_phone(row.to)}"


def _result(row: Notice) -> str:
    if row.status == "sent":
        number = f" Número da mensagem: {row.provider_id}" if row.provider_id else ""
        return f"enviado. Veja se chegou. ({row.words}){number}"
    return f"{'incerto' if row.status == 'uncertain' else 'não foi enviado'}. {row.words}"
