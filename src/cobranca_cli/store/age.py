"""Encryption with a passphrase, in the age format (https://age-encryption.org/v1), by pyrage.

The files can be opened without us: `age -d cobranca-….zip.age >copia.zip`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cobranca_cli.errors import BackupDamagedError, ExtraMissingError, PassphraseWrongError

_MAGIC = b"age-encryption.org/v1\n"
_WRONG = "Decryption failed"  # pyrage has one exception for everything.


def library() -> Any:
    """pyrage. Raises ExtraMissingError when it is not installed."""
    try:
        return import_module("pyrage")
    except ImportError:
        raise ExtraMissingError("cifrar e abrir cópias cifradas", "cofre") from None


def is_encrypted(first_bytes: bytes) -> bool:
    """Whether a file begins as an age file does; its name does not matter."""
    return first_bytes.startswith(_MAGIC)


def encrypt(data: bytes, passphrase: str) -> bytes:
    """The bytes, readable only with the passphrase; takes some seconds on purpose."""
    encrypted: bytes = library().passphrase.encrypt(data, passphrase)
    return encrypted


def decrypt(data: bytes, passphrase: str, path: str) -> bytes:
    """The bytes that were encrypted. `path` is named in an error.

    Raises PassphraseWrongError, or BackupDamagedError for what no passphrase opens.
    """
    pyrage = library()
    try:
        plain: bytes = pyrage.passphrase.decrypt(data, passphrase)
    except pyrage.DecryptError as error:
        if str(error) == _WRONG:
            raise PassphraseWrongError(path) from None
        raise BackupDamagedError(path, "a parte cifrada está incompleta ou trocada") from None
    return plain
