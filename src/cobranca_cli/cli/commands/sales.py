"""Selling: `add-sale`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Literal, NamedTuple

import typer

from cobranca_cli.cli import options, says
from cobranca_cli.cli.context import AppContext, only_one
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.boleto import parse_boleto
from cobranca_cli.domain.charges import Terms, agreed
from cobranca_cli.domain.installments import Interval, parse_interval
from cobranca_cli.domain.links import parse_link
from cobranca_cli.domain.money import parse_amount, parse_percent_bps, part_of
from cobranca_cli.domain.phone import parse_phone
from cobranca_cli.domain.sale_plan import EarlyTerms, PaidPart, SaleTerms
from cobranca_cli.domain.text import clean_line, clean_text
from cobranca_cli.errors import ConflictingOptionsError, DueBeforeSaleError


def parse_remainder(text: str) -> str:
    """`first` or `last`, also in Portuguese."""
    return options.one_of_words(
        text, {"primeira": "first", "first": "first", "ultima": "last", "last": "last"}, "--resto"
    )


# What add-sale takes, one option a name.
Buyer = Annotated[str | None, typer.Argument(
    metavar="CLIENTE", help="Nome inteiro, apelido, número (c12), telefone ou CPF/CNPJ; um "
    "nome novo é cadastrado.")]  # fmt: skip
Amount = Annotated[int | None, typer.Argument(
    metavar="VALOR", parser=options.parse_typed_amount,
    help="Como 150, 150,50 ou 1.234,56.")]  # fmt: skip
WalkIn = Annotated[int | None, typer.Option(
    "--walk-in", "--balcao", metavar="VALOR", parser=parse_amount,
    help="Venda no balcão, sem cliente, paga na hora.")]  # fmt: skip
Paid = Annotated[bool, typer.Option("--paid", "--pago", help="Pagou tudo em dinheiro.")]
PaidBy = Annotated[list[PaidPart] | None, typer.Option(
    "--paid-by", "--pago-por", metavar="FORMA[:VALOR]", parser=options.parse_paid_part,
    help="Pagou na hora assim; sem valor, o resto.")]  # fmt: skip
Due = Annotated[str | None, typer.Option(
    "--due", "--vencimento", metavar="DATA", help="Primeiro vencimento: 10/12, sexta, dia 5, "
    "30 dias (contados da venda). Sem isto, o prazo dos ajustes.")]  # fmt: skip
Installments = Annotated[int | None, typer.Option(
    "--installments", "--parcelas", metavar="N", parser=options.parse_count,
    help="Em quantas parcelas.")]  # fmt: skip
Every = Annotated[Interval, typer.Option(
    "--interval", "--intervalo", metavar="PRAZO", parser=parse_interval,
    help="De quanto em quanto tempo: 7d, 15d, 1w, 1m.")]  # fmt: skip
Remainder = Annotated[str, typer.Option(
    "--remainder", "--resto", metavar="primeira|ultima", parser=parse_remainder,
    help="Em que parcela vão os centavos que sobram.")]  # fmt: skip
DownPayment = Annotated[str | None, typer.Option(
    "--down-payment", "--entrada", metavar="VALOR|%", parser=options.parse_part,
    help="Entrada paga na hora, como 50 ou 30%.")]  # fmt: skip
Method = Annotated[str | None, typer.Option(
    "--method", "--forma", metavar="FORMA", parser=options.parse_method,
    help="Como a entrada foi paga.")]  # fmt: skip
Description = Annotated[str | None, typer.Option(
    "--description", "--descricao", metavar="TEXTO", help="O que foi vendido.")]  # fmt: skip
Kind = Annotated[str, typer.Option(
    "--kind", "--tipo", metavar="TIPO", parser=options.parse_kind,
    help="produto, servico, revenda ou industria.")]  # fmt: skip
Invoice = Annotated[str | None, typer.Option(
    "--invoice", "--nota", metavar="TEXTO", help="Número da nota fiscal.")]  # fmt: skip
Link = Annotated[str | None, typer.Option(
    "--link", metavar="URL", parser=parse_link,
    help="Página sua para o cliente pagar (https); vai na mensagem.")]  # fmt: skip
Boletos = Annotated[list[str] | None, typer.Option(
    "--boleto", metavar="LINHA", parser=parse_boleto,
    help="A linha do boleto que o banco fez, uma por parcela, na ordem; menos que as parcelas "
    "são os das primeiras.")]  # fmt: skip
EarlyDiscount = Annotated[int | None, typer.Option(
    "--early-discount", "--desconto-antecipado", metavar="%", parser=parse_percent_bps,
    help="Desconto em cada parcela que for paga até --antecipado-ate, como 5%.")]  # fmt: skip
EarlyUntil = Annotated[str | None, typer.Option(
    "--early-until", "--antecipado-ate", metavar="DATA",
    help="Até que dia vale o desconto de --desconto-antecipado.")]  # fmt: skip
Phone = Annotated[str | None, typer.Option(
    "--phone", "--telefone", metavar="TELEFONE", parser=parse_phone,
    help="Telefone do cliente, guardado no cadastro.")]  # fmt: skip
Fine = Annotated[int | None, typer.Option(
    "--fine", "--multa", metavar="PORCENTO", parser=parse_percent_bps,
    help="Multa combinada para depois do vencimento, até 2%; 0 é sem multa.")]  # fmt: skip
Interest = Annotated[int | None, typer.Option(
    "--interest", "--juros", metavar="PORCENTO", parser=parse_percent_bps,
    help="Juros combinados por mês de atraso, até 1%; 0 é sem juros.")]  # fmt: skip
IsNew = Annotated[bool, typer.Option(
    "--new", "--novo", help="É um cliente novo, mesmo que o nome pareça com outro.")]  # fmt: skip
Override = Annotated[str | None, typer.Option(
    "--override", "--mesmo-assim", metavar="MOTIVO",
    help="Vende acima do limite ou a quem está bloqueado, e guarda o motivo.")]  # fmt: skip


def add_sale(
    ctx: typer.Context,
    customer: Buyer = None,
    amount: Amount = None,
    walk_in: WalkIn = None,
    paid: Paid = False,
    paid_by: PaidBy = None,
    due: Due = None,
    installments: Installments = None,
    interval: Every = "1m",  # type: ignore[assignment]  # Parsed by Typer.
    remainder: Remainder = "first",
    down_payment: DownPayment = None,
    method: Method = None,
    on: options.On = None,
    description: Description = None,
    kind: Kind = "product",
    invoice: Invoice = None,
    link: Link = None,
    boleto: Boletos = None,
    fine: Fine = None,
    interest: Interest = None,
    early_discount: EarlyDiscount = None,
    early_until: EarlyUntil = None,
    phone: Phone = None,
    new: IsNew = False,
    override: Override = None,
) -> None:
    """Record a sale: on trust, in instalments, with a down payment, or paid at once."""
    from cobranca_cli.services.sales import record_sale

    app: AppContext = ctx.obj
    only_one(pago=paid, pago_por=paid_by)
    only_one(forma=method, pago_por=paid_by)
    _method_has_a_use(method, down_payment)
    who, total = _buyer(
        customer,
        amount,
        walk_in,
        about_them=bool(phone or new or override or boleto or fine or interest or early_discount),
    )
    who, is_new = app.choose(who, may_create=True) if who and not new else (who, new)
    down_cents = _down_cents(down_payment, total, paid=paid)
    parts = _parts(paid, paid_by, down_cents, method or app.settings.default_method,
                   walk_in=walk_in)  # fmt: skip
    dates = _dates(app, due, on, paid_at_once=_covers(parts, total) and not down_cents)
    terms = SaleTerms(
        total, dates.sold_on, dates.due_on, installments or 1, interval,
        _remainder(remainder), down_cents,
        clean_text(description, what="a descrição") if description else None, kind,
        clean_line(invoice, what="a nota") if invoice else None, link,
        _late_terms(app, fine, interest),
    )  # fmt: skip
    early = _early(app, early_discount, early_until, dates.sold_on)
    receipt = record_sale(
        app.unit("add-sale"), customer=who, terms=terms, paid=parts, settings=app.settings,
        new=is_new, phone=phone, warnings=dates.warnings, default_due=dates.is_default,
        boletos=boleto or (), early=early,
        override=clean_text(override, what="o motivo") if override else None,
    )  # fmt: skip
    emit_fact(app, receipt, lines=says.sale(receipt), warnings=receipt.warnings)


def _late_terms(app: AppContext, fine: int | None, interest: int | None) -> Terms:
    """What is typed, else the setting; 0 switches it off. Raises ChargesAboveCapError."""
    usual = app.settings.late_terms
    return agreed(
        usual.fine_bps if fine is None else fine,
        usual.interest_bps if interest is None else interest,
    )


_DAY_AND_MONTH = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}")


class _Dates(NamedTuple):
    sold_on: date
    due_on: date
    warnings: list[str]
    is_default: bool = False


def _method_has_a_use(method: str | None, down_payment: str | None) -> None:
    """`--forma` alone would look like a sale that was paid, and be kept as one on trust."""
    if method and not down_payment:
        raise ConflictingOptionsError(
            "--forma diz como a entrada foi paga, e aqui não há --entrada.",
            "para uma venda paga na hora: --pago-por pix, ou --pago se foi em dinheiro.",
        )


def _early(app: AppContext, bps: int | None, until: str | None, sold_on: date) -> EarlyTerms | None:
    """What paying early gives: the discount and its day go together."""
    if (bps is None) != (until is None):
        raise ConflictingOptionsError(
            "O desconto antecipado vai com o dia até quando vale.",
            "por exemplo: --desconto-antecipado 5% --antecipado-ate 10/12",
        )
    if bps is None or until is None:
        return None
    return EarlyTerms(bps, app.typed_date(until, mode="future", start=sold_on))


def _buyer(
    customer: str | None, amount: int | None, walk_in: int | None, *, about_them: bool
) -> tuple[str | None, int]:
    if walk_in is not None:
        if customer is not None or about_them:
            raise ConflictingOptionsError(
                "Venda no balcão não leva cliente, nem o que é de um cliente.",
                "use CLIENTE VALOR ou --balcao VALOR.",
            )
        return None, walk_in
    if customer is None or amount is None:
        raise ConflictingOptionsError(
            "Faltam o cliente e o valor." if customer is None else "Falta o valor.",
            "por exemplo: cobranca vendi Maria 150,00; sem cliente: cobranca vendi --balcao 20",
        )
    return customer, amount


def _down_cents(typed: str | None, total: int, *, paid: bool) -> int:
    if typed is None:
        return 0
    if paid:
        raise ConflictingOptionsError(
            "Não dá para usar --entrada e --pago juntos.", "escolha um deles."
        )
    return part_of(total, typed)


def _parts(
    paid: bool,
    paid_by: list[PaidPart] | None,
    down_cents: int,
    method: str,
    *,
    walk_in: int | None,
) -> list[PaidPart]:
    if paid_by:
        return paid_by
    if paid or (walk_in is not None and not down_cents):
        return [PaidPart("cash")]
    return [PaidPart(method)] if down_cents else []


def _covers(parts: list[PaidPart], total: int) -> bool:
    return any(p.amount_cents is None for p in parts) or (
        bool(parts) and sum(p.amount_cents or 0 for p in parts) >= total
    )


def _dates(app: AppContext, due: str | None, on: date | None, *, paid_at_once: bool) -> _Dates:
    """The day of sale and the first due date (rules §2, §3)."""
    sold_on = on or app.today
    if due is None:
        default = app.settings["sales.default_due"]
        due_on = sold_on if paid_at_once else app.counted(default, sold_on)
        return _Dates(sold_on, due_on, [], is_default=not paid_at_once)
    due_on = app.typed_date(due, mode="future", start=sold_on)
    if on is not None and _DAY_AND_MONTH.fullmatch(due.strip()):
        _not_just_before(due_on, sold_on)
    if due_on < sold_on and on is None:
        warning = f"o vencimento já passou: a venda ficou com a data dele, {says.day(due_on)}."
        return _Dates(due_on, due_on, [warning])
    return _Dates(sold_on, due_on, [])


def _not_just_before(due_on: date, sold_on: date) -> None:
    """`--em 20/11 --vencimento 19/11` means no day of next year: it is a slip.

    Only where the same day of the year before is nearer to the sale than the one understood; a
    sale of December falls due in January. Raises DueBeforeSaleError.
    """
    a_year_before = due_on - timedelta(days=365)
    if due_on - sold_on > sold_on - a_year_before:
        raise DueBeforeSaleError(a_year_before, sold_on)


def _remainder(text: str) -> Literal["first", "last"]:
    return "last" if text == "last" else "first"
