"""Correcting sales: `edit-sale`, `void-sale`, `discount`."""

from __future__ import annotations

from typing import Annotated

import typer

from cobranca_cli.cli import options, says
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.boleto import parse_boleto
from cobranca_cli.domain.money import parse_amount
from cobranca_cli.domain.text import clean_text
from cobranca_cli.errors import ConflictingOptionsError

InstallmentOption = Annotated[
    str | None,
    typer.Option("--installment", "--parcela", metavar="NÚMERO", help="Só esta parcela."),
]


def edit_sale(
    ctx: typer.Context,
    reason: options.Reason,
    sale: Annotated[str | None, typer.Argument(
        metavar="NÚMERO",
        help="O número da venda, ou o cliente se só houver uma em aberto.")] = None,
    installment: InstallmentOption = None,
    amount: Annotated[int | None, typer.Option(
        "--amount", "--valor", metavar="VALOR", parser=parse_amount, help="O valor certo.")] = None,
    due: Annotated[str | None, typer.Option(
        "--due", "--vencimento", metavar="DATA",
        help="O primeiro vencimento certo (ou o da parcela).")] = None,
    description: Annotated[str | None, typer.Option(
        "--description", "--descricao", metavar="TEXTO", help='O que foi; "" apaga.')] = None,
    customer: Annotated[str | None, typer.Option(
        "--customer", "--cliente", metavar="CLIENTE", help="De quem é a venda.",
        )] = None,
    boleto: Annotated[str | None, typer.Option(
        "--boleto", metavar="LINHA",
        help='Com --parcela: a linha do boleto que o banco fez; "" tira o que havia.')] = None,
) -> None:  # fmt: skip
    """Correct a sale as if it had been recorded so from the start."""
    from cobranca_cli.services.edit_sale import SaleEdit
    from cobranca_cli.services.edit_sale import edit_sale as service

    app: AppContext = ctx.obj
    _one_target(sale, installment)
    sale, installment = (text and app.choose_row(text) for text in (sale, installment))
    _fits_target(installment, of_sale=(description, customer), of_installment=boleto)
    edit = SaleEdit(
        amount,
        None
        if due is None
        else app.typed_date(due, mode="future", start=says.sold_on(app, sale, installment)),
        description and clean_text(description, what="a descrição"),
        customer and app.choose(customer)[0],
        boleto and parse_boleto(boleto),
    )
    edited = service(app.unit("edit-sale"), sale=sale, installment=installment, edit=edit,
                     reason=clean_text(reason, what="o motivo"),
                     settings=app.settings)  # fmt: skip
    emit_fact(app, edited, lines=says.edited_sale(edited), warnings=edited.warnings)


def void_sale(
    ctx: typer.Context,
    sale: Annotated[str, typer.Argument(
        metavar="NÚMERO", help="O número da venda, ou o cliente se só houver uma em aberto.")],
    reason: options.Reason,
    keep: Annotated[int | None, typer.Option(
        "--keep", "--manter", metavar="VALOR", parser=parse_amount,
        help="Quanto da venda continua valendo, como um sinal.")] = None,
) -> None:  # fmt: skip
    """Take a sale back, wholly or in part."""
    from cobranca_cli.services.corrections import void_sale as service

    app: AppContext = ctx.obj
    words = clean_text(reason, what="o motivo")
    sale = app.choose_row(sale)
    app.confirm(says.void_question(app, sale))
    voided = service(app.unit("void-sale"), sale=sale, keep_cents=keep or 0, reason=words)
    emit_fact(app, voided, lines=says.voided(voided))


def discount(
    ctx: typer.Context,
    target: Annotated[list[str], typer.Argument(
        metavar="[PARCELA] VALOR", help="A parcela e quanto abater; com --venda, só quanto.")],
    reason: options.Reason,
    sale: Annotated[str | None, typer.Option(
        "--sale", "--venda", metavar="NÚMERO", help="Abate da venda toda.")] = None,
    returned: Annotated[bool, typer.Option(
        "--returned", "--devolvido", help="Foi uma devolução de mercadoria.")] = False,
) -> None:  # fmt: skip
    """Make an instalment or a sale cheaper from today on."""
    from cobranca_cli.services.corrections import discount as service

    app: AppContext = ctx.obj
    installment, amount = _installment_and_amount(target, sale)
    sale, installment = (text and app.choose_row(text) for text in (sale, installment))
    done = service(
        app.unit("discount"), installment=installment, sale=sale, amount_cents=amount,
        returned=returned, reason=clean_text(reason, what="o motivo"),
    )  # fmt: skip
    emit_fact(app, done, lines=says.discounted(done), warnings=done.warnings)


def _fits_target(
    installment: str | None, *, of_sale: tuple[str | None, ...], of_installment: str | None
) -> None:
    if installment and any(value is not None for value in of_sale):
        raise ConflictingOptionsError(
            "Em uma parcela só mudam o valor, o vencimento e o boleto.",
            "para o resto, diga o número da venda.",
        )
    if of_installment is not None and not installment:
        raise ConflictingOptionsError(
            "Um boleto é de uma parcela só.",
            "diga qual: cobranca corrigir-venda --parcela NÚMERO --boleto LINHA --motivo TEXTO",
        )


def _one_target(sale: str | None, installment: str | None) -> None:
    if (sale is None) == (installment is None):
        raise ConflictingOptionsError(
            "Diga qual venda, ou qual parcela.",
            "por exemplo: cobranca corrigir-venda 12 --valor 180 --motivo TEXTO",
        )


def _installment_and_amount(target: list[str], sale: str | None) -> tuple[str | None, int]:
    if len(target) != (1 if sale else 2):
        raise ConflictingOptionsError(
            "Diga a parcela e o valor; com --venda, só o valor.",
            "por exemplo: cobranca abater 31 10,00 --motivo TEXTO",
        )
    return (None if sale else target[0]), parse_amount(target[-1])
