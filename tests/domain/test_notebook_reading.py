"""An old notebook read from bytes: separators, encodings, columns, and every bad line."""

from __future__ import annotations

from datetime import date

import pytest
from fixed_day import TODAY
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.domain.notebook import Words, read
from cobranca_cli.errors import FileNotUnderstoodError

WORDS = Words({"pix": "pix", "dinheiro": "cash"}, {"servico": "service", "produto": "product"})
SALE = "cliente;valor;data\nJosé;10,50;01/10/2026\n"


def sheet(text, *, section="sales", encoding="utf-8", file="f.csv"):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return read(data, file=file, section=section, today=TODAY, calendar=BANK_CALENDAR,
                words=WORDS)  # fmt: skip


def cells(text, **options):
    found = sheet(text, **options)
    assert found.problems == []
    return [{k: v for k, v in line.cells.items() if v is not None} for line in found.lines]


ONE = [{"customer": "José", "amount_cents": 1050, "on": date(2026, 10, 1)}]


# --- The file as a whole -----------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_header_proves_the_separator(delimiter):
    quoted = SALE.replace("10,50", '"10,50"').replace(";", delimiter)
    assert cells(quoted) == ONE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_that_spreadsheets_write(encoding):
    assert cells(SALE, encoding=encoding) == ONE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end):
    assert cells(SALE.replace("\n", end)) == ONE
    assert sheet(SALE.replace("\n", end)).lines[0].line == 2


@pytest.mark.parametrize("before", ["\n", "\r\n\r\n", ";;;;\n", " ; ; \n\n"])
def test_blank_lines_before_the_header_are_nothing(before):
    found = sheet(before + SALE)
    assert [line.line for line in found.lines] == [before.count("\n") + 2]


def test_quoted_cells_keep_separators_quotes_and_line_breaks():
    found = sheet('cliente;valor;data;descricao\n"José; o ""Zé""";10;1/10/2026;"um\ndois"\n'
                  "Ana;5;2/10/2026;\n")  # fmt: skip
    assert found.problems == []
    assert [
        (line.line, line.cells["customer"], line.cells["description"]) for line in found.lines
    ] == [(2, 'José; o "Zé"', "um\ndois"), (4, "Ana", None)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "vazio"),
        (b" \n\r\n", "vazio"),
        (b"\xef\xbb\xbf", "vazio"),
        (b"cliente;valor;data\x00", "texto"),
        (b"\xff\xfea", "texto"),
        (b"\x81\x8d\x8f", "texto"),
        (b"cliente;valor\nAna;10\n", "data"),
        (b"cliente\nAna\n", "valor, data"),
        (b"Ana;10;01/10/2026\n", "cliente, valor, data"),
        (b'cliente;valor;data\n"Ana;10;01/10/2026\n', "aspas"),
        (b'cliente;valor;data\n"Ana" S;10;01/10/2026\n', "aspas"),
        (b"cliente;nome;valor;data\nAna;Bia;10;01/10/2026\n", "cliente, nome"),
        (b"cliente;valor;data;Valor\nAna;1;1/10/2026;2\n", "valor, Valor"),
    ],
)
def test_a_file_that_is_no_notebook_is_refused_as_a_whole(data, why):
    with pytest.raises(FileNotUnderstoodError) as caught:
        sheet(data)
    assert why in caught.value.message
    assert "f.csv" in caught.value.message


def test_headers_in_either_language_case_and_accents():
    for headers in (
        "CLIENTE;Descrição;VALOR;Data;Vencimento;Parcelas;Tipo;Nota",
        "customer;description;amount;date;due;installments;kind;invoice",
    ):
        text = f"{headers}\nAna;Bolo;10;1/10/2026;5/10/2026;2;serviço;NF 1\n"
        assert cells(text) == [
            {"customer": "Ana", "description": "Bolo", "amount_cents": 1000,
             "on": date(2026, 10, 1), "due_on": date(2026, 10, 5), "installments": 2,
             "kind": "service", "invoice": "NF 1"}
        ]  # fmt: skip
    assert cells("cliente;apelido;telefone;documento;e-mail;endereço\n"
                 "Ana;Aninha;11 91234-5678;529.982.247-25;a@B.com;Rua A, 1\n",
                 section="customers") == [
        {"customer": "Ana", "nickname": "Aninha", "phone": "+5511912345678",
         "document": "52998224725", "email": "a@b.com", "address": "Rua A, 1"}
    ]  # fmt: skip
    assert cells("data;customer;amount;forma;reference\n1/10/2026;Ana;10;Dinheiro;x\n",
                 section="payments") == [
        {"customer": "Ana", "amount_cents": 1000, "on": date(2026, 10, 1), "method": "cash",
         "reference": "x"}
    ]  # fmt: skip


def test_columns_that_say_nothing_to_us_are_named_and_left_out():
    found = sheet("cliente;valor;data;cor;telefone;\nAna;10;1/10/2026;azul;11 91234-5678;\n")
    assert found.ignored == ["cor", "telefone"]
    assert [line.cells["customer"] for line in found.lines] == ["Ana"]
    assert not set(found.lines[0].cells) & {"cor", "phone"}


def test_short_lines_and_trailing_separators_are_fine_and_blank_ones_nothing():
    found = sheet("cliente;valor;data;descricao\nAna;10;1/10/2026\n;;;\n\nBia;5;1/10/2026;;;\n")
    assert [line.line for line in found.lines] == [2, 5]
    assert found.problems == []


# --- Lines -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "line", "why"),
    [
        ("sales", ";10;1/10/2026", "falta cliente"),
        ("sales", "Ana;;1/10/2026", "falta valor"),
        ("sales", "Ana;10;", "falta data"),
        ("sales", "Ana;1,234;1/10/2026", "R$ 1,23 ou R$ 1.234,00"),
        ("sales", "Ana;0;1/10/2026", "mais que zero"),
        ("sales", "Ana;-5;1/10/2026", "mais que zero"),
        ("sales", "Ana;abc;1/10/2026", "abc"),
        ("sales", "Ana;10;31/02/2026", "não existe"),
        ("sales", "Ana;10;10/13/2026", "Dia primeiro|não existe"),
        ("sales", "Ana;10;24/11/2026", "ainda não chegou"),
        ("sales", "Ana;10;1/10/2026;30/09/2026", "vencimento"),
        ("sales", "Ana;10;1/10/2026;sempre", "sempre"),
        ("sales", "Ana;10;1/10/2026;;-1", "parcelas"),
        ("sales", "Ana;10;1/10/2026;;0", "parcelas"),
        ("sales", "Ana;10;1/10/2026;;1000", "parcelas"),
        ("sales", "Ana;10;1/10/2026;;dois", "parcelas"),
        ("sales", "Ana;10;1/10/2026;;;fiado", "tipo"),
        ("sales", "A\x1bna;10;1/10/2026", "U+001B"),
        ("sales", '"A\nna";10;1/10/2026', "quebra de linha"),
        ("sales", f"{'a' * 121};10;1/10/2026", "121"),
        ("sales", "Ana;10;1/10/2026;;;;1;2;3", "mais células"),
        ("customers", "Ana;x;123", "123"),
        ("customers", "Ana;;;111.111.111-11", "111.111.111-11"),
        ("customers", "Ana;;;;ana@", "ana@"),
        ("payments", "Ana;10;1/10/2026;fiado", "forma"),
        ("payments", "Ana;10;25/11", None),  # Of last year: the past is meant.
    ],
)
def test_every_bad_cell_is_a_problem_of_its_line(section, line, why):
    found = sheet(f"{header(section)}\n{line}\n", section=section)
    if why is None:
        assert found.lines[0].cells["on"] == date(2025, 11, 25)
        return
    assert found.lines == []
    [(file, number, problem)] = found.problems
    assert (file, number) == ("f.csv", 2)
    assert any(part in problem for part in why.split("|")), problem


def header(section):
    return {
        "customers": "cliente;apelido;telefone;documento;email;endereco",
        "sales": "cliente;valor;data;vencimento;parcelas;tipo;nota;descricao",
        "payments": "cliente;valor;data;forma;referencia",
    }[section]


def test_bad_lines_do_not_hide_good_ones_or_each_other():
    found = sheet("cliente;valor;data\nA;0;1/10/2026\nB;1;1/10/2026\nC;1;x\n;;\nD;1\n")
    assert [problem.line for problem in found.problems] == [2, 4, 6]
    assert [line.cells["customer"] for line in found.lines] == ["B"]


def test_relative_due_dates_count_from_the_line():
    assert cells("cliente;valor;data;vencimento\nA;1;1/10/2026;10 dias\n")[0]["due_on"] == date(
        2026, 10, 11)  # fmt: skip


# --- Keys --------------------------------------------------------------------------------------


def keys(text, **options):
    return [line.key for line in sheet(text, **options).lines]


def test_the_key_is_the_folded_content_and_not_its_place():
    first = keys("cliente;valor;data\nJosé  Silva;10;1/10/2026\nAna;5;1/10/2026\n")
    same = keys("DATA|customer|VALOR\n1/10/2026|ana|5\n1/10/2026|JOSE SILVA|10\n")
    assert sorted(first) == sorted(same)
    assert len(set(first)) == 2


def test_equal_lines_of_one_file_differ_by_their_ordinal():
    line = "Ana;10;1/10/2026\n"
    one, two = keys("cliente;valor;data\n" + line * 2)
    assert one != two
    assert keys("cliente;valor;data\n" + line * 3)[:2] == [one, two]


def test_a_bad_line_counts_among_equals_and_sections_do_not_meet():
    assert keys(SALE) != keys(SALE, section="payments")
    assert keys("cliente;valor;data;cor\nJosé;10,50;01/10/2026;azul\n") == keys(SALE)
    assert keys("cliente;valor;data;nota\nJosé;10,50;01/10/2026;\n") == keys(SALE)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_words(data):
    for prefix in (b"", b"cliente;valor;data\n"):
        try:
            found = sheet(prefix + data)
        except FileNotUnderstoodError:
            continue
        for problem in found.problems:
            assert problem.line >= 2
            assert problem.problem


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_any_text_in_a_cell_is_read_or_a_problem(customer, amount, day):
    import csv
    import io

    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(
        [customer, amount, day])  # fmt: skip
    data = ("cliente;valor;data\n" + buffer.getvalue()).encode("utf-8", "surrogatepass")
    try:
        found = sheet(data)
    except FileNotUnderstoodError:
        return
    assert len(found.lines) + len(found.problems) <= 2
