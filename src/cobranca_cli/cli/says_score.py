"""A score in words: the number, what it comes from, and the sum that anybody can redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.cli.headings import SEGMENT_NAMES
from cobranca_cli.cli.words import bar, counted
from cobranca_cli.domain import score as rules
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.errors import brl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobranca_cli.reports.score import CustomerScore, Ranking, ScoreLine

# What each segment means, for somebody who reads the word for the first time.
MEANINGS = {
    "novo": "menos de 2 parcelas já vencidas nos últimos 24 meses; ainda não dá para dizer",
    "critico": "algo em aberto há 60 dias ou mais, ou nota D",
    "em-dificuldade": "vem pagando aos pedaços, ou não cumpriu uma promessa",
    "esquecido": "costuma pagar com atraso",
    "pontual": "costuma pagar em dia",
}


def footer(found: Ranking, today: date) -> list[str]:
    """How many, and the day when it is not today."""
    day = f" Em {describe(found.as_of)}." if found.as_of != today else ""
    how = "A conta de cada um: cobranca pontuacao CLIENTE --explicar"
    return [f"{counted(found.customers, 'cliente')}. {how}{day}"]


def of_customer(found: CustomerScore, today: date, *, explain: bool) -> Iterator[str]:
    """The score of one customer; with `explain`, how it is made."""
    on = f" em {describe(found.as_of)}" if found.as_of != today else ""
    if found.segment is None:
        yield f"{found.customer} não tem pontuação."
        return
    yield f"{found.customer} (c{found.customer_id}){on}"
    yield headline(found)
    yield f"Perfil: {segment(found)}"
    if found.usual_days is not None:
        yield f"Atraso usual: {days(found.usual_days)} ({counted(len(found.lines), 'parcela')})"
    if explain:
        yield ""
        yield from _working(found)
    elif found.lines:
        yield f"A conta: cobranca pontuacao c{found.customer_id} --explicar"


def headline(found: CustomerScore) -> str:
    """`Pontuação: 82 ████████░░ classe B`."""
    if found.score is None:
        return f"Pontuação: ainda não (são precisas {rules.ENOUGH} parcelas já vencidas)"
    return f"Pontuação: {found.score} {bar(found.score, 100)} classe {found.score_class}"


def segment(found: CustomerScore) -> str:
    """`pontual: costuma pagar em dia`."""
    key = found.segment or ""
    return f"{SEGMENT_NAMES.get(key, key)}: {MEANINGS[key]}"


def days(count: int) -> str:
    """`em dia` or `3 dias`."""
    return counted(count, "dia") if count else "em dia"


def _working(found: CustomerScore) -> Iterator[str]:
    yield "Cada parcela vencida nos últimos 24 meses pesa o seu valor e vale de 1 (em dia)"
    yield "a 0 (60 dias de atraso ou perda), em linha reta: (60 - dias) ÷ 60."
    yield ""
    yield "  vencimento  quitada     dias       peso  ×   vale  =     pontos"
    for line in found.lines:
        yield _part(line)
    if found.score is None:
        return
    weight = sum(line.weight_cents for line in found.lines)
    prior = found.prior_weight_cents
    yield (
        f"  mais {rules.PRIOR_COUNT} parcelas imaginárias do valor médio, valendo 0,7: "
        f"{brl(prior)} × 0,7 = {brl(prior * rules.PRIOR_TENTHS // 10)}"
    )
    yield ("  (para que quem mal começou não tenha nem nota máxima nem mínima)")
    yield ""
    total = sum(_points(line) for line in found.lines) + prior * rules.PRIOR_TENTHS // 10
    yield f"  soma dos pontos {brl(total)} ÷ soma dos pesos {brl(weight + prior)} × 100"
    if found.penalties:
        yield f"  menos {found.penalties} por promessas e acordos não cumpridos"
    yield f"  = {found.score}"


def _part(line: ScoreLine) -> str:
    settled = f"{line.settled_on:%d/%m/%Y}" if line.settled_on else "em aberto "
    value = f"{line.punctuality:.4f}".replace(".", ",")
    return (
        f"  {line.due_on:%d/%m/%Y}  {settled}  {line.days_late:>4}  {brl(line.weight_cents):>12}"
        f"  × {value}  = {brl(_points(line)):>11}  parcela {line.installment_id}"
    )


def _points(line: ScoreLine) -> int:
    """The weighted part in cents, rounded half up; only shown: the score itself never rounds."""
    left = rules.WORST_DAYS - min(line.days_late, rules.WORST_DAYS)
    return (2 * line.weight_cents * left + rules.WORST_DAYS) // (2 * rules.WORST_DAYS)
