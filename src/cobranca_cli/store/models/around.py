"""The write model of what surrounds the money: messages, promises, terms of sales, points."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, SQLModel


class Message(SQLModel, table=True):
    """What was said to a customer, word for word; its status and the server's words come later."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    customer_id: int = Field(foreign_key="customer.id")
    step: str
    channel: str
    said_on: date
    is_late: int
    address_id: int | None = Field(default=None, foreign_key="personal_text.id")
    text_id: int = Field(foreign_key="personal_text.id")
    status: str
    provider_id: str | None = None
    words_id: int | None = Field(default=None, foreign_key="personal_text.id")
    active: int = 1


class MessageStep(SQLModel, table=True):
    """A step of the ladder that is done for an instalment; once, ever, while it stands."""

    __tablename__ = "message_step"

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    installment_id: int = Field(foreign_key="installment.id")
    step: str
    done_on: date
    message_id: int | None = Field(default=None, foreign_key="message.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    active: int = 1


class Promise(SQLModel, table=True):
    """A day on which a customer said that they would pay so much."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    customer_id: int = Field(foreign_key="customer.id")
    promised_on: date
    due_on: date
    amount_cents: int
    text_id: int | None = Field(default=None, foreign_key="personal_text.id")
    active: int = 1


class Pause(SQLModel, table=True):
    """Until when nobody, a customer, or an instalment is to be reminded."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    customer_id: int | None = Field(default=None, foreign_key="customer.id")
    installment_id: int | None = Field(default=None, foreign_key="installment.id")
    from_on: date
    until_on: date
    reason_id: int | None = Field(default=None, foreign_key="personal_text.id")
    active: int = 1


class MessageAbout(SQLModel, table=True):
    """The payment or promise that a message is about; each step of it is said once, ever."""

    __tablename__ = "message_about"

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    message_id: int = Field(foreign_key="message.id")
    step: str
    payment_id: int | None = Field(default=None, foreign_key="payment.id")
    promise_id: int | None = Field(default=None, foreign_key="promise.id")
    active: int = 1


class MessagePart(SQLModel, table=True):
    """What went along with a message's text: an e-mail's subject, a Pix code."""

    __tablename__ = "message_part"

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    message_id: int = Field(foreign_key="message.id")
    kind: str
    text_id: int = Field(foreign_key="personal_text.id")


class Dispute(SQLModel, table=True):
    """One instalment that a customer contests, until that is settled."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    installment_id: int = Field(foreign_key="installment.id")
    opened_on: date
    text_id: int = Field(foreign_key="personal_text.id")
    status: str = "open"
    resolved_on: date | None = None
    active: int = 1


class Boleto(SQLModel, table=True):
    """The bank's line of an instalment's boleto."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    installment_id: int = Field(foreign_key="installment.id")
    line: str
    active: int = 1


class Clearing(SQLModel, table=True):
    """From which day on a cheque is good."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    payment_id: int = Field(foreign_key="payment.id")
    clears_on: date
    active: int = 1


class AgreedTerms(SQLModel, table=True):
    """What was agreed about late and early payment, in basis points; interest is by the month."""

    __tablename__ = "sale_terms"

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    sale_id: int = Field(foreign_key="sale.id")
    fine_bps: int = 0
    interest_bps: int = 0
    early_bps: int | None = None
    early_until: date | None = None
    active: int = 1


class Charge(SQLModel, table=True):
    """A fine or interest, received with a payment or forgiven; append-only."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    installment_id: int = Field(foreign_key="installment.id")
    kind: str
    amount_cents: int
    effective_on: date
    payment_id: int | None = Field(default=None, foreign_key="payment.id")
    reverses_id: int | None = Field(default=None, foreign_key="charge.id")


class EarlyOffer(SQLModel, table=True):
    """For how much less an instalment may be had, until a day."""

    __tablename__ = "early_offer"

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    installment_id: int = Field(foreign_key="installment.id")
    discount_bps: int
    until_on: date
    active: int = 1


class Points(SQLModel, table=True):
    """Points earned, given or spent; append-only."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    customer_id: int = Field(foreign_key="customer.id")
    kind: str
    points: int
    effective_on: date
    payment_id: int | None = Field(default=None, foreign_key="payment.id")
    sale_id: int | None = Field(default=None, foreign_key="sale.id")
    text_id: int | None = Field(default=None, foreign_key="personal_text.id")
    reverses_id: int | None = Field(default=None, foreign_key="points.id")


class Attachment(SQLModel, table=True):
    """A file that belongs to a sale or a payment, kept in the home under its hash."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    sale_id: int | None = Field(default=None, foreign_key="sale.id")
    payment_id: int | None = Field(default=None, foreign_key="payment.id")
    name_id: int = Field(foreign_key="personal_text.id")
    sha256: str
    size_bytes: int
    active: int = 1


class Agreement(SQLModel, table=True):
    """What was agreed about open instalments; the code that accepts it is a salted hash."""

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    customer_id: int = Field(foreign_key="customer.id")
    proposed_on: date
    discount_cents: int
    installment_count: int
    text_id: int = Field(foreign_key="personal_text.id")
    code_salt: str
    code_hash: str
    code_until: str
    code_tries: int = 0
    status: str = "proposed"
    accepted_on: date | None = None
    proof_id: int | None = Field(default=None, foreign_key="personal_text.id")
    ended_on: date | None = None
    reason_id: int | None = Field(default=None, foreign_key="personal_text.id")
    active: int = 1


class AgreementItem(SQLModel, table=True):
    """An instalment that an agreement is about, as it stood on the proposal's day; append-only."""

    __tablename__ = "agreement_item"

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    agreement_id: int = Field(foreign_key="agreement.id")
    installment_id: int = Field(foreign_key="installment.id")
    open_cents: int
    fine_cents: int
    interest_cents: int


class AgreementPart(SQLModel, table=True):
    """A part of an agreement's plan; `number` 0 is the down payment; append-only."""

    __tablename__ = "agreement_part"

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    agreement_id: int = Field(foreign_key="agreement.id")
    number: int
    due_on: date
    amount_cents: int


class MessageTotal(SQLModel, table=True):
    """How much a message asked for; append-only."""

    __tablename__ = "message_total"

    id: int | None = Field(default=None, primary_key=True)
    audit_seq: int
    message_id: int = Field(foreign_key="message.id")
    total_cents: int
