"""Every template tried on an invented customer: what it says, or why it says nothing."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.ladder import KEYS, TASKS
from cobranca_cli.domain.sale_plan import SaleTerms
from cobranca_cli.errors import TemplateError
from cobranca_cli.messages import texts
from cobranca_cli.store.queries.ledger import OpenInstallment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cobranca_cli.store.settings import Settings

_TODAY = date(2026, 11, 23)
_NAME, _NICKNAME = "Maria da Silva", "Mari"


class _Agreed(NamedTuple):
    number: int
    of: int
    due_on: date
    amount_cents: int
    open_cents: int


class _Settled(NamedTuple):
    due_on: date
    principal_cents: int
    fine_cents: int
    interest_cents: int
    discount_cents: int
    open_cents: int


def broken(settings: Settings) -> Iterator[TemplateError]:
    """The error of each of the home's own templates that gives no text; none is sent."""
    folder = settings.templates
    for name, write in _writers(settings).items():
        if folder is not None and (folder / f"{name}.txt").exists():
            try:
                write()
            except TemplateError as error:
                yield error


def _writers(settings: Settings) -> dict[str, Callable[[], str]]:
    """Template name -> its text for the invented customer."""
    return {
        "venda": partial(_confirmation, settings),
        "recibo": partial(_receipt, settings),
        **{step: partial(_reminder, settings, step) for step in KEYS if step not in TASKS},
    }


def _confirmation(settings: Settings) -> str:
    terms = SaleTerms(15_000, _TODAY, date(2026, 12, 10), 2, description="Bolo de cenoura",
                      down_payment_cents=5_000)  # fmt: skip
    parts = [
        _Agreed(0, 2, _TODAY, 5_000, 0), _Agreed(1, 2, date(2026, 12, 10), 5_000, 5_000),
        _Agreed(2, 2, date(2027, 1, 10), 5_000, 5_000),
    ]  # fmt: skip
    return texts.sale_confirmation(
        settings, name=_NAME, nickname=_NICKNAME, terms=terms, installments=parts, paid_cents=5_000
    )


def _receipt(settings: Settings) -> str:
    return texts.payment_receipt(
        settings, name=_NAME, nickname=_NICKNAME, received_on=_TODAY, amount_cents=8_000,
        methods=["pix"], allocations=[_Settled(date(2026, 11, 10), 8_000, 0, 0, 0, 2_000)],
        remaining_open_cents=2_000, credit_cents=0,
    )  # fmt: skip


def _reminder(settings: Settings, step: str) -> str:
    item = OpenInstallment(1, 1, 1, _NAME, "Bolo", 1, 1, date(2026, 10, 1), date(2026, 10, 10),
                           15_000, 15_000)  # fmt: skip
    return texts.reminder(
        settings, step=step, name=_NAME, nickname=_NICKNAME, document=None, items=[item],
        total_cents=15_000, credit_cents=0, today=_TODAY,
    )  # fmt: skip
