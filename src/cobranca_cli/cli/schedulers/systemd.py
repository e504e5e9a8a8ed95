"""systemd: a timer of the person's own; it catches up on what a sleeping computer missed."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from cobranca_cli.cli.schedulers import Job, Piece
from cobranca_cli.cli.schedulers.running import asked, piece, put, told
from cobranca_cli.errors import SchedulerFailedError

_PROGRAM = "systemctl"


class Systemd:
    """See `Scheduler`."""

    name = "systemd"

    def missing(self) -> str | None:
        """Whether the person's own systemd answers: without a session it does not."""
        if shutil.which(_PROGRAM) is None:
            return "o programa systemctl não está instalado"
        try:
            answers = asked([_PROGRAM, "--user", "show-environment"]).code == 0
        except SchedulerFailedError:
            answers = False
        return None if answers else "o systemd do usuário não responde nesta sessão"

    def planned(self, job: Job) -> list[Piece]:
        """A service and the timer that starts it."""
        service, timer = _paths(job.mark)
        variables = "".join(
            f"Environment={_quoted(f'{name}={value}')}\n" for name, value in job.environment.items()
        )
        line = " ".join(_quoted(word).replace("$", "$$") for word in (*job.program, *job.arguments))
        return [
            Piece(str(service), (
                f"# Escrito por: cobranca agendar\n[Unit]\nDescription={job.title}\n\n"
                f"[Service]\nType=oneshot\n{variables}ExecStart={line}\n"
            )),
            Piece(str(timer), (
                f"# Escrito por: cobranca agendar\n[Unit]\nDescription={job.title}\n\n"
                f"[Timer]\nOnCalendar=*-*-* {job.hour:02}:{job.minute:02}:00\nPersistent=true\n\n"
                "[Install]\nWantedBy=timers.target\n"
            )),
        ]  # fmt: skip

    def install(self, job: Job) -> None:
        """Write both and start the timer; where it cannot be started all is as it was."""
        before = self.present(job.mark)
        was_whole = len(before) == len(_paths(job.mark))
        try:
            _start(self.planned(job))
        except SchedulerFailedError:
            with contextlib.suppress(SchedulerFailedError):
                _start(before) if was_whole else self.remove(job.mark)
            if not was_whole:
                _delete(job.mark)
            raise

    def present(self, mark: str) -> list[Piece]:
        """What the two files say."""
        return [found for path in _paths(mark) for found in piece(path)]

    def remove(self, mark: str) -> None:
        """Stop the timer and delete both files."""
        _service, timer = _paths(mark)
        told([_PROGRAM, "--user", "disable", "--now", timer.name])
        _delete(mark)
        told([_PROGRAM, "--user", "daemon-reload"])


def _start(pieces: list[Piece]) -> None:
    _service, timer = (Path(one.where) for one in pieces)
    for one in pieces:
        put(Path(one.where), one.text.encode())
    told([_PROGRAM, "--user", "daemon-reload"])
    told([_PROGRAM, "--user", "enable", timer.name])
    told([_PROGRAM, "--user", "restart", timer.name])  # Also when its hour has changed.


def _delete(mark: str) -> None:
    for path in _paths(mark):
        path.unlink(missing_ok=True)


def _paths(mark: str) -> tuple[Path, Path]:
    named = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(named) if Path(named).is_absolute() else Path.home() / ".config"
    folder = base / "systemd" / "user"
    return folder / f"{mark}.service", folder / f"{mark}.timer"


def _quoted(word: str) -> str:
    """A word of a unit file: its specifiers begin with `%`."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
