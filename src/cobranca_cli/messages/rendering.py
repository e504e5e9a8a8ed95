"""From a template and plain values to the text of a message.

The templates are the owner's to edit, and may have been copied from anywhere, so they run in a
sandbox: no attributes but those of the values given, no functions, few filters, no big results.
What people typed reaches a template as a value and so stays literal text (rules §12).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cobranca_cli.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

    from cobranca_cli.store.settings import Settings

LONGEST_TEXT = 4_000  # WhatsApp's API takes 4 096 characters (facts §4).
PACKAGED = Path(__file__).parent.parent / "templates"

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_LINE_ENDS = re.compile(r"[^\S\n]+(?=\n|\Z)")
_BLANK_LINES = re.compile(r"\n{3,}")
_FILTERS = (
    "capitalize", "count", "d", "default", "first", "join", "last", "length", "list", "lower",
    "reverse", "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper",
)  # fmt: skip
_METHODS = frozenset(
    ("capitalize", "endswith", "get", "items", "keys", "lower", "split", "startswith", "strip",
     "title", "upper", "values")
)  # fmt: skip


def render(settings: Settings, name: str, values: Mapping[str, object]) -> str:
    """The text of template `name`: the home's own `templates/NAME.txt`, else the packaged one.

    `values` holds only str, int, bool, and lists and dicts of those: money and dates are text
    already, and what is not known is "". No trailing blanks, never two empty lines in a row.

    Raises TemplateError, also for a text that is empty or longer than 4 000 characters.
    """
    assert _is_plain(dict(values)), "templates are given plain values only"
    import jinja2

    pieces: list[str] = []
    length = 0
    try:
        for piece in _environment(settings.templates).get_template(name).generate(values):
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST_TEXT:
                raise TemplateError(name, "too_long")
    except jinja2.TemplateSyntaxError as error:
        found = (error.source or "").splitlines()[error.lineno - 1 : error.lineno]
        raise TemplateError(
            error.name or name, "syntax", line=error.lineno, found="".join(found).strip()
        ) from error
    except TemplateError:
        raise
    except Exception as error:  # A template is a program: it can fail in any way.
        raise _explained(error, name, values) from error
    text = _LINE_ENDS.sub("", "".join(pieces))
    text = _BLANK_LINES.sub("\n\n", text).strip()
    if not text:
        raise TemplateError(name, "empty")
    return text


def _explained(error: Exception, name: str, values: Mapping[str, object]) -> TemplateError:
    from jinja2.exceptions import SecurityError, TemplateNotFound, UndefinedError

    line, trace = None, error.__traceback__
    while trace is not None:  # jinja2 puts frames with the template's own lines into the trace.
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix == ".txt":
            name, line = path.stem, trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, UndefinedError):
        quoted = re.findall(r"'([^']*)'", str(error)) or [""]
        return TemplateError(
            name, "undefined", line=line, found=quoted[-1], known=tuple(sorted(values))
        )
    if isinstance(error, TemplateNotFound):
        return TemplateError(name, "undefined", line=line, found=str(error.name))
    if isinstance(error, SecurityError):
        return TemplateError(name, "forbidden", line=line)
    too_long = isinstance(error, OverflowError | MemoryError)
    return TemplateError(name, "too_long" if too_long else "failed", line=line)


@cache
def _environment(folder: Path | None) -> Environment:
    """The sandbox for the templates of one home."""
    from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset(("*", "**", "+", "%"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            sized = [len(side) if isinstance(side, str | list) else 0 for side in (left, right)]
            if operator == "+":
                too_big = sum(sized) > LONGEST_TEXT
            elif any(sized):  # Text or a list, times a number; or an old format string.
                times = [side for side in (left, right) if isinstance(side, int)]
                too_big = operator != "*" or max(sized) * (times or [0])[0] > LONGEST_TEXT
            else:
                too_big = operator == "**"
            if too_big:
                raise OverflowError
            return super().call_binop(context, operator, left, right)

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            plain = isinstance(obj, str | int | list | dict)
            allowed = not (plain and callable(value)) or attr in _METHODS
            return allowed and super().is_safe_attribute(obj, attr, value)

        def wrap_str_format(self, value: Any) -> None:  # noqa: ARG002  # No format() at all.
            return None

    def load(name: str) -> tuple[str, str, Any]:
        if not _NAME.fullmatch(name):
            raise TemplateNotFound(name)
        stamp = _stamp(folder, name)
        found = _read(folder, name)
        if found is None:
            raise TemplateNotFound(name)
        return *found, lambda: _stamp(folder, name) == stamp

    environment = Sandbox(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    return environment


def _read(folder: Path | None, name: str) -> tuple[str, str] | None:
    """(source, path) of a template, the home's own first."""
    for place in (folder, PACKAGED):
        if place is None:
            continue
        path = place / f"{name}.txt"
        try:
            return path.read_text("utf-8-sig"), str(path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, UnicodeDecodeError):
            raise TemplateError(name, "unreadable") from None
    return None


def _stamp(folder: Path | None, name: str) -> int | None:
    """When the home's own template was last changed; None without one."""
    try:
        return None if folder is None else (folder / f"{name}.txt").stat().st_mtime_ns
    except OSError:
        return None


def _is_plain(value: object) -> bool:
    if type(value) is dict:
        return all(type(key) is str and _is_plain(part) for key, part in value.items())
    if type(value) is list:
        return all(_is_plain(part) for part in value)
    return type(value) in (str, int, bool)
