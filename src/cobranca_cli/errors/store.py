"""The home and its files: unreadable, locked, damaged or too new (exit 5)."""

from __future__ import annotations

from typing import ClassVar

from cobranca_cli.errors.base import CobrancaError, ExitCode, printable


class StoreError(CobrancaError):
    """Base of the errors about files; never raised itself."""

    exit_code: ClassVar[ExitCode] = ExitCode.STORE


def way_back(newest: str | None) -> str:
    """How to go back to a backup, naming the newest one when there is one."""
    if newest is None:
        return "se você tem uma cópia, volte a ela com: cobranca restaurar ARQUIVO"
    name = newest if newest.isascii() and " " not in newest else f'"{newest}"'
    return f"volte à cópia mais nova com: cobranca restaurar {name}"


class HomeUnusableError(StoreError):
    """The home folder cannot be made, read or written."""

    def __init__(self, home: str, why: str) -> None:
        super().__init__(
            f"Não consigo usar a pasta {printable(home, 200)}: {why}.",
            "escolha outra com --pasta PASTA ou acerte as permissões dela.",
        )


class DatabaseUnreadableError(StoreError):
    """The file exists or should exist, and SQLite cannot open it."""

    def __init__(self, path: str, why: str, newest: str | None = None) -> None:
        super().__init__(
            f"Não consigo abrir o banco de dados {path}: {why}.",
            f"confira se você pode ler e gravar na pasta; se ele se perdeu, {way_back(newest)}",
        )


class DatabaseDamagedError(StoreError):
    """The file is not a readable SQLite database."""

    def __init__(self, path: str, why: str, newest: str | None = None) -> None:
        super().__init__(
            f"O arquivo {path} está danificado ou não é um banco de dados: {why}.",
            f"não apague nada; {way_back(newest)}",
        )


class DatabaseEmptyError(StoreError):
    """The file is there and holds nothing at all; no program of ours leaves it so."""

    def __init__(self, path: str, newest: str | None = None) -> None:
        super().__init__(
            f"O arquivo {path} está vazio: o que havia nele se perdeu.",
            f"{way_back(newest)}. Se nunca houve nada anotado aqui, apague esse arquivo vazio.",
        )


class DatabaseGoneError(StoreError):
    """There is no database where copies or unfinished writes of one are left."""

    def __init__(self, path: str, newest: str | None = None) -> None:
        super().__init__(
            f"O arquivo {path} sumiu, mas ficaram coisas dele na pasta.",
            f"{way_back(newest)}. Para começar um caderno novo, escolha outra pasta com "
            "--pasta PASTA.",
        )


class PendingWritesError(StoreError):
    """The latest writes are in a -wal file, which cannot be read where nothing may be written."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Os últimos registros de {path} ainda estão no arquivo -wal ao lado, e daqui, onde só "
            "se pode ler, não dá para juntar os dois.",
            "copie a pasta inteira para o computador, com o -wal junto, e abra a cópia com "
            "--pasta PASTA.",
        )


class UpgradeFailedError(StoreError):
    """A step from an older version of the database to the present one failed."""

    def __init__(self, path: str, found: int, known: int, why: str) -> None:
        super().__init__(
            f"Não consegui passar {path} da versão {found} para a {known}: {why}.",
            "nada foi mudado; continue com o programa de antes e conte para quem cuida dele.",
        )


class ForeignFileError(StoreError):
    """A database of some other program."""

    def __init__(self, path: str, newest: str | None = None) -> None:
        super().__init__(
            f"O arquivo {path} é um banco de dados de outro programa.",
            f"escolha outra pasta com --pasta PASTA; {way_back(newest)}",
        )


class DatabaseTooNewError(StoreError):
    """Written by a newer cobranca."""

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(
            f"O banco de dados {path} é da versão {found}; este programa conhece até a {known}.",
            "atualize o cobranca e tente de novo.",
        )


class DatabaseBusyError(StoreError):
    """Another process kept the write lock for longer than we wait."""

    def __init__(self) -> None:
        super().__init__(
            "O banco de dados está ocupado por outro programa.",
            "espere alguns segundos e digite de novo; nada foi gravado.",
        )


class DatabaseWriteError(StoreError):
    """Disk full, read-only media and the like."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Não consegui gravar: {why}.",
            "confira o espaço em disco e as permissões da pasta; nada foi gravado.",
        )


class AnswerLostError(StoreError):
    """The command is done; what it had to say could not be written."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Não consegui escrever a resposta: {why}.",
            "o que o comando fez está feito e gravado; veja com: cobranca historico.",
        )


class SettingsFileError(StoreError):
    """cobranca.toml cannot be read."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Não consigo ler os ajustes em {path}: {why}.",
            "corrija o arquivo em um editor, ou mude o nome dele para usar os ajustes de fábrica.",
        )
