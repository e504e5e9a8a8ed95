"""What could come next in a line that is being typed, for shells and for the `caderno` prompt.

Not Typer's: that builds more, and lets zsh run what names are made of. The root callback does not
run here, so there is no AppContext: the home is found from the line and the environment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cobranca_cli.cli.table import BY_NAME, COMMANDS
from cobranca_cli.cli.usage_errors import ROOT_OPTIONS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cobranca_cli.store.queries.completion import Named, Numbered


class Candidate(NamedTuple):
    """A whole word that fits, and what to say beside it."""

    value: str
    help: str


class Asked(NamedTuple):
    """What is being typed: its beginning, and the home named before it."""

    incomplete: str
    home: str | None


class FilesFitError(Exception):
    """A file's name fits here; the shell knows those better."""


_DAYS = {
    "hoje": "", "ontem": "", "amanha": "", "segunda": "", "terca": "", "quarta": "", "quinta": "",
    "sexta": "", "sabado": "", "domingo": "", "dia 10": "o dia 10 mais próximo",
    "30 dias": "daqui a 30 dias",
}  # fmt: skip


def candidates(words: Sequence[str], incomplete: str) -> list[Candidate]:
    """What fits as the last word, `incomplete` so far, after `words` (without `cobranca`).

    Whole words, each beginning as `incomplete` does but for case and accents. Raises FilesFitError
    where a file is wanted.
    """
    home, command, rest = _before_the_command(words)
    equals = incomplete.startswith("--") and "=" in incomplete
    option, _, typed = incomplete.partition("=") if equals else ("", "", incomplete)
    if equals:
        found = candidates([*words, option], typed)
        return [Candidate(f"{option}={value}", text) for value, text in found]
    asked = Asked(incomplete, home)
    if command is None:
        if rest:
            return _values("home" if rest[0] in ("--home", "--pasta") else "today", "DATA", asked)
        return _fitting(_roots() if incomplete.startswith("-") else _commands(), incomplete)
    line = BY_NAME.get(command)
    if line is None:
        return []
    from cobranca_cli.cli.main import build

    built = build(line, command)
    waiting, seen = _next(built.params, rest)
    if waiting is None or (incomplete.startswith("-") and waiting.param_type_name == "argument"):
        return _fitting(_options(built.params, seen), incomplete)
    name = line.function if waiting.name in ("name", "topic") else waiting.name
    return _values(name, waiting.metavar or "", asked)


def _before_the_command(words: Sequence[str]) -> tuple[str | None, str | None, list[str]]:
    """The home named, the command if it was typed, and what follows it.

    Without a command, what follows is the root option whose value comes next, if any.
    """
    home, rest = None, list(words)
    while rest and rest[0].startswith("-"):
        option, equals, value = rest.pop(0).partition("=")
        if option in ROOT_OPTIONS:
            if not equals:
                if not rest:
                    return home, None, [option]
                value = rest.pop(0)
            home = value if ROOT_OPTIONS[option] == "PASTA" else home
    return (home, rest[0], rest[1:]) if rest else (home, None, [])


def _next(parameters: Sequence[Any], words: Sequence[str]) -> tuple[Any, set[str]]:
    """The parameter whose value comes next, None for no more, and the options that were given."""
    options = {name: p for p in parameters for name in (*p.opts, *p.secondary_opts)
               if p.param_type_name == "option"}  # fmt: skip
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    seen: set[str] = set()
    waiting, missing, literal = None, 0, False
    for word in words:
        if missing:
            missing -= 1
            continue
        option, equals, _ = word.partition("=")
        if word == "--" and not literal:
            literal = True
        elif option in options and not literal:
            waiting = options[option]
            if not waiting.multiple:
                seen.update((*waiting.opts, *waiting.secondary_opts))
            missing = 0 if waiting.is_flag else waiting.nargs - bool(equals)
        elif arguments and arguments[0].nargs != -1:
            arguments.pop(0)
    return waiting if missing else next(iter(arguments), None), seen


def _options(parameters: Sequence[Any], seen: set[str]) -> Iterator[Candidate]:
    for option in parameters:
        if option.param_type_name == "option" and not option.hidden:
            for name in (*option.opts, *option.secondary_opts):
                if name not in seen and name.startswith("--"):
                    yield Candidate(name, option.help or "")
    yield from (Candidate(name, "Mostra a ajuda.") for name in ("--help", "--ajuda"))


def _roots() -> Iterator[Candidate]:
    from cobranca_cli.cli.help import ROOT_OPTIONS as DESCRIBED

    for names, text in DESCRIBED:
        yield from (Candidate(n.split()[0], text) for n in names.split(", "))


def _commands() -> Iterator[Candidate]:
    for command in COMMANDS:
        for name in dict.fromkeys((command.name_pt, command.name)):
            yield Candidate(name, command.help)


def _fitting(found: Iterable[Candidate], incomplete: str) -> list[Candidate]:
    from cobranca_cli.domain.text import fold

    key = fold(incomplete)
    return [one for one in found if fold(one.value).startswith(key)]


def _values(name: str, metavar: str, asked: Asked) -> list[Candidate]:
    """Values of a parameter: by its name, else by what stands for it in the help."""
    bare = metavar.strip("[]…")
    plain = dict.fromkeys(bare.split("|"), "") if bare.islower() and "|" in bare else {}
    ask = _BY_NAME.get(name) or _BY_METAVAR.get(bare) or (lambda _: plain)
    found = ask(asked)
    if isinstance(found, dict):
        return _fitting((Candidate(*pair) for pair in found.items()), asked.incomplete)
    return found


def _files(_asked: Asked) -> list[Candidate]:
    raise FilesFitError


def _methods(_asked: Asked) -> dict[str, str]:
    from cobranca_cli.domain.words import METHOD_NAMES, METHOD_WORDS, first_words

    return {word: METHOD_NAMES[METHOD_WORDS[word]] for word in first_words(METHOD_WORDS)}


def _settings(_asked: Asked) -> dict[str, str]:
    from cobranca_cli.store.settings import SETTINGS

    return {setting.key: setting.description for setting in SETTINGS}


def _helped(_asked: Asked) -> dict[str, str]:
    from cobranca_cli.cli.topics import TOPICS

    return {**dict.fromkeys(TOPICS, "um assunto"), **{one.value: one.help for one in _commands()}}


def _templates(_asked: Asked) -> dict[str, str]:
    from cobranca_cli.messages.trials import ABOUT

    return dict(ABOUT)


def _segments(_asked: Asked) -> dict[str, str]:
    from cobranca_cli.domain.score import SEGMENTS

    return dict.fromkeys(SEGMENTS, "")


def _channels(_asked: Asked) -> dict[str, str]:
    from cobranca_cli.domain.words import SENDING_WORDS, first_words

    return dict.fromkeys(first_words(SENDING_WORDS), "")


def _asking(asked: Asked, ask: Callable[[sqlite3.Connection], list[Candidate]]) -> list[Candidate]:
    """What the book answers; nothing where it cannot be read: there is no place for an error."""
    import sqlite3
    from contextlib import closing

    from cobranca_cli.cli.context import DATABASE, find_home
    from cobranca_cli.errors import CobrancaError
    from cobranca_cli.store.connection import connect

    try:
        database = find_home(asked.home) / DATABASE
        if not database.exists():
            return []
        with closing(connect(database, read_only=True)) as connection:
            return ask(connection)
    except (CobrancaError, sqlite3.Error, OSError):
        return []


def _customers(asked: Asked) -> list[Candidate]:
    from cobranca_cli.domain.text import fold
    from cobranca_cli.store.queries import completion

    key = fold(asked.incomplete)
    return _asking(asked, lambda c: [_customer(row) for row in completion.customers(c, key)])


def _customer(row: Named) -> Candidate:
    """By the name; by the number where the name alone would be taken for something else."""
    from cobranca_cli.domain.text import only_a_number
    from cobranca_cli.errors import brl

    owes = f"{brl(row.open_cents)} em aberto" if row.open_cents else "nada em aberto"
    by_name = row.alone and row.fitting[0] != "-" and not only_a_number(row.fitting)
    value = row.fitting if by_name else f"c{row.customer_id}"
    return Candidate(value, owes if value == row.name else f"{row.name}, {owes}")


def _numbered(what: str) -> Callable[[Asked], list[Candidate]]:
    """Ids of such things, or customers, of whom only one may fit."""

    def ask(asked: Asked) -> list[Candidate]:
        from cobranca_cli.store.queries import completion

        typed = asked.incomplete
        if typed and not typed.isdigit():
            return _customers(asked)
        return _asking(
            asked, lambda c: [_described(row) for row in completion.numbered(c, what, typed)]
        )

    return ask


def _described(row: Numbered) -> Candidate:
    from datetime import date

    from cobranca_cli.domain.dates_typed import format_date
    from cobranca_cli.errors import brl

    day = format_date(date.fromisoformat(row.on))
    about = filter(None, (row.customer, brl(row.cents), day, row.about))
    return Candidate(str(row.number), ", ".join(about))


_NUMBERS = ("sale", "installment", "payment", "recurring", "agreement")
_BY_NAME: dict[str, Callable[[Asked], list[Candidate] | dict[str, str]]] = {
    **dict.fromkeys(("customer", "customers", "keep", "other", "offer", "referred_by"), _customers),
    **{what: _numbered(what) for what in _NUMBERS},
    "target": _numbered("installment"),
    "home": _files,
    "templates": _templates,
    "help_command": _helped,
    "key": _settings,
}
_BY_METAVAR: dict[str, Callable[[Asked], list[Candidate] | dict[str, str]]] = {
    **dict.fromkeys(("ARQUIVO", "ARQUIVO|-", "PASTA"), _files),
    **dict.fromkeys(("DATA", "DIA", "DE ATÉ"), lambda _: _DAYS),
    **dict.fromkeys(("FORMA", "FORMA[:VALOR]"), _methods),
    "CANAL": _channels,
    "PERFIL": _segments,
}
