"""One message to the owner: a test, a notice; the book hears nothing of it."""

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


class Notice(NamedTuple):
    """What became of one message; `to` is "" for the fixed place of a service."""

    channel: str
    name: str
    to: str
    status: Status
    provider_id: str | None
    words: str


def ready(settings: Settings, secrets: Secrets) -> list[str]:
    """The channels that can reach the owner. Raises ChannelNotReadyError when there is none."""
    found = [row.channel for row in states(settings, secrets).rows
             if row.configured and row.via != "link"]  # fmt: skip
    if not found:
        raise ChannelNotReadyError("nenhum canal", ["ajustar ao menos um deles"])
    return found


def write_to_owner(
    settings: Settings, secrets: Secrets, *, channel: str, subject: str, text: str, now: datetime
) -> Notice:
    """Send a text to the owner's own address.

    Raises ChannelNotReadyError, ExtraMissingError, or what `Secrets.get` raises.
    """
    opened = open_channel(channel, settings=settings, secrets=secrets, now=now)
    to = _own_place(opened, settings)
    letter = Letter(to, subject, text, key=f"{subject} {now.isoformat()}")
    (outcome,) = opened.deliver([letter])
    return Notice(channel, NAMES[channel], to, outcome.status, outcome.provider_id, outcome.words)


def _own_place(channel: Channel, settings: Settings) -> str:
    """The owner's own address or phone. Raises ChannelNotReadyError when it is not known."""
    if channel.name == "email":
        return settings["email.reply_to"] or settings["email.from"]
    if not channel.reaches_customers:
        return ""
    if not settings["business.phone"]:
        raise ChannelNotReadyError(
            NAMES[channel.name], ["o ajuste business.phone, para escrever a você"]
        )
    return settings["business.phone"]
