"""What an agreement is about, and how it stands (`rules.md` §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain.aging import is_late

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from cobranca_cli.domain.allocation import Item
    from cobranca_cli.domain.calendar import Calendar

CODE_HOURS, CODE_TRIES = 48, 5

Stored = Literal["proposed", "accepted", "broken", "cancelled"]
Status = Literal["proposed", "accepted", "kept", "lost", "renegotiated", "broken", "cancelled"]


class Chosen(NamedTuple):
    """An open instalment to be agreed anew, with what lateness costs on the day."""

    item: Item
    fine_cents: int
    interest_cents: int

    @property
    def charges_cents(self) -> int:
        """Both together."""
        return self.fine_cents + self.interest_cents


def chosen(
    items: Iterable[Item], on: date, calendar: Calendar, sale_ids: Collection[int] = ()
) -> tuple[list[Chosen], int]:
    """(what is agreed anew, oldest due first; how many others are contested).

    All that is late on the day, or all that is open of these sales. An agreement in course comes
    whole: one late instalment of it brings the others.
    """
    found = list(items)
    wanted = [
        item for item in found
        if (item.sale_id in sale_ids if sale_ids else is_late(item.due_on, on, calendar))
    ]  # fmt: skip
    whole = {item.agreement_id for item in wanted} - {None}
    wanted += [item for item in found if item.agreement_id in whole and item not in wanted]
    free = sorted(
        (item for item in wanted if not item.disputed),
        key=lambda item: (item.due_on, item.installment_id),
    )
    costs = [item.charges(on, calendar) for item in free]
    return [
        Chosen(item, cost.fine_cents, cost.interest_cents)
        for item, cost in zip(free, costs, strict=True)
    ], len(wanted) - len(free)


def status(stored: Stored, *, open_cents: int, passed_cents: int, lost_cents: int) -> Status:
    """How an agreement stands: one that was accepted is kept once all of it is paid.

    `open_cents` is what is open of its instalments, `passed_cents` what another agreement took of
    them, `lost_cents` what was given up as lost: nobody kept that.
    """
    if stored != "accepted" or open_cents:
        return stored
    if passed_cents:
        return "renegotiated"
    return "lost" if lost_cents else "kept"
