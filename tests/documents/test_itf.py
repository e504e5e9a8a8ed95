from __future__ import annotations

from cobranca_cli.documents.itf import bars


def test_a_boleto_is_405_modules_wide_and_begins_and_ends_with_a_bar():
    widths = bars("23798843400000011523381260000000080000006331")
    assert sum(widths) == 405
    assert len(widths) == 4 + 22 * 10 + 3
    assert widths[:4] == [1, 1, 1, 1]
    assert widths[-3:] == [3, 1, 1]


def test_two_digits_are_interleaved():
    # Bars say 3 (wide wide narrow narrow narrow), the spaces between them 8 (wide … wide narrow).
    assert bars("38")[4:-3] == [3, 3, 3, 1, 1, 1, 1, 3, 1, 1]
