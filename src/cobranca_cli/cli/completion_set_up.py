"""Where each shell looks for the function that completes our lines, and writing it there."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import NamedTuple

from cobranca_cli.cli.private_file import private, refuse_taken, write_over_own

SHELLS = {"bash": "bash", "zsh": "zsh", "fish": "fish", "powershell": "powershell",
          "pwsh": "powershell"}  # fmt: skip
_FILES = {"bash": "bash", "zsh": "zsh", "fish": "fish", "powershell": "ps1"}
_MARK = b"  # cobranca completar"
_BEGINS = b"# Completes the lines of `cobranca`."


class CompletionSetUp(NamedTuple):
    """Where things are: the function, and the line that has the shell read it at its start.

    `startup` is None where the shell finds the file by itself (fish), or only it knows where its
    start-up file is (PowerShell). `changed` are the files that were written or removed.
    """

    shell: str
    script: str
    startup: str | None
    line: str | None
    changed: list[str]
    removed: bool


def script(shell: str) -> str:
    """The function itself."""
    folder = Path(__file__).parents[1] / "completion"
    return (folder / f"cobranca.{_FILES[shell]}").read_text("utf-8")


def set_up(shell: str, *, remove: bool, dry_run: bool) -> CompletionSetUp:
    """Write the function and the line, or remove both; what is so already stays as it is.

    Raises OutputTakenError for a file that is somebody else's, OSError.
    """
    place, startup, line = _places(shell)
    wanted = b"" if remove else script(shell).encode()
    refuse_taken(place, _BEGINS)
    changed = []
    if (place.read_bytes() if place.exists() else b"") != wanted:
        changed.append(str(place))
        if not dry_run:
            write_over_own(place, wanted, _BEGINS) if wanted else place.unlink()
    if startup and line and _add_or_remove(startup, line.encode(), remove=remove, dry_run=dry_run):
        changed.append(str(startup))
    return CompletionSetUp(
        shell, str(place), str(startup) if startup else None, line, changed, remove
    )


def _places(shell: str) -> tuple[Path, Path | None, str | None]:
    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    if shell == "fish":
        return settings / "fish" / "completions" / "cobranca.fish", None, None
    if shell == "powershell":
        place = settings / "powershell" / "cobranca.ps1"
        return place, None, ". '" + str(place).replace("'", "''") + "'"
    if shell == "zsh":
        place = data / "zsh" / "cobranca.zsh"
        startup = Path(os.environ.get("ZDOTDIR") or home) / ".zshrc"
    else:
        place = data / "bash-completion" / "completions" / "cobranca"
        startup = home / ".bashrc"
    return place, startup, f". {shlex.quote(str(place))}"


def _add_or_remove(startup: Path, line: bytes, *, remove: bool, dry_run: bool) -> bool:
    """Whether the start-up file is another than before; no line of anybody else's is touched."""
    before = startup.read_bytes() if startup.exists() else b""
    others = [one for one in before.splitlines(keepends=True) if not one.rstrip().endswith(_MARK)]
    after = b"".join(others)
    if not remove:
        if after and not after.endswith(b"\n"):
            after += b"\n"
        after += line + _MARK + b"\n"
    if after != before and not dry_run:
        with private(startup, as_open_as_before=True) as file:
            file.write(after)
    return after != before
