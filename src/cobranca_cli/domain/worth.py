"""Whether it is worth the owner's hours to go after what somebody has not paid."""

from __future__ import annotations

from typing import Literal

Worth = Literal["yes", "little", "no", "unknown"]
MANY_TIMES = 3  # Open so many times what the hours cost leaves something even when half comes.


def worth(open_cents: int, cost_cents: int | None) -> Worth:
    """`open_cents` is what can still be claimed; None: nobody said what an hour is worth.

    >>> [worth(cents, 12_000) for cents in (0, 12_000, 12_001, 36_000)]
    ['no', 'no', 'little', 'yes']
    """
    if not open_cents:
        return "no"
    if cost_cents is None:
        return "unknown"
    if open_cents <= cost_cents:
        return "no"
    return "yes" if open_cents >= MANY_TIMES * cost_cents else "little"
