"""The texts for customers: money and dates become words here, the templates only arrange them.

A list that would make a text too long to be read on a phone is said in fewer words, then in one
line. Whatever makes a text raises TemplateError or ToneError.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from cobranca_cli.domain.aging import is_late
from cobranca_cli.domain.ladder import PUNCTUAL
from cobranca_cli.domain.money import format_brl
from cobranca_cli.domain.phone import is_mobile, whatsapp_url
from cobranca_cli.errors import TemplateError, ToneError
from cobranca_cli.messages import agreed, payment_code, wording
from cobranca_cli.messages.rendering import LONGEST_FOR_A_PHONE, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import Protocol

    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.domain.sale_plan import EarlyTerms, SaleTerms
    from cobranca_cli.store.queries.early import Offer
    from cobranca_cli.store.queries.ledger import InstallmentState
    from cobranca_cli.store.settings import Settings

    class _Earned(Protocol):
        """The points that a payment earned, and what there is now."""

        @property
        def points(self) -> int: ...
        @property
        def balance(self) -> int: ...

    class _Settled(Protocol):
        """What a payment settled of one instalment, what is left of it, and what was given up."""

        @property
        def due_on(self) -> date: ...
        @property
        def principal_cents(self) -> int: ...
        @property
        def fine_cents(self) -> int: ...
        @property
        def interest_cents(self) -> int: ...
        @property
        def discount_cents(self) -> int: ...
        @property
        def open_cents(self) -> int: ...
        @property
        def written_off_cents(self) -> int: ...


_SHORTER_ABOUT = 20
_MOST_BOLETOS = 3  # Of 47 digits each; more would be all that is read.
_BOLETOS_LATER = "O boleto de cada parcela vai junto com o lembrete dela."
_BOLETOS_ASKED = "Se preferir pagar por boleto, é só me pedir."
_HOLDS_TODAY = "O valor com os encargos combinados vale para hoje, {:%d/%m}."
_SUBJECTS = {
    "venda": "Confirmação", "recibo": "Recibo", "agradecimento": "Agradecimento",
    PUNCTUAL: "Agradecimento",
}  # fmt: skip
_LONGEST_WHOSE = 100


@contextmanager
def unless_broken(warnings: list[str]) -> Iterator[None]:
    """A write never fails for a broken template of the owner's: it is kept, and this warned."""
    try:
        yield
    except (TemplateError, ToneError) as error:
        warnings.append(f"a mensagem para o cliente não saiu: {error.message}")


def sale_confirmation(
    settings: Settings,
    *,
    name: str,
    nickname: str | None,
    terms: SaleTerms,
    installments: Sequence[agreed.Agreed],
    paid_cents: int,
    early: EarlyTerms | None = None,
    discount_cents: int = 0,
    left_cents: int = 0,
) -> str:
    """What was agreed, for the customer to check (rules §3): what, total, each date and amount.

    `installments` as they stand after what was paid at the counter and the credit used; of what
    was paid `discount_cents` more were settled for being early, and `left_cents` became credit.
    """
    open_cents = sum(item.open_cents for item in installments)
    credit_cents = terms.total_cents - (paid_cents - left_cents) - discount_cents - open_cents
    parts = [wording.count_of(terms.installments, "parcela", "parcelas")]
    if terms.down_payment_cents:
        parts.insert(0, "entrada")
    values = {
        "cliente": wording.greeting(settings, name, nickname),
        "data": wording.full_day(terms.sold_on),
        "total": format_brl(terms.total_cents),
        "em_partes": " e ".join(parts) if len(installments) > 1 else "",
        "pago": format_brl(paid_cents) if paid_cents else "",
        "credito": format_brl(credit_cents) if credit_cents else "",
        "desconto": format_brl(discount_cents) if discount_cents else "",
        "sobra": format_brl(left_cents) if left_cents else "",
        "link": (terms.link or "") if open_cents else "",
        "encargos": wording.late_terms(terms.late),
        "assinatura": wording.signature(settings),
    }
    boletos = sum(agreed.boleto_of(item) is not None for item in installments)
    methods = wording.methods_line(settings, besides_pix=False) if open_cents else ""
    sooner = agreed.sooner(installments, early) if early else ""
    short = (agreed.lines, wording.LONGEST_ABOUT)
    ways = [(agreed.lines, 200), short, (agreed.runs, wording.LONGEST_ABOUT)]
    if 0 < boletos <= _MOST_BOLETOS:
        ways = [(agreed.with_boletos, 200), (agreed.with_boletos, wording.LONGEST_ABOUT), *ways]
    return _fitting(settings, "venda", values, _roomy("formas", methods, (
        {"descricao": wording.one_line(terms.description, limit),
         "parcelas": lines(installments) if open_cents else [],
         "formas": _lines(
             sooner, _BOLETOS_LATER if boletos and lines is not agreed.with_boletos else "")}
        for lines, limit in ways
    )))  # fmt: skip


def payment_receipt(
    settings: Settings,
    *,
    name: str,
    nickname: str | None,
    received_on: date,
    amount_cents: int,
    methods: Sequence[str],
    allocations: Sequence[_Settled],
    remaining_open_cents: int,
    credit_cents: int,
    written_off_cents: int = 0,
    clears_on: date | None = None,
    points: _Earned | None = None,
) -> str:
    """What was received, what it settled and what is left (CC 320).

    While anything stays open it says that earlier instalments and charges are not settled by it:
    the receipt of a later instalment would otherwise presume the earlier ones paid (CC 322, 323).
    Of what was given up (`written_off_cents`, of the customer's) it never says that it was paid.
    `credit_cents` is this payment's own leftover, `clears_on` the day its cheque is good from.
    """
    values = {
        "cliente": wording.greeting(settings, name, nickname),
        "valor": format_brl(amount_cents),
        "forma": " e ".join(dict.fromkeys(wording.method(m, clears_on) for m in methods)),
        "data": wording.full_day(received_on),
        "credito": format_brl(credit_cents) if credit_cents else "",
        "em_aberto": format_brl(remaining_open_cents) if remaining_open_cents else "",
        "tudo_pago": "" if remaining_open_cents or written_off_cents else "sim",
        "pontos": wording.points_line(points.points, points.balance) if points else "",
        "assinatura": wording.signature(settings),
    }
    ways = ({"itens": lines} for lines in _settled_ways(allocations))
    return _fitting(settings, "recibo", values, ways)


def thank_you(settings: Settings, *, name: str, nickname: str | None, document: str | None) -> str:
    """What goes with the receipt of a payment that left nothing open."""
    return render(settings, "agradecimento", {
        "cliente": wording.greeting(settings, name, nickname, document),
        "assinatura": wording.signature(settings),
    })  # fmt: skip


def thank_punctual(
    settings: Settings, *, name: str, nickname: str | None, document: str | None
) -> str:
    """Thanks somebody who pays on time; nothing is asked for."""
    return render(settings, PUNCTUAL, {
        "cliente": wording.greeting(settings, name, nickname, document),
        "assinatura": wording.signature(settings),
    })  # fmt: skip


def reminder(
    settings: Settings,
    *,
    step: str,
    name: str,
    nickname: str | None,
    document: str | None,
    items: Sequence[InstallmentState],
    total_cents: int,
    credit_cents: int,
    today: date,
    news: str = "",
    boletos: Mapping[int, str] = wording.NO_BOLETOS,
    early: Mapping[int, Offer] = wording.NO_OFFERS,
    charges: Mapping[int, int] = wording.NO_CHARGES,
) -> str:
    """A kind reminder of all of `items`, oldest due first, at a step of the ladder (rules §7).

    `step` may also be `acordo`, for the instalments of an agreement. `total_cents` is net of
    `credit_cents`. Whenever something in it is late, the last line says who the creditor is
    (CDC 42-A; setting `legal.footer`). `news` is one line of the owner's, whose tone counts; it
    is left out once something is late. `boletos` (line by instalment id) ask exactly what the items
    do; where they take too much room the customer is told to ask for them. `early` is what items
    cost when they are paid by a day; `charges` are the cents by instalment id that lateness costs
    today, which `total_cents` includes.
    """
    calendar = _calendar(settings)
    late = {item.installment_id for item in items if is_late(item.due_on, today, calendar)}
    on_time = frozenset(item.installment_id for item in items) - late if late else frozenset()
    closing = _closing(settings, any_late=bool(late))
    values = {
        "cliente": wording.greeting(settings, name, nickname, document),
        "total": format_brl(total_cents),
        "credito": format_brl(credit_cents) if credit_cents else "",
        "so_hoje": all(item.due_on == today for item in items),
        "novidade": "" if late else news,
        **closing,
    }
    pix = closing["pix"]
    holds = _HOLDS_TODAY.format(today) if any(charges.values()) else ""
    return _fitting(settings, step, values, _roomy("pix", _methods_besides(settings, pix), (
        {"itens": lines, "mostrar_total": len(lines) > 1 or bool(credit_cents),
         "pix": _lines(pix, holds, "" if all_shown else _BOLETOS_ASKED)}
        for lines, all_shown in _owed_ways(items, today, on_time, boletos, early, charges)
    )))  # fmt: skip


def promise_day(
    settings: Settings,
    *,
    name: str,
    nickname: str | None,
    document: str | None,
    due_on: date,
    amount_cents: int,
    today: date,
    any_late: bool = False,
) -> str:
    """One courteous line on the promised day or shortly before it (rules §8).

    `any_late`: what was promised is late money, so the creditor is named (as in `reminder`).
    """
    values = {
        "cliente": wording.greeting(settings, name, nickname, document),
        "dia": wording.due_day(due_on, today), "valor": format_brl(amount_cents),
        **_closing(settings, any_late=any_late),
    }  # fmt: skip
    methods = _methods_besides(settings, values["pix"])
    return _fitting(settings, "promessa", values, _roomy("pix", methods, [{"pix": values["pix"]}]))


def promise_passed(
    settings: Settings,
    *,
    name: str,
    nickname: str | None,
    document: str | None,
    due_on: date,
    amount_cents: int,
    today: date,
) -> str:
    """Asks, once, whether all went well on the promised day; never a reproach (rules §8)."""
    return render(settings, "promessa-passou", {
        "cliente": wording.greeting(settings, name, nickname, document),
        "dia": wording.short_day(due_on, today), "valor": format_brl(amount_cents),
        **_closing(settings, any_late=True),
    })  # fmt: skip


def subject(settings: Settings, step: str) -> str:
    """The subject of the e-mail of a template: never an amount, lateness or item (rules §7).

    >>> from cobranca_cli.store.settings import Settings
    >>> subject(Settings({"business.name": "Doces da Lúcia"}), "esqueceu"), subject(Settings(), "x")
    ('Lembrete de Doces da Lúcia', 'Lembrete')
    """
    whose = wording.setting(settings, "business.name") or wording.setting(
        settings, "business.owner"
    )
    what = _SUBJECTS.get(step, "Lembrete")
    return f"{what} de {wording.one_line(whose, _LONGEST_WHOSE)}" if whose else what


def whatsapp_link(phone: str | None, text: str | None) -> str | None:
    """The link that opens a draft of `text` to an E.164 mobile number; None without either."""
    return whatsapp_url(phone, text) if phone and text and is_mobile(phone) else None


@lru_cache(maxsize=1)
def _calendar(settings: Settings) -> Calendar:
    """Read once for a whole run of messages."""
    return settings.calendar


def _fitting(
    settings: Settings,
    name: str,
    values: Mapping[str, object],
    ways: Iterable[Mapping[str, object]],
) -> str:
    """The text with the first of `ways` that makes it short enough, else with the last."""
    text = ""
    for way in ways:
        text = render(settings, name, {**values, **way})
        if len(text) <= LONGEST_FOR_A_PHONE:
            break
    return text


def _roomy(
    key: str, more: str, ways: Iterable[Mapping[str, object]]
) -> Iterator[Mapping[str, object]]:
    """The ways, before them the first one with a line more: the first thing to go when too long."""
    found = iter(ways)
    first = next(found)
    if more:
        yield {**first, key: _lines(str(first[key]), more)}
    yield first
    yield from found


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _methods_besides(settings: Settings, pix: object) -> str:
    return wording.methods_line(settings, besides_pix=bool(pix))


@lru_cache(maxsize=2)
def _closing(settings: Settings, *, any_late: bool) -> Mapping[str, str]:
    """How to pay and who writes; with anything late also who the creditor is (CDC 42-A).

    Worked out once for a whole run of messages.
    """
    named = any_late and settings["legal.footer"] == "late"
    page = wording.setting(settings, "business.pay_link")
    return {
        "pix": "\n".join(
            filter(None, (payment_code.line(settings), page and f"Para pagar: {page}"))
        ),
        "assinatura": wording.signature(settings),
        "identificacao": wording.identity_line(settings) if named else "",
    }


def _owed_ways(
    items: Sequence[InstallmentState], today: date, on_time: frozenset[int],
    boletos: Mapping[int, str], early: Mapping[int, Offer], charges: Mapping[int, int],
) -> Iterator[tuple[list[str], bool]]:  # fmt: skip
    """(lines, whether every boleto stands in them)."""
    if 0 < len(boletos) <= _MOST_BOLETOS and len(items) <= wording.MOST_LINES:
        for about in (wording.LONGEST_ABOUT, _SHORTER_ABOUT, 0):
            yield (
                wording.owed_lines(
                    items,
                    today,
                    on_time,
                    about=about,
                    boletos=boletos,
                    early=early,
                    charges=charges,
                ),
                True,
            )
    for about in (wording.LONGEST_ABOUT, _SHORTER_ABOUT, 0):
        yield (
            wording.owed_lines(items, today, on_time, about=about, early=early, charges=charges),
            not boletos,
        )
    if len(items) > 1:
        yield [wording.in_one_line(items, today, charges)], not boletos


def _settled_ways(allocations: Sequence[_Settled]) -> Iterator[list[str]]:
    cents = [part.principal_cents + part.fine_cents + part.interest_cents for part in allocations]
    if len(allocations) <= wording.MOST_LINES:
        yield [
            f"vencimento {wording.full_day(part.due_on)}: {format_brl(paid)}"
            + wording.charges_within(part.fine_cents, part.interest_cents)
            + (f", com desconto de {format_brl(part.discount_cents)}"
               if part.discount_cents else "")
            + (wording.still_open(part.open_cents)
               or ("" if part.written_off_cents else " (por inteiro)"))
            for part, paid in zip(allocations, cents, strict=True)
        ]  # fmt: skip
    if len(allocations) > 1:
        days = sorted(part.due_on for part in allocations)
        count = wording.count_of(len(allocations), "parcela", "parcelas")
        first, last = wording.full_day(days[0]), wording.full_day(days[-1])
        left = sum(part.open_cents for part in allocations)
        line = f"{count} com vencimento de {first} a {last}: {format_brl(sum(cents))}"
        yield [line + wording.still_open(left)]
