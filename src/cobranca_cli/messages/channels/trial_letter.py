"""One message to the owner, to see that a channel works; the book hears nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import ChannelNotReadyError
from cobranca_cli.messages.channels.letters import Letter, Status
from cobranca_cli.messages.channels.overview import NAMES, open_channel, states

if TYPE_CHECKING:
    from datetime import datetime

    from cobranca_cli.messages.channels.letters import Channel
    from cobranca_cli.store.secret_values import Secrets
    from cobranca_cli.store.settings import Settings


class Trial(NamedTuple):
    """What became of one test; `to` is "" for the fixed place of a service."""

    channel: str
    name: str
    to: str
    status: Status
    provider_id: str | None
    words: str


class TrialList(NamedTuple):
    """What `channels test` shows."""

    rows: list[Trial]

    @property
    def all_sent(self) -> bool:
        """Whether every channel that was tried has taken its message."""
        return all(row.status == "sent" for row in self.rows)


def try_channels(
    settings: Settings, secrets: Secrets, *, channel: str | None, now: datetime
) -> TrialList:
    """Send the test by one channel, or by each that is configured.

    Raises ChannelNotReadyError, ExtraMissingError, or what `Secrets.get` raises.
    """
    if channel is not None:
        return TrialList([_tried(channel, settings, secrets, now)])
    ready = [row.channel for row in states(settings, secrets).rows
             if row.configured and row.via != "link"]  # fmt: skip
    if not ready:
        raise ChannelNotReadyError("nenhum canal", ["ajustar ao menos um deles"])
    rows = []
    for name in ready:
        try:
            rows.append(_tried(name, settings, secrets, now))
        except ChannelNotReadyError as error:  # One of several: the others are tried all the same.
            rows.append(Trial(name, NAMES[name], "", "failed", None, error.message))
    return TrialList(rows)


def _tried(name: str, settings: Settings, secrets: Secrets, now: datetime) -> Trial:
    channel = open_channel(name, settings=settings, secrets=secrets, now=now)
    to = _own_place(channel, settings)
    business = settings["business.name"] or settings["business.owner"]
    whose = f" de {business}" if business else ""
    letter = Letter(
        to, "Teste do cobranca: o canal funciona",
        f"Este é um teste do cobranca. Se você está lendo, o canal {NAMES[name]}{whose} "
        "funciona.\n\nNenhum cliente recebeu nada.",
        key=f"teste {now.isoformat()}",
    )  # fmt: skip
    (outcome,) = channel.deliver([letter])
    return Trial(name, NAMES[name], to, outcome.status, outcome.provider_id, outcome.words)


def _own_place(channel: Channel, settings: Settings) -> str:
    """The owner's own address or phone. Raises ChannelNotReadyError when it is not known."""
    if channel.name == "email":
        return settings["email.reply_to"] or settings["email.from"]
    if not channel.reaches_customers:
        return ""
    if not settings["business.phone"]:
        raise ChannelNotReadyError(NAMES[channel.name], ["o ajuste business.phone, para o teste"])
    return settings["business.phone"]
