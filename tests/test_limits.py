"""The limits of `design.md` §3, held over the syntax tree of every module.

ruff holds what ruff can; these are the house's own.
"""

from __future__ import annotations

import ast
import doctest
import inspect
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from cobranca_cli import errors
from cobranca_cli.cli.table import COMMANDS

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "cobranca_cli"
MODULES = sorted(SOURCE.rglob("*.py"))
MODULE_LINES, FUNCTION_LINES, COMMAND_STATEMENTS = 400, 60, 15

# The one place where each of these may happen.
WRITES_TO_THE_TERMINAL = {"cli/output.py"}
READS_THE_CLOCK = {"cli/main.py", "cli/context.py"}
CLOCKS = {"now", "today", "utcnow"}
TIME_CLOCKS = {"time", "time_ns", "localtime", "gmtime"}
ONE_PLACE = {
    "phonenumbers": {"domain/phone.py"},
    "validate_docbr": {"domain/tax_id.py"},
    "platformdirs": {"cli/context.py"},
    "tomllib": {"store/settings.py"},
    "tomlkit": {"store/settings.py"},
    "icalendar": {"documents/calendar.py"},
    "xlsxwriter": {"documents/spreadsheet.py"},
    "apprise": {"messages/channels/by_apprise.py"},
    "prompt_toolkit": {"cli/prompt_line.py"},
    "keyring": {"store/secret_values.py"},
    "typst": {"documents/typesetting.py"},
    "smtplib": {"messages/channels/mail.py"},
}


def name_of(path):
    return path.relative_to(SOURCE).as_posix()


@cache
def tree_of(path):
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes(path):
    return list(ast.walk(tree_of(path)))


def functions(path):
    return [n for n in nodes(path) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]


def statements(node):
    """How many statements run in a body, those inside blocks included."""
    return sum(isinstance(n, ast.stmt) for part in node.body for n in ast.walk(part)) - (
        ast.get_docstring(node) is not None
    )


def public(tree):
    """Functions, classes and methods that other modules may call; what is nested is private."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                for method in node.body:
                    if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                        yield method


def is_overload(node):
    """A signature for the type checker; the function itself follows."""
    return "overload" in {ast.unparse(decorator) for decorator in node.decorator_list}


def found_in(look, *, but=()):
    """What `look` finds in the modules, by their names; nothing is left out but what is empty."""
    found = {name_of(path): look(path) for path in MODULES if name_of(path) not in but}
    return {name: faults for name, faults in found.items() if faults}


def test_a_module_is_short():
    lengths = found_in(lambda path: len(path.read_text("utf-8").splitlines()))
    assert {name: n for name, n in lengths.items() if n > MODULE_LINES} == {}


def test_a_function_is_short():
    def long(path):
        lengths = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path)}
        return {name: n for name, n in lengths.items() if n > FUNCTION_LINES}

    assert found_in(long) == {}


@pytest.mark.parametrize("line", COMMANDS, ids=lambda line: line.name)
def test_a_command_only_calls_and_emits(line):
    """Parsed arguments, one call, emit: nothing is caught, asked of SQL or reckoned."""
    path = SOURCE / "cli" / "commands" / f"{line.module}.py"
    (command,) = (f for f in functions(path) if f.name == line.function)
    assert statements(command) <= COMMAND_STATEMENTS
    assert not [n for n in ast.walk(command) if isinstance(n, ast.Try)]
    texts = [n.value for n in nodes(path) if isinstance(n, ast.Constant)]
    assert not [t for t in texts if isinstance(t, str) and t.startswith(("SELECT ", "UPDATE "))]


def test_everything_public_says_what_it_is():
    def silent(path):
        tree = tree_of(path)
        named = [n for n in public(tree) if not ast.get_docstring(n) and not is_overload(n)]
        return [node.name for node in named] + ["the module"] * (not ast.get_docstring(tree))

    assert found_in(silent) == {}


def test_only_one_module_prints():
    def prints(path):
        calls = [n for n in nodes(path) if isinstance(n, ast.Call)]
        # A question to a person goes to stderr: stdout is data only.
        return [
            ast.unparse(c)
            for c in calls
            if (name := ast.unparse(c.func)) == "print"
            or (name.endswith("echo") and "err" not in {k.arg for k in c.keywords})
        ]

    assert found_in(prints, but=WRITES_TO_THE_TERMINAL) == {}


def test_only_the_edge_reads_the_clock():
    """Everything below receives dates and instants; a comparison with "today" has no other."""

    def clocks(path):
        return [
            ast.unparse(n)
            for n in nodes(path)
            if isinstance(n, ast.Call)
            and isinstance(n.func, ast.Attribute)
            and (
                n.func.attr in CLOCKS
                or (n.func.attr in TIME_CLOCKS and ast.unparse(n.func.value) == "time")
            )
        ]

    assert found_in(clocks, but=READS_THE_CLOCK) == {}


def test_a_library_is_met_in_one_place():
    def strangers(path):
        names = [
            name
            for node in nodes(path)
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
            )
        ]
        here = name_of(path)
        return [n for n in names if here not in ONE_PLACE.get(n.split(".")[0], {here})]

    assert found_in(strangers) == {}


def test_no_query_asks_sqlite_for_the_date():
    """`date('now')` in SQL would be a second clock."""
    for path in [*MODULES, *SOURCE.rglob("*.sql")]:
        text = path.read_text("utf-8").lower()
        for clock in ("'now'", "current_date", "current_timestamp", "julianday"):
            assert clock not in text, (path, clock)


def test_nothing_is_called_utils():
    """A module is named for what it knows, not for being useful."""
    vague = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "data", "info"}
    assert not {path.stem for path in MODULES} & vague


def test_every_error_can_be_imported_from_one_place():
    listed = set(errors.__all__)
    assert listed == {name for name in vars(errors) if not name.startswith("_")} - {
        path.stem for path in (SOURCE / "errors").glob("*.py")
    }
    for path in (SOURCE / "errors").glob("*.py"):
        for node in public(tree_of(path)):
            if isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
                assert node.name in listed


def test_a_base_class_of_errors_is_never_raised():
    bases = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and "ever raised itself" in (value.__doc__ or "")
    }
    assert {"CobrancaError", "StoreError", "RefusedError", "UsageError"} <= bases
    for path in MODULES:
        for node in nodes(path):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                assert ast.unparse(node.exc.func) not in bases, (path, node.lineno)


WITH_EXAMPLES = [path for path in MODULES if ">>> " in path.read_text("utf-8")]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=name_of)
def test_the_examples_in_docstrings_are_true(path):
    name = "cobranca_cli." + name_of(path).removesuffix(".py").replace("/", ".")
    result = doctest.testmod(import_module(name.removesuffix(".__init__")))
    assert result.attempted
    assert not result.failed
