"""What is inside a backup: packing a home into a zip, and unpacking one that nobody trusts yet.

Members: `cobranca.db`, `cobranca.toml`, `templates/*` and the attachments among `documents/*` when
the home has them, and `manifest.json`, which says who made it, when, the head of the audit chain,
and the SHA-256 of each other member. A file is unpacked only if its names are exactly of this kind
and its sizes are bounded, and into a folder of ours; nothing of it is used before everything
agrees.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import struct
import zipfile
import zlib
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, NamedTuple

from cobranca_cli import __version__
from cobranca_cli.domain.audit import GENESIS
from cobranca_cli.errors import (
    BackupDamagedError,
    BackupTooNewError,
    DatabaseWriteError,
    FileTooLargeError,
)
from cobranca_cli.store import attachments, migrate
from cobranca_cli.store.backup_files import sync_file
from cobranca_cli.store.connection import connect

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DATABASE, SETTINGS, TEMPLATES, MANIFEST = (
    "cobranca.db", "cobranca.toml", "templates", "manifest.json",
)  # fmt: skip
FORMAT = 1
SMALL = 1 << 20  # The most that settings, a template or the manifest may hold, in bytes.
_MOST_TEMPLATES = 500
# A ledger shrinks to a fourth or so. Deflate can do 1:1000, and only a trap does.
_MOST_TIMES_LARGER = 200
_CHUNK = 1 << 20
# A flat name that means one file on every system.
_TEMPLATE = re.compile(r"templates/(?!\.)[^/\\:*?\"<>|\x00-\x1f\x7f]{1,120}")
_ATTACHMENT = re.compile(f"{attachments.FOLDER}/{attachments.NAME.pattern}")
# How zipfile says that a file is not what it should be.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OverflowError, KeyError, TypeError, struct.error, OSError,
)  # fmt: skip
_TRAP = "o conteúdo é grande demais"


class Manifest(NamedTuple):
    """What a backup says about itself; `members` is name -> SHA-256 in hex."""

    format: int
    program_version: str
    schema_version: int
    made_at: str  # UTC, ISO.
    seq: int  # Head of the audit chain; 0 for a book in which nothing was written.
    hash: str
    members: dict[str, str]


class Head(NamedTuple):
    """What tells one database from another."""

    is_ours: bool
    schema_version: int
    seq: int
    hash: str


def pack(home: Path, scratch: Path, now: datetime) -> tuple[Path, Manifest]:
    """Make the zip of a home in `scratch`; returns it with its manifest.

    The database is copied by SQLite's backup API: one moment of it, whoever writes meanwhile.
    """
    snapshot = scratch / DATABASE
    copy_database(home / DATABASE, snapshot)
    members = [(DATABASE, snapshot), *files(home)]
    head = read_head(snapshot)
    target = scratch / "copia.zip"
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
        sums = {name: _add(archive, name, path, now) for name, path in members}
        made_at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        manifest = Manifest(
            FORMAT, __version__, head.schema_version, made_at, head.seq, head.hash, sums
        )
        text = json.dumps(manifest._asdict(), ensure_ascii=False, indent=2)
        archive.writestr(_info(MANIFEST, now), text.encode())
    snapshot.unlink()
    return target, manifest


def unpack(file: IO[bytes], into: Path, path: str) -> Manifest:
    """Check a zip and write its members, each as its manifest says, into the folder `into`.

    `path` is what errors call it. The database's own content is not looked at here.

    Raises BackupDamagedError, BackupTooNewError, or DatabaseWriteError when `into` has no room.
    """
    with contextlib.ExitStack() as stack:
        with as_damage(path):
            archive = stack.enter_context(zipfile.ZipFile(file))
            infos = _bounded(archive, file, path)
            manifest = _read_manifest(archive, infos, path)
            names = [info.filename for info in infos if info.filename != MANIFEST]
            if sorted(names) != sorted(manifest.members) or DATABASE not in names:
                raise BackupDamagedError(path, "falta ou sobra um arquivo dentro dela")
        if sum(info.file_size for info in infos) > shutil.disk_usage(into).free:
            raise DatabaseWriteError("não há espaço livre no disco para abrir a cópia")
        for name, sha256 in manifest.members.items():
            target = into / name
            target.parent.mkdir(mode=0o700, exist_ok=True)
            if _extract(archive, name, target, path) != sha256:
                raise BackupDamagedError(path, f"{name} não é o que foi guardado")
    return manifest


def read_manifest(path: Path) -> Manifest | None:
    """What a plain backup says about itself; None for a file that is not (or no longer) one."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return _read_manifest(archive, _bounded(archive, file, str(path)), str(path))
    except (*_DAMAGE, BackupDamagedError, BackupTooNewError):
        return None  # `restaurar` says what is wrong with it, when it is wanted.


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy by SQLite's backup API, 0600, complete on the disk."""
    with contextlib.closing(connect(source, read_only=True)) as opened:
        backup_into_file(opened, target)


def backup_into_file(source: sqlite3.Connection, target: Path) -> None:
    """The database of an open connection in a new file (0600), complete on the disk."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with contextlib.closing(connect(target, read_only=False)) as copy:
        source.backup(copy)
    sync_file(target)


def limit_of(name: str) -> int | None:
    """The most bytes that a member beside the database may have; None: no such member is ours."""
    if name == SETTINGS or _TEMPLATE.fullmatch(name):
        return SMALL
    return attachments.LIMIT if _ATTACHMENT.fullmatch(name) else None


def read_head(database: Path) -> Head:
    """Whose a database is and where its audit chain ends. Raises what opening and reading raise."""
    with contextlib.closing(connect(database, read_only=True)) as opened:
        return head_of(opened)


def head_of(opened: sqlite3.Connection) -> Head:
    """As `read_head`, of a connection that is open."""
    ours = opened.execute("PRAGMA application_id").fetchone()[0] == migrate.APPLICATION_ID
    version = migrate.user_version(opened)
    head = opened.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(ours, version, *(head or (0, GENESIS)))


def files(home: Path) -> list[tuple[str, Path]]:
    """(member, file) of settings, templates and attachments; hidden files are not the owner's."""
    settings = home / SETTINGS
    found = [(SETTINGS, settings)] if settings.is_file() else []
    folder = home / TEMPLATES
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = f"{TEMPLATES}/{path.name}"
        if path.is_file() and _TEMPLATE.fullmatch(name):
            found.append((name, path))
    for _, path in found:
        if path.stat().st_size > SMALL:
            raise FileTooLargeError(str(path), SMALL)
    for path in attachments.kept(home):
        if path.stat().st_size > attachments.LIMIT:
            raise FileTooLargeError(str(path), attachments.LIMIT)
        found.append((f"{attachments.FOLDER}/{path.name}", path))
    return found


def _info(name: str, now: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, now.timetuple()[:6])
    # A photo does not get smaller, and takes its time not to.
    stored = _ATTACHMENT.fullmatch(name)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _add(archive: zipfile.ZipFile, name: str, path: Path, now: datetime) -> str:
    with path.open("rb") as source, archive.open(_info(name, now), "w", force_zip64=True) as target:
        return _copy(source, target)


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    """Copy all of it; returns the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _bounded(archive: zipfile.ZipFile, file: IO[bytes], path: str) -> list[zipfile.ZipInfo]:
    """The members, once no name leads outside and no size is a trap.

    zipfile reads at most the declared size of a member, so declared sizes are what counts.
    """
    infos = archive.infolist()
    names = [info.filename for info in infos]
    templates = [name for name in names if _TEMPLATE.fullmatch(name)]
    attached = {name for name in names if _ATTACHMENT.fullmatch(name)}
    known = {DATABASE, SETTINGS, MANIFEST, *templates, *attached}
    if len(set(names)) != len(names) or set(names) - known:
        raise BackupDamagedError(path, "há nela arquivos que o cobranca não guardaria")
    length = file.seek(0, os.SEEK_END)
    small = [i.file_size for i in infos if i.filename not in {DATABASE, *attached}]
    large = [i.file_size for i in infos if i.filename in attached]
    if (
        len(templates) > _MOST_TEMPLATES
        or max(small, default=0) > SMALL
        or max(large, default=0) > attachments.LIMIT
        or sum(info.file_size for info in infos) > length * _MOST_TIMES_LARGER + SMALL
    ):
        raise BackupDamagedError(path, _TRAP)
    return infos


def _read_manifest(
    archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo], path: str
) -> Manifest:
    if MANIFEST not in {info.filename for info in infos}:
        raise BackupDamagedError(path, "não é uma cópia feita pelo cobranca")
    found = json.loads(archive.read(MANIFEST))
    kinds = Manifest.__annotations__
    if not isinstance(found, dict) or not set(kinds) <= set(found):
        raise BackupDamagedError(path, "não se entende o manifest.json dela")
    manifest = Manifest(**{key: found[key] for key in kinds})
    if _newer(manifest.format, FORMAT) or _newer(manifest.schema_version, migrate.VERSION):
        raise BackupTooNewError(path, str(manifest.program_version), __version__)
    datetime.strptime(manifest.made_at, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007  # Only its shape.
    whole = (manifest.format, manifest.schema_version, manifest.seq)
    texts = (manifest.program_version, manifest.hash, *dict(manifest.members).values())
    if not all(type(n) is int for n in whole) or not all(isinstance(t, str) for t in texts):
        raise BackupDamagedError(path, "não se entende o manifest.json dela")
    return manifest


def _newer(found: object, known: int) -> bool:
    return isinstance(found, int) and found > known


def _extract(archive: zipfile.ZipFile, name: str, target: Path, path: str) -> str:
    """Write one member to a new file (0600), complete on the disk; returns its SHA-256."""
    digest = hashlib.sha256()
    descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(descriptor, "wb") as file, contextlib.ExitStack() as stack:
        with as_damage(path):
            source = stack.enter_context(archive.open(name))
        while chunk := _read(source, path):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _read(source: IO[bytes], path: str) -> bytes:
    with as_damage(path):
        return source.read(_CHUNK)


@contextlib.contextmanager
def as_damage(path: str, kinds: tuple[type[Exception], ...] = _DAMAGE) -> Iterator[None]:
    """Whatever reading a file that is none of ours stumbles over, as one error."""
    try:
        yield
    except kinds as error:
        raise BackupDamagedError(path, "o arquivo está incompleto ou trocado") from error
