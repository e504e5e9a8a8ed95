"""Forgetting a customer (rules §12): the person goes, every sum and hash stays.

The columns of the customer become a pseudonym, texts about them are emptied (their salted hashes
stay), and they are inactive from then on, so that no list, message or new sale finds them. While
the books must be kept, the present name and document and the words of sales and payments stay in
`personal_text`, where only `export json` still reads them.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import forgetting
from cobranca_cli.domain.audit import PERSONAL_FIELDS, canonical
from cobranca_cli.domain.recurring import unsold
from cobranca_cli.domain.text import fold
from cobranca_cli.errors import (
    CounterNameError,
    CreditLeftError,
    CustomerForgottenError,
    MoneyOpenError,
    ReasonNamesThemError,
    RecurringActiveError,
)
from cobranca_cli.services import customers
from cobranca_cli.store.attachments import remove
from cobranca_cli.store.copies import DOCUMENTS, LOG, calendar_name, copies, documents_of
from cobranca_cli.store.models import Forgotten
from cobranca_cli.store.queries import attachments, forgotten, history, ledger, lookup, recurring
from cobranca_cli.store.queries import customers as people
from cobranca_cli.store.scrub import scrub, zero_what_goes

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from cobranca_cli.store.queries.forgotten import ForgottenRow
    from cobranca_cli.store.unit_of_work import UnitOfWork

# What the books need while they must be kept: who it was, what was sold, how it was paid, and why
# an amount was corrected. Phone, e-mail, address, nickname, notes and links are not needed.
_LOCKED_COLUMNS = ("name", "document")
_LOCKED_KINDS = ("description", "invoice", "reference", "payer", "reason")


class Plan(NamedTuple):
    """What forgetting would do: {text id: what it says} of both parts; `before` is a former act.

    `erase_on` is None when nothing is locked; `files` are attachments of nobody else's.
    """

    customer_id: int
    name: str
    before: ForgottenRow | None
    erase_on: date | None
    erased: dict[int, str]
    locked: dict[int, str]
    mentions: list[tuple[int, int | None]]
    files: list[str]


class ForgottenCustomer(NamedTuple):
    """What forget-customer shows; `erased` and `locked` count texts by what they say.

    `customer` is the pseudonym, `erase_on` the day on which the locked rest goes (None: nothing is
    left), `files` the attachments that were removed from `documents`.
    """

    customer_id: int
    customer: str
    forgotten_on: date
    erase_on: date | None
    erased: dict[str, int]
    locked: dict[str, int]
    warnings: list[str]
    files: list[str]


def plan(connection: sqlite3.Connection, *, customer: str, today: date, force: bool) -> Plan:
    """Whom the text names, and what would go and what would stay; writes nothing.

    Also finds who is locked already, by number or by a name, phone or document of old.

    Raises MoneyOpenError, CreditLeftError, RecurringActiveError, CounterNameError,
    CustomerForgottenError (nothing would change) and what finding a customer raises.
    """
    customer_id = _whom(connection, customer)
    name, is_counter = connection.execute(
        "SELECT name, is_counter FROM customer WHERE id = ?", (customer_id,)
    ).fetchone()
    if is_counter:
        raise CounterNameError
    open_cents = ledger.open_totals(connection, customer_id=customer_id)[2]
    if open_cents:
        raise MoneyOpenError(name, open_cents)
    credit_cents = ledger.credit_cents(connection, customer_id)
    if credit_cents:
        raise CreditLeftError(name, credit_cents)
    going_on = {
        row.recurring_id: first.occurs_on if row.agreed.stopped_on else None
        for row in recurring.rows(connection, customer_id=customer_id)
        if (first := next(unsold(row.agreed, row.sold), None))
    }
    if going_on:
        raise RecurringActiveError(name, going_on)
    before = forgotten.of(connection, customer_id)
    erase_on = forgetting.erase_on(*forgotten.last_days(connection, customer_id))
    if force or (erase_on and erase_on <= today):
        erase_on = None
    if before and (before.erase_on is None or erase_on):
        raise CustomerForgottenError(customer_id, before.forgotten_on, before.erase_on)
    texts = forgotten.texts(connection, customer_id)
    locked = _locked(connection, customer_id, texts) if erase_on else {}
    records = (customer_id, *people.merged_ids(connection, customer_id))
    aliases = {people.last_text_id(connection, i, "name") for i in records} if before else set()
    erased = {i: kind for i, kind in texts.items() if i not in locked and i not in aliases}
    found = [] if before else sorted(
        {
            mention
            for record in records
            for mention in forgotten.mentions(
                connection, people.name_key(connection, record), texts
            )
        }
    )  # fmt: skip
    return Plan(customer_id, name, before, erase_on, erased, locked, found,
                _files(connection, customer_id))  # fmt: skip


def forget(
    unit: UnitOfWork, *, customer: str, force: bool = False, reason: str | None = None
) -> ForgottenCustomer:
    """Forget one customer; with `force` nothing is kept, whatever the retention.

    Cannot be undone. Raises what `plan` raises, and ReasonNamesThemError.
    """
    with unit:
        zero_what_goes(unit.connection)
        todo = plan(unit.connection, customer=customer, today=unit.today, force=force)
        if reason and any(forgotten.holds_words(reason, key) for key in _names(unit, todo)):
            raise ReasonNamesThemError
        done = _forget(unit, todo, reason)
        unit.what = {
            "customer_id": todo.customer_id,
            "erase_on": todo.erase_on and todo.erase_on.isoformat(),
            "texts": sorted(todo.erased),
        }
    _scrub(unit, [done])
    return done


def erase_due(unit: UnitOfWork) -> list[ForgottenCustomer]:
    """Erase what is still locked of everybody whose day has come, in one write; for `daily`."""
    with unit:
        zero_what_goes(unit.connection)
        due = [
            row
            for row in forgotten.everybody(unit.connection)
            if row.erase_on and row.erase_on <= unit.today
        ]
        todo = [
            plan(unit.connection, customer=f"c{row.customer_id}", today=unit.today, force=True)
            for row in due
        ]
        done = [_forget(unit, one, None) for one in todo]
        unit.what = {
            "customer_ids": [one.customer_id for one in todo],
            "texts": sorted(text_id for one in todo for text_id in one.erased),
        }
    _scrub(unit, done)
    return done


def _files(connection: sqlite3.Connection, customer_id: int) -> list[str]:
    """Their attachments, but for what somebody else has too."""
    rows = attachments.rows(connection, undone=True)
    others = {row.file for row in rows if row.customer_id != customer_id}
    return sorted({row.file for row in rows if row.customer_id == customer_id} - others)


def _whom(connection: sqlite3.Connection, text: str) -> int:
    if not lookup.whole(connection, text):
        gone = lookup.gone(connection, text)
        if len(gone) == 1:
            return gone[0]
    return lookup.for_write(connection, text).customer_id


def _names(unit: UnitOfWork, todo: Plan) -> list[str]:
    """Folded names that are still written somewhere, of old and locked ones too."""
    texts = forgotten.texts(unit.connection, todo.customer_id)
    bodies = (history.text(unit.connection, i) for i, kind in texts.items() if kind == "name")
    return [fold(body) for body in bodies if body]


def _locked(
    connection: sqlite3.Connection, customer_id: int, texts: dict[int, str]
) -> dict[int, str]:
    present = {people.last_text_id(connection, customer_id, column) for column in _LOCKED_COLUMNS}
    return {
        text_id: kind
        for text_id, kind in texts.items()
        if kind in _LOCKED_KINDS or text_id in present
    }


def _forget(unit: UnitOfWork, todo: Plan, reason: str | None) -> ForgottenCustomer:
    """Write one act: fingerprints first, while there is something to take them from."""
    if todo.before:
        salt, marks = todo.before.salt, list(todo.before.fingerprints)
    else:
        salt, marks = _fingerprints(unit, todo.customer_id)
        for record in (todo.customer_id, *people.merged_ids(unit.connection, todo.customer_id)):
            _pseudonymise(unit, record)
    unit.insert(
        Forgotten,
        customer_id=todo.customer_id,
        forgotten_on=unit.today,
        erase_on=todo.erase_on,
        salt=salt,
        fingerprints=canonical(marks),
        reason_id=unit.words(reason),
    )
    unit.connection.execute(
        "UPDATE personal_text SET body = '' WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(todo.erased)),),
    )
    return ForgottenCustomer(
        todo.customer_id, forgetting.pseudonym(todo.customer_id), unit.today, todo.erase_on,
        dict(sorted(Counter(todo.erased.values()).items())),
        dict(sorted(Counter(todo.locked.values()).items())),
        _mentioned(todo), todo.files,
    )  # fmt: skip


def _fingerprints(unit: UnitOfWork, customer_id: int) -> tuple[str, list[str]]:
    """One salt for the whole book: a long import hashes each of its values once."""
    connection = unit.connection
    known = forgotten.everybody(connection)
    salt = known[0].salt if known else os.urandom(16).hex()
    columns = ("name", "nickname", "phone", "document")
    marks: set[str] = set()
    for record in (customer_id, *people.merged_ids(connection, customer_id)):
        row = connection.execute(
            f"SELECT {', '.join(columns)} FROM customer WHERE id = ?", (record,)
        ).fetchone()
        marks.update(forgotten.fingerprints(salt, dict(zip(columns, row, strict=True))))
    return salt, sorted(marks)


def _pseudonymise(unit: UnitOfWork, customer_id: int) -> None:
    columns = ", ".join((*PERSONAL_FIELDS, "active"))
    row = unit.connection.execute(f"SELECT {columns} FROM customer WHERE id = ?", (customer_id,))
    *values, active = row.fetchone()
    for field, value in zip(PERSONAL_FIELDS, values, strict=True):
        if field == "name":
            customers.set_personal(unit, customer_id, field, forgetting.pseudonym(customer_id))
        elif value is not None:
            customers.set_personal(unit, customer_id, field, None)
    if active:
        unit.change("customer", customer_id, "active", 1, 0)


def _mentioned(todo: Plan) -> list[str]:
    others = sorted({customer_id for _, customer_id in todo.mentions if customer_id})
    if not todo.mentions:
        return []
    where = ", ".join(f"c{i}" for i in others[:8]) + (" …" if len(others) > 8 else "")
    about = f" sobre {where}" if others else ""
    return [f"O nome também aparece em textos{about}; esses não foram mexidos."]


def _scrub(unit: UnitOfWork, done: list[ForgottenCustomer]) -> None:
    """Take the words out of the file itself, and say which other files still have them."""
    home = unit.path.parent
    for one in done:
        if not unit.dry_run:
            remove(home, one.files)
        one.warnings.extend(
            f"O arquivo {path} também tem os dados; apague-o quando não precisar mais dele."
            for path in documents_of(home, one.customer_id)
        )
    if done and not unit.dry_run:
        (home / LOG).unlink(missing_ok=True)
    of_all = home / DOCUMENTS / calendar_name(None)
    if done and of_all.exists():
        done[0].warnings.append(
            f"A agenda em {of_all} pode ter o nome; grave outra por cima: cobranca exportar ics"
        )
    if done and copies(home, UTC):
        done[0].warnings.append(
            "Há cópias de segurança que ainda têm os dados; para saber quais: cobranca conferir"
        )
    if done and not unit.dry_run and not scrub(unit.path):
        done[0].warnings.append(
            "Outro programa está usando o caderno: o que foi apagado só sai de vez do arquivo na "
            "próxima gravação, quando ele terminar."
        )
