"""The ladder in words: a line of time that fits 60 columns, and what a simulation came to."""

from __future__ import annotations

import textwrap
from pathlib import PurePath
from typing import TYPE_CHECKING

from cobranca_cli.cli.headings import SEGMENT_NAMES
from cobranca_cli.cli.says_reminding import RULE_NAMES
from cobranca_cli.cli.words import counted, drawn
from cobranca_cli.domain.dates_typed import format_date
from cobranca_cli.domain.simulation import ANYWAY_DAYS
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.reports.ladder import LadderReport, LadderStep
    from cobranca_cli.reports.simulation import Simulation

_WIDTH = 60
_LONGEST_GAP = 4  # Lines between two steps, one for each week begun.
_WHY = {**RULE_NAMES, "not-yet": "ainda era cedo", "task": "era a sua vez de falar"}


def picture(found: LadderReport) -> Iterator[str]:
    """The steps down a line of time, then what differs for whom, and how to change it."""
    message, task, line = tuple(drawn("●○│", "*o|"))
    yield "A régua, contada do vencimento de cada parcela:"
    yield ""
    before: int | None = None
    for step in found.steps:
        assert step.days is not None, "a step in force has its day"
        if before is not None:
            lines = min((step.days - before + 6) // 7, _LONGEST_GAP)
            yield from [f"{'':16}{line}"] * lines
        before = step.days
        what = "tarefa para você" if step.kind == "task" else "mensagem"
        mark = task if step.kind == "task" else message
        yield f"{when(step.days):>15} {mark} {step.step:<9} {what}"
    if not found.steps:
        yield "Nenhuma etapa: ninguém é lembrado."
    yield ""
    yield from _wrapped(f"Desligadas: {', '.join(found.off)}." if found.off else "")
    for segment, steps in found.segments.items():
        differs = "; ".join(_differs(step) for step in steps)
        yield from _wrapped(f"Perfil {SEGMENT_NAMES.get(segment, segment)}: {differs}.")
    first, last = found.send_hours
    yield from _wrapped(
        "Um lembrete de atraso de cada vez, com "
        f"{counted(found.gap_days, 'dia')} ou mais entre um e outro e no máximo "
        f"{found.max_month} em 30 dias. Saem em dias úteis, das {first}h às {last}h."
    )
    yield ""
    yield "Para mudar um dia: cobranca ajustes ladder.proposta 10"
    yield "Para experimentar: cobranca regua --simular DE ATÉ"


def when(days: int) -> str:
    """`3 dias antes`, `no dia`, `1 dia depois`."""
    if days == 0:
        return "no dia"
    return f"{counted(abs(days), 'dia')} {'depois' if days > 0 else 'antes'}"


def _differs(step: LadderStep) -> str:
    return f"sem {step.step}" if step.days is None else f"{step.step} {when(step.days)}"


def simulated(found: Simulation, *, settings_file: str | None) -> Iterator[str]:
    """What would have been said, to whom for nothing, of what not a word, and what really was."""
    under = (
        f"os ajustes de {PurePath(settings_file).name}" if settings_file else "os ajustes de agora"
    )
    yield from _wrapped(
        f"De {format_date(found.first)} a {format_date(found.last)}, "
        f"{counted(found.sending_days, 'dia')} de envio, com {under}:"
    )
    yield ""
    messages = counted(found.messages, "mensagem", "mensagens")
    instead = f" em vez de {found.sent.messages}" if found.sent else ""
    yield f"{messages}{instead}, para {counted(found.customers, 'pessoa')}."
    before = found.sent.by_step if found.sent else {}
    for step in dict.fromkeys((*found.by_step, *before)):
        sent = f"   foram {before.get(step, 0)}" if found.sent else ""
        yield f"  {step:<9} {found.by_step.get(step, 0):>5}{sent}"
    if found.tasks:
        tasks = ", ".join(f"{step} {count}" for step, count in found.tasks.items())
        yield from _wrapped(f"Tarefas para você: {tasks}.")
    yield ""
    yield from _bothered(found)
    yield from _silent(found)
    yield ""
    yield from _wrapped(
        "Os pagamentos são os que houve, com os lembretes que houve; o perfil de cada cliente é o "
        f"de {format_date(found.first)}, e uma tarefa só conta como feita se você a anotou."
    )


def _bothered(found: Simulation) -> Iterator[str]:
    bothered = found.bothered
    if not bothered.messages:
        yield from _wrapped("Ninguém teria sido incomodado à toa.")
        return
    who = "Teria sido incomodada" if bothered.customers == 1 else "Teriam sido incomodadas"
    what = "ela lembrava" if bothered.messages == 1 else "elas lembravam"
    on_time = f"; em {bothered.on_time}, sem nem atrasar" if bothered.on_time else ""
    yield from _wrapped(
        f"{who} à toa: {counted(bothered.customers, 'pessoa')}, com "
        f"{counted(bothered.messages, 'mensagem', 'mensagens')}. Tudo o que {what} foi "
        f"acertado em até {ANYWAY_DAYS} dias de qualquer jeito{on_time}."
    )


def _silent(found: Simulation) -> Iterator[str]:
    silent = found.silent
    if not silent.installments:
        yield from _wrapped("Nenhum atraso teria ficado sem lembrete.")
        return
    yield from _wrapped(
        f"Atrasos sem nenhum lembrete: {counted(silent.installments, 'parcela')} de "
        f"{counted(silent.customers, 'pessoa')}, {brl(silent.open_cents)}. Por quê, em dias de "
        "cada pessoa:"
    )
    for reason, days in silent.days.items():
        yield f"  {days:>5} {_WHY[reason]}"


def _wrapped(text: str) -> list[str]:
    """In lines of at most 60 columns; an amount stays in one piece."""
    lines = textwrap.wrap(
        text.replace("R$ ", "R$\N{NO-BREAK SPACE}"), _WIDTH, subsequent_indent="  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
