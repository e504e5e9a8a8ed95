"""launchd (macOS): an agent of the person's own; it catches up after the computer slept."""

from __future__ import annotations

import os
import plistlib
import sys
from pathlib import Path

from cobranca_cli.cli.schedulers import Job, Piece
from cobranca_cli.cli.schedulers.running import asked, piece, put, told

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
        """Write it and load it, an earlier one unloaded before."""
        (one,) = self.planned(job)
        put(Path(one.where), one.text.encode())
        asked([_PROGRAM, "bootout", f"{_domain()}/{job.mark}"])  # Fails where none was loaded.
        told([_PROGRAM, "bootstrap", _domain(), one.where])

    def present(self, mark: str) -> list[Piece]:
        """What the file says."""
        return piece(_path(mark))

    def remove(self, mark: str) -> None:
        """Unload it and delete the file."""
        asked([_PROGRAM, "bootout", f"{_domain()}/{mark}"])
        _path(mark).unlink(missing_ok=True)


def _path(mark: str) -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{mark}.plist"


def _domain() -> str:
    assert sys.platform != "win32", "Windows has no user numbers"
    return f"gui/{os.getuid()}"
