"""Who issues a paper, and the small phrases that papers share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.phone import format_phone
from cobranca_cli.messages import qr, wording

if TYPE_CHECKING:
    from datetime import date
    from typing import Protocol

    from cobranca_cli.store.settings import Settings

    class _Item(Protocol):
        """An instalment of a sale; `of` does not count a down payment (`number` 0)."""

        @property
        def sale_id(self) -> int | None: ...
        @property
        def description(self) -> str | None: ...
        @property
        def number(self) -> int: ...
        @property
        def of(self) -> int: ...


LONGEST_ABOUT = 160  # Characters of what was sold, in a table.
MONTHS = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
    "outubro", "novembro", "dezembro",
)  # fmt: skip


class Letterhead(NamedTuple):
    """Who issues a paper: `name` ("" when nothing is set), and `lines` with what else is known."""

    name: str
    lines: list[str]


def letterhead(settings: Settings) -> Letterhead:
    """The business, else the owner; CPF or CNPJ, address and phone as far as set."""
    owner = wording.setting(settings, "business.owner")
    name = wording.setting(settings, "business.name") or owner
    document = wording.document_text(wording.setting(settings, "business.document"))
    phone = wording.setting(settings, "business.phone")
    who = " – ".join(dict.fromkeys(filter(None, (owner if owner != name else "", document))))
    lines = [who, wording.place(settings), format_phone(phone) if phone else ""]
    return Letterhead(name, [line for line in lines if line])


def signature(settings: Settings) -> str:
    """What stands under the line for a signature: a person and the business, with CPF or CNPJ."""
    names = (wording.setting(settings, "business.owner"),
             wording.setting(settings, "business.name"),
             wording.document_text(wording.setting(settings, "business.document")))  # fmt: skip
    return "\n".join(dict.fromkeys(filter(None, names)))


def place_and_day(settings: Settings, day: date) -> str:
    """`Campinas, 23 de novembro de 2026`, without the city when none is set."""
    first = "1º" if day.day == 1 else str(day.day)
    written = f"{first} de {MONTHS[day.month - 1]} de {day.year}"
    return ", ".join(filter(None, (wording.setting(settings, "business.city"), written)))


def person(name: str, document: str | None) -> str:
    """`Maria da Silva, CPF 529.982.247-25`."""
    return f"{name}, {wording.document_text(document)}" if document else name


def sold(description: str | None, sale_id: int | None, limit: int = LONGEST_ABOUT) -> str:
    """What was sold in one line; without a description `Venda 12`."""
    return wording.one_line(description, limit) or f"Venda {sale_id}"


def installment(item: _Item) -> str:
    """`Bolo de casamento (parcela 1 de 3)`."""
    what = sold(item.description, item.sale_id)
    if item.number == 0:
        return f"{what} (entrada)"
    return f"{what} (parcela {item.number} de {item.of})" if item.of > 1 else what


def pix(code: str | None, about: str) -> dict[str, str] | None:
    """A Pix code as `common.typ` draws it, with a line about it; None without one."""
    return None if code is None else {"code": code, "qr": qr.svg(code).decode(), "about": about}
