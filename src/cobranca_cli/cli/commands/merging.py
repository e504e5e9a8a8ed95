"""Two records of one person: `merge-customers`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import says_registry
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact


def merge_customers(
    ctx: typer.Context,
    keep: Annotated[str, typer.Argument(
        metavar="FICA", help="O cadastro que fica: nome, número (c12), telefone ou CPF/CNPJ.",
        show_default=False)],
    other: Annotated[str, typer.Argument(
        metavar="OUTRO", help="O que é da mesma pessoa; o número dele continua valendo.",
        show_default=False)],
) -> None:  # fmt: skip
    """Make two records of one person one."""
    from cobranca_cli.services.merging import merge_customers as service

    app: AppContext = ctx.obj
    kept, _ = app.choose(keep)
    gone, _ = app.choose(other)
    app.confirm(says_registry.merge_question(app, kept, gone))
    done = service(app.unit("merge-customers"), keep=kept, other=gone)
    emit_fact(app, done, lines=says_registry.merged(done))
