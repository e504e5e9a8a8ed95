"""Photos, slips and prints that are kept with a sale or a payment."""

from __future__ import annotations

import hashlib
import os

import pytest

from cobranca_cli.store import attachments as files

PHOTO = b"\xff\xd8 a photo of a cake"
KEPT = hashlib.sha256(PHOTO).hexdigest() + ".jpg"


@pytest.fixture
def book(keep):
    """Ana bought and paid for a cake; Bia bought one."""
    return keep([
        "vendi Ana 100 --em 01/11/2026",
        "recebi Ana 100 --em 12/11/2026",
        "vendi Bia 50 --em 01/11/2026",
    ])  # fmt: skip


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "Canhoto da Ana.JPG"
    path.write_bytes(PHOTO)
    return path


def attach(book, photo, *where):
    return book(["anexar", photo, *(where or ("--venda", "1"))])


def test_a_file_is_copied_under_its_hash_for_the_owner_only(book, home, photo):
    done = book(["attach", "--sale", "1", photo, "--json"]).json
    assert (done["sale_id"], done["payment_id"], done["customer"]) == (1, None, "Ana")
    assert (done["name"], done["file"], done["size_bytes"]) == (photo.name, KEPT, len(PHOTO))
    copy = home / "documents" / KEPT
    assert copy.read_bytes() == PHOTO
    if os.name == "posix":
        modes = [oct(path.stat().st_mode & 0o777) for path in (copy, copy.parent)]
        assert modes == ["0o600", "0o700"]
    assert photo.exists()
    paid = book(["anexar", "--recebimento", "1", photo, "--json"]).json
    assert (paid["sale_id"], paid["payment_id"], paid["file"]) == (None, 1, KEPT)
    assert len(list((home / "documents").iterdir())) == 1
    assert "Anexo 2 de Ana: recebimento 1" in book("historico --limite 1").out


def test_the_list_and_the_card_show_it_and_whether_it_is_whole(book, home, photo):
    assert attach(book, photo)
    assert "1 anexo: cobranca anexos c1" in book("ficha Ana").out
    (row,) = book("ficha Ana --json").json["attachments"]
    assert (row["name"], row["file"]) == (photo.name, KEPT)
    (row,) = book("anexos --json").json["rows"]
    assert (row["customer"], row["status"]) == ("Ana", "ok")
    assert "inteiro" in book("anexos Ana").out
    assert book("anexos Bia --json").json["attachments"] == 0
    (home / "documents" / KEPT).write_bytes(b"something else")
    assert book("anexos --json").json["rows"][0]["status"] == "changed"
    (home / "documents" / KEPT).unlink()
    assert book("anexos --json").json["rows"][0]["status"] == "missing"


def test_check_names_a_file_that_is_gone_or_was_changed(book, home, photo):
    attach(book, photo)
    assert book("conferir --json").json["ok"]
    (home / "documents" / KEPT).write_bytes(b"something else")
    (problem,) = book("conferir --json", code=1).json["problems"]
    assert problem["code"] == "attachment_changed"
    assert photo.name in problem["message"]
    (home / "documents" / KEPT).unlink()
    (problem,) = book("conferir --json", code=1).json["problems"]
    assert problem["code"] == "attachment_missing"
    attach(book, photo)  # Brings the copy back.
    assert book("conferir --json").json["ok"]


def test_what_is_there_is_never_overwritten_by_something_else(book, home, photo):
    attach(book, photo)
    (home / "documents" / KEPT).write_bytes(b"something else")
    run = book(["anexar", "--venda", "1", photo, "--json"], code=4)
    assert run.error["code"] == "output_taken"
    assert (home / "documents" / KEPT).read_bytes() == b"something else"


def test_a_dry_run_and_a_refusal_leave_no_copy(book, home, photo):
    done = book(["anexar", "--venda", "1", photo, "--simular", "--json"]).json
    assert (done["attachment_id"], done["file"], done["dry_run"]) == (None, KEPT, True)
    book(["anexar", "--venda", "99", photo], code=3)
    assert not (home / "documents").exists()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.write_bytes(b""), "file_unreadable"),
        (lambda path: path.mkdir(), "file_unreadable"),
        (lambda _: None, "file_unreadable"),
        (lambda path: path.write_bytes(b"x" * (files.LIMIT + 1)), "file_too_large"),
        pytest.param(
            os.mkfifo if hasattr(os, "mkfifo") else None, "file_unreadable",
            marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names"),
        ),
    ],
)  # fmt: skip
def test_only_a_regular_file_of_a_sensible_size_is_taken(book, home, tmp_path, make, code):
    path = tmp_path / "foto.png"
    make(path)
    error = book(["anexar", "--venda", "1", path, "--json"], code=5).error
    assert error["code"] == code
    assert not (home / "documents").exists()


def test_one_of_a_sale_and_a_payment_is_named(book, photo):
    assert book(["anexar", photo], code=2)
    assert book(["anexar", photo, "--venda", "1", "--recebimento", "1"], code=2)


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.PDF", ".pdf"), ("a", ""), (".jpg", ""), ("a.tar.gz", ".gz"), ("a.b c", ""), ("a.ç", "")],
)
def test_a_copy_keeps_a_plain_ending(name, ending):
    assert files.file_name("0" * 64, name) == "0" * 64 + ending


def test_undo_takes_it_off_the_list_and_redo_finds_the_file(book, home, photo):
    attach(book, photo)
    book("desfazer --sim")
    assert book("anexos --json").json["attachments"] == 0
    found = book("conferir --json").json
    assert (found["ok"], found["notes"]) == (True, [])
    assert (home / "documents" / KEPT).exists()
    book("desfazer --refazer --sim")
    assert book("anexos --json").json["rows"][0]["status"] == "ok"


def test_a_backup_takes_attachments_along_and_restore_brings_them_back(book, home, photo, tmp_path):
    attach(book, photo)
    (home / "documents" / "carta.pdf").write_bytes(b"made by us")
    file = book(["backup", "--para", tmp_path / "usb", "--json"]).json["file"]
    (home / "documents" / KEPT).write_bytes(b"spoilt")
    book("vendi Bia 20")
    book(["restaurar", file, "--sim"])
    assert book("conferir --json").json["ok"]
    assert (home / "documents" / KEPT).read_bytes() == PHOTO
    assert (home / "documents" / "carta.pdf").read_bytes() == b"made by us"
    (aside,) = (home / "backups").glob("antes-de-restaurar-*")
    assert (aside / KEPT).read_bytes() == b"spoilt"
    new = tmp_path / "novo"
    book(["--home", new, "restaurar", file, "--sim"])
    assert book(["--home", new, "anexos", "--json"]).json["rows"][0]["status"] == "ok"
    assert [path.name for path in (new / "documents").iterdir()] == [KEPT]


def test_forgetting_somebody_removes_their_files_but_not_those_of_others(book, home, photo):
    other = photo.with_name("outra.png")
    other.write_bytes(b"another photo")
    attach(book, photo)
    attach(book, photo, "--venda", "2")
    attach(book, other, "--recebimento", "1")
    assert photo.name in book("exportar json Ana --saida -").out
    run = book("esquecer-cliente Ana --sim")
    assert "Anexos apagados: 1." in run.out
    assert [path.name for path in (home / "documents").iterdir()] == [KEPT]
    assert book("conferir --json").json["ok"]
    assert book("anexos --json").json["attachments"] == 1
    exported = book("exportar json c1 --saida -").json["attachments"]
    assert [row["name"] for row in exported] == [None, None]


def test_a_file_that_belongs_to_nothing_is_told_by_check(book, home):
    (home / "documents").mkdir(mode=0o700)
    (home / "documents" / KEPT).write_bytes(PHOTO)
    found = book("conferir --json").json
    assert found["ok"]
    assert [note["code"] for note in found["notes"]] == ["attachment_unknown"]


def test_half_a_copy_that_a_killed_process_left_goes_with_the_next_one(book, home, photo):
    (home / "documents").mkdir(mode=0o700)
    left = home / "documents" / f".{KEPT}.parte"
    left.write_bytes(PHOTO[:5])
    other = home / "documents" / ".dados-c1-2026-11-23.json.7.parte"
    other.write_bytes(b"{")
    attach(book, photo)
    assert sorted(path.name for path in (home / "documents").iterdir()) == [other.name, KEPT]
