"""`esquecer-cliente`, `exportar json` and the warning about permissions, as typed."""

from __future__ import annotations

import json
import os
import re

import pytest

ADD = (
    "novo-cliente 'Zuleide Quitéria' --apelido Zuzu --telefone '11 91234-5678'"
    " --documento 529.982.247-25 --email zu@example.com --anotacao 'à tardinha'"
)
SELL = "vendi 'Zuleide Quitéria' 100 --em 01/11/2026 --vencimento 10/11/2026 --descricao Bolo"
PAY = "recebi 'Zuleide Quitéria' 100 --em 10/11/2026"
FORCE = "esquecer-cliente 'Zuleide Quitéria' --forcar --motivo 'pediu por mensagem' --sim"
posix = pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")


@pytest.fixture
def book(keep, home):
    """Zuleide (c1), who bought and paid."""
    keep([ADD, SELL, PAY])
    return home


def test_it_asks_and_without_a_terminal_refuses(book, cobranca):
    run = cobranca("esquecer-cliente 'Zuleide Quitéria'", code=2)
    assert "trancado até 01/01/2032" in run.err
    assert "não dá para desfazer" in run.err
    run = cobranca(FORCE.removesuffix(" --sim"), code=2)
    assert "tudo o que diz quem é some agora" in run.err


def test_force_needs_a_reason(book, cobranca):
    run = cobranca("esquecer-cliente 'Zuleide Quitéria' --forcar --sim", code=2)
    assert "--motivo" in run.err


def test_a_part_of_a_name_is_not_enough(book, cobranca):
    cobranca("esquecer-cliente Zuleide --sim", code=3)


def test_the_dry_run_shows_what_would_go(book, cobranca):
    run = cobranca("esquecer-cliente 'Zuleide Quitéria' --simular")
    assert "Sumiria: e-mail, apelido, 1 anotação, telefone." in run.out
    assert "1 descrição de venda, CPF/CNPJ, nome." in run.out
    assert "nada foi gravado" in run.err
    in_json = cobranca("esquecer-cliente 'Zuleide Quitéria' --simular --json").json
    assert in_json["dry_run"] is True
    assert in_json["erase_on"] == "2032-01-01"
    assert cobranca("ficha Zuzu --json").json["phone"] == "+5511912345678"


def test_in_json_it_says_what_went_and_what_is_locked(book, cobranca):
    found = cobranca("forget-customer 'Zuleide Quitéria' --yes --json").json
    assert found == {
        "customer_id": 1,
        "customer": "cliente 1 (esquecido)",
        "forgotten_on": "2026-11-23",
        "erase_on": "2032-01-01",
        "erased": {"email": 1, "nickname": 1, "note": 1, "phone": 1},
        "locked": {"description": 1, "document": 1, "name": 1},
        "warnings": [],
        "files": [],
    }


@pytest.mark.parametrize("line", ["esquecer-cliente 'Zuleide Quitéria' --sim", FORCE])
def test_afterwards_no_command_shows_a_word_of_theirs(line, book, cobranca):
    cobranca(line)
    lines = (
        "clientes", "vendas", "recebimentos", "historico", "conferir", "resumo", "a-vencer",
        "atrasados", "atrasados --em-data 12/11/2026", "lembrar --mostrar", "parcela 1",
        "atrasados --em-data 05/11/2026",
    )  # fmt: skip
    for read in lines:
        for form in (" ", " --json "):
            run = cobranca(read + form)
            said = re.sub(r"[0-9a-f]{64}", "", run.out + run.err)  # A hash may hold any digits.
            for word in ("Zul", "Zuzu", "1234", "5299", "Bolo", "tardinha"):
                assert word not in said, (read, word)
    assert cobranca("clientes --json").json["customers"] == 0
    assert [row["customer"] for row in cobranca("vendas --json").json["rows"]] == [
        "cliente 1 (esquecido)"
    ]
    cobranca("ficha c1", code=4)
    cobranca("extrato c1", code=4)
    cobranca("ficha Zuleide", code=3)


def test_it_cannot_be_undone_and_says_so(book, cobranca):
    cobranca(FORCE)
    run = cobranca("desfazer --sim", code=4)
    assert "não pode ser desfeito (um cliente foi esquecido)" in run.err
    assert cobranca("desfazer --sim --json", code=4).error["code"] == "not_undoable"


def test_who_comes_back_is_noticed(book, cobranca, tmp_path):
    cobranca(FORCE)
    run = cobranca("novo-cliente 'Zuleide quiteria'")
    assert "Aviso: Os dados parecem ser de quem pediu para ser esquecido" in run.err
    (tmp_path / "c.csv").write_text("cliente,telefone\nFulana,11 91234-5678\n", "utf-8")
    run = cobranca(["importar", "--clientes", tmp_path / "c.csv"])
    assert "linha 2: Os dados parecem ser de quem pediu" in run.err


def test_check_names_a_copy_that_still_holds_them_and_is_content(book, cobranca):
    (book / "backups").mkdir(mode=0o700)
    copy = book / "backups" / "cobranca-2026-11-01-100000.zip"
    copy.touch(0o600)
    cobranca(FORCE)
    run = cobranca("conferir")
    assert "Tudo certo" in run.out
    assert f"Aviso: A cópia {copy.name} ainda tem os dados" in run.err
    document = cobranca("conferir --json").json
    assert document["ok"] is True
    assert document["notes"][0]["code"] == "copy_holds_forgotten"


def test_it_says_which_other_files_still_have_the_data(book, cobranca):
    cobranca("exportar json c1")
    (book / "backups").mkdir(mode=0o700)
    (book / "backups" / "cobranca-2026-11-01-100000.zip").touch(0o600)
    run = cobranca(FORCE)
    assert f"{book / 'documents' / 'dados-c1-2026-11-23.json'} também tem os dados" in run.err
    assert "para saber quais: cobranca conferir" in run.err


def test_a_calendar_that_still_has_the_name_is_told_of(book, cobranca):
    cobranca("exportar ics")
    cobranca("exportar ics c1")
    err = cobranca(FORCE).err
    assert f"{book / 'documents' / 'agenda-c1.ics'} também tem os dados" in err
    assert f"A agenda em {book / 'documents' / 'agenda.ics'} pode ter o nome" in err


# --- export json -------------------------------------------------------------------------------


def test_export_writes_a_file_for_the_owner_only(book, cobranca):
    run = cobranca("exportar json Zuleide")
    path = book / "documents" / "dados-c1-2026-11-23.json"
    assert f"Gravado em {path}" in run.out
    assert "1 venda, 1 recebimento, 1 anotação" in run.out
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert json.loads(path.read_text("utf-8"))["identity"]["phone"] == "+5511912345678"
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name]


def test_export_writes_where_it_is_told(book, cobranca, tmp_path):
    target = tmp_path / "novo" / "dela.json"
    target.parent.mkdir()
    target.touch()
    cobranca(["export", "json", "c1", "--output", target])
    found = cobranca(["export", "json", "c1", "--output", target, "--json"]).json
    assert found == {
        "path": str(target), "customer_id": 1, "customer": "Zuleide Quitéria", "sales": 1,
        "payments": 1, "notes": 1,
    }  # fmt: skip
    assert target.stat().st_mode & 0o777 == 0o600
    assert json.loads(target.read_text("utf-8"))["customer"] == "Zuleide Quitéria"


def test_export_to_the_screen_writes_no_file(book, cobranca):
    found = cobranca("exportar json c1 --saida -").json
    assert found["customer_id"] == 1
    assert not (book / "documents").exists()


def test_export_into_a_folder_is_refused(book, cobranca, tmp_path):
    run = cobranca(["exportar", "json", "c1", "--saida", tmp_path], code=5)
    assert "é uma pasta" in run.err


def test_export_has_only_the_form_that_exists(book, cobranca):
    run = cobranca("exportar doc c1", code=2)
    assert "json" in run.err


def test_export_of_nobody(book, cobranca):
    cobranca("exportar json Ninguém", code=3)


# --- Permissions -------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("line", ["resumo", "vendi José 10", "desfazer --sim", "clientes --json"])
def test_a_home_that_others_may_read_is_told_once_with_what_closes_it(book, cobranca, line):
    book.chmod(0o755)
    run = cobranca(line)
    warnings = [said for said in run.err.splitlines() if "outras pessoas" in said]
    assert warnings == [
        f"Aviso: outras pessoas deste computador podem ler {book}. Feche com: chmod -R go= {book}"
    ]


@posix
@pytest.mark.parametrize(
    "name", ["cobranca.db", "cobranca.toml", "backups/x.zip", "documents/d.json", "backups"]
)
def test_a_file_that_others_may_read_is_told(book, cobranca, name):
    path = book / name
    (book / "backups").mkdir(mode=0o700)
    (book / "documents").mkdir(mode=0o700)
    if not path.exists():
        path.touch(0o600)
    assert "outras pessoas" not in cobranca("resumo").err
    path.chmod(0o640 if path.is_file() else 0o750)
    assert f"podem ler {path}." in cobranca("resumo").err
    os.system(f"chmod -R go= '{book}'")  # The very command that the warning names.
    assert "outras pessoas" not in cobranca("resumo").err


@posix
def test_a_home_of_ours_is_never_told(book, cobranca):
    cobranca("ajustes business.name 'Doces da Lúcia'")
    cobranca("exportar json c1")
    assert "outras pessoas" not in cobranca("resumo").err
