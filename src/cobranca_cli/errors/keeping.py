"""Backups that cannot be made, opened or put back."""

from __future__ import annotations

from typing import ClassVar

from cobranca_cli.errors.asked import NotFoundError, UsageError
from cobranca_cli.errors.base import CobrancaError, ExitCode, printable, shown
from cobranca_cli.errors.store import StoreError

PASSPHRASE_VARIABLE = "COBRANCA_BACKUP_PASSPHRASE"  # noqa: S105  # Its name, not a passphrase.


class NothingToBackUpError(NotFoundError):
    """There is no home yet."""

    def __init__(self, home: str) -> None:
        super().__init__(
            f"Ainda não há nada anotado em {home}, e por isso nada a copiar.",
            "comece com: cobranca vendi NOME VALOR",
        )


class BackupNotFoundError(NotFoundError):
    """The file named to `restore` does not exist."""

    def __init__(self, path: str, newest: str | None = None) -> None:
        super().__init__(
            f"Não encontrei o arquivo {shown(path, 200)}.",
            f"a cópia mais nova desta pasta é {newest}" if newest else "confira o nome do arquivo.",
        )


class BookNotSoundError(StoreError):
    """What would be copied does not pass its own check; `first` is the first problem."""

    def __init__(self, first: str) -> None:
        super().__init__(
            f"A cópia não foi feita, porque o caderno tem problemas: {first}",
            "veja todos com: cobranca conferir. As cópias que você já tem ficam como estão.",
        )


class BackupDamagedError(StoreError):
    """Not a backup of ours, or not as it was made."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Não dá para usar a cópia {path}: {why}.",
            "nada foi mudado; escolha outra cópia.",
        )


class BackupTooNewError(StoreError):
    """Made by a newer cobranca."""

    def __init__(self, path: str, made_by: str, this: str) -> None:
        super().__init__(
            f"A cópia {path} foi feita pelo cobranca {shown(made_by, 20)}; este é o {this}.",
            "nada foi mudado; atualize o cobranca e tente de novo.",
        )


class FileTooLargeError(StoreError):
    """Settings, a template or a sheet of a size that nobody types; an attachment, a film."""

    def __init__(self, path: str, limit: int) -> None:
        most = f"{limit >> 20} MB" if limit >> 20 else f"{limit >> 10} KB"
        super().__init__(
            f"O arquivo {path} tem mais de {most}.",
            "confira se é este o arquivo; use um menor, ou tire-o da pasta.",
        )


class RestoreHalfDoneError(StoreError):
    """A restore failed, and so did putting everything back."""

    def __init__(self, aside: str, why: str) -> None:
        super().__init__(
            f"A restauração parou no meio e não consegui pôr tudo de volta: {why}.",
            f"nada se perdeu: o que falta na pasta está em {aside}; mova de volta ou repita a "
            "restauração.",
        )


class PassphraseNeededError(UsageError):
    """A passphrase is needed, and nobody is there to type one."""

    def __init__(self) -> None:
        super().__init__(
            "Falta a senha da cópia.",
            f"digite o comando em um terminal, ou ponha {PASSPHRASE_VARIABLE}=SENHA no arquivo "
            "segredos.env da pasta dos dados (só seu: chmod 600).",
        )


class PassphraseWrongError(UsageError):
    """The passphrase does not open the file."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Essa senha não abre {path}.",
            "nada foi mudado; confira maiúsculas, acentos e espaços, e tente de novo.",
        )


class ExtraMissingError(CobrancaError):
    """Something optional is asked for and its library is not installed."""

    exit_code: ClassVar[ExitCode] = ExitCode.FAILURE

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"Para {what} falta instalar uma parte do programa.",
            f'na pasta do projeto, digite: pip install ".[{extra}]"',
        )


class SecondPlaceError(StoreError):
    """The second place for backups cannot take one now."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"A pasta das cópias em outro lugar, {shown(path, 200)}, {why}.",
            "ligue o disco e repita, ou diga outra: cobranca configurar --outro-lugar PASTA",
        )


class SchedulerMissingError(CobrancaError):
    """The scheduler that was asked for, or (None) any, is not here."""

    def __init__(self, name: str | None, why: str) -> None:
        super().__init__(
            f"Não dá para agendar com {name}: {why}." if name else f"Não dá para agendar: {why}.",
            "escolha outro com --como cron, ou rode todo dia: cobranca diario",
        )


class SchedulerFailedError(CobrancaError):
    """The system's scheduler refused, in its own words."""

    def __init__(self, program: str, why: str) -> None:
        super().__init__(
            f"O agendador do sistema não aceitou ({printable(program, 120)}): "
            f"{printable(why, 200)}",
            "nada mudou; escolha outro com --como, ou rode todo dia: cobranca diario",
        )


class CrontabMarksError(CobrancaError):
    """The comment lines around our entry are not as we wrote them."""

    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED

    def __init__(self, mark: str) -> None:
        super().__init__(
            f"As linhas de {mark} no crontab foram mexidas, e não sei quais são as nossas.",
            "apague-as com crontab -e e repita.",
        )


class InvalidHourError(UsageError):
    """Not an hour of the day."""

    def __init__(self, text: str) -> None:
        super().__init__(f"Não entendi a hora {shown(text)}.", "escreva como 08:00, 8h ou 18h30.")
