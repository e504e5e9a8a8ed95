"""Sent messages in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cobranca_cli.cli import says_reminding
from cobranca_cli.cli.headings import WORDS
from cobranca_cli.cli.words import counted
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.domain.phone import format_phone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.messages.channels.to_owner import Notice
    from cobranca_cli.reports.reminders import Reminder
    from cobranca_cli.services.handing_over import Confirmed
    from cobranca_cli.services.sending import SendReport

CONFIRM = "cobranca confirmar-mensagem"


def reminders(found: SendReport, hours: tuple[int, int]) -> Iterator[str]:
    """One line for each customer, then tasks, who is left in peace, and when the rest leaves."""
    yield from (_line(message) for message in found.messages)
    if not found.messages:
        yield "Ninguém para lembrar agora."
    more = found.messages_ready - len(found.messages)
    if more:
        yield f"E mais {counted(more, 'mensagem', 'mensagens')}; sem --limite vão todas."
    yield from says_reminding.aside(found.tasks, found.withheld)
    if found.sends_at is not None:
        opens = datetime.fromisoformat(found.sends_at)
        done = "O resto espera" if found.sent else "Nada foi enviado"
        yield (
            f"{done}: os lembretes saem de segunda a sexta, das {hours[0]} às "
            f"{hours[1]}; o próximo horário é {describe(opens.date())}, às {opens.hour}h."
        )
    elif any(message.status == "waiting" for message in found.messages):
        yield "Nada foi enviado nem registrado."


def _line(message: Reminder) -> str:
    where = f"por {WORDS.get(message.channel, message.channel)} para {_place(message)}"
    who = f"{message.customer} (c{message.customer_id}), {message.step}"
    words = f" {message.words.rstrip('.')}." if message.words else ""
    if message.status == "sent":
        return f"{who}: enviada {where}."
    if message.status == "waiting":
        return f"{who}: vai {where}."
    if message.status == "failed":
        return f"{who}: não foi {where}.{words} Na próxima vez eu tento de novo."
    if message.status == "uncertain":
        ask = f"Quando souber: {CONFIRM} {message.message_id} chegou|nao-chegou"
        return f"{who}: incerta, {where}.{words} {ask}"
    return f"{who}: não foi.{words}"


def _place(message: Reminder) -> str:
    to = message.to or ""
    return to if "@" in to else format_phone(to)


def confirmed(done: Confirmed) -> Iterator[str]:
    """After confirm-message."""
    became = "chegou" if done.status == "sent" else "não chegou; o que ela dizia volta à régua"
    yield f"Mensagem {done.message_id}, {done.customer} (c{done.customer_id}): {became}."


def notified(done: Notice) -> Iterator[str]:
    """After summary --notify."""
    to = f" para {done.to if '@' in done.to else format_phone(done.to)}" if done.to else ""
    yield f"Resumo enviado por {done.name}{to}."
