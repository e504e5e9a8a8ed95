"""Importing an old notebook in one transaction, as if it had been typed day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.near_names import NearNames
from cobranca_cli.domain.notebook import Problem
from cobranca_cli.domain.phone import parse_phone
from cobranca_cli.domain.sale_plan import SaleTerms, plan
from cobranca_cli.domain.tax_id import parse_tax_id
from cobranca_cli.domain.text import fold, only_a_number
from cobranca_cli.errors import CobrancaError, CounterNameError, NotebookProblemsError, shown
from cobranca_cli.services import customers
from cobranca_cli.services.postings import post
from cobranca_cli.services.sales import write_payment, write_sale
from cobranca_cli.store.models import ImportKey
from cobranca_cli.store.queries import accounts, forgotten, history
from cobranca_cli.store.queries import customers as customer_queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cobranca_cli.domain.allocation import Account
    from cobranca_cli.domain.notebook import Line, Sheet
    from cobranca_cli.store.queries.customers import Former
    from cobranca_cli.store.unit_of_work import UnitOfWork

_MOST_NEAR = 3  # Of each new name.
BATCH = 20_000  # Rows that wait before they are sent.
COUNTER_KEY = fold(customers.COUNTER_NAME)
_NAMED = {
    "nickname": "o apelido", "phone": "o telefone", "document": "o CPF/CNPJ", "email": "o e-mail",
    "address": "o endereço",
}  # fmt: skip
OTHER_DETAILS = ("nickname", "phone", "document", "email", "address")


class Notebook(NamedTuple):
    """The sheets of one call, by section."""

    customers: list[Sheet]
    sales: list[Sheet]
    payments: list[Sheet]


class Imported(NamedTuple):
    """What import-csv shows: what was added, what was there, which lines were left out.

    `updated` are those of the known lines that filled blanks of a customer's record.
    """

    customers: int
    sales: int
    payments: int
    already_known: int
    skipped: list[Problem]
    warnings: list[str]
    updated: int


def import_notebook(
    unit: UnitOfWork,
    *,
    notebook: Notebook,
    default_due: Callable[[date], date],
    default_method: str,
    skip_bad: bool,
    progress: Callable[[int, int], None] | None = None,
) -> Imported:
    """Play customers, then sales and payments by date (a day's sales first).

    Names match whole (folded), by document or by phone; two that fit make a bad line. Limits and
    questions do not apply. A line already imported adds nothing.

    Raises NotebookProblemsError naming every bad line, unless `skip_bad`.
    """
    problems = [p for sheets in notebook for sheet in sheets for p in sheet.problems]
    warnings = [
        f"{sheet.file}: a coluna {name} não foi usada."
        for sheets in notebook
        for sheet in sheets
        for name in sheet.ignored
    ]
    with unit:
        book = _Book(unit, default_due, default_method)
        for sheet in notebook.customers:
            for line in sheet.lines:
                book.play(line, book.customer, problems)
        events = [
            (line.cells["on"], order, index, line)
            for order, sheets in enumerate((notebook.sales, notebook.payments))
            for index, line in enumerate(line for sheet in sheets for line in sheet.lines)
        ]
        events.sort(key=lambda event: event[:3])
        for done, (_, order, _, line) in enumerate(events):
            book.play(line, book.payment if order else book.sale, problems)
            if unit.waiting() > BATCH:
                unit.flush()
            if progress and not done % 500:
                progress(done, len(events))
        if progress:
            progress(len(events), len(events))
        if problems and not skip_bad:
            raise NotebookProblemsError(_in_order(problems))
        unit.what = {name: book.counts[name] for name in ("customers", "sales", "payments")}
        return Imported(
            **unit.what,
            already_known=book.counts["known"],
            updated=book.counts["updated"],
            skipped=_in_order(problems),
            warnings=warnings + book.warnings,
        )


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: (p.file, p.line))


class _Book:
    """The customers and accounts that an import touches, kept in memory while it lasts."""

    def __init__(
        self, unit: UnitOfWork, default_due: Callable[[date], date], default_method: str
    ) -> None:
        self.unit = unit
        self.counts = dict.fromkeys(("customers", "sales", "payments", "updated", "known"), 0)
        self.warnings: list[str] = []
        self._default_due = default_due
        self._default_method = default_method
        self._connection = unit.connection
        self._known = _known_keys(unit)
        self._accounts: dict[int, Account] = {}
        self._by: dict[tuple[str, str], set[int]] = {}
        self._documents: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._keys: dict[str, list[tuple[str, str]]] = {}  # What a text may match, worked out once.
        self._due: dict[date, date] = {}
        self._near = NearNames()
        self._forgotten = forgotten.Memory(forgotten.everybody(self._connection))
        for row in customer_queries.everybody(self._connection):
            self._remember(row.customer_id, row._asdict())
        for former in customer_queries.former(self._connection):
            self._remember_former(former)

    def play(self, line: Line, act: Callable[[Line], None], problems: list[Problem]) -> None:
        """Do one line unless it was imported before; a refusal becomes a problem."""
        if line.key in self._known:
            self.counts["known"] += 1
            return
        try:
            act(line)
        except CobrancaError as error:
            problems.append(Problem(line.file, line.line, error.message))
            return
        self._known.add(line.key)
        self.unit.insert(ImportKey, key=line.key)

    def customer(self, line: Line) -> None:
        """A line of the registry: a new customer, or blanks of a known one filled."""
        cells = line.cells
        found = self._registered(cells["customer"], cells["document"], cells["phone"])
        if found is None:
            self.warnings += [
                f"{line.file}, linha {line.line}: {cells['customer']} tem o mesmo telefone de "
                f"{self._names[other]}."
                for other in sorted(self._by.get(("phone", cells["phone"] or ""), ()))
            ]
            self._create(line, {f: cells[f] for f in OTHER_DETAILS})
            return
        row = customer_queries.by_id(self.unit.connection, found)
        assert row is not None
        if (
            row.document
            and row.document == cells["document"]
            and found not in self._by.get(("name", fold(cells["customer"])), ())
        ):
            self.warnings.append(
                f"{line.file}, linha {line.line}: o CPF/CNPJ de {cells['customer']} é o de "
                f"{row.name} (c{found}), que ficou com a linha."
            )
        filled = False
        for field in OTHER_DETAILS:
            said, kept = cells[field], getattr(row, field)
            if said and not kept:
                customers.set_personal(self.unit, found, field, said)
                self._remember(found, {field: said})
                filled = True
            elif said and fold(said) != fold(kept):
                self.warnings.append(
                    f"{line.file}, linha {line.line}: {row.name} já tem {_NAMED[field]} {kept}; "
                    f"{said} ficou de fora."
                )
        self.counts["known"] += 1
        self.counts["updated"] += filled

    def sale(self, line: Line) -> None:
        """A line of sales; a new name makes the customer."""
        cells = line.cells
        terms = SaleTerms(
            total_cents=cells["amount_cents"],
            sold_on=cells["on"],
            first_due_on=cells.get("due_on") or self._due_after(cells["on"]),
            installments=cells["installments"] or 1,
            description=cells["description"],
            kind=cells["kind"] or "product",
            invoice=cells["invoice"],
        )
        planned = plan(terms)
        customer_id = self._find(cells["customer"])
        if customer_id is None:
            customer_id = self._create(line, {})
        _, items = write_sale(self.unit, customer_id, terms, planned)
        post(self.unit, self._account(customer_id).sell(items))
        self.counts["sales"] += 1

    def payment(self, line: Line) -> None:
        """A line of payments; the customer must be known by then."""
        cells = line.cells
        customer_id = self._find(cells["customer"])
        if customer_id is None:
            raise UnknownPayerError(cells["customer"])
        fund = write_payment(
            self.unit, customer_id=customer_id, received_on=cells["on"],
            amount_cents=cells["amount_cents"], method=cells["method"] or self._default_method,
            reference=cells["reference"],
        )  # fmt: skip
        post(self.unit, self._account(customer_id).receive(fund))
        self.counts["payments"] += 1

    def _due_after(self, sold_on: date) -> date:
        found = self._due.get(sold_on)
        if found is None:
            found = self._due[sold_on] = self._default_due(sold_on)
        return found

    def _account(self, customer_id: int) -> Account:
        found = self._accounts.get(customer_id)
        if found is None:
            found = self._accounts[customer_id] = accounts.account(
                self._connection, customer_id, self.unit.calendar
            )
        return found

    def _find(self, text: str) -> int | None:
        return _only(text, self._named(text))

    def _named(self, text: str) -> set[int]:
        """Who a cell names: by the whole name or nickname, else as a document, else as a phone."""
        keys = self._keys.get(text)
        if keys is None:
            keys = self._keys[text] = [("name", fold(text)), *_as_document(text), *_as_phone(text)]
        if keys[0][1] == COUNTER_KEY:
            raise CounterNameError
        return next((found for key in keys if (found := self._by.get(key))), set())

    def _registered(self, text: str, document: str | None, phone: str | None) -> int | None:
        """Whom a line of the registry describes; None is somebody new.

        A document is one person's, so a namesake with another one is somebody else. A phone may be
        a family's: it only tells that two ways to write one first name mean the same person.
        """
        named = self._named(text)
        if document:
            owners = self._by.get(("document", document), set())
            if owners:
                return _only(text, (owners & named) or (owners | named))
            named = {i for i in named if self._documents.get(i) is None}
        with_phone = self._by.get(("phone", phone), set()) if phone else set()
        if named:
            return _only(text, (named & with_phone) if len(named) > 1 else named) or _only(
                text, named
            )
        first = fold(text).split()[:1]
        return _only(text, {
            i for i in with_phone
            if fold(self._names[i]).split()[:1] == first
            and not (document and self._documents.get(i))
        })  # fmt: skip

    def _create(self, line: Line, more: dict[str, str | None]) -> int:
        values = {"name": line.cells["customer"], **more}
        if only_a_number(values["name"] or ""):
            raise NamelessError(values["name"] or "")
        details = customers.Details(**values)
        self.warnings += [
            f"{line.file}, linha {line.line}: {text}"
            for text in customers.comebacks(self._forgotten, details)
        ]
        customer_id = customers.create(self.unit, details)
        self.counts["customers"] += 1
        near = self._near.near(fold(details.name or ""))
        self.warnings += [
            f"{line.file}, linha {line.line}: {details.name} parece {self._names[other]} "
            f"(c{other}); se for a mesma pessoa: cobranca unir-clientes c{other} c{customer_id}"
            for other in near[:_MOST_NEAR]
        ]
        self._remember(customer_id, values)
        return customer_id

    def _remember(self, customer_id: int, values: dict[str, str | None]) -> None:
        for field, known in (("name", self._names), ("document", self._documents)):
            if values.get(field):
                known[customer_id] = str(values[field])
        if values.get("name"):
            self._near.add(fold(str(values["name"])), customer_id)
        for field in ("name", "nickname", "document", "phone"):
            value = values.get(field)
            if value:
                kind = "name" if field == "nickname" else field
                text = fold(value) if kind == "name" else value
                self._by.setdefault((kind, text), set()).add(customer_id)

    def _remember_former(self, record: Former) -> None:
        """What a merged record answered to means who has it now, unless it is another's."""
        said = (("name", fold(record.name)), ("name", fold(record.nickname or "")),
                ("document", record.document), ("phone", record.phone))  # fmt: skip
        for kind, text in said:
            if text:
                self._by.setdefault((kind, text), {record.merged_into})


class TwoFitError(CobrancaError):
    """Two customers fit one line; collected with the other problems."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"mais de um cliente serve para {shown(text, 120)}; use o CPF/CNPJ ou o telefone no "
            "lugar do nome"
        )


class NamelessError(CobrancaError):
    """Digits that are nobody's phone or document make no customer; collected as above."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"não encontrei o cliente {shown(text, 120)}; um número não é nome de cliente novo"
        )


class UnknownPayerError(CobrancaError):
    """A payment of somebody who never bought; collected with the other problems."""

    def __init__(self, text: str) -> None:
        super().__init__(f"não encontrei o cliente {shown(text, 120)} até essa data")


def _only(text: str, found: set[int]) -> int | None:
    """The one of them, if any. Raises TwoFitError."""
    if len(found) > 1:
        raise TwoFitError(text)
    return next(iter(found), None)


def _known_keys(unit: UnitOfWork) -> set[str]:
    """Keys of imports that stand: an undone import may be done again."""
    undone = history.undone_seqs(unit.connection)
    return {
        key
        for key, seq in unit.connection.execute("SELECT key, audit_seq FROM import_key")
        if seq not in undone
    }


def _as_document(text: str) -> list[tuple[str, str]]:
    if sum(c.isdigit() for c in text) < 8:
        return []
    try:
        return [("document", parse_tax_id(text).compact)]
    except CobrancaError:
        return []  # Digits in a name, or a phone: not being a document says nothing yet.


def _as_phone(text: str) -> list[tuple[str, str]]:
    if sum(c.isdigit() for c in text) < 8:
        return []
    try:
        return [("phone", parse_phone(text))]
    except CobrancaError:
        return []  # As above.
