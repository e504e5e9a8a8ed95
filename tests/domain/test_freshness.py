"""When what is known has to be asked again."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from cobranca_cli.domain.freshness import is_stale, unconfirmed


@pytest.mark.parametrize(
    ("zone", "instant"),
    [("America/Sao_Paulo", "2025-11-24T03:00:00Z"), ("America/Rio_Branco", "2025-11-24T05:00:00Z")],
)
def test_a_year_ago_in_the_business_own_zone(zone, instant):
    found = unconfirmed(date(2026, 11, 23), ZoneInfo(zone))
    assert found == ("2025-11-23", instant)


def test_a_leap_day_has_a_day_a_year_ago():
    assert unconfirmed(date(2028, 2, 29), ZoneInfo("UTC")).confirmed_by == "2027-02-28"
    assert unconfirmed(date(2029, 2, 28), ZoneInfo("UTC")).confirmed_by == "2028-02-28"


def test_a_reference_is_stale_after_ninety_days():
    today = date(2026, 11, 23)
    assert not is_stale(today - timedelta(days=90), today)
    assert is_stale(today - timedelta(days=91), today)
