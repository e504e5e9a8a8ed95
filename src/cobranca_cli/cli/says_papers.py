"""What papers say on a screen, where that is not the paper itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobranca_cli.cli.says_reminding import reason
from cobranca_cli.cli.words import Whole
from cobranca_cli.domain.boleto import spaced
from cobranca_cli.errors import brl
from cobranca_cli.reports.tally import Withheld

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cobranca_cli.reports.booklet import Booklet
    from cobranca_cli.reports.letter import Letter


def sent_by_whatsapp(document: Mapping[str, Any]) -> Iterator[str]:
    """The short receipt, and the link that opens the conversation with it."""
    if document["message"]:
        yield document["message"].rstrip("\n")
        yield ""
        yield document["whatsapp_url"] or "Sem celular no cadastro: copie o texto acima."


def booklet_lines(found: Booklet) -> Iterator[str]:
    """Whose they are, each slip with its codes on lines of their own, and the page for all."""
    from cobranca_cli.documents.booklet import late, name
    from cobranca_cli.documents.letterhead import sold

    about = sold(found.description, found.sale_id)
    yield f"Carnê de {found.customer}: {about}, {brl(found.open_cents)} em aberto."
    for slip in found.rows:
        part = name(slip) if slip.number == 0 else f"Parcela {name(slip)}"
        yield ""
        yield f"{part}, vencimento {slip.due_on:%d/%m/%Y}: {brl(slip.open_cents)}"
        if words := late(slip, found):
            yield words
        if slip.pix:
            yield Whole(slip.pix)
        if slip.boleto:
            yield Whole(spaced(slip.boleto))
    if found.link:
        yield ""
        yield f"Para pagar: {found.link}"


def letter_next(found: Letter) -> str:
    """A letter is kept as sent by nobody but its owner."""
    whom = f"c{found.customer_id}"
    return f"Depois de entregar, anote: cobranca anotar {whom} 'entreguei a carta'"


def letter_lines(found: Letter) -> Iterator[str]:
    """The words of the letter, how the charges come about, and the code alone."""
    yield from found.text.splitlines()
    if found.working:
        yield from ("", "Encargos combinados na venda:", *found.working)
    if found.pix:
        yield ""
        yield Whole(found.pix)


def letter_warnings(found: Letter) -> list[str]:
    """What is missing for a code, and that the reminders of this customer wait."""
    if found.reason is None:
        return found.warnings
    why = reason(Withheld(found.customer_id, found.customer, found.reason, found.until))
    return [*found.warnings, f"os lembretes de {found.customer} esperam: {why}."]
