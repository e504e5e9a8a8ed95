"""The passphrase of a backup: typed, or from where the owner keeps secrets; never written by us."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from cobranca_cli.errors import PassphraseNeededError
from cobranca_cli.errors.keeping import PASSPHRASE_VARIABLE
from cobranca_cli.store.secret_values import Secrets

if TYPE_CHECKING:
    from pathlib import Path

    from cobranca_cli.cli.context import AppContext


def asked(app: AppContext, *, twice: bool) -> str:
    """Typed at a terminal, elsewhere the kept one. Raises what `kept` raises."""
    if not app.on_terminal:
        return kept(app.home)
    from cobranca_cli.cli.prompts import ask_passphrase

    typed = ask_passphrase(twice=twice)
    if not typed.strip():
        raise PassphraseNeededError
    return _as_on_any_keyboard(typed)


def kept(home: Path) -> str:
    """From the environment, the keyring or `segredos.env`.

    Raises PassphraseNeededError, and what `Secrets.find` raises.
    """
    found = Secrets(home).find(PASSPHRASE_VARIABLE)
    if found is None:
        raise PassphraseNeededError
    return _as_on_any_keyboard(found.reveal())


def _as_on_any_keyboard(text: str) -> str:
    """An "ã" is one letter, however it was typed."""
    return unicodedata.normalize("NFC", text)
