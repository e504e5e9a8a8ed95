"""Putting a text where Ctrl-V finds it, with whatever program the system has for it."""

from __future__ import annotations

_WINDOWS = "powershell.exe"
_FROM_BASE64 = (
    "Set-Clipboard ([Text.Encoding]::UTF8.GetString("
    "[Convert]::FromBase64String([Console]::In.ReadToEnd())))"
)
# Wayland, X11 twice, macOS, Windows (also from inside WSL); the first that works does it. Windows
# takes the bytes of a pipe for letters of an old code page, and so gets none but ASCII.
PROGRAMS = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("pbcopy",),
    (_WINDOWS, "-NoProfile", "-NonInteractive", "-Command", _FROM_BASE64),
)
_SECONDS = 5


def copy(text: str) -> bool:
    """Whether the text was copied; False when no program is there that can."""
    import base64
    import shutil

    plain = text.encode()
    return any(
        _ran([path, *arguments], base64.b64encode(plain) if name == _WINDOWS else plain)
        for name, *arguments in PROGRAMS
        if (path := shutil.which(name))
    )


def _ran(command: list[str], content: bytes) -> bool:
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603  # One of PROGRAMS, found on the person's own PATH.
            command, input=content, check=False, timeout=_SECONDS,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
