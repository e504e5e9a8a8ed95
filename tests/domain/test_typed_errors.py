"""What a person is told when a typed value is refused."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.dates_typed import parse_date
from cobranca_cli.domain.installments import parse_interval
from cobranca_cli.domain.money import parse_amount, parse_percent_bps
from cobranca_cli.domain.phone import parse_phone
from cobranca_cli.domain.tax_id import parse_tax_id
from cobranca_cli.domain.text import clean_email, clean_line
from cobranca_cli.errors import CobrancaError, ExitCode

PARSERS = {
    "amount": parse_amount,
    "percent": parse_percent_bps,
    "interval": parse_interval,
    "date": partial(parse_date, today=date(2026, 11, 21), mode="future"),
    "tax id": parse_tax_id,
    "phone": parse_phone,
    "email": clean_email,
    "line": partial(clean_line, what="o nome"),
}
# Digits and marks that come near to a value, among characters that would harm a terminal.
near_misses = st.text("0123456789,./-+ R$%dm\x1b\n\u202e\u00b2\u0661@é", max_size=80)


def refusal(parse, text) -> CobrancaError | None:
    try:
        parse(text)
    except CobrancaError as error:
        return error
    return None


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@given(text=st.text() | near_misses)
def test_a_refusal_is_one_short_printable_line_and_a_hint(parse, text):
    error = refusal(parse, text)
    if error is not None:
        assert error.exit_code == ExitCode.USAGE
        assert error.hint
        for line in (error.message, error.hint):
            assert line.isprintable()
            assert len(line) <= 160


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@pytest.mark.parametrize("text", ["", " ", "\x1b[2J", "\ud800", "9" * 5000, "\u202e10", "\x00"])
def test_hostile_text_is_refused_politely(parse, text):
    error = refusal(parse, text)
    assert error is not None
    assert error.message.isprintable()
