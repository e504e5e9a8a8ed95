"""What keeping the registry asks and says: merges and contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.cli.headings import WORDS
from cobranca_cli.cli.words import counted
from cobranca_cli.domain.dates_typed import describe
from cobranca_cli.domain.words import CONTACT_KIND_NAMES, DELAY_REASON_NAMES
from cobranca_cli.errors import brl
from cobranca_cli.store.queries import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.cli.context import AppContext
    from cobranca_cli.reports.customers import CustomerList
    from cobranca_cli.services.contacts import ContactRecord
    from cobranca_cli.services.merging import Merged


_CONTEST = (
    "Para resolver antes de lembrar: cobranca contestar PARCELA TEXTO (parcelas em aberto: "
    "cobranca ficha {who})."
)
# What to type next, by the reason for the delay.
_FOLLOWS = {
    "pediu-para-parar": (
        "Não recebe mais mensagens (para voltar: cobranca editar-cliente {who} --pode-lembrar)."
    ),
    "numero-errado": "Para trocar o número: cobranca editar-cliente {who} --telefone TELEFONE",
    "insatisfacao": _CONTEST,
    "desacordo": _CONTEST,
    "ja-paguei": "Se o dinheiro entrou: cobranca recebi {who} VALOR",
}


def merge_question(app: AppContext, keep: str, other: str) -> str:
    """What merge-customers asks. Raises what finding the two raises."""
    kept, gone = (lookup.for_write(app.reader(), text) for text in (keep, other))
    return (
        f"juntar {gone.name} (c{gone.customer_id}) a {kept.name} (c{kept.customer_id}), que fica "
        "com as vendas, os recebimentos e as anotações dos dois?"
    )


def to_complete(found: CustomerList) -> Iterator[str]:
    """Whose data is not whole: who, what, and below it the command, in one piece to be copied."""
    for row in found.rows:
        missing = ", ".join(WORDS[field] for field in row.missing)
        yield f"c{row.customer_id}  {row.name}: {missing}"
        yield f"    {row.fill}"
    yield f"{counted(found.customers, 'cliente')}; troque as palavras em maiúsculas."


def merged(done: Merged) -> Iterator[str]:
    """After merge-customers."""
    yield f"{done.merged} (c{done.merged_id}) agora é {done.customer} (c{done.customer_id})."
    what = (
        counted(done.sales, "venda"), counted(done.payments, "recebimento"),
        counted(done.contacts, "anotação", "anotações"),
    )  # fmt: skip
    yield f"Vieram {', '.join(what[:-1])} e {what[-1]}; c{done.merged_id} continua valendo."
    if done.filled:
        yield f"Completado no cadastro: {_fields(done.filled)}."
    if done.lost:
        yield f"Era diferente e ficou o de {done.customer}: {_fields(done.lost)}."
    if done.open_cents:
        yield f"Em aberto agora: {brl(done.open_cents)}."
    if done.credit_cents:
        yield f"Crédito do cliente: {brl(done.credit_cents)}."


def contact(done: ContactRecord) -> Iterator[str]:
    """After log-contact, with what follows from the reason."""
    why = f", {DELAY_REASON_NAMES[done.reason]}" if done.reason else ""
    yield f"{done.customer}: {CONTACT_KIND_NAMES[done.kind]} de {describe(done.on)}{why}."
    follows = _FOLLOWS.get(done.reason or "")
    if follows:
        yield follows.format(who=f"c{done.customer_id}")


def _fields(names: list[str]) -> str:
    return ", ".join(WORDS.get(name, name) for name in names)
