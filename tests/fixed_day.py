"""The day on which every test takes place."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2026, 11, 23)  # A Monday; the Friday before is a bank holiday.
NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)  # 10:00 in São Paulo.
