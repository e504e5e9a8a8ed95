"""What every command is given: where the data is, what day it is, how to answer."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cobranca_cli.errors import (
    ConfirmationNeededError,
    ConflictingOptionsError,
    HomeUnusableError,
    InvalidPathError,
)

if TYPE_CHECKING:
    import sqlite3
    from datetime import date, datetime

    from cobranca_cli.errors import CobrancaError
    from cobranca_cli.store.settings import Settings
    from cobranca_cli.store.unit_of_work import UnitOfWork

DATABASE, SETTINGS, SECRETS = "cobranca.db", "cobranca.toml", "segredos.env"


class AppContext:
    """One run: its home, its clock (read once, in `cli.main`), its settings, its answers."""

    def __init__(self, home: Path, now: datetime, settings: Settings) -> None:
        self.home = home
        self.now = now
        self._begun_at = time.monotonic()
        self.today: date = now.date()
        self.settings = settings
        self.settings_error: CobrancaError | None = None  # Only where a command goes on without.
        self.format = "table"
        self.dry_run = False
        self.yes = False
        self.current: UnitOfWork | None = None
        self._far_dates: list[tuple[str, date]] = []
        self._readers: list[sqlite3.Connection] = []
        self._permissions_seen = False
        self._empty_told = False

    @property
    def database(self) -> Path:
        """The database file, which may not exist yet."""
        return self.home / DATABASE

    @property
    def settings_path(self) -> Path:
        """The settings file, which may not exist."""
        return self.home / SETTINGS

    @property
    def has_home(self) -> bool:
        """Whether something was ever written here.

        Raises HomeUnusableError when the home is a file, DatabaseGoneError when only remains of a
        book are left in it.
        """
        from cobranca_cli.store import migrate

        if self.home.exists() and not self.home.is_dir():
            raise HomeUnusableError(str(self.home), "não é uma pasta")
        return migrate.is_there(self.database)

    @property
    def on_terminal(self) -> bool:
        """Whether a person can be asked."""
        return self.format == "table" and sys.stdin.isatty() and sys.stdout.isatty()

    def reader(self) -> sqlite3.Connection:
        """A read-only connection; where nothing was ever written, an empty book (said once)."""
        from cobranca_cli.store import migrate
        from cobranca_cli.store.connection import connect

        if not self.has_home:
            from cobranca_cli.cli.output import note

            if not self._empty_told:
                note(f"Ainda não há nada anotado em {self.home}. "
                     "Comece com: cobranca vendi NOME VALOR")  # fmt: skip
            self._empty_told = True
            return migrate.fresh_in_memory()
        self._warn_of_wide_permissions()
        migrate.ensure_current(self.database)
        connection = connect(self.database, read_only=True)
        connection.execute("BEGIN")  # One snapshot: rows and totals agree whoever writes meanwhile.
        self._readers.append(connection)
        return connection

    @property
    def written(self) -> bool:
        """Whether something was committed in this run."""
        return self.current is not None and self.current.committed

    def close(self) -> None:
        """Let go of every snapshot: one that is held keeps a write from tidying up after itself."""
        while self._readers:
            self._readers.pop().close()

    def unit(self, command: str) -> UnitOfWork:
        """The transaction of a write; makes the home when there is none, asks about far dates."""
        from cobranca_cli.store import migrate
        from cobranca_cli.store.first_home import FirstHome
        from cobranca_cli.store.unit_of_work import UnitOfWork  # Imports SQLModel: ~0.4 s.

        for typed, day in self._far_dates:
            from cobranca_cli.domain.dates_typed import describe

            self.confirm(f'a data "{typed}" é {describe(day)}, a mais de um ano de hoje. É isso?')
        self.close()
        first = None if self.has_home else FirstHome.prepare(self.database)
        self._warn_of_wide_permissions()
        if first is None:
            migrate.ensure_current(self.database)
        self.current = UnitOfWork(
            first.database if first else self.database, now=self.now, today=self.today,
            command=command, dry_run=self.dry_run, first=first,
            calendar=lambda: self.settings.calendar,
        )  # fmt: skip
        return self.current

    def trial(self, command: str) -> UnitOfWork:
        """A write that is only tried out: it asks nothing and leaves nothing."""
        simulated, self.dry_run = self.dry_run, True
        try:
            return self.unit(command)
        finally:
            self.dry_run = simulated

    def moment(self) -> datetime:
        """The instant now, in a run that may last long; the day stays the one it began on."""
        return self.now + timedelta(seconds=time.monotonic() - self._begun_at)

    def unit_of_now(self, command: str) -> UnitOfWork:
        """`unit`, one of many in a run that may last long: each has its own time."""
        unit = self.unit(command)
        unit.now = self.moment().astimezone(UTC)
        return unit

    def _warn_of_wide_permissions(self) -> None:
        """Say once per run when others may read what is here."""
        if not self._permissions_seen:
            from cobranca_cli.cli.output import note
            from cobranca_cli.cli.permissions import warning

            self._permissions_seen = True
            files = (self.database, self.settings_path, self.home / SECRETS)
            note(warning(self.home, *files) or "")

    def confirm(self, question: str) -> None:
        """Go on only after a yes: asked on a terminal, else given by --yes.

        Raises ConfirmationNeededError without either, KeyboardInterrupt on a no.
        """
        if self.yes or self.dry_run:
            return
        if not self.on_terminal:
            raise ConfirmationNeededError(question)
        from cobranca_cli.cli.prompts import confirm

        if not confirm(question):
            raise KeyboardInterrupt

    def typed_date(self, text: str, *, mode: str, start: date | None = None) -> date:
        """The date a person typed, counted from `start` (ships today); far ones are noted."""
        from cobranca_cli.domain.dates_typed import parse_date

        day = parse_date(
            text, today=start or self.today, mode="past" if mode == "past" else "future",
            calendar=self.settings.calendar,
        )  # fmt: skip
        if _over_a_year_apart(day, self.today):
            self._far_dates.append((text, day))
        return day

    def counted(self, text: str, start: date) -> date:
        """A day counted from `start` by a setting such as `30 dias`; never asked about."""
        from cobranca_cli.domain.dates_typed import parse_date

        return parse_date(text, today=start, mode="future", calendar=self.settings.calendar)

    def choose(self, text: str, *, may_create: bool = False) -> tuple[str, bool]:
        """A customer for a write, and whether a person chose to make a new one.

        On a terminal a part of a name becomes a numbered question; elsewhere the text is returned
        as it is, and the service refuses what is not whole.
        """
        if not self.on_terminal or not self.has_home:
            return text, False
        from cobranca_cli.cli.prompts import choose_customer

        return choose_customer(self.reader(), text, may_create=may_create)

    def choose_row(self, text: str) -> str:
        """A sale, instalment or payment for a write: its number, or a customer as in `choose`."""
        return text if text.strip().lstrip("#").isdigit() else self.choose(text)[0]


def _over_a_year_apart(one: date, other: date) -> bool:
    """Whether the same day a year after the earlier one comes before the later one."""
    first, last = sorted((one, other))
    return (last.year - first.year, last.month, last.day) > (1, first.month, first.day)


def find_home(option: str | None) -> Path:
    """`--home`, else COBRANCA_HOME, else the platform's data folder."""
    named = option or os.environ.get("COBRANCA_HOME")
    if named:
        return typed_path(named)
    from platformdirs import user_data_dir

    return Path(user_data_dir("cobranca", appauthor=False))


def typed_path(text: str) -> Path:
    """A file or folder that a person named, absolute. Raises InvalidPathError."""
    try:
        path = Path(text).expanduser().absolute()
        name = os.fsencode(path)
    except (RuntimeError, UnicodeEncodeError):  # ~somebody who has no home here; half a letter.
        raise InvalidPathError(text) from None
    if b"\0" in name:
        raise InvalidPathError(text)
    return path


def only_one(**options: object) -> None:
    """Refuse options that exclude each other, by their Portuguese names with `_` for `-`.

    A name in capitals is an argument's.

    Raises ConflictingOptionsError.
    """
    given = [name for name, value in options.items() if value]
    if len(given) > 1:
        listed = " e ".join(
            name if name.isupper() else "--" + name.replace("_", "-") for name in given
        )
        raise ConflictingOptionsError(f"Não dá para usar {listed} juntos.", "escolha um deles.")
