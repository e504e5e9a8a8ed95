"""Is it worth it? What is late of one customer, what was tried, what it costs, three ways on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import aging
from cobranca_cli.domain.worth import Worth, worth
from cobranca_cli.errors import NothingDueError, brl, day
from cobranca_cli.reports.promises import promises
from cobranca_cli.store.queries import decision as queries
from cobranca_cli.store.queries import disputes, ledger, lookup, reminders
from cobranca_cli.store.small_claims import SmallClaims, limits

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from cobranca_cli.store.settings import Settings

_SOON = timedelta(days=180)


class DueItem(NamedTuple):
    """One instalment that is due; `barred_on` is the day from which five years have barred it."""

    installment_id: int
    sale_id: int | None
    due_on: date
    days_overdue: int
    open_cents: int
    barred_on: date
    disputed: bool


class Way(NamedTuple):
    """A way on: negotiate, write-off or small-claims; what to type for it."""

    key: str
    text: str
    command: str


class Decision(NamedTuple):
    """What `decision` shows. `claimable_cents` is open, neither contested nor barred.

    `recovery_percent` is what was paid of the sales with something due, of all that was asked of
    them so far and is open. `cost_cents` is null while nobody said what an hour is worth. `worth`
    is yes, little, no or unknown.
    """

    customer_id: int
    customer: str
    open_cents: int
    claimable_cents: int
    oldest_due_on: date
    days_overdue: int
    barred_on: date
    paid_cents: int
    recovery_percent: int
    messages: int
    last_message_on: str | None
    talks: int
    last_talk_on: str | None
    promises_kept: int
    promises_broken: int
    hour_cents: int | None
    hours: int
    cost_cents: int | None
    small_claims: SmallClaims
    worth: Worth
    reasons: list[str]
    ways: list[Way]
    items: list[DueItem]


def decision(
    connection: sqlite3.Connection, *, customer: str, today: date, settings: Settings
) -> Decision:
    """Of the one customer whom the text names, wholly or by a part.

    Raises NothingDueError, CustomerNotFoundError or AmbiguousCustomerError.
    """
    row = lookup.for_read(connection, customer)
    items = _items(connection, row.customer_id, today, settings)
    if not items:
        raise NothingDueError(row.name)
    claimable = sum(i.open_cents for i in items if not i.disputed and i.barred_on > today)
    paid, left = queries.paid_and_open(connection, [item.installment_id for item in items])
    efforts = queries.efforts(connection, row.customer_id, since=items[0].due_on)
    lines = promises(
        connection, as_of=today, calendar=settings.calendar, customer_id=row.customer_id
    ).rows
    hour, hours = settings.hour_cents, settings.number("business.hours_per_case")
    found = Decision(
        customer_id=row.customer_id,
        customer=row.name,
        open_cents=sum(item.open_cents for item in items),
        claimable_cents=claimable,
        oldest_due_on=items[0].due_on,
        days_overdue=items[0].days_overdue,
        barred_on=min(item.barred_on for item in items),
        paid_cents=paid,
        recovery_percent=100 * paid // (paid + left),
        **efforts._asdict(),
        promises_kept=sum(line.status == "kept" for line in lines),
        promises_broken=sum(line.status == "broken" for line in lines),
        hour_cents=hour,
        hours=hours,
        cost_cents=None if hour is None else hour * hours,
        small_claims=limits(settings, today.year),
        worth=worth(claimable, None if hour is None else hour * hours),
        reasons=[],
        ways=[],
        items=items,
    )
    return found._replace(reasons=list(_reasons(found, today)), ways=list(_ways(found)))


def _items(
    connection: sqlite3.Connection, customer_id: int, today: date, settings: Settings
) -> list[DueItem]:
    """What is due, oldest first."""
    contested = {
        row.installment_id
        for row in disputes.of_customer(connection, customer_id)
        if row.status == "open"
    }
    return [
        DueItem(
            item.installment_id, item.sale_id, item.due_on,
            aging.days_overdue(item.due_on, today, settings.calendar), item.open_cents,
            reminders.barred_on(connection, item.installment_id, item.due_on),
            item.installment_id in contested,
        )
        for item in ledger.open_installments(connection, customer_id=customer_id, due_until=today)
    ]  # fmt: skip


def _reasons(found: Decision, today: date) -> Iterator[str]:
    """Why it is worth it or not, then what else speaks for and against."""
    if found.cost_cents is not None and found.claimable_cents:
        hours = f"{found.hours} h do seu tempo custam {brl(found.cost_cents)}"
        yield f"{hours}; dá para pedir {brl(found.claimable_cents)}"
    contested = sum(item.open_cents for item in found.items if item.disputed)
    if contested:
        yield f"{brl(contested)} estão contestados: resolva isso antes"
    barred = [item for item in found.items if item.barred_on <= today]
    if barred:
        cents = sum(item.open_cents for item in barred)
        yield f"{brl(cents)} passaram do prazo de cinco anos: na Justiça já não dá para pedir"
    next_on = min((i.barred_on for i in found.items if i.barred_on > today), default=None)
    if next_on and next_on - today <= _SOON:
        yield f"o prazo de cinco anos acaba logo: só antes de {day(next_on)} dá para ir à Justiça"
    if found.paid_cents:
        yield f"já pagou {found.recovery_percent} % destas vendas: quem paga parte costuma voltar"
    elif found.messages + found.talks:
        yield "não pagou nada destas vendas até agora"
    if found.promises_broken > found.promises_kept:
        yield "não cumpriu a maior parte do que prometeu"
    elif found.promises_kept:
        yield "costuma cumprir o que promete"
    if not found.talks:
        yield "ainda não há conversa anotada: um telefonema custa menos que qualquer outro caminho"


def _ways(found: Decision) -> Iterator[Way]:
    """Negotiate first, court last; no way that is closed."""
    who, claims = f"c{found.customer_id}", found.small_claims
    if any(item.days_overdue and not item.disputed for item in found.items):
        yield Way(
            "negotiate", "Negociar: ouvir e propor um jeito que caiba, à vista ou em parcelas",
            f"cobranca negociar {who}",
        )  # fmt: skip
    lost = [str(item.installment_id) for item in found.items]
    more = f" (uma por vez: {', '.join(lost)})" if lost[1:] else ""
    yield Way(
        "write-off", f"Dar como perda: para de ocupar você; se um dia pagar, volta{more}",
        f"cobranca perda {lost[0]} --motivo TEXTO",
    )  # fmt: skip
    if not 0 < found.claimable_cents <= claims.limit_cents:
        return
    alone = found.claimable_cents <= claims.without_lawyer_cents
    how = "sem advogado" if alone else "com advogado"
    limit = claims.without_lawyer_cents if alone else claims.limit_cents
    yield Way(
        "small-claims", f"Juizado especial, {how} (até {brl(limit)}): leve o dossiê",
        f"cobranca dossie {who}",
    )  # fmt: skip
