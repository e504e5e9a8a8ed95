"""Charges as rows: written with a payment's shares, taken back with it (`rules.md` §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.store.models import Charge
from cobranca_cli.store.queries import as_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobranca_cli.domain.allocation import Share
    from cobranca_cli.store.queries.charges import ChargeRow
    from cobranca_cli.store.unit_of_work import UnitOfWork


def keep(unit: UnitOfWork, share: Share) -> None:
    """Write what a share gave for charges, or what was forgiven with it."""
    for kind, cents in (("interest", share.interest_cents), ("fine", share.fine_cents)):
        if cents:
            unit.insert(
                Charge, installment_id=share.installment_id, kind=kind, amount_cents=cents,
                effective_on=share.effective_on,
                payment_id=None if share.forgiven else share.payment_id,
            )  # fmt: skip


def take_back(unit: UnitOfWork, rows: Sequence[ChargeRow], *, on: date | None = None) -> None:
    """Cancel what stands of charges: each as if it never was, or from the day `on`.

    `rows` are all of an instalment or of a payment, reversals included. The newest goes first, so
    that the database finds 0 <= credit <= payment after every row.
    """
    for row in reversed(as_of.standing(rows)):
        reverse(unit, row, on=on)
    unit.flush()


def reverse(unit: UnitOfWork, row: ChargeRow, *, on: date | None = None) -> None:
    """Write the opposite of a row, dated as it, or `on`, a later day."""
    unit.insert(
        Charge, installment_id=row.installment_id, kind=row.kind, amount_cents=-row.amount_cents,
        effective_on=max(row.effective_on, on or row.effective_on), payment_id=row.payment_id,
        reverses_id=row.charge_id,
    )  # fmt: skip
