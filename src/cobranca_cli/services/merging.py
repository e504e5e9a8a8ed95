"""Two records of one person become one (issue 4): everything moves, the old id keeps answering."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.audit import PERSONAL_FIELDS
from cobranca_cli.errors import CounterNameError, SameCustomerError
from cobranca_cli.services.customers import set_personal, set_states
from cobranca_cli.services.postings import use_credit
from cobranca_cli.store.queries import credit, customers, ledger, lookup

if TYPE_CHECKING:
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.unit_of_work import UnitOfWork

# Tables whose rows are a customer's, in the order in which they move.
_OWNED = (
    "sale",
    "installment",
    "payment",
    "contact",
    "recurring",
    "message",
    "promise",
    "pause",
    "points",
    "agreement",
)
_PREFERENCES = ("channel", "pay_day", "limit_cents")
_FILLED = tuple(field for field in PERSONAL_FIELDS if field != "name")


class Merged(NamedTuple):
    """What merge-customers shows: `filled` are fields that came from the other record, `lost` those
    in which the two differed and the kept one's stays (the other's is in the history).
    """

    customer_id: int
    customer: str
    merged_id: int
    merged: str
    sales: int
    payments: int
    contacts: int
    recurring: int
    filled: list[str]
    lost: list[str]
    open_cents: int
    credit_cents: int


def merge_customers(unit: UnitOfWork, *, keep: str, other: str) -> Merged:
    """Move all of `other`'s sales, payments and notes to `keep`, and fill what is blank there.

    Who opted out or is blocked stays so, whichever record says it; of two limits the kept one's
    holds. Credit of one settles what the other has open, as if it had always been one person.

    Raises SameCustomerError, CounterNameError, and the errors of `lookup.for_write`.
    """
    with unit:
        kept, gone = (lookup.for_write(unit.connection, text) for text in (keep, other))
        if kept.is_counter or gone.is_counter:
            raise CounterNameError
        if kept.customer_id == gone.customer_id:
            raise SameCustomerError(kept.name)
        moved = {table: _move(unit, table, gone.customer_id, kept.customer_id) for table in _OWNED}
        filled, lost = _fill(unit, kept, gone)
        for earlier in customers.merged_ids(unit.connection, gone.customer_id):
            unit.change("customer", earlier, "merged_into", gone.customer_id, kept.customer_id)
        unit.change("customer", gone.customer_id, "merged_into", None, kept.customer_id)
        unit.change("customer", gone.customer_id, "active", 1, 0)
        use_credit(unit, kept.customer_id)
        unit.what = {"customer_id": kept.customer_id, "merged_id": gone.customer_id}
        connection = unit.connection
        return Merged(
            kept.customer_id, kept.name, gone.customer_id, gone.name, moved["sale"],
            moved["payment"], moved["contact"], moved["recurring"], filled, lost,
            ledger.open_totals(connection, customer_id=kept.customer_id)[2],
            ledger.credit_cents(connection, kept.customer_id),
        )  # fmt: skip


def _move(unit: UnitOfWork, table: str, old: int, new: int) -> int:
    ids = customers.owned(unit.connection, table, old)
    unit.change_many(table, "customer_id", [(row_id, old, new) for row_id in ids])
    return len(ids)


def _fill(unit: UnitOfWork, kept: CustomerRow, gone: CustomerRow) -> tuple[list[str], list[str]]:
    """Fields that were blank and are filled now, and fields that differed."""
    filled, lost = [], []
    have, more = kept._asdict(), gone._asdict()
    for field in _FILLED:
        if more[field] and not have[field]:
            set_personal(unit, kept.customer_id, field, more[field])
            filled.append(field)
        elif more[field] and more[field] != have[field]:
            lost.append(field)
    states = {
        field: more[field]
        for field in (*_PREFERENCES, "opt_out", "no_news", "block_reason_id")
        if more[field] is not None and have[field] is None
    }
    if "block_reason_id" in states:  # The words follow the person.
        why = credit.block_reason(unit.connection, gone.customer_id)
        states["block_reason_id"] = unit.words(why, customer_id=kept.customer_id)
    set_states(unit, kept.customer_id, states, have)
    lost += [f for f in _PREFERENCES if more[f] not in (None, have[f]) and f not in states]
    return filled + [f for f in states if f != "block_reason_id"], lost
