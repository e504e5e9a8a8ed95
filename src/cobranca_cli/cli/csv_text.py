"""Rows as CSV: as in JSON, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import itertools
import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# How a cell of a spreadsheet becomes a formula; in Brazil spreadsheets also cut a line at each `;`.
_FORMULA = re.compile("(?:^|(?<=;))(?=[ \u00a0\u3000]*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r])")
_NUMBER = re.compile(r"[+-][0-9]+")


def csv_lines(fields: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The heading and a line for each row, each with its line end."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in itertools.chain([fields], ([_cell(value) for value in row] for row in rows)):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _cell(value: object) -> object:
    """A CSV cell: as in JSON; a text that a spreadsheet would run gets an apostrophe."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        value = ";".join(str(item) for item in value)
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        return _FORMULA.sub("'", value)
    return value.isoformat() if isinstance(value, date) else value
