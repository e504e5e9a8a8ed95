"""What a check finds, and the words its parts share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: At most so many problems of one code are listed one by one.
LISTED = 20

#: What a row of a table is called: (one, several).
NOUNS: dict[str, tuple[str, str]] = {
    "customer": ("cliente", "clientes"),
    "personal_text": ("texto", "textos"),
    "sale": ("venda", "vendas"),
    "installment": ("parcela", "parcelas"),
    "payment": ("recebimento", "recebimentos"),
    "posting": ("lançamento", "lançamentos"),
    "refund": ("devolução ou estorno", "devoluções ou estornos"),
    "change": ("alteração", "alterações"),
    "contact": ("anotação", "anotações"),
    "import_key": ("linha importada", "linhas importadas"),
    "forgotten": ("esquecimento", "esquecimentos"),
    "recurring": ("mensalidade", "mensalidades"),
    "recurring_amount": ("valor de mensalidade", "valores de mensalidades"),
    "message": ("mensagem", "mensagens"),
    "message_step": ("etapa feita", "etapas feitas"),
    "promise": ("promessa", "promessas"),
    "pause": ("pausa", "pausas"),
    "message_about": ("motivo de mensagem", "motivos de mensagens"),
    "message_part": ("parte de mensagem", "partes de mensagens"),
    "dispute": ("contestação", "contestações"),
    "boleto": ("boleto", "boletos"),
    "clearing": ("data de cheque", "datas de cheques"),
    "sale_terms": ("condição de venda", "condições de vendas"),
    "charge": ("encargo", "encargos"),
    "early_offer": ("desconto oferecido", "descontos oferecidos"),
    "points": ("lançamento de pontos", "lançamentos de pontos"),
    "attachment": ("anexo", "anexos"),
    "agreement": ("acordo", "acordos"),
    "agreement_item": ("parcela em acordo", "parcelas em acordos"),
    "agreement_part": ("parcela combinada", "parcelas combinadas"),
    "message_total": ("total de mensagem", "totais de mensagens"),
    "occurrence": ("dia de mensalidade", "dias de mensalidades"),
}

RESTORE = (
    "o arquivo foi mudado por fora do cobranca. Guarde-o como está e volte a usar uma cópia de "
    "antes disso, da pasta backups ou sua."
)
DAMAGED = (
    "não grave mais nada; guarde o arquivo como está e volte a usar uma cópia da pasta backups."
)
CORRECT = (
    "anote o número e confira com cobranca historico o que foi gravado por último; cobranca "
    "desfazer tira o último registro. Se não fizer sentido, volte a uma cópia de antes."
)


class Problem(NamedTuple):
    """Something that is not as it must be: what and which record, and what to do."""

    code: str
    message: str
    hint: str


class Tick(Protocol):
    """Told how many rows were gone through since the last call."""

    def __call__(self, rows: int) -> None:
        """`rows` more are done."""


def noun(table: str, *ids: int) -> str:
    """`venda 3`, `parcelas 7 a 9`: one row, or the ends of a run."""
    one, several = NOUNS.get(table, (table, table))
    if len(set(ids)) == 1:
        return f"{one} {ids[0]}"
    return f"{several} {min(ids)} a {max(ids)}"


def day(iso: str) -> str:
    """`2026-11-23` (or an instant of that day) as `23/11/2026`."""
    return "/".join(reversed(iso[:10].split("-")))


def shortened(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, at most LISTED of each code, then one line that counts the others."""
    seen: dict[str, int] = {}
    last: dict[str, Problem] = {}
    for problem in problems:
        seen[problem.code] = seen.get(problem.code, 0) + 1
        last[problem.code] = problem
        if seen[problem.code] <= LISTED:
            yield problem
    for code, count in seen.items():
        if count > LISTED:
            more = count - LISTED
            text = "mais 1 problema igual." if more == 1 else f"mais {more} problemas iguais."
            yield Problem(code, f"E {text}", last[code].hint)
