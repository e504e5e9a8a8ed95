"""The present reminder as a letter: made to be handed over, never kept as sent (rules §7)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.aging import is_late
from cobranca_cli.errors import NothingDueError
from cobranca_cli.messages import payment_code, texts, wording
from cobranca_cli.reports import charges
from cobranca_cli.reports.verdicts import LIMITATION_DAYS, verdicts
from cobranca_cli.store.queries import boletos, ledger, lookup
from cobranca_cli.store.queries import reminders as queries

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3

    from cobranca_cli.reports.verdicts import Verdict
    from cobranca_cli.store.queries.ledger import InstallmentState
    from cobranca_cli.store.queries.reminders import DueCustomer
    from cobranca_cli.store.settings import Settings

_WRITTEN = ("no-dia", "esqueceu", "tudo-bem", "proposta", "formal")  # Steps with a text, by height.


class Letter(NamedTuple):
    """What is late or due today, in the formal manner; `total_cents` is net of credit.

    `charges_cents` are those of `items`, in their order, with their `working` line by line.
    `boletos` are the lines, by instalment, that ask what is open; with credit none does. `reason`
    and `until` say why the reminders of this customer wait, if they do.
    """

    customer_id: int
    customer: str
    address: str | None
    date: dt.date
    step: str
    text: str
    items: list[InstallmentState]
    charges_cents: list[int]
    working: list[str]
    total_cents: int
    credit_cents: int
    boletos: dict[int, str]
    pix: str | None
    reason: str | None
    until: dt.date | None
    warnings: list[str]


def letter(
    connection: sqlite3.Connection, *, customer: str, today: dt.date, settings: Settings
) -> Letter:
    """The letter about all that is late or due today, but for what is contested or barred.

    The text is that of the message that the ladder has for today, else of the highest step done,
    else the gentlest. Raises NothingDueError, TemplateError, ToneError, CustomerNotFoundError,
    AmbiguousCustomerError.
    """
    row = lookup.for_read(connection, customer)
    due = _due(connection, row.customer_id, today)
    asked = {
        item.installment_id
        for item in (due.items if due else ())
        if not item.disputed and (item.barred_on is None or item.barred_on > today)
    }
    items = [
        item
        for item in ledger.open_installments(
            connection, customer_id=row.customer_id, due_until=today
        )
        if item.installment_id in asked
    ]
    credit_cents = ledger.credit_cents(connection, row.customer_id)
    cost = charges.on_day(connection, asked, today, settings.calendar)
    total_cents = sum(item.open_cents for item in items) + charges.cents(cost) - credit_cents
    if due is None or total_cents <= 0:
        raise NothingDueError(row.name)
    found = next(
        verdicts(connection, today=today, settings=settings, customer_ids=[row.customer_id]), None
    )
    any_late = any(is_late(item.due_on, today, settings.calendar) for item in items)
    step = _step(due, found, any_late=any_late)
    more = {key: one.cents for key, one in cost.items()}
    updated = [i._replace(open_cents=i.open_cents + more.get(i.installment_id, 0)) for i in items]
    lines = {} if credit_cents else boletos.that_ask(connection, updated)
    text = texts.reminder(
        settings.changed({"reminders.manner": "senhor"}), step=step, name=row.name,
        nickname=row.nickname, document=row.document, items=items, total_cents=total_cents,
        credit_cents=credit_cents, today=today, boletos=lines,
        charges=more,
    )  # fmt: skip
    pix = payment_code.payload(
        settings, amount_cents=total_cents,
        txid=payment_code.txid_of(row.customer_id, [item.installment_id for item in items]),
    ) if payment_code.is_ready(settings) else None  # fmt: skip
    waits = found.decision if found and found.decision.kind == "withheld" else None
    return Letter(
        row.customer_id, row.name, row.address, today, step, text, items,
        [more.get(i.installment_id, 0) for i in items],
        [
            f"{wording.full_day(i.due_on)}, {line}"
            for i in items if (one := cost.get(i.installment_id)) and one.cents
            for line in wording.whole_working(one)
        ],
        total_cents, credit_cents, lines, pix, waits and waits.reason, waits and waits.until,
        payment_code.warnings(settings),
    )  # fmt: skip


def _due(connection: sqlite3.Connection, customer_id: int, today: dt.date) -> DueCustomer | None:
    return next(
        queries.due_by_customer(
            connection, today=today, until=today,
            barred_before=today - timedelta(days=LIMITATION_DAYS), customer_ids=[customer_id],
        ), None,
    )  # fmt: skip


def _step(due: DueCustomer, found: Verdict | None, *, any_late: bool) -> str:
    if not any_late:
        return "no-dia"
    if found and found.decision.kind == "message" and found.decision.step in _WRITTEN[1:]:
        return found.decision.step
    done = {step for item in due.items for step in item.done}
    return next((step for step in reversed(_WRITTEN[1:]) if step in done), "esqueceu")
