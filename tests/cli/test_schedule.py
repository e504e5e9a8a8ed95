"""`schedule`: what is written for each system's scheduler; stand-ins for their programs take it.

A real cron ran it once: docs/guia/todo-dia.md tells of it.
"""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
import sys
from datetime import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cobranca_cli.cli import schedulers, scheduling
from cobranca_cli.cli.schedulers import Job
from cobranca_cli.cli.schedulers.launchd import Launchd
from cobranca_cli.cli.schedulers.systemd import Systemd
from cobranca_cli.cli.schedulers.windows import Windows
from cobranca_cli.errors import SchedulerFailedError

OTHERS = "MAILTO=lucia@example.com\n# minha\n@daily limpar"
SYSTEMCTL = """#!/bin/sh
echo "$*" >>"$FAKE_SYSTEMCTL"
[ -n "$FAKE_FAILS" ] || exit 0
case "$*" in *"$FAKE_FAILS"*) echo "Failed: $FAKE_FAILS" >&2; exit 1;; esac
"""


def program(folder, name, text):
    path = folder / name
    path.write_text(text, "utf-8")
    path.chmod(0o755)


@pytest.fixture
def crontab(tmp_path):
    """What the stand-in for `crontab` keeps."""
    return tmp_path / "crontab"


@pytest.fixture
def systemctl(tmp_path, monkeypatch):
    """A `systemctl` that takes everything and keeps what it was told."""
    (tmp_path / "bin").mkdir()
    program(tmp_path / "bin", "systemctl", SYSTEMCTL)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setenv("FAKE_SYSTEMCTL", str(tmp_path / "told"))
    monkeypatch.setenv("FAKE_FAILS", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "told"


def test_twice_is_once_and_remove_takes_out_exactly_ours(cobranca, crontab, home):
    crontab.write_text(OTHERS, "utf-8")
    dry = cobranca("agendar instalar --as 18h30 --simular --json").json
    assert crontab.read_text("utf-8") == OTHERS
    done = cobranca("agendar instalar --as 18h30 --json").json
    assert dry == {**done, "dry_run": True}
    assert (done["action"], done["at"], done["log"]) == (
        "install",
        "18:30",
        str(home / "diario.log"),
    )
    (entry,) = done["entries"]
    (piece,) = entry["pieces"]
    assert crontab.read_text("utf-8") == f"{OTHERS}\n{piece['text']}"
    shown = cobranca("agendar instalar --as 8").out
    written = crontab.read_text("utf-8")
    assert written.count("cobranca-daily-") == 2
    job = next(line for line in written.splitlines() if "schedule run" in line)
    assert job.startswith("0 8 * * * /usr/bin/env PATH=/")
    assert f"COBRANCA_HOME={home} " in job
    assert job in shown
    cobranca("schedule install --what summary --at 07:15")
    rows = cobranca("agendar mostrar --json").json["entries"]
    assert [row["what"] for row in rows] == ["daily", "summary"]
    cobranca("agendar remover --que resumo --simular")
    cobranca("agendar remover --que resumo")
    assert crontab.read_text("utf-8") == written
    cobranca(["--home", home.with_name("outra"), "agendar", "remover"])
    assert crontab.read_text("utf-8") == written
    assert job in cobranca("agendar remover").out
    assert crontab.read_text("utf-8") == OTHERS + "\n"
    assert cobranca("agendar mostrar").out == "Nada desta pasta está agendado.\n"
    assert not home.exists()


def test_without_a_crontab_one_is_begun(cobranca, crontab):
    assert "ainda não tem dados" in cobranca("agendar instalar").err  # A mistyped folder, say.
    assert crontab.read_text("utf-8").startswith("# >>> cobranca-daily-")


def test_what_the_scheduler_refuses_is_told_in_its_words(cobranca, crontab, monkeypatch):
    cobranca("agendar instalar")
    broken = crontab.read_text("utf-8").split("# <<<")[0]
    crontab.write_text(broken, "utf-8")
    assert cobranca("agendar instalar --json", code=4).error["code"] == "crontab_marks"
    assert crontab.read_text("utf-8") == broken
    monkeypatch.setenv("FAKE_REFUSES", "1")
    error = cobranca("agendar instalar --json", code=1).error
    assert error["code"] == "scheduler_failed"
    assert "you are not allowed" in error["message"]


def test_where_there_is_no_scheduler_it_says_what_to_do(cobranca, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    error = cobranca("agendar instalar --json", code=1).error
    assert error["code"] == "scheduler_missing"
    assert "cobranca diario" in error["hint"]


@pytest.mark.parametrize("name", ["a\nb", "a\x1bb", "a\udce7"])
def test_a_home_that_no_line_can_hold_is_refused(cobranca, crontab, tmp_path, name):
    cobranca(["--home", tmp_path / name, "agendar", "instalar"], code=2)
    assert not crontab.exists()


def test_systemd_is_preferred_and_takes_over_from_cron(
    cobranca, crontab, systemctl, tmp_path, monkeypatch
):
    cobranca("agendar instalar --como cron")
    run = cobranca("agendar instalar")
    assert crontab.read_text("utf-8") == ""
    assert "loginctl enable-linger" in run.err
    assert "cron foi tirado" in run.err
    units = tmp_path / "config" / "systemd" / "user"
    _service, timer = sorted(units.iterdir())
    assert "OnCalendar=*-*-* 08:00:00" in timer.read_text("utf-8")
    told = systemctl.read_text("utf-8")
    assert f"--user enable {timer.name}\n--user restart {timer.name}\n" in told
    assert [row["how"] for row in cobranca("agendar mostrar --json").json["entries"]] == ["systemd"]
    monkeypatch.setenv("FAKE_FAILS", "--user")  # No session: it is seen, and cannot be taken out.
    assert [row["how"] for row in cobranca("agendar mostrar --json").json["entries"]] == ["systemd"]
    assert "Failed: --user" in cobranca("agendar remover", code=1).err
    monkeypatch.setenv("FAKE_FAILS", "")
    cobranca("agendar remover")
    assert list(units.iterdir()) == []
    assert f"--user disable --now {timer.name}" in systemctl.read_text("utf-8")
    monkeypatch.setenv("FAKE_FAILS", "restart")
    assert "Failed: restart" in cobranca("agendar instalar", code=1).err
    assert list(units.iterdir()) == []
    assert systemctl.read_text("utf-8").splitlines()[-2] == f"--user disable --now {timer.name}"
    monkeypatch.setenv("FAKE_FAILS", "")
    cobranca("agendar instalar")
    kept = cobranca("agendar mostrar").out
    monkeypatch.setenv("FAKE_FAILS", "restart")
    assert "nada mudou" in cobranca("agendar instalar --as 9", code=1).err.lower()
    assert cobranca("agendar mostrar").out == kept


HOME = Path('/home/Lúcia "D\'Ávila" 100% & <$x>')
JOB = Job(
    "cobranca-daily-1a2b3c4d", "cobranca: diário", 8, 5, ("/opt/a b/cobranca",),
    ("schedule", "run", "--what", "daily"), HOME, "/opt/a b:/usr/bin", "pt_BR.UTF-8",
)  # fmt: skip


def test_the_agent_of_macos_reads_back_as_what_was_meant(monkeypatch, tmp_path):
    (piece,) = Launchd().planned(JOB)
    assert piece.where.endswith("/Library/LaunchAgents/cobranca-daily-1a2b3c4d.plist")
    read = plistlib.loads(piece.text.encode())
    assert read["ProgramArguments"] == ["/opt/a b/cobranca", "schedule", "run", "--what", "daily"]
    assert read["EnvironmentVariables"] == {
        "PATH": "/opt/a b:/usr/bin", "LANG": "pt_BR.UTF-8", "COBRANCA_HOME": str(HOME),
    }  # fmt: skip
    assert read["StartCalendarInterval"] == {"Hour": 8, "Minute": 5}


@pytest.mark.skipif(sys.platform == "win32", reason="plays macOS")
def test_the_agent_of_macos_is_loaded_anew_and_taken_out(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    program(tmp_path, "launchctl", '#!/bin/sh\necho "$*" >>"$HOME/told"\n')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    (agent,) = [one for one in schedulers.usable() if one.name == "launchd"]
    agent.install(JOB)
    (piece,) = agent.present(JOB.mark)
    assert [piece] == agent.planned(JOB)
    agent.remove(JOB.mark)
    assert agent.present(JOB.mark) == []
    uid = os.getuid()
    assert (tmp_path / "told").read_text().splitlines() == [
        f"bootout gui/{uid}/{JOB.mark}", f"bootstrap gui/{uid} {piece.where}",
        f"bootout gui/{uid}/{JOB.mark}",
    ]  # fmt: skip
    agent.install(JOB)
    program(tmp_path, "launchctl", '#!/bin/sh\n[ "$1" != bootstrap ]\n')
    with pytest.raises(SchedulerFailedError):
        agent.install(JOB._replace(hour=9))
    assert agent.present(JOB.mark) == [piece]
    agent.remove(JOB.mark)
    with pytest.raises(SchedulerFailedError):
        agent.install(JOB)
    assert agent.present(JOB.mark) == []


def test_the_task_of_windows_reads_back_as_what_was_meant():
    (piece,) = Windows().planned(JOB)
    assert piece.where == "\\cobranca\\cobranca-daily-1a2b3c4d"
    root = ET.fromstring(piece.text.encode("utf-16"))
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    assert root.findtext(".//t:Command", namespaces=space) == "/opt/a b/cobranca"
    arguments = root.findtext(".//t:Arguments", namespaces=space)
    assert arguments == f"--home {subprocess.list2cmdline([str(HOME)])} schedule run --what daily"
    assert root.findtext(".//t:StartBoundary", namespaces=space) == "2026-01-01T08:05:00"


def test_the_task_of_windows_is_made_shown_and_deleted(monkeypatch, tmp_path):
    """Played on this system: which lines are given to `schtasks`, and that the XML is UTF-16."""
    program(tmp_path, "schtasks", (
        '#!/bin/sh\necho "$*" >>"$0.told"\n'
        'case "$1" in\n/Create) cat "$5" >"$0.xml";;\n'
        '/Query) [ -f "$0.xml" ] && exec iconv -f UTF-16 -t UTF-8 "$0.xml"; exit 1;;\n'
        '/Delete) rm "$0.xml";;\nesac\n'
    ))  # fmt: skip
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    task = Windows()
    assert task.present(JOB.mark) == []
    task.install(JOB)
    assert (tmp_path / "schtasks.xml").read_bytes()[:2] == b"\xff\xfe"
    assert task.present(JOB.mark) == task.planned(JOB)
    task.remove(JOB.mark)
    assert task.present(JOB.mark) == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_itself_finds_nothing_wrong_with_the_units(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    real = JOB._replace(program=(sys.executable, "-m", "cobranca_cli"))
    files = [Path(piece.where) for piece in Systemd().planned(real)]
    files[0].parent.mkdir(parents=True)
    for path, piece in zip(files, Systemd().planned(real), strict=True):
        path.write_text(piece.text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *map(str, files)], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("08:00", time(8)),
        ("8", time(8)),
        ("8h", time(8)),
        ("18H30", time(18, 30)),
        ("0:00", time(0)),
    ],
)
def test_an_hour_is_typed_as_people_write_it(text, found):
    assert scheduling.parse_hour(text) == found


def test_a_scheduled_run_leaves_a_private_log_that_stays_short(cobranca, home, monkeypatch):
    cobranca("vendi Ana 10")
    log = home / "diario.log"
    log.write_text("== velho\n" + "x" * 200_000 + "\n== novo\n" + "y" * 100_000 + "\n", "utf-8")
    log.chmod(0o600)
    run = cobranca("agendar rodar --que mensalidades")
    assert (run.out, run.err) == ("", "")
    text = log.read_text("utf-8")
    assert text.startswith("== novo\n")
    assert text.splitlines()[-3:] == [
        "== 23/11/2026 10:00 cobranca gerar-mensalidades",
        "Nada a gerar hoje: nenhuma mensalidade vencida.", "",
    ]  # fmt: skip
    assert log.stat().st_mode & 0o777 == 0o600
    assert cobranca("agendar rodar --que mensalidades --simular --json").json == {
        "action": "run", "command": "cobranca gerar-mensalidades", "exit_code": None,
        "log": str(log), "dry_run": True,
    }  # fmt: skip
    assert "Seria rodado: cobranca diario" in cobranca("agendar rodar --simular").out
    assert log.read_text("utf-8") == text
    (home / "cobranca.toml").write_text("[backup]\nkeep = 'muitas'\n", "utf-8")
    failed = cobranca("agendar rodar --que backup --json", code=2)
    assert failed.json["exit_code"] == 2
    assert "cobranca backup --manter muitas (terminou com 2)" in failed.err
    assert failed.err.splitlines()[1:] == log.read_text("utf-8").splitlines()[-3:-1]


def test_a_run_without_its_home_makes_none(cobranca, home):
    cobranca("agendar rodar", code=5)
    assert not home.exists()


def test_what_is_scheduled_follows_the_settings_of_the_day():
    from cobranca_cli.store.settings import Settings

    arguments = scheduling._arguments
    assert arguments("remind", Settings()) == ["lembrar", "--mostrar"]
    assert arguments("summary", Settings()) == ["resumo", "--calado"]
    set_up = Settings({"daily.messages": "send", "daily.notify": "sim"})
    assert arguments("remind", set_up) == ["lembrar", "--enviar"]
    assert arguments("summary", set_up) == ["resumo", "--calado", "--avisar"]
    assert arguments("daily", set_up) == ["diario"]
