"""The bars of a boleto: Interleaved 2 of 5, two digits at a time (ISO/IEC 16390)."""

from __future__ import annotations

# Which two of the five elements of a digit are wide.
_WIDE = ("00110", "10001", "01001", "11000", "00101", "10100", "01100", "00011", "10010", "01010")
_NARROW_BAR, _WIDE_BAR = 1, 3
_START, _STOP = (1, 1, 1, 1), (3, 1, 1)


def bars(digits: str) -> list[int]:
    """Widths in modules of bar, space, bar … for an even number of digits; 44 give 405 modules.

    >>> bars("01")
    [1, 1, 1, 1, 1, 3, 1, 1, 3, 1, 3, 1, 1, 3, 3, 1, 1]
    """
    assert digits.isascii(), digits
    assert digits.isdigit(), digits
    assert len(digits) % 2 == 0, digits
    widths = list(_START)
    for bar_digit, space_digit in zip(digits[::2], digits[1::2], strict=True):
        for bar, space in zip(_WIDE[int(bar_digit)], _WIDE[int(space_digit)], strict=True):
            widths += (_WIDE_BAR if wide == "1" else _NARROW_BAR for wide in (bar, space))
    return [*widths, *_STOP]
