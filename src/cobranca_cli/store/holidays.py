"""The owner's local holidays, as written in the settings."""

from __future__ import annotations

from datetime import date

from cobranca_cli.errors import InvalidSettingError

_YEARS = (2001, 2100)  # A yearly holiday is known for these.


def days_of_holiday(text: str) -> list[date]:
    """The day or days of `14/07` (every year), `08/12/2026` or `2026-12-08`."""
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
