"""The TAB key: `complete`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli.completion_set_up import SHELLS, script, set_up
from cobranca_cli.cli.context import AppContext, only_one
from cobranca_cli.cli.options import one_of_words
from cobranca_cli.cli.output import emit_fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.cli.completion_set_up import CompletionSetUp


def parse_shell(text: str) -> str:
    """A shell that can be completed for. Raises InvalidChoiceError."""
    return one_of_words(text, SHELLS, "o terminal")


def complete(
    ctx: typer.Context,
    shell: Annotated[str | None, typer.Argument(
        metavar="[bash|zsh|fish|powershell]", parser=parse_shell, show_default=False,
        help="Sem isto, o que você usa.")] = None,
    show: Annotated[bool, typer.Option(
        "--print", "--mostrar", help="Só mostra o que seria escrito, sem gravar.")] = False,
    remove: Annotated[bool, typer.Option(
        "--remove", "--remover", help="Tira o que este comando pôs.")] = False,
) -> None:  # fmt: skip
    """Have the person's shell complete our lines, and say exactly what was written where."""
    only_one(mostrar=show, remover=remove)
    app: AppContext = ctx.obj
    shell = shell or parse_shell(_used())
    if show:
        text = script(shell)
        emit_fact(app, {"shell": shell, "text": text}, lines=[text.rstrip()])
        return
    done = set_up(shell, remove=remove, dry_run=app.dry_run)
    emit_fact(app, done, lines=_said(done))


def _used() -> str:
    if os.name == "nt":
        return "powershell"
    return Path(os.environ.get("SHELL", "")).name


def _said(done: CompletionSetUp) -> Iterator[str]:
    if done.removed:
        yield from (f"Tirado de {path}" for path in done.changed)
        if not done.changed:
            yield f"Não havia nada para tirar do {done.shell}."
        return
    here = "" if done.script in done.changed else " (já estava)"
    yield f"A função que completa as linhas{here}: {done.script}"
    if done.startup:
        here = "" if done.startup in done.changed else " (já estava)"
        yield f"Uma linha{here} em {done.startup}:"
        yield f"  {done.line}"
    elif done.line:
        yield "Falta uma linha no seu perfil do PowerShell. Escreva nele, uma vez só:"
        yield f"  Add-Content $PROFILE {_quoted(done.line)}"
    yield "Abra outro terminal, escreva cobranca ficha e um espaço, e aperte Tab."


def _quoted(line: str) -> str:
    return "'" + line.replace("'", "''") + "'"
