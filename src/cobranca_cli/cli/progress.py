"""A progress bar on stderr: only on a terminal, only for what takes longer than a second."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress, TaskID


def bar(title: str) -> Callable[[int, int], None]:
    """A `progress(done, total)` that draws itself once a second has passed."""
    started = time.monotonic()
    state: list[tuple[Progress, TaskID]] = []

    def progress(done: int, total: int) -> None:
        if not sys.stderr.isatty() or time.monotonic() - started < 1:
            return
        if not state:
            if done >= total:
                return
            import atexit

            from rich.console import Console
            from rich.progress import Progress

            drawn = Progress(console=Console(stderr=True), transient=True)
            drawn.start()
            atexit.register(drawn.stop)  # An error on the way leaves no hidden cursor.
            state.append((drawn, drawn.add_task(title, total=total)))
        drawn, task = state[0]
        drawn.update(task, completed=done)
        if done >= total:
            drawn.stop()

    return progress
