"""The texts for customers and their tone: `templates`, `check-template`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli import own_templates
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.cli.words import counted
from cobranca_cli.messages.trials import ABOUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.cli.own_templates import Listing
    from cobranca_cli.messages.checking import CheckedTemplate, ToneProblem


_MANNERS = {
    "voce": "você. Para o formal: cobranca ajustes reminders.manner senhor",
    "senhor": "formal. Para voltar ao você: cobranca ajustes reminders.manner voce",
}


def templates(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(
        metavar="[MODELO]", help=f"Um destes: {', '.join(ABOUT)}.", show_default=False)] = None,
    edit: Annotated[bool, typer.Option(
        "--edit", "--editar",
        help="Copia o modelo para a sua pasta, para você mudar o texto.")] = False,
) -> None:  # fmt: skip
    """List the templates, show one with invented data, or copy one to be edited."""
    app: AppContext = ctx.obj
    if name is None:
        found = own_templates.listing(app.settings, wanted_edit=edit)
        emit_fact(app, found, lines=_listed(found))
        return
    name = own_templates.known(name)
    if edit:
        made = own_templates.copy(app.settings, app.home / "templates", name)
        emit_fact(
            app,
            made,
            lines=[
                f"O modelo {name} agora é seu: {made.path}",
                f"Depois de mudar, confira: cobranca conferir-modelo {name}",
            ],
        )
        own_templates.open_in_editor(app, Path(made.path))
    else:
        shown = own_templates.shown(app.settings, name)
        emit_fact(app, shown, lines=[shown.text])


def check_template(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(
        metavar="ARQUIVO|-", show_default=False,
        help="Um texto ou modelo; - lê do teclado; ou o nome de um modelo, como esqueceu.")],
) -> None:  # fmt: skip
    """Check the tone of a text or template before it is used; exit 1 when it is not kind."""
    from cobranca_cli.messages.checking import check_template as check

    app: AppContext = ctx.obj
    source, name = own_templates.read_named(app, file)
    found = check(source, name, app.settings)
    emit_fact(app, found, lines=_checked(found), warnings=found.warnings)
    if not found.ok:
        raise typer.Exit(1)


def _listed(found: Listing) -> Iterator[str]:
    for row in found.rows:
        whose = "seu" if row.own else "do programa"
        yield f"{row.name:<15} {whose:<12} {row.about}"
    yield f"Jeito de tratar: {_MANNERS[found.manner]}"
    yield "Para ver um: cobranca modelos esqueceu. Para mudar: cobranca modelos esqueceu --editar"


def _checked(found: CheckedTemplate) -> Iterator[str]:
    if found.ok:
        yield "Tudo certo: o texto soa gentil."
        return
    yield f"{counted(len(found.problems), 'problema')}:"
    for problem in found.problems:
        yield from _problem(problem)


def _problem(problem: ToneProblem) -> Iterator[str]:
    place = f"linha {problem.line}" if problem.line else "no todo"
    place += f", coluna {problem.column}" if problem.column else ""
    place += " do texto pronto" if problem.where == "text" else ""
    what = problem.message or f"“{problem.found}” ({problem.family_name})"
    yield f"- {place}: {what}"
    if problem.suggestion:
        yield f"  Melhor: {problem.suggestion}"
