"""What was written, when, by which command, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cobranca_cli.domain.words import DISPUTE_STATUS_NAMES
from cobranca_cli.errors import brl
from cobranca_cli.store.queries import history

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from cobranca_cli.store.queries.history import AuditRow


class LogRow(NamedTuple):
    """One write; `at` is a UTC instant, `hash` its link in the chain."""

    seq: int
    at: str
    command: str
    summary: str
    hash: str
    undone: bool


class Log(NamedTuple):
    """What `log` shows, newest first; `writes` counts them all."""

    rows: list[LogRow]
    writes: int


def log(connection: sqlite3.Connection, *, limit: int | None = None) -> Log:
    """The writes, newest first."""
    rows = [
        LogRow(row.seq, row.at, row.command, describe(connection, row), row.hash, row.undone)
        for row in history.entries(connection, limit=limit)
    ]
    writes = connection.execute("SELECT count(*) FROM audit").fetchone()[0]
    return Log(rows, int(writes))


def describe(connection: sqlite3.Connection, audit_row: AuditRow) -> str:
    """A write as a sentence in Portuguese, names as they are now.

    Never fails: a write of a command that is not known here is told by its name.
    """
    if audit_row.undoes is not None:
        return _describe_undo(connection, audit_row.undoes)
    tell = _SENTENCES.get(audit_row.command)
    if tell is None:
        return f"Comando {audit_row.command}"
    return tell(_Words(connection, audit_row.what))


def _describe_undo(connection: sqlite3.Connection, undone_seq: int) -> str:
    """An undo of a write, or (when what it takes back is itself an undo) a redo."""
    word, row = "Desfeito", history.entry(connection, undone_seq)
    while row is not None and row.undoes is not None and row.undoes < row.seq:
        word = "Refeito" if word == "Desfeito" else "Desfeito"
        row = history.entry(connection, row.undoes)
    if row is None or row.undoes is not None:  # A file that was changed behind our back.
        return f"{word}: registro {undone_seq}"
    return f"{word}: {describe(connection, row)}"


class _Words:
    """The values of `what`, as they go into a sentence."""

    def __init__(self, connection: sqlite3.Connection, what: dict[str, Any]) -> None:
        self._connection = connection
        self.what = what

    def number(self, key: str) -> str:
        """An id or a count."""
        return str(self.what.get(key, "?"))

    def money(self, key: str) -> str:
        """An amount."""
        cents = self.what.get(key)
        return brl(cents) if isinstance(cents, int) else "valor desconhecido"

    def customer(self, before: str) -> str:
        """The customer after a preposition; the counter is a place: "no balcão"."""
        customer_id = self.what.get("customer_id")
        row = self._connection.execute(
            "SELECT name, is_counter FROM customer WHERE id = ?", (customer_id,)
        ).fetchone()
        if row is None:
            return f"{before} cliente {customer_id}"
        return f"no {row[0]}" if row[1] else f"{before} {row[0]}"

    def reason(self) -> str:
        """A colon and why, where somebody said why and it was not forgotten since."""
        row = self._connection.execute(
            "SELECT body FROM personal_text WHERE id = ?", (self.what.get("reason_id"),)
        ).fetchone()
        return ": " + " ".join(row[0].split()) if row and row[0] else ""

    def fields(self, key: str) -> str:
        """What was changed."""
        names = self.what.get(key) or ()
        return _listed([_FIELDS.get(str(name), str(name)) for name in names])


_FIELDS = {
    "name": "nome", "nickname": "apelido", "phone": "telefone", "document": "CPF/CNPJ",
    "email": "e-mail", "address": "endereço", "amount_cents": "valor", "due_on": "vencimento",
    "description": "descrição", "customer": "cliente", "referred_by": "quem indicou",
    "channel": "canal", "pay_day": "dia de pagar", "opt_out": "receber mensagens",
    "no_news": "receber novidades",
    "confirmed_on": "dados confirmados", "limit_cents": "limite",
}  # fmt: skip


def _listed(words: list[str]) -> str:
    """`a, b e c`."""
    return " e ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _counted(count: object, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _received(words: _Words) -> str:
    ids = words.what.get("payment_ids") or ["?"]
    which = _listed([str(i) for i in ids])
    noun = "Recebimento" if len(ids) == 1 else "Recebimentos"
    return f"{noun} {which} {words.customer('de')}: {words.money('amount_cents')}"


_BECAME = {"sent": "enviada", "failed": "não enviada", "uncertain": "a caminho"}


def _said(words: _Words) -> str:
    became = _BECAME.get(str(words.what.get("status")), "")
    return f"Mensagem {words.number('message_id')} {words.customer('para')}: {became}"


def _edited_customer(words: _Words) -> str:
    fields = words.fields("fields")
    if not fields:
        return f"Anotação sobre {words.customer('').strip()}"
    return f"Cadastro {words.customer('de')} alterado: {fields}"


def _imported(words: _Words) -> str:
    parts = (
        ("customers", "cliente", "clientes"),
        ("sales", "venda", "vendas"),
        ("payments", "recebimento", "recebimentos"),
    )
    counts = [_counted(words.what.get(key, 0), one, many) for key, one, many in parts]
    return f"Caderno importado: {_listed(counts)}"


def _target(words: _Words) -> str:
    if words.what.get("installment_id"):
        return f": parcela {words.number('installment_id')}"
    return f" {words.customer('para')}" if words.what.get("customer_id") else " para todos"


def _queued(words: _Words) -> str:
    kinds = {"recorded": "Lembrete enviado pelo WhatsApp", "queued": "Lembrete aprovado"}
    kind = kinds.get(str(words.what.get("status")), "Aprovação retirada de um lembrete")
    return f"{kind} {words.customer('para')}"


def _agreement(words: _Words, became: str) -> str:
    return f"Acordo {words.number('agreement_id')} {words.customer('de')}: {became}"


def _settings(words: _Words) -> str:
    keys = words.fields("keys")
    return f"Ajustes alterados: {keys}" if keys else "Ajustes alterados"


_SENTENCES: dict[str, Callable[[_Words], str]] = {
    "add-sale": lambda w: (
        f"Venda {w.number('sale_id')} {w.customer('para')}: {w.money('total_cents')}"
    ),
    "add-payment": _received,
    "void-sale": lambda w: (
        f"Venda {w.number('sale_id')} {w.customer('de')} cancelada: {w.money('voided_cents')}"
    ),
    "edit-sale": lambda w: (
        f"Venda {w.number('sale_id')} {w.customer('de')} corrigida: {w.fields('fields')}"
    ),
    "discount": lambda w: (
        "Abatimento "
        + (f"na venda {w.number('sale_id')}" if w.what.get("sale_id") else "em um acordo")
        + f" {w.customer('de')}: {w.money('amount_cents')}"
    ),
    "write-off": lambda w: (
        f"Parcela {w.number('installment_id')} {w.customer('de')} dada como perda: "
        f"{w.money('amount_cents')}" + w.reason()
    ),
    "negotiate": lambda w: _agreement(w, "proposto"),
    "accept-agreement": lambda w: _agreement(w, "aceito"),
    "wrong-code": lambda w: _agreement(w, "código errado"),
    "break-agreement": lambda w: _agreement(w, "rompido") + w.reason(),
    "cancel-agreement": lambda w: _agreement(w, "cancelado") + w.reason(),
    "attach": lambda w: (
        f"Anexo {w.number('attachment_id')} {w.customer('de')}: "
        + (
            f"venda {w.number('sale_id')}"
            if w.what.get("sale_id")
            else f"recebimento {w.number('payment_id')}"
        )
    ),
    "early-offer": lambda w: (
        "Desconto para pagar antes, de "
        + _counted(w.what.get("installments", 0), "parcela", "parcelas")
        + f": até {w.money('amount_cents')}"
    ),
    "points": lambda w: f"Pontos {w.customer('de')}: {w.what.get('points', 0)}",
    "refund": lambda w: f"Devolução {w.customer('para')}: {w.money('amount_cents')}",
    "reverse-payment": lambda w: (
        f"Recebimento {w.number('payment_id')} {w.customer('de')} estornado: "
        f"{w.money('amount_cents')}"
    ),
    "bounce-payment": lambda w: (
        f"Recebimento {w.number('payment_id')} {w.customer('de')} devolvido pelo banco: "
        f"{w.money('amount_cents')}"
    ),
    "add-customer": lambda w: f"Cadastro {w.customer('de')}",
    "edit-customer": _edited_customer,
    "forget-customer": lambda w: f"Esquecido: {w.customer('').strip()}",
    "erase-forgotten": lambda w: (
        "Apagado o que estava trancado de "
        + _counted(len(w.what.get("customer_ids") or ()), "cliente", "clientes")
    ),
    "remind": lambda w: (
        "Registro de "
        + _counted(w.what.get("messages", 0), "lembrete enviado", "lembretes enviados")
    ),
    "remind-whatsapp": _queued,
    "remind-send": _said,
    "receipt-send": _said,
    "confirm-message": _said,
    "promise": lambda w: f"Promessa {w.customer('de')}: {w.money('amount_cents')}",
    "pause": lambda w: "Lembretes em pausa" + _target(w),
    "resume": lambda w: "Lembretes de volta" + _target(w),
    "log-contact": lambda w: f"Anotação sobre {w.customer('').strip()}",
    "dispute": lambda w: f"Parcela {w.number('installment_id')} {w.customer('de')} contestada",
    "resolve-dispute": lambda w: (
        f"Contestação da parcela {w.number('installment_id')} {w.customer('de')}: "
        + DISPUTE_STATUS_NAMES.get(str(w.what.get("resolution")), "resolvida")
        + w.reason()
    ),
    "merge-customers": lambda w: f"Cadastro c{w.number('merged_id')} unido ao {w.customer('de')}",
    "block": lambda w: f"Vendas a prazo bloqueadas {w.customer('para')}" + w.reason(),
    "unblock": lambda w: f"Vendas a prazo liberadas {w.customer('para')}" + w.reason(),
    "add-recurring": lambda w: (
        f"Mensalidade {w.number('recurring_id')} {w.customer('para')}: {w.money('amount_cents')}"
    ),
    "change-recurring": lambda w: (
        f"Mensalidade {w.number('recurring_id')} {w.customer('de')} com outro valor: "
        f"{w.money('amount_cents')}"
    ),
    "stop-recurring": lambda w: f"Mensalidade {w.number('recurring_id')} {w.customer('de')} parada",
    "run-recurring": lambda w: (
        f"Mensalidades geradas: {_counted(w.what.get('sales', '?'), 'venda', 'vendas')}, "
        f"{w.money('total_cents')}"
    ),
    "import-csv": _imported,
    "demo": _imported,
    "setup": _settings,
    "config": _settings,
}
