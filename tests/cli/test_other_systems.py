"""Windows and macOS as far as they can be played here; docs/guia/instalar.md tells what was not."""

from __future__ import annotations

import ast
import base64
import io
import os
import shutil
import subprocess
import sys
import webbrowser
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from torture.harness import old_home

from cobranca_cli.cli import clipboard, links
from cobranca_cli.cli.main import main
from cobranca_cli.cli.own_templates import words_of
from cobranca_cli.errors import reason_of
from cobranca_cli.store import attachments, backup_files, folders, migrate, renaming
from cobranca_cli.store.connection import uri_of

SOURCE = Path(__file__).parents[2] / "src" / "cobranca_cli"
NAME = "Zé 🍰 日本 Doces"
LINES = (
    "atrasados", "clientes", "ficha c1", "resumo", "pontuacao", "lembrar", "pix --valor 10 --qr",
    "regua", "conferir", "ajustes", "ajuda --tudo", "atrasados --json", "clientes --csv",
    "agendar instalar --simular --como cron",
)  # fmt: skip


class Console(io.TextIOWrapper):
    """A console of one code page."""

    def __init__(self, encoding, *, terminal, errors="strict"):
        super().__init__(io.BytesIO(), encoding=encoding, errors=errors)
        self._terminal = terminal

    def isatty(self):
        return self._terminal

    def bytes(self):
        self.flush()
        return self.buffer.getvalue()


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "piped"])
def test_a_console_that_lacks_letters_shows_others_and_never_fails(
    cobranca, monkeypatch, encoding, terminal
):
    cobranca(["vendi", NAME, "100", "--em", "01/10/2026", "--vencimento", "10/10/2026"])
    cobranca("configurar --dono Lúcia --cidade Campinas --chave-pix lucia@example.com")
    monkeypatch.delenv("NO_COLOR")
    for line in LINES:
        out = Console(encoding, terminal=terminal)
        err = Console(encoding, terminal=terminal, errors="backslashreplace")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = main(line.split())
        told, shown = err.bytes(), out.bytes()
        assert code == 0, (line, told)
        if "--json" in line or "--csv" in line:
            assert NAME in shown.decode("utf-8")
        elif line == "atrasados":
            assert "R$ 100,00" in shown.decode(encoding)


# --- Names that only POSIX has -----------------------------------------------------------------

ONLY_POSIX = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
OS_ONLY_POSIX = {
    "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "chown", "fchmod", "fork", "geteuid",
    "getpgid", "getuid", "killpg", "lchown", "mkfifo", "statvfs", "uname", "wait",
}  # fmt: skip
# Each is asked for only where it is there: see the tests of these files.
GUARDED = {("cli/schedulers/launchd.py", "getuid"), ("store/connection.py", "statvfs")}


def test_what_only_posix_has_is_asked_for_only_where_it_is():
    only_posix = {f"os.{name}" for name in OS_ONLY_POSIX}
    only_posix |= {f"signal.{name}" for name in ("SIGKILL", "SIGHUP", "SIGPIPE", "SIGALRM")}
    found = set()
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(SOURCE).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        for node in tree.body:
            imported = (
                {alias.name.split(".")[0] for alias in node.names}
                if isinstance(node, ast.Import)
                else {(node.module or "").split(".")[0]} if isinstance(node, ast.ImportFrom)
                else set()
            )  # fmt: skip
            assert not imported & ONLY_POSIX, name
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in only_posix:
                found.add((name, node.attr))
    assert found == GUARDED


def a_day(cobranca, home, folder):
    photo = folder / "foto.jpg"
    photo.write_bytes(b"foto")
    for line in (
        "configurar --nome Doces --dono Lúcia --cidade Campinas",
        "vendi Ana 100 --em 01/10/2026 --vencimento 10/10/2026",
        ["anexar", "--venda", "1", photo],
        "recebi Ana 40",
        "diario",
        "desfazer --sim",
    ):
        words = line.split() if isinstance(line, str) else line
        cobranca(["--home", home, *words])
    (copy,) = (home / "backups").glob("*.zip")
    cobranca(["--home", home, "restaurar", copy, "--sim"])
    assert cobranca(["--home", home, "atrasados", "--json"]).json["open_cents"] == 6_000
    assert cobranca(["--home", home, "conferir", "--json"]).json["ok"]


def test_a_day_goes_through_without_what_only_posix_has(cobranca, tmp_path, monkeypatch):
    """Windows as far as it can be played: our code sees it, the libraries were loaded before."""
    a_day(cobranca, tmp_path / "here", tmp_path)
    monkeypatch.setattr(sys, "platform", "win32")
    for name in ONLY_POSIX:
        monkeypatch.setitem(sys.modules, name, None)
    for name in OS_ONLY_POSIX:
        if name != "statvfs" and not name.startswith("O_"):  # Python's own shutil would miss those.
            monkeypatch.delattr(os, name, raising=False)
    a_day(cobranca, tmp_path / "there", tmp_path)
    error = cobranca("agendar instalar --json", code=1).error
    assert error["code"] == "scheduler_failed"  # There is no schtasks here.


# --- Files -------------------------------------------------------------------------------------


class Held:
    """A file that somebody else lets go of after so many tries."""

    def __init__(self, tries):
        self.tries = tries

    def replace(self, _target):
        self.tries -= 1
        if self.tries >= 0:
            raise PermissionError(13, "Access is denied")


def opened_by_us(path):
    """Whether this process has a file open, or one in a folder."""
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            place = str(descriptor.readlink())
        except OSError:  # The one that listed them.
            continue
        if (place + "/").startswith(os.path.realpath(path) + "/"):
            return True
    return False


@pytest.fixture
def files_as_on_windows(monkeypatch):
    """Nothing open is renamed or removed, nothing there renamed over, no reader's file synced."""
    import fcntl

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("no /proc here to see what is open")

    def refusing(name):
        real = getattr(os, name)

        def called(path, *rest, **named):
            if any(opened_by_us(one) for one in (path, *rest)):
                raise PermissionError(13, "The process cannot access the file", str(path))
            if name == "rename" and os.path.lexists(rest[0]):
                raise FileExistsError(17, "Cannot create a file when it exists", str(rest[0]))
            return real(path, *rest, **named)

        return called

    def fsync(descriptor):
        if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(9, "Bad file descriptor")
        os.fdatasync(descriptor)

    monkeypatch.setattr(folders, "lock", lambda _folder, **_wait: None)
    monkeypatch.setattr(shutil, "_use_fd_functions", False)  # How Windows removes a tree.
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(backup_files, "sync_folder", lambda _folder: None)
    monkeypatch.setattr(attachments, "sync_folder", lambda _folder: None)
    for name in ("rename", "replace", "unlink", "remove", "rmdir"):
        monkeypatch.setattr(os, name, refusing(name))


def test_no_file_is_renamed_or_removed_while_we_have_it_open(
    cobranca, home, tmp_path, files_as_on_windows, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    a_day(cobranca, home, tmp_path)
    for line in (
        "vendi Bia 50 --pago", "dossie Ana", "exportar json --saida tudo.json",
        "exportar csv --saida planilhas", "backup --para fora",
        "--pasta outra importar-json tudo.json", "--pasta outra conferir",
        "esquecer-cliente Bia --sim", "completar bash", "conferir",
    ):  # fmt: skip
        cobranca(line)
    for version in range(1, migrate.VERSION):
        cobranca(["--home", old_home(tmp_path / f"v{version}", version), "atrasados"])
    (copy,) = (tmp_path / "fora").iterdir()
    cobranca(["--home", "nova", "restaurar", copy, "--sim"])
    assert not [*tmp_path.rglob("*.parte"), *tmp_path.rglob(".cobranca-*")]


def test_a_file_that_is_held_on_windows_is_waited_for_and_elsewhere_not(monkeypatch, tmp_path):
    with pytest.raises(PermissionError):
        renaming.replace(Held(1), tmp_path)
    monkeypatch.setattr(renaming, "_TRIES", 3)
    monkeypatch.setattr(renaming, "_WAIT_S", 0)
    renaming.replace(Held(2), tmp_path)
    with pytest.raises(PermissionError):
        renaming.replace(Held(3), tmp_path)


def test_a_file_that_is_open_elsewhere_is_told_as_that():
    error = PermissionError(13, "The process cannot access the file")
    assert reason_of(error) == "sem permissão"
    error.winerror = 32
    assert reason_of(error) == "está aberto em outro programa"


def test_the_clipboard_of_windows_gets_letters_that_no_code_page_changes(monkeypatch):
    """Its `clip.exe` reads bytes as the old code page of the system, or as UTF-16 by guessing."""
    asked = {}

    def run(command, **given):
        asked.update(given, program=command[0])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(shutil, "which", {"powershell.exe": "powershell.exe"}.get)
    monkeypatch.setattr(subprocess, "run", run)
    assert clipboard.copy(NAME)
    assert asked["program"] == "powershell.exe"
    assert base64.b64decode(asked["input"]).decode() == NAME


def test_a_link_that_windows_does_not_open_is_shown_instead(monkeypatch):
    """It refuses one of more than about two thousand characters."""
    monkeypatch.setattr(sys, "platform", "win32")
    for opened in (True, False):
        monkeypatch.setattr(webbrowser, "open", lambda _url, opened=opened: opened)
        assert links._opened("https://wa.me/5519") is opened


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/home/Lúcia/100% a?.db"), "file:///home/Lúcia/100%25 a%3f.db"),
        (PureWindowsPath("C:\\Users\\Lúcia\\a#b.db"), "file:///C:/Users/Lúcia/a%23b.db"),
        (PureWindowsPath("\\\\servidor\\dados\\a.db"), "file:////servidor/dados/a.db"),
    ],
)
def test_sqlite_is_told_a_place_as_it_reads_them(path, uri):
    assert uri_of(path) == uri


def test_an_editor_of_windows_keeps_its_backslashes():
    assert words_of('"C:\\Program Files\\vim.exe" -n', windows=True) == [
        "C:\\Program Files\\vim.exe", "-n",
    ]  # fmt: skip
    assert words_of("code --wait", windows=False) == ["code", "--wait"]
