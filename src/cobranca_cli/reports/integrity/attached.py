"""Whether the files that belong to sales and payments are there, and what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.reports.integrity.problems import Problem, noun
from cobranca_cli.store import attachments as files
from cobranca_cli.store.queries import attachments as queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

_SAID = {"missing": "não está mais na pasta documents", "changed": "foi mudado por fora"}


def attachments(connection: sqlite3.Connection, home: Path) -> Iterator[Problem]:
    """Each attachment's file has the hash that it was kept under."""
    for row in queries.rows(connection):
        state = files.state(home, row.file)
        if state != "ok":
            yield Problem(
                f"attachment_{state}",
                f"{noun('attachment', row.attachment_id).capitalize()} ({row.name}), de "
                f"{row.customer}, {_SAID[state]}: {files.FOLDER}/{row.file}.",
                "traga-o de volta de uma cópia (cobranca restaurar ARQUIVO), ou apague o que está "
                "lá e anexe de novo o original: cobranca anexar",
            )


def left_over(connection: sqlite3.Connection, home: Path) -> Iterator[Problem]:
    """Files of attachments that nothing here knows: of an older book, or of a process that died."""
    known = {row.file for row in queries.rows(connection, undone=True)}
    for path in files.kept(home):
        if path.name not in known:
            yield Problem(
                "attachment_unknown",
                f"O arquivo {files.FOLDER}/{path.name} não é anexo de nada.",
                "veja o que é e apague-o, se não precisar dele.",
            )
