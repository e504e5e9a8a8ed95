"""The receipts of `reports.receipt` in words: as text for a screen, and as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.documents import letterhead, typesetting
from cobranca_cli.domain.money import format_brl
from cobranca_cli.messages import wording

if TYPE_CHECKING:
    from datetime import datetime

    from cobranca_cli.reports.receipt import AnnualReceipt, Receipt, Settled
    from cobranca_cli.store.settings import Settings

_BY_HAND = "_" * 40
_NOT_SETTLED = "Este recibo não quita as parcelas anteriores nem os encargos em aberto."
_LONGEST_LIST = 600  # Characters of all that was sold in a year.


class Words(NamedTuple):
    """A receipt in words: paragraphs, what it is for, more paragraphs, and who signs.

    What it is for is a table (the last `amounts` columns are sums), for plain text `listed`.
    """

    title: str
    before: list[str]
    headings: list[str]
    rows: list[list[str]]
    amounts: int
    listed: list[str]
    after: list[str]
    place: str
    signature: str
    link: str


def receipt_words(found: Receipt, settings: Settings) -> Words:
    """Amount, kind, who paid and for whom, when, where, what for and what is left (CC 320).

    While anything stays open it says so, and that earlier instalments and charges are not settled
    by it (CC 322, 323). It never says that what was given up was paid.
    """
    customer = letterhead.person(found.customer or _BY_HAND, found.document)
    whom = f"{found.payer}, por conta de {customer}" if found.payer else customer
    comma = "," if found.payer or found.document else ""
    ways = [
        (wording.method(part.method, part.clears_on), part.amount_cents) for part in found.payments
    ]
    how = ways[0][0]
    if len(ways) > 1:
        how = " e ".join(f"{format_brl(cents)} ({name})" for name, cents in ways)
    amount = f"{format_brl(found.amount_cents)} ({found.amount_in_words})"
    day = wording.full_day(found.received_on)
    facts = f"Forma de pagamento: {how}."
    if found.reference:
        facts += f" Referência: {found.reference}."
    open_cents = found.remaining_open_cents
    left = {
        "Ficou como crédito": found.credit_cents,
        "Devolvido depois": found.refunded_cents,
        f"Em aberto em {wording.full_day(found.issued_on)}": open_cents,
    }
    before = ["Encargos combinados na venda:", *found.working] if found.working else []
    after = [f"{what}: {format_brl(cents)}." for what, cents in left.items() if cents]
    if open_cents:
        after.append(_NOT_SETTLED)
    elif found.customer and not found.written_off_cents:
        after.append("Não há nada mais em aberto.")
    if found.points is not None:
        after += filter(None, [wording.points_line(found.points, found.points_balance or 0)])
    return Words(
        title="Recibo nº " + " e ".join(str(part.payment_id) for part in found.payments),
        before=[f"Recebi de {whom}{comma} a quantia de {amount}, em {day}.", facts],
        headings=["Referente a", "Vencimento", "Pago", "Falta"],
        rows=[_settled_row(item) for item in found.items],
        amounts=2,
        listed=["Referente a:", *map(_settled_line, found.items)] if found.items else [],
        after=["\n".join(block) for block in (before, after) if block],
        place=letterhead.place_and_day(settings, found.issued_on),
        signature=letterhead.signature(settings),
        link=settings["business.pay_link"] if open_cents else "",
    )


def annual_words(found: AnnualReceipt, settings: Settings) -> Words:
    """All that was received in a year, by month, with what of it was for services."""
    customer = letterhead.person(found.customer, found.document)
    total = f"{format_brl(found.total_cents)} ({found.total_in_words})"
    before = [f"Recebi de {customer}, durante o ano de {found.year}, a quantia total de {total}."]
    if found.descriptions:
        about = wording.one_line("; ".join(found.descriptions), _LONGEST_LIST)
        before.append(f"Referente a: {about}.")
    if found.services_cents:
        whole = found.services_cents == found.total_cents
        part = "Tudo" if whole else f"Disso, {format_brl(found.services_cents)}"
        before.append(f"{part} por serviços prestados.")
    names = [letterhead.MONTHS[one.month - 1].capitalize() for one in found.months]
    days = [
        ", ".join(dict.fromkeys(f"{p.received_on:%d/%m}" for p in one.payments))
        for one in found.months
    ]
    sums = [format_brl(one.amount_cents) for one in found.months]
    cells = list(zip(names, days, sums, strict=True))
    return Words(
        title=f"Recibo anual de {found.year}",
        before=before,
        headings=["Mês", "Recebido em", "Valor"],
        rows=[*map(list, cells), ["Total", "", format_brl(found.total_cents)]],
        amounts=1,
        listed=["Mês a mês:", *(f"• {name} ({when}): {amount}" for name, when, amount in cells)],
        after=[],
        place=letterhead.place_and_day(settings, found.issued_on),
        signature=letterhead.signature(settings),
        link="",
    )


def text(words: Words, settings: Settings) -> str:
    """The receipt as plain text, with a line to be signed on."""
    head = letterhead.letterhead(settings)
    link = [f"Para pagar: {words.link}"] if words.link else []
    signed = f"{_BY_HAND}\n{words.signature}".rstrip()
    blocks = [
        "\n".join(filter(None, (head.name, *head.lines))), words.title.upper(), *words.before,
        "\n".join(words.listed), *words.after, *link, words.place, signed,
    ]  # fmt: skip
    return "\n\n".join(filter(None, blocks))


def pdf(words: Words, settings: Settings, *, now: datetime) -> bytes:
    """The receipt as a PDF file. Raises ExtraMissingError."""
    head = letterhead.letterhead(settings)
    return typesetting.pdf("receipt", {**words._asdict(), "business": head._asdict()}, now=now)


def _settled_row(item: Settled) -> list[str]:
    paid = format_brl(item.paid_cents)
    if within := wording.charges_within(item.fine_cents, item.interest_cents):
        paid += f"\n{within.strip(' ()')}"
    if item.discount_cents:
        paid += f"\ndesconto {format_brl(item.discount_cents)}"
    return [letterhead.installment(item), wording.full_day(item.due_on), paid,
            _left(item, "{}", "nada")]  # fmt: skip


def _settled_line(item: Settled) -> str:
    less = f", com desconto de {format_brl(item.discount_cents)}" if item.discount_cents else ""
    within = wording.charges_within(item.fine_cents, item.interest_cents)
    left = _left(item, " (falta {})", " (por inteiro)")
    return (f"• {letterhead.installment(item)}, vencimento {wording.full_day(item.due_on)}: "
            f"{format_brl(item.paid_cents)}{within}{less}{left}")  # fmt: skip


def _left(item: Settled, some: str, nothing: str) -> str:
    if item.open_cents:
        return some.format(format_brl(item.open_cents))
    return "" if item.written_off_cents else nothing
