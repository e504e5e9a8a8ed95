"""Everybody in the registry, with what each has open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.aging import late_cutoff
from cobranca_cli.domain.freshness import unconfirmed
from cobranca_cli.domain.text import fold
from cobranca_cli.store.queries import registry

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from cobranca_cli.reports.score import ScoreRow
    from cobranca_cli.store.queries.registry import Balance
    from cobranca_cli.store.settings import Settings

_NUMBER = re.compile(r"\+?[0-9() .\-/]+")
_ENOUGH_ON_TIME = 3  # Instalments settled on time in six months.
_ENOUGH_DIGITS = 3  # "2" is no part of a phone that anybody means.
_FILLED_BY = {
    "phone": "--telefone TELEFONE", "document": "--documento CPF", "address": "--endereco ENDEREÇO",
    "confirmed": "--confirmado",
}  # fmt: skip


class CustomerLine(NamedTuple):
    """A customer with balances; `score` and `segment` are null unless they were asked for.

    `fill` is the command that completes what is `missing`; null when nothing is.
    """

    customer_id: int
    name: str
    phone: str | None
    document: str | None
    email: str | None
    open_cents: int
    overdue_cents: int
    credit_cents: int
    score: int | None
    segment: str | None
    blocked: bool
    missing: list[str]
    fill: str | None


class CustomerList(NamedTuple):
    """What `customers` shows; count and totals cover everybody who fits, not the rows shown."""

    rows: list[CustomerLine]
    customers: int
    open_cents: int
    overdue_cents: int
    credit_cents: int


def customers(
    connection: sqlite3.Connection,
    *,
    today: date,
    settings: Settings,
    search: str | None = None,
    missing: bool = False,
    blocked: bool = False,
    scores: Callable[[Collection[int] | None], Mapping[int, ScoreRow]] | None = None,
    segment: str | None = None,
    rewards: bool = False,
    limit: int | None = None,
) -> CustomerList:
    """All customers but the counter, by folded name (Élia after Edu).

    `search` is a part of the name or nickname, or digits of the phone or document; `missing`
    keeps those of whom something is not known that is needed to reach them or to charge formally,
    and those whose data nobody confirmed for a year; `blocked` those who are, `segment` those
    whose row of `scores` says so, which is asked for everybody then, else for the rows shown.
    `rewards` keeps who deserves a thank-you, the best first.
    """
    wanted = _search(search) if search and search.strip() else None
    known = scores(None) if scores and (segment or rewards) else {}
    shown: list[Balance] = []
    count = open_cents = overdue_cents = credit_cents = 0
    for row in registry.balances(
        connection, late_before=late_cutoff(today, settings.calendar), search=wanted,
        unconfirmed=unconfirmed(today, settings.zone),
    ):  # fmt: skip
        if missing and not row.missing:
            continue
        if blocked and not row.blocked:
            continue
        if rewards and (row.overdue_cents or not _deserves(known.get(row.customer_id))):
            continue
        if segment and (row.customer_id not in known or known[row.customer_id].segment != segment):
            continue
        if rewards or limit is None or count < limit:
            shown.append(row)
        count += 1
        open_cents += row.open_cents
        overdue_cents += row.overdue_cents
        credit_cents += row.credit_cents
    if rewards:
        shown = sorted(shown, key=lambda row: -(known[row.customer_id].score or 0))[:limit]
    elif scores and not segment:
        known = scores({row.customer_id for row in shown} if limit is not None else None)
    lines = [_line(row, known.get(row.customer_id)) for row in shown]
    return CustomerList(lines, count, open_cents, overdue_cents, credit_cents)


def _deserves(known: ScoreRow | None) -> bool:
    """Punctual, and often enough in the last six months; that nothing is late is seen elsewhere."""
    return (
        known is not None
        and (known.score_class == "A" or known.segment == "pontual")
        and known.recent_on_time >= _ENOUGH_ON_TIME
    )


def _line(row: Balance, known: ScoreRow | None) -> CustomerLine:
    missing = row.missing
    return CustomerLine(
        row.customer_id, row.name, row.phone, row.document, row.email, row.open_cents,
        row.overdue_cents, row.credit_cents, known.score if known else None,
        known.segment if known else None, bool(row.blocked), missing,
        fill_command(row.customer_id, missing) if missing else None,
    )  # fmt: skip


def fill_command(customer_id: int, missing: list[str]) -> str:
    """What to type to complete a customer's data; words in capitals are to be replaced.

    >>> fill_command(12, ["phone", "confirmed"])
    'cobranca editar-cliente c12 --telefone TELEFONE --confirmado'
    """
    options = " ".join(_FILLED_BY[field] for field in missing)
    return f"cobranca editar-cliente c{customer_id} {options}"


def _search(text: str) -> registry.Search:
    """What a typed text may be a part of: a name, a phone (as digits), a CPF or CNPJ.

    A number as people write it (`(011) 91234-5678`) has marks and a trunk zero that are not kept.
    """
    compact = re.sub(r"[\s.\-/]", "", text).upper()
    digits = re.sub(r"[^0-9]", "", text)
    is_number = _NUMBER.fullmatch(text.strip()) is not None and len(digits) >= _ENOUGH_DIGITS
    return registry.Search(
        key=fold(text),
        digits=digits.lstrip("0") if is_number else "",
        document=compact if compact.isascii() and len(digits) >= _ENOUGH_DIGITS else "",
    )
