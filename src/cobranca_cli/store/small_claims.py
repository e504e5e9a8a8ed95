"""Up to how much the small-claims court takes a case: a table by year, or a setting."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.money import parse_amount

if TYPE_CHECKING:
    from cobranca_cli.store.settings import Settings

TABLE = Path(__file__).with_name("small_claims.csv")
WITHOUT_LAWYER, AT_MOST = 20, 40  # Minimum wages: Lei 9.099/95 arts. 9 and 3.


class SmallClaims(NamedTuple):
    """The limits in cents; `year` is that of the minimum wage, None for the setting's own."""

    year: int | None
    minimum_wage_cents: int
    without_lawyer_cents: int
    limit_cents: int


def limits(settings: Settings, year: int) -> SmallClaims:
    """By the setting `legal.minimum_wage`, else by the table's latest year up to `year`.

    A year before the table's first gets the first: the book may be older than the table.
    """
    wage, of_year = settings.minimum_wage_cents, None
    if wage is None:
        with TABLE.open(encoding="utf-8", newline="") as file:
            wages = {int(r["ano"]): parse_amount(r["salario_minimo"]) for r in csv.DictReader(file)}
        of_year = max((y for y in wages if y <= year), default=min(wages))
        wage = wages[of_year]
    return SmallClaims(of_year, wage, WITHOUT_LAWYER * wage, AT_MOST * wage)
