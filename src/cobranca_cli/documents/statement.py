"""A customer's statement of account as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from cobranca_cli.documents import letterhead, typesetting
from cobranca_cli.domain.money import format_brl
from cobranca_cli.messages import wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from typing import Protocol

    from cobranca_cli.store.settings import Settings

    class _Row(Protocol):
        """A line of the account; cents are positive, but for a balance that is credit."""

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


class StatementPaper(TypedDict):
    """What the paper shows.

    `since` None is from the beginning; `rows` by day, without the opening balance, which is
    `opening_cents` (shown with a `since`). `open_cents`, `charges_cents` and `credit_cents` are
    those at the end of `until`. `aging` are (words, cents) of what is open, as
    `("1 a 30 dias", 5000)`; what is 0 is left out. `pix` is a code for `pix_cents`, or None.
    """

    customer: str
    document: str | None
    since: date | None
    until: date
    rows: Sequence[_Row]
    opening_cents: int
    open_cents: int
    charges_cents: int
    credit_cents: int
    aging: Sequence[tuple[str, int]]
    pix: str | None
    pix_cents: int


def statement_pdf(paper: StatementPaper, settings: Settings, *, now: datetime) -> bytes:
    """The statement with its running balance. Raises ExtraMissingError."""
    since, until = paper["since"], wording.full_day(paper["until"])
    opening = (
        [[wording.full_day(since), "Saldo anterior", "", "", _signed(paper["opening_cents"])]]
        if since else []
    )  # fmt: skip
    totals = {"Em aberto": paper["open_cents"], "Encargos combinados": paper["charges_cents"],
              "Crédito": paper["credit_cents"]}  # fmt: skip
    values = {
        "title": "Extrato de conta",
        "business": letterhead.letterhead(settings)._asdict(),
        "customer": letterhead.person(paper["customer"], paper["document"]),
        "period": f"De {wording.full_day(since)} a {until}" if since else f"Até {until}",
        "rows": opening + [_cells(row) for row in paper["rows"]],
        "totals": [[f"{what} em {until}", format_brl(cents)] for what, cents in totals.items()
                   if cents or what == "Em aberto"],
        "aging": [[what, format_brl(cents)] for what, cents in paper["aging"] if cents],
        "pix": letterhead.pix(paper["pix"], f"Valor: {format_brl(paper['pix_cents'])}"),
        "link": settings["business.pay_link"] if paper["open_cents"] else "",
    }  # fmt: skip
    return typesetting.pdf("statement", values, now=now)


def _cells(row: _Row) -> list[str]:
    """The day, what it was, and the three sums; the text may have several lines."""
    sums = (format_brl(cents) if cents else "" for cents in (row.debit_cents, row.credit_cents))
    return [wording.full_day(row.on), row.text, *sums, _signed(row.balance_cents)]


def _signed(cents: int) -> str:
    """A balance: credit of the customer's has a minus, as a sign that prints."""
    return format_brl(cents).replace("-", "−")
