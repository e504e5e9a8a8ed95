"""The Pix code that goes along with a message: from the settings and an amount to the payload."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.domain import pix
from cobranca_cli.domain.pix_key import value_of
from cobranca_cli.errors import PixNotReadyError
from cobranca_cli.messages import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobranca_cli.store.settings import Settings


class Payee(NamedTuple):
    """Who is paid, as codes say it: the key, and a name and city without accents."""

    key: str
    name: str
    city: str


def payee(settings: Settings) -> Payee:
    """Who is paid. Raises PixNotReadyError for what is not set, InvalidPixKeyError."""
    found, missing = _payee(settings)
    if missing:
        raise PixNotReadyError(missing)
    return found


def is_ready(settings: Settings) -> bool:
    """Whether codes can be made: a key, a name and a city are set. Raises InvalidPixKeyError."""
    return not _payee(settings)[1]


def warnings(settings: Settings) -> list[str]:
    """Why there is no code, in the words of the error that asking for one gives; else nothing."""
    missing = _payee(settings)[1]
    if not missing:
        return []
    error = PixNotReadyError(missing)
    return [f"{error.message} {error.hint}"]


def line(settings: Settings) -> str:
    """How a message says to pay: the code comes next, once there is one; else the key, or ""."""
    return wording.pix_line(settings, code_follows=is_ready(settings))


def payload(
    settings: Settings,
    *,
    amount_cents: int | None,
    txid: str | None = None,
    description: str | None = None,
) -> str:
    """A code for exactly this amount; None lets the payer say how much.

    Raises PixNotReadyError, InvalidPixKeyError, InvalidPixFieldError.
    """
    return pix.encode(
        **payee(settings)._asdict(), amount_cents=amount_cents, txid=txid, description=description
    )


def txid_of(customer_id: int, installment_ids: Sequence[int]) -> str:
    """What the code calls itself: `P123` for one instalment, `C12` for several of a customer.

    Some receivers never see it in their statement (facts §1), so nothing depends on it.
    """
    return f"P{installment_ids[0]}" if len(installment_ids) == 1 else f"C{customer_id}"


@lru_cache(maxsize=1)
def _payee(settings: Settings) -> tuple[Payee, list[tuple[str, str]]]:
    """Read once for a whole run of messages; with what is missing."""
    key = wording.setting(settings, "business.pix_key")
    names = (
        wording.setting(settings, "business.owner"),
        wording.setting(settings, "business.name"),
    )
    written = (pix.ascii_text(name, pix.NAME_LIMIT) for name in names)
    found = Payee(
        value_of(key) if key else "",
        next(filter(None, written), ""),
        pix.ascii_text(wording.setting(settings, "business.city"), pix.CITY_LIMIT),
    )
    wanted = (
        (found.key, "--chave-pix CHAVE", "a sua chave Pix"),
        (found.name, "--dono NOME", "o seu nome"),
        (found.city, "--cidade CIDADE", "a sua cidade"),
    )
    return found, [(typed, what) for value, typed, what in wanted if not value]
