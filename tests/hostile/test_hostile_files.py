"""Nasty strings in the columns of an imported notebook, in bytes, and a megabyte at a time."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys

import pytest
from nasty import EVERYTHING, KEPT, LONG, REFUSED, kept
from terminal import at_a_terminal, everything

from cobranca_cli.domain.notebook import COLUMNS
from cobranca_cli.domain.text import only_a_number

# Every column of every file: line and text are kept, a word is parsed and kept by nobody.
KINDS = {
    "customers": {"customer": "line", "nickname": "line", "phone": "word", "document": "word",
                  "email": "word", "address": "line"},
    "sales": {"customer": "line", "amount": "word", "date": "word", "due": "word",
              "installments": "word", "description": "text", "kind": "word", "invoice": "line"},
    "payments": {"customer": "who", "amount": "word", "date": "word", "method": "word",
                 "reference": "line"},
}  # fmt: skip
FILLED = {"customer": "Ana", "amount": "10", "date": "01/10/2026"}
PLACES = [(section, column) for section, columns in KINDS.items() for column in columns]
# The csv module takes NUL and half letters for no text at all; blanks around a cell are no text.
IN_A_FILE = [t for t in EVERYTHING if "\0" not in t and t.encode("utf-8", "replace").decode() == t]


def test_every_column_is_in_the_suite():
    assert {s: tuple(columns) for s, columns in KINDS.items()} == COLUMNS


def write(path, section, column, texts):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        names = [name for name in COLUMNS[section] if name in FILLED or name == column]
        writer.writerow(names)
        for number, text in enumerate(texts):
            filled = {**FILLED, "customer": f"Ana {number}", column: text}
            writer.writerow([filled[name] for name in names])
    return str(path)


def expected(section, column, text):
    """What is kept of a text in a column; None when the line is refused."""
    kind = KINDS[section][column]
    if kind not in ("line", "text"):
        return None
    if column == "customer" and only_a_number(text):
        return None
    if column == "address" and text not in REFUSED and text.isalnum() and len(text) <= 200:
        return text
    return kept(text, one_line=kind == "line")


@pytest.mark.parametrize(("section", "column"), PLACES)
def test_a_column_keeps_or_refuses_each_string(section, column, home, deep, attempt):
    kind = KINDS[section][column]
    path = write(deep / "caderno.csv", section, column, IN_A_FILE)
    if section == "payments":
        write(deep / "clientes.csv", "customers", "nickname", [""] * len(IN_A_FILE))
        assert attempt(["import-csv", "--customers", "clientes.csv"])[0] == 0
    before = everything(home)
    code, out, err = attempt(["import-csv", f"--{section}", path])
    assert code == 2
    assert out == ""
    assert everything(home) == before
    wanted = [expected(section, column, text) for text in IN_A_FILE]
    # What a line's problem quotes never breaks the list of problems.
    problems = [line for line in err.splitlines() if line.startswith("  caderno.csv, linha ")]
    assert len(problems) == wanted.count(None)
    assert len(err.splitlines()) == len(problems) + 2
    code, out, _ = attempt(["import-csv", f"--{section}", path, "--skip-bad", "--json"])
    assert code == 0
    assert len(json.loads(out)["skipped"]) == wanted.count(None)
    if kind in ("line", "text") and column not in ("nickname", "address"):
        shown = {"customers": "customers", "sales": "sales", "payments": "payments"}[section]
        there = json.loads(attempt([shown, "--json"])[1])["rows"]
        name = "name" if (section, column) == ("customers", "customer") else column
        if name in there[0]:
            assert sorted(row[name] for row in there if row[name]) == sorted(filter(None, wanted))


def test_headers_are_shown_harmlessly(home, deep, attempt):
    (deep / "a\x1b[31m.csv").write_bytes(
        b"cliente;valor;data;\x1b[31mcor\x07;=x;cliente\xe2\x80\xae\n"
    )
    code, _, err = attempt(["import-csv", "--sales", "a\x1b[31m.csv"])
    assert code == 2
    assert "\\x1b[31m.csv" in err
    assert "cliente\\u202e" in err
    (deep / "b\n.csv").write_bytes(b"cliente;valor;data;\x1b[31mcor\nAna;10;01/10/2026;x\n")
    code, _, err = attempt(["import-csv", "--sales", "b\n.csv"])
    assert code == 0
    assert "b\\n.csv: a coluna \\x1b[31mcor" in err


@pytest.mark.parametrize("column", ["customer", "description", "amount", "date", "kind"])
def test_a_cell_of_a_megabyte_is_a_clear_error(home, deep, attempt, column):
    path = write(deep / "grande.csv", "sales", column, ["Rui", "x" * 1_000_000])
    code, out, err = attempt(["import-csv", "--sales", path])
    assert (code, out) == (2, "")
    assert len(err) < 500
    assert not home.exists()


def test_a_megabyte_through_stdin(home, deep):
    text = "{{ 7*7 }} =1+1 [red] %0A " * 70
    lines = "".join(f"Ana;1,00;01/10/2026;{text} {number}\n" for number in range(600))
    assert len(lines) > 1_000_000
    run = subprocess.run(
        [sys.executable, "-m", "cobranca_cli", "import-csv", "--sales", "/dev/stdin", "--dry-run"],
        input=b"cliente;valor;data;descricao\n" + lines.encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    assert b"600 vendas" in run.stdout
    assert not home.exists()


def test_a_megabyte_typed_at_a_question_is_an_answer_like_any_other(book, attempt, monkeypatch):
    import io

    class Keyboard(io.StringIO):
        def isatty(self):
            return True

    from cobranca_cli.cli.context import AppContext

    monkeypatch.setattr(AppContext, "on_terminal", property(lambda self: self.format == "table"))
    typed = "x" * 1_000_000 + "\n\x1b[31m\n\u202e\n" + "=1+1\n" * 9 + "n\n"
    for line, code in (
        (["undo"], 130), (["add-sale", "An", "10"], 130), (["recebi", "An", "10"], 130),
        (["setup"], 130), (["add-sale", "A\x1b[31m", "10"], 2),
    ):  # fmt: skip
        found, out, err = attempt(line, typed)
        assert found == code, (line, out, err)
        assert len(out + err) < 20_000
    assert attempt(["check"])[0] == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_an_export_into_a_device_or_pipe_is_written_there_and_leaves_it(book, deep, attempt):
    """As /dev/null, /dev/stdout: replacing one with a file would break the whole machine."""
    os.mkfifo(deep / "cano")
    (deep / "atalho").symlink_to("cano")
    reader = os.open(deep / "cano", os.O_RDONLY | os.O_NONBLOCK)
    try:
        for name in ("cano", "atalho"):
            assert attempt(["export", "json", "Ana", "--output", name])[0] == 0
            assert json.loads(os.read(reader, 65_536))["customer"] == "Ana"
    finally:
        os.close(reader)
    assert (deep / "cano").is_fifo()
    assert (deep / "atalho").is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="command lines are no bytes there")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ([b"vendi", b"Jo\xe3o", b"10", b"--descricao", b"\xff"], 2),
        ([b"clientes", b"--procurar", b"1234\xff"], 0),
        ([b"--pasta", b"p\xff\x1b", b"ficha", b"\xff"], 2),
    ],
)  # fmt: skip
def test_bytes_that_are_no_text(book, line, code):
    run = subprocess.run(
        [sys.executable, "-m", "cobranca_cli", *line], capture_output=True, check=False
    )
    assert run.returncode == code, run.stderr
    said = (run.stdout + run.stderr).decode("utf-8")
    assert "Traceback" not in said
    assert "Algo deu errado" not in said
    assert "\x1b" not in said


def test_a_real_terminal_asks_harmlessly(book):
    screen = at_a_terminal(["vendi", "\x1b[31mAn", "10"], enter_afterwards=True)
    assert screen.code == 2
    assert "\x1b[31m" not in screen.raw


def test_the_strings_of_the_files_are_nearly_all():
    assert len(IN_A_FILE) >= len(EVERYTHING) - 5
    assert set(KEPT) <= set(IN_A_FILE)
    assert set(LONG) <= set(IN_A_FILE)
    assert len(set(REFUSED) & set(IN_A_FILE)) > 35
