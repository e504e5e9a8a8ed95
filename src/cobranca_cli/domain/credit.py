"""How much a customer may owe (rules §6): one formula, everywhere."""

from __future__ import annotations

from typing import Literal, NamedTuple

Refusal = Literal["blocked", "limit"]


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

    def after(self, financed_cents: int) -> Exposure:
        """The same once so much more was sold on trust: credit is used first.

        >>> Exposure(None, 0, 30_00).after(50_00)
        Exposure(limit_cents=None, open_cents=2000, credit_cents=0)
        """
        used = min(self.credit_cents, financed_cents)
        return Exposure(
            self.limit_cents, self.open_cents + financed_cents - used, self.credit_cents - used
        )


def refusal(exposure: Exposure, financed_cents: int, *, blocked: bool) -> Refusal | None:
    """Why a sale of which so much is not paid at once is refused; None when it may be made.

    What money or the customer's own credit covers is never refused (CDC 39 IX).

    >>> refusal(Exposure(100_00, 80_00, 0), 30_00, blocked=False)
    'limit'
    >>> refusal(Exposure(None, 0, 30_00), 30_00, blocked=True)
    """
    if not exposure.on_trust_cents(financed_cents):
        return None
    if blocked:
        return "blocked"
    return "limit" if exposure.excess_cents(financed_cents) else None
