"""Who deserves a thank-you, and the message that thanks them, at most once in a quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.domain.ladder import PUNCTUAL
from cobranca_cli.domain.phone import is_mobile
from cobranca_cli.domain.score import months_before
from cobranca_cli.messages import texts
from cobranca_cli.reports import score
from cobranca_cli.reports.customers import customers
from cobranca_cli.reports.reminders import Reminder, RemindReport, Withheld
from cobranca_cli.store.queries import customers as people
from cobranca_cli.store.queries import disputes
from cobranca_cli.store.queries import reminders as queries

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Sequence

    from cobranca_cli.store.queries.customers import CustomerRow
    from cobranca_cli.store.queries.reminders import Around
    from cobranca_cli.store.settings import Settings

MONTHS = 3  # A quarter.


def thanks(
    connection: sqlite3.Connection,
    *,
    today: dt.date,
    settings: Settings,
    customer_ids: Sequence[int] | None = None,
    limit: int | None = None,
) -> RemindReport:
    """`reminders` of the step that thanks: the most punctual first, and who is left in peace.

    Raises TemplateError, ToneError.
    """
    found = customers(
        connection, today=today, settings=settings, rewards=True,
        scores=lambda ids: score.score_rows(
            connection, as_of=today, calendar=settings.calendar,
            tolerance_cents=settings.tolerance_cents, customer_ids=ids,
        ),
    )  # fmt: skip
    around = queries.around(connection, today=today, late_since=today)
    said = queries.last_said(connection, PUNCTUAL, since=months_before(today, MONTHS))
    contested = {row.customer_id for row in disputes.open_disputes(connection)}
    messages, withheld = [], []
    for line in found.rows:
        row = people.by_id(connection, line.customer_id)
        if row is None or (customer_ids is not None and row.customer_id not in customer_ids):
            continue
        reason = "disputed" if row.customer_id in contested else _kept_back(row, around, said)
        if reason is None:
            messages.append(_message(settings, row))
        else:
            withheld.append(Withheld(row.customer_id, row.name, reason, None))
    return RemindReport(today, messages[:limit], [], withheld, len(messages), [])


def _kept_back(row: CustomerRow, around: Around, said: set[int]) -> str | None:
    """Why a punctual customer gets no thanks now, in the order of the régua's own rules."""
    who = row.customer_id
    checks = {
        "opted-out": bool(row.opt_out),
        "wrong-number": who in around.wrong_number,
        "paused": around.everybody_until is not None or who in around.paused_until,
        "approved": who in around.approved,
        "thanked": who in said,
    }
    return next((reason for reason, holds in checks.items() if holds), None)


def _message(settings: Settings, row: CustomerRow) -> Reminder:
    text = texts.thank_punctual(
        settings, name=row.name, nickname=row.nickname, document=row.document
    )
    mobile = row.phone if row.phone and is_mobile(row.phone) else None
    return Reminder(
        row.customer_id, row.name, PUNCTUAL, "whatsapp" if mobile else "print", mobile, text,
        texts.whatsapp_link(mobile, text), None, None, [], 0, [],
    )  # fmt: skip
