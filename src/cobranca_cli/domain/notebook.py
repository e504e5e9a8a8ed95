"""An old notebook as CSV: bytes in, typed lines and problems out (`interface.md`, "Data").

Headers in either language, `;`, `,`, tab or `|` between cells, UTF-8 or Windows-1252. Every bad
line is reported with its number; nothing is guessed.
"""

from __future__ import annotations

import csv
import hashlib
import io
from typing import TYPE_CHECKING, Any, NamedTuple

from cobranca_cli.domain.dates_typed import parse_date
from cobranca_cli.domain.money import parse_amount
from cobranca_cli.domain.phone import parse_phone
from cobranca_cli.domain.tax_id import parse_tax_id
from cobranca_cli.domain.text import clean_email, clean_line, clean_text, fold
from cobranca_cli.errors import CobrancaError, FileNotUnderstoodError, printable, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from cobranca_cli.domain.calendar import Calendar

HEADERS: dict[str, str] = {
    "cliente": "customer", "customer": "customer", "nome": "customer",
    "apelido": "nickname", "nickname": "nickname",
    "telefone": "phone", "phone": "phone",
    "documento": "document", "document": "document",
    "email": "email", "e-mail": "email",
    "endereco": "address", "address": "address",
    "valor": "amount", "amount": "amount",
    "data": "date", "date": "date",
    "vencimento": "due", "due": "due",
    "parcelas": "installments", "installments": "installments",
    "descricao": "description", "description": "description",
    "tipo": "kind", "kind": "kind",
    "nota": "invoice", "invoice": "invoice",
    "forma": "method", "method": "method",
    "referencia": "reference", "reference": "reference",
}  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "customers": ("customer", "nickname", "phone", "document", "email", "address"),
    "sales": (
        "customer", "amount", "date", "due", "installments", "description", "kind", "invoice",
    ),
    "payments": ("customer", "amount", "date", "method", "reference"),
}  # fmt: skip
_REQUIRED = {
    "customers": ("customer",),
    "sales": ("customer", "amount", "date"),
    "payments": ("customer", "amount", "date"),
}
_NAMES = {"customer": "cliente", "amount": "valor", "date": "data"}
_DELIMITERS = ";,\t|"
_NOTHING = _DELIMITERS + ' "\r\n\ufeff'  # A line of these alone is no header.
MAX_BYTES = 200_000_000


class Line(NamedTuple):
    """One good line: where it stands, its import key, and its typed cells by column name.

    Cells: customer (text as written), amount_cents, on (date), due_on, installments, and clean
    texts; what is empty is None.
    """

    file: str
    line: int
    key: str
    cells: dict[str, Any]


class Problem(NamedTuple):
    """A line that was not understood."""

    file: str
    line: int
    problem: str


class Sheet(NamedTuple):
    """One file read: good lines, bad lines, and headers that say nothing to us."""

    lines: list[Line]
    problems: list[Problem]
    ignored: list[str]
    file: str


class Words(NamedTuple):
    """What a person may write for a method and a kind: folded word -> kept word."""

    methods: dict[str, str]
    kinds: dict[str, str]


def read(
    data: bytes,
    *,
    file: str,
    section: str,
    today: date,
    calendar: Calendar,
    words: Words,
) -> Sheet:
    """Read one file of `section` (customers, sales or payments).

    Raises FileNotUnderstoodError for a file that is empty, no text, or without the columns needed.
    """
    table = _table(_decode(data, file), file, section)
    _, header = next(table)
    names = [HEADERS.get(fold(cell)) for cell in header]
    wanted = COLUMNS[section]
    at = {name: i for i, name in enumerate(names) if name in wanted}
    titles = [(printable(h.strip()), n) for h, n in zip(header, names, strict=True)]
    ignored = [title for title, name in titles if title and name not in wanted]
    twice = [title for title, name in titles if name in at and names.count(name) > 1]
    if twice:
        raise FileNotUnderstoodError(file, "estas colunas dizem a mesma coisa: " + ", ".join(twice))
    parse = _Parser(today, calendar, words)
    sheet = Sheet([], [], ignored, file)
    seen: dict[str, int] = {}
    for number, row in table:
        cells = {name: row[i].strip() for name, i in at.items() if i < len(row)}
        filled = {name: cell for name, cell in cells.items() if cell}
        if not filled:
            continue
        content = "\x1f".join(f"{name}={parse.folded(filled[name])}" for name in sorted(filled))
        ordinal = seen[content] = seen.get(content, 0) + 1
        key = hashlib.sha256(f"{section}\x1f{content}\x1f{ordinal}".encode()).hexdigest()[:32]
        try:
            typed = parse.line(section, filled, extra=any(c.strip() for c in row[len(header) :]))
        except CobrancaError as error:
            sheet.problems.append(Problem(file, number, error.message))
        else:
            sheet.lines.append(Line(file, number, key, typed))
    return sheet


class _Parser:
    """Typed cells; what repeats (dates, amounts, names) is understood once."""

    def __init__(self, today: date, calendar: Calendar, words: Words) -> None:
        self._today = today
        self._calendar = calendar
        self._words = words
        self._folded: dict[str, str] = {}
        self._amounts: dict[str, int] = {}
        self._days: dict[tuple[str, date, str], date] = {}
        self._clean: dict[tuple[str, str], str] = {}

    def folded(self, text: str) -> str:
        """`fold`, remembered."""
        found = self._folded.get(text)
        if found is None:
            found = self._folded[text] = fold(text)
        return found

    def line(self, section: str, cells: dict[str, str], *, extra: bool) -> dict[str, Any]:
        """The typed cells of one line; raises the error of the first cell that does not fit."""
        if extra:
            raise LineProblemError("há mais células do que colunas; confira aspas e separadores")
        for name in _REQUIRED[section]:
            if name not in cells:
                raise LineProblemError(f"falta {_NAMES[name]}")
        typed: dict[str, Any] = dict.fromkeys(COLUMNS[section])
        for name, cell in cells.items():
            if name not in ("amount", "date", "due"):
                typed[name] = self._cell(name, cell)
        if section != "customers":
            typed["amount_cents"] = self._amount(cells["amount"])
            typed["on"] = self._day(cells["date"], self._today, "past")
            if typed["on"] > self._today:
                raise LineProblemError(f"a data {typed['on']:%d/%m/%Y} ainda não chegou")
        if "due" in cells:
            typed["due_on"] = self._day(cells["due"], typed["on"], "future")
            if typed["due_on"] < typed["on"]:
                raise LineProblemError("o vencimento vem antes da venda")
        return typed

    def _amount(self, text: str) -> int:
        found = self._amounts.get(text)
        if found is None:
            found = self._amounts[text] = parse_amount(text)
        return found

    def _day(self, text: str, start: date, mode: str) -> date:
        key = (text, start, mode)
        found = self._days.get(key)
        if found is None:
            found = self._days[key] = parse_date(
                text, today=start, mode="past" if mode == "past" else "future",
                calendar=self._calendar,
            )  # fmt: skip
        return found

    def _cell(self, name: str, text: str) -> Any:
        if name == "installments":
            if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 999):
                raise LineProblemError(f"não entendi as parcelas {shown(text, 20)}")
            return int(text)
        key = (name, text)
        found = self._clean.get(key)
        if found is None:
            found = self._clean[key] = _CLEANERS[name](self, text)
        return found

    def method(self, text: str) -> str:
        """A payment method in either language."""
        return self._word(self._words.methods, text, "a forma")

    def kind(self, text: str) -> str:
        """A sale's kind in either language."""
        return self._word(self._words.kinds, text, "o tipo")

    def _word(self, words: dict[str, str], text: str, what: str) -> str:
        found = words.get(self.folded(text))
        if found is None:
            raise LineProblemError(f"não entendi {what} {shown(text, 40)}")
        return found


class LineProblemError(CobrancaError):
    """What is wrong with one line; collected into a list, never shown alone."""


def _phone(_parser: _Parser, text: str) -> str:
    return parse_phone(text)


def _document(_parser: _Parser, text: str) -> str:
    return parse_tax_id(text).compact


_CLEANERS: dict[str, Callable[[_Parser, str], str]] = {
    "customer": lambda _, text: clean_line(text, what="o nome"),
    "nickname": lambda _, text: clean_line(text, what="o apelido"),
    "phone": _phone,
    "document": _document,
    "email": lambda _, text: clean_email(text),
    "address": lambda _, text: clean_line(text, what="o endereço", limit=200),
    "description": lambda _, text: clean_text(text, what="a descrição"),
    "invoice": lambda _, text: clean_line(text, what="a nota"),
    "reference": lambda _, text: clean_line(text, what="a referência"),
    "kind": lambda parser, text: parser.kind(text),
    "method": lambda parser, text: parser.method(text),
}


def _decode(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise FileNotUnderstoodError(file, "é grande demais")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        raise FileNotUnderstoodError(file, "não é um arquivo de texto")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise FileNotUnderstoodError(file, "está vazio")
        return text
    raise FileNotUnderstoodError(file, "não é um arquivo de texto")


def _table(text: str, file: str, section: str) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells), the header first; the separator is the one the header proves."""
    lines = io.StringIO(text, newline="")
    first = next((line for line in lines if line.strip(_NOTHING)), "")
    lines.seek(0)
    known = {d: _known_headers(first, d) for d in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda d: known[d])
    header = _header(first, delimiter)
    found = {HEADERS.get(fold(cell)) for cell in header}
    missing = [_NAMES[name] for name in _REQUIRED[section] if name not in found]
    if missing:
        raise FileNotUnderstoodError(
            file, "a primeira linha precisa ter " + ", ".join(missing) + " entre as colunas"
        )
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    started, before = False, 0
    try:
        for row in reader:
            number, before = before + 1, reader.line_num
            if started or any(cell.strip() for cell in row):
                started = True
                yield number, row
    except csv.Error as error:
        raise FileNotUnderstoodError(file, f"{_why(error)} perto da linha {before + 1}") from None


def _known_headers(first: str, delimiter: str) -> int:
    return sum(fold(cell) in HEADERS for cell in _header(first, delimiter))


def _header(first: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error:
        return []


def _why(error: csv.Error) -> str:
    """The csv module's English in words."""
    text = str(error)
    if "unexpected end" in text:
        return "aspas abertas e não fechadas"
    if "field larger" in text:
        return "uma célula grande demais"
    if "expected after" in text:
        return "uma célula começa com aspas e continua depois delas"
    return "uma célula ilegível"
