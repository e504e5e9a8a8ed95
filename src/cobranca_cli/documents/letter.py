"""The letter of `reports.letter` as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.documents import letterhead, typesetting
from cobranca_cli.domain.boleto import spaced
from cobranca_cli.domain.money import format_brl
from cobranca_cli.messages import wording

if TYPE_CHECKING:
    from datetime import datetime

    from cobranca_cli.reports.letter import Letter
    from cobranca_cli.store.settings import Settings

_BULLET = "• "
_WORKING = "Encargos combinados na venda:\n"


def pdf(found: Letter, settings: Settings, *, now: datetime) -> bytes:
    """The words of the reminder, its list as a table, the Pix code. Raises ExtraMissingError.

    A list that the words say in one line has its total in the table.
    """
    before, after = _around_the_list(found.text)
    boletos = {one: f"\nBoleto: {spaced(line)}" for one, line in found.boletos.items()}
    rows = [
        [letterhead.installment(item) + boletos.get(item.installment_id, ""),
         wording.full_day(item.due_on), wording.updated(item.open_cents, charges_cents)]
        for item, charges_cents in zip(found.items, found.charges_cents, strict=True)
    ]  # fmt: skip
    total = format_brl(found.total_cents)
    if len(rows) > 1 and not any(total in part for part in after):
        rows.append(["Total", "", total])
    values = {
        "title": f"Carta para {found.customer}",
        "business": letterhead.letterhead(settings)._asdict(),
        "place": letterhead.place_and_day(settings, found.date),
        "to": [found.customer, *([found.address] if found.address else [])],
        "before": before,
        "rows": rows,
        "after": [*([_WORKING + "\n".join(found.working)] if found.working else []), *after],
        "pix": letterhead.pix(found.pix, f"Valor: {total}"),
    }  # fmt: skip
    return typesetting.pdf("letter", values, now=now)


def _around_the_list(text: str) -> tuple[list[str], list[str]]:
    """The paragraphs before and after the list of what is open, which a table takes the place of.

    What stands below an entry of the list is indented, and goes with it.

    A template of the owner's may have no such list: then all of it stands before the table.
    """
    lines = text.splitlines()
    listed = [i for i, line in enumerate(lines) if line.startswith(_BULLET)]
    if not listed:
        return _paragraphs(lines), []
    return _paragraphs(lines[: listed[0]]), _paragraphs(
        [line for line in lines[listed[0] :] if not line.startswith((_BULLET, "  "))]
    )


def _paragraphs(lines: list[str]) -> list[str]:
    return [part.strip() for part in "\n".join(lines).split("\n\n") if part.strip()]
