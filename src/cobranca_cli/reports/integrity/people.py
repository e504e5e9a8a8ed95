"""Who was forgotten: nothing is left of them but what is locked, here and in older copies."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from cobranca_cli.domain.audit import text_hash
from cobranca_cli.domain.forgetting import pseudonym
from cobranca_cli.reports.integrity.problems import RESTORE, Problem, day, noun
from cobranca_cli.store.queries import forgotten

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import date

    from cobranca_cli.store.copies import Copy

_FORGETTING = ("forget-customer", "erase-forgotten")  # Also in history.NOT_UNDOABLE.
_NAMED = 8  # Of each copy, so many people at most.


def people(connection: sqlite3.Connection) -> Iterator[Problem]:
    """A forgotten customer is a pseudonym, in no list, with nothing open and no credit."""
    rows = connection.execute(
        "SELECT c.id, c.active, c.name, coalesce(c.nickname, c.phone, c.document, c.email,"
        " c.address), (SELECT sum(open_cents) FROM installment WHERE customer_id = c.id),"
        " (SELECT sum(credit_cents) FROM payment WHERE customer_id = c.id)"
        " FROM customer c WHERE c.id IN (SELECT customer_id FROM forgotten) ORDER BY c.id"
    )
    for customer_id, active, name, known, open_cents, credit_cents in rows:
        if active or known or name != pseudonym(customer_id) or open_cents or credit_cents:
            yield Problem(
                "forgotten_not_gone",
                f"{noun('customer', customer_id).capitalize()} foi esquecido, mas ainda há dados "
                "ou dinheiro em nome dele.",
                RESTORE,
            )


def emptied(connection: sqlite3.Connection) -> Iterator[Problem]:
    """A text is empty only because a person was forgotten; the history says which ones are."""
    allowed = _emptied_by_us(connection)
    for text_id, salt, digest in connection.execute(
        "SELECT id, salt, sha256 FROM personal_text WHERE body = '' ORDER BY id"
    ):
        if text_id not in allowed and text_hash(salt, "") != digest:
            yield Problem("text_emptied", f"O texto {text_id} foi apagado por fora.", RESTORE)
    for (text_id,) in connection.execute(
        "SELECT t.id FROM json_each(?) j JOIN personal_text t ON t.id = j.value"
        " WHERE t.body <> '' ORDER BY t.id",
        (json.dumps(sorted(allowed)),),
    ):
        yield Problem(
            "text_not_emptied", f"O texto {text_id} devia ter sido apagado e voltou.", RESTORE
        )


def _emptied_by_us(connection: sqlite3.Connection) -> set[int]:
    found: set[int] = set()
    for (what,) in connection.execute(
        "SELECT what FROM audit WHERE command IN (SELECT value FROM json_each(?))",
        (json.dumps(_FORGETTING),),
    ):
        with suppress(ValueError, KeyError, TypeError):  # Changed from outside: see `chain`.
            found.update(i for i in json.loads(what)["texts"] if isinstance(i, int))
    return found


def notes(
    connection: sqlite3.Connection, *, copies: Iterable[Copy] = (), today: date | None = None
) -> Iterator[Problem]:
    """What is no defect and yet to be done: copies that still hold who was forgotten, due erasing.

    A copy made before the act in force holds the person, or more of them than the law has us keep.
    """
    acts = forgotten.everybody(connection)
    for copy in sorted(copies):
        held = [a.customer_id for a in acts if copy.made_at < datetime.fromisoformat(a.at)]
        if held:
            who = ", ".join(f"c{i}" for i in held[:_NAMED]) + (" …" if held[_NAMED:] else "")
            yield Problem(
                "copy_holds_forgotten",
                f"A cópia {copy.name} ainda tem os dados de quem foi esquecido depois: {who}.",
                "apague-a quando não precisar mais dela; restaurá-la traria a pessoa de volta.",
            )
    for act in acts:
        if today and act.erase_on and act.erase_on <= today:
            yield Problem(
                "erasing_due",
                f"O prazo de guardar o que resta de c{act.customer_id} terminou em "
                f"{day(act.erase_on.isoformat())}.",
                f"apague com: cobranca esquecer-cliente c{act.customer_id}",
            )
