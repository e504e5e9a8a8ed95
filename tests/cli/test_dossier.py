"""The last resort: a folder and a ZIP that anybody can check, and that name nobody else."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pdf_reading import pages

from cobranca_cli.documents import typesetting, verificar
from cobranca_cli.errors import ExtraMissingError

BOOK = (
    "configurar --nome 'Doces da Lúcia' --dono 'Lúcia Ferreira' --cidade Campinas",
    "configurar --documento 529.982.247-25 --endereco 'Rua das Acácias, 123'",
    "novo-cliente 'Maria da Silva' --documento 111.444.777-35 --telefone '11 91234-5678'",
    "editar-cliente c1 --endereco 'Rua do Sol, 5' --indicado-por 'Beto Nunes'",
    "novo-cliente 'Beto Nunes' --telefone '11 98888-7777' --documento 390.533.447-05",
    "vendi c1 300 --parcelas 3 --em 01/09/2026 --vencimento 15/09/2026 --multa 2 --juros 1",
    "vendi 'Beto Nunes' 77,77 --em 02/09/2026 --vencimento 10/09/2026 --descricao Torta",
    "recebi c1 50 --em 20/09/2026",
    "recebi c1 10 --em 21/09/2026 --pagador 'Beto Nunes'",
    "lembrar c1 --registrar",
    "lembrar 'Beto Nunes' --registrar",
    "anotar c1 'falei, paga dia 10' --motivo dificuldade",
    "anotar c1 'o Beto Nunes disse que ela viajou'",
    "promessa c1 30/11/2026 100",
    "contestar 3 'veio sem cobertura'",
)
SECRETS = ("Beto", "Nunes", "98888", "39053344705", "390.533", "7777", "77,77", "Torta")


@pytest.fixture
def book(keep, tmp_path):
    run = keep(BOOK)
    photo = tmp_path / "canhoto.jpg"
    photo.write_bytes(b"\xff\xd8 a photo")
    run(["anexar", "--venda", "1", photo])
    return run


@pytest.fixture
def folder(book):
    return Path(book("dossie c1 --json").json["folder"])


def facts(folder):
    return json.loads((folder / "dossie.json").read_text("utf-8"))


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes()
            for p in folder.rglob("*") if p.is_file()}  # fmt: skip


def test_it_says_where_it_is_what_can_be_asked_and_what_fixes_its_day(book, home):
    done = book("dossier c1 --json").json
    folder = home / "documents" / "dossie-c1-2026-11-23-100000"
    assert (done["folder"], done["zip"]) == (str(folder), f"{folder}.zip")
    assert "dossie.pdf" in done["files"]
    seal = (folder / "manifesto.sha256").read_text()
    assert seal == f"{done['manifest_sha256']}  manifesto.json\n"
    again = book("dossie c1")
    assert done["manifest_sha256"] in again.out
    assert (home / "documents" / "dossie-c1-2026-11-23-100000-2.zip").exists(), "over nothing"
    assert "a parcela 3 está contestada" in again.err
    assert "retirado o que fala de outro cliente" in again.err
    assert "outras pessoas" in again.err, "a photo is to be looked at"


def test_a_third_person_checks_it_with_python_alone(folder):
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verificar.py"], cwd=folder, env={}, capture_output=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.decode().endswith("Tudo confere.\n")
    assert not (folder / "__pycache__").exists()


def test_one_changed_byte_of_any_file_is_told_with_its_name(folder):
    assert list(verificar.verify(folder))
    for name, content in contents(folder).items():
        path = folder / name
        for at in {0, 1, len(content) // 3, len(content) // 2, len(content) - 1}:
            path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            with pytest.raises(verificar.Wrong, match=name.rsplit(".", 1)[0]):
                list(verificar.verify(folder))
        path.unlink()
        with pytest.raises(verificar.Wrong, match=name):
            list(verificar.verify(folder))
        path.write_bytes(content)
    (folder / "anexos" / "outro.jpg").touch()
    with pytest.raises(verificar.Wrong, match=r"outro\.jpg: este arquivo não faz parte"):
        list(verificar.verify(folder))


def test_the_noted_hash_says_whether_it_is_that_dossier(book, folder):
    seal = (folder / "manifesto.sha256").read_text().split()[0]
    assert list(verificar.verify(folder, seal.upper()))
    with pytest.raises(verificar.Wrong, match="e não o que foi anotado"):
        list(verificar.verify(folder, "0" * 64))


def test_the_zip_is_the_folder_and_only_the_owner_reads_either(book, home, folder):
    archive = Path(f"{folder}.zip")
    with zipfile.ZipFile(io.BytesIO(archive.read_bytes())) as found:
        assert {
            name.removeprefix(folder.name + "/"): found.read(name) for name in found.namelist()
        } == contents(folder)
    for path in (archive, *folder.rglob("*"), folder):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert {p.name for p in folder.parent.iterdir() if "dossie" in p.name} == {
        folder.name, archive.name,
    }  # fmt: skip
    again = book("dossie c1 --json").json
    assert contents(Path(again["folder"])) == contents(folder), "same book, same instant"


def test_nothing_of_another_customer_is_in_it(folder):
    (pdf,) = ["\n".join(pages(contents(folder)["dossie.pdf"]))]
    for name, content in {**contents(folder), "as text": pdf.encode()}.items():
        text = content.decode("utf-8", "ignore") if not name.endswith(".pdf") else ""
        text = re.sub("[0-9A-Za-z+/=]{32,}", "", text)  # Any digits may stand in a hash.
        assert not [secret for secret in SECRETS if secret in text], name
    found = facts(folder)
    assert found["payments"][1]["payer"] == "[retirado: fala de outro cliente]"
    assert [note["text"] for note in found["notes"]] == [
        "falei, paga dia 10", "[retirado: fala de outro cliente]",
    ]  # fmt: skip
    assert "codigo" not in str(found).lower()


def test_the_facts_are_what_the_commands_say(book, folder):
    found = facts(folder)
    shown = book("extrato c1 --json").json
    masked = [row | {"text": row["text"].replace("Beto Nunes", "[retirado: fala de outro cliente]")}
              for row in shown["rows"]]  # fmt: skip
    assert found["statement"]["rows"] == masked
    for key in ("open_cents", "overdue_cents", "credit_cents", "charges_cents", "buckets"):
        assert found["statement"][key] == shown[key]
    for item in found["installments_on"]:
        assert item == book(f"parcela {item['installment_id']} --json").json
    said = {row["message_id"]: row for row in book("mensagens c1 --json").json["rows"]}
    assert said.keys() == {one["message_id"] for one in found["messages"]}
    for one in found["messages"]:
        row = said[one["message_id"]]
        assert (one["text"], one["sha256"], one["at"], one["channel"], one["address"]) == (
            row["text"], row["sha256"], row["at"], row["channel"], row["to"],
        )  # fmt: skip
    assert found["attachments"][0]["file"] in contents(folder)
    claim = found["claim"]
    assert claim["open_cents"] == shown["open_cents"]
    assert claim["fine_cents"] + claim["interest_cents"] == shown["charges_cents"]
    assert claim["lines"][1]["working"] == [
        "multa: R$ 100,00 × 2% = R$ 2,00", "juros: R$ 100,00 × 1% × 39/30 = R$ 1,30",
    ]  # fmt: skip
    assert claim["lines"][1]["barred_on"] == "2031-10-16"
    assert "Prazo até: 15/10/2031" in (folder / "dossie.txt").read_text("utf-8")
    assert claim["claimable_cents"] == sum(
        line["updated_cents"] for line in claim["lines"] if not line["disputed"]
    )


def test_on_another_day_the_values_are_of_that_day(book):
    folder = Path(book("dossie c1 --em 20/10/2026 --json").json["folder"])
    found = facts(folder)
    assert found["installments_on"][1] == book("parcela 2 --em 20/10/2026 --json").json
    assert found["claim"]["on"] == found["statement"]["to_on"] == "2026-10-20"
    assert list(verificar.verify(folder))


def reseal(folder):
    """The manifest and its seal as a forger would make them anew."""
    manifest = json.loads((folder / "manifesto.json").read_bytes())
    manifest["files"] = {name: verificar.sha256((folder / name).read_bytes())
                         for name in manifest["files"]}  # fmt: skip
    content = json.dumps(manifest).encode()
    (folder / "manifesto.json").write_bytes(content)
    (folder / "manifesto.sha256").write_text(f"{verificar.sha256(content)}  manifesto.json\n")


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("dossie.json", '"amount_cents": 5000,', '"amount_cents": 4000,', "amount_cents"),
        ("dossie.json", "Na correria", "Sem pressa", "message_id 1: text"),
        ("dossie.json", '"document": "11144477735"', '"document": null', "customer_id 1: document"),
        (
            "dossie.json",
            '"customer_id": 1,\n    "at": "2026-11-23T13:00:00Z"',
            '"customer_id": 1,\n    "at": "2026-10-23T13:00:00Z"',
            "hora",
        ),
        ("cadeia.json", ',5000,"pix"', ',4000,"pix"', "não continua a anterior"),
        ("cadeia.json", '"absorbed":', '"absorbed":64', "não continua a anterior"),
        ("cadeia.json", '"head_seq":', '"head_seq":1', "não acaba onde diz"),
    ],
)
def test_who_seals_a_changed_dossier_anew_is_found_out_by_the_chain(folder, name, old, new, told):
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    reseal(folder)
    with pytest.raises(verificar.Wrong, match=told):
        list(verificar.verify(folder))


def test_what_was_sold_and_said_stays_word_for_word_and_is_warned_of(book):
    book("vendi c1 20 --descricao 'Torta para o Beto Nunes'")
    done = book("dossie c1 --json")
    assert "outro cliente parece ser citado" in done.err
    assert "a venda 3" in done.err
    assert facts(Path(done.json["folder"]))["sales"][1]["description"] == "Torta para o Beto Nunes"


def test_without_its_extra_all_but_the_pdf_is_written(book, monkeypatch):
    def missing():
        raise ExtraMissingError("fazer um PDF", "pdf")

    monkeypatch.setattr(typesetting, "_compiler", missing)
    done = book("dossie c1 --json")
    assert "sem o PDF" in done.err
    assert "pip install" in done.err
    folder = Path(done.json["folder"])
    assert not (folder / "dossie.pdf").exists()
    assert "MEMÓRIA DE CÁLCULO" in (folder / "dossie.txt").read_text("utf-8")
    assert list(verificar.verify(folder))


def test_a_copy_that_is_not_whole_stays_out(book, home):
    (kept,) = (home / "documents").glob("*.jpg")
    kept.unlink()
    done = book("dossie c1 --json")
    assert "não foi, porque a cópia sumiu ou foi mudada: canhoto.jpg" in done.err
    assert not [name for name in done.json["files"] if name.startswith("anexos/")]


def test_what_speaks_against_going_to_court_is_told(cobranca):
    cobranca("vendi Ana 70000 --em 01/10/2020 --vencimento 13/10/2020 --sim")
    cobranca("vendi Ana 70000 --em 01/10/2026 --vencimento 10/10/2026")
    told = cobranca("dossie Ana").err
    assert "a parcela 1 passou dos cinco anos: desde 14/10/2025 na Justiça" in told
    assert "falta CPF ou CNPJ e endereço" in told
    assert "dos seus dados falta o nome" in told
    assert "passa do limite do juizado especial" in told


def test_the_counter_and_who_was_forgotten_have_none(cobranca, home):
    cobranca("vendi --balcao 15 --pago")
    assert "vendas sem cliente" in cobranca("dossie balcão", code=4).err
    cobranca("vendi Ana 15 --pago")
    folder = cobranca("dossie Ana --json").json["folder"]
    assert folder in cobranca("esquecer-cliente Ana --sim").err, "it says what is left to delete"
    assert "foi esquecido" in cobranca("dossie c2", code=4).err


def test_where_nothing_can_be_written_nothing_is_left(book, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cobranca_cli.cli.private_file.os.fsync", full)
    book(["dossie", "c1", "--saida", tmp_path / "pen"], code=5)
    assert os.listdir(tmp_path / "pen") == []  # noqa: PTH208  # Hidden ones included.
