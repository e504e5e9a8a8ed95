"""The book as flat rows for spreadsheets, one query a sheet, read row by row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


class CustomerLine(NamedTuple):
    """A customer, with what is open and what is credit."""

    customer_id: int
    name: str
    nickname: str | None
    phone: str | None
    document: str | None
    email: str | None
    address: str | None
    open_cents: int
    credit_cents: int


class SaleLine(NamedTuple):
    """A sale; `installments` does not count a down payment."""

    sale_id: int
    customer_id: int
    customer: str
    sold_on: date
    description: str | None
    kind: str
    invoice: str | None
    installments: int
    total_cents: int
    open_cents: int
    voided: bool


class InstallmentLine(NamedTuple):
    """An instalment; `sale_id`, `description` and `of` are None of an agreement's."""

    installment_id: int
    sale_id: int | None
    customer_id: int
    customer: str
    description: str | None
    number: int
    of: int | None
    due_on: date
    amount_cents: int
    open_cents: int


class PaymentLine(NamedTuple):
    """A payment; `credit_cents` is what of it settles nothing yet."""

    payment_id: int
    customer_id: int
    customer: str
    received_on: date
    amount_cents: int
    method: str
    reference: str | None
    payer: str | None
    reversed: bool
    credit_cents: int


def customers(connection: sqlite3.Connection, customer_id: int | None) -> Iterator[CustomerLine]:
    """Who is in the lists, by id."""
    for row in connection.execute(
        "SELECT c.id, c.name, c.nickname, c.phone, c.document, c.email, c.address,"
        " coalesce(o.cents, 0), coalesce(k.cents, 0) FROM customer c"
        " LEFT JOIN (SELECT customer_id, sum(open_cents) AS cents FROM installment"
        "  WHERE open_cents > 0 GROUP BY customer_id) o ON o.customer_id = c.id"
        " LEFT JOIN (SELECT customer_id, sum(credit_cents) AS cents FROM payment"
        "  WHERE credit_cents > 0 GROUP BY customer_id) k ON k.customer_id = c.id"
        " WHERE c.active = 1 AND c.is_counter = 0 AND (:who IS NULL OR c.id = :who) ORDER BY c.id",
        {"who": customer_id},
    ):
        yield CustomerLine._make(row)


def sales(connection: sqlite3.Connection, customer_id: int | None) -> Iterator[SaleLine]:
    """By day and id, cancelled ones included."""
    for *head, sold_on, text, kind, invoice, count, total, left, voided in connection.execute(
        "SELECT sale_id, customer_id, customer, sold_on, description, kind, invoice,"
        " installment_count, total_cents, open_cents, voided FROM sale_state"
        " WHERE :who IS NULL OR customer_id = :who ORDER BY sold_on, sale_id",
        {"who": customer_id},
    ):
        day = date.fromisoformat(sold_on)
        row = (*head, day, text, kind, invoice, count, total, left, bool(voided))
        yield SaleLine._make(row)


def installments(
    connection: sqlite3.Connection, customer_id: int | None
) -> Iterator[InstallmentLine]:
    """By due date and id, settled ones included."""
    for *head, due_on, cents, left in connection.execute(
        "SELECT i.id, i.sale_id, i.customer_id, c.name, t.body, i.number, s.installment_count,"
        " i.due_on, i.amount_cents, i.open_cents FROM installment i"
        " JOIN customer c ON c.id = i.customer_id LEFT JOIN sale s ON s.id = i.sale_id"
        " LEFT JOIN personal_text t"
        "  ON t.id = s.description_id AND s.customer_id NOT IN (SELECT customer_id FROM forgotten)"
        " WHERE :who IS NULL OR i.customer_id = :who ORDER BY i.due_on, i.id",
        {"who": customer_id},
    ):
        yield InstallmentLine._make((*head, date.fromisoformat(due_on), cents, left))


def payments(connection: sqlite3.Connection, customer_id: int | None) -> Iterator[PaymentLine]:
    """By day and id, reversed ones included."""
    for *head, received_on, cents, method, reference, payer, gone, left in connection.execute(
        "SELECT payment_id, customer_id, customer, received_on, amount_cents, method, reference,"
        " payer, reversed, credit_cents FROM payment_state"
        " WHERE :who IS NULL OR customer_id = :who ORDER BY received_on, payment_id",
        {"who": customer_id},
    ):
        day = date.fromisoformat(received_on)
        row = (*head, day, cents, method, reference, payer, bool(gone), left)
        yield PaymentLine._make(row)
