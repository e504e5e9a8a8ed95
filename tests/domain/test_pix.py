from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca_cli.domain.pix import CITY_LIMIT, NAME_LIMIT, ascii_text, crc, encode
from cobranca_cli.domain.pix_key import kind_of
from cobranca_cli.domain.pix_reading import decode
from cobranca_cli.errors import InvalidPixFieldError, InvalidPixKeyError

BCB = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR"
    "5913Fulano de Tal6008BRASILIA62070503***63041D3D"
)
KEYS = st.sampled_from(
    ["52998224725", "12ABC34501DE35", "+5511912345678", "lucia@example.com",
     "123e4567-e12b-12d1-a456-426655440000", "a" * 65 + "@example.com"]
)  # fmt: skip
TEXTS = st.text(max_size=60).filter(lambda text: ascii_text(text))


@given(
    key=KEYS, name=TEXTS, city=TEXTS, amount=st.none() | st.integers(1, 9_999_999_999),
    txid=st.none() | st.from_regex(r"\A[A-Za-z0-9]{1,25}\Z"),
    description=st.none() | st.text(max_size=12),
)  # fmt: skip
def test_what_is_written_is_read_back(key, name, city, amount, txid, description):
    if len(key) > 60:
        description = None
    code = encode(
        key=key, name=name, city=city, amount_cents=amount, description=description, txid=txid
    )
    found = decode(code)
    assert found.errors == []
    assert code.isascii()
    assert (found.key, found.key_kind) == (key, kind_of(key))
    assert (found.amount_cents, found.txid) == (amount, txid or "***")
    assert found.name == ascii_text(name, NAME_LIMIT)
    assert found.city == ascii_text(city, CITY_LIMIT)
    assert (found.description or "") == ascii_text(description or "")
    assert decode(f" {code[:40]}\r\n{code[40:]}\n") == found


@given(st.data())
def test_one_changed_character_is_always_noticed(data):
    at = data.draw(st.integers(0, len(BCB) - 1))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
    broken = BCB[:at] + other + BCB[at + 1 :]
    # The hexadecimal digits of the CRC may be in lower case.
    assert decode(broken).valid == (broken[:-4] == BCB[:-4] and broken.upper() == BCB.upper())


@given(st.integers(0, len(BCB) - 1))
def test_a_code_cut_short_is_never_valid(length):
    assert not decode(BCB[:length]).valid


@given(st.text(max_size=300) | st.from_regex(r"\A000201(?:[0-9]{4}.{0,12}){0,8}\Z"))
def test_any_text_is_answered(text):
    found = decode(text)
    assert found.valid == (not found.errors)


def closed(text):
    return text + "6304" + crc(text + "6304")


def account(value, key="26"):
    return f"000201{key}{len(value):02}{value}52040000530398"


GUI = "0014br.gov.bcb.pix"
KEY = GUI + "0111" + "52998224725"
END = "6" + "5802BR5905Lucia6008Campinas62070503***"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("", "está vazio"),
        ("https://pix.example.com", "não é um código Pix"),
        (BCB[:-12], "O campo 62 (dados adicionais) diz ter 7 caracteres, e só há 3"),
        (BCB[:-4], "O campo 63 (CRC) diz ter 4 caracteres, e só há 0"),
        (BCB[:-8], "Falta o CRC"),
        (BCB + "6102OI", "tem de ser o último"),
        (BCB[:-4] + "1D3C", "no código está 1D3C, e pelo conteúdo seria 1D3D"),
        (closed(BCB[:-8].replace("62070503", "62080503") + "0"),
         "No campo 62 (dados adicionais), cujo comprimento diz 08"),
        (closed(BCB[:-8].replace("5913", "5912")), 'o que vem é "l6008BRASILI"'),
        (closed(BCB[:-8] + "5902OI"), "O campo 59 (nome) aparece mais de uma vez"),
        (closed(account(KEY) + "6" + "5802AR5905Lucia6008Campinas"), 'diz "AR", e num Pix é BR'),
        (closed(account(KEY) + END + "5404dez0"), 'O campo 54 (valor) é "dez0"'),
        (closed(account(KEY) + END + "54061.2345"), 'é "1.2345"'),
        (closed(account(GUI) + END), "Falta a chave"),
        (closed(account(GUI + "0106banana") + END), 'A chave "banana" não é CPF'),
        (closed(account("0012BR.COM.OUTRO0102ab") + END), "nenhuma conta nele diz"),
        (closed(account(GUI + "0136abc") + END), "No campo 26 (conta Pix)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(code, says):
    found = decode(code)
    assert not found.valid
    assert says in found.errors[0]
    assert len(found.errors) == 1


def test_the_pix_account_may_stand_beside_others():
    text = f"00020126220012BR.COM.OUTRO0102ab27{len(KEY):02}{KEY}"
    found = decode(closed(text + "5802BR5905Lucia"))
    assert (found.errors, found.key) == ([], "52998224725")


@pytest.mark.parametrize(
    ("text", "cents"), [("0", 0), ("0.0", 0), (".00", 0), ("5.", 500), (".5", 50), ("12.3", 1230)]
)
def test_amounts_of_other_programs_are_read(text, cents):
    assert decode(closed(account(KEY) + END + f"54{len(text):02}{text}")).amount_cents == cents


def test_what_a_code_cannot_hold_is_refused():
    with pytest.raises(InvalidPixKeyError):
        encode(key="11 91234-5678", name="Lucia", city="Campinas")
    for txid in ("", "VENDA-1", "A" * 26, "vendaç"):
        with pytest.raises(InvalidPixFieldError):
            encode(key="52998224725", name="Lucia", city="Campinas", txid=txid)
    encode(key="52998224725", name="Lucia", city="Campinas", description="a" * 62)
    with pytest.raises(InvalidPixFieldError, match="não cabe"):
        encode(key="52998224725", name="Lucia", city="Campinas", description="a" * 63)
