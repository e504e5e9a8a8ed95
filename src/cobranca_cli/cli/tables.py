"""Columns side by side, as wide as the window allows; drawn by rich on a terminal."""

from __future__ import annotations

import itertools
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_NARROWEST_TEXT = 16  # Below this a column of words is unreadable: rows are stacked instead.


def show(shown: Sequence[Sequence[str]], right: list[bool], write: Callable[[str], None]) -> None:
    """Columns of words, each with its heading first, those in `right` to the right.

    Column after column: a list may have tens of thousands of lines. `write` takes what is not drawn
    by rich.
    """
    headings = [column[0] for column in shown]
    widths = [max(map(_measure(column), column)) for column in shown]
    if not sys.stdout.isatty():
        _aligned(shown, widths, right, write)
        return
    import shutil

    colours = not os.environ.get("NO_COLOR")
    gaps = (3 if colours else 2) * len(widths)
    fitted = _fitted(widths, right, shutil.get_terminal_size().columns - gaps)
    cells = list(zip(*(column[1:] for column in shown), strict=True))
    if fitted is None:
        _stacked(headings, cells, write)
    elif not colours:
        _aligned(_wrapped(shown, fitted), fitted, right, write)
    else:
        _rich(headings, cells, fitted, right)


def _fitted(widths: list[int], right: list[bool], room: int) -> list[int] | None:
    """The widths with the widest texts narrowed until all fits; None when it cannot."""
    fitted = list(widths)
    texts = [i for i, is_right in enumerate(right) if not is_right]
    while sum(fitted) > room:
        widest = max(texts, key=lambda i: fitted[i], default=None)
        if widest is None or fitted[widest] <= _NARROWEST_TEXT:
            return None
        fitted[widest] -= 1
    return fitted


def _aligned(
    shown: Iterable[Sequence[str]],
    widths: list[int],
    right: list[bool],
    write: Callable[[str], None],
) -> None:
    """Columns with their headings, side by side."""
    padded = [_padded(*column) for column in zip(shown, widths, right, strict=True)]
    write("".join("  ".join(line).rstrip() + "\n" for line in zip(*padded, strict=True)))


def _padded(cells: Sequence[str], width: int, is_right: bool) -> list[str]:
    if _measure(cells) is len:
        return [cell.rjust(width) if is_right else cell.ljust(width) for cell in cells]
    blanks = [" " * (width - _width(cell)) for cell in cells]
    pairs = zip(blanks, cells, strict=True) if is_right else zip(cells, blanks, strict=True)
    return ["".join(pair) for pair in pairs]


def _wrapped(shown: Sequence[Sequence[str]], widths: list[int]) -> list[tuple[str, ...]]:
    """The columns with what is too long on several lines."""
    import textwrap

    lines = [
        parts
        for line in zip(*shown, strict=True)
        for parts in itertools.zip_longest(
            *(
                [cell] if _width(cell) <= width else textwrap.wrap(cell, width) or [""]
                for cell, width in zip(line, widths, strict=True)
            ),
            fillvalue="",
        )
    ]
    return list(zip(*lines, strict=True))


def _stacked(
    headings: list[str], cells: Sequence[Sequence[str]], write: Callable[[str], None]
) -> None:
    """A narrow window: one line per value, so that no column loses its meaning."""
    for line in cells:
        for heading, cell in zip(headings, line, strict=True):
            if cell:
                write(f"{heading}: {cell}\n")
        write("\n")


def _rich(
    headings: list[str], cells: Sequence[Sequence[str]], widths: list[int], right: list[bool]
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading, width, is_right in zip(headings, widths, right, strict=True):
        table.add_column(
            _as_this_console_can(heading), justify="right" if is_right else "left", width=width
        )
    for line in cells:
        # Text: people's words are no markup.
        table.add_row(*(Text(_as_this_console_can(cell)) for cell in line))
    Console().print(table)


def _as_this_console_can(text: str) -> str:
    """What a console that is not in UTF-8 lacks is replaced, as in plain output."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def _measure(cells: Iterable[str]) -> Callable[[str], int]:
    """What says how wide each of these is: `len`, where all have only letters like ours."""
    try:
        "".join(cells).encode("latin-1")
    except UnicodeEncodeError:
        return _width
    return len


def _width(cell: str) -> int:
    if cell.isascii():
        return len(cell)
    import unicodedata

    return sum(
        0 if unicodedata.combining(c) or c in "\u200d\ufe0f"
        else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in cell
    )  # fmt: skip
