"""Keeping a photo, a delivery slip or a print with a sale or a payment."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.text import clean_line
from cobranca_cli.store import attachments as files
from cobranca_cli.store.models import Attachment
from cobranca_cli.store.queries import lookup

if TYPE_CHECKING:
    from pathlib import Path

    from cobranca_cli.store.unit_of_work import UnitOfWork


class Attached(NamedTuple):
    """What attach shows; `file` is the name of the copy in `documents`."""

    attachment_id: int
    sale_id: int | None
    payment_id: int | None
    customer_id: int
    customer: str
    name: str
    file: str
    size_bytes: int
    sha256: str


class _Owner(NamedTuple):
    """The sale or the payment that a file is kept with."""

    sale_id: int | None
    payment_id: int | None
    customer_id: int
    customer: str


def attach(unit: UnitOfWork, *, sale: str | None, payment: str | None, path: Path) -> Attached:
    """Copy a file into the home and keep whose it is; exactly one of `sale`, `payment`.

    The copy is on the disk before the row is; it stays when the write is undone, for its redo, and
    when it cannot be committed, which `check` tells.

    Raises FileUnreadableError, FileTooLargeError, InvalidTextError, OutputTakenError,
    DatabaseWriteError, and the errors of lookups.
    """
    name = clean_line(path.name, what="o nome do arquivo")
    with unit:
        owner = _owner(unit, sale, payment)
        content = files.read(path)
        digest = hashlib.sha256(content).hexdigest()
        attachment_id = unit.insert(
            Attachment, sale_id=owner.sale_id, payment_id=owner.payment_id,
            name_id=unit.words(name, customer_id=owner.customer_id), sha256=digest,
            size_bytes=len(content),
        )  # fmt: skip
        unit.what = {
            "customer_id": owner.customer_id,
            "attachment_id": attachment_id,
            "sale_id": owner.sale_id,
            "payment_id": owner.payment_id,
        }
        file = files.file_name(digest, name)
        if not unit.dry_run:
            files.keep(unit.path.parent, file, content)
        return Attached(attachment_id, *owner, name, file, len(content), digest)


def _owner(unit: UnitOfWork, sale: str | None, payment: str | None) -> _Owner:
    if sale is not None:
        sold = lookup.sale(unit.connection, sale)
        return _Owner(sold.sale_id, None, sold.customer_id, sold.customer)
    paid = lookup.payment(unit.connection, payment or "")
    return _Owner(None, paid.payment_id, paid.customer_id, paid.customer)
