"""Papers that are not made, because there is nothing that they could say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.errors.rules import RefusedError
from cobranca_cli.errors.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence


class NothingReceivedError(RefusedError):
    """A receipt for a year in which nothing was received."""

    def __init__(self, customer: str, year: int) -> None:
        super().__init__(
            f"Não há nada recebido de {customer} em {year}.",
            "veja o que há com: cobranca recebimentos CLIENTE",
        )


class NothingForSlipsError(RefusedError):
    """Payment slips for a sale with nothing open."""

    def __init__(self, sale_id: int) -> None:
        super().__init__(
            f"A venda {sale_id} não tem parcela em aberto para um carnê.",
            "veja as que têm com: cobranca vendas",
        )


class NothingDueError(RefusedError):
    """A letter about what is open, and nothing is late or due today."""

    def __init__(self, customer: str) -> None:
        super().__init__(
            f"{customer} não tem nada vencido nem vencendo hoje.",
            "veja o que vence depois com: cobranca a-vencer",
        )


class BookNotSoundForDossierError(StoreError):
    """A dossier would prove what the book's own check denies; `first` is the first problem."""

    def __init__(self, first: str) -> None:
        super().__init__(
            f"O dossiê não foi feito, porque o caderno tem problemas: {first}",
            "veja todos com: cobranca conferir",
        )


class CreditorUnknownError(RefusedError):
    """The paper of an agreement without who is paid; `missing` says what is not set."""

    def __init__(self, missing: Sequence[str]) -> None:
        *others, last = missing
        listed = " e ".join(filter(None, (", ".join(others), last)))
        super().__init__(
            f"O termo precisa dizer quem recebe: falta {listed} do seu negócio.",
            "complete com: cobranca configurar",
        )
