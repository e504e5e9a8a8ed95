"""The whole book as one JSON document: every row of every table, settings, templates, attachments.

Written row by row and read value by value, so that no size of it fills the memory. A row is an
object with the columns as keys, on a line of its own; reading does not mind the layout or the order
of keys, as long as the versions come before the tables. What is read is trusted by nobody yet: its
names are exactly ours and its sizes bounded, and `services.backup` checks the book that came of it.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import io
import json
import os
import re
import sqlite3
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from cobranca_cli import __version__
from cobranca_cli.errors import ACTS_ON_A_TERMINAL, BackupDamagedError, BackupTooNewError
from cobranca_cli.store import archive, attachments, migrate
from cobranca_cli.store.backup_files import sync_file
from cobranca_cli.store.connection import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

FORMAT = 1
_MARK = ("cobranca", "caderno")  # The first key and its value: whose file it is.
START = '{{\n "{}": "{}"'.format(*_MARK).encode()
_LONGEST = 32 << 20  # Characters of one value: an attachment of the largest size, in base64.
_CHUNK = 1 << 20
_NO_BLANK = re.compile(r"[^ \t\r\n]")
_BATCH = 5_000  # Rows in memory at once.
_DAMAGE = (
    ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError,
    sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError,
)  # fmt: skip


class Header(NamedTuple):
    """What a document says about itself; `seq` and `hash` are the head of the audit chain."""

    program_version: str
    format: int
    schema_version: int
    exported_at: str  # UTC, ISO.
    seq: int
    hash: str


_KINDS = (str, int, int, str, int, str)  # Of the fields of Header.


def lines(connection: sqlite3.Connection, home: Path, now: datetime) -> Iterator[str]:
    """The document, line by line, of what one snapshot holds and of the files beside it.

    `now` is in UTC. Raises FileTooLargeError, OSError.
    """
    head = archive.head_of(connection)
    header = Header(
        __version__, FORMAT, head.schema_version, now.strftime("%Y-%m-%dT%H:%M:%SZ"), head.seq,
        head.hash,
    )  # fmt: skip
    yield "{"
    for key, value in [_MARK, *header._asdict().items()]:
        yield f' "{key}": {_text(value)},'
    yield ' "tables": {'
    all_tables = tables(connection)
    for number, (table, columns) in enumerate(all_tables.items(), 1):
        yield f'  "{table}": ['
        rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1")
        yield from _listed(dict(zip(columns, row, strict=True)) for row in rows)
        yield "  ]," if number < len(all_tables) else "  ]"
    yield " },"
    yield ' "files": ['
    yield from _listed(_packed(name, path) for name, path in archive.files(home))
    yield " ]"
    yield "}"


def tables(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Table -> its columns, in the order in which they were made."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " ORDER BY rowid"
    ).fetchall()
    return {
        name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        for (name,) in names
    }


def read(file: IO[bytes], into: Path, path: str) -> Header:
    """Make of a document the database and the files in the folder `into`, each as it says.

    `path` is what errors call it. Raises BackupDamagedError, BackupTooNewError, OSError, or
    sqlite3.OperationalError when there is no room.
    """
    found: dict[str, Any] = {}
    with archive.as_damage(path, _DAMAGE):
        values = _Values(io.TextIOWrapper(file, encoding="utf-8-sig"))
        for key in values.members():
            if key in found:
                raise ValueError(key)
            found[key] = None
            if key == "tables":
                _read_tables(values, into, _header(found, path))
            elif key == "files":
                _read_files(values, into)
            else:
                found[key] = values.one()
                _refuse_newer(found, path)
        values.end()
        if found.keys() - Header.__annotations__.keys() != {_MARK[0], "tables", "files"}:
            raise ValueError("keys")
        return _header(found, path)


def _text(value: object) -> str:
    """JSON that acts on no terminal."""
    return ACTS_ON_A_TERMINAL.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False)
    )


def _listed(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The rows of a list, one on a line, with a comma after each but the last."""
    waiting = None
    for row in rows:
        if waiting is not None:
            yield f"{waiting},"
        waiting = f"   {_text(row)}"
    if waiting is not None:
        yield waiting


def _packed(name: str, path: Path) -> dict[str, str]:
    content = path.read_bytes()
    if not name.startswith(attachments.FOLDER):
        with contextlib.suppress(UnicodeDecodeError):
            return {"name": name, "text": content.decode()}
    return {"name": name, "base64": base64.b64encode(content).decode()}


def _refuse_newer(found: dict[str, Any], path: str) -> None:
    """As soon as it is read: what follows in a newer document may be anything."""
    for key, known in (("format", FORMAT), ("schema_version", migrate.VERSION)):
        if isinstance(found.get(key), int) and found[key] > known:
            raise BackupTooNewError(path, str(found.get("program_version", "?")), __version__)


def _header(found: dict[str, Any], path: str) -> Header:
    """The fields that say what follows. Raises BackupDamagedError, KeyError."""
    if found.get(_MARK[0]) != _MARK[1]:
        raise BackupDamagedError(path, "não é um caderno exportado pelo cobranca")
    header = Header(**{key: found[key] for key in Header.__annotations__})
    if any(type(value) is not kind for value, kind in zip(header, _KINDS, strict=True)):
        raise ValueError(header)
    if header.format < 1 or header.schema_version < 1:
        raise ValueError(header)
    return header


def _read_tables(values: _Values, into: Path, header: Header) -> None:
    """A database of the document's own version, brought up to date with its rows in it."""
    database = into / archive.DATABASE
    os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    # Nobody else sees this file, and it is worth nothing before it is complete.
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as opened:
        opened.execute("PRAGMA journal_mode = OFF")
        opened.execute("PRAGMA synchronous = OFF")
        opened.execute("BEGIN")
        migrate.tables_only(opened, header.schema_version)
        left = tables(opened)
        for table in values.members():
            columns = left.pop(table)
            marks = ", ".join("?" * len(columns))
            rows = (_row(row, columns) for row in values.items())
            while batch := list(islice(rows, _BATCH)):
                opened.executemany(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", batch
                )
        if left:
            raise ValueError(left)
        opened.execute("COMMIT")
    with contextlib.closing(connect(database, read_only=False)) as opened:
        opened.execute("BEGIN IMMEDIATE")
        migrate.complete(opened, header.schema_version)
        opened.execute("COMMIT")
    sync_file(database)


def _row(row: Any, columns: list[str]) -> tuple[int | str | None, ...]:
    if row.keys() != set(columns):
        raise ValueError(row)
    found = tuple(row[column] for column in columns)
    if any(value is not None and type(value) not in (int, str) for value in found):
        raise TypeError(row)
    return found


def _read_files(values: _Values, into: Path) -> None:
    """Settings, templates and attachments, under names that are ours."""
    for packed in values.items():
        name: str = packed.pop("name")
        ((kind, body),) = packed.items()
        content = _DECODERS[kind](body)
        limit = archive.limit_of(name)
        if limit is None or len(content) > limit:
            raise ValueError(name)
        target = into / name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        if target.exists():
            raise ValueError(name)
        descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        folder, _, own_name = name.rpartition("/")
        if folder == attachments.FOLDER and attachments.state(into, own_name) != "ok":
            raise ValueError(name)


def _decoded(body: str) -> bytes:
    return binascii.a2b_base64(body, strict_mode=True)


_DECODERS: dict[str, Callable[[str], bytes]] = {"text": str.encode, "base64": _decoded}


class _Values:
    """The values of a JSON text one after the other, read piece by piece. Raises ValueError."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._text, self._at, self._ended = "", 0, False
        self._decode = json.JSONDecoder().raw_decode

    def one(self) -> Any:
        """The next value, whole."""
        self._peek()
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except json.JSONDecodeError:
                if self._ended:
                    raise
            else:
                if end < len(self._text) or self._ended:  # Else a number may go on.
                    self._at = end
                    return value
            waiting = len(self._text) - self._at
            if waiting > _LONGEST:
                raise ValueError("a value without an end")
            self._more(min(waiting, _LONGEST - waiting))  # Twice as much: it is decoded anew.

    def members(self) -> Iterator[str]:
        """The keys of an object; whoever is given one takes its value before the next."""
        for _ in self._parts("{", "}"):
            key = self.one()
            if not isinstance(key, str):
                raise TypeError(key)
            self._take(":")
            yield key

    def items(self) -> Iterator[Any]:
        """The values of an array."""
        for _ in self._parts("[", "]"):
            yield self.one()

    def end(self) -> None:
        """Nothing follows."""
        if self._peek():
            raise ValueError("more follows")

    def _parts(self, first: str, last: str) -> Iterator[None]:
        self._take(first)
        if self._peek() != last:
            yield
            while self._peek() == ",":
                self._take(",")
                yield
        self._take(last)

    def _take(self, char: str) -> None:
        if self._peek() != char:
            raise ValueError(f"no {char}")
        self._at += 1

    def _peek(self) -> str:
        """The next character that is no blank; "" at the end."""
        while True:
            found = _NO_BLANK.search(self._text, self._at)
            self._at = found.start() if found else len(self._text)
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._more()

    def _more(self, wanted: int = 0) -> None:
        read = self._file.read(max(wanted, _CHUNK))
        self._text, self._at = self._text[self._at :] + read, 0
        self._ended = not read
