"""The settings file of a home: `cobranca.toml`, edited by hand or by `config` (comments kept)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from cobranca_cli.domain.words import KIND_WORDS, METHOD_WORDS, first_words
from cobranca_cli.errors import (
    CobrancaError,
    InvalidDateError,
    InvalidSettingError,
    SettingNotFoundError,
    SettingsFileError,
    printable,
    reason_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from cobranca_cli.domain.calendar import Calendar


def _line(text: str) -> str:
    from cobranca_cli.domain.text import clean_line

    return clean_line(text, what="o ajuste", limit=200)


def _document(text: str) -> str:
    from cobranca_cli.domain.tax_id import parse_tax_id

    return parse_tax_id(text).compact


def _phone(text: str) -> str:
    from cobranca_cli.domain.phone import parse_phone

    return parse_phone(text)


def _pix_key(text: str) -> str:
    from cobranca_cli.domain.pix_key import kept_key

    return kept_key(text)


def _timezone(text: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(text)
    except (OSError, ValueError, KeyError):  # ZoneInfoNotFoundError is a KeyError.
        raise InvalidSettingError("business.timezone", text, _ZONES) from None
    return text


def _default_due(text: str) -> str:
    from datetime import date

    from cobranca_cli.domain.dates_typed import parse_date

    start = date(2026, 1, 1)
    refused = InvalidSettingError("sales.default_due", text, "um prazo, como 30 dias")
    try:
        later = parse_date(text, today=start, mode="future") > start
    except InvalidDateError:
        raise refused from None
    if not later:
        raise refused
    return text


def _amount(text: str) -> str:
    from cobranca_cli.domain.money import parse_amount

    if text.strip() not in ("0", "0,00"):
        parse_amount(text)
    return text


def _holidays(text: str) -> str:
    for day in filter(None, (part.strip() for part in text.split(","))):
        _holiday(day)
    return text


def _one_of(words: dict[str, str]) -> Callable[[str], str]:
    """The kept word of one of `words`, which a person types in either language."""

    def check(text: str) -> str:
        from cobranca_cli.domain.text import fold

        kept = words.get(fold(text))
        if kept is None:
            listed = ", ".join(first_words(words))
            raise InvalidSettingError("", text, f"uma destas palavras: {listed}")
        return kept

    return check


def _channel(check: str) -> Callable[[str], str]:
    """A check of `store/channel_settings.py`, which only these settings load."""

    def run(text: str) -> str:
        from cobranca_cli.store import channel_settings

        kept: str = getattr(channel_settings, check)(text)
        return kept

    return run


_PRODUCTS = {word: kept for word, kept in KIND_WORDS.items() if kept in ("commerce", "industry")}
_FOOTERS = {"atrasos": "late", "late": "late", "formal": "formal"}
_SECURITY = {
    "starttls": "starttls", "tls": "tls", "ssl": "tls", "nenhuma": "none", "none": "none",
}  # fmt: skip
_METHODS = {"post": "POST", "get": "GET", "put": "PUT"}
_WORDS = {
    "business.product_is": _PRODUCTS, "payments.default_method": METHOD_WORDS,
    "legal.footer": _FOOTERS, "email.security": _SECURITY, "sms.method": _METHODS,
}  # fmt: skip


_YEARS = (2001, 2100)  # A yearly holiday is known for these.
_ZONES = "um fuso como America/Sao_Paulo, America/Manaus, America/Rio_Branco, America/Noronha"


class Setting(NamedTuple):
    """One setting: every value is text in the file, as a person types it on the command line."""

    key: str
    default: str
    check: Callable[[str], str]
    description: str


SETTINGS: tuple[Setting, ...] = (
    Setting("business.name", "", _line, "nome do negócio, como aparece nas mensagens"),
    Setting("business.owner", "", _line, "seu nome"),
    Setting("business.document", "", _document, "seu CPF ou o CNPJ do negócio"),
    Setting("business.city", "", _line, "cidade"),
    Setting("business.address", "", _line, "endereço"),
    Setting("business.phone", "", _phone, "telefone com WhatsApp"),
    Setting("business.pix_key", "", _pix_key, "chave Pix para receber"),
    Setting("business.timezone", "America/Sao_Paulo", _timezone, "fuso horário"),
    Setting(
        "business.product_is", "commerce", _one_of(_PRODUCTS),
        "o que é vender um produto: revenda ou industria (fabricação própria)",
    ),
    Setting("sales.default_due", "30 dias", _default_due, "vencimento quando não se diz outro"),
    Setting(
        "payments.default_method", "pix", _one_of(METHOD_WORDS),
        "forma de pagamento quando não se diz outra",
    ),
    Setting("calendar.holidays", "", _holidays,
            "feriados locais separados por vírgula, como 14/07, 08/12/2026"),
    Setting("reminders.tolerance", "5,00", _amount,
            "não lembrar quem deve menos que isto"),
    Setting("credit.default_limit", "", _amount,
            "até quanto cada cliente pode dever, quando o cadastro não diz; vazio: sem limite"),
    Setting("credit.prepay_above", "", _amount,
            "acima disto, sugerir entrada a quem ainda não tem histórico; vazio: não sugerir"),
    Setting("tone.allowed", "", _line,
            "palavras que a conferência de tom deixa passar, separadas por vírgula"),
    Setting("legal.footer", "late", _one_of(_FOOTERS),
            "onde vai a linha com nome, CPF/CNPJ e endereço (CDC 42-A): atrasos ou formal"),
    Setting("email.host", "", _channel("check_host"), "servidor que envia os seus e-mails"),
    Setting("email.port", "", _channel("check_port"),
            "porta do servidor; vazio: 587 com starttls, 465 com tls, 25 com nenhuma"),
    Setting("email.security", "starttls", _one_of(_SECURITY),
            "ligação segura: starttls, tls, ou nenhuma (só com um servidor neste computador)"),
    Setting("email.user", "", _channel("check_user"), "usuário no servidor; vazio: o remetente"),
    Setting("email.from", "", _channel("check_address"), "seu e-mail, de onde saem as mensagens"),
    Setting("email.reply_to", "", _channel("check_address"),
            "para onde vão as respostas; vazio: o remetente"),
    Setting("sms.method", "POST", _one_of(_METHODS), "método HTTP do seu serviço de SMS"),
    Setting("sms.url", "", _channel("check_url"), "endereço do serviço de SMS, com https"),
    Setting("sms.headers", "", _channel("check_headers"),
            "cabeçalhos em JSON; uma senha entra só pelo nome, como $COBRANCA_SMS_TOKEN"),
    Setting("sms.body", "", _channel("check_body"),
            "corpo em JSON, com {to}, {to_digits} ou {to_national}, e {text}"),
    Setting("sms.id_path", "", _channel("check_id_path"),
            "onde a resposta traz o número da mensagem, como id ou messages.0.id"),
)  # fmt: skip
_BY_KEY = {setting.key: setting for setting in SETTINGS}


class Settings:
    """The values in force: what the file says, else the default."""

    def __init__(self, values: dict[str, str] | None = None, templates: Path | None = None) -> None:
        self._values = values or {}
        self.templates = templates  # The home's own message templates, when there is a home.

    def __getitem__(self, key: str) -> str:
        return self._values.get(key, _BY_KEY[key].default)

    def is_set(self, key: str) -> bool:
        """Whether the file holds this key."""
        return key in self._values

    @property
    def zone(self) -> ZoneInfo:
        """The business's time zone. Raises InvalidSettingError for one that does not exist."""
        from zoneinfo import ZoneInfo

        return ZoneInfo(_timezone(self["business.timezone"]))

    @property
    def calendar(self) -> Calendar:
        """Bank days plus the owner's local holidays."""
        from cobranca_cli.domain.calendar import Calendar

        text = self["calendar.holidays"]
        return Calendar(
            frozenset(
                day for part in text.split(",") if part.strip() for day in _holiday(part.strip())
            )
        )

    @property
    def default_method(self) -> str:
        """The kept word of `payments.default_method`. Raises InvalidSettingError."""
        return check("payments.default_method", self["payments.default_method"])

    @property
    def allowed_words(self) -> list[str]:
        """Words and phrases that the tone of a message may have: `tone.allowed`."""
        return [part.strip() for part in self["tone.allowed"].split(",") if part.strip()]

    @property
    def tolerance_cents(self) -> int:
        """Below this total nobody is reminded."""
        return self._cents("reminders.tolerance") or 0

    @property
    def default_limit_cents(self) -> int | None:
        """What a customer without a limit of their own may owe; None is no limit."""
        return self._cents("credit.default_limit")

    @property
    def prepay_above_cents(self) -> int | None:
        """Above this a part at once is suggested for who has no history; None is never."""
        return self._cents("credit.prepay_above")

    def _cents(self, key: str) -> int | None:
        from cobranca_cli.domain.money import parse_amount

        text = self[key].strip()
        if not text:
            return None
        return 0 if text in ("0", "0,00") else parse_amount(text)


def load(path: Path) -> Settings:
    """Read the file; a missing one means the defaults.

    Raises SettingsFileError for a file that cannot be read or a key that does not exist. Values
    are checked where they are used and by `problems`: checking a phone costs more than a report.
    """
    if not path.exists():
        return Settings(templates=path.parent / "templates")
    import tomllib

    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsFileError(str(path), _in_portuguese(str(error))) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsFileError(str(path), reason_of(error)) from error
    except (ValueError, RecursionError):  # A number of thousands of digits, or a thousand brackets.
        raise SettingsFileError(str(path), "há nele algo que não é um ajuste") from None
    values: dict[str, str] = {}
    for section, entries in document.items():
        for name, value in (entries if isinstance(entries, dict) else {"": entries}).items():
            key = f"{section}.{name}".rstrip(".")
            if key not in _BY_KEY:
                raise SettingsFileError(str(path), f"não existe o ajuste {printable(key)}")
            if isinstance(value, dict):
                raise SettingsFileError(str(path), f"o ajuste {key} não é um texto")
            values[key] = _kept_word(key, _as_text(value))
    return Settings(
        {key: value for key, value in values.items() if value}, templates=path.parent / "templates"
    )


def problems(settings: Settings) -> list[tuple[str, str]]:
    """(key, message) of every value that its setting does not take."""
    found = []
    for key, setting in _BY_KEY.items():
        if settings.is_set(key):
            try:
                setting.check(settings[key])
            except CobrancaError as error:
                found.append((key, error.message))
    return found


def check(key: str, text: str) -> str:
    """The value as it is kept; the empty text goes back to the default.

    Raises SettingNotFoundError, InvalidSettingError or the error of the value itself.
    """
    setting = _BY_KEY.get(key)
    if setting is None:
        from difflib import get_close_matches

        raise SettingNotFoundError(key, get_close_matches(key, _BY_KEY, 2))
    if text == "":
        return ""
    try:
        return setting.check(text)
    except InvalidSettingError as error:  # A check that several settings share names none.
        typed = text if error.text is not None else None
        raise InvalidSettingError(key, typed, error.expected) from None


def save(path: Path, changes: dict[str, str]) -> None:
    """Write checked values into the file; comments and order are kept, 0600, all or nothing."""
    prepare(path, changes)()


def prepare(path: Path, changes: dict[str, str]) -> Callable[[], object]:
    """`save` up to its last step, which is returned: a rename, that needs no room on the disk.

    A unit of work does it once the change is recorded, so that the file never tells what the
    history does not.
    """
    import tomlkit

    document = tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
    for key, value in changes.items():
        section, name = key.split(".")
        table: Any = document.setdefault(section, tomlkit.table())
        if value == "":
            table.pop(name, None)
        else:
            table[name] = value
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = path.with_name(path.name + ".novo")
    with open(os.open(waiting, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w",
              encoding="utf-8", newline="\n") as file:  # fmt: skip
        file.write(tomlkit.dumps(document))
        file.flush()
        os.fsync(file.fileno())
    return lambda: waiting.replace(path)


def _kept_word(key: str, text: str) -> str:
    """What the file says in Portuguese as it is kept; a word not known stays as it is."""
    words = _WORDS.get(key)
    if words is None or text in words.values():
        return text
    from cobranca_cli.domain.text import fold

    return words.get(fold(text), text)


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value)


def _holiday(text: str) -> list[date]:
    """The day or days of `14/07` (every year), `08/12/2026` or `2026-12-08`."""
    from datetime import date

    parts = text.split("-")[::-1] if "-" in text else text.split("/")
    try:
        day, month, *years = (int(part) for part in parts)
        date(2024, month, day)
        leap_only = (month, day) == (2, 29)
        wanted = years[:1] or [y for y in range(*_YEARS) if not leap_only or y % 4 == 0]
        return [date(year, month, day) for year in wanted]
    except (ValueError, OverflowError):
        raise InvalidSettingError(
            "calendar.holidays", text, "dias como 14/07 (todo ano) ou 08/12/2026"
        ) from None


def _in_portuguese(message: str) -> str:
    """tomllib says "… (at line 1, column 8)" in English: keep the place, drop the rest."""
    import re

    place = re.search(r"line (\d+), column (\d+)", message)
    return f"erro na linha {place[1]}, coluna {place[2]}" if place else "o final está incompleto"
