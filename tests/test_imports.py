"""Start-up: what each command imports, seen from a clean interpreter.

import-linter reads the static graph and cannot tell a deferred import from one at module scope;
these run the real thing. No stopwatch here: benchmarks/ has that.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from importlib import import_module, metadata
from pathlib import Path

import pytest
from fixed_day import NOW

from cobranca_cli.cli.main import build, main
from cobranca_cli.cli.table import COMMANDS, READS

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
ORM = ("sqlmodel", "sqlalchemy", "pydantic")
# Never at start-up: imported where they are used, if they are.
RARE = (
    "jinja2",
    "phonenumbers",
    "validate_docbr",
    "segno",
    "tomlkit",
    "importlib.metadata",
    "asyncio",
    "smtplib",
    "ssl",
    "http.client",
    "apprise",
    "keyring",
    "typst",
    "prompt_toolkit",
    "icalendar",
    "cobranca_cli.documents",
    "cobranca_cli.messages.channels",
)
BOLETO = "42297004080000278247226173001129610010000018084"
PIX_CODE = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR"
    "5913Fulano de Tal6008BRASILIA62070503***63041D3D"
)
NEEDS = {
    "customer": ["Maria"], "statement": ["Maria"], "installment": ["1"],
    "export": ["json", "Maria"], "why": ["Maria"], "check-template": ["esqueceu"],
    "booklet": ["Maria"], "letter": ["Maria"], "receipt": ["1"], "decision": ["Maria"],
    "dossier": ["Maria"],
    "negotiate": ["Maria"], "agreement": ["1"],
    "pix": ["Maria"], "read-pix": [PIX_CODE], "read-boleto": [BOLETO],
}  # fmt: skip
PROBE = """
import sys
from cobranca_cli.cli import main
sys.argv = ["cobranca", *{arguments!r}]
code = 0
try:
    main.run()
except SystemExit as exit:
    code = exit.code
print(code, *(m for m in {watched!r} if m in sys.modules), file=sys.stderr)
"""
# The same for many lines, each in a child of one interpreter that has loaded only what all need;
# NUL ends what each prints.
PROBE_EACH = """
import os, sys, traceback
from cobranca_cli.cli import main
for arguments in {lines!r}:
    if not os.fork():
        sys.argv, code = ["cobranca", *arguments], 0
        try:
            main.run()
        except SystemExit as exit:
            code = exit.code
        except BaseException:
            code = traceback.format_exc()
        loaded = [m for m in {watched!r} if m in sys.modules]
        print(end="\\0", flush=True)
        print(code, *loaded, file=sys.stderr, flush=True)
        os._exit(0)
    os.wait()
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A home with one customer who owes, made once."""
    folder = tmp_path_factory.mktemp("book") / "home"
    at_first = ["--home", str(folder), "--today", "2026-10-01"]
    terms = ["--installments", "3", "--due", "2026-10-15", "--json"]
    assert main([*at_first, "add-sale", "Maria", "300", *terms]) == 0
    assert main([*at_first, "add-payment", "Maria", "10", "--json"]) == 0
    at_last = ["--home", str(folder), "--today", "2026-10-20"]
    assert main([*at_last, "negotiate", "Maria", "--installments", "2", "--json"]) == 0
    (folder / "cobranca.toml").write_text(
        '[business]\nowner = "Lúcia"\ncity = "Campinas"\npix_key = "52998224725"\n', "utf-8"
    )
    return folder


@pytest.fixture
def loads(book):
    """What a command line loads of the modules watched; it must exit with `code`."""

    def run(arguments, watched, *, code=0, **environment):
        done = subprocess.run(
            [sys.executable, "-c", PROBE.format(arguments=arguments, watched=watched)],
            capture_output=True, text=True, check=True,
            env={**os.environ, "COBRANCA_HOME": str(book), "COBRANCA_NOW": NOW.isoformat(),
                 **environment},
        )  # fmt: skip
        found, *modules = done.stderr.splitlines()[-1].split()
        assert found == str(code), (arguments, done.stdout, done.stderr)
        return modules, done.stdout

    return run


@pytest.fixture
def each_loads(book):
    """What lines load of the modules watched, and what they print; all must exit with 0."""

    def run(lines, watched):
        done = subprocess.run(
            [sys.executable, "-c", PROBE_EACH.format(lines=lines, watched=watched)],
            capture_output=True, text=True, check=True,
            env={**os.environ, "COBRANCA_HOME": str(book), "COBRANCA_NOW": NOW.isoformat()},
        )  # fmt: skip
        answers = [line.split() for line in done.stderr.splitlines() if line[:1].isdigit()]
        assert [code for code, *_ in answers] == ["0"] * len(lines), done.stderr
        names = [arguments[0] for arguments in lines]
        loaded = {name: found for name, (_, *found) in zip(names, answers, strict=True) if found}
        return loaded, done.stdout.split("\0")[:-1]

    return run


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@needs_fork
def test_reads_in_json_load_neither_the_orm_nor_rich(each_loads):
    lines = [[command, *NEEDS.get(command, []), "--json"] for command in READS]
    loaded, documents = each_loads(lines, (*ORM, "rich"))
    assert loaded == {}
    assert all(map(json.loads, documents))
    assert len(documents) == len(lines)


@pytest.mark.slow  # As above, through the tables: forty processes.
@needs_fork
def test_reads_never_load_the_orm(each_loads):
    loaded, _ = each_loads([[command, *NEEDS.get(command, [])] for command in READS], ORM)
    assert loaded == {}


def test_showing_reminders_is_a_read_although_they_can_be_recorded(loads):
    modules, out = loads(["remind", "--print"], (*ORM, "phonenumbers", "validate_docbr", "segno"))
    assert modules == []
    assert "\n000201" in out
    modules, out = loads(["remind", "--json"], (*ORM, "rich"))
    assert modules == []
    assert json.loads(out)


@needs_fork
def test_the_daily_reads_load_nothing_rare(each_loads):
    daily = ("overdue", "summary", "upcoming", "customers")
    loaded, _ = each_loads([[command, "--json"] for command in daily], RARE)
    assert loaded == {}


@pytest.mark.parametrize("begun", ["add-sale Ma", "overdue Ma", "over"])
def test_completing_loads_neither_the_orm_nor_rich(begun, loads):
    line = [f"cobranca {begun}", begun.split()[-1], "9"]
    modules, out = loads(line, (*ORM, *RARE, "rich"), _COBRANCA_COMPLETE="bash")
    assert modules == []
    assert out in ("Maria\n", "overdue\n")


@pytest.mark.parametrize(
    "line", [["--help"], [], ["help", "--all"], ["add-sale", "--help"], ["--version"]], ids=" ".join
)
def test_help_loads_neither_the_orm_nor_rich(line, loads):
    modules, _ = loads(line, (*ORM, *RARE, "rich"))
    assert modules == []


def test_writing_does_load_the_orm(loads, tmp_path):
    """The other half: the deferral still fires where it is needed."""
    home = {"COBRANCA_HOME": str(tmp_path / "new")}
    modules, _ = loads(["add-sale", "José", "10", "--json"], ORM, **home)
    assert modules == list(ORM)


@pytest.mark.parametrize("line", COMMANDS, ids=lambda line: line.name)
def test_every_command_of_the_table_loads(line):
    module = import_module(f"cobranca_cli.cli.commands.{line.module}")
    assert callable(getattr(module, line.function))
    assert build(line).name == line.name


# Children of one interpreter that has only other people's packages, so that none sees what another
# of ours has imported. A warning that points at our code is an error.
EACH_ALONE = """
import importlib, os, sys, traceback, warnings
import jinja2, phonenumbers, segno, rich.table, sqlmodel, tomlkit, typer, validate_docbr, zoneinfo
warnings.simplefilter("error")
warnings.filterwarnings("default", module=r"(?!cobranca_cli)")
running, failed = {}, []
def wait():
    pid, status = os.wait()
    name = running.pop(pid)
    if status:
        failed.append(name)
for name in sys.argv[1:]:
    pid = os.fork()
    if not pid:
        try:
            importlib.import_module(name)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    running[pid] = name
    if len(running) == 2:
        wait()
while running:
    wait()
print(*failed)
"""


@pytest.mark.slow  # Three hundred processes; `make ci` has them.
@needs_fork
def test_every_module_imports_alone_without_a_warning():
    names = [
        ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(SOURCE.rglob("*.py"))
        if path.name != "__main__.py"
    ]
    done = subprocess.run(
        [sys.executable, "-c", EACH_ALONE, *names],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == [], done.stderr


# --- The cap on Typer --------------------------------------------------------------------------

ONE_OPTION = """
import sys
import typer
app = typer.Typer()
@app.command()
def command(count: int = 1) -> None: ...
app(["--count", "2"], standalone_mode=False)
print(*(m for m in ("pydantic", "rich") if m in sys.modules))
"""


def test_typer_parses_an_option_without_pydantic():
    """Why Typer is capped. When this passes with a newer Typer installed, the cap can go:

    `.venv/bin/pip install -U typer && .venv/bin/pytest tests/test_imports.py -k typer`.
    """
    done = subprocess.run(
        [sys.executable, "-c", ONE_OPTION], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [], f"typer {metadata.version('typer')}: keep the cap"


def test_the_installed_typer_is_below_the_cap():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (wanted,) = (line for line in project["dependencies"] if line.startswith("typer"))
    cap = tuple(int(part) for part in wanted.split("<")[1].split("."))
    found = tuple(int(part) for part in metadata.version("typer").split(".")[:2])
    assert found < cap, "tried a newer one and all of this file passes? then raise the cap"


def test_the_pinned_set_fits_what_the_project_asks():
    """constraints.txt: name==version only, and every run-time dependency is in it."""
    lines = [
        line
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert all(line.count("==") == 1 and " " not in line for line in lines)
    assert not [line for line in lines if "/" in line or "@" in line or "cobranca" in line]
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for wanted in (*project["dependencies"], *project["optional-dependencies"]["dev"]):
        name = wanted.split(">")[0].split("<")[0].split("=")[0].strip()
        assert name.lower() in pinned
