"""Agreements as they stand, and one with its whole working."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import aging
from cobranca_cli.domain.agreement import CODE_TRIES
from cobranca_cli.store.queries import agreements as queries
from cobranca_cli.store.queries import lookup

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.domain.agreement import Status
    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.store.queries.agreements import AgreementRow, ItemRow, PartRow


STATES: dict[Status, str] = {
    "proposed": "proposto",
    "accepted": "em andamento",
    "kept": "cumprido",
    "lost": "dado por perdido",
    "renegotiated": "passou para outro",
    "broken": "rompido",
    "cancelled": "cancelado",
}


class AgreementView(NamedTuple):
    """An agreement (`interface.md`); `code` and `pix` are known only while it is proposed.

    `message` is as it was put to the customer. `tries_left` are of its code, which holds until the
    instant `code_until`. `items` are what it is about, `installments` its plan.
    """

    agreement_id: int
    customer_id: int
    customer: str
    status: Status
    proposed_on: date
    accepted_on: date | None
    ended_on: date | None
    original_cents: int
    charges_cents: int
    discount_cents: int
    total_cents: int
    down_payment_cents: int
    paid_cents: int
    open_cents: int
    installments: list[PartRow]
    items: list[ItemRow]
    proof: str | None
    reason: str | None
    message: str
    tries_left: int
    code_until: str
    code: str | None = None
    pix: str | None = None
    whatsapp_url: str | None = None
    pix_whatsapp_url: str | None = None
    warnings: list[str] = []  # noqa: RUF012  # Never changed in place.


class AgreementLine(NamedTuple):
    """One agreement in a list; `days_overdue` counts from its oldest open due date, 0 in time.

    `state` is its status in words.
    """

    agreement_id: int
    customer_id: int
    customer: str
    status: Status
    agreed_on: date
    total_cents: int
    paid_cents: int
    open_cents: int
    next_due_on: date | None
    days_overdue: int
    state: str


class AgreementList(NamedTuple):
    """What `agreements` shows, the newest first; `in_course` counts those accepted and not over."""

    rows: list[AgreementLine]
    agreements: int
    in_course: int
    kept: int
    broken: int
    open_cents: int


def agreement(connection: sqlite3.Connection, text: str) -> AgreementView:
    """One, by its number or its customer. Raises AgreementNotFoundError, and as a look-up does."""
    return view(connection, lookup.agreement(connection, text, for_reading=True))


def view(connection: sqlite3.Connection, row: AgreementRow) -> AgreementView:
    """The whole of one."""
    return AgreementView(
        row.agreement_id, row.customer_id, row.customer, row.status, row.proposed_on,
        row.accepted_on, row.ended_on, row.original_cents, row.fine_cents + row.interest_cents,
        row.discount_cents, row.total_cents, row.down_payment_cents, row.paid_cents,
        row.open_cents, queries.parts(connection, row.agreement_id),
        queries.items(connection, row.agreement_id), row.proof, row.reason, row.text,
        CODE_TRIES - row.code_tries, row.code_until,
    )  # fmt: skip


def agreements(
    connection: sqlite3.Connection,
    *,
    today: date,
    calendar: Calendar,
    customer: str | None = None,
) -> AgreementList:
    """All, or those of the customer whom the text names, as they stand on a day."""
    who = lookup.for_read(connection, customer).customer_id if customer else None
    rows = lines(connection, who, today, calendar)
    states = [row.status for row in rows]
    return AgreementList(
        rows,
        len(rows),
        states.count("accepted"),
        states.count("kept"),
        states.count("broken"),
        sum(row.open_cents for row in rows),
    )


def lines(
    connection: sqlite3.Connection, customer_id: int | None, today: date, calendar: Calendar
) -> list[AgreementLine]:
    """All, or one customer's, the newest first."""
    return [
        AgreementLine(
            row.agreement_id,
            row.customer_id,
            row.customer,
            row.status,
            row.since,
            row.total_cents,
            row.paid_cents,
            row.open_cents,
            row.next_due_on,
            aging.days_overdue(row.next_due_on, today, calendar) if row.next_due_on else 0,
            STATES[row.status],
        )
        for row in queries.agreements(connection, customer_id=customer_id)
    ]
