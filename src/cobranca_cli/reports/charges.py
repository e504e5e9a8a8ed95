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


def of_customer(
    connection: sqlite3.Connection, customer_id: int, day: date, calendar: Calendar
) -> int:
    """Centavos on all that a customer has open at the end of `day`, due or not."""
    agreed = as_of.with_terms(connection, as_of.Scope(day, customer_id=customer_id))
    return cents(on_day(connection, [key for key, _ in agreed], day, calendar))


def cents(found: dict[int, Charges]) -> int:
    """Their sum."""
    return sum(one.cents for one in found.values())
