"""The book as a journal: what moved each customer's account, in the order in which it happened."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.store.queries import journal as queries
from cobranca_cli.store.queries import lookup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from cobranca_cli.store.queries.journal import Holder, Movement

_TEXTS = {
    queries.SALE: "Venda {}", queries.AGREEMENT: "Acordo", queries.PAYMENT: "Recebimento {}",
    "discount": "Desconto na venda {}", "return": "Devolução na venda {}",
    "void": "Cancelado da venda {}", "write_off": "Perda na venda {}",
    "renegotiation": "Venda {}: passou para um acordo", "fine": "Multa por atraso na venda {}",
    "interest": "Juros por atraso na venda {}", "refund": "Devolvido do recebimento {}",
    "reversal": "Estorno do recebimento {}", "bounce": "Voltou o recebimento {}",
}  # fmt: skip
_EVENTS = tuple(kind for kind in _TEXTS if kind not in (queries.SALE, queries.PAYMENT))
_LESS = ("discount", "return", "void", "write_off", "renegotiation")  # What makes them owe less.


class Journal(NamedTuple):
    """Of one customer, or (None) of the whole book. `movements` is read once, while it is written.

    `first_day` is the ISO day of the first fact, None when there is none.
    """

    customer_id: int | None
    customer: str | None
    first_day: str | None
    holders: list[Holder]
    movements: Iterator[Movement]


def journal(connection: sqlite3.Connection, *, customer: str | None = None) -> Journal:
    """Everything that stands in the book, corrections beside what they correct.

    Raises CustomerNotFoundError, AmbiguousCustomerError.
    """
    who = lookup.for_read(connection, customer) if customer is not None else None
    customer_id = who and who.customer_id
    return Journal(
        customer_id, who and who.name, queries.first_day(connection),
        queries.holders(connection, customer_id),
        # By day, kind of fact and id: the first three fields, and no two have all three.
        heapq.merge(*queries.movements(connection, customer_id)),
    )  # fmt: skip


def text(movement: Movement) -> str:
    """`Venda 12: Bolo`, `Recebimento 45: João`, `Desfeito: Desconto na venda 12`."""
    about = movement.about
    said = _TEXTS[movement.kind].format("de um acordo" if about is None else about)
    cents = movement.parts[0][1]
    if movement.kind in _EVENTS and (cents > 0) is (movement.kind in _LESS):
        said = f"Desfeito: {said}"
    return f"{said}: {movement.words}" if movement.words else said
