"""Everything about one customer that a judge may ask for, and nothing about anybody else."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cobranca_cli.errors import (
    BookNotSoundForDossierError,
    CounterNameError,
    InstallmentNotYetError,
)
from cobranca_cli.messages import wording
from cobranca_cli.reports import charges, dossier_warnings
from cobranca_cli.reports.dossier_others import WITHHELD, Others
from cobranca_cli.reports.dossier_proof import Ours, Proof, proof
from cobranca_cli.reports.installment import InstallmentDetail, installment
from cobranca_cli.reports.integrity import check
from cobranca_cli.reports.promises import PromiseLine, promises
from cobranca_cli.reports.statement import Statement, statement
from cobranca_cli.store import attachments as files
from cobranca_cli.store.queries import dossier as queries
from cobranca_cli.store.queries import forgotten, lookup, personal, reminders
from cobranca_cli.store.small_claims import SmallClaims, limits

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.queries.dossier import BookAgreement, BookInstallment, BookSale
    from cobranca_cli.store.queries.kept import KeptDispute, KeptNote, KeptPayment
    from cobranca_cli.store.settings import Settings

_Row = TypeVar("_Row", "KeptNote", "KeptDispute")

# Words of the owner's own that are taken out where they name somebody else. What was sold and what
# was said to the customer stands word for word.
_OWN_WORDS = frozenset(("payer", "reference", "reason", "note", "other"))


class Creditor(NamedTuple):
    """Who sold; what is not set is ""."""

    name: str
    business: str
    document: str
    address: str
    phone: str


class Debtor(NamedTuple):
    """Who bought, as the record is now; `at` is the UTC instant of its making."""

    customer_id: int
    at: str
    name: str
    nickname: str | None
    document: str | None
    address: str | None
    phone: str | None
    email: str | None


class ClaimLine(NamedTuple):
    """An instalment that is open on the day, with the working of its charges line by line.

    `barred_on` is the day from which five years bar it; `days_overdue` is 0 while it is not late.
    """

    installment_id: int
    sale_id: int | None
    agreement_id: int | None
    description: str | None
    number: int
    of: int
    due_on: date
    days_overdue: int
    open_cents: int
    fine_cents: int
    interest_cents: int
    updated_cents: int
    working: list[str]
    barred_on: date
    disputed: bool


class Claim(NamedTuple):
    """What is open `on` a day; `total_cents` is net of credit and never negative.

    `claimable_cents` is what of it is late, neither contested nor barred; `limits` are those of the
    small-claims court for the year.
    """

    on: date
    open_cents: int
    fine_cents: int
    interest_cents: int
    credit_cents: int
    total_cents: int
    claimable_cents: int
    limits: SmallClaims
    lines: list[ClaimLine]


class BookMessage(NamedTuple):
    """One message, word for word; `sha256` is of its text in UTF-8."""

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
    sha256: str | None


class BookAttachment(NamedTuple):
    """One attachment; `file` is its place in the dossier, None when the copy is not whole."""

    attachment_id: int
    at: str
    sale_id: int | None
    payment_id: int | None
    name: str | None
    sha256: str
    size_bytes: int
    file: str | None


class ChainHead(NamedTuple):
    """Where the book's chain ended, and how many of its writes are shown."""

    head_seq: int
    head_hash: str
    shown: int


class Dossier(NamedTuple):
    """The facts: `installments_on` are as `installment --on` shows them on the claim's day."""

    customer_id: int
    customer: str
    made_at: str
    creditor: Creditor
    debtor: Debtor
    claim: Claim
    sales: list[BookSale]
    installments: list[BookInstallment]
    installments_on: list[InstallmentDetail]
    payments: list[KeptPayment]
    statement: Statement
    messages: list[BookMessage]
    promises: list[PromiseLine]
    disputes: list[KeptDispute]
    agreements: list[BookAgreement]
    notes: list[KeptNote]
    attachments: list[BookAttachment]
    chain: ChainHead
    warnings: list[str]


def dossier(
    connection: sqlite3.Connection,
    home: Path,
    *,
    customer: str,
    on: date,
    made_at: str,
    settings: Settings,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Dossier, Proof]:
    """Of the one customer whom the text names, with the claim as it is at the end of `on`.

    Raises CustomerNotFoundError, AmbiguousCustomerError, CustomerForgottenError, CounterNameError,
    BookNotSoundForDossierError.
    """
    row = lookup.for_read(connection, customer)
    if row.is_counter:
        raise CounterNameError
    problems = check(connection, progress=progress).problems
    if problems:
        raise BookNotSoundForDossierError(problems[0].message)
    ids = queries.records(connection, row.customer_id)
    others = Others(queries.others(connection, ids), _own_names(row, settings))
    kinds = forgotten.texts(connection, row.customer_id)
    bodies = queries.text_bodies(connection, list(kinds))
    withheld = {
        key
        for key, kind in kinds.items()
        if kind == "referred_by" or (kind in _OWN_WORDS and others.named_in(bodies[key]))
    }
    own = queries.own(connection, ids)
    own["personal_text"] |= set(kinds)
    found = proof(connection, Ours(own, withheld, queries.pending_agreements(connection)))
    facts = _facts(connection, home, row, on=on, made_at=made_at, settings=settings, found=found)
    facts = _without(facts, {bodies[key] for key in withheld})
    return facts._replace(warnings=dossier_warnings.warnings(facts, settings, others)), found


def _own_names(row: CustomerRow, settings: Settings) -> list[str | None]:
    return [
        row.name, row.nickname, row.phone, row.document, row.email, row.address,
        *(settings[f"business.{key}"] for key in
          ("name", "owner", "phone", "document", "address", "city", "pix_key")),
    ]  # fmt: skip


def _facts(
    connection: sqlite3.Connection,
    home: Path,
    row: CustomerRow,
    *,
    on: date,
    made_at: str,
    settings: Settings,
    found: Proof,
) -> Dossier:
    who, calendar = row.customer_id, settings.calendar
    account = statement(connection, customer_id=who, until=on, calendar=calendar)
    book = queries.installments(connection, who)
    details = []
    for item in book:
        try:
            detail = installment(
                connection, installment_id=item.installment_id, on=on, calendar=calendar
            )
        except InstallmentNotYetError:
            continue
        details.append(detail)
    return Dossier(
        customer_id=who,
        customer=row.name,
        made_at=made_at,
        creditor=_creditor(settings),
        debtor=Debtor(
            who, queries.written_at(connection, who), row.name, row.nickname, row.document,
            row.address, row.phone, row.email,
        ),
        claim=_claim(connection, details, account, settings),
        sales=queries.sales(connection, who),
        installments=book,
        installments_on=details,
        payments=personal.payments(connection, who),
        statement=account,
        messages=_messages(connection, who),
        promises=promises(connection, as_of=on, calendar=calendar, customer_id=who).rows,
        disputes=[one for one in personal.disputes(connection, who) if one.active],
        agreements=queries.agreements(connection, who),
        notes=[one for one in personal.notes(connection, who) if one.active],
        attachments=_attachments(connection, home, who),
        chain=ChainHead(found.head_seq, found.head_hash, found.shown),
        warnings=[],
    )  # fmt: skip


def _creditor(settings: Settings) -> Creditor:
    owner, business, document, phone = (
        wording.setting(settings, f"business.{key}")
        for key in ("owner", "name", "document", "phone")
    )
    return Creditor(owner, business, document, wording.place(settings), phone)


def _claim(
    connection: sqlite3.Connection,
    details: list[InstallmentDetail],
    account: Statement,
    settings: Settings,
) -> Claim:
    on = account.to_on
    still_open = [item for item in details if item.open_cents]
    cost = charges.on_day(
        connection, [item.installment_id for item in still_open], on, settings.calendar
    )
    lines = [
        ClaimLine(
            i.installment_id, i.sale_id, i.agreement_id, i.description, i.number, i.of, i.due_on,
            i.days_overdue, i.open_cents, i.fine_cents, i.interest_cents, i.updated_cents,
            wording.whole_working(cost[i.installment_id]) if i.installment_id in cost else [],
            reminders.barred_on(connection, i.installment_id, i.due_on),
            any(dispute.status == "open" for dispute in i.disputes),
        )
        for i in still_open
    ]  # fmt: skip
    updated = sum(line.updated_cents for line in lines)
    asked = sum(
        line.updated_cents
        for line in lines
        if line.days_overdue and not line.disputed and line.barred_on > on
    )
    credit = account.credit_cents
    return Claim(
        on, sum(line.open_cents for line in lines), sum(line.fine_cents for line in lines),
        sum(line.interest_cents for line in lines), credit, max(0, updated - credit),
        max(0, asked - credit), limits(settings, on.year), lines,
    )  # fmt: skip


def _messages(connection: sqlite3.Connection, customer_id: int) -> list[BookMessage]:
    return [
        BookMessage(
            one.message_id, one.at, one.said_on, one.step, one.channel, one.address, one.text,
            one.subject, one.code, one.status, one.words,
            None if one.text is None else hashlib.sha256(one.text.encode()).hexdigest(),
        )
        for one in personal.messages(connection, customer_id)
        if one.active
    ]  # fmt: skip


def _attachments(
    connection: sqlite3.Connection, home: Path, customer_id: int
) -> list[BookAttachment]:
    found = []
    for one in personal.attachments(connection, customer_id):
        name = files.file_name(one.sha256, one.name or "")
        place = f"anexos/{name}" if files.state(home, name) == "ok" else None
        if one.active:
            found.append(BookAttachment(
                one.attachment_id, one.at, one.sale_id, one.payment_id, one.name, one.sha256,
                one.size_bytes, place,
            ))  # fmt: skip
    return found


def _without(facts: Dossier, bodies: set[str]) -> Dossier:
    """The facts without these words of the owner's, which name somebody else."""
    if not bodies:
        return facts

    def clean(text: str | None) -> str | None:
        return WITHHELD if text in bodies else text

    def rest(text: str) -> str:
        for body in bodies:
            text = text.replace(body, WITHHELD)
        return text

    def cleaned(rows: list[_Row]) -> list[_Row]:
        return [row._replace(text=clean(row.text)) for row in rows]

    return facts._replace(
        installments=[
            item._replace(postings=[p._replace(reason=clean(p.reason)) for p in item.postings])
            for item in facts.installments
        ],
        installments_on=[
            item._replace(disputes=[d._replace(text=clean(d.text) or "") for d in item.disputes])
            for item in facts.installments_on
        ],
        payments=[
            one._replace(
                payer=clean(one.payer), reference=clean(one.reference),
                refunds=[r._replace(reason=clean(r.reason)) for r in one.refunds],
            )
            for one in facts.payments
        ],
        statement=facts.statement._replace(
            rows=[
                row._replace(text=rest(row.text)) if row.kind == "payment" else row
                for row in facts.statement.rows
            ]
        ),
        disputes=cleaned(facts.disputes),
        notes=cleaned(facts.notes),
        agreements=[
            one._replace(proof=clean(one.proof), reason=clean(one.reason))
            for one in facts.agreements
        ],
        attachments=[one._replace(name=clean(one.name)) for one in facts.attachments],
    )  # fmt: skip
