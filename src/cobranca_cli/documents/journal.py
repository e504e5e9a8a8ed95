"""Plain text accounting: a journal for hledger, ledger or beancount, line by line.

What a customer owes less their credit is the balance of one account of theirs; every fact is one
posting on it, a sale one for each instalment. What people typed stands in descriptions only,
without the characters by which a journal would take it for something else.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cobranca_cli.domain.text import fold
from cobranca_cli.reports.journal import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cobranca_cli.reports.journal import Journal
    from cobranca_cli.store.queries.journal import Holder, Movement

FORMS = ("hledger", "ledger", "beancount")
_RECEIVABLE = "assets:receivable"
_RECEIVED = "assets:received"  # And the way by which it was.
# The other side of a fact, by its kind; of what is not here money moved, by its method.
_COUNTER = {
    "sale": "income:sales", "void": "income:sales", "return": "income:returns",
    "discount": "expenses:discounts", "write_off": "expenses:losses",
    "agreement": "equity:renegotiation", "renegotiation": "equity:renegotiation",
    "fine": "income:fines", "interest": "income:interest",
}  # fmt: skip
_METHODS = (
    "pix", "cash", "debit", "credit", "boleto", "transfer", "deposit", "check", "other",
)  # fmt: skip
_OTHERS = tuple(dict.fromkeys([*_COUNTER.values(), *(f"{_RECEIVED}:{m}" for m in _METHODS)]))
_NOT_ASCII_WORD = re.compile("[^A-Za-z0-9]+")


def start(form: str) -> bytes:
    """How a journal of ours begins, by which the next one knows that it may replace it."""
    return f"; cobranca: {form}\n".encode()


def journal_file(found: Journal, form: str) -> Iterator[bytes]:
    """The file in parts, one for each account and fact. `form` is one of FORMS."""
    yield start(form)
    yield "; Não edite: o próximo `cobranca exportar` grava por cima.\n\n".encode()
    lines = _beancount if form == "beancount" else _plain
    for part in lines(found, form):
        yield part.encode()


def account_names(
    holders: Iterable[Holder], component: Callable[[str], str], separator: str
) -> dict[int, str]:
    """customer_id -> a component of an account's name that nobody else has.

    Whoever has the lower id keeps the plain name, so that it stays when a namesake comes.
    """
    names: dict[int, str] = {}
    taken: set[str] = set()
    for holder in holders:
        name = component(holder.name)
        while not name or name in taken:
            name = f"{name}{separator}C{holder.customer_id}".removeprefix(separator)
        taken.add(name)
        names[holder.customer_id] = name
    return names


def plain_component(name: str) -> str:
    """A name as hledger and ledger take it inside an account: letters, digits, single blanks.

    >>> plain_component("José  d'Ávila; [x]: 3ª")
    "José d'Ávila x 3ª"
    """
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" or c in "'.&-" else " " for c in name)
    return " ".join(kept.split())


def beancount_component(name: str) -> str:
    """A name as beancount takes it: ASCII letters, digits and hyphens, a capital first.

    >>> beancount_component("José d'Ávila"), beancount_component("3 irmãos")
    ('Jose-D-Avila', 'C-3-Irmaos')
    """
    words = _NOT_ASCII_WORD.sub(" ", fold(name)).title().split()
    joined = "-".join(words)
    return f"C-{joined}" if joined[:1].isdigit() else joined


def _plain(found: Journal, form: str) -> Iterator[str]:
    """hledger and ledger differ only in where a note about an account stands."""
    yield "commodity BRL\n    format 1000.00 BRL\n\ntag due\n\n"
    accounts = {
        customer_id: f"{_RECEIVABLE}:{name}"
        for customer_id, name in account_names(found.holders, plain_component, " ").items()
    }
    people = {holder.customer_id: _line(holder.name) for holder in found.holders}
    note = "account {}  ; c{} {}\n" if form == "hledger" else "account {}\n    note c{} {}\n"
    for customer_id, account in accounts.items():
        # A colon would make a tag of it, which may change what the account is.
        yield note.format(account, customer_id, people[customer_id].replace(":", " "))
    for account in _OTHERS:
        yield f"account {account}\n"
    for movement in found.movements:
        account = accounts[movement.customer_id]
        said = _line(text(movement))
        entry = f"\n{movement.on} * ({_code(movement)}) {people[movement.customer_id]} | {said}\n"
        for due_on, cents in movement.parts:
            due = f"  ; due: {due_on}" if due_on else ""
            entry += f"    {account}  {_brl(cents)} BRL{due}\n"
        yield entry + f"    {_counter(movement)}  {_brl(-_total(movement))} BRL\n"


def _beancount(found: Journal, _form: str) -> Iterator[str]:
    yield 'option "title" "cobranca"\noption "operating_currency" "BRL"\n\n'
    first = found.first_day
    receivable = _titled(_RECEIVABLE)
    accounts = {
        customer_id: f"{receivable}:{name}"
        for customer_id, name in account_names(found.holders, beancount_component, "-").items()
    }
    people = {holder.customer_id: _quoted(holder.name) for holder in found.holders}
    for customer_id, account in accounts.items():
        who = f'  customer: "c{customer_id}"\n  name: {people[customer_id]}\n'
        yield f"{first} open {account} BRL\n{who}"
    for account in _OTHERS if first else ():
        yield f"{first} open {_titled(account)} BRL\n"
    for movement in found.movements:
        account = accounts[movement.customer_id]
        said = _quoted(text(movement))
        entry = f"\n{movement.on} * {people[movement.customer_id]} {said}\n"
        for due_on, cents in movement.parts:
            due = f"    due: {due_on}\n" if due_on else ""
            entry += f"  {account}  {_brl(cents)} BRL\n{due}"
        yield entry + f"  {_titled(_counter(movement))}  {_brl(-_total(movement))} BRL\n"


def _code(movement: Movement) -> str:
    return f"{movement.kind}-{movement.number}"


def _counter(movement: Movement) -> str:
    return _COUNTER.get(movement.kind) or f"{_RECEIVED}:{movement.method}"


def _total(movement: Movement) -> int:
    return sum(cents for _, cents in movement.parts)


def _titled(account: str) -> str:
    return account.title()


def _brl(cents: int) -> str:
    """A decimal point and two digits.

    >>> _brl(-5), _brl(123456)
    ('-0.05', '1234.56')
    """
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02}"


def _line(words: str) -> str:
    """Words in a description of hledger and ledger, where a semicolon begins a comment."""
    return " ".join(words.replace(";", ",").replace("|", "/").split())


def _quoted(words: str) -> str:
    """Words as a string of beancount."""
    one_line = " ".join(words.split())
    return '"' + one_line.replace("\\", "\\\\").replace('"', '\\"') + '"'
