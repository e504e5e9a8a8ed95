"""Keeping the registry of customers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.phone import is_mobile
from cobranca_cli.domain.text import clean_line, fold
from cobranca_cli.errors import CounterNameError, NothingToChangeError, day
from cobranca_cli.services import contacts
from cobranca_cli.store.models import Customer
from cobranca_cli.store.queries import customers, forgotten, lookup

if TYPE_CHECKING:
    import sqlite3

    from cobranca_cli.store.unit_of_work import UnitOfWork

COUNTER_NAME = "balcão"


class Details(NamedTuple):
    """What is kept about a person; None = not said, "" (only when editing) = take it out.

    Values are clean: phone E.164, document compact.
    """

    name: str | None = None
    nickname: str | None = None
    phone: str | None = None
    document: str | None = None
    email: str | None = None
    address: str | None = None
    referred_by: str | None = None


#: What else is kept: columns of domain.audit.STATE_FIELDS -> new value, None to take it out; only
#: those that were said. Plain values: dates as ISO text.
States = dict[str, object]


class CustomerRecord(NamedTuple):
    """A customer as add-customer and edit-customer show it (`interface.md`)."""

    customer_id: int
    name: str
    nickname: str | None
    phone: str | None
    document: str | None
    email: str | None
    address: str | None
    channel: str | None
    credit_limit_cents: int | None
    missing: list[str]
    warnings: list[str]
    whatsapp: bool
    pay_day: str | None
    referred_by: str | None
    opt_out: bool
    confirmed_on: date | None


def add_customer(
    unit: UnitOfWork, *, details: Details, states: States | None = None, note: str | None = None
) -> CustomerRecord:
    """Keep a new customer; a namesake, a shared phone or document only warns.

    Raises CounterNameError for the counter's own name.
    """
    with unit:
        assert details.name
        warnings = _warnings(unit, details, customer_id=None, new=True)
        customer_id = create(unit, details)
        set_states(unit, customer_id, states or {})
        if note:
            contacts.write(unit, customer_id, note)
        unit.what = {"customer_id": customer_id}
        return _record(unit, customer_id, warnings)


def edit_customer(
    unit: UnitOfWork,
    *,
    customer: str,
    details: Details,
    states: States | None = None,
    note: str | None = None,
) -> CustomerRecord:
    """Change what is kept about a customer; "" takes a value out.

    Raises NothingToChangeError when nothing differs, and the errors of `lookup.for_write`.
    """
    with unit:
        row = lookup.for_write(unit.connection, customer)
        if row.is_counter:
            raise CounterNameError
        present = row._asdict()
        changed = {
            field: value or None
            for field, value in details._asdict().items()
            if value is not None and (value or None) != present[field]
        }
        states = {f: value for f, value in (states or {}).items() if value != present[f]}
        if not changed and not states and not note:
            raise NothingToChangeError("diga o que muda, como --telefone ou --nome.")
        new = Details(**{field: value for field, value in changed.items() if value})
        warnings = _warnings(unit, new, customer_id=row.customer_id, new=False)
        for field, value in changed.items():
            set_personal(unit, row.customer_id, field, value)
        set_states(unit, row.customer_id, states, present)
        if note:
            contacts.write(unit, row.customer_id, note)
        unit.what = {"customer_id": row.customer_id, "fields": sorted({*changed, *states})}
        return _record(unit, row.customer_id, warnings)


def set_states(
    unit: UnitOfWork, customer_id: int, states: States, present: States | None = None
) -> None:
    """Change columns that are hashed through their changes; `present` ships nothing in them."""
    for field, value in states.items():
        old = (present or {}).get(field)
        if value != old:
            unit.change("customer", customer_id, field, old, value)


def create(unit: UnitOfWork, details: Details, *, is_counter: bool = False) -> int:
    """Insert a customer and remember each value in `change`; returns the id.

    Raises CounterNameError for the counter's own name.
    """
    assert details.name
    key = fold(details.name)
    if key == fold(COUNTER_NAME) and not is_counter:
        raise CounterNameError
    values = details._asdict()
    if values["nickname"]:
        values["nickname_key"] = fold(values["nickname"])
    customer_id = unit.insert(Customer, name_key=key, is_counter=int(is_counter), **values)
    for field, value in details._asdict().items():
        if value:
            text_id = unit.words(value, customer_id=customer_id)
            unit.remember_change("customer", customer_id, field, None, text_id)
    return customer_id


def counter(unit: UnitOfWork) -> int:
    """The built-in counter's id; the first counter sale makes it."""
    row = customers.counter(unit.connection)
    if row:
        return row.customer_id
    return create(unit, Details(name=COUNTER_NAME), is_counter=True)


def set_personal(unit: UnitOfWork, customer_id: int, field: str, value: str | None) -> None:
    """Change one personal column; `change` holds the texts' ids."""
    old_id = customers.last_text_id(unit.connection, customer_id, field)
    new_id = unit.words(value, customer_id=customer_id)
    put_personal(unit, customer_id, field, value)
    unit.remember_change("customer", customer_id, field, old_id, new_id)


def put_personal(unit: UnitOfWork, customer_id: int, field: str, value: str | None) -> None:
    """Only set the column (and its folded twin)."""
    columns = {field: value}
    if field in ("name", "nickname"):
        columns[f"{field}_key"] = None if value is None else fold(value)
    unit.connection.execute(
        f"UPDATE customer SET {', '.join(f'{column} = ?' for column in columns)} WHERE id = ?",
        (*columns.values(), customer_id),
    )


def _warnings(
    unit: UnitOfWork, details: Details, *, customer_id: int | None, new: bool
) -> list[str]:
    found: list[str] = []
    connection = unit.connection
    same = {
        "Já existe cliente com esse nome": customers.with_key(connection, fold(details.name))
        if details.name
        else [],
        "Já existe cliente com esse apelido": customers.with_key(connection, fold(details.nickname))
        if details.nickname
        else [],
        "Já existe cliente com esse telefone": customers.with_phone(connection, details.phone)
        if details.phone
        else [],
        "Já existe cliente com esse documento": customers.with_document(
            connection, details.document
        )
        if details.document
        else [],
    }
    for text, rows in same.items():
        others = [f"{r.name} (c{r.customer_id})" for r in rows if r.customer_id != customer_id]
        if others:
            found.append(f"{text}: {', '.join(others)}.")
    if new and details.name:
        found += [
            f"Há um nome muito parecido: {name}."
            for name in lookup.similar_names(connection, details.name)
        ]
    if new:
        found += _answered_already(connection, details)
        found += comebacks(forgotten.Memory(forgotten.everybody(connection)), details)
    return found


def _answered_already(connection: sqlite3.Connection, details: Details) -> list[str]:
    """Warnings about a merged record that answers to the same name, phone or document."""
    return [
        f"{former.name} (c{former.customer_id}) foi unido a c{former.merged_into}; se for a mesma "
        f"pessoa, use c{former.merged_into}."
        for former in customers.former(connection)
        if fold(former.name) == fold(details.name or "")
        or (details.phone and former.phone == details.phone)
        or (details.document and former.document == details.document)
    ]


def comebacks(memory: forgotten.Memory, details: Details) -> list[str]:
    """Warnings about a new customer who may have been forgotten (rules §12)."""
    return [
        f"Os dados parecem ser de quem pediu para ser esquecido em {day(act.forgotten_on)} "
        f"(c{act.customer_id}); só cadastre de novo se a pessoa voltou."
        for act in memory.matching(details._asdict())
    ]


def _record(unit: UnitOfWork, customer_id: int, warnings: list[str]) -> CustomerRecord:
    row = customers.by_id(unit.connection, customer_id)
    assert row is not None
    return CustomerRecord(
        row.customer_id, row.name, row.nickname, row.phone, row.document, row.email, row.address,
        row.channel, row.limit_cents, customers.missing(row.phone, row.document, row.address),
        warnings, row.phone is not None and is_mobile(row.phone), row.pay_day, row.referred_by,
        bool(row.opt_out), date.fromisoformat(row.confirmed_on) if row.confirmed_on else None,
    )  # fmt: skip


def clean_name(text: str) -> str:
    """A customer's name as it is kept; raises InvalidTextError."""
    return clean_line(text, what="o nome")
