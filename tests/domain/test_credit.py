"""Exposure and what may still be sold on trust (rules §6)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.credit import Exposure

cents = st.integers(0, 10_000_00)


@pytest.mark.parametrize(
    ("limit", "open_cents", "credit", "available", "fits"),
    [
        (500_00, 0, 0, 500_00, 500_00),
        (500_00, 450_00, 0, 50_00, 50_00),
        (500_00, 600_00, 0, 0, 0),  # A limit made lower later: nothing more, but nothing negative.
        (500_00, 0, 30_00, 530_00, 530_00),
        (0, 0, 0, 0, 0),
        (0, 0, 30_00, 30_00, 30_00),
        (None, 9_999_00, 0, None, 10**9),
    ],
)
def test_what_is_available_fits_and_a_cent_more_does_not(
    limit, open_cents, credit, available, fits
):
    exposure = Exposure(limit, open_cents, credit)
    assert exposure.available_cents == available
    assert exposure.excess_cents(fits) == 0
    if limit is not None:
        assert exposure.excess_cents(fits + 1) == max(1, open_cents - limit + 1)


@given(limit=cents, open_cents=cents, credit=cents, financed=cents)
def test_a_sale_fits_exactly_when_it_is_available(limit, open_cents, credit, financed):
    credit = 0 if open_cents else credit  # They never lie side by side.
    exposure = Exposure(limit, open_cents, credit)
    fits = exposure.excess_cents(financed) == 0
    assert fits == (financed == 0 or financed <= exposure.available_cents)
    assert exposure.on_trust_cents(financed) == max(0, financed - credit)
