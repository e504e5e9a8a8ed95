"""The text that proposes an agreement (template `acordo-proposta`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.domain.money import format_brl
from cobranca_cli.messages import agreed, payment_code, wording
from cobranca_cli.messages.rendering import LONGEST_PROPOSAL, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from cobranca_cli.domain.agreement_plan import Part
    from cobranca_cli.store.queries.ledger import InstallmentState
    from cobranca_cli.store.settings import Settings

TEMPLATE = "acordo-proposta"
_SHORTER_ABOUT = 20


def proposal(
    settings: Settings,
    *,
    name: str,
    nickname: str | None,
    document: str | None,
    items: Sequence[InstallmentState],
    charges: Mapping[int, int],
    discount_cents: int,
    parts: Sequence[Part],
    today: date,
) -> str:
    """What is open, the discount, the new plan, and by which rules it holds (rules §8).

    `charges` are cents by instalment id. It says how it is accepted, but not the code. Something is
    late, so the last line says who the creditor is (CDC 42-A).

    Raises TemplateError, ToneError.
    """
    of = sum(1 for part in parts if part.number)
    planned = [
        agreed.Planned(part.number, of, part.due_on, part.amount_cents, part.amount_cents)
        for part in parts
    ]
    charges_cents = sum(charges.values())
    values = {
        "cliente": wording.greeting(settings, name, nickname, document),
        "em_aberto": wording.updated(sum(item.open_cents for item in items), charges_cents),
        "desconto": format_brl(discount_cents) if discount_cents else "",
        "total": format_brl(sum(part.amount_cents for part in parts)),
        "dias": wording.count_of(settings.number("negotiation.break_after_days"), "dia", "dias"),
        "pix": payment_code.line(settings),
        "assinatura": wording.signature(settings),
        "identificacao": wording.identity_line(settings),
    }
    text = ""
    for listed, planned_lines in _ways(items, charges, planned, today):
        text = render(settings, TEMPLATE, {**values, "itens": listed, "parcelas": planned_lines})
        if len(text) <= LONGEST_PROPOSAL:
            break
    return text


def _ways(
    items: Sequence[InstallmentState],
    charges: Mapping[int, int],
    planned: Sequence[agreed.Planned],
    today: date,
) -> Iterator[tuple[list[str], list[str]]]:
    """What is open and the plan, in fewer and fewer words."""
    for about, lines in (
        (wording.LONGEST_ABOUT, agreed.lines), (_SHORTER_ABOUT, agreed.runs), (0, agreed.runs)
    ):  # fmt: skip
        yield wording.owed_lines(items, today, about=about, charges=charges), lines(planned)
    yield [wording.in_one_line(items, today, charges)], agreed.runs(planned)
