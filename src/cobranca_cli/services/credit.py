"""Selling on trust only as far as agreed, and blocking who should not buy on trust for now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import aging
from cobranca_cli.domain.credit import Exposure, refusal
from cobranca_cli.domain.score import ENOUGH
from cobranca_cli.errors import (
    AlreadyBlockedError,
    CounterNameError,
    CustomerBlockedError,
    LimitExceededError,
    NotBlockedError,
    brl,
)
from cobranca_cli.reports import score
from cobranca_cli.services import contacts
from cobranca_cli.store.queries import credit as queries
from cobranca_cli.store.queries import ledger, lookup

if TYPE_CHECKING:
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork


class BlockRecord(NamedTuple):
    """What block and unblock show."""

    customer_id: int
    customer: str
    blocked: bool
    blocked_reason: str | None


def block(unit: UnitOfWork, *, customer: str, reason: str) -> BlockRecord:
    """Sell nothing on trust to somebody until they are unblocked; the reason is kept.

    Raises AlreadyBlockedError, CounterNameError, and the errors of `lookup.for_write`.
    """
    with unit:
        row = _row(unit, customer)
        if row.block_reason_id is not None:
            raise AlreadyBlockedError(row.name, row.customer_id)
        text_id = unit.words(reason, customer_id=row.customer_id)
        unit.change("customer", row.customer_id, "block_reason_id", None, text_id)
        unit.what = {"customer_id": row.customer_id, "reason_id": text_id}
        return BlockRecord(row.customer_id, row.name, True, reason)


def unblock(unit: UnitOfWork, *, customer: str, reason: str | None = None) -> BlockRecord:
    """Let somebody buy on trust again.

    Raises NotBlockedError, CounterNameError, and the errors of `lookup.for_write`.
    """
    with unit:
        row = _row(unit, customer)
        if row.block_reason_id is None:
            raise NotBlockedError(row.name)
        unit.change("customer", row.customer_id, "block_reason_id", row.block_reason_id, None)
        unit.what = {"customer_id": row.customer_id}
        if reason:
            unit.what["reason_id"] = unit.words(reason, customer_id=row.customer_id)
        return BlockRecord(row.customer_id, row.name, False, None)


def _row(unit: UnitOfWork, customer: str) -> CustomerRow:
    row = lookup.for_write(unit.connection, customer)
    if row.is_counter:
        raise CounterNameError
    return row


def allow(
    unit: UnitOfWork,
    buyer: CustomerRow,
    *,
    financed_cents: int,
    paid_cents: int,
    is_new: bool,
    settings: Settings,
    override: str | None,
) -> list[str]:
    """Whether a sale of which so much is not paid at once may be made; returns what to warn of.

    Asked before the sale's rows, inside its transaction: two sales at once cannot both fit into
    what is left. What is paid at once is never refused (CDC 39 IX). With `override` (why) the
    sale is made all the same, and the reason is kept.

    Raises CustomerBlockedError, LimitExceededError.
    """
    exposure = exposure_of(unit, buyer, settings)
    on_trust = exposure.on_trust_cents(financed_cents)
    if not on_trust:
        return []
    refused = _refusal(unit, buyer, exposure, financed_cents, paid_cents, is_new=is_new)
    if refused and not override:
        raise refused
    warnings = _late(unit, buyer, settings) + _prepay(unit, buyer, on_trust, settings)
    if refused and override:
        contacts.write(unit, buyer.customer_id, override, kind="override")
        warnings.insert(0, refused.message)
    return warnings


def exposure_of(unit: UnitOfWork, buyer: CustomerRow, settings: Settings) -> Exposure:
    """What a customer's limit is compared with, as it stands in this transaction."""
    connection, who, limit = unit.connection, buyer.customer_id, buyer.limit_cents
    return Exposure(
        settings.default_limit_cents if limit is None else limit,
        ledger.open_totals(connection, customer_id=who)[2], ledger.credit_cents(connection, who),
    )  # fmt: skip


def corrected(
    unit: UnitOfWork, buyer: CustomerRow, before: Exposure, settings: Settings
) -> list[str]:
    """What to warn of where a correction left somebody owing more than `before`.

    A correction says what was sold already, so it is never refused: what a limit or a block would
    have refused is told instead.
    """
    after = exposure_of(unit, buyer, settings)
    why = refusal(
        before, after.exposure_cents - before.exposure_cents,
        blocked=buyer.block_reason_id is not None,
    )  # fmt: skip
    if why == "blocked":
        return [f"{buyer.name} está com as vendas a prazo bloqueadas; a correção vale assim mesmo."]
    if why is None or after.limit_cents is None:
        return []
    credit = f" - crédito {brl(after.credit_cents)}" if after.credit_cents else ""
    owes = f"em aberto {brl(after.open_cents)}{credit}; limite {brl(after.limit_cents)}"
    return [f"{buyer.name} passou do limite: {owes}. A correção vale assim mesmo."]


def _refusal(
    unit: UnitOfWork, buyer: CustomerRow, exposure: Exposure, financed_cents: int,
    paid_cents: int, *, is_new: bool,
) -> CustomerBlockedError | LimitExceededError | None:  # fmt: skip
    blocked = buyer.block_reason_id is not None
    why = refusal(exposure, financed_cents, blocked=blocked)
    if why == "blocked":
        reason = queries.block_reason(unit.connection, buyer.customer_id) or ""
        return CustomerBlockedError(buyer.name, buyer.customer_id, reason)
    if why is None:
        return None
    assert exposure.limit_cents is not None
    return LimitExceededError(
        buyer.name, None if is_new else buyer.customer_id, exposure.limit_cents,
        exposure.open_cents, exposure.credit_cents, financed_cents, paid_cents,
    )  # fmt: skip


def _late(unit: UnitOfWork, buyer: CustomerRow, settings: Settings) -> list[str]:
    found = queries.late(
        unit.connection, buyer.customer_id,
        due_before=aging.late_cutoff(unit.today, settings.calendar),
    )  # fmt: skip
    if found is None:
        return []
    days = (unit.today - found.oldest_due_on).days
    since = f"há {days} dias" if days > 1 else "desde ontem"
    return [f"{buyer.name} tem {brl(found.open_cents)} em atraso {since}."]


def _prepay(
    unit: UnitOfWork, buyer: CustomerRow, on_trust_cents: int, settings: Settings
) -> list[str]:
    """Who has no history yet is asked for a part at once, above an amount of the settings."""
    above = settings.prepay_above_cents
    if above is None or on_trust_cents <= above:
        return []
    known = score.counted(unit.connection, buyer.customer_id, as_of=unit.today,
                          calendar=settings.calendar)  # fmt: skip
    if known >= ENOUGH:
        return []
    ask = "que tal combinar uma entrada (--entrada 50%)?"
    return [f"{buyer.name} ainda não tem histórico, e são {brl(on_trust_cents)} a prazo: {ask}"]
