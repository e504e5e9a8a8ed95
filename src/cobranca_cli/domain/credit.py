"""How much a customer may owe (rules §6): one formula, everywhere."""

from __future__ import annotations

from typing import NamedTuple


class Exposure(NamedTuple):
    """What a limit is compared with; `limit_cents` None is no limit."""

    limit_cents: int | None
    open_cents: int
    credit_cents: int

    @property
    def exposure_cents(self) -> int:
        """Open principal less credit; below zero for who is owed money."""
        return self.open_cents - self.credit_cents

    @property
    def available_cents(self) -> int | None:
        """What may still be sold on trust: never below zero, None without a limit."""
        if self.limit_cents is None:
            return None
        return max(0, self.limit_cents - self.exposure_cents)

    def excess_cents(self, financed_cents: int) -> int:
        """By how much a sale of which so much is not paid at once would pass the limit; 0 fits.

        >>> Exposure(100_00, 80_00, 0).excess_cents(30_00)
        1000
        >>> Exposure(0, 0, 50_00).excess_cents(50_00)
        0
        """
        if self.limit_cents is None or financed_cents <= 0:
            return 0
        return max(0, self.exposure_cents + financed_cents - self.limit_cents)

    def on_trust_cents(self, financed_cents: int) -> int:
        """The part of a sale that neither money nor the customer's own credit covers."""
        return max(0, financed_cents - self.credit_cents)
