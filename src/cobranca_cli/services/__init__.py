"""Verbs: each runs in one transaction and leaves one audit row."""
