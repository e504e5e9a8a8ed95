"""Sending from the command line: reminders, a receipt, the owner's notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cobranca_cli.cli import progress, says_sending
from cobranca_cli.cli.output import emit_fact, note
from cobranca_cli.messages.channels.to_owner import ready, write_to_owner
from cobranca_cli.messages.channels.ways import Ways, open_ways
from cobranca_cli.store.secret_values import Secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cobranca_cli.cli.context import AppContext
    from cobranca_cli.messages.channels.to_owner import Notice
    from cobranca_cli.services.payment_receipt import PaymentReceipt
    from cobranca_cli.services.sending import SendReport

NO_CHANNEL = "Nenhum canal envia sozinho ainda (cobranca canais)"


def ways(app: AppContext) -> Ways:
    """The channels that reach customers. Raises what `Secrets.get` raises."""
    return open_ways(app.settings, Secrets(app.home), now=app.now)


def remind(
    app: AppContext,
    *,
    customer_ids: Sequence[int] | None,
    step: str | None,
    limit: int | None,
    news: str,
) -> bool:
    """Send the reminders and show what became of each; False when no channel is set up.

    Raises typer.Exit(1) when any was not sent for certain, and what `send` raises.
    """
    found = ways(app)
    if not found.channels:
        note(f"{NO_CHANNEL}.")
        for warning in found.warnings:
            note(f"Aviso: {warning}")
        return False
    done = send(app, found, customer_ids=customer_ids, step=step, limit=limit, news=news)
    hours = app.settings.send_hours
    emit_fact(app, done, lines=says_sending.reminders(done, hours), warnings=done.warnings)
    if done.failed or done.uncertain:
        raise typer.Exit(1)
    return True


def send(
    app: AppContext,
    found: Ways,
    *,
    customer_ids: Sequence[int] | None = None,
    step: str | None = None,
    limit: int | None = None,
    news: str = "",
) -> SendReport:
    """Send the reminders, in the hours in which they leave. Raises what the services raise."""
    from cobranca_cli.services import sending

    done = sending.plan(
        app.reader(), now=app.now, settings=app.settings, ways=found, customer_ids=customer_ids,
        step=step, limit=limit, news=news,
    )  # fmt: skip
    if not app.dry_run and done.sends_at is None:
        done = sending.send(app.unit_of_now, done, settings=app.settings, ways=found, news=news,
                            progress=progress.bar("Enviando"))  # fmt: skip
    return done


def receipt(app: AppContext, found: Ways, kept: PaymentReceipt) -> PaymentReceipt:
    """Send the receipt of a payment that was just kept; whatever happens is a warning."""
    if app.dry_run:
        return kept
    if not found.channels:
        warnings = [*kept.warnings, *found.warnings, f"o recibo não foi: {NO_CHANNEL}"]
        return kept._replace(warnings=warnings)
    from cobranca_cli.services.receipts import send_receipt

    return send_receipt(app.unit, kept, settings=app.settings, ways=found)


def notify(app: AppContext, lines: Iterable[str], *, channel: str | None) -> None:
    """Send the owner what a command would show, and tell of it. Raises what `write` raises."""
    done = write(app, lines, channel=channel)
    emit_fact(app, done, lines=says_sending.notified(done))


def write(app: AppContext, lines: Iterable[str], *, channel: str | None = None) -> Notice:
    """Send the owner some lines, by a channel or the first that is set up.

    Raises NotNotifiedError, and what opening the channel raises.
    """
    from cobranca_cli.errors import NotNotifiedError

    secrets = Secrets(app.home)
    subject, *rest = lines
    done = write_to_owner(
        app.settings, secrets, channel=channel or ready(app.settings, secrets)[0],
        subject=subject, text="\n".join((subject, *rest)), now=app.now,
    )  # fmt: skip
    if done.status != "sent":
        raise NotNotifiedError(done.name, done.words)
    return done
