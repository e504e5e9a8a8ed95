"""`customers`, `customer`, `sales`, `payments`, `log`, `check` as typed."""

from __future__ import annotations

import csv
import io
import sqlite3

import pytest


@pytest.fixture
def book(cobranca):
    """Two customers, a sale in three, one late, part of it paid."""
    cobranca(
        "novo-cliente 'Maria da Silva' --apelido Mari --telefone '11 91234-5678'"
        " --documento 529.982.247-25 --anotacao 'Prefere receber mensagens à tarde; adora o bolo"
        " de cenoura com muito chocolate.'"
    )
    cobranca(
        "vendi 'Maria da Silva' 300 --em 01/08/2026 --vencimento 01/09/2026 --parcelas 3"
        " --descricao 'Bolo de casamento em três andares, com flores de açúcar'"
    )
    cobranca("recebi 'Maria da Silva' 150 --em 05/09/2026 --forma dinheiro")
    cobranca("vendi Élia 10 --novo")


def widest(run):
    return max(map(len, run.out.splitlines()))


def test_reads_on_a_new_home_are_empty_and_say_so(cobranca, home):
    for line in ("clientes", "vendas", "recebimentos", "historico"):
        run = cobranca(line)
        assert run.out == ""
        assert "Ainda não há nada anotado" in run.err
        assert cobranca(f"{line} --json").json["rows"] == []
        assert cobranca(f"{line} --csv").out.count("\n") == 1  # The header alone.
    assert cobranca("conferir --json").json["ok"] is True
    assert not home.exists()


def test_customers_as_a_table_csv_and_json_agree(cobranca, book):
    table = cobranca("clientes").out.splitlines()
    assert [line.split()[1] for line in table[1:3]] == ["Élia", "Maria"]
    assert table[-1] == (
        "2 clientes; R$ 160,00 em aberto, R$ 150,00 em atraso, R$ 0,00 de crédito."
    )
    rows = cobranca("customers --json").json["rows"]
    assert [(row["name"], row["overdue_cents"]) for row in rows] == [
        ("Élia", 0), ("Maria da Silva", 15000),
    ]  # fmt: skip
    lines = list(csv.DictReader(io.StringIO(cobranca("customers --csv").out)))
    assert [line["customer_id"] for line in lines] == ["2", "1"]


def test_customers_can_be_searched_and_limited(cobranca, book):
    assert cobranca("clientes --procurar mari --json").json["customers"] == 1
    assert cobranca("customers --search 91234 --json").json["customers"] == 1
    assert "telefone, CPF/CNPJ, endereço" in cobranca("clientes --faltando").out
    found = cobranca("customers --missing --limit 1 --json").json
    assert (len(found["rows"]), found["customers"]) == (1, 2)
    assert cobranca("clientes --procurar xyz").err.strip() == "Nenhum cliente."
    cobranca("clientes --limite 0", code=2)


def test_a_card_fits_sixty_columns(cobranca, book):
    run = cobranca("ficha mari")
    assert widest(run) <= 60
    assert run.out.splitlines()[:5] == [
        "Maria da Silva (c1)", "Apelido: Mari", "Telefone: (11) 91234-5678",
        "CPF/CNPJ: 529.982.247-25", "Falta: endereço",
    ]  # fmt: skip
    assert "Em aberto: R$ 150,00, em atraso R$ 150,00" in run.out
    assert "  01/10/2026       R$ 50,00  2 de 3  53 dias de atraso" in run.out
    assert "  05/09/2026      R$ 150,00  dinheiro" in run.out
    assert "  23/11/2026  Prefere receber mensagens à tarde; adora o" in run.out


def test_a_card_with_a_lot_stays_one_screen(cobranca, book):
    cobranca("vendi 'Maria da Silva' 120 --parcelas 12")
    for number in range(12):
        cobranca(f"editar-cliente Mari --anotacao 'nota {number}'")
    cobranca("recebi Mari 1")
    cobranca("estornar 2 --motivo x --sim")
    run = cobranca("ficha mari")
    assert "e mais 4 parcelas: cobranca extrato c1" in run.out
    assert "e mais 8 anotações: cobranca extrato c1 --tudo" in run.out
    assert "estornado" in run.out
    assert len(cobranca("ficha mari --json").json["open_items"]) == 14


def test_a_card_of_somebody_with_credit_and_little_else(cobranca):
    cobranca("novo-cliente Ana --email a@b.co --endereco 'Rua A, 10'")
    cobranca("recebi Ana 5")
    assert cobranca("ficha ana").out.splitlines() == [
        "Ana (c1)", "E-mail: a@b.co", "Endereço: Rua A, 10", "Falta: telefone, CPF/CNPJ", "",
        "Em aberto: R$ 0,00; crédito: R$ 5,00", "", "Últimos recebimentos:",
        "  23/11/2026        R$ 5,00  Pix", "",
        "Perfil: novo (menos de 2 parcelas já vencidas nos últimos 24",
        "        meses; ainda não dá para dizer)", "", "O que fazer agora:",
        "  - avisar que tem R$ 5,00 de crédito, ou devolver",
        "    cobranca devolver c1 VALOR --motivo TEXTO", "  - completar o cadastro",
        "    cobranca editar-cliente c1 --telefone TELEFONE --documento CPF",
    ]  # fmt: skip


def test_nobody_fits(cobranca, book):
    assert cobranca("ficha xis", code=3).err.startswith("Não encontrei cliente")
    assert cobranca("vendas xis --json", code=3).error["code"] == "customer_not_found"


def test_sales_and_payments_are_listed(cobranca, book):
    sales = cobranca("sales").out.splitlines()
    assert len(sales) == 4
    assert sales[-1] == "2 vendas, R$ 310,00; R$ 160,00 em aberto."
    assert cobranca("vendas mari --limit 1 --json").json["sales"] == 1
    payments = cobranca("payments").out.splitlines()
    assert payments[-1] == "1 recebimento, R$ 150,00; R$ 0,00 de crédito."
    assert cobranca("recebimentos mari --json").json["rows"][0]["method"] == "cash"
    assert cobranca("vendas élia --csv").out.count("\n") == 2


def test_the_log_tells_every_write(cobranca, book):
    run = cobranca("historico --limite 2")
    assert "Venda 2 para Élia: R$ 10,00" in run.out
    assert run.out.splitlines()[-1] == "4 registros."
    cobranca("desfazer --sim")
    rows = cobranca("log --json").json["rows"]
    assert [row["undone"] for row in rows] == [False, True, False, False, False]
    assert rows[0]["summary"] == "Desfeito: Venda 2 para Élia: R$ 10,00"


def test_check_says_yes_or_names_what_is_wrong(cobranca, book, home):
    run = cobranca("conferir")
    assert run.out.splitlines() == [
        "Tudo certo: as contas fecham e nada foi mexido por fora.",
        "Conferidos: 2 clientes, 2 vendas, 4 parcelas, 1 recebimento, 4 registros do histórico.",
    ]
    connection = sqlite3.connect(home / "cobranca.db")
    connection.execute("UPDATE customer SET name = 'Maria Outra' WHERE id = 1")
    connection.commit()
    connection.close()
    run = cobranca("check", code=1)
    assert "- Cliente 1: o nome não é o que foi gravado por último, no registro 1." in run.out
    assert "  Dica: o arquivo foi mudado por fora" in run.out
    found = cobranca("conferir --json", code=1).json
    assert found["ok"] is False
    assert {"code", "message", "hint"} == set(found["problems"][0])


def test_check_reads_the_settings_too(cobranca, book, home):
    (home / "cobranca.toml").write_text('[business]\ndocument = "123"\n', "utf-8")
    run = cobranca("conferir", code=1)
    assert "- Ajuste business.document:" in run.out
