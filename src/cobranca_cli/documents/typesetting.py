"""Typst: a template of this folder and plain values in, the bytes of a PDF file out.

Values travel as JSON in `sys.inputs`, so that a name such as `#eval("1")` stays a name. A template
reads nothing outside of this folder and no network. Equal values at an equal instant are equal
bytes on one machine; a letter that the fonts of Typst lack comes from the system's.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cobranca_cli.errors import ExtraMissingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_HERE = Path(__file__).parent
# How Typst begins a PDF: scanners, banks and word processors write other bytes after the percent.
START = b"%PDF-1.7\n%\x80\x80\x80\x80\n"


def pdf(template: str, values: Mapping[str, object], *, now: datetime) -> bytes:
    """A PDF of `template` (a file's stem), made at `now`.

    `values` are plain: texts, lists and dicts; `title` and `business` (`letterhead`) are always
    there.

    Raises ExtraMissingError.
    """
    made: bytes = _compiler().compile(
        input=_HERE / f"{template}.typ", format="pdf", timestamp=int(now.timestamp()),
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
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
