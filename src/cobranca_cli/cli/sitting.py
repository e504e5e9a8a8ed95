"""The `caderno`: many lines in one run. Each is a run of its own but for the start-up.

At a terminal a line that fails leaves the sitting alive. Piped, the first one that fails ends it:
what comes after may count on it (a `desfazer` would undo another write).
"""

from __future__ import annotations

import sys
from itertools import takewhile
from typing import TYPE_CHECKING

from cobranca_cli.cli.output import fitting, note, say
from cobranca_cli.cli.table import COMMANDS
from cobranca_cli.cli.typed_lines import split
from cobranca_cli.cli.words import counted
from cobranca_cli.errors import CobrancaError, ExitCode, brl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobranca_cli.cli.context import AppContext
    from cobranca_cli.reports.sitting import Entered, Mark

EXIT_WORDS = {
    ExitCode.FAILURE: "não deu certo, ou a resposta é “não”",
    ExitCode.USAGE: "não foi entendido",
    ExitCode.NOT_FOUND: "não existe, ou mais de um serve",
    ExitCode.REFUSED: "foi entendido e recusado por uma regra; nada foi gravado",
    ExitCode.STORE: "o banco de dados ou um arquivo não pode ser lido ou gravado",
}
_ENDS = ("sair", "fim", "exit", "quit")
_MENU = [command for command in COMMANDS if command.everyday and command.name != "shell"]
_HOW = "Escreva o número, ou o comando; ajuda COMANDO explica um, ajuda --tudo mostra todos."
_HELLO = "Caderno: escreva sem cobranca. Tab completa, ? mostra o menu, d desfaz, sair termina."


def hold(app: AppContext, *, fixed_day: bool) -> int:
    """Take lines until there are no more; the exit code of the first that failed, if piped.

    `fixed_day`: --today was given, and holds for every line; else each line has its own day.
    """
    before = ["--home", str(app.home)]
    if fixed_day:
        before += ["--today", app.today.isoformat()]
    if not app.on_terminal:
        typed = sys.stdin.read().splitlines()
        return run_lines(before, list(takewhile(lambda line: line.strip() not in _ENDS, typed)))
    from cobranca_cli.cli.prompt_line import Prompt

    began = _mark(app)
    prompt = Prompt(before)
    say(fitting([_HELLO]))
    begun = ""
    while (typed := prompt.ask(begun)) is not None and typed.strip() not in _ENDS:
        begun = _take(before, typed.strip())
    say(fitting(_totals(app, began)))
    return ExitCode.OK


def _take(before: Sequence[str], typed: str) -> str:
    """Do what was typed at the prompt; what is to stand in the next line already."""
    if typed in ("?", "cobranca"):
        _menu()
    elif typed.isdecimal() and 1 <= int(typed) <= len(_MENU):
        return f"{_MENU[int(typed) - 1].name_pt} "
    else:
        code = run_lines(before, typed.splitlines())  # What is pasted may be several.
        if code in EXIT_WORDS:
            note(f"[{code}: {EXIT_WORDS[ExitCode(code)]}]")
    return ""


def _menu() -> None:
    menu = (f"{n:>4}. {command.name_pt:15}{command.help}" for n, command in enumerate(_MENU, 1))
    say(fitting((*menu, _HOW)))


def run_lines(before: Sequence[str], lines: Sequence[str]) -> int:
    """Run lines up to the first that fails; its exit code. Empty ones and `# …` are passed over."""
    for number, line in enumerate(lines, 1):
        code = _run(before, line) if line.strip() and line.lstrip()[0] != "#" else ExitCode.OK
        if code:
            if len(lines) > 1:
                note(f"Parei na linha {number}, e nada depois dela foi feito: {line.strip()}")
            return code
    return ExitCode.OK


def _run(before: Sequence[str], line: str) -> int:
    from cobranca_cli.cli.main import main

    try:
        words = split(line)
    except CobrancaError as error:
        note(error.message)
        note(f"Dica: {error.hint}")
        return error.exit_code
    words = words[1:] if words[0] == "cobranca" else words
    words = ["desfazer", *words[1:]] if words[:1] == ["d"] else words
    if words[:1] in (["caderno"], ["shell"]):
        note("Você já está no caderno.")
        return ExitCode.OK
    return main([*before, *words])


def _mark(app: AppContext) -> Mark:
    from cobranca_cli.reports import sitting

    if not app.has_home:
        return sitting.Mark(0, 0)
    found = sitting.mark(app.reader())
    app.close()  # What is held while a person thinks would keep writes from tidying up.
    return found


def _totals(app: AppContext, began: Mark) -> list[str]:
    from cobranca_cli.reports import sitting

    found = sitting.entered(app.reader(), began) if app.has_home else sitting.Entered(0, 0, 0, 0)
    parts = _parts(found)
    return [f"Desde que você abriu: {'; '.join(parts)}. Até logo!" if parts else "Até logo!"]


def _parts(found: Entered) -> list[str]:
    sold = f"{counted(found.sales, 'venda')}, {brl(found.sold_cents)}"
    received = f"{counted(found.payments, 'recebimento')}, {brl(found.received_cents)}"
    return [*([sold] if found.sales else []), *([received] if found.payments else [])]
