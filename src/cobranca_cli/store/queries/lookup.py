"""From what a person typed to one customer, sale, instalment or payment (`interface.md`)."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from cobranca_cli.domain.recurring import next_unsold
from cobranca_cli.domain.text import CUSTOMER_ID, fold, refuse_controls
from cobranca_cli.errors import (
    AgreementNotFoundError,
    AmbiguousCustomerError,
    CobrancaError,
    CustomerForgottenError,
    CustomerNotFoundError,
    DisputeNotFoundError,
    InstallmentNotFoundError,
    PaymentNotFoundError,
    RecurringNotFoundError,
    SaleNotFoundError,
    SeveralFitError,
)
from cobranca_cli.store.queries import customers, disputes, ledger
from cobranca_cli.store.queries import recurring as recurring_queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import date

    from cobranca_cli.store.queries.agreements import AgreementRow
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.queries.ledger import InstallmentRow, PaymentState, SaleState
    from cobranca_cli.store.queries.recurring import RecurringRow

_Row = TypeVar("_Row")
_NUMBER_LIKE = re.compile(r"[0-9A-Za-z+() ./-]*[0-9][0-9A-Za-z+() ./-]*")
_ENOUGH_DIGITS = 8
_NEAR = 0.8


def whole(connection: sqlite3.Connection, text: str) -> list[CustomerRow]:
    """Customers that `text` names wholly: an id, a folded name or nickname, phone, CPF or CNPJ.

    What names nobody else may name a record that was merged into another, which answers for it.

    Raises InvalidTextError for what cannot be anybody's name.
    """
    refuse_controls(text, what="o nome")
    key = fold(text)
    match = CUSTOMER_ID.fullmatch(text.strip())
    if match:
        found = customers.by_id(connection, int(match[1]))
        if found:
            return [found]
    named = customers.with_key(connection, key)
    as_number = sum(c.isdigit() for c in key) >= _ENOUGH_DIGITS and _NUMBER_LIKE.fullmatch(key)
    if not named and as_number:
        named = _by_number(connection, text)
    return named or _merged(connection, text)


def _merged(connection: sqlite3.Connection, text: str) -> list[CustomerRow]:
    """Who answers for a merged record that `text` names: by its id, or whole as for anybody."""
    records = customers.former(connection)
    if not records:
        return []
    names = {fold(text)}
    numbers = {text.strip().lower().removeprefix("c"), *filter(None, _numbers(text))}
    found = {
        record.merged_into
        for record in records
        if names & {fold(record.name), fold(record.nickname or record.name)}
        or numbers & {str(record.customer_id), record.document, record.phone}
    }
    rows = (customers.by_id(connection, customer_id) for customer_id in sorted(found))
    return [row for row in rows if row]


def gone(connection: sqlite3.Connection, text: str) -> list[int]:
    """Ids of customers in no list any more (forgotten, or of an undone write) whom `text` names.

    By number; who was forgotten also by a name, phone or document of old.
    """
    match = CUSTOMER_ID.fullmatch(text.strip())
    if match:
        found = connection.execute(
            "SELECT coalesce(merged_into, id) FROM customer WHERE active = 0 AND id = ?",
            (int(match[1]),),
        ).fetchone()
        if found:
            return [int(found[0])]
    from cobranca_cli.store.queries import forgotten

    document, phone = _numbers(text)
    values = {"name": text, "document": document, "phone": phone}
    memory = forgotten.Memory(forgotten.everybody(connection))
    return [row.customer_id for row in memory.matching(values)]


def parts(connection: sqlite3.Connection, text: str) -> list[CustomerRow]:
    """Customers with a word of the name or nickname that starts as `text` does."""
    key = fold(text)
    return customers.with_word(connection, key) if key else []


def for_read(connection: sqlite3.Connection, text: str) -> CustomerRow:
    """The one customer that `text` names, wholly or by a part.

    Raises CustomerNotFoundError or AmbiguousCustomerError.
    """
    key = fold(text)
    found = whole(connection, text) or parts(connection, text)
    if not found and key:
        found = customers.with_part(connection, key)
    return _only(connection, text, found)


def for_write(connection: sqlite3.Connection, text: str) -> CustomerRow:
    """The one customer that `text` names wholly; a part of a name is never enough.

    Raises CustomerNotFoundError or AmbiguousCustomerError.
    """
    found = whole(connection, text)
    if not found:
        near = parts(connection, text)
        if near:
            raise AmbiguousCustomerError(text, [(c.customer_id, c.name) for c in near])
    return _only(connection, text, found)


def similar_names(connection: sqlite3.Connection, text: str, count: int = 2) -> list[str]:
    """Names that differ by a slip or two, or by the order of their words, nearest first."""
    from difflib import SequenceMatcher

    from cobranca_cli.domain.near_names import are_near

    key = fold(text)
    if not key:
        return []
    matcher = SequenceMatcher(b=key, autojunk=False)
    found: list[tuple[float, str]] = []
    for other, name in customers.similar_keys(connection, key):
        matcher.set_seq1(other)
        if other == key:
            continue
        if are_near(key, other):
            found.append((1.0, name))
        elif other[:1] == key[:1] and matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR:
            found.append((matcher.ratio(), name))
    return [name for _, name in sorted(found, reverse=True)[:count]]


def sale(connection: sqlite3.Connection, text: str, *, for_reading: bool = False) -> SaleState:
    """The sale with this id, or the only open one of a customer, named as for a write.

    `for_reading` also takes a part of the name. Raises CustomerForgottenError for a sale to
    somebody who was forgotten: it stays as it is.
    """
    found = _one_of(
        connection, text, "venda", SaleNotFoundError, ledger.sale,
        lambda customer_id: [
            s.sale_id for s in ledger.sales(connection, customer_id=customer_id) if s.open_cents
        ],
        for_read if for_reading else for_write,
    )  # fmt: skip
    _refuse_forgotten(connection, found.customer_id)
    return found


def installment(
    connection: sqlite3.Connection, text: str, *, for_reading: bool = False
) -> InstallmentRow:
    """The instalment with this id, or the only open one of a customer.

    The customer is named wholly, as for a write; `for_reading` also takes a part of the name, and
    shows an instalment of somebody who was forgotten (CustomerForgottenError for a write).
    """
    found = _one_of(
        connection, text, "parcela", InstallmentNotFoundError, ledger.installment,
        lambda customer_id: [
            i.installment_id
            for i in ledger.open_installments(connection, customer_id=customer_id)
        ],
        for_read if for_reading else for_write,
    )  # fmt: skip
    if not for_reading:
        _refuse_forgotten(connection, found.customer_id)
    return found


def disputed(connection: sqlite3.Connection, text: str) -> InstallmentRow:
    """The instalment with this id, contested or not, or the only contested one of a customer.

    Raises DisputeNotFoundError for a customer who contests nothing, CustomerForgottenError.
    """
    found = _one_of(
        connection, text, "parcela",
        InstallmentNotFoundError if _numbered(text) else DisputeNotFoundError, ledger.installment,
        lambda customer_id: [
            d.installment_id
            for d in disputes.of_customer(connection, customer_id)
            if d.status == "open"
        ],
    )  # fmt: skip
    _refuse_forgotten(connection, found.customer_id)
    return found


def payment(
    connection: sqlite3.Connection, text: str, *, for_reading: bool = False
) -> PaymentState:
    """The payment with this id, or the only standing one of a customer, named as for a write.

    `for_reading` also takes a part of the name, and what was paid in one go, in several ways, is
    one: its first. Raises CustomerForgottenError as `sale` does.
    """

    def standing(customer_id: int) -> list[int]:
        from cobranca_cli.store.queries import receipts  # For the few who name a payment so.

        ids = [
            p.payment_id
            for p in ledger.payments(connection, customer_id=customer_id)
            if not p.reversed
        ]
        if not for_reading:
            return ids
        return list({receipts.parts(connection, one)[0].payment_id for one in ids})

    found = _one_of(
        connection, text, "recebimento", PaymentNotFoundError, ledger.payment, standing,
        for_read if for_reading else for_write,
    )  # fmt: skip
    _refuse_forgotten(connection, found.customer_id)
    return found


def agreement(
    connection: sqlite3.Connection, text: str, *, for_reading: bool = False
) -> AgreementRow:
    """The agreement with this id, or the only one of a customer that is proposed or in course."""
    from cobranca_cli.store.queries import agreements  # For the few who ask for one.

    return _one_of(
        connection, text, "acordo", AgreementNotFoundError, agreements.agreement,
        lambda customer_id: [
            row.agreement_id
            for row in agreements.agreements(connection, customer_id=customer_id)
            if row.status in ("proposed", "accepted")
        ],
        for_read if for_reading else for_write,
    )  # fmt: skip


def recurring(connection: sqlite3.Connection, text: str, *, today: date) -> RecurringRow:
    """The recurring sale with this id, or the only active one of a customer."""
    return _one_of(
        connection, text, "mensalidade", RecurringNotFoundError,
        lambda _, number: next(iter(recurring_queries.rows(connection, recurring_id=number)), None),
        lambda customer_id: [
            row.recurring_id
            for row in recurring_queries.rows(connection, customer_id=customer_id)
            if next_unsold(row.agreed, row.sold, today)
        ],
    )  # fmt: skip


def _one_of(
    connection: sqlite3.Connection,
    text: str,
    what: str,
    error: Callable[..., CobrancaError],
    by_id: Callable[[sqlite3.Connection, int], _Row | None],
    of_customer: Callable[[int], list[int]],
    named: Callable[[sqlite3.Connection, str], CustomerRow] = for_write,
) -> _Row:
    number = _numbered(text)
    if number:
        found = by_id(connection, int(number)) if len(number) <= 15 else None
        if found is None:
            raise error(text)
        return found
    customer = named(connection, text)
    ids = of_customer(customer.customer_id)
    if not ids:
        raise error(text, customer.name)
    if len(ids) > 1:
        raise SeveralFitError(what, customer.name, sorted(ids))
    row = by_id(connection, ids[0])
    assert row is not None
    return row


def _numbered(text: str) -> str | None:
    """The digits of what can only be a number."""
    number = text.strip().removeprefix("#")
    return number if number.isascii() and number.isdigit() else None


def _refuse_forgotten(connection: sqlite3.Connection, customer_id: int) -> None:
    from cobranca_cli.store.queries import forgotten  # Hashing is for the few who ask for it.

    act = forgotten.of(connection, customer_id)
    if act:
        raise CustomerForgottenError(customer_id, act.forgotten_on, act.erase_on)


def _only(connection: sqlite3.Connection, text: str, found: list[CustomerRow]) -> CustomerRow:
    if not found:
        if CUSTOMER_ID.fullmatch(text.strip()):
            for customer_id in gone(connection, text):
                _refuse_forgotten(connection, customer_id)
        raise CustomerNotFoundError(text, similar_names(connection, text))
    if len(found) > 1:
        raise AmbiguousCustomerError(text, [(c.customer_id, c.name) for c in found])
    return found[0]


def _by_number(connection: sqlite3.Connection, text: str) -> list[CustomerRow]:
    document, phone = _numbers(text)  # Eleven digits can be either.
    found = customers.with_document(connection, document) if document else []
    return found or (customers.with_phone(connection, phone) if phone else [])


def _numbers(text: str) -> tuple[str | None, str | None]:
    """The CPF or CNPJ, and the phone, that a text can be; None for what it cannot."""
    from cobranca_cli.domain.phone import parse_phone  # Most people type names.
    from cobranca_cli.domain.tax_id import parse_tax_id

    document = phone = None
    with suppress(CobrancaError):
        document = parse_tax_id(text).compact
    with suppress(CobrancaError):
        phone = parse_phone(text)
    return document, phone
