"""Boletos that are nobody's of ours, cheques and what the bank sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.errors.base import day
from cobranca_cli.errors.rules import RefusedError
from cobranca_cli.errors.typed import ValueNotUnderstoodError

if TYPE_CHECKING:
    from datetime import date


class InvalidBoletoError(ValueNotUnderstoodError):
    """A line or barcode that does not check; `wrong` is a whole sentence that says where."""

    def __init__(self, wrong: str) -> None:
        super().__init__(
            f"Este boleto não serve. {wrong}", "confira com: cobranca ler-boleto 'LINHA'"
        )


class UtilityBoletoError(RefusedError):
    """The bill of a utility or a tax: nobody pays our sale with it."""

    def __init__(self) -> None:
        super().__init__(
            "Esta linha é de uma conta ou tributo, não de um boleto seu.",
            "a linha do boleto que o banco fez para você tem 47 números.",
        )


class TooManyBoletosError(RefusedError):
    """More boletos than instalments."""

    def __init__(self, boletos: int, installments: int) -> None:
        super().__init__(
            f"São {boletos} boletos para {installments} "
            + ("parcela." if installments == 1 else "parcelas."),
            "diga um boleto para cada parcela, na ordem; a entrada não leva boleto.",
        )


class ChequeDayError(RefusedError):
    """A cheque that was to be good before today, or before it was received."""

    def __init__(self, clears_on: date, earliest_on: date) -> None:
        super().__init__(
            f"O cheque seria bom em {day(clears_on)}, antes de {day(earliest_on)}.",
            "diga um dia de hoje em diante; um cheque que já compensou não precisa de --bom-para.",
        )


class NothingToWriteOffError(RefusedError):
    """An instalment with nothing open: nothing is lost."""

    def __init__(self, installment_id: int) -> None:
        super().__init__(
            f"A parcela {installment_id} não tem nada em aberto: não há perda.",
            f"para ver o que houve com ela: cobranca parcela {installment_id}",
        )


class PaymentBouncedError(RefusedError):
    """The payment came back already."""

    def __init__(self, payment_id: int) -> None:
        super().__init__(
            f"O recebimento {payment_id} já foi devolvido pelo banco.",
            "se o cliente pagou de novo, anote: cobranca recebi CLIENTE VALOR",
        )


class BounceBeforePaymentError(RefusedError):
    """Nothing comes back before it was received."""

    def __init__(self, payment_id: int, on: date, received_on: date) -> None:
        super().__init__(
            f"O recebimento {payment_id} é de {day(received_on)} e não voltou antes, em {day(on)}.",
            "diga o dia em que o banco devolveu, com --em.",
        )
