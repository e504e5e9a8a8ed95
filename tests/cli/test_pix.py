from __future__ import annotations

import stat

import pytest
from qr_reading import read_lines, read_png
from terminal import at_a_terminal

from cobranca_cli.cli import clipboard
from cobranca_cli.domain.pix_reading import decode

BCB = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR"
    "5913Fulano de Tal6008BRASILIA62070503***63041D3D"
)


@pytest.fixture
def book(keep):
    """A business that is set up; Ana owes two instalments and a sale, Bia nothing."""
    return keep([
        ("configurar --dono 'Lúcia Ferreira' --cidade 'São José do Rio Preto'"
        " --chave-pix Lucia@Example.com"),
        ("vendi Ana 100 --parcelas 2 --em 01/10/2026 --vencimento 10/11/2026"
        " --telefone '11 91234-5678'"),
        "vendi Ana 30 --em 01/11/2026 --vencimento 10/12/2026",
        "vendi Bia 20 --em 01/11/2026 --vencimento 10/11/2026",
        "recebi Bia 20",
    ])  # fmt: skip


def test_the_code_stands_alone_on_a_line(book):
    run = book("pix Ana")
    assert run.out.count("\n") == 1
    assert run.err == "Para receber R$ 130,00 de Ana.\n"
    found = decode(run.out)
    assert found.errors == []
    assert (found.key, found.name, found.city, found.amount_cents, found.txid) == (
        "lucia@example.com", "Lucia Ferreira", "Sao Jose do Rio", 13000, "C1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "cents", "txid"),
    [
        ("pix", None, None),
        ("pix --amount 12,50", 1250, None),
        ("pix c1", 13000, "C1"),
        ("pix an --valor 40", 4000, "C1"),
        ("pix --sale 1", 10000, "V1"),
        ("pix --venda 2", 3000, "V2"),
        ("pix --installment 2", 5000, "P2"),
        ("pix --parcela 1 --valor 10", 1000, "P1"),
        ("pix Bia --valor 10", 1000, "C2"),
    ],
)
def test_a_code_is_for_exactly_what_is_asked(book, line, cents, txid):
    found = book(f"{line} --json").json
    read = decode(found["payload"])
    assert (found["amount_cents"], found["txid"]) == (cents, txid)
    assert (read.amount_cents, read.txid) == (cents, txid or "***")
    assert (found["key"], found["name"]) == ("lucia@example.com", "Lucia Ferreira")
    assert found["city"] == "Sao Jose do Rio"


def test_credit_is_not_asked_for_again(book):
    book("recebi Ana 140")
    assert "Ana não tem nada a pagar." in book("pix Ana", code=4).err


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("pix Bia", 4, "Bia não tem nada a pagar."),
        ("pix --venda 3", 4, "Bia não tem nada a pagar."),
        ("pix --parcela 4", 4, "Bia não tem nada a pagar."),
        ("pix Zuleica", 3, "Zuleica"),
        ("pix --venda 99", 3, "99"),
        ("pix Ana --venda 1", 2, "um deles"),
        ("pix --venda 1 --parcela 1", 2, "um deles"),
        ("pix --valor 0", 2, "0"),
    ],
)
def test_what_has_no_code_is_said(book, line, code, says):
    run = book(line, code=code)
    assert says in run.err
    assert run.out == ""


def test_what_is_missing_for_a_code_is_named_with_the_command(cobranca):
    run = cobranca("pix --valor 10", code=4)
    assert "falta a sua chave Pix, o seu nome e a sua cidade" in run.err
    assert "cobranca configurar --chave-pix CHAVE" in run.err
    cobranca("configurar --nome Doces --cidade Campinas --chave-pix 52998224725")
    assert decode(cobranca("pix --valor 10").out).name == "Doces"


def test_a_key_is_kept_in_one_way_and_a_wrong_one_is_refused(cobranca):
    def kept(text):
        return cobranca(["ajustes", "business.pix_key", text, "--json"]).json["rows"][0]["value"]

    assert kept("(11) 91234-5678") == "+5511912345678"
    assert kept("529.982.247-25") == "52998224725"
    assert kept("12.abc.345/01de-35") == "12ABC34501DE35"
    run = cobranca("ajustes business.pix_key 11912345684", code=2)
    assert "pode ser um CPF e também um celular" in run.err


def test_the_files_hold_the_code_and_are_the_owners_alone(book, tmp_path):
    png, svg = tmp_path / "new" / "ana.png", tmp_path / "ana.svg"
    found = book(["pix", "Ana", "--png", png, "--svg", svg, "--json"]).json
    assert (found["png"], found["svg"]) == (str(png), str(svg))
    assert read_png(png.read_bytes()) == found["payload"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (png, svg)} == {0o600}
    book(["pix", "Ana", "--png", png])  # Over an earlier one.
    png.write_text("a shopping list", "utf-8")
    assert "arquivo de outra coisa" in book(["pix", "Ana", "--png", png], code=4).err
    assert png.read_text("utf-8") == "a shopping list"


def test_piped_the_drawing_has_no_colours_and_json_holds_it_too(book):
    payload, *lines = book("pix Ana --qr").out.splitlines()
    assert read_lines(lines) == payload
    assert book("pix Ana --qr --json").json["qr"] == lines


def test_a_terminal_gets_black_on_white_and_an_unbroken_code(book, home):
    screen = at_a_terminal(["pix", "Ana", "--qr"], columns=60, COBRANCA_HOME=str(home))
    drawn = [line for line in screen.raw.splitlines() if "▀" in line]
    assert all(line.startswith("\x1b[38;5;16;48;5;231m") for line in drawn)
    assert all(line.endswith("\x1b[0m") for line in drawn)
    payload = screen.text.splitlines()[0]
    assert decode(payload).valid
    assert read_lines([x for x in screen.text.splitlines() if x and not x.strip(" ▀▄█")]) == payload


def test_the_code_is_copied_with_the_first_program_that_works(book, tmp_path, monkeypatch):
    folder, copied = tmp_path / "bin", tmp_path / "copied"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    run = book("pix Ana --copiar")
    assert "Aqui não há com que copiar" in run.err
    assert clipboard.PROGRAMS[0][0] in run.err
    for name, body in (("wl-copy", "exit 1"), ("xclip", f"/bin/cat > '{copied}'")):
        program = folder / name
        program.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        program.chmod(0o700)
    run = book("pix Ana --copy")
    assert "Código copiado" in run.err
    assert copied.read_text("utf-8") == run.out.strip()
    assert book("pix Ana --copy --json").json["copied"] is True


def test_a_good_code_is_explained(cobranca):
    assert cobranca(["ler-pix", BCB]).out.splitlines() == [
        "O código está certo.", "Recebe: Fulano de Tal", "Cidade: BRASILIA",
        "Chave: 123e4567-e12b-12d1-a456-426655440000 (aleatória)", "Valor: quem paga diz",
    ]  # fmt: skip


def test_the_document_of_a_code_has_the_keys_of_the_contract(cobranca):
    assert cobranca("read-pix - --json", stdin=BCB + "\n").json == {
        "valid": True, "errors": [], "gui": "br.gov.bcb.pix",
        "key": "123e4567-e12b-12d1-a456-426655440000", "key_kind": "evp", "url": None,
        "description": None, "amount_cents": None, "name": "Fulano de Tal", "city": "BRASILIA",
        "txid": "***", "crc": "1D3D",
    }  # fmt: skip


def test_a_broken_code_is_explained_and_the_answer_is_no(cobranca):
    run = cobranca(["ler-pix", BCB[:-1] + "C"], code=1)
    assert "no código está 1D3C, e pelo conteúdo seria 1D3D" in run.out
    found = cobranca(["read-pix", BCB[:-30], "--json"], code=1).json
    assert (found["valid"], found["crc"], found["key"][:4]) == (False, None, "123e")


def test_a_reminder_has_its_code_in_a_second_message(book):
    run = book("lembrar --mostrar")
    (message,) = book("remind --json").json["messages"]
    assert "Pix a seguir, em nome de Lúcia" in message["text"]
    assert "Chave: lucia@example.com" in message["text"]
    found = decode(message["pix"])
    assert (found.amount_cents, found.txid) == (message["total_cents"], "P1")
    assert message["pix_whatsapp_url"].startswith("https://wa.me/5511912345678?text=000201")
    lines = run.out.splitlines()
    assert lines[lines.index(message["pix"]) + 2] == message["pix_whatsapp_url"]


def test_a_narrow_terminal_breaks_neither_a_code_of_a_carne_nor_an_amount(book, home):
    screen = at_a_terminal(["carne", "1"], columns=60, COBRANCA_HOME=str(home))
    assert any(line.startswith("000201") and len(line) > 100 for line in screen.text.splitlines())
    screen = at_a_terminal(["extrato", "Ana"], columns=20, COBRANCA_HOME=str(home))
    assert not any(line.endswith("R$") for line in screen.text.splitlines())


def test_a_code_without_its_quotes_says_how_to_write_it(cobranca):
    assert "por exemplo: cobranca ler-pix '0002" in cobranca("ler-pix 000201 x", code=2).err
    assert cobranca("ler-pix", code=2).err.startswith("Falta CÓDIGO.")
    assert cobranca("exportar", code=2).err.startswith("Falta json ou xlsx")
