"""Which channels there are, what each still lacks, and the channel itself once nothing does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.errors import (
    ChannelNotReadyError,
    InvalidEmailError,
    InvalidSettingError,
    InvalidTextError,
    SecretInSettingError,
)
from cobranca_cli.messages.channels import by_apprise
from cobranca_cli.store import settings as settings_file
from cobranca_cli.store.channel_settings import LOCAL_HOSTS, names_in, uses_placeholder

if TYPE_CHECKING:
    from datetime import datetime

    from cobranca_cli.messages.channels.letters import Channel
    from cobranca_cli.store.secret_values import Secret, Secrets
    from cobranca_cli.store.settings import Settings

NAMES = {
    "link": "link do WhatsApp", "email": "e-mail", "sms": "SMS", "whatsapp": "API do WhatsApp",
    "telegram": "Telegram", "other": "outro serviço",
}  # fmt: skip
# The channels by apprise, and where each has its address.
VARIABLES = {
    "sms": "COBRANCA_SMS_URL", "whatsapp": "COBRANCA_WHATSAPP_URL",
    "telegram": "COBRANCA_TELEGRAM_URL", "other": "COBRANCA_OTHER_URL",
}  # fmt: skip
EMAIL_PASSWORD = "COBRANCA_EMAIL_PASSWORD"  # noqa: S105  # Its name, not a password.
_PORTS = {"starttls": "587", "tls": "465", "none": "25"}
_REFUSED = (InvalidEmailError, InvalidSettingError, InvalidTextError, SecretInSettingError)


class ChannelState(NamedTuple):
    """One channel: `missing` says what to do yet, and is empty when it is `configured`.

    `via` is link (the owner sends), smtp, http or apprise. `reaches_customers` is false for one
    that leads to a fixed place of the owner's, and null where that is not known yet.
    """

    channel: str
    name: str
    configured: bool
    via: Literal["link", "smtp", "http", "apprise"]
    reaches_customers: bool | None
    missing: list[str]


class ChannelList(NamedTuple):
    """What `channels` shows."""

    rows: list[ChannelState]


def states(settings: Settings, secrets: Secrets) -> ChannelList:
    """Every channel. Raises what `Secrets.get` raises: a password file open to others is told."""
    link = ChannelState("link", NAMES["link"], True, "link", True, [])
    others = [_state(name, settings, secrets) for name in NAMES if name != "link"]
    return ChannelList([link, *others])


def open_channel(name: str, *, settings: Settings, secrets: Secrets, now: datetime) -> Channel:
    """A channel that can send; nothing is connected yet. `now` dates the e-mails.

    Raises ChannelNotReadyError, ExtraMissingError, or what `Secrets.get` raises.
    """
    missing = _missing(name, settings, secrets)
    if name != "email" and not (name == "sms" and settings["sms.url"]):
        address = secrets.get(VARIABLES[name])
        if address is None:
            raise ChannelNotReadyError(NAMES[name], missing)
        return by_apprise.AppriseChannel(name, NAMES[name], VARIABLES[name], address)
    if missing:
        raise ChannelNotReadyError(NAMES[name], missing)
    return _email(settings, secrets, now) if name == "email" else _gateway(settings, secrets)


def _state(name: str, settings: Settings, secrets: Secrets) -> ChannelState:
    missing = _missing(name, settings, secrets)
    if name == "email":
        return ChannelState(name, NAMES[name], not missing, "smtp", True, missing)
    if name == "sms" and settings["sms.url"]:
        return ChannelState(name, NAMES[name], not missing, "http", True, missing)
    address = secrets.get(VARIABLES[name])
    reaches = None if address is None else by_apprise.RECIPIENT in address.reveal()
    return ChannelState(name, NAMES[name], not missing, "apprise", reaches, missing)


def _missing(name: str, settings: Settings, secrets: Secrets) -> list[str]:
    """What a channel lacks, as a person types it."""
    if name == "email":
        return _missing_for_email(settings, secrets)
    if name == "sms" and settings["sms.url"]:
        return _missing_for_gateway(settings, secrets)
    missing = [] if secrets.get(VARIABLES[name]) else [f"a senha {VARIABLES[name]}"]
    if name == "sms" and missing:
        missing = [f"o ajuste sms.url, ou a senha {VARIABLES[name]}"]
    if not by_apprise.is_installed():
        missing.append('na pasta do projeto, pip install ".[canais]"')
    return missing


def _missing_for_email(settings: Settings, secrets: Secrets) -> list[str]:
    missing = [f"o ajuste {key}" for key in ("email.host", "email.from") if not settings[key]]
    missing += _wrong(settings, "email.", "business.name", "business.owner")
    local = _host(settings) in LOCAL_HOSTS
    if settings["email.security"] == "none" and settings["email.host"] and not local:
        missing.append("o ajuste email.security como starttls ou tls: só um servidor neste "
                       "computador pode ficar sem")  # fmt: skip
    if not secrets.get(EMAIL_PASSWORD) and not (local and settings["email.security"] == "none"):
        missing.append(f"a senha {EMAIL_PASSWORD}")
    return missing


def _missing_for_gateway(settings: Settings, secrets: Secrets) -> list[str]:
    missing = _wrong(settings, "sms.")
    texts = (settings["sms.url"], settings["sms.headers"], settings["sms.body"])
    for wanted, names in (("{to}", ("to", "to_digits", "to_national")), ("{text}", ("text",))):
        if not any(uses_placeholder(text, *names) for text in (texts[0], texts[2])):
            missing.append(f"{wanted} no ajuste sms.body")
    return missing + [f"a senha {name}" for name in names_in(*texts) if not secrets.get(name)]


def _wrong(settings: Settings, *prefixes: str) -> list[str]:
    """What is set and does not fit its setting: somebody edited the file by hand."""
    found = []
    for setting in settings_file.SETTINGS:
        if setting.key.startswith(prefixes) and settings.is_set(setting.key):
            try:
                settings_file.check(setting.key, settings[setting.key])
            except _REFUSED as error:
                found.append(f"um ajuste {setting.key} que dê certo ({error.message})")
    return found


def _host(settings: Settings) -> str:
    return settings["email.host"].strip().lower()


def _email(settings: Settings, secrets: Secrets, now: datetime) -> Channel:
    from cobranca_cli.messages.channels.mail import MailChannel, MailServer
    from cobranca_cli.messages.channels.mail_message import Sender

    security = settings["email.security"]
    address = settings["email.from"]
    server = MailServer(
        _host(settings), int(settings["email.port"] or _PORTS[security]), security,
        settings["email.user"] or address, secrets.get(EMAIL_PASSWORD),
    )  # fmt: skip
    business = " ".join((settings["business.name"] or settings["business.owner"]).split())
    return MailChannel(server, Sender(address, business, settings["email.reply_to"], now))


def _gateway(settings: Settings, secrets: Secrets) -> Channel:
    from cobranca_cli.messages.channels.gateway import Gateway, GatewayChannel

    url, headers, body = (settings[f"sms.{key}"] for key in ("url", "headers", "body"))
    found: dict[str, Secret] = {}
    for name in names_in(url, headers, body):
        secret = secrets.get(name)
        assert secret is not None, "a channel that lacks a secret is not opened"
        found[name] = secret
    return GatewayChannel(Gateway(
        settings["sms.method"], url, json.loads(headers) if headers else {},
        json.loads(body) if body else None, settings["sms.id_path"], found,
    ))  # fmt: skip
