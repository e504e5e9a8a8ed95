"""Whether the book is safe where it lies: a copy somewhere else, and no folder that is synced.

A synchroniser copies the files of a database that is in use one after the other, and may so keep
a copy that does not open; on two computers it makes two books of one.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.store.backup_files import elsewhere_on

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

OLD_DAYS = 7
_HOW = "cobranca backup --para PASTA, de outro disco"
# How the folders of synchronisers are called, and what they leave in them.
_SYNCED = {
    "dropbox": "Dropbox", "onedrive": "OneDrive", "google drive": "Google Drive",
    "googledrive": "Google Drive", "my drive": "Google Drive", "meu drive": "Google Drive",
    "icloud drive": "iCloud", "iclouddrive": "iCloud", "mobile documents": "iCloud",
    "cloudstorage": "um sincronizador", "nextcloud": "Nextcloud", "owncloud": "ownCloud",
    "megasync": "MEGA", "pcloud drive": "pCloud",
}  # fmt: skip
_MARKERS = {
    ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".tmp.drivedownload": "Google Drive",
    ".stfolder": "Syncthing", ".owncloudsync.log": "ownCloud", ".sync_*.db": "Nextcloud",
}  # fmt: skip


class Caution(NamedTuple):
    """What is no defect and yet asks for something."""

    code: str
    message: str
    hint: str


def cautions(
    connection: sqlite3.Connection, *, home: Path, today: date, thorough: bool = False
) -> list[Caution]:
    """What to say of the home. `thorough` looks into the folders too, and not at their names only.

    A book that is not a week old is left in peace, an empty one always.
    """
    found = []
    first = connection.execute("SELECT at FROM audit WHERE seq = 1").fetchone()
    last = elsewhere_on(home) if first else None
    since = last or (date.fromisoformat(first[0][:10]) if first else today)
    if (today - since).days > OLD_DAYS:
        message = (
            f"A última cópia em outro lugar é de {last:%d/%m/%Y}."
            if last
            else "Ainda não há cópia em outro lugar: se este disco falhar, o caderno se perde."
        )
        found.append(Caution("no_copy_elsewhere", message, _HOW))
    where = synced(home, thorough=thorough)
    if where:
        found.append(Caution(
            "home_synced",
            f"A pasta dos dados fica dentro de {where}, que pode guardar uma cópia que não abre.",
            "mude-a para fora e diga onde está com COBRANCA_HOME; dentro, só as cópias.",
        ))  # fmt: skip
    return found


def synced(home: Path, *, thorough: bool) -> str | None:
    """The synchroniser in whose folder a home lies, by the names of the folders, or what is there.

    `OneDrive - Empresa`, `GoogleDrive-lucia@example.com` and `Dropbox (Pessoal)` count too.
    """
    parts = (home.resolve() if thorough else home).parts
    for part in parts:
        name = part.casefold()
        for start, service in _SYNCED.items():
            if name == start or name.startswith((f"{start} ", f"{start}-", f"{start}_")):
                return service
    if thorough:
        for folder in (home, *home.parents):
            for marker, service in _MARKERS.items():
                if any(folder.glob(marker)):
                    return service
    return None
