"""Who could be written to by WhatsApp now, one by one (rules §7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.domain.ladder import PUNCTUAL
from cobranca_cli.domain.text import fold
from cobranca_cli.reports.reminders import RemindReport, Withheld, reminders

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from cobranca_cli.store.settings import Settings


def queue(
    connection: sqlite3.Connection,
    *,
    today: date,
    settings: Settings,
    customer_ids: Sequence[int] | None = None,
    step: str | None = None,
    limit: int | None = None,
    news: str = "",
) -> RemindReport:
    """`reminders`, less those without a mobile number, who are withheld as `no-address`.

    Raises TemplateError, ToneError.
    """
    found = reminders(connection, today=today, settings=settings, customer_ids=customer_ids,
                      step=step, news=news)  # fmt: skip
    ready = [one for one in found.messages if one.whatsapp_url]
    without = [
        Withheld(one.customer_id, one.customer, "no-address", None)
        for one in found.messages
        if not one.whatsapp_url
    ]
    return found._replace(
        messages=ready[:limit],
        messages_ready=len(ready),
        withheld=sorted([*found.withheld, *without], key=lambda row: fold(row.customer)),
    )


def asked_again(step: str) -> str | None:
    """The step to decide a customer anew by: thanks are asked for, all else follows the day."""
    return step if step == PUNCTUAL else None
