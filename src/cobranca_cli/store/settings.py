"""The settings file of a home: `cobranca.toml`, edited by hand or by `config` (comments kept)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from cobranca_cli.domain.words import METHOD_NAMES
from cobranca_cli.errors import (
    CobrancaError,
    FileUnreadableError,
    InvalidSettingError,
    LadderOrderError,
    LadderStartError,
    SettingNotFoundError,
    SettingsFileError,
    printable,
    reason_of,
)
from cobranca_cli.store.renaming import replace
from cobranca_cli.store.setting_checks import methods_of, timezone
from cobranca_cli.store.setting_list import SETTINGS, WHAT_OF_METHOD, WORDS, find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from cobranca_cli.domain.agreement_plan import Floor
    from cobranca_cli.domain.calendar import Calendar
    from cobranca_cli.domain.charges import Terms
    from cobranca_cli.domain.ladder import Ladder
    from cobranca_cli.domain.settlement import Settlement

__all__ = ["SETTINGS", "Settings", "check", "find", "load", "prepare", "problems", "save"]


class Settings:
    """The values in force: what the file says, else the default."""

    def __init__(self, values: dict[str, str] | None = None, templates: Path | None = None) -> None:
        self._values = values or {}
        self.templates = templates  # The home's own message templates, when there is a home.

    def __getitem__(self, key: str) -> str:
        if key in self._values:
            return self._values[key]
        setting = find(key)
        assert setting is not None, key
        return setting.default

    def is_set(self, key: str) -> bool:
        """Whether the file holds this key."""
        return key in self._values

    def changed(self, changes: Mapping[str, str]) -> Settings:
        """These settings with others in their place; "" goes back to the default."""
        values = {**self._values, **changes}
        return Settings({key: text for key, text in values.items() if text}, self.templates)

    def names(self) -> list[str]:
        """Every setting, and those of one segment that the file holds."""
        every = [setting.key for setting in SETTINGS]
        return every + sorted(set(self._values) - set(every))

    @property
    def zone(self) -> ZoneInfo:
        """The business's time zone. Raises InvalidSettingError for one that does not exist."""
        from zoneinfo import ZoneInfo

        return ZoneInfo(timezone(self["business.timezone"]))

    @property
    def calendar(self) -> Calendar:
        """Bank days plus the owner's local holidays."""
        from cobranca_cli.domain.calendar import Calendar
        from cobranca_cli.store.holidays import days_of_holiday

        parts = filter(None, (part.strip() for part in self["calendar.holidays"].split(",")))
        return Calendar(frozenset(day for part in parts for day in days_of_holiday(part)))

    @property
    def default_method(self) -> str:
        """The kept word of `payments.default_method`. Raises InvalidSettingError."""
        return check("payments.default_method", self["payments.default_method"])

    @property
    def methods(self) -> list[str]:
        """The ways to pay that messages name, as kept words. Raises InvalidSettingError."""
        return methods_of(self["payments.methods"])

    def settlement(self, method: str) -> Settlement:
        """How what is paid by a method reaches the account. Raises InvalidSettingError."""
        from cobranca_cli.domain.settlement import Settlement

        key = f"payments.{method}"
        return Settlement(self.number(f"{key}.fee_bps"), self.number(f"{key}.settles_days"))

    @property
    def manner(self) -> str:
        """How customers are spoken to, `voce` or `senhor`: the shipped templates' folder."""
        return "senhor" if self["reminders.manner"] == "senhor" else "voce"

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

    @property
    def late_terms(self) -> Terms:
        """What lateness costs on a sale that says nothing else. Raises InvalidSettingError."""
        from cobranca_cli.domain.charges import Terms

        return Terms(self.percent_bps("charges.fine"), self.percent_bps("charges.interest"))

    @property
    def floor(self) -> Floor:
        """How far the owner goes in an agreement. Raises InvalidSettingError."""
        from cobranca_cli.domain.agreement_plan import Floor

        return Floor(
            self.percent_bps("negotiation.max_discount"),
            self.number("negotiation.max_installments"),
            self._cents("negotiation.min_installment") or 0,
        )

    @property
    def hour_cents(self) -> int | None:
        """What an hour of the owner's is worth; None: not said."""
        return self._cents("business.hour_value")

    @property
    def minimum_wage_cents(self) -> int | None:
        """The minimum wage in the place of the packaged table's; None: the table's."""
        return self._cents("legal.minimum_wage") or None

    @property
    def points_enabled(self) -> bool:
        """Whether paying on time earns points."""
        return self.says_yes("points.enabled")

    @property
    def point_cents(self) -> int:
        """What a point is worth as a discount, in cents."""
        return self._cents("points.value") or 0

    @property
    def ladders(self) -> dict[str, Ladder]:
        """The ladder of reminders by segment, and "" for who is in none that differs.

        Raises InvalidSettingError, LadderOrderError, LadderStartError.
        """
        from cobranca_cli.domain import ladder, score

        def written(segment: str) -> str:
            keys = [(step, f"ladder.{segment}{step}") for step in ladder.KEYS]
            return ", ".join(f"{step} {check(key, self[key])}" for step, key in keys if self[key])

        overrides = {name: written(f"{name}.") for name in score.SEGMENTS}
        found = ladder.ladders(written(""), {k: text for k, text in overrides.items() if text})
        for segment, steps in found.items():
            ladder.verify(steps, segment)
        return found

    @property
    def send_hours(self) -> tuple[int, int]:
        """From and until which hour ladder messages leave, on the days on which they do."""
        first, last = check("reminders.send_hours", self["reminders.send_hours"]).split("-")
        return int(first), int(last)

    @property
    def send_channels(self) -> list[str]:
        """The channels in the order in which they are tried; empty: whatever is set up."""
        return [part.strip() for part in self["reminders.channels"].split(",") if part.strip()]

    def says_yes(self, key: str) -> bool:
        """A setting that is yes or no. Raises InvalidSettingError."""
        return check(key, self[key]) == "sim"

    def number(self, key: str) -> int:
        """A setting that is a whole number. Raises InvalidSettingError."""
        return int(check(key, self[key]))

    def percent_bps(self, key: str) -> int:
        """A percentage in basis points; an empty one is none. Raises InvalidSettingError."""
        from cobranca_cli.domain.money import parse_percent_bps

        text = check(key, self[key])
        return parse_percent_bps(text) if text else 0

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
    for key, value in _flat(document):
        if find(key) is None:
            similar = " ou ".join(_near(key))
            meant = f", mas {similar} sim" if similar else ""
            raise SettingsFileError(str(path), f"não existe o ajuste {printable(key)}{meant}")
        if isinstance(value, dict):
            raise SettingsFileError(str(path), f"o ajuste {key} não é um texto")
        values[key] = _kept_word(key, _as_text(value))
    return Settings(
        {key: value for key, value in values.items() if value}, templates=path.parent / "templates"
    )


def load_trial(path: Path, present: Settings) -> Settings:
    """Another file's settings; who the owner is stays as in those in force: that is not on trial.

    Raises FileUnreadableError for a file that is not there, SettingsFileError.
    """
    if not path.is_file():
        raise FileUnreadableError(str(path), "o arquivo não existe")
    business = [key for key in present.names() if key.startswith("business.")]
    return load(path).changed({key: present[key] for key in business})


def _flat(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    """(dotted key, value) of a table; a table where a setting should be is its own value."""
    for name, value in table.items():
        key = f"{above}{name}"
        if isinstance(value, dict) and find(key) is None:
            yield from _flat(value, f"{key}.")
        else:
            yield key, value


def problems(settings: Settings) -> list[tuple[str, str]]:
    """(key, message) of every value that its setting does not take."""
    found = []
    for key in settings.names():
        if settings.is_set(key):
            try:
                check(key, settings[key])
            except CobrancaError as error:
                found.append((key, error.message))
    if not any(key.startswith("ladder.") for key, _ in found):
        try:
            check_together(settings)
        except (LadderOrderError, LadderStartError) as error:
            found.append((error.key, error.message))
    return found


def check_together(settings: Settings) -> None:
    """Whether values that depend on each other fit: the steps of the ladder.

    Raises LadderOrderError, LadderStartError, and InvalidSettingError for a step by itself.
    """
    _ = settings.ladders


def check(key: str, text: str) -> str:
    """The value as it is kept; the empty text goes back to the default.

    Raises SettingNotFoundError, InvalidSettingError or the error of the value itself.
    """
    setting = find(key)
    if setting is None:
        raise SettingNotFoundError(key, _near(key))
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
        *sections, name = key.split(".")
        table: Any = document
        for section in sections:
            table = table.setdefault(section, tomlkit.table())
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
    return lambda: replace(waiting, path)


def _kept_word(key: str, text: str) -> str:
    """What the file says in Portuguese as it is kept; a word not known stays as it is."""
    words = WORDS.get(key)
    if words is None or text in words.values():
        return text
    from cobranca_cli.domain.text import fold

    return words.get(fold(text), text)


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value)


def _in_portuguese(message: str) -> str:
    """tomllib says "… (at line 1, column 8)" in English: keep the place, drop the rest."""
    import re

    place = re.search(r"line (\d+), column (\d+)", message)
    return f"erro na linha {place[1]}, coluna {place[2]}" if place else "o final está incompleto"


def _near(key: str) -> list[str]:
    """Settings with a name like this one."""
    from difflib import get_close_matches

    from cobranca_cli.domain import ladder, score

    rungs = (f"ladder.{segment}.{step}" for segment in score.SEGMENTS for step in ladder.KEYS)
    ways = (f"payments.{method}.{what}" for method in METHOD_NAMES for what in WHAT_OF_METHOD)
    return get_close_matches(key, [*(setting.key for setting in SETTINGS), *rungs, *ways], 2)
