"""The books: `sales`, `payments`, `log`, and `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cobranca_cli.cli import options, seen
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact, emit_list
from cobranca_cli.cli.words import counted
from cobranca_cli.errors import InvalidSettingError, brl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.errors import CobrancaError
    from cobranca_cli.reports.integrity import CheckReport


def sales(
    ctx: typer.Context, customer: options.MaybeCustomer = None, limit: options.Limit = None
) -> None:
    """List sales, newest first."""
    from cobranca_cli.reports.sales import sales as report

    app: AppContext = ctx.obj
    book = report(app.reader(), customer=customer, limit=limit)
    footer = f"{counted(book.sales, 'venda')}, {brl(book.total_cents)}; "
    emit_list(
        app,
        book,
        columns=("sale_id", "sold_on", "customer", "description", "total_cents", "open_cents",
                 "installments", "voided_cents"),
        footer=[footer + f"{brl(book.open_cents)} em aberto."],
        empty="Nenhuma venda.",
    )  # fmt: skip


def payments(
    ctx: typer.Context, customer: options.MaybeCustomer = None, limit: options.Limit = None
) -> None:
    """List payments, newest first."""
    from cobranca_cli.reports.payments import payments as report

    app: AppContext = ctx.obj
    book = report(app.reader(), settings=app.settings, customer=customer, limit=limit)
    bounced = ["bounced_on"] if any(row.bounced_on for row in book.rows) else []
    footer = f"{counted(book.payments, 'recebimento')}, {brl(book.amount_cents)}; "
    emit_list(
        app,
        book,
        columns=("payment_id", "received_on", "customer", "amount_cents", "method", "reference",
                 "payer", "credit_cents", "reversed", *bounced),
        footer=[footer + f"{brl(book.credit_cents)} de crédito."],
        empty="Nenhum recebimento.",
    )  # fmt: skip


def log(ctx: typer.Context, limit: options.Limit = None) -> None:
    """List what was written, newest first."""
    from cobranca_cli.reports.log import log as report

    app: AppContext = ctx.obj
    found = report(app.reader(), limit=limit)
    emit_list(
        app,
        found if app.format != "table" else seen.at_home(found, app.now),
        columns=("seq", "at", "summary", "undone"),
        footer=[f"{counted(found.writes, 'registro')}."],
        empty="Nada foi gravado ainda.",
    )


def check(ctx: typer.Context) -> None:
    """Check every sum and that nothing was changed behind our back; exit 1 when it was."""
    from cobranca_cli.cli.progress import bar
    from cobranca_cli.reports.integrity import check as report
    from cobranca_cli.store.copies import copies, heads
    from cobranca_cli.store.settings import problems

    app: AppContext = ctx.obj
    zone = app.settings.zone
    found = report(
        app.reader(), settings_problems=problems(app.settings), progress=bar("Conferindo"),
        file_problems=list(_broken_files(app)), heads=heads(app.home, zone),
        copies=copies(app.home, zone), home=app.home, today=app.today, calendar=_calendar(app),
    )  # fmt: skip
    notes = [f"{one.message} Dica: {one.hint}" for one in found.notes]
    emit_fact(app, found, lines=_check_lines(found), warnings=notes)
    if not found.ok:
        raise typer.Exit(1)


def _calendar(app: AppContext) -> Calendar | None:
    """The days by which charges are counted; None where the settings name none."""
    try:
        return app.settings.calendar
    except InvalidSettingError:
        return None  # It is told as a problem of its own.


def _broken_files(app: AppContext) -> Iterator[CobrancaError]:
    """What the settings file, or a template of the home, cannot be used for."""
    from cobranca_cli.messages.trials import broken

    if app.settings_error is not None:
        yield app.settings_error
    yield from broken(app.settings)


def _check_lines(found: CheckReport) -> list[str]:
    counts = found.checked
    gone_through = (
        f"Conferidos: {counted(counts.customers, 'cliente')}, {counted(counts.sales, 'venda')}, "
        f"{counted(counts.installments, 'parcela')}, {counted(counts.payments, 'recebimento')}, "
        f"{counted(counts.writes, 'registro')} do histórico."
    )
    if found.ok:
        return ["Tudo certo: as contas fecham e nada foi mexido por fora.", gone_through]
    lines = [f"{counted(len(found.problems), 'problema')}:"]
    for problem in found.problems:
        lines += [f"- {problem.message}", f"  Dica: {problem.hint}"]
    return [*lines, gone_through]
