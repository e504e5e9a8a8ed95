"""Windows' task scheduler: a task of the person's own, given to `schtasks` as XML."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from cobranca_cli.cli.schedulers import Job, Piece
from cobranca_cli.cli.schedulers.running import asked, put, told

_PROGRAM = "schtasks"
_XML = """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{title}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-01T{hour:02}:{minute:02}:00</StartBoundary>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


class Windows:
    """See `Scheduler`. A task has no variables of its own: the home is an option there."""

    name = "windows"

    def missing(self) -> str | None:
        """Whether this is Windows."""
        return None if sys.platform == "win32" else "só existe no Windows"

    def planned(self, job: Job) -> list[Piece]:
        """The task."""
        program, *more = job.program
        arguments = subprocess.list2cmdline([*more, "--home", str(job.home), *job.arguments])
        text = _XML.format(
            title=escape(job.title), hour=job.hour, minute=job.minute, command=escape(program),
            arguments=escape(arguments),
        )  # fmt: skip
        return [Piece(_name(job.mark), text)]

    def install(self, job: Job) -> None:
        """Register the task, in the place of an earlier one."""
        (one,) = self.planned(job)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "tarefa.xml"
            put(file, one.text.encode("utf-16"))
            told([_PROGRAM, "/Create", "/TN", one.where, "/XML", str(file), "/F"])

    def present(self, mark: str) -> list[Piece]:
        """The task as Windows tells it."""
        answer = asked([_PROGRAM, "/Query", "/TN", _name(mark), "/XML"])
        if answer.code:
            return []
        return [Piece(_name(mark), answer.said.decode("utf-8", "replace"))]

    def remove(self, mark: str) -> None:
        """Delete the task."""
        told([_PROGRAM, "/Delete", "/TN", _name(mark), "/F"])


def _name(mark: str) -> str:
    return f"\\cobranca\\{mark}"
