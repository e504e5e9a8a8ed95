"""Keeping everything safe: `backup`, `restore`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cobranca_cli.cli import passphrases
from cobranca_cli.cli.context import AppContext, typed_path
from cobranca_cli.cli.options import parse_count
from cobranca_cli.cli.output import emit_fact
from cobranca_cli.cli.progress import bar
from cobranca_cli.cli.words import counted, size
from cobranca_cli.errors.keeping import PASSPHRASE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.services.backup import BackupMade, Imported, Restored
    from cobranca_cli.store.archive import Manifest

_LOSE_IT = "Guarde bem a senha: sem ela ninguém abre a cópia."


def backup(
    ctx: typer.Context,
    to: Annotated[str | None, typer.Option(
        "--to", "--para", metavar="PASTA",
        help="Onde guardar. Sem isto, na pasta backups, junto dos dados.")] = None,
    keep: Annotated[int | None, typer.Option(
        "--keep", "--manter", metavar="N", parser=parse_count,
        help="Fica só com as N cópias mais novas dessa pasta; apaga as outras.")] = None,
    encrypt: Annotated[bool, typer.Option(
        "--encrypt", "--cifrar",
        help=f"Cifra com uma senha, perguntada no terminal ou guardada como {PASSPHRASE_VARIABLE}.",
    )] = False,
) -> None:  # fmt: skip
    """Make one file with database, settings and templates, opened again and checked."""
    from cobranca_cli.services.backup import make_backup

    app: AppContext = ctx.obj
    done = make_backup(
        app.home, now=app.now, folder=typed_path(to) if to else None, keep=keep,
        passphrase=partial(passphrases.asked, app, twice=True) if encrypt else None,
        progress=bar("Conferindo a cópia"),
    )  # fmt: skip
    emit_fact(app, done, lines=_made(done), warnings=[_LOSE_IT] if encrypt else [])


def restore(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(
        metavar="ARQUIVO", help="A cópia, como cobranca-2026-11-23-183000.zip.",
        show_default=False)],
) -> None:  # fmt: skip
    """Put a verified backup in the place of what is there; that is kept aside."""
    from cobranca_cli.services.backup import restore_backup

    app: AppContext = ctx.obj
    done = restore_backup(
        app.home, typed_path(file), now=app.now,
        passphrase=partial(passphrases.asked, app, twice=False), approve=partial(_approve, app),
        dry_run=app.dry_run, progress=bar("Conferindo a cópia"),
    )  # fmt: skip
    emit_fact(app, done, lines=_restored(app, done), warnings=done.warnings)


def import_json(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(
        metavar="ARQUIVO", help="O que `cobranca exportar json` gravou.", show_default=False)],
) -> None:  # fmt: skip
    """Make a home of an exported book: the same numbers, history and files."""
    from cobranca_cli.services.backup import import_json as service

    app: AppContext = ctx.obj
    done = service(
        app.home, typed_path(file), now=app.now, dry_run=app.dry_run,
        progress=bar("Conferindo o caderno"),
    )  # fmt: skip
    emit_fact(app, done, lines=_imported(app, done))


def _approve(app: AppContext, found: Manifest) -> None:
    there = "trocar tudo o que está" if app.home.exists() else "criar os dados"
    app.confirm(
        f"{there} em {app.home} pela cópia de {_when(app, found.made_at)} "
        f"({counted(found.seq, 'registro')})?"
    )


def _made(done: BackupMade) -> Iterator[str]:
    yield f"Cópia feita e conferida: {done.file}"
    yield f"{size(done.bytes)}, {counted(done.seq, 'registro')} do histórico."
    if done.removed:
        yield f"Apagadas por serem mais antigas: {', '.join(done.removed)}."


def _restored(app: AppContext, done: Restored) -> Iterator[str]:
    whole = f"cópia de {_when(app, done.made_at)}, com {counted(done.seq, 'registro')}"
    yield f"A {whole} está inteira." if app.dry_run else f"De volta: {whole}, em {app.home}."
    if done.kept_aside:
        yield f"O que havia antes está guardado em {done.kept_aside}"


def _imported(app: AppContext, done: Imported) -> Iterator[str]:
    whole = f"caderno de {_when(app, done.exported_at)}, com {counted(done.seq, 'registro')}"
    yield f"O {whole} está inteiro." if app.dry_run else f"Importado: {whole}, em {app.home}."


def _when(app: AppContext, made_at: str) -> str:
    """An UTC instant as a day and time of the business: `23/11/2026 às 10:00`."""
    from datetime import datetime

    return f"{datetime.fromisoformat(made_at).astimezone(app.now.tzinfo):%d/%m/%Y às %H:%M}"
