"""A statement in the forms in which a customer gets it: a short text, and what a paper says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.messages import payment_code, texts
from cobranca_cli.messages.account import account_text
from cobranca_cli.reports.statement import DISPUTED, NOT_DUE, OPENING, statement
from cobranca_cli.store.queries import customers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from cobranca_cli.documents.statement import StatementPaper
    from cobranca_cli.reports.statement import Statement, StatementRow
    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.settings import Settings

_AGED = {
    NOT_DUE: "a vencer", "1-30": "1 a 30 dias", "31-60": "31 a 60 dias", "61-90": "61 a 90 dias",
    "90+": "mais de 90 dias", DISPUTED: "contestado",
}  # fmt: skip


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
        movements=_movements(found), open_cents=found.open_cents,
        not_due_cents=found.buckets[NOT_DUE], credit_cents=found.credit_cents,
        charges_cents=found.charges_cents, written_off_cents=found.written_off_cents,
    )  # fmt: skip
    return text, texts.whatsapp_link(row.phone, text)


def paper(
    connection: sqlite3.Connection, found: Statement, *, settings: Settings, today: date
) -> StatementPaper:
    """What `documents.statement` makes a PDF of, with a Pix code for what is open net of credit.

    Of any day but today there is no code: it would ask for a sum that is no longer right.

    Raises InvalidPixKeyError, InvalidPixFieldError.
    """
    owed = found.open_cents + found.charges_cents - found.credit_cents
    cents = max(0, owed) if found.to_on == today else 0
    return {
        "customer": found.customer,
        "document": _customer(connection, found).document,
        "since": found.from_on,
        "until": found.to_on,
        "rows": _movements(found),
        "opening_cents": found.opening_cents,
        "open_cents": found.open_cents,
        "charges_cents": found.charges_cents,
        "credit_cents": found.credit_cents,
        "aging": [(_AGED[key], part) for key, part in found.buckets.items()],
        "pix": _pix(found.customer_id, cents, settings),
        "pix_cents": cents,
    }


def everybody(
    connection: sqlite3.Connection, *, since: date | None, until: date, settings: Settings
) -> Iterator[Statement]:
    """The statement of everyone with a movement in the period or anything open, by name."""
    calendar = settings.calendar
    for row in customers.everybody(connection):
        found = statement(
            connection, customer_id=row.customer_id, since=since, until=until, calendar=calendar
        )
        if found.open_cents or found.credit_cents or _movements(found):
            yield found


def _customer(connection: sqlite3.Connection, found: Statement) -> CustomerRow:
    row = customers.by_id(connection, found.customer_id)
    assert row is not None, "whose statement this is"
    return row


def _movements(found: Statement) -> list[StatementRow]:
    return [row for row in found.rows if row.kind != OPENING]


def _pix(customer_id: int, cents: int, settings: Settings) -> str | None:
    if not cents or not payment_code.is_ready(settings):
        return None
    txid = payment_code.txid_of(customer_id, ())
    return payment_code.payload(settings, amount_cents=cents, txid=txid)
