"""What the paper of an agreement says besides the agreement: who pays, and the whole working."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.words_of_amount import in_words
from cobranca_cli.errors import CreditorUnknownError
from cobranca_cli.messages import wording
from cobranca_cli.reports import charges
from cobranca_cli.store.queries import agreements as queries
from cobranca_cli.store.queries import customers

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3

    from cobranca_cli.reports.agreements import AgreementView
    from cobranca_cli.store.queries.agreements import ItemRow
    from cobranca_cli.store.settings import Settings


class AgreementPaper(NamedTuple):
    """An agreement as its paper of the day `date` shows it.

    `document` and `address` are the customer's, None where nothing is known: a line is left to be
    filled in by hand. `working` has the lines of each item that cost anything for its lateness on
    the day of the proposal.
    """

    agreement: AgreementView
    date: dt.date
    document: str | None
    address: str | None
    total_in_words: str
    working: list[tuple[ItemRow, list[str]]]
    warnings: list[str]


def paper(
    connection: sqlite3.Connection, found: AgreementView, *, today: dt.date, settings: Settings
) -> AgreementPaper:
    """The paper of an agreement. Raises CreditorUnknownError while the settings lack who is paid.

    A working that no longer gives what was agreed (the holidays of the settings are others by now)
    is left out: the amounts are those that were agreed.
    """
    if missing := wording.missing_identity(settings):
        raise CreditorUnknownError(missing)
    cost = charges.as_written(
        connection, [item.installment_id for item in found.items], found.proposed_on,
        settings.calendar, until_seq=queries.proposed_seq(connection, found.agreement_id),
    )  # fmt: skip
    working = [
        (item, wording.whole_working(one))
        for item in found.items if (one := cost.get(item.installment_id)) and one.cents
        if one[:2] == (item.fine_cents, item.interest_cents)
    ]  # fmt: skip
    row = customers.by_id(connection, found.customer_id)
    document, address = (row.document, row.address) if row else (None, None)
    return AgreementPaper(
        found, today, document, address, in_words(found.total_cents), working,
        _warnings(found, document, address),
    )  # fmt: skip


def _warnings(found: AgreementView, document: str | None, address: str | None) -> list[str]:
    blank = {"o CPF ou CNPJ": document, "o endereço": address}
    missing = " e ".join(what for what, value in blank.items() if not value)
    text = (
        f"falta {missing} de {found.customer}: no termo há uma linha para escrever à mão; para "
        f"completar: cobranca editar-cliente c{found.customer_id}"
    )
    return [text] if missing else []
