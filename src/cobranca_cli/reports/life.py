"""What happened with a customer and moved no money: notes, blocks, limits, what was called off."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.words import CONTACT_KIND_NAMES, DELAY_REASON_NAMES, DISPUTE_STATUS_NAMES
from cobranca_cli.errors import brl
from cobranca_cli.store.queries import customers
from cobranca_cli.store.queries import life as queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from cobranca_cli.store.queries.life import StateChange

_BY_DEFAULT = "o dos ajustes"


class Event(NamedTuple):
    """One line of a life; `number`, the write it came with, orders those of one day."""

    on: date
    number: int
    kind: str
    text: str


def events(connection: sqlite3.Connection, customer_id: int, zone: ZoneInfo) -> list[Event]:
    """All that stands; an event written down at an instant is of that day in `zone`."""
    return [
        *_contacts(connection, customer_id),
        *_disputes(connection, customer_id),
        *(
            Event(_day(change.at, zone), change.seq, kind, text)
            for change in queries.states(connection, customer_id)
            for kind, text in _told(change)
        ),
        *(
            Event(_day(gone.at, zone), gone.seq, "void", _with(
                f"Venda {gone.row_id}, de {brl(gone.amount_cents)}, cancelada", gone.reason))
            for gone in queries.voided(connection, customer_id)
        ),
        *(
            Event(_day(gone.at, zone), gone.seq, "reversal", _with(
                f"Recebimento {gone.row_id}, de {brl(gone.amount_cents)}, estornado", gone.reason))
            for gone in queries.reversed_payments(connection, customer_id)
        ),
        *(
            Event(date.fromisoformat(gone.at), gone.seq, "bounce", _with(
                f"Recebimento {gone.row_id}, de {brl(gone.amount_cents)}, devolvido", gone.reason))
            for gone in queries.bounced_payments(connection, customer_id)
        ),
        *(
            Event(date.fromisoformat(gone.at), gone.seq, "write_off", _with(
                f"Parcela {gone.row_id} dada como perda, {brl(gone.amount_cents)}", gone.reason))
            for gone in queries.written_off(connection, customer_id)
        ),
    ]  # fmt: skip


def _contacts(connection: sqlite3.Connection, customer_id: int) -> Iterator[Event]:
    for row in customers.contacts(connection, customer_id):
        name = CONTACT_KIND_NAMES.get(row.kind, row.kind).capitalize()
        why = f" ({DELAY_REASON_NAMES.get(row.reason, row.reason)})" if row.reason else ""
        text = f"{name}{why}: {row.text}"
        yield Event(date.fromisoformat(row.on), row.audit_seq, row.kind, text)


def _disputes(connection: sqlite3.Connection, customer_id: int) -> Iterator[Event]:
    for row in queries.disputes(connection, customer_id):
        which = f"parcela {row.installment_id}"
        yield Event(row.opened_on, row.opened_seq, "dispute", f"Contestou a {which}: {row.text}")
        if row.resolved_on:
            text = f"Contestação da {which}: {DISPUTE_STATUS_NAMES[row.status]}"
            yield Event(row.resolved_on, row.resolved_seq or 0, "resolved", text)


def _told(change: StateChange) -> Iterator[tuple[str, str]]:
    old, new = change.old, change.new
    if change.field == "limit_cents":
        said = [_BY_DEFAULT if value is None else brl(int(value)) for value in (old, new)]
        yield "limit", f"Limite: {said[1]} (era {said[0]})"
    elif change.field == "block_reason_id":
        if new is None:
            yield "unblock", _with("Vendas a prazo liberadas", change.text)
        else:
            yield "block", _with("Vendas a prazo bloqueadas", change.text)
    elif change.field == "opt_out":
        yield "opt-out", ("Voltou a aceitar" if new is None else "Não quer receber") + " mensagens"
    elif change.field == "no_news":
        yield "no-news", ("Voltou a querer" if new is None else "Não quer receber") + " novidades"
    elif change.field == "merged_into":
        yield "merge", f"Cadastro c{change.entity_id} unido a este"


def _with(text: str, reason: str | None) -> str:
    return f"{text}: {reason}" if reason else text


def _day(at: str, zone: ZoneInfo) -> date:
    return datetime.fromisoformat(at).astimezone(zone).date()
