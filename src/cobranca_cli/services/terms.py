"""What is agreed with a sale beside its instalments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.errors import EarlyDayError, EarlyDiscountError
from cobranca_cli.store.models import AgreedTerms

if TYPE_CHECKING:
    from datetime import date

    from cobranca_cli.domain.charges import Terms
    from cobranca_cli.domain.sale_plan import EarlyTerms
    from cobranca_cli.store.unit_of_work import UnitOfWork


def agree(
    unit: UnitOfWork,
    sale_id: int,
    late: Terms,
    *,
    sold_on: date,
    early: EarlyTerms | None = None,
) -> None:
    """Inside a write: what a sale's lateness costs and its being early gives; nothing for neither.

    Raises EarlyDiscountError, EarlyDayError.
    """
    if early and early.until_on < sold_on:
        raise EarlyDayError(early.until_on, sold_on)
    if early:
        check_percent(early.discount_bps)
    if any(late) or early:
        unit.insert(
            AgreedTerms, sale_id=sale_id, **late._asdict(),
            early_bps=early and early.discount_bps, early_until=early and early.until_on,
        )  # fmt: skip


def check_percent(discount_bps: int) -> None:
    """A discount is something and not everything. Raises EarlyDiscountError."""
    if not 1 <= discount_bps < 10_000:
        raise EarlyDiscountError
