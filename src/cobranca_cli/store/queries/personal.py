"""Everything kept about one person, row by row, what is hidden or undone included."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cobranca_cli.store.queries import forgotten
from cobranca_cli.store.queries.customers import CONTACT_KIND
from cobranca_cli.store.queries.kept import (
    KeptAgreedItem,
    KeptAgreedPart,
    KeptAgreement,
    KeptAmount,
    KeptAttachment,
    KeptCharge,
    KeptDispute,
    KeptInstallment,
    KeptMessage,
    KeptNote,
    KeptOccurrence,
    KeptOffer,
    KeptPayment,
    KeptPosting,
    KeptPromise,
    KeptRecurring,
    KeptRefund,
    KeptSale,
    KeptText,
)

if TYPE_CHECKING:
    import sqlite3


_AT = "(SELECT at FROM audit WHERE seq = {}.audit_seq)"
_AGREED = "(SELECT {} FROM sale_terms WHERE sale_id = sale.id)"
_BODY = "(SELECT nullif(body, '') FROM personal_text WHERE id = {})"
_PART = (
    "(SELECT nullif(t.body, '') FROM message_part p JOIN personal_text t ON t.id = p.text_id"
    " WHERE p.message_id = message.id AND p.kind = '{}')"
)


def sales(connection: sqlite3.Connection, customer_id: int) -> list[KeptSale]:
    """Every sale by id, undone and voided ones included."""
    rows = connection.execute(
        f"SELECT id, {_AT.format('sale')}, sold_on, total_cents, kind,"
        f" coalesce(invoice, {_BODY.format('invoice_id')}),"
        f" {_BODY.format('description_id')}, {_BODY.format('link_id')},"
        f" coalesce({_AGREED.format('fine_bps')}, 0),"
        f" coalesce({_AGREED.format('interest_bps')}, 0),"
        f" {_AGREED.format('early_bps')}, {_AGREED.format('early_until')}, voided"
        " FROM sale WHERE customer_id = ? ORDER BY id",
        (customer_id,),
    ).fetchall()
    return [
        KeptSale._make((sale_id, at, date.fromisoformat(on), *more, bool(voided),
                        _installments(connection, "sale_id", sale_id)))
        for sale_id, at, on, *more, voided in rows
    ]  # fmt: skip


def _installments(connection: sqlite3.Connection, column: str, value: int) -> list[KeptInstallment]:
    rows = connection.execute(
        "SELECT id, number, due_on, amount_cents, open_cents,"
        " (SELECT line FROM boleto WHERE installment_id = installment.id AND active = 1)"
        f" FROM installment WHERE {column} = ? ORDER BY number",
        (value,),
    ).fetchall()
    return [
        KeptInstallment(item, number, date.fromisoformat(due), cents, left, line,
                        _postings(connection, item), _charges(connection, item),
                        _offers(connection, item))
        for item, number, due, cents, left, line in rows
    ]  # fmt: skip


def _postings(connection: sqlite3.Connection, installment_id: int) -> list[KeptPosting]:
    rows = connection.execute(
        f"SELECT id, {_AT.format('posting')}, kind, amount_cents, effective_on, payment_id,"
        f" reverses_id, {_BODY.format('reason_id')} FROM posting"
        " WHERE installment_id = ? ORDER BY id",
        (installment_id,),
    )
    return [
        KeptPosting(posting, at, kind, cents, date.fromisoformat(on), *more)
        for posting, at, kind, cents, on, *more in rows
    ]


def _charges(connection: sqlite3.Connection, installment_id: int) -> list[KeptCharge]:
    rows = connection.execute(
        f"SELECT id, {_AT.format('charge')}, kind, amount_cents, effective_on, payment_id,"
        " reverses_id FROM charge WHERE installment_id = ? ORDER BY id",
        (installment_id,),
    )
    return [
        KeptCharge(charge, at, kind, cents, date.fromisoformat(on), *more)
        for charge, at, kind, cents, on, *more in rows
    ]


def _offers(connection: sqlite3.Connection, installment_id: int) -> list[KeptOffer]:
    rows = connection.execute(
        f"SELECT id, {_AT.format('early_offer')}, discount_bps, until_on, active FROM early_offer"
        " WHERE installment_id = ? ORDER BY id",
        (installment_id,),
    )
    return [
        KeptOffer(key, at, bps, date.fromisoformat(until), bool(active))
        for key, at, bps, until, active in rows
    ]


def agreements(connection: sqlite3.Connection, customer_id: int) -> list[KeptAgreement]:
    """Every agreement by id, proposed, ended and undone ones included."""
    rows = connection.execute(
        f"SELECT id, {_AT.format('agreement')}, proposed_on, discount_cents, installment_count,"
        f" {_BODY.format('text_id')}, code_until, code_tries, status, accepted_on,"
        f" {_BODY.format('proof_id')}, ended_on, {_BODY.format('reason_id')}, active"
        " FROM agreement WHERE customer_id = ? ORDER BY id",
        (customer_id,),
    ).fetchall()
    return [
        KeptAgreement._make((
            key, at, date.fromisoformat(on), *more, bool(active), _items(connection, key),
            _parts(connection, key), _installments(connection, "agreement_id", key),
        ))
        for key, at, on, *more, active in rows
    ]  # fmt: skip


def _items(connection: sqlite3.Connection, agreement_id: int) -> list[KeptAgreedItem]:
    rows = connection.execute(
        "SELECT installment_id, open_cents, fine_cents, interest_cents FROM agreement_item"
        " WHERE agreement_id = ? ORDER BY id",
        (agreement_id,),
    )
    return [KeptAgreedItem(*row) for row in rows]


def _parts(connection: sqlite3.Connection, agreement_id: int) -> list[KeptAgreedPart]:
    rows = connection.execute(
        "SELECT number, due_on, amount_cents FROM agreement_part WHERE agreement_id = ?"
        " ORDER BY number",
        (agreement_id,),
    )
    return [KeptAgreedPart(number, date.fromisoformat(due), cents) for number, due, cents in rows]


def payments(connection: sqlite3.Connection, customer_id: int) -> list[KeptPayment]:
    """Every payment by id, reversed ones included."""
    rows = connection.execute(
        f"SELECT id, {_AT.format('payment')}, received_on, amount_cents, method,"
        f" {_BODY.format('reference_id')}, {_BODY.format('payer_id')}, credit_cents,"
        " (SELECT clears_on FROM clearing WHERE payment_id = payment.id AND active = 1)"
        " FROM payment WHERE customer_id = ? ORDER BY id",
        (customer_id,),
    ).fetchall()
    return [
        KeptPayment._make(
            (payment, at, date.fromisoformat(on), *more, _refunds(connection, payment))
        )
        for payment, at, on, *more in rows
    ]


def _refunds(connection: sqlite3.Connection, payment_id: int) -> list[KeptRefund]:
    rows = connection.execute(
        f"SELECT id, {_AT.format('refund')}, kind, amount_cents, effective_on, method,"
        f" reverses_id, {_BODY.format('reason_id')} FROM refund WHERE payment_id = ? ORDER BY id",
        (payment_id,),
    )
    return [
        KeptRefund(refund, at, kind, cents, date.fromisoformat(on), *more)
        for refund, at, kind, cents, on, *more in rows
    ]


def notes(connection: sqlite3.Connection, customer_id: int) -> list[KeptNote]:
    """Every note by id, undone ones included; a null text was erased."""
    rows = connection.execute(
        f"SELECT id, {_AT.format('contact')}, contacted_on, {CONTACT_KIND}, reason,"
        f" {_BODY.format('text_id')}, active FROM contact WHERE customer_id = ? ORDER BY id",
        (customer_id,),
    )
    return [
        KeptNote(contact, at, date.fromisoformat(on), kind, reason, text, bool(active))
        for contact, at, on, kind, reason, text, active in rows
    ]


def recurring(connection: sqlite3.Connection, customer_id: int) -> list[KeptRecurring]:
    """Everything sold by the week, month or year, by id, stopped and undone ones included."""
    rows = connection.execute(
        f"SELECT id, {_AT.format('recurring')}, amount_cents, every, start_on, times, until_on,"
        f" kind, {_BODY.format('description_id')}, stopped_on, active FROM recurring"
        " WHERE customer_id = ? ORDER BY id",
        (customer_id,),
    ).fetchall()
    return [
        KeptRecurring._make(
            (*row[:-1], bool(row[-1]), _amounts(connection, row[0]), _sold_days(connection, row[0]))
        )
        for row in rows
    ]


def _amounts(connection: sqlite3.Connection, recurring_id: int) -> list[KeptAmount]:
    rows = connection.execute(
        "SELECT from_on, amount_cents, active FROM recurring_amount WHERE recurring_id = ?"
        " ORDER BY id",
        (recurring_id,),
    )
    return [KeptAmount(date.fromisoformat(on), cents, bool(active)) for on, cents, active in rows]


def _sold_days(connection: sqlite3.Connection, recurring_id: int) -> list[KeptOccurrence]:
    rows = connection.execute(
        "SELECT occurs_on, sale_id, active FROM occurrence WHERE recurring_id = ? ORDER BY id",
        (recurring_id,),
    )
    return [KeptOccurrence(date.fromisoformat(on), sale, bool(active)) for on, sale, active in rows]


def messages(connection: sqlite3.Connection, customer_id: int) -> list[KeptMessage]:
    """Every message by id, undone ones included."""
    rows = connection.execute(
        f"SELECT id, {_AT.format('message')}, said_on, step, channel,"
        f" {_BODY.format('address_id')}, {_BODY.format('text_id')}, {_PART.format('subject')},"
        f" {_PART.format('code')}, status, {_BODY.format('words_id')},"
        " (SELECT total_cents FROM message_total WHERE message_id = message.id), active"
        " FROM message WHERE customer_id = ? ORDER BY id",
        (customer_id,),
    )
    return [
        KeptMessage._make((key, at, date.fromisoformat(on), *more, bool(active)))
        for key, at, on, *more, active in rows
    ]


def promises(connection: sqlite3.Connection, customer_id: int) -> list[KeptPromise]:
    """Every promise by id, undone ones included."""
    rows = connection.execute(
        f"SELECT id, {_AT.format('promise')}, promised_on, due_on, amount_cents, active"
        " FROM promise WHERE customer_id = ? ORDER BY id",
        (customer_id,),
    )
    return [
        KeptPromise(key, at, date.fromisoformat(on), date.fromisoformat(due), cents, bool(active))
        for key, at, on, due, cents, active in rows
    ]


def disputes(connection: sqlite3.Connection, customer_id: int) -> list[KeptDispute]:
    """Every dispute by id, undone ones included."""
    rows = connection.execute(
        f"SELECT d.id, {_AT.format('d')}, d.installment_id, d.opened_on,"
        f" {_BODY.format('d.text_id')}, d.status, d.resolved_on, d.active FROM dispute d"
        " JOIN installment i ON i.id = d.installment_id WHERE i.customer_id = ? ORDER BY d.id",
        (customer_id,),
    )
    return [
        KeptDispute._make((key, at, item, date.fromisoformat(on), *more, bool(active)))
        for key, at, item, on, *more, active in rows
    ]


def attachments(connection: sqlite3.Connection, customer_id: int) -> list[KeptAttachment]:
    """Every attachment by id, those of undone writes included."""
    rows = connection.execute(
        f"SELECT t.id, {_AT.format('t')}, t.sale_id, t.payment_id, {_BODY.format('t.name_id')},"
        " t.sha256, t.size_bytes, t.active FROM attachment t"
        " LEFT JOIN sale s ON s.id = t.sale_id LEFT JOIN payment p ON p.id = t.payment_id"
        " WHERE coalesce(s.customer_id, p.customer_id) = ? ORDER BY t.id",
        (customer_id,),
    )
    return [KeptAttachment._make((*row, bool(active))) for *row, active in rows]


def other_texts(connection: sqlite3.Connection, customer_id: int) -> list[KeptText]:
    """Texts that stand in no row of a sale, payment, note or record, by id."""
    ids = [i for i, kind in forgotten.texts(connection, customer_id).items() if kind == "other"]
    return [
        KeptText(*row)
        for text_id in ids
        for row in connection.execute(
            "SELECT t.id, a.at, a.command, t.body FROM personal_text t"
            " JOIN audit a ON a.seq = t.audit_seq WHERE t.id = ?",
            (text_id,),
        )
    ]


def moves(
    connection: sqlite3.Connection, installment_id: int
) -> tuple[list[KeptPosting], list[KeptCharge]]:
    """Every posting and every charge of one instalment, by id."""
    return _postings(connection, installment_id), _charges(connection, installment_id)
