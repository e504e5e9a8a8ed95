"""A link for a person: opened by the system, else shown with a QR code for their phone."""

from __future__ import annotations

import os
import shutil
import sys

from cobranca_cli.cli.output import draw, say


def open_or_show(url: str) -> None:
    """Open a link in the browser; where there is none, show it, and its QR code if that fits."""
    if _opened(url):
        say(["Abri a conversa; falta você tocar em enviar."])
        return
    from cobranca_cli.messages import qr

    code = qr.lines(url)
    window = shutil.get_terminal_size()
    width, height = max(map(len, code)), len(code) + 2  # The last rows are for what comes after.
    if width <= window.columns and height <= window.lines:
        say(["Aponte a câmera do celular para o código, ou abra o link:"])
        draw(code)
    else:
        say([f"Abra o link no celular (o código dele pede {width} colunas e {height} linhas):"])
    say([url])


def _opened(url: str) -> bool:
    if sys.platform == "win32":
        import webbrowser

        return webbrowser.open(url)  # False for a link of more than some two thousand characters.
    if sys.platform == "darwin":
        import typer

        return typer.launch(url) == 0
    program = shutil.which("xdg-open")
    if program is None or not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    import subprocess

    quiet = subprocess.DEVNULL  # Browsers write to the terminal, and may stay in it for long.
    subprocess.Popen([program, url], stdin=quiet, stdout=quiet, stderr=quiet,  # noqa: S603  # Ours.
                     start_new_session=True)  # fmt: skip
    return True
