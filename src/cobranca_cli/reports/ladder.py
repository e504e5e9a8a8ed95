"""The ladder as it is set: its steps in time, and what differs for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain.ladder import KEYS, TASKS

if TYPE_CHECKING:
    from cobranca_cli.domain.ladder import Ladder
    from cobranca_cli.store.settings import Settings


class LadderStep(NamedTuple):
    """One step; `days` from the due date, null for one that is left out, as is the template."""

    step: str
    days: int | None
    kind: Literal["message", "task"]
    template: str | None


class LadderReport(NamedTuple):
    """What `ladder` shows: the steps in force, those left out, and by segment what differs.

    `send_hours` are the first and the last hour in which messages leave.
    """

    steps: list[LadderStep]
    off: list[str]
    segments: dict[str, list[LadderStep]]
    gap_days: int
    max_month: int
    send_hours: tuple[int, int]


def ladder(settings: Settings) -> LadderReport:
    """Raises InvalidSettingError, LadderOrderError, LadderStartError."""
    ladders = settings.ladders
    base = _by_key(ladders[""])
    segments = {}
    for name, steps in ladders.items():
        own = _by_key(steps)
        differing = [_step(key, own[key]) for key in KEYS if own[key] != base[key]]
        if differing:
            segments[name] = differing
    return LadderReport(
        [_step(key, base[key]) for key in KEYS if base[key] is not None],
        [key for key in KEYS if base[key] is None], segments,
        settings.number("reminders.gap_days"), settings.number("reminders.max_month"),
        settings.send_hours,
    )  # fmt: skip


def _by_key(steps: Ladder) -> dict[str, int | None]:
    days = {step.key: step.days for step in (*steps.early, *steps.late)}
    return {key: days.get(key) for key in KEYS}


def _step(key: str, days: int | None) -> LadderStep:
    if key in TASKS:
        return LadderStep(key, days, "task", None)
    return LadderStep(key, days, "message", None if days is None else key)
