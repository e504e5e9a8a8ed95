"""The systems' own schedulers: cron, systemd, launchd, Windows' tasks; one way to speak to each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cobranca_cli.errors import SchedulerMissingError

if TYPE_CHECKING:
    from pathlib import Path

HOWS = ("cron", "systemd", "launchd", "windows")


class Job(NamedTuple):
    """What is to be done every day at an hour of the computer's clock.

    `mark` names it for the scheduler, one for each home and thing to do; `program` is how the
    program is started, absolute; `arguments` come after it.
    """

    mark: str
    title: str
    hour: int
    minute: int
    program: tuple[str, ...]
    arguments: tuple[str, ...]
    home: Path
    path: str
    lang: str

    @property
    def environment(self) -> dict[str, str]:
        """What a scheduler does not give by itself."""
        return {"PATH": self.path, "LANG": self.lang, "COBRANCA_HOME": str(self.home)}


class Piece(NamedTuple):
    """What was (or would be) written: a file, or a part of a crontab."""

    where: str
    text: str


class Scheduler(Protocol):
    """One of the four. All but `planned` raise SchedulerFailedError."""

    name: str

    def missing(self) -> str | None:
        """Why it cannot be used here; None when it can."""
        ...

    def planned(self, job: Job) -> list[Piece]:
        """What `install` would write."""
        ...

    def install(self, job: Job) -> None:
        """Write it, in the place of what there was of its mark, and start it."""
        ...

    def present(self, mark: str) -> list[Piece]:
        """What there is of that mark; empty when there is nothing, or no such scheduler here."""
        ...

    def remove(self, mark: str) -> None:
        """Take out exactly what `present` shows."""
        ...


def by_name(name: str) -> Scheduler:
    """One of HOWS."""
    if name == "cron":
        from cobranca_cli.cli.schedulers.cron import Cron

        return Cron()
    if name == "systemd":
        from cobranca_cli.cli.schedulers.systemd import Systemd

        return Systemd()
    if name == "launchd":
        from cobranca_cli.cli.schedulers.launchd import Launchd

        return Launchd()
    from cobranca_cli.cli.schedulers.windows import Windows

    return Windows()


def of_this_system() -> list[Scheduler]:
    """Those that this system may have, the best first."""
    names = {"win32": ("windows",), "darwin": ("launchd", "cron")}
    return [by_name(name) for name in names.get(sys.platform, ("systemd", "cron"))]


def usable() -> list[Scheduler]:
    """Those of them that can be used now."""
    return [one for one in of_this_system() if one.missing() is None]


def chosen(name: str | None) -> Scheduler:
    """The one that is asked for, else the best of those that can be used.

    Raises SchedulerMissingError.
    """
    if name is not None:
        one = by_name(name)
        why = one.missing()
        if why is not None:
            raise SchedulerMissingError(name, why)
        return one
    found = usable()
    if not found:
        raise SchedulerMissingError(None, "não encontrei o cron nem um systemd do usuário")
    return found[0]
