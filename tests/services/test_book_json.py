"""The whole book as JSON, and a home made of it: the same book, or no home at all."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from fixed_day import NOW
from hypothesis import given
from hypothesis import strategies as st
from tests.store.test_schema import OLD_VERSIONS, restore

from cobranca_cli import errors
from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.reports.integrity import check
from cobranca_cli.reports.overdue import overdue
from cobranca_cli.services.backup import import_json
from cobranca_cli.store import attachments, book_json, migrate
from cobranca_cli.store.connection import connect

WORDS = 'Bolo "de" \\ reis\n2 andares 🎂'
PHOTO = b"\x89PNG\r\n\x1a\n\x00photo"


def export(home, path):
    with closing(connect(home / "cobranca.db", read_only=True)) as opened:
        path.write_text("\n".join(book_json.lines(opened, home, NOW)), "utf-8")
    return path


def dump(home):
    with closing(connect(home / "cobranca.db", read_only=True)) as opened:
        return list(opened.iterdump())


@pytest.fixture
def book(desk, home):
    """A few writes, somebody forgotten, an undo, settings, a template and a photo."""
    from cobranca_cli.services.attachments import attach
    from cobranca_cli.services.forgetting import forget

    desk.sell("Maria", 10_000, on="2026-11-01", due="2026-11-10", text=WORDS, late=(200, 100))
    desk.pay("Maria", 6_000)
    desk.discount(500, item=1)
    desk.undo()
    desk.sell("Zé", 500, on="2026-11-01", due="2026-11-10", text="Pão do Zé")
    desk.pay("Zé", 700)
    desk.refund("Zé", 200)
    forget(desk.unit("forget-customer"), customer="Zé", force=True, reason="pediu")
    photo = home.parent / "foto.png"
    photo.write_bytes(PHOTO)
    attach(desk.unit("attach"), path=photo, sale="1", payment=None)
    (home / "cobranca.toml").write_text('# meu\n[business]\nname = "Doces"\n', "utf-8")
    (home / "templates").mkdir()
    (home / "templates" / "esqueceu.txt").write_bytes("Olá, {{ nome }} é\n".encode("latin-1"))
    return home


@pytest.fixture(scope="module")
def kept():
    """The text of the book, once it was made."""
    return {}


@pytest.fixture
def document(kept, request, tmp_path):
    """The book as a fresh document."""
    if not kept:
        home = request.getfixturevalue("book")
        kept["text"] = export(home, tmp_path / "livro.json").read_text("utf-8")
    return json.loads(kept["text"])


def test_the_book_comes_back_to_the_last_row_and_file(book, tmp_path):
    file = export(book, tmp_path / "livro.json")
    assert "Zé" not in file.read_text("utf-8")
    other = tmp_path / "outra"
    done = import_json(other, file, now=NOW)
    assert dump(other) == dump(book)
    with closing(connect(other / "cobranca.db", read_only=True)) as opened:
        assert check(opened, home=other).problems == []
        (row,) = overdue(opened, as_of=date(2026, 11, 23), calendar=BANK_CALENDAR).rows
        assert (row.description, row.open_cents) == (WORDS, 4_233)
    for name in ("cobranca.toml", "templates/esqueceu.txt"):
        assert (other / name).read_bytes() == (book / name).read_bytes()
    (photo,) = attachments.kept(other)
    assert photo.read_bytes() == PHOTO
    assert other.stat().st_mode & 0o777 == 0o700
    assert {p.stat().st_mode & 0o777 for p in other.iterdir() if p.is_file()} == {0o600}
    again = json.loads(export(other, tmp_path / "livro2.json").read_text("utf-8"))
    assert again == json.loads(file.read_text("utf-8"))
    assert (done.seq, done.hash) == (again["seq"], again["hash"])


def test_another_layout_is_the_same_document(book, tmp_path):
    document = json.loads(export(book, tmp_path / "livro.json").read_text("utf-8"))
    for number, how in enumerate(({"indent": 4}, {"separators": (",", ":")}, {"sort_keys": True})):
        file = tmp_path / f"{number}.json"
        file.write_text("\ufeff" + json.dumps(document, **how), "utf-8")
        import_json(tmp_path / f"{number}", file, now=NOW)
        assert dump(tmp_path / f"{number}") == dump(book)


@pytest.mark.parametrize("old", OLD_VERSIONS, ids=lambda path: path.stem)
def test_a_book_of_an_older_version_is_brought_up_to_date(old, tmp_path):
    home = tmp_path / "antiga"
    database = restore(old, home / "cobranca.db")
    with closing(sqlite3.connect(database)) as opened:
        text = "\n".join(book_json.lines(opened, home, NOW))
    (tmp_path / "livro.json").write_text(text, "utf-8")
    import_json(tmp_path / "nova", tmp_path / "livro.json", now=NOW)
    migrate.ensure_current(database)
    assert sorted(dump(tmp_path / "nova")) == sorted(dump(home))


def test_a_rehearsal_leaves_nothing(book, tmp_path):
    import_json(tmp_path / "nova", export(book, tmp_path / "x.json"), now=NOW, dry_run=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["foto.png", "home", "x.json"]


@pytest.mark.parametrize("name", ["cobranca.db", "cobranca.toml", "templates"])
def test_a_home_with_anything_in_it_is_left_alone(book, tmp_path, name):
    other = tmp_path / "outra"
    other.mkdir()
    (other / name).write_bytes(b"x")
    with pytest.raises(errors.HomeHasDataError):
        import_json(other, export(book, tmp_path / "x.json"), now=NOW)
    assert [p.name for p in other.iterdir()] == [name]


# --- What no export of ours says -----------------------------------------------------------------


def _set(path, value):
    def change(document):
        *way, last = path
        for key in way:
            document = document[key]
        document[last] = value

    return change


def _file(name, **packed):
    return lambda document: document["files"].append({"name": name, **packed})


BAD = {
    "another program's": _set(["cobranca"], "livro"),
    "an unknown key": _set(["x"], 1),
    "no versions": lambda document: document.pop("schema_version"),
    "version 0": _set(["schema_version"], 0),
    "a version that is no number": _set(["schema_version"], "7"),
    "true for a version": _set(["format"], True),
    "another head": _set(["hash"], "0" * 64),
    "an unknown table": _set(["tables", "x"], []),
    "a table of SQLite's": _set(["tables", "sqlite_master"], []),
    "a missing table": lambda document: document["tables"].pop("points"),
    "an unknown column": _set(["tables", "sale", 0, "x) VALUES (1); --"], 1),
    "a missing column": lambda document: document["tables"]["sale"][0].pop("kind"),
    "a row that is no object": _set(["tables", "sale", 0], [1]),
    "a fraction": _set(["tables", "sale", 0, "total_cents"], 1.5),
    "not a number": _set(["tables", "sale", 0, "total_cents"], float("nan")),
    "a large number": _set(["tables", "sale", 0, "total_cents"], 2**80),
    "true": _set(["tables", "sale", 0, "voided"], True),
    "a list": _set(["tables", "sale", 0, "kind"], ["service"]),
    "half a letter": _set(["tables", "sale", 0, "kind"], "\ud800"),
    "another amount": _set(["tables", "payment", 0, "amount_cents"], 6_001),
    "open that is not derived": _set(["tables", "installment", 0, "open_cents"], 4_232),
    "what a CHECK refuses": _set(["tables", "installment", 0, "open_cents"], -1),
    "a text for a number": _set(["tables", "installment", 0, "open_cents"], "x"),
    "two rows of one id": lambda document: document["tables"]["sale"].append(
        document["tables"]["sale"][0]
    ),
    "a fact without its write": lambda document: document["tables"]["audit"].pop(),
    "a missing fact": lambda document: document["tables"]["posting"].pop(),
    "other words": lambda document: next(
        text for text in document["tables"]["personal_text"] if text["body"] == WORDS
    ).update(body="Torta"),
    "who was forgotten": lambda document: next(
        text for text in document["tables"]["personal_text"] if not text["body"]
    ).update(body="Pão do Zé"),
    "a path that leads out": _file("../fora.txt", text="x"),
    "an absolute path": _file("/tmp/fora.txt", text="x"),
    "a hidden template": _file("templates/.x", text="x"),
    "a database": _file("cobranca.db", text="x"),
    "a file twice": _file("cobranca.toml", text="x"),
    "a file of another kind": _file("templates/a.txt", link="/etc/passwd"),
    "a file of two kinds": _file("templates/a.txt", text="x", base64="eA=="),
    "a file without a name": lambda document: document["files"].append({"text": "x"}),
    "a file that is no object": lambda document: document["files"].append("x"),
    "no base64": _file("templates/a.txt", base64="***"),
    "a large template": _file("templates/a.txt", text="x" * (1 << 20 | 1)),
    "an attachment under another's hash": _file(f"documents/{'0' * 64}.png", text="x"),
    "settings that are none": lambda document: document["files"][0].update(text="= ="),
}  # fmt: skip


@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_what_is_not_as_it_was_exported_leaves_nothing(document, tmp_path, change):
    file = tmp_path / "livro.json"
    change(document)
    file.write_text(json.dumps(document), "utf-8")
    refused(file, tmp_path)


def refused(file, folder, error=errors.BackupDamagedError):
    before = sorted(folder.iterdir())
    with pytest.raises(error) as caught:
        import_json(folder / "outra", file, now=NOW)
    assert sorted(folder.iterdir()) == before
    return caught.value


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b"null", b"[" * 200_000, b'{"tables": {}}', b"PK\x03\x04",
     b"\xff\xfe{", b'{"cobranca": "caderno", "cobranca": "caderno"}', b'{"x": "' + b"a" * 100,
     b'{"x": ' + b"9" * 5_000 + b"}"],
)  # fmt: skip
def test_what_is_no_document_of_ours_is_refused(tmp_path, content):
    file = tmp_path / "livro.json"
    file.write_bytes(content)
    refused(file, tmp_path)


@pytest.mark.parametrize("key", ["format", "schema_version"])
def test_a_newer_document_asks_for_a_newer_program(document, tmp_path, key):
    file = tmp_path / "livro.json"
    document |= {key: 99, "program_version": "9.0", "tables": "quem sabe"}
    file.write_text(json.dumps(document), "utf-8")
    assert "9.0" in refused(file, tmp_path, errors.BackupTooNewError).message


def test_a_value_without_an_end_is_given_up(book, tmp_path, monkeypatch):
    monkeypatch.setattr(book_json, "_CHUNK", 1_000)
    file = export(book, tmp_path / "livro.json")
    import_json(tmp_path / "nova", file, now=NOW)  # Read in small pieces it is the same.
    assert dump(tmp_path / "nova") == dump(book)
    monkeypatch.setattr(book_json, "_LONGEST", 100)
    refused(file, tmp_path)


def test_a_long_value_is_not_decoded_anew_for_every_piece(monkeypatch):
    monkeypatch.setattr(book_json, "_CHUNK", 10)
    values = book_json._Values(io.StringIO(f'  "{"a" * 100_000}"'))
    decode, tries = values._decode, []
    values._decode = lambda text, at: tries.append(at) or decode(text, at)
    assert values.one() == "a" * 100_000
    assert len(tries) < 20


@given(
    cut=st.floats(0, 0.999), put=st.sampled_from([None, b"", b"0", b'"', b"}", b"\xff", b"\x00"])
)
def test_a_document_that_was_cut_or_spoilt_makes_no_other_book(book, tmp_path, cut, put):
    whole = export(book, tmp_path / "livro.json").read_bytes()
    at = int(len(whole) * cut)
    spoilt = whole[:at] if put is None else whole[:at] + put + whole[at + 1 :]
    file = tmp_path / "outro.json"
    file.write_bytes(spoilt)
    try:
        import_json(tmp_path / "nova", file, now=NOW)
    except errors.StoreError:
        assert not (tmp_path / "nova").exists()
    else:
        import shutil

        assert dump(tmp_path / "nova") == dump(book)
        shutil.rmtree(tmp_path / "nova")
