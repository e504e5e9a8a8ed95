"""Putting a text where Ctrl-V finds it, with whatever program the system has for it."""

from __future__ import annotations

# Wayland, X11 twice, macOS, Windows (also from inside WSL); the first that works does it.
PROGRAMS = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("pbcopy",),
    ("clip.exe",),
)
_SECONDS = 5


def copy(text: str) -> bool:
    """Whether the text was copied; False when no program is there that can."""
    import shutil

    return any(
        _ran([path, *arguments], text)
        for name, *arguments in PROGRAMS
        if (path := shutil.which(name))
    )


def _ran(command: list[str], text: str) -> bool:
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603  # One of PROGRAMS, found on the person's own PATH.
            command, input=text.encode(), check=False, timeout=_SECONDS,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
