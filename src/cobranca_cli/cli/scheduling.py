"""`schedule`: what is written for the system's scheduler, and how a scheduled run goes."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.cli import schedulers
from cobranca_cli.cli.output import note
from cobranca_cli.cli.private_file import write_private
from cobranca_cli.cli.schedulers import Job, Piece
from cobranca_cli.cli.words import Whole
from cobranca_cli.errors import FileUnreadableError, InvalidHourError, InvalidPathError
from cobranca_cli.store.copies import LOG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.cli.context import AppContext
    from cobranca_cli.store.settings import Settings

EIGHT = time(8)
WHATS = {
    "daily": "diário", "summary": "resumo", "backup": "backup", "recurring": "mensalidades",
    "remind": "lembretes",
}  # fmt: skip
_LARGEST_LOG = 256 * 1024  # In bytes; half of it stays when it grows beyond.
_NOT_WHEN_AWAY = (
    "Só roda enquanto você estiver com a sessão aberta; para rodar sempre: loginctl enable-linger"
)
_NOTHING_YET = "{} ainda não tem dados: até o primeiro registro, nada vai rodar."


class Entry(NamedTuple):
    """What a scheduler has of us: files, or a part of a crontab, as they are written there."""

    what: str
    how: str
    mark: str
    pieces: list[Piece]


class Scheduled(NamedTuple):
    """What `schedule` shows; `at` (HH:MM) is null but after install."""

    action: str
    at: str | None
    entries: list[Entry]
    log: str
    warnings: list[str]


class Ran(NamedTuple):
    """What `schedule run` shows: the line it ran, how that ended (null: a dry run) and its log."""

    action: str
    command: str
    exit_code: int | None
    log: str


def parse_hour(text: str) -> time:
    """`08:00`, `8h` or `18h30`. Raises InvalidHourError."""
    found = re.fullmatch(r"([0-9]{1,2})(?:[:h]([0-9]{2})?)?", text.strip().lower())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise InvalidHourError(text)
    return time(hour, minute)


def install(app: AppContext, what: str, at: time, how: str | None) -> Scheduled:
    """Have `what` done every day at that hour; what there was of it, with any scheduler, goes.

    Raises SchedulerMissingError, SchedulerFailedError, CrontabMarksError, InvalidPathError.
    """
    chosen = schedulers.chosen(how)
    job = _job(app.home, what, at)
    warnings = [] if app.has_home else [_NOTHING_YET.format(app.home)]
    if not app.dry_run:
        chosen.install(job)
        for other in schedulers.usable():
            if other.name != chosen.name and other.present(job.mark):
                other.remove(job.mark)
                warnings.append(f"O que havia com {other.name} foi tirado.")
    if chosen.name == "systemd":
        warnings.append(f"{_NOT_WHEN_AWAY}.")
    entry = Entry(what, chosen.name, job.mark, chosen.planned(job))
    return Scheduled("install", f"{at:%H:%M}", [entry], str(app.home / LOG), warnings)


def others(app: AppContext, action: str, what: str | None, how: str | None) -> Scheduled:
    """`show`, or `remove`: of all that can be scheduled, or one, with every scheduler, or one.

    Raises what `install` raises.
    """
    found = [schedulers.chosen(how)] if how else schedulers.of_this_system()
    entries = []
    for one in found:
        for key in [what] if what else WHATS:
            mark = _mark(app.home, key)
            pieces = one.present(mark)
            if pieces:
                entries.append(Entry(key, one.name, mark, pieces))
                if action == "remove" and not app.dry_run:
                    one.remove(mark)
    return Scheduled(action, None, entries, str(app.home / LOG), [])


def lines(done: Scheduled, *, dry_run: bool) -> Iterator[str]:
    """What was done, and every line of what is written there."""
    if not done.entries:
        yield "Nada desta pasta está agendado."
    written = "O que seria escrito:" if dry_run else "O que foi escrito:"
    for entry in done.entries:
        name = WHATS[entry.what]
        if done.action == "install":
            yield f"Agendado: {name}, todo dia às {done.at}, com {entry.how}. {written}"
        elif done.action == "remove":
            yield f"Tirado: {name}, que estava com {entry.how}:"
        else:
            yield f"Agendado: {name}, com {entry.how}:"
        for piece in entry.pieces:
            yield f"  {piece.where}"
            yield from (Whole(f"    {line}") for line in piece.text.splitlines())
    if done.action == "install":
        yield f"O que cada dia disser fica em {done.log}"
        yield "Para rodar agora, do mesmo jeito: cobranca agendar rodar"
        yield "Para tirar: cobranca agendar remover"


def run(app: AppContext, what: str) -> Ran:
    """Run it as the scheduler does: its words go to the log, to stderr too when it failed.

    Raises FileUnreadableError where there is no home: an unplugged disk must not look like a day
    without news.
    """
    import subprocess

    if not app.home.is_dir():
        raise FileUnreadableError(str(app.home), "a pasta não está lá")
    arguments = _arguments(what, app.settings)
    line, log = f"cobranca {' '.join(arguments)}", app.home / LOG
    if app.dry_run:
        return Ran("run", line, None, str(log))
    done = subprocess.run(  # noqa: S603  # Ourselves.
        [sys.executable, "-m", "cobranca_cli", "--home", str(app.home), *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    title = f"== {app.now:%d/%m/%Y %H:%M} {line}"
    ended = "" if done.returncode == 0 else f" (terminou com {done.returncode})"
    said = done.stdout.decode("utf-8", "replace")
    for told in (f"{title}{ended}", *said.splitlines()) if done.returncode else ():
        note(told)
    _append(log, f"{title}{ended}\n{said}\n")
    return Ran("run", line, done.returncode, str(log))


def run_lines(ran: Ran, *, on_terminal: bool) -> Iterator[str]:
    """Nothing where nobody looks and all went well: a cron mails whatever is said."""
    if ran.exit_code is None:
        yield f"Seria rodado: {ran.command}"
    elif ran.exit_code == 0 and on_terminal:
        yield f"Pronto; o que foi dito está em {ran.log}"


def _append(log: Path, text: str) -> None:
    """Put a run at the end of the log (0600); of one that is too long the newer half stays."""
    before = log.read_bytes() if log.is_file() else b""
    if len(before) > _LARGEST_LOG:
        before = before[-_LARGEST_LOG // 2 :].partition(b"\n== ")[2]
        before = b"== " + before if before else b""
    write_private(log, before + text.encode())


def _arguments(what: str, settings: Settings) -> list[str]:
    """The command line of what is scheduled, as the settings are when it runs."""
    if what == "backup":
        return ["backup", "--manter", settings["backup.keep"]]
    if what == "remind":
        sends = settings["daily.messages"] == "send"
        return ["lembrar", "--enviar" if sends else "--mostrar"]
    if what == "summary":
        notify = ["--avisar"] if settings["daily.notify"] == "sim" else []
        return ["resumo", "--calado", *notify]
    return ["gerar-mensalidades"] if what == "recurring" else ["diario"]


def _job(home: Path, what: str, at: time) -> Job:
    """Absolute paths throughout; a name that no scheduler's file can hold is refused."""
    program = _program()
    for path in (str(home), *program):
        if not path.isprintable():
            raise InvalidPathError(path)
    folders = [str(Path(program[0]).parent), "/usr/local/bin", "/usr/bin", "/bin"]
    return Job(
        _mark(home, what), f"cobranca: {WHATS[what]}", at.hour, at.minute, program,
        ("schedule", "run", "--what", what), home, os.pathsep.join(folders), _lang(),
    )  # fmt: skip


def _program() -> tuple[str, ...]:
    """The `cobranca` beside this Python, else this Python with the module."""
    python = Path(sys.executable)
    script = python.with_name("cobranca.exe" if sys.platform == "win32" else "cobranca")
    return (str(script),) if script.is_file() else (str(python), "-m", "cobranca_cli")


def _lang() -> str:
    """The person's own language when it is in UTF-8; schedulers give none."""
    own = os.environ.get("LANG", "")
    if own.lower().replace("-", "").endswith("utf8"):
        return own
    return "pt_BR.UTF-8" if sys.platform == "darwin" else "C.UTF-8"


def _mark(home: Path, what: str) -> str:
    """One name for each home and thing to do: several businesses have a job each."""
    digest = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:8]
    return f"cobranca-{what}-{digest}"
