"""A customer's statement of account as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from cobranca_cli.errors import ExtraMissingError

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
    `opening_cents` (shown with a `since`). `open_cents` and `credit_cents` are those at the end of
    `until`. `aging` are (words, cents) of what is open, as `("1 a 30 dias", 5000)`; what is 0 is
    left out. `pix` is a code for `pix_cents`, or None.
    """

    customer: str
    document: str | None
    since: date | None
    until: date
    rows: Sequence[_Row]
    opening_cents: int
    open_cents: int
    credit_cents: int
    aging: Sequence[tuple[str, int]]
    pix: str | None
    pix_cents: int


def statement_pdf(  # Until the papers are merged.
    paper: StatementPaper,  # noqa: ARG001
    settings: Settings,  # noqa: ARG001
    *,
    now: datetime,  # noqa: ARG001
) -> bytes:
    """The statement with its running balance. Raises ExtraMissingError."""
    raise ExtraMissingError("fazer um PDF", "pdf")
