"""What a customer may owe and owes, and why somebody is blocked."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.credit import Exposure

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


class Late(NamedTuple):
    """What a customer has late: cents in all, and the oldest due date."""

    open_cents: int
    oldest_due_on: date


class Standing(NamedTuple):
    """Whether a customer is blocked, and what a limit is compared with."""

    blocked: bool
    exposure: Exposure


def block_reason(connection: sqlite3.Connection, customer_id: int) -> str | None:
    """Why the customer is blocked; None when they are not."""
    row = connection.execute(
        "SELECT t.body FROM customer c JOIN personal_text t ON t.id = c.block_reason_id"
        " WHERE c.id = ?",
        (customer_id,),
    ).fetchone()
    return None if row is None else str(row[0])


def late(connection: sqlite3.Connection, customer_id: int, *, due_before: date) -> Late | None:
    """What is open and was due before that day; None for nothing."""
    cents, oldest = connection.execute(
        "SELECT sum(open_cents), min(due_on) FROM installment"
        " WHERE customer_id = ? AND open_cents > 0 AND due_on < ?",
        (customer_id, due_before.isoformat()),
    ).fetchone()
    return None if not cents else Late(cents, date.fromisoformat(oldest))


def standings(
    connection: sqlite3.Connection, customer_ids: Iterable[int], *, default_limit_cents: int | None
) -> dict[int, Standing]:
    """How these customers stand, all in one question."""
    rows = connection.execute(
        "SELECT c.id, c.block_reason_id IS NOT NULL, coalesce(c.limit_cents, ?2),"
        " (SELECT coalesce(sum(open_cents), 0) FROM installment"
        "  WHERE customer_id = c.id AND open_cents > 0),"
        " (SELECT coalesce(sum(credit_cents), 0) FROM payment"
        "  WHERE customer_id = c.id AND credit_cents > 0)"
        " FROM json_each(?1) j JOIN customer c ON c.id = j.value",
        (json.dumps(sorted(set(customer_ids))), default_limit_cents),
    )
    return {
        customer_id: Standing(bool(blocked), Exposure(*cents))
        for customer_id, blocked, *cents in rows
    }
