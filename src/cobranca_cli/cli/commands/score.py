"""How punctual customers are: `score`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, NamedTuple

import typer

from cobranca_cli.cli import options, says_score
from cobranca_cli.cli.context import AppContext
from cobranca_cli.cli.output import emit_fact, emit_list
from cobranca_cli.reports.score import ScoreLine, ranking, score_of

_RANKING = ("customer", "score", "score_class", "segment", "installments", "usual_days")


class _Lines(NamedTuple):
    """For `--csv` of one customer: the counted instalments."""

    rows: list[ScoreLine]


def score(
    ctx: typer.Context,
    customer: options.MaybeCustomer = None,
    explain: Annotated[bool, typer.Option(
        "--explain", "--explicar", help="Mostra a conta, parcela por parcela.")] = False,
    as_of: Annotated[date | None, typer.Option(
        "--as-of", "--em-data", metavar="DATA", parser=str, callback=options.past_date,
        help="Como estava nesse dia.")] = None,
) -> None:  # fmt: skip
    """Rank everybody, or explain one customer's score."""
    app: AppContext = ctx.obj
    day, calendar = as_of or app.today, app.settings.calendar
    tolerance_cents = app.settings.tolerance_cents
    if customer is None:
        found = ranking(app.reader(), as_of=day, calendar=calendar, tolerance_cents=tolerance_cents)
        footer = says_score.footer(found, app.today)
        emit_list(app, found, columns=_RANKING, footer=footer, empty="Nenhum cliente.")
        return
    one = score_of(app.reader(), customer=customer, as_of=day, calendar=calendar,
                   tolerance_cents=tolerance_cents)  # fmt: skip
    if app.format == "csv":
        emit_list(app, _Lines(one.lines), columns=())
    else:
        emit_fact(app, one, lines=says_score.of_customer(one, app.today, explain=explain))
