"""A process killed at any moment leaves its write wholly there or wholly absent."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from effort import LONG
from torture.harness import (
    assert_backups_whole,
    assert_only_known_names,
    copied,
    sound,
    state,
    strike,
    timed,
    typed,
)
from torture.kinds import KINDS, LAST, World

# Real processes and real waiting: for `make ci` and `make torture`.
pytestmark = pytest.mark.slow

WORKERS, KILLS = (4, 80) if LONG else (4, 2)
RENEWED_AFTER = 12


def differences(one, other):
    """The fields that differ, for a failure that can be read."""
    pairs = zip(one._fields, one, other, strict=True)
    return {name: (a, b) for name, a, b in pairs if a != b}


def with_settled_settings(home, before, now, after):
    """A restore exchanges several files, the database last; none of them is ever lost."""
    aside = home.glob("backups/antes-de-restaurar-*/cobranca.toml")
    kept = [now.settings, *(file.read_text("utf-8") for file in aside)]
    assert now.settings in (before.settings, after.settings, ""), now.settings
    assert now.seq == after.seq or before.settings in kept, kept
    return now._replace(settings=(after if now.seq == after.seq else before).settings)


@pytest.mark.parametrize(
    "worker", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, WORKERS))]
)
def test_a_killed_write_is_wholly_there_or_wholly_absent(worker, tmp_path, figures):
    chance = random.Random(2026 + worker)
    world = World(tmp_path, chance)
    timings, told, done = {}, Counter(), 0
    order = []
    while done < KILLS:
        if not order:
            order = sorted(KINDS)[worker::WORKERS] if not LONG else sorted(KINDS)
            chance.shuffle(order)
        kind = order.pop()
        world.number += 1
        arguments = KINDS[kind](world)
        before = state(world.home)
        twin = copied(world.home, world.twin)
        like = kind if LONG else "any"  # The short version takes all to be as quick as the first.
        if like not in timings:
            taken = timed(twin, arguments)
            if taken is None:
                continue  # Refused by a rule, as the book stands: nothing to kill.
            timings[like] = taken
        elif typed(twin, arguments, code=None)[0]:
            continue  # As above.
        after = state(twin)
        assert not after.agrees(before), kind
        killed = strike(world.home, arguments, timings[like], chance)

        assert_only_known_names(world.home)
        if kind != "versão nova":
            assert sound(world.home) == [], (kind, arguments)
        now = state(world.home)
        if kind == "restauração":
            now = with_settled_settings(world.home, before, now, after)
        outcome = "present" if now.agrees(after) else "absent" if now == before else "torn"
        torn = differences(before, now), differences(now, after)
        assert outcome != "torn", (kind, arguments, *torn)
        assert killed or outcome == "present", (kind, arguments)
        if killed:
            done += 1
            told["processos mortos com SIGKILL"] += 1
            told[f"… e a gravação estava {'inteira' if outcome == 'present' else 'ausente'}"] += 1
        assert_backups_whole(world.home, tmp_path)
        if outcome == "absent" and chance.random() < 0.3:  # Typed again, it is as if never killed.
            typed(world.home, arguments)
            assert state(world.home).agrees(after)
        assert sound(world.home) == []
        if kind in LAST or world.number % RENEWED_AFTER == 0:
            world.renew()
    figures(told)
