"""Files of a home, beside the book, that hold an older state of it or a person's data."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.store.archive import read_manifest

if TYPE_CHECKING:
    from datetime import date, tzinfo
    from pathlib import Path

DOCUMENTS = "documents"  # The folder of a home for what is given to people.
LOG = "diario.log"  # In a home: what the scheduled runs said, which names people.
# Copies made by `backup`, and those made before an upgrade or a restore.
_PATTERNS = ("cobranca-*.zip*", "antes-*")
_ASIDE = "antes-de-restaurar-"
_BOOK = "caderno"  # How the names of exports of the whole book begin, and of one person's part.
_OF_ONE = re.compile(rf"{_BOOK}-c\d")
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d{6})")


class Copy(NamedTuple):
    """A file with an older state of the book; `made_at` is an aware instant."""

    name: str
    made_at: datetime


def copies(home: Path, zone: tzinfo) -> list[Copy]:
    """The copies in a home's `backups`, by name; when each was made its name says, else its date.

    `zone` is that of the stamps in the names. Exports of the whole book are copies, too.
    """
    found = {path for pattern in _PATTERNS for path in (home / "backups").glob(pattern)}
    made = [Copy(path.name, _made_at(path, zone)) for path in sorted(found)]
    exported = sorted((home / DOCUMENTS).glob(f"{_BOOK}[.-]*"))
    return made + [
        Copy(f"{DOCUMENTS}/{path.name}", _made_at(path, zone))
        for path in exported
        if not _OF_ONE.match(path.name)
    ]


class CopyHead(NamedTuple):
    """Where the audit chain of a copy ends."""

    name: str
    seq: int
    hash: str


def heads(home: Path, zone: tzinfo) -> list[CopyHead]:
    """Of each readable copy that was made since a copy was last brought back, by name.

    What was written between an older copy and its restoring is gone on purpose. An encrypted copy
    is not opened for this.
    """
    found = copies(home, zone)
    restored_at = max((c.made_at for c in found if c.name.startswith(_ASIDE)), default=None)
    return [
        CopyHead(copy.name, manifest.seq, manifest.hash)
        for copy in found
        if copy.name.endswith(".zip") and not (restored_at and copy.made_at <= restored_at)
        for manifest in [read_manifest(home / "backups" / copy.name)]
        if manifest
    ]


def document_name(customer_id: int, day: date | str) -> str:
    """The name of the file with everything about a person; it does not name them."""
    return f"dados-c{customer_id}-{day}.json"


def calendar_name(customer_id: int | None) -> str:
    """The name of the calendar of a person, or (None) of everybody."""
    return f"agenda-c{customer_id}.ics" if customer_id else "agenda.ics"


def dossier_name(customer_id: int, stamp: str) -> str:
    """The name of the folder of a dossier; its ZIP has an ending more."""
    return f"dossie-c{customer_id}-{stamp}"


def book_name(customer_id: int | None, ending: str) -> str:
    """The name of an export of what a person bought and paid, or (None) of the whole book.

    `ending` is that of the format, as `.xlsx`, or `-vendas.csv` of one of several files.
    """
    return f"{_BOOK}-c{customer_id}{ending}" if customer_id else f"{_BOOK}{ending}"


def documents_of(home: Path, customer_id: int) -> list[Path]:
    """What there is in a home's `documents` that was made of one person alone, by name."""
    folder = home / DOCUMENTS
    return [
        *sorted(folder.glob(calendar_name(customer_id))),
        *sorted(folder.glob(document_name(customer_id, "*"))),
        *sorted(folder.glob(dossier_name(customer_id, "*"))),
        *sorted(folder.glob(book_name(customer_id, "[.-]*"))),
    ]


def _made_at(path: Path, zone: tzinfo) -> datetime:
    stamp = _STAMP.search(path.name)
    if stamp:
        try:
            return datetime.strptime("".join(stamp.groups()), "%Y-%m-%d%H%M%S").replace(tzinfo=zone)
        except ValueError:
            pass
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
