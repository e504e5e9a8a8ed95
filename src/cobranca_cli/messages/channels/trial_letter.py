"""One message to the owner, to see that a channel works; the book hears nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import ChannelNotReadyError
from cobranca_cli.messages.channels.overview import NAMES
from cobranca_cli.messages.channels.to_owner import Notice, ready, write_to_owner

if TYPE_CHECKING:
    from datetime import datetime

    from cobranca_cli.store.secret_values import Secrets
    from cobranca_cli.store.settings import Settings


class TrialList(NamedTuple):
    """What `channels test` shows."""

    rows: list[Notice]

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
    rows = []
    for name in ready(settings, secrets):
        try:
            rows.append(_tried(name, settings, secrets, now))
        except ChannelNotReadyError as error:  # One of several: the others are tried all the same.
            rows.append(Notice(name, NAMES[name], "", "failed", None, error.message))
    return TrialList(rows)


def _tried(name: str, settings: Settings, secrets: Secrets, now: datetime) -> Notice:
    business = settings["business.name"] or settings["business.owner"]
    whose = f" de {business}" if business else ""
    return write_to_owner(
        settings, secrets, channel=name, now=now, subject="Teste do cobranca: o canal funciona",
        text=f"Este é um teste do cobranca. Se você está lendo, o canal {NAMES[name]}{whose} "
        "funciona.\n\nNenhum cliente recebeu nada.",
    )  # fmt: skip
