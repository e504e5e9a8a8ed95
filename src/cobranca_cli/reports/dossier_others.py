"""Whether a text names another customer, who has no place in a dossier (LGPD)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cobranca_cli.store.queries.dossier import Known

WITHHELD = "[retirado: fala de outro cliente]"


class Others:
    """How everybody else may be named, but for what names one of `own` as well."""

    def __init__(self, everybody: Iterable[Known], own: Iterable[str | None]) -> None:
        people = list(everybody)
        texts = [text for text in own if text]
        known = [_words(text) for text in texts]
        names = {_words(n) for p in people for n in (p.name_key, p.nickname_key) if n}
        self._names = {n for n in names if n.strip() and not any(n in text for text in known)}
        numbers = {_digits(n) for p in people for n in (p.phone, p.document) if n}
        self._numbers = numbers - {_digits(text) for text in texts} - {""}
        mails = {p.email.casefold() for p in people if p.email}
        self._mails = mails - {text.casefold() for text in texts}

    def named_in(self, text: str | None) -> bool:
        """Whether one of them is named, by whole words, or by phone, CPF, CNPJ or e-mail."""
        if not text:
            return False
        words, numbers, folded = _words(text), _digits(text), text.casefold()
        return (
            any(name in words for name in self._names)
            or any(number in numbers for number in self._numbers)
            or any(mail in folded for mail in self._mails)
        )


def _words(text: str) -> str:
    """The folded words, with a blank on either side of each."""
    return f" {' '.join(''.join(c if c.isalnum() else ' ' for c in fold(text)).split())} "


def _digits(text: str) -> str:
    """The digits alone, of a Brazilian phone without its +55."""
    return "".join(c for c in text.removeprefix("+55") if c.isdigit())
