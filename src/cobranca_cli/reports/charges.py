"""What lateness costs on a day, for every table, message and code (`rules.md` §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.store.queries import as_of, disputes
from cobranca_cli.store.queries import charges as queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.domain.charges import Charges


def on_day(
    connection: sqlite3.Connection, installment_ids: Iterable[int], day: date, calendar: Calendar
) -> dict[int, Charges]:
    """installment_id -> its charges at the end of `day`, of those whose sales agreed them.

    Nothing of what is contested then (`rules.md` §8). In a book without terms the ids are not even
    gone through.
    """
    found = queries.histories(connection, installment_ids)
    if not found:
        return {}
    frozen = disputes.contested(connection, day)
    return {key: history.on(day, calendar) for key, history in found.items() if key not in frozen}


def as_written(
    connection: sqlite3.Connection, installment_ids: Iterable[int], day: date, calendar: Calendar,
    *, until_seq: int,
) -> dict[int, Charges]:  # fmt: skip
    """The same as the book stood after a write (`audit.seq`) of that day.

    Nothing later is in it: neither the agreement that settled an instalment, nor a payment of
    before that turned out to be none.
    """
    found = queries.histories(connection, installment_ids, until_seq=until_seq)
    return {key: history.on(day, calendar) for key, history in found.items()}


def of_customer(
    connection: sqlite3.Connection, customer_id: int, day: date, calendar: Calendar
) -> int:
    """Centavos on all that a customer has open at the end of `day`, due or not."""
    agreed = as_of.with_terms(connection, as_of.Scope(day, customer_id=customer_id))
    return cents(on_day(connection, [key for key, _ in agreed], day, calendar))


def cents(found: dict[int, Charges]) -> int:
    """Their sum."""
    return sum(one.cents for one in found.values())
