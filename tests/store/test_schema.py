"""schema/*.sql owns the tables. These hold the write model, the read model and the opener to it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from cobranca_cli import errors
from cobranca_cli.domain import audit
from cobranca_cli.store import migrate
from cobranca_cli.store.connection import connect
from cobranca_cli.store.queries import ledger

DATA = Path(__file__).parent.parent / "data"
OLD_VERSIONS = sorted(DATA.glob("schema_v*.sql"))
APPEND_ONLY = ("audit", "posting", "refund", "change", "import_key", "forgotten")
KEPT = ("customer", "sale", "installment", "payment", "contact", "personal_text")


@pytest.fixture
def made_once():
    """Here a new database takes every step of the schema."""


def restore(dump, path):
    """A database file from a dump made by `tests/store/dump_schema.py`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(dump.read_text("utf-8"))
    connection.close()
    return path


def shape(path):
    """Everything that decides what a table is: names, types, NULLs, keys, foreign keys, indexes."""
    connection = sqlite3.connect(path)
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    try:
        return {
            table: (
                connection.execute(f"PRAGMA table_xinfo({table})").fetchall(),
                sorted(connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()),
                sorted(
                    sql or ""
                    for (sql,) in connection.execute(
                        "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type <> 'table'",
                        (table,),
                    )
                ),
            )
            for table in sorted(tables)
        }
    finally:
        connection.close()


# --- The models and the tables -----------------------------------------------------------------


def test_the_version_is_the_last_schema_file():
    numbers = [int(file.name[:4]) for file in migrate.files()]
    assert numbers == list(range(1, migrate.VERSION + 1))


def test_the_write_model_matches_the_tables(database):
    from cobranca_cli.store import unit_of_work
    from cobranca_cli.store.models import Audit

    connection = connect(database, read_only=True)
    kept = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    assert kept == {*unit_of_work.TABLES, "audit"}
    for table in (model.__table__ for model in (*unit_of_work.TABLES.values(), Audit)):
        actual = {
            (name, bool(notnull or pk), bool(pk), kind)
            for _, name, kind, notnull, _, pk in connection.execute(
                f"PRAGMA table_info({table.name})"
            )
        }
        kinds = {"INTEGER": "INTEGER", "VARCHAR": "TEXT", "DATE": "TEXT"}
        mapped = {
            (c.name, not c.nullable, c.primary_key, kinds[c.type.compile()]) for c in table.columns
        }
        assert mapped == actual, table.name
        foreign = {
            (row[3], row[2]) for row in connection.execute(f"PRAGMA foreign_key_list({table.name})")
        }
        assert {(fk.parent.name, fk.column.table.name) for fk in table.foreign_keys} == foreign
    connection.close()


def test_every_table_is_strict(database):
    connection = sqlite3.connect(database)
    loose = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND NOT strict AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    connection.close()
    assert not loose


@pytest.mark.parametrize(
    ("view", "row"),
    [
        ("installment_state", ledger.InstallmentState),
        ("open_installment", ledger.InstallmentState),
        ("sale_state", ledger.SaleState),
        ("payment_state", ledger.PaymentState),
    ],
)
def test_the_read_model_matches_the_views(view, row, reader):
    columns = reader().execute(f"SELECT * FROM {view}").description
    assert tuple(c[0] for c in columns) == row._fields


def test_every_view_has_a_row_type(reader):
    views = {n for (n,) in reader().execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert views == {"installment_state", "open_installment", "sale_state", "payment_state"}


def test_every_fact_is_hashed_or_said_to_change(database):
    """A column outside the hash is one that triggers keep or that forgetting empties."""
    outside = {
        "customer": {*audit.PERSONAL_FIELDS, "name_key", "nickname_key"},
        "personal_text": {"body"},
        "installment": {"open_cents"},
        "payment": {"credit_cents"},
    }
    connection = sqlite3.connect(database)
    for table, hashed in audit.HASHED.items():
        columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        changed = set(audit.STATE_FIELDS.get(table, ()))  # Hashed by their `change` rows.
        assert columns - set(hashed) - changed == outside.get(table, set()), table
    connection.close()


# --- The opener --------------------------------------------------------------------------------


def test_a_read_only_connection_cannot_write(database):
    connection = connect(database, read_only=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("INSERT INTO import_key (audit_seq, key) VALUES (1, 'x')")
    connection.close()


@pytest.mark.parametrize("read_only", [True, False])
def test_every_connection_has_the_pragmas_the_ledger_relies_on(database, read_only):
    connection = connect(database, read_only=read_only)
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("foreign_keys", "recursive_triggers", "journal_mode", "busy_timeout")
    }
    assert found["foreign_keys"] == found["recursive_triggers"] == 1
    assert found["journal_mode"] == "wal"
    assert found["busy_timeout"] > 0
    connection.close()


def test_the_orm_writes_through_the_same_opener(unit):
    with unit() as work:
        raw = work.connection
        assert raw.execute("PRAGMA recursive_triggers").fetchone()[0] == 1
        assert raw.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert raw.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
        assert raw.in_transaction


def test_the_files_are_for_the_owner_only(database):
    assert database.parent.stat().st_mode & 0o777 == 0o700
    assert database.stat().st_mode & 0o777 == 0o600


# --- Append-only -------------------------------------------------------------------------------


@pytest.fixture
def written(tmp_path):
    """A writable connection to a book with at least one row in every table."""
    path = restore(OLD_VERSIONS[-1], tmp_path / "cobranca.db")
    migrate.ensure_current(path)
    connection = connect(path, read_only=False)
    yield connection
    connection.close()


@pytest.mark.parametrize("table", [*APPEND_ONLY, *KEPT])
def test_the_sample_book_has_a_row_of_everything(written, table):
    assert written.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


@pytest.mark.parametrize("table", [*APPEND_ONLY, *KEPT])
def test_nothing_is_ever_deleted(written, table):
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|never deleted"):
        written.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_an_append_only_row_never_changes(written, table):
    for (column,) in written.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchall():
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            written.execute(f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", [*APPEND_ONLY, *KEPT])
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_replacing_a_row_does_not_slip_past(written, table, verb):
    """Without `recursive_triggers` the DELETE half of a REPLACE fires no trigger."""
    before = written.execute(f"SELECT * FROM {table}").fetchall()
    with pytest.raises(sqlite3.IntegrityError):
        written.execute(f"{verb} INTO {table} SELECT * FROM {table} LIMIT 1")
    assert written.execute(f"SELECT * FROM {table}").fetchall() == before


def test_what_is_open_cannot_be_set_by_hand(written):
    for statement in (
        "UPDATE installment SET open_cents = open_cents - 1 WHERE open_cents > 0",
        "UPDATE installment SET amount_cents = amount_cents + 1",
        "UPDATE payment SET credit_cents = credit_cents + 1",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            written.execute(statement)


def test_a_posting_that_is_more_than_what_is_open_is_refused(written):
    posting = (
        "INSERT INTO posting (audit_seq, installment_id, kind, amount_cents, effective_on)"
        " SELECT 1, id, 'discount', open_cents + 1, due_on FROM installment LIMIT 1"
    )
    with pytest.raises(sqlite3.IntegrityError, match="open_cents BETWEEN 0 AND amount_cents"):
        written.execute(posting)


def test_a_personal_text_can_be_emptied_and_nothing_else(written):
    written.execute("UPDATE personal_text SET body = ''")
    with pytest.raises(sqlite3.IntegrityError, match="only be emptied"):
        written.execute("UPDATE personal_text SET body = 'outra coisa'")
    with pytest.raises(sqlite3.IntegrityError, match="only be emptied"):
        written.execute("UPDATE personal_text SET salt = ''")


# --- Files of other versions and of other programs ---------------------------------------------


def test_a_newer_file_is_refused(database):
    connection = sqlite3.connect(database)
    connection.execute(f"PRAGMA user_version = {migrate.VERSION + 1}")
    connection.close()
    with pytest.raises(errors.DatabaseTooNewError):
        migrate.ensure_current(database)


def test_a_foreign_file_is_refused_and_left_alone(home):
    home.mkdir()
    path = home / "cobranca.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()
    before = path.read_bytes()
    for version in (0, 1):
        with pytest.raises(errors.ForeignFileError):
            migrate.create(path)
        assert path.read_bytes() == before
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.close()
        before = path.read_bytes()


@pytest.mark.parametrize("content", [b"isto nao e um banco de dados\n" * 100, b"\x00" * 5000])
def test_garbage_is_refused_and_left_alone(home, content):
    home.mkdir()
    path = home / "cobranca.db"
    path.write_bytes(content)
    with pytest.raises(errors.StoreError):
        migrate.create(path)
    assert path.read_bytes() == content


def test_a_home_that_is_a_file_is_refused(home):
    home.write_text("não sou uma pasta")
    with pytest.raises(errors.HomeUnusableError):
        migrate.create(home / "cobranca.db")


CREATE = """
import sys
from pathlib import Path
sys.stdin.readline()
from cobranca_cli.store import migrate
migrate.create(Path(sys.argv[1]))
"""


def six_at_once(path):
    """Six processes that make or migrate one file at the same moment; their exit codes."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", CREATE, str(path)], stdin=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=60)
    return [process.returncode for process in processes]


def test_six_processes_may_create_at_once(home, tmp_path):
    path = home / "cobranca.db"
    assert six_at_once(path) == [0] * 6
    fresh = tmp_path / "other" / "cobranca.db"
    migrate.create(fresh)
    assert shape(path) == shape(fresh)


@pytest.mark.parametrize(
    "dump",
    [OLD_VERSIONS[0], *(pytest.param(old, marks=pytest.mark.slow) for old in OLD_VERSIONS[1:])],
    ids=lambda path: path.stem,
)
def test_six_processes_may_migrate_at_once(dump, home):
    path = restore(dump, home / "cobranca.db")
    assert six_at_once(path) == [0] * 6
    assert migrate.user_version(connect(path, read_only=True)) == migrate.VERSION


def test_every_version_has_a_file_to_upgrade():
    assert [path.stem for path in OLD_VERSIONS] == [
        f"schema_v{number}" for number in range(1, migrate.VERSION + 1)
    ], "run: python tests/store/dump_schema.py"


@pytest.mark.parametrize("dump", OLD_VERSIONS, ids=lambda path: path.stem)
def test_a_file_of_every_version_opens_with_its_facts(dump, home, tmp_path):
    path = restore(dump, home / "cobranca.db")
    tables = ("audit", *audit.HASHED)
    old = sqlite3.connect(path)
    version = migrate.user_version(old)
    before = {
        table: old.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        for table in tables
        if old.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    }
    old.close()
    assert version == int(dump.stem.removeprefix("schema_v"))

    migrate.ensure_current(path)
    now = connect(path, read_only=True)
    assert migrate.user_version(now) == migrate.VERSION
    for table, rows in before.items():
        after = now.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        assert [row[: len(rows[0])] for row in after] == rows, table
    assert now.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not now.execute("PRAGMA foreign_key_check").fetchall()
    assert list(ledger.open_installments(now))
    backups = [p.name for p in (home / "backups").glob("*.db")]
    assert backups == ([f"antes-da-versao-{migrate.VERSION}-de-{version}.db"]
                       if version < migrate.VERSION else [])  # fmt: skip
    fresh = tmp_path / "fresh" / "cobranca.db"
    migrate.create(fresh)
    assert shape(path) == shape(fresh)


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """A program of the next version, whose new schema file says what it is told."""
    folder = tmp_path / "schema"
    shutil.copytree(migrate.SCHEMA, folder)
    monkeypatch.setattr(migrate, "SCHEMA", folder)
    monkeypatch.setattr(migrate, "VERSION", migrate.VERSION + 1)

    def write(sql):
        (folder / f"{migrate.VERSION:04d}_next.sql").write_text(sql, "utf-8")

    return write


def test_an_upgrade_keeps_the_facts_and_a_copy_of_the_old_file(home, next_version):
    next_version("CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;\n-- a comment at the end\n")
    path = restore(OLD_VERSIONS[-1], home / "cobranca.db")
    before = connect(path, read_only=True).execute("SELECT * FROM audit").fetchall()
    migrate.ensure_current(path)
    migrate.ensure_current(path)
    now = connect(path, read_only=True)
    assert migrate.user_version(now) == migrate.VERSION
    assert now.execute("SELECT count(*) FROM extra").fetchone() == (0,)
    assert now.execute("SELECT * FROM audit").fetchall() == before
    (copy,) = (home / "backups").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    old = sqlite3.connect(copy)
    assert migrate.user_version(old) == migrate.VERSION - 1
    assert old.execute("SELECT * FROM audit").fetchall() == before
    assert old.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_failing_upgrade_leaves_the_old_file_as_it_was(home, next_version):
    next_version("CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;\nSELECT nonsense;\n")
    path = restore(OLD_VERSIONS[-1], home / "cobranca.db")
    before = shape(path)
    with pytest.raises((sqlite3.OperationalError, errors.StoreError)):
        migrate.ensure_current(path)
    assert shape(path) == before
    assert migrate.user_version(connect(path, read_only=True)) == migrate.VERSION - 1
    assert len(list((home / "backups").iterdir())) == 1
