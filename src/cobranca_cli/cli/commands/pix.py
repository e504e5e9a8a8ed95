"""Pix codes: `pix`, `read-pix`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cobranca_cli.cli import options
from cobranca_cli.cli.context import AppContext, typed_path
from cobranca_cli.cli.output import draw, emit_fact, note
from cobranca_cli.cli.words import Whole
from cobranca_cli.domain.text import clean_line
from cobranca_cli.errors import ConflictingOptionsError, brl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobranca_cli.domain.pix_reading import PixReading
    from cobranca_cli.reports.pix import Owed, PixCode

_LONGEST_TYPED = 10_000  # Characters of standard input: a code has some hundreds.
_KINDS = {
    "cpf": "CPF", "cnpj": "CNPJ", "phone": "telefone", "email": "e-mail", "evp": "aleatória",
}  # fmt: skip


class PixShown(NamedTuple):
    """A code with what was done with it: `qr` the drawing, files written, whether it was copied."""

    payload: str
    amount_cents: int | None
    key: str
    name: str
    city: str
    txid: str | None
    customer_id: int | None
    customer: str | None
    charges_cents: int
    holds_on: date | None
    qr: list[str] | None
    png: str | None
    svg: str | None
    copied: bool | None


def pix(
    ctx: typer.Context,
    customer: options.MaybeCustomer = None,
    sale: Annotated[str | None, typer.Option(
        "--sale", "--venda", metavar="NÚMERO", help="Do que falta desta venda.")] = None,
    installment: Annotated[str | None, typer.Option(
        "--installment", "--parcela", metavar="NÚMERO",
        help="Do que falta desta parcela.")] = None,
    amount: Annotated[int | None, typer.Option(
        "--amount", "--valor", metavar="VALOR", parser=options.parse_typed_amount,
        help="Deste valor. Sem isto, de tudo o que está em aberto.")] = None,
    description: Annotated[str | None, typer.Option(
        "--description", "--descricao", metavar="TEXTO",
        help="O que quem paga vê no banco, sem acentos.")] = None,
    qr: Annotated[bool, typer.Option("--qr", help="Desenha também o QR code.")] = False,
    png: Annotated[str | None, typer.Option(
        "--png", metavar="ARQUIVO", help="Grava o QR code como imagem.")] = None,
    svg: Annotated[str | None, typer.Option(
        "--svg", metavar="ARQUIVO", help="Grava o QR code como desenho, para imprimir.")] = None,
    copy: Annotated[bool, typer.Option(
        "--copy", "--copiar", help="Copia o código, para colar em outro lugar.")] = False,
) -> None:  # fmt: skip
    """Make the Pix code for what is open, for an amount, or for any amount."""
    from cobranca_cli.reports.pix import pix_code

    app: AppContext = ctx.obj
    about = description and clean_line(description, what="a descrição")
    owed = _owed(app, customer, sale, installment)
    code = pix_code(app.settings, owed, today=app.today, amount_cents=amount, description=about)
    done = _delivered(code, qr=qr, png=png, svg=svg, copy=copy)
    emit_fact(app, done, lines=[Whole(done.payload)])
    if app.format != "json":
        draw(done.qr or ())
        _say_done(done)


def read_pix(
    ctx: typer.Context,
    payload: Annotated[str, typer.Argument(
        metavar="CÓDIGO|-", show_default=False,
        help="O código copia e cola, entre aspas; - lê do teclado ou de outro programa.")],
) -> None:  # fmt: skip
    """Say what a Pix code says, and what is wrong with it; exit 1 when it is not valid."""
    import sys

    from cobranca_cli.domain.pix_reading import decode

    app: AppContext = ctx.obj
    found = decode(sys.stdin.read(_LONGEST_TYPED) if payload == "-" else payload)
    emit_fact(app, found, lines=_read(found))
    if not found.valid:
        raise typer.Exit(1)


def _owed(
    app: AppContext, customer: str | None, sale: str | None, installment: str | None
) -> Owed | None:
    """What the one named owes; None when nobody is. Raises ConflictingOptionsError."""
    from cobranca_cli.reports import pix as report

    asked = [
        (text, of)
        for text, of in (
            (customer, report.owed_by),
            (sale, report.owed_of_sale),
            (installment, report.owed_of_installment),
        )
        if text is not None
    ]
    if len(asked) > 1:
        raise ConflictingOptionsError(
            "Um código é de uma coisa só.", "diga o cliente, --venda ou --parcela, um deles."
        )
    calendar = app.settings.calendar
    return asked[0][1](app.reader(), asked[0][0], app.today, calendar) if asked else None


def _delivered(
    code: PixCode, *, qr: bool, png: str | None, svg: str | None, copy: bool
) -> PixShown:
    """Draw, write and copy the code as asked. Raises OutputTakenError, OSError."""
    from cobranca_cli.cli import clipboard
    from cobranca_cli.messages import qr as drawing

    return PixShown(
        *code,
        qr=drawing.lines(code.payload) if qr else None,
        png=png and _written(png, drawing.png(code.payload), b"\x89PNG"),
        svg=svg and _written(svg, drawing.svg(code.payload), b"<?xml"),
        copied=clipboard.copy(code.payload) if copy else None,
    )


def _written(name: str, image: bytes, start: bytes) -> str:
    from cobranca_cli.cli.private_file import write_over_own

    path = typed_path(name)
    write_over_own(path, image, start)
    return str(path)


def _say_done(done: PixShown) -> None:
    """What a person wants to know besides the code; stdout has the code alone."""
    if done.customer:
        note(f"Para receber {brl(done.amount_cents or 0)} de {done.customer}.")
    if done.holds_on:
        note(f"Com {brl(done.charges_cents)} de encargos; o valor vale para {done.holds_on:%d/%m}.")
    for path in filter(None, (done.png, done.svg)):
        note(f"QR code gravado em {path}")
    if done.copied:
        note("Código copiado; é só colar.")
    elif done.copied is False:
        note("Aqui não há com que copiar (wl-copy, xclip, xsel, pbcopy ou powershell.exe); "
             "copie a linha do código.")  # fmt: skip


def _read(found: PixReading) -> Iterator[str]:
    yield "O código está certo." if found.valid else "O código não serve:"
    for error in found.errors:
        yield f"- {error}"
    kind = f" ({_KINDS[found.key_kind]})" if found.key_kind else ""
    amount = None if found.amount_cents is None else brl(found.amount_cents)
    values = {
        "Recebe": found.name, "Cidade": found.city,
        "Chave": found.key and found.key + kind, "Endereço": found.url,
        "Valor": amount or ("quem paga diz" if found.valid and found.key else None),
        "Descrição": found.description,
        "Identificador": None if found.txid == "***" else found.txid,
    }  # fmt: skip
    for name, value in values.items():
        if value:
            yield f"{name}: {value}"
