"""`extrato` as typed: on the screen, as a text, as a file, of everybody."""

from __future__ import annotations

import csv
import io
import stat
from datetime import date

import pytest

from cobranca_cli.cli import progress
from cobranca_cli.documents import statement as document
from cobranca_cli.documents import typesetting
from cobranca_cli.domain.pix_reading import decode

BOOK = (
    # Sale 1, instalments 1 to 3.
    ("vendi 'Maria da Silva' 300 --em 1/8/2026 --vencimento 1/9/2026 --parcelas 3 --descricao Bolo"
     " --telefone '11 91234-5678'"),
    "vendi Élia 100 --em 01/11/2026 --vencimento 20/11/2026 --descricao Torta",  # A holiday.
    "vendi Edu 55 --em 01/11/2026 --vencimento 18/11/2026",
    "vendi --balcao 20",
    "recebi 'Maria da Silva' 150 --em 22/11/2026",
    "novo-cliente Novata",
)  # fmt: skip
OWNER = (
    "configurar --nome 'Doces da Lúcia' --dono 'Lúcia Prado' --documento 529.982.247-25"
    " --endereco 'Rua das Flores, 10' --cidade Campinas --chave-pix lucia@example.com"
)


@pytest.fixture
def book(keep):
    return keep((*BOOK, OWNER))


@pytest.fixture
def papers(monkeypatch):
    """The paper is another's business: here its file is what it would be made of."""
    made = []

    def fake(data, settings, *, now):
        made.append(data)
        return typesetting.START + str(data).encode()

    monkeypatch.setattr(document, "statement_pdf", fake)
    return made


# --- On the screen --------------------------------------------------------------------------------


def test_a_statement_ends_at_what_is_open(book):
    found = book("statement maria --json").json
    assert list(found) == [
        "customer_id", "customer", "from_on", "to_on", "opening_cents", "rows", "open_cents",
        "overdue_cents", "credit_cents", "buckets", "charges_cents", "written_off_cents",
        "text", "whatsapp_url", "pdf",
    ]  # fmt: skip
    assert (found["customer_id"], found["customer"]) == (1, "Maria da Silva")
    assert found["rows"][-1] == {
        "on": "2026-11-22", "kind": "payment", "text": "Recebido por Pix", "debit_cents": 0,
        "credit_cents": 15000, "balance_cents": 15000,
    }  # fmt: skip
    assert (found["open_cents"], found["overdue_cents"], found["credit_cents"]) == (15000, 15000, 0)
    assert found["buckets"] == {
        "not_due": 0, "1-30": 10000, "31-60": 5000, "61-90": 0, "90+": 0, "disputed": 0,
    }  # fmt: skip
    assert (found["from_on"], found["to_on"]) == (None, "2026-11-23")
    assert {found[key] for key in ("text", "whatsapp_url", "pdf")} == {None}


def test_a_statement_for_a_person(book):
    lines = book("extrato maria --desde 01/10/2026").out.splitlines()
    assert lines[0].split() == ["Dia", "O", "que", "foi", "Débito", "Crédito", "Saldo"]
    assert lines[1].split() == ["01/10/2026", "Saldo", "anterior", "R$", "300,00"]
    assert lines[-2:] == [
        "Maria da Silva: R$ 150,00 em aberto.",
        "Por prazo: até 30 dias de atraso R$ 100,00; de 31 a 60 dias de atraso R$ 50,00.",
    ]
    for to in ("--to", "--ate", "--para"):
        assert book(f"extrato maria {to} 31/08/2026").out.splitlines()[-2:] == [
            "Maria da Silva: em 31/08/2026, R$ 300,00 em aberto.", "Por prazo: a vencer R$ 300,00.",
        ]  # fmt: skip
    assert book("extrato balcao").out.endswith("balcão: tudo quitado.\n")
    book("recebi Edu 60")
    assert book("extrato Edu").out.endswith("Edu: R$ 5,00 de crédito.\n")
    assert "Novata: nenhuma venda e nenhum recebimento." in book("extrato Novata").err


def test_what_is_contested_is_told_apart_and_lists_agree(book):
    book("contestar 2 'veio sem cobertura'")
    found = book("extrato maria --json").json
    assert (found["buckets"]["disputed"], found["buckets"]["31-60"]) == (5000, 0)
    assert "contestado R$ 50,00" in book("extrato maria").out
    late = book("atrasados maria --json").json["open_cents"]
    card = book("ficha maria --json").json
    assert found["overdue_cents"] == late == card["overdue_cents"]
    assert found["open_cents"] == card["open_cents"]
    assert book("conferir --json").json["ok"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("extrato maria --desde 10/10/2026 --ate 01/10/2026", "conflicting_options"),
        ("extrato", "parameter_missing"),
        ("extrato maria --tudo --whatsapp", "conflicting_options"),
        ("extrato maria --tudo --pdf x.pdf", "conflicting_options"),
        ("extrato --todos-os-clientes", "conflicting_options"),
        ("extrato maria --todos-os-clientes --pdf x", "conflicting_options"),
        ("extrato --todos-os-clientes --pdf x --whatsapp", "conflicting_options"),
        ("extrato --todos-os-clientes --pdf x --tudo", "conflicting_options"),
    ],
)
def test_what_does_not_go_together_is_not_understood(book, line, code):
    assert book(f"{line} --json", code=2).error["code"] == code


# --- As a text ------------------------------------------------------------------------------------


def test_the_text_comes_with_its_link_and_nothing_is_kept(book):
    run = book("extrato maria --desde 01/11/2026 --whatsapp")
    text, url, _ = run.out.rpartition("https://wa.me/5511912345678?text=")
    assert text.startswith(
        "Oi, Maria! Aqui vai o resumo da sua conta.\n\nExtrato de 01/11/2026 a 23/11/2026:\n"
        "• Saldo anterior: R$ 300,00\n• 22/11, recebido por Pix: -R$ 150,00\n\n"
        "Em aberto hoje: R$ 150,00\n\nChave Pix: lucia@example.com"
    )
    assert url
    assert "CPF 529.982.247-25 – Rua das Flores, 10, Campinas" in text
    found = book("extrato maria --desde 01/11/2026 --whatsapp --json").json
    assert found["text"] == text.strip()
    assert found["whatsapp_url"] in run.out
    assert book("mensagens --json").json["rows"] == []
    assert book("extrato Edu --whatsapp --json").json["whatsapp_url"] is None
    assert "Nada" not in book("extrato Novata --whatsapp").out
    rows = list(csv.reader(io.StringIO(book("extrato maria --whatsapp --csv").out)))
    assert rows[0][0] == "on"


def test_an_own_template_is_used_and_a_harsh_one_is_not(book, home):
    folder = home / "templates"
    folder.mkdir(exist_ok=True)
    (folder / "extrato.txt").write_text("Olá!\n\nSaldo: {{ em_aberto }}", "utf-8")
    assert book("extrato maria --whatsapp").out.startswith("Olá!\n\nSaldo: R$ 150,00\n")
    (folder / "extrato.txt").write_text("Olá!\n\nPague a sua dívida", "utf-8")
    assert "não soa gentil" in book("extrato maria --whatsapp", code=1).err


# --- As a file ------------------------------------------------------------------------------------


def test_the_file_holds_the_same_numbers(book, papers, tmp_path):
    path = tmp_path / "novo" / "maria.pdf"
    run = book(["extrato", "maria", "--desde", "01/11/2026", "--pdf", path])
    assert run.out == f"Extrato de Maria da Silva gravado em {path}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = book(["extrato", "maria", "--desde", "01/11/2026", "--pdf", path, "--json"]).json
    assert found["pdf"] == str(path)
    data = papers[-1]
    same = ("customer", "opening_cents", "open_cents", "credit_cents")
    assert {key: data[key] for key in same} == {key: found[key] for key in same}
    assert found["rows"][0]["kind"] == "opening"
    rows = [{**row._asdict(), "on": str(row.on)} for row in data["rows"]]
    assert rows == found["rows"][1:]
    assert [cents for _, cents in data["aging"]] == list(found["buckets"].values())
    assert (data["since"], data["until"]) == (date(2026, 11, 1), date(2026, 11, 23))
    assert data["pix_cents"] == 15000
    code = decode(data["pix"])
    assert (code.valid, code.amount_cents, code.txid) == (True, 15000, "C1")


def test_a_code_is_for_what_is_open_today_and_not_for_a_past_day(book, papers, tmp_path):
    book(["extrato", "maria", "--ate", "31/10/2026", "--pdf", tmp_path / "x.pdf"])
    book(["extrato", "balcao", "--pdf", tmp_path / "y.pdf"])
    book("ajustes business.pix_key ''")
    book(["extrato", "maria", "--pdf", tmp_path / "z.pdf"])
    assert [(data["pix"], data["pix_cents"]) for data in papers] == [
        (None, 0), (None, 0), (None, 15000),
    ]  # fmt: skip


def test_a_file_of_another_kind_is_never_replaced(book, papers, tmp_path):
    path = tmp_path / "compras.txt"
    path.write_text("leite, ovos", "utf-8")
    assert "arquivo de outra coisa" in book(["extrato", "maria", "--pdf", path], code=4).err
    assert path.read_text("utf-8") == "leite, ovos"


def test_everybody_gets_a_file_under_a_safe_name(book, papers, tmp_path):
    book(["novo-cliente", "Zé & 'Cia'; ../../rm"])
    book("vendi c6 10")
    book(["novo-cliente", "李小龙 🐉"])
    book("vendi c7 10")
    folder = tmp_path / "extratos"
    run = book(["extrato", "--todos-os-clientes", "--pdf", folder])
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "extrato-c1-maria-da-silva.pdf", "extrato-c2-elia.pdf", "extrato-c3-edu.pdf",
        "extrato-c6-ze-cia-rm.pdf", "extrato-c7.pdf",
    }  # fmt: skip
    assert run.out.endswith(f"5 extratos em {folder}\n")
    found = book(["statement", "--everybody", "--pdf", folder, "--json"]).json
    assert found["statements"] == len(found["rows"]) == 5
    assert found["open_cents"] == sum(row["open_cents"] for row in found["rows"]) == 32500
    assert found["overdue_cents"] == book("atrasados --json").json["open_cents"]
    assert found["rows"][0]["pdf"] == str(folder / "extrato-c3-edu.pdf")


def test_of_everybody_all_is_written_or_nothing(book, papers, tmp_path):
    folder = tmp_path / "extratos"
    folder.mkdir()
    (folder / "extrato-c1-maria-da-silva.pdf").write_text("uma carta", "utf-8")
    run = book(["extrato", "--todos-os-clientes", "--pdf", folder], code=4)
    assert "arquivo de outra coisa" in run.err
    assert len(list(folder.iterdir())) == 1


def test_who_did_nothing_in_the_period_and_owes_nothing_has_no_file(book, papers, tmp_path):
    book("recebi Edu 55")
    line = ["extrato", "--todos-os-clientes", "--pdf", tmp_path, "--ate", "31/10/2026", "--json"]
    assert [row["customer"] for row in book(line).json["rows"]] == ["Maria da Silva"]
    line = ["extrato", "--todos-os-clientes", "--pdf", tmp_path / "x", "--ate", "01/01/2026"]
    assert "Ninguém comprou nem pagou" in book(line).err
    assert not (tmp_path / "x").exists()


def test_a_run_of_many_shows_how_far_it_is(book, papers, tmp_path, monkeypatch):
    steps = []
    monkeypatch.setattr(progress, "bar", lambda _: lambda done, total: steps.append((done, total)))
    book(["extrato", "--todos-os-clientes", "--pdf", tmp_path])
    assert steps == [(1, 3), (2, 3), (3, 3)]
