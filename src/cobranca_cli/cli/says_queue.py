"""The WhatsApp queue in words: its opening, a message's head, the keys, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.cli.says_reminding import reason
from cobranca_cli.cli.words import counted
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.domain.phone import format_phone
from cobranca_cli.errors import brl, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from cobranca_cli.domain.tone import Finding
    from cobranca_cli.reports.reminders import RemindReport
    from cobranca_cli.services.queue import Item

COUNTED = {
    "sent": ("enviada", "enviadas"),
    "approved": ("aprovada", "aprovadas"),
    "skipped": ("pulada", "puladas"),
    "later": ("adiada", "adiadas"),
}
_MOST_LISTED = 10
NAMELESS = "Aviso: ficou sem a linha com seu nome, CPF ou CNPJ e endereço (CDC 42-A)."
HELP = (
    "  Enter  abre a conversa no WhatsApp com o texto pronto",
    "  s      enviado: registra a mensagem (fora da hora, aprova)",
    "  a      aprovar: fora da hora, deixa pronta para abrir depois",
    "  p      pular: fica para a próxima fila",
    "  d      depois: nada a este cliente antes do dia dito",
    "  e      editar o texto",
    "  x      o código Pix, que vai sozinho numa segunda mensagem",
    "  q      sair; o que foi feito fica feito",
)


def opening(found: RemindReport, waiting: int, opens_at: datetime | None) -> Iterator[str]:
    """How many there are, and whether it is the hour to send."""
    if not found.messages and not waiting:
        yield "Ninguém na fila do WhatsApp agora."
        return
    if found.messages:
        yield f"Fila do WhatsApp: {counted(len(found.messages), 'mensagem', 'mensagens')}."
    if waiting:
        yield f"Aprovadas antes: {counted(waiting, 'mensagem', 'mensagens')}."
    if opens_at is not None:
        yield (
            "Agora não é hora de mandar lembretes; a próxima é "
            f"{describe(opens_at.date())}, às {opens_at.hour}h. Até lá dá para ler, editar, pular "
            "e aprovar; o que você aprovar se abre depois com uma tecla."
        )
    for warning in found.warnings:
        yield f"Aviso: {warning}"


def header(item: Item, place: int, total: int) -> Iterator[str]:
    """`[1 de 12] Ana (c1), etapa esqueceu, (11) 91234-5678, R$ 150,00`."""
    made = item.made
    phone = format_phone(made.to) if made.to else ""
    before = ", já aprovada" if item.approved_id is not None else ""
    yield ""
    yield (
        f"[{place} de {total}] {made.customer} (c{made.customer_id}), etapa {made.step}, {phone}, "
        f"{brl(made.total_cents)}{before}"
    )


def keys(opens_at: datetime | None, *, asked: bool) -> str:
    """What can be typed now."""
    others = "d depois, e editar, x Pix, q sair"
    if asked:
        return f"Enviou? s sim, p pular, {others}, Enter abre de novo"
    if opens_at is None:
        return f"Enter abre, s enviado, p pular, {others}, ? ajuda"
    return f"a aprovar, p pular, {others}, ? ajuda"


def changed(name: str, anew: RemindReport) -> Iterator[str]:
    """Why somebody is not written to as it was shown."""
    if anew.messages:
        yield f"{name}: a situação mudou; nada foi registrado. O texto de agora:"
        return
    why = next((reason(row) for row in anew.withheld), "não há mais nada a lembrar")
    yield f"{name}: a situação mudou ({why}); nada foi registrado."


def not_kind(found: list[Finding]) -> Iterator[str]:
    """What does not sound kind in a typed text, each with a gentler wording."""
    for one in found:
        yield (
            f"Não soa gentil, linha {one.line}: {shown(one.found)} ({one.family_name}). "
            f"Melhor: {one.suggestion}."
        )
    yield "Vale ainda o texto de antes; a tecla e volta ao que você digitou."


def long(length: int, most: int) -> str:
    """When a typed text is longer than what a phone shows at once."""
    return f"Aviso: são {length} caracteres; até {most} ele é lido inteiro no celular."


def closing(counts: Mapping[str, int], found: RemindReport) -> Iterator[str]:
    """What was done, and who has no WhatsApp."""
    done = [counted(counts[key], *words) for key, words in COUNTED.items() if counts[key]]
    yield f"Nesta fila: {', '.join(done)}." if done else "Nada foi enviado nem registrado."
    if counts["approved"]:
        yield "Para abrir o que foi aprovado, na hora de mandar: cobranca lembrar --whatsapp"
    more = found.messages_ready - len(found.messages)
    if more:
        yield f"E mais {counted(more, 'mensagem', 'mensagens')}; sem --limite aparecem todas."
    without = [row for row in found.withheld if row.reason == "no-address"]
    if without:
        yield "Sem WhatsApp:"
    for row in without[:_MOST_LISTED]:
        yield f"  {row.customer} (c{row.customer_id}): sem celular no cadastro"
    if without[_MOST_LISTED:]:
        yield f"  e mais {counted(len(without) - _MOST_LISTED, 'cliente')}"
    if without:
        yield "Para completar: cobranca clientes --faltando"
