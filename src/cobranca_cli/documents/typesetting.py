"""Typst: a template of this folder and plain values in, the bytes of a PDF file out.

Values travel as JSON in `sys.inputs`, so that a name such as `#eval("1")` stays a name. A template
reads nothing outside of this folder and no network. Equal values at an equal instant are equal
bytes on one machine; a letter that the fonts of Typst lack comes from the system's.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cobranca_cli.errors import ExtraMissingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_HERE = Path(__file__).parent
# A word that is too long for a line may be broken, but not what is copied: a link, a Pix key, a
# code, which is one line whatever its length.
_LONG_WORD = re.compile(r"https://\S+|\S+@\S+|\b[0-9a-f-]{36}\b|(\S{32})(?=\S)")
_NEVER_BROKEN = ("code", "qr", "bars")


def pdf(template: str, values: Mapping[str, object], *, now: datetime) -> bytes:
    """A PDF of `template` (a file's stem), made at `now`.

    `values` are plain: texts, lists and dicts; `title` and `business` (`letterhead`) are always
    there, and what stands under `code`, `qr` (SVG) and `bars` is never broken.

    Raises ExtraMissingError.
    """
    made: bytes = _compiler().compile(
        input=_HERE / f"{template}.typ", format="pdf", timestamp=int(now.timestamp()),
        sys_inputs={"data": json.dumps(_breakable(values), ensure_ascii=False)},
    )  # fmt: skip
    return made


@lru_cache(maxsize=1)
def _compiler() -> Any:
    """One for all papers of a run: the fonts are searched once."""
    try:
        typst = import_module("typst")
    except ImportError:
        raise ExtraMissingError("fazer um PDF", "pdf") from None
    return typst.Compiler(root=_HERE)


def _breakable(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _breakable(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_breakable(item, key) for item in value]
    if isinstance(value, str) and key not in _NEVER_BROKEN:
        return _LONG_WORD.sub(lambda found: f"{found[1]}\u200b" if found[1] else found[0], value)
    return value
