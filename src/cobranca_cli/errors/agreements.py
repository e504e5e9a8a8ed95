"""Agreements that are refused, or not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.errors.asked import NotFoundError, UsageError
from cobranca_cli.errors.base import brl, day, shown
from cobranca_cli.errors.rules import RefusedError

if TYPE_CHECKING:
    from datetime import date

_STATES = {
    "proposed": "ainda espera o sim do cliente",
    "accepted": "já foi aceito",
    "kept": "já foi cumprido",
    "lost": "foi dado por perdido",
    "renegotiated": "passou para outro acordo",
    "broken": "foi rompido",
    "cancelled": "foi cancelado",
}


class AgreementNotFoundError(NotFoundError):
    """No agreement has this number."""

    def __init__(self, text: str, of: str | None = None) -> None:
        what = f"acordo em andamento de {of}" if of else f"acordo {shown(text)}"
        super().__init__(f"Não há {what}.", "veja os números com: cobranca acordos")


class AgreementNotYetError(NotFoundError):
    """Accepting or ending an agreement on a day before it was proposed, or accepted."""

    def __init__(self, agreement_id: int, since: date, on: date) -> None:
        super().__init__(
            f"O acordo {agreement_id} é de {day(since)}; em {day(on)} ainda não havia.",
            f"escolha em --hoje um dia a partir de {day(since)}.",
        )


class HowAcceptedError(UsageError):
    """Accepting with neither a code nor a proof, or with both."""

    def __init__(self, *, both: bool) -> None:
        super().__init__(
            "Use o código ou a prova, não os dois." if both else "Falta dizer como foi aceito.",
            "por exemplo: cobranca aceitar ACORDO --codigo 123456, ou --prova "
            "'áudio de WhatsApp de 10/12, 9h'",
        )


class AgreementStateError(RefusedError):
    """Something that can be done to an agreement in another state only."""

    def __init__(self, agreement_id: int, state: str) -> None:
        hint = {
            "proposed": f"para aceitar: cobranca aceitar {agreement_id} --codigo 123456",
            "accepted": f"veja-o com: cobranca acordo {agreement_id}",
            "lost": "se um dia pagar: cobranca recebi CLIENTE VALOR --parcela NÚMERO",
            "renegotiated": "rompa antes o outro; veja com: cobranca acordos",
        }.get(state, "para combinar de novo: cobranca negociar CLIENTE")
        super().__init__(f"O acordo {agreement_id} {_STATES[state]}.", hint)


class NothingLeftToAgreeError(RefusedError):
    """A discount of all that is owed, or more: there would be no plan."""

    def __init__(self, discount_cents: int, updated_cents: int) -> None:
        super().__init__(
            f"O desconto de {brl(discount_cents)} não deixa nada dos {brl(updated_cents)}.",
            "dê um desconto menor; para desistir do valor: cobranca perda PARCELA --motivo TEXTO",
        )


class CodeLockedError(RefusedError):
    """The code was wrong too often, or is too old."""

    def __init__(self, agreement_id: int, customer_id: int, *, tries: int, expired: bool) -> None:
        why = "passou de 48 horas" if expired else f"foi digitado errado {tries} vezes"
        super().__init__(
            f"O código do acordo {agreement_id} já não vale: {why}.",
            f"proponha de novo (cobranca negociar c{customer_id} …) ou diga a prova do sim: "
            f"cobranca aceitar {agreement_id} --prova TEXTO",
        )


class AgreementOutdatedError(RefusedError):
    """What was agreed about is no longer as it was, or the first due date has passed."""

    def __init__(self, agreement_id: int, customer_id: int, *, late_since: date | None) -> None:
        why = (
            f"o primeiro vencimento ({day(late_since)}) já passou"
            if late_since
            else "o que estava em aberto mudou desde a proposta"
        )
        super().__init__(
            f"O acordo {agreement_id} não pode mais ser aceito: {why}.",
            f"proponha de novo: cobranca negociar c{customer_id}",
        )


class AgreementPaidError(RefusedError):
    """Cancelling an agreement of which something was paid."""

    def __init__(self, agreement_id: int) -> None:
        super().__init__(
            f"O acordo {agreement_id} já teve pagamento, e não dá mais para cancelar.",
            f"para romper, com o que foi pago nas vendas: cobranca romper {agreement_id} "
            "--motivo TEXTO",
        )


class InAgreementError(RefusedError):
    """Correcting from the start what an agreement was made about, or one of its instalments."""

    def __init__(self, what: str, agreement_id: int, *, own: bool) -> None:
        super().__init__(
            f"{what} é do acordo {agreement_id}: datas e valores são os combinados."
            if own
            else f"{what} está no acordo {agreement_id}, ou já esteve: o passado fica como foi.",
            "para diminuir daqui em diante: cobranca abater PARCELA VALOR --motivo TEXTO"
            + ("; para combinar de novo: cobranca negociar CLIENTE" if own else ""),
        )
