from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.tax_id import format_tax_id, parse_tax_id
from cobranca_cli.errors import InvalidTaxIdError


def check_digits(root: str) -> str:
    """The two digits of facts §2, so that the library is not its own witness."""
    digits = ""
    for _ in range(2):
        values = [ord(c) - 48 for c in root + digits]
        if len(root) == 9:
            weights = range(len(values) + 1, 1, -1)
            digit = sum(v * w for v, w in zip(values, weights, strict=True)) * 10 % 11 % 10
        else:
            cycle = [2 + k % 8 for k in range(len(values))][::-1]
            rest = sum(v * w for v, w in zip(values, cycle, strict=True)) % 11
            digit = 0 if rest < 2 else 11 - rest
        digits += str(digit)
    return digits


roots = st.from_regex(r"[0-9]{9}|[0-9A-Z]{12}", fullmatch=True)


@given(roots)
def test_right_check_digits_are_accepted_and_wrong_ones_refused(root):
    digits = check_digits(root)
    if len(set(root + digits)) > 1:
        tax_id = parse_tax_id(root + digits)
        assert tax_id == parse_tax_id(format_tax_id(tax_id.compact))
        assert tax_id == parse_tax_id(f" {tax_id.compact.lower()} ")
    wrong = f"{(int(digits) + 1) % 100:02d}"
    with pytest.raises(InvalidTaxIdError) as caught:
        parse_tax_id(root + wrong)
    assert caught.value.problem == "check_digits"


@pytest.mark.parametrize("digit", "0123456789")
@pytest.mark.parametrize("length", [11, 14])
def test_repeated_digits_are_refused(digit, length):
    with pytest.raises(InvalidTaxIdError):
        parse_tax_id(digit * length)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3905334470",
        "390533447055",
        "ab39053344705",
        "\uff13\uff1990533447-05",
        "529982247-2X",
        "52998224725" + " " * 60,
        "12ABC34501DE3",
        "5299822472\u0665",
        "ß2ABC34501DE35",
    ],
)
def test_what_has_another_shape_is_refused(text):
    with pytest.raises(InvalidTaxIdError) as caught:
        parse_tax_id(text)
    assert caught.value.problem == "shape"


def test_blanks_and_marks_do_not_matter():
    assert parse_tax_id(" 529 982 247\u00a025 ").compact == "52998224725"
    assert parse_tax_id("12.abc.345/01de-35").kind == "cnpj"


@given(st.text() | st.text("0123456789ABCabc.-/ ", max_size=20))
def test_tax_ids_are_read_or_refused(text):
    with suppress(InvalidTaxIdError):
        assert parse_tax_id(text).compact.isalnum()
