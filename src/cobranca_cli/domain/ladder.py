"""The ladder of reminders: its steps, their days, and what each segment of payers gets (rules §7).

A ladder is written as people read it: `antes -3, no-dia 0, esqueceu 3`; a segment says only what
differs: `antes não` (never) or `proposta 7`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import LadderOrderError, LadderStartError

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

SHIPPED = (
    "antes -3, no-dia 0, esqueceu 3, tudo-bem 7, proposta 15, conversa 30, formal 45, decisao 60"
)
SHIPPED_BY_SEGMENT = {"pontual": "antes não", "em-dificuldade": "tudo-bem não, proposta 7"}
#: Tasks beside the ladder: what the limitation has reached, and what a year has passed over.
TIME_BARRED, WRITE_OFF = "prescricao", "perda"
TASKS = frozenset(("conversa", "decisao"))  # The owner's; nothing is sent.
#: Loose ends: look in the account, agree on the rest of a promise, settle what is contested, see
#: what becomes of an agreement that is not being kept.
LOOK, REST, SETTLE, AGREEMENT = "conferir", "resto", "resolver", "acordo"
#: What `log-contact --step` does; a dispute ends with `resolve-dispute`.
DONE_BY_CONTACT = (*sorted(TASKS), LOOK, REST, AGREEMENT, TIME_BARRED, WRITE_OFF)
#: No step of the ladder: the owner thanks who pays on time, when they like.
PUNCTUAL = "agradecimento-pontual"
KEYS = tuple(part.split()[0] for part in SHIPPED.split(", "))
FIRST_CONTACT = "esqueceu"
_FARTHEST = 3_650
_PART = re.compile(r"([a-z-]+)\s+([+-]?[0-9]{1,4}|n[aã]o)")


class Step(NamedTuple):
    """One rung; `days` from the due date, negative before it."""

    key: str
    days: int

    @property
    def is_late(self) -> bool:
        """Whether only late instalments reach it."""
        return self.days > 0

    @property
    def is_task(self) -> bool:
        """Whether it is something for the owner to do."""
        return self.key in TASKS or self.key.startswith(WRITE_OFF)


class Ladder(NamedTuple):
    """The steps in the order in which they come: those until the due date, and the late ones."""

    early: tuple[Step, ...]
    late: tuple[Step, ...]

    def position(self, key: str) -> int:
        """How far up a late step is; -1 for one that this ladder has not."""
        return next((i for i, step in enumerate(self.late) if step.key == key), -1)

    def ahead(self, done: Container[str]) -> tuple[Step, ...]:
        """The late steps above the highest that is done.

        One that was missing then (another segment's ladder, other settings) is not gone back to.
        """
        passed = max((at for at, key in enumerate(KEYS) if key in done), default=-1)
        return tuple(step for step in self.late if KEYS.index(step.key) > passed)

    def distance(self, key: str) -> int:
        """Days a late step waits after the one before it was done; 0 for the first."""
        at = self.position(key)
        return self.late[at].days - self.late[at - 1].days if at > 0 else 0


def parse(text: str) -> dict[str, int | None]:
    """Step -> days from the due date, None for a step that is left out.

    >>> parse("antes não, proposta 7")
    {'antes': None, 'proposta': 7}

    Raises ValueError naming the part that was not understood.
    """
    found: dict[str, int | None] = {}
    for part in filter(None, (part.strip().lower() for part in text.split(","))):
        match = _PART.fullmatch(part)
        if match is None or match[1] not in KEYS or match[1] in found:
            raise ValueError(part)
        days = int(match[2]) if match[2][-1].isdigit() else None
        early = match[1] in ("antes", "no-dia")
        if days is not None and (abs(days) > _FARTHEST or (days > 0) == early):
            raise ValueError(part)
        found[match[1]] = days
    return found


def ladder(steps: str = SHIPPED, override: str = "") -> Ladder:
    """The ladder of `steps` with what a segment says differently.

    >>> [step.key for step in ladder(override="tudo-bem não, proposta 7").late]
    ['esqueceu', 'proposta', 'conversa', 'formal', 'decisao']
    """
    days = {**parse(steps), **parse(override)}
    found = sorted(
        (Step(key, day) for key, day in days.items() if day is not None),
        key=lambda step: (step.days, KEYS.index(step.key)),
    )
    return Ladder(
        tuple(step for step in found if not step.is_late),
        tuple(step for step in found if step.is_late),
    )


def ladders(steps: str, overrides: Mapping[str, str]) -> dict[str, Ladder]:
    """By segment, and "" for who is in none that differs."""
    return {"": ladder(steps), **{name: ladder(steps, text) for name, text in overrides.items()}}


def verify(steps: Ladder, segment: str = "") -> None:
    """Refuse a ladder that could begin anywhere but with its gentle first contact (rules §7).

    Its steps come in the order of `KEYS`, each on a later day than the one before; no other late
    message is there without `esqueceu`. `segment` is whose ladder it is, "" for everybody's.

    Raises LadderOrderError, LadderStartError.
    """
    by_key = sorted((*steps.early, *steps.late), key=lambda step: KEYS.index(step.key))
    for one, after in pairwise(by_key):
        if one.days >= after.days:
            raise LadderOrderError(segment, (one.key, one.days), (after.key, after.days))
    said = [step.key for step in steps.late if not step.is_task]
    if said and said[0] != FIRST_CONTACT:
        raise LadderStartError(segment, FIRST_CONTACT, said)
