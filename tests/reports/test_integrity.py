"""`check`: a healthy book is clean, and whatever was changed behind our back is found and named."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from cobranca_cli.domain.sale_plan import PaidPart, SaleTerms
from cobranca_cli.reports import integrity
from cobranca_cli.services import corrections, customers, edit_sale, payments, sales, undo
from cobranca_cli.store import migrate
from cobranca_cli.store.connection import connect
from cobranca_cli.store.settings import Settings

_written = {}  # The book as bytes, once it was written: it is the same for every test.


@pytest.fixture
def book(unit, database):
    """A small history with something of everything; ids are in the comments of `write_book`."""
    if not _written:
        write_book(unit)
        _written["bytes"] = database.read_bytes()
    database.write_bytes(_written["bytes"])
    return database


def write_book(unit):
    def sell(customer, cents, on, due, **terms):
        sales.record_sale(
            unit("add-sale"), customer=customer, paid=terms.pop("paid", []), settings=Settings(),
            terms=SaleTerms(cents, on, due, **terms),
        )  # fmt: skip

    def pay(customer, cents, on):
        payments.record_payment(
            unit("add-payment"), customer=customer, amount_cents=cents, received_on=on,
            paid=[PaidPart("pix")], settings=Settings(), reference="ref", payer="Tia",
        )  # fmt: skip

    customers.add_customer(  # write 1
        unit("add-customer"), note="gosta de morango",
        details=customers.Details(name="Maria Antônia", nickname="Tônia", phone="+5511912345678"),
    )  # fmt: skip
    sell("Maria Antônia", 30000, date(2026, 8, 1), date(2026, 9, 1), installments=3,
         description="Bolo")  # write 2: sale 1, instalments 1 to 3  # fmt: skip
    pay("Tônia", 15000, date(2026, 9, 3))  # write 3: payment 1, postings 1 and 2
    sell("José", 5000, date(2026, 9, 10), date(2026, 10, 10))  # write 4: sale 2, instalment 4
    sell(None, 2000, date(2026, 9, 11), date(2026, 9, 11), paid=[PaidPart("cash")])  # write 5
    corrections.discount(  # write 6
        unit("discount"), installment="1", sale=None, amount_cents=1500, returned=False, reason="x"
    )
    pay("José", 1000, date(2026, 11, 1))  # write 7: payment 3
    payments.reverse_payment(unit("reverse-payment"), payment="3", reason="x")  # write 8
    edit_sale.edit_sale(  # write 9
        unit("edit-sale"), sale="2", installment=None, reason="x", settings=Settings(),
        edit=edit_sale.SaleEdit(due_on=date(2026, 12, 1), amount_cents=6000),
    )  # fmt: skip
    customers.edit_customer(  # write 10
        unit("edit-customer"), customer="José", details=customers.Details(email="j@example.com")
    )
    corrections.void_sale(unit("void-sale"), sale="2", reason="x")  # write 11
    undo.undo(unit("undo"))  # write 12
    pay("José", 7000, date(2026, 11, 20))  # write 13: payment 4
    payments.refund(unit("refund"), customer="José", amount_cents=400, method="pix", reason="x")


def check(path, **options):
    connection = connect(path, read_only=True)
    try:
        return integrity.check(connection, **options)
    finally:
        connection.close()


def codes(report):
    return {problem.code for problem in report.problems}


def said(report):
    return "\n".join(problem.message for problem in report.problems)


def tamper(path, *statements, keep_triggers=True):
    """Change the file as somebody with a SQLite browser could: no triggers, no constraints."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("BEGIN")
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in triggers if keep_triggers else ():
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.close()


def test_an_empty_book_is_clean(database):
    report = check(database)
    assert report.ok
    assert report.problems == []
    assert set(report.checked) == {0}


def test_a_book_in_memory_is_clean():
    connection = migrate.fresh_in_memory()
    assert integrity.check(connection).ok
    connection.close()


def test_a_healthy_book_is_clean_and_everything_is_counted(book):
    report = check(book)
    assert report.problems == []
    assert report.ok
    assert report.checked._asdict() == {
        "writes": 14, "customers": 3, "sales": 3, "installments": 5, "payments": 4,
        "postings": report.checked.postings, "refunds": 2, "changes": report.checked.changes,
        "texts": report.checked.texts,
    }  # fmt: skip


def test_check_leaves_the_connection_and_the_file_as_they_were(book):
    before = book.read_bytes()
    connection = connect(book, read_only=True)
    integrity.check(connection)
    assert not connection.in_transaction
    connection.close()
    assert book.read_bytes() == before


def test_progress_grows_to_the_total(book, monkeypatch):
    monkeypatch.setattr(integrity, "_EVERY", 10)
    told = []
    check(book, progress=lambda done, total: told.append((done, total)))
    assert len({total for _, total in told}) == 1
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]
    assert len(told) > 3


def test_settings_problems_are_told(database):
    report = check(database, settings_problems=[("business.phone", 'Não entendi "12".')])
    assert not report.ok
    assert report.problems == [
        integrity.Problem(
            "setting", 'Ajuste business.phone: Não entendi "12".',
            "corrija com: cobranca ajustes business.phone",
        )
    ]  # fmt: skip


# What somebody may do to the file, the code it is found under, and what is named.
CASES = {
    "a sale is dearer": (
        "UPDATE sale SET total_cents = 40000 WHERE id = 1",
        {"fact_changed": "registro 2", "sale_total": "venda 1"},
    ),
    "a sale that was corrected is dearer": (
        "UPDATE sale SET total_cents = 7000 WHERE id = 2",
        {"value_changed": "Venda 2: o total", "sale_total": "venda 2"},
    ),
    "a sale is older": (
        "UPDATE sale SET sold_on = '2026-07-01' WHERE id = 1",
        {"fact_changed": "venda 1"},
    ),
    "a sale is somebody else's": (
        "UPDATE sale SET customer_id = 2 WHERE id = 1",
        {"fact_changed": "venda 1", "sale_owner": "parcela 1"},
    ),
    "a sale is voided": (
        "UPDATE sale SET voided = 1 WHERE id = 1",
        {"fact_changed": "venda 1", "voided_not_empty": "venda 1"},
    ),
    "an instalment is due later": (
        "UPDATE installment SET due_on = '2027-09-01' WHERE id = 1",
        {"fact_changed": "parcelas 1 a 3"},
    ),
    "an instalment that was moved is due later": (
        "UPDATE installment SET due_on = '2027-12-01' WHERE id = 4",
        {"value_changed": "Parcela 4: o vencimento"},
    ),
    "an instalment is open again": (
        "UPDATE installment SET open_cents = 5 WHERE id = 1",
        {"open_wrong": "parcela 1"},
    ),
    "an instalment is below zero": (
        "UPDATE installment SET open_cents = -5 WHERE id = 1",
        {"open_wrong": "parcela 1 diz -R$ 0,05 em aberto"},
    ),
    "a payment has more credit": (
        "UPDATE payment SET credit_cents = 500 WHERE id = 1",
        {"credit_wrong": "recebimento 1", "credit_beside_open": "cliente 1"},
    ),
    "a payment is larger": (
        "UPDATE payment SET amount_cents = 20000, credit_cents = 5000 WHERE id = 1",
        {"fact_changed": "recebimento 1"},
    ),
    "a posting is larger": (
        "UPDATE posting SET amount_cents = 12000 WHERE id = 1",
        {"fact_changed": "lançamentos 1 a 2", "open_wrong": "parcela 1",
         "open_out_of_range": "parcela 1", "credit_wrong": "recebimento 1"},
    ),
    "a posting is earlier than its sale": (
        "UPDATE posting SET effective_on = '2026-07-01' WHERE id = 1",
        {"fact_changed": "registro 3", "too_early": "Lançamento 1 vale desde 01/07/2026"},
    ),
    "a refund is earlier than its payment": (
        "UPDATE refund SET effective_on = '2026-01-01' WHERE id = 2",
        {"fact_changed": "devolução ou estorno 2", "too_early": "estorno 2 vale desde"},
    ),
    "the last posting is removed": (
        "DELETE FROM posting WHERE id = (SELECT max(id) FROM posting)",
        {"fact_missing": "Falta lançamento", "open_wrong": "parcela 4"},
    ),
    "a posting in the middle is removed": (
        "DELETE FROM posting WHERE id = 1",
        {"fact_missing": "Falta lançamento 1, do registro 3", "open_wrong": "parcela 1"},
    ),
    "an index is emptied": (
        (
            "PRAGMA writable_schema = ON",
            """UPDATE sqlite_master SET rootpage = (
               SELECT rootpage FROM sqlite_master WHERE name = 'import_key_key')
               WHERE name = 'posting_effective'""",
        ),
        {"file_damaged": "wrong # of entries in index"},
    ),
    "two postings are removed": (
        "DELETE FROM posting WHERE id IN (1, 2)",
        {"fact_missing": "Faltam lançamentos 1 a 2", "open_wrong": "parcela 1"},
    ),
    "an imported line is added": (
        "INSERT INTO import_key (id, audit_seq, key) VALUES (1000, 1, 'x')",
        {"fact_extra": "Linha importada 1000: não foi gravado por nenhum comando"},
    ),
    "a posting is added": (
        """INSERT INTO posting SELECT 1000, audit_seq, installment_id, kind, amount_cents,
           effective_on, payment_id, reverses_id, reason_id FROM posting WHERE id = 1""",
        {"fact_extra": "Lançamento 1000: não foi gravado", "open_wrong": "parcela 1"},
    ),
    "a customer is added between writes": (
        "INSERT INTO customer (id, audit_seq, name, name_key) VALUES (-5, 1, 'X', 'x')",
        {"fact_extra": "Cliente -5", "value_changed": "Cliente -5"},
    ),
    "a posting names another write": (
        "UPDATE posting SET audit_seq = 4 WHERE id = 2",
        {"fact_moved": "Lançamento 2 foi trocado: era do registro 3"},
    ),
    "a note is hidden": (
        "UPDATE contact SET active = 0 WHERE id = 1",
        {"fact_changed": "anotação 1"},
    ),
    "a customer is hidden": (
        "UPDATE customer SET active = 0 WHERE id = 1",
        {"fact_changed": "cliente 1"},
    ),
    "an undone void is done again": (
        "UPDATE sale SET voided = 1 WHERE id = 2",
        {"value_changed": "Venda 2: o cancelamento"},
    ),
    "a change is changed": (
        "UPDATE change SET old_value = '1' WHERE entity = 'sale' AND field = 'total_cents'",
        {"fact_changed": "registro 9"},
    ),
    "a change is no JSON": (
        "UPDATE change SET old_value = '{' WHERE entity = 'sale' AND field = 'total_cents'",
        {"fact_changed": "registro 9"},
    ),
    "a customer's name is changed": (
        "UPDATE customer SET name = 'Maria Outra', name_key = 'maria outra' WHERE id = 1",
        {"value_changed": "Cliente 1: o nome"},
    ),
    "a customer's phone is changed": (
        "UPDATE customer SET phone = '+5521999998888' WHERE id = 1",
        {"value_changed": "Cliente 1: o telefone"},
    ),
    "a customer's e-mail is taken out": (
        "UPDATE customer SET email = NULL WHERE id = 2",
        {"value_changed": "Cliente 2: o e-mail"},
    ),
    "an address comes from nowhere": (
        "UPDATE customer SET address = 'Rua X' WHERE id = 2",
        {"value_changed": "Cliente 2: o endereço"},
    ),
    "a search key is another": (
        "UPDATE customer SET name_key = 'ana' WHERE id = 1",
        {"search_key": "Cliente 1: o nome"},
    ),
    "a text is changed": (
        "UPDATE personal_text SET body = 'Torta' WHERE body = 'Bolo'",
        {"text_changed": "(do cliente 1) foi mudado"},
    ),
    "a text and its hash are changed": (
        "UPDATE personal_text SET sha256 = 'x', body = '' WHERE body = 'Bolo'",
        {"fact_changed": "registro 2"},
    ),
    "an audit row says another command": (
        "UPDATE audit SET command = 'refund' WHERE seq = 3",
        {"audit_changed": "registro 3"},
    ),
    "an audit row says another amount": (
        "UPDATE audit SET what = replace(what, '15000', '16000') WHERE seq = 3",
        {"audit_changed": "registro 3, de 23/11/2026 (Recebimento 1 de Maria Antônia"},
    ),
    "an audit row is no JSON": (
        "UPDATE audit SET what = '{', row_runs = '[' WHERE seq = 3",
        {"audit_changed": "registro 3", "fact_extra": "Lançamento 1"},
    ),
    "the runs of an audit row are absurd": (
        """UPDATE audit SET row_runs = '[["posting",1,900000000000],[1],["x",1,2]]' WHERE seq=3""",
        {"audit_changed": "registro 3", "fact_missing": "a 900000000000"},
    ),
    "an audit row undoes itself": (
        "UPDATE audit SET undoes = 12 WHERE seq = 12",
        {"audit_changed": "registro 12"},
    ),
    "an audit row is removed": (
        "DELETE FROM audit WHERE seq = 7",
        {"audit_missing": "o registro 7"},
    ),
    "the first audit rows are removed": (
        "DELETE FROM audit WHERE seq < 4",
        {"audit_missing": "os registros 1 a 3"},
    ),
    "the last audit row is removed": (
        "DELETE FROM audit WHERE seq = 14",
        {"fact_extra": "Devolução ou estorno 2"},
    ),
    "a posting is of no instalment": (
        "UPDATE posting SET installment_id = 99 WHERE id = 1",
        {"reference_missing": "lançamento 1 aponta para parcela que não existe"},
    ),
    "an index is dropped": (
        "DROP INDEX posting_effective", {"schema_missing": "o índice posting_effective"},
    ),
    "a view is another": (
        ("DROP VIEW sale_state", "CREATE VIEW sale_state AS SELECT 1"),
        {"schema_changed": "a visão sale_state"},
    ),
    "there is a table of somebody else's": (
        "CREATE TABLE diary (id INTEGER)", {"schema_foreign": "a tabela diary"},
    ),
    "a table is gone": (
        ("DROP TABLE import_key", "DROP TABLE refund"),
        {"schema_missing": "a tabela refund", "unreadable": "Não deu para conferir o histórico"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_is_found_and_named_when(case, book):
    statements, expected = CASES[case]
    tamper(
        book, *([statements] if isinstance(statements, str) else statements),
        keep_triggers=case != "a table is gone",
    )  # fmt: skip
    report = check(book)
    assert not report.ok
    for code, words in expected.items():
        messages = [p.message for p in report.problems if p.code == code]
        assert any(words in message for message in messages), said(report)
    assert all(problem.hint for problem in report.problems)


def test_two_rows_that_changed_places_are_found(book):
    tamper(
        book,
        "UPDATE posting SET id = -1 WHERE id = 1",
        "UPDATE posting SET id = 1 WHERE id = 2",
        "UPDATE posting SET id = 2 WHERE id = -1",
    )
    report = check(book)
    assert "fact_changed" in codes(report)
    assert "registro 3" in said(report)


def test_rows_of_two_writes_that_changed_places_are_found(book):
    tamper(
        book,
        "UPDATE sale SET id = -1 WHERE id = 1",
        "UPDATE sale SET id = 1 WHERE id = 3",
        "UPDATE sale SET id = 3 WHERE id = -1",
    )
    assert {"fact_moved", "sale_owner"} <= codes(check(book))


@pytest.mark.parametrize("command", ["add-sale", "x"])
def test_an_audit_row_made_anew_breaks_the_chain(book, command):
    from cobranca_cli.domain import audit

    connection = connect(book, read_only=True)
    row = connection.execute(
        "SELECT seq, at, command, what, row_runs, rows_hash, undoes, prev_hash FROM audit"
        " WHERE seq = 3"
    ).fetchone()
    connection.close()
    entry = audit.Entry(*row)._replace(command=command)
    tamper(
        book,
        f"UPDATE audit SET command = '{command}', hash = '{audit.entry_hash(entry)}' WHERE seq = 3",
    )
    report = check(book)
    assert codes(report) == {"chain_broken"}
    assert "registro 4" in said(report)
    assert "não continua o 3" in said(report)


def test_a_dropped_trigger_is_named(book):
    connection = sqlite3.connect(book)
    connection.execute("DROP TRIGGER posting_no_update")
    connection.close()
    assert [p.message for p in check(book).problems] == [
        "Falta no banco de dados o gatilho posting_no_update."
    ]


def test_a_weakened_trigger_is_named(book):
    tamper(
        book,
        "CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN SELECT 1; END",
        keep_triggers=False,
    )
    report = check(book)
    assert codes(report) == {"schema_missing", "schema_changed"}
    assert "o gatilho posting_no_update não é como" in said(report)


def test_a_text_that_nobody_was_forgotten_for_is_not_empty(book):
    """Only forgetting a person empties a body (tests/services/test_forgetting.py)."""
    tamper(book, "UPDATE personal_text SET body = '' WHERE body = 'Bolo'")
    report = check(book)
    assert codes(report) == {"text_emptied"}
    assert "foi apagado por fora" in said(report)


def test_a_change_that_a_later_write_made_does_not_trouble_the_older_hash(book, unit):
    edit_sale.edit_sale(
        unit("edit-sale"), sale="1", installment=None, reason="x", settings=Settings(),
        edit=edit_sale.SaleEdit(amount_cents=40000, description="Torta", customer="José"),
    )  # fmt: skip
    assert check(book).problems == []


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE posting SET kind = 'return' WHERE reverses_id IS NOT NULL", "reversal_wrong"),
        ("UPDATE posting SET effective_on = '2020-01-01' WHERE reverses_id IS NOT NULL",
         "reversal_wrong"),
        ("UPDATE posting SET amount_cents = amount_cents * 2 WHERE reverses_id IS NOT NULL",
         "reversal_too_large"),
        ("UPDATE posting SET reverses_id = 999 WHERE reverses_id IS NOT NULL", "reversal_wrong"),
        ("UPDATE refund SET reverses_id = 2 WHERE id = 1", "reversal_wrong"),
        ("DELETE FROM posting WHERE reverses_id IS NOT NULL AND payment_id = 3",
         "reversed_not_empty"),
    ],
)  # fmt: skip
def test_a_reversal_that_does_not_fit_is_found(book, statement, code):
    tamper(book, statement)
    assert code in codes(check(book))


def test_many_problems_of_one_kind_are_counted_not_listed(unit, database):
    with unit("import-csv") as write:
        from cobranca_cli.store.models import ImportKey

        for number in range(integrity.LISTED + 6):
            write.insert(ImportKey, key=str(number))
    tamper(database, "UPDATE import_key SET audit_seq = 2")
    moved = [p for p in check(database).problems if p.code == "fact_moved"]
    assert len(moved) == integrity.LISTED + 1
    assert moved[-1].message == "E mais 6 problemas iguais."


def test_a_damaged_page_is_told_not_raised(book):
    connection = sqlite3.connect(book)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode = DELETE")
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'posting'")
    page, size = root.fetchone()[0], connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    content = bytearray(book.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    book.write_bytes(content)
    report = check(book)
    assert not report.ok
    assert codes(report) & {"file_damaged", "unreadable"}
    assert any("guarde o arquivo" in p.hint.lower() for p in report.problems)
