"""The drawings of `architecture.md`, made from the code and the schema; cog calls this."""

from __future__ import annotations

import ast
import re
import tomllib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import cobranca_cli
from cobranca_cli.store import migrate
from cobranca_cli.store.unit_of_work import TABLES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SOURCE = Path(cobranca_cli.__file__).parent
# What every row has and what holds every word about a person: drawn, they would hide the rest.
EVERYWHERE = ("audit", "personal_text")


def layers() -> str:
    """The layers of the import-linter contract, and which uses which; a way round is not drawn."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = config["tool"]["importlinter"]["contracts"][0]
    names = [layer.removeprefix("cobranca_cli.") for layer in contract["layers"]]
    uses = {name: imported(name) & set(names) - {name} for name in names}
    lines = ["```mermaid", "flowchart TD"]
    for name in names:
        about = ast.get_docstring(ast.parse((SOURCE / name / "__init__.py").read_text("utf-8")))
        assert about, name
        lines.append(f'    {name}["<b>{name}</b><br>{about.splitlines()[0].rstrip(".")}"]')
    for name in names:
        lines += [
            f"    {name} --> {other}"
            for other in sorted(uses[name], key=names.index)
            if not any(other in uses[between] for between in uses[name])
        ]
    return "\n".join([*lines, "```"])


def imported(layer: str) -> set[str]:
    """The packages of ours whose code a layer runs; what only a type checker reads is none."""
    found: set[str] = set()
    for path in (SOURCE / layer).rglob("*.py"):
        found |= set(imports(ast.parse(path.read_text("utf-8"))))
    return found


def imports(node: ast.AST) -> Iterator[str]:
    """The first name below ours of each import."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.ImportFrom) and child.module:
            package, _, rest = child.module.partition(".")
            if package == "cobranca_cli":
                yield from [rest.partition(".")[0]] if rest else [a.name for a in child.names]
        yield from imports(child)


def tables() -> str:
    """The tables and their foreign keys, but for those that are everywhere."""
    lines = ["```mermaid", "erDiagram"]
    with closing(migrate.fresh_in_memory()) as connection:
        for table in (name for name in TABLES if name not in EVERYWHERE):
            keys = connection.execute(
                'SELECT k."table", c."notnull", c.name FROM pragma_foreign_key_list(?1) k'
                ' JOIN pragma_table_info(?1) c ON c.name = k."from" ORDER BY k.id DESC', (table,),
            )  # fmt: skip
            lines += [
                f"    {other} {'||' if needed else '|o'}--o{{ {table} : {column}"
                for other, needed, column in keys
                if other not in EVERYWHERE
            ]
    return "\n".join([*lines, "```"])


def table_list() -> str:
    """What a row of each table is, and which columns may ever change."""
    lines = ["| table | one row is | may change |", "|---|---|---|"]
    with closing(migrate.fresh_in_memory()) as connection:
        for table, model in TABLES.items():
            about = (model.__doc__ or "").splitlines()[0].rstrip(".")
            free = ", ".join(f"`{column}`" for column in changing(connection, table)) or "never"
            lines.append(f"| `{table}` | {about[0].lower()}{about[1:]} | {free} |")
    lines.append("| `audit` | one write command | never |")
    return "\n".join(lines)


def changing(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table that no trigger keeps as they are."""
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    columns = [name for (name,) in rows]
    triggers = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (table,)
    )
    for (sql,) in triggers:
        found = re.search(rf"BEFORE UPDATE(?:\s+OF\s+([\w,\s]+?))?\s+ON\s+{table}\s+(WHEN)?", sql)
        if found and found[2]:
            kept = re.findall(r"NEW\.(\w+) (?:<>|IS NOT) OLD\.\1", sql)
        elif found:
            kept = re.split(r",\s*", found[1]) if found[1] else columns
        else:
            kept = []
        columns = [column for column in columns if column not in kept]
    return columns
