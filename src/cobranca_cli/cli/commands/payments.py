"""Receiving: `add-payment`, `reverse-payment`, `bounce-payment`, `refund`."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli import options, says
from cobranca_cli.cli.context import AppContext, only_one
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.domain.money import parse_amount
from cobranca_cli.domain.sale_plan import PaidPart
from cobranca_cli.domain.text import clean_line, clean_text
from cobranca_cli.errors import ConflictingOptionsError

if TYPE_CHECKING:
    from cobranca_cli.messages.channels.ways import Ways
    from cobranca_cli.services.payment_receipt import PaymentReceipt

WaiveCharges = Annotated[bool, typer.Option(
    "--waive-charges", "--perdoar-encargos",
    help="Perdoa a multa e os juros do que este recebimento paga.",
)]  # fmt: skip
Send = Annotated[bool, typer.Option(
    "--send", "--enviar", help="Envia o recibo ao cliente, por um canal que esteja pronto.",
)]  # fmt: skip


_FAR_FOR_A_CHEQUE = timedelta(days=180)
_ASKED_ALREADY = timedelta(days=366)  # Whatever is farther is asked about in any command.
ClearsOn = Annotated[date | None, typer.Option(
    "--clears-on", "--bom-para", metavar="DATA", parser=str, callback=options.future_date,
    help="Com cheque: o dia a partir do qual ele é bom.",
)]  # fmt: skip


def add_payment(
    ctx: typer.Context,
    customer: options.Customer,
    amount: options.Amount,
    on: options.On = None,
    method: Annotated[str | None, typer.Option(
        "--method", "--forma", metavar="FORMA", parser=options.parse_method,
        help="pix, dinheiro, debito, credito, boleto, transferencia, deposito, cheque ou outra.",
    )] = None,
    paid_by: Annotated[list[PaidPart] | None, typer.Option(
        "--paid-by", "--pago-por", metavar="FORMA[:VALOR]", parser=options.parse_paid_part,
        help="Várias formas de uma vez, como pix:50 e dinheiro.")] = None,
    sale: Annotated[str | None, typer.Option(
        "--sale", "--venda", metavar="NÚMERO", help="Paga primeiro esta venda.")] = None,
    installment: Annotated[str | None, typer.Option(
        "--installment", "--parcela", metavar="NÚMERO", help="Paga primeiro esta parcela.")] = None,
    reference: Annotated[str | None, typer.Option(
        "--reference", "--referencia", metavar="TEXTO",
        help="Número do comprovante ou lembrete.")] = None,
    payer: Annotated[str | None, typer.Option(
        "--payer", "--pagador", metavar="NOME", help="Quem pagou, se foi outra pessoa.")] = None,
    discount: Annotated[int | None, typer.Option(
        "--discount", "--desconto", metavar="VALOR", parser=parse_amount,
        help="Desconto dado junto, no que o pagamento deixa em aberto.")] = None,
    change: Annotated[bool, typer.Option(
        "--change", "--troco", help="Deu troco: anota só o que ficou.")] = False,
    waive_charges: WaiveCharges = False,
    clears_on: ClearsOn = None,
    send: Send = False,
) -> None:  # fmt: skip
    """Record money received; oldest due first, overflow to the next, the rest is credit."""
    from cobranca_cli.services.payments import record_payment

    app: AppContext = ctx.obj
    only_one(forma=method, pago_por=paid_by)
    only_one(venda=sale, parcela=installment)
    _a_cheque_is_good_later(app, clears_on, method, paid_by)
    ways = _ways(app) if send else None
    who, _ = app.choose(customer)
    parts = paid_by or [PaidPart(method or app.settings.default_method)]
    record = partial(
        record_payment, customer=who, amount_cents=amount, received_on=on or app.today, paid=parts,
        settings=app.settings, sale=sale, installment=installment,
        reference=clean_line(reference, what="a referência") if reference else None,
        payer=clean_line(payer, what="o nome de quem pagou") if payer else None,
        discount_cents=discount or 0, waive_charges=waive_charges, clears_on=clears_on,
    )  # fmt: skip
    keep_change = change or says.ask_change(app, record, parts)
    receipt = record(app.unit("add-payment"), give_change=keep_change)
    if ways is not None:
        receipt = _sent(app, ways, receipt)
    emit_fact(app, receipt, lines=says.payment(receipt), warnings=receipt.warnings)


def _a_cheque_is_good_later(
    app: AppContext, clears_on: date | None, method: str | None, paid_by: list[PaidPart] | None
) -> None:
    """Only a cheque, and seldom one half a year ahead: `10/12` on 15/12 is most often a slip."""
    if clears_on is None:
        return
    if "check" not in (method, *(part.method for part in paid_by or ())):
        raise ConflictingOptionsError(
            "Só um cheque é bom para outro dia.",
            "por exemplo: cobranca recebi Maria 80 --forma cheque --bom-para 10/12",
        )
    if _FAR_FOR_A_CHEQUE < clears_on - app.today <= _ASKED_ALREADY:
        app.confirm(f"o cheque é bom só em {says.day(clears_on)}?")


def _ways(app: AppContext) -> Ways:
    """Asked before anything is kept: an open password file is refused in time."""
    from cobranca_cli.cli import sending

    return sending.ways(app)


def _sent(app: AppContext, ways: Ways, receipt: PaymentReceipt) -> PaymentReceipt:
    from cobranca_cli.cli import sending

    return sending.receipt(app, ways, receipt)


def reverse_payment(
    ctx: typer.Context,
    payment: Annotated[str, typer.Argument(
        metavar="NÚMERO", help="O número do recebimento, ou o cliente se só houver um.")],
    reason: options.Reason,
) -> None:  # fmt: skip
    """Take a payment back as if it never was."""
    from cobranca_cli.services.payments import reverse_payment as service

    app: AppContext = ctx.obj
    words = clean_text(reason, what="o motivo")
    payment = app.choose_row(payment)
    app.confirm(says.reversal_question(app, payment))
    reversal = service(app.unit("reverse-payment"), payment=payment, reason=words)
    emit_fact(app, reversal, lines=says.reversal(reversal))


def bounce_payment(
    ctx: typer.Context,
    payment: Annotated[str, typer.Argument(
        metavar="NÚMERO", help="O número do recebimento, ou o cliente se só houver um.")],
    reason: options.Reason,
    on: options.On = None,
) -> None:  # fmt: skip
    """A payment came back: what it had paid opens again on that day."""
    from cobranca_cli.services.bouncing import bounce_payment as service

    app: AppContext = ctx.obj
    words = clean_text(reason, what="o motivo")
    payment = app.choose_row(payment)
    app.confirm(says.bounce_question(app, payment))
    done = service(app.unit("bounce-payment"), payment=payment, reason=words, on=on)
    emit_fact(app, done, lines=says.bounced(done))


def refund(
    ctx: typer.Context,
    customer: options.Customer,
    amount: options.Amount,
    reason: options.Reason,
    method: Annotated[str | None, typer.Option(
        "--method", "--forma", metavar="FORMA", parser=options.parse_method,
        help="Como devolveu.")] = None,
) -> None:  # fmt: skip
    """Give a customer's credit back."""
    from cobranca_cli.services.payments import refund as service

    app: AppContext = ctx.obj
    who, _ = app.choose(customer)
    words = clean_text(reason, what="o motivo")
    given = service(
        app.unit("refund"), customer=who, amount_cents=amount, method=method, reason=words
    )
    emit_fact(app, given, lines=says.refund(given))
