"""The code that accepts an agreement: told to the customer, kept as a salted hash (rules §8)."""

from __future__ import annotations

import hashlib
import hmac

DIGITS = 6


def code_hash(code: str, salt: str) -> str:
    """The salted hash under which a code is kept.

    There are but a million codes, so each try is made dear (scrypt, some 30 ms).

    >>> code_hash("012345", "00") == code_hash("012345", "01")
    False
    """
    return hashlib.scrypt(
        code.encode(), salt=bytes.fromhex(salt), n=1 << 14, r=8, p=1, dklen=32
    ).hex()


def is_code(typed: str, salt: str, kept_hash: str) -> bool:
    """Whether what was typed, blanks aside, is the code."""
    return hmac.compare_digest(code_hash("".join(typed.split()), salt), kept_hash)
