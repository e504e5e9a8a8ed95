"""How a count is said, and a text where there is one line for it."""

from __future__ import annotations

import sys


class Whole(str):
    """A line that is copied as it is: a Pix code, whose blanks count. Never broken to fit."""

    __slots__ = ()


def one_line(text: str) -> str:
    """A text of several lines as one, where a line feed would pass for another row."""
    return " ".join(text.splitlines()) if "\n" in text else text


def bar(part: int, whole: int, width: int = 10) -> str:
    """`███████░░░` for 70 of 100; a console without such characters gets `#######...`."""
    filled = width if whole <= 0 else min(width, max(0, (2 * part * width + whole) // (2 * whole)))
    full, empty = tuple(drawn("█░", "#."))
    return full * filled + empty * (width - filled)


def drawn(signs: str, plain: str) -> str:
    """`signs`, or `plain` on a console that has not got them."""
    try:
        signs.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return plain
    return signs


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 venda`, `2 vendas`, `1.200 vendas`; the plural is `one` with an s unless given."""
    word = one if count == 1 else many or one + "s"
    return f"{count:,}".replace(",", ".") + " " + word


def of_sale(sale_id: int | None, agreement_id: int | None) -> str:
    """`da venda 3`, or `do acordo 2`: what an instalment is of."""
    return f"da venda {sale_id}" if agreement_id is None else f"do acordo {agreement_id}"


def size(count: int) -> str:
    """Bytes as `128 KB` or `1,5 MB`."""
    if count < 1 << 20:
        return f"{max(1, count >> 10)} KB"
    return f"{count / (1 << 20):.1f} MB".replace(".", ",")
