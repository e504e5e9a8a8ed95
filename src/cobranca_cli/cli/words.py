"""How a count is said, and a text where there is one line for it."""

from __future__ import annotations


def one_line(text: str) -> str:
    """A text of several lines as one, where a line feed would pass for another row."""
    return " ".join(text.splitlines()) if "\n" in text else text


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 venda`, `2 vendas`, `1.200 vendas`; the plural is `one` with an s unless given."""
    word = one if count == 1 else many or one + "s"
    return f"{count:,}".replace(",", ".") + " " + word
