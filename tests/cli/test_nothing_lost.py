"""What could destroy a book, hide that it was cut, or take back what nobody was shown."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading

import pytest
from terminal import at_a_terminal, everything


@pytest.mark.parametrize("place", ["cobranca.db", "cobranca.toml", "backups", "link"])
def test_an_export_never_replaces_a_file_that_is_no_export(cobranca, home, tmp_path, place):
    cobranca("add-sale Ana 10")
    cobranca("config business.name Doces")
    cobranca("backup")
    target = home / place
    if place == "backups":
        (target,) = target.glob("*.zip")
    if place == "link":
        target = tmp_path / "link"
        target.symlink_to(home / "cobranca.db")
    before = everything(home)
    kept = target.read_bytes()
    run = cobranca(["export", "json", "Ana", "--output", target, "--json"], code=4)
    assert run.error["code"] == "output_taken"
    assert target.read_bytes() == kept
    assert everything(home) == before
    cobranca("check")


def test_an_export_may_be_made_again_over_itself(cobranca, tmp_path):
    cobranca("add-sale Ana 10")
    for _ in range(2):
        cobranca(["export", "json", "Ana", "--output", tmp_path / "ana.json"])
    cobranca("add-sale Ana 20")
    cobranca(["export", "json", "Ana", "--output", tmp_path / "ana.json"])
    assert len(json.loads((tmp_path / "ana.json").read_text("utf-8"))["sales"]) == 2


@pytest.mark.parametrize("redo", [False, True])
def test_undo_takes_back_only_what_was_shown(cobranca, home, redo):
    cobranca("add-sale Ana 10")
    cobranca("add-sale Ana 20")
    if redo:
        cobranca("undo --yes")
    before = len(cobranca("log --json").json["rows"])

    def meanwhile():
        subprocess.run(
            [sys.executable, "-m", "cobranca_cli", *(("undo", "--yes") if redo else
             ("add-payment", "Ana", "5"))], check=True, capture_output=True,
        )  # fmt: skip

    class Slow(str):
        """An answer that takes as long as another program's write."""

        __slots__ = ()

        def encode(self, *args):
            other = threading.Thread(target=meanwhile)
            other.start()
            other.join()
            return super().encode(*args)

    line = ["desfazer", *(["--refazer"] if redo else [])]
    screen = at_a_terminal(line, types=[("(s/n)", Slow("s"))])
    assert screen.code == 4, screen.text
    assert "outro registro foi gravado" in screen.text
    assert len(cobranca("log --json").json["rows"]) == before + 1


def cut_the_last_write(home):
    """Somebody who knows the schema takes the last payment out, and puts the triggers back."""
    with contextlib.closing(sqlite3.connect(home / "cobranca.db")) as opened, opened:
        triggers = opened.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            opened.execute(f"DROP TRIGGER {name}")
        opened.execute("UPDATE installment SET open_cents = amount_cents")
        for table in ("posting", "payment"):
            opened.execute(f"DELETE FROM {table}")
        opened.execute("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")
        for _, sql in triggers:
            opened.execute(sql)


def test_an_end_that_was_cut_off_is_found_where_a_backup_remembers_it(cobranca, home):
    cobranca("add-sale Ana 10")
    cobranca("add-payment Ana 10")
    made = cobranca("backup --json").json
    cut_the_last_write(home)
    (problem,) = cobranca("check --json", code=1).json["problems"]
    assert problem["code"] == "history_cut"
    assert made["file"].rsplit("/", 1)[-1] in problem["message"]
    cobranca("add-payment Ana 3")  # The numbers go on: the hash tells.
    (problem,) = cobranca("check --json", code=1).json["problems"]
    assert "aqui é outro" in problem["message"]


def test_what_was_restored_on_purpose_is_no_cut(cobranca, home, tmp_path):
    cobranca("add-sale Ana 10")
    made = cobranca("backup --json").json["file"]
    shutil.copy(made, tmp_path / "velha.zip")
    cobranca("--today 2026-11-24 add-sale Ana 20")
    cobranca("--today 2026-11-24 backup")
    cobranca(["--today", "2026-11-25", "restore", tmp_path / "velha.zip", "--yes"])
    cobranca("--today 2026-11-25 check")
    cobranca("--today 2026-11-26 add-sale Ana 30")
    cobranca("--today 2026-11-26 backup")
    cobranca("--today 2026-11-26 check")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("recibo", b"x\n{{ ''.__class__ }}", "linha 2"),
        ("venda", b"{{ nao_existe }}", "não existe"),
        ("esqueceu", b"\xff\xfe", "UTF-8"),
        ("tudo-bem", b"x" * 30_000, "grande demais"),
        ("antes", b"{% for a in itens %}", "linha"),
        ("no-dia", b"   ", "vazio"),
    ],
)
def test_a_template_that_gives_no_text_is_a_problem_of_check(cobranca, home, name, content, says):
    cobranca("add-sale Ana 10")
    (home / "templates").mkdir()
    (home / "templates" / f"{name}.txt").write_bytes(content)
    (problem,) = cobranca("check --json", code=1).json["problems"]
    assert (problem["code"], says in problem["message"]) == ("template", True), problem
    assert f"{name}.txt" in problem["hint"]


def test_the_templates_that_come_with_the_program_are_sound(cobranca, home):
    from cobranca_cli.messages.rendering import PACKAGED

    cobranca("add-sale Ana 10")
    shutil.copytree(PACKAGED / "voce", home / "templates")
    cobranca("check")


@pytest.mark.parametrize("text", ["x = [", "[business]\ntimezone = 'Lua'\n", "[a]\nb = 1\n"])
def test_settings_that_cannot_be_read_do_not_keep_the_book_from_being_checked(cobranca, home, text):
    cobranca("add-sale Ana 10")
    (home / "cobranca.toml").write_text(text, "utf-8")
    found = cobranca("check --json", code=1).json
    assert [p["code"] in ("settings_file", "invalid_setting") for p in found["problems"]] == [True]
    assert found["checked"]["sales"] == 1


@pytest.mark.parametrize("line", ["esquecer-cliente c1 --force --reason pedido --yes",
                                  "esquecer-cliente c1 --yes"])  # fmt: skip
def test_an_invoice_goes_with_the_person(cobranca, home, line):
    cobranca("vendi 'Zoroastra Quixaba' 10 --pago --novo --nota 'NF Zoroastra Quixaba'")
    assert cobranca("vendas --json").json["rows"][0]["invoice"] == "NF Zoroastra Quixaba"
    done = cobranca(f"{line} --json").json
    locked = "force" not in line
    assert ("invoice" in done["locked"]) == locked
    assert ("invoice" in done["erased"]) != locked
    left = b"".join(path.read_bytes() for path in home.glob("cobranca.db*"))
    assert (b"NF Zoroastra" in left) == locked
    assert cobranca("sales --json").json["rows"][0]["invoice"] is None
    cobranca("check")


def test_an_invoice_is_undone_redone_and_imported_with_its_sale(cobranca, home, tmp_path):
    cobranca("vendi Ana 10 --nota 'NF 7'")
    cobranca("undo --yes")
    cobranca("undo --redo --yes")
    (tmp_path / "v.csv").write_text("cliente;valor;data;nota\nBia;5;01/11/2026;8\n", "utf-8")
    cobranca(["importar", "--vendas", tmp_path / "v.csv"])
    assert {s["invoice"] for s in cobranca("sales --json").json["rows"]} == {"NF 7", "8"}
    cobranca("check")


def test_a_reason_never_names_who_is_forgotten_not_even_the_second_time(cobranca):
    cobranca("vendi 'Zoroastra Quixaba' 10 --pago --novo")
    cobranca("esquecer-cliente c1 --yes")
    run = cobranca(
        ["forget-customer", "c1", "--force", "--reason", "pediu a zoroastra quixaba", "--yes",
         "--json"], code=4,
    )  # fmt: skip
    assert run.error["code"] == "reason_names_them"
    cobranca("forget-customer c1 --force --reason pedido --yes")


def test_a_search_key_without_a_word_is_found(cobranca, home):
    cobranca("add-customer João")
    with contextlib.closing(sqlite3.connect(home / "cobranca.db")) as opened, opened:
        opened.execute("PRAGMA ignore_check_constraints = ON")
        opened.execute("UPDATE customer SET nickname_key = 'ze' WHERE id = 1")
    codes = {p["code"] for p in cobranca("check --json", code=1).json["problems"]}
    assert "search_key" in codes


def test_a_forged_row_is_named_with_the_write_that_it_claims(cobranca, home):
    cobranca("add-customer Ana")
    with contextlib.closing(sqlite3.connect(home / "cobranca.db")) as opened, opened:
        opened.execute("INSERT INTO import_key (audit_seq, key) VALUES (1, 'x')")
    (problem,) = cobranca("check --json", code=1).json["problems"]
    assert problem["code"] == "fact_extra"
    assert "registro 1" in problem["message"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_files_without_an_end_are_refused(cobranca, home, tmp_path):
    cobranca("add-sale Ana 10")
    assert "não é um arquivo comum" in cobranca("restore /dev/zero --yes", code=5).err
    os.mkfifo(tmp_path / "pipe")
    cobranca(["restore", tmp_path / "pipe", "--yes"], code=5)


def test_a_sheet_without_an_end_is_refused(cobranca, monkeypatch):
    from cobranca_cli.cli.commands import notebook

    monkeypatch.setattr(notebook, "_MOST_BYTES", 10_000)
    run = cobranca("importar --vendas /dev/zero --json", code=5)
    assert run.error["code"] == "file_too_large"
