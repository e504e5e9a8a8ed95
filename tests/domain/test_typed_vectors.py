"""Every published vector of the typed values, dates, instalments and phones (`facts.md`)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from cobranca_cli.domain.aging import last_on_time_day
from cobranca_cli.domain.calendar import BANK_CALENDAR, bank_holidays
from cobranca_cli.domain.dates_typed import parse_date, weekday_name
from cobranca_cli.domain.installments import Interval, schedule, split
from cobranca_cli.domain.money import parse_amount
from cobranca_cli.domain.phone import is_mobile, parse_phone, whatsapp_url
from cobranca_cli.domain.pix import CITY_LIMIT, NAME_LIMIT, ascii_text, encode
from cobranca_cli.domain.pix_key import parse_key
from cobranca_cli.domain.pix_reading import decode
from cobranca_cli.domain.tax_id import format_tax_id, parse_tax_id
from cobranca_cli.errors import (
    AmountOutOfRangeError,
    InstallmentTooSmallError,
    InvalidAmountError,
    InvalidDateError,
    InvalidPhoneError,
    InvalidPixFieldError,
    InvalidPixKeyError,
    InvalidTaxIdError,
)

_FILE = Path(__file__).parents[1] / "data" / "vectors.json"
_VECTORS = json.loads(_FILE.read_text(encoding="utf-8"))["vectors"]


def vectors(*categories):
    return [
        pytest.param(v["input"], v["expected"], id=v["id"])
        for v in _VECTORS
        if v["category"] in categories
    ]


@pytest.mark.parametrize(("text", "expected"), vectors("amount"))
def test_an_amount_is_read_as_its_vector_says(text, expected):
    if "error" in expected:
        with pytest.raises((InvalidAmountError, AmountOutOfRangeError)):
            parse_amount(text)
    else:
        assert parse_amount(text) == expected["cents"]


@pytest.mark.parametrize(("given", "expected"), vectors("date"))
def test_a_date_is_read_as_its_vector_says(given, expected):
    today = date.fromisoformat(given["today"])
    if "error" in expected:
        with pytest.raises(InvalidDateError):
            parse_date(given["text"], today=today, mode=given["mode"])
    else:
        day = parse_date(given["text"], today=today, mode=given["mode"])
        assert (day.isoformat(), weekday_name(day)) == (expected["date"], expected["weekday"])


@pytest.mark.parametrize(("given", "expected"), vectors("business_day"))
def test_bank_days_are_as_their_vector_says(given, expected):
    if "year" in given:
        assert sorted(map(str, bank_holidays(given["year"]))) == expected["holidays"]
        first = date(given["year"], 1, 1)
        days = [first + timedelta(days=k) for k in range(366)]
        of_the_year = [d for d in days if d.year == first.year and BANK_CALENDAR.is_business_day(d)]
        assert len(of_the_year) == expected["business_days_in_year"]
    else:
        day = date.fromisoformat(given["date"])
        assert BANK_CALENDAR.is_business_day(day) == expected["is_bank_business_day"]
        assert str(BANK_CALENDAR.next_business_day(day)) == expected["next_bank_business_day"]


@pytest.mark.parametrize(("given", "expected"), vectors("instalments"))
def test_a_total_is_split_as_its_vector_says(given, expected):
    total_cents, count, remainder = given["total_cents"], given["count"], given["residue"]
    if "error" in expected:
        with pytest.raises(InstallmentTooSmallError):
            split(total_cents, count, remainder=remainder)
    else:
        assert split(total_cents, count, remainder=remainder) == expected["cents"]


@pytest.mark.parametrize(("given", "expected"), vectors("due_schedule"))
def test_due_dates_fall_as_their_vector_says(given, expected):
    interval = Interval(given["every"], given["step"])
    days = schedule(date.fromisoformat(given["first_due"]), given["count"], interval)
    assert [str(day) for day in days] == expected["due_dates"]
    assert [str(last_on_time_day(d, BANK_CALENDAR)) for d in days] == expected["pay_until"]


@pytest.mark.parametrize(("text", "expected"), vectors("phone"))
def test_a_phone_is_read_as_its_vector_says(text, expected):
    if not expected["valid"]:
        with pytest.raises(InvalidPhoneError):
            parse_phone(text)
        return
    e164 = parse_phone(text)
    assert e164 == expected["e164"]
    assert is_mobile(e164) == (expected["kind"] == "mobile")
    if "wa_me" in expected:
        assert whatsapp_url(e164, "") == expected["wa_me"]


@pytest.mark.parametrize(("text", "expected"), vectors("cpf", "cnpj"))
def test_a_tax_id_is_read_as_its_vector_says(text, expected):
    if not expected["valid"]:
        with pytest.raises(InvalidTaxIdError):
            parse_tax_id(text)
        return
    tax_id = parse_tax_id(text)
    assert tax_id.compact == expected["compact"]
    assert format_tax_id(tax_id.compact) == expected["formatted"]
    assert tax_id.kind == ("cpf" if len(tax_id.compact) == 11 else "cnpj")


@pytest.mark.parametrize(("given", "expected"), vectors("wa_link"))
def test_a_whatsapp_link_is_encoded_as_its_vector_says(given, expected):
    assert whatsapp_url(given["phone"], given["text"]) == expected


@pytest.mark.parametrize(("payload", "expected"), vectors("pix_decode"))
def test_a_pix_code_is_read_as_its_vector_says(payload, expected):
    found = decode(payload)
    assert found.valid == expected["valid"], found.errors
    if not expected["valid"]:
        assert ("CRC" in found.errors[0]) or expected["reason"] == "tlv_or_crc"
        return
    assert (found.crc, found.gui) == (expected["crc"], expected["gui"])
    assert (found.key, found.key_kind) == (expected.get("key"), expected.get("key_kind"))
    assert (found.url is None) == expected["static"]
    assert found.url == expected.get("dynamic_url")
    assert found.description == expected.get("description")
    assert (found.name, found.city) == (expected["merchant_name"], expected.get("merchant_city"))
    assert found.txid == expected.get("txid")
    cents = found.amount_cents
    assert (cents is None) == ("amount" not in expected)
    assert cents is None or f"{cents // 100}.{cents % 100:02}" == expected["amount"]


def _encoded(given):
    amount = given.get("amount")
    return encode(
        key=parse_key(given["key"]).value, name=given["name"], city=given["city"],
        amount_cents=None if amount is None else int(amount.replace(".", "")),
        description=given.get("desc"), txid=given.get("txid"),
    )  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), vectors("pix_encode"))
def test_a_pix_code_is_written_as_its_vector_says(given, expected):
    assert _encoded(given) == expected


@pytest.mark.parametrize(("given", "expected"), vectors("pix_encode_reject"))
def test_what_a_pix_code_does_not_take_is_as_its_vector_says(given, expected):
    if "expected key" in expected["error_or_normalise"]:
        assert decode(_encoded(given)).key == expected["error_or_normalise"].split()[-1]
        return
    with pytest.raises((InvalidPixKeyError, InvalidPixFieldError)):
        _encoded(given)


@pytest.mark.parametrize(("given", "expected"), vectors("pix_text"))
def test_the_text_of_a_pix_code_is_as_its_vector_says(given, expected):
    limits = {"merchant_name": NAME_LIMIT, "merchant_city": CITY_LIMIT}
    assert {key: ascii_text(text, limits[key]) for key, text in given.items()} == expected
