"""Checks of the settings of sending; how a message's data fills an SMS gateway's body.

A body is JSON with `{to}` and `{text}` inside its strings. It is read as JSON, its strings are
filled, and JSON is written again: a quote in somebody's name cannot end a string. Passwords and
tokens stand there as `$NAME` only, for the settings are shown, copied and kept in the history.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from cobranca_cli.domain.text import clean_email, clean_line, clean_text
from cobranca_cli.domain.words import SENDING_WORDS
from cobranca_cli.errors import InvalidSettingError, SecretInSettingError
from cobranca_cli.store.setting_checks import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EARLIEST_HOUR, LATEST_HOUR = 8, 18  # facts §6: what satisfies every state law found.
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
PLACEHOLDERS = ("to", "to_digits", "to_national", "text")
_LONGEST = 2_000
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|::1")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_NAME = re.compile(r"\$([A-Z][A-Z0-9_]*)")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_HEADER_VALUE = re.compile(r"[\x20-\x7e]*")
_ID_PATH = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_OPEN_HEADERS = ("accept", "accept-language", "content-type", "user-agent", "x-api-version")
_OURS = ("host", "content-length", "connection", "transfer-encoding")  # Not theirs.
_SECRET_WORDS = re.compile(
    r"token|senha|password|passwd|secret|segredo|auth|apikey|api[-_]key|chave", re.IGNORECASE
)
_JSON = 'um JSON, como {"to": "{to_digits}", "text": "{text}"}'
_HEADERS = 'um JSON, como {"X-API-TOKEN": "$COBRANCA_SMS_TOKEN"}'
_URL = "um endereço que começa com https://"


def check_hours(text: str) -> str:
    """`9-18`, from `9 às 18`, `9h-18h` or the like. Raises InvalidSettingError."""
    found = re.fullmatch(r"([0-9]{1,2})\s*h?\s*(?:-|a|às|as)\s*([0-9]{1,2})\s*h?", text.strip())
    first, last = (int(found[1]), int(found[2])) if found else (0, 0)
    if not EARLIEST_HOUR <= first < last <= LATEST_HOUR:
        expected = f"horas como 9-18, entre as {EARLIEST_HOUR} e as {LATEST_HOUR}"
        raise InvalidSettingError("", text, expected)
    return f"{first}-{last}"


def check_order(text: str) -> str:
    """Channels with a comma between them, each once, as kept words. Raises InvalidSettingError."""
    kept: list[str] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        found = one_of(SENDING_WORDS)(part)
        if found in kept:
            raise InvalidSettingError("", text, "cada canal uma vez")
        kept.append(found)
    return ", ".join(kept)


def check_host(text: str) -> str:
    """A server's name. Raises InvalidSettingError."""
    if not _HOST.fullmatch(text.strip()):
        raise InvalidSettingError("email.host", text, "um servidor, como smtp.exemplo.com.br")
    return text.strip().lower()


def check_port(text: str) -> str:
    """A TCP port. Raises InvalidSettingError."""
    port = text.strip()
    if not (port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) < 65536):
        raise InvalidSettingError("email.port", text, "um número como 587 ou 465")
    return str(int(port))


def check_address(text: str) -> str:
    """An e-mail address. Raises InvalidEmailError."""
    return clean_email(text)


def check_user(text: str) -> str:
    """How the server knows the sender. Raises InvalidTextError, InvalidSettingError."""
    user = clean_line(text, what="o ajuste", limit=254)
    if not user.isascii():
        raise InvalidSettingError("email.user", text, "letras sem acento, como no e-mail")
    return user


def check_url(text: str) -> str:
    """The gateway's address: https, or http on this computer; no password in it.

    Raises InvalidTextError, InvalidSettingError, SecretInSettingError.
    """
    url = clean_line(text, what="o ajuste", limit=_LONGEST)
    refused = InvalidSettingError("sms.url", None, _URL)
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise refused from None
    if parts.username is not None or parts.password is not None:
        raise SecretInSettingError("sms.url", "o que vem antes de @")
    if parts.scheme == "http" and host not in LOCAL_HOSTS:
        raise refused
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or parts.fragment:
        raise refused
    if not url.isascii() or " " in url:
        raise refused
    _refuse_unknown("sms.url", url)
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        _refuse_secret("sms.url", name, value)
    return url


def check_headers(text: str) -> str:
    """Headers as a JSON object of texts. Raises as `check_body`."""
    found = _read("sms.headers", text, _HEADERS)
    refused = InvalidSettingError("sms.headers", None, _HEADERS)
    if not isinstance(found, dict):
        raise refused
    for name, value in found.items():
        if not (isinstance(value, str) and _HEADER_NAME.fullmatch(name)
                and _HEADER_VALUE.fullmatch(value)) or name.lower() in _OURS:  # fmt: skip
            raise refused
        if name.lower() not in _OPEN_HEADERS and not _NAME.search(value):
            raise SecretInSettingError("sms.headers", name)
    return json.dumps(found, ensure_ascii=False)


def check_body(text: str) -> str:
    """The body as JSON with placeholders in its strings.

    Raises InvalidTextError, InvalidSettingError (which does not repeat what was typed: it may hold
    a token), SecretInSettingError.
    """
    found = _read("sms.body", text, _JSON)
    if not isinstance(found, (dict, list)):
        raise InvalidSettingError("sms.body", None, _JSON)
    for name, value in _strings(found):
        _refuse_unknown("sms.body", value)
        _refuse_secret("sms.body", name, value)
    return json.dumps(found, ensure_ascii=False)


def check_id_path(text: str) -> str:
    """Where the provider's number is in its answer: `id`, `messages.0.id`."""
    path = text.strip()
    if not _ID_PATH.fullmatch(path):
        raise InvalidSettingError("sms.id_path", text, "um caminho, como id ou messages.0.id")
    return path


def names_in(*texts: str) -> list[str]:
    """The `$NAMES` of secrets in these texts, each once, in order."""
    return list(dict.fromkeys(name for text in texts for name in _NAME.findall(text)))


def uses_placeholder(text: str, *names: str) -> bool:
    """Whether one of these placeholders stands in the text."""
    return bool(set(_PLACEHOLDER.findall(text)) & set(names))


def filled(value: Any, texts: Mapping[str, str], secrets: Mapping[str, str]) -> Any:
    """JSON with every string filled; what is filled in is not looked at again."""
    if isinstance(value, dict):
        return {key: filled(item, texts, secrets) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, texts, secrets) for item in value]
    return filled_text(value, texts, secrets) if isinstance(value, str) else value


def filled_text(text: str, texts: Mapping[str, str], secrets: Mapping[str, str]) -> str:
    """One string with its `{placeholders}` and `$NAMES` filled, in one pass."""

    def value(found: re.Match[str]) -> str:
        placeholder, name = found[1], found[2]
        return texts.get(placeholder, found[0]) if placeholder else secrets.get(name, found[0])

    return re.sub(f"{_PLACEHOLDER.pattern}|{_NAME.pattern}", value, text)


def _read(key: str, text: str, expected: str) -> Any:
    try:
        return json.loads(clean_text(text, what="o ajuste", limit=_LONGEST))
    except (ValueError, RecursionError):  # JSONDecodeError is a ValueError.
        raise InvalidSettingError(key, None, expected) from None


def _strings(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """(key, text) of every string in a JSON document."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, name)
    elif isinstance(value, str):
        yield name, value


def _refuse_unknown(key: str, text: str) -> None:
    if not set(_PLACEHOLDER.findall(text)) <= set(PLACEHOLDERS):
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise InvalidSettingError(key, None, f"entre chaves só {known}")


def _refuse_secret(key: str, name: str, value: str) -> None:
    if _SECRET_WORDS.search(name) and value and not _NAME.search(value):
        raise SecretInSettingError(key, name)
