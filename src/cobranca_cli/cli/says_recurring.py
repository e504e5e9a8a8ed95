"""What is sold by the week, month or year, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cobranca_cli.cli.words import counted, one_line
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobranca_cli.reports.recurring import RecurringList
    from cobranca_cli.services.recurring import Generated, RecurringRecord, RecurringRun, Waiting

_EVERY = {"week": "toda semana", "month": "todo mês", "year": "todo ano"}
_WAITS = {
    "blocked": "está com as vendas a prazo bloqueadas",
    "limit": "passaria do limite",
}
_RUN = "cobranca gerar-mensalidades"


def columns(found: RecurringList, *, stopped: bool) -> list[str]:
    """Those of the table: what waits, for what, and what was stopped only where there is any."""
    shown = {"waiting": found.waiting, "waits_for": found.held, "stopped_on": stopped}
    every = ("recurring_id", "customer", "amount_cents", "every", "next_on", "waiting",
             "waits_for", "description", "stopped_on")  # fmt: skip
    return [column for column in every if shown.get(column, True)]


def footer(found: RecurringList) -> list[str]:
    """How many, and what is to be done about those that are due."""
    lines = [f"{counted(found.recurring, 'mensalidade')}."]
    if ready := found.waiting - found.held:
        lines.append(f"{counted(ready, 'venda')} a gerar: {_RUN}")
    if found.held:
        lines.append(f"{counted(found.held, 'venda')} à espera; quais e por quê: {_RUN} --simular")
    return lines


def added(done: RecurringRecord) -> Iterator[str]:
    """After add-recurring: what was understood, the next days, and what makes them sales."""
    end = f", {counted(done.times, 'vez', 'vezes')}" if done.times else ""
    if done.until_on:
        end = f", até {describe(done.until_on)}"
    yield f"{_title(done)}, a partir de {describe(done.start_on)}{end}."
    yield from _coming(done)
    yield f"No dia, ela vira venda com: {_RUN}"
    yield from _to_generate(done)


def clamped(typed: str, done: RecurringRecord) -> list[str]:
    """What to warn of when "dia 31" was typed in a shorter month: the days follow the 30th."""
    number = re.fullmatch(r"dia ([0-9]{1,2})", typed.strip().casefold())
    day = done.start_on.day
    if done.every == "week" or number is None or int(number[1]) == day:
        return []
    first = f"começando em {describe(done.start_on)}, as próximas são no dia {day}"
    return [f"{first}; para o dia {number[1]}, comece num mês que o tenha."]


def changed(done: RecurringRecord, since: date) -> Iterator[str]:
    """After change-recurring."""
    yield f"{_title(done)}. O valor novo vale a partir de {describe(since)}."
    yield from _coming(done)
    yield from _kept(done)
    yield from _to_generate(done)


def stopped(done: RecurringRecord) -> Iterator[str]:
    """After stop-recurring."""
    assert done.stopped_on is not None
    day = describe(done.stopped_on)
    yield f"{_title(done)}. Parada: a partir de {day} nada mais é vendido."
    yield from _coming(done)
    yield from _kept(done)
    yield from _to_generate(done)


def _title(done: RecurringRecord) -> str:
    number = f"Mensalidade {done.recurring_id}" if done.recurring_id else "Mensalidade"
    about = f" ({one_line(done.description)})" if done.description else ""
    return f"{number}: {done.customer}, {brl(done.amount_cents)} {_EVERY[done.every]}{about}"


def _coming(done: RecurringRecord) -> Iterator[str]:
    """The next days, each with its amount when they are not all the same."""
    amounts = {cents for _, cents in done.upcoming}
    if done.upcoming:
        days = "; ".join(
            describe(day) + (f" ({brl(cents)})" if amounts != {done.amount_cents} else "")
            for day, cents in done.upcoming
        )
        yield f"{'Próximas' if len(done.upcoming) > 1 else 'Próxima'}: {days}."


def _kept(done: RecurringRecord) -> Iterator[str]:
    if done.kept:
        sales = counted(done.kept, "venda", "vendas")
        verb = "já estava feita e fica" if done.kept == 1 else "já estavam feitas e ficam"
        yield (f"{sales} desse dia em diante {verb} como está; para corrigir: cobranca "
               f"vendas c{done.customer_id}")  # fmt: skip


def _to_generate(done: RecurringRecord) -> Iterator[str]:
    if ready := done.waiting - done.held:
        yield f"Até hoje: {counted(ready, 'venda')} a gerar."
    if done.waits_for:
        days = counted(done.held, "venda")
        yield f"{days} à espera: {done.customer} {_WAITS[done.waits_for]}."


def generated(done: RecurringRun, *, messages: bool) -> Iterator[str]:
    """After run-recurring: the sales made, and what waits."""
    if not done.created:
        yield (
            "Nada a gerar hoje: nenhuma mensalidade vencida."
            if not done.waiting
            else ("Nada foi gerado.")
        )
    else:
        yield f"{counted(len(done.created), 'venda')}, {brl(done.created_cents)}:"
    for sale in done.created:
        yield from _sale(sale, messages=messages)
    if done.waiting:
        yield f"{counted(len(done.waiting), 'venda')} à espera:"
    for waiting in done.waiting:
        yield _waiting(waiting)
    if done.created and not messages:
        yield "Para lembrar os clientes: cobranca lembrar --mostrar"


def _sale(sale: Generated, *, messages: bool) -> Iterator[str]:
    number = f"venda {sale.sale_id}" if sale.sale_id else "venda"
    about = f" ({one_line(sale.description)})" if sale.description else ""
    yield (f"  {number}: {sale.customer}, {brl(sale.amount_cents)}, "
           f"vence {describe(sale.due_on)}{about}")  # fmt: skip
    if messages and sale.message:
        yield ""
        yield from (f"    {line}".rstrip() for line in sale.message.splitlines())
        if sale.whatsapp_url:
            yield f"    {sale.whatsapp_url}"
        yield ""


def _waiting(one: Waiting) -> str:
    way = (
        f"cobranca desbloquear c{one.customer_id}"
        if one.reason == "blocked"
        else f"cobranca ficha c{one.customer_id}"
    )
    return (
        f"  {one.customer}, {brl(one.amount_cents)}, de {describe(one.due_on)}: "
        f"{_WAITS[one.reason]} ({way})"
    )
