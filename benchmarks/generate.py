"""Make a home with an invented book of any size: `python benchmarks/generate.py HOME INSTALLMENTS`.

Everything goes through the project's own services and store, so triggers, audit chain and runs of
rows are as a person's own use would have left them and `cobranca check` accepts the book. The same
arguments make the same book. 20 instalments a customer, over three years up to `--until`; 2 % of
them are due after it, 92 % are settled, some in parts, a few overpaid.
"""

from __future__ import annotations

import argparse
import heapq
import random
import sys
from bisect import bisect
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from cobranca_cli.domain import audit
from cobranca_cli.domain.allocation import Account
from cobranca_cli.domain.installments import Interval
from cobranca_cli.domain.sale_plan import SaleTerms, plan
from cobranca_cli.services import customers
from cobranca_cli.services.postings import post
from cobranca_cli.services.sales import write_payment, write_sale
from cobranca_cli.store import migrate, models, settings
from cobranca_cli.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobranca_cli.domain.allocation import Fund, Item

UNTIL = date(2026, 11, 23)
SPAN_DAYS = 3 * 365  # From the first sale to the last.
CUSTOMER_INSTALLMENTS = 20
UNIT_INSTALLMENTS = 50_000  # In one transaction, as an import would be.
BATCH = 20_000  # Rows that wait before they are sent.

FIRST_NAMES = (
    "Adriana", "Agnês", "Aílton", "Alice", "Álvaro", "Amélia", "Ana", "André", "Ângela",
    "Antônio", "Aparecida", "Augusto", "Bárbara", "Beatriz", "Benedita", "Caio", "Camila",
    "Cátia", "César", "Cícero", "Cláudia", "Conceição", "Daniel", "Débora", "Diego", "Dirce",
    "Edson", "Eduardo", "Élcio", "Eliane", "Élia", "Emília", "Estêvão", "Eugênia", "Fábio",
    "Fátima", "Fernanda", "Flávia", "Francisco", "Gabriel", "Geraldo", "Glória", "Guilherme",
    "Helena", "Heloísa", "Hugo", "Igor", "Inês", "Irene", "Isabel", "Ivone", "Jéssica", "João",
    "Joaquim", "José", "Josefa", "Júlia", "Juliana", "Karina", "Laís", "Larissa", "Laura",
    "Leandro", "Letícia", "Lívia", "Lourdes", "Lúcia", "Luís", "Luíza", "Marcelo", "Márcia",
    "Marcos", "Maria", "Mariana", "Mário", "Marlene", "Mônica", "Natália", "Neide", "Nélson",
    "Otávio", "Patrícia", "Paulo", "Pedro", "Priscila", "Rafael", "Raimundo", "Raquel", "Regina",
    "Renata", "Ricardo", "Rita", "Roberto", "Rogério", "Rosângela", "Sandra", "Sebastião",
    "Sérgio", "Sílvia", "Simone", "Sônia", "Tânia", "Tatiane", "Teresa", "Thaís", "Tomás",
    "Úrsula", "Valéria", "Vanessa", "Vera", "Vicente", "Vinícius", "Vitória", "Wagner",
    "Wellington", "Yara", "Zélia",
)  # fmt: skip
LAST_NAMES = (
    "Almeida", "Alves", "Amaral", "Andrade", "Antunes", "Araújo", "Assunção", "Azevedo",
    "Barbosa", "Barros", "Batista", "Bezerra", "Borges", "Brandão", "Brito", "Cabral", "Caetano",
    "Câmara", "Camargo", "Campos", "Cardoso", "Carneiro", "Carvalho", "Cavalcanti", "Conceição",
    "Cordeiro", "Corrêa", "Costa", "Coutinho", "Cruz", "Cunha", "D'Ávila", "Damasceno", "Dias",
    "Duarte", "Falcão", "Faria", "Fernandes", "Ferreira", "Figueiredo", "Fonseca", "Franco",
    "Freitas", "Furtado", "Galvão", "Garcia", "Gomes", "Gonçalves", "Guimarães", "Inácio", "Leão",
    "Leite", "Lima", "Lopes", "Macêdo", "Machado", "Magalhães", "Marques", "Martins", "Medeiros",
    "Melo", "Mendes", "Mendonça", "Menezes", "Monteiro", "Moraes", "Moreira", "Moura",
    "Nascimento", "Neves", "Nóbrega", "Nogueira", "Nunes", "Oliveira", "Pacheco", "Paixão",
    "Peixoto", "Pereira", "Pinheiro", "Pires", "Queirós", "Ramos", "Rebouças", "Reis", "Ribeiro",
    "Rocha", "Rodrigues", "Sales", "Sampaio", "Santana", "Santos", "Saraiva", "Silva", "Silveira",
    "Simões", "Siqueira", "Soares", "Souza", "Tavares", "Teixeira", "Toledo", "Torres", "Valença",
    "Vasconcelos", "Vaz", "Viana", "Vieira", "Xavier",
)  # fmt: skip
AREA_CODES = (11, 19, 21, 27, 31, 41, 47, 51, 61, 62, 71, 81, 85, 92)
DESCRIPTIONS = (
    "Bolo de cenoura com chocolate", "Cento de brigadeiros", "Torta de limão", "Kit festa",
    "Pão de mel (12)", "Conserto da máquina de lavar", "Corte e escova", "Aula de violão",
    "Bainha de calça", "Cesta de café da manhã", "Manutenção do jardim", "Unhas em gel",
)  # fmt: skip
KINDS = ("product", "product", "service", "commerce")
METHODS = ("pix", "pix", "pix", "cash", "debit", "credit", "transfer")
# (weight, instalments): 100 instalments come from about 61 sales.
COUNTS = ((64, 1), (20, 2), (10, 3), (4, 4), (2, 6))
FIRST_DUE_DAYS = (1, 2, 5, 5, 7, 10, 15, 30)
INTERVALS = (Interval("day", 7), Interval("day", 15), Interval("month", 1))
POOR_PAYERS = 0.3  # Of the customers; they leave every fifth unpaid, the others hardly any.
UNPAID_BY_POOR, UNPAID_BY_OTHERS = 0.19, 0.01


class Names:
    """Invented people; the same random numbers give the same names."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def full(self) -> str:
        """A first name and two last names, some with a particle."""
        last = self._rng.sample(LAST_NAMES, 2)
        particle = self._rng.choice(("", "", "", "da ", "de "))
        return f"{self._rng.choice(FIRST_NAMES)} {last[0]} {particle}{last[1]}"

    def phone(self) -> str:
        """A mobile number in E.164."""
        return f"+55{self._rng.choice(AREA_CODES)}9{self._rng.randrange(80_000_000, 99_999_999)}"

    def cpf(self) -> str:
        """A CPF with its check digits."""
        digits = [self._rng.randrange(10) for _ in range(9)]
        for _ in range(2):
            weights = range(len(digits) + 1, 1, -1)
            total = sum(d * w for d, w in zip(digits, weights, strict=True))
            digits.append(total * 10 % 11 % 10)
        return "".join(map(str, digits))


class SeededUnit(UnitOfWork):
    """A unit of work whose salts repeat; a real one's never do."""

    salts: random.Random

    def words(self, text: str | None, *, customer_id: int | None = None) -> int | None:
        if text is None:
            return None
        salt = self.salts.randbytes(16).hex()
        return self.insert(
            models.PersonalText, customer_id=customer_id, salt=salt,
            sha256=audit.text_hash(salt, text), body=text,
        )  # fmt: skip


class Book:
    """The book as it is played, day by day: sales, and payments that wait for their day."""

    def __init__(self, home: Path, installments: int, seed: int, until: date) -> None:
        self.rng = random.Random(seed)
        self.salts = random.Random(seed + 1)
        self.names = Names(self.rng)
        self.database = home / "cobranca.db"
        self.installments = installments
        self.until = until
        self.accounts: dict[int, Account] = {}
        self.poor: set[int] = set()
        self.waiting: list[tuple[date, int, int, Item, float]] = []  # (day, tie, customer, …)
        self.ties = 0
        self.unit: UnitOfWork

    def make(self) -> None:
        """Write the whole book, one unit of work for every UNIT_INSTALLMENTS."""
        counts = self._counts()
        first = self.until - timedelta(days=SPAN_DAYS - 1)
        days = sorted(self.rng.randrange(SPAN_DAYS) for _ in counts)
        sales = iter(zip((first + timedelta(days=d) for d in days), counts, strict=True))
        upcoming = next(sales, None)
        units = -(-self.installments // UNIT_INSTALLMENTS)
        people = self.installments // CUSTOMER_INSTALLMENTS
        for number in range(units):
            self.unit = self._unit(number)
            with self.unit:
                if not number:
                    for _ in range(max(people, 1)):
                        self._customer()
                written = 0
                while upcoming and written < UNIT_INSTALLMENTS:
                    self._payments(before=upcoming[0])
                    self._sale(*upcoming)
                    written += upcoming[1]
                    upcoming = next(sales, None)
                if not upcoming:
                    self._payments(before=self.until + timedelta(days=1))
                self.unit.what = {"installments": written}

    def _counts(self) -> list[int]:
        """Instalments of each sale; they add up to what is wanted."""
        bounds = list(accumulate(weight for weight, _ in COUNTS))
        counts, left = [], self.installments
        while left:
            count = COUNTS[bisect(bounds, self.rng.randrange(bounds[-1]))][1]
            counts.append(min(count, left))
            left -= counts[-1]
        return counts

    def _unit(self, number: int) -> UnitOfWork:
        # Written after it happened, as an import is; the clock goes on from one to the next.
        now = datetime(self.until.year, self.until.month, self.until.day, 12, tzinfo=UTC)
        unit = SeededUnit(
            self.database, now=now + timedelta(seconds=number), today=self.until,
            command="import-csv",
        )  # fmt: skip
        unit.salts = self.salts
        return unit

    def _customer(self) -> None:
        rng, names = self.rng, self.names
        name = names.full()
        customer_id = customers.create(
            self.unit,
            customers.Details(
                name=name,
                nickname=f"{name.split()[0]} da feira" if rng.random() < 0.05 else None,
                phone=names.phone() if rng.random() < 0.9 else None,
                document=names.cpf() if rng.random() < 0.3 else None,
            ),
        )
        self.accounts[customer_id] = Account([], [])
        if rng.random() < POOR_PAYERS:
            self.poor.add(customer_id)
        self._send()

    def _sale(self, sold_on: date, count: int) -> None:
        rng = self.rng
        customer_id = rng.randrange(1, len(self.accounts) + 1)
        terms = SaleTerms(
            total_cents=rng.randrange(15, 400) * 100 * count + rng.choice((0, 0, 50, 90)),
            sold_on=sold_on,
            first_due_on=sold_on + timedelta(days=rng.choice(FIRST_DUE_DAYS)),
            installments=count,
            interval=rng.choice(INTERVALS),
            description=rng.choice(DESCRIPTIONS) if rng.random() < 0.9 else None,
            kind=rng.choice(KINDS),
        )
        _, items = write_sale(self.unit, customer_id, terms, plan(terms))
        post(self.unit, self.accounts[customer_id].sell(items))
        for item in items:
            self._decide(customer_id, item)
        self._send()

    def _decide(self, customer_id: int, item: Item) -> None:
        """When, if ever, and in which parts an instalment is to be paid."""
        rng = self.rng
        unpaid = UNPAID_BY_POOR if customer_id in self.poor else UNPAID_BY_OTHERS
        if item.due_on > self.until:
            if rng.random() < 0.05:
                self._wait(self.until, customer_id, item, 1.0)  # In advance.
        elif rng.random() < unpaid:
            if rng.random() < 0.3:
                self._wait(item.due_on, customer_id, item, rng.uniform(0.2, 0.7))
        else:
            day = item.due_on + timedelta(days=rng.choice((-2, -1, 0, 0, 0, 0, 1, 3, 9, 25)))
            if rng.random() < 0.08:
                self._wait(item.due_on, customer_id, item, rng.uniform(0.2, 0.7))
                day = max(day, item.due_on) + timedelta(days=7)
            self._wait(day, customer_id, item, 1.01 if rng.random() < 0.003 else 1.0)

    def _wait(self, day: date, customer_id: int, item: Item, part: float) -> None:
        self.ties += 1
        day = min(max(day, item.sold_on), self.until)
        heapq.heappush(self.waiting, (day, self.ties, customer_id, item, part))

    def _payments(self, *, before: date) -> None:
        """Pay what was to be paid by then, each for the instalment it was brought for."""
        while self.waiting and self.waiting[0][0] < before:
            day, _, customer_id, item, part = heapq.heappop(self.waiting)
            cents = int(item.open_cents * part)
            if not cents:
                continue  # An overpayment has settled it.
            fund: Fund = write_payment(
                self.unit, customer_id=customer_id, received_on=day, amount_cents=cents,
                method=self.rng.choice(METHODS),
            )  # fmt: skip
            account = self.accounts[customer_id]
            post(self.unit, account.receive(fund, first=[item.installment_id]))
            self._send()

    def _send(self) -> None:
        if self.unit.waiting() > BATCH:
            self.unit.flush()


def make_home(home: Path, installments: int, *, seed: int = 1, until: date = UNTIL) -> None:
    """A home with settings and a book of that many instalments; an existing book is refused."""
    if (home / "cobranca.db").exists():
        sys.exit(f"{home} has a book already")
    migrate.create(home / "cobranca.db")
    settings.save(
        home / "cobranca.toml",
        {
            "business.name": "Doces da Lúcia", "business.owner": "Lúcia Gonçalves",
            "business.document": "52998224725", "business.city": "Campinas",
            "business.address": "Rua das Acácias, 12", "business.phone": "+5519991234567",
        },
    )  # fmt: skip
    Book(home, installments, seed, until).make()


def write_sales(path: Path, sales: int, *, seed: int = 1, until: date = UNTIL) -> None:
    """A CSV file for `import-csv --sales`, as a spreadsheet would have saved it."""
    rng = random.Random(seed)
    names = Names(rng)
    people = [names.full() for _ in range(max(sales // 12, 1))]
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        file.write("cliente;valor;data;vencimento;parcelas;descrição\n")
        for _ in range(sales):
            day = until - timedelta(days=rng.randrange(SPAN_DAYS))
            due = day + timedelta(days=rng.choice(FIRST_DUE_DAYS))
            reais = f"{rng.randrange(15, 2000)},{rng.choice(('00', '50', '90'))}"
            count = rng.choice((1, 1, 1, 2, 3))
            file.write(
                f"{rng.choice(people)};{reais};{day:%d/%m/%Y};{due:%d/%m/%Y};{count};"
                f"{rng.choice(DESCRIPTIONS)}\n"
            )


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("home", type=Path, help="a folder without a book")
    parser.add_argument("installments", type=int, help="1000, 10000, 100000, 1000000, …")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", type=date.fromisoformat, default=UNTIL, help="the last day")
    parser.add_argument(
        "--sales-csv", action="store_true",
        help="instead: HOME is a CSV file to write, with this many sales",
    )  # fmt: skip
    given = parser.parse_args(arguments)
    if given.sales_csv:
        write_sales(given.home, given.installments, seed=given.seed, until=given.until)
    else:
        make_home(given.home.absolute(), given.installments, seed=given.seed, until=given.until)


if __name__ == "__main__":
    main(sys.argv[1:])
