"""What the owner should know before a dossier leaves the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.errors import brl, day
from cobranca_cli.messages import wording
from cobranca_cli.reports.dossier_others import WITHHELD
from cobranca_cli.store.queries.customers import missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobranca_cli.reports.dossier import Claim, Dossier
    from cobranca_cli.reports.dossier_others import Others
    from cobranca_cli.store.settings import Settings

_FIELDS = {"phone": "telefone", "document": "CPF ou CNPJ", "address": "endereço"}


def warnings(found: Dossier, settings: Settings, others: Others) -> list[str]:
    """One sentence each: what is missing, what cannot be asked for, who else is named."""
    return [
        *_about_the_claim(found.claim),
        *_about_the_parties(found, settings),
        *_about_the_files(found),
        *_about_others(found, others),
    ]


def _about_the_claim(claim: Claim) -> Iterator[str]:
    if not claim.lines:
        yield "não há nada em aberto nesse dia: o dossiê só conta a história."
    for line in claim.lines:
        if line.disputed:
            yield (
                f"a parcela {line.installment_id} está contestada: resolva antes, com "
                f"cobranca resolver {line.installment_id} manter|abater|cancelar."
            )
        if line.barred_on <= claim.on:
            yield (
                f"a parcela {line.installment_id} passou dos cinco anos: desde "
                f"{day(line.barred_on)} na Justiça já não dá para pedir (Código Civil, "
                "art. 206 §5 I)."
            )
    limit, alone = claim.limits.limit_cents, claim.limits.without_lawyer_cents
    if claim.claimable_cents > limit:
        yield f"o valor passa do limite do juizado especial, {brl(limit)}."
    elif claim.claimable_cents > alone:
        yield f"acima de {brl(alone)} o juizado especial pede um advogado."


def _about_the_parties(found: Dossier, settings: Settings) -> Iterator[str]:
    debtor = found.debtor
    gaps = [
        _FIELDS[field] for field in missing(debtor.phone, debtor.document, debtor.address)
        if field != "phone"
    ]  # fmt: skip
    if gaps:
        yield (
            f"no cadastro de {found.customer} falta {' e '.join(gaps)}, que o juizado pede: "
            f"cobranca editar-cliente c{found.customer_id} --documento CPF --endereco ENDEREÇO"
        )
    ours = wording.missing_identity(settings)
    if ours:
        yield f"dos seus dados falta {' e '.join(ours)}: cobranca configurar"


def _about_the_files(found: Dossier) -> Iterator[str]:
    gone = [one.name or str(one.attachment_id) for one in found.attachments if one.file is None]
    if gone:
        yield f"não foi, porque a cópia sumiu ou foi mudada: {', '.join(gone)}."
    if len(gone) < len(found.attachments):
        yield "olhe cada anexo antes de entregar: um print pode mostrar outras pessoas."


def _about_others(found: Dossier, others: Others) -> Iterator[str]:
    """What stays word for word though it names another customer, and what was taken out."""
    texts = {
        **{f"a venda {sale.sale_id}": (sale.description, sale.invoice, sale.link)
           for sale in found.sales},
        **{f"a mensagem {one.message_id}": (one.text, one.subject) for one in found.messages},
        **{f"o acordo {one.agreement_id}": (one.text,) for one in found.agreements},
    }  # fmt: skip
    named = [where for where, words in texts.items() if any(map(others.named_in, words))]
    if named:
        yield (
            f"outro cliente parece ser citado; são palavras da prova, e ficaram: "
            f"{', '.join(named)}. Leia antes de entregar."
        )
    if WITHHELD in str(found):
        yield (
            "de anotações suas, de motivos ou de quem pagou foi retirado o que fala de outro "
            f"cliente; no lugar ficou {WITHHELD}."
        )
