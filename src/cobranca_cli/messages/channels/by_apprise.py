"""SMS, WhatsApp API, Telegram and some 170 other services by apprise (extra `canais`).

One object per recipient and message: apprise answers for all recipients of an object at once. The
address of the service holds its secrets, so it is a secret itself; what apprise logs goes nowhere.
"""

from __future__ import annotations

import contextlib
import logging
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cobranca_cli.errors import ChannelNotReadyError, ExtraMissingError
from cobranca_cli.messages.channels.letters import NotSendableError, Outcome, failed
from cobranca_cli.messages.channels.reasons import phone_of, shortened
from cobranca_cli.store.secret_values import Secret, hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cobranca_cli.messages.channels.letters import Letter

RECIPIENT = "{to}"
_SAMPLE = "+5511987654321"
_TIMEOUT_S = 30
_PIECES = re.compile(r"[:/@?&=,+]+")
_SHORTEST_SECRET = 4
# How requests says that no connection came about, so that nothing was handed over.
_NEVER_CONNECTED = ("NewConnectionError", "NameResolutionError", "ConnectTimeout", "refused",
                    "CERTIFICATE_VERIFY_FAILED")  # fmt: skip
_ANSWERED = re.compile(r"\berror=\d{3}\b")


class AppriseChannel:
    """One service, as `letters.Channel`. Without `{to}` in its address it has one fixed place."""

    def __init__(self, name: str, label: str, variable: str, address: Secret) -> None:
        """Raises ExtraMissingError, or ChannelNotReadyError for an address nobody knows."""
        self.name = name
        self.reaches_customers = RECIPIENT in address.reveal()
        self._variable = variable
        self._address = address
        self._library = _library()
        if self._service(_SAMPLE) is None:
            raise ChannelNotReadyError(
                label, [f"em {variable}, um endereço de serviço que o apprise conheça"]
            )

    def deliver(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
        """One outcome for each letter, in order; the next letter is asked for after it."""
        for letter in letters:
            try:
                yield self._outcome(letter, self._recipient(letter))
            except NotSendableError as error:
                yield failed(str(error))

    def _recipient(self, letter: Letter) -> str:
        if self.reaches_customers:
            return phone_of(letter.to)
        if letter.to:
            raise NotSendableError(
                f"O endereço em {self._variable} leva sempre ao mesmo lugar; para mandar a um "
                "cliente, ponha {to} onde vai o número."
            )
        return ""

    def _service(self, phone: str) -> Any:
        """An object of one service and one recipient; None for an address not understood."""
        address = self._address.reveal().replace(RECIPIENT, quote(phone, safe=""))
        with _quiet():
            asset = self._library.AppriseAsset(app_id="cobranca", async_mode=False)
            service = self._library.Apprise(asset=asset)
            return service if service.add(address) else None

    def _outcome(self, letter: Letter, phone: str) -> Outcome:
        status = self._library.result.AppriseResultStatus
        with _quiet(), self._service(phone).notify(
            body=letter.text, body_format=self._library.NotifyFormat.TEXT, timeout=_TIMEOUT_S,
            log_level=logging.DEBUG,
        ) as result:  # fmt: skip
            entries = [(entry.level, str(entry.message)) for entry in result.logs()]
            found = result.status
        if found == status.SUCCESS:
            return Outcome("sent", None, "O serviço aceitou a mensagem.")
        words = self._words([text for level, text in entries if level in ("WARNING", "ERROR")])
        if found == status.TIMEOUT:
            return _uncertain("o serviço não respondeu a tempo")
        everything = "\n".join(text for _, text in entries)
        never = any(sign in everything for sign in _NEVER_CONNECTED)
        if "onnection error" in everything and not never and not _ANSWERED.search(words):
            return _uncertain("a ligação caiu")
        if never:
            return failed(f"Não consegui falar com o serviço. {words}".strip())
        return failed(words or "O serviço não aceitou a mensagem.")

    def _words(self, lines: list[str]) -> str:
        _scheme, *pieces = _PIECES.split(self._address.reveal())
        secrets = [Secret(p) for p in pieces if len(p) >= _SHORTEST_SECRET and p != RECIPIENT]
        return shortened(hidden(" ".join(lines), secrets))


def is_installed() -> bool:
    """Whether the extra is there; nothing is imported to tell."""
    from importlib.util import find_spec

    return find_spec("apprise") is not None


def _library() -> Any:
    """apprise. Raises ExtraMissingError when it is not installed."""
    try:
        return import_module("apprise")
    except ImportError:
        raise ExtraMissingError("enviar por SMS, WhatsApp ou Telegram", "canais") from None


def _uncertain(why: str) -> Outcome:
    words = f"A mensagem pode ter sido entregue, mas sem confirmação: {why}."
    return Outcome("uncertain", None, words)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What apprise and its HTTP library log is heard by us and shown nowhere: it holds addresses,
    phones and texts.
    """
    logs = [logging.getLogger(name) for name in ("apprise", "urllib3")]
    before = [(log.level, log.propagate) for log in logs]
    silent = logging.NullHandler()
    for log in logs:
        log.propagate = False
        log.setLevel(logging.DEBUG)
        log.addHandler(silent)
    try:
        yield
    finally:
        for log, (level, passes_on) in zip(logs, before, strict=True):
            log.removeHandler(silent)
            log.setLevel(level)
            log.propagate = passes_on
