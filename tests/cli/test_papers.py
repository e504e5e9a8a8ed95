from __future__ import annotations

import stat

import pytest
from pdf_reading import codes, pages

from cobranca_cli.documents import typesetting
from cobranca_cli.domain.pix_reading import decode
from cobranca_cli.errors import ExtraMissingError

BOOK = (
    "configurar --nome 'Doces da Lúcia' --dono 'Lúcia Ferreira' --cidade Campinas",
    "configurar --documento 529.982.247-25 --chave-pix lucia@example.com",
    "novo-cliente 'Maria da Silva' --documento 111.444.777-35 --telefone '11 91234-5678'",
    "vendi c1 1234,56 --parcelas 2 --em 01/10/2026 --vencimento 10/10/2026 --descricao 'Bolo — 3'",
    "recebi 'Maria da Silva' 700 --em 12/10/2026 --pagador João --referencia 'nota 7'",  # 1
    "recebi 'Maria da Silva' 100 --pago-por pix:60 --pago-por dinheiro",  # 2 and 3
    "vendi Bia 50 --em 01/11/2026 --tipo servico --descricao Manicure",
    "recebi Bia 60 --em 05/11/2026",  # 4
    "vendi --balcao 15 --pago",  # 5
)


@pytest.fixture
def book(keep):
    return keep(BOOK)


def test_a_receipt_says_who_paid_what_when_where_how_and_what_is_left(book):
    assert (
        book("recibo 1").out
        == """\
Doces da Lúcia
Lúcia Ferreira – CPF 529.982.247-25
Campinas

RECIBO Nº 1

Recebi de João, por conta de Maria da Silva, CPF 111.444.777-35, a quantia de R$ 700,00 \
(setecentos reais), em 12/10/2026.

Forma de pagamento: Pix. Referência: nota 7.

Referente a:
• Bolo — 3 (parcela 1 de 2), vencimento 10/10/2026: R$ 617,28 (por inteiro)
• Bolo — 3 (parcela 2 de 2), vencimento 10/11/2026: R$ 82,72 (falta R$ 434,56)

Em aberto em 23/11/2026: R$ 434,56.
Este recibo não quita as parcelas anteriores nem os encargos em aberto.

Campinas, 23 de novembro de 2026

________________________________________
Lúcia Ferreira
Doces da Lúcia
CPF 529.982.247-25
"""
    )


def test_what_was_paid_in_several_ways_at_once_has_one_receipt(book):
    for number in (2, 3):
        out = book(f"receipt {number}").out
        assert "RECIBO Nº 2 E 3" in out
        assert "R$ 100,00 (cem reais)" in out
        assert "R$ 60,00 (Pix) e R$ 40,00 (dinheiro)" in out


def test_a_cheque_that_is_good_later_is_receipted_as_such_and_not_at_all_once_it_came_back(book):
    book("recebi c1 100 --pago-por cheque:60 --pago-por pix --bom-para 10/12/2026")
    found = book("recibo 6 --json").json
    assert "R$ 60,00 (cheque para 10/12/2026) e R$ 40,00 (Pix)" in found["text"]
    assert "Forma: cheque para 10/12/2026 e Pix" in found["message"]
    assert [part["clears_on"] for part in found["payments"]] == ["2026-12-10", None]
    book("devolvido 6 --motivo 'sem fundos' --sim")
    assert "já foi devolvido pelo banco" in book("recibo 6", code=4).err
    assert book("recibo 7 --json").json["amount_cents"] == 4000


def test_with_nothing_open_nothing_is_said_to_be_left(book):
    out = book("recibo bia").out  # A part of the name will do to look.
    assert "Não há nada mais em aberto." in out
    assert "Ficou como crédito: R$ 10,00." in out
    assert "não quita" not in out
    book("devolver Bia 4 --motivo troco")
    found = book("recibo 4 --json").json
    assert (found["credit_cents"], found["refunded_cents"]) == (600, 400)
    assert "Devolvido depois: R$ 4,00." in found["text"]


def test_at_the_counter_the_name_is_filled_in_by_hand(book):
    out = book("recibo 5").out
    assert "Recebi de ________________________________________ a quantia de R$ 15,00" in out
    assert "em aberto" not in out


def test_all_sales_at_the_counter_have_no_receipt_of_a_year(book):
    assert "vendas sem cliente" in book("recibo balcao --ano 2026", code=4).err


def test_the_document_of_a_receipt_holds_everything(book, tmp_path):
    path = tmp_path / "novo" / "recibo.pdf"
    found = book(["recibo", "1", "--pdf", path, "--json"]).json
    assert list(found) == [
        "payment_id", "customer_id", "customer", "document", "payer", "received_on", "issued_on",
        "amount_cents", "amount_in_words", "payments", "reference", "items", "credit_cents",
        "refunded_cents", "remaining_open_cents", "written_off_cents", "working", "points",
        "points_balance", "message", "whatsapp_url", "warnings", "text", "pdf",
    ]  # fmt: skip
    assert found["pdf"] == str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert found["items"][1] == {
        "installment_id": 2, "sale_id": 1, "description": "Bolo — 3", "number": 2, "of": 2,
        "due_on": "2026-11-10", "principal_cents": 8272, "fine_cents": 0, "interest_cents": 0,
        "discount_cents": 0, "open_cents": 43456, "written_off_cents": 0,
    }  # fmt: skip
    assert found["whatsapp_url"].startswith("https://wa.me/5511912345678?text=Oi")
    (page,) = pages(path.read_bytes())
    assert {
        "Recibo nº 1",
        "Bolo — 3 (parcela 1 de 2) 10/10/2026 R$ 617,28 nada",
        "Este recibo não quita as parcelas anteriores nem os encargos em aberto.",
    } <= set(page.splitlines())
    assert book(["recibo", "1", "--pdf", path]).out == f"Gravado em {path}\n"


def test_a_pdf_of_somebody_else_is_never_written_over(book, tmp_path):
    path = tmp_path / "contrato.pdf"
    scanned = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nde um scanner"
    path.write_bytes(scanned)
    assert "outra coisa" in book(["recibo", "1", "--pdf", path], code=4).err
    assert "outra coisa" in book(["extrato", "Maria", "--pdf", path], code=4).err
    assert path.read_bytes() == scanned
    assert book(["recibo", "1", "--pdf", tmp_path / "nosso.pdf"])
    assert (tmp_path / "nosso.pdf").read_bytes().startswith(typesetting.START)


def test_by_whatsapp_goes_the_short_receipt_with_its_link(book):
    lines = book("recibo 1 --whatsapp").out.splitlines()
    assert lines[0].startswith("Oi, Maria!")
    assert lines[-1].startswith("https://wa.me/5511912345678?text=Oi")
    assert book("recibo 4 --whatsapp").out.splitlines()[-1] == (
        "Sem celular no cadastro: copie o texto acima."
    )


def test_a_discount_given_with_a_payment_is_on_its_receipt(book):
    book("vendi Caio 100 --em 01/11/2026")
    book("recebi Caio 90 --desconto 10")
    assert "R$ 90,00, com desconto de R$ 10,00 (por inteiro)" in book("recibo Caio").out


def test_what_was_corrected_since_is_not_on_a_receipt(book):
    book("estornar 1 --motivo 'era de outra pessoa' --sim")
    run = book("recibo 1", code=4)
    assert "O recebimento 1 já foi estornado." in run.err
    assert "RECIBO Nº 2 E 3" in book("recibo 3").out


def test_a_year_is_one_receipt_month_by_month(book, tmp_path):
    path = tmp_path / "ano.pdf"
    found = book(["recibo", "Maria", "--ano", "2026", "--json", "--pdf", path]).json
    assert [(m["month"], m["amount_cents"]) for m in found["months"]] == [(10, 70000), (11, 10000)]
    assert (found["total_cents"], found["total_in_words"]) == (80000, "oitocentos reais")
    assert (found["services_cents"], found["descriptions"]) == (0, ["Bolo — 3"])
    assert "• Novembro (23/11): R$ 100,00" in found["text"]
    assert "serviços" not in found["text"]
    assert {"Outubro 12/10 R$ 700,00", "Total R$ 800,00"} <= set(
        pages(path.read_bytes())[0].splitlines()
    )


def test_a_year_says_what_was_for_services_and_leaves_out_what_went_back(book):
    found = book("recibo Bia --ano 2026 --json").json
    assert (found["total_cents"], found["services_cents"]) == (6000, 5000)
    assert "Disso, R$ 50,00 por serviços prestados." in found["text"]
    book("devolver Bia 10 --motivo troco")
    assert "Tudo por serviços prestados." in book("recibo Bia --ano 2026").out


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("recibo 99", 3, "99"),
        ("recibo Maria", 3, "mais de um recebimento: 1, 2."),
        ("recibo Bia --ano 2025", 4, "Não há nada recebido de Bia em 2025."),
        ("recibo Bia --ano 9999", 4, "em 9999"),
        ("recibo Bia --ano 2026 --whatsapp", 2, "--ano e --whatsapp"),
        ("carne 2", 4, "A venda 2 não tem parcela em aberto"),
        ("carta Bia", 4, "Bia não tem nada vencido nem vencendo hoje."),
        ("carta balcão", 4, "nada vencido"),
    ],
)
def test_a_paper_that_has_nothing_to_say_is_not_made(book, line, code, says, tmp_path):
    run = book([*line.split(), "--pdf", tmp_path / "x.pdf"], code=code)
    assert says in run.err
    assert run.out == ""
    assert not (tmp_path / "x.pdf").exists()


def test_a_booklet_has_a_slip_with_a_code_for_what_is_open(book, tmp_path):
    book("vendi 'Maria da Silva' 90 --parcelas 3 --entrada 30 --em 01/11/2026"
         " --link https://pague.example.com/2")  # fmt: skip
    path = tmp_path / "carne.pdf"
    found = book(["booklet", "4", "--json", "--pdf", path]).json
    assert [(s["number"], s["open_cents"]) for s in found["rows"]] == [
        (1, 2000), (2, 2000), (3, 2000),
    ]  # fmt: skip
    assert [decode(s["pix"]).txid for s in found["rows"]] == ["P6", "P7", "P8"]
    assert {decode(s["pix"]).amount_cents for s in found["rows"]} == {2000}
    assert (found["link"], found["warnings"]) == ("https://pague.example.com/2", [])
    assert codes(path.read_bytes()) == {s["pix"] for s in found["rows"]}
    out = book("carne 4").out
    first = found["rows"][0]
    assert out.startswith(
        "Carnê de Maria da Silva: Venda 4, R$ 60,00 em aberto.\n\n"
        f"Parcela 1 de 3, vencimento 01/12/2026: R$ 20,00\n{first['pix']}\n"
    )
    assert out.endswith("\nPara pagar: https://pague.example.com/2\n")


def test_without_a_key_a_booklet_has_no_codes_and_says_why(book):
    book("ajustes business.pix_key ''")
    run = book("carne 1")
    assert run.out.endswith("\n\nParcela 2 de 2, vencimento 10/11/2026: R$ 434,56\n")
    assert "falta a sua chave Pix" in run.err


def test_a_letter_is_the_present_reminder_and_is_never_kept_as_sent(book, tmp_path):
    path = tmp_path / "carta.pdf"
    book("ajustes business.pay_link https://pague.example.com/lucia/doces-e-bolos?pagar=agora")
    found = book(["letter", "maria", "--json", "--pdf", path]).json
    assert (found["step"], found["total_cents"], found["reason"]) == ("esqueceu", 43456, None)
    assert found["text"].startswith("Olá, Maria da Silva.")
    (page,) = pages(path.read_bytes())
    lines = page.splitlines()
    assert "Bolo — 3 (parcela 2 de 2) 10/11/2026 R$ 434,56" in lines
    assert "Para pagar: https://pague.example.com/lucia/doces-e-bolos?pagar=agora" in lines
    assert found["pix"] in lines
    assert "•" not in page
    assert codes(path.read_bytes()) == {found["pix"]}
    assert book("mensagens --json").json["rows"] == []


def test_a_letter_that_lists_in_one_line_has_its_total_in_the_table(book, tmp_path):
    for number in range(18):
        book(
            f"vendi Rui {number + 1} --em 01/10/2026 --vencimento 10/10/2026 --descricao B{number}"
        )
    path = tmp_path / "carta.pdf"
    run = book(["carta", "Rui", "--pdf", path])
    assert run.out.splitlines()[1].startswith("Depois de entregar, anote: cobranca anotar c")
    (page,) = pages(path.read_bytes())
    assert "Total R$ 171,00" in page.splitlines()


def test_a_letter_has_the_boleto_below_what_it_pays(book, tmp_path):
    line = "42297004080000278247226173001129416260000018084"  # R$ 180,84, 10/11/2026.
    book(f"vendi Rui 180,84 --em 01/11/2026 --vencimento 10/11/2026 --boleto {line}")
    path = tmp_path / "carta.pdf"
    found = book(["letter", "Rui", "--json", "--pdf", path]).json
    assert f"\n  Boleto: {line}\n" in found["text"]
    assert list(found["boletos"].values()) == [line]
    (page,) = pages(path.read_bytes())
    assert page.count("\nBoleto: 42297.00408 00002.782472 26173.001129 4 16260000018084\n") == 1


def test_a_receipt_of_one_act_is_found_by_the_customer(book):
    book("vendi Rui 90")
    book("recebi Rui 90 --pago-por pix:60 --pago-por dinheiro")
    assert "RECIBO Nº 6 E 7" in book("recibo Rui").out


def test_a_receipt_says_for_which_day_a_cheque_is_and_that_it_came_back(book):
    book("vendi Rui 90")
    book("recebi Rui 90 --forma cheque --bom-para 10/12")
    assert "\nForma de pagamento: cheque para 10/12/2026.\n" in book("recibo Rui").out
    assert "\n• Forma: cheque para 10/12/2026\n" in book("recibo Rui --whatsapp").out
    assert "Recebido em cheque para 10/12/2026" in book("extrato Rui").out
    book("devolvido Rui --motivo 'sem fundos' --sim")
    assert book("recibo 6 --json", code=4).error["code"] == "payment_bounced"
    assert "Não há recebimento de Rui." in book("recibo Rui", code=3).err


@pytest.mark.parametrize(
    "key", ["123e4567-e12b-12d1-a456-426655440000", "doces-da-lucia-de-campinas@pague.example.com"]
)
def test_a_pix_key_is_copied_from_a_letter_as_it_is(book, tmp_path, key):
    book(["ajustes", "business.pix_key", key])
    path = tmp_path / "carta.pdf"
    book(["carta", "Maria", "--pdf", path])
    (page,) = pages(path.read_bytes())
    assert f"Chave: {key}" in page


def test_a_letter_while_reminders_wait_says_so(book):
    book("lembrar --registrar")
    run = book("carta Maria")
    assert run.out.splitlines()[-1].startswith("000201")
    assert "os lembretes de Maria da Silva esperam:" in run.err


def test_a_letter_leaves_out_what_is_contested(book):
    book("contestar 2 'veio sem cobertura'")
    book("carta Maria", code=4)


def test_the_page_to_pay_is_https_and_goes_into_reminders_and_receipts(book):
    book("ajustes business.pay_link http://pague.example.com", code=2)
    book("ajustes business.pay_link https://pague.example.com/lucia")
    assert "\nPara pagar: https://pague.example.com/lucia\n" in book("lembrar --mostrar").out
    assert "\nPara pagar: https://pague.example.com/lucia\n" in book("recibo 1").out
    assert "Para pagar" not in book("recibo 4").out


def test_without_the_extra_the_text_is_there_and_a_pdf_names_the_command(book, monkeypatch):
    def missing(name):
        raise ImportError(name)

    typesetting._compiler.cache_clear()
    monkeypatch.setattr(typesetting, "import_module", missing)
    assert "RECIBO Nº 1" in book("recibo 1").out
    run = book("recibo 1 --pdf x.pdf", code=ExtraMissingError.exit_code)
    assert 'pip install ".[pdf]"' in run.err


def test_a_pdf_is_never_written_over_something_else(book, tmp_path):
    path = tmp_path / "lista.txt"
    path.write_text("farinha", "utf-8")
    book(["recibo", "1", "--pdf", path], code=4)
    assert path.read_text("utf-8") == "farinha"
