"""What papers say on a screen, where that is not the paper itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobranca_cli.cli.says_reminding import reason
from cobranca_cli.cli.words import Whole
from cobranca_cli.reports.reminders import Withheld

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cobranca_cli.reports.letter import Letter


def sent_by_whatsapp(document: Mapping[str, Any]) -> Iterator[str]:
    """The short receipt, and the link that opens the conversation with it."""
    yield from document["message"].splitlines()
    if document["message"]:
        yield ""
        yield document["whatsapp_url"] or "Sem celular no cadastro: copie o texto acima."


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
