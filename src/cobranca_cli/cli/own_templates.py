"""The template files of a home: which there are, reading one, copying one to be edited."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.cli.context import typed_path
from cobranca_cli.domain.text import fold
from cobranca_cli.errors import (
    ConflictingOptionsError,
    FileTooLargeError,
    FileUnreadableError,
    InvalidChoiceError,
    OwnTemplateError,
    reason_of,
)
from cobranca_cli.messages.rendering import LONGEST_FILE, shipped
from cobranca_cli.messages.trials import ABOUT

if TYPE_CHECKING:
    from cobranca_cli.cli.context import AppContext
    from cobranca_cli.store.settings import Settings


class TemplateRow(NamedTuple):
    """One template; `own` when the home has its own in place of the shipped one."""

    name: str
    about: str
    own: bool
    path: str


class Listing(NamedTuple):
    """All templates, and the manner of those that come with the program (`voce`, `senhor`)."""

    rows: list[TemplateRow]
    manner: str


class Shown(NamedTuple):
    """One template with the text that it gives for an invented customer."""

    name: str
    about: str
    own: bool
    path: str
    text: str


class Copied(NamedTuple):
    """A template that was copied to the home."""

    name: str
    path: str
    edited: bool


def known(text: str) -> str:
    """The template of this name, case and accents ignored. Raises InvalidChoiceError."""
    name = fold(text).removesuffix(".txt").replace(" ", "-")
    if name not in ABOUT:
        raise InvalidChoiceError("o modelo", text, list(ABOUT))
    return name


def listing(settings: Settings, *, wanted_edit: bool = False) -> Listing:
    """Every template, and whose it is. Raises ConflictingOptionsError for --edit of nothing."""
    if wanted_edit:
        raise ConflictingOptionsError(
            "Diga qual modelo quer mudar.", "por exemplo: cobranca modelos esqueceu --editar"
        )
    return Listing([_row(settings, name) for name in ABOUT], settings.manner)


def shown(settings: Settings, name: str) -> Shown:
    """A template and its text. Raises TemplateError, ToneError."""
    from cobranca_cli.messages.trials import sample

    return Shown(*_row(settings, name), text=sample(settings, name))


def copy(settings: Settings, folder: Path, name: str) -> Copied:
    """Copy the shipped template into the home (0600). Raises OwnTemplateError, OSError."""
    from cobranca_cli.cli.private_file import write_private

    path = folder / f"{name}.txt"
    if os.path.lexists(path):
        raise OwnTemplateError(name, str(path))
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(path, shipped(settings, name).read_bytes())
    return Copied(name, str(path), edited=True)


def open_in_editor(app: AppContext, path: Path) -> bool:
    """Open a file in the person's own editor; only at a terminal, and where EDITOR says which."""
    editor = os.environ.get("EDITOR", "").strip()
    if not editor or not app.on_terminal:
        return False
    import subprocess

    subprocess.run([*words_of(editor), str(path)], check=False)  # noqa: S603  # Their own words.
    return True


def words_of(command: str, *, windows: bool = os.name == "nt") -> list[str]:
    """A command line as its words; on Windows a backslash is a part of a path."""
    import shlex

    words = shlex.split(command, posix=not windows)
    return [word.strip('"') for word in words] if windows else words


def read_named(app: AppContext, text: str) -> tuple[str, str]:
    """(source, name) of a file, of the keyboard (`-`), or of a template by its name.

    Raises FileUnreadableError, FileTooLargeError.
    """
    if text == "-":
        return _decoded(sys.stdin.read().encode("utf-8", "surrogateescape"), text), "texto"
    path = typed_path(text)
    name = fold(path.name).removesuffix(".txt")
    if not path.exists():
        found = Path(_row(app.settings, name).path)
        path = found if name == fold(text).removesuffix(".txt") and found.exists() else path
    try:
        if path.exists() and not path.is_file() and not path.is_fifo():
            raise FileUnreadableError(text, "não é um arquivo")
        with path.open("rb") as file:
            data = file.read(LONGEST_FILE + 1)
    except FileNotFoundError:
        raise FileUnreadableError(text, "o arquivo não existe") from None
    except OSError as error:
        raise FileUnreadableError(text, reason_of(error)) from None
    return _decoded(data, text), name


def _decoded(data: bytes, text: str) -> str:
    if len(data) > LONGEST_FILE:
        raise FileTooLargeError(text, LONGEST_FILE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadableError(text, reason_of(error)) from None


def _row(settings: Settings, name: str) -> TemplateRow:
    folder = settings.templates
    own = folder / f"{name}.txt" if folder is not None else None
    is_own = own is not None and own.exists()
    path = own if own is not None and is_own else shipped(settings, name)
    return TemplateRow(name, ABOUT.get(name, ""), is_own, str(path))
