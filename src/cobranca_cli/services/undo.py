"""Taking back the latest write, and reinstating it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.audit import PERSONAL_FIELDS
from cobranca_cli.errors import NothingToUndoError, WrittenMeanwhileError
from cobranca_cli.services import charges, points
from cobranca_cli.services.customers import put_personal
from cobranca_cli.services.postings import reverse, reverse_refunds
from cobranca_cli.store import settings as settings_file
from cobranca_cli.store.models import Posting, Refund
from cobranca_cli.store.queries import charges as charge_rows
from cobranca_cli.store.queries import history, ledger
from cobranca_cli.store.queries import points as points_queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cobranca_cli.store.queries.history import AuditRow, ChangeRow
    from cobranca_cli.store.unit_of_work import UnitOfWork

Span = tuple[int, int]  # First and last id.


class Undone(NamedTuple):
    """What undo shows."""

    seq: int
    undone_seq: int
    command: str
    redone: bool


def undo(
    unit: UnitOfWork,
    *,
    redo: bool = False,
    seq: int | None = None,
    settings_path: Path | None = None,
) -> Undone:
    """Take back the latest write that stands; with `redo`, the latest undo.

    `seq` is the write that a person was shown: another one is not taken back in its place.

    Nothing is removed: each row gets its opposite, dated as the row (`rules.md` §3). Because the
    latest goes first, every balance is exactly what it was before. Settings go back in their file.

    Raises NothingToUndoError, NotUndoableError, WrittenMeanwhileError.
    """
    with unit:
        entry = (history.latest_to_redo if redo else history.latest_to_undo)(unit.connection)
        if entry is None:
            raise NothingToUndoError(redo=redo)
        if seq is not None and entry.seq != seq:
            raise WrittenMeanwhileError
        settings = _invert(unit, entry)
        unit.undoes = entry.seq
        original = history.entry(unit.connection, entry.undoes) if redo and entry.undoes else entry
        assert original is not None
        unit.what = {"seq": original.seq}
        if settings and settings_path and not unit.dry_run:
            unit.after_commit(settings_file.prepare(settings_path, settings))
        return Undone(unit.seq, original.seq, original.command, redo)


def _invert(unit: UnitOfWork, entry: AuditRow) -> dict[str, str]:
    """Write the opposite of every row of a write, last row first; returns settings to put back.

    Going backwards passes through the states that the write passed through, so that the database
    finds 0 <= open <= amount after every row here as well.
    """
    settings: dict[str, str] = {}
    for table, first, last in reversed(entry.row_runs):
        span = (first, last)
        connection = unit.connection
        if table == "posting":
            for row in reversed(ledger.postings(connection, span=span)):
                reverse(unit, row, row.amount_cents)
        elif table == "charge":
            for charge in reversed(charge_rows.in_span(connection, span)):
                charges.reverse(unit, charge)
        elif table == "refund":
            reverse_refunds(unit, reversed(ledger.refunds(connection, span=span)))
        elif table == "points":
            for line in reversed(points_queries.in_span(connection, span)):
                points.reverse(unit, line, line.points)
        elif table == "change":
            settings.update(_invert_changes(unit, history.changes(connection, span)))
        elif table in _UNMAKERS:
            _UNMAKERS[table](unit, span)
        unit.flush()
    return settings


def _invert_changes(unit: UnitOfWork, changes: list[ChangeRow]) -> dict[str, str]:
    settings: dict[str, str] = {}
    for change in reversed(changes):
        old, new = change.old_value, change.new_value
        if change.entity == "setting":
            settings[change.field] = old
            unit.remember_change("setting", 0, change.field, new, old)
        elif change.entity == "customer" and change.field in PERSONAL_FIELDS:
            # A value that the creation of the customer set stays: the customer disappears whole.
            if old is not None or change.field != "name":
                body = history.text(unit.connection, old)
                put_personal(unit, change.entity_id, change.field, body)
                unit.remember_change("customer", change.entity_id, change.field, new, old)
        elif (change.entity, change.field) == ("installment", "amount_cents"):
            unit.change_amount(change.entity_id, new, old)
        elif (change.entity, change.field) == ("installment", "agreement_id"):
            pass  # It came with its agreement and stays its own; what goes is its amount.
        else:
            unit.change(change.entity, change.entity_id, change.field, new, old)
    return settings


def _void_installments(unit: UnitOfWork, span: tuple[int, int]) -> None:
    for installment_id, cents, sold_on in unit.connection.execute(
        "SELECT i.id, i.amount_cents, coalesce(s.sold_on, a.accepted_on) FROM installment i"
        " LEFT JOIN sale s ON s.id = i.sale_id LEFT JOIN agreement a ON a.id = i.agreement_id"
        " WHERE i.id BETWEEN ? AND ?",
        span,
    ).fetchall():
        unit.insert(
            Posting,
            installment_id=installment_id,
            kind="void",
            amount_cents=cents,
            effective_on=date.fromisoformat(sold_on),
        )


def _reverse_payments(unit: UnitOfWork, span: tuple[int, int]) -> None:
    for payment_id, cents, received_on in unit.connection.execute(
        "SELECT id, amount_cents, received_on FROM payment WHERE id BETWEEN ? AND ?", span
    ).fetchall():
        unit.insert(
            Refund,
            payment_id=payment_id,
            kind="reversal",
            amount_cents=cents,
            effective_on=date.fromisoformat(received_on),
        )


def _mark(entity: str, field: str, old: int, new: int) -> Callable[[UnitOfWork, Span], None]:
    def mark(unit: UnitOfWork, span: tuple[int, int]) -> None:
        ids = range(span[0], span[1] + 1)
        unit.change_many(entity, field, [(i, old, new) for i in ids])

    return mark


# How what a write brought into being goes: void, reversed, inactive; never deleted.
_UNMAKERS: dict[str, Callable[[UnitOfWork, Span], None]] = {
    "installment": _void_installments,
    "payment": _reverse_payments,
    "sale": _mark("sale", "voided", 0, 1),
    "customer": _mark("customer", "active", 1, 0),
    "contact": _mark("contact", "active", 1, 0),
    "recurring": _mark("recurring", "active", 1, 0),
    "recurring_amount": _mark("recurring_amount", "active", 1, 0),
    "occurrence": _mark("occurrence", "active", 1, 0),
    "message": _mark("message", "active", 1, 0),
    "message_step": _mark("message_step", "active", 1, 0),
    "promise": _mark("promise", "active", 1, 0),
    "pause": _mark("pause", "active", 1, 0),
    "message_about": _mark("message_about", "active", 1, 0),
    "dispute": _mark("dispute", "active", 1, 0),
    "boleto": _mark("boleto", "active", 1, 0),
    "clearing": _mark("clearing", "active", 1, 0),
    "sale_terms": _mark("sale_terms", "active", 1, 0),
    "early_offer": _mark("early_offer", "active", 1, 0),
    "attachment": _mark("attachment", "active", 1, 0),
    "agreement": _mark("agreement", "active", 1, 0),
}
