"""The statement of account as a short text for the customer (template `extrato`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.domain.money import format_brl
from cobranca_cli.messages import wording
from cobranca_cli.messages.rendering import LONGEST_FOR_A_PHONE, render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Protocol

    from cobranca_cli.store.settings import Settings

    class _Movement(Protocol):
        """A line of the account, in centavos; what moved no money is none."""

        @property
        def on(self) -> date: ...
        @property
        def text(self) -> str: ...
        @property
        def debit_cents(self) -> int: ...
        @property
        def credit_cents(self) -> int: ...
        @property
        def balance_cents(self) -> int: ...


TEMPLATE = "extrato"
_MOST_LINES = 12  # More would not fit a phone anyway.


def account_text(
    settings: Settings,
    *,
    name: str,
    nickname: str | None,
    document: str | None,
    since: date | None,
    until: date,
    today: date,
    opening_cents: int,
    movements: Sequence[_Movement],
    open_cents: int,
    not_due_cents: int,
    credit_cents: int,
    charges_cents: int = 0,
    written_off_cents: int = 0,
) -> str:
    """The movements from `since` (None: from the first one) to `until`, and what is open then.

    When not all fit a phone, how many there were and the last ones, after the balance before them:
    the lines always add up. How to pay is said of what is open today, not of a day that is past.
    The last line says who the creditor is (CDC 42-A).

    Raises TemplateError, ToneError.
    """
    first = since or min((row.on for row in movements), default=until)
    count = wording.count_of(len(movements), "lançamento", "lançamentos")
    to_pay = open_cents > credit_cents and until == today
    values: dict[str, object] = {
        "cliente": wording.greeting(settings, name, nickname, document),
        "periodo": f"de {wording.full_day(first)} a {wording.full_day(until)}",
        "dia": "hoje" if until == today else f"em {wording.full_day(until)}",
        "em_aberto": wording.updated(open_cents, charges_cents) if open_cents else "",
        "a_vencer": _worded(not_due_cents),
        "credito": _worded(credit_cents),
        "tudo_pago": "" if open_cents or written_off_cents else "sim",
        "pix": wording.pix_line(settings) if to_pay else "",
        "assinatura": wording.signature(settings),
        "identificacao": wording.identity_line(settings),
    }
    text = ""
    for first_shown in range(max(0, len(movements) - _MOST_LINES), len(movements) + 1):
        before = movements[first_shown - 1].balance_cents if first_shown else opening_cents
        values |= {
            "itens": [_line(row, today) for row in movements[first_shown:]],
            "quantos": count if first_shown else "",
            "saldo_anterior": _worded(before),
        }
        text = render(settings, TEMPLATE, values)
        if len(text) <= LONGEST_FOR_A_PHONE:
            break
    return text


def _line(row: _Movement, today: date) -> str:
    about = wording.one_line(row.text[:1].lower() + row.text[1:], wording.LONGEST_ABOUT)
    cents = format_brl(row.debit_cents - row.credit_cents)
    return f"{wording.short_day(row.on, today)}, {about}: {cents}"


def _worded(cents: int) -> str:
    """A balance; below zero it is theirs, and "" when there is none."""
    return f"{format_brl(-cents)} de crédito" if cents < 0 else format_brl(cents) if cents else ""
