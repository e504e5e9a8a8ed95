"""Questions to a person at a terminal, in Portuguese."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, TypeVar

from cobranca_cli.errors import shown
from cobranca_cli.store.queries import lookup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_Answer = TypeVar("_Answer")
#: Yes and no as people type them, folded.
YES_OR_NO: dict[str, bool | None] = {
    "s": True, "sim": True, "y": True, "yes": True, "n": False, "nao": False, "no": False,
}  # fmt: skip


def confirm(question: str) -> bool:
    """Ask a yes-or-no question; only a clear "s" or "sim" is a yes, Enter alone is a no."""
    asked = f"{question[:1].upper()}{question[1:]} (s/n)"
    return bool(ask_one_of(asked, {**YES_OR_NO, "": False}, ""))


def ask(question: str, default: str = "") -> str:
    """Ask for a line; Enter keeps the default, which is shown."""
    import typer

    from cobranca_cli.cli.output import fitting

    shown = f"{question} [{default}]" if default else question
    typer.echo("\n".join(fitting([shown + ":"], out=sys.stderr)) + " ", nl=False, err=True)
    return _typed_line().strip() or default


def ask_text(end: str) -> str:
    """Ask for lines until one that is only `end`."""
    lines: list[str] = []
    while (line := _typed_line().strip()) != end:
        lines.append(line)
    return "\n".join(lines)


def ask_one_of(question: str, words: dict[str, _Answer], default: str) -> _Answer:
    """Ask until the answer is one of `words` (folded); Enter means `default`."""
    from cobranca_cli.domain.text import fold

    while True:
        answer = fold(ask(question, default))
        if answer in words:
            return words[answer]


def _typed_line() -> str:
    """One line from the keyboard. Not `input()`: it loses a Ctrl-C that comes as it begins."""
    line = sys.stdin.readline()
    if not line:  # Ctrl-D where an answer should be is a person who gives up.
        raise KeyboardInterrupt
    return line


@contextlib.contextmanager
def _answering() -> Iterator[None]:
    """An input that ends where an answer should be (Ctrl-D) is a person who gives up."""
    try:
        yield
    except EOFError:
        raise KeyboardInterrupt from None


def ask_passphrase(*, twice: bool) -> str:
    """Ask for a passphrase that is not shown; `twice` until both are the same."""
    from getpass import getpass

    import typer

    while True:
        with _answering():
            typed = getpass("Senha da cópia: ")
            if not twice or getpass("A mesma senha, de novo: ") == typed:
                return typed
        typer.echo("As duas não são iguais; digite de novo.", err=True)


def choose_customer(
    connection: sqlite3.Connection, text: str, *, may_create: bool
) -> tuple[str, bool]:
    """A part of a name becomes a numbered question: (what the service understands, is new).

    The last number is "novo cliente" where a new one may be made.
    """
    import typer

    whole = lookup.whole(connection, text)
    found = whole or lookup.parts(connection, text)
    if len(whole) == 1 or not found:
        return text, False
    for number, row in enumerate(found, 1):
        also = f", {row.nickname}" if row.nickname else ""
        typer.echo(f"  {number}. {row.name} (c{row.customer_id}{also})", err=True)
    if may_create:
        typer.echo(f"  {len(found) + 1}. novo cliente {shown(text, 120)}", err=True)
    last = len(found) + int(may_create)
    while True:
        answer = ask(f"Qual deles? (1 a {last}, Enter desiste)" if last > 1 else
                     "É este? (1 sim, Enter desiste)")  # fmt: skip
        if not answer:
            raise KeyboardInterrupt
        if answer.isdigit() and 1 <= int(answer) <= last:
            number = int(answer)
            is_new = number > len(found)
            return (text, True) if is_new else (f"c{found[number - 1].customer_id}", False)
