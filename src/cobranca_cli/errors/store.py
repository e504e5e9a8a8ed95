"""The home and its files: unreadable, locked, damaged or too new (exit 5)."""

from __future__ import annotations

from typing import ClassVar

from cobranca_cli.errors.base import CobrancaError, ExitCode


class StoreError(CobrancaError):
    """Base of the errors about files; never raised itself."""

    exit_code: ClassVar[ExitCode] = ExitCode.STORE


class HomeUnusableError(StoreError):
    """The home folder cannot be made, read or written."""

    def __init__(self, home: str, why: str) -> None:
        super().__init__(
            f"Não consigo usar a pasta {home}: {why}.",
            "escolha outra com --pasta PASTA ou acerte as permissões dela.",
        )


class DatabaseUnreadableError(StoreError):
    """The file exists or should exist, and SQLite cannot open it."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Não consigo abrir o banco de dados {path}: {why}.",
            "confira se a pasta existe e se você pode ler e gravar nela.",
        )


class DatabaseDamagedError(StoreError):
    """The file is not a readable SQLite database."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"O arquivo {path} está danificado ou não é um banco de dados: {why}.",
            "não apague nada; há cópias na pasta backups, ao lado dele.",
        )


class ForeignFileError(StoreError):
    """A database of some other program."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"O arquivo {path} é um banco de dados de outro programa.",
            "escolha outra pasta com --pasta PASTA.",
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


class SettingsFileError(StoreError):
    """cobranca.toml cannot be read."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Não consigo ler os ajustes em {path}: {why}.",
            "corrija o arquivo em um editor, ou mude o nome dele para usar os ajustes de fábrica.",
        )
