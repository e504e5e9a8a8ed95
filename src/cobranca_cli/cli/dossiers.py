"""A dossier on the disk: a folder and a ZIP of it, whole or not at all, over nothing."""

from __future__ import annotations

import shutil
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.cli.context import typed_path
from cobranca_cli.cli.output import json_text, plain
from cobranca_cli.cli.private_file import write_private
from cobranca_cli.cli.progress import bar
from cobranca_cli.errors import ExtraMissingError, brl
from cobranca_cli.store.copies import DOCUMENTS, dossier_name
from cobranca_cli.store.renaming import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from cobranca_cli.cli.context import AppContext


class DossierMade(NamedTuple):
    """What `dossier` wrote and where; `manifest_sha256` is to be noted, it fixes all of it."""

    customer_id: int
    customer: str
    on: date
    total_cents: int
    claimable_cents: int
    folder: str
    zip: str
    files: list[str]
    manifest_sha256: str
    head_seq: int
    head_hash: str
    shown: int
    warnings: list[str]


def write(app: AppContext, customer: str, on: date, output: str | None) -> DossierMade:
    """Make and write it, without the PDF where its extra is missing.

    Raises what the report raises, OSError.
    """
    from cobranca_cli.documents import dossier as paper
    from cobranca_cli.reports.dossier import dossier as report

    now = app.now.astimezone(UTC)
    found, proof = report(
        app.reader(), app.home, customer=customer, on=on,
        made_at=now.strftime("%Y-%m-%dT%H:%M:%SZ"), settings=app.settings,
        progress=bar("Conferindo o caderno"),
    )  # fmt: skip
    warnings = list(found.warnings)
    made = paper.files(
        found, proof, json_text(plain(found), indent=2) + "\n", app.home, app.settings
    )
    try:
        made[paper.PDF] = paper.pdf(found, app.settings, now=app.now)
    except ExtraMissingError as error:
        warnings.append(f"sem o PDF. {error.message} {error.hint}")
    sealed, seal = paper.sealed(found, made)
    parent = typed_path(output) if output else app.home / DOCUMENTS
    folder = _free(parent / dossier_name(found.customer_id, f"{app.now:%Y-%m-%d-%H%M%S}"))
    _publish(folder, sealed, paper.zipped(sealed, folder.name))
    return DossierMade(
        found.customer_id, found.customer, on, found.claim.total_cents,
        found.claim.claimable_cents, str(folder), str(_packed(folder)), sorted(sealed), seal,
        found.chain.head_seq, found.chain.head_hash, found.chain.shown, warnings,
    )  # fmt: skip


def lines(done: DossierMade) -> Iterator[str]:
    """Where it is, what it asks for, and what makes its date certain."""
    yield (
        f"Dossiê de {done.customer} (c{done.customer_id}): {brl(done.total_cents)} em aberto em "
        f"{done.on:%d/%m/%Y}; dá para pedir {brl(done.claimable_cents)}."
    )
    yield f"Pasta: {done.folder}"
    yield f"ZIP:   {done.zip}"
    yield ""
    yield "Para a data ficar certa, mande este resumo a você e ao seu advogado por e-mail, hoje:"
    yield done.manifest_sha256
    yield "Quem recebe confere sem o cobranca: python3 verificar.py"


def _free(folder: Path) -> Path:
    """This place, or with a number where there is something already: nothing is written over."""
    names = (folder.name, *(f"{folder.name}-{number}" for number in range(2, 1_000)))
    places = (folder.with_name(name) for name in names)
    return next(p for p in places if not p.exists() and not _packed(p).exists())


def _packed(folder: Path) -> Path:
    return folder.with_name(folder.name + ".zip")


def _publish(folder: Path, files: Mapping[str, bytes], archive: bytes) -> None:
    """Write beside the place, then move into it: nobody ever sees half of it. Raises OSError."""
    packed = _packed(folder)
    waiting, waiting_packed = (t.with_name(f".{t.name}.parte") for t in (folder, packed))
    shutil.rmtree(waiting, ignore_errors=True)  # Of a process that died.
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        waiting.mkdir(mode=0o700)
        for name, content in files.items():
            write_private(waiting / name, content)
        write_private(waiting_packed, archive)
        replace(waiting, folder)
        replace(waiting_packed, packed)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
        waiting_packed.unlink(missing_ok=True)
