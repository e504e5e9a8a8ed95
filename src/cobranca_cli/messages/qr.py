"""QR codes of payloads and links: as files, and as lines of half blocks for a terminal."""

from __future__ import annotations

import io
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segno import QRCode

TERMINAL_WIDTH = 60
_QUIET_ZONE = 4  # Light modules around the code, as ISO 18004 wants them.
_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def png(text: str) -> bytes:
    """An image of about 300 to 700 pixels, large enough to be read from a screen."""
    file = io.BytesIO()
    _made(text, "m").save(file, kind="png", scale=8, border=_QUIET_ZONE)
    return file.getvalue()


def svg(text: str) -> bytes:
    """The same as a drawing that prints sharp at any size."""
    file = io.BytesIO()
    _made(text, "m").save(file, kind="svg", scale=8, border=_QUIET_ZONE, light="white")
    return file.getvalue()


def lines(text: str) -> list[str]:
    """Lines of half blocks, dark on light: whoever shows them sets black on white.

    A screen is never torn or stained, so the least correction does: with it a Pix code fits into
    60 columns, at the cost of the quiet zone where it is very long. Links may need more.
    """
    code = _made(text, "l")
    room = TERMINAL_WIDTH - int(code.symbol_size(border=0)[0])
    border = max(1, min(_QUIET_ZONE, room // 2))
    rows = [bytes(row) for row in code.matrix_iter(border=border)]
    return [
        "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip_longest(rows[::2], rows[1::2], fillvalue=bytes(len(rows[0])))
    ]


def _made(text: str, correction: str) -> QRCode:
    import segno

    return segno.make(text, error=correction, micro=False)
