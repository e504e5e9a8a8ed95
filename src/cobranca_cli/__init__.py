"""cobranca: who owes you, since when and how much, and a kind way to ask."""

__version__ = "0.1.0"
