"""The payment slips of `reports.booklet` as a PDF file (a "carnê")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.documents import letterhead, typesetting
from cobranca_cli.documents.itf import bars
from cobranca_cli.domain.boleto import barcode_of, spaced
from cobranca_cli.domain.charges import Terms
from cobranca_cli.domain.money import format_brl
from cobranca_cli.messages import wording

if TYPE_CHECKING:
    from datetime import datetime

    from cobranca_cli.reports.booklet import Booklet, Slip
    from cobranca_cli.store.settings import Settings


_ONE_LINE = 70  # Characters of what was sold: more would not fit above the bars of a boleto.


def pdf(found: Booklet, settings: Settings, *, now: datetime) -> bytes:
    """Slips to be cut apart, each with a stub that stays. Raises ExtraMissingError."""
    head = letterhead.letterhead(settings)
    about = letterhead.sold(found.description, found.sale_id, _ONE_LINE)
    values = {
        "title": f"Carnê da venda {found.sale_id}",
        "business": head._asdict(),
        "customer": letterhead.person(found.customer, found.document),
        "about": about,
        "link": found.link or "",
        "slips": [_slip(slip, found) for slip in found.rows],
    }
    return typesetting.pdf("booklet", values, now=now)


def _slip(slip: Slip, found: Booklet) -> dict[str, object]:
    return {
        "name": name(slip),
        "due": wording.full_day(slip.due_on),
        "amount": format_brl(slip.open_cents),
        "late": late(slip, found),
        "pix": letterhead.pix(slip.pix, ""),
        "boleto": slip.boleto and {
            "code": spaced(slip.boleto), "bars": bars(barcode_of(slip.boleto)),
        },
    }  # fmt: skip


def late(slip: Slip, found: Booklet) -> str:
    """What was agreed about lateness, and of what is late what it is with that; "" for nothing."""
    terms = wording.late_terms(Terms(found.fine_bps, found.interest_bps))
    if not terms:
        return ""
    words = f"Após o vencimento: {terms}."
    if slip.updated_cents != slip.open_cents:
        words += (f" Em {wording.full_day(found.date)}: {format_brl(slip.updated_cents)}"
                  f"{wording.charges_within(slip.fine_cents, slip.interest_cents)}.")  # fmt: skip
    return words


def name(slip: Slip) -> str:
    """`Entrada`, `1 de 3`."""
    return "Entrada" if slip.number == 0 else f"{slip.number} de {slip.of}"
