"""Changing the settings file, with an audit row so that it can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import NothingToChangeError
from cobranca_cli.store import settings as settings_file

if TYPE_CHECKING:
    from pathlib import Path

    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork


class SettingRow(NamedTuple):
    """One setting as `config` shows it."""

    key: str
    value: str
    is_default: bool
    description: str


class SettingList(NamedTuple):
    """What `config` and `setup` show."""

    rows: list[SettingRow]


def change_settings(
    unit: UnitOfWork, *, path: Path, settings: Settings, changes: dict[str, str]
) -> SettingList:
    """Write settings; "" goes back to the default. Shows what changed.

    Raises SettingNotFoundError, InvalidSettingError or the value's own error, and for steps of the
    ladder that do not fit together LadderOrderError or LadderStartError; then nothing is written.
    """
    with unit:
        checked = {key: settings_file.check(key, text) for key, text in changes.items()}
        present = {key: settings[key] if settings.is_set(key) else "" for key in checked}
        changed = {key: value for key, value in checked.items() if value != present[key]}
        if not changed:
            raise NothingToChangeError("veja os valores de agora com: cobranca ajustes")
        if any(key.startswith("ladder.") for key in changed):
            settings_file.check_together(settings.changed(changed))
        for key, value in changed.items():
            unit.remember_change("setting", 0, key, present[key], value)
        unit.what = {"keys": sorted(changed)}
        if not unit.dry_run:
            unit.after_commit(settings_file.prepare(path, changed))
        return listing(settings, changed)


def listing(
    settings: Settings, changed: dict[str, str] | None = None, *, only: str | None = None
) -> SettingList:
    """All settings in force, `only` one, or only those changed with their new values."""
    rows = []
    for key in ([only] if only else settings.names()) if changed is None else changed:
        setting = settings_file.find(key)
        assert setting is not None, "it was checked"
        if changed is None:
            value, is_default = settings[key], not settings.is_set(key)
        else:
            value, is_default = changed[key] or setting.default, not changed[key]
        rows.append(SettingRow(key, value, is_default, setting.description))
    return SettingList(rows)
