"""The text of a crontab: putting an entry of ours in, finding it, taking exactly it out.

An entry is one job between two comment lines that carry its mark. Every other line stays as it is,
to the byte, whatever its ends of line are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cobranca_cli.errors import CrontabMarksError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BEGIN, _END = "# >>> {} (escrito por: cobranca agendar)", "# <<< {}"
_PLAIN = re.compile(r"[A-Za-z0-9_@+=:,./-]+")


def with_entry(text: str, mark: str, job: str) -> str:
    """The crontab with this one entry of that mark, at its end; what it had of it is replaced.

    Raises CrontabMarksError.

    >>> print(with_entry("@daily x", "cobranca-a", "0 8 * * * y"), end="")
    @daily x
    # >>> cobranca-a (escrito por: cobranca agendar)
    0 8 * * * y
    # <<< cobranca-a
    """
    kept = without_entry(text, mark)
    if kept and not kept.endswith("\n"):
        kept += "\n"
    return kept + "\n".join((_BEGIN.format(mark), job, _END.format(mark), ""))


def without_entry(text: str, mark: str) -> str:
    """The crontab without the entry of that mark. Raises CrontabMarksError."""
    lines = _lines(text)
    found = _place(lines, mark)
    if found is None:
        return text
    begin, end = found
    return "".join(lines[:begin] + lines[end + 1 :])


def entry(text: str, mark: str) -> str | None:
    """The entry of that mark as it stands there, its two comment lines included.

    Raises CrontabMarksError.
    """
    lines = _lines(text)
    found = _place(lines, mark)
    return "".join(lines[found[0] : found[1] + 1]) if found else None


def job_line(hour: int, minute: int, environment: Mapping[str, str], command: Sequence[str]) -> str:
    """A job of every day. The variables stand in its own line: elsewhere they would reach others.

    >>> job_line(8, 5, {"LANG": "C.UTF-8"}, ["/opt/a b/x", "100%"])
    "5 8 * * * /usr/bin/env LANG=C.UTF-8 '/opt/a b/x' '100'\\\\%''"
    """
    words = [*(f"{name}={value}" for name, value in environment.items()), *command]
    return " ".join((str(minute), str(hour), "* * * /usr/bin/env", *map(_quoted, words)))


def _quoted(word: str) -> str:
    """A word for sh in a crontab, where a bare `%` ends the command: it goes outside the quotes.

    A cron that knows no `%` leaves the backslash to sh, which then drops it.
    """
    if _PLAIN.fullmatch(word):
        return word
    parts = ("'" + part.replace("'", "'\\''") + "'" for part in word.split("%"))
    return "\\%".join(parts)


def _lines(text: str) -> list[str]:
    """Lines with their ends; only a line feed ends one."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _place(lines: list[str], mark: str) -> tuple[int, int] | None:
    """Where the entry begins and ends: two comments with one line between them, or nothing."""
    begin, end = _BEGIN.format(mark), _END.format(mark)
    bare = [line.strip() for line in lines]
    begins, ends = bare.count(begin), bare.count(end)
    if not begins and not ends:
        return None
    first = bare.index(begin) if begins else 0
    if (begins, ends) != (1, 1) or bare[first + 2 : first + 3] != [end]:
        raise CrontabMarksError(mark)
    return first, first + 2
