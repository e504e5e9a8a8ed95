"""Who is reminded today, with which words; who is not, why, and until when (rules §7).

The balance is asked when the text is made, so a customer who owes nothing gets nothing. Looking
records nothing: what is done is what `services.reminders` kept.
"""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import ladder, promises
from cobranca_cli.domain.phone import is_mobile
from cobranca_cli.messages import payment_code, texts, wording
from cobranca_cli.reports import charges
from cobranca_cli.reports.tally import Tally, Withheld
from cobranca_cli.reports.verdicts import Engine
from cobranca_cli.store.queries import boletos, early, ledger
from cobranca_cli.store.queries.disputes import open_disputes

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Sequence

    from cobranca_cli.reports.owner_tasks import TaskLine
    from cobranca_cli.reports.verdicts import Verdict
    from cobranca_cli.store.settings import Settings


class Reminder(NamedTuple):
    """One message to one customer; `to` is E.164 or None, `total_cents` net of credit.

    `pix` is the code for the total, to go alone in a second message; where the only item costs less
    when it is paid early, for that; at `proposta`, where a part will do, it has no amount. Null
    until a key, a name and a city are set. `done` are (instalment, step) pairs that sending it does
    or covers; of a promise's message, `promise_id` is what it is about. `message_id`, `status` and
    the server's `words` are those of one that was sent, or is about to be (`services.sending`).
    """

    customer_id: int
    customer: str
    step: str
    channel: str
    to: str | None
    text: str
    whatsapp_url: str | None
    pix: str | None
    pix_whatsapp_url: str | None
    installment_ids: list[int]
    total_cents: int
    done: list[tuple[int, str]]
    promise_id: int | None = None
    message_id: int | None = None
    status: str | None = None
    words: str | None = None


class RemindReport(NamedTuple):
    """What `remind` shows (`interface.md`). `messages_ready` counts beyond a limit."""

    date: dt.date
    messages: list[Reminder]
    tasks: list[TaskLine]
    withheld: list[Withheld]
    messages_ready: int
    warnings: list[str]


def reminders(
    connection: sqlite3.Connection,
    *,
    today: dt.date,
    settings: Settings,
    customer_ids: Sequence[int] | None = None,
    step: str | None = None,
    limit: int | None = None,
    news: str = "",
) -> RemindReport:
    """One message per customer for all that is late, due today or due in the next three days.

    Highest step first, then most days late, then name. `step` keeps only that step's customers,
    `limit` only the first messages. `news` is a line of the owner's (`texts.reminder`). The step
    that thanks the punctual is `reports.thanks`: nobody is thanked unless that is asked for.

    Raises TemplateError, ToneError.
    """
    if step == ladder.PUNCTUAL:
        # It makes rows of this module, which need not know it.
        from cobranca_cli.reports.thanks import thanks  # noqa: PLC0415  # As said.

        return thanks(connection, today=today, settings=settings, customer_ids=customer_ids,
                      limit=limit)  # fmt: skip
    tally = Tally(step)
    engine = Engine(connection, today, settings)
    tally.keep(engine.loose_ends(customer_ids))
    found = tally.sort_out(engine.verdicts(customer_ids))
    chosen = sorted(found, key=_order) if limit is None else nsmallest(limit, found, key=_order)
    messages = [message(connection, one, today, settings, news) for one in chosen]
    return RemindReport(
        today, messages, tally.tasks,
        [row for _, row in sorted(tally.withheld)], tally.ready,
        _warnings(settings, any_late=tally.any_late),
    )  # fmt: skip


# Steps that remind of an agreement "como combinamos"; later ones have their own words.
_AS_AGREED = frozenset(("antes", "no-dia", "esqueceu", "tudo-bem"))
AGREEMENT = "acordo"
_HEIGHTS = (*ladder.KEYS, *promises.STEPS)


def _order(one: Verdict) -> tuple[int, int, str, int]:
    height = _HEIGHTS.index(one.decision.step or "")
    return (-height, -one.days_late, one.due.name_key, one.due.customer_id)


def message(
    connection: sqlite3.Connection,
    one: Verdict,
    today: dt.date,
    settings: Settings,
    news: str = "",
) -> Reminder:
    """The message of a customer for whom one was decided. Raises TemplateError, ToneError."""
    due, decision = one.due, one.explained(today)
    step = decision.step
    assert step is not None
    credit_cents = ledger.credit_cents(connection, due.customer_id)
    if step in promises.STEPS:
        open_cents = ledger.open_totals(connection, customer_id=due.customer_id)[2]
        frozen = open_disputes(connection, [due.customer_id])
        open_cents -= sum(row.open_cents for row in frozen)
        open_cents += charges.of_customer(connection, due.customer_id, today, settings.calendar)
        cents = min(one.left_of_promise_cents, open_cents - credit_cents)
        return _reminder(settings, one, step, _about_promise(settings, one, step, cents, today),
                         total_cents=cents)  # fmt: skip
    shown = set(decision.shown)
    items = [
        item
        for item in ledger.open_installments(
            connection, customer_id=due.customer_id, due_until=one.known_until
        )
        if item.installment_id in shown
    ]
    cost = charges.on_day(connection, shown, today, settings.calendar)
    total_cents = sum(item.open_cents for item in items) + charges.cents(cost) - credit_cents
    more = {key: found.cents for key, found in cost.items()}
    updated = [i._replace(open_cents=i.open_cents + more.get(i.installment_id, 0)) for i in items]
    offers = {} if credit_cents else early.on_day(connection, items, today)
    agreed = step in _AS_AGREED and all(item.agreement_id for item in items)
    text = texts.reminder(
        settings, step=AGREEMENT if agreed else step, name=due.customer, nickname=due.nickname,
        document=due.document, items=items, total_cents=total_cents,
        credit_cents=credit_cents, today=today, news="" if due.no_news else news,
        boletos={} if credit_cents else boletos.that_ask(connection, updated), early=offers,
        charges=more,
    )  # fmt: skip
    ids = [item.installment_id for item in items]
    asked = offers[ids[0]].cents if len(ids) == 1 and offers else total_cents
    return _reminder(settings, one, step, text, total_cents=total_cents, ids=ids,
                     done=list(decision.done), asked_cents=asked)  # fmt: skip


def _reminder(
    settings: Settings,
    one: Verdict,
    step: str,
    text: str,
    *,
    total_cents: int,
    ids: Sequence[int] = (),
    done: Sequence[tuple[int, str]] = (),
    asked_cents: int | None = None,
) -> Reminder:
    due = one.due
    mobile = due.phone if due.phone and is_mobile(due.phone) else None
    pix = payment_code.payload(
        settings, amount_cents=None if step == "proposta" else asked_cents or total_cents,
        txid=payment_code.txid_of(due.customer_id, ids),
    ) if payment_code.is_ready(settings) else None  # fmt: skip
    return Reminder(
        due.customer_id, due.customer, step, "whatsapp" if mobile else "print", mobile,
        text, texts.whatsapp_link(mobile, text), pix, texts.whatsapp_link(mobile, pix),
        list(ids), total_cents, list(done),
        one.promise.promise_id if one.promise and step in promises.STEPS else None,
    )  # fmt: skip


def _about_promise(settings: Settings, one: Verdict, step: str, cents: int, today: dt.date) -> str:
    due = one.due
    assert one.promise is not None
    if step == promises.PASSED:
        return texts.promise_passed(
            settings, name=due.customer, nickname=due.nickname, document=due.document,
            due_on=one.promise.due_on, amount_cents=cents, today=today,
        )  # fmt: skip
    return texts.promise_day(
        settings, name=due.customer, nickname=due.nickname, document=due.document,
        due_on=one.promise.due_on, amount_cents=cents, today=today, any_late=one.days_late > 0,
    )  # fmt: skip


def _warnings(settings: Settings, *, any_late: bool) -> list[str]:
    """Late messages should say who the creditor is (CDC 42-A); these steps only warn."""
    wanted = any_late and settings["legal.footer"] == "late"
    return wording.nameless(settings, "nos lembretes") if wanted else []
