"""`exportar` of the whole book, as typed."""

from __future__ import annotations

import csv
import errno
import sys
from datetime import datetime

import openpyxl
import pytest
from nasty import KEPT

DAY = datetime(2026, 11, 10)  # noqa: DTZ001  # A day of a spreadsheet has no zone.
BOOK = (
    "vendi Maria 150 --parcelas 3 --em 1/11/2026 --vencimento 10/11/2026 --descricao 'Bolo; 1'",
    "recebi Maria 20,50",
    "vendi Zé 10 --em 20/11/2026",
)


@pytest.fixture
def book(keep):
    return keep(BOOK)


@pytest.mark.parametrize("form", ["hledger", "ledger", "beancount"])
def test_a_journal_is_written_for_the_owner_only_and_again_over_itself(book, home, form):
    path = home / "documents" / f"caderno.{form}"
    for _ in range(2):
        run = book(f"exportar {form}")
        assert run.out == f"Diário para o {form}: 2 clientes.\nGravado em {path}\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes().startswith(f"; cobranca: {form}\n".encode())
    assert book(f"exportar {form} Zé --json").json == {
        "path": str(home / "documents" / f"caderno-c2.{form}"), "customer_id": 2, "customer": "Zé",
        "accounts": 1, "journal": None,
    }  # fmt: skip


def test_a_journal_replaces_nothing_but_a_journal_of_its_kind(book, tmp_path):
    book(["exportar", "hledger", "--saida", tmp_path / "x"])
    run = book(["exportar", "ledger", "--saida", tmp_path / "x", "--json"], code=4)
    assert run.error["code"] == "output_taken"
    assert (tmp_path / "x").read_bytes().startswith(b"; cobranca: hledger\n")


def test_a_journal_on_the_screen_writes_no_file(book, home):
    shown = book("exportar hledger --saida -").out
    assert "(sale-1) Maria | Venda 1: Bolo, 1\n" in shown
    assert book("exportar hledger --saida - --json").json["journal"] == shown
    assert not (home / "documents").exists()


def test_where_nothing_is_a_journal_makes_nothing(cobranca, home):
    assert cobranca("exportar beancount --json").json["path"] is None
    assert not home.exists()


def test_check_tells_of_a_journal_with_somebody_who_was_forgotten_since(book, home):
    book("exportar ledger")
    book("exportar ledger Maria")
    book("recebi Zé 10")
    err = book("esquecer-cliente Zé --forcar --motivo pediu --sim").err
    assert "para saber quais: cobranca conferir" in err
    import os

    for path in (home / "documents").iterdir():
        os.utime(path, (0, 0))
    notes = book("conferir --json").json["notes"]
    assert [note["message"].split()[2] for note in notes] == ["documents/caderno.ledger"]


# --- json ----------------------------------------------------------------------------------------


def test_the_whole_book_makes_another_home_with_the_same_answers(book, home, tmp_path):
    target = home / "documents" / "caderno.json"
    for _ in range(2):  # Over itself.
        run = book("exportar json")
    assert f"Gravado em {target}" in run.out
    assert target.stat().st_mode & 0o777 == 0o600
    assert book("historico --json").json["rows"][0]["command"] == "add-sale"  # No write of its own.
    run = book(["--home", tmp_path / "nova", "importar-json", target])
    assert run.out == (
        f"Importado: caderno de 23/11/2026 às 10:00, com 3 registros, em {tmp_path / 'nova'}.\n"
    )
    for line in ("conferir", "atrasados", "clientes", "historico", "recebimentos"):
        there = book(["--home", tmp_path / "nova", line, "--json"]).out
        assert book([line, "--json"]).out == there
    assert book("exportar json --saida -").out == target.read_text("utf-8")


def test_what_cannot_be_imported_says_so_by_its_exit_code(book, home, tmp_path):
    book("exportar json")
    target = home / "documents" / "caderno.json"
    run = book(["importar-json", target, "--json"], code=4)
    assert run.error["code"] == "home_has_data"
    assert "importar-json caderno.json" in run.error["hint"]
    target.write_bytes(target.read_bytes()[:-10])
    new = tmp_path / "nova"
    for file, code in ((target, "backup_damaged"), (tmp_path / "x", "file_unreadable"),
                       (tmp_path, "file_unreadable")):  # fmt: skip
        run = book(["--home", new, "import-json", file, "--json"], code=5)
        assert run.error["code"] == code
    assert not new.exists()


def test_a_book_replaces_nothing_but_a_book(book, home, tmp_path):
    for name in ("cobranca.db", "cobranca.toml"):
        (home / "cobranca.toml").touch()
        (home / "cobranca.toml").write_text("# meu")
        book(["exportar", "json", "--saida", home / name], code=4)
    book(["exportar", "json", "Maria", "--saida", tmp_path / "maria.json"])
    book(["exportar", "json", "--saida", tmp_path / "maria.json"], code=4)


# --- csv and xlsx --------------------------------------------------------------------------------

SHEETS = ["Clientes", "Vendas", "Parcelas", "Recebimentos", "Movimentos"]


def test_sheets_as_csv_say_what_the_lists_say_and_add_up(book, home):
    for _ in range(2):  # Over themselves.
        run = book("exportar csv --json").json
    assert run["paths"] == [
        str(home / "documents" / f"caderno-{name.lower()}.csv") for name in SHEETS
    ]
    found = []
    for path in run["paths"]:
        with open(path, encoding="utf-8", newline="") as file:
            found.append(list(csv.DictReader(file)))
    customers, sales, installments, payments, movements = found
    assert customers[0] | {"open_cents": "12950", "credit_cents": "0"} == customers[0]
    assert sales[0]["description"] == "Bolo; 1"
    assert [row["open_cents"] for row in installments] == ["2950", "5000", "1000", "5000"]
    assert payments[0] | {"received_on": "2026-11-23", "amount_cents": "2050"} == payments[0]
    owed = sum(int(row["amount_cents"]) for row in movements)
    assert owed == sum(int(row["open_cents"]) for row in installments) == 13_950
    assert movements[0] == {
        "on": "2026-11-01", "kind": "sale", "customer_id": "1", "customer": "Maria",
        "due_on": "2026-11-10", "amount_cents": "5000", "text": "Venda 1: Bolo; 1",
    }  # fmt: skip
    assert len(book("exportar csv Zé --json").json["paths"]) == 5


def test_sheets_replace_nothing_and_write_nothing_when_one_is_taken(book, home, tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "caderno-movimentos.csv").write_text("meu")
    book(["exportar", "csv", "--saida", tmp_path / "s"], code=4)
    assert [p.name for p in (tmp_path / "s").iterdir()] == ["caderno-movimentos.csv"]
    for form in ("csv", "xlsx"):
        book(["exportar", form, "--saida", "-"], code=2)
    assert not (home / "documents").exists()


def test_sheets_are_written_all_or_none(book, home, monkeypatch):
    from cobranca_cli.cli import csv_text

    book("exportar csv")
    before = {path: path.read_bytes() for path in (home / "documents").iterdir()}
    book("vendi Bia 30")
    lines = csv_text.csv_lines
    written = []

    def full_disk(fields, rows):
        written.append(rows)
        if len(written) == 8:  # Five first lines, and then three sheets.
            raise OSError(errno.ENOSPC, "full")
        return lines(fields, rows)

    monkeypatch.setattr(csv_text, "csv_lines", full_disk)
    book("exportar csv", code=5)
    assert {path: path.read_bytes() for path in (home / "documents").iterdir()} == before


@pytest.fixture
def workbook(book, home):
    def read(line="exportar xlsx"):
        (path,) = book([*line.split(), "--json"]).json["paths"]
        return openpyxl.load_workbook(path)

    return read


def test_a_workbook_has_real_dates_and_real_numbers(workbook, home):
    for _ in range(2):  # Over itself.
        found = workbook()
    assert found.sheetnames == SHEETS
    rows = list(found["Parcelas"].values)
    assert rows[0] == (
        "Código da parcela", "Venda", "Cliente nº", "Cliente", "Descrição", "Parcela nº", "De",
        "Vencimento", "Valor", "Em aberto",
    )  # fmt: skip
    assert rows[1] == (1, 1, 1, "Maria", "Bolo; 1", 1, 3, DAY, 50, 29.5)
    assert found["Parcelas"]["I2"].number_format == '"R$" #,##0.00'
    assert found["Parcelas"]["H2"].number_format == "dd/mm/yyyy"
    assert list(found["Recebimentos"].values)[1][5] == "Pix"
    assert list(found["Movimentos"].values)[1][1] == "venda"
    assert (home / "documents" / "caderno.xlsx").stat().st_mode & 0o777 == 0o600
    assert len(list(workbook("exportar planilha Zé")["Vendas"].values)) == 2


def test_what_people_typed_is_no_formula_and_no_link(cobranca, home):
    from fixed_day import NOW, TODAY

    from cobranca_cli.domain.sale_plan import SaleTerms, plan
    from cobranca_cli.services import customers, sales
    from cobranca_cli.store import migrate
    from cobranca_cli.store.unit_of_work import UnitOfWork

    migrate.create(home / "cobranca.db")
    with UnitOfWork(home / "cobranca.db", now=NOW, today=TODAY, command="test") as unit:
        for name in KEPT:
            terms = SaleTerms(100, TODAY, TODAY, description=name)
            customer_id = customers.create(unit, customers.Details(name=name))
            sales.write_sale(unit, customer_id, terms, plan(terms))
    (path,) = cobranca("exportar xlsx --json").json["paths"]
    found = openpyxl.load_workbook(path)
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    assert [row[1] for row in found["Clientes"].values][1:] == KEPT


def test_what_one_sheet_cannot_hold_goes_on_in_another(workbook, monkeypatch):
    monkeypatch.setattr("cobranca_cli.documents.spreadsheet._MOST_ROWS", 2)
    found = workbook()
    assert [name for name in found.sheetnames if name.startswith("P")] == ["Parcelas", "Parcelas 2"]
    assert [len(list(found[name].values)) for name in ("Parcelas", "Parcelas 2")] == [3, 3]


def test_a_workbook_that_a_person_worked_on_is_not_replaced(book, workbook, home):
    found = workbook()
    found.save(home / "documents" / "caderno.xlsx")
    assert "já há um arquivo de outra coisa" in book("exportar xlsx", code=4).err


def test_without_the_library_it_says_how_to_get_it(book, home, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert 'pip install ".[planilha]"' in book("exportar xlsx", code=1).err
    assert list((home / "documents").iterdir()) == []
