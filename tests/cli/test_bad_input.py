"""Bad input, each tried: the right exit code, Portuguese with a hint, nothing written.

The list is that of the issue ("Must hold"); the book before and after is compared row by row.
"""

from __future__ import annotations

import os

import pytest
from terminal import everything

MANY = "x" * 10_000
LINES = [
    # Amounts.
    (["vendi", "Ana", "1,234"], 2, "R$ 1,23 ou R$ 1.234,00"),
    (["recebi", "Ana", "1,234"], 2, "R$ 1,23 ou R$ 1.234,00"),
    (["vendi", "Ana", "0"], 2, "mais que zero"),
    (["vendi", "Ana", "0,00"], 2, "mais que zero"),
    (["vendi", "Ana", "-5"], 2, "mais que zero"),
    (["vendi", "Ana", "--", "-5"], 2, "mais que zero"),
    (["recebi", "Ana", "-5,00"], 2, "mais que zero"),
    (["vendi", "Ana", "R$ abc"], 2, "R$ abc"),
    (["vendi", "Ana", "1000000000000"], 2, "R$ 99.999.999,99"),
    (["vendi", "Ana", "100.000.000,00"], 2, "R$ 99.999.999,99"),
    (["recebi", "Ana", "9" * 5000], 2, "R$ 99.999.999,99"),
    (["vendi", "Ana", ""], 2, "Falta o valor"),
    (["vendi", "Ana", "1e3"], 2, "1e3"),
    (["vendi", "Ana", "١٢"], 2, "valor"),
    (["vendi", "Ana", "10,555"], 2, "10,555"),
    (["vendi", "Ana", "NaN"], 2, "NaN"),
    (["abater", "1", "0", "--motivo", "x"], 2, "mais que zero"),
    (["devolver", "Ana", "0", "--motivo", "x"], 2, "mais que zero"),
    (["corrigir-venda", "1", "--valor", "1,234", "--motivo", "x"], 2, "R$ 1,23"),
    (["vendi", "--balcao", "0"], 2, "mais que zero"),
    (["vendi", "Ana", "10", "--entrada", "0"], 2, "mais que zero"),
    (["vendi", "Ana", "10", "--entrada", "-5"], 2, "mais que zero"),
    (["vendi", "Ana", "10", "--entrada", "0%"], 2, ""),
    # Dates.
    (["vendi", "Ana", "10", "--vencimento", "31/02"], 2, "28/02/2027"),
    (["vendi", "Ana", "10", "--vencimento", "12/25"], 2, "25/12"),
    (["vendi", "Ana", "10", "--vencimento", "amanha?"], 2, "amanha?"),
    (["vendi", "Ana", "10", "--em", "31/02/2026"], 2, "não existe"),
    (["vendi", "Ana", "10", "--vencimento", "15"], 2, "dia 15"),
    (["vendi", "Ana", "10", "--vencimento", ""], 2, "Falta a data"),
    (["vendi", "Ana", "10", "--vencimento", "01/01/9999"], 2, "2199"),
    (["vendi", "Ana", "10", "--vencimento", "+999999999"], 2, "2199"),
    (["recebi", "Ana", "10", "--em", "30/02"], 2, "não existe"),
    (["atrasados", "--em-data", "31/02"], 2, "não existe"),
    (["--hoje", "31/02", "resumo"], 2, "não existe"),
    # Customers.
    (["recebi", "Zuleica", "10"], 3, "Zuleica"),
    (["recebi", "Maria", "10"], 3, "c2 Maria da Silva"),
    (["vendi", "Maria", "10"], 3, "--novo"),
    (["vendi", "mari", "10"], 3, "c3 Maria Souza"),
    (["extrato", "Maria"], 3, "c2 Maria da Silva"),
    (["recebi", "c99", "10"], 3, "c99"),
    (["vendi", "99", "10"], 3, "99"),
    (["recebi", "11 90000-0000", "10"], 3, "11 90000-0000"),
    (["recebi", "", "10"], 3, ""),
    (["recebi", "%", "10"], 3, "%"),
    (["recebi", "_", "10"], 3, "_"),
    # Sales and payments that do not go.
    (["recebi", "Ana", "10", "--venda", "2"], 4, "cancelada"),
    (["recebi", "Ana", "10", "--parcela", "2"], 4, "cancelada"),
    (["corrigir-venda", "2", "--valor", "5", "--motivo", "x"], 4, "cancelada"),
    (["abater", "--venda", "2", "5", "--motivo", "x"], 4, "cancelada"),
    (["cancelar-venda", "2", "--motivo", "x", "--sim"], 4, "cancelada"),
    (["recebi", "Maria da Silva", "10", "--venda", "1"], 4, "Ana"),
    (["vendi", "Ana", "10", "--parcelas", "-2"], 2, "-2"),
    (["vendi", "Ana", "10", "--parcelas", "0"], 2, "maior que zero"),
    (["vendi", "Ana", "10", "--parcelas", "1,5"], 2, "1,5"),
    (["vendi", "Ana", "10", "--parcelas", "9" * 5000], 2, "maior que zero"),
    (["vendi", "Ana", "0,01", "--parcelas", "2"], 4, "centavo"),
    (["vendi", "Ana", "10", "--pago-por", "pix:11"], 4, "passa do total"),
    (["vendi", "Ana", "10", "--pago-por", "pix:6", "--pago-por", "dinheiro:6"], 4, "passa"),
    (["vendi", "Ana", "10", "--pago-por", "pix:0"], 2, "mais que zero"),
    (["vendi", "Ana", "10", "--pago-por", "pix:"], 2, "valor"),
    (["vendi", "Ana", "10", "--pago-por", ":10"], 2, ""),
    (["vendi", "Ana", "10", "--em", "amanhã"], 4, "24/11/2026"),
    (["recebi", "Ana", "10", "--em", "24/11/2026"], 4, "24/11/2026"),
    (["vendi", "Ana", "10", "--em", "20/11/2026", "--vencimento", "19/11/2026"], 4, "19/11/2026"),
    (["estornar", "99", "--motivo", "x", "--sim"], 3, "99"),
    (["estornar", "9" * 5000, "--motivo", "x", "--sim"], 3, "99"),
    (["parcela", "9" * 5000], 3, "99"),
    (["recebi", "9" * 5000, "10"], 3, "99"),
    # Texts.
    (["novo-cliente", "Ana\x1b[31mvermelha"], 2, "U+001B"),
    (["vendi", "Ana\x1b[31mvermelha", "10"], 2, "U+001B"),
    (["novo-cliente", "Ana\nSouza"], 2, "quebra de linha"),
    (["vendi", "Ana\r\nSouza", "10"], 2, "quebra de linha"),
    (["novo-cliente", "Ana\u2028Souza"], 2, "quebra de linha"),
    (["novo-cliente", "Ana\u202eazuoS"], 2, "U+202E"),
    (["novo-cliente", MANY], 2, "10000 caracteres"),
    (["vendi", MANY, "10"], 2, "10000 caracteres"),
    (["novo-cliente", "a" * 121], 2, "121 caracteres"),
    (["novo-cliente", "   "], 2, "Falta o nome"),
    (["novo-cliente", "\u3164"], 2, "Falta o nome"),
    (["novo-cliente", "Ana\udcff"], 2, "U+DCFF"),
    (["novo-cliente", "Bia", "--apelido", "a\tb"], 2, "U+0009"),
    (["novo-cliente", "Bia", "--endereco", "a" * 201], 2, "201 caracteres"),
    (["novo-cliente", "Bia", "--anotacao", "a" * 2001], 2, "2001 caracteres"),
    (["editar-cliente", "Ana", "--nome", MANY], 2, "10000 caracteres"),
    (["vendi", "Ana", "10", "--descricao", "\x07"], 2, "U+0007"),
    (["vendi", "Ana", "10", "--descricao", MANY], 2, "10000 caracteres"),
    (["vendi", "Ana", "10", "--nota", "1\n2"], 2, "quebra de linha"),
    (["recebi", "Ana", "10", "--referencia", "\x00"], 2, "U+0000"),
    (["recebi", "Ana", "10", "--pagador", MANY], 2, "10000 caracteres"),
    (["cancelar-venda", "1", "--motivo", "", "--sim"], 2, "motivo"),
    (["cancelar-venda", "1", "--motivo", "\x1b]0;x\x07", "--sim"], 2, "U+001B"),
    # Files.
    (["importar", "--vendas", "vazio.csv"], 2, "vazio"),
    (["importar", "--vendas", "branco.csv"], 2, "vazio"),
    (["importar", "--clientes", "binario.csv"], 2, "não é um arquivo de texto"),
    (["importar", "--recebimentos", "foto.csv"], 2, "não é um arquivo de texto"),
    (["importar", "--vendas", "nada.csv"], 5, "não existe"),
    (["importar", "--vendas", "."], 5, "pasta"),
    (["importar", "--vendas", "a\x00b"], 2, ""),
    (["importar", "--vendas", "prosa.csv"], 2, "primeira linha"),
    (["importar", "--vendas", "aspas.csv"], 2, "aspas"),
    (["importar", "--vendas", "ruim.csv"], 2, "linha 2"),
    (["importar"], 2, "arquivo"),
]


BOOK = (
    "vendi Ana 100 --em 01/10/2026 --vencimento 10/10/2026",
    "vendi Ana 50",
    "cancelar-venda 2 --motivo engano --sim",
    "novo-cliente 'Maria da Silva'",
    "novo-cliente 'Maria Souza'",
)


@pytest.fixture
def book(keep, home, tmp_path, monkeypatch):
    """Ana owes 100; her sale 2 was voided. Two Marias. Some files that are no notebooks."""
    keep(BOOK)
    monkeypatch.chdir(tmp_path)
    header = "cliente;valor;data\n"
    for name, content in {
        "vazio.csv": b"", "branco.csv": b" \r\n\n", "binario.csv": bytes(range(256)) * 9,
        "foto.csv": b"\x89PNG\r\n\x1a\n" + b"\x81\x8d" * 50, "prosa.csv": b"Era uma vez\n",
        "aspas.csv": f'{header}"Ana;10;01/10/2026\nBia;5;01/10/2026\n'.encode(),
        "ruim.csv": f"{header}Ana;1,234;01/10/2026\nAna;10;01/10/2026\n".encode(),
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
    return home


def shortened(value):
    return "_".join(part[:12] for part in value) if isinstance(value, list) else None


@pytest.mark.parametrize(("line", "code", "says"), LINES, ids=shortened)
def test_bad_input_is_a_clear_error_and_nothing_is_written(book, cobranca, line, code, says):
    before = everything(book)
    if "--" not in line:
        run = cobranca([*line, "--json"], code=code)
        assert run.out == ""
        assert set(run.error) == {"code", "message", "hint"}
    run = cobranca(line, code=code)
    assert run.out == ""
    assert says in run.err
    assert "Dica: " in run.err
    assert "Traceback" not in run.err
    assert not any(ord(c) < 32 and c != "\n" for c in run.err)
    assert max(map(len, run.err.splitlines())) < 500
    assert everything(book) == before


@pytest.mark.parametrize("line", ["vendi Ana 10", "setup --name A", "demo", "importar --vendas v"])
def test_the_first_write_refused_makes_no_home(cobranca, home, tmp_path, monkeypatch, line):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "v").write_text("cliente;valor;data\nAna;0;01/10/2026\n", "utf-8")
    home.write_text("sou um arquivo", "utf-8")
    cobranca(line, code=2 if "importar" in line and not home.exists() else 5)
    home.unlink()
    if line == "importar --vendas v":
        cobranca(line, code=2)
        assert not home.exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("line", ["vendi Ana 10", "setup --name A", "undo --yes"])
def test_a_read_only_home_is_a_clear_error(book, cobranca, line):
    before = everything(book)
    for path in book.iterdir():
        path.chmod(0o400)
    book.chmod(0o500)
    try:
        run = cobranca(f"{line} --json", code=5)
        assert run.error["hint"]
        assert "Traceback" not in run.err
        assert cobranca("customers --json").json["rows"]
    finally:
        book.chmod(0o700)
        for path in book.iterdir():
            path.chmod(0o600)
    assert everything(book) == before
