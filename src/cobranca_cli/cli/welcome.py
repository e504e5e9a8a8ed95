"""Bare `cobranca`: the first steps on a new home, the day and the `caderno`, or the help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.cli import help as help_texts
from cobranca_cli.cli.output import fitting, say
from cobranca_cli.cli.words import counted
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    from cobranca_cli.cli.context import AppContext

FIRST_STEPS = (
    "Bem-vindo(a) ao cobranca: quem deve, desde quando, quanto, e um jeito gentil de lembrar.",
    "",
    "Três primeiros passos:",
    "  1. cobranca configurar               diz quem é você",
    "  2. cobranca vendi Maria 150,00       anota a primeira venda",
    "  3. cobranca atrasados                mostra quem está atrasado",
    "",
    "Já tem um caderno em planilha? cobranca importar --clientes c.csv --vendas v.csv",
)


def welcome(app: AppContext, *, fixed_day: bool) -> None:
    """On a terminal what fits the home: the first steps, or the day and then the `caderno`; piped,
    the everyday help.
    """
    if not app.on_terminal:
        say([help_texts.everyday()])
    elif not app.has_home:
        say(fitting(FIRST_STEPS))
    else:
        from cobranca_cli.cli.sitting import hold

        say(fitting([*_today(app), ""]))
        app.close()
        hold(app, fixed_day=fixed_day)


def _today(app: AppContext) -> list[str]:
    """The day in five lines."""
    from cobranca_cli.domain.dates_typed import describe
    from cobranca_cli.reports.summary import summary

    found = summary(app.reader(), today=app.today, settings=app.settings)
    return [
        f"Hoje é {describe(app.today)}.",
        f"Vence hoje: {brl(found.due_today_cents)}; na semana: {brl(found.due_week_cents)}.",
        f"Atrasado: {brl(found.overdue_cents)}, de {counted(found.overdue_customers, 'cliente')}.",
        f"Entrou no mês: {brl(found.received_month_cents)}.",
        f"Lembretes prontos: {found.messages_ready} (cobranca lembrar --mostrar).",
    ]
