"""What `personal` finds about one person, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class KeptPosting(NamedTuple):
    """One change of what is open on an instalment; a reversal names its original."""

    posting_id: int
    at: str
    kind: str
    amount_cents: int
    effective_on: date
    payment_id: int | None
    reverses_id: int | None
    reason: str | None


class KeptCharge(NamedTuple):
    """A fine or interest, received or (without a payment) forgiven; reversals name originals."""

    charge_id: int
    at: str
    kind: str
    amount_cents: int
    effective_on: date
    payment_id: int | None
    reverses_id: int | None


class KeptOffer(NamedTuple):
    """A discount for paying an instalment early; `active` is false when it holds no longer."""

    offer_id: int
    at: str
    discount_bps: int
    until_on: date
    active: bool


class KeptInstallment(NamedTuple):
    """One instalment with every posting, charge and offer; `boleto` is the bank's line.

    `number` 0 is a down payment.
    """

    installment_id: int
    number: int
    due_on: date
    amount_cents: int
    open_cents: int
    boleto: str | None
    postings: list[KeptPosting]
    charges: list[KeptCharge]
    offers: list[KeptOffer]


class KeptSale(NamedTuple):
    """One sale with its instalments; `at` is the UTC instant of its writing.

    `fine_bps` and `interest_bps` (a month) are what was agreed about lateness, `early_bps` about
    paying by `early_until`.
    """

    sale_id: int
    at: str
    sold_on: date
    total_cents: int
    kind: str
    invoice: str | None
    description: str | None
    link: str | None
    fine_bps: int
    interest_bps: int
    early_bps: int | None
    early_until: str | None
    voided: bool
    installments: list[KeptInstallment]


class KeptRefund(NamedTuple):
    """Money that left a payment; a reversal names its original."""

    refund_id: int
    at: str
    kind: str
    amount_cents: int
    effective_on: date
    method: str | None
    reverses_id: int | None
    reason: str | None


class KeptPayment(NamedTuple):
    """One payment with its refunds; `clears_on` is the day from which its cheque is good."""

    payment_id: int
    at: str
    received_on: date
    amount_cents: int
    method: str
    reference: str | None
    payer: str | None
    credit_cents: int
    clears_on: str | None
    refunds: list[KeptRefund]


class KeptNote(NamedTuple):
    """One note; `active` is false when its write was undone."""

    contact_id: int
    at: str
    contacted_on: date
    kind: str
    reason: str | None
    text: str | None
    active: bool


class KeptAmount(NamedTuple):
    """Another amount of a recurring sale; `active` is false when its write was undone."""

    from_on: date
    amount_cents: int
    active: bool


class KeptOccurrence(NamedTuple):
    """A day of a recurring sale that was sold; `active` is false when its write was undone."""

    occurs_on: date
    sale_id: int
    active: bool


class KeptRecurring(NamedTuple):
    """What is sold every week, month or year; `active` is false when its write was undone."""

    recurring_id: int
    at: str
    amount_cents: int
    every: str
    start_on: str
    times: int | None
    until_on: str | None
    kind: str
    description: str | None
    stopped_on: str | None
    active: bool
    amounts: list[KeptAmount]
    occurrences: list[KeptOccurrence]


class KeptMessage(NamedTuple):
    """One message, word for word; null texts were erased, `active` is false when undone.

    `total_cents` is what it asked for, null where that was not kept.
    """

    message_id: int
    at: str
    said_on: date
    step: str
    channel: str
    address: str | None
    text: str | None
    subject: str | None
    code: str | None
    status: str
    words: str | None
    total_cents: int | None
    active: bool


class KeptPromise(NamedTuple):
    """One promise; `active` is false when its write was undone."""

    promise_id: int
    at: str
    promised_on: date
    due_on: date
    amount_cents: int
    active: bool


class KeptDispute(NamedTuple):
    """One dispute; a null text was erased, `active` is false when its write was undone."""

    dispute_id: int
    at: str
    installment_id: int
    opened_on: date
    text: str | None
    status: str
    resolved_on: str | None
    active: bool


class KeptAttachment(NamedTuple):
    """One attachment; a null name was erased, and its file with it; `active` false when undone."""

    attachment_id: int
    at: str
    sale_id: int | None
    payment_id: int | None
    name: str | None
    sha256: str
    size_bytes: int
    active: bool


class KeptAgreedItem(NamedTuple):
    """What an agreement is about: an instalment as it stood on the day of the proposal."""

    installment_id: int
    open_cents: int
    fine_cents: int
    interest_cents: int


class KeptAgreedPart(NamedTuple):
    """A part of an agreement's plan; `number` 0 is the down payment."""

    number: int
    due_on: date
    amount_cents: int


class KeptAgreement(NamedTuple):
    """One agreement with its own instalments; null texts were erased or never given.

    Of the code that accepts it only until when it holds and how often it was tried: what is kept of
    the code itself says nothing about anybody.
    """

    agreement_id: int
    at: str
    proposed_on: date
    discount_cents: int
    installment_count: int
    text: str | None
    code_until: str
    code_tries: int
    status: str
    accepted_on: str | None
    proof: str | None
    ended_on: str | None
    reason: str | None
    active: bool
    items: list[KeptAgreedItem]
    parts: list[KeptAgreedPart]
    installments: list[KeptInstallment]


class KeptText(NamedTuple):
    """Other words about the person: reasons of corrections, former descriptions."""

    text_id: int
    at: str
    command: str
    text: str
