"""One instalment, on any day, with all that was posted to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain import aging
from cobranca_cli.domain.charges import Charges
from cobranca_cli.errors import InstallmentNotFoundError, InstallmentNotYetError
from cobranca_cli.reports import charges as cost_of_lateness
from cobranca_cli.store.queries import as_of, boletos, charges, disputes, early, ledger

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.domain.charges import Stretch
    from cobranca_cli.store.queries.disputes import DisputeRow

Status = Literal["open", "late", "settled", "voided", "written_off", "renegotiated"]


class InstallmentPosting(NamedTuple):
    """What settled or abated it; negative when a later event took some of it back."""

    on: date
    kind: str
    amount_cents: int
    payment_id: int | None


class ChargeTaken(NamedTuple):
    """A charge received with a payment, or forgiven; negative when a later event took it back."""

    on: date
    kind: str
    amount_cents: int
    payment_id: int | None


class InstallmentDetail(NamedTuple):
    """`pay_until` is the last on-time day; `days_until` (to it) is null once late or settled.

    `boleto` is the bank's line as it stands now, digits only. `fine_bps` and `interest_bps` (a
    month) are what was agreed about lateness; the fine is on `fine_principal_cents`, the interest
    the sum of the `working`, and `charges` is what was received or (without a payment) forgiven.
    Paid by `early_until` it costs `early_cents`; null without a discount for that.
    """

    installment_id: int
    sale_id: int | None
    customer_id: int
    customer: str
    description: str | None
    number: int
    of: int
    sold_on: date
    due_on: date
    pay_until: date
    days_overdue: int
    days_until: int | None
    bucket: str | None
    amount_cents: int
    open_cents: int
    fine_cents: int
    interest_cents: int
    updated_cents: int
    postings: list[InstallmentPosting]
    disputes: list[DisputeRow]
    status: Status
    boleto: str | None
    fine_bps: int
    interest_bps: int
    fine_principal_cents: int
    working: tuple[Stretch, ...]
    charges: list[ChargeTaken]
    agreement_id: int | None
    early_cents: int | None
    early_until: date | None


def installment(
    connection: sqlite3.Connection, *, installment_id: int, on: date, calendar: Calendar
) -> InstallmentDetail:
    """The instalment at the end of the day `on`, as the book is corrected since.

    Raises InstallmentNotFoundError, and InstallmentNotYetError before its sale was made.
    """
    item = ledger.state(connection, installment_id)
    if item is None:
        raise InstallmentNotFoundError(str(installment_id))
    if on < item.sold_on:
        raise InstallmentNotYetError(installment_id, item.sold_on, on)
    standing = as_of.standing(ledger.postings(connection, installment_id=installment_id))
    postings = [p for p in standing if p.effective_on <= on]
    open_cents = item.amount_cents - sum(p.amount_cents for p in postings)
    voided_cents = sum(p.amount_cents for p in postings if p.kind == "void")
    aside_cents = sum(p.amount_cents for p in postings if p.kind == "renegotiation")
    lost_cents = sum(p.amount_cents for p in postings if p.kind == "write_off")
    days = aging.days_overdue(item.due_on, on, calendar) if open_cents else 0
    status: Status = "late" if days else "open" if open_cents else "settled"
    if status == "settled" and lost_cents:
        status = "written_off"
    if status == "settled" and aside_cents:
        status = "renegotiated"
    if voided_cents == item.amount_cents:
        status = "voided"
    cost = cost_of_lateness.on_day(connection, [installment_id], on, calendar).get(
        installment_id, Charges(0, 0, open_cents)
    )
    taken = as_of.standing(charges.of_installment(connection, installment_id))
    return InstallmentDetail(
        item.installment_id, item.sale_id, item.customer_id, item.customer, item.description,
        item.number, item.of, item.sold_on, item.due_on,
        aging.last_on_time_day(item.due_on, calendar), days,
        aging.days_until(item.due_on, on, calendar) if status == "open" else None,
        aging.bucket(days) if days else None, item.amount_cents, open_cents, *cost[:3],
        [
            InstallmentPosting(p.effective_on, p.kind, p.amount_cents, p.payment_id)
            for p in sorted(postings, key=lambda p: (p.effective_on, p.posting_id))
        ],
        [
            row.on(on)
            for row in disputes.of_installment(connection, installment_id)
            if row.opened_on <= on
        ],
        status, boletos.lines(connection, [installment_id]).get(installment_id),
        *cost.terms, cost.fine_principal_cents, cost.working,
        [
            ChargeTaken(c.effective_on, c.kind, c.amount_cents, c.payment_id)
            for c in taken if c.effective_on <= on
        ],
        item.agreement_id,
        *early.on_day(connection, [item._replace(open_cents=open_cents)], on).get(
            installment_id, (None, None)
        ),
    )  # fmt: skip
