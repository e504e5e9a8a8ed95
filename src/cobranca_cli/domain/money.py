"""Money is an integer number of centavos; a percentage is an integer number of basis points.

Never a float. Sources: rules §1, facts §9 ("Amount").
"""

from __future__ import annotations

import re

from cobranca_cli.errors import (
    AmountOutOfRangeError,
    InvalidAmountError,
    InvalidPercentError,
    brl,
)

MAX_AMOUNT_CENTS = 9_999_999_999  # R$ 99.999.999,99
MAX_PERCENT_BPS = 10_000  # 100 %

# The four shapes of facts §9: (reais, centavos). A three-digit group is never a decimal part.
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]{1,2}))?",  # 1.234 and 1.234,56
        r"([0-9]+)(?:,([0-9]{1,2}))?",  # 50 and 50,5
        r"([0-9]+)\.([0-9]{1,2})",  # 50.00
        r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)\.([0-9]{1,2})",  # 1,234.56
    )
)
_PREFIX = re.compile(r"(?:R\$|BRL)\s*", re.IGNORECASE | re.ASCII)
_SUFFIX = re.compile(r"\s*(?:real|reais)\Z", re.IGNORECASE | re.ASCII)
_BLANK_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]{1,2})?")
_GROUPS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*%?", re.ASCII)
_LONGEST = 60


def parse_amount(text: str) -> int:
    """Centavos in an amount as people type it.

    >>> [parse_amount(t) for t in ("R$ 1.234,56", "1.234", "50.00", "1,234.56", "50,5 reais")]
    [123456, 123400, 5000, 123456, 5050]

    Raises InvalidAmountError, with the readings it could have, for any other shape (`1,234` is
    R$ 1,23 or R$ 1.234,00), and AmountOutOfRangeError for zero, negatives and more than
    R$ 99.999.999,99.
    """
    number = _bare_number(text)
    cents = _read(number)
    if cents is None:
        if number[:1] in ("-", "\u2212") and _read(number[1:].strip()) is not None:
            raise AmountOutOfRangeError(text, MAX_AMOUNT_CENTS)
        raise InvalidAmountError(text, _readings(number))
    if not 0 < cents <= MAX_AMOUNT_CENTS:
        raise AmountOutOfRangeError(text, MAX_AMOUNT_CENTS)
    return cents


def format_brl(cents: int) -> str:
    """Centavos as people read them, with an ordinary blank.

    >>> format_brl(123456), format_brl(-100)
    ('R$ 1.234,56', '-R$ 1,00')
    """
    return brl(cents)


def parse_percent_bps(text: str) -> int:
    """Basis points in a percentage from 0 to 100 %, with at most two decimals.

    >>> [parse_percent_bps(t) for t in ("2", "2%", "2,5%", "0.5%")]
    [200, 200, 250, 50]

    Raises InvalidPercentError.
    """
    match = _PERCENT.fullmatch(text.replace("\u00a0", " ").strip())
    if match is None:
        raise InvalidPercentError(text)
    bps = _cents(match[1], match[2])
    if bps > MAX_PERCENT_BPS:
        raise InvalidPercentError(text)
    return bps


def format_percent(bps: int) -> str:
    """Basis points as people read them.

    >>> [format_percent(bps) for bps in (500, 250, 205)]
    ['5%', '2,5%', '2,05%']
    """
    whole, hundredths = divmod(bps, 100)
    decimals = f",{hundredths:02}".rstrip("0") if hundredths else ""
    return f"{whole}{decimals}%"


def percent_of(cents: int, bps: int) -> int:
    """`bps` basis points of `cents`, in centavos, half a centavo rounded up (rules §1).

    >>> percent_of(2525, 200)  # 50,5 centavos: a tie
    51
    """
    return half_up(cents * bps, MAX_PERCENT_BPS)


def half_up(numerator: int, denominator: int) -> int:
    """The rounded quotient of two whole numbers, a half away from zero: exact, never a float.

    >>> [half_up(n, 10) for n in (4, 5, 14, 15, -5)]
    [0, 1, 1, 2, -1]
    """
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return rounded if numerator >= 0 else -rounded


def _bare_number(text: str) -> str:
    """`text` without outer blanks, currency before and currency after."""
    number = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    if prefix := _PREFIX.match(number):
        number = number[prefix.end() :]
    return _SUFFIX.sub("", number)


def _read(number: str) -> int | None:
    """Centavos when `number` has one of the four shapes, else None."""
    for shape in _SHAPES:
        if match := shape.fullmatch(number):
            return _cents(re.sub(r"[.,]", "", match[1]), match[2])
    return None


def _cents(whole: str, decimals: str | None) -> int:
    """Hundredths; a whole part too long for any amount counts as just above the limit."""
    whole = whole.lstrip("0")
    if len(whole) > len(str(MAX_AMOUNT_CENTS)):
        return MAX_AMOUNT_CENTS + 1
    return int(whole or "0") * 100 + int((decimals or "0").ljust(2, "0"))


def _readings(number: str) -> tuple[int, ...]:
    """What an ill-shaped number may mean: its last mark is the decimal one, or all are thousands.

    Only values that an amount may have, in cents, smallest first.
    """
    if len(number) > _LONGEST:
        return ()
    if _BLANK_GROUPS.fullmatch(number):
        number = number.replace(" ", "")
    elif not _GROUPS.fullmatch(number):
        return ()
    groups = re.split(r"[.,]", number)
    found = {_cents("".join(groups), None)}
    if len(groups) > 1:
        found.add(_cents("".join(groups[:-1]), groups[-1][:2]))
    if (exact := _read(number)) is not None:
        found = {exact}
    return tuple(sorted(cents for cents in found if 0 < cents <= MAX_AMOUNT_CENTS))


def part_of(total_cents: int, typed: str) -> int:
    """The cents of a part that was typed as an amount or as a percentage of the total.

    >>> part_of(20_000, "10%"), part_of(20_000, "10,00")
    (2000, 1000)

    Raises InvalidAmountError.
    """
    if typed.strip().endswith("%"):
        return percent_of(total_cents, parse_percent_bps(typed))
    return parse_amount(typed)
