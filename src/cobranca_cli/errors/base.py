"""What every error shares: exit codes, the base class, and how values are shown in a message."""

from __future__ import annotations

import errno
import re
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import date


class ExitCode(IntEnum):
    """What the shell is told."""

    OK = 0
    FAILURE = 1  # It failed, or the answer is "no".
    USAGE = 2  # Not understood: usage or a bad value.
    NOT_FOUND = 3  # Not found, or more than one fits.
    REFUSED = 4  # Understood and refused by a rule; nothing was written.
    STORE = 5  # The database or a file is unreadable, locked, damaged or too new.
    INTERRUPTED = 130


class CobrancaError(Exception):
    """Base class; never raised itself."""

    exit_code: ClassVar[ExitCode] = ExitCode.FAILURE

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = None if hint is None else hint[:1].upper() + hint[1:]

    @property
    def code(self) -> str:
        """`CustomerNotFoundError` -> `customer_not_found`."""
        name = type(self).__name__.removesuffix("Error")
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def shown(text: str, limit: int = 60) -> str:
    """`text` in double quotes, safe to print: at most `limit` characters between the quotes.

    What a terminal could act on, or a person could not see, comes out as an escape (`\\x1b`).
    """
    return f'"{printable(text, limit)}"'


def printable(text: str, limit: int = 60) -> str:
    """`text` as `shown` gives it, without the quotes."""
    safe = "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text[: limit + 1]
    )
    return safe if len(safe) <= limit else safe[: limit - 1] + "…"


# What acts on a terminal or turns what is read around; the line feed alone may pass.
ACTS_ON_A_TERMINAL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    """`text` with what acts on a terminal as an escape; for all that a person is shown."""
    if text.isprintable():  # Then it has none of them, and a list of many names is quick.
        return text
    return ACTS_ON_A_TERMINAL.sub(
        lambda found: found[0].encode("unicode_escape").decode("ascii"), text
    )


def percent(bps: int) -> str:
    """Basis points as people read them.

    >>> percent(200), percent(50), percent(133)
    ('2%', '0,5%', '1,33%')
    """
    return f"{bps // 100},{bps % 100:02}".rstrip("0").rstrip(",") + "%"


def brl(cents: int) -> str:
    """Centavos as `R$ 1.234,56` (`domain.money.format_brl` is this function, for the domain)."""
    reais, centavos = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    whole = str(reais) if reais < 1_000 else f"{reais:,}".replace(",", ".")
    return f"{sign}R$ {whole},{centavos:02d}"


def reason_of(error: Exception) -> str:
    """Why the operating system or SQLite refused, in Portuguese."""
    if isinstance(error, OSError):
        if getattr(error, "winerror", None) in _OPEN_ELSEWHERE:
            return "está aberto em outro programa"
        return _REASONS.get(error.errno or 0, error.strerror or str(error))
    if isinstance(error, UnicodeError):
        return "não é um texto em UTF-8"
    text = str(error).lower()
    return next((reason for part, reason in _OF_SQLITE.items() if part in text), str(error))


_OPEN_ELSEWHERE = (32, 33)  # Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
_REASONS = {
    errno.EACCES: "sem permissão",
    errno.EPERM: "sem permissão",
    errno.EROFS: "é somente leitura",
    errno.ENOSPC: "o disco está cheio",
    errno.EDQUOT: "o disco está cheio",
    errno.EFBIG: "o arquivo ficaria grande demais",
    errno.EIO: "o disco falhou",
    errno.ENOENT: "não existe e não dá para criar",
    errno.ENOTDIR: "não é uma pasta",
    errno.EISDIR: "é uma pasta",
    errno.EEXIST: "não é uma pasta",
}


_OF_SQLITE = {
    "readonly": "a pasta ou o arquivo é somente leitura",
    "disk is full": "o disco está cheio",
    "disk i/o error": "o disco falhou",
    "unable to open": "não dá para abrir o arquivo",
    "not a database": "o conteúdo é de outra coisa",
    "malformed": "o conteúdo está incompleto ou trocado",
}


def sentence(text: str) -> str:
    """`text` with a capital and a full stop."""
    return text[:1].upper() + text[1:].rstrip(".") + "."


def day(when: date) -> str:
    """`27/11/2026`."""
    return f"{when:%d/%m/%Y}"
