"""Asking a scheduler's own program, and its files: private, and written wholly or not at all."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.cli.private_file import write_private
from cobranca_cli.cli.schedulers import Piece
from cobranca_cli.errors import SchedulerFailedError, reason_of

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS = 30


class Answer(NamedTuple):
    """How a program ended, what it said, and what it complained of."""

    code: int
    said: bytes
    complaint: str


def asked(command: list[str], *, stdin: bytes = b"") -> Answer:
    """Run one of the schedulers' programs, in English. Raises SchedulerFailedError if it cannot."""
    try:
        done = subprocess.run(  # noqa: S603  # One of the four schedulers' own programs.
            command, input=stdin, capture_output=True, check=False, timeout=_SECONDS,
            env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise SchedulerFailedError(command[0], "não respondeu") from None
    except OSError as error:
        raise SchedulerFailedError(command[0], reason_of(error)) from None
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())


def told(command: list[str], *, stdin: bytes = b"") -> None:
    """`asked`, where anything but success is an error. Raises SchedulerFailedError."""
    answer = asked(command, stdin=stdin)
    if answer.code:
        said = answer.complaint or answer.said.decode("utf-8", "replace").strip()
        raise SchedulerFailedError(command[0], said or f"terminou com {answer.code}")


def put(path: Path, content: bytes) -> None:
    """Write a file of ours. Raises SchedulerFailedError."""
    try:
        write_private(path, content)
    except OSError as error:
        raise SchedulerFailedError(str(path), reason_of(error)) from None


def piece(path: Path) -> list[Piece]:
    """What a file of ours says, if it is there. Raises SchedulerFailedError."""
    try:
        return [Piece(str(path), path.read_text("utf-8"))]
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise SchedulerFailedError(str(path), reason_of(error)) from None
