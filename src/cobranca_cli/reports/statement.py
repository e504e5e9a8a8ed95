"""A customer's account, line by line, as the book is corrected since.

A voided sale and a reversed payment never were, so they are not shown; of a sale voided in part the
kept part remains (rules §3). The balance is what they owe less their credit, on every day.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import aging
from cobranca_cli.errors import ConflictingOptionsError, CustomerNotFoundError, day
from cobranca_cli.reports import charges, life
from cobranca_cli.store.queries import as_of, customers
from cobranca_cli.store.queries import statement as queries

if TYPE_CHECKING:
    import sqlite3
    from datetime import date
    from zoneinfo import ZoneInfo

    from cobranca_cli.domain.calendar import Calendar

NOT_DUE, DISPUTED = "not_due", "disputed"
OPENING = "opening"  # The kind of the row with the balance before the period.
BUCKETS = (NOT_DUE, *aging.BUCKETS, DISPUTED)

# The order within a day.
_SALE, _ABATED, _CHARGED, _AGREED, _PAYMENT, _RETURNED, _OTHER = range(7)

_METHODS = {
    "pix": "por Pix", "cash": "em dinheiro", "debit": "no cartão de débito",
    "credit": "no cartão de crédito", "boleto": "por boleto", "transfer": "por transferência",
    "deposit": "por depósito", "check": "em cheque", "other": "",
}  # fmt: skip
_ABATED_TEXTS = {
    "discount": "Desconto na venda {}", "return": "Devolução da venda {}",
    "void": "Venda {}: cancelada em parte", "write_off": "Perda na venda {}",
    "renegotiation": "Venda {}: passou para um acordo",
}  # fmt: skip
_LIFTED_TEXTS = {
    "write_off": "Perda recuperada na venda {}", "renegotiation": "Venda {}: voltou do acordo",
}  # fmt: skip
_ABATED_IN_AGREEMENT = {
    "discount": "Desconto no acordo {}", "return": "Devolução no acordo {}",
    "void": "Acordo {}: cancelado em parte", "write_off": "Perda no acordo {}",
    "renegotiation": "Acordo {}: saiu do acordo",
}  # fmt: skip
_LIFTED_IN_AGREEMENT = {
    "write_off": "Perda recuperada no acordo {}", "renegotiation": "Acordo {}: voltou a valer",
}  # fmt: skip
_RETURNED_TEXTS = {"refund": "Devolvido", "bounce": "Recebimento devolvido"}


class StatementRow(NamedTuple):
    """One line; `balance_cents` is what they owed after it, negative when it was credit."""

    on: date
    kind: str
    text: str
    debit_cents: int
    credit_cents: int
    balance_cents: int


class Statement(NamedTuple):
    """The account from `from_on` (None: from the first line) to `to_on`, both included.

    `opening_cents` is the balance before it. All that follows the rows is as of the day `to_on`:
    the last balance is `open_cents - credit_cents`, and `buckets` (`BUCKETS`, what is contested
    apart whether late or not) add up to `open_cents`; `overdue_cents` counts what is contested too.
    `charges_cents` are what lateness cost by then and was not received, in no balance yet;
    `written_off_cents` were given up by then and have not come back.
    """

    customer_id: int
    customer: str
    from_on: date | None
    to_on: date
    opening_cents: int
    rows: list[StatementRow]
    open_cents: int
    overdue_cents: int
    credit_cents: int
    buckets: dict[str, int]
    charges_cents: int
    written_off_cents: int


class _Entry(NamedTuple):
    """A line before its balance; positive cents are a debit. Sorts by day, then as listed."""

    on: date
    order: int
    number: int
    kind: str
    text: str
    cents: int


def statement(
    connection: sqlite3.Connection,
    *,
    customer_id: int,
    until: date,
    calendar: Calendar,
    since: date | None = None,
    everything_in: ZoneInfo | None = None,
) -> Statement:
    """The lines from `since` to `until` (both included), after the balance before them.

    With `everything_in` (the business's zone) also what moved no money: notes, blocks, limits,
    what was called off.

    Raises ConflictingOptionsError when the span ends before it begins, CustomerNotFoundError.
    """
    if since and since > until:
        raise ConflictingOptionsError(
            f"O período acaba ({day(until)}) antes de começar ({day(since)}).",
            "troque a data inicial e a final.",
        )
    customer = customers.by_id(connection, customer_id)
    if customer is None:
        raise CustomerNotFoundError(str(customer_id))
    found = _entries(connection, customer_id)
    if everything_in is not None:
        found += [
            _Entry(e.on, _OTHER, e.number, e.kind, e.text, 0)
            for e in life.events(connection, customer_id, everything_in)
        ]
    rows, opening_cents = _balanced(sorted(e for e in found if e.on <= until), since)
    buckets, overdue_cents = _aged(connection, customer_id, until, calendar)
    credits_ = as_of.credit_cents(connection, until, customer_id=customer_id)
    return Statement(
        customer_id, customer.name, since, until, opening_cents, rows, sum(buckets.values()),
        overdue_cents, credits_.get(customer_id, 0), buckets,
        charges.of_customer(connection, customer_id, until, calendar),
        -sum(e.cents for e in found if e.kind == "write_off" and e.on <= until),
    )  # fmt: skip


def _balanced(entries: list[_Entry], since: date | None) -> tuple[list[StatementRow], int]:
    """The rows from `since` on, its opening balance as the first, and that balance."""
    balances = accumulate(entry.cents for entry in entries)
    rows = [
        StatementRow(e.on, e.kind, e.text, max(e.cents, 0), max(-e.cents, 0), balance)
        for e, balance in zip(entries, balances, strict=True)
    ]
    if since is None:
        return rows, 0
    before = [row for row in rows if row.on < since]
    balance = before[-1].balance_cents if before else 0
    opening = StatementRow(since, OPENING, "Saldo anterior", 0, 0, balance)
    return [opening, *rows[len(before) :]], balance


def _aged(
    connection: sqlite3.Connection, customer_id: int, day: date, calendar: Calendar
) -> tuple[dict[str, int], int]:
    """What is open on `day` by `BUCKETS`, and how much of all of it is late."""
    buckets, overdue_cents = dict.fromkeys(BUCKETS, 0), 0
    scope = as_of.Scope(day, customer_id=customer_id)
    for due_on, cents, contested in as_of.open_by_due_day(connection, scope):
        days = aging.days_overdue(due_on, day, calendar)
        buckets[aging.bucket(days) if days else NOT_DUE] += cents - contested
        buckets[DISPUTED] += contested
        overdue_cents += cents if days else 0
    return buckets, overdue_cents


def _entries(connection: sqlite3.Connection, customer_id: int) -> list[_Entry]:
    return [
        *(
            _Entry(s.sold_on, _SALE, s.sale_id, "sale", _sale_text(s), s.total_cents)
            for s in queries.sold(connection, customer_id)
        ),
        *(
            _Entry(a.on, _ABATED, a.sale_id or a.agreement_id or 0, a.kind, _abated_text(a),
                   -a.amount_cents)
            for a in queries.abated(connection, customer_id)
        ),
        *(
            _Entry(a.accepted_on, _AGREED, a.agreement_id, "agreement",
                   f"Acordo {a.agreement_id}" + _plan_text(a), a.total_cents)
            for a in queries.agreed(connection, customer_id)
        ),
        *(
            _Entry(c.on, _CHARGED, c.sale_id, "charge",
                   f"Encargos por atraso na venda {c.sale_id}", c.amount_cents)
            for c in queries.charged(connection, customer_id)
        ),
        *(
            _Entry(p.on, _PAYMENT, p.payment_id, "payment", _payment_text(p), -p.amount_cents)
            for p in queries.received(connection, customer_id)
        ),
        *(
            _Entry(r.on, _RETURNED, 0, r.kind,
                   f"{_RETURNED_TEXTS[r.kind]} {_METHODS[r.method or 'other']}".strip(),
                   r.amount_cents)
            for r in queries.returned(connection, customer_id)
        ),
    ]  # fmt: skip


def _sale_text(sale: queries.SoldEntry) -> str:
    """`Venda 12: Bolo de casamento (entrada + 3 parcelas)`."""
    named = f": {sale.description}" if sale.description else ""
    return f"Venda {sale.sale_id}{named}" + _plan_text(sale)


def _plan_text(sold: queries.SoldEntry | queries.AgreedEntry) -> str:
    parts = ["entrada"] if sold.has_down_payment else []
    if sold.installments > 1:
        parts.append(f"{sold.installments} parcelas")
    elif parts:
        parts.append("1 parcela")
    return f" ({' + '.join(parts)})" if parts else ""


def _abated_text(abated: queries.AbatedEntry) -> str:
    """A loss that somebody pays after all is owed again for a moment."""
    if abated.agreement_id is None:
        texts, lifted, number = _ABATED_TEXTS, _LIFTED_TEXTS, abated.sale_id
    else:
        texts, lifted, number = _ABATED_IN_AGREEMENT, _LIFTED_IN_AGREEMENT, abated.agreement_id
    if abated.amount_cents < 0:
        texts = texts | lifted
    return texts[abated.kind].format(number)


def _payment_text(payment: queries.ReceivedEntry) -> str:
    """`Recebido por Pix de João (nota 7)`, `Recebido em cheque para 10/12/2026`."""
    text = f"Recebido {_METHODS[payment.method]}".strip()
    if payment.clears_on:
        text += f" para {payment.clears_on:%d/%m/%Y}"
    if payment.payer:
        text += f" de {payment.payer}"
    return text + (f" ({payment.reference})" if payment.reference else "")
