"""launchd (macOS): an agent of the person's own; it catches up after the computer slept."""

from __future__ import annotations

import contextlib
import os
import plistlib
import sys
from pathlib import Path

from cobranca_cli.cli.schedulers import Job, Piece
from cobranca_cli.cli.schedulers.running import asked, piece, put, told
from cobranca_cli.errors import SchedulerFailedError

_PROGRAM = "launchctl"


class Launchd:
    """See `Scheduler`."""

    name = "launchd"

    def missing(self) -> str | None:
        """Whether this is macOS."""
        return None if sys.platform == "darwin" else "só existe no macOS"

    def planned(self, job: Job) -> list[Piece]:
        """The agent's property list."""
        content = plistlib.dumps({
            "Label": job.mark,
            "ProgramArguments": [*job.program, *job.arguments],
            "EnvironmentVariables": job.environment,
            "StartCalendarInterval": {"Hour": job.hour, "Minute": job.minute},
            "ProcessType": "Background",
        })  # fmt: skip
        return [Piece(str(_path(job.mark)), content.decode())]

    def install(self, job: Job) -> None:
        """Write it and load it, an earlier one unloaded before; if it fails all is as it was."""
        before = self.present(job.mark)
        try:
            _load(job.mark, self.planned(job))
        except SchedulerFailedError:
            with contextlib.suppress(SchedulerFailedError):
                _load(job.mark, before) if before else self.remove(job.mark)
            raise

    def present(self, mark: str) -> list[Piece]:
        """What the file says."""
        return piece(_path(mark))

    def remove(self, mark: str) -> None:
        """Unload it and delete the file."""
        asked([_PROGRAM, "bootout", f"{_domain()}/{mark}"])
        _path(mark).unlink(missing_ok=True)


def _load(mark: str, pieces: list[Piece]) -> None:
    (one,) = pieces
    put(Path(one.where), one.text.encode())
    asked([_PROGRAM, "bootout", f"{_domain()}/{mark}"])  # Fails where none was loaded.
    told([_PROGRAM, "bootstrap", _domain(), one.where])


def _path(mark: str) -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{mark}.plist"


def _domain() -> str:
    assert sys.platform != "win32", "Windows has no user numbers"
    return f"gui/{os.getuid()}"
