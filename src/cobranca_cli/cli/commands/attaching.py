"""Photos, slips and prints: `attach`, `attachments`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import options
from cobranca_cli.cli.context import AppContext, only_one, typed_path
from cobranca_cli.cli.output import emit_fact, emit_list
from cobranca_cli.cli.words import counted, one_line, size
from cobranca_cli.errors import ConflictingOptionsError

File = Annotated[str, typer.Argument(
    metavar="ARQUIVO", help="A foto, o canhoto ou o print; até 20 MB.", show_default=False,
)]  # fmt: skip
OfSale = Annotated[str | None, typer.Option(
    "--sale", "--venda", metavar="NÚMERO", help="De qual venda é.",
)]  # fmt: skip
OfPayment = Annotated[str | None, typer.Option(
    "--payment", "--recebimento", metavar="NÚMERO", help="De qual recebimento é.",
)]  # fmt: skip


def attach(ctx: typer.Context, file: File, sale: OfSale = None, payment: OfPayment = None) -> None:
    """Keep a file with a sale or a payment."""
    from cobranca_cli.services.attachments import attach as service

    app: AppContext = ctx.obj
    only_one(venda=sale, recebimento=payment)
    if sale is None and payment is None:
        raise ConflictingOptionsError(
            "Falta dizer de que é o arquivo.", "por exemplo: cobranca anexar --venda 12 foto.jpg"
        )
    path = typed_path(file)
    sale, payment = (text and app.choose_row(text) for text in (sale, payment))
    done = service(app.unit("attach"), sale=sale, payment=payment, path=path)
    of = f"à venda {done.sale_id}" if done.sale_id else f"ao recebimento {done.payment_id}"
    what = f"Anexado {of} de {done.customer}: {one_line(done.name)} ({size(done.size_bytes)})."
    stands = "estaria" if app.dry_run else "está"
    emit_fact(app, done, lines=[what, f"A cópia {stands} em {app.home / 'documents' / done.file}"])


def attachments(ctx: typer.Context, customer: options.MaybeCustomer = None) -> None:
    """List what is attached, and whether it is still whole."""
    from cobranca_cli.reports.attachments import attachments as report

    app: AppContext = ctx.obj
    found = report(app.reader(), app.home, customer=customer)
    emit_list(
        app,
        found,
        columns=("customer", "of", "name", "status", "file"),
        footer=[f"{counted(found.attachments, 'anexo')}, na pasta {app.home / 'documents'}."],
        empty="Nenhum anexo.",
    )  # fmt: skip
