"""By which channel a customer is reached, and where (rules §7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from cobranca_cli.domain.phone import is_mobile
from cobranca_cli.errors import ChannelNotReadyError, ExtraMissingError
from cobranca_cli.messages.channels.overview import NAMES, open_channel, states

if TYPE_CHECKING:
    from datetime import datetime

    from cobranca_cli.messages.channels.letters import Channel
    from cobranca_cli.store.secret_values import Secrets
    from cobranca_cli.store.settings import Settings

ORDER = ("email", "whatsapp", "sms", "telegram", "other")
_BY_MAIL_FIRST = frozenset(("formal",))  # Provable.


class _Reachable(Protocol):
    """What is known of where a customer is; `channel` is how they like to be spoken to."""

    @property
    def email(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def channel(self) -> str | None: ...


class Way(NamedTuple):
    """A channel's name and an address for it: an e-mail address, or a mobile phone in E.164."""

    channel: str
    to: str


class Ways(NamedTuple):
    """The channels that reach customers, by name; `order` is that in which they are tried."""

    channels: dict[str, Channel]
    order: tuple[str, ...]
    warnings: list[str]

    def to(self, customer: _Reachable, step: str) -> Way | None:
        """The customer's own channel, else the first one that has an address of theirs."""
        names = dict.fromkeys((customer.channel or "", *self.order))
        if step in _BY_MAIL_FIRST and "email" in self.order:
            names = dict.fromkeys(("email", *names))
        for name in names:
            to = _address(customer, name)
            if name in self.channels and to:
                return Way(name, to)
        return None


def open_ways(settings: Settings, secrets: Secrets, *, now: datetime) -> Ways:
    """Every channel that is set up and reaches customers; nothing is connected yet.

    One that cannot be opened all the same, or that the settings name and is not ready, is left out
    and warned of.

    Raises what `Secrets.get` raises.
    """
    channels: dict[str, Channel] = {}
    warnings = []
    for row in states(settings, secrets).rows:
        if row.configured and row.via != "link" and row.reaches_customers:
            try:
                channels[row.channel] = open_channel(
                    row.channel, settings=settings, secrets=secrets, now=now
                )
            except (ChannelNotReadyError, ExtraMissingError) as error:
                warnings.append(error.message)
    for name in settings.send_channels:
        if name not in channels:
            warnings.append(f"{NAMES.get(name, name)}, dos ajustes, não envia a clientes ainda")
    return Ways(channels, tuple(settings.send_channels) or ORDER, warnings)


def _address(customer: _Reachable, channel: str) -> str | None:
    if channel == "email":
        return customer.email
    return customer.phone if customer.phone and is_mobile(customer.phone) else None
