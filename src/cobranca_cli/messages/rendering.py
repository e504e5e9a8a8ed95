"""From a template and plain values to the text of a message.

The templates are the owner's to edit, and may have been copied from anywhere, so they run in a
sandbox: no attributes but those of the values given, no functions, few filters, bounded work.
What people typed reaches a template as a value and so stays literal text (rules §12).
"""

from __future__ import annotations

import re
import stat
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from cobranca_cli.errors import NewsToneError, TemplateError, ToneError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Template

    from cobranca_cli.domain.tone import Finding, Tone
    from cobranca_cli.messages.sandbox import Sandbox
    from cobranca_cli.store.settings import Settings

LONGEST_FOR_A_PHONE = 700  # Characters that are read at once on WhatsApp (rules §7).
LONGEST_PROPOSAL = 1_100  # An agreement says by which rules it holds, and is read whole (rules §8).
LONGEST_TEXT = 4_000  # WhatsApp's API takes 4 096 characters (facts §4).
LONGEST_FILE = 20_000  # In bytes; with this a template is read and compiled in no time.
PACKAGED = Path(__file__).parent.parent / "templates"

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_LINE_ENDS = re.compile(r"[^\S\n]+(?=\n|\Z)")
_BLANK_LINES = re.compile(r"\n{3,}")
# A mark that is never closed ends with its line.
_TAG = re.compile(r"\{#.*?(?:#\}|\Z)|\{\{.*?(?:\}\}|\n)|\{%.*?(?:%\}|\n)", re.DOTALL)
_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
OWN_WORDS = frozenset(("novidade",))  # Values that the owner wrote: their tone counts.
NOTHING: Mapping[str, object] = MappingProxyType({})


def render(settings: Settings, name: str, values: Mapping[str, object]) -> str:
    """The text of template `name`: the home's own `templates/NAME.txt`, else the shipped one.

    `values` holds only str, int, bool, and lists and dicts of those: money and dates are text
    already, and what is not known is "". No trailing blanks, never two empty lines in a row.

    Raises TemplateError, also for a text that is empty or longer than 4 000 characters, and
    ToneError for one that does not sound kind.
    """
    template = _template(_places(settings), name, _stamp(settings.templates, name))
    text = _text_of(template, name, values)
    found = heard(settings, name, text, values).findings
    if found:
        raise _not_kind(settings, name, found, values)
    return text


def render_source(source: str, name: str, values: Mapping[str, object]) -> str:
    """The text of a template that is not kept anywhere yet; its tone is not looked at.

    Raises TemplateError.
    """
    return _text_of(_made(source, f"{name}.txt", name), name, values)


def heard(settings: Settings, name: str, text: str, values: Mapping[str, object] = NOTHING) -> Tone:
    """The tone of a text that template `name` gave; `values` came from data, but `OWN_WORDS`."""
    from cobranca_cli.domain.tone import FORMAL_ALLOWED, listen

    allowed = [*settings.allowed_words, *(FORMAL_ALLOWED if name == "formal" else ())]
    return listen(text, allowed=allowed, masked=_words_of(values))


def source_of(settings: Settings, name: str) -> str:
    """The template itself, the home's own first. Raises TemplateError."""
    return _read(_places(settings), name)[0]


def shipped(settings: Settings, name: str) -> Path:
    """The template that comes with the program, in the manner of the settings."""
    return PACKAGED / settings.manner / f"{name}.txt"


def outside_tags(source: str) -> str:
    """A template's own words, each in its place: marks and names are blanks, quoted words stay."""
    return _TAG.sub(_blanked, source)


def _blanked(tag: re.Match[str]) -> str:
    text = "".join("\n" if char == "\n" else " " for char in tag[0])
    if tag[0].startswith("{#"):
        return text
    for quoted in _QUOTED.finditer(tag[0]):
        text = text[: quoted.start()] + " " + quoted[0][1:-1] + " " + text[quoted.end() :]
    return text


def _not_kind(
    settings: Settings, name: str, found: list[Finding], values: Mapping[str, object]
) -> ToneError | NewsToneError:
    """Where to look: the news, or the template's own line, when the words are in it."""
    news = heard(settings, name, str(values.get("novidade", ""))).findings
    if news:
        return NewsToneError(news[0].found, news[0].family_name, news[0].suggestion)
    own = heard(settings, name, outside_tags(source_of(settings, name))).findings
    one = (own or found)[0]
    return ToneError(
        name, one.line, one.found, one.family_name, one.suggestion, in_text=not own
    )  # fmt: skip


def _words_of(values: Mapping[str, object]) -> Iterator[str]:
    """Every text among the values, but the owner's own words."""
    for key, value in values.items():
        if key in OWN_WORDS:
            continue
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (part for part in value if isinstance(part, str))


def _text_of(template: Template, name: str, values: Mapping[str, object]) -> str:
    assert _is_plain(dict(values)), "templates are given plain values only"
    pieces: list[str] = []
    length = 0
    try:
        for piece in _sandbox().rendered(template, values):
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST_TEXT:
                raise TemplateError(name, "too_long")
    except TemplateError:
        raise
    except Exception as error:  # A template is a program: it can fail in any way.
        raise _explained(error, name, values) from error
    text = _LINE_ENDS.sub("", "".join(pieces))
    text = _BLANK_LINES.sub("\n\n", text).strip()
    if not text:
        raise TemplateError(name, "empty")
    return text


@lru_cache(maxsize=64)
def _template(places: tuple[Path, ...], name: str, _stamp: int | None) -> Template:
    """The compiled template; `_stamp` makes a changed file another one. Raises TemplateError."""
    source, path = _read(places, name)
    return _made(source, path, name)


@lru_cache(maxsize=64)
def _made(source: str, path: str, name: str) -> Template:
    from jinja2 import TemplateSyntaxError

    from cobranca_cli.messages.sandbox import NotAllowedError

    def refused(problem: Literal["syntax", "forbidden"], line: int) -> TemplateError:
        found = "".join(source.splitlines()[line - 1 : line]).strip()
        return TemplateError(name, problem, line=line, found=found)

    try:
        return _sandbox().made(source, path)
    except NotAllowedError as error:
        raise refused("forbidden", error.line) from error
    except TemplateSyntaxError as error:
        raise refused("syntax", error.lineno) from error
    except Exception as error:  # Thousands of brackets, a loop in a loop twenty times over.
        raise TemplateError(name, "failed") from error


@cache
def _sandbox() -> Sandbox:
    from cobranca_cli.messages.sandbox import Sandbox

    return Sandbox()


def _explained(error: Exception, name: str, values: Mapping[str, object]) -> TemplateError:
    from jinja2.exceptions import SecurityError, UndefinedError

    from cobranca_cli.messages.sandbox import TooMuchWorkError

    line, trace = None, error.__traceback__
    while trace is not None:  # jinja2 puts frames with the template's own lines into the trace.
        if trace.tb_frame.f_code.co_filename.endswith(".txt"):
            line = trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, UndefinedError):
        quoted = re.findall(r"'([^']*)'", str(error)) or [""]
        return TemplateError(
            name, "undefined", line=line, found=quoted[-1], known=tuple(sorted(values))
        )
    if isinstance(error, SecurityError):
        return TemplateError(name, "forbidden", line=line)
    if isinstance(error, TooMuchWorkError):
        return TemplateError(name, "too_much", line=line)
    too_long = isinstance(error, OverflowError | MemoryError)
    return TemplateError(name, "too_long" if too_long else "failed", line=line)


def _places(settings: Settings) -> tuple[Path, ...]:
    """The folders where a template is looked for, in this order."""
    own = (settings.templates,) if settings.templates is not None else ()
    return (*own, PACKAGED / settings.manner)


def _read(places: tuple[Path, ...], name: str) -> tuple[str, str]:
    """(source, path) of a template, of the first place that has it. Raises TemplateError."""
    assert _NAME.fullmatch(name), name
    for place in places:
        path = place / f"{name}.txt"
        try:
            if not stat.S_ISREG(path.stat().st_mode):  # Reading a pipe would wait for ever.
                raise TemplateError(name, "unreadable")
            with path.open("rb") as file:
                data = file.read(LONGEST_FILE + 1)
            if len(data) > LONGEST_FILE:
                raise TemplateError(name, "too_big")
            return data.decode("utf-8-sig"), str(path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, UnicodeDecodeError):
            raise TemplateError(name, "unreadable") from None
    raise TemplateError(name, "unreadable")


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
