"""The small phrases that messages share: how a person is greeted, how things owed are listed."""

from __future__ import annotations

from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from cobranca_cli.domain.money import format_brl, percent_of
from cobranca_cli.domain.text import fold
from cobranca_cli.domain.words import METHOD_NAMES
from cobranca_cli.errors import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cobranca_cli.domain.charges import Charges, Stretch, Terms
    from cobranca_cli.store.queries.early import Offer
    from cobranca_cli.store.queries.ledger import InstallmentState
    from cobranca_cli.store.settings import Settings

NO_BOLETOS: Mapping[int, str] = MappingProxyType({})
NO_OFFERS: Mapping[int, Offer] = MappingProxyType({})
NO_CHARGES: Mapping[int, int] = MappingProxyType({})
LONGEST_ABOUT = 60  # Characters of what was bought.
MOST_LINES = 6  # More things than this become one line (rules §7).
_ENOUGH_TO_JOIN = 3  # "Several" purchases with one due date.
_CNPJ_LENGTH = 14
_CPF_LENGTH = 11
_TITLES = frozenset(
    ("dona", "d", "seu", "sr", "sra", "srta", "sr(a)", "senhor", "senhora",
     "dr", "dra", "dr(a)", "doutor", "doutora")
)  # fmt: skip
# "Sá" is a surname, so a bare "SA" says nothing.
_COMPANY_ENDINGS = frozenset(("ltda", "me", "m.e", "s.a", "s/a", "eireli", "epp", "mei"))


def late_terms(terms: Terms) -> str:
    """`multa de 2% e juros de 1% ao mês`; "" when lateness costs nothing."""
    parts = [f"multa de {percent(terms.fine_bps)}"] if terms.fine_bps else []
    parts += [f"juros de {percent(terms.interest_bps)} ao mês"] if terms.interest_bps else []
    return " e ".join(parts)


def working(terms: Terms, fine_principal_cents: int, stretches: Iterable[Stretch]) -> list[str]:
    """How a fine and interest come about, line by line ("memória de cálculo").

    >>> from datetime import date
    >>> from cobranca_cli.domain.charges import Stretch, Terms
    >>> run = Stretch(date(2026, 11, 10), date(2026, 11, 20), 10, 10_000, 33)
    >>> print(*working(Terms(200, 100), 10_000, [run]), sep="\\n")
    multa: R$ 100,00 × 2% = R$ 2,00
    juros: R$ 100,00 × 1% × 10/30 = R$ 0,33
    """
    found = [(s.principal_cents, f" × {s.days}/30", s.interest_cents) for s in stretches]
    fine = percent_of(fine_principal_cents, terms.fine_bps)
    lines = []
    if terms.fine_bps and fine_principal_cents:
        base = f"{format_brl(fine_principal_cents)} × {percent(terms.fine_bps)}"
        lines.append(f"multa: {base} = {format_brl(fine)}")
    if terms.interest_bps:
        lines += [
            f"juros: {format_brl(principal)} × {percent(terms.interest_bps)}{days} = "
            f"{format_brl(cents)}"
            for principal, days, cents in found
        ]
    return lines


def whole_working(found: Charges) -> list[str]:
    """The same of charges that are due, with what was received or forgiven of them."""
    lines = working(found.terms, found.fine_principal_cents, found.working)
    taken = found.fine_taken_cents + found.interest_taken_cents
    return [*lines, f"já recebido ou perdoado: {format_brl(-taken)}"] if taken else lines


def updated(open_cents: int, charges_cents: int) -> str:
    """`R$ 102,33 (R$ 100,00 + encargos)`, or what is open alone."""
    if not charges_cents:
        return format_brl(open_cents)
    return f"{format_brl(open_cents + charges_cents)} ({format_brl(open_cents)} + encargos)"


def charges_within(fine_cents: int, interest_cents: int) -> str:
    """` (com multa de R$ 2,00 e juros de R$ 0,33)`, "" without either."""
    parts = [f"multa de {format_brl(fine_cents)}"] if fine_cents else []
    parts += [f"juros de {format_brl(interest_cents)}"] if interest_cents else []
    return f" (com {' e '.join(parts)})" if parts else ""


def count_of(number: int, singular: str, plural: str) -> str:
    """`1 parcela`, `2 parcelas`."""
    return f"{number} {singular if number == 1 else plural}"


def one_line(text: str | None, limit: int) -> str:
    """`text` with single blanks, cut at `limit` characters; "" for nothing."""
    line = " ".join((text or "").split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def greeting_name(name: str, nickname: str | None = None, document: str | None = None) -> str:
    """How a customer is called: the nickname, else the first name; a company by its whole name.

    >>> greeting_name("Dona Maria da Silva"), greeting_name("Dr. João Lima", "Jota")
    ('Maria', 'Jota')
    >>> greeting_name("Padaria Sol", document="11222333000181"), greeting_name("Sol Doces Ltda.")
    ('Padaria Sol', 'Sol Doces Ltda.')
    """
    if nickname:
        return nickname
    words = name.split()
    if len(document or "") == _CNPJ_LENGTH or fold(words[-1]).rstrip(".") in _COMPANY_ENDINGS:
        return name
    rest = list(words)
    while len(rest) > 1 and fold(rest[0]).rstrip(".") in _TITLES:
        rest.pop(0)
    # A first word without a letter is no name: "{{ 7*7 }}", an emoji.
    return rest[0] if any(char.isalpha() for char in rest[0]) else name


def greeting(
    settings: Settings, name: str, nickname: str | None = None, document: str | None = None
) -> str:
    """How a message calls somebody: `greeting_name`, or in the formal manner the whole name.

    There it stands as in the book, with the title that the owner wrote ("Dona Maria da Silva"):
    who is not called "você" is not called by a nickname or the bare first name either.
    """
    return name if settings.manner == "senhor" else greeting_name(name, nickname, document)


def short_day(day: date, today: date) -> str:
    """`10/11`, with its year when that is not this one."""
    return f"{day:%d/%m}" if day.year == today.year else f"{day:%d/%m/%Y}"


def full_day(day: date) -> str:
    """`10/11/2026`."""
    return f"{day:%d/%m/%Y}"


def span_of(days: Iterable[date], today: date) -> str:
    """`de 03/11 a 28/11`, or `de 03/11` when it is one day."""
    found = sorted(days)
    first, last = short_day(found[0], today), short_day(found[-1], today)
    return f"de {first}" if first == last else f"de {first} a {last}"


def owed_lines(
    items: Sequence[InstallmentState],
    today: date,
    on_time: frozenset[int] = frozenset(),
    *,
    about: int = LONGEST_ABOUT,
    boletos: Mapping[int, str] = NO_BOLETOS,
    early: Mapping[int, Offer] = NO_OFFERS,
    charges: Mapping[int, int] = NO_CHARGES,
) -> list[str]:
    """What is open, oldest first, each with its date and what remains of it.

    Several purchases with one due date become one line, and so does everything when it would
    take more than six (rules §7). Those in `on_time` (ids) are marked as still in time. Each
    description takes at most `about` characters; 0 leaves them out. The boleto of an instalment
    (its line, by id) stands below it, and what it costs when paid early; with any, purchases are
    not joined. `charges` are cents by id: what lateness costs is in the amount.
    """
    lines = []
    for due_on, found in groupby(items, key=lambda item: item.due_on):
        group = list(found)
        single = [item for item in group if _is_purchase(item)]
        if len(single) >= _ENOUGH_TO_JOIN and not (boletos or early):
            joined = f"{in_one_line(single, today, charges)} (para {due_day(due_on, today)})"
            lines.append(joined)
            group = [item for item in group if not _is_purchase(item)]
        lines += [
            _owed_line(
                item,
                today,
                item.installment_id in on_time,
                about,
                charges.get(item.installment_id, 0),
            )
            + _early_below(early.get(item.installment_id), today)
            + boleto_below(boletos.get(item.installment_id))
            for item in group
        ]
    return lines if len(lines) <= MOST_LINES else [in_one_line(items, today, charges)]


def _owed_line(
    item: InstallmentState, today: date, on_time: bool, limit: int, charges_cents: int
) -> str:
    about = []
    if item.number == 0:
        about.append("entrada")
    elif item.of > 1:
        about.append(f"parcela {item.number} de {item.of}")
    if item.description and limit:
        about.append(one_line(item.description, limit))
    line = f"{due_day(item.due_on, today)}: {updated(item.open_cents, charges_cents)}"
    line += f" ({', '.join(about)})" if about else ""
    return line + (", ainda no prazo" if on_time and item.due_on != today else "")


def boleto_below(line: str | None) -> str:
    """A boleto's line below what it pays, its digits in one piece to be copied; "" for none."""
    return f"\n  Boleto: {line}" if line else ""


def _early_below(offer: Offer | None, today: date) -> str:
    if offer is None:
        return ""
    day = "Hoje" if offer.until_on == today else f"Até {short_day(offer.until_on, today)}"
    return f"\n  {day} sai por {format_brl(offer.cents)}"


def still_open(cents: int) -> str:
    """` (ainda em aberto: R$ 20,00)`, "" for nothing."""
    return f" (ainda em aberto: {format_brl(cents)})" if cents else ""


def points_line(earned: int, balance: int) -> str:
    """`Pontos: mais 95, agora 150.`; "" for somebody without any.

    >>> points_line(95, 150), points_line(0, 150), points_line(0, 0)
    ('Pontos: mais 95, agora 150.', 'Pontos: 150.', '')
    """
    if not balance:
        return ""
    return f"Pontos: mais {earned}, agora {balance}." if earned else f"Pontos: {balance}."


def in_one_line(
    items: Sequence[InstallmentState], today: date, charges: Mapping[int, int] = NO_CHARGES
) -> str:
    """`12 compras de 03/11 a 28/11: R$ 86,50`, or so many `parcelas`."""
    more = sum(charges.get(item.installment_id, 0) for item in items)
    total = updated(sum(item.open_cents for item in items), more)
    if all(_is_purchase(item) for item in items):
        days = span_of((item.sold_on for item in items), today)
        return f"{count_of(len(items), 'compra', 'compras')} {days}: {total}"
    days = span_of((item.due_on for item in items), today)
    return f"{count_of(len(items), 'parcela', 'parcelas')} {days}: {total}"


def _is_purchase(item: InstallmentState) -> bool:
    """Whether the instalment is the whole sale."""
    return item.number == 1 and item.of == 1 and item.sold_on is not None


def due_day(due_on: date, today: date) -> str:
    """`10/11`, or `hoje, 23/11`."""
    return f"hoje, {due_on:%d/%m}" if due_on == today else short_day(due_on, today)


def setting(settings: Settings, key: str) -> str:
    """A setting as one line; the file is edited by hand."""
    return " ".join(settings[key].split())


def signature(settings: Settings) -> str:
    """Who writes: the owner's first name and the business, as far as set."""
    owner, business = setting(settings, "business.owner"), setting(settings, "business.name")
    names = [greeting_name(owner)] if owner and owner != business else []
    return ", ".join([*names, business] if business else names)


def pix_line(settings: Settings, *, code_follows: bool = False) -> str:
    """The Pix key and whose name the bank will show, "" without a key.

    `code_follows`: the code comes by itself, in the next message or below an e-mail (rules §7).
    """
    key = setting(settings, "business.pix_key")
    holder = setting(settings, "business.owner") or setting(settings, "business.name")
    if not key:
        return ""
    if code_follows:
        return f"Pix a seguir, em nome de {holder}. Chave: {key}"
    return f"Chave Pix: {key}" + (f" (em nome de {holder})" if holder else "")


def method(kept: str, clears_on: date | None = None) -> str:
    """`Pix`, `cheque para 10/12/2026`: the day from which a post-dated cheque is good."""
    later = f" para {full_day(clears_on)}" if clears_on and kept == "check" else ""
    return METHOD_NAMES[kept] + later


def methods_line(settings: Settings, *, besides_pix: bool) -> str:
    """`Também aceito cartão, dinheiro e cheque.`, from `payments.methods`; "" when none is set."""
    methods = settings.methods
    cards = {"debit", "credit"}
    names = [
        "cartão" if cards <= {*methods} and method in cards else METHOD_NAMES[method]
        for method in methods
        if not (besides_pix and method == "pix")
    ]
    names = list(dict.fromkeys(names))
    if not names:
        return ""
    listed = " e ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"{'Também aceito' if besides_pix else 'Aceito'} {listed}."


def identity_line(settings: Settings) -> str:
    """The creditor's name, CPF or CNPJ and address, as far as set (CDC 42-A)."""
    names = [setting(settings, "business.owner"), setting(settings, "business.name")]
    parts = [*dict.fromkeys(names), document_text(setting(settings, "business.document")),
             place(settings)]  # fmt: skip
    return " – ".join(part for part in parts if part)


def place(settings: Settings) -> str:
    """The creditor's address with the city, said once, as far as set."""
    address, city = setting(settings, "business.address"), setting(settings, "business.city")
    known = not city or fold(city) in fold(address)
    return address if known else ", ".join(filter(None, (address, city)))


def missing_identity(settings: Settings) -> list[str]:
    """What CDC 42-A asks for and is not set, in Portuguese."""
    name = settings["business.owner"].strip() or settings["business.name"].strip()
    wanted = {
        "o nome": name,
        "o CPF ou CNPJ": settings["business.document"].strip(),
        "o endereço": settings["business.address"].strip(),
    }
    return [what for what, value in wanted.items() if not value]


def nameless(settings: Settings, where: str) -> list[str]:
    """The warning, if any, that a text does not say who the creditor is; `where` as `nele`."""
    missing = missing_identity(settings)
    if not missing:
        return []
    listed = " e ".join([", ".join(missing[:-1]), missing[-1]] if missing[1:] else missing)
    return [f"Falta {listed} do seu negócio {where}; complete com: cobranca configurar"]


def document_text(text: str) -> str:
    """`CPF 529.982.247-25` or `CNPJ …` for its digits; anything else, also "", as it is."""
    from cobranca_cli.domain.tax_id import format_tax_id

    compact = "".join(char for char in text if char.isalnum()).upper()
    if len(compact) == _CPF_LENGTH:
        return f"CPF {format_tax_id(compact)}"
    return f"CNPJ {format_tax_id(compact)}" if len(compact) == _CNPJ_LENGTH else text
