"""A text that a person changes: in their own editor, or line by line."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cobranca_cli.cli.output import say
from cobranca_cli.cli.own_templates import open_in_editor, read_named
from cobranca_cli.cli.private_file import write_private
from cobranca_cli.cli.prompts import ask_text
from cobranca_cli.domain.text import clean_text

if TYPE_CHECKING:
    from cobranca_cli.cli.context import AppContext

_END = "."


def changed(app: AppContext, text: str, *, limit: int) -> str:
    """What becomes of a text, "" for nothing; no copy of it stays on the disk.

    Raises InvalidTextError, FileUnreadableError, FileTooLargeError.
    """
    typed = _in_editor(app, text)
    if typed is None:
        say([f"Digite o texto novo; uma linha só com {_END} termina (logo de início, desiste)."])
        typed = ask_text(_END)
    return clean_text(typed, what="o texto", limit=limit) if typed.strip() else ""


def _in_editor(app: AppContext, text: str) -> str | None:
    """None where no editor is set, or it does not open."""
    with tempfile.TemporaryDirectory(prefix="cobranca-") as folder:  # 0700, like what is in it.
        path = Path(folder) / "mensagem.txt"
        write_private(path, f"{text}\n".encode())
        try:
            return read_named(app, str(path))[0] if open_in_editor(app, path) else None
        except OSError:
            return None
