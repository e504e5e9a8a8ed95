"""Keeping the registry: `add-customer`, `edit-customer`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import options, says
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.text import clean_email, clean_line, clean_text
from cobranca_cli.domain.words import CHANNEL_WORDS

_NO_LIMIT = -1


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


def _referred_by(text: str) -> str:
    return clean_line(text, what="quem indicou") if text else ""


def _channel(text: str) -> str:
    return options.one_of_words(text, CHANNEL_WORDS, "o jeito de falar") if text else ""


def _pay_day(text: str) -> str:
    from cobranca_cli.domain.pay_day import parse_pay_day

    return parse_pay_day(text) if text else ""


def _limit(text: str) -> int:
    """Cents; _NO_LIMIT for "", so that the settings' default holds again."""
    if not text:
        return _NO_LIMIT
    return 0 if text.strip() in ("0", "0,00") else options.parse_typed_amount(text)


def _states(
    app: AppContext,
    *,
    channel: str | None,
    pay_day: str | None,
    opt_out: bool | None,
    no_news: bool | None,
    limit: int | None,
    confirmed: bool = False,
) -> dict[str, object]:
    """What was said, as the columns hold it; "" and _NO_LIMIT take a value out."""
    said: dict[str, object] = {}
    if channel is not None:
        said["channel"] = channel or None
    if pay_day is not None:
        said["pay_day"] = pay_day or None
    if opt_out is not None:
        said["opt_out"] = 1 if opt_out else None
    if no_news is not None:
        said["no_news"] = 1 if no_news else None
    if limit is not None:
        said["limit_cents"] = None if limit == _NO_LIMIT else limit
    if confirmed:
        said["confirmed_on"] = app.today.isoformat()
    return said


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
CreditLimit = Annotated[int | None, typer.Option(
    "--limit", "--limite", metavar="VALOR", parser=_limit,
    help='Até quanto pode dever; 0 é só à vista, "" volta ao dos ajustes.')]
Channel = Annotated[str | None, typer.Option(
    "--channel", "--canal", metavar="CANAL", parser=_channel,
    help="Como prefere ser lembrado: whatsapp, telefone, email ou pessoalmente.")]
PayDay = Annotated[str | None, typer.Option(
    "--pay-day", "--dia-de-pagar", metavar="DIA", parser=_pay_day,
    help='Dia em que costuma pagar: 5, ou "5º dia útil"; é o vencimento quando não se diz outro.')]
OptOut = Annotated[bool | None, typer.Option(
    "--opt-out/--opt-in", "--nao-lembrar/--pode-lembrar",
    help="Pediu para não receber mensagens, ou voltou a aceitar.")]
NoNews = Annotated[bool | None, typer.Option(
    "--no-news/--news", "--sem-novidades/--com-novidades",
    help="Não quer as novidades que vão nos lembretes, ou voltou a querer.")]
ReferredBy = Annotated[str | None, typer.Option(
    "--referred-by", "--indicado-por", metavar="NOME", parser=_referred_by,
    help="Quem indicou.")]
# fmt: on


def add_customer(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NOME", parser=_name, help="Nome inteiro.")],
    nickname: Nickname = None,
    phone: Phone = None,
    document: Document = None,
    email: Email = None,
    address: Address = None,
    limit: CreditLimit = None,
    channel: Channel = None,
    pay_day: PayDay = None,
    opt_out: OptOut = None,
    no_news: NoNews = None,
    referred_by: ReferredBy = None,
    note: Note = None,
) -> None:
    """Keep a new customer."""
    from cobranca_cli.services.customers import Details
    from cobranca_cli.services.customers import add_customer as service

    app: AppContext = ctx.obj
    said = (text or None for text in (nickname, phone, document, email, address, referred_by))
    states = _states(
        app, channel=channel, pay_day=pay_day, opt_out=opt_out, no_news=no_news, limit=limit
    )
    record = service(
        app.unit("add-customer"), details=Details(name, *said), states=states, note=note
    )
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
    limit: CreditLimit = None,
    channel: Channel = None,
    pay_day: PayDay = None,
    opt_out: OptOut = None,
    no_news: NoNews = None,
    referred_by: ReferredBy = None,
    confirmed: Annotated[bool, typer.Option(
        "--confirmed", "--confirmado", help="Os dados foram conferidos hoje.")] = False,
    note: Note = None,
) -> None:  # fmt: skip
    """Change what is kept about a customer."""
    from cobranca_cli.services.customers import Details
    from cobranca_cli.services.customers import edit_customer as service

    app: AppContext = ctx.obj
    who, _ = app.choose(customer)
    details = Details(name, nickname, phone, document, email, address, referred_by)
    states = _states(app, channel=channel, pay_day=pay_day, opt_out=opt_out, no_news=no_news,
                     limit=limit, confirmed=confirmed)  # fmt: skip
    record = service(
        app.unit("edit-customer"), customer=who, details=details, states=states, note=note
    )
    emit_fact(
        app, record, lines=says.customer(record, "cadastro atualizado"), warnings=record.warnings
    )
