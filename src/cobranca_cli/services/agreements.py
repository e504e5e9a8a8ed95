"""Agreements: proposed, accepted, and given back (`rules.md` §8)."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import acceptance_code, agreement_plan
from cobranca_cli.domain.agreement import CODE_HOURS, CODE_TRIES, chosen
from cobranca_cli.domain.allocation import room_from
from cobranca_cli.domain.money import part_of
from cobranca_cli.errors import (
    AgreementNotYetError,
    AgreementOutdatedError,
    AgreementStateError,
    CodeLockedError,
    HowAcceptedError,
    NothingLeftToAgreeError,
    NothingToNegotiateError,
    WrongCustomerError,
)
from cobranca_cli.messages import payment_code, texts
from cobranca_cli.messages.agreement import proposal
from cobranca_cli.messages.wording import count_of, nameless
from cobranca_cli.reports.agreements import AgreementView, view
from cobranca_cli.store.models import (
    Agreement,
    AgreementItem,
    AgreementPart,
    Installment,
    Posting,
)
from cobranca_cli.store.queries import accounts, ledger, lookup
from cobranca_cli.store.queries import agreements as queries
from cobranca_cli.store.queries.charges import charged_on
from cobranca_cli.store.queries.disputes import contested

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cobranca_cli.domain.agreement import Chosen
    from cobranca_cli.domain.agreement_plan import Part
    from cobranca_cli.store.queries.agreements import AgreementRow, ItemRow
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork

_INSTANT = "%Y-%m-%dT%H:%M:%SZ"


class TypedTerms(NamedTuple):
    """What was typed: a discount and a down payment as an amount or as a percentage of the sum.

    Without a first due date, the settings'; without a number of instalments, one.
    """

    installments: int | None = None
    discount: str | None = None
    down_payment: str | None = None
    first_due_on: date | None = None


def propose(
    unit: UnitOfWork,
    *,
    customer: str,
    terms: TypedTerms,
    settings: Settings,
    sales: Sequence[str] = (),
) -> AgreementView:
    """Propose other terms for all that is late, or for all that is open of `sales`.

    The updated amount of the day less the discount, in new instalments without charges of their
    own. Nothing changes until it is accepted. The code is in the answer alone, in no dry run.

    Raises NothingToNegotiateError, NothingLeftToAgreeError, WrongCustomerError, what
    `agreement_plan.plan` raises, TemplateError, ToneError.
    """
    with unit:
        row = lookup.for_write(unit.connection, customer)
        found, left_out = _chosen(unit, row, sales)
        updated = sum(one.item.open_cents + one.charges_cents for one in found)
        discount = part_of(updated, terms.discount) if terms.discount else 0
        if discount >= updated:
            raise NothingLeftToAgreeError(discount, updated)
        parts = _plan(unit, row, updated - discount, terms, settings)
        text = _text(unit, row, found, discount, parts, settings)
        code, salt = _new_code(), secrets.token_hex(16)
        agreement_id = unit.insert(
            Agreement,
            customer_id=row.customer_id,
            proposed_on=unit.today,
            discount_cents=discount,
            installment_count=terms.installments or 1,
            text_id=unit.words(text, customer_id=row.customer_id),
            code_salt=salt,
            code_hash=acceptance_code.code_hash(code, salt),
            code_until=(unit.now + timedelta(hours=CODE_HOURS)).strftime(_INSTANT),
        )
        _keep_rows(unit, agreement_id, found, parts)
        unit.what = {"customer_id": row.customer_id, "agreement_id": agreement_id}
        warnings = [
            *agreement_plan.beyond_floor(parts, settings.floor, updated_cents=updated),
            *nameless(settings, "na proposta"),
        ]
        if left_out:
            out = ("parcela contestada fica", "parcelas contestadas ficam")
            warnings.append(f"{count_of(left_out, *out)} de fora")
        pix = payment_code.payload(
            settings, amount_cents=parts[0].amount_cents, txid=f"A{agreement_id}"
        ) if payment_code.is_ready(settings) else None  # fmt: skip
        return _shown(unit, agreement_id)._replace(
            code=None if unit.dry_run else code, pix=pix, warnings=warnings,
            whatsapp_url=texts.whatsapp_link(row.phone, text),
            pix_whatsapp_url=texts.whatsapp_link(row.phone, pix),
        )  # fmt: skip


def _keep_rows(
    unit: UnitOfWork, agreement_id: int, found: Sequence[Chosen], parts: Sequence[Part]
) -> None:
    for one in found:
        unit.insert(
            AgreementItem, agreement_id=agreement_id, installment_id=one.item.installment_id,
            open_cents=one.item.open_cents, fine_cents=one.fine_cents,
            interest_cents=one.interest_cents,
        )  # fmt: skip
    for part in parts:
        unit.insert(
            AgreementPart, agreement_id=agreement_id, number=part.number, due_on=part.due_on,
            amount_cents=part.amount_cents,
        )  # fmt: skip


def _chosen(unit: UnitOfWork, row: CustomerRow, sales: Sequence[str]) -> tuple[list[Chosen], int]:
    sale_ids = set()
    for text in sales:
        state = lookup.sale(unit.connection, text)
        if state.customer_id != row.customer_id:
            raise WrongCustomerError(f"A venda {state.sale_id}", state.customer, row.name)
        sale_ids.add(state.sale_id)
    account = accounts.account(unit.connection, row.customer_id, unit.calendar)
    items = [] if row.is_counter else account.items
    found, left_out = chosen(items, unit.today, unit.calendar, sale_ids)
    if not found:
        raise NothingToNegotiateError(row.name, row.customer_id, sale_named=bool(sales))
    return found, left_out


def _plan(
    unit: UnitOfWork, row: CustomerRow, total_cents: int, terms: TypedTerms, settings: Settings
) -> list[Part]:
    first = terms.first_due_on or agreement_plan.first_due_on(
        unit.today, days=settings.number("negotiation.first_due_days"), usual=row.pay_day,
        calendar=unit.calendar,
    )  # fmt: skip
    return agreement_plan.plan(
        total_cents, agreed_on=unit.today, first_due_on=first, installments=terms.installments or 1,
        down_payment_cents=(
            part_of(total_cents, terms.down_payment) if terms.down_payment else 0
        ),
    )  # fmt: skip


def _text(
    unit: UnitOfWork, row: CustomerRow, found: Sequence[Chosen], discount: int,
    parts: Sequence[Part], settings: Settings,
) -> str:  # fmt: skip
    states = [ledger.state(unit.connection, one.item.installment_id) for one in found]
    return proposal(
        settings, name=row.name, nickname=row.nickname, document=row.document,
        items=[state for state in states if state],
        charges={one.item.installment_id: one.charges_cents for one in found},
        discount_cents=discount, parts=parts, today=unit.today,
    )  # fmt: skip


def _new_code() -> str:
    return f"{secrets.randbelow(10**acceptance_code.DIGITS):0{acceptance_code.DIGITS}}"


def _shown(unit: UnitOfWork, agreement_id: int) -> AgreementView:
    row = queries.agreement(unit.connection, agreement_id)
    assert row is not None
    return view(unit.connection, row)


def accept(
    unit: UnitOfWork, *, agreement: str, code: str | None = None, proof: str | None = None
) -> AgreementView:
    """Let an agreement hold from today: by the code that was told to the customer, or by a proof.

    A wrong code is counted (five lock it, and so do 48 hours) and leaves it proposed. The originals
    close by `renegotiation` postings; what they cost for lateness is in the new instalments.

    Raises HowAcceptedError, AgreementStateError, AgreementNotYetError, CodeLockedError,
    AgreementOutdatedError.
    """
    if (code is None) == (proof is None):
        raise HowAcceptedError(both=code is not None)
    with unit:
        row = lookup.agreement(unit.connection, agreement)
        if row.status != "proposed":
            raise AgreementStateError(row.agreement_id, row.status)
        if unit.today < row.since:
            raise AgreementNotYetError(row.agreement_id, row.since, unit.today)
        unit.what = {"customer_id": row.customer_id, "agreement_id": row.agreement_id}
        if code is not None and not _opens(unit, row, code):
            unit.command = "wrong-code"  # Undo goes past it: a lock would be none.
            unit.change("agreement", row.agreement_id, "code_tries", row.code_tries,
                        row.code_tries + 1)  # fmt: skip
            return _shown(unit, row.agreement_id)
        items = _as_proposed(unit, row)
        unit.change("agreement", row.agreement_id, "status", "proposed", "accepted")
        unit.change("agreement", row.agreement_id, "accepted_on", None, unit.today.isoformat())
        if proof is not None:
            words = unit.words(proof, customer_id=row.customer_id)
            unit.change("agreement", row.agreement_id, "proof_id", None, words)
        for part in queries.parts(unit.connection, row.agreement_id):
            key = unit.insert(
                Installment, customer_id=row.customer_id, agreement_id=row.agreement_id,
                number=part.number, due_on=part.due_on, amount_cents=part.amount_cents,
                open_cents=part.amount_cents,
            )  # fmt: skip
            unit.remember_change("installment", key, "agreement_id", None, row.agreement_id)
        for item in items:
            _put_aside(unit, item)
        return _shown(unit, row.agreement_id)


def _opens(unit: UnitOfWork, row: AgreementRow, code: str) -> bool:
    until = datetime.strptime(row.code_until, _INSTANT).replace(tzinfo=UTC)
    expired = unit.now > until
    if expired or row.code_tries >= CODE_TRIES:
        raise CodeLockedError(
            row.agreement_id, row.customer_id, tries=row.code_tries, expired=expired
        )
    # A dry run counts no tries: it tells nobody which code is right.
    return unit.dry_run or acceptance_code.is_code(code, row.code_salt, row.code_hash)


def _as_proposed(unit: UnitOfWork, row: AgreementRow) -> list[ItemRow]:
    """What it is about, still as it was then. Raises AgreementOutdatedError."""
    items = queries.items(unit.connection, row.agreement_id)
    if queries.charged_since(unit.connection, row.agreement_id):
        raise AgreementOutdatedError(row.agreement_id, row.customer_id, late_since=None)
    frozen = contested(unit.connection, unit.today)
    for item in items:
        now = ledger.installment(unit.connection, item.installment_id)
        if now is None or now.open_cents != item.open_cents or item.installment_id in frozen:
            raise AgreementOutdatedError(row.agreement_id, row.customer_id, late_since=None)
    first = queries.parts(unit.connection, row.agreement_id)[0].due_on
    if first < unit.today:
        raise AgreementOutdatedError(row.agreement_id, row.customer_id, late_since=first)
    return items


def _put_aside(unit: UnitOfWork, item: ItemRow) -> None:
    """Close an original from today, or from the day on which what is open fits."""
    state = ledger.state(unit.connection, item.installment_id)
    assert state is not None
    events = ledger.posting_events(unit.connection, installment_id=item.installment_id)
    unit.insert(
        Posting,
        installment_id=item.installment_id,
        kind="renegotiation",
        amount_cents=item.open_cents,
        effective_on=max(
            unit.today,
            room_from(state.sold_on, state.amount_cents, events, item.open_cents),
            charged_on(unit.connection, item.installment_id) or unit.today,
        ),
    )
