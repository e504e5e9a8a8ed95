"""What was asked for is not there (exit 3), or was asked in a way that does not fit (exit 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cobranca_cli.errors.base import CobrancaError, ExitCode, day, sentence, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


# --- Not found, or more than one fits (exit 3) -------------------------------------------------


class NotFoundError(CobrancaError):
    """Base of what was looked for and is not there; never raised itself."""

    exit_code: ClassVar[ExitCode] = ExitCode.NOT_FOUND


class CustomerNotFoundError(NotFoundError):
    """No active customer fits the text."""

    def __init__(self, text: str, similar: Sequence[str] = ()) -> None:
        hint = (
            "você quis dizer " + " ou ".join(similar) + "?"
            if similar
            else "veja os nomes com: cobranca clientes"
        )
        super().__init__(f"Não encontrei cliente para {shown(text)}.", hint)
        self.text = text


class AmbiguousCustomerError(NotFoundError):
    """More than one customer fits, or only a part of a name was given to a write.

    `candidates` are (customer_id, name) pairs.
    """

    def __init__(
        self, text: str, candidates: Sequence[tuple[int, str]], *, may_create: bool = False
    ) -> None:
        shown_ones = "; ".join(f"c{i} {name}" for i, name in candidates[:8])
        more = f"; e mais {len(candidates) - 8}" if len(candidates) > 8 else ""
        only = len(candidates) == 1
        says = "é só parte do nome de" if only else "pode ser mais de um cliente:"
        hint = "escreva o nome inteiro, o apelido ou o número, como c" + str(candidates[0][0])
        if may_create:
            hint += "; para um cliente novo com esse nome, acrescente --novo"
        super().__init__(f"{shown(text)} {says} {shown_ones}{more}.", hint + ".")
        self.candidates = tuple(candidates)


class SaleNotFoundError(NotFoundError):
    """No sale has this id, or the customer `of` has no open one."""

    def __init__(self, text: str, of: str | None = None) -> None:
        message = (
            f"{of} não tem venda em aberto." if of else f"Não encontrei a venda {shown(text)}."
        )
        super().__init__(message, "veja com: cobranca vendas")


class InstallmentNotFoundError(NotFoundError):
    """No instalment has this id, or the customer `of` has no open one."""

    def __init__(self, text: str, of: str | None = None) -> None:
        super().__init__(
            f"{of} não tem parcela em aberto." if of else f"Não encontrei a parcela {shown(text)}.",
            "veja os números com: cobranca atrasados, a-vencer ou ficha CLIENTE",
        )


class InstallmentNotYetError(NotFoundError):
    """An instalment asked for on a day before its sale."""

    def __init__(self, installment_id: int, sold_on: date, on: date) -> None:
        super().__init__(
            f"Em {day(on)} ainda não havia a parcela {installment_id}: a venda é posterior.",
            f"escolha um dia a partir de {day(sold_on)}.",
        )


class PaymentNotFoundError(NotFoundError):
    """No payment has this id, or the customer `of` has none that stands."""

    def __init__(self, text: str, of: str | None = None) -> None:
        if of:
            super().__init__(
                f"Não há recebimento de {of}.", "veja todos com: cobranca recebimentos"
            )
            return
        super().__init__(
            f"Não encontrei o recebimento {shown(text)}.", "veja com: cobranca recebimentos"
        )


class RecurringNotFoundError(NotFoundError):
    """No recurring sale has this id, or the customer `of` has none that is active."""

    def __init__(self, text: str, of: str | None = None) -> None:
        super().__init__(
            f"{of} não tem mensalidade ativa." if of
            else f"Não encontrei a mensalidade {shown(text)}.",
            "veja com: cobranca mensalidades",
        )  # fmt: skip


class SeveralFitError(NotFoundError):
    """A customer was named where one sale, instalment or payment was asked, and several fit."""

    def __init__(self, what: str, customer: str, ids: Sequence[int]) -> None:
        listed = ", ".join(str(i) for i in ids[:10]) + (" …" if len(ids) > 10 else "")
        one = "um" if what in ("recebimento", "acordo") else "uma"
        where = "ficha" if what == "parcela" else what + "s"
        super().__init__(
            f"{customer} tem mais de {one} {what}: {listed}.",
            f"escreva o número; para ver cada {one}: cobranca {where} CLIENTE",
        )


class SettingNotFoundError(NotFoundError):
    """No setting has this name."""

    def __init__(self, key: str, similar: Sequence[str] = ()) -> None:
        hint = (
            "você quis dizer " + " ou ".join(similar) + "?"
            if similar
            else "veja todos com: cobranca ajustes"
        )
        super().__init__(f"Não existe o ajuste {shown(key)}.", hint)


class NothingToUndoError(NotFoundError):
    """There is no write to take back, or none to reinstate."""

    def __init__(self, *, redo: bool) -> None:
        if redo:
            super().__init__(
                "Não há nada para refazer.",
                "só se refaz o que foi desfeito por último, antes de outra gravação.",
            )
        else:
            super().__init__("Não há nada para desfazer.", "veja com: cobranca historico")


# --- Wrongly combined or incomplete (exit 2) ---------------------------------------------------


class UsageError(CobrancaError):
    """Base of what the command line says about its own use; never raised itself."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE


class ConflictingOptionsError(UsageError):
    """Options that do not go together, or one that needs another."""


class ConfirmationNeededError(UsageError):
    """A question has to be answered, and nobody is there to ask."""

    def __init__(self, question: str) -> None:
        super().__init__(
            f"Isto precisa de confirmação: {question}",
            "se é isso mesmo, repita com --sim no fim.",
        )


class InvalidChoiceError(UsageError):
    """A word that is not one of those allowed."""

    def __init__(self, what: str, text: str, allowed: Sequence[str]) -> None:
        super().__init__(
            f"Não entendi {what} {shown(text)}.", "use uma destas: " + ", ".join(allowed) + "."
        )


class InvalidSettingError(UsageError):
    """A value that this setting does not take; `text` is None where it may hold a password."""

    def __init__(self, key: str, text: str | None, expected: str) -> None:
        refused = "o que foi escrito" if text is None else shown(text)
        super().__init__(f"O ajuste {key} não aceita {refused}.", f"ele espera {expected}.")
        self.text = text
        self.expected = expected


class FileUnreadableError(UsageError):
    """A file named on the command line is not there or cannot be read (exit 5)."""

    exit_code: ClassVar[ExitCode] = ExitCode.STORE

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Não consigo ler {shown(path, 200)}: {why}.", "confira o nome do arquivo."
        )


class FileNotUnderstoodError(UsageError):
    """A file that was read, and is empty, no text, or without the columns needed."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Não consigo ler {shown(path, 200)}: {why}.",
            "confira o nome do arquivo; as colunas estão em: cobranca ajuda importar",
        )


class NotebookProblemsError(UsageError):
    """Lines of imported files that were not understood; nothing was imported.

    `problems` are (file, line, problem) triples, all of them.
    """

    def __init__(self, problems: Sequence[tuple[str, int, str]]) -> None:
        count = len(problems)
        lines = "\n".join(
            f"  {file}, linha {line}: {sentence(what)}" for file, line, what in problems
        )
        super().__init__(
            f"{count} {'linha' if count == 1 else 'linhas'} com problema; nada foi importado.\n"
            + lines,
            "corrija as linhas, ou importe só as boas com --pular-ruins.",
        )
        self.problems = tuple(problems)


class NothingToChangeError(UsageError):
    """An edit that says nothing new."""

    def __init__(self, hint: str) -> None:
        super().__init__("Não há nada a mudar.", hint)
