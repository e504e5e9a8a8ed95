"""How a count is said."""

from __future__ import annotations


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 venda`, `2 vendas`, `1.200 vendas`; the plural is `one` with an s unless given."""
    word = one if count == 1 else many or one + "s"
    return f"{count:,}".replace(",", ".") + " " + word
