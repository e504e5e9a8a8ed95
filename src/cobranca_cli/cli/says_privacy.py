"""What forgetting and exporting a person ask and say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.cli.headings import WORDS
from cobranca_cli.cli.words import counted
from cobranca_cli.errors import ConflictingOptionsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cobranca_cli.cli.context import AppContext
    from cobranca_cli.reports.personal import Person
    from cobranca_cli.services.forgetting import ForgottenCustomer

_TEXTS = {
    "description": ("descrição de venda", "descrições de vendas"),
    "invoice": ("número de nota", "números de notas"),
    "message": ("mensagem", "mensagens"),
    "link": ("endereço de página", "endereços de páginas"),
    "reference": ("referência de recebimento", "referências de recebimentos"),
    "payer": ("nome de quem pagou", "nomes de quem pagou"),
    "reason": ("motivo de correção", "motivos de correções"),
    "note": ("anotação", "anotações"),
    "other": ("texto antigo", "textos antigos"),
}


class Exported(NamedTuple):
    """What `export` shows when it wrote a file."""

    path: str
    customer_id: int
    customer: str
    sales: int
    payments: int
    notes: int


def forget_question(app: AppContext, customer: str, *, force: bool, reason: str | None) -> str:
    """What forget-customer asks. Raises what `services.forgetting.plan` raises."""
    from cobranca_cli.services.forgetting import plan

    if force and not reason:
        raise ConflictingOptionsError(
            "Para apagar tudo já é preciso dizer por quê.", "acrescente --motivo TEXTO."
        )
    todo = plan(app.reader(), customer=customer, today=app.today, force=force)
    until = f"{todo.erase_on:%d/%m/%Y}" if todo.erase_on else None
    what = (
        f"o que não é preciso some agora e o resto fica trancado até {until}"
        if until
        else "tudo o que diz quem é some agora"
    )
    return f"esquecer {todo.name} (c{todo.customer_id})? {what}; não dá para desfazer"


def forgotten(done: ForgottenCustomer, *, dry_run: bool) -> Iterator[str]:
    """After forget-customer: what went, what is locked and until when."""
    yield f"c{done.customer_id} agora se chama {done.customer}."
    yield f"{'Sumiria' if dry_run else 'Apagado'}: {_listed(done.erased)}."
    if done.files:
        yield f"Anexos {'a apagar' if dry_run else 'apagados'}: {len(done.files)}."
    if done.erase_on:
        yield f"Trancado até {done.erase_on:%d/%m/%Y}, porque a lei manda guardar:"
        yield f"  {_listed(done.locked)}."
        yield f"  Ver: cobranca exportar json c{done.customer_id}"
    yield "Valores, datas e contas continuam iguais."


def exported(found: Person, path: Path) -> Exported:
    """The counts of what was written."""
    return Exported(
        str(path), found.customer_id, found.customer, len(found.sales), len(found.payments),
        len(found.notes),
    )  # fmt: skip


def exported_lines(done: Exported) -> list[str]:
    """After export, one line."""
    counts = ", ".join((
        counted(done.sales, "venda"), counted(done.payments, "recebimento"),
        counted(done.notes, "anotação", "anotações"),
    ))  # fmt: skip
    about = f"Tudo sobre {done.customer} (c{done.customer_id}): {counts}."
    return [about, f"Gravado em {done.path}"]


def _listed(counts: dict[str, int]) -> str:
    parts = []
    for kind, count in counts.items():
        if kind in _TEXTS:
            parts.append(counted(count, *_TEXTS[kind]))
        else:
            word = WORDS.get(kind, {"name": "nome", "nickname": "apelido"}.get(kind, kind))
            parts.append(word if count == 1 else f"{word} (e {count - 1} de antes)")
    return ", ".join(parts) or "nada"
