"""An old notebook imported in one write: exactly as if it had been typed day by day."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from fixed_day import NOW, TODAY
from hypothesis import given
from hypothesis import strategies as st
from ledger_facts import assert_identities

from cobranca_cli.domain import notebook as reading
from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms
from cobranca_cli.domain.text import fold
from cobranca_cli.errors import NotebookProblemsError
from cobranca_cli.services.customers import Details, add_customer
from cobranca_cli.services.notebook import Notebook, import_notebook
from cobranca_cli.services.payments import record_payment
from cobranca_cli.services.sales import record_sale
from cobranca_cli.services.undo import undo
from cobranca_cli.store import migrate
from cobranca_cli.store.settings import Settings
from cobranca_cli.store.unit_of_work import UnitOfWork

# Where a commit costs nothing; these tests make thousands.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
WORDS = reading.Words({"pix": "pix", "dinheiro": "cash"}, {"servico": "service"})
HEADERS = {
    "customers": "cliente;apelido;telefone;documento;email;endereco",
    "sales": "cliente;valor;data;vencimento;parcelas;descricao",
    "payments": "cliente;valor;data;forma;referencia",
}


def sheet(section, lines, *, today=TODAY, file=None):
    text = "\n".join([HEADERS[section], *lines, ""])
    return reading.read(text.encode(), file=file or f"{section}.csv", section=section, today=today,
                        calendar=BANK_CALENDAR, words=WORDS)  # fmt: skip


def notebook(customers=(), sales=(), payments=(), **options):
    return Notebook(*(
        [sheet(section, lines, **options)] if lines else []
        for section, lines in zip(HEADERS, (customers, sales, payments), strict=True)
    ))  # fmt: skip


def play(unit, book, *, skip_bad=False):
    return import_notebook(
        unit, notebook=book, default_due=lambda day: day + timedelta(days=30),
        default_method="pix", skip_bad=skip_bad,
    )  # fmt: skip


@pytest.fixture
def imported(unit):
    """Import lines; returns what import-csv shows."""

    def run(customers=(), sales=(), payments=(), *, skip_bad=False, today=TODAY, command="import"):
        return play(unit(command, today=today), notebook(customers, sales, payments, today=today),
                    skip_bad=skip_bad)  # fmt: skip

    return run


def balances(connection):
    """(name, open, credit) of each active customer."""
    return connection.execute(
        "SELECT c.name, (SELECT coalesce(sum(open_cents), 0) FROM installment i"
        " WHERE i.customer_id = c.id), (SELECT coalesce(sum(credit_cents), 0) FROM payment p"
        " WHERE p.customer_id = c.id) FROM customer c WHERE active = 1 ORDER BY c.id"
    ).fetchall()


def count(connection, table, where="1"):
    return connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0]


def problems(caught):
    return [(line, problem) for _, line, problem in caught.value.problems]


# --- What an import does -----------------------------------------------------------------------


def test_a_notebook_is_customers_sales_and_payments(imported, reader):
    done = imported(
        ["Ana Souza;Aninha;11 91234-5678;529.982.247-25;;"],
        ["aninha;100;01/10/2026;10/10/2026;2;Bolo", "Novo Cliente;50;02/10/2026;;;"],
        ["ANA SOUZA;60;05/10/2026;dinheiro;ref", "novo cliente;80;06/10/2026;;"],
    )
    assert done == (2, 2, 2, 0, [], [], 0)
    assert balances(reader()) == [("Ana Souza", 4000, 0), ("Novo Cliente", 0, 3000)]
    due = [row[0] for row in reader().execute("SELECT due_on FROM installment ORDER BY id")]
    assert due == ["2026-10-10", "2026-11-10", "2026-11-01"]
    assert [tuple(r) for r in reader().execute("SELECT method FROM payment ORDER BY id")] == [
        ("cash",), ("pix",)]  # fmt: skip
    assert count(reader(), "audit") == 1
    assert_identities(reader())


def test_a_days_sales_come_before_its_payments_and_days_in_order(imported, reader):
    imported(
        sales=["Ana;30;05/10/2026;20/11/2026;;", "Ana;20;01/10/2026;25/11/2026;;"],
        payments=["Ana;40;05/10/2026;;", "Ana;5;01/10/2026;;"],
    )
    rows = reader().execute(
        "SELECT s.sold_on, po.amount_cents, po.effective_on FROM posting po"
        " JOIN installment i ON i.id = po.installment_id JOIN sale s ON s.id = i.sale_id"
        " ORDER BY po.id"
    ).fetchall()  # fmt: skip
    assert rows == [("2026-10-01", 500, "2026-10-01"), ("2026-10-05", 3000, "2026-10-05"),
                    ("2026-10-01", 1000, "2026-10-05")]  # fmt: skip


def test_a_payment_before_anything_was_bought_is_a_bad_line(imported):
    with pytest.raises(NotebookProblemsError) as caught:
        imported(
            sales=["Ana;30;05/10/2026;;;"], payments=["Ana;40;04/10/2026;;", "Zé;1;5/10/2026;;"]
        )
    assert [line for line, _ in problems(caught)] == [2, 3]
    assert 'ão encontrei o cliente "Ana"' in caught.value.message


def test_somebody_of_the_registry_may_pay_ahead(imported, reader):
    imported(["Ana;;;;;"], ["Ana;30;05/10/2026;;;"], ["Ana;40;04/10/2026;;"])
    assert balances(reader()) == [("Ana", 0, 1000)]
    assert count(reader(), "posting", "effective_on = '2026-10-05'") == 1


@pytest.mark.parametrize(
    "cell", ["ana souza", "ANINHA", "(11) 91234-5678", "+55 11 91234-5678", "529.982.247-25",
             "52998224725"],
)  # fmt: skip
def test_names_match_folded_by_nickname_phone_or_document(imported, reader, cell):
    imported(["Ana Souza;Aninha;11912345678;52998224725;;"])
    imported(sales=[f"{cell};10;01/10/2026;;;"])
    assert balances(reader()) == [("Ana Souza", 1000, 0)]


@pytest.mark.parametrize("cell", ["Ana", "Souza", "Ana S", "c1"])
def test_a_part_of_a_name_is_somebody_else(imported, reader, cell):
    imported(["Ana Souza;;;;;"])
    if cell == "c1":
        with pytest.raises(NotebookProblemsError):
            imported(sales=[f"{cell};10;01/10/2026;;;"])
        return
    imported(sales=[f"{cell};10;01/10/2026;;;"])
    assert balances(reader()) == [("Ana Souza", 0, 0), (cell, 1000, 0)]


@pytest.mark.parametrize("cell", ["123", "11 91234-5678", "529.982.247-25"])
def test_a_number_makes_no_customer(imported, cell):
    with pytest.raises(NotebookProblemsError, match="um número não é nome"):
        imported(sales=[f"{cell};10;01/10/2026;;;"])


def test_the_counter_is_nobodys_name(imported):
    with pytest.raises(NotebookProblemsError, match="alcão é o nome"):
        imported(sales=["Balcão;10;01/10/2026;;;"])


def test_two_that_fit_are_a_bad_line(unit, imported):
    for name, nickname in (("Ana", None), ("Ana", None), ("Bia", "Lu"), ("Lu", None)):
        add_customer(unit(), details=Details(name, nickname))
    with pytest.raises(NotebookProblemsError) as caught:
        imported(sales=["ana;10;01/10/2026;;;", "Bia;1;1/10/2026;;;", "lu;10;01/10/2026;;;"])
    assert [line for line, _ in problems(caught)] == [2, 4]
    assert "ais de um cliente" in caught.value.message


# --- The registry ------------------------------------------------------------------------------


def customers(connection):
    return connection.execute(
        "SELECT name, nickname, phone, document, email, address FROM customer WHERE active = 1"
        " ORDER BY id"
    ).fetchall()


def test_blanks_of_a_known_customer_are_filled_and_nothing_else_changes(imported, reader):
    imported(["Ana;;11912345678;;;Rua A"])
    done = imported(["ANA;Aninha;21 91234-5678;52998224725;a@b.com;Rua B"])
    assert (done.customers, done.already_known) == (0, 1)
    assert customers(reader()) == [
        ("Ana", "Aninha", "+5511912345678", "52998224725", "a@b.com", "Rua A")]  # fmt: skip


def test_a_document_is_the_same_person_however_the_name_is_written(imported, reader):
    imported(["Maria da Silva;;;52998224725;;"])
    assert imported(["Dona Maria;;11912345678;529.982.247-25;;"]).customers == 0
    assert [row[:3] for row in customers(reader())] == [("Maria da Silva", None, "+5511912345678")]


def test_a_namesake_with_another_document_is_somebody_else(imported, reader):
    imported(["João;;;52998224725;;", "João;;;111.444.777-35;;"])
    assert [row[3] for row in customers(reader())] == ["52998224725", "11144477735"]
    with pytest.raises(NotebookProblemsError, match="ais de um cliente"):
        imported(sales=["João;10;1/10/2026;;;"])
    imported(sales=["111.444.777-35;10;1/10/2026;;;"])
    assert balances(reader()) == [("João", 0, 0), ("João", 1000, 0)]


def test_a_shared_phone_is_a_family_unless_the_first_name_is_the_same(imported, reader):
    imported(["Ana Souza;;11912345678;;;"])
    done = imported(["Bia Souza;;11912345678;52998224725;;", "Ana S. Lima;Ani;11912345678;;;"])
    assert (done.customers, done.already_known) == (1, 1)
    assert done.warnings == ["customers.csv, linha 2: Bia Souza tem o mesmo telefone de Ana Souza."]
    assert [row[:2] for row in customers(reader())] == [("Ana Souza", "Ani"), ("Bia Souza", None)]


def test_one_document_under_two_names_is_one_customer_and_told(imported, reader):
    imported(["Ana Souza;Aninha;;52998224725;;"])
    done = imported(["Ana Lima;;11912345678;52998224725;;", "Aninha;;;52998224725;;"])
    whose = "o CPF/CNPJ de Ana Lima é o de Ana Souza (c1), que ficou com a linha."
    assert done.warnings == [f"customers.csv, linha 2: {whose}"]
    assert [row[0] for row in customers(reader())] == ["Ana Souza"]


def test_a_name_of_one_and_a_document_of_another_is_a_bad_line(imported, reader):
    imported(["Ana;;;;;", "Bia;;;52998224725;;"])
    with pytest.raises(NotebookProblemsError, match="ais de um cliente"):
        imported(["Ana;;;52998224725;;"])


# --- All or nothing ----------------------------------------------------------------------------


def test_all_problems_are_told_together_and_nothing_is_imported(imported, reader):
    with pytest.raises(NotebookProblemsError) as caught:
        imported(
            ["Ana;;123;;;"],
            ["Ana;0;1/10/2026;;;", "Ana;0,01;1/10/2026;;2;", "Bia;10;1/10/2026;;;"],
            ["Zé;5;1/10/2026;;", "Bia;5;31/02/2026;;"],
        )
    found = [(file, line) for file, line, _ in caught.value.problems]
    assert found == [("customers.csv", 2), ("payments.csv", 2), ("payments.csv", 3),
                     ("sales.csv", 2), ("sales.csv", 3)]  # fmt: skip
    for file, line in found:
        assert f"{file}, linha {line}: " in caught.value.message
    for table in ("customer", "sale", "payment", "import_key", "audit"):
        assert count(reader(), table) == 0


def test_with_skip_bad_the_good_lines_are_imported_and_the_bad_ones_listed(imported, reader):
    lines = ["Ana;0;1/10/2026;;;", "Ana;10;1/10/2026;;;"]
    done = imported(sales=lines, payments=["Zé;5;1/10/2026;;"], skip_bad=True)
    assert (done.sales, done.payments) == (1, 0)
    assert [(p.file, p.line) for p in done.skipped] == [("payments.csv", 2), ("sales.csv", 2)]
    assert balances(reader()) == [("Ana", 1000, 0)]
    again = imported(sales=lines, payments=["Zé;5;1/10/2026;;"], skip_bad=True)
    assert (again.sales, again.already_known, len(again.skipped)) == (0, 1, 2)


def test_a_skipped_line_is_imported_once_it_is_good(imported, reader):
    imported(sales=["Ana;10;5/10/2026;;;"], payments=["Ana;5;1/10/2026;;"], skip_bad=True)
    assert imported(["Zé;;;;;"], payments=["Ana;5;1/10/2026;;"]).payments == 1
    assert balances(reader())[0] == ("Ana", 500, 0)


# --- Twice -------------------------------------------------------------------------------------

BOOK = (
    ["Ana;Aninha;;;;"],
    ["Ana;10;1/10/2026;;;", "Ana;10;1/10/2026;;;", "Bia;5;2/10/2026;;3;"],
    ["Ana;15;3/10/2026;;", "Bia;9;3/10/2026;;"],
)


def test_two_equal_lines_of_one_file_are_two_and_a_second_import_adds_nothing(imported, reader):
    done = imported(*BOOK)
    assert done[:4] == (2, 3, 2, 0)
    before = (balances(reader()), count(reader(), "posting"), count(reader(), "import_key"))
    again = imported(*BOOK)
    assert again[:4] == (0, 0, 0, 6)
    assert (balances(reader()), count(reader(), "posting"), count(reader(), "import_key")) == before
    assert count(reader(), "audit") == 1  # Nothing written, nothing to account for.


def test_a_later_file_that_repeats_lines_adds_only_the_new_ones(imported, reader):
    imported(*BOOK)
    done = imported(sales=[BOOK[1][0], "Caio;1;3/10/2026;;;", *BOOK[1][1:], BOOK[1][0]])
    assert (done.sales, done.already_known) == (2, 3)
    assert count(reader(), "sale") == 5


def test_two_files_of_one_call_that_repeat_a_line_add_it_once(unit, reader):
    one, two = (sheet("sales", ["Ana;10;1/10/2026;;;"], file=f) for f in ("a.csv", "b.csv"))
    assert play(unit(), Notebook([], [one, two], []))[:4] == (1, 1, 0, 1)


def test_the_same_line_written_otherwise_is_the_same_line(imported):
    imported(sales=["José;10;1/10/2026;;;Bolo"])
    assert imported(sales=[" JOSE ;10;1/10/2026;;;bolo"]).already_known == 1


def test_an_undone_import_is_gone_whole_and_may_be_done_again(imported, unit, reader):
    add_customer(unit(), details=Details("Ana"))
    imported(*BOOK)
    then = balances(reader())
    undo(unit("undo"))
    assert balances(reader()) == [("Ana", 0, 0)]
    assert [row[1] for row in customers(reader())] == [None]
    assert_identities(reader())
    done = imported(*BOOK)
    assert done[:4] == (1, 3, 2, 1)
    assert balances(reader()) == then
    undo(unit("undo"))
    undo(unit("redo"), redo=True)
    assert balances(reader()) == then
    assert imported(*BOOK)[:4] == (0, 0, 0, 6)
    assert_identities(reader())


def test_a_dry_run_counts_and_writes_nothing(unit, reader):
    done = play(unit(dry_run=True), notebook(*BOOK))
    assert done[:4] == (2, 3, 2, 0)
    assert count(reader(), "customer") == 0


def test_unused_columns_are_warned_of(unit):
    found = reading.read(
        b"cliente;valor;data;cor\nAna;1;1/10/2026;azul\n", file="v.csv", section="sales",
        today=TODAY, calendar=BANK_CALENDAR, words=WORDS,
    )  # fmt: skip
    assert play(unit(), Notebook([], [found], [])).warnings == [
        "v.csv: a coluna cor não foi usada."]  # fmt: skip


def test_progress_ends_at_the_end(unit):
    seen = []
    import_notebook(
        unit(), notebook=notebook(*BOOK), default_due=lambda day: day, default_method="pix",
        skip_bad=False, progress=lambda done, total: seen.append((done, total)),
    )  # fmt: skip
    assert seen[-1] == (5, 5)


# --- Imported equals typed ---------------------------------------------------------------------

START = date(2026, 9, 1)
PEOPLE = ("Ana", "Bia Souza", "Zé da Esquina")
AMOUNTS = st.integers(1, 30).map(lambda n: n * 333)
DAYS = st.integers(0, 20).map(lambda n: START + timedelta(days=n))
SALES = st.tuples(
    st.sampled_from(PEOPLE), AMOUNTS, DAYS, st.none() | st.integers(0, 40), st.integers(1, 3)
)
PAYMENTS = st.tuples(st.sampled_from(PEOPLE), AMOUNTS, DAYS)
BOOKS = st.tuples(st.lists(SALES, max_size=6), st.lists(PAYMENTS, max_size=6), st.booleans())


def as_files(book):
    sales, payments, registered = book
    return notebook(
        [f"{name};;;;;" for name in PEOPLE] if registered else (),
        [f"{who};{cents // 100},{cents % 100:02d};{day:%d/%m/%Y};"
         f"{'' if due is None else (day + timedelta(days=due)).isoformat()};{parts};"
         for who, cents, day, due, parts in sales],
        [f"{who.upper()};{cents // 100},{cents % 100:02d};{day.isoformat()};;"
         for who, cents, day in payments],
    )  # fmt: skip


def type_in(database, book):
    """The same lines, through the services, on each day as it was."""
    sales, payments, registered = book

    def unit(today):
        return UnitOfWork(database, now=NOW, today=today, command="test")

    shop = Settings()
    if registered:
        for name in PEOPLE:
            if fold(name) not in known(database):
                add_customer(unit(START), details=Details(name))
    for offset in range(21):
        day = START + timedelta(days=offset)
        for who, cents, on, due, parts in sales:
            if on == day:
                terms = SaleTerms(cents, day, day + timedelta(days=30 if due is None else due),
                                  parts)  # fmt: skip
                record_sale(unit(day), customer=who, terms=terms, paid=[], settings=shop)
        for who, cents, on in payments:
            if on == day and fold(who) in known(database):
                record_payment(unit(day), customer=who, amount_cents=cents, received_on=day,
                               paid=[PaidPart("pix")], settings=shop)  # fmt: skip


def known(database):
    connection = sqlite3.connect(database)
    names = {key for (key,) in connection.execute("SELECT name_key FROM customer")}
    connection.close()
    return names


def ledger(database):
    """Everything that was bought, owed and paid, by natural order and not by id."""
    connection = sqlite3.connect(database)
    found = [
        connection.execute(
            "SELECT c.name, s.sold_on, s.total_cents, i.number, i.due_on, i.amount_cents,"
            " i.open_cents FROM installment i JOIN sale s ON s.id = i.sale_id"
            " JOIN customer c ON c.id = i.customer_id ORDER BY s.sold_on, s.id, i.number"
        ).fetchall(),
        connection.execute(
            "SELECT c.name, p.received_on, p.amount_cents, p.credit_cents, p.method FROM payment p"
            " JOIN customer c ON c.id = p.customer_id ORDER BY p.received_on, p.id"
        ).fetchall(),
        sorted(connection.execute(
            "SELECT c.name, p.received_on, (SELECT count(*) FROM payment q WHERE"
            "   (q.received_on, q.id) < (p.received_on, p.id)), s.sold_on,"
            " (SELECT count(*) FROM sale t WHERE (t.sold_on, t.id) < (s.sold_on, s.id)), i.number,"
            " po.kind, po.amount_cents, po.effective_on FROM posting po"
            " JOIN installment i ON i.id = po.installment_id JOIN sale s ON s.id = i.sale_id"
            " JOIN payment p ON p.id = po.payment_id JOIN customer c ON c.id = i.customer_id"
        ).fetchall()),
        sorted(balances(connection)),
    ]  # fmt: skip
    connection.close()
    return found


def import_into(database, book):
    unit = UnitOfWork(database, now=NOW, today=TODAY, command="import-csv")
    return play(unit, as_files(book), skip_bad=True)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "cobranca.db"
    migrate.create(path)
    return path


def same(empty, earlier, book):
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        one, two = Path(folder) / "one.db", Path(folder) / "two.db"
        shutil.copy(empty, one)
        if earlier is not None:
            type_in(one, earlier)
        shutil.copy(one, two)
        done = import_into(one, book)
        type_in(two, book)
        assert ledger(one) == ledger(two)
        assert done.sales == len(book[0])
        assert done.payments + len(done.skipped) == len(book[1])
        connection = sqlite3.connect(one)
        assert_identities(connection)
        connection.close()


@given(BOOKS)
def test_imported_in_one_call_is_exactly_what_would_have_been_typed_day_by_day(empty, book):
    same(empty, None, book)


@pytest.mark.slow
@given(BOOKS, BOOKS)
def test_and_so_it_is_in_a_home_that_already_has_data(empty, earlier, book):
    same(empty, earlier, book)


@given(BOOKS)
def test_the_order_of_lines_of_different_days_does_not_matter(empty, book):
    by_day = (*(sorted(lines, key=lambda line: line[2]) for lines in book[:2]), book[2])
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        found = []
        for number, lines in enumerate((book, by_day)):
            database = Path(folder) / f"{number}.db"
            shutil.copy(empty, database)
            import_into(database, lines)
            found.append(ledger(database))
        assert found[0] == found[1]


def test_a_notebook_in_two_halves_is_not_refused(imported, reader):
    """A second call is played after the first: money already settled stays where it is."""
    imported(sales=["Ana;10;5/10/2026;;;"], payments=["Ana;25;6/10/2026;;"])
    imported(sales=["Ana;20;1/10/2026;;;"], payments=["Ana;1;1/10/2026;;"])
    assert balances(reader()) == [("Ana", 400, 0)]
    assert_identities(reader())
