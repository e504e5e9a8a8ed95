"""The documentation says what the program does; what can be generated is compared with it."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from cobranca_cli.cli.main import build
from cobranca_cli.cli.table import BY_NAME, COMMANDS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

import drawings  # noqa: E402  # Scripts beside the pages, no package.
import generate  # noqa: E402
import picture  # noqa: E402

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("examples/*.md")])


def page(name):
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("commands.md", generate.command_index),
        ("commands.md", generate.command_pages),
        ("errors.md", generate.error_pages),
        ("settings.md", generate.setting_pages),
        ("architecture.md", drawings.layers),
        ("architecture.md", drawings.tables),
        ("architecture.md", drawings.table_list),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_generated_pages_are_what_the_program_says(name, text):
    assert text() in page(name), "run: make docs"


def test_the_picture_is_what_the_terminal_shows_and_asks_the_network_for_nothing():
    drawn = picture.PICTURE.read_text("utf-8")
    assert drawn == picture.picture(), "run: make docs"
    assert re.findall("(?:href|src|url|@import)[ =(]", drawn) == []


@pytest.mark.parametrize("line", COMMANDS, ids=lambda line: line.name)
def test_every_command_is_in_the_documentation_with_help_and_example(line):
    text = page("commands.md")
    assert f"\n## {line.name_pt}\n" in text
    assert f"`{line.name}`" in text
    assert line.help.endswith(".")
    assert line.help[:60] in text
    assert line.example in text


@pytest.mark.parametrize("line", COMMANDS, ids=lambda line: line.name)
def test_every_option_has_help_and_a_name_in_both_languages(line):
    plain = {"--json", "--csv", "--all", "--pix-key"}
    for parameter in build(line).params:
        assert parameter.help, (line.name, parameter.name)
        if parameter.param_type_name == "option" and not set(parameter.opts) & plain:
            names = [o for o in (*parameter.opts, *parameter.secondary_opts) if o.startswith("--")]
            # A word that is the same in both languages needs no second name.
            assert len(names) >= 2 or names[0] in SAME_WORD, (line.name, names)


SAME_WORD = {"--boleto", "--email", "--link", "--pdf", "--png", "--qr", "--svg", "--whatsapp"}


@pytest.mark.parametrize("line", COMMANDS, ids=lambda line: line.name)
def test_every_example_is_understood(line, cobranca, tmp_path, monkeypatch):
    """Exit code 2 would mean that the example in the help cannot be typed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    for name in ("clientes", "vendas", "pagamentos"):
        shutil.copy(ROOT / "examples" / f"{name}.csv", tmp_path)
    cobranca("vendi Maria 100")
    cobranca("exportar json --saida caderno.json")
    typed = shlex.split(line.example.replace("/tmp/exemplo", str(tmp_path / "exemplo")))
    program, *arguments = typed
    assert program == "cobranca"
    named = [word for word in arguments if word in BY_NAME]
    assert BY_NAME[named[0]] == line
    from cobranca_cli.cli.main import main

    assert int(main([*arguments, "--yes"] if line.kind == "write" else arguments)) in (0, 1, 3, 4)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    for target in LINK.findall(path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_named_in_the_documentation_exist(path):
    """`cobranca recebi …` in a page, in either language; those of the guide are run as well."""
    if path.name == "CHANGELOG.md":
        return  # History may name what is gone.
    for line in re.findall(r"`(?:\$ )?cobranca ([^`]+)`", path.read_text("utf-8")):
        words = line.split()
        if words[0] in ("--pasta", "--home", "--hoje", "--today"):
            words = words[2:]
        if words and re.fullmatch(r"[a-z-]+", words[0]) and not words[0].startswith("-"):
            assert words[0] in BY_NAME, line


def test_every_setting_is_documented_where_a_person_looks(cobranca):
    from cobranca_cli.store.settings import SETTINGS

    out = cobranca("ajustes").out
    shown = page("settings.md")
    for setting in SETTINGS:
        assert setting.key in out
        assert f"| `{setting.key}` |" in shown


def test_every_variable_and_password_is_on_the_page_of_settings():
    sources = (ROOT / "src").rglob("*.py")
    named = {name for path in sources
             for name in re.findall(r"\bCOBRANCA_[A-Z_]+", path.read_text("utf-8"))}  # fmt: skip
    assert len(named) > 8
    assert [name for name in named if f"`{name}`" not in page("settings.md")] == []


def test_the_glossary_keeps_the_fields_terms():
    """Every field that scripts see in money or days is mapped to the user's word."""
    text = page("glossario.md")
    for term in ("installment", "due_on", "open_cents", "posting", "aging", "overdue", "credit"):
        assert f"`{term}`" in text
