from __future__ import annotations

import pytest
from qr_reading import read_lines, read_png

from cobranca_cli.domain.pix import encode
from cobranca_cli.messages import qr

SHORT = encode(key="52998224725", name="Lucia", city="Campinas")
LONG = encode(
    key="a" * 65 + "@example.com", name="N" * 25, city="C" * 15, amount_cents=9_999_999_999,
    txid="T" * 25,
)  # fmt: skip
LINK = "https://wa.me/5511912345678?text=" + "Oi%2C%20Ana%21%20" * 40


@pytest.mark.parametrize("text", [SHORT, LONG, LINK], ids=["short", "longest", "link"])
def test_another_program_reads_what_is_drawn(text):
    assert read_png(qr.png(text)) == text
    assert read_lines(qr.lines(text)) == text


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_a_pix_code_fits_into_sixty_columns(text):
    lines = qr.lines(text)
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines[0]) <= qr.TERMINAL_WIDTH


def test_the_drawing_for_printing_is_dark_on_white():
    drawn = qr.svg(SHORT).decode()
    assert drawn.startswith("<?xml")
    assert 'fill="#fff"' in drawn
    assert 'stroke="#000"' in drawn
