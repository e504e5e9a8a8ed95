"""Agreements that end before they are kept: the originals come back (`rules.md` §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.domain.allocation import Account, Event, Fund
from cobranca_cli.errors import AgreementNotYetError, AgreementPaidError, AgreementStateError
from cobranca_cli.reports.agreements import AgreementView, view
from cobranca_cli.services.postings import post, reverse, standing, use_credit
from cobranca_cli.store.models import Posting
from cobranca_cli.store.queries import accounts, ledger, lookup
from cobranca_cli.store.queries import agreements as queries

if TYPE_CHECKING:
    from datetime import date

    from cobranca_cli.domain.allocation import Item
    from cobranca_cli.store.queries.agreements import AgreementRow
    from cobranca_cli.store.queries.ledger import PostingRow
    from cobranca_cli.store.unit_of_work import UnitOfWork


def break_agreement(unit: UnitOfWork, *, agreement: str, reason: str) -> AgreementView:
    """End an agreement that was accepted: the originals are owed again, less what was paid.

    Each payment settles the originals from its own day, oldest first, as if the agreement had never
    been; what was due for lateness counts from the original dates. The rest comes back today.

    Raises AgreementStateError unless it is in course, AgreementNotYetError.
    """
    with unit:
        row = lookup.agreement(unit.connection, agreement)
        if row.status != "accepted":
            raise AgreementStateError(row.agreement_id, row.status)
        return _end(unit, row, "broken", reason)


def cancel_agreement(unit: UnitOfWork, *, agreement: str, reason: str) -> AgreementView:
    """End an agreement of which nothing was paid, by both sides' will: it harms no score.

    Raises AgreementStateError for one that is over, AgreementPaidError, AgreementNotYetError.
    """
    with unit:
        row = lookup.agreement(unit.connection, agreement)
        if row.status not in ("proposed", "accepted"):
            raise AgreementStateError(row.agreement_id, row.status)
        if row.paid_cents:
            raise AgreementPaidError(row.agreement_id)
        return _end(unit, row, "cancelled", reason)


def _end(unit: UnitOfWork, row: AgreementRow, status: str, reason: str) -> AgreementView:
    if row.passed_cents:
        raise AgreementStateError(row.agreement_id, "renegotiated")
    if unit.today < row.since:
        raise AgreementNotYetError(row.agreement_id, row.since, unit.today)
    key = row.agreement_id
    reason_id = unit.words(reason, customer_id=row.customer_id)
    unit.change("agreement", key, "status", row.stored, status)
    unit.change("agreement", key, "ended_on", None, unit.today.isoformat())
    unit.change("agreement", key, "reason_id", None, reason_id)
    if row.stored == "accepted":
        _give_back(unit, row)
    unit.what = {"customer_id": row.customer_id, "agreement_id": key, "reason_id": reason_id}
    ended = queries.agreement(unit.connection, key)
    assert ended is not None
    return view(unit.connection, ended)


def _give_back(unit: UnitOfWork, row: AgreementRow) -> None:
    account = Account(
        accounts.items_of_agreement(unit.connection, row.agreement_id), [], unit.calendar
    )
    originals = [original.installment_id for original in account.items]
    for original in account.items:
        _as_if_never(original, _aside(unit, row, original.installment_id))
    own = queries.own_ids(unit.connection, row.agreement_id)
    for paid, cents in _payments(unit, own):
        # On the agreement's own instalment the payment gives way to what passes back.
        reverse(unit, paid, cents)
        _close(unit, paid.installment_id, cents, paid.effective_on)
        assert paid.payment_id is not None
        fund = Fund(
            payment_id=paid.payment_id, received_on=paid.effective_on, amount_cents=cents,
            credit_cents=cents, events=[],
        )  # fmt: skip
        for share in account.receive(fund, first=originals):
            _come_back(unit, row, share.installment_id, share.amount_cents, share.effective_on)
            post(unit, [share])
    for installment_id in own:
        _lose_no_more(unit, installment_id)
        item = ledger.installment(unit.connection, installment_id)
        if item and item.open_cents:
            _close(unit, installment_id, item.open_cents, unit.today)
    for installment_id in originals:
        _come_back(unit, row, installment_id, None, unit.today)
    use_credit(unit, row.customer_id)


def _payments(unit: UnitOfWork, own: list[int]) -> list[tuple[PostingRow, int]]:
    """(posting, cents of it that stand) of what was paid of these, in the order of the days."""
    found = [
        (row, cents)
        for installment_id in own
        for row, cents in standing(ledger.postings(unit.connection, installment_id=installment_id))
        if row.kind == "payment" and cents
    ]
    return sorted(found, key=lambda pair: (pair[0].effective_on, pair[0].posting_id))


def _close(unit: UnitOfWork, installment_id: int, cents: int, on: date) -> None:
    unit.insert(
        Posting, installment_id=installment_id, kind="renegotiation", amount_cents=cents,
        effective_on=on,
    )  # fmt: skip


def _lose_no_more(unit: UnitOfWork, installment_id: int) -> None:
    """What was given up of an agreement is open today with the originals, which come back whole."""
    for row, cents in standing(ledger.postings(unit.connection, installment_id=installment_id)):
        if row.kind == "write_off":
            reverse(unit, row, cents, on=unit.today)
    unit.flush()


def _aside(
    unit: UnitOfWork, row: AgreementRow, installment_id: int
) -> list[tuple[PostingRow, int]]:
    """(posting, cents of it that stand) of what this agreement, and no other, holds of one."""
    mine = queries.put_aside(unit.connection, row.agreement_id)
    found = standing(ledger.postings(unit.connection, installment_id=installment_id))
    return [(posting, cents) for posting, cents in found if cents and posting.posting_id in mine]


def _as_if_never(item: Item, aside: list[tuple[PostingRow, int]]) -> None:
    """Let an original be open as if this had not passed to the agreement."""
    back = [Event(posting.effective_on, -cents) for posting, cents in aside]
    item.events += back
    item.aside = [*item.aside, *back]
    item.open_cents += sum(cents for _, cents in aside)


def _come_back(
    unit: UnitOfWork, row: AgreementRow, installment_id: int, cents: int | None, on: date
) -> None:
    """Lift from a day on so much of what put an original aside; None is all that is left of it."""
    for posting, aside in _aside(unit, row, installment_id):
        lifted = aside if cents is None else min(aside, cents)
        reverse(unit, posting, lifted, on=on)
        cents = cents and cents - lifted
