"""Boletos: a line of 47 digits (a bank's) or 48 (a utility's), or the barcode of 44 behind either.

Field layout, check digits and due factor as in `facts.md` §3. We issue none: what the bank gave is
read, and whatever is wrong with it is said.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.errors import InvalidBoletoError, UtilityBoletoError, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kind = Literal["bank", "utility"]

_BANK_LINE, _UTILITY_LINE, _BARCODE = 47, 48, 44
_BASE = date(1997, 10, 7)
_CYCLE_DAYS = 9_000  # 9999 (2025-02-21) was followed by 1000.
_FIRST_FACTOR = 1_000
_FIELDS = ((0, 9), (10, 20), (21, 31))  # Of a bank's line; each check digit comes right after.
_BLOCK = 11  # Digits of each block of a utility's line, without its check digit.
_MOD_10, _MOD_11 = "67", "89"  # A utility's third digit: how its check digits are made.
_IN_REAIS = "68"  # ... and whether the eleven digits after the general one are an amount.


class BoletoReading(NamedTuple):
    """A boleto as read; when it is not valid all but `errors` and `kind` is None.

    `amount_cents` is 0 when the payer says how much, None for a utility's bill without an amount.
    `due_on` is the day of the factor's cycle nearest to the day of reading, `due_on_other_cycle`
    that of the other; both None without a due date. `line` is the one to be typed, digits only.
    """

    valid: bool
    errors: list[str]
    kind: Kind | None
    barcode: str | None
    line: str | None
    bank: str | None
    amount_cents: int | None
    due_on: date | None
    due_on_other_cycle: date | None


def decode(text: str, *, near: date) -> BoletoReading:
    """Read a line or a barcode as typed: blanks, dots and dashes between the digits are nothing.

    >>> found = decode("42297.00408 00002.782472 26173.001129 6 10010000018084",
    ...                near=date(2026, 11, 21))
    >>> found.amount_cents, str(found.due_on), str(found.due_on_other_cycle)
    (18084, '2025-02-23', '2000-07-04')
    """
    digits = re.sub(r"[\s.\-]", "", text)
    kind: Kind = "utility" if digits.startswith("8") else "bank"
    errors = [*_length_errors(digits, kind)]
    if errors:
        return _invalid(errors, None)
    if len(digits) == _BARCODE:
        errors = [*_barcode_errors(digits, kind)]
        barcode, line = digits, _line_of(digits, kind)
    else:
        barcode, line = _barcode_of(digits, kind), digits
        errors = [*_line_errors(digits, kind)] or [*_barcode_errors(barcode, kind)]
    if errors:
        return _invalid(errors, kind)
    if kind == "utility":
        cents = int(barcode[4:15]) if barcode[2] in _IN_REAIS else None
        return BoletoReading(True, [], kind, barcode, line, None, cents, None, None)
    days = due_days(int(barcode[5:9]), near)
    return BoletoReading(True, [], kind, barcode, line, barcode[:3], int(barcode[9:19]), *days)


def parse_boleto(text: str) -> str:
    """The line of 47 digits of a bank's boleto, from it or its barcode as typed.

    Raises InvalidBoletoError, and UtilityBoletoError for a utility's, which is nobody's but theirs.
    """
    found = decode(text, near=_BASE)
    if found.line is None:
        raise InvalidBoletoError(found.errors[0])
    if found.kind == "utility":
        raise UtilityBoletoError
    return found.line


def spaced(line: str) -> str:
    """A bank's line as it is printed.

    >>> spaced("42297004080000278247226173001129610010000018084")
    '42297.00408 00002.782472 26173.001129 6 10010000018084'
    """
    a, b, c = line[:10], line[10:21], line[21:32]
    return f"{a[:5]}.{a[5:]} {b[:5]}.{b[5:]} {c[:5]}.{c[5:]} {line[32]} {line[33:]}"


def barcode_of(line: str) -> str:
    """The 44 digits of the bars of a bank's line that is right (facts §3)."""
    return _barcode_of(line, "bank")


def amount_of(line: str) -> int:
    """The cents of a bank's line; 0 when the payer says how much."""
    return int(line[-10:])


def asks(line: str, cents: int) -> bool:
    """Whether who pays a bank's boleto pays exactly this, or may."""
    return amount_of(line) in (0, cents)


def factor_of(due_on: date) -> int:
    """The due factor of a day from 2000-07-03 on; after 9999 it starts over at 1000."""
    days = (due_on - _BASE).days
    return days if days < _FIRST_FACTOR else (days - _FIRST_FACTOR) % _CYCLE_DAYS + _FIRST_FACTOR


def due_days(factor: int, near: date) -> tuple[date | None, date | None]:
    """(the due date nearest to a day, that of the other cycle); none for the factor 0000.

    A factor below 1000 was used once only, before 3 July 2000.
    """
    if not factor:
        return None, None
    first = _BASE + timedelta(days=factor)
    if factor < _FIRST_FACTOR:
        return first, None
    second = first + timedelta(days=_CYCLE_DAYS)
    return (first, second) if abs(first - near) < abs(second - near) else (second, first)


def _invalid(errors: list[str], kind: Kind | None) -> BoletoReading:
    return BoletoReading(False, errors, kind, None, None, None, None, None, None)


def _length_errors(digits: str, kind: Kind) -> Iterator[str]:
    wrong = re.search(r"[^0-9]", digits)
    whole = _UTILITY_LINE if kind == "utility" else _BANK_LINE
    if not digits:
        yield "A linha está vazia."
    elif wrong:
        yield f"Há na linha algo que não é número: {shown(wrong[0])}."
    elif len(digits) not in (whole, _BARCODE):
        begins = "a linha que começa com 8, de conta ou tributo," if kind == "utility" else (
            "a linha do boleto de um banco")  # fmt: skip
        count = "1 número" if len(digits) == 1 else f"{len(digits)} números"
        yield (f"A linha tem {count}; {begins} tem {whole}, "
               f"e o código de barras {_BARCODE}.")  # fmt: skip


def _line_errors(digits: str, kind: Kind) -> Iterator[str]:
    """What is wrong with the check digits of single fields."""
    if kind == "bank":
        for number, (start, end) in enumerate(_FIELDS, 1):
            yield from _field_error("campo", number, digits[start : end + 1], _mod_10)
        return
    check = _check_of(digits)
    for number in range(4 if check else 0):
        start = number * (_BLOCK + 1)
        block = digits[start : start + _BLOCK + 1]
        yield from _field_error("bloco", number + 1, block, check or _mod_10)


def _field_error(what: str, number: int, field: str, check: Callable[[str], int]) -> Iterator[str]:
    if int(field[-1]) != check(field[:-1]):
        yield f"O {what} {number} ({field}) não confere: há algum número errado nele."


def _barcode_errors(barcode: str, kind: Kind) -> Iterator[str]:
    """What is wrong with the general check digit, which is over everything."""
    if kind == "bank":
        if int(barcode[4]) != _bank_mod_11(barcode[:4] + barcode[5:]):
            yield (f"O dígito geral ({barcode[4]}) não confere: há algum número errado, talvez no "
                   f"vencimento e valor ({barcode[5:19]}).")  # fmt: skip
        return
    check = _check_of(barcode)
    if check is None:
        yield f"O terceiro número ({barcode[2]}) não é de uma conta: seria 6, 7, 8 ou 9."
    elif int(barcode[3]) != check(barcode[:3] + barcode[4:]):
        yield f"O dígito geral ({barcode[3]}) não confere: há algum número errado."


def _check_of(digits: str) -> Callable[[str], int] | None:
    """How a utility's check digits are made, by the third digit; None for one that says nothing."""
    if digits[2] in _MOD_10:
        return _mod_10
    return _utility_mod_11 if digits[2] in _MOD_11 else None


def _barcode_of(line: str, kind: Kind) -> str:
    if kind == "utility":
        return "".join(line[at : at + _BLOCK] for at in range(0, _UTILITY_LINE, _BLOCK + 1))
    free = line[4:9] + line[10:20] + line[21:31]
    return line[:4] + line[32:] + free


def _line_of(barcode: str, kind: Kind) -> str:
    if kind == "utility":
        check = _check_of(barcode) or _mod_10
        blocks = [barcode[at : at + _BLOCK] for at in range(0, _BARCODE, _BLOCK)]
        return "".join(f"{block}{check(block)}" for block in blocks)
    free = barcode[19:]
    fields = (barcode[:4] + free[:5], free[5:15], free[15:])
    return "".join(f"{field}{_mod_10(field)}" for field in fields) + barcode[4:19]


def _mod_10(digits: str) -> int:
    """Weights 2, 1 from the right, the digits of each product added up."""
    total = sum(
        sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits[::-1])
    )
    return -total % 10


def _mod_11(digits: str) -> int:
    """11 less the rest, weights 2 to 9 from the right."""
    total = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(digits[::-1]))
    return 11 - total % 11


def _bank_mod_11(digits: str) -> int:
    found = _mod_11(digits)
    return found if found in range(2, 10) else 1  # 0 cannot be; 1, 10 and 11 are written 1.


def _utility_mod_11(digits: str) -> int:
    found = _mod_11(digits)
    return found if found in range(1, 10) else 0
