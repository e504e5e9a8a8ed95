"""How a text reaches somebody: e-mail, SMS gateways, and the services that apprise knows.

    channel = open_channel("email", settings=settings, secrets=Secrets(home), now=now)
    for outcome in deliver(letters, channel):
        ...

`letters` may be a generator: each letter is asked for after the outcome of the one before was
handed out, so that whoever sends can claim a letter, and record its outcome, one at a time. Nothing
here knows the database, and none of it is loaded by a command that does not send.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.messages.channels.letters import Channel, Letter, Outcome, Refusal
from cobranca_cli.messages.channels.overview import (
    ChannelList,
    ChannelState,
    open_channel,
    states,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "Channel",
    "ChannelList",
    "ChannelState",
    "Letter",
    "Outcome",
    "Refusal",
    "deliver",
    "open_channel",
    "states",
]


def deliver(letters: Iterable[Letter], channel: Channel) -> Iterator[Outcome]:
    """Send each letter over one connection; one outcome for each, in order. Nothing is raised.

    A failure stops no other letter. To leave early, close the iterator: the connection goes too.
    """
    return channel.deliver(letters)
