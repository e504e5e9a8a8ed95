"""`exportar` of the whole book, as typed."""

from __future__ import annotations

import pytest

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
