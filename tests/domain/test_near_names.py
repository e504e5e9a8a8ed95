"""Near-equal names among many."""

from __future__ import annotations

import time

import pytest

from cobranca_cli.domain.near_names import NearNames


@pytest.mark.parametrize(
    ("kept", "typed", "near"),
    [
        ("maria da silva", "maria da silvia", True), ("maria da silva", "mria da silva", True),
        ("maria da silva", "maria de silva", True), ("maria da silva", "maira da silva", True),
        ("maria da silva", "silva maria da", True), ("maria da silva", "maria silva", False),
        ("maria da silva", "mario de silva", False), ("ana", "ane", False),
        ("casa 1", "casa 2", False), ("padaria", "padaira", True),
    ],
)  # fmt: skip
def test_one_slip_is_near_and_more_is_not(kept, typed, near):
    names = NearNames()
    names.add(kept, 7)
    assert names.near(typed) == ([7] if near else [])


def test_thousands_of_names_are_looked_up_at_once():
    names = NearNames()
    started = time.perf_counter()
    for number in range(10_000):
        key = f"cliente {chr(97 + number % 26)}{chr(97 + number // 26 % 26)} da {number // 676:c}x"
        key = key.replace("\0", "z")
        names.near(key)
        names.add(key, number)
    assert time.perf_counter() - started < 5  # Comparing each pair takes minutes.
