"""The book as sheets for a spreadsheet: what was sold, what is due, what came in, what moved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.reports.journal import journal, text
from cobranca_cli.store.queries import lookup, sheets

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from cobranca_cli.reports.journal import Journal


class MovementLine(NamedTuple):
    """What one fact did to an account; `amount_cents` > 0: they owe more. A sale's by due date."""

    on: date
    kind: str
    customer_id: int
    customer: str
    due_on: date | None
    amount_cents: int
    text: str


class Sheet(NamedTuple):
    """Rows of one NamedTuple type with these fields, read once; the name has plain letters only."""

    name: str
    fields: tuple[str, ...]
    rows: Iterable[tuple[object, ...]]


class Workbook(NamedTuple):
    """Of one customer, or (None) of the whole book."""

    customer_id: int | None
    customer: str | None
    sheets: list[Sheet]


def workbook(connection: sqlite3.Connection, *, customer: str | None = None) -> Workbook:
    """Five sheets, whose sums agree: what is open less credit is what all movements add up to.

    Raises CustomerNotFoundError, AmbiguousCustomerError.
    """
    who = lookup.for_read(connection, customer) if customer is not None else None
    key = who and who.customer_id
    return Workbook(
        key, who and who.name,
        [
            Sheet("Clientes", sheets.CustomerLine._fields, sheets.customers(connection, key)),
            Sheet("Vendas", sheets.SaleLine._fields, sheets.sales(connection, key)),
            Sheet("Parcelas", sheets.InstallmentLine._fields, sheets.installments(connection, key)),
            Sheet("Recebimentos", sheets.PaymentLine._fields, sheets.payments(connection, key)),
            Sheet("Movimentos", MovementLine._fields,
                  _movements(journal(connection, customer=customer))),
        ],
    )  # fmt: skip


def _movements(found: Journal) -> Iterator[MovementLine]:
    names = dict(found.holders)
    for move in found.movements:
        for due_on, cents in move.parts:
            yield MovementLine(
                date.fromisoformat(move.on), move.kind, move.customer_id, names[move.customer_id],
                date.fromisoformat(due_on) if due_on else None, cents, text(move),
            )  # fmt: skip
