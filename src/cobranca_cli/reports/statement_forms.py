"""A statement in the forms in which a customer gets it: a short text, and what a paper says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobranca_cli.messages import payment_code, texts, wording
from cobranca_cli.messages.account import account_text
from cobranca_cli.reports.statement import NOT_DUE, OPENING, statement
from cobranca_cli.store.queries import customers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date, datetime

    from cobranca_cli.reports.statement import Statement
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.settings import Settings

_BUSINESS = ("name", "owner", "document", "address", "city", "phone")


def message(
    connection: sqlite3.Connection, found: Statement, *, settings: Settings, today: date
) -> tuple[str, str | None]:
    """The statement as a text for its customer, and the WhatsApp link of it, if there is a mobile.

    Raises TemplateError, ToneError.
    """
    row = _customer(connection, found)
    text = account_text(
        settings, name=row.name, nickname=row.nickname, document=row.document,
        since=found.from_on, until=found.to_on, today=today, opening_cents=found.opening_cents,
        movements=[line for line in found.rows if line.kind != OPENING],
        open_cents=found.open_cents, not_due_cents=found.buckets[NOT_DUE],
        credit_cents=found.credit_cents,
    )  # fmt: skip
    return text, texts.whatsapp_link(row.phone, text)


def paper(
    connection: sqlite3.Connection, found: Statement, *, settings: Settings, now: datetime
) -> dict[str, Any]:
    """What `documents.statement.statement_pdf` takes: plain values, money in centavos, ISO dates.

    `{business: {name, owner, document, address, city, phone, identity}, customer: {customer_id,
    name, document, phone, address}, period: {from, to}, made_at, rows: [{on, kind, text,
    debit_cents, credit_cents, balance_cents}], opening_cents, open_cents, overdue_cents,
    credit_cents, buckets: {…}, pix}`. Of the business what is not set is "", of the customer null;
    `identity` is the line of CDC 42-A; `pix` a code for what is open net of credit, null for any
    day but today.

    Raises InvalidPixKeyError, InvalidPixFieldError.
    """
    row = _customer(connection, found)
    business = {key: wording.setting(settings, f"business.{key}") for key in _BUSINESS}
    return {
        "business": business | {"identity": wording.identity_line(settings)},
        "customer": {
            key: getattr(row, key)
            for key in ("customer_id", "name", "document", "phone", "address")
        },
        "period": {
            "from": found.from_on and found.from_on.isoformat(), "to": found.to_on.isoformat(),
        },
        "made_at": now.isoformat(),
        "rows": [line._asdict() | {"on": line.on.isoformat()} for line in found.rows],
        **{key: getattr(found, key) for key in
           ("opening_cents", "open_cents", "overdue_cents", "credit_cents", "buckets")},
        "pix": _pix(found, settings) if found.to_on == now.date() else None,
    }  # fmt: skip


def everybody(
    connection: sqlite3.Connection, *, since: date | None, until: date, settings: Settings
) -> Iterator[Statement]:
    """The statement of everyone with a movement in the period or anything open, by name."""
    calendar = settings.calendar
    for row in customers.everybody(connection):
        found = statement(
            connection, customer_id=row.customer_id, since=since, until=until, calendar=calendar
        )
        if found.open_cents or found.credit_cents or any(x.kind != OPENING for x in found.rows):
            yield found


def _customer(connection: sqlite3.Connection, found: Statement) -> CustomerRow:
    row = customers.by_id(connection, found.customer_id)
    assert row is not None, "whose statement this is"
    return row


def _pix(found: Statement, settings: Settings) -> str | None:
    cents = found.open_cents - found.credit_cents
    if cents <= 0 or not payment_code.is_ready(settings):
        return None
    txid = payment_code.txid_of(found.customer_id, ())
    return payment_code.payload(settings, amount_cents=cents, txid=txid)
