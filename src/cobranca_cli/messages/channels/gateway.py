"""SMS by any gateway that takes HTTP and JSON (Zenvia, TotalVoice, Comtele), over one connection.

http.client and not urllib: a redirect is never followed, because the headers hold a token.
"""

from __future__ import annotations

import http.client
import json
import select
import ssl
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit

from cobranca_cli.messages.channels.letters import NotSendableError, Outcome, Patience, failed
from cobranca_cli.messages.channels.reasons import is_for_good, of_network, phone_of, shortened
from cobranca_cli.store.channel_settings import filled, filled_text
from cobranca_cli.store.secret_values import hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cobranca_cli.messages.channels.letters import Letter
    from cobranca_cli.store.secret_values import Secret

_LONGEST_ANSWER = 64 * 1024  # In bytes.
_BRAZIL = "+55"
_UNAUTHORIZED, _GATEWAY_TIMEOUT = 401, 504


class Gateway(NamedTuple):
    """The settings `[sms]`, checked; `body` is a JSON document or None."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: Any
    id_path: str
    secrets: Mapping[str, Secret]
    timeout_s: float = 30.0


class _Request(NamedTuple):
    target: str
    body: bytes | None
    headers: dict[str, str]


class GatewayChannel:
    """SMS by HTTP, as `letters.Channel`."""

    name = "sms"
    reaches_customers = True

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway

    def deliver(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
        """One outcome for each letter, in order; the next letter is asked for after it."""
        session = _Session(self.gateway)
        try:
            for letter in letters:
                yield session.outcome(letter)
        finally:
            session.close()


class _Session:
    """One connection, kept open between letters as far as the gateway allows."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._patience = Patience()
        parts = urlsplit(gateway.url)
        host, timeout = parts.hostname or "", gateway.timeout_s
        self._place = host
        self._connection: http.client.HTTPConnection
        if parts.scheme == "https":
            self._connection = http.client.HTTPSConnection(
                host, parts.port, timeout=timeout, context=ssl.create_default_context()
            )
        else:
            self._connection = http.client.HTTPConnection(host, parts.port, timeout=timeout)

    def close(self) -> None:
        self._connection.close()

    def outcome(self, letter: Letter) -> Outcome:
        try:
            request = _request(self._gateway, letter)
        except NotSendableError as error:
            return failed(str(error))
        if self._patience.given_up:
            return failed(self._patience.given_up)
        try:
            self._connect()
            self._connection.request(
                self._gateway.method, request.target, request.body, request.headers
            )
        except OSError as error:  # Less than the whole was sent: there is nothing to act upon.
            self.close()
            words = f"Não consegui falar com {self._place}: {of_network(error)}."
            return self._patience.lost(words, for_good=is_for_good(error))
        return self._answer()

    def _connect(self) -> None:
        """Open, or open again what the gateway has closed meanwhile."""
        sock = self._connection.sock
        if sock is not None and select.select([sock], [], [], 0)[0]:
            self.close()
        if self._connection.sock is None:
            self._connection.connect()

    def _answer(self) -> Outcome:
        """What became of a request that was sent as a whole."""
        try:
            response = self._connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            self._patience.reached()
            why = of_network(error) if isinstance(error, OSError) else "a resposta não se entende"
            return _uncertain(self._place, why)
        content = self._content(response)
        words = self._words(response.status, content)
        if response.status == _UNAUTHORIZED:
            return self._patience.lost(words)
        self._patience.reached()
        if response.status == _GATEWAY_TIMEOUT:
            return _uncertain(self._place, words)
        if 200 <= response.status < 300:
            return Outcome("sent", self._provider_id(content), words)
        return failed(words)

    def _content(self, response: http.client.HTTPResponse) -> bytes:
        """The answer's text; the status has said already what became of the message."""
        try:
            content = response.read(_LONGEST_ANSWER)
            response.read(1)  # Only so is an end without a length seen.
        except (OSError, http.client.HTTPException):
            content = b""
        if not response.isclosed():
            self.close()
        return content

    def _words(self, status: int, content: bytes) -> str:
        told = hidden(content.decode("utf-8", "replace"), self._gateway.secrets.values())
        if 300 <= status < 400:
            return f"{self._place} mandou para outro endereço ({status}); confira sms.url."
        if status == _UNAUTHORIZED:
            return shortened(f"{status}: {self._place} não aceitou a senha do serviço. {told}")
        return shortened(f"{status}: {told}" if told.strip() else str(status))

    def _provider_id(self, content: bytes) -> str | None:
        """What stands at `id_path` of the answer; None where there is nothing."""
        if not self._gateway.id_path:
            return None
        try:
            found = json.loads(content)
            for part in self._gateway.id_path.split("."):
                found = found[int(part)] if isinstance(found, list) else found[part]
        except (ValueError, LookupError, TypeError, RecursionError):
            return None
        if isinstance(found, bool) or not isinstance(found, (str, int)):
            return None
        return shortened(hidden(str(found), self._gateway.secrets.values())) or None


def _uncertain(place: str, why: str) -> Outcome:
    words = f"A mensagem foi entregue a {place}, mas sem confirmação: {why}. Pode ter chegado."
    return Outcome("uncertain", None, words)


def _request(gateway: Gateway, letter: Letter) -> _Request:
    """The letter in the gateway's own shape. Raises NotSendableError."""
    phone = phone_of(letter.to)
    digits = phone.removeprefix("+")
    national = phone.removeprefix(_BRAZIL) if phone.startswith(_BRAZIL) else digits
    texts = {"to": phone, "to_digits": digits, "to_national": national, "text": letter.text}
    secrets = {name: secret.reveal() for name, secret in gateway.secrets.items()}
    try:
        encoded = [{k: quote(v, safe="") for k, v in some.items()} for some in (texts, secrets)]
    except UnicodeEncodeError:
        raise NotSendableError("A mensagem tem um caractere que não dá para enviar.") from None
    parts = urlsplit(gateway.url)
    target = filled_text(parts.path or "/", *encoded)
    if parts.query:
        target += "?" + filled_text(parts.query, *encoded)
    headers = {"Content-Type": "application/json", "Accept": "application/json",
               "User-Agent": "cobranca"}  # fmt: skip
    theirs = {name.title(): filled_text(v, {}, secrets) for name, v in gateway.headers.items()}
    if gateway.body is None:
        headers.pop("Content-Type")
        return _Request(target, None, {**headers, **theirs})
    body = json.dumps(filled(gateway.body, texts, secrets), ensure_ascii=False)
    return _Request(target, body.encode("utf-8"), {**headers, **theirs})
