"""What may change (names, due dates, voids) against the changes that were written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.domain.audit import HASHED, PERSONAL_FIELDS, STATE_FIELDS, canonical, text_hash
from cobranca_cli.domain.text import fold
from cobranca_cli.reports.integrity.problems import RESTORE, Problem, noun

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_FIELDS = {
    "active": "a situação", "address": "o endereço", "amount_cents": "o valor",
    "customer_id": "o cliente", "description_id": "a descrição", "document": "o CPF/CNPJ",
    "due_on": "o vencimento", "email": "o e-mail", "name": "o nome", "nickname": "o apelido",
    "phone": "o telefone", "total_cents": "o total", "voided": "o cancelamento",
    "channel": "o jeito de falar", "pay_day": "o dia de pagar", "referred_by": "quem indicou",
    "opt_out": "o pedido para não receber mensagens",
    "no_news": "o pedido para não receber novidades", "confirmed_on": "a confirmação dos dados",
    "limit_cents": "o limite", "block_reason_id": "o bloqueio", "merged_into": "a união",
    "invoice_id": "a nota", "reason": "o motivo", "stopped_on": "o fim",
    "accepted_on": "o dia do sim", "proof_id": "a prova", "ended_on": "o fim",
    "reason_id": "o motivo", "code_tries": "as tentativas", "agreement_id": "o acordo",
    "status": "a situação", "resolved_on": "o dia em que foi resolvida",
}  # fmt: skip


def changes(connection: sqlite3.Connection) -> Iterator[Problem]:
    """A column that was ever changed holds what its last change says."""
    pairs = connection.execute("SELECT DISTINCT entity, field FROM change").fetchall()
    for entity, field in sorted(pairs):
        if field not in HASHED.get(entity, ()):  # Settings, and the words of `customers`.
            continue
        rows = connection.execute(
            f"SELECT c.entity_id, c.new_value, t.{field}, c.audit_seq FROM ("
            "  SELECT entity_id, new_value, audit_seq, max(id) FROM change"
            "  WHERE entity = ? AND field = ? GROUP BY entity_id) c"
            f" JOIN {entity} t ON t.id = c.entity_id",
            (entity, field),
        )
        for row_id, last, present, seq in rows:
            if canonical(present) != last:
                yield _changed(entity, row_id, field, seq)


def states(connection: sqlite3.Connection) -> Iterator[Problem]:
    """A column of a later version holds what its last change says, and nothing when there is none.

    Such columns are hashed only through their changes.
    """
    for table, fields in STATE_FIELDS.items():
        for field in fields:
            rows = connection.execute(
                f"SELECT t.id, t.{field}, c.new_value, c.audit_seq FROM {table} t LEFT JOIN ("
                "  SELECT entity_id, new_value, audit_seq, max(id) FROM change"
                "  WHERE entity = ? AND field = ? GROUP BY entity_id) c ON c.entity_id = t.id"
                f" WHERE t.{field} IS NOT NULL OR c.new_value <> 'null' ORDER BY t.id",
                (table, field),
            )
            for row_id, present, last, seq in rows:
                if canonical(present) != last:
                    yield _changed(table, row_id, field, seq)


def customers(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What is kept about a person is the text that its last change names, and folds to its key.

    Of somebody who was forgotten that is the pseudonym, and nothing else.
    """
    for field in PERSONAL_FIELDS:
        rows = connection.execute(
            f"SELECT c.id, x.audit_seq FROM customer c LEFT JOIN ("
            "  SELECT entity_id, new_value, audit_seq, max(id) FROM change"
            "  WHERE entity = 'customer' AND field = ? GROUP BY entity_id) x ON x.entity_id = c.id"
            " LEFT JOIN personal_text t ON t.id = CAST(nullif(x.new_value, 'null') AS INTEGER)"
            f" WHERE c.{field} IS NOT t.body ORDER BY c.id",
            (field,),
        )
        for customer_id, seq in rows:
            yield _changed("customer", customer_id, field, seq)
    for customer_id, *pairs in connection.execute(
        "SELECT id, name, name_key, nickname, nickname_key FROM customer ORDER BY id"
    ):
        for word, key in (pairs[:2], pairs[2:]):
            if (None if word is None else fold(word)) != key:
                yield Problem(
                    "search_key",
                    f"{noun('customer', customer_id).capitalize()}: o nome ou apelido não será "
                    "achado nas buscas, porque a forma guardada para procurar é outra.",
                    f"troque o nome e volte: cobranca editar-cliente c{customer_id} --nome NOME",
                )


def texts(connection: sqlite3.Connection) -> Iterator[Problem]:
    """A text about a person is the one that was written, or was emptied."""
    for text_id, customer_id, salt, digest, body in connection.execute(
        "SELECT id, customer_id, salt, sha256, body FROM personal_text WHERE body <> ''"
    ):
        if text_hash(salt, body) != digest:
            whose = f" (do {noun('customer', customer_id)})" if customer_id else ""
            yield Problem("text_changed", f"O texto {text_id}{whose} foi mudado.", RESTORE)


def _changed(table: str, row_id: int, field: str, seq: int | None) -> Problem:
    """`seq` is the write that changed it last; None when no write ever did."""
    last = f"por último, no registro {seq}" if seq else "por último (por nenhum registro)"
    return Problem(
        "value_changed",
        f"{noun(table, row_id).capitalize()}: {_FIELDS.get(field, field)} não é o que foi gravado "
        f"{last}.",
        RESTORE,
    )
