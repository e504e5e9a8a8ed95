"""`demo`: an example business in a fresh home, and the main job shown on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from cobranca_cli.cli.commands import notebook
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact, say
from cobranca_cli.cli.table import BY_NAME
from cobranca_cli.errors import HomeHasDataError
from cobranca_cli.store import settings as settings_file

DAY = date(2026, 11, 23)  # The example's notebook ends here; a Monday after a bank holiday.
BUSINESS = {
    "business.name": "Doces da Lúcia",
    "business.owner": "Lúcia Ferreira",
    "business.city": "Campinas",
    "business.address": "Rua das Acácias, 123, Campinas",
    "business.document": "11.222.333/0001-81",
    "business.phone": "(19) 91234-5678",
    "business.pix_key": "lucia@example.com",
}
SHOWN = (
    ("Quem está atrasado", "atrasados --limite 8"),
    ("Um lembrete gentil", "lembrar --mostrar --limite 1"),
    ("O dia em poucas linhas", "resumo"),
)
NAMES = ("clientes.csv", "vendas.csv", "pagamentos.csv")


def demo(ctx: typer.Context) -> None:
    """Fill a fresh home with the example and show who is late, a reminder, and the day."""
    app: AppContext = ctx.obj
    if app.has_home:
        raise HomeHasDataError(str(app.home))
    example = AppContext(app.home, app.now.replace(year=DAY.year, month=DAY.month, day=DAY.day),
                         app.settings)  # fmt: skip
    example.format, example.dry_run = app.format, app.dry_run
    ctx.obj = example
    folder = files()
    done = notebook.play(example, "demo", *([str(folder / name)] for name in NAMES))
    app.current = example.current
    if not example.dry_run:
        changes = {key: settings_file.check(key, text) for key, text in BUSINESS.items()}
        settings_file.save(example.settings_path, changes)
    emit_fact(example, done, lines=[*notebook.lines(done)])
    if example.format == "table" and not example.dry_run:
        _show(example)


def files() -> Path:
    """The folder of the example files: in the package, or in the checkout beside it."""
    package = Path(__file__).parents[2]
    inside = package / "examples"
    return inside if inside.is_dir() else package.parents[1] / "examples"


def _show(example: AppContext) -> None:
    from cobranca_cli.cli.main import build

    example.settings = settings_file.load(example.settings_path)
    prefix = f"cobranca --pasta {example.home} --hoje {DAY:%d/%m/%Y}"
    for title, line in SHOWN:
        say(["", f"{title} (cobranca {line}):", ""])
        name, *arguments = line.split()
        build(BY_NAME[name]).main(arguments, standalone_mode=False, obj=example)
    say([
        "", "Experimente:",
        f"  {prefix} ficha 'Eliana Paschoal'",
        f"  {prefix} a-vencer",
        f"  {prefix} recebi 'Igor Falcão' 50",
        f"  {prefix} --help",
    ])  # fmt: skip
