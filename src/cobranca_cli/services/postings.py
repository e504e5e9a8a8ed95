"""What several services write: shares of payments, and postings taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.domain.allocation import room_from
from cobranca_cli.errors import CounterSaleMustBePaidError, InAgreementError
from cobranca_cli.services import charges
from cobranca_cli.store.models import Posting, Refund
from cobranca_cli.store.queries import accounts, agreements, as_of, customers, early, ledger
from cobranca_cli.store.queries import charges as charge_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cobranca_cli.domain.allocation import Account, Share
    from cobranca_cli.store.queries.charges import ChargeRow
    from cobranca_cli.store.queries.ledger import InstallmentRow, PostingRow, RefundRow
    from cobranca_cli.store.unit_of_work import UnitOfWork


def post(unit: UnitOfWork, shares: Iterable[Share]) -> None:
    """Write shares of payments: principal and charges, and the discounts for being early."""
    for share in shares:
        if share.amount_cents:
            unit.insert(
                Posting,
                installment_id=share.installment_id,
                kind="payment" if share.payment_id is not None else "discount",
                amount_cents=share.amount_cents,
                effective_on=share.effective_on,
                payment_id=share.payment_id,
            )
        charges.keep(unit, share)


def use_credit(unit: UnitOfWork, customer_id: int) -> list[Share]:
    """Let no credit of this customer lie beside open money (`rules.md` §3)."""
    account = accounts.account(unit.connection, customer_id, unit.calendar)
    shares = account.use_credit()
    post(unit, shares)
    row = customers.by_id(unit.connection, customer_id)
    if row and row.is_counter:
        _empty_counter(unit, account)
    return shares


def _empty_counter(unit: UnitOfWork, account: Account) -> None:
    """Nobody owes at the counter and nobody has credit there: what was freed was given back.

    Raises CounterSaleMustBePaidError when something came open.
    """
    if account.open_cents:
        raise CounterSaleMustBePaidError(account.open_cents)
    for fund in account.funds:
        free_from = room_from(fund.received_on, fund.amount_cents, fund.events, fund.credit_cents)
        # Free from its first day on it never was; free since a discount it was, and went back.
        never_was = fund.credit_cents == fund.amount_cents and free_from == fund.received_on
        unit.insert(
            Refund,
            payment_id=fund.payment_id,
            kind="reversal" if never_was else "refund",
            amount_cents=fund.credit_cents,
            effective_on=free_from,
        )


def take_off(unit: UnitOfWork, installment_id: int) -> dict[int, int]:
    """Cancel an instalment's postings and received charges as if they never were.

    Their sums are zero on every day. Returns payment_id -> cents of it that stood there, charges
    included: what `corrections.repost` puts back. Each reversal carries its original's day. A later
    event (a discount that made a payment smaller) and the part of the payment that it had taken
    are cancelled together, each on its own day, one right after the other: the database holds
    0 <= open <= amount and 0 <= credit <= payment after every row. As far as that part has
    been spent since, this goes before the rest, while the discount still fills its place on the
    instalment; what is still credit goes last, once the instalment is empty. A payment that bounced
    left nothing in its place: its bounce is lifted meanwhile, so that its money is credit. A
    discount for being early that went with a bounce has no money, and goes last too.
    """
    rows = ledger.postings(unit.connection, installment_id=installment_id)
    received = [
        row
        for row in charge_rows.of_installment(unit.connection, installment_id)
        if row.payment_id is not None
    ]
    paid = _standing_by_payment([*rows, *received])
    lifted = reverse_refunds(unit, _bounces(unit, [*rows, *received]))
    pairs = []
    for original, event, taken in later_events(rows):
        spent = 0 if event.payment_id is None else max(0, taken - _credit_cents(unit, event))
        reverse(unit, original, spent)
        reverse(unit, event, -spent)
        pairs.append((original, event, taken - spent))
    take_back_standing(unit, rows)
    for original, event, unspent in pairs:
        reverse(unit, event, -unspent)
        reverse(unit, original, unspent)
    unit.flush()
    charges.take_back(unit, received)
    reverse_refunds(unit, lifted)
    return paid


def _bounces(unit: UnitOfWork, rows: Sequence[PostingRow | ChargeRow]) -> list[RefundRow]:
    """The rows, one each, by which payments among these are bounced now: they sum to more than 0.

    After undo a row may stand that another one cancels without naming it.
    """
    found = []
    for payment_id in sorted({row.payment_id for row in rows if row.payment_id is not None}):
        bounces = [
            row
            for row in ledger.refunds(unit.connection, payment_id=payment_id)
            if row.kind == "bounce"
        ]
        taken_back = {row.reverses_id for row in bounces}
        if sum(row.amount_cents for row in bounces):
            standing_now = (r for r in reversed(bounces) if r.refund_id not in taken_back)
            found.append(next(r for r in standing_now if r.amount_cents > 0))
    return found


def take_back_standing(unit: UnitOfWork, rows: Sequence[PostingRow]) -> None:
    """Cancel what stands today of postings: `rows` are all of one instalment or of one payment.

    What later events took back already stays so, until `take_back_events`.
    """
    for row, cents in standing(rows):
        reverse(unit, row, cents)
    unit.flush()


def take_back_early(
    unit: UnitOfWork, rows: Sequence[PostingRow], *, on: date | None = None
) -> None:
    """Cancel the discounts for being early that what stands of a payment's postings earned.

    Of all that was paid together: less of it was not enough. Dated as the discount, or `on`.
    """
    settled = {row.installment_id for row, cents in standing(rows) if cents}
    given = early.given(unit.connection, settled)
    for installment_id in sorted(settled if given else ()):
        found = ledger.postings(unit.connection, installment_id=installment_id)
        for row, cents in standing(found):
            if row.posting_id in given:
                reverse(unit, row, cents, on=on)
    unit.flush()


def take_back_events(unit: UnitOfWork, rows: Sequence[PostingRow]) -> None:
    """Cancel the later events among all postings of a payment that never was.

    To be called when its standing postings and the payment itself are gone: the instalment is
    still filled by the discount that each event made room for, and the payment has no credit.
    """
    for original, event, taken in later_events(rows):
        reverse(unit, original, taken)
        reverse(unit, event, -taken)
    unit.flush()


def refuse_corrections(unit: UnitOfWork, what: str, items: Iterable[InstallmentRow]) -> None:
    """Refuse to change from the start what an agreement was made about.

    The days on which it held would count twice. Raises InAgreementError.
    """
    for item in items:
        rows = ledger.postings(unit.connection, installment_id=item.installment_id)
        if any(row.kind == "renegotiation" for row in as_of.standing(rows)):
            held_by = agreements.holding(unit.connection, item.installment_id)
            assert held_by is not None
            raise InAgreementError(what, held_by, own=False)


def standing(rows: Sequence[PostingRow]) -> list[tuple[PostingRow, int]]:
    """(original, what its reversals, theirs, and so on have left of it), in the order of `rows`."""
    children = _children(rows)

    def left(row: PostingRow) -> int:
        return row.amount_cents + sum(left(child) for child in children.get(row.posting_id, ()))

    return [(row, left(row)) for row in rows if row.reverses_id is None]


def later_events(rows: Sequence[PostingRow]) -> list[tuple[PostingRow, PostingRow, int]]:
    """(original, event, cents > 0): reversals of a later day than their original's.

    The cents are what stands of the event on its day, and are taken from the original.
    """
    children = _children(rows)

    def left(row: PostingRow) -> int:
        """What is left of a row on its own day."""
        return row.amount_cents + sum(
            left(child)
            for child in children.get(row.posting_id, ())
            if child.effective_on == row.effective_on
        )

    def below(row: PostingRow) -> list[tuple[PostingRow, int]]:
        found = []
        for child in children.get(row.posting_id, ()):
            if child.effective_on != row.effective_on and left(child):
                found.append((child, -left(child)))
            found += below(child)
        return found

    found = [
        (row, event, taken)
        for row in rows
        if row.reverses_id is None
        for event, taken in below(row)
    ]
    assert all(taken > 0 for _, _, taken in found)
    return found


def _children(rows: Sequence[PostingRow]) -> dict[int, list[PostingRow]]:
    children: dict[int, list[PostingRow]] = {}
    for row in rows:
        if row.reverses_id is not None:
            children.setdefault(row.reverses_id, []).append(row)
    return children


def _credit_cents(unit: UnitOfWork, row: PostingRow) -> int:
    assert row.payment_id is not None
    payment = ledger.payment(unit.connection, row.payment_id)
    assert payment is not None
    return payment.credit_cents


def reverse(unit: UnitOfWork, row: PostingRow, cents: int, *, on: date | None = None) -> None:
    """Write a reversal of `cents` (of the row's sign); zero writes nothing.

    Dated as the row, or `on`, a later day, for an event of its own.
    """
    if cents:
        unit.insert(
            Posting,
            installment_id=row.installment_id,
            kind=row.kind,
            amount_cents=-cents,
            effective_on=max(row.effective_on, on or row.effective_on),
            payment_id=row.payment_id,
            reverses_id=row.posting_id,
        )


def reverse_refunds(unit: UnitOfWork, rows: Iterable[RefundRow]) -> list[RefundRow]:
    """Write the opposite of each refund row, dated as the row; returns what was written."""
    written = []
    for row in rows:
        new = row._replace(amount_cents=-row.amount_cents, reverses_id=row.refund_id)
        values = new._asdict()
        del values["refund_id"]
        written.append(new._replace(refund_id=unit.insert(Refund, **values)))
    unit.flush()
    return written


def _standing_by_payment(rows: Sequence[PostingRow | ChargeRow]) -> dict[int, int]:
    """payment_id -> cents of it that stand on an instalment, from all its rows."""
    sums: dict[int, int] = {}
    for row in rows:
        if row.payment_id is not None:
            sums[row.payment_id] = sums.get(row.payment_id, 0) + row.amount_cents
    return {payment_id: cents for payment_id, cents in sums.items() if cents}
