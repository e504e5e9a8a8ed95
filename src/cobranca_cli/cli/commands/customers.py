"""Keeping the registry: `add-customer`, `edit-customer`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import options, says
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.text import clean_email, clean_line, clean_text


def clean_phone(text: str) -> str:
    """E.164, or "" to take it out."""
    from cobranca_cli.domain.phone import parse_phone

    return parse_phone(text) if text else ""


def clean_document(text: str) -> str:
    """A compact CPF or CNPJ, or "" to take it out."""
    from cobranca_cli.domain.tax_id import parse_tax_id

    return parse_tax_id(text).compact if text else ""


def _nickname(text: str) -> str:
    return clean_line(text, what="o apelido") if text else ""


def _email(text: str) -> str:
    return clean_email(text) if text else ""


def _address(text: str) -> str:
    return clean_line(text, what="o endereço", limit=200) if text else ""


def _name(text: str) -> str:
    return clean_line(text, what="o nome")


def _note(text: str) -> str:
    return clean_text(text, what="a anotação")


# fmt: off
Nickname = Annotated[str | None, typer.Option(
    "--nickname", "--apelido", metavar="APELIDO", parser=_nickname, help="Como é conhecido.")]
Phone = Annotated[str | None, typer.Option(
    "--phone", "--telefone", metavar="TELEFONE", parser=clean_phone, help="Com DDD.")]
Document = Annotated[str | None, typer.Option(
    "--document", "--documento", metavar="CPF/CNPJ", parser=clean_document, help="CPF ou CNPJ.")]
Email = Annotated[str | None, typer.Option(
    "--email", metavar="E-MAIL", parser=_email, help="E-mail.")]
Address = Annotated[str | None, typer.Option(
    "--address", "--endereco", metavar="ENDEREÇO", parser=_address, help="Endereço.")]
Note = Annotated[str | None, typer.Option(
    "--note", "--anotacao", metavar="TEXTO", parser=_note, help="Uma anotação sobre o cliente.")]
# fmt: on


def add_customer(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NOME", parser=_name, help="Nome inteiro.")],
    nickname: Nickname = None,
    phone: Phone = None,
    document: Document = None,
    email: Email = None,
    address: Address = None,
    note: Note = None,
) -> None:
    """Keep a new customer."""
    from cobranca_cli.services.customers import Details
    from cobranca_cli.services.customers import add_customer as service

    app: AppContext = ctx.obj
    said = (text or None for text in (nickname, phone, document, email, address))
    record = service(app.unit("add-customer"), details=Details(name, *said), note=note)
    emit_fact(app, record, lines=says.customer(record, "cadastro feito"), warnings=record.warnings)


def edit_customer(
    ctx: typer.Context,
    customer: options.Customer,
    name: Annotated[str | None, typer.Option(
        "--name", "--nome", metavar="NOME", parser=_name, help="O nome certo.")] = None,
    nickname: Nickname = None,
    phone: Phone = None,
    document: Document = None,
    email: Email = None,
    address: Address = None,
    note: Note = None,
) -> None:  # fmt: skip
    """Change what is kept about a customer."""
    from cobranca_cli.services.customers import Details
    from cobranca_cli.services.customers import edit_customer as service

    app: AppContext = ctx.obj
    who, _ = app.choose(customer)
    details = Details(name, nickname, phone, document, email, address)
    record = service(app.unit("edit-customer"), customer=who, details=details, note=note)
    emit_fact(
        app, record, lines=says.customer(record, "cadastro atualizado"), warnings=record.warnings
    )
