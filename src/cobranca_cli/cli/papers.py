"""Showing a paper, or writing it as a PDF file (`--pdf`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli.context import AppContext, typed_path
from cobranca_cli.cli.output import emit_fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Pdf = Annotated[str | None, typer.Option(
    "--pdf", metavar="ARQUIVO", help="Grava em PDF, para imprimir ou enviar.")]  # fmt: skip


def emit_paper(
    app: AppContext,
    document: Mapping[str, object],
    lines: Iterable[str],
    pdf: str | None,
    made: Callable[[], bytes],
    warnings: Sequence[str],
    *,
    then: str | None = None,
) -> None:
    """Show a paper, or write it where `--pdf` says and say what is to be done `then`.

    Raises ExtraMissingError, OutputTakenError.
    """
    path = None
    if pdf is not None:
        from cobranca_cli.cli.private_file import write_over_own
        from cobranca_cli.documents.typesetting import START

        path = typed_path(pdf)
        write_over_own(path, made(), START)
        lines = [f"Gravado em {path}", *filter(None, [then])]
    shown = {**document, "pdf": path and str(path)}
    emit_fact(app, shown, lines=lines, warnings=warnings)
