"""Reminders in words: messages, tasks, why somebody is left in peace, promises and pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.cli.words import Whole, counted
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.domain.ladder import SETTLE
from cobranca_cli.domain.phone import format_phone
from cobranca_cli.errors import brl
from cobranca_cli.messages.wording import updated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cobranca_cli.reports.messages import MessageList
    from cobranca_cli.reports.owner_tasks import TaskLine
    from cobranca_cli.reports.reminders import Reminder, RemindReport
    from cobranca_cli.reports.tally import Withheld
    from cobranca_cli.reports.why import RuleCheck, Why
    from cobranca_cli.services.reminders import PauseRecord, PromiseRecord, Recorded

_RESOLVED = "manter, abater VALOR ou cancelar"
_REASONS = {
    "opted-out": "pediu para não receber mensagens",
    "wrong-number": "o número é de outra pessoa; troque o telefone",
    "paused": "em pausa",
    "says-paid": "diz que já pagou; confira a conta",
    "promise": "prometeu pagar",
    "disputed": "contesta o que está em aberto",
    "time-barred": "passou do prazo de cinco anos",
    "compensation": "boleto ou cheque ainda pode aparecer na conta",
    "below-tolerance": "falta menos que o mínimo dos ajustes",
    "approved": "uma mensagem aprovada espera por você (cobranca lembrar --whatsapp)",
    "too-soon": "falamos há pouco",
    "too-many": "já foram muitas mensagens em 30 dias",
    "no-identity": "faltam os seus dados (cobranca configurar)",
    "no-address": "sem um contato que sirva (cobranca clientes --faltando)",
    "failed": "não deu certo três vezes hoje (cobranca mensagens)",
    "not-yet": "ainda é cedo",
    "done": "já foi dito tudo o que a régua diz",
    "due": "nada a lembrar",
    "thanked": "já agradecemos há menos de três meses",
}
RULE_NAMES = {
    "opted-out": "pedido para parar", "wrong-number": "número errado", "paused": "pausa",
    "says-paid": "diz que já pagou", "promise": "promessa", "disputed": "contestação",
    "time-barred": "prazo de cinco anos", "compensation": "compensação",
    "below-tolerance": "valor mínimo", "approved": "mensagem aprovada",
    "too-soon": "intervalo entre mensagens", "too-many": "mensagens em 30 dias",
    "no-identity": "os seus dados", "not-yet": "dia da etapa", "done": "etapas já ditas",
    "due": "algo a lembrar",
}  # fmt: skip


def reminders(
    found: RemindReport | Recorded, *, named: bool, recorded: bool = False
) -> Iterator[str]:
    """The messages, then the tasks, then who is left in peace and why."""
    for message in found.messages:
        yield from _message(message)
    if not found.messages:
        yield "Ninguém para lembrar hoje."
        if named:
            yield "Para saber por quê: cobranca por-que CLIENTE"
    more = found.messages_ready - len(found.messages)
    if more:
        yield f"E mais {counted(more, 'mensagem', 'mensagens')}; sem --limite aparecem todas."
    yield from aside(found.tasks, found.withheld)
    if not recorded:
        yield "Nada foi enviado nem registrado."
        if any(message.whatsapp_url for message in found.messages):
            yield "Para mandar um por um, em um terminal: cobranca lembrar --whatsapp"
    elif found.messages:
        kept = counted(len(found.messages), "mensagem registrada", "mensagens registradas")
        yield f"{kept} como enviadas por você." if len(found.messages) > 1 else (
            f"{kept} como enviada por você.")  # fmt: skip


def aside(tasks: Sequence[TaskLine], withheld: Sequence[Withheld]) -> Iterator[str]:
    """What is left to the owner, and who is left in peace and why."""
    if tasks:
        yield "Para você fazer:"
    for task in tasks:
        yield f"  {task_line(task)}"
    if withheld:
        yield "Sem lembrete agora:"
    for row in withheld:
        yield f"  {row.customer} (c{row.customer_id}): {reason(row)}"


def _message(message: Reminder) -> Iterator[str]:
    phone = format_phone(message.to) if message.to else "sem celular"
    yield f"--- {message.customer} (c{message.customer_id}), etapa {message.step}, {phone}"
    yield ""
    yield message.text
    yield ""
    if message.whatsapp_url:
        yield message.whatsapp_url
        yield ""
    if message.pix:
        yield "Na mensagem seguinte, sozinho, o código Pix:"
        yield Whole(message.pix)
        yield ""
    if message.pix_whatsapp_url:
        yield message.pix_whatsapp_url
        yield ""


def reason(row: Withheld) -> str:
    """Why somebody is not reminded, and from what day on they may be."""
    return _REASONS[row.reason] + _again(row.until)


def _again(day: date | None) -> str:
    """`até` would be read as the day promised, or as one more day of pause."""
    return f"; de novo em {day:%d/%m/%Y}" if day else ""


def word_for_word(found: MessageList) -> Iterator[str]:
    """Each message as it was said, the oldest first, so that the latest stands above the table."""
    for row in reversed(found.rows):
        yield f"--- {row.message_id}, {row.at}, {row.step}"
        yield ""
        yield row.text or "(O texto foi apagado.)"
        yield ""


def message_columns(found: MessageList) -> list[str]:
    """The columns of the list; the servers' words only where there are some."""
    columns = ["message_id", "at", "customer", "step", "channel", "status"]
    return [*columns, "words"] if any(row.words for row in found.rows) else columns


def messages_footer(found: MessageList) -> list[str]:
    """How many, and what to do about those that may have arrived."""
    lines = [f"{counted(found.messages, 'mensagem', 'mensagens')}."]
    if found.uncertain:
        how = counted(found.uncertain, "incerta")
        lines.append(f"{how}; quando souber: cobranca confirmar-mensagem NÚMERO chegou|nao-chegou")
    return lines


def task_line(task: TaskLine) -> str:
    """`Maria (c3), desde 10/11/2026: conversar … (feito: cobranca anotar c3 …)`."""
    how = f"cobranca anotar c{task.customer_id} TEXTO --etapa {task.step}"
    if task.step == SETTLE:
        how = f"cobranca resolver c{task.customer_id} {_RESOLVED}"
    return (
        f"{task.customer} (c{task.customer_id}), desde {task.since:%d/%m/%Y}: {task.text} "
        f"(feito: {how})"
    )


def tasks_footer(rows: Sequence[TaskLine]) -> list[str]:
    """How many, and how each kind of task is done with."""
    lines = [counted(len(rows), "tarefa") + "."]
    if any(row.step != SETTLE for row in rows):
        lines.append("Quando fizer uma: cobranca anotar CLIENTE TEXTO --etapa ETAPA")
    if any(row.step == SETTLE for row in rows):
        lines.append(f"Uma contestação: cobranca resolver CLIENTE {_RESOLVED}")
    return lines


def why(found: Why) -> Iterator[str]:
    """The decision first, then each rule."""
    yield f"{found.customer} (c{found.customer_id}): {_decided(found)}"
    for check in found.checks:
        yield f"  {_check(check)}"
    if found.next_on:
        yield f"Próximo contato possível: {describe(found.next_on)}."


def _decided(found: Why) -> str:
    if found.decision == "message":
        see = f"cobranca lembrar c{found.customer_id} --mostrar"
        return f"recebe hoje a mensagem {found.step} ({see})."
    if found.decision == "task":
        return f"a vez é sua: {found.step} (cobranca tarefas)."
    if found.decision == "withheld" and found.reason:
        return f"sem lembrete hoje: {_REASONS[found.reason]}{_again(found.until)}."
    return "nada a lembrar hoje."


def _check(check: RuleCheck) -> str:
    mark = "passa" if check.passed else "segura"
    if not check.detail:
        return f"{RULE_NAMES[check.rule]}: {mark}"
    but = "menos " if check.passed else ""
    until = f" (passa em {check.until:%d/%m/%Y})" if check.until else ""
    return f"{RULE_NAMES[check.rule]}: {mark}, {but}{check.detail}{until}"


def promised(done: PromiseRecord, typed_cents: int | None) -> Iterator[str]:
    """After promise."""
    if typed_cents and typed_cents > done.amount_cents:
        yield f"Só haverá {brl(done.amount_cents)} a pagar; anotei essa quantia."
    yield (
        f"{done.customer} promete {brl(done.amount_cents)} até {describe(done.due_on)}; "
        "até lá, nenhum lembrete."
    )
    if done.instead_of:
        yield f"Fica no lugar da promessa de {done.instead_of:%d/%m/%Y}."
    if done.amount_cents < done.updated_cents:
        charges_cents = done.updated_cents - done.open_cents
        yield f"Em aberto ao todo: {updated(done.open_cents, charges_cents)}."


def paused(done: PauseRecord) -> Iterator[str]:
    """After pause and resume."""
    if done.installment_id is not None:
        who = f"Parcela {done.installment_id}"
    else:
        who = done.customer or "Todos"
    if done.until_on is None:
        yield f"{who}: os lembretes voltam."
    else:
        yield f"{who}: sem lembretes antes de {describe(done.until_on)}."
