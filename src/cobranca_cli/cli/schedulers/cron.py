"""cron: one job in the person's crontab; it runs whether they are logged in or not."""

from __future__ import annotations

import shutil

from cobranca_cli.cli.schedulers import Job, Piece
from cobranca_cli.cli.schedulers.running import asked, told
from cobranca_cli.domain import crontab
from cobranca_cli.errors import SchedulerFailedError

_PROGRAM = "crontab"
# What the programs of Debian, Vixie, cronie, macOS and busybox say where there is none yet.
_NONE_YET = ("no crontab", "no such file")


class Cron:
    """See `Scheduler`. Reading and writing raise CrontabMarksError too."""

    name = "cron"

    def missing(self) -> str | None:
        """Whether there is a `crontab` program."""
        return None if shutil.which(_PROGRAM) else "o programa crontab não está instalado"

    def planned(self, job: Job) -> list[Piece]:
        """The entry alone."""
        return [Piece(_PROGRAM, crontab.with_entry("", job.mark, _line(job)))]

    def install(self, job: Job) -> None:
        """Put it at the end of the crontab."""
        _write(crontab.with_entry(_read(), job.mark, _line(job)))

    def present(self, mark: str) -> list[Piece]:
        """The entry as it stands there."""
        found = None if self.missing() else crontab.entry(_read(), mark)
        return [Piece(_PROGRAM, found)] if found else []

    def remove(self, mark: str) -> None:
        """Take it out of the crontab."""
        _write(crontab.without_entry(_read(), mark))


def _line(job: Job) -> str:
    return crontab.job_line(job.hour, job.minute, job.environment, [*job.program, *job.arguments])


def _read() -> str:
    """The crontab as it is, bytes that are no UTF-8 included; "" when there is none."""
    answer = asked([_PROGRAM, "-l"])
    if answer.code == 0:
        return answer.said.decode("utf-8", "surrogateescape")
    if any(words in answer.complaint.lower() for words in _NONE_YET):
        return ""
    raise SchedulerFailedError(_PROGRAM, answer.complaint or f"terminou com {answer.code}")


def _write(text: str) -> None:
    told([_PROGRAM, "-"], stdin=text.encode("utf-8", "surrogateescape"))
