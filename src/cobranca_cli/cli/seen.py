"""What the looking commands show a person: columns, footers, and facts as plain lines."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from cobranca_cli.cli.words import Whole, counted, of_sale, one_line
from cobranca_cli.domain.charges import Terms
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.domain.words import DISPUTE_STATUS_NAMES
from cobranca_cli.errors import brl
from cobranca_cli.messages import wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobranca_cli.cli.statements import StatementShown
    from cobranca_cli.reports.installment import InstallmentDetail, InstallmentPosting
    from cobranca_cli.reports.log import Log
    from cobranca_cli.reports.messages import MessageList
    from cobranca_cli.reports.overdue import OverdueByCustomer, OverdueReport
    from cobranca_cli.reports.promises import PromiseList
    from cobranca_cli.reports.summary import Summary
    from cobranca_cli.reports.upcoming import UpcomingReport, UpcomingRow

Rows = TypeVar("Rows", "Log", "MessageList")

_OVERDUE = {
    "installment": (
        "customer", "installment_id", "due_on", "days_overdue", "open_cents", "description",
    ),
    "customer": (
        "customer", "installments", "oldest_due_on", "days_overdue", "open_cents", "credit_cents",
    ),
}  # fmt: skip
_UPCOMING = ("customer", "installment_id", "due_on", "days_until", "open_cents", "description")
UPCOMING_DAYS = 7
STATEMENT = ("on", "text", "debit_cents", "credit_cents", "balance_cents")

_MOST_NAMES = 10  # In a summary that is read over coffee.
_BUCKETS = {
    "1-30": "até 30 dias", "31-60": "de 31 a 60 dias", "61-90": "de 61 a 90 dias",
    "90+": "mais de 90 dias",
}  # fmt: skip
_AGED = {
    "not_due": "a vencer",
    **{key: f"{words} de atraso" for key, words in _BUCKETS.items()},
    "disputed": "contestado",
}
_POSTED = {
    "payment": "recebido", "discount": "desconto", "return": "devolução", "write_off": "perda",
    "void": "cancelado",
}  # fmt: skip
# Out of a sale or of an agreement, and back.
_PASSED = {
    "sale": ("passou para um acordo", "voltou do acordo"),
    "agreement": ("saiu do acordo", "voltou ao acordo"),
}
_CHARGES = {"fine": "multa", "interest": "juros"}


def overdue_columns(report: OverdueReport | OverdueByCustomer, by: str) -> tuple[str, ...]:
    """The columns; one more where something is contested, or where lateness costs something."""
    contested = any(getattr(row, "disputed", False) for row in report.rows)
    columns = [*_OVERDUE[by], *(["disputed"] if contested else [])]
    if report.updated_cents != report.open_cents:
        columns.insert(columns.index("open_cents") + 1, "updated_cents")
    return tuple(columns)


def overdue_footer(report: OverdueReport | OverdueByCustomer, today: date) -> list[str]:
    """The totals, which cover also the rows that a limit hides; the day when it is not today."""
    lines = [_totals(report)]
    if report.as_of != today:
        lines[0] += f" Em {describe(report.as_of)}."
    by_customer = bool(report.rows) and not hasattr(report.rows[0], "installment_id")
    shown, every = len(report.rows), report.customers if by_customer else report.installments
    if shown < every:
        lines.append(f"Mostrando {shown} de {every}.")
    return lines


def upcoming_columns(report: UpcomingReport) -> tuple[str, ...]:
    """The columns; two more where something costs less when it is paid early."""
    early = any(row.early_cents for row in report.rows)
    return (*_UPCOMING, *(["early_cents", "early_until"] if early else []))


def upcoming_footer(report: UpcomingReport) -> list[str]:
    """The totals."""
    return [_totals(report)]


def _totals(report: OverdueReport | OverdueByCustomer | UpcomingReport) -> str:
    more = report.updated_cents != report.open_cents
    charges = f", {brl(report.updated_cents)} com encargos" if more else ""
    return (
        f"{counted(report.customers, 'cliente')}, {counted(report.installments, 'parcela')}: "
        f"{brl(report.open_cents)} em aberto{charges}."
    )


def installment(found: InstallmentDetail, on: date) -> Iterator[str]:
    """One instalment on the day `on`."""
    name = f"{found.number} de {found.of}" if found.number else "entrada"
    about = f" ({one_line(found.description)})" if found.description else ""
    of = of_sale(found.sale_id, found.agreement_id) + (about if found.sale_id else "")
    yield f"Parcela {found.installment_id} ({name}) {of}"
    yield f"Cliente: {found.customer} (c{found.customer_id})"
    yield f"{'Venda' if found.sale_id else 'Acordo'}: {describe(found.sold_on)}"
    extended = found.pay_until != found.due_on
    grace = f"; em dia até {describe(found.pay_until)}" if extended else ""
    yield f"Vencimento: {describe(found.due_on)}{grace}"
    yield f"Valor: {brl(found.amount_cents)}"
    for posted in found.postings:
        yield "  " + _posted(posted, "sale" if found.sale_id else "agreement")
    for dispute in found.disputes:
        yield f"Contestada em {dispute.opened_on:%d/%m/%Y}: {one_line(dispute.text)}"
        if dispute.resolved_on:
            yield f"  {DISPUTE_STATUS_NAMES[dispute.status]} em {dispute.resolved_on:%d/%m/%Y}"
    if found.early_cents and found.early_until:
        yield f"Até {found.early_until:%d/%m/%Y} sai por {brl(found.early_cents)}"
    if found.boleto and found.open_cents:
        from cobranca_cli.domain.boleto import spaced

        yield Whole(f"Boleto: {spaced(found.boleto)}")
    yield f"Em aberto em {on:%d/%m/%Y}: {brl(found.open_cents)}{_state(found)}."
    yield from _charges(found, on)


def _charges(found: InstallmentDetail, on: date) -> Iterator[str]:
    """What was agreed, its working line by line, what was received of it, and the sum.

    Where nothing of it is due nor was, as of what was given up, there is no working.
    """
    terms = Terms(found.fine_bps, found.interest_bps)
    if any(terms):
        yield f"Combinado para depois do vencimento: {wording.late_terms(terms)}"
    due = found.updated_cents != found.open_cents
    if due or found.charges:
        for line in wording.working(terms, found.fine_principal_cents, found.working):
            yield f"  {line}"
    for taken in found.charges:
        source = f"recebimento {taken.payment_id}" if taken.payment_id else "perdoado"
        back = "de volta: " if taken.amount_cents < 0 else ""
        what = f"{back}{_CHARGES[taken.kind]} ({source})"
        yield f"  {taken.on:%d/%m/%Y}  {brl(-taken.amount_cents):>13}  {what}"
    if due:
        yield f"Com encargos em {on:%d/%m/%Y}: {brl(found.updated_cents)}."


def _posted(posted: InstallmentPosting, of: str) -> str:
    back = posted.amount_cents < 0
    if posted.kind == "renegotiation":
        what = _PASSED[of][back]
    else:
        what = ("de volta: " if back else "") + _POSTED[posted.kind]
    number = f" (recebimento {posted.payment_id})" if posted.payment_id else ""
    return f"{posted.on:%d/%m/%Y}  {brl(-posted.amount_cents):>13}  {what}{number}"


def _state(found: InstallmentDetail) -> str:
    if found.status == "late":
        return f", {counted(found.days_overdue, 'dia')} de atraso"
    if found.status == "open":
        days = found.days_until or 0
        left = (
            f"faltam {days} dias" if days > 1 else "falta 1 dia" if days else "hoje é o último dia"
        )
        return f", em dia ({left})"
    passed = ", em um acordo" if found.sale_id else ", fora do acordo"
    ends = {"voided": ", cancelada", "written_off": ", perda", "renegotiated": passed}
    return ends.get(found.status, ", quitada")


def summary(report: Summary) -> Iterator[str]:
    """The day in a few lines, for reading over coffee."""
    yield f"Resumo de {describe(report.date)}"
    yield ""
    yield (
        f"Entrou ontem: {brl(report.received_yesterday_cents)}. "
        f"No mês: {brl(report.received_month_cents)}."
    )
    yield from _due(report)
    yield from _late(report)
    yield from _cheques(report)
    yield from _agreements(report)
    yield from _to_do(report)
    if report.credits_cents:
        yield f"Clientes têm {brl(report.credits_cents)} de crédito para a próxima compra."


def _due(report: Summary) -> Iterator[str]:
    if report.due_today:
        yield f"Vence hoje: {brl(report.due_today_cents)}"
        yield from (_due_line(row) for row in report.due_today[:_MOST_NAMES])
        if len(report.due_today) > _MOST_NAMES:
            more = counted(len(report.due_today) - _MOST_NAMES, "parcela")
            yield f"  e mais {more}: cobranca a-vencer --dias 0"
    else:
        yield "Vence hoje: nada."
    later = report.due_week_cents - report.due_today_cents
    if later:
        yield f"Nos 6 dias seguintes: {brl(later)} (cobranca a-vencer --dias 6)"


def _due_line(row: UpcomingRow) -> str:
    about = f", {one_line(row.description)}" if row.description else ""
    number = f" ({row.number}/{row.of})" if row.of > 1 and row.number else ""
    return f"  {row.customer}: {brl(row.open_cents)}{about}{number}"


def _late(report: Summary) -> Iterator[str]:
    if not report.overdue_cents:
        yield "Ninguém está atrasado."
        return
    who = counted(report.overdue_customers, "cliente")
    updated = report.overdue_updated_cents
    more = f" ({brl(updated)} com encargos)" if updated != report.overdue_cents else ""
    yield f"Atrasado: {brl(report.overdue_cents)}{more}, de {who} (cobranca atrasados)"
    for bucket, cents in report.buckets.items():
        if cents:
            yield f"  {_BUCKETS[bucket]}: {brl(cents)}"
    if report.disputed_cents:
        yield f"  contestado, sem lembretes até você resolver: {brl(report.disputed_cents)}"


def _cheques(report: Summary) -> Iterator[str]:
    for cheque in report.checks_soon:
        good = "já é bom" if cheque.due_on < report.date else "é bom hoje"
        if cheque.due_on > report.date:
            good = f"é bom em {cheque.due_on:%d/%m}"
        what = f"Cheque de {cheque.customer}, {brl(cheque.amount_cents)}"
        yield f"{what}: {good} (recebimento {cheque.payment_id})"


def _agreements(report: Summary) -> Iterator[str]:
    found = report.agreements
    if not any(found[:3]):
        return
    yield (
        f"Acordos: {found.in_course} em andamento ({brl(found.open_cents)}), "
        f"{counted(found.kept, 'cumprido')}, {counted(found.broken, 'rompido')} (cobranca acordos)"
    )
    for part in found.next[:_MOST_NAMES]:
        yield f"  {part.customer}: {brl(part.open_cents)} em {part.due_on:%d/%m/%Y}"


def _to_do(report: Summary) -> Iterator[str]:
    """What was promised, what the owner has to do, and the reminders that are ready."""
    if report.promises_today:
        yield "Prometido para hoje:"
        for promise in report.promises_today[:_MOST_NAMES]:
            yield f"  {promise.customer}: {brl(promise.amount_cents - promise.paid_cents)}"
        if len(report.promises_today) > _MOST_NAMES:
            more = counted(len(report.promises_today) - _MOST_NAMES, "promessa")
            yield f"  e mais {more}: cobranca promessas"
    if report.promises_broken:
        passed = counted(len(report.promises_broken), "promessa passou", "promessas passaram")
        yield f"{passed} do dia sem pagamento: cobranca promessas"
    if report.tasks:
        yield f"{counted(len(report.tasks), 'tarefa')} para você: cobranca tarefas"
    if report.messages_ready:
        ready = counted(report.messages_ready, "lembrete pronto", "lembretes prontos")
        yield f"{ready}: cobranca lembrar --mostrar"


def with_cheques_named(found: PromiseList) -> PromiseList:
    """The same promises; a cheque says of which payment it is, for `bounce-payment`."""
    return found._replace(
        rows=[
            row._replace(kind=f"cheque (recebimento {row.payment_id})")  # type: ignore[arg-type]  # Shown, not kept.
            if row.kind == "check"
            else row
            for row in found.rows
        ]
    )


def without_zeros(report: StatementShown) -> StatementShown:
    """The same statement with blanks where a line has no debit, or no credit."""
    return report._replace(
        rows=[
            row._replace(
                debit_cents=row.debit_cents or None,  # type: ignore[arg-type]  # Shown, not kept.
                credit_cents=row.credit_cents or None,  # type: ignore[arg-type]  # As above.
            )
            for row in report.rows
        ]
    )


def at_home(book: Rows, now: datetime) -> Rows:
    """The same rows with each instant as day and time in the business's own zone."""
    return book._replace(
        rows=[
            row._replace(at=f"{instant.astimezone(now.tzinfo):%d/%m/%Y %H:%M}")
            for row in book.rows
            for instant in [datetime.fromisoformat(row.at)]
        ]
    )


def statement_footer(report: StatementShown, today: date) -> list[str]:
    """What they owe, and what they have to their credit, at the end; how late what is open is."""
    parts = []
    if report.open_cents:
        more = report.open_cents + report.charges_cents
        costs = f" ({brl(more)} com encargos)" if report.charges_cents else ""
        parts.append(f"{brl(report.open_cents)} em aberto{costs}")
    if report.credit_cents:
        parts.append(f"{brl(report.credit_cents)} de crédito")
    nothing = "nada em aberto" if report.written_off_cents else "tudo quitado"
    on = "" if report.to_on == today else f" em {report.to_on:%d/%m/%Y},"
    lines = [f"{report.customer}:{on} {' e '.join(parts) or nothing}."]
    aged = [f"{_AGED[key]} {brl(cents)}" for key, cents in report.buckets.items() if cents]
    return lines + ([f"Por prazo: {'; '.join(aged)}."] if aged else [])
