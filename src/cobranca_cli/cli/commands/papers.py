"""Papers that people keep: `receipt`, `booklet`, `letter`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cobranca_cli.cli import options
from cobranca_cli.cli.context import AppContext, only_one
from cobranca_cli.cli.papers import Pdf, emit_paper


def receipt(
    ctx: typer.Context,
    payment: Annotated[str, typer.Argument(
        metavar="NÚMERO|CLIENTE", show_default=False,
        help="O recebimento, ou o cliente se só houver um; com --ano, o cliente.")],
    year: Annotated[int | None, typer.Option(
        "--year", "--ano", metavar="ANO", parser=options.parse_year,
        help="Um recibo de tudo o que o cliente pagou no ano, mês a mês.")] = None,
    pdf: Pdf = None,
    whatsapp: Annotated[bool, typer.Option(
        "--whatsapp", help="O recibo curto, com o link que abre a conversa.")] = False,
) -> None:  # fmt: skip
    """Show or print the receipt of a payment, or of all payments of a year."""
    from cobranca_cli.cli.says_papers import sent_by_whatsapp
    from cobranca_cli.documents import receipt as paper

    app: AppContext = ctx.obj
    only_one(ano=year, whatsapp=whatsapp)
    document, words = _receipt(app, payment, year)
    text = paper.text(words, app.settings)
    lines = sent_by_whatsapp(document) if whatsapp else text.splitlines()
    emit_paper(
        app, {**document, "text": text}, lines, pdf,
        lambda: paper.pdf(words, app.settings, now=app.now), document["warnings"],
    )  # fmt: skip


def booklet(
    ctx: typer.Context,
    sale: Annotated[str, typer.Argument(
        metavar="VENDA|CLIENTE", show_default=False,
        help="O número da venda, ou o cliente se só houver uma em aberto.")],
    pdf: Pdf = None,
) -> None:  # fmt: skip
    """Show or print a slip for each open instalment of a sale."""
    from cobranca_cli.cli.says_papers import booklet_lines
    from cobranca_cli.documents import booklet as paper
    from cobranca_cli.reports.booklet import booklet as report

    app: AppContext = ctx.obj
    found = report(app.reader(), sale=sale, today=app.today, settings=app.settings)
    emit_paper(
        app, found._asdict(), booklet_lines(found), pdf,
        lambda: paper.pdf(found, app.settings, now=app.now), found.warnings,
    )  # fmt: skip


def letter(ctx: typer.Context, customer: options.Customer, pdf: Pdf = None) -> None:
    """Show or print a letter about what is late or due today; nothing is kept as sent."""
    from cobranca_cli.cli.says_papers import letter_lines, letter_next, letter_warnings
    from cobranca_cli.documents import letter as paper
    from cobranca_cli.reports.letter import letter as report

    app: AppContext = ctx.obj
    found = report(app.reader(), customer=customer, today=app.today, settings=app.settings)
    emit_paper(
        app, found._asdict(), letter_lines(found), pdf,
        lambda: paper.pdf(found, app.settings, now=app.now), letter_warnings(found),
        then=letter_next(found),
    )  # fmt: skip


def _receipt(app: AppContext, payment: str, year: int | None) -> tuple[dict[str, Any], Any]:
    """The receipt as a document, and its words."""
    from cobranca_cli.documents import receipt as paper
    from cobranca_cli.reports import receipt as report

    if year is None:
        found = report.receipt(
            app.reader(), payment=payment, today=app.today, settings=app.settings
        )
        return found._asdict(), paper.receipt_words(found, app.settings)
    annual = report.annual_receipt(app.reader(), customer=payment, year=year, today=app.today)
    document = {**annual._asdict(), "message": None, "whatsapp_url": None, "warnings": []}
    return document, paper.annual_words(annual, app.settings)
