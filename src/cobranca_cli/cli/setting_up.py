"""What `setup` does, whether it was asked question by question or told by options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.cli import scheduling
from cobranca_cli.store import settings as settings_file

if TYPE_CHECKING:
    from datetime import time

    from cobranca_cli.cli.context import AppContext
    from cobranca_cli.cli.scheduling import Scheduled
    from cobranca_cli.services.notebook import Imported
    from cobranca_cli.services.setup import SettingRow

#: Charges for lateness, yes or no: what the law allows at most, or nothing.
CHARGES = {
    "sim": {"charges.fine": "2%", "charges.interest": "1%"},
    "não": {"charges.fine": "", "charges.interest": ""},
}


class SetUp(NamedTuple):
    """What `setup` shows: the settings that changed, and what else was done (null: nothing)."""

    rows: list[SettingRow]
    imported: Imported | None
    scheduled: Scheduled | None


NOTHING = SetUp([], None, None)


class Told(NamedTuple):
    """What options say: settings, the files of a notebook, and the hour of the daily job."""

    changes: dict[str, str]
    notebook: tuple[list[str], list[str], list[str]]
    daily_at: time | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not self.changes and not any(self.notebook) and self.daily_at is None


def joined(one: SetUp, other: SetUp) -> SetUp:
    """Both; of a setting that was changed twice the later value."""
    rows = {row.key: row for row in (*one.rows, *other.rows)}
    return SetUp(
        list(rows.values()), other.imported or one.imported, other.scheduled or one.scheduled
    )


def save(app: AppContext, changes: dict[str, str]) -> SetUp:
    """`write` of those answers that differ from what holds, if any do."""
    new = {}
    for key, text in changes.items():
        present, kept = app.settings[key], settings_file.check(key, text)
        same = settings_file.check(key, present) == kept if kept else not app.settings.is_set(key)
        if not same:
            new[key] = kept
    return write(app, new) if new else NOTHING


def write(app: AppContext, changes: dict[str, str]) -> SetUp:
    """Write settings, in one change that can be undone; they are in force from now on.

    Raises what `change_settings` raises, and SecondPlaceError.
    """
    from cobranca_cli.services.setup import change_settings

    place = changes.get("backup.second_place")
    if place and not app.dry_run:
        from cobranca_cli.services.backup import check_second_place

        check_second_place(app.home, Path(place).expanduser())
    done = change_settings(
        app.unit("setup"), path=app.settings_path, settings=app.settings, changes=changes
    )
    app.settings = app.settings.changed({row.key: changes[row.key] for row in done.rows})
    return SetUp(done.rows, None, None)


def import_notebook(app: AppContext, *files: list[str]) -> SetUp:
    """Import customers, sales and payments, as `import-csv` does."""
    from cobranca_cli.cli.commands.notebook import play

    customers, sales, payments = files
    return SetUp([], play(app, "import-csv", customers, sales, payments), None)


def by_options(app: AppContext, told: Told) -> SetUp:
    """All that options say; what can be refused is looked at before anything is written.

    The notebook, which is all or nothing by itself, comes first, the system's scheduler last.
    Raises what each raises.
    """
    from cobranca_cli.cli import schedulers

    for key, text in told.changes.items():
        settings_file.check(key, text)
    if told.daily_at is not None:
        schedulers.chosen(None)
    done = import_notebook(app, *told.notebook) if any(told.notebook) else NOTHING
    if told.changes:
        done = joined(done, write(app, told.changes))
    if told.daily_at is not None:
        scheduled = scheduling.install(app, "daily", told.daily_at, None)
        done = joined(done, SetUp([], None, scheduled))
    return done
