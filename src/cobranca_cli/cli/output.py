"""The only writer to stdout: the same rows as a table, plain text, JSON or CSV."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

from cobranca_cli.cli import tables
from cobranca_cli.cli.headings import HEADINGS, SEGMENT_NAMES, WORDS
from cobranca_cli.cli.words import Whole, bar, drawn, one_line
from cobranca_cli.errors import ACTS_ON_A_TERMINAL, AnswerLostError, brl, reason_of, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cobranca_cli.cli.context import AppContext

# The keys that hold ids, and the table each belongs to: a dry run shows new ones as null.
_ID_TABLES = {
    "customer_id": "customer", "sale_id": "sale", "installment_id": "installment",
    "payment_id": "payment", "refund_id": "refund", "installment_ids": "installment",
    "payment_ids": "payment", "refund_ids": "refund", "contact_id": "contact",
    "message_id": "message", "message_ids": "message", "promise_id": "promise",
    "attachment_id": "attachment", "agreement_id": "agreement",
    "recurring_id": "recurring", "seq": "audit",
}  # fmt: skip

# The kept word is not the one that is shown.
_SAID_OTHERWISE = (
    "method", "kind", "status", "channel", "every", "waits_for", "segment", "phone",
)  # fmt: skip
# The exception is what should be seen.
_BLANK_WHEN_ZERO = ("voided_cents", "credit_cents", "waiting")


def emit_list(
    app: AppContext,
    document: Any,
    *,
    columns: Sequence[str],
    footer: Sequence[str] = (),
    empty: str = "",
) -> None:
    """Show a document with `rows` of one NamedTuple type (its fields are the JSON keys)."""
    if app.format == "json":
        _json(plain(document))
    elif app.format == "csv":
        _csv(document)
    elif not document.rows:
        note(empty)
    else:
        rows = document.rows
        tables.show(
            [[HEADINGS[c], *_cells(c, [getattr(row, c) for row in rows])] for c in columns],
            [c.endswith("_cents") or isinstance(getattr(rows[0], c), int) for c in columns],
            _write,
        )
        say(fitting(footer))


def emit_fact(
    app: AppContext, document: Any, *, lines: Iterable[str], warnings: Sequence[str] = ()
) -> None:
    """Show one fact: the JSON document, or the lines a person reads."""
    if app.format == "json":
        _json(_as_written(app, plain(document)))
    else:
        if app.dry_run:
            note("Simulação: nada foi gravado.")
        say(fitting(lines))
    for warning in warnings:
        note(f"Aviso: {warning}")


def fitting(lines: Iterable[str], indent: str = "", *, out: TextIO | None = None) -> Iterator[str]:
    """Lines of words, broken between them where the window ends; piped as they are.

    What is copied stays in one piece: a `Whole` line, and a text of several lines, a message.
    """
    if not (out or sys.stdout).isatty():
        yield from lines
        return
    import shutil
    import textwrap

    width = shutil.get_terminal_size().columns
    for line in lines:
        if isinstance(line, Whole) or "\n" in line:
            yield line
            continue
        own = " " * (len(line) - len(line.lstrip(" ")))
        wrapped = textwrap.wrap(
            line.replace("R$ ", "R$\u00a0"), width, break_long_words=False,
            break_on_hyphens=False, initial_indent=indent, subsequent_indent=indent + own,
        )  # fmt: skip
        yield from [part.replace("R$\u00a0", "R$ ") for part in wrapped] or [""]


def say(lines: Iterable[str]) -> None:
    """Lines of data, to stdout; nothing in them acts on the terminal."""
    for line in lines:
        _write(visible(line) + "\n")


def tell_a_program(rows: Iterable[Sequence[str]]) -> None:
    """Rows of fields, a tab between them, as UTF-8 whatever the console is."""
    for row in rows:
        _write("\t".join(map(visible, row)) + "\n", utf8=True)


def draw(lines: Iterable[str]) -> None:
    """A QR code in half blocks; on a terminal black on white, which is no ornament.

    In a theme's own colours half of the terminals would show it inverted, which few banks read.
    """
    before, after = ("\x1b[38;5;16;48;5;231m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    has_blocks = bool(drawn("█▀▄", ""))
    for line in lines if has_blocks else ():
        _write(f"{before}{line}{after}\n")
    if lines and not has_blocks:
        note("Esta tela não tem os caracteres do desenho; grave o QR code com --png ARQUIVO.")


_held: list[str] | None = None


def hold_notes(*, held: bool) -> None:
    """Keep notes until `release_notes`: a program that reads an error's JSON reads nothing else."""
    global _held  # One process writes to one stderr.
    _held = [] if held else None


def release_notes(*, dropped: bool = False) -> None:
    """Write what was held, unless an error takes its place; from now on notes are written."""
    global _held  # As above.
    waiting, _held = _held or [], None
    for line in () if dropped else waiting:
        note(line)


def note(line: str) -> None:
    """A line that is no data, to stderr; nothing in it acts on the terminal."""
    if _held is not None:
        _held.append(line)
    elif line:
        clean = visible(line)
        shown = fitting([Whole(clean) if isinstance(line, Whole) else clean], out=sys.stderr)
        print("\n".join(shown), file=sys.stderr)  # noqa: T201  # This module is where output is made.


def json_text(document: Any, *, indent: int | None = None) -> str:
    """A plain document as JSON; what would act on a terminal, or is no UTF-8, as `\\u001b`."""
    import json

    return ACTS_ON_A_TERMINAL.sub(
        lambda found: f"\\u{ord(found[0]):04x}",
        json.dumps(document, ensure_ascii=False, indent=indent),
    )


def plain(value: Any) -> Any:
    """NamedTuples as dicts, dates as ISO text, all the way down."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: plain(item) for key, item in value._asdict().items()}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def text(field: str, value: object) -> str:
    """A value as a person reads it, by the field's suffix."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sim" if value else ""
    if field in _BLANK_WHEN_ZERO and not value:
        return ""
    if isinstance(value, str) and field not in _SAID_OTHERWISE:
        return one_line(visible(value))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int) and field != "score":
        return brl(value) if field.endswith("_cents") else str(value)
    if field == "score":
        return f"{value:>3} {bar(int(str(value)), 100)}"
    if field == "segment":
        return SEGMENT_NAMES.get(str(value), str(value))
    if isinstance(value, (list, tuple)):
        return visible(", ".join(WORDS.get(str(item), str(item)) for item in value))
    if field == "phone":
        from cobranca_cli.domain.phone import format_phone

        return format_phone(str(value))
    if field in _SAID_OTHERWISE:
        return WORDS.get(str(value), str(value))
    return one_line(visible(str(value)))


def _as_written(app: AppContext, document: Any) -> Any:
    """In a dry run: `dry_run` is true and what would be new has no id."""
    if not app.dry_run or not isinstance(document, dict):
        return document
    unit = app.current
    first_ids = {**unit.first_ids, "audit": unit.seq} if unit else {}
    return {**_without_new_ids(document, first_ids), "dry_run": True}


def _without_new_ids(value: Any, first_ids: dict[str, int], key: str = "") -> Any:
    if isinstance(value, dict):
        return {k: _without_new_ids(v, first_ids, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_without_new_ids(item, first_ids, key) for item in value]
    table = _ID_TABLES.get(key)
    first = first_ids.get(table or "")
    return None if first is not None and isinstance(value, int) and value >= first else value


def _json(document: Any) -> None:
    _write(json_text(document, indent=2) + "\n", utf8=True)


def _csv(document: Any) -> None:
    from cobranca_cli.cli.csv_text import csv_lines

    fields = document.rows[0]._fields if document.rows else _row_fields(type(document))
    _write("".join(csv_lines(fields, document.rows)), utf8=True)


def _row_fields(document_type: type) -> tuple[str, ...]:
    """The fields of the rows that a document without rows would have had."""
    import re

    written = str(document_type.__annotations__["rows"])  # "list[OverdueRow]", not evaluated.
    ours = [module for name, module in sys.modules.items() if name.startswith("cobranca_cli.")]
    for name in re.findall(r"\w+", written):
        for module in ours:
            fields = getattr(getattr(module, name, None), "_fields", ())
            if fields:
                return tuple(fields)
    return ()


def _cells(field: str, values: list[Any]) -> list[str]:
    """A column as a person reads it; of many lines most repeat something, which is said once."""
    if isinstance(values[0], list):
        return [text(field, value) for value in values]
    known = {value: text(field, value) for value in set(values)}
    return [known[value] for value in values]


def finish() -> None:
    """Make sure that everything is really out. Raises AnswerLostError."""
    with _out_or_said():
        sys.stdout.flush()


@contextlib.contextmanager
def _out_or_said() -> Iterator[None]:
    """A full disk under a redirected answer must not look as if nothing had been recorded."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if os.name == "nt" and error.errno == errno.EINVAL:  # How Windows says the same.
            raise BrokenPipeError from error
        raise AnswerLostError(reason_of(error)) from error


def _write(data: str, *, utf8: bool = False) -> None:
    with _out_or_said():
        _encoded(data, utf8=utf8)


def _encoded(data: str, *, utf8: bool) -> None:
    """JSON and CSV are UTF-8 whatever the console is; what a console lacks is replaced."""
    out = sys.stdout
    encoding = (getattr(out, "encoding", None) or "utf-8").lower()
    if encoding.replace("-", "") == "utf8" or not hasattr(out, "buffer"):
        out.write(data)
        return
    out.flush()
    out.buffer.write(data.encode("utf-8" if utf8 else encoding, "replace"))
    out.buffer.flush()
