"""The root options, the one clock, the one place where errors become words and exit codes."""

from __future__ import annotations

import gc
import os
import re
import sys
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.models import CommandInfo

from cobranca_cli.cli import help as help_texts
from cobranca_cli.cli.context import SETTINGS, AppContext, find_home
from cobranca_cli.cli.output import (
    finish,
    hold_notes,
    json_text,
    note,
    release_notes,
    say,
)
from cobranca_cli.cli.table import BY_NAME, Command
from cobranca_cli.cli.usage_errors import CLICK_ERROR, translate
from cobranca_cli.cli.words import Whole
from cobranca_cli.errors import CobrancaError, ExitCode
from cobranca_cli.store import settings as settings_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from zoneinfo import ZoneInfo

HELP_NAMES = {"help_option_names": ["--help", "--ajuda", "-h"]}
# Shared options by kind of command: what they set on the AppContext, and their help.
_NUMBER = re.compile(r"-[0-9]+")
_JSON = ("--json", "format", "json", "Responde em JSON, para programas.")
_CSV = ("--csv", "format", "csv", "Responde em CSV, para planilhas.")
_DRY_RUN = ("--dry-run/--simular", "dry_run", True, "Só mostra o que faria; não grava nada.")
_YES = ("--yes/--sim", "yes", True, "Responde sim a qualquer pergunta.")
_SHARED: dict[str, tuple[tuple[str, str, object, str], ...]] = {
    "list": (_JSON, _CSV),
    "fact": (_JSON,),
    "write": (_JSON, _DRY_RUN, _YES),
    "plain": (),
}


class CobrancaCommand(TyperCommand):
    """A command whose help is ours, and to which a number below zero is no option."""

    line: Command

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The rest that no parameter took: cobranca ajustes ladder.antes -5 leaves nothing."""
        ctx.ignore_unknown_options = any(_NUMBER.fullmatch(arg) for arg in args)
        return super().parse_args(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """The help text, from the parameters and the table."""
        return help_texts.of_command(self.line, self, ctx.command_path)


class Commands(TyperGroup):
    """Builds the one command that is named; a run pays for no other.

    Typer carries a private copy of Click, so these overrides cannot name its types.
    """

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # Typer's signature.
        """Both names of every command."""
        return list(BY_NAME)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # Typer's signature.
        """The command of this name, in either language."""
        line = BY_NAME.get(cmd_name)
        return None if line is None else build(line, cmd_name)

    def get_help(self, ctx: Any) -> str:  # noqa: ARG002  # Typer's signature, as above and below.
        """The everyday help."""
        return help_texts.everyday()


@cache
def build(line: Command, name: str | None = None) -> Any:
    """The Typer command of a line of the table, with the options its kind shares."""
    module = import_module(f"cobranca_cli.cli.commands.{line.module}")
    command = typer.main.get_command_from_info(
        CommandInfo(
            name or line.name,
            cls=CobrancaCommand,
            callback=getattr(module, line.function),
            help=line.help,
            context_settings=HELP_NAMES,
        ),
        pretty_exceptions_short=False,
        rich_markup_mode=None,
    )
    command.line = line  # type: ignore[attr-defined]  # `cls` decides the type, Typer says Command.
    command.params += [_shared_option(*shared) for shared in _SHARED[line.kind]]
    return command


def _shared_option(names: str, attribute: str, value: object, text: str) -> TyperOption:
    def keep(ctx: Any, _parameter: Any, given: bool) -> None:
        if given and isinstance(ctx.obj, AppContext):
            setattr(ctx.obj, attribute, value)

    return TyperOption(
        param_decls=[*names.split("/"), "shared_" + names[2:5]], is_flag=True, default=False,
        expose_value=False, is_eager=True, callback=keep, help=text,
    )  # fmt: skip


app = typer.Typer(
    cls=Commands, context_settings=HELP_NAMES, rich_markup_mode=None, add_completion=False,
    pretty_exceptions_enable=False, subcommand_metavar="COMANDO …",
)  # fmt: skip


@cache
def _root() -> Any:
    return typer.main.get_command(app)


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    home: Annotated[str | None, typer.Option("--home", "--pasta")] = None,
    today: Annotated[str | None, typer.Option("--today", "--hoje")] = None,
    version: Annotated[bool, typer.Option("--version", "--versao")] = False,
) -> None:
    """Quem deve, desde quando, quanto, e um jeito gentil de lembrar."""
    if version:
        from cobranca_cli import __version__

        say([f"cobranca {__version__}"])
        raise typer.Exit
    if ctx.invoked_subcommand == "help" and not (home or today):
        return
    folder = find_home(home)
    settings, error = _settings(folder, ctx.invoked_subcommand)
    runs: list[AppContext] = ctx.obj
    ctx.obj = AppContext(folder, _now(settings, today), settings)
    ctx.obj.settings_error = error
    runs.append(ctx.obj)
    ctx.call_on_close(ctx.obj.close)
    if ctx.invoked_subcommand is None:
        from cobranca_cli.cli.welcome import welcome

        welcome(ctx.obj, fixed_day=today is not None)


def _settings(
    folder: Path, command: str | None
) -> tuple[settings_file.Settings, CobrancaError | None]:
    """The home's settings. What cannot be read stops neither what repairs it nor what tells of it:
    those get the defaults, and the error.
    """
    path = folder / SETTINGS
    if command not in ("restore", "restaurar", "check", "conferir"):
        return settings_file.load(path), None
    try:
        found = settings_file.load(path)
        settings_file.check("business.timezone", found["business.timezone"])
    except CobrancaError as error:
        return settings_file.Settings(templates=folder / "templates"), error
    return found, None


def _now(settings: settings_file.Settings, today: str | None) -> datetime:
    """The only clock in the program. COBRANCA_NOW sets it; --today moves its day."""
    zone = settings.zone
    typed = os.environ.get("COBRANCA_NOW")
    if typed:
        now = _instant(typed, zone)
    else:
        now = datetime.now(zone)
    day = today or os.environ.get("COBRANCA_TODAY")
    if day:
        from cobranca_cli.domain.dates_typed import parse_date

        moved: date = parse_date(day, today=now.date(), mode="past", calendar=settings.calendar)
        now = now.replace(year=moved.year, month=moved.month, day=moved.day)
    return now


def _instant(typed: str, zone: ZoneInfo) -> datetime:
    from cobranca_cli.domain.calendar import FIRST_YEAR, LAST_YEAR
    from cobranca_cli.errors import InvalidDateError

    try:
        now = datetime.fromisoformat(typed)
        now = now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        raise InvalidDateError(typed, "unknown") from None
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        raise InvalidDateError(typed, "out_of_range")
    return now


def run() -> None:
    """Entry point of the script, and of the shells' completion."""
    shell = os.environ.get("_COBRANCA_COMPLETE")
    if shell:
        from cobranca_cli.cli.completion_shells import answer

        code = answer(shell, sys.argv[1:])
    else:
        code = main(sys.argv[1:])
    gc.freeze()  # Nor does Python look for cycles at its end: a tenth of a run.
    sys.exit(code)


def main(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit code. Nothing escapes as a traceback."""
    as_json = "--json" in arguments
    runs: list[AppContext] = []
    hold_notes(held=as_json)
    try:
        found = _root().main(list(arguments), prog_name="cobranca", standalone_mode=False, obj=runs)
        finish()
        release_notes()
        if found == ExitCode.INTERRUPTED:  # Typer makes a KeyboardInterrupt an exit code.
            raise KeyboardInterrupt
        return int(found) if isinstance(found, int) else ExitCode.OK
    except CobrancaError as error:
        return _tell(error, as_json)
    except CLICK_ERROR as error:
        return _tell(translate(error, arguments), as_json)
    except (typer.Abort, KeyboardInterrupt) as error:
        release_notes()
        if isinstance(error.__cause__, EOFError):  # A damaged .pyc, say: no question was asked.
            return _explain(error.__cause__, arguments, runs)
        note("Interrompido, mas o que você mandou já estava gravado; veja com: cobranca historico"
             if _written(runs) else "Interrompido; nada foi gravado.")  # fmt: skip
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has gone: nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:  # noqa: BLE001  # The last net: words instead of a traceback.
        return _explain(error, arguments, runs)


def _explain(error: Exception, arguments: Sequence[str], runs: list[AppContext]) -> int:
    from cobranca_cli.cli.failures import explain, home_named

    found = explain(error, home_named(arguments), written=_written(runs))
    return _tell(found, "--json" in arguments)


def _written(runs: list[AppContext]) -> bool:
    return any(run.written for run in runs)


def _tell(error: CobrancaError, as_json: bool) -> int:
    release_notes(dropped=True)
    if as_json:
        found = {"code": error.code, "message": error.message, "hint": error.hint}
        note(Whole(json_text({"error": found})))
    else:
        note(error.message)
        note(f"Dica: {error.hint}" if error.hint else "")
    return error.exit_code
