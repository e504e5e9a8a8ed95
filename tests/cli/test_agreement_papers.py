"""`agreement ID --pdf`: the paper of an agreement, read back."""

from __future__ import annotations

import re

import pytest
from pdf_reading import pages

from cobranca_cli.domain.tone import lint

OWNER = (
    "configurar --nome 'Doces da Lúcia' --dono 'Lúcia Ferreira' --cidade Campinas",
    "configurar --documento 529.982.247-25 --endereco 'Rua das Flores, 12'",
)
BOOK = (
    *OWNER,
    "novo-cliente 'Maria da Silva' --documento 111.444.777-35 --endereco 'Rua do Sol, 3, Campinas'",
    "ajustes charges.fine 2%",
    "ajustes charges.interest 1%",
    "vendi c1 300 --parcelas 3 --em 01/10/2026 --vencimento 10/10/2026 --descricao 'Kit festa'",
    "vendi c1 50 --em 20/10/2026 --vencimento 10/11/2026 --multa 0 --juros 0",
    "recebi c1 40 --em 20/10/2026",
    "negociar c1 --parcelas 2 --entrada 100 --desconto 10",
)


@pytest.fixture
def book(keep):
    return keep(BOOK)


@pytest.fixture
def paper(tmp_path):
    """The words of the paper, blanks and line ends as one."""

    def read(run, line="acordo 1", **more):
        done = run([*line.split(), "--pdf", tmp_path / "termo.pdf"], **more)
        return " ".join(" ".join(pages((tmp_path / "termo.pdf").read_bytes())).split()), done

    return read


def test_the_paper_names_both_and_shows_what_was_open_and_how_it_came_about(book, paper):
    text, done = paper(book)
    assert done.err == ""
    for words in (
        "Termo de acordo e confissão nº 1",
        "Quem recebe Lúcia Ferreira Doces da Lúcia CPF 529.982.247-25 Rua das Flores, 12, Campinas",
        "Quem paga Maria da Silva CPF 111.444.777-35 Rua do Sol, 3, Campinas",
        "O que estava em aberto em 23/11/2026",
        "Kit festa (parcela 1 de 3), venda 1 10/10/2026 R$ 62,33 R$ 0,00 R$ 0,71",
        "Venda 2 10/11/2026 R$ 50,00 R$ 0,00 R$ 0,00",
        "Kit festa (parcela 2 de 3), venda 1 10/11/2026 R$ 100,00 R$ 2,00 R$ 0,43",
        "Total R$ 212,33 R$ 2,00 R$ 1,14",
        "Multa e juros R$ 3,14 Desconto −R$ 10,00",
        "Total do acordo (duzentos e cinco reais e quarenta e sete centavos) R$ 205,47",
        "Venda 1 (parcela 1 de 3), de 10/10/2026 multa: R$ 100,00 × 2% = R$ 2,00 juros: R$ 100,00",
        "× 1% × 10/30 = R$ 0,33 juros: R$ 62,33 × 1% × 34/30 = R$ 0,71 já recebido ou perdoado: -R",
        "já recebido ou perdoado: -R$ 2,33",
        "Entrada 25/11/2026 R$ 100,00 1 de 2 30/11/2026 R$ 52,74 2 de 2 30/12/2026 R$ 52,73 Total",
    ):  # fmt: skip
        assert words in text


def test_it_says_how_it_holds_and_claims_no_more_than_the_law_gives(book, paper):
    text, _ = paper(book)
    for words in (
        "não há novação: Código Civil, art. 361",
        "As parcelas deste acordo não têm multa nem juros.",
        "pode quitar antes, tudo ou uma parte, sem custo nenhum",
        "Cada pagamento conta para as compras",
        "passar de 10 dias de atraso, quem recebe avisa quem paga e dá um prazo",
        "menos tudo o que já foi pago, contado do dia de cada pagamento",
        "Assinado por quem paga e por duas testemunhas (Código de Processo Civil, art. 784, III)",
        "ou com assinatura eletrônica conferida por um provedor de assinatura (art. 784, § 4º",
        "este termo é título executivo extrajudicial. Sem isso, ele é prova do acordo.",
        "Campinas, 23 de novembro de 2026",
        "Testemunha 1", "Testemunha 2", "Nome:",
    ):  # fmt: skip
        assert words in text
    assert lint(text, allowed=["título executivo extrajudicial", "Código de Processo Civil"]) == []
    book("ajustes negotiation.break_after_days 1")
    assert "passar de 1 dia de atraso" in paper(book)[0]
    shown = book("negociar c1 --venda 1 --simular --parcelas 2").out
    assert "depois de 1 dia sem o pagamento" in shown


def test_it_says_how_it_was_accepted_and_when_it_is_over(book, paper, monkeypatch):
    text, done = paper(book)
    assert "Ainda não foi aceito" in text
    assert done.out.endswith(
        "Depois de assinado: cobranca aceitar 1 --prova 'termo assinado'\n"
    )  # fmt: skip
    monkeypatch.setenv("COBRANCA_NOW", "2026-11-24T13:00:00+00:00")
    book("aceitar 1 --prova 'áudio de 24/11, 9h'")
    text, done = paper(book)
    assert "aceito em 24/11/2026 por quem paga, com esta prova: áudio de 24/11, 9h." in text
    assert done.out.count("\n") == 1
    book("romper 1 --motivo sumiu --sim")
    assert "Este acordo foi rompido em 24/11/2026." in paper(book)[0]
    code = book("negociar c1 --parcelas 2 --json").json["code"]
    book(f"aceitar 2 --codigo {code}")
    text, _ = paper(book, "acordo 2")
    assert "com o código de 6 números que só quem paga recebeu, devolvido nesse dia" in text
    assert code not in text
    book("recebi c1 100000 --sim")
    assert "Este acordo já foi cumprido." in paper(book, "acordo 2")[0]


def test_the_working_is_that_of_the_proposal_whatever_came_later(book, paper):
    steps = "juros: R$ 62,33 × 1% × 34/30 = R$ 0,71"
    book("aceitar 1 --prova sim")
    assert steps in paper(book)[0]
    book("devolvido 1 --motivo 'voltou' --em 23/11/2026 --sim")
    assert steps in paper(book)[0]
    # By another calendar nothing of the 10th was late: amounts that were agreed have no working.
    days = [f"2026-11-{day}" for day in (10, 11, 12, 13, 16, 17, 18, 19, 23)]
    book(["ajustes", "calendar.holidays", ",".join(days)])
    text, _ = paper(book)
    assert "R$ 100,00 R$ 2,00 R$ 0,43" in text
    assert "13/30" not in text


def test_without_who_is_paid_there_is_no_paper(cobranca, tmp_path):
    cobranca("vendi Ana 100 --em 01/10/2026 --vencimento 10/10/2026")
    cobranca("negociar Ana --parcelas 1")
    path = tmp_path / "termo.pdf"
    run = cobranca(["acordo", "1", "--pdf", path, "--json"], code=4)
    assert run.error["code"] == "creditor_unknown"
    assert "falta o nome, o CPF ou CNPJ e o endereço do seu negócio" in run.error["message"]
    assert not path.exists()


def test_what_is_not_known_of_the_customer_is_a_line_to_fill_in(cobranca, paper):
    for line in (*OWNER, "vendi Ana 100 --em 01/10/2026 --vencimento 10/10/2026",
                 "negociar Ana --parcelas 1"):  # fmt: skip
        cobranca(line)
    text, done = paper(cobranca, "acordo Ana")
    assert re.search("Ana CPF ou CNPJ: _{24} Endereço: _{24}", text)
    assert "falta o CPF ou CNPJ e o endereço de Ana: no termo há uma linha" in done.err
    assert "Total do acordo" in text
    assert "A conta da multa" not in text
    assert cobranca("acordo Ana").err == ""


def test_the_document_in_json_is_that_of_the_screen_with_the_file(book, tmp_path):
    path = tmp_path / "termo.pdf"
    shown = book("agreement 1 --json").json
    assert shown.pop("pdf") is None
    made = book(["agreement", "1", "--pdf", path, "--json"]).json
    assert made.pop("pdf") == str(path)
    assert made == shown


def test_names_and_words_are_never_markup_and_long_plans_go_on_over_pages(cobranca, paper):
    name = '#eval("1") *a* _b_ [c] $d$ <e> @f `g` //i ' + "Maria de Souza " * 4
    for line in (*OWNER, ["novo-cliente", name, "--endereco", "*Rua* #x 'y' [z], 1"],
                 ["vendi", "c1", "3000", "--parcelas", "24", "--intervalo", "1w", "--em",
                  "01/12/2025", "--vencimento", "05/12/2025", "--multa", "2", "--juros", "1",
                  "--descricao", "#panic() " + "*bolo* " * 40],
                 "negociar c1 --parcelas 36 --desconto 5%",
                 ["aceitar", "1", "--prova", "#let x = *sim* $"]):  # fmt: skip
        cobranca(line)
    text, _ = paper(cobranca)
    squeezed = text.replace(" ", "")
    for words in (name, "*Rua* #x 'y' [z], 1", "#panic() *bolo* *bolo*", ": #let x = *sim* $."):
        assert words.replace(" ", "") in squeezed
    assert "(parcela 24 de 24), venda 1" in text
    assert "36 de 36" in text
    assert text.count("Parcela Vencimento Valor") >= 2  # The headings again on the next page.
