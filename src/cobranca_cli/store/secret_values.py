"""Passwords and tokens: from the environment, the system's keyring, or `segredos.env` (rules §12).

They are read when something is sent and never written: not into the database, the settings, a
backup, a log or a message. A `Secret` shows nothing of itself wherever it is printed.
"""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote

from cobranca_cli.errors import (
    SecretsFileError,
    SecretsReadableError,
    SecretUnusableError,
    reason_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FILE = "segredos.env"
KEYRING_SERVICE = "cobranca"  # As in: keyring set cobranca COBRANCA_EMAIL_PASSWORD
_HIDDEN = "•••"
_LINE = re.compile(r"(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*)")
_SENDABLE = re.compile(r"[\x20-\x7e]+")
_LARGEST = 64 * 1024  # In bytes.


class Secret:
    """A password or token; only `reveal` gives it away."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value, for the one place that sends it."""
        return self._value

    def __repr__(self) -> str:
        return f"Secret({_HIDDEN})"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not stored")


class Secrets:
    """What this home may send with. Nothing is looked up before it is asked for."""

    def __init__(self, home: Path, environment: Mapping[str, str] | None = None) -> None:
        self.path = home / FILE
        self._environment = os.environ if environment is None else environment
        self._in_file: dict[str, str] | None = None

    def get(self, name: str) -> Secret | None:
        """The value of `name`: environment, then keyring, then file; None where it is nowhere.

        Outer blanks are dropped: they come along when a password is copied. Raises
        SecretUnusableError, and for the file SecretsReadableError or SecretsFileError.
        """
        found = self.find(name)
        if found is None:
            return None
        value = found.reveal().strip()
        if not _SENDABLE.fullmatch(value):
            raise SecretUnusableError(name)
        return Secret(value)

    def find(self, name: str) -> Secret | None:
        """The value to the letter, whatever letters those are: a passphrase is never sent."""
        found = (value for value in self._places(name) if value and value.strip())
        return next(map(Secret, found), None)

    def _places(self, name: str) -> Iterable[str | None]:
        yield self._environment.get(name)
        yield _from_keyring(name)
        if self._in_file is None:
            self._in_file = _read(self.path)
        yield self._in_file.get(name)


def hidden(text: str, secrets: Iterable[Secret]) -> str:
    """`text` without any of the secrets, which a server may repeat."""
    found = {form for s in secrets for form in (s.reveal(), quote(s.reveal(), safe=""))}
    for value in sorted(found, key=len, reverse=True):
        text = text.replace(value, _HIDDEN)
    return text


def _from_keyring(name: str) -> str | None:
    """From the system's keyring, where there is one: cron has none, and the extra is optional."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(KEYRING_SERVICE, name)
    except KeyringError:  # No keyring here, or locked: the file is asked next.
        return None


def _read(path: Path) -> dict[str, str]:
    """The lines of the file; empty when there is none. It is looked at as it was opened."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise SecretsFileError(str(path), reason_of(error)) from None
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise SecretsFileError(str(path), "não é um arquivo")
        if os.name == "posix" and state.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise SecretsReadableError(str(path))
        content = os.read(descriptor, _LARGEST + 1)
    finally:
        os.close(descriptor)
    return _parsed(path, content)


def _parsed(path: Path, content: bytes) -> dict[str, str]:
    if len(content) > _LARGEST:
        raise SecretsFileError(str(path), "é grande demais para um arquivo de senhas")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SecretsFileError(str(path), reason_of(error)) from None
    found = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise SecretsFileError(str(path), f"não entendi a linha {number}")
        found[match[1]] = _unquoted(match[2])
    return found


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value
