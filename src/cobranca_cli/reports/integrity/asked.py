"""Messages that asked for more than was due, and were paid (CDC 42): to be given back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cobranca_cli.errors import brl
from cobranca_cli.messages.wording import full_day
from cobranca_cli.reports.integrity.problems import Problem
from cobranca_cli.store.queries import as_of, charges
from cobranca_cli.store.queries import asked as queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.store.queries.asked import Asked

_LAW = "A lei manda devolver em dobro, a não ser por engano justificável (CDC, art. 42)."


def paid_too_much(connection: sqlite3.Connection, calendar: Calendar) -> Iterator[Problem]:
    """A message that asked for too much, as the book is corrected since, and what was paid of that.

    In doubt nothing is said: all that was due on the message's day counts, what came in or was
    abated on that day does not, nor do discounts of a later day. What was given back is settled.
    """
    for one in queries.doubtful(connection):
        had_cents = _credit_cents(connection, one)
        due_cents = one.open_cents + queries.regretted_cents(connection, one)
        due_cents += _charges_cents(connection, one, calendar)
        due_cents = max(0, due_cents - had_cents)
        if one.total_cents <= due_cents:
            continue
        paid = queries.paid_after(connection, one)
        # What they had already was paid once more.
        surplus_cents = paid.surplus_cents + min(had_cents, paid.due_cents)
        cents = min(one.total_cents - due_cents, surplus_cents) - paid.returned_cents
        if cents > 0:
            yield Problem(
                "asked_too_much",
                f"A mensagem {one.message_id}, de {full_day(one.said_on)}, pediu "
                f"{brl(one.total_cents)} a {one.customer} e o certo era {brl(due_cents)}; "
                f"{brl(cents)} a mais foram pagos.",
                f"{_how(one, min(cents, paid.credit_cents))} {_LAW}",
            )


def _credit_cents(connection: sqlite3.Connection, one: Asked) -> int:
    """What the customer had paid before the message's day that settled nothing then."""
    day = one.said_on - timedelta(days=1)
    found = as_of.credit_cents(connection, day, customer_id=one.customer_id)
    return found.get(one.customer_id, 0)


def _charges_cents(connection: sqlite3.Connection, one: Asked, calendar: Calendar) -> int:
    """The charges of the message's day, before anything came in on it."""
    found = charges.histories(connection, one.installment_ids)
    return sum(
        history._replace(
            moves=[move for move in history.moves if move.effective_on < one.said_on],
            taken=[t for t in history.taken if t.on < one.said_on],
        ).on(one.said_on, calendar).cents
        for history in found.values()
    )  # fmt: skip


def _how(one: Asked, credit_cents: int) -> str:
    if not credit_cents:
        return f"já pagou outra coisa; conte ao cliente: cobranca extrato c{one.customer_id}."
    amount = brl(credit_cents).removeprefix("R$ ")
    return f"devolva: cobranca devolver c{one.customer_id} {amount} --motivo 'pedido a mais'."
