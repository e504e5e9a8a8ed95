"""What a Pix code says, and what is wrong with it: its fields first, then the CRC, then values.

The order matters (facts §1): a code cut off or with a wrong length can have a right CRC, and what
a broken code says is not to be believed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain.pix import GUI, crc
from cobranca_cli.domain.pix_key import KeyKind, kind_of
from cobranca_cli.errors import printable, sentence, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER = 4  # Two digits of id, two of length.
_ACCOUNTS = range(26, 52)  # Where EMV puts accounts; the one with the Pix GUI is ours.
_AMOUNT = re.compile(r"(?=.{1,13}\Z)(?:([0-9]+)(?:\.([0-9]{0,2}))?|\.([0-9]{1,2}))")
_FIXED = {"00": "01", "53": "986", "58": "BR"}  # Version, real, Brazil.
_NAMES = {
    "00": "versão", "01": "chave", "02": "descrição", "05": "identificador", "25": "endereço",
    "26": "conta Pix", "52": "ramo", "53": "moeda", "54": "valor", "58": "país", "59": "nome",
    "60": "cidade", "61": "CEP", "62": "dados adicionais", "63": "CRC",
}  # fmt: skip
_NO_FIELD = "depois de {} caracteres devia vir um campo, e o que vem é"
_LENGTH = "o comprimento do campo anterior pode estar errado"


class PixReading(NamedTuple):
    """A code as read; absent is None, and after an error what stood before it is still told.

    `url` is a dynamic code's, which has no key. `crc` is the one found, in upper case.
    """

    valid: bool
    errors: list[str]
    gui: str | None
    key: str | None
    key_kind: KeyKind | None
    url: str | None
    description: str | None
    amount_cents: int | None
    name: str | None
    city: str | None
    txid: str | None
    crc: str | None


def decode(text: str) -> PixReading:
    """Read a code, whoever made it. Line breaks from copying and outer blanks are dropped."""
    payload = re.sub(r"[\r\n]", "", text).strip()
    fields, account, more = dict[str, str](), dict[str, str](), dict[str, str]()
    errors = [*_structure(payload, fields, account, more)][:1]
    if not errors:
        errors = [*_checksum(payload, fields["63"])]
    if not errors:
        errors = [*_values(fields, account)]
    key = account.get("01")
    return PixReading(
        not errors, errors, account.get("00"), key, kind_of(_folded(key)) if key else None,
        account.get("25"), account.get("02"), _cents(fields.get("54", "")), fields.get("59"),
        fields.get("60"), more.get("05"), fields.get("63", "").upper() or None,
    )  # fmt: skip


def _structure(
    payload: str, fields: dict[str, str], account: dict[str, str], more: dict[str, str]
) -> Iterator[str]:
    """Fill in the fields, those of the Pix account and the additional ones; tell what breaks."""
    if not payload:
        yield "O código está vazio."
        return
    if not payload.startswith("00"):
        yield "Isto não é um código Pix: ele começa com 000201."
        return
    for key, value, problem in _split(payload):
        if problem:
            yield sentence(problem)
            return
        if key in fields:
            yield f"O {_called(key)} aparece mais de uma vez."
            return
        fields[key] = value
        inner = more if key == "62" else {}
        if key == "62" or int(key) in _ACCOUNTS:
            problems = [*_nested(key, value, inner)]
            ours = _folded(inner.get("00", "")) == GUI or GUI in value.lower()
            if key == "62" or ours:
                yield from problems
            if key != "62" and ours and not account:
                account.update(inner)
    if "63" not in fields:
        yield "Falta o CRC, o campo 63, que é o fim do código; talvez não tenha sido copiado todo."
    elif [*fields][-1] != "63" or len(fields["63"]) != 4:
        yield "O CRC, o campo 63, tem de ser o último do código, com 4 caracteres."


def _nested(key: str, value: str, fields: dict[str, str]) -> Iterator[str]:
    """The fields inside field `key`."""
    for inner, found, problem in _split(value):
        if problem:
            yield f"No {_called(key)}, cujo comprimento diz {len(value):02}: {problem}"
            return
        fields.setdefault(inner, found)


def _split(text: str) -> Iterator[tuple[str, str, str]]:
    """(id, value, problem) of each field in turn; a problem is the last."""
    at = 0
    while at < len(text):
        head = text[at : at + _HEADER]
        if len(head) < _HEADER or not (head.isascii() and head.isdigit()):
            yield "", "", f"{_NO_FIELD.format(at)} {shown(text[at : at + 12])}; {_LENGTH}."
            return
        key, length = head[:2], int(head[2:])
        at += _HEADER
        value = text[at : at + length]
        if len(value) < length:
            found = f"o {_called(key)} diz ter {length} caracteres, e só há {len(value)}"
            yield "", "", f"{found}; o código não foi copiado todo, ou este comprimento está errado"
            return
        yield key, value, ""
        at += length


def _checksum(payload: str, found: str) -> Iterator[str]:
    expected = crc(payload[:-4])
    if found.upper() != expected:
        yield (
            f"O CRC não confere: no código está {printable(found)}, e pelo conteúdo seria "
            f"{expected}; alguma letra ou número foi trocado."
        )


def _values(fields: dict[str, str], account: dict[str, str]) -> Iterator[str]:
    for fixed, wanted in _FIXED.items():
        if fields.get(fixed, wanted) != wanted:
            yield f"O {_called(fixed)} diz {shown(fields[fixed])}, e num Pix é {wanted}."
    if not account:
        yield f"Não é um código Pix: nenhuma conta nele diz {GUI}."
    elif not account.get("01") and not account.get("25"):
        yield "Falta a chave Pix de quem recebe."
    elif "01" in account and kind_of(_folded(account["01"])) is None:
        key = shown(account["01"], 80)
        yield f"A chave {key} não é CPF, CNPJ, telefone, e-mail nem chave aleatória."
    if "54" in fields and _cents(fields["54"]) is None:
        yield f"O {_called('54')} é {shown(fields['54'])}, e devia ser um número como 150.00."


def _cents(text: str) -> int | None:
    found = _AMOUNT.fullmatch(text)
    if found is None or not text.isascii():
        return None
    whole, part, only = found.groups()
    return int(whole or 0) * 100 + int((part or only or "0").ljust(2, "0"))


def _folded(text: str) -> str:
    """E-mails and random keys also come in upper case; a CNPJ's letters are upper case."""
    return text.upper() if kind_of(text.upper()) == "cnpj" else text.lower()


def _called(key: str) -> str:
    return f"campo {key} ({_NAMES[key]})" if key in _NAMES else f"campo {key}"
