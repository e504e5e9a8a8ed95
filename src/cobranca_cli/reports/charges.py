"""What lateness costs on a day, for every table, message and code (`rules.md` §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.store.queries import charges as queries
from cobranca_cli.store.queries import disputes, ledger

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
    """Centavos on all that a customer has open, due or not."""
    items = ledger.open_installments(connection, customer_id=customer_id)
    return cents(on_day(connection, (item.installment_id for item in items), day, calendar))


def cents(found: dict[int, Charges]) -> int:
    """Their sum."""
    return sum(one.cents for one in found.values())
