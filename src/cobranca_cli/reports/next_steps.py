"""What the owner may do about a customer now, the first thing first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import brl
from cobranca_cli.reports.customers import fill_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.reports.customer import CustomerCard

LONG_LATE = 60  # Days: the ladder's last step, a decision, as it ships.


class NextStep(NamedTuple):
    """One thing to do; `command` is what to type for it, words in capitals to be replaced."""

    text: str
    command: str


def next_steps(card: CustomerCard) -> list[NextStep]:
    """From what a card shows; nothing to do is an empty list."""
    return list(_steps(card, f"c{card.customer_id}"))


def _steps(card: CustomerCard, who: str) -> Iterator[NextStep]:
    contested = {dispute.installment_id for dispute in card.disputes if dispute.status == "open"}
    late_cents = 0
    for item in card.open_items:
        if item.installment_id in contested:
            yield NextStep(
                f"resolver a contestação da parcela {item.installment_id} antes de lembrar dela",
                f"cobranca resolver {item.installment_id} manter",
            )
        elif item.days_overdue:
            late_cents += item.open_cents
    if late_cents and card.opt_out:
        yield NextStep(
            f"falar pessoalmente sobre {brl(late_cents)} (não quer mensagens) e anotar",
            f"cobranca anotar {who} TEXTO",
        )
    elif late_cents:
        yield NextStep(
            f"lembrar com gentileza de {brl(late_cents)} em atraso",
            f"cobranca lembrar {who} --mostrar",
        )
    if any(item.days_overdue >= LONG_LATE for item in card.open_items):
        yield NextStep("ver se vale a pena insistir, e os caminhos", f"cobranca decidir {who}")
    if card.segment == "critico" and not card.blocked:
        yield NextStep("vender só à vista por enquanto", f"cobranca bloquear {who} --motivo TEXTO")
    if card.blocked and not card.overdue_cents:
        yield NextStep("nada em atraso: voltar a vender", f"cobranca desbloquear {who}")
    if card.credit_cents:
        yield NextStep(
            f"avisar que tem {brl(card.credit_cents)} de crédito, ou devolver",
            f"cobranca devolver {who} VALOR --motivo TEXTO",
        )
    ready = sum(line.waiting - line.held for line in card.recurring)
    if ready:
        sales = "1 venda" if ready == 1 else f"{ready} vendas"
        yield NextStep(f"gerar {sales} de mensalidade", "cobranca gerar-mensalidades")
    if card.missing:
        yield NextStep("completar o cadastro", fill_command(card.customer_id, card.missing))
    heard = next((c for c in card.contacts if c.kind in ("consulta", "referencia")), None)
    if heard and heard.stale:
        yield NextStep(
            "consultar de novo: a última consulta ou referência tem mais de 90 dias",
            f"cobranca anotar {who} TEXTO --tipo consulta",
        )
