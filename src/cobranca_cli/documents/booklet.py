"""The payment slips of `reports.booklet`: as lines for a screen, and as a PDF file (a "carnê")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.documents import letterhead, typesetting
from cobranca_cli.documents.itf import bars
from cobranca_cli.domain.money import format_brl
from cobranca_cli.messages import wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cobranca_cli.reports.booklet import Booklet, Slip
    from cobranca_cli.store.settings import Settings


def lines(found: Booklet) -> Iterator[str]:
    """Each slip as lines, its codes each on a line of its own."""
    for slip in found.rows:
        due = wording.full_day(slip.due_on)
        part = "Entrada" if slip.number == 0 else f"Parcela {_name(slip)}"
        yield f"{part}, vencimento {due}: {format_brl(slip.open_cents)}"
        yield from filter(None, (slip.pix, slip.boleto and boleto_groups(slip.boleto)))
        yield ""


def pdf(found: Booklet, settings: Settings, *, now: datetime) -> bytes:
    """Slips to be cut apart, each with a stub that stays. Raises ExtraMissingError."""
    head = letterhead.letterhead(settings)
    about = letterhead.sold(found.description, found.sale_id)
    values = {
        "title": f"Carnê da venda {found.sale_id}",
        "business": head._asdict(),
        "customer": letterhead.person(found.customer, found.document),
        "about": about,
        "link": found.link or "",
        "slips": [_slip(slip) for slip in found.rows],
    }
    return typesetting.pdf("booklet", values, now=now)


def boleto_groups(line: str) -> str:
    """The line as banks print it, in groups.

    >>> boleto_groups("23793381286000000008200000063310084340000001152")
    '23793.38128 60000.000082 00000.063310 0 84340000001152'
    """
    if len(line) == 48:
        return " ".join(f"{line[i : i + 11]}-{line[i + 11]}" for i in range(0, 48, 12))
    fields = (line[:10], line[10:21], line[21:32])
    return " ".join((*(f"{field[:5]}.{field[5:]}" for field in fields), line[32], line[33:]))


def barcode(line: str) -> str:
    """The 44 digits of the bars of a line that is right (facts §3)."""
    if len(line) == 48:
        return "".join(line[i : i + 11] for i in range(0, 48, 12))
    return line[:4] + line[32:] + line[4:9] + line[10:20] + line[21:31]


def _slip(slip: Slip) -> dict[str, object]:
    return {
        "name": _name(slip),
        "due": wording.full_day(slip.due_on),
        "amount": format_brl(slip.open_cents),
        "pix": letterhead.pix(slip.pix, ""),
        "boleto": slip.boleto and {
            "code": boleto_groups(slip.boleto), "bars": bars(barcode(slip.boleto)),
        },
    }  # fmt: skip


def _name(slip: Slip) -> str:
    return "Entrada" if slip.number == 0 else f"{slip.number} de {slip.of}"
