"""What `help` explains besides commands."""

from __future__ import annotations

from pathlib import Path

#: What may be typed, folded -> the file in `topics/`.
TOPICS = {
    "dinheiro": "dinheiro", "money": "dinheiro",
    "datas": "datas", "dates": "datas",
    "regua": "regua", "ladder": "regua",
    "lei": "lei", "law": "lei",
}  # fmt: skip


def text(topic: str) -> str:
    """The text of a topic of TOPICS, without its last line feed."""
    path = Path(__file__).parents[1] / "topics" / f"{TOPICS[topic]}.txt"
    return path.read_text("utf-8").rstrip()
