"""An Excel workbook (extra `planilha`, XlsxWriter): real dates, real numbers, and texts as texts.

Written row by row. Nothing in it is a formula or a link, whatever people typed.
"""

from __future__ import annotations

from datetime import date
from importlib import import_module
from itertools import chain, count, islice
from typing import IO, TYPE_CHECKING, Any

from cobranca_cli.errors import ExtraMissingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cobranca_cli.reports.sheets import Sheet, Workbook

# A zip whose first member XlsxWriter made: Excel and LibreOffice begin theirs otherwise, so what a
# person has worked on and saved is not taken for ours.
START = b"PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00?\x00"
_MOST_ROWS = 1_048_575  # Of one sheet, its heading not counted.
_FIRST_DAY = date(1900, 3, 1)  # Before it a spreadsheet counts days otherwise.
_WIDTHS = {"name": 32, "customer": 32, "text": 48, "description": 32, "address": 40, "email": 28}
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip


def write(
    file: IO[bytes], found: Workbook, *, headings: Mapping[str, str], words: Mapping[str, str],
    now: datetime,
) -> None:  # fmt: skip
    """The workbook, made at `now`, into a file open for writing.

    `headings` are by field, `words` those of kept English ones. Raises ExtraMissingError, OSError.
    """
    book = _xlsxwriter().Workbook(file, _OPTIONS)
    book.set_properties({"title": "cobranca", "created": now.replace(tzinfo=None)})
    formats = {
        "head": book.add_format({"bold": True}),
        "money": book.add_format({"num_format": '"R$" #,##0.00'}),
        "day": book.add_format({"num_format": "dd/mm/yyyy"}),
    }
    for sheet in found.sheets:
        _sheet(book, sheet, formats, headings, words)
    book.close()


def _sheet(
    book: Any, sheet: Sheet, formats: dict[str, Any], headings: Mapping[str, str],
    words: Mapping[str, str],
) -> None:  # fmt: skip
    """One sheet; what does not fit goes on in another one."""
    rows = iter(sheet.rows)
    for number in count(1):
        first = list(islice(rows, 1))
        if number > 1 and not first:
            return
        page = book.add_worksheet(sheet.name if number == 1 else f"{sheet.name} {number}")
        page.freeze_panes(1, 0)
        for column, field in enumerate(sheet.fields):
            page.set_column(column, column, _WIDTHS.get(field, 14))
            page.write_string(0, column, headings[field], formats["head"])
        for line, row in enumerate(chain(first, islice(rows, _MOST_ROWS - 1)), 1):
            for column, (field, value) in enumerate(zip(sheet.fields, row, strict=True)):
                _cell(page, (line, column), field, value, formats, words)


def _cell(
    page: Any, at: tuple[int, int], field: str, value: object, formats: dict[str, Any],
    words: Mapping[str, str],
) -> None:  # fmt: skip
    if value is None or value is False:
        return
    if value is True:
        page.write_string(*at, "sim")
    elif isinstance(value, int):
        money = field.endswith("_cents")
        page.write_number(*at, value / 100 if money else value, formats["money"] if money else None)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        page.write_datetime(*at, value, formats["day"])
    else:
        word = words.get(str(value), str(value)) if field in ("kind", "method") else str(value)
        page.write_string(*at, word)


def _xlsxwriter() -> Any:
    try:
        return import_module("xlsxwriter")
    except ImportError:
        raise ExtraMissingError("exportar a planilha", "planilha") from None
