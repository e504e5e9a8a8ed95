"""Who the customers are: `customers`, `customer`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli import options
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.headings import WORDS
from cobranca_cli.cli.output import emit_fact, emit_list
from cobranca_cli.cli.words import counted
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from cobranca_cli.reports.customer import CustomerCard, OpenItem
    from cobranca_cli.reports.score import ScoreRow

_SHOWN = 10  # So that a card stays one screen; --json has everything.
_WIDTH = 60


def customers(
    ctx: typer.Context,
    search: Annotated[
        str | None,
        typer.Option(
            "--search", "--procurar", metavar="TEXTO",
            help="Parte do nome, apelido, telefone ou CPF/CNPJ.",
        ),
    ] = None,
    missing: Annotated[
        bool,
        typer.Option(
            "--missing", "--faltando",
            help="Só quem está sem telefone, CPF/CNPJ ou endereço, ou com dados de mais de um ano.",
        ),
    ] = False,
    blocked: Annotated[
        bool, typer.Option("--blocked", "--bloqueados", help="Só quem está bloqueado.")
    ] = False,
    segment: Annotated[
        str | None,
        typer.Option("--segment", "--perfil", metavar="PERFIL", parser=options.parse_segment,
                     help="Só quem é novo, pontual, esquecido, em-dificuldade ou critico."),
    ] = None,
    limit: options.Limit = None,
) -> None:  # fmt: skip
    """List the customers with what each has open."""
    from cobranca_cli.reports.customers import customers as report

    app: AppContext = ctx.obj
    reader = app.reader()
    found = report(
        reader, today=app.today, settings=app.settings, search=search, missing=missing,
        blocked=blocked, segment=segment, limit=limit,
        scores=_scores(app, reader) if segment or app.format != "table" else None,
    )  # fmt: skip
    money = ("open_cents", "overdue_cents", "credit_cents")
    footer = (
        f"{counted(found.customers, 'cliente')}; {brl(found.open_cents)} em aberto, "
        f"{brl(found.overdue_cents)} em atraso, {brl(found.credit_cents)} de crédito."
    )
    emit_list(
        app,
        found,
        columns=(
            "customer_id",
            "name",
            "phone",
            *(("score",) if segment else ()),
            *(("missing", "fill") if missing else money),
        ),
        footer=[footer],
        empty="Nenhum cliente.",
    )


def _scores(app: AppContext, reader: sqlite3.Connection) -> dict[int, ScoreRow]:
    from cobranca_cli.reports.score import score_rows

    return score_rows(reader, as_of=app.today, calendar=app.settings.calendar,
                      tolerance_cents=app.settings.tolerance_cents)  # fmt: skip


def customer(ctx: typer.Context, customer: options.Customer) -> None:
    """Show all about one customer."""
    from cobranca_cli.reports.customer import customer as report

    app: AppContext = ctx.obj
    card = report(app.reader(), customer=customer, today=app.today, settings=app.settings)
    emit_fact(app, card, lines=_card(card))


def _card(card: CustomerCard) -> Iterator[str]:
    yield from _identity(card)
    yield ""
    yield (
        f"Em aberto: {brl(card.open_cents)}"
        + (f", em atraso {brl(card.overdue_cents)}" if card.overdue_cents else "")
        + (f"; crédito: {brl(card.credit_cents)}" if card.credit_cents else "")
    )
    for item in card.open_items[:_SHOWN]:
        yield from _open_item(item)
    if len(card.open_items) > _SHOWN:
        more = counted(len(card.open_items) - _SHOWN, "parcela")
        yield f"  e mais {more}: cobranca extrato c{card.customer_id}"
    if card.sales:
        yield f"{counted(len(card.sales), 'venda')} ao todo: cobranca vendas c{card.customer_id}"
    if card.last_payments:
        yield from ("", "Últimos recebimentos:")
    for paid in card.last_payments:
        gone = ", estornado" if paid.reversed else ""
        how = WORDS.get(paid.method, paid.method)
        yield f"  {paid.received_on:%d/%m/%Y}  {brl(paid.amount_cents):>13}  {how}{gone}"
    if card.contacts:
        yield from ("", "Anotações:")
    for contact in card.contacts[:_SHOWN]:
        yield from _wrapped(f"  {contact.on:%d/%m/%Y}  ", contact.text)
    if len(card.contacts) > _SHOWN:
        yield f"  e mais {counted(len(card.contacts) - _SHOWN, 'anotação', 'anotações')}"


def _identity(card: CustomerCard) -> Iterator[str]:
    from cobranca_cli.domain.phone import format_phone
    from cobranca_cli.domain.tax_id import format_tax_id

    yield from _wrapped("", f"{card.name} (c{card.customer_id})")
    if card.nickname:
        yield from _wrapped("Apelido: ", card.nickname)
    if card.phone:
        yield f"Telefone: {format_phone(card.phone)}"
    if card.document:
        yield f"CPF/CNPJ: {format_tax_id(card.document)}"
    if card.email:
        yield f"E-mail: {card.email}"
    if card.address:
        yield from _wrapped("Endereço: ", card.address)
    if card.missing:
        yield "Falta: " + ", ".join(WORDS[field] for field in card.missing)


def _open_item(item: OpenItem) -> Iterator[str]:
    late = f"  {counted(item.days_overdue, 'dia')} de atraso" if item.days_overdue else ""
    number = f"{item.number} de {item.of}" if item.number else "entrada"
    yield f"  {item.due_on:%d/%m/%Y}  {brl(item.open_cents):>13}  {number}{late}"
    yield from _wrapped(
        "    ", f"parcela {item.installment_id}, venda {item.sale_id}"
        + (f": {item.description}" if item.description else "")
    )  # fmt: skip


def _wrapped(start: str, text: str) -> Iterator[str]:
    """Lines of at most _WIDTH columns; those after the first are indented like the text."""
    from textwrap import wrap

    indent = " " * len(start)
    first = start
    for line in text.splitlines() or [""]:
        yield from wrap(line, _WIDTH, initial_indent=first, subsequent_indent=indent) or [first]
        first = indent
