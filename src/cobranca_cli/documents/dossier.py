"""The files of a dossier: text, PDF, JSON, attachments, the chain, what checks them all."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cobranca_cli.documents import dossier_words, letterhead, typesetting, verificar
from cobranca_cli.domain.audit import HASHED, canonical
from cobranca_cli.messages import wording
from cobranca_cli.store.attachments import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cobranca_cli.documents.dossier_words import Section
    from cobranca_cli.reports.dossier import Dossier
    from cobranca_cli.reports.dossier_proof import Link, Proof
    from cobranca_cli.store.settings import Settings

PDF = "dossie.pdf"
_KIND = "cobranca-dossie"
# `,"<the hash before>"]`: what a link that is not shown ends with. What stands before it within
# the same block is the hash of its rows and what it undoes, so that nothing else is seen of it.
_LAST = len(verificar.GENESIS) + 4
_EPOCH = (1980, 1, 1, 0, 0, 0)  # Equal folders make equal zips.
_WIDTH = 78


def files(
    found: Dossier, proof: Proof, facts: str, home: Path, settings: Settings
) -> dict[str, bytes]:
    """Name -> content, without the PDF and without the manifest; `facts` is the report as JSON."""
    made = {
        verificar.FACTS: facts.encode(),
        verificar.CHAIN: _chain(proof).encode(),
        "dossie.txt": text(found, settings).encode(),
        "verificar.py": Path(verificar.__file__).read_bytes(),
    }
    for one in found.attachments:
        if one.file:
            made[one.file] = (home / FOLDER / Path(one.file).name).read_bytes()
    return made


def sealed(found: Dossier, made: Mapping[str, bytes]) -> tuple[dict[str, bytes], str]:
    """The files with their manifest and its seal; and the manifest's SHA-256."""
    manifest = {
        "kind": _KIND,
        "format": 1,
        "made_at": found.made_at,
        "head_seq": found.chain.head_seq,
        "head_hash": found.chain.head_hash,
        "files": {name: hashlib.sha256(made[name]).hexdigest() for name in sorted(made)},
    }
    content = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
    seal = hashlib.sha256(content).hexdigest()
    line = f"{seal}  {verificar.MANIFEST}\n".encode()
    return {**made, verificar.MANIFEST: content, verificar.SEAL: line}, seal


def zipped(made: Mapping[str, bytes], folder: str) -> bytes:
    """The same files in a folder of this name; equal files are equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(made):
            info = zipfile.ZipInfo(f"{folder}/{name}", _EPOCH)
            info.create_system, info.external_attr = 3, 0o600 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, made[name])
    return target.getvalue()


def text(found: Dossier, settings: Settings) -> str:
    """The dossier as plain text."""
    head = [dossier_words.title(found), *_about(found)]
    parts = [part for one in dossier_words.sections(found, settings.zone) for part in _plain(one)]
    return "\n\n".join([*head, *parts]) + "\n"


def pdf(found: Dossier, settings: Settings, *, now: datetime) -> bytes:
    """The dossier as a PDF file. Raises ExtraMissingError."""
    values = {
        "title": dossier_words.title(found),
        "business": letterhead.letterhead(settings)._asdict(),
        "about": _about(found),
        "sections": [one._asdict() for one in dossier_words.sections(found, settings.zone)],
    }
    return typesetting.pdf("dossier", values, now=now)


def _about(found: Dossier) -> list[str]:
    on = wording.full_day(found.claim.on)
    head = f"Última gravação do caderno ({found.chain.head_seq}):\n{found.chain.head_hash}"
    return [f"Com o que está no caderno; os valores são os de {on}.", head]


def _plain(one: Section) -> list[str]:
    rule = "-" * _WIDTH
    rows = [
        "\n".join(
            f"{heading}: {cell}" for heading, cell in zip(one.headings, row, strict=True) if cell
        )
        for row in one.rows
    ]
    return [f"{rule}\n{one.title.upper()}\n{rule}", *one.paragraphs, *rows]


def _chain(proof: Proof) -> str:
    """One link a line, so that a person can find one."""
    head = {
        "head_seq": proof.head_seq,
        "head_hash": proof.head_hash,
        "columns": HASHED,
        "unproven": proof.unproven,
    }
    links = ",\n".join(canonical(_link(link)) for link in proof.links)
    return canonical(head)[:-1] + ',"links":[\n' + links + "\n]}\n"


def _link(link: Link) -> dict[str, Any]:
    if link.rows is not None:
        return {"entry": link.entry, "rows": link.rows}
    content = canonical(list(link.entry)).encode()
    absorbed = (len(content) - _LAST) // 64 * 64
    state = verificar.absorb(verificar.START, content[:absorbed])
    return {
        "state": verificar.to_hex(state),
        "absorbed": absorbed,
        "rest": content[absorbed:].decode(),
    }
