"""Agreeing on another way to pay: `negotiate`, `accept-agreement`, `agreements`, and their end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli import options, says_negotiating
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact, emit_list
from cobranca_cli.cli.papers import Pdf, emit_paper
from cobranca_cli.domain.text import clean_text

if TYPE_CHECKING:
    from cobranca_cli.reports.agreements import AgreementView

Sales = Annotated[list[str] | None, typer.Option(
    "--sale", "--venda", metavar="NÚMERO",
    help="Tudo em aberto desta venda, atrasado ou não. Sem isto, o que atrasou.")]  # fmt: skip
Installments = Annotated[int | None, typer.Option(
    "--installments", "--parcelas", metavar="N", parser=options.parse_count,
    help="Em quantas parcelas, sem contar a entrada.")]  # fmt: skip
Discount = Annotated[str | None, typer.Option(
    "--discount", "--desconto", metavar="VALOR|%", parser=options.parse_part,
    help="Quanto você abre mão, como 20,00 ou 10%.")]  # fmt: skip
DownPayment = Annotated[str | None, typer.Option(
    "--down-payment", "--entrada", metavar="VALOR|%", parser=options.parse_part,
    help="Uma parte já, antes das parcelas.")]  # fmt: skip
FirstDue = Annotated[date | None, typer.Option(
    "--first-due", "--primeira", metavar="DATA", parser=str, callback=options.future_date,
    help="Vencimento da primeira parcela; as outras, de mês em mês.")]  # fmt: skip
Number = Annotated[str, typer.Argument(
    metavar="ACORDO", help="O número do acordo, ou o cliente quando só um serve.",
    show_default=False)]  # fmt: skip
Code = Annotated[str | None, typer.Option(
    "--code", "--codigo", metavar="NÚMERO", parser=options.parse_code,
    help="O código de 6 números que o cliente devolveu.")]  # fmt: skip
Proof = Annotated[str | None, typer.Option(
    "--proof", "--prova", metavar="TEXTO",
    help="De outro jeito: onde está o sim, como 'áudio de WhatsApp de 10/12'.")]  # fmt: skip


def negotiate(
    ctx: typer.Context,
    customer: options.Customer,
    installments: Installments = None,
    discount: Discount = None,
    down_payment: DownPayment = None,
    first_due: FirstDue = None,
    sale: Sales = None,
) -> None:
    """Show what could be offered to somebody who is late; with terms, propose an agreement."""
    app: AppContext = ctx.obj
    terms = (installments, discount, down_payment, first_due)
    if any(terms):
        from cobranca_cli.services.agreements import TypedTerms, propose

        who = app.choose(customer)[0]
        done = propose(
            app.unit("negotiate"), customer=who, terms=TypedTerms(*terms), settings=app.settings,
            sales=sale or (),
        )  # fmt: skip
        emit_fact(app, done, lines=says_negotiating.proposed(done), warnings=done.warnings)
    else:
        _menu(app, customer, sale or [])


def _menu(app: AppContext, customer: str, sales: list[str]) -> None:
    from cobranca_cli.reports.offers import offers as report

    found = report(
        app.reader(), customer=customer, today=app.today, settings=app.settings, sales=sales
    )
    emit_list(
        app, found, columns=("offer", "total_cents", "cost_cents", "present_cents"),
        footer=list(says_negotiating.menu(found)),
    )  # fmt: skip


def accept_agreement(
    ctx: typer.Context, agreement: Number, code: Code = None, proof: Proof = None
) -> None:
    """Let an agreement hold from today: the code came back, or there is another proof."""
    from cobranca_cli.services.agreements import accept as service

    app: AppContext = ctx.obj
    words = proof and clean_text(proof, what="a prova")
    number = app.choose_row(agreement)
    done = service(app.unit("accept-agreement"), agreement=number, code=code, proof=words)
    emit_fact(app, done, lines=says_negotiating.accepted(done))
    if done.status == "proposed":
        raise typer.Exit(1)


def agreements(ctx: typer.Context, customer: options.MaybeCustomer = None) -> None:
    """The agreements, the newest first."""
    from cobranca_cli.reports.agreements import agreements as report

    app: AppContext = ctx.obj
    found = report(app.reader(), customer=customer, today=app.today, calendar=app.settings.calendar)
    columns = ("agreement_id", "customer", "state", "agreed_on", "total_cents", "paid_cents",
               "open_cents", "next_due_on")  # fmt: skip
    emit_list(app, found, columns=columns, footer=list(says_negotiating.listed(found)))


def agreement(ctx: typer.Context, agreement: Number, pdf: Pdf = None) -> None:
    """One agreement: what it is about, its plan, what was paid; or its paper, to be signed."""
    from cobranca_cli.reports.agreements import agreement as report

    app: AppContext = ctx.obj
    found = report(app.reader(), agreement)
    if pdf is None:
        emit_fact(app, {**found._asdict(), "pdf": None}, lines=says_negotiating.shown(found))
    else:
        _paper(app, found, pdf)


def _paper(app: AppContext, found: AgreementView, pdf: str) -> None:
    from cobranca_cli.documents import agreement as document
    from cobranca_cli.reports.agreement_paper import paper

    facts = paper(app.reader(), found, today=app.today, settings=app.settings)
    emit_paper(
        app, found._asdict(), (), pdf, lambda: document.pdf(facts, app.settings, now=app.now),
        facts.warnings, then=says_negotiating.after_signing(found),
    )  # fmt: skip


def break_agreement(ctx: typer.Context, agreement: Number, reason: options.Reason) -> None:
    """End an agreement that is not kept: the originals are owed again, less what was paid."""
    from cobranca_cli.services.agreements_ended import break_agreement as service

    app: AppContext = ctx.obj
    words = clean_text(reason, what="o motivo")
    number = app.choose_row(agreement)
    app.confirm(says_negotiating.break_question(app, number))
    done = service(app.unit("break-agreement"), agreement=number, reason=words)
    emit_fact(app, done, lines=says_negotiating.ended(done))


def cancel_agreement(ctx: typer.Context, agreement: Number, reason: options.Reason) -> None:
    """End an agreement of which nothing was paid."""
    from cobranca_cli.services.agreements_ended import cancel_agreement as service

    app: AppContext = ctx.obj
    words = clean_text(reason, what="o motivo")
    number = app.choose_row(agreement)
    done = service(app.unit("cancel-agreement"), agreement=number, reason=words)
    emit_fact(app, done, lines=says_negotiating.ended(done))
