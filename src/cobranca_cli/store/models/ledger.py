"""The write model of the money, of who owes it, and of how it came to be."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, SQLModel


class Audit(SQLModel, table=True):
    """One write command; the rows of `audit` form a hash chain."""

    seq: int | None = Field(default=None, primary_key=True)
    at: str
    command: str
    what: str
    row_runs: str
    rows_hash: str
    undoes: int | None = Field(default=None, foreign_key="audit.seq")
    prev_hash: str
    hash: str


class Customer(SQLModel, table=True):
    """A person or company that buys; its columns change, `change` remembers how."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    is_counter: int = 0
    active: int = 1
    name: str
    name_key: str
    nickname: str | None = None
    nickname_key: str | None = None
    phone: str | None = None
    document: str | None = None
    email: str | None = None
    address: str | None = None
    channel: str | None = None
    pay_day: str | None = None
    referred_by: str | None = None
    opt_out: int | None = None
    no_news: int | None = None
    confirmed_on: date | None = None
    limit_cents: int | None = None
    block_reason_id: int | None = Field(default=None, foreign_key="personal_text.id")
    merged_into: int | None = Field(default=None, foreign_key="customer.id")


class PersonalText(SQLModel, table=True):
    """Words about a person; the rest of the ledger holds only the id."""

    __tablename__ = "personal_text"

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    customer_id: int | None = Field(default=None, foreign_key="customer.id")
    salt: str
    sha256: str
    body: str


class Change(SQLModel, table=True):
    """One changed column of one row."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    entity: str
    entity_id: int
    field: str
    old_value: str
    new_value: str


class Sale(SQLModel, table=True):
    """What was sold to whom, when, on which terms."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    customer_id: int = Field(foreign_key="customer.id")
    sold_on: date
    total_cents: int
    installment_count: int
    interval: str
    remainder: str
    kind: str
    invoice: str | None = None
    description_id: int | None = Field(default=None, foreign_key="personal_text.id")
    link_id: int | None = Field(default=None, foreign_key="personal_text.id")
    invoice_id: int | None = Field(default=None, foreign_key="personal_text.id")
    voided: int = 0


class Installment(SQLModel, table=True):
    """A part of a sale or of an agreement, with its own due date; triggers keep `open_cents`."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    customer_id: int = Field(foreign_key="customer.id")
    sale_id: int | None = Field(default=None, foreign_key="sale.id")
    number: int
    due_on: date
    amount_cents: int
    open_cents: int
    agreement_id: int | None = Field(default=None, foreign_key="agreement.id")


class Payment(SQLModel, table=True):
    """Money received; `credit_cents` (what settles nothing yet) is kept by triggers."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    customer_id: int = Field(foreign_key="customer.id")
    sale_id: int | None = Field(default=None, foreign_key="sale.id")
    received_on: date
    amount_cents: int
    method: str
    reference_id: int | None = Field(default=None, foreign_key="personal_text.id")
    payer_id: int | None = Field(default=None, foreign_key="personal_text.id")
    credit_cents: int


class Posting(SQLModel, table=True):
    """One change of what is open on an instalment; append-only."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    installment_id: int = Field(foreign_key="installment.id")
    kind: str
    amount_cents: int
    effective_on: date
    payment_id: int | None = Field(default=None, foreign_key="payment.id")
    reverses_id: int | None = Field(default=None, foreign_key="posting.id")
    reason_id: int | None = Field(default=None, foreign_key="personal_text.id")


class Refund(SQLModel, table=True):
    """Money that left a payment: given back, or the payment never was."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    payment_id: int = Field(foreign_key="payment.id")
    kind: str
    amount_cents: int
    effective_on: date
    method: str | None = None
    reason_id: int | None = Field(default=None, foreign_key="personal_text.id")
    reverses_id: int | None = Field(default=None, foreign_key="refund.id")


class Contact(SQLModel, table=True):
    """A note about a customer."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    customer_id: int = Field(foreign_key="customer.id")
    kind: str
    contacted_on: date
    text_id: int = Field(foreign_key="personal_text.id")
    active: int = 1
    reason: str | None = None
    step: str | None = None


class ImportKey(SQLModel, table=True):
    """The hash of one imported line."""

    __tablename__ = "import_key"

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    key: str


class Forgotten(SQLModel, table=True):
    """One act of forgetting a customer; append-only, the latest row is in force."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    customer_id: int = Field(foreign_key="customer.id")
    forgotten_on: date
    erase_on: date | None = None
    salt: str
    fingerprints: str
    reason_id: int | None = Field(default=None, foreign_key="personal_text.id")


class Recurring(SQLModel, table=True):
    """What is sold every week, month or year."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    customer_id: int = Field(foreign_key="customer.id")
    amount_cents: int
    every: str
    start_on: date
    times: int | None = None
    until_on: date | None = None
    kind: str
    description_id: int | None = Field(default=None, foreign_key="personal_text.id")
    stopped_on: date | None = None
    active: int = 1


class RecurringAmount(SQLModel, table=True):
    """Another amount of a recurring sale, from a day on."""

    __tablename__ = "recurring_amount"

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    recurring_id: int = Field(foreign_key="recurring.id")
    from_on: date
    amount_cents: int
    active: int = 1


class Occurrence(SQLModel, table=True):
    """One day of a recurring sale that was sold."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    recurring_id: int = Field(foreign_key="recurring.id")
    occurs_on: date
    sale_id: int = Field(foreign_key="sale.id")
    active: int = 1
