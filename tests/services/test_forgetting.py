"""Forgetting a person: nothing of them is left in the file, and every sum and hash stays."""

from __future__ import annotations

from datetime import date

import pytest
from fixed_day import TODAY

from cobranca_cli import errors
from cobranca_cli.domain import forgetting as rules
from cobranca_cli.reports import integrity
from cobranca_cli.services import forgetting
from cobranca_cli.store import connection as opener
from cobranca_cli.store import models
from cobranca_cli.store.connection import connect
from cobranca_cli.store.queries import forgotten, lookup

NAME, NICKNAME, PHONE = "Zuleide Quitéria", "Zuzu", "+5511912345678"
OLD_PHONE, DOCUMENT, EMAIL = "+5521998877665", "52998224725", "zu@example.com"
ADDRESS, NOTE, SOLD = "Rua Xavantes 77", "prefere à tardinha", "Bolo de jabuticaba"
PAYER, REFERENCE, REASON, LINK = (
    "Tia Quiteriana",
    "E-REF-9911",
    "amassou na entrega",
    "https://loja.example.com/zz",
)
SHORT = [NAME, NICKNAME, PHONE, OLD_PHONE, DOCUMENT, EMAIL, ADDRESS, NOTE, SOLD, PAYER, REFERENCE,
         REASON, LINK, "zuleide quiteria", "zuzu"]  # fmt: skip
KEPT_WHILE_LOCKED = {NAME, DOCUMENT, SOLD, PAYER, REFERENCE, REASON}
LONG = "jabuticaba e " * 150  # Longer than a page: overflow pages too.


def settled(desk):
    """Zuleide (c1) with everything, all settled; José (c2) owes 50."""
    desk.add(NAME, nickname=NICKNAME, phone=OLD_PHONE, document=DOCUMENT, email=EMAIL,
             address=ADDRESS, note=NOTE)  # fmt: skip
    desk.change(NAME, phone=PHONE, note=LONG)
    desk.sell(NAME, 10_000, on="2026-11-01", due="2026-12-01", n=2, text=SOLD)
    desk.discount(500, item=1, reason=REASON)
    desk.pay(NAME, 9_500, on="2026-11-20", payer=PAYER, reference=REFERENCE)
    desk.sell("José Prado", 5_000, due="2026-12-01")


@pytest.fixture
def book(kept):
    return kept(settled)


def forget(desk, customer=NAME, *, today=TODAY, dry_run=False, **options):
    return forgetting.forget(
        desk.unit("forget-customer", today=today, dry_run=dry_run), customer=customer, **options
    )


def everything(database):
    """The bytes of the file and of its log."""
    log = database.with_name(database.name + "-wal")
    return database.read_bytes() + (log.read_bytes() if log.exists() else b"")


def found(database, words):
    content = everything(database)
    return {word for word in words if word.encode() in content}


def check(desk, **options):
    report = integrity.check(desk.reader(), **options)
    assert report.ok, report.problems
    return report


# --- Nothing is left ---------------------------------------------------------------------------


def test_the_words_are_in_the_file_before(book, database):
    assert found(database, [*SHORT, LONG[:100]]) >= {NAME, PHONE, OLD_PHONE, NOTE, LONG[:100]}


def test_erased_at_once_no_byte_of_the_person_is_left(book, database):
    forget(book, force=True, reason="pedido por mensagem")
    assert found(database, [*SHORT, LONG[:100], LONG[-100:]]) == set()
    check(book)


def test_inside_the_retention_only_what_the_books_need_is_left(book, database):
    done = forget(book)
    assert found(database, [*SHORT, LONG[:100]]) == KEPT_WHILE_LOCKED
    assert done.erase_on == date(2032, 1, 2)  # Five years from the last due date, 01/01/2027.
    assert done.erased == {"address": 1, "email": 1, "nickname": 1, "note": 2, "phone": 2}
    assert done.locked == {
        "description": 1, "document": 1, "name": 1, "payer": 1, "reason": 1, "reference": 1,
    }  # fmt: skip
    assert done.customer == "cliente 1 (esquecido)"
    assert done.warnings == []
    check(book)


def test_a_value_that_was_changed_long_ago_is_gone_too(desk, database):
    """Old copies lie in free pieces of pages that no zeroing of today reaches."""
    desk.add(NAME, phone=OLD_PHONE)
    for number in range(60):
        desk.change(NAME, phone=f"+55119{number:08d}", note=f"{NAME} {number} " + "x" * 300)
    forget(desk)
    assert found(database, ["Zuleide", OLD_PHONE, "+5511900000007", "xxxxxxxx"]) == set()
    check(desk)


def test_money_and_totals_stay_to_the_cent(book):
    before = book.facts()
    totals = [book.rows(sql) for sql in (
        "SELECT sum(open_cents) FROM installment", "SELECT sum(amount_cents) FROM posting",
        "SELECT sum(amount_cents) FROM payment",
    )]  # fmt: skip
    forget(book, force=True, reason="pediu")
    assert [book.rows(sql) for sql in (
        "SELECT sum(open_cents) FROM installment", "SELECT sum(amount_cents) FROM posting",
        "SELECT sum(amount_cents) FROM payment",
    )] == totals  # fmt: skip
    assert book.facts().days == before.days
    assert book.facts().items == before.items


def test_a_dry_run_says_the_same_and_changes_nothing(book, database):
    before = book.content()
    tried = forget(book, dry_run=True)
    assert book.content() == before
    assert forget(book) == tried


def test_who_never_bought_is_erased_wholly(desk, database):
    desk.add(NAME, phone=PHONE, note=NOTE)
    done = forget(desk)
    assert (done.erase_on, done.locked) == (None, {})
    assert found(database, [NAME, PHONE, NOTE]) == set()


def test_after_the_retention_is_erased_wholly(book, database):
    done = forget(book, today=date(2032, 1, 2))
    assert done.erase_on is None
    assert found(database, SHORT) == set()


def test_locked_then_forced_is_erased_and_the_fingerprints_stay(book, database):
    forget(book)
    first = forgotten.of(book.reader(), 1)
    done = forget(book, "c1", force=True, reason="ordem judicial")
    assert done.erased == {
        "description": 1, "document": 1, "name": 1, "payer": 1, "reason": 1, "reference": 1,
    }  # fmt: skip
    assert found(database, SHORT) == set()
    second = forgotten.of(book.reader(), 1)
    assert second.fingerprints == first.fingerprints
    assert second.erase_on is None
    check(book)
    with book.refuses(errors.CustomerForgottenError):
        forget(book, "c1", force=True, reason="de novo")


def test_locked_again_without_force_is_refused(book):
    forget(book)
    with book.refuses(errors.CustomerForgottenError):
        forget(book, "c1")


def test_what_is_due_is_erased_in_one_write(book, database):
    book.sell(
        "Ana Prado", 100, on="2026-11-01", due="2026-11-01", text="Torta", paid=[("pix", None)]
    )
    forget(book)
    forget(book, "Ana Prado")
    early = forgetting.erase_due(book.unit("erase-forgotten", today=date(2031, 12, 31)))
    assert early == []
    writes = book.rows("SELECT count(*) FROM audit")[0][0]
    done = forgetting.erase_due(book.unit("erase-forgotten", today=date(2032, 1, 2)))
    assert [one.customer_id for one in done] == [1, 3]
    assert book.rows("SELECT count(*) FROM audit")[0][0] == writes + 1
    assert found(database, [*SHORT, "Ana Prado", "Torta"]) == set()
    check(book)
    assert forgetting.erase_due(book.unit("erase-forgotten", today=date(2033, 1, 2))) == []


def test_what_was_agreed_is_forgotten_too(book, database):
    words = ["combinamos em três partes", "disse sim no balcão", "pediu mais tempo"]
    with book.unit("negotiate") as work:
        text, proof, reason = (work.words(said, customer_id=1) for said in words)
        work.insert(
            models.Agreement, customer_id=1, proposed_on=TODAY, discount_cents=0,
            installment_count=3, text_id=text, code_salt="00", code_hash="00",
            code_until="2026-11-25T12:00:00Z", proof_id=proof, reason_id=reason,
            status="cancelled", ended_on=TODAY,
        )  # fmt: skip
    assert found(database, words) == set(words)
    forget(book, force=True, reason="pedido por mensagem")
    assert found(database, words) == set()
    check(book)


def test_a_sale_that_was_moved_takes_its_words_along(desk, database):
    desk.sell(NAME, 1_000, text=SOLD, paid=[("pix", None)])
    desk.add("José Prado")
    desk.edit(1, to="José Prado")
    forget(desk)
    assert found(database, [NAME, SOLD]) == {SOLD}  # José's now.
    done = forget(desk, "José Prado", force=True, reason="pediu")
    assert done.erased["description"] == 1
    assert found(database, [SOLD, "José Prado"]) == set()
    check(desk)


def test_somebody_of_an_undone_write_can_be_forgotten_by_number(desk, database):
    desk.add(NAME, phone=PHONE)
    desk.undo()
    forget(desk, "c1")
    assert found(database, [NAME, PHONE]) == set()
    check(desk)
    with desk.refuses(errors.NothingToUndoError):
        desk.undo(redo=True)


# --- Refused -----------------------------------------------------------------------------------


def test_refused_while_money_is_open(book):
    with book.refuses(errors.MoneyOpenError):
        forget(book, "José Prado", force=True, reason="pediu")


def test_refused_while_credit_is_left(book):
    book.pay(NAME, 100)
    with book.refuses(errors.CreditLeftError):
        forget(book)


def test_the_counter_is_nobody(desk):
    desk.sell(None, 1_000, paid=[("cash", None)])
    with desk.refuses(errors.CounterNameError):
        forget(desk, "c1")


def test_a_reason_that_names_the_person_is_refused(book):
    with book.refuses(errors.ReasonNamesThemError):
        forget(book, force=True, reason="a ZULEIDE  QUITERIA pediu")


def test_nothing_is_written_about_them_any_more(book):
    forget(book)
    for error, call in (
        (errors.CustomerNotFoundError, lambda: book.sell("c1", 100)),
        (errors.CustomerNotFoundError, lambda: book.pay(NAME, 100)),
        (errors.CustomerForgottenError, lambda: book.edit(1, text="x")),
        (errors.CustomerForgottenError, lambda: book.edit(item=1, due="2026-12-05")),
        (errors.CustomerForgottenError, lambda: book.reverse(1)),
        (errors.CustomerForgottenError, lambda: book.void(1)),
        (errors.CustomerForgottenError, lambda: book.discount(1, sale=1)),
        (errors.CustomerForgottenError, lambda: book.change("c1", phone=PHONE)),
        (errors.CustomerForgottenError, lambda: book.edit(2, to="c1")),
    ):
        with book.refuses(error):
            call()


# --- Not undoable ------------------------------------------------------------------------------


def test_undo_stops_at_a_forgetting_and_says_so(book):
    forget(book)
    book.sell("José Prado", 100, due="2026-12-01")
    book.undo()
    with book.refuses(errors.NotUndoableError):
        book.undo()
    book.undo(redo=True)  # What came later can still be reinstated.
    check(book)


@pytest.mark.parametrize(
    "command", ["forget-customer", "erase-forgotten", "restore", "remind-send"]
)
def test_undo_stops_at_every_write_that_cannot_be_called_back(desk, command):
    from cobranca_cli.store.models import ImportKey

    desk.add("Ana")
    with desk.unit(command) as work:
        work.insert(ImportKey, key="x")
    with desk.refuses(errors.NotUndoableError):
        desk.undo()


# --- Somebody comes back -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "details",
    [{"name": "zuleide QUITERIA"}, {"name": "Outra Pessoa", "phone": PHONE},
     {"name": "Outra Pessoa", "document": DOCUMENT}, {"name": "Zuzu"}],
)  # fmt: skip
def test_adding_them_again_warns(book, details):
    forget(book, force=True, reason="pediu")
    (warning,) = book.add(**details).warnings
    assert "pediu para ser esquecido em 23/11/2026 (c1)" in warning


def test_somebody_else_does_not_warn(book):
    forget(book)
    assert book.add("Carlos Lima", phone="+5511955554444").warnings == []


def test_a_sale_to_a_name_that_was_forgotten_warns(book):
    forget(book)
    receipt = book.sell(NAME, 100)
    assert receipt.created_customer
    assert receipt.customer_id != 1
    assert "esquecido" in receipt.warnings[0]


def test_a_fingerprint_does_not_tell_who_it_was():
    """Twenty bits: of the ten thousand phones of a prefix, others share a value with it."""
    values = [rules.fingerprint("salt", "phone", f"+5511{n:09d}") for n in range(20_000)]
    assert {len(value) for value in values} == {5}
    assert len(set(values)) < len(values)


def test_a_restored_book_that_brings_them_back_is_noticed(book, tmp_path):
    old = connect(_copy(book, tmp_path), read_only=True)
    forget(book, force=True, reason="pediu")
    acts = forgotten.everybody(book.reader())
    ((customer_id, name, act),) = forgotten.returned(old, acts)
    assert (customer_id, name, act.customer_id) == (1, NAME, 1)
    assert forgotten.returned(book.reader(), acts) == []
    old.close()


def _copy(desk, folder):
    import sqlite3

    target = folder / "old.db"
    copy = sqlite3.connect(target)
    desk.reader().backup(copy)
    copy.close()
    return target


def test_other_texts_with_the_name_are_told_and_left_alone(book, database):
    book.add("Carla Dias", note=f"indicada pela {NAME.upper()}, vizinha")
    book.add(NAME + " Neta")
    done = forget(book, "c1", force=True, reason="pediu")
    assert done.warnings == ["O nome também aparece em textos sobre c3; esses não foram mexidos."]


def test_they_are_found_by_their_old_name_only_to_erase_or_export(book):
    forget(book)
    reader = book.reader()
    assert lookup.whole(reader, NAME) == []
    assert lookup.gone(reader, NAME) == [1]
    assert lookup.gone(reader, "(11) 91234-5678") == [1]
    assert lookup.gone(reader, "529.982.247-25") == [1]
    assert lookup.gone(reader, "Alguém") == []


# --- The file in use, and the check ------------------------------------------------------------


def test_another_reader_only_delays_the_scrubbing(book, database, monkeypatch):
    monkeypatch.setattr(opener, "BUSY_TIMEOUT_MS", 50)
    other = connect(database, read_only=True)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM audit").fetchone()
    done = forget(book, force=True, reason="pediu")
    assert any("próxima gravação" in warning for warning in done.warnings)
    other.close()
    book.add("Carla Dias")
    assert found(database, SHORT) == set()


def tamper(database, statement):
    import sqlite3

    connection = sqlite3.connect(database)
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE customer SET active = 1 WHERE id = 1", "forgotten_not_gone"),
        ("UPDATE customer SET phone = '1' WHERE id = 1", "forgotten_not_gone"),
        ("UPDATE customer SET name = 'Zu', name_key = 'zu' WHERE id = 1", "value_changed"),
        ("UPDATE personal_text SET body = 'x' WHERE id = 3", "text_not_emptied"),
        ("UPDATE personal_text SET body = '' WHERE body = 'José Prado'", "text_emptied"),
        ("DELETE FROM forgotten", "fact_missing"),
        ("UPDATE forgotten SET erase_on = NULL", "fact_changed"),
        ("UPDATE forgotten SET fingerprints = '[]'", "fact_changed"),
    ],
)
def test_check_finds_it_when_forgetting_is_tampered_with(book, database, statement, code):
    forget(book)
    tamper(database, statement)
    report = integrity.check(connect(database, read_only=True))
    assert code in {problem.code for problem in report.problems}


def test_check_names_copies_that_still_hold_them(book, home):
    from zoneinfo import ZoneInfo

    from cobranca_cli.store.copies import copies

    forget(book)  # At 10:00 in São Paulo.
    folder = home / "backups"
    folder.mkdir()
    for name in ("cobranca-2026-11-23-095959.zip", "cobranca-2026-11-23-100001.zip.age",
                 "cobranca-2026-11-22-100000-2.zip.age", "antes-de-restaurar-2026-11-20-100000",
                 "cobranca-2026-99-99-999999.zip", "fotos.zip"):  # fmt: skip
        (folder / name).write_bytes(b"")
    import os

    os.utime(folder / "cobranca-2026-99-99-999999.zip", (0, 0))
    report = check(book, copies=copies(home, ZoneInfo("America/Sao_Paulo")), today=TODAY)
    assert [note.code for note in report.notes] == ["copy_holds_forgotten"] * 4
    assert [note.message.split()[2] for note in report.notes] == [
        "antes-de-restaurar-2026-11-20-100000", "cobranca-2026-11-22-100000-2.zip.age",
        "cobranca-2026-11-23-095959.zip", "cobranca-2026-99-99-999999.zip",
    ]  # fmt: skip
    assert all("c1" in note.message for note in report.notes)


def test_check_says_when_the_day_to_erase_has_come(book):
    forget(book)
    assert check(book, today=date(2032, 1, 1)).notes == []
    (note,) = check(book, today=date(2032, 1, 2)).notes
    assert note.code == "erasing_due"
    assert "cobranca esquecer-cliente c1" in note.hint


@pytest.mark.parametrize(
    ("last_on", "last_due_on", "erase_on"),
    [
        (None, None, None),
        (date(2026, 1, 1), date(2026, 1, 31), date(2032, 1, 1)),
        (date(2026, 12, 31), date(2026, 12, 31), date(2032, 1, 1)),
        (date(2026, 12, 31), date(2027, 12, 1), date(2032, 12, 2)),
        (date(2027, 12, 31), date(2028, 2, 29), date(2033, 3, 2)),
        (date(2026, 3, 1), None, date(2032, 1, 1)),
    ],
)
def test_the_retention_is_five_years_after_the_year_or_the_limitation(
    last_on, last_due_on, erase_on
):
    assert rules.erase_on(last_on, last_due_on) == erase_on
