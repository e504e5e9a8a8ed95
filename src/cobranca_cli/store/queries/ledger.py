"""What is open, what was received, and every change of either."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.charges import Event

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


class InstallmentState(NamedTuple):
    """A row of the view `installment_state`; `number` 0 is a down payment, not counted in `of`.

    Of a sale, or of an agreement: then `sold_on` is the day it was accepted.
    """

    installment_id: int
    sale_id: int | None
    customer_id: int
    customer: str
    description: str | None
    number: int
    of: int
    sold_on: date
    due_on: date
    amount_cents: int
    open_cents: int
    agreement_id: int | None = None


class SaleState(NamedTuple):
    """A row of the view `sale_state`."""

    sale_id: int
    customer_id: int
    customer: str
    sold_on: date
    description: str | None
    total_cents: int
    installment_count: int
    interval: str
    remainder: str
    kind: str
    invoice: str | None
    voided: int
    open_cents: int


class PaymentState(NamedTuple):
    """A row of the view `payment_state`."""

    payment_id: int
    customer_id: int
    customer: str
    sale_id: int | None
    received_on: date
    amount_cents: int
    method: str
    reference: str | None
    payer: str | None
    reversed: int
    credit_cents: int


class InstallmentRow(NamedTuple):
    """A row of the table `installment`."""

    installment_id: int
    customer_id: int
    sale_id: int | None
    number: int
    due_on: date
    amount_cents: int
    open_cents: int
    agreement_id: int | None


class PostingRow(NamedTuple):
    """A row of the table `posting`; a reversal names its original in `reverses_id`."""

    posting_id: int
    installment_id: int
    kind: str
    amount_cents: int
    effective_on: date
    payment_id: int | None
    reverses_id: int | None


class RefundRow(NamedTuple):
    """A row of the table `refund`."""

    refund_id: int
    payment_id: int
    kind: str
    amount_cents: int
    effective_on: date
    reverses_id: int | None


_INSTALLMENT = (
    "SELECT id, customer_id, sale_id, number, due_on, amount_cents, open_cents, agreement_id"
    " FROM installment "
)
_POSTING = (
    "SELECT id, installment_id, kind, amount_cents, effective_on, payment_id, reverses_id"
    " FROM posting "
)
_REFUND = "SELECT id, payment_id, kind, amount_cents, effective_on, reverses_id FROM refund "


def open_installments(
    connection: sqlite3.Connection,
    *,
    due_before: date | None = None,
    due_from: date | None = None,
    due_until: date | None = None,
    customer_id: int | None = None,
    limit: int | None = None,
) -> Iterator[InstallmentState]:
    """Open instalments, oldest due first (then customer and id); the counter's included."""
    where, values = _open_filter(due_before, due_from, due_until, customer_id)
    # The ids come from the covering index alone, names and words only for the rows shown.
    rows = connection.execute(
        f"SELECT v.* FROM (SELECT id FROM installment WHERE open_cents > 0{where}"
        " ORDER BY due_on, customer_id, id LIMIT :limit) k"
        " JOIN open_installment v ON v.installment_id = k.id"
        " ORDER BY v.due_on, v.customer_id, v.installment_id",
        {**values, "limit": -1 if limit is None else limit},
    )
    return (_state(row) for row in rows)


def open_totals(
    connection: sqlite3.Connection,
    *,
    due_before: date | None = None,
    due_from: date | None = None,
    due_until: date | None = None,
    customer_id: int | None = None,
) -> tuple[int, int, int]:
    """(customers, instalments, open_cents) of the same filter, from the covering index."""
    where, values = _open_filter(due_before, due_from, due_until, customer_id)
    row = connection.execute(
        "SELECT count(DISTINCT customer_id), count(*), coalesce(sum(open_cents), 0)"
        f" FROM installment WHERE open_cents > 0{where}",
        values,
    ).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def _open_filter(
    due_before: date | None, due_from: date | None, due_until: date | None, customer_id: int | None
) -> tuple[str, dict[str, object]]:
    parts: dict[str, tuple[str, object]] = {
        "due_before": (" AND due_on < :due_before", due_before and due_before.isoformat()),
        "due_from": (" AND due_on >= :due_from", due_from and due_from.isoformat()),
        "due_until": (" AND due_on <= :due_until", due_until and due_until.isoformat()),
        "customer_id": (" AND customer_id = :customer_id", customer_id),
    }
    used = {name: part for name, part in parts.items() if part[1] is not None}
    return "".join(text for text, _ in used.values()), {n: v for n, (_, v) in used.items()}


def posting_events(connection: sqlite3.Connection, *, installment_id: int) -> list[Event]:
    """What was posted to an instalment, with its days."""
    return _events(
        connection.execute(
            "SELECT effective_on, amount_cents FROM posting WHERE installment_id = ?",
            (installment_id,),
        )
    )


def fund_events(connection: sqlite3.Connection, payment_id: int) -> list[Event]:
    """What was taken from a payment, with its days."""
    return _events(
        connection.execute(
            "SELECT effective_on, amount_cents FROM posting WHERE payment_id = ?1"
            " UNION ALL SELECT effective_on, amount_cents FROM charge WHERE payment_id = ?1"
            " UNION ALL SELECT effective_on, amount_cents FROM refund WHERE payment_id = ?1",
            (payment_id,),
        )
    )


def _events(rows: Iterable[tuple[str, int]]) -> list[Event]:
    return [Event(date.fromisoformat(day), cents) for day, cents in rows]


def sale(connection: sqlite3.Connection, sale_id: int) -> SaleState | None:
    """One sale, voided ones included; sales of an undone write too (they are voided)."""
    row = connection.execute("SELECT * FROM sale_state WHERE sale_id = ?", (sale_id,)).fetchone()
    return None if row is None else _sale(row)


def voided_cents(connection: sqlite3.Connection, sale_id: int) -> int:
    """How much of a sale is void from its first day on: a bounced payment had settled some."""
    row = connection.execute(
        "SELECT coalesce(sum(p.amount_cents), 0) FROM posting p"
        " JOIN installment i ON i.id = p.installment_id JOIN sale s ON s.id = i.sale_id"
        " WHERE s.id = ? AND p.kind = 'void' AND p.effective_on = s.sold_on",
        (sale_id,),
    ).fetchone()
    return int(row[0])


def written_off(connection: sqlite3.Connection, customer_id: int) -> dict[int, int]:
    """Instalment -> cents of a customer's that were given up and have not come back."""
    return dict(connection.execute(
        "SELECT i.id, sum(p.amount_cents) AS lost FROM installment i"
        " JOIN posting p ON p.installment_id = i.id"
        " WHERE i.customer_id = ? AND p.kind = 'write_off' GROUP BY i.id HAVING lost > 0",
        (customer_id,),
    ).fetchall())  # fmt: skip


def sales(connection: sqlite3.Connection, *, customer_id: int) -> Iterator[SaleState]:
    """A customer's sales, newest first."""
    rows = connection.execute(
        "SELECT * FROM sale_state WHERE customer_id = ? ORDER BY sold_on DESC, sale_id DESC",
        (customer_id,),
    )
    return (_sale(row) for row in rows)


def _sale(row: tuple[object, ...]) -> SaleState:
    state = SaleState(*row)  # type: ignore[arg-type]  # SQLite rows are untyped.
    return state._replace(sold_on=date.fromisoformat(str(state.sold_on)))


def payment(connection: sqlite3.Connection, payment_id: int) -> PaymentState | None:
    """One payment, reversed ones included."""
    row = connection.execute(
        "SELECT * FROM payment_state WHERE payment_id = ?", (payment_id,)
    ).fetchone()
    return None if row is None else _payment(row)


def payments(connection: sqlite3.Connection, *, customer_id: int) -> Iterator[PaymentState]:
    """A customer's payments, newest first."""
    rows = connection.execute(
        "SELECT * FROM payment_state WHERE customer_id = ?"
        " ORDER BY received_on DESC, payment_id DESC",
        (customer_id,),
    )
    return (_payment(row) for row in rows)


def _payment(row: tuple[object, ...]) -> PaymentState:
    state = PaymentState(*row)  # type: ignore[arg-type]  # SQLite rows are untyped.
    return state._replace(received_on=date.fromisoformat(str(state.received_on)))


def installment(connection: sqlite3.Connection, installment_id: int) -> InstallmentRow | None:
    """One instalment, settled or not."""
    rows = _installments(connection.execute(_INSTALLMENT + "WHERE id = ?", (installment_id,)))
    return rows[0] if rows else None


def state(connection: sqlite3.Connection, installment_id: int) -> InstallmentState | None:
    """One instalment, settled or not, with what it is of."""
    row = connection.execute(
        "SELECT * FROM installment_state WHERE installment_id = ?", (installment_id,)
    ).fetchone()
    return None if row is None else _state(row)


def _state(row: tuple[object, ...]) -> InstallmentState:
    item = InstallmentState(*row)  # type: ignore[arg-type]  # SQLite rows are untyped.
    return item._replace(
        sold_on=date.fromisoformat(str(item.sold_on)), due_on=date.fromisoformat(str(item.due_on))
    )


def installments_of(connection: sqlite3.Connection, sale_id: int) -> list[InstallmentRow]:
    """A sale's instalments by number, the down payment (0) first."""
    return _installments(
        connection.execute(_INSTALLMENT + "WHERE sale_id = ? ORDER BY number", (sale_id,))
    )


def open_beside(connection: sqlite3.Connection, item: InstallmentRow) -> int:
    """Cents open of the whole sale, or agreement, that an instalment is of."""
    column, owner = "sale_id", item.sale_id
    if owner is None:
        column, owner = "agreement_id", item.agreement_id
    row = connection.execute(
        f"SELECT coalesce(sum(open_cents), 0) FROM installment WHERE {column} = ?", (owner,)
    ).fetchone()
    return int(row[0])


def _installments(rows: Iterable[tuple[object, ...]]) -> list[InstallmentRow]:
    found = [InstallmentRow(*row) for row in rows]  # type: ignore[arg-type]  # As above.
    return [row._replace(due_on=date.fromisoformat(str(row.due_on))) for row in found]


def postings(
    connection: sqlite3.Connection,
    *,
    installment_id: int | None = None,
    payment_id: int | None = None,
    span: tuple[int, int] | None = None,
) -> list[PostingRow]:
    """Postings by id: of an instalment, of a payment, or with ids in a span (ends included)."""
    assert (installment_id, payment_id, span).count(None) == 2
    if span:
        rows = connection.execute(_POSTING + "WHERE id BETWEEN ? AND ? ORDER BY id", span)
    elif payment_id:
        rows = connection.execute(_POSTING + "WHERE payment_id = ? ORDER BY id", (payment_id,))
    else:
        rows = connection.execute(
            _POSTING + "WHERE installment_id = ? ORDER BY id", (installment_id,)
        )
    found = [PostingRow(*row) for row in rows]
    return [row._replace(effective_on=date.fromisoformat(str(row.effective_on))) for row in found]


def refunds(
    connection: sqlite3.Connection,
    *,
    payment_id: int | None = None,
    span: tuple[int, int] | None = None,
) -> list[RefundRow]:
    """Refund rows by id: of a payment, or with ids in a span (ends included)."""
    if span:
        rows = connection.execute(_REFUND + "WHERE id BETWEEN ? AND ? ORDER BY id", span)
    else:
        rows = connection.execute(_REFUND + "WHERE payment_id = ? ORDER BY id", (payment_id,))
    found = [RefundRow(*row) for row in rows]
    return [row._replace(effective_on=date.fromisoformat(str(row.effective_on))) for row in found]


def credit_cents(connection: sqlite3.Connection, customer_id: int | None = None) -> int:
    """What was received and settles nothing yet, of one customer or of all."""
    if customer_id is None:
        sql, values = "SELECT sum(credit_cents) FROM payment WHERE credit_cents > 0", ()
    else:
        sql = "SELECT sum(credit_cents) FROM payment WHERE credit_cents > 0 AND customer_id = ?"
        values = (customer_id,)  # type: ignore[assignment]  # An empty and a one-value tuple.
    return int(connection.execute(sql, values).fetchone()[0] or 0)
