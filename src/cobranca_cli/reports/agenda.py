"""What has a day: what is open by its due date, promises that wait, what the owner has to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.reports import promises
from cobranca_cli.reports.tally import count
from cobranca_cli.store.queries import as_of, history, lookup

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.reports.owner_tasks import TaskLine
    from cobranca_cli.reports.promises import PromiseLine
    from cobranca_cli.store.queries.ledger import InstallmentState
    from cobranca_cli.store.settings import Settings


class Agenda(NamedTuple):
    """Of one customer, or of all but the counter (both None).

    `book` names the book for good, wherever it is copied to, and says nothing of what is in it;
    "" while nothing was ever written.
    """

    book: str
    customer_id: int | None
    customer: str | None
    installments: list[InstallmentState]
    promises: list[PromiseLine]
    tasks: list[TaskLine]


def agenda(
    connection: sqlite3.Connection,
    *,
    today: date,
    settings: Settings,
    customer: str | None = None,
) -> Agenda:
    """As of `today`: what is paid, kept or done is not in it.

    Raises CustomerNotFoundError, AmbiguousCustomerError.
    """
    who = lookup.for_read(connection, customer) if customer is not None else None
    customer_id = who and who.customer_id
    scope = as_of.Scope(today, customer_id=customer_id)
    promised = promises.promises(
        connection, as_of=today, calendar=settings.calendar, customer_id=customer_id
    )
    tally = count(
        connection, today=today, settings=settings,
        customer_ids=None if customer_id is None else [customer_id],
    )  # fmt: skip
    return Agenda(
        history.first_hash(connection), customer_id, who and who.name,
        as_of.open_installments(connection, scope),
        [row for row in promised.rows if row.status == "open"], tally.tasks,
    )  # fmt: skip
