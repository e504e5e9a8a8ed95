"""Help in Portuguese: from the command table, and from a command's own parameters."""

from __future__ import annotations

import shutil
import sys
import textwrap
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cobranca_cli.cli.table import COMMANDS, PANELS, Command

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 88
_NARROWEST = 40
ROOT_OPTIONS = (
    ("--home, --pasta PASTA", "Onde ficam os dados (também COBRANCA_HOME)."),
    ("--today, --hoje DATA", "Faz de conta que hoje é DATA."),
    ("--version, --versao", "Mostra a versão."),
    ("--help, --ajuda", "Mostra a ajuda; de um comando: cobranca COMANDO --ajuda."),
)


def _width() -> int:
    """Columns to fill: a narrow window is respected, a wide one not used up."""
    if not sys.stdout.isatty():
        return WIDTH
    return max(_NARROWEST, min(WIDTH, shutil.get_terminal_size().columns))


def everyday() -> str:
    """The short help: what is used every day, and a line for each further group."""
    rest = {panel: [c for c in COMMANDS if c.panel == panel and not c.everyday] for panel in PANELS}
    groups = [(p, ", ".join(c.name_pt for c in found)) for p, found in rest.items() if found]
    return "\n".join([
        *_wrapped("cobranca: quem deve, desde quando, quanto, e um jeito gentil de lembrar."),
        "",
        "Uso: cobranca [--pasta PASTA] [--hoje DATA] COMANDO …",
        "",
        "Todo dia:",
        *_two_columns(_line(c) for c in COMMANDS if c.everyday),
        "",
        "Mais:",
        *_two_columns(groups),
        "",
        *_wrapped(
            "cobranca ajuda --tudo mostra todos; cobranca COMANDO --ajuda explica um comando; "
            "cobranca ajuda dinheiro, datas, regua ou lei, um assunto."
        ),
    ])  # fmt: skip


def everything() -> str:
    """All commands in panels, and the root options."""
    lines = ["Uso: cobranca [--pasta PASTA] [--hoje DATA] COMANDO …"]
    for panel in PANELS:
        found = [c for c in COMMANDS if c.panel == panel]
        if found:
            lines += ["", f"{panel}:", *_two_columns(_line(c) for c in found)]
    return "\n".join([*lines, "", "Opções de todos:", *_two_columns(ROOT_OPTIONS)])


def of_command(line: Command, command: Any, path: str) -> str:
    """One command: what it does, an example, its arguments and options."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    usage = " ".join([path, *(_metavar(a) for a in arguments), "[OPÇÕES]"])
    lines = [f"Uso: {usage}", "", *_wrapped(line.help)]
    lines += ["", "Exemplo:", f"  {line.example}"]
    if line.name != line.name_pt:
        lines += ["", f"O mesmo em inglês e em português: {line.name}, {line.name_pt}."]
    described = [(_metavar(a), a.help or "") for a in arguments]
    if described:
        lines += ["", "Argumentos:", *_two_columns(described)]
    listed = [(_option(o), _option_help(o)) for o in options]
    return "\n".join([*lines, "", "Opções:", *_two_columns(listed)])


def of_topic(text: str) -> str:
    """A topic with its prose in lines that fit; what is indented stays as it is."""
    lines: list[str] = []
    for as_it_is, run in groupby(text.splitlines(), key=lambda line: line[:1] in ("", " ")):
        found = list(run)
        lines += found if as_it_is else _wrapped(" ".join(found))
    return "\n".join(lines)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _width(), break_on_hyphens=False)


def _line(command: Command) -> tuple[str, str]:
    names = dict.fromkeys((command.name_pt, command.name))
    return ", ".join(names), command.help


def _metavar(argument: Any) -> str:
    name = str(argument.metavar or argument.name.upper())
    if argument.nargs == -1 and not name.endswith("…"):
        name += "…"
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _option(option: Any) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag else f"{names} {option.metavar or 'TEXTO'}"


def _option_help(option: Any) -> str:
    text = option.help or ""
    if option.multiple:
        text += " Pode repetir."
    return text + (" (obrigatório)" if option.required else "")


def _two_columns(rows: Iterable[tuple[str, str]]) -> list[str]:
    found, width = list(rows), _width()
    left = min(max((len(name) for name, _ in found), default=0), 32 if width == WIDTH else 8)
    lines: list[str] = []
    for name, text in found:
        wrapped = textwrap.wrap(text, width - left - 4, break_on_hyphens=False) or [""]
        if len(name) > left:
            named = textwrap.wrap(
                name, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
            )
            lines += [*named, *(f"  {'':{left}}  {part}" for part in wrapped)]
        else:
            lines += [f"  {name:{left}}  {wrapped[0]}".rstrip()]
            lines += [f"  {'':{left}}  {part}" for part in wrapped[1:]]
    return lines
