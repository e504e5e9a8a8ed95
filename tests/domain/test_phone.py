from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.phone import format_phone, is_mobile, parse_phone, whatsapp_url
from cobranca_cli.errors import InvalidPhoneError


@pytest.mark.parametrize(
    ("text", "e164", "shown", "mobile"),
    [
        ("0 15 11 91234-5678", "+5511912345678", "(11) 91234-5678", True),
        ("55999998888", "+5555999998888", "(55) 99999-8888", True),
        ("(+55) 11 91234-5678", "+5511912345678", "(11) 91234-5678", True),
        ("\u202a+55\u00a011\u00a091234\u20115678\u202c", "+5511912345678", "(11) 91234-5678", True),
        ("(011) 91234-5678", "+5511912345678", "(11) 91234-5678", True),
        ("85 3254.1234", "+558532541234", "(85) 3254-1234", False),
        ("0800 726 1212", "+558007261212", "0800 726 1212", False),
        ("+1 202 555 0143", "+12025550143", "+1 202-555-0143", True),
        ("+351 912 345 678", "+351912345678", "+351 912 345 678", True),
    ],
)
def test_phones_are_kept_in_e164(text, e164, shown, mobile):
    assert parse_phone(text) == e164
    assert format_phone(e164) == shown
    assert is_mobile(e164) is mobile
    if e164.startswith("+55"):
        assert parse_phone(shown) == e164


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("11 91234-5678 / 3333-4444", "several"),
        ("(11) 91234-5678 ou (11) 3333-4444", "several"),
        ("11912345678, 11912345679", "several"),
        ("+5511912345678 +5511912345679", "several"),
        ("91234-5678", "area_code"),
        ("3333-4444", "area_code"),
        ("4004-1234", "area_code"),
        ("(11) 8123-4567", "ninth_digit"),
        ("(11) 81234-5678", "unknown"),
        ("(10) 91234-5678", "unknown"),
        ("(20) 91234-5678", "unknown"),
        ("005511912345678", "unknown"),
        ("1 202 555 0143", "unknown"),
        ("0800 FLORES", "unknown"),
        ("Maria 11912345678", "unknown"),
        ("\uff11\uff1191234-5678", "unknown"),
        ("", "unknown"),
        ("+", "unknown"),
        ("190", "unknown"),
        ("9" * 300, "unknown"),
    ],
)
def test_what_is_not_one_phone_is_refused(text, problem):
    with pytest.raises(InvalidPhoneError) as caught:
        parse_phone(text)
    assert caught.value.problem == problem


@given(st.text() | st.text("0123456789+()-./ ", max_size=20))
def test_phones_are_read_or_refused(text):
    with suppress(InvalidPhoneError):
        e164 = parse_phone(text)
        assert parse_phone(e164) == e164
        assert format_phone(e164)
        assert is_mobile(e164) in (True, False)


def test_without_a_number_whatsapp_asks_to_whom():
    assert whatsapp_url(None, "Oi & tchau") == "https://wa.me/?text=Oi%20%26%20tchau"
    assert whatsapp_url("+5511912345678", "") == "https://wa.me/5511912345678"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_link_gives_its_text_back(text):
    url = whatsapp_url("+5511912345678", text)
    assert url.isascii()
    assert parse_qs(urlsplit(url).query, strict_parsing=True)["text"] == [text]


def test_heavy_libraries_wait_until_they_are_needed():
    code = (
        "import sys\n"
        "from cobranca_cli.domain import aging, calendar, dates_typed, installments, money\n"
        "from cobranca_cli.domain import phone, tax_id, text\n"
        "assert phone.is_mobile('+5511912345678') and phone.format_phone('+558532541234')\n"
        "heavy = {'dateutil', 'phonenumbers', 'validate_docbr', 'decimal', 'dataclasses'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or None)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
