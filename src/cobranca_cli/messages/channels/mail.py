"""E-mail by the owner's own SMTP server: many letters over one connection.

smtplib's `sendmail` does not tell whether the text was handed over when something breaks, so the
commands are given one by one: up to the server's 354 nothing was, from then on it may have been.
"""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.messages.channels.letters import (
    NotSendableError,
    Outcome,
    Patience,
    Refusal,
    failed,
)
from cobranca_cli.messages.channels.mail_message import Sender, prepared
from cobranca_cli.messages.channels.reasons import is_for_good, of_network, shortened
from cobranca_cli.store.secret_values import hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cobranca_cli.messages.channels.letters import Letter
    from cobranca_cli.messages.channels.mail_message import Mail
    from cobranca_cli.store.secret_values import Secret

_TAKEN = (250, 251, 252)
_GO_ON, _DONE = 354, 250
_CLOSING = 421


class MailServer(NamedTuple):
    """Where and how to hand letters over; without a password nobody logs in."""

    host: str
    port: int
    security: str  # starttls, tls or none.
    user: str
    password: Secret | None
    timeout_s: float = 30.0

    @property
    def place(self) -> str:
        """`smtp.example.com:587`."""
        return f"{self.host}:{self.port}"


class MailChannel:
    """E-mail, as `letters.Channel`."""

    name = "email"
    reaches_customers = True

    def __init__(self, server: MailServer, sender: Sender) -> None:
        self.server = server
        self.sender = sender

    def deliver(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
        """One outcome for each letter, in order; the next letter is asked for after it."""
        session = _Session(self.server, self.sender)
        try:
            for letter in letters:
                yield session.outcome(letter)
        finally:
            session.close()


class _Lost(Exception):  # noqa: N818  # Never leaves this module.
    """No connection, and nothing handed over; `for_good` when another try would end the same."""

    def __init__(self, words: str, *, for_good: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.for_good = for_good


class _Session:
    """One connection, opened for the first letter and again where the server closed it."""

    def __init__(self, server: MailServer, sender: Sender) -> None:
        self._server = server
        self._sender = sender
        self._client: smtplib.SMTP | None = None
        self._patience = Patience()

    def outcome(self, letter: Letter) -> Outcome:
        try:
            mail = prepared(letter, self._sender)
        except NotSendableError as error:
            return failed(str(error))
        if self._patience.given_up:
            return failed(self._patience.given_up)
        try:
            return self._sent(mail)
        except _Lost as lost:
            words = f"Não consegui entregar ao servidor {self._server.place}: {lost.words}."
            return self._patience.lost(words, for_good=lost.for_good)

    def close(self) -> None:
        """Say goodbye; a server that is gone need not hear it."""
        if self._client is not None:
            with contextlib.suppress(OSError):  # SMTPException is one.
                self._client.quit()
            self._drop()

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _sent(self, mail: Mail) -> Outcome:
        """Once more where the server has closed a connection that served before. Raises _Lost."""
        if self._client is not None:
            try:
                return self._through(self._client, mail)
            except _Lost:  # Servers close after a while; nothing was handed over.
                self._drop()
        self._client = _connected(self._server)
        return self._through(self._client, mail)

    def _through(self, client: smtplib.SMTP, mail: Mail) -> Outcome:
        """The letter, over this connection. Raises _Lost when it goes before the text did."""
        try:
            found = self._announced(client, mail)
        except OSError as error:
            self._drop()
            raise _Lost(_of_smtp(error)) from None
        return found if isinstance(found, Outcome) else self._hand_over(client, mail, found)

    def _announced(self, client: smtplib.SMTP, mail: Mail) -> Outcome | tuple[Refusal, ...]:
        """Up to the server's 354: the copies it refuses, or the outcome when it refuses all."""
        code, reply = client.mail(self._sender.address)
        if code not in _TAKEN:
            return self._refused(client, code, reply)
        copies = []
        for address in mail.recipients:
            code, reply = client.rcpt(address)
            if code in _TAKEN:
                continue
            if address == mail.recipients[0] or code == _CLOSING:
                return self._refused(client, code, reply)
            copies.append(Refusal(address, code, self._words(code, reply)))
        code, reply = client.docmd("DATA")
        return tuple(copies) if code == _GO_ON else self._refused(client, code, reply)

    def _hand_over(self, client: smtplib.SMTP, mail: Mail, copies: tuple[Refusal, ...]) -> Outcome:
        """The text itself: from here on, what gets no answer is uncertain."""
        try:
            client.send(mail.content + b".\r\n")
            code, reply = client.getreply()
        except OSError as error:
            self._drop()
            self._patience.reached()
            return Outcome("uncertain", mail.message_id, (
                f"O e-mail foi entregue ao servidor {self._server.host}, mas ele não confirmou: "
                f"{_of_smtp(error)}. Pode ter chegado."
            ))  # fmt: skip
        if code != _DONE:
            return self._refused(client, code, reply, handed_over=True)
        self._patience.reached()
        words = self._words(code, reply)
        for refusal in copies:
            words += f"; a cópia para {refusal.to} foi recusada: {refusal.words}"
        return Outcome("sent", mail.message_id, words, copies)

    def _refused(
        self, client: smtplib.SMTP, code: int, reply: bytes, *, handed_over: bool = False
    ) -> Outcome:
        """The outcome of a refusal. Raises _Lost when the server rather closes (421)."""
        words = self._words(code, reply)
        if code != _CLOSING:
            self._reset(client)
        else:
            self._drop()
            if not handed_over:
                raise _Lost(words)
        self._patience.reached()
        return failed(words)

    def _reset(self, client: smtplib.SMTP) -> None:
        try:
            client.rset()
        except OSError:  # Then the next letter opens another connection.
            self._drop()

    def _words(self, code: int, reply: bytes) -> str:
        return _safe(f"{code} {reply.decode('utf-8', 'replace')}", self._server)


def _safe(words: str, server: MailServer) -> str:
    return shortened(hidden(words, [server.password] if server.password else []))


def _connected(server: MailServer) -> smtplib.SMTP:
    """A connection that is as safe as it was asked for, logged in. Raises _Lost."""
    client: smtplib.SMTP | None = None
    try:
        client = _opened(server)
        _log_in(client, server)
    except BaseException as error:
        if client is not None:
            client.close()
        if isinstance(error, OSError):
            raise _explained(error, server) from None
        raise
    return client


def _opened(server: MailServer) -> smtplib.SMTP:
    if server.security == "none":
        return smtplib.SMTP(server.host, server.port, timeout=server.timeout_s)
    context = ssl.create_default_context()
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout_s, context=context)
    client = smtplib.SMTP(server.host, server.port, timeout=server.timeout_s)
    try:
        client.ehlo()
        if not client.has_extn("starttls"):
            raise _Lost(
                "ele não oferece a ligação segura STARTTLS, e sem ela a senha e as mensagens iriam "
                "abertas; veja se a porta é a 465 com email.security = tls",
                for_good=True,
            )
        client.starttls(context=context)
    except BaseException:
        client.close()
        raise
    return client


def _log_in(client: smtplib.SMTP, server: MailServer) -> None:
    client.ehlo()
    if server.password is not None:
        client.login(server.user, server.password.reveal())


def _explained(error: OSError, server: MailServer) -> _Lost:
    """Why there is no connection, without a word of what was sent to log in."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return _Lost("ele não aceita usuário e senha nesta porta", for_good=True)
    if isinstance(error, smtplib.SMTPResponseException):
        words = bytes(error.smtp_error) if isinstance(error.smtp_error, bytes) else b""
        told = _safe(f"{error.smtp_code} {words.decode('utf-8', 'replace')}", server)
        if isinstance(error, smtplib.SMTPAuthenticationError):
            for_good = error.smtp_code >= 500
            return _Lost(f"ele não aceitou o usuário e a senha ({told})",
                                     for_good=for_good)  # fmt: skip
        return _Lost(f"ele respondeu {told}")
    if isinstance(error, smtplib.SMTPException) and not isinstance(
        error, smtplib.SMTPServerDisconnected
    ):
        return _Lost("ele não aceita nenhum jeito conhecido de entrar", for_good=True)
    return _Lost(_of_smtp(error), for_good=is_for_good(error))


def _of_smtp(error: OSError) -> str:
    """Why a connection broke; smtplib has its own, English words for a lost one."""
    if isinstance(error, smtplib.SMTPResponseException):
        return "a resposta dele não se entende"
    if isinstance(error, smtplib.SMTPException) and "timed out" not in str(error):
        return "a ligação caiu"
    return of_network(error)
