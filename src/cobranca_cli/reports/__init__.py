"""Nouns: read-only questions, (connection, *, today, ...) -> NamedTuples."""
