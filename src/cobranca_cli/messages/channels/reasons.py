"""Why a connection did not come about or broke, in Portuguese."""

from __future__ import annotations

import socket
import ssl

from cobranca_cli.domain.phone import parse_phone
from cobranca_cli.errors import InvalidPhoneError, printable, reason_of
from cobranca_cli.messages.channels.letters import NotSendableError

LONGEST_WORDS = 200
# X509_V_ERR_* of OpenSSL.
_CERTIFICATES = {
    10: "o certificado dele venceu; confira também a data deste computador",
    9: "o certificado dele ainda não vale; confira a data deste computador",
    18: "o certificado dele não é de ninguém em que este computador confie",
    19: "o certificado dele não é de ninguém em que este computador confie",
    20: "o certificado dele não é de ninguém em que este computador confie",
    62: "o certificado dele é de outro endereço",
    64: "o certificado dele é de outro endereço",
}


def of_network(error: OSError) -> str:
    """Why the network refused, to follow "não consegui falar com …:"."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATES.get(error.verify_code, "o certificado dele não vale")
    if isinstance(error, ssl.SSLError):
        return "a ligação segura não deu certo; confira a porta e o tipo de segurança"
    if isinstance(error, socket.gaierror):
        return "esse endereço não foi encontrado; há internet?"
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "não respondeu a tempo"
    if isinstance(error, ConnectionRefusedError):
        return "ninguém atende nessa porta"
    if isinstance(error, ConnectionError):
        return "a ligação caiu"
    return reason_of(error)


def is_for_good(error: OSError) -> bool:
    """Whether another try would end the same: certificates and protocols do not change by it."""
    return isinstance(error, ssl.SSLError)


def shortened(words: str) -> str:
    """A server's words on one line, safe to show, at most 200 characters."""
    return printable(" ".join(words.split()), LONGEST_WORDS)


def phone_of(text: str) -> str:
    """The recipient in E.164. Raises NotSendableError."""
    try:
        return parse_phone(text)
    except InvalidPhoneError as error:
        raise NotSendableError(error.message) from None
