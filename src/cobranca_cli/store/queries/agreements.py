"""Agreements: what they are about, their plans, and how far they are paid."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import agreement as rules

if TYPE_CHECKING:
    import sqlite3


class AgreementRow(NamedTuple):
    """An agreement with its sums; `status` as `domain.agreement.status` has it.

    `original_cents` was open principal on the day of the proposal, `charges_cents` what lateness
    cost by then. `open_cents` and `paid_cents` are of its own instalments (of a broken one, what
    had been paid of them), `next_due_on` the first of them that is open.
    """

    agreement_id: int
    customer_id: int
    customer: str
    stored: rules.Stored
    proposed_on: date
    accepted_on: date | None
    ended_on: date | None
    original_cents: int
    fine_cents: int
    interest_cents: int
    discount_cents: int
    total_cents: int
    down_payment_cents: int
    installment_count: int
    open_cents: int
    paid_cents: int
    passed_cents: int
    lost_cents: int
    next_due_on: date | None
    code_salt: str
    code_hash: str
    code_until: str
    code_tries: int
    text: str
    proof: str | None
    reason: str | None

    @property
    def since(self) -> date:
        """The day of its acceptance, or of its proposal."""
        return self.accepted_on or self.proposed_on

    @property
    def status(self) -> rules.Status:
        """How it stands now."""
        return rules.status(
            self.stored, open_cents=self.open_cents, passed_cents=self.passed_cents,
            lost_cents=self.lost_cents,
        )  # fmt: skip


class ItemRow(NamedTuple):
    """An instalment that an agreement is about, as it stood on the day of the proposal."""

    installment_id: int
    sale_id: int | None
    agreement_id: int | None
    description: str | None
    number: int
    of: int
    due_on: date
    open_cents: int
    fine_cents: int
    interest_cents: int


class PartRow(NamedTuple):
    """A part of the plan; `installment_id` once it was accepted, `open_cents` what is left of it.

    `number` 0 is the down payment.
    """

    number: int
    due_on: date
    amount_cents: int
    installment_id: int | None
    open_cents: int


_OF_PLAN = "FROM agreement_part p WHERE p.agreement_id = a.id"
_OF_ITEMS = "FROM agreement_item t WHERE t.agreement_id = a.id"
_OF_OWN = "FROM installment i WHERE i.agreement_id = a.id"
_POSTED = (
    "(SELECT coalesce(sum(g.amount_cents), 0) FROM installment i JOIN posting g"
    " ON g.installment_id = i.id AND g.kind = '{}' WHERE i.agreement_id = a.id)"
)
# What had been paid of a broken one settles its originals since the write that broke it.
_BACK = (
    "coalesce((SELECT sum(g.amount_cents) FROM agreement_item t JOIN {} g"
    " ON g.installment_id = t.installment_id AND g.payment_id IS NOT NULL"
    " AND g.reverses_id IS NULL AND g.audit_seq = (SELECT max(c.audit_seq) FROM change c"
    "  WHERE c.entity = 'agreement' AND c.entity_id = a.id AND c.field = 'status')"
    " WHERE t.agreement_id = a.id AND a.status = 'broken'), 0)"
)
_ROW = f"""
SELECT a.id, a.customer_id, c.name, a.status, a.proposed_on, a.accepted_on, a.ended_on,
       (SELECT sum(t.open_cents) {_OF_ITEMS}), (SELECT sum(t.fine_cents) {_OF_ITEMS}),
       (SELECT sum(t.interest_cents) {_OF_ITEMS}), a.discount_cents,
       (SELECT sum(p.amount_cents) {_OF_PLAN}),
       (SELECT coalesce(sum(p.amount_cents), 0) {_OF_PLAN} AND p.number = 0), a.installment_count,
       (SELECT coalesce(sum(i.open_cents), 0) {_OF_OWN}),
       {_POSTED.format("payment")} + {_BACK.format("posting")} + {_BACK.format("charge")},
       {_POSTED.format("renegotiation")}, {_POSTED.format("write_off")},
       (SELECT min(i.due_on) {_OF_OWN} AND i.open_cents > 0),
       a.code_salt, a.code_hash, a.code_until, a.code_tries, x.body, f.body, r.body
FROM agreement a JOIN customer c ON c.id = a.customer_id
JOIN personal_text x ON x.id = a.text_id
LEFT JOIN personal_text f ON f.id = a.proof_id
LEFT JOIN personal_text r ON r.id = a.reason_id
"""


def agreement(connection: sqlite3.Connection, agreement_id: int) -> AgreementRow | None:
    """One agreement that was not undone."""
    row = connection.execute(f"{_ROW} WHERE a.active = 1 AND a.id = ?", (agreement_id,)).fetchone()
    return None if row is None else _row(row)


def agreements(
    connection: sqlite3.Connection, *, customer_id: int | None = None
) -> list[AgreementRow]:
    """All, or a customer's, the newest first."""
    only = "" if customer_id is None else " AND a.customer_id = :who"
    rows = connection.execute(
        f"{_ROW} WHERE a.active = 1{only} ORDER BY a.id DESC", {"who": customer_id}
    )
    return [_row(row) for row in rows]


def _row(row: tuple[object, ...]) -> AgreementRow:
    found = AgreementRow(*row)  # type: ignore[arg-type]  # SQLite rows are untyped.
    return found._replace(
        proposed_on=date.fromisoformat(str(found.proposed_on)), accepted_on=_day(found.accepted_on),
        ended_on=_day(found.ended_on), next_due_on=_day(found.next_due_on),
    )  # fmt: skip


def _day(text: object) -> date | None:
    return None if text is None else date.fromisoformat(str(text))


def items(connection: sqlite3.Connection, agreement_id: int) -> list[ItemRow]:
    """What an agreement is about, oldest due first."""
    rows = connection.execute(
        "SELECT t.installment_id, v.sale_id, v.agreement_id, v.description, v.number, v.of,"
        " v.due_on, t.open_cents, t.fine_cents, t.interest_cents FROM agreement_item t"
        " JOIN installment_state v ON v.installment_id = t.installment_id"
        " WHERE t.agreement_id = ? ORDER BY v.due_on, t.installment_id",
        (agreement_id,),
    )
    return [ItemRow(*row)._replace(due_on=date.fromisoformat(row[6])) for row in rows]


def parts(connection: sqlite3.Connection, agreement_id: int) -> list[PartRow]:
    """The plan by number; void instalments of an acceptance that was undone do not count."""
    rows = connection.execute(
        "SELECT p.number, coalesce(i.due_on, p.due_on), p.amount_cents, i.id,"
        " coalesce(i.open_cents, p.amount_cents)"
        " FROM agreement_part p LEFT JOIN installment i ON i.id = (SELECT max(o.id)"
        "  FROM installment o JOIN agreement a ON a.id = o.agreement_id"
        "  WHERE o.agreement_id = p.agreement_id AND o.number = p.number"
        "  AND a.accepted_on IS NOT NULL)"
        " WHERE p.agreement_id = ? ORDER BY p.number",
        (agreement_id,),
    )
    return [PartRow(*row)._replace(due_on=date.fromisoformat(row[1])) for row in rows]


def proposed_seq(connection: sqlite3.Connection, agreement_id: int) -> int:
    """The write (`audit.seq`) that proposed it."""
    row = connection.execute("SELECT audit_seq FROM agreement WHERE id = ?", (agreement_id,))
    return int(row.fetchone()[0])


def own_ids(connection: sqlite3.Connection, agreement_id: int) -> list[int]:
    """The instalments of an agreement, by id."""
    rows = connection.execute(
        "SELECT id FROM installment WHERE agreement_id = ? ORDER BY id", (agreement_id,)
    )
    return [key for (key,) in rows]


def put_aside(connection: sqlite3.Connection, agreement_id: int) -> set[int]:
    """The postings by which what it is about passed to it, in the write that accepted it.

    Another agreement may hold another part of the same instalment, open again since (a cheque that
    bounced).
    """
    rows = connection.execute(
        "SELECT p.id FROM agreement_item t JOIN posting p ON p.installment_id = t.installment_id"
        " WHERE t.agreement_id = ?1 AND p.kind = 'renegotiation' AND p.reverses_id IS NULL"
        " AND p.audit_seq IN (SELECT audit_seq FROM installment WHERE agreement_id = ?1)",
        (agreement_id,),
    )
    return {key for (key,) in rows}


def holding(connection: sqlite3.Connection, installment_id: int) -> int | None:
    """The agreement that holds an instalment, or once held it; undone ones never did."""
    row = connection.execute(
        "SELECT t.agreement_id FROM agreement_item t JOIN agreement a ON a.id = t.agreement_id"
        " WHERE t.installment_id = ? AND a.active = 1 AND a.accepted_on IS NOT NULL"
        " ORDER BY a.status = 'accepted' DESC, t.agreement_id DESC",
        (installment_id,),
    ).fetchone()
    return None if row is None else int(row[0])


def charged_since(connection: sqlite3.Connection, agreement_id: int) -> bool:
    """Whether charges of what an agreement is about were received or forgiven since it was put."""
    return (
        connection.execute(
            "SELECT 1 FROM agreement a JOIN agreement_item t ON t.agreement_id = a.id"
            " JOIN charge c ON c.installment_id = t.installment_id AND c.audit_seq > a.audit_seq"
            " WHERE a.id = ? GROUP BY t.installment_id HAVING sum(c.amount_cents) <> 0",
            (agreement_id,),
        ).fetchone()
        is not None
    )
