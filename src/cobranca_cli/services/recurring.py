"""What is sold every week, month or year: agreeing it, changing it, and turning days into sales."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import recurring as rules
from cobranca_cli.domain.sale_plan import SaleTerms, plan
from cobranca_cli.errors import CounterNameError, NothingToChangeError, RecurringEndedError
from cobranca_cli.messages import texts
from cobranca_cli.reports import recurring as report
from cobranca_cli.services import sales
from cobranca_cli.services.postings import post
from cobranca_cli.store.models import Occurrence, Recurring, RecurringAmount
from cobranca_cli.store.queries import accounts, customers, ledger, lookup
from cobranca_cli.store.queries import recurring as queries

if TYPE_CHECKING:
    from datetime import date

    from cobranca_cli.domain.allocation import Account
    from cobranca_cli.domain.credit import Refusal
    from cobranca_cli.reports.recurring import Due
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.queries.recurring import RecurringRow
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork

_SHOWN = 3  # Days to come.


class RecurringRecord(NamedTuple):
    """What add, change and stop show: a line of `recurring`, and more.

    `upcoming` are the next days from today on; `kept` counts days that the change or stop would
    touch but that were sold already, and stay as they are.
    """

    recurring_id: int
    customer_id: int
    customer: str
    description: str | None
    kind: str
    amount_cents: int
    every: str
    start_on: date
    times: int | None
    until_on: date | None
    stopped_on: date | None
    next_on: date | None
    sold: int
    waiting: int
    held: int
    waits_for: Refusal | None
    active: bool
    upcoming: list[rules.Occurrence]
    kept: int


class Generated(NamedTuple):
    """A day that became a sale, with the text for the customer."""

    recurring_id: int
    sale_id: int
    customer_id: int
    customer: str
    sold_on: date
    due_on: date
    amount_cents: int
    description: str | None
    message: str
    whatsapp_url: str | None


class Waiting(NamedTuple):
    """A day that is not sold, and why."""

    recurring_id: int
    customer_id: int
    customer: str
    due_on: date
    amount_cents: int
    reason: Refusal


class RecurringRun(NamedTuple):
    """What run-recurring shows."""

    date: date
    created: list[Generated]
    waiting: list[Waiting]
    created_cents: int
    warnings: list[str]


def add_recurring(
    unit: UnitOfWork,
    *,
    customer: str,
    agreed: rules.Agreed,
    kind: str,
    settings: Settings,
    description: str | None = None,
) -> RecurringRecord:
    """Agree on something sold every week, month or year. It sells nothing yet: see `run`.

    Raises RecurringEndsBeforeStartError, InvalidDateError, CounterNameError, and the errors of
    `lookup.for_write`.
    """
    with unit:
        rules.check(agreed)
        buyer = lookup.for_write(unit.connection, customer)
        if buyer.is_counter:
            raise CounterNameError
        recurring_id = unit.insert(
            Recurring,
            customer_id=buyer.customer_id,
            amount_cents=agreed.amount_cents,
            every=agreed.every,
            start_on=agreed.start_on,
            times=agreed.times,
            until_on=agreed.until_on,
            kind=kind,
            description_id=unit.words(description, customer_id=buyer.customer_id),
        )
        unit.what = {"recurring_id": recurring_id, "customer_id": buyer.customer_id,
                     "amount_cents": agreed.amount_cents}  # fmt: skip
        return _record(unit, recurring_id, buyer.customer_id, settings)


def change_recurring(
    unit: UnitOfWork,
    *,
    recurring: str,
    amount_cents: int,
    settings: Settings,
    from_on: date | None = None,
) -> RecurringRecord:
    """Agree on another amount from a day on (ships today); what was sold stays as it is.

    Raises RecurringEndedError, NothingToChangeError, and the errors of `lookup.recurring`.
    """
    with unit:
        row = lookup.recurring(unit.connection, recurring, today=unit.today)
        since = from_on or unit.today
        _refuse_when_ended(row, since)
        later = (day for day, _ in row.agreed.changes if day > since)
        firsts = (_first_unsold(row, day) for day in (since, *later))
        if all(one is None or one.amount_cents == amount_cents for one in firsts):
            raise NothingToChangeError("desse dia em diante o valor já é esse.")
        unit.insert(RecurringAmount, recurring_id=row.recurring_id, from_on=since,
                    amount_cents=amount_cents)  # fmt: skip
        unit.what = {"recurring_id": row.recurring_id, "customer_id": row.customer_id,
                     "amount_cents": amount_cents}  # fmt: skip
        kept = sum(day >= since for day in row.sold)
        return _record(unit, row.recurring_id, row.customer_id, settings, kept)


def stop_recurring(
    unit: UnitOfWork, *, recurring: str, settings: Settings, on: date | None = None
) -> RecurringRecord:
    """Sell nothing from a day on (ships today); what was sold stays as it is.

    Raises RecurringEndedError (also when it was stopped), and the errors of `lookup.recurring`.
    """
    with unit:
        row = lookup.recurring(unit.connection, recurring, today=unit.today)
        since = on or unit.today
        _refuse_when_ended(row, since)
        before = row.agreed.stopped_on
        unit.change("recurring", row.recurring_id, "stopped_on", before and before.isoformat(),
                    since.isoformat())  # fmt: skip
        unit.what = {"recurring_id": row.recurring_id, "customer_id": row.customer_id}
        kept = sum(day >= since for day in row.sold)
        return _record(unit, row.recurring_id, row.customer_id, settings, kept)


def _first_unsold(row: RecurringRow, since: date) -> rules.Occurrence | None:
    return next(rules.unsold(row.agreed, row.sold, since=since), None)


def _refuse_when_ended(row: RecurringRow, since: date) -> None:
    if _first_unsold(row, since) is None:
        raise RecurringEndedError(row.recurring_id, row.customer, since, row.agreed.stopped_on)


def _record(
    unit: UnitOfWork, recurring_id: int, customer_id: int, settings: Settings, kept: int = 0
) -> RecurringRecord:
    connection = unit.connection
    rows = queries.rows(connection, customer_id=customer_id)
    lines = report.lines(connection, rows, today=unit.today, settings=settings)
    ((row, line),) = (
        pair for pair in zip(rows, lines, strict=True) if pair[0].recurring_id == recurring_id
    )
    coming = rules.unsold(row.agreed, row.sold, since=unit.today)
    upcoming = [day for day, _ in zip(coming, range(_SHOWN), strict=False)]
    return RecurringRecord(*line, upcoming=upcoming, kept=kept)


def run_recurring(unit: UnitOfWork, *, settings: Settings) -> RecurringRun:
    """Make each day up to today that is not sold yet a sale of that day, due on it; each once.

    A customer's credit is used at once, as by any sale. Days of who is blocked, and such as would
    pass a limit, wait. Where nothing is sold nothing is written.
    """
    with unit:
        connection = unit.connection
        due = report.due(connection, queries.rows(connection), today=unit.today, settings=settings)
        sold = [one for one in due if one.refusal is None]
        who = sorted({one.row.customer_id for one in sold})
        # All is read before the first row is written, so that the rows go out in one batch.
        buyers = {key: row for key in who if (row := customers.by_id(connection, key))}
        spending = {
            key: accounts.account(connection, key, unit.calendar)
            for key in who
            if ledger.credit_cents(connection, key)  # Else nothing can be settled at once.
        }
        warnings: list[str] = []
        created = [
            _sell(unit, one, buyers[one.row.customer_id], spending.get(one.row.customer_id),
                  settings, warnings)
            for one in sold
        ]  # fmt: skip
        total = sum(one.amount_cents for one in sold)
        unit.what = {"sales": len(created), "total_cents": total}
        return RecurringRun(
            unit.today, created, [_waiting(one) for one in due if one.refusal], total,
            list(dict.fromkeys(warnings)),
        )  # fmt: skip


def _sell(
    unit: UnitOfWork,
    one: Due,
    buyer: CustomerRow,
    account: Account | None,
    settings: Settings,
    warnings: list[str],
) -> Generated:
    """One sale; `account` is the customer's when they have credit to use."""
    day = one.occurs_on
    terms = SaleTerms(one.amount_cents, day, day, description=one.row.description,
                      kind=one.row.kind, late=settings.late_terms)  # fmt: skip
    planned = plan(terms)
    sale_id, items = sales.write_sale(unit, buyer.customer_id, terms, planned)
    if account:
        post(unit, account.sell(items))
    unit.insert(Occurrence, recurring_id=one.row.recurring_id, occurs_on=day, sale_id=sale_id)
    shown = sales.sold_installments(terms, items, planned)
    message = sales.confirmation(settings, buyer, terms, shown, sales.AtCounter(), warnings)
    return Generated(
        one.row.recurring_id, sale_id, buyer.customer_id, buyer.name, day, day, one.amount_cents,
        one.row.description, message, texts.whatsapp_link(buyer.phone, message),
    )  # fmt: skip


def _waiting(one: Due) -> Waiting:
    assert one.refusal is not None
    return Waiting(one.row.recurring_id, one.row.customer_id, one.row.customer, one.occurs_on,
                   one.amount_cents, one.refusal)  # fmt: skip
