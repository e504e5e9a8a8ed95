"""Understood and refused by a rule (exit 4); nothing was written."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, ClassVar

from cobranca_cli.errors.base import CobrancaError, ExitCode, brl, day, shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class RefusedError(CobrancaError):
    """Base of what was understood and refused; nothing was written. Never raised itself."""

    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED


class FutureDateError(RefusedError):
    """Sales and payments in the future are refused (rules §2)."""

    def __init__(self, what: str, when: date, today: date) -> None:
        super().__init__(
            f"{what} em {day(when)} ainda não aconteceu: hoje é {day(today)}.",
            "use a data de hoje ou uma que já passou.",
        )


class DueBeforeSaleError(RefusedError):
    """`--due` before `--on` (rules §2)."""

    def __init__(self, due_on: date, sold_on: date) -> None:
        super().__init__(
            f"O vencimento {day(due_on)} vem antes da venda, de {day(sold_on)}.",
            "confira --vencimento e --em.",
        )


class DownPaymentDayError(RefusedError):
    """Another due date for a down payment, which is due on the day of sale (rules §1)."""

    def __init__(self, installment_id: int) -> None:
        super().__init__(
            f"A parcela {installment_id} é a entrada, que vence no dia da venda.",
            "mude o vencimento da venda (cobranca corrigir-venda NÚMERO --vencimento DATA) ou de "
            "outra parcela.",
        )


class PaidAboveTotalError(RefusedError):
    """More was paid at the counter than the sale is worth."""

    def __init__(self, paid_cents: int, total_cents: int) -> None:
        super().__init__(
            f"O pagamento ({brl(paid_cents)}) passa do total da venda ({brl(total_cents)}).",
            "registre a venda e depois: cobranca recebi CLIENTE VALOR; a sobra vira crédito.",
        )


class PaidPartsDoNotAddUpError(RefusedError):
    """Several methods that do not add up to the amount."""

    def __init__(self, parts_cents: int, total_cents: int) -> None:
        super().__init__(
            f"As formas somam {brl(parts_cents)} e o valor é {brl(total_cents)}.",
            "deixe uma das formas sem valor para ela levar o resto, como --pago-por dinheiro.",
        )


class DownPaymentTooLargeError(RefusedError):
    """A down payment that leaves nothing for the instalments."""

    def __init__(self, down_cents: int, total_cents: int) -> None:
        super().__init__(
            f"A entrada ({brl(down_cents)}) não deixa nada a pagar de {brl(total_cents)}.",
            "diga uma entrada menor; para uma venda paga na hora use --pago.",
        )


class CounterSaleMustBePaidError(RefusedError):
    """A sale at the counter has nobody to owe it."""

    def __init__(self, open_cents: int) -> None:
        super().__init__(
            f"Venda no balcão é paga na hora; faltam {brl(open_cents)}.",
            "para vender fiado diga o nome: cobranca vendi NOME VALOR; para desfazer uma venda do "
            "balcão: cobranca cancelar-venda NÚMERO --motivo TEXTO.",
        )


class CounterNameError(RefusedError):
    """The built-in counter is nobody's name."""

    def __init__(self) -> None:
        super().__init__(
            "balcão é o nome das vendas sem cliente.",
            "para uma venda sem cliente: cobranca vendi --balcao VALOR.",
        )


class SaleVoidedError(RefusedError):
    """The sale was voided; it takes no payment, change or discount."""

    def __init__(self, sale_id: int) -> None:
        super().__init__(f"A venda {sale_id} foi cancelada.", "veja as outras com: cobranca vendas")


class NothingOpenError(RefusedError):
    """The instalment or sale named has nothing open."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} já não tem nada em aberto.",
            "sem dizer qual, o valor vai para o que vence primeiro ou fica como crédito.",
        )


class WrongCustomerError(RefusedError):
    """The sale or instalment named is of somebody else."""

    def __init__(self, what: str, owner: str, customer: str, *, paid: bool = False) -> None:
        who, whose = quote(customer), quote(owner)
        payer = f"se {who} pagou por {whose}: cobranca recebi {whose} VALOR --pagador {who}"
        sales = f"veja os números com: cobranca vendas {who}"
        super().__init__(f"{what} é de {owner}, não de {customer}.", payer if paid else sales)


class PaymentReversedError(RefusedError):
    """The payment was reversed already."""

    def __init__(self, payment_id: int) -> None:
        super().__init__(
            f"O recebimento {payment_id} já foi estornado.", "veja com: cobranca recebimentos"
        )


class PaymentRefundedError(RefusedError):
    """Part of the payment was given back, so that it cannot never have been."""

    def __init__(self, payment_id: int, refunded_cents: int) -> None:
        super().__init__(
            f"Do recebimento {payment_id} já foram devolvidos {brl(refunded_cents)}.",
            "desfaça antes a devolução: cobranca desfazer",
        )


class CreditTooSmallError(RefusedError):
    """A refund of more than the customer's credit."""

    def __init__(self, customer: str, asked_cents: int, credit_cents: int) -> None:
        super().__init__(
            f"{customer} tem {brl(credit_cents)} de crédito; não dá para devolver "
            f"{brl(asked_cents)}.",
            "para devolver dinheiro de uma venda, cancele-a ou abata dela antes.",
        )


class DiscountTooLargeError(RefusedError):
    """A discount or return above what the instalment or sale is still worth."""

    def __init__(self, asked_cents: int, worth_cents: int) -> None:
        super().__init__(
            f"Abater {brl(asked_cents)} passa do valor, que é {brl(worth_cents)}.",
            "para desfazer a venda toda: cobranca cancelar-venda NÚMERO --motivo TEXTO",
        )


class KeepTooLargeError(RefusedError):
    """`--keep` not below the sale's total."""

    def __init__(self, keep_cents: int, total_cents: int) -> None:
        super().__init__(
            f"Manter {brl(keep_cents)} não cancela nada de uma venda de {brl(total_cents)}.",
            "diga um valor menor que o total.",
        )


class AmountBelowDiscountsError(RefusedError):
    """A corrected amount below what was already discounted or returned."""

    def __init__(self, amount_cents: int, discounted_cents: int) -> None:
        super().__init__(
            f"O novo valor ({brl(amount_cents)}) é menor que os abatimentos já feitos "
            f"({brl(discounted_cents)}).",
            "desfaça antes o abatimento, ou cancele a venda.",
        )


class NotUndoableError(RefusedError):
    """The latest write cannot be taken back, and nothing from before it; `what` is in words."""

    def __init__(self, seq: int, what: str) -> None:
        super().__init__(
            f"O registro {seq} não pode ser desfeito ({what}), nem o que veio antes dele.",
            "veja com: cobranca historico. Uma venda ou um recebimento de antes se corrige com "
            "corrigir-venda, cancelar-venda ou estornar.",
        )


class MoneyOpenError(RefusedError):
    """Who owes something is not forgotten (rules §12)."""

    def __init__(self, customer: str, open_cents: int) -> None:
        super().__init__(
            f"{customer} ainda tem {brl(open_cents)} em aberto.",
            "receba, abata ou cancele antes de esquecer; veja com: cobranca extrato CLIENTE",
        )


class CreditLeftError(RefusedError):
    """Who is owed something is not forgotten."""

    def __init__(self, customer: str, credit_cents: int) -> None:
        super().__init__(
            f"{customer} ainda tem {brl(credit_cents)} de crédito.",
            "devolva antes de esquecer: cobranca devolver CLIENTE VALOR --motivo TEXTO",
        )


class CustomerForgottenError(RefusedError):
    """The customer was forgotten: nothing is shown or written about them any more."""

    def __init__(self, customer_id: int, forgotten_on: date, erase_on: date | None) -> None:
        kept = f" O que a lei manda guardar fica trancado até {day(erase_on)}." if erase_on else ""
        super().__init__(
            f"O cliente {customer_id} foi esquecido em {day(forgotten_on)}.{kept}",
            f"o que ainda está guardado: cobranca exportar json c{customer_id}; para apagar já: "
            f"cobranca esquecer-cliente c{customer_id} --forcar --motivo TEXTO"
            if erase_on
            else "se a pessoa voltou a comprar, cadastre de novo: cobranca novo-cliente NOME",
        )


class ReasonNamesThemError(RefusedError):
    """A reason for forgetting somebody that keeps their name."""

    def __init__(self) -> None:
        super().__init__(
            "O motivo diz o nome de quem é para esquecer, e ficaria guardado.",
            "escreva sem o nome, como --motivo 'pedido da pessoa, por mensagem'.",
        )


class HomeHasDataError(RefusedError):
    """The example business, or a whole book, only goes into a fresh home."""

    def __init__(self, home: str, what: str = "o exemplo", command: str = "demo") -> None:
        super().__init__(
            f"A pasta {home} já tem dados; {what} só entra em uma pasta nova.",
            f"use: cobranca --pasta PASTA_NOVA {command}",
        )


class InstallmentTooSmallError(RefusedError):
    """A split that would leave an instalment under one cent."""

    def __init__(self, total_cents: int, count: int) -> None:
        super().__init__(
            f"{brl(total_cents)} em {count} parcelas: alguma ficaria com menos de um centavo.",
            "Use menos parcelas.",
        )
        self.total_cents = total_cents
        self.count = count


class LimitExceededError(RefusedError):
    """A sale on trust above what the customer may owe (rules §6)."""

    def __init__(
        self, customer: str, customer_id: int | None, limit_cents: int, open_cents: int,
        credit_cents: int, financed_cents: int, paid_cents: int = 0,
    ) -> None:  # fmt: skip
        """`customer_id` None is somebody who is not registered before this sale is."""
        change = (
            "o limite de quem não tem um próprio (cobranca ajustes credit.default_limit VALOR)"
            if customer_id is None
            else f"o limite (cobranca editar-cliente c{customer_id} --limite VALOR)"
        )
        excess = open_cents - credit_cents + financed_cents - limit_cents
        credit = f" - crédito {brl(credit_cents)}" if credit_cents else ""
        super().__init__(
            f"Com esta venda {customer} passaria do limite em {brl(excess)}: em aberto "
            f"{brl(open_cents)}{credit} + a prazo agora {brl(financed_cents)} = "
            f"{brl(open_cents - credit_cents + financed_cents)}; limite {brl(limit_cents)}.",
            (
                f"peça {brl(paid_cents + excess)} de entrada (--entrada)"
                if excess < financed_cents
                else "receba tudo agora (--pago)"
            )
            + f', mude {change} ou venda assim mesmo com --mesmo-assim "motivo".',
        )


class CustomerBlockedError(RefusedError):
    """A sale on trust to somebody who is blocked."""

    def __init__(self, customer: str, customer_id: int, reason: str) -> None:
        why = f": {reason}" if reason else ""
        super().__init__(
            f"{customer} está com as vendas a prazo bloqueadas{why}.",
            f"venda à vista (--pago), desbloqueie (cobranca desbloquear c{customer_id}) ou venda "
            'assim mesmo com --mesmo-assim "motivo".',
        )


class WrittenMeanwhileError(RefusedError):
    """Something else was written between what was shown and the yes to it."""

    def __init__(self) -> None:
        super().__init__(
            "Enquanto você respondia, outro registro foi gravado; nada foi desfeito.",
            "veja o que há agora com cobranca historico e peça de novo.",
        )


class OutputTakenError(RefusedError):
    """An export or image over a file that is not an earlier one."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Em {shown(path, 200)} já há um arquivo de outra coisa.",
            "escolha outro nome, ou apague antes o que está lá.",
        )


class SameCustomerError(RefusedError):
    """Merging a customer with themselves."""

    def __init__(self, customer: str) -> None:
        super().__init__(
            f"Os dois são o mesmo cliente: {customer}.",
            "diga o cadastro que fica e o outro, pelo número: cobranca unir-clientes c3 c12",
        )


class AlreadyBlockedError(RefusedError):
    """Blocking somebody who is."""

    def __init__(self, customer: str, customer_id: int) -> None:
        super().__init__(
            f"{customer} já está com as vendas a prazo bloqueadas.",
            f"para trocar o motivo, desbloqueie antes: cobranca desbloquear c{customer_id}",
        )


class NotBlockedError(RefusedError):
    """Unblocking somebody who is not blocked."""

    def __init__(self, customer: str) -> None:
        super().__init__(
            f"{customer} não está com as vendas a prazo bloqueadas.",
            "quem está: cobranca clientes --bloqueados",
        )


class RecurringEndsBeforeStartError(RefusedError):
    """`--until` before `--start`: it would never be sold."""

    def __init__(self, until_on: date, start_on: date) -> None:
        super().__init__(
            f"O fim {day(until_on)} vem antes do início, {day(start_on)}.",
            "confira --inicio e --ate; uma data sem o ano é a próxima que vier.",
        )


class RecurringEndedError(RefusedError):
    """Changing or stopping what sells nothing more from that day on anyway.

    `stopped_on` is None when it was not stopped but comes to its agreed end.
    """

    def __init__(self, recurring_id: int, customer: str, on: date, stopped_on: date | None) -> None:
        what = f"A mensalidade {recurring_id} de {customer}"
        super().__init__(
            f"{what} está parada a partir de {day(stopped_on)}."
            if stopped_on
            else f"{what} não tem mais nada a vender a partir de {day(on)}.",
            "veja todas com: cobranca mensalidades --todas; para combinar outra: cobranca "
            "mensalidade CLIENTE VALOR --cada mes --inicio DATA",
        )


class RecurringActiveError(RefusedError):
    """Somebody to be forgotten to whom something is still going to be sold."""

    def __init__(self, customer: str, waiting: Mapping[int, date | None]) -> None:
        """`waiting`: id -> the first day not sold yet of one that was stopped, else None."""
        one = len(waiting) == 1
        listed = ", ".join(str(i) for i in waiting)
        first, since = next(iter(waiting.items()))
        stop = f"pare antes: cobranca parar-mensalidade {first}"
        super().__init__(
            f"{customer} ainda tem {'a mensalidade' if one else 'as mensalidades'} {listed}.",
            f"{stop}; com --em DATA, também o que está à espera desde aquele dia."
            if since is None
            else f"gere o que está à espera (cobranca gerar-mensalidades) ou não o venda: cobranca "
            f"parar-mensalidade {first} --em {day(since)}",
        )
