from __future__ import annotations

import pytest

from cobranca_cli.domain.pix_key import KEY_LIMIT, kept_key, kind_of, parse_key, value_of
from cobranca_cli.errors import InvalidPixKeyError

UUID = "123e4567-e12b-12d1-a456-426655440000"
BOTH = "11912345684"  # A CPF whose digits fit, and a mobile of São Paulo.


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("529.982.247-25", "cpf", "52998224725"),
        (" 52998224725 ", "cpf", "52998224725"),
        ("529982247-25", "cpf", "52998224725"),
        ("119.123.456-84", "cpf", BOTH),
        ("11.222.333/0001-81", "cnpj", "11222333000181"),
        ("12.abc.345/01de-35", "cnpj", "12ABC34501DE35"),
        ("(11) 91234-5678", "phone", "+5511912345678"),
        ("11912345678", "phone", "+5511912345678"),
        ("+55 11 91234 5610", "phone", "+5511912345610"),
        ("5511912345678", "phone", "+5511912345678"),
        ("11 4004-1234", "phone", "+551140041234"),
        ("Lucia@Example.COM", "email", "lucia@example.com"),
        (UUID.upper(), "evp", UUID),
    ],
)
def test_a_key_is_read_as_people_write_it(text, kind, value):
    assert parse_key(text) == (kind, value)
    assert kind_of(value) == kind
    kept = kept_key(text)
    assert (kept_key(kept), value_of(kept)) == (kept, value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("52998224724", "check_digits"),
        ("111.111.111-11", "check_digits"),
        ("11.222.333/0001-82", "check_digits"),
        (BOTH, "two_kinds"),
        ("20912345678", "check_digits"),  # No area code 20.
        ("(20) 91234-5678", "phone"),
        ("91234-5678", "phone"),
        ("+1 202 555 0143", "phone"),
        ("lucia@", "unknown"),
        ("lúcia@example.com", "unknown"),
        ("a" * 66 + "@example.com", "too_long"),
        ("banana", "unknown"),
        ("", "unknown"),
        ("   ", "unknown"),
        ("\x1b[31m", "unknown"),
        (UUID[:-1], "unknown"),
        ("٥٢٩٩٨٢٢٤٧٢٥", "phone"),
    ],
)
def test_what_is_no_key_is_refused(text, problem):
    with pytest.raises(InvalidPixKeyError) as refused:
        parse_key(text)
    assert refused.value.problem == problem


def test_the_longest_email_is_a_key():
    longest = "a" * 65 + "@example.com"
    assert len(longest) == KEY_LIMIT
    assert parse_key(longest).kind == kind_of(longest) == "email"


def test_a_cpf_that_could_be_a_phone_keeps_its_dots():
    assert kept_key("119.123.456-84") == "119.123.456-84"
    assert kept_key("529.982.247-25") == "52998224725"


def test_a_key_written_into_the_file_by_hand_is_checked_where_it_is_used():
    assert value_of("(11) 91234-5678") == "+5511912345678"
    assert value_of("11912345678") == "+5511912345678"
    for text in (BOTH, "banana"):
        with pytest.raises(InvalidPixKeyError):
            value_of(text)
