"""Reading a boleto: `read-boleto`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.cli.words import Whole
from cobranca_cli.errors import brl, day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.domain.boleto import BoletoReading

_KINDS = {"bank": "boleto de banco", "utility": "conta ou tributo"}


def read_boleto(
    ctx: typer.Context,
    line: Annotated[str, typer.Argument(
        metavar="LINHA", show_default=False,
        help="Os 47 ou 48 números, com ou sem pontos, entre aspas; ou os 44 do código de "
        "barras.")],
) -> None:  # fmt: skip
    """Say what a boleto asks, and what is wrong with its line; exit 1 when it is not valid."""
    from cobranca_cli.domain.boleto import decode

    app: AppContext = ctx.obj
    found = decode(line, near=app.today)
    emit_fact(app, found, lines=_read(found))
    if not found.valid:
        raise typer.Exit(1)


def _read(found: BoletoReading) -> Iterator[str]:
    yield "O boleto está certo." if found.valid else "O boleto não serve:"
    for error in found.errors:
        yield f"- {error}"
    if not found.valid or found.kind is None:
        return
    yield f"Tipo: {_KINDS[found.kind]}" + (f" ({found.bank})" if found.bank else "")
    yield f"Valor: {brl(found.amount_cents) if found.amount_cents else 'quem paga diz'}"
    if found.due_on:
        other = found.due_on_other_cycle
        yield f"Vencimento: {day(found.due_on)}" + (f" (ou {day(other)})" if other else "")
    yield Whole(f"Linha: {found.line}")
    yield Whole(f"Código de barras: {found.barcode}")
