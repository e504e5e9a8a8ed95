"""What tests of the read side share."""

from __future__ import annotations

import pytest
from shopkeeper import Shop


@pytest.fixture
def shop(unit):
    """A shop with an empty book; its today is TODAY (Monday, 23/11/2026)."""
    return Shop(unit)
